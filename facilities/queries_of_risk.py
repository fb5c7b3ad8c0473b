"""Reads what the register knows of the risk of many facilities, in eight queries.

What a record absorbed counts as its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from facilities import licence_warnings, policies
from facilities.models import (
    Address,
    Equipment,
    Facility,
    FacilityName,
    FacilityPerson,
    FacilityUrl,
    Licence,
    PrintJob,
)
from facilities.risk import Facts, LicenceFault
from facilities.states import (
    BINDING_LINES,
    COLOUR_COPIERS,
    FULL_COLOUR,
    DeviceClass,
    EquipmentStatus,
    FacilityStatus,
    LicenceState,
    LicenceType,
    PersonRole,
)

_DECLARATIONS = frozenset(
    {LicenceType.PRINTING_DECLARATION, LicenceType.COLOUR_COPIER_DECLARATION}
)
_HEADS = (PersonRole.LEGAL_REPRESENTATIVE, PersonRole.HEAD, PersonRole.OWNER)


@dataclass(slots=True)
class Standing:
    """A standing record, the records read at it, and their parties."""

    id: UUID
    kinds: frozenset[str]
    subject_kind: str
    is_ended: bool
    active_since: date | None
    licences: list[tuple[str, str, date, date | None]] = field(default_factory=list)
    machines: list[str] = field(default_factory=list)
    has_colour_copier: bool = False
    urls: int = 0
    changed_on: date | None = None
    foreign_jobs: int = 0
    foreign_job_on: date | None = None

    def facts(self, on: date) -> Facts:
        """What the register says by itself; visits and cases are added above."""
        return Facts(
            kinds=self.kinds,
            active_since=self.active_since,
            licence_faults=tuple(self._licence_faults(on)),
            undeclared_machines=tuple(sorted(self.machines)),
            sells_online_unlisted=self._sells_online and not self.urls,
            foreign_job_on=self.foreign_job_on,
            foreign_jobs=self.foreign_jobs,
        )

    @property
    def _sells_online(self) -> bool:
        return policies.is_online(self.kinds) or any(
            type_ == LicenceType.ELECTRONIC_DISTRIBUTION
            for type_, *_rest in self.licences
        )

    def _licence_faults(self, on: date) -> Iterable[LicenceFault]:
        for kind in sorted(self.kinds):
            asked = licence_warnings.asked_of(
                kind,
                subject_kind=self.subject_kind,
                has_colour_copier=self.has_colour_copier,
            )
            if asked is None:
                continue
            covering = licence_warnings.covering(asked)
            held = [row for row in self.licences if row[0] in covering]
            valid = [
                (type_, issued)
                for type_, state, issued, expires in held
                if state == LicenceState.VALID and (expires is None or expires >= on)
            ]
            ends = [expires for *_, expires in held if expires and expires < on]
            if not valid:
                why = "run_out" if ends else "missing"
                yield LicenceFault(why, asked, max(ends, default=None))
            elif asked in _DECLARATIONS and self._is_older(valid):
                yield LicenceFault("older", asked, self.changed_on)

    def _is_older(self, valid: list[tuple[str, date]]) -> bool:
        return self.changed_on is not None and all(
            type_ in _DECLARATIONS and issued < self.changed_on
            for type_, issued in valid
        )


@dataclass(frozen=True, slots=True)
class Register:
    """Standing records by id; `at` gives the one at which any record is read."""

    standing: dict[UUID, Standing]
    at: dict[UUID, UUID]
    of_party: dict[UUID, set[UUID]]


def register_of(ids: Collection[UUID], *, on: date) -> Register:
    """What the register knows of the standing records among the ids."""
    found = _records(ids)
    _read_licences(found)
    _read_equipment(found)
    _read_changes(found, on)
    for own, count in _counted(FacilityUrl.objects.all(), found):
        found.standing[found.at[own]].urls += count
    jobs = PrintJob.objects.filter(is_foreign=True, printed_on__lte=on)
    for own, count, last in (
        _of(jobs, found)
        .values("facility")
        .annotate(count=Count("pk"), last=Max("printed_on"))
        .order_by()
        .values_list("facility", "count", "last")
    ):
        record = found.standing[found.at[own]]
        record.foreign_jobs += count
        record.foreign_job_on = _later(record.foreign_job_on, last)
    return found


def _records(ids: Collection[UUID]) -> Register:
    found = Register({}, {}, defaultdict(set))
    absorbed = []
    for row in Facility.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids)).only(
        "merged_into",
        "kinds",
        "subject_kind",
        "status",
        "status_since",
        "party",
    ):
        found.at[row.pk] = at = row.merged_into_id or row.pk
        if row.party_id:
            found.of_party[row.party_id].add(at)
        if row.merged_into_id:
            absorbed.append(row.pk)
            continue
        is_active = row.status == FacilityStatus.ACTIVE
        found.standing[row.pk] = Standing(
            id=row.pk,
            kinds=frozenset(row.kinds),
            subject_kind=row.subject_kind,
            is_ended=row.status == FacilityStatus.ENDED,
            active_since=row.status_since if is_active else None,
        )
    # An absorbed id was asked for whose own record was not.
    for pk in absorbed:
        if found.at[pk] not in found.standing:
            del found.at[pk]
    return found


def _of(rows: QuerySet[Any], found: Register) -> QuerySet[Any]:
    return rows.filter(facility__in=list(found.at), ended_on__isnull=True)


def _counted(rows: QuerySet[Any], found: Register) -> QuerySet[Any]:
    return (
        _of(rows, found)
        .values("facility")
        .annotate(count=Count("pk"))
        .order_by()
        .values_list("facility", "count")
    )


def _read_licences(found: Register) -> None:
    columns = ("facility", "type", "state", "issued_on", "expires_on")
    for own, *licence in _of(Licence.objects.order_by(), found).values_list(*columns):
        found.standing[found.at[own]].licences.append(tuple(licence))


def _read_equipment(found: Register) -> None:
    """Machines of high capacity that are not declared; copiers in colour."""
    machines = Q(declared_on__isnull=True) & (
        Q(device_class=DeviceClass.PRINT_OFFSET, colours__gte=FULL_COLOUR)
        | Q(device_class__in=BINDING_LINES)
    )
    devices = (
        _of(Equipment.objects.order_by(), found)
        .filter(machines | Q(device_class__in=COLOUR_COPIERS))
        .exclude(status=EquipmentStatus.GONE)
    )
    for device in devices:
        record = found.standing[found.at[device.facility_id]]
        if device.device_class in COLOUR_COPIERS:
            record.has_colour_copier = True
        else:
            record.machines.append(str(device))


def _read_changes(found: Register, on: date) -> None:
    """The last day of a name, a place or a head: what is declared anew on change."""
    own = list(found.at)
    ended = Q(facility__in=own, ended_on__lte=on)
    for rows, name in (
        (FacilityName.objects.filter(facility__in=own, valid_to__lte=on), "valid_to"),
        (Address.objects.filter(ended), "ended_on"),
        (FacilityPerson.objects.filter(ended, role__in=_HEADS), "ended_on"),
    ):
        for pk, day in (
            rows.order_by()
            .values("facility")
            .annotate(day=Max(name))
            .values_list("facility", "day")
        ):
            record = found.standing[found.at[pk]]
            record.changed_on = _later(record.changed_on, day)


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)
