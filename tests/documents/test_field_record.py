"""The record of a visit made on a phone, measured page by page."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from documents.forms.field_record import quantity_text
from documents.forms.pictures import position_text
from documents.kit.signature_picture import signature_copy
from documents.kit.signing import ROOM
from documents.render import render
from evidence.models import Position
from tests.documents.paper import (
    POINT,
    Page,
    drawn,
    fonts_of,
    pages_of,
    pictures_of,
    text_of,
)
from tests.documents.sample_field import (
    NOTES,
    PHOTOS,
    drawing,
    field_inspection,
    refused_inspection,
)
from tests.documents.sample_visit import picture

LEFT, RIGHT, TOP, BOTTOM = 30.0, 195.0, 20.0, 277.0


@pytest.fixture(scope="module")
def content() -> bytes:
    return render(field_inspection()).content


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return drawn(field_inspection())


def in_front(pages: list[Page]) -> list[Page]:
    first = next(i for i, page in enumerate(pages) if page.has("PHỤ LỤC"))
    return pages[:first]


def annex(pages: list[Page]) -> list[Page]:
    return pages[len(in_front(pages)) :]


class TestPages:
    def test_cut_nothing_and_lay_nothing_over_another(self, pages, content):
        shown = pictures_of(content)
        for page, pictures in zip(pages, shown, strict=True):
            texts = [line for line in page.lines if line.text.strip()]
            assert all(line.left >= LEFT - 0.1 for line in texts)
            assert all(line.right <= RIGHT + 0.1 for line in texts)
            assert all(line.bottom <= BOTTOM for line in texts)
            for left, top, right, bottom in pictures:
                assert left >= LEFT - 0.1
                assert right <= RIGHT + 0.1
                assert top >= TOP - 0.1
                assert bottom <= BOTTOM
                for line in texts:
                    beside = line.right <= left or line.left >= right
                    assert beside or line.bottom <= top + 0.5 or line.top >= bottom
            for place, one in enumerate(pictures):
                for other in pictures[place + 1 :]:
                    apart = one[2] <= other[0] or other[2] <= one[0]
                    assert apart or one[3] <= other[1] or other[3] <= one[1]

    def test_keep_the_signatures_with_the_closing_words(self, pages):
        [page] = [page for page in in_front(pages) if page.has("ĐẠI DIỆN CƠ SỞ")]
        assert page.has("Biên bản lập xong")
        assert page.has("NGƯỜI GHI BIÊN BẢN")

    def test_never_leave_the_signatures_alone_whatever_the_notes(self):
        for times in range(1, 16, 3):
            form = field_inspection()
            facts = replace(form.facts, notes=NOTES * times, photos=())
            pages = drawn(replace(form, facts=facts))
            [page] = [page for page in pages if page.has("ĐẠI DIỆN CƠ SỞ")]
            assert page.has("Biên bản lập xong")

    def test_draw_with_our_faces_only(self, content):
        faces = {name.split("+")[-1] for name in fonts_of(content)}
        assert all(name.startswith("LiberationSerif") for name in faces)

    def test_are_the_same_bytes_each_time(self, content):
        assert render(field_inspection()).content == content


class TestGoods:
    def test_are_listed_with_count_unit_condition_and_every_seal(self, content):
        text = text_of(content)
        assert "7. Tang vật, phương tiện đã kiểm đếm, niêm phong tại chỗ:" in text
        for said in ("1.200", "NP-000417", "NP-000418", "tấm kẽm", "Đã sử dụng"):
            assert said in text

    def test_and_notes_are_left_out_where_there_are_none(self):
        form = field_inspection()
        facts = replace(form.facts, goods=(), notes=(), photos=())
        text = text_of(render(replace(form, facts=facts)).content)
        assert "Tang vật, phương tiện đã kiểm đếm" not in text
        assert "Ghi chú tại hiện trường" not in text

    def test_leave_the_notes_their_number(self, content):
        assert "8. Ghi chú tại hiện trường:" in text_of(content)
        form = field_inspection()
        facts = replace(form.facts, goods=(), photos=())
        text = text_of(render(replace(form, facts=facts)).content)
        assert "7. Ghi chú tại hiện trường:" in text

    @pytest.mark.parametrize(
        ("quantity", "text"),
        [
            (Decimal("1200"), "1.200"),
            (Decimal("1200.00"), "1.200"),
            (Decimal("12.50"), "12,5"),
            (Decimal("0.05"), "0,05"),
        ],
    )
    def test_are_counted_as_paper_writes_it(self, quantity, text):
        assert quantity_text(quantity) == text


class TestTitles:
    def test_show_registration_decision_licensed_and_counted_copies(self, content):
        text = text_of(content)
        for said in ("412-2026/CXBIPH/3-02/TN", "131/QĐ-NXBTN", "2.000", "2.450"):
            assert said in text
        assert "Số đăng ký," in text


class TestSignature:
    def test_stands_in_the_room_above_its_name(self, pages, content):
        place = next(
            i for i, page in enumerate(pages) if page.has("Ký trên màn hình lúc")
        )
        [(left, top, right, bottom)] = pictures_of(content)[place]
        title, name = (
            pages[place].line("ĐẠI DIỆN CƠ SỞ"),
            pages[place].line("Trịnh Gia"),
        )

        assert title.bottom <= top < bottom <= name.top
        assert bottom - top <= ROOM * POINT
        assert abs((left + right) / 2 - title.centre) < 1
        assert abs((right - left) / (bottom - top) - 600 / 150) < 1.2  # not stretched

    def test_is_provable_by_the_hash_of_its_file(self, content):
        signature = field_inspection().minutes.signature
        text = text_of(content)
        assert "Ký trên màn hình lúc 11:48 ngày 13/04/2026" in text
        assert signature.sha256[:32] in text
        assert signature.sha256[32:] in text
        assert "ký xác nhận trên màn hình" in text

    def test_is_not_copied_to_the_annex(self, pages, content):
        last = pages[-1]
        assert last.has("(Đã ký trên màn hình, tại biên bản)")
        assert len(pictures_of(content)[-1]) == 2  # the photographs 13 and 14

    def test_that_was_refused_gives_the_reason_and_the_witness(self):
        content = render(refused_inspection()).content
        text = text_of(content)
        assert "(Không ký biên bản)" in text
        assert "Lý do không ký biên bản: Đại diện cơ sở cho rằng" in text
        assert "có người chứng kiến ký tên dưới đây xác nhận" in text
        assert "NGƯỜI CHỨNG KIẾN" in text
        assert "trên màn hình" not in text

    def test_of_the_witness_of_a_refusal_stands_in_its_place_too(self):
        form = refused_inspection()
        [witness] = form.minutes.witnesses
        signed = replace(
            witness, picture=signature_copy(drawing()), proof=("Ký trên màn hình",)
        )
        form = replace(form, minutes=replace(form.minutes, witnesses=(signed,)))
        printed = render(form)
        pages = in_front(pages_of(printed.content))
        [place] = [i for i, page in enumerate(pages) if page.has("Ký trên màn hình")]
        [(left, _top, right, _bottom)] = pictures_of(printed.content)[place]
        title = pages[place].line("NGƯỜI CHỨNG KIẾN")
        assert abs((left + right) / 2 - title.centre) < 1

    @pytest.mark.parametrize("ground", [(255, 255, 255, 0), (255, 255, 255, 255)])
    def test_is_cut_to_its_ink_on_a_transparent_ground(self, ground):
        with Image.open(io.BytesIO(signature_copy(drawing(ground=ground)))) as copy:
            assert copy.mode == "RGBA"
            assert copy.width < 700
            assert copy.getchannel("A").getextrema()[0] == 0

    @pytest.mark.parametrize(
        "original", [b"", b"not a picture", picture("white"), drawing()[:200]]
    )
    def test_that_shows_no_ink_leaves_the_room_blank(self, original):
        assert signature_copy(original) == b""


class TestPhotographs:
    def test_stand_four_on_a_page(self, content, pages):
        counts = [len(found) for found in pictures_of(content)][len(in_front(pages)) :]
        assert counts == [4, 4, 4, 2]

    def test_carry_number_name_hash_time_place_and_photographer(self, pages):
        text = " ".join(line.text for page in annex(pages) for line in page.lines)
        for number, photo in enumerate(PHOTOS, start=1):
            assert f"Ảnh {number}." in text
            assert photo.sha256[:32] in text
            assert photo.sha256[32:] in text
            assert f"09:{39 + number}" in text
        assert text.count("H’Lan Êban chụp") == len(PHOTOS)
        assert text.count("12,68031° B; 108,04417° Đ (±8 m)") == len(PHOTOS)

    def test_keep_the_end_of_a_long_file_name(self):
        form = field_inspection()
        name = f"Tệp {'anh-chup-' * 12}cuoi.jpg; H’Lan Êban chụp"
        photo = replace(PHOTOS[0], details=(name,))
        page = drawn(replace(form, facts=replace(form.facts, photos=(photo,))))[-1]
        line = page.line("Tệp anh-chup-")
        assert "…" in line.text
        assert line.text.endswith("H’Lan Êban chụp")
        assert line.width <= 78.1

    def test_number_the_annex_apart_and_sign_its_last_page(self, pages):
        first, *others = annex(pages)
        assert not [line for line in first.lines if line.top < TOP]
        for number, page in enumerate(others, start=2):
            [shown] = [line for line in page.lines if line.top < TOP]
            assert shown.text == str(number)
        assert others[-1].has("ĐẠI DIỆN CƠ SỞ")
        assert others[-1].has("TRƯỞNG ĐOÀN")

    @pytest.mark.parametrize("count", [1, 2, 4, 5, 8])
    def test_leave_room_to_sign_whatever_their_number(self, count):
        form = field_inspection()
        facts = replace(form.facts, photos=PHOTOS[:count])
        pages = annex(drawn(replace(form, facts=facts)))
        assert len(pages) == -(-count // 4)
        assert pages[-1].has("ĐẠI DIỆN CƠ SỞ")

    def test_that_are_not_printed_are_counted(self):
        form = field_inspection()
        facts = replace(form.facts, photos=PHOTOS[:2], photos_left_out=7)
        text = text_of(render(replace(form, facts=facts)).content)
        assert "Còn 07 ảnh khác lưu trong hồ sơ điện tử." in text

    @pytest.mark.parametrize(
        ("position", "text"),
        [
            (
                Position(Decimal("12.680310"), Decimal("108.044170"), 8),
                "12,68031° B; 108,04417° Đ (±8 m)",
            ),
            (
                Position(Decimal("-1.5"), Decimal("-70.25")),
                "1,50000° N; 70,25000° T",
            ),
        ],
    )
    def test_say_where_in_degrees(self, position, text):
        assert position_text(position) == text
