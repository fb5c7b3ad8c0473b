"""An agency's own family: used where it is fit, left aside with a word where not."""

import logging
import shutil
from pathlib import Path

import pytest

from documents.kit.own_faces import FILES, NEEDED, folder_of
from documents.kit.typefaces import BOLD, DRAWABLE, width
from documents.render import render
from tests.documents.paper import pages_of, text_of
from tests.documents.samples import ward_decision

OURS = Path("documents/fonts")
STYLES = dict(
    zip(FILES.values(), ("Regular", "Bold", "Italic", "BoldItalic"), strict=True)
)

UPRIGHT_HEAD = frozenset({"LiberationSerif"})
BOLD_HEAD = frozenset({"LiberationSerif-Bold"})


@pytest.fixture
def folder(media_root) -> Path:
    made = folder_of("UBND_XA_24133")
    made.mkdir(parents=True)
    for file, style in STYLES.items():
        shutil.copy(OURS / f"LiberationSerif-{style}.ttf", made / file)
    return made


def drawn_in(agency: str) -> tuple[frozenset[str], str]:
    """The faces of the number, which is upright with us, and all text."""
    content = render(ward_decision(), agency=agency).content
    return pages_of(content)[0].line("Số: 06").faces, text_of(content)


class TestOwnFaces:
    def test_stand_in_for_ours_and_are_put_back(self, folder):
        """Bold and upright changed about: the page shows which files it is set in."""
        shutil.copy(OURS / "LiberationSerif-Bold.ttf", folder / "regular.ttf")
        shutil.copy(OURS / "LiberationSerif-Regular.ttf", folder / "bold.ttf")
        before = width("Biên bản", "VN", 13)
        own, text = drawn_in("UBND_XA_24133")
        ours, same = drawn_in("SO_VHTTDL")
        assert own == BOLD_HEAD != ours == UPRIGHT_HEAD
        assert sorted(text.replace(" ", "")) == sorted(same.replace(" ", ""))
        assert width("Biên bản", "VN", 13) == before != width("Biên bản", BOLD, 13)
        first = render(ward_decision(), agency="UBND_XA_24133").content
        assert first == render(ward_decision(), agency="UBND_XA_24133").content

    def test_that_may_not_be_embedded_are_left_aside(self, folder, caplog):
        data = bytearray((folder / "bold.ttf").read_bytes())
        count = int.from_bytes(data[4:6], "big")
        for place in range(12, 12 + 16 * count, 16):
            if data[place : place + 4] == b"OS/2":
                start = int.from_bytes(data[place + 8 : place + 12], "big")
                data[start + 8 : start + 10] = b"\x00\x02"
        (folder / "bold.ttf").write_bytes(data)
        with caplog.at_level(logging.WARNING):
            own, _text = drawn_in("UBND_XA_24133")
        assert own == UPRIGHT_HEAD
        assert "are not used" in caplog.text

    def test_that_are_not_whole_are_left_aside(self, folder, caplog):
        (folder / "italic.ttf").unlink()
        with caplog.at_level(logging.WARNING):
            own, _text = drawn_in("UBND_XA_24133")
        assert own == UPRIGHT_HEAD
        assert "are not used" in caplog.text

    def test_of_one_file_twice_are_left_aside(self, folder, caplog):
        shutil.copy(OURS / "LiberationSerif-Bold.ttf", folder / "regular.ttf")
        with caplog.at_level(logging.WARNING):
            own, _text = drawn_in("UBND_XA_24133")
        assert own == UPRIGHT_HEAD
        assert "are not used" in caplog.text

    def test_need_no_letter_that_ours_lack(self):
        assert NEEDED <= DRAWABLE
