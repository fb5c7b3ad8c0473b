"""The four faces of every printed page, registered once per process."""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

UPRIGHT: Final = "VN"
BOLD: Final = "VN-B"
ITALIC: Final = "VN-I"
BOLD_ITALIC: Final = "VN-BI"

_FOLDER = Path(__file__).resolve().parent.parent / "fonts"
_FILES = {
    UPRIGHT: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}


def _register() -> frozenset[str]:
    """Register the faces; returns the characters that all four of them can draw."""
    rl_config.useA85 = 0
    rl_config.ttfAsciiReadable = 0
    drawn: list[set[int]] = []
    for name, file in _FILES.items():
        font = TTFont(name, str(_FOLDER / file), shapable=False)
        pdfmetrics.registerFont(font)
        drawn.append(set(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(
        UPRIGHT, UPRIGHT, BOLD, ITALIC, BOLD_ITALIC, baseFontFor="all"
    )
    return _visible(map(chr, set.intersection(*drawn)))


def _visible(characters: Iterable[str]) -> frozenset[str]:
    """Without those that steer the text; a face may have a picture for them."""
    return frozenset(
        char for char in characters if unicodedata.category(char) not in {"Cc", "Cf"}
    )


DRAWABLE: Final = _register()
_drawn: ContextVar[frozenset[str]] = ContextVar("drawn", default=DRAWABLE)


def is_drawable(char: str) -> bool:
    """By all four faces that are in use."""
    return char in _drawn.get()


def are_drawable(text: str) -> bool:
    """All characters of a text at once."""
    return _drawn.get().issuperset(text)


@contextmanager
def drawn_by(characters: frozenset[str]) -> Iterator[None]:
    """While other faces stand in for ours, these are their characters."""
    token = _drawn.set(_visible(characters))
    try:
        yield
    finally:
        _drawn.reset(token)


def width(text: str, face: str, size: float) -> float:
    """The width of one line of plain text, in points."""
    return pdfmetrics.stringWidth(text, face, size)
