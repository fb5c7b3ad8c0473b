"""An XLSForm workbook, opened with care: no macros, no formulas, no bombs.

The archive is looked through before any reader sees it: a sheet whose last cell stands
at the end of the grid would make a reader ask for all the memory there is.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from kernel.errors import KindRefused, Refused, TooLarge
from kernel.folding import nfc

LARGEST_PACKED = 2 * 1024 * 1024
LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 200
MOST_SHEETS = 20
MOST_ROWS = 2_000
MOST_COLUMNS = 100
LONGEST_CELL = 4_000
_MOST_NAMED = 10
_PIECE = 64 * 1024
_NEAR = 400  # of a formula: its cell begins within so many bytes before it

# Parts of a workbook that run, fetch or carry something else.
_FORBIDDEN = re.compile(
    r"vbaproject|/macrosheets/|/dialogsheets/|/activex/|/embeddings/|/externallinks/"
    r"|/ctrlprops/|customui/|xl/connections\.xml|/querytables/|/model/",
    re.IGNORECASE,
)
_FORMULA = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?f(?=[\s/>])")
_CELL = re.compile(rb'<(?:[A-Za-z_][\w.-]*:)?c\s(?:[^<>]*?\s)?r="([A-Z]{1,4}\d{1,8})"')
_ROW = re.compile(rb'<(?:[A-Za-z_][\w.-]*:)?row\s(?:[^<>]*?\s)?r="(\d{1,10})"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number, and by header the texts that are not empty."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells.get(header, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, header: str) -> str:
        """ "C (relevant)", as people find it."""
        if header not in self.headers:
            return header
        return f"{xl_col_to_name(self.headers.index(header))} ({header})"


def open_book(file: BinaryIO, name: str) -> dict[str, Sheet]:
    """The sheets by their names in lower case.

    Raises KindRefused, TooLarge or Refused, each with one sentence of what to do.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    if not size:
        raise _refused(_("The file is empty: choose another one."))
    if size > LARGEST_PACKED:
        raise TooLarge(_("An XLSForm may have 2 MB."))
    if not name.lower().endswith(".xlsx") or head != b"PK\x03\x04":
        raise KindRefused(
            _("Only XLSForm as an Excel workbook (.xlsx) is taken: save it as such.")
        )
    _look_through(file)
    return _sheets(file)


def _refused(text: str) -> Refused:
    return Refused(errors={"file": [text]})


def _damaged() -> Refused:
    return _refused(_("The file is damaged: open it in Excel and save it once more."))


# The archive -------------------------------------------------------------------------


