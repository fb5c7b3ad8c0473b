"""Which licences a facility must hold, and which of them end, ended or are missing.

Registry, sections 1 and 2. Pure: the same questions to many facilities at once are
`FacilityQuerySet.with_licence_warning` and `LicenceQuerySet.that_last`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from agencies.kinds import SubjectKind
from facilities.states import (
    COLOUR_COPIERS,
    COVERED_BY,
    HELD_STATES,
    LICENCE_OF_KIND,
    EquipmentStatus,
    FacilityKind,
    LicenceState,
    LicenceType,
    LicenceWarning,
)

if TYPE_CHECKING:
    from facilities.models import Facility, Licence


@dataclass(frozen=True, slots=True)
class Warned:
    """One licence to look at, or the type of one that is not there."""

    kind: LicenceWarning
    type: LicenceType
    licence: Licence | None = None
    ends_on: date | None = None


def asked_of(kind: str, *, subject_kind: str, has_colour_copier: bool) -> str | None:
    """The type of licence that the law asks of a kind, if any.

    Papers of single titles are no licence; copiers in black declare nothing; only
    organisations register to distribute.
    """
    is_asked = True
    if kind == FacilityKind.DISTRIBUTOR:
        is_asked = subject_kind == SubjectKind.ORGANISATION
    elif kind == FacilityKind.PHOTOCOPY:
        is_asked = has_colour_copier
    elif kind == FacilityKind.NON_COMMERCIAL_ISSUER:
        is_asked = False
    return LICENCE_OF_KIND.get(kind) if is_asked else None


def of_facility(facility: Facility, *, on: date, days: int) -> list[Warned]:
    """Of a facility and the records that are read at it, from their rows."""
    records = (facility, *facility.absorbed.all())
    licences = [row for record in records for row in record.licences.all()]
    devices = [row for record in records for row in record.equipment.all()]
    has_colour_copier = any(
        device.device_class in COLOUR_COPIERS
        and device.status != EquipmentStatus.GONE
        and device.ended_on is None
        for device in devices
    )
    asked = (
        asked_of(
            kind,
            subject_kind=facility.subject_kind,
            has_colour_copier=has_colour_copier,
        )
        for kind in facility.kinds
    )
    return warnings_of(
        (licence for licence in licences if licence.ended_on is None),
        asked=[type_ for type_ in asked if type_ is not None],
        on=on,
        days=days,
    )


def covering(type_: str) -> frozenset[str]:
    """The types with which one may do what a type allows."""
    return COVERED_BY.get(type_, frozenset({type_}))


def last_day(on: date, days: int) -> date:
    """The last day of the time before an end in which it is warned of."""
    return on + timedelta(days=days)


def warnings_of(
    licences: Iterable[Licence], *, asked: Iterable[str], on: date, days: int
) -> list[Warned]:
    """What to look at on a day, among the licences in use; `days` before an end.

    Of each type the one that lasts longest counts: what was renewed warns no more.
    """
    held: defaultdict[str, list[Licence]] = defaultdict(list)
    for licence in licences:
        if licence.state in HELD_STATES:
            held[licence.type].append(licence)
    found = list(_ending(held, on=on, last=last_day(on, days)))
    for type_ in asked:
        if not covering(type_) & held.keys():
            found.append(Warned(LicenceWarning.MISSING, LicenceType(type_)))
    return found


def _ending(
    held: dict[str, list[Licence]], *, on: date, last: date
) -> Iterator[Warned]:
    for type_, rows in held.items():
        valid = [row for row in rows if row.state == LicenceState.VALID]
        ends = [row.expires_on for row in valid if row.expires_on is not None]
        if not valid or len(ends) < len(valid):
            continue
        ends_on = max(ends)
        if ends_on > last:
            continue
        kind = LicenceWarning.RUN_OUT if ends_on < on else LicenceWarning.ENDING
        licence = next(row for row in valid if row.expires_on == ends_on)
        yield Warned(kind, LicenceType(type_), licence, ends_on)
