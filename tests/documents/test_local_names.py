"""Names of the province on paper: every letter drawn, and read back as it was given."""

import io
import unicodedata

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from documents.kit.typefaces import BOLD, BOLD_ITALIC, ITALIC, UPRIGHT, width
from documents.text import clean

NAMES = (
    "Ea H’leo",
    "Cư M’gar",
    "Krông Năng",
    "Krông Pắc",
    "Buôn Đôn",
    "Buôn Ma Thuột",
    "M’Đrắk",
    "Y Moan Êban",
    "H’Hen Niê",
    "Ê-đê, M’Nông, Gia Rai",
    "Lắk, Đắk Liêng, Ea Súp",
    "Ặ Ẫ Ẵ Ễ Ỗ Ỡ Ữ Ỹ ặ ẫ ẵ ễ ỗ ỡ ữ ỹ đ ₫",
)


class TestLocalNames:
    @pytest.mark.parametrize("face", [UPRIGHT, BOLD, ITALIC, BOLD_ITALIC])
    def test_are_drawn_and_read_back_in_every_face(self, face: str, caplog):
        target = io.BytesIO()
        canvas = Canvas(target, invariant=1)
        for place, name in enumerate(NAMES):
            canvas.setFont(face, 13)
            canvas.drawString(60, 780 - 30 * place, clean(_decomposed(name)))
        canvas.save()
        with pdfplumber.open(io.BytesIO(target.getvalue())) as document:
            [page] = document.pages
            lines = [row["text"] for row in page.extract_text_lines()]
            fonts = {char["fontname"] for char in page.chars}
        assert lines == [name.replace("\u00a0", " ") for name in NAMES]
        assert len(fonts) == 1
        assert not caplog.records  # of a letter that the face lacks

    def test_take_as_much_room_composed_as_they_are_drawn(self):
        for name in NAMES:
            composed = clean(_decomposed(name))
            assert composed == name
            assert all(width(letter, UPRIGHT, 13) > 0 for letter in composed)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)
