"""Lists are turned by key, never by offset and never counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest

SIZES = (25, 50, 100)
_SALT = "web.paging"


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of rows; `next_after` opens the next one."""

    rows: list[Any]
    next_after: str = ""
    is_later: bool = False


def slice_of(request: HttpRequest, rows: QuerySet[Any], *, by: Sequence[str]) -> Slice:
    """The asked page of a queryset in the order of its key.

    `by` names the key's columns, the last one unique; "-x" falls, "x?" may be empty
    (empty values last). An address with a foreign or old key shows the first page.
    """
    size = next((n for n in SIZES if str(n) == request.GET.get("size")), SIZES[0])
    key = _opened(request.GET.get("after", ""), by)
    if key is not None:
        rows = rows.filter(_behind(by, key))
    found = list(ordered(rows, by)[: size + 1])
    shown = found[:size]
    next_after = _sealed(shown[-1], by) if len(found) > size else ""
    return Slice(shown, next_after, key is not None)


def ordered(rows: QuerySet[Any], by: Sequence[str]) -> QuerySet[Any]:
    """All rows in the order in which pages turn them."""
    return rows.order_by(*(_order(name) for name in by))


def _order(name: str) -> OrderBy:
    return OrderBy(
        F(name.strip("-?")),
        descending=name.startswith("-"),
        nulls_last=True if name.endswith("?") else None,
    )


def _behind(by: Sequence[str], key: Sequence[Any]) -> Q:
    """Rows after a key. The bound on the first column lets an index begin there."""
    (name, *names), (value, *values) = by, key
    column, can_be_empty = name.strip("-?"), name.endswith("?")
    if value is None:
        return Q(**{f"{column}__isnull": True}) & _behind(names, values)
    step, bound = ("lt", "lte") if name.startswith("-") else ("gt", "gte")
    after = Q(**{f"{column}__{step}": value})
    if names:
        after |= Q(**{column: value}) & _behind(names, values)
    if can_be_empty:
        return after | Q(**{f"{column}__isnull": True})
    return Q(**{f"{column}__{bound}": value}) & after


def _sealed(row: Model, by: Sequence[str]) -> str:
    key = [_plain(row, name.strip("-?")) for name in by]
    return signing.dumps([list(by), key], salt=_SALT, compress=True)


def _opened(sealed: str, by: Sequence[str]) -> list[Any] | None:
    try:
        names, key = signing.loads(sealed, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return key if names == list(by) else None


def _plain(row: Model, name: str) -> Any:
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | str) else str(value)
