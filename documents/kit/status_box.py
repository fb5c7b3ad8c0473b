"""The box at the head of an internal report: QR, codes, state of the record."""

from collections.abc import Sequence

from reportlab.lib.styles import StyleSheet1
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from documents.kit.page_marks import qr_drawing
from documents.kit.styles import GRID, TEXT_WIDTH
from documents.text import Run, cell

_QR = 24 * mm
_RIGHT = 57 * mm
_CODE = 29 * mm


def status_box(
    styles: StyleSheet1,
    qr_text: str,
    left: Sequence[Sequence[str | Run]],
    right: Sequence[Sequence[str | Run]],
) -> Flowable:
    """`left` and `right` are lines, each a row of plain texts and bold runs."""

    def column(lines: Sequence[Sequence[str | Run]]) -> list[Flowable]:
        return [Paragraph(cell(*parts), styles["box"]) for parts in lines]

    return Table(
        [[qr_drawing(qr_text, _QR), column(left), column(right)]],
        colWidths=[_CODE, TEXT_WIDTH - _RIGHT - _CODE, _RIGHT],
        style=[
            ("BOX", (0, 0), (-1, -1), GRID, "black"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
        spaceBefore=4,
        spaceAfter=6,
    )
