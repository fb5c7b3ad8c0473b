"""Pages by key, never by offset, never counted: page 5,000 costs what page 1 costs.

A cursor is the list, its ordering, a direction and the key of the row at the page's
edge, sealed: nobody reads a name out of an address, or asks with a key of his own
making. Rows that come or go meanwhile move no other row over a page's edge.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from api import fields
from api.errors import BadRequest
from api.shapes import Query


@dataclass(frozen=True, slots=True)
class Column:
    """One part of a key. Empty values of a nullable one stand last, both ways round."""

    name: str
    is_descending: bool = False
    is_nullable: bool = False
    has_empties_first: bool = False

    @classmethod
    def of(cls, text: str) -> Column:
        """From "-created_at", "name", "due_on?" (nullable)."""
        return cls(text.strip("-?"), text.startswith("-"), text.endswith("?"))

    def walked_back(self) -> Column:
        return replace(
            self,
            is_descending=not self.is_descending,
            has_empties_first=not self.has_empties_first,
        )

    def order(self) -> OrderBy:
        return OrderBy(
            F(self.name),
            descending=self.is_descending,
            nulls_first=True if self.is_nullable and self.has_empties_first else None,
            nulls_last=(
                True if self.is_nullable and not self.has_empties_first else None
            ),
        )

    def value_of(self, row: Model) -> Any:
        value: Any = row
        for part in self.name.split("__"):
            value = getattr(value, part)
        return value

    def is_at(self, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self.name}__isnull": True})
        return Q(**{self.name: value})

    def is_behind(self, value: Any) -> Q:
        if value is None:
            has_more = self.has_empties_first
            return Q(**{f"{self.name}__isnull": False}) if has_more else Q(pk__in=[])
        step = "lt" if self.is_descending else "gt"
        behind = Q(**{f"{self.name}__{step}": value})
        if self.is_nullable and not self.has_empties_first:
            behind |= Q(**{f"{self.name}__isnull": True})
        return behind


@dataclass(frozen=True)
class Orderings:
    """The documented orders of a list; each ends in a column that is unique."""

    columns: Mapping[str, tuple[Column, ...]]
    default: str

    @classmethod
    def of(cls, default: str, **more: str) -> Orderings:
        """`Orderings.of("number", number="number id", recent="-created_at id")`.

        A name is offered both ways round: `number` and `-number`.
        """
        columns: dict[str, tuple[Column, ...]] = {}
        for name, text in more.items():
            forward = tuple(Column.of(part) for part in text.split())
            columns[name] = forward
            columns[f"-{name}"] = tuple(
                Column(c.name, not c.is_descending, c.is_nullable) for c in forward
            )
        return cls(columns, default)

    def with_order(self, name: str, text: str) -> Orderings:
        """One order otherwise than its name turned round gives it: as its index is."""
        columns = tuple(Column.of(part) for part in text.split())
        return Orderings({**self.columns, name: columns}, self.default)


class Paging:
    """What every list takes beside its own filters."""

    DEFAULT_SIZE = 25
    LARGEST = 200

    @classmethod
    def for_orderings(cls, query: type[Query], orderings: Orderings) -> type[Query]:
        class PageQuery(query):  # type: ignore[misc, valid-type]
            page_size = fields.AddressNumber(
                min_value=1,
                max_value=cls.LARGEST,
                required=False,
                help_text="Rows of a page: 25 unless told, 200 at most.",
            )
            ordering = serializers.ChoiceField(
                choices=list(orderings.columns),
                required=False,
                help_text=f"`{orderings.default}` unless told.",
            )
            cursor = serializers.CharField(
                required=False,
                max_length=1000,
                help_text="Taken from `next` or `previous`; not made by hand.",
            )

        return PageQuery


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    next_cursor: str
    previous_cursor: str

    def address_of_next(self, request: Request) -> str | None:
        return _address(request, self.next_cursor)

    def address_of_previous(self, request: Request) -> str | None:
        return _address(request, self.previous_cursor)


@dataclass(frozen=True)
class Keyset:
    """One page of a queryset. Raises BadRequest for a cursor that is not ours."""

    orderings: Orderings
    ordering: str
    size: int
    cursor: str = ""

    def page(self, rows: QuerySet[Any]) -> Page:
        columns = self.orderings.columns[self.ordering]
        scope = f"{rows.model._meta.label_lower} {self.ordering}"
        key, is_backwards = self._opened(scope)
        walked = tuple(c.walked_back() for c in columns) if is_backwards else columns
        if key is not None:
            rows = rows.filter(after(walked, key))
        found = list(rows.order_by(*(c.order() for c in walked))[: self.size + 1])
        has_more = len(found) > self.size
        found = found[: self.size]
        if is_backwards:
            found.reverse()
        has_next = bool(found) and (has_more or is_backwards)
        has_previous = bool(found) and (has_more if is_backwards else key is not None)
        return Page(
            found,
            _sealed(scope, found[-1], columns, back=False) if has_next else "",
            _sealed(scope, found[0], columns, back=True) if has_previous else "",
        )

    def _opened(self, scope: str) -> tuple[list[Any] | None, bool]:
        if not self.cursor:
            return None, False
        try:
            plain = _box().decrypt(self.cursor.encode())
        except (InvalidToken, UnicodeEncodeError) as fault:
            raise BadCursor from fault
        own_scope, back, key = json.loads(plain)
        if own_scope != scope:
            raise BadCursor
        return key, back


class BadCursor(BadRequest):
    code = "cursor_unreadable"
    text = _("The cursor does not belong to this list and ordering.")


def after(columns: Sequence[Column], key: Sequence[Any]) -> Q:
    """Rows behind a key, in the columns' own directions.

    The bound on the first column (`a <= x AND …`) lets an index begin there; without
    it a late page of a million rows took two seconds.
    """
    (first, *rest), (value, *others) = columns, key
    behind = first.is_behind(value)
    if not rest:
        return behind
    behind |= first.is_at(value) & after(rest, others)
    if first.is_nullable:
        return behind
    bound = "lte" if first.is_descending else "gte"
    return Q(**{f"{first.name}__{bound}": value}) & behind


def _sealed(scope: str, row: Model, columns: Sequence[Column], *, back: bool) -> str:
    key = [_plain(column.value_of(row)) for column in columns]
    return _box().encrypt(json.dumps([scope, back, key]).encode()).decode()


def _plain(value: Any) -> Any:
    """Days and moments as the database reads them back, to the microsecond."""
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return value if value is None or isinstance(value, (int, str)) else str(value)


def _box() -> Fernet:
    digest = hashlib.sha256(f"api.pagination:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def _address(request: Request, cursor: str) -> str | None:
    if not cursor:
        return None
    params = {
        name: request.query_params.getlist(name)
        for name in request.query_params
        if name != "cursor"
    }
    query = urlencode({**params, "cursor": cursor}, doseq=True)
    return request.build_absolute_uri(f"{request.path}?{query}")
