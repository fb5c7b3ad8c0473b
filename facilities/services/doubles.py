"""Search the register for doubles; remember that two records are none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import User
from audit import trail
from facilities import field_cipher, queries_of_doubles, queries_of_likeness
from facilities.doubles import Comparison, Portrait, Weights, compare
from facilities.models import Facility, NotADouble, ProposedDouble
from facilities.services.inputs import (
    AddressInput,
    FacilityInput,
    PersonInput,
    UrlInput,
)
from facilities.services.writing import ask
from kernel.errors import Refused
from kernel.folding import nfc

MERGE = "facility.merge"
_ROWS_AT_ONCE = 1000
# So many are compared at once: their likenesses stay in memory meanwhile.
_ENTRIES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """A facility of the register that may be the one in question, and why."""

    facility_id: UUID
    comparison: Comparison


@transaction.atomic
def find_doubles(*, by: User | None, at: datetime) -> int:
    """Search the whole register and keep the proposals; returns how many stand.

    Two queries and a comparison of each pair they find; 20,000 facilities take seconds.
    `by=None` is the nightly command. Raises NotPermitted.
    """
    if by is not None:
        ask(MERGE, None, by=by, at=at)
    weights = Weights.configured()
    seen = queries_of_doubles.portraits()
    decided = _decided(seen)
    rows = []
    for one, other in queries_of_doubles.pairs_worth_comparing(weights.most_sharing):
        found = compare(seen[one], seen[other], weights)
        if found.score >= weights.threshold and (one, other) not in decided:
            rows.append(_row(one, other, found, at=at))
    ProposedDouble.objects.all().delete()
    ProposedDouble.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    return len(rows)


def doubles_of(facility: Facility) -> list[Likeness]:
    """Proposals for one facility as it stands now, the likeliest first; three queries.

    What was decided to be no double is left out while it holds.
    """
    mine = queries_of_doubles.portraits_of([facility.pk])[facility.pk]
    others = queries_of_doubles.portraits_like(mine)
    found = _likenesses(mine, others)
    if not found:
        return []
    decided = _decided({facility.pk: mine, **others}, of=facility.pk)
    return [
        like for like in found if _ordered(facility.pk, like.facility_id) not in decided
    ]


def doubles_at_entry(
    *,
    data: FacilityInput,
    addresses: Sequence[AddressInput] = (),
    people: Sequence[PersonInput] = (),
    urls: Sequence[UrlInput] = (),
) -> list[Likeness]:
    """What of the register the typed facility may be, before it is entered.

    Two queries; nothing is written. Values that a rule will refuse simply find nothing.
    """
    entry = Entry(data=data, addresses=addresses, people=people, urls=urls)
    (mine,) = _portraits_of_entries([entry])
    return _likenesses(mine, queries_of_doubles.portraits_like(mine))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of a facility that is about to be entered."""

    data: FacilityInput
    addresses: Sequence[AddressInput] = ()
    people: Sequence[PersonInput] = ()
    urls: Sequence[UrlInput] = ()


def doubles_at_entries(entries: Sequence[Entry]) -> list[list[Likeness]]:
    """What `doubles_at_entry` finds, for each of many; three queries for a thousand.

    In the order of the entries. Memory grows with `_ENTRIES_AT_ONCE`, not with them.
    """
    found: list[list[Likeness]] = []
    for start in range(0, len(entries), _ENTRIES_AT_ONCE):
        mine = _portraits_of_entries(entries[start : start + _ENTRIES_AT_ONCE])
        pairs = queries_of_likeness.like_many(mine)
        seen = queries_of_doubles.portraits_of({id_ for _row, id_ in pairs})
        others: dict[int, dict[UUID, Portrait]] = defaultdict(dict)
        for row, id_ in pairs:
            if id_ in seen:
                others[row][id_] = seen[id_]
        found += [_likenesses(one, others[row]) for row, one in enumerate(mine)]
    return found


@transaction.atomic
def find_doubles_among(facilities: Collection[UUID], *, at: datetime) -> int:
    """Search the register for doubles of these only; returns how many are proposed.

    For records that were just written; other proposals stay. Set-based: some queries
    for each `_ENTRIES_AT_ONCE`.
    """
    ids = sorted(facilities)
    count = 0
    for start in range(0, len(ids), _ENTRIES_AT_ONCE):
        count += _propose_for(ids[start : start + _ENTRIES_AT_ONCE], at=at)
    return count


def _propose_for(ids: list[UUID], *, at: datetime) -> int:
    weights = Weights.configured()
    mine = queries_of_doubles.portraits_of(ids)
    order = list(mine)
    asked = queries_of_likeness.like_many([mine[id_] for id_ in order])
    pairs = {_ordered(order[row], other) for row, other in asked}
    stale = ProposedDouble.objects.filter(Q(one__in=ids) | Q(other__in=ids))
    pairs |= set(stale.order_by().values_list("one_id", "other_id"))
    seen = queries_of_doubles.portraits_of({id_ for pair in pairs for id_ in pair})
    decided = _decided(seen)
    rows = []
    for one, other in sorted(pairs):
        if one not in seen or other not in seen or (one, other) in decided:
            continue
        found = compare(seen[one], seen[other], weights)
        if found.score >= weights.threshold:
            rows.append(_row(one, other, found, at=at))
    stale.delete()
    ProposedDouble.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    return len(rows)


