"""A register file, opened with care: its sheet, its header, its rows one by one."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from facilities.imports import encodings, headers, workbooks
from facilities.imports.headers import Cell, Table
from facilities.imports.refusals import no_header, other_kind
from facilities.imports.workbooks import LONGEST_CELL
from kernel.errors import KindRefused, Refused, TooLarge

# Text is not packed: what it takes is what it has.
LARGEST_TEXT = 50 * 1024 * 1024
_HEAD_BYTES = 64 * 1024


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
            raise other_kind()
        return workbooks.register_in(file, size, sheet=sheet)
    if suffix in ("csv", "txt", "tsv") and not head.startswith(b"\xd0\xcf\x11\xe0"):
        return _text(file, size, name=name)
    raise other_kind()


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
            yield [cell[:LONGEST_CELL] or None for cell in row]

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
