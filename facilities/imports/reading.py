"""A register file, opened with care: its sheet, its header, its rows one by one."""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import IO, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from facilities.imports import encodings, headers
from facilities.imports.headers import Cell, Merges, Table
from kernel.errors import KindRefused, Refused, TooLarge

# Limits of workbooks (security rules, section 4); text is not packed.
LARGEST_PACKED = 10 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_TEXT = 50 * 1024 * 1024
MOST_SHEETS = 50
# From the first cell to the farthest: 200,000 rows of 60 columns.
MOST_CELLS = 12_000_000
_HEAD_BYTES = 64 * 1024
_LONGEST_CELL = 2_000
# A sheet may lie anywhere in the archive, and XML be written in more than one way.
_PART = re.compile(r".*\.xml", re.IGNORECASE)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_LONGEST_PLACE = 64
_CHUNK = 1024 * 1024


def open_table(file: BinaryIO, name: str, *, sheet: str = "") -> Table:
    """The register in a file that is XLSX, ODS or CSV by content and by name.

    Raises KindRefused, TooLarge or Refused, each with one sentence of what to do.
    """
    suffix = name.rpartition(".")[2].lower()
    head = file.read(8)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size:
        raise Refused(errors={"file": [_("The file is empty: choose another one.")]})
    if head.startswith(b"PK\x03\x04"):
        if suffix not in ("xlsx", "ods"):
            raise _kind()
        return _workbook(file, size, sheet=sheet)
    if suffix in ("csv", "txt", "tsv") and not head.startswith(b"\xd0\xcf\x11\xe0"):
        return _text(file, size, name=name)
    raise _kind()


def _kind() -> KindRefused:
    return KindRefused(
        _(
            "Only XLSX, ODS and CSV are taken: in Excel choose “Save as” and “Excel"
            " workbook (.xlsx)”."
        )
    )


# Workbooks ---------------------------------------------------------------------------


def _workbook(file: BinaryIO, size: int, *, sheet: str) -> Table:
    if size > LARGEST_PACKED:
        raise TooLarge(_("A workbook may have 10 MB: split it into several files."))
    _ask_the_archive(file)
    try:
        book = CalamineWorkbook.from_filelike(file)
        names = [
            item.name
            for item in book.sheets_metadata
            if item.visible == SheetVisibleEnum.Visible
        ]
        if len(book.sheet_names) > MOST_SHEETS:
            raise TooLarge(_("A workbook may have 50 sheets: delete the others."))
        tables = [_sheet(book.get_sheet_by_name(item)) for item in names]
    except PasswordError as locked:
        raise Refused(
            errors={"file": [_("The file is locked with a password: remove it.")]}
        ) from locked
    except (CalamineError, OSError) as broken:
        raise _damaged() from broken
    return _chosen([table for table in tables if table], sheet)


