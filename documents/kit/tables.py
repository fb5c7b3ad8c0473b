"""Tables of forms: grid, repeated header, figures right, codes never broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.lib.styles import StyleSheet1
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Paragraph

from documents.kit.styles import GRID, HEADER_GREY, TEXT_WIDTH
from documents.kit.typefaces import BOLD, UPRIGHT, width
from documents.text import cell, clean

_SIDE = 3.0
_CELL_SIZE = 11
_FIRST_ROWS = 3  # header and two rows: what must fit before a table may start
_SHORT = 5  # header, two rows, and the two last or the total with them
_MOST_KEPT = 150 * mm
_LONGEST_KEPT = 600  # letters of a cell; in the narrowest column some 100 mm


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is a width in millimetres; a `code` column grows until nothing in it
    breaks, at the cost of the columns of words."""

    heading: str
    share: float
    align: Literal["left", "centre", "right"] = "left"
    code: bool = False


Cell = str | tuple[str, ...]
"""One text, or lines that stand under each other ("12/GP-SVHTTDL", "18/09/2025")."""
Row = Sequence[Cell]


def grid(
    styles: StyleSheet1,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    total: Row | None = None,
) -> LongTable:
    """A table over the whole text width; `rows` must not be empty.

    The total is bold and never leaves the two rows above it.
    """
    kinds = {"left": "cell", "centre": "cell_centre", "right": "cell_right"}
    body = [
        [
            Paragraph(_marked(text), styles[kinds[column.align]])
            for column, text in zip(columns, row, strict=True)
        ]
        for row in rows
    ]
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), GRID, "black"),
        ("BACKGROUND", (0, 0), (-1, 0), HEADER_GREY),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("FONTNAME", (0, 0), (-1, -1), UPRIGHT),
    ]
    # A row that may be higher than a page must break, or no page would take it.
    is_kept = all(len(text) < _LONGEST_KEPT for row in rows for text in row)
    if is_kept:
        style += [("NOSPLIT", (0, 1), (-1, 2)), ("NOSPLIT", (0, -2), (-1, -1))]
    if total is not None:
        bold_kinds = {"right": "cell_total_right"}
        body.append(
            [
                Paragraph(
                    _marked(text), styles[bold_kinds.get(column.align, "cell_total")]
                )
                for column, text in zip(columns, total, strict=True)
            ]
        )
        if is_kept:
            style.append(("NOSPLIT", (0, -3), (-1, -1)))
    heading = [
        Paragraph(cell(column.heading), styles["cell_head"]) for column in columns
    ]
    return LongTable(
        [heading, *body],
        colWidths=_widths(columns, [*rows, *([total] if total else [])]),
        repeatRows=1,
        splitInRow=1,
        style=style,
        spaceBefore=2,
        spaceAfter=8,
    )


def under_heading(
    headings: Flowable | Sequence[Flowable], table: LongTable
) -> list[Flowable]:
    """Headings, and a table that starts on their page with at least two rows.

    The headings must not be kept with what follows: that would move the whole table.
    """
    lines = [headings] if isinstance(headings, Flowable) else list(headings)
    table.wrap(TEXT_WIDTH, 10_000)
    heights = table._rowHeights
    # No row of a short table may leave the others: it would be split inside a row.
    whole = len(heights) <= _SHORT and sum(heights) < _MOST_KEPT
    needed = sum(heights if whole else heights[:_FIRST_ROWS]) + 4
    for line in lines:
        _, height = line.wrap(TEXT_WIDTH, 10_000)
        needed += line.getSpaceBefore() + height + line.getSpaceAfter()
    return [CondPageBreak(needed), *lines, table]


def _marked(text: Cell) -> str:
    lines = (text,) if isinstance(text, str) else text
    return "<br/>".join(cell(line) for line in lines if line)


def labelled(
    styles: StyleSheet1,
    rows: Sequence[tuple[str, str]],
    *,
    label_width: float = 38 * mm,
) -> LongTable:
    """Rows of a grey label and its text."""
    return LongTable(
        [
            [
                Paragraph(cell(label), styles["wide_cell_head"]),
                Paragraph(cell(text), styles["wide_cell"]),
            ]
            for label, text in rows
        ],
        colWidths=[label_width, TEXT_WIDTH - label_width],
        splitInRow=1,
        style=[
            ("GRID", (0, 0), (-1, -1), GRID, "black"),
            ("BACKGROUND", (0, 0), (0, -1), HEADER_GREY),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("FONTNAME", (0, 0), (-1, -1), UPRIGHT),
        ],
        spaceBefore=6,
        spaceAfter=6,
    )


def two_sides(
    styles: StyleSheet1, sides: tuple[str, str], rows: Sequence[tuple[str, str]]
) -> LongTable:
    """Two parties beside each other: a box with a middle rule, one row for a field."""
    heading = [Paragraph(cell(side), styles["cell_head"]) for side in sides]
    fields = [
        [Paragraph(cell(text), styles["wide_cell"]) for text in row] for row in rows
    ]
    return LongTable(
        [heading, *fields],
        colWidths=[TEXT_WIDTH / 2, TEXT_WIDTH / 2],
        splitInRow=1,
        style=[
            ("BOX", (0, 0), (-1, -1), GRID, "black"),
            ("LINEAFTER", (0, 0), (0, -1), GRID, "black"),
            ("LINEBELOW", (0, 0), (-1, 0), GRID, "black"),
            ("BACKGROUND", (0, 0), (-1, 0), HEADER_GREY),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("FONTNAME", (0, 0), (-1, -1), UPRIGHT),
        ],
        spaceBefore=4,
        spaceAfter=6,
    )


def _widths(columns: Sequence[Column], rows: Sequence[Row]) -> list[float]:
    scale = TEXT_WIDTH / sum(column.share for column in columns)
    widths = [column.share * scale for column in columns]
    needs = [
        _longest(column, [row[place] for row in rows]) + 2 * _SIDE + 1
        for place, column in enumerate(columns)
    ]
    short = [max(0.0, need - have) for need, have in zip(needs, widths, strict=True)]
    for place, column in enumerate(columns):
        if not column.code:
            short[place] = min(short[place], _heading_need(column) - widths[place])
            short[place] = max(0.0, short[place])
    givers = [
        place
        for place, column in enumerate(columns)
        if not column.code and not short[place]
    ]
    spare = {place: widths[place] * 0.5 for place in givers}
    wanted = sum(short)
    if not wanted or not givers:
        return widths
    given = min(1.0, sum(spare.values()) / wanted)
    for place, lack in enumerate(short):
        widths[place] += lack * given
    pool = sum(widths[place] for place in givers)
    for place in givers:
        widths[place] -= wanted * given * widths[place] / pool
    return widths


def _longest(column: Column, texts: Sequence[Cell]) -> float:
    lines = [
        line for text in texts for line in ((text,) if isinstance(text, str) else text)
    ]
    words = [word for line in lines for word in clean(line).split(" ")]
    widest = max((width(word, BOLD, _CELL_SIZE) for word in words), default=0.0)
    return max(widest, _heading_word(column))


def _heading_word(column: Column) -> float:
    return max(width(word, BOLD, _CELL_SIZE) for word in column.heading.split(" "))


def _heading_need(column: Column) -> float:
    return _heading_word(column) + 2 * _SIDE + 1
