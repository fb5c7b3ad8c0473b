"""The drawn photographs of the demonstration."""

from PIL import Image

from demo import pictures


class TestDrawPictures:
    def test_gives_the_same_bytes_every_time(self):
        first, second = (
            pictures.shelf(label="Truyện cổ tích chọn lọc cho bé", count=80).read()
            for _ in range(2)
        )

        assert first == second

    def test_draws_photographs_of_an_ordinary_size(self):
        for picture in (
            pictures.shelf(label="Lịch bloc", count=7),
            pictures.cover(title="Chú voi con học đếm", imprint="In 1.000 bản."),
        ):
            image = Image.open(picture)
            assert (image.format, image.size) == ("JPEG", pictures.SIZE)
