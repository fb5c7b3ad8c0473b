"""Lists as files: each is declared once, by its columns and by what its page finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import Form
from django.utils.functional import Promise

from kernel.spreadsheets import Value

# So many rows are in memory at once; what they need beside is asked for together.
AT_A_TIME = 500

Column = tuple[str | Promise, Callable[[Any], Value | Promise]]


@dataclass(frozen=True, slots=True)
class Found:
    """What an address lists, in the order of its page, and the record it belongs to."""

    rows: Iterable[Any]
    about: Model | None = None
    # What the page filters by, and what it asks besides as label and words: which of
    # its views, of which month. Paper says both under the title.
    form: Form | None = None
    asked: Sequence[tuple[str | Promise, Any]] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A register with columns of its own; `of` gives them, its rows and its total."""

    kind: str
    subject: str
    of: Callable[[Found], tuple[Any, Iterable[Any], Callable[[], Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`find` takes the request, the time and what the address names, as the page does.

    It refuses what the page refuses: NotPermitted, Http404.
    """

    # What the trail calls it, and the file.
    name: str
    file_name: str
    columns: Sequence[Column]
    find: Callable[..., Found]
    # Where paper has other columns than a spreadsheet.
    paper: Paper | None = None
    find_for_paper: Callable[..., Found] | None = None

    def headers(self) -> list[str]:
        return [str(label) for label, _value in self.columns]

    def lines(self, rows: Iterable[Any]) -> Iterator[list[Value]]:
        for row in rows:
            yield [_plain(value(row)) for _label, value in self.columns]


def in_chunks(
    rows: QuerySet[Any], told: Callable[[list[Any]], Iterable[Any]] | None = None
) -> Iterator[Any]:
    """All rows, some hundreds at a time; `told` makes of these what the page shows."""
    found = iter(rows.iterator(chunk_size=AT_A_TIME))
    while part := list(islice(found, AT_A_TIME)):
        yield from told(part) if told else part


def _plain(value: Any) -> Value:
    return str(value) if isinstance(value, Promise) else value
