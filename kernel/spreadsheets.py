"""Tables as files: XLSX in which no text is a formula, CSV that no program obeys."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO

import xlsxwriter

from kernel.clock import LOCAL_ZONE

Value = str | int | float | bool | date | datetime | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A spreadsheet takes a text that begins so for a formula (security rules, section 4).
_OBEYED = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_000
_WIDEST = 60


def write_xlsx(
    file: BinaryIO,
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]],
) -> None:
    """Write sheets of (name, headers, rows), row by row, in constant memory."""
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "remove_timezone": True,
        },
    )
    head = book.add_format({"bold": True, "bg_color": "#E9EDF0", "text_wrap": True})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})
    for name, headers, rows in sheets:
        sheet = book.add_worksheet(name)
        for column, header in enumerate(headers):
            width = min(_WIDEST, max(12, len(header) + 4))
            sheet.set_column(column, column, width, plain)
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, head)
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, bool | str):
                    text = str(value)[:_LONGEST_CELL]
                    sheet.write_string(place, column, text, plain)
                elif isinstance(value, date):
                    shown = moment if isinstance(value, datetime) else day
                    sheet.write_datetime(place, column, _local(value), shown)
                else:
                    sheet.write_number(place, column, value)
    book.close()


def csv_lines(
    headers: Sequence[str], rows: Iterable[Sequence[Value]]
) -> Iterator[bytes]:
    """The lines of a CSV file in UTF-8 with its mark, as Excel reads it."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield b"\xef\xbb\xbf"
    writer.writerow([_harmless(value) for value in headers])
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()


def _harmless(value: Value) -> str:
    """The value as text; an apostrophe in front of what would be obeyed."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{_local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_OBEYED) and not is_number else text


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime):
        return value.astimezone(LOCAL_ZONE).replace(tzinfo=None)
    return value
