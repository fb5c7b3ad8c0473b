"""What ties records together, written one way: titles, numbers, vehicles, accounts.

Pure. Two records share a thing when kind and value are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from facilities.states import LinkKind
from kernel.folding import fold, fold_number, fold_plain

LONGEST = 200
# Shorter titles and numbers ("Lịch", "12") stand everywhere.
_SHORTEST_TITLE = 6
_SHORTEST_NUMBER = 4
# A vehicle's number: "47C-123.45", "47 C1 12345", "47-A1 234.56".
_VEHICLE = re.compile(r"\b\d{2}[\s.-]?[a-z][a-z0-9]?[\s.-]?\d{3}[\s.]?\d{2}\b")
_STAMP = re.compile(
    r"\b(?:so seri|seri|series|se-ri|xe-ri|ky hieu tem)\s*(?:so\s*)?[:.]?\s*"
    r"([a-z]{0,3}[\s-]?\d{4,12})\b"
)
_PLATE = re.compile(
    r"\b(?:ban kem|khuon in|ban in|phim in)\s*(?:so|ky hieu|ma)\s*[:.]?\s*"
    r"([a-z0-9][a-z0-9/-]{2,30})"
)


_PHONE = re.compile(
    r"(?<![\w.-])(?:(?:\+84|0)\d{9,10}"
    r"|(?:\+84[ .-]?|0)\d{2,3}[ .-]\d{3}[ .-]\d{3,4})(?!\w)"
)
# What stands before a number that is no phone.
_NO_PHONE = re.compile(r"(?:mst|ma so thue|ma so|so dkkd|tai khoan|stk)\W*$")


@dataclass(frozen=True, slots=True)
class Key:
    """`value` is compared, `shown` is read; of numbers of persons only their end."""

    kind: LinkKind
    value: str
    shown: str


def of_title(title: str) -> list[Key]:
    value = fold_plain(title)
    if len(value) < _SHORTEST_TITLE:
        return []
    return [Key(LinkKind.TITLE, value[:LONGEST], title[:LONGEST])]


def of_registration(number: str) -> list[Key]:
    value = fold_number(number)
    if len(value) < _SHORTEST_NUMBER or not any(char.isdigit() for char in value):
        return []
    return [Key(LinkKind.REGISTRATION, value[:LONGEST], number[:LONGEST])]


def of_address(url: str) -> list[Key]:
    """Host and path of a page or shop, without what only leads back to it."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return []
    path = parts.path.rstrip("/")
    if not host:
        return []
    value = f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"
    return [Key(LinkKind.ACCOUNT, value.lower()[:LONGEST], value[:LONGEST])]


def in_text(text: str) -> list[Key]:
    """Vehicles, stamp series and plates that a description names."""
    folded = fold(text)
    found = [
        Key(LinkKind.VEHICLE, fold_number(match[0]), match[0].upper())
        for match in _VEHICLE.finditer(folded)
    ]
    for kind, pattern in ((LinkKind.STAMP, _STAMP), (LinkKind.PLATE, _PLATE)):
        found += [
            Key(kind, fold_number(match[1]), match[1].upper())
            for match in pattern.finditer(folded)
            if any(char.isdigit() for char in match[1])
        ]
    return found


def phones_in(text: str) -> list[str]:
    """Phone numbers that a description names; to be compared by their keyed hash."""
    folded = fold(text)
    return [
        match[0]
        for match in _PHONE.finditer(folded)
        if not _NO_PHONE.search(folded[: match.start()])
    ]


def unique(keys: Iterable[Key]) -> list[Key]:
    """The first of each kind and value."""
    return list({(key.kind, key.value): key for key in reversed(list(keys))}.values())
