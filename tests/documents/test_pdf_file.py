"""The file itself: embedded faces, text as it was written, the same bytes again."""

import hashlib
import io
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from documents.forms.parties import Individual
from documents.kit.photos import Photo, reduced_copy
from documents.kit.typefaces import DRAWABLE
from documents.render import render
from tests.documents.paper import fonts_of, is_composed, text_of
from tests.documents.sample_report import printer_report, printer_report_short
from tests.documents.sample_visit import picture, printer_inspection
from tests.documents.samples import department_decision, ward_decision, ward_record

FORMS = {
    "inspection_record": printer_inspection,
    "violation_record": ward_record,
    "sanction_decision": department_decision,
    "case_report": printer_report,
    "case_report_short": printer_report_short,
}
FACES = {
    "LiberationSerif",
    "LiberationSerif-Bold",
    "LiberationSerif-Italic",
    "LiberationSerif-BoldItalic",
}
TONES = "".join(chr(code) for code in (0x300, 0x301, 0x303, 0x309, 0x323))
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
LETTERS = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES
)
FONTS = Path("documents/fonts")


class TestFaces:
    def test_are_the_unmodified_files_with_their_licence(self):
        total = sum(path.stat().st_size for path in FONTS.glob("*.ttf"))
        digest = hashlib.sha256((FONTS / "LiberationSerif-Regular.ttf").read_bytes())

        assert total == 1_516_076  # Liberation Serif 2.1.5, four faces
        assert digest.hexdigest().startswith("29d12439831b7f59")
        assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE.txt").read_text()

    def test_have_every_vietnamese_letter_and_the_signs_of_paper(self):
        assert len(set(LETTERS)) == 120
        assert set(LETTERS + VOWELS + "đĐ₫“”–…×≤≥°’•") <= DRAWABLE

    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_are_embedded_as_subsets_and_nothing_else_is(self, form):
        content = render(form()).content
        with pikepdf.open(io.BytesIO(content)) as document:
            fonts = [
                font
                for page in document.pages
                for font in page.resources.get("/Font", {}).values()
            ]
            embedded = {str(font.BaseFont)[1:] for font in fonts}
            assert all("/FontFile2" in font.FontDescriptor for font in fonts)

        assert {name.split("+")[1] for name in embedded} <= FACES
        assert {name.split("+")[-1] for name in fonts_of(content)} <= FACES


class TestText:
    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_comes_out_composed_and_whole(self, form):
        text = text_of(render(form()).content)
        assert is_composed(text)
        assert "\ufffd" not in text
        assert "?" not in text

    @pytest.mark.parametrize("written", ["NFC", "NFD"])
    def test_keeps_every_letter_in_all_faces(self, written):
        names = (
            f"Ẫ Ễ Ỗ Ữ Ế Ea H’leo Cư M’gar {LETTERS[:60]}",
            f"Krông Năng Y Thuyên Niê {LETTERS[60:]} đĐ ơƠ ưƯ",
        )
        for wanted in names:
            text = unicodedata.normalize(written, wanted)
            form = ward_decision(
                aggravating=text,  # upright
                legal_bases=(text, "Căn cứ"),  # italic
                authority_line=text,  # bold
            )
            found = text_of(render(form).content)
            squeezed = found.replace(" ", "")
            assert squeezed.count(wanted.replace(" ", "")) == 3

    @pytest.mark.parametrize(
        "name",
        [
            '<img src="/etc/passwd"/> Nguyễn & Con',
            "<b>Đậm</b> & <i>nghiêng</i> <unknown>",
            'Công ty "A < B > C" & D',
            "</para><para>hết",
        ],
    )
    def test_of_a_user_appears_letter_by_letter(self, name: str):
        owner = Individual(name=name, residence=name, occupation=name)
        for form in (ward_decision(party=owner), ward_record(party=owner)):
            found = text_of(render(form).content).replace(" ", "")
            assert found.count(name.replace(" ", "")) >= 3

    def test_of_the_longest_names_stays_inside_the_page(self):
        name = "Công ty trách nhiệm hữu hạn một thành viên " * 6
        owner = Individual(
            name=name[:250], residence="Thôn Ea H’leo, " * 20, occupation="x" * 120
        )
        content = render(ward_decision(party=owner)).content
        assert "CÔNG TY TRÁCH NHIỆM HỮU HẠN" in text_of(content)


class TestBytes:
    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_are_the_same_for_the_same_values(self, form):
        assert render(form()).content == render(form()).content

    def test_are_the_same_in_another_process(self):
        """A fresh interpreter, with other hashes: nothing hangs on their order."""
        program = (
            "import django; django.setup()\n"
            "import hashlib\n"
            "from documents.render import render\n"
            "from tests.documents.samples import ward_decision\n"
            "print(hashlib.sha256(render(ward_decision()).content).hexdigest())\n"
        )
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DEBUG": "1",
                "PYTHONHASHSEED": "7",
            },
        )
        here = hashlib.sha256(render(ward_decision()).content).hexdigest()
        assert done.stdout.split()[-1] == here

    def test_carry_title_author_and_language(self):
        with pikepdf.open(io.BytesIO(render(ward_decision()).content)) as document:
            info, root = document.docinfo, document.Root
            assert str(info.Title) == (
                "Quyết định xử phạt vi phạm hành chính số 06/QĐ-XPHC"
            )
            assert str(info.Author) == "ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT"
            assert str(root.Lang) == "vi-VN"
            assert bool(root.ViewerPreferences.DisplayDocTitle)


class TestPictures:
    def test_lose_camera_data_and_stand_upright(self):
        lying = Image.new("RGB", (400, 300), "red")
        exif = lying.getexif()
        exif[0x0112] = 6  # turned by 90 degrees
        exif[0x010F] = "Camera"
        target = io.BytesIO()
        lying.save(target, "JPEG", exif=exif)

        copy = Image.open(io.BytesIO(reduced_copy(target.getvalue())))

        assert copy.size[1] > copy.size[0]
        assert not copy.getexif()

    def test_are_reduced_to_the_printed_size(self):
        copy = Image.open(io.BytesIO(reduced_copy(picture("blue", (4000, 3000)))))
        assert max(copy.size) <= 552

    def test_with_transparency_are_laid_on_white(self):
        target = io.BytesIO()
        Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(target, "PNG")
        copy = Image.open(io.BytesIO(reduced_copy(target.getvalue())))
        assert copy.getpixel((20, 20)) == (255, 255, 255)

    def test_that_cannot_be_decoded_leave_an_empty_frame(self):
        form = printer_inspection()
        broken = Photo("Ảnh hỏng", "0" * 64, reduced_copy(b"not a picture"))
        content = render(
            replace(form, facts=replace(form.facts, photos=(broken,)))
        ).content
        assert "Ảnh hỏng" in text_of(content)
