"""Values out of a body that nobody has checked: each fault is noted with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_QUANTITY = re.compile(r"\d{1,10}(\.\d{1,2})?")
_LARGEST = 2**31 - 1
# A clock may be wrong by decades: a phone that was reset.
MOST_MS = 100 * 366 * 24 * 3600 * 1000
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
# What stands in place of a value that was faulty; the faults stop it from being used.
_NO_ID = UUID(int=0)
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_HASHES = 200

WORDS: dict[str, str | Promise] = {
    "shape": _("This is not readable here."),
    "empty": _("This must be filled in."),
    "long": _("This is too long."),
    "id": _("This is not an identifier."),
    "moment": _("This is not a time with its offset."),
    "day": _("This is not a day."),
    "whole": _("This is not a whole number from 0 up."),
    "quantity": _("This is not a quantity above 0 with at most two decimals."),
    "choice": _("This is none of the known values."),
    "hash": _("Give the SHA-256 as 64 hexadecimal digits."),
    "place": _("This is not a place on Earth."),
    "many": _("There are too many of these."),
    "twice": _("One of these is given twice."),
    "item_twice": _("One question is answered twice."),
    "not_listed": _("A file is shown that the list of files does not name."),
    "one_of_two": _("Name either a visit or what the unplanned visit was."),
    "signed_or_refused": _("The representative signs or refuses, not both."),
    "ends_before": _("The record cannot end before it begins."),
    "needed": _("Answers need the checklist that they answer."),
}


class Values:
    """Reads a mapping; `errors` is shared with the parts that are read out of it."""

    def __init__(
        self,
        body: Any,
        *,
        path: str = "",
        errors: dict[str, list[str | Promise]] | None = None,
    ) -> None:
        self.errors = {} if errors is None else errors
        self.path = path
        self.body: Mapping[str, Any] = body if isinstance(body, Mapping) else {}
        if not isinstance(body, Mapping):
            self.fault("", "shape")

    def fault(self, name: str, word: str) -> None:
        place = ".".join(part for part in (self.path, name) if part) or "body"
        self.errors.setdefault(place, []).append(WORDS[word])

    # --- Parts

    def part(self, name: str) -> Values:
        return Values(self.body.get(name), path=self._at(name), errors=self.errors)

    def part_or_none(self, name: str) -> Values | None:
        return None if self.body.get(name) is None else self.part(name)

    def parts(self, name: str, most: int) -> Iterator[Values]:
        found = self.body.get(name, [])
        if not isinstance(found, list):
            self.fault(name, "shape")
            return
        if len(found) > most:
            self.fault(name, "many")
            return
        for index, inner in enumerate(found):
            yield Values(inner, path=self._at(f"{name}.{index}"), errors=self.errors)

    # --- Single values

    def text(
        self,
        name: str,
        *,
        most: int,
        may_be_empty: bool = False,
        may_be_absent: bool = False,
    ) -> str:
        value = self.body.get(name)
        if value is None and may_be_absent:
            return ""
        if not isinstance(value, str) or "\0" in value:
            self.fault(name, "shape")
            return ""
        text = unicodedata.normalize("NFC", value).strip()
        if not text and not may_be_empty:
            self.fault(name, "empty")
        if len(text) > most:
            self.fault(name, "long")
        return text

    def choice(self, name: str, known: Iterable[str]) -> str:
        value = self.body.get(name)
        if not isinstance(value, str) or value not in known:
            self.fault(name, "choice")
            return ""
        return value

    def id(self, name: str) -> UUID:
        return self.id_or_none(name, may_be_none=False) or _NO_ID

    def id_or_none(self, name: str, *, may_be_none: bool = True) -> UUID | None:
        value = self.body.get(name)
        if value is None and may_be_none:
            return None
        if not isinstance(value, str) or not _UUID.fullmatch(value):
            self.fault(name, "id")
            return None
        return UUID(value)

    def whole(self, name: str) -> int:
        value = self.body.get(name)
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or not 0 <= value <= _LARGEST
        ):
            self.fault(name, "whole")
            return 0
        return value

    def whole_or_none(self, name: str) -> int | None:
        return None if self.body.get(name) is None else self.whole(name)

    def milliseconds_or_none(self, name: str) -> int | None:
        """A difference of two clocks: below zero where the phone's was ahead."""
        value = self.body.get(name)
        if value is None:
            return None
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or abs(value) > MOST_MS:
            self.fault(name, "whole")
            return None
        return int(value)

    def quantity(self, name: str) -> Decimal:
        value = self.body.get(name)
        if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
            self.fault(name, "quantity")
            return Decimal(1)
        found = Decimal(value)
        if not found:
            self.fault(name, "quantity")
        return found

    def moment(self, name: str) -> datetime:
        return self.moment_or_none(name, may_be_none=False) or _NO_TIME

    def moment_or_none(self, name: str, *, may_be_none: bool = True) -> datetime | None:
        value = self.body.get(name)
        if value is None and may_be_none:
            return None
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            found = None
        if (
            found is None
            or found.tzinfo is None
            or not _EARLIEST < found.date() < _LATEST
        ):
            self.fault(name, "moment")
            return None
        return found.astimezone(UTC)

    def day_or_none(self, name: str) -> date | None:
        value = self.body.get(name)
        if value is None:
            return None
        try:
            found: date | None = date.fromisoformat(str(value))
        except (TypeError, ValueError):
            found = None
        if found is None or not _EARLIEST <= found <= _LATEST:
            self.fault(name, "day")
            return None
        return found

    def sha256(self, name: str) -> str:
        value = self.body.get(name)
        if not isinstance(value, str) or not _SHA256.fullmatch(value):
            self.fault(name, "hash")
            return ""
        return value

    def sha256_or_none(self, name: str) -> str | None:
        return None if self.body.get(name) is None else self.sha256(name)

    def hashes(self, name: str) -> tuple[str, ...]:
        found = self.body.get(name, [])
        if not isinstance(found, list):
            self.fault(name, "shape")
            return ()
        if len(found) > _MOST_HASHES:
            self.fault(name, "many")
            return ()
        if not all(isinstance(v, str) and _SHA256.fullmatch(v) for v in found):
            self.fault(name, "hash")
            return ()
        return tuple(dict.fromkeys(found))

    def degrees(self, name: str, most: int) -> Decimal:
        found = self._number(name)
        if found is None or abs(found) > most:
            self.fault(name, "place")
            return Decimal(0)
        return round(found, 6)

    def metres(self, name: str) -> int | None:
        if self.body.get(name) is None:
            return None
        found = self._number(name)
        if found is None or not 0 <= found <= _LARGEST:
            self.fault(name, "place")
            return None
        return int(found.to_integral_value(rounding="ROUND_CEILING"))

    def _number(self, name: str) -> Decimal | None:
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            return None
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            return None
        return found if found.is_finite() else None

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
