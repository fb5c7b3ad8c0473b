"""Strict fields: a value of a wrong type is refused, never bent into shape."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

# What a column of whole numbers can hold.
LARGEST = 2**63 - 1
# Days before and after which no fact of a case lies; date arithmetic stays in range.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


class Text(serializers.CharField):
    """A string, composed (NFC) and without outer spaces; a number is no string."""

    def __init__(self, *, max_length: int = 4000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return unicodedata.normalize("NFC", super().to_internal_value(data))


class Whole(serializers.IntegerField):
    """A whole number; neither "12" nor 12.0 nor true is one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", LARGEST)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class Money(Whole):
    """Whole đồng."""


class Flag(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Day(serializers.DateField):
    """A calendar day written YYYY-MM-DD, between 1900 and 2199."""

    default_error_messages = {
        "out_of_range": _("The day must lie between {earliest} and {latest}.")
    }

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str) or not _DATE.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DD")
        day = super().to_internal_value(value)
        if not EARLIEST <= day <= LATEST:
            self.fail("out_of_range", earliest=EARLIEST, latest=LATEST)
        return day


class Moment(serializers.DateTimeField):
    """A time with its offset; one without is refused, as nobody knows what it means."""

    default_error_messages = {
        "naive": _("The time needs its offset, such as +07:00."),
        "out_of_range": _("The day must lie between {earliest} and {latest}."),
    }

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str):
            self.fail("invalid", format="YYYY-MM-DDThh:mm:ss+07:00")
        if _DATE.match(value) and not _OFFSET.search(value):
            self.fail("naive")
        try:
            moment = super().to_internal_value(value)
        except OverflowError:
            self.fail("out_of_range", earliest=EARLIEST, latest=LATEST)
        if not EARLIEST <= moment.date() <= LATEST:
            self.fail("out_of_range", earliest=EARLIEST, latest=LATEST)
        return moment


class Id(serializers.UUIDField):
    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or not _UUID.fullmatch(data):
            self.fail("invalid", value=data)
        return UUID(data)


class Choice(serializers.ChoiceField):
    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class AddressFlag(serializers.ChoiceField):
    """A filter that is on or off, written `true` or `false`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=["true", "false"], **kwargs)

    def to_internal_value(self, data: Any) -> bool:
        return super().to_internal_value(data) == "true"


class AddressNumber(serializers.IntegerField):
    """A whole number in an address: decimal digits and nothing else."""

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, str) or not re.fullmatch(r"-?[0-9]{1,18}", data):
            self.fail("invalid")
        return int(data)
