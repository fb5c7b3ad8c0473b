"""How an electronic signature looks on the page: the picture, or who signed in words.

Nghị định 30/2020/NĐ-CP: the signature blue in the middle of its room, the seal red, at
its real size, a third of it over the signature from the left.
"""

import io
from collections.abc import Sequence
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from documents.kit.lines import balanced
from documents.kit.typefaces import UPRIGHT, width
from documents.text import clean

BLUE: Final = HexColor("#0B3D91")
RED: Final = HexColor("#C00000")
SEAL_SIZE: Final = 36 * mm
_WIDEST: Final = 50 * mm
_SIZE: Final = 8
_LEADING: Final = 10

Box = tuple[float, float, float, float]


def signer_box(place: Box) -> Box:
    """The room of the signature, no wider than a signature is; points, left bottom
    right top."""
    left, bottom, right, top = place
    half = min(right - left, _WIDEST) / 2
    middle = (left + right) / 2
    return middle - half, bottom + 2, middle + half, top - 2


def seal_box(place: Box) -> Box:
    """Its right edge stands a third into the signature; in the height of the room it
    may reach a little over title and name, as a seal on paper does."""
    left, bottom, right, top = signer_box(place)
    edge = left + (right - left) / 3
    middle = (bottom + top) / 2
    half = SEAL_SIZE / 2
    return edge - SEAL_SIZE, middle - half, edge, middle + half


def stamp_page(
    box: Box, lines: Sequence[str], *, picture: bytes, ink: HexColor
) -> bytes:
    """One page of the size of the box with the picture, else with the lines."""
    wide, high = box[2] - box[0], box[3] - box[1]
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(wide, high), invariant=1, initialFontName=UPRIGHT)
    if picture:
        canvas.drawImage(
            ImageReader(io.BytesIO(picture)),
            0,
            0,
            width=wide,
            height=high,
            mask="auto",
            preserveAspectRatio=True,
        )
    else:
        canvas.setFillColor(ink)
        _write(canvas, _broken(lines, wide), wide, high)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _broken(lines: Sequence[str], wide: float) -> list[str]:
    return [
        part
        for line in lines
        for part in balanced(clean(line), face=UPRIGHT, size=_SIZE, width=wide - 4)
    ]


def _write(canvas: Canvas, lines: Sequence[str], wide: float, high: float) -> None:
    """Centred in the box, smaller where a name is wider than it."""
    longest = max(width(line, UPRIGHT, _SIZE) for line in lines)
    scale = min(1, (wide - 2) / longest, high / (_LEADING * len(lines)))
    canvas.setFont(UPRIGHT, _SIZE * scale)
    top = high / 2 + (len(lines) / 2 - 0.75) * _LEADING * scale
    for place, line in enumerate(lines):
        canvas.drawCentredString(wide / 2, top - place * _LEADING * scale, line)