def _ask_the_archive(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise _damaged() from broken
    finally:
        file.seek(0)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise TooLarge(_("Unpacked, the workbook has more than 200 MB: split it."))
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise KindRefused(_("Workbooks with macros are not taken: save it as .xlsx."))
    _refuse_far_cells(file)


def _damaged() -> Refused:
    text = _("The file is damaged: open it in Excel and save it once more.")
    return Refused(errors={"file": [text]})


def _refuse_far_cells(file: BinaryIO) -> None:
    """A value in the last cell of a sheet makes the reader hold the whole grid: 17
    thousand million cells, for which the process would be ended.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            for part in filter(_PART.fullmatch, archive.namelist()):
                with archive.open(part) as sheet:
                    cells = _cells_of(sheet)
                if cells > MOST_CELLS:
                    raise TooLarge(
                        _(
                            "A sheet has values far below or beside its table: delete"
                            " the empty rows and columns between."
                        )
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as broken:
        raise _damaged() from broken
    finally:
        file.seek(0)


def _cells_of(sheet: IO[bytes]) -> int:
    """Cells of the grid that reaches from the first to the farthest value."""
    rows, columns, before = 0, 0, b""
    while chunk := sheet.read(_CHUNK):
        places = _PLACE.findall(before + chunk)
        before = chunk[-_LONGEST_PLACE:]
        rows = max(rows, *(int(row) for _letters, row in places), 0)
        columns = max(columns, *(_column(found) for found in {p[0] for p in places}), 0)
    return rows * columns


def _column(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - ord("A") + 1
    return place


def _chosen(tables: list[Table], sheet: str) -> Table:
    if sheet:
        tables = [table for table in tables if table.sheet == sheet]
    if not tables:
        raise no_header()
    best = max(tables, key=lambda table: headers.known(table.titles))
    best.passed_over = [table.sheet for table in tables if table is not best]
    return best


def no_header() -> Refused:
    return Refused(
        errors={
            "file": [
                _(
                    "No header row was found: the row above the data must name the"
                    " columns, at least the name of the facility and one more."
                    " Compare the file with the template."
                )
            ]
        }
    )


def _sheet(sheet: CalamineSheet) -> Table | None:
    """The register on a sheet; None when it has no header row."""
    if sheet.start is None:
        return None
    top, left = sheet.start
    head = sheet.to_python(skip_empty_area=False, nrows=headers.HEAD_ROWS + top)
    sample = " ".join(
        text for row in head for cell in row if isinstance(text := cell, str)
    )
    font = encodings.old_font_of(sample)
    lines = [[_plain(cell, font) for cell in row] for row in head]
    merges = list(sheet.merged_cell_ranges or ())
    header = headers.found(lines, merges)
    if header is None:
        return None

    def rows() -> Iterator[list[Cell]]:
        before: list[Cell] = [None] * left
        for row in sheet.iter_rows():  # one by one: a sheet may have 200,000
            yield before + [_plain(cell, font) for cell in row]

    return headers.table(sheet.name, lines, header, _filled(rows(), merges))


def _plain(value: object, font: str) -> Cell:
    if isinstance(value, str):
        text = encodings.decoded(value, font)[:_LONGEST_CELL]
        return text or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time | timedelta):
        return str(value)
    return value  # type: ignore[return-value]


def _filled(rows: Iterator[list[Cell]], merges: Merges) -> Iterator[list[Cell]]:
    """Cells merged downwards hold the value of the first one in each row."""
    ends: dict[int, dict[int, int]] = {}
    for (top, left), (bottom, _right) in merges:
        if bottom > top:
            ends.setdefault(top, {})[left] = bottom
    open_cells: dict[int, tuple[int, Cell]] = {}
    for index, row in enumerate(rows):
        for column, (bottom, value) in list(open_cells.items()):
            if index > bottom:
                del open_cells[column]
            elif any(cell not in (None, "") for cell in row):
                row[column] = value
        for column, bottom in ends.get(index, {}).items():
            open_cells[column] = (bottom, row[column])
        yield row


# Text --------------------------------------------------------------------------------


def _text(file: BinaryIO, size: int, *, name: str) -> Table:
    if size > LARGEST_TEXT:
        raise TooLarge(_("A text file may have 50 MB: split it into several files."))
    try:
        encoding = encodings.encoding_of(file.read(_HEAD_BYTES))
    except encodings.UnknownEncoding as unknown:
        raise KindRefused(
            _(
                "The letters of this file cannot be read with certainty: in Excel"
                " choose “Save as” and “CSV UTF-8”, or save it as .xlsx."
            )
        ) from unknown
    file.seek(0)
    text = io.TextIOWrapper(
        file, encoding=encodings.codec_of(encoding), newline="", errors="replace"
    )
    head = [next(text, "") for _line in range(headers.HEAD_ROWS)]
    separator = _separator([encodings.decoded(line, encoding) for line in head])
    text.seek(0)

    def rows(lines: io.TextIOWrapper) -> Iterator[list[Cell]]:
        clean = (encodings.decoded(line.replace("\0", ""), encoding) for line in lines)
        for row in csv.reader(clean, delimiter=separator):
            yield [cell[:_LONGEST_CELL] or None for cell in row]

    try:
        lines = list(itertools.islice(rows(text), headers.HEAD_ROWS))
        text.seek(0)
        header = headers.found(lines, [])
    except csv.Error as broken:
        raise Refused(
            errors={"file": [_("A cell is too long: a quotation mark is missing.")]}
        ) from broken
    if header is None:
        raise no_header()
    return headers.table("", lines, header, rows(text))


def _separator(head: list[str]) -> str:
    """The sign between the cells: the one that shows the most known headers."""
    for line in head[:1]:
        if told := re.match(r"\ufeff?sep=(.)\r?\n", line):
            return told[1]

    def known(sign: str) -> tuple[int, int]:
        rows = list(csv.reader(head, delimiter=sign))
        best = max((headers.known(row) for row in rows), default=0)
        return best, sum(line.count(sign) for line in head)

    return max(",;\t|", key=known)
