"""Are two records one facility? What speaks for it and against it, in points and words.

Pure: it compares what `facilities.queries_of_doubles` read. Nothing here merges.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Words that say what is traded or how, not who does it; they weigh less.
TRADES = frozenset(
    {"in", "sach", "photocopy", "vpp", "giay", "bi", "lich", "tem", "offset"}
)
COMMON = TRADES | {"tm", "dv", "sx", "qc", "tb", "cn", "ch"}
_COMMON_WEIGHT = 0.3
_OWN_WEIGHT = 1.0
# A word written slightly otherwise, against the same word.
_MISTYPED = 0.8
# Names less alike than this speak neither for nor against.
_LEAST_LIKENESS = 0.5
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_HOUSE = re.compile(r"^\d+[a-z]?(x\d+[a-z]?)*$")


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for and against, from `settings.DOUBLES`, where each has its reason."""

    threshold: int
    name: int
    place: int
    phone: int
    person_number: int
    person_name: int
    web_address: int
    tax_code: int
    other_tax_code: int
    other_number: int
    other_trade: int
    other_place: int
    other_ward: int
    other_phone: int
    other_person: int
    most_sharing: int

    @classmethod
    def configured(cls) -> Weights:
        return cls(**settings.DOUBLES)


@dataclass(frozen=True, slots=True)
class Place:
    """An address bared by `identity_place`, and its ward."""

    text: str
    ward: str

    @property
    def house(self) -> str:
        return next((word for word in self.text.split() if _HOUSE.match(word)), "")

    @property
    def street(self) -> str:
        return " ".join(word for word in self.text.split() if not _HOUSE.match(word))


@dataclass(frozen=True, slots=True)
class Portrait:
    """What tells a facility from others; names and places as the database bares them.

    `phones` and `numbers` are keyed hashes. `enterprise` is the code of ten digits of
    the facility or its party, `tax_code` the facility's own.
    """

    id: UUID | None
    names: tuple[str, ...]
    tax_code: str = ""
    enterprise: str = ""
    phones: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    web: frozenset[str] = frozenset()

    @property
    def wards(self) -> frozenset[str]:
        return frozenset(place.ward for place in self.places if place.ward)

    @property
    def mark(self) -> str:
        """Changes when a name, the code or an address does."""
        texts = [
            *sorted(self.names),
            self.tax_code,
            *sorted(f"{place.ward} {place.text}" for place in self.places),
        ]
        return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of an explanation: what was compared, and its points."""

    code: str
    points: int

    @property
    def text(self) -> str | Promise:
        return REASONS[self.code]

    @property
    def speaks_for(self) -> bool:
        return self.points > 0

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "points": self.points}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Reason:
        return cls(stored["code"], stored["points"])


REASONS: dict[str, str | Promise] = {
    "same_name": _("The names are the same but for spelling and legal form."),
    "like_name": _("The names are alike."),
    "former_name": _("One bears a former name of the other."),
    "same_place": _("They are at the same house in the same ward."),
    "like_place": _("Their addresses are alike."),
    "same_phone": _("They have a phone number in common."),
    "same_person_number": _("The same person answers for both, by identity number."),
    "same_person": _("A person of the same name answers for both."),
    "same_web": _("They have a web address in common."),
    "same_enterprise": _("They belong to the same tax code, which only one states."),
    "other_tax_code": _("They have different tax codes."),
    "other_number": _("Their names bear different numbers, like sites of a chain."),
    "other_trade": _("Their names say different trades."),
    "other_place": _("They are at different houses in the same ward."),
    "other_ward": _("They are in different wards."),
    "other_phone": _("Their phone numbers differ."),
    "other_person": _("Different persons answer for them."),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum of the reasons, between 0 and 100."""

    reasons: tuple[Reason, ...] = ()
    are_sites: bool = False
    score: int = field(init=False)

    def __post_init__(self) -> None:
        total = 0 if self.are_sites else sum(reason.points for reason in self.reasons)
        object.__setattr__(self, "score", max(0, min(100, total)))


def compare(one: Portrait, other: Portrait, weights: Weights) -> Comparison:
    """What speaks for one facility and what for two.

    Sites of one enterprise, each with a code of its own or at an address of its own,
    are facilities of their own, however alike: one facility per tax code and site.
    """
    place = _places(one, other)
    is_one_enterprise = bool(one.enterprise) and one.enterprise == other.enterprise
    own_codes = bool(one.tax_code and other.tax_code)
    if is_one_enterprise and (own_codes or place < 1):
        return Comparison(are_sites=True)
    reasons = [
        *_of_names(one, other, weights),
        *_of_places(one, other, place, weights),
        *_of_people(one, other, weights),
    ]
    if one.web & other.web:
        reasons.append(Reason("same_web", weights.web_address))
    if is_one_enterprise:
        reasons.append(Reason("same_enterprise", weights.tax_code))
    elif one.enterprise and other.enterprise:
        reasons.append(Reason("other_tax_code", weights.other_tax_code))
    ordered = sorted(reasons, key=lambda reason: -reason.points)
    return Comparison(tuple(reason for reason in ordered if reason.points))


