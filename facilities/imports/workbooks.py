"""A workbook on its way in: what its archive tells, then its sheets, read elsewhere.

`unpacking` opens it in a process with little memory and time: whatever a file makes the
reader do, only that process ends.
"""

from __future__ import annotations

import itertools
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import IO, Any, BinaryIO

from django.utils.translation import gettext as _

from facilities.imports import encodings, headers, unpacking
from facilities.imports.headers import Cell, Merges, Table
from facilities.imports.refusals import damaged, no_header, other_kind
from kernel import sandbox
from kernel.errors import KindRefused, Refused, TooLarge

# Limits of workbooks (security rules, section 4).
LARGEST_PACKED = 10 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
# From the first cell to the farthest: 200,000 rows of 60 columns.
MOST_CELLS = 12_000_000
LONGEST_CELL = 2_000
# 12 million cells take 700 MB to read and some 20 seconds to tell.
LIMITS = sandbox.Limits(
    memory=1_200 * 2**20, cpu_seconds=45, seconds=90, written=400 * 2**20
)
# The one part that XLSB has and XLSX has not, whatever the file is called.
_BINARY_BOOK = "xl/workbook.bin"
# A sheet may lie anywhere in the archive, and XML be written in more than one way.
_PART = re.compile(r".*\.xml", re.IGNORECASE)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_LONGEST_PLACE = 64
_CHUNK = 1024 * 1024


def register_in(file: BinaryIO, size: int, *, sheet: str) -> Table:
    """The register in an XLSX or ODS file. Raises KindRefused, TooLarge or Refused."""
    if size > LARGEST_PACKED:
        raise TooLarge(_("A workbook may have 10 MB: split it into several files."))
    _ask_the_archive(file)
    told = _unpacked(file)
    return _chosen([table for table in _tables(told) if table], sheet)


def _unpacked(file: BinaryIO) -> IO[bytes]:
    """What `unpacking` tells of the file; it is gone from the disk when closed."""
    told = tempfile.TemporaryFile()  # noqa: SIM115 - read while the rows are stored
    try:
        sandbox.run(unpacking.__file__, limits=LIMITS, given=file.read(), into=told)
    except sandbox.Unreadable as unreadable:
        told.close()
        raise _refusal_of(unreadable.code) from unreadable
    return told


def _refusal_of(code: str) -> Refused | TooLarge:
    if code == "locked":
        text = _("The file is locked with a password: remove it.")
        return Refused(errors={"file": [text]})
    if code == "sheets":
        return TooLarge(_("A workbook may have 50 sheets: delete the others."))
    if code == "exhausted":
        return TooLarge(
            _(
                "The workbook is too large to be read: delete empty rows and columns,"
                " or copy the table into a new file."
            )
        )
    return damaged()


# What the archive tells --------------------------------------------------------------


def _ask_the_archive(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise damaged() from broken
    finally:
        file.seek(0)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise TooLarge(_("Unpacked, the workbook has more than 200 MB: split it."))
    names = {part.filename.lower().lstrip("/") for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise KindRefused(_("Workbooks with macros are not taken: save it as .xlsx."))
    if _BINARY_BOOK in names:
        raise other_kind()
    _refuse_far_cells(file)


def _refuse_far_cells(file: BinaryIO) -> None:
    """A value in the last cell of a sheet makes the reader hold the whole grid: 17
    thousand million cells. Where the archive tells it, the officer is told what it is.
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
        raise damaged() from broken
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


# What its sheets tell ----------------------------------------------------------------


def _tables(told: IO[bytes]) -> Iterator[Table | None]:
    """The register of each sheet; None where there is no header row."""
    line = told.readline()
    while line:
        about = json.loads(line)
        begin = told.tell()
        depth = headers.HEAD_ROWS + about["top"]
        yield _register(told, about, begin, list(itertools.islice(_rows(told), depth)))
        told.seek(begin)
        while (line := told.readline()).startswith(b"["):
            pass


def _register(
    told: IO[bytes], about: dict[str, Any], begin: int, head: list[list[Cell]]
) -> Table | None:
    font = encodings.old_font_of(
        " ".join(cell for row in head for cell in row if isinstance(cell, str))
    )
    lines = [[_decoded(cell, font) for cell in row] for row in head]
    merges: Merges = [
        ((top, left), (bottom, right))
        for (top, left), (bottom, right) in about["merges"]
    ]
    header = headers.found(lines, merges)
    if header is None:
        return None

    def rows() -> Iterator[list[Cell]]:
        told.seek(begin)
        for row in _rows(told):
            yield [_decoded(cell, font) for cell in row]

    return headers.table(about["sheet"], lines, header, _filled(rows(), merges))


def _rows(told: IO[bytes]) -> Iterator[list[Cell]]:
    """The rows of a sheet from where the file stands; one by one, there are 200,000."""
    while (line := told.readline()).startswith(b"["):
        yield [
            date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell
            for cell in json.loads(line)
        ]


def _decoded(cell: Cell, font: str) -> Cell:
    if isinstance(cell, str):
        return encodings.decoded(cell, font)[:LONGEST_CELL] or None
    return cell


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


def _chosen(tables: list[Table], sheet: str) -> Table:
    if sheet:
        tables = [table for table in tables if table.sheet == sheet]
    if not tables:
        raise no_header()
    best = max(tables, key=lambda table: headers.known(table.titles))
    best.passed_over = [table.sheet for table in tables if table is not best]
    return best