@transaction.atomic
def decide_not_a_double(
    *, one: Facility, other: Facility, reason: str, by: User, at: datetime
) -> NotADouble:
    """Remember that two records are two facilities; the pair is proposed no more.

    Until a name, a code or an address of one of them changes. Raises NotPermitted or
    Refused (no reason, one record twice).
    """
    ask(MERGE, one, by=by, at=at)
    ask(MERGE, other, by=by, at=at)
    reason = checked_reason(reason)
    if one.pk == other.pk:
        raise Refused(errors={"other": [_("Choose another facility.")]})
    if one.pk > other.pk:
        one, other = other, one
    seen = queries_of_doubles.portraits_of([one.pk, other.pk])
    decision = NotADouble.objects.create(
        one=one,
        other=other,
        one_mark=seen[one.pk].mark,
        other_mark=seen[other.pk].mark,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )
    ProposedDouble.objects.filter(one=one, other=other).delete()
    for record, neighbour in ((one, other), (other, one)):
        trail.record(
            action="facility.not_a_double",
            record=record,
            at=at,
            by=by,
            after={"other_facility": neighbour.code},
            label=record.code,
            reason=reason,
        )
    return decision


def checked_reason(reason: str) -> str:
    """Raises Refused when nothing was said."""
    reason = nfc(reason)
    if not reason:
        raise Refused(errors={"reason": [_("Say why, in a few words.")]})
    return reason


def comparison_of(one: Facility, other: Facility) -> Comparison:
    """Why the two are proposed, or why not, as they stand now."""
    seen = queries_of_doubles.portraits_of([one.pk, other.pk])
    return compare(seen[one.pk], seen[other.pk], Weights.configured())


def _portraits_of_entries(entries: Sequence[Entry]) -> list[Portrait]:
    """What tells the typed facilities from others; one query."""
    names, people, places = queries_of_likeness.bared_texts(
        names=[nfc(entry.data.name) for entry in entries],
        people=[nfc(p.name) for entry in entries for p in entry.people],
        places=[
            (nfc(a.text), a.ward_code) for entry in entries for a in entry.addresses
        ],
    )
    found = []
    for entry in entries:
        digits = "".join(char for char in entry.data.tax_code if char.isdigit())
        tax_code = digits if len(digits) in (10, 13) else ""
        identities = [p.identity.number for p in entry.people if p.identity]
        numbers = [*identities, *([digits] if len(digits) == 12 else [])]
        portrait = Portrait(
            id=None,
            names=(names[nfc(entry.data.name)],),
            tax_code=tax_code[:10] + (f"-{tax_code[10:]}" if tax_code[10:] else ""),
            enterprise=tax_code[:10],
            phones=frozenset(
                field_cipher.digest(p.phone) for p in entry.people if p.phone
            ),
            numbers=frozenset(field_cipher.digest(number) for number in numbers),
            people=frozenset(people[nfc(p.name)] for p in entry.people),
            places=tuple(places[nfc(a.text), a.ward_code] for a in entry.addresses),
            web=frozenset(url.url for url in entry.urls),
        )
        found.append(portrait)
    return found


def _likenesses(mine: Portrait, others: dict[UUID, Portrait]) -> list[Likeness]:
    weights = Weights.configured()
    found = [
        Likeness(id_, compare(mine, portrait, weights))
        for id_, portrait in others.items()
    ]
    likely = [like for like in found if like.comparison.score >= weights.threshold]
    return sorted(likely, key=lambda like: (-like.comparison.score, like.facility_id))


def _decided(
    seen: dict[UUID, Portrait], *, of: UUID | None = None
) -> set[tuple[UUID, UUID]]:
    """Pairs decided to be none whose names, codes and addresses are what they were."""
    rows = NotADouble.objects.order_by()
    if of is not None:
        rows = rows.filter(one=of) | rows.filter(other=of)
    return {
        (one, other)
        for one, other, mark, other_mark in rows.values_list(
            "one_id", "other_id", "one_mark", "other_mark"
        )
        if one in seen
        and other in seen
        and (seen[one].mark, seen[other].mark) == (mark, other_mark)
    }


def _ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one < other else (other, one)


def _row(one: UUID, other: UUID, found: Comparison, *, at: datetime) -> ProposedDouble:
    return ProposedDouble(
        one_id=one,
        other_id=other,
        score=found.score,
        reasons=[reason.as_json() for reason in found.reasons],
        found_at=at,
    )
