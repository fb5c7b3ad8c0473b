"""Reads a workbook in a process of its own, whose limits `kernel.confined` sets.

Run as a program by `facilities.imports.workbooks` with the file on its standard input;
it knows neither Django nor the database. For each visible sheet it answers with a line
of JSON that is an object, then with one list for each row from the first to the last.
Exits with 3 and the code of a problem, "locked" or "sheets", else with 1 when it is
damaged.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

MOST_SHEETS = 50
# Old encodings take up to three letters for one.
_LONGEST_CELL = 6_000


def tell(sheet: CalamineSheet) -> None:
    if sheet.start is None:
        return
    top, left = sheet.start
    about = {
        "sheet": sheet.name,
        "top": top,
        "merges": list(sheet.merged_cell_ranges or ()),
    }
    _say(about)
    before = [None] * left
    for row in sheet.iter_rows():  # one by one: a sheet may have 200,000
        _say(before + [_plain(cell) for cell in row])


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    sys.stdout.write("\n")


def _plain(value: object) -> object:
    """What JSON has; a day is an object."""
    if isinstance(value, str):
        return value[:_LONGEST_CELL] or None
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def main() -> int:
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    problem = ""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        if len(book.sheet_names) > MOST_SHEETS:
            problem = "sheets"
        for item in [] if problem else book.sheets_metadata:
            if item.visible == SheetVisibleEnum.Visible:
                tell(book.get_sheet_by_name(item.name))
    except PasswordError:
        problem = "locked"
    sys.stdout.write(problem)
    sys.stdout.flush()
    return 3 if problem else 0


if __name__ == "__main__":
    try:
        status = main()
    except CalamineError:
        status = 1
    sys.exit(status)
