"""The faces of an agency that has its own: four TTF files, put there by hand.

They stand in for ours under the same names while one of the agency's papers is built.
A family that lacks a letter, or may not be embedded, is left aside with a warning.
"""

import functools
import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from documents.kit.typefaces import BOLD, BOLD_ITALIC, ITALIC, UPRIGHT, drawn_by

FILES: Final = {
    UPRIGHT: "regular.ttf",
    BOLD: "bold.ttf",
    ITALIC: "italic.ttf",
    BOLD_ITALIC: "bold-italic.ttf",
}
_CLOSED, _NO_SUBSET_OR_OUTLINE = 0x0002, 0x0300
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưy"
_LETTERS = {
    unicodedata.normalize("NFC", letter + tone)
    for vowel in _VOWELS
    for letter in (vowel, vowel.upper())
    for tone in ("", *_TONES)
}
# Every Vietnamese letter, and the signs that our papers set.
NEEDED: Final = frozenset(_LETTERS) | set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789đĐ"
    " \u00a0.,;:!?/()[]“”‘’\"'-–…%&+=•×≥≤°"
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnFaces:
    fonts: dict[str, TTFont]
    drawable: frozenset[str]


def folder_of(agency: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "fonts" / agency


@contextmanager
def faces_of(agency: str) -> Iterator[None]:
    """Set what is drawn here in the agency's faces, if it has any.

    Fonts are the process's own: only one paper is built at a time (`documents.render`).
    """
    own = _loaded(folder_of(agency)) if agency else None
    if own is None:
        yield
        return
    registered = pdfmetrics._fonts
    ours = {name: registered[name] for name in FILES}
    registered.update(own.fonts)
    try:
        with drawn_by(own.drawable):
            yield
    finally:
        registered.update(ours)


@functools.cache
def _loaded(folder: Path) -> OwnFaces | None:
    """Read once per process; None without the folder, or where a face is unfit."""
    if not folder.is_dir():
        return None
    try:
        fonts = {
            name: TTFont(name, str(folder / file), shapable=False)
            for name, file in FILES.items()
        }
    except (TTFError, OSError) as fault:
        logger.warning("the faces in %s are not used: %s", folder, fault)
        return None
    closed = [file for file in FILES.values() if not _may_embed(folder / file)]
    if closed:
        logger.warning("the faces in %s are not used: %s closed", folder, closed)
        return None
    if len({font.face.name for font in fonts.values()}) < len(FILES):
        logger.warning("the faces in %s are not used: one file twice", folder)
        return None
    common = set.intersection(*(set(font.face.charToGlyph) for font in fonts.values()))
    drawable = frozenset(map(chr, common))
    missing = "".join(sorted(NEEDED - drawable))
    if missing:
        logger.warning("the faces in %s are not used: no %s", folder, missing)
        return None
    return OwnFaces(fonts, drawable)


def _may_embed(path: Path) -> bool:
    """By the font's own word (OS/2, fsType): neither closed to embedding, nor to
    subsets, nor to outlines. A font without that table says nothing against it."""
    data = path.read_bytes()
    tables = range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16)
    for place in tables:
        if data[place : place + 4] == b"OS/2":
            start = int.from_bytes(data[place + 8 : place + 12], "big")
            kind = int.from_bytes(data[start + 8 : start + 10], "big")
            return kind & 0x000F != _CLOSED and not kind & _NO_SUBSET_OR_OUTLINE
    return True
