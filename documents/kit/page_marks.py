"""What stands in the margins of an issued paper: its code with a QR, or a copy's mark.

Nghị định 30/2020/NĐ-CP leaves the bottom margin of page 1 to the issuing body, and
puts the mark of a copy at the top right, upright, 10 pt.
"""

from dataclasses import dataclass
from typing import Final

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents.kit.styles import (
    GRID,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)
from documents.kit.typefaces import ITALIC, UPRIGHT, width
from documents.text import clean

QR_SIZE: Final = 14 * mm
_QR_BOTTOM: Final = 4.2 * mm  # as far as printers reach; its top stays under the text
_TEXT_LEFT: Final = MARGIN_LEFT + QR_SIZE + 2.4 * mm
_CODE_SIZE: Final = 9
_HINT_SIZE: Final = 8
_COPY_SIZE: Final = 10
_COPY_HEIGHT: Final = PAGE_HEIGHT - 14.4 * mm


@dataclass(frozen=True, slots=True)
class PageMarks:
    """`code` is "7C41-9E2B-50D8", `site` the address before it ("https://…/verify/").

    `copy` marks every page of a copy: "BẢN SAO – MỨC CÔNG KHAI".
    """

    code: str
    site: str
    copy: str = ""

    @property
    def address(self) -> str:
        return f"{self.site}{self.code}/"


def draw_marks(canvas: Canvas, marks: PageMarks, *, is_first: bool) -> None:
    """On the first page the code and its QR, on every page what says it is a copy."""
    if is_first:
        _draw_code(canvas, marks)
    if marks.copy:
        _draw_copy(canvas, clean(marks.copy))


def qr_drawing(text: str, size: float) -> Drawing:
    """A QR of level M as lines of the page, without a border; `size` in points."""
    widget = QrCodeWidget(
        text, barLevel="M", barBorder=0, barWidth=size, barHeight=size
    )
    return Drawing(size, size, widget)


def _draw_code(canvas: Canvas, marks: PageMarks) -> None:
    renderPDF.draw(qr_drawing(marks.address, QR_SIZE), canvas, MARGIN_LEFT, _QR_BOTTOM)
    canvas.saveState()
    canvas.setFillColor(black)
    canvas.setFont(UPRIGHT, _CODE_SIZE)
    canvas.drawString(_TEXT_LEFT, 13 * mm, f"Mã văn bản: {marks.code}")
    canvas.setFont(ITALIC, _HINT_SIZE)
    canvas.drawString(_TEXT_LEFT, 9.2 * mm, "Tra cứu số, ngày và đối chiếu tệp tại:")
    canvas.setFont(UPRIGHT, _HINT_SIZE)
    room = PAGE_WIDTH - MARGIN_RIGHT - _TEXT_LEFT
    size = _HINT_SIZE * min(1, room / width(marks.site, UPRIGHT, _HINT_SIZE))
    canvas.setFont(UPRIGHT, size)
    canvas.drawString(_TEXT_LEFT, 5.6 * mm, marks.site)
    canvas.restoreState()


def _draw_copy(canvas: Canvas, text: str) -> None:
    wide = width(text, UPRIGHT, _COPY_SIZE) + 4 * mm
    right = PAGE_WIDTH - MARGIN_RIGHT
    canvas.saveState()
    canvas.setFillColor(black)
    canvas.setLineWidth(GRID)
    canvas.rect(right - wide, _COPY_HEIGHT - 1.6 * mm, wide, 5.2 * mm)
    canvas.setFont(UPRIGHT, _COPY_SIZE)
    canvas.drawString(right - wide + 2 * mm, _COPY_HEIGHT, text)
    canvas.restoreState()
