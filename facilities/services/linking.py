"""Keep what each record names; propose links between records that name the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from facilities import field_cipher, link_keys
from facilities.link_keys import Key
from facilities.models import (
    Facility,
    FacilityUrl,
    Link,
    LinkKey,
    PrintJob,
    ProtectedNumber,
)
from facilities.states import (
    OF_ONE_BUSINESS,
    LinkKind,
    LinkSource,
    LinkState,
    NumberKind,
)

# What more records than these name is common ("Lịch năm 2027"), and ties nobody.
MOST_SHARING = 20

_PROPOSE = """
INSERT INTO facilities_link (id, kind, value, shown, state, reason, proposed_at,
  one_source, one_source_id, one_facility_id,
  other_source, other_source_id, other_facility_id)
SELECT gen_random_uuid(), a.kind, a.value, a.shown, 'PROPOSED', '', %(at)s,
  a.source, a.source_id, a.facility_id, b.source, b.source_id, b.facility_id
FROM facilities_linkkey mine
JOIN facilities_linkkey a ON a.kind = mine.kind AND a.value = mine.value
JOIN facilities_linkkey b ON b.kind = mine.kind AND b.value = mine.value
  AND a.source_id < b.source_id
LEFT JOIN facilities_facility fa ON fa.id = a.facility_id
LEFT JOIN facilities_facility fb ON fb.id = b.facility_id
WHERE mine.source_id = ANY(%(sources)s)
  AND mine.source_id IN (a.source_id, b.source_id)
  AND (fa.id IS NULL OR fb.id IS NULL OR
    coalesce(fa.merged_into_id, fa.id) <> coalesce(fb.merged_into_id, fb.id))
  AND NOT (a.kind = ANY(%(of_one_business)s) AND fa.id IS NOT NULL
    AND fa.business_key IS NOT DISTINCT FROM fb.business_key)
  AND (SELECT count(*) FROM (SELECT 1 FROM facilities_linkkey k
    WHERE k.kind = mine.kind AND k.value = mine.value LIMIT %(most)s + 1) sharing
  ) <= %(most)s
ON CONFLICT DO NOTHING
"""


@dataclass(slots=True)
class Named:
    """What one record names, and where it lies."""

    source: LinkSource
    facility: UUID | None
    keys: list[Key] = field(default_factory=list)


@transaction.atomic
def keep_keys(named: Mapping[UUID, Named], *, at: datetime) -> int:
    """Store what records name now and propose their links; gives how many are new.

    By the record's id. What a record names no more leaves with its open proposals;
    what somebody settled stays.
    """
    stored: dict[tuple[UUID, str, str], LinkKey] = {
        (row.source_id, row.kind, row.value): row
        for row in LinkKey.objects.filter(source_id__in=list(named))
    }
    wanted = {
        (pk, str(key.kind), key.value): (record, key)
        for pk, record in named.items()
        for key in link_keys.unique(record.keys)
    }
    gone = [row for place, row in stored.items() if place not in wanted]
    if gone:
        _forget(gone)
    LinkKey.objects.bulk_create(
        [
            LinkKey(
                kind=key.kind,
                value=key.value,
                shown=key.shown,
                source=record.source,
                source_id=place[0],
                facility_id=record.facility,
            )
            for place, (record, key) in wanted.items()
            if place not in stored
        ],
        ignore_conflicts=True,
    )
    if not wanted.keys() - stored.keys():
        return 0
    return _propose([pk for pk, _kind, _value in wanted.keys() - stored.keys()], at=at)


def keep_facilities(ids: Collection[UUID], *, at: datetime) -> int:
    """The same for what the register itself says of facilities, in five queries."""
    return keep_keys(_named_by_facilities(ids), at=at)


def number_keys(rows: Iterable[ProtectedNumber]) -> list[Key]:
    """Phones and identity numbers, compared by their keyed hash."""
    return [
        Key(
            LinkKind.PHONE if row.kind == NumberKind.PHONE else LinkKind.PERSON,
            row.digest,
            row.masked,
        )
        for row in rows
    ]


def keys_in(text: str) -> list[Key]:
    """What a description names: vehicles, stamps, plates, phones."""
    phones = (field_cipher.compact(phone) for phone in link_keys.phones_in(text))
    return [
        *link_keys.in_text(text),
        *(
            Key(LinkKind.PHONE, field_cipher.digest(phone), f"•••• {phone[-4:]}")
            for phone in phones
        ),
    ]


def forget_proposals_within_one_facility() -> int:
    """After merges: what two records shared that are one now."""
    same = [
        link.pk
        for link in Link.objects.proposed().select_related(
            "one_facility", "other_facility"
        )
        if link.one_facility
        and link.other_facility
        and _standing(link.one_facility) == _standing(link.other_facility)
    ]
    gone, _by_model = Link.objects.filter(pk__in=same).delete()
    return int(gone)


def _standing(facility: Facility) -> UUID:
    return facility.merged_into_id or facility.pk


def _propose(sources: Collection[UUID], *, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _PROPOSE,
            {
                "at": at,
                "sources": list(set(sources)),
                "of_one_business": [str(kind) for kind in OF_ONE_BUSINESS],
                "most": MOST_SHARING,
            },
        )
        return int(cursor.rowcount)


def _forget(rows: Iterable[LinkKey]) -> None:
    rows = list(rows)
    stale = Q(pk__in=[])
    for row in rows:
        ends = Q(one_source_id=row.source_id) | Q(other_source_id=row.source_id)
        stale |= ends & Q(kind=row.kind, value=row.value)
    Link.objects.filter(stale, state=LinkState.PROPOSED).delete()
    LinkKey.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _named_by_facilities(ids: Collection[UUID]) -> dict[UUID, Named]:
    rows = dict(Facility.objects.filter(pk__in=ids).values_list("pk", "party_id"))
    named = {pk: Named(LinkSource.REGISTER, pk) for pk in rows}
    of_party: dict[UUID, list[UUID]] = {}
    for pk, party in rows.items():
        if party:
            of_party.setdefault(party, []).append(pk)
    numbers = ProtectedNumber.objects.filter(
        Q(person__facility__in=ids, person__ended_on__isnull=True)
        | Q(facility__in=ids)
        | Q(party__in=list(of_party)),
        ended_on__isnull=True,
    ).select_related("person")
    for number in numbers:
        if number.person is not None:
            holders = [number.person.facility_id]
        elif number.party_id:
            holders = of_party[number.party_id]
        else:
            holders = [pk for pk in (number.facility_id,) if pk]
        for pk in holders:
            named[pk].keys += number_keys([number])
    for url in FacilityUrl.objects.filter(facility__in=ids, ended_on__isnull=True):
        named[url.facility_id].keys += link_keys.of_address(url.url)
    for job in PrintJob.objects.filter(facility__in=ids, ended_on__isnull=True):
        keys = link_keys.of_title(job.title)
        named[job.facility_id].keys += [
            *keys,
            *link_keys.of_registration(job.registration_no),
        ]
    return named
