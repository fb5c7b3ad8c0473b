"""Measures and paragraph styles of official paper.

Nghị định 30/2020/NĐ-CP, Phụ lục I fixes the ranges; the values are ours inside them.
"""

from typing import Final

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, StyleSheet1
from reportlab.lib.units import mm

from documents.kit.typefaces import BOLD, ITALIC, UPRIGHT

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_TOP: Final = 20 * mm
MARGIN_BOTTOM: Final = 20 * mm
MARGIN_LEFT: Final = 30 * mm
MARGIN_RIGHT: Final = 15 * mm
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_CENTRE: Final = MARGIN_LEFT + TEXT_WIDTH / 2
INDENT: Final = 12.7 * mm

BODY_SIZE: Final = 13
RULE: Final = 0.6
GRID: Final = 0.5
HEADER_GREY: Final[Color] = HexColor("#EDEDED")
DRAFT_GREY: Final[Color] = HexColor("#ECECEC")


def _stylesheet() -> StyleSheet1:
    sheet = StyleSheet1()
    base = ParagraphStyle(
        "base",
        fontName=UPRIGHT,
        bulletFontName=UPRIGHT,
        fontSize=BODY_SIZE,
        leading=17,
        textColor=black,
        alignment=TA_JUSTIFY,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        # Rather a little tighter than a last word alone under a stretched line.
        spaceShrinkage=0.12,
    )
    sheet.add(base)

    def add(name: str, parent: str = "base", **changes: object) -> None:
        sheet.add(ParagraphStyle(name, parent=sheet[parent], **changes))

    add("body", firstLineIndent=INDENT, spaceAfter=6)
    add("basis", "body", fontName=ITALIC)
    # Before more text only; a heading before a table would push the whole table.
    add("lead_in", "body", keepWithNext=1)
    add("heading", "body", fontName=BOLD, spaceBefore=8, keepWithNext=1)
    # The page-break test before it does not swallow the space of what went before.
    add("heading_of_table", "heading", keepWithNext=0, spaceBefore=2)
    add("lead_in_of_table", "body")
    add("field", "body", alignment=TA_LEFT)
    add("addressee", fontSize=13, alignment=TA_CENTER, spaceBefore=4, spaceAfter=8)
    add("addressees", fontSize=13, alignment=TA_LEFT, leading=16)
    add("enacting", fontName=BOLD, alignment=TA_CENTER, spaceBefore=9, spaceAfter=6)
    add("note", fontName=ITALIC, fontSize=12, leading=15, spaceBefore=4, spaceAfter=6)
    add(
        "table_name",
        fontName=ITALIC,
        fontSize=12,
        leading=15,
        alignment=TA_CENTER,
        spaceBefore=4,
        spaceAfter=4,
    )
    add("annex_guide", fontName=ITALIC, alignment=TA_CENTER, spaceBefore=4)

    add("cell", fontSize=11, leading=13.5, alignment=TA_LEFT)
    add("cell_centre", "cell", alignment=TA_CENTER)
    add("cell_right", "cell", alignment=TA_RIGHT)
    add("cell_total", "cell", fontName=BOLD)
    add("cell_total_right", "cell_right", fontName=BOLD)
    add("cell_head", "cell_centre", fontName=BOLD)
    add("wide_cell", "cell", fontSize=12, leading=15)
    add("wide_cell_head", "wide_cell", fontName=BOLD)
    add("box", "cell", leading=13.2)

    add("signer", fontName=BOLD, alignment=TA_CENTER, leading=16)
    add("signer_note", fontName=ITALIC, fontSize=12, leading=14, alignment=TA_CENTER)
    add("recipients", fontSize=11, leading=13.5, alignment=TA_LEFT, leftIndent=5.5)
    sheet["recipients"].firstLineIndent = -5.5
    add("recipients_head", fontSize=12, leading=14.5, alignment=TA_LEFT)
    add("receipt", fontSize=12, leading=15, alignment=TA_LEFT)
    add("caption", fontSize=11, leading=13.5, alignment=TA_CENTER)
    add("hash", fontSize=9, leading=11, alignment=TA_CENTER)
    return sheet


STYLES: Final = _stylesheet()
