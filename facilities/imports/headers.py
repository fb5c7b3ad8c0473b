"""Where a register begins in its sheet, how its columns are called, its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from facilities.imports import columns
from kernel.errors import TooLarge
from kernel.folding import fold, nfc

HEAD_ROWS = 40
MOST_ROWS = 200_000
MOST_COLUMNS = 100

Cell = str | int | float | bool | date | None
Merges = list[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number in the file; `section` is the heading it stands under."""

    number: int
    cells: list[Cell]
    section: str = ""


@dataclass(slots=True)
class Table:
    """The sheet that holds the register; `rows` can be read once."""

    sheet: str
    header_row: int
    titles: list[str]
    title_lines: list[str]
    rows: Iterator[SheetRow]
    # Other sheets that look like registers too, and are not read.
    passed_over: list[str] = field(default_factory=list)


def known(titles: list[str]) -> int:
    return len({column for title in titles if (column := columns.column_of(title))})


def found(lines: list[list[Cell]], merges: Merges) -> tuple[int, list[str], int] | None:
    """Index of the header, its titles, index of the first row below; None if none.

    A header of two rows is read as one: “Giấy phép” over “Số” is “Giấy phép Số”.
    """
    best, score = None, 1
    for index, row in enumerate(lines[:HEAD_ROWS]):
        titles = [_title(cell) for cell in row]
        if known(titles) > score:
            best, score = index, known(titles)
    if best is None:
        return None
    titles = [_title(cell) for cell in lines[best]]
    below = best + 1
    if below < len(lines):
        second = [_title(cell) for cell in lines[below]]
        joined = _joined(titles, second, below, merges)
        if known(joined) > known(titles):
            titles, below = joined, below + 1
    return best, titles[:MOST_COLUMNS], below


def _joined(
    above: list[str],
    second: list[str],
    below: int,
    merges: Merges,
) -> list[str]:
    wide = {left: right for (top, left), (_b, right) in merges if top == below - 1}
    titles, group, end = [], "", -1
    for index, title in enumerate(above):
        under = second[index] if index < len(second) else ""
        if title:
            group, end = title, wide.get(index, len(above))
        is_grouped = bool(under) and index <= end
        titles.append(f"{group} {under}" if is_grouped else title or under)
    return titles


def _title(cell: Cell) -> str:
    return nfc(cell) if isinstance(cell, str) and len(cell) <= 80 else ""


_ORDINAL = re.compile(r"\(?(\d{1,2}|[a-z])\)?(=.*)?")
_SECTION = re.compile(r"([ivx]+|[a-h]|\d{1,2})[.)/]\s|(phuong|xa|co so|danh sach) ")
_END = (
    "tong cong",
    "tong so",
    "cong:",
    "nguoi lap",
    "thu truong",
    "ghi chu:",
    "ky ten",
)


def table(
    sheet: str,
    lines: list[list[Cell]],
    header: tuple[int, list[str], int],
    rows: Iterator[list[Cell]],
) -> Table:
    index, titles, below = header
    said = [
        nfc(str(cell))
        for row in lines[:index]
        for cell in row
        if isinstance(cell, str) and cell.strip()
    ]
    return Table(
        sheet=sheet,
        header_row=index + 1,
        titles=titles,
        title_lines=said[:10],
        rows=_data(rows, titles, below),
    )


def _data(
    rows: Iterator[list[Cell]], titles: list[str], below: int
) -> Iterator[SheetRow]:
    """Rows of facilities: no empty, numbering, total, signature or repeated header."""
    heading = [title for title in titles if title]
    section, count = "", 0
    for index, row in enumerate(rows):
        if index < below:
            continue
        cells = row[: len(titles)]
        filled = [cell for cell in cells if cell not in (None, "")]
        said = [fold(cell) for cell in filled if isinstance(cell, str)]
        said = [text for text in said if text]
        if not said and all(isinstance(cell, str) for cell in filled):
            continue
        if len(filled) > 2 and all(
            _ORDINAL.fullmatch(fold(_number(cell))) for cell in filled
        ):
            continue
        if [_title(cell) for cell in filled] == heading:
            continue
        if len(filled) <= 2 and said and said[0].startswith(_END):
            continue
        if len(said) == 1 and _is_section(filled, said[0]):
            section = nfc(str(next(c for c in filled if isinstance(c, str))))
            continue
        count += 1
        if count > MOST_ROWS:
            raise TooLarge(
                _("A file may have 200,000 rows: split it into several files.")
            )
        yield SheetRow(index + 1, cells, section)


def _number(cell: Cell) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _is_section(filled: Sequence[Cell], said: str) -> bool:
    """“I. PHƯỜNG BUÔN MA THUỘT”, alone in its row, stands over the rows below."""
    return len(filled) == 1 and bool(
        re.match(
            r"([ivx]+|[a-h]|\d{1,2})[.)/]\s|phuong |xa |co so |nha |danh sach ", said
        )
    )