def likeness(one: str, other: str) -> float:
    """Of two bared names, between 0 and 1: words in any order, some mistyped."""
    if one == other:
        return 1.0
    words, others = tuple(one.split()), tuple(other.split())
    total = sum(map(_weight, words)) + sum(map(_weight, others))
    if not total:
        return 0.0
    shared, left = 0.0, list(others)
    unmatched = []
    for word in words:
        if word in left:
            left.remove(word)
            shared += 2 * _weight(word)
        else:
            unmatched.append(word)
    for word in unmatched:
        near = next((match for match in left if is_mistyped(word, match)), None)
        if near is not None:
            left.remove(near)
            shared += _MISTYPED * (_weight(word) + _weight(near))
    found = shared / total
    if found < 1 and len(words) != len(others):
        # "Minhphat": a space was lost, or typed where none belongs.
        joined = "".join(words), "".join(others)
        if joined[0] == joined[1]:
            return 1.0
        if min(map(len, joined)) >= _LONG_WORD and is_mistyped(*joined):
            return max(found, _MISTYPED)
    return found


_LONG_WORD = 8


@lru_cache(maxsize=200_000)
def is_mistyped(one: str, other: str) -> bool:
    """One letter missing, added, other, or two swapped; a number is never mistyped."""
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    if any(char.isdigit() for char in one + other):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if len(one) == len(other):
        swapped = len(rest) > 1 and rest[1] + rest[0] + rest[2:] == others
        return rest[1:] == others[1:] or swapped
    longer, shorter = (rest, others) if len(rest) > len(others) else (others, rest)
    return longer[1:] == shorter


def _weight(word: str) -> float:
    return _COMMON_WEIGHT if word in COMMON else _OWN_WEIGHT


def _of_names(one: Portrait, other: Portrait, weights: Weights) -> Iterable[Reason]:
    pairs = [(a, b) for a in one.names for b in other.names]
    alike, (name, other_name) = max(
        ((likeness(*pair), pair) for pair in pairs), key=lambda found: found[0]
    )
    is_current = (name, other_name) == (one.names[0], other.names[0])
    share = max(0.0, (alike - _LEAST_LIKENESS) / (1 - _LEAST_LIKENESS))
    if share:
        code = "same_name" if alike >= 1 else "like_name"
        yield Reason(code if is_current else "former_name", round(weights.name * share))
    numbers, other_numbers = _numbers_in(name), _numbers_in(other_name)
    if numbers != other_numbers and share:
        yield Reason("other_number", weights.other_number)
    trades = TRADES & set(name.split())
    other_trades = TRADES & set(other_name.split())
    if trades and other_trades and not trades & other_trades:
        yield Reason("other_trade", weights.other_trade)


def _numbers_in(name: str) -> frozenset[str]:
    words = name.split()
    found = {word for word in words if word.isdigit()}
    # A Roman numeral stands last; elsewhere "i" is a word or an initial.
    if words and words[-1] in _ROMAN:
        found.add(_ROMAN[words[-1]])
    return frozenset(found)


def _places(one: Portrait, other: Portrait) -> float:
    """How alike the most alike addresses are: 1 the same house, 0 nothing alike."""
    return max(
        (_alike_places(a, b) for a in one.places for b in other.places), default=0.0
    )


@lru_cache(maxsize=200_000)
def _alike_places(one: Place, other: Place) -> float:
    if not one.text or not other.text:
        return 0.0
    if one.text == other.text:
        alike = 1.0
    else:
        street = likeness(one.street, other.street)
        if street < _SAME_STREET:
            return 0.0
        if one.house and other.house and one.house != other.house:
            return 0.0
        alike = street if one.house and other.house else _NO_HOUSE * street
    # The same text in another ward: one of the two wards is probably wrong.
    return alike if one.ward == other.ward else alike * _OTHER_WARD


_SAME_STREET = 0.6
_NO_HOUSE = 0.6
_OTHER_WARD = 0.6


def _of_places(
    one: Portrait, other: Portrait, place: float, weights: Weights
) -> Iterable[Reason]:
    if place > 0:
        code = "same_place" if place >= 1 else "like_place"
        yield Reason(code, round(weights.place * place))
        return
    if not one.places or not other.places:
        return
    if one.wards & other.wards:
        if any(p.text for p in one.places) and any(p.text for p in other.places):
            yield Reason("other_place", weights.other_place)
    elif one.wards and other.wards:
        yield Reason("other_ward", weights.other_ward)


def _of_people(one: Portrait, other: Portrait, weights: Weights) -> Iterable[Reason]:
    if one.phones & other.phones:
        yield Reason("same_phone", weights.phone)
    elif one.phones and other.phones:
        yield Reason("other_phone", weights.other_phone)
    if one.numbers & other.numbers:
        yield Reason("same_person_number", weights.person_number)
    elif one.people & other.people:
        yield Reason("same_person", weights.person_name)
    elif one.people and other.people and not _mistyped_person(one, other):
        yield Reason("other_person", weights.other_person)


def _mistyped_person(one: Portrait, other: Portrait) -> bool:
    return any(likeness(a, b) >= _MISTYPED for a in one.people for b in other.people)