def _look_through(file: BinaryIO) -> None:
    """Every part is unpacked here once, counted, and looked at; nothing is kept."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise TooLarge(_("The workbook has too many parts."))
            _refuse_parts([part.filename for part in parts])
            names = _names_of_sheets(archive)
            left = LARGEST_UNPACKED
            for part in parts:
                content = _unpacked(archive, part, left)
                left -= len(content)
                _look_at(part.filename, content, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as broken:
        raise _damaged() from broken
    except RuntimeError as locked:  # a part is encrypted, or packed in another way
        raise _refused(_("The file is locked with a password: remove it.")) from locked
    finally:
        file.seek(0)


def _refuse_parts(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise _damaged()
    if any(_FORBIDDEN.search(f"/{name}") for name in names):
        raise KindRefused(
            _(
                "Workbooks with macros, embedded files or links to other files are not"
                " taken: save it as a plain .xlsx."
            )
        )


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    content = bytearray()
    with archive.open(part) as source:
        while piece := source.read(_PIECE):
            content += piece
            if len(content) > left:
                raise TooLarge(_("Unpacked, the workbook has more than 30 MB."))
    return bytes(content)


def _look_at(part: str, content: bytes, names: dict[str, str]) -> None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") and part.endswith((".xml", ".rels")):
        raise _damaged()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise KindRefused(_("The workbook holds instructions to its reader."))
    if part == "[Content_Types].xml" and b"macroenabled" in content.lower():
        raise KindRefused(_("Workbooks with macros are not taken: save it as .xlsx."))
    if part.startswith("xl/worksheets/") and part.endswith(".xml"):
        sheet = names.get(part, part.rpartition("/")[2])
        _refuse_formulas(sheet, content)
        _refuse_far_cells(sheet, content)


def _refuse_formulas(sheet: str, content: bytes) -> None:
    """A formula is refused with its cell: what it shows is not what is written."""
    found = []
    for match in _FORMULA.finditer(content):
        before = content[max(match.start() - _NEAR, 0) : match.start()]
        cells = _CELL.findall(before)
        where = cells[-1].decode() if cells else "?"
        found.append(
            _("Sheet %(sheet)s, cell %(cell)s holds a formula: type its value instead.")
            % {"sheet": sheet, "cell": where}
        )
        if len(found) == _MOST_NAMED:
            break
    if found:
        raise Refused(errors={"file": found})


def _refuse_far_cells(sheet: str, content: bytes) -> None:
    for match in _ROW.finditer(content):
        if int(match[1]) > MOST_ROWS:
            raise _too_large_sheet(sheet)
    for match in _CELL.finditer(content):
        row, column = xl_cell_to_rowcol(match[1].decode())
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise _too_large_sheet(sheet)


def _too_large_sheet(sheet: str) -> TooLarge:
    return TooLarge(
        _(
            "Sheet %(sheet)s is too large: at most %(rows)s rows and %(columns)s"
            " columns."
        )
        % {"sheet": sheet, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
    )


def _names_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each worksheet by its part, as far as the workbook says it."""
    texts = []
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        try:
            with archive.open(part) as source:
                texts.append(source.read(1024 * 1024).decode("utf-8", "replace"))
        except KeyError:
            return {}
    targets = {}
    for relation in _RELATION.findall(texts[1]):
        target = _attribute(relation, "Target").lstrip("/")
        path = target if target.startswith("xl/") else f"xl/{target}"
        targets[_attribute(relation, "Id")] = path
    return {
        targets.get(_attribute(sheet, "r:id"), ""): _attribute(sheet, "name")
        for sheet in _SHEET.findall(texts[0])
    }


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


# The sheets --------------------------------------------------------------------------


def _sheets(file: BinaryIO) -> dict[str, Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(file)
        if len(book.sheet_names) > MOST_SHEETS:
            raise TooLarge(_("The workbook has too many sheets."))
        found = [
            _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except PasswordError as locked:
        raise _refused(_("The file is locked with a password: remove it.")) from locked
    except (CalamineError, OSError) as broken:
        raise _damaged() from broken
    return {sheet.name.strip().lower(): sheet for sheet in found}


def _sheet(name: str, lines: list[list[object]]) -> Sheet:
    if not lines:
        return Sheet(name, (), ())
    headers = tuple(_header(_text(cell)) for cell in lines[0])
    twice = [one for one in headers if one and headers.count(one) > 1]
    if twice:
        raise _refused(
            _("Sheet %(sheet)s has the column %(column)s twice.")
            % {"sheet": name, "column": twice[0]}
        )
    return Sheet(name, headers, tuple(_rows(name, headers, lines[1:])))


def _header(text: str) -> str:
    """Plain headers in lower case, as the format has it; languages as they are."""
    return text if ":" in text else text.lower()


def _rows(
    name: str, headers: tuple[str, ...], lines: list[list[object]]
) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        cells = {}
        for place, cell in enumerate(line):
            text = _text(cell)
            if not text:
                continue
            if len(text) > LONGEST_CELL:
                raise TooLarge(
                    _("Sheet %(sheet)s, cell %(cell)s: at most %(most)s characters.")
                    % {
                        "sheet": name,
                        "cell": f"{xl_col_to_name(place)}{number}",
                        "most": LONGEST_CELL,
                    }
                )
            if headers[place]:
                cells[headers[place]] = text
        yield Row(number, cells)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return nfc(str(cell))
