"""The four faces of every printed page, registered once per process."""

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
    return frozenset(map(chr, set.intersection(*drawn)))


DRAWABLE: Final = _register()


def width(text: str, face: str, size: float) -> float:
    """The width of one line of plain text, in points."""
    return pdfmetrics.stringWidth(text, face, size)
