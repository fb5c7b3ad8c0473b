"""Many new facilities at once: what `create_facility` writes, in few statements.

One facility by itself costs some thirty queries; a register of 100,000 would take an
hour. The rows, codes and entries of the trail are those of `create_facility`, and a
test compares both.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.models import User, Ward
from audit import trail
from facilities import field_cipher
from facilities.models import (
    Address,
    Equipment,
    Facility,
    FacilityName,
    FacilityPerson,
    FacilityUrl,
    Licence,
    Party,
    ProtectedNumber,
)
from facilities.services import checks, parties, parts, web_addresses
from facilities.services.facilities import REGISTER, described_party, in_order, public
from facilities.services.inputs import (
    AddressInput,
    FacilityInput,
    LicenceInput,
    NumberInput,
    PersonInput,
    UrlInput,
)
from facilities.services.protected_numbers import new_number
from facilities.services.writing import ask, derive, refusing_doubles, snapshot
from facilities.states import KIND_MARKS, ONLINE_KINDS, FacilityStatus, NumberKind
from facilities.tax_codes import TaxCode
from kernel import copying
from kernel.clock import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFacility:
    """What one call of `create_facility` is given."""

    data: FacilityInput
    addresses: Sequence[AddressInput] = ()
    urls: Sequence[UrlInput] = ()
    people: Sequence[PersonInput] = ()
    licences: Sequence[LicenceInput] = ()
    status: str = FacilityStatus.UNVERIFIED
    status_since: date | None = None

    def cleaned(self) -> NewFacility:
        return replace(
            self,
            data=checks.clean(self.data),
            addresses=[checks.clean(item) for item in self.addresses],
            urls=[web_addresses.whole(checks.clean(item)) for item in self.urls],
            people=[checks.clean(item) for item in self.people],
            licences=[checks.clean(item) for item in self.licences],
        )


def faults_of(
    new: NewFacility, *, wards: Container[str], today: date
) -> tuple[checks.Faults, TaxCode | None]:
    """Faults of cleaned values, as `create_facility` names them, without the database.

    `wards` are the codes in force; whether a tax code or licence is known already is
    asked for all facilities together.
    """
    data = new.data
    faults = checks.facility(data, has_party=False, today=today)
    tax_code = checks.tax_code(
        data.tax_code, subject_kind=data.subject_kind, faults=faults
    )
    since = new.status_since or today
    for name, texts in checks.status(
        new.status, since=since, today=today
    ).errors.items():
        faults.errors["status_since" if name == "since" else name] = texts
    if not set(data.kinds) & ONLINE_KINDS and not new.addresses:
        faults.add("addresses", _("Add at least one address with its commune."))
    if set(data.kinds) & ONLINE_KINDS and not new.addresses and not new.urls:
        faults.add("urls", _("Add the web address under which it is found."))
    faults.rows(
        "addresses",
        (checks.address(row, today=today, known=wards) for row in new.addresses),
    )
    faults.rows("urls", (web_addresses.faults_of(row) for row in new.urls))
    faults.rows("people", (checks.person(row, today=today) for row in new.people))
    faults.rows("licences", (checks.licence(row, today=today) for row in new.licences))
    return faults, tax_code


@transaction.atomic
def create_facilities(
    *, entries: Sequence[NewFacility], by: User, at: datetime
) -> list[Facility]:
    """Enter facilities in their order, or none. Raises NotPermitted or Refused.

    Which one was at fault, and why, is told by entering them one by one.
    """
    ask("facility.create", None, by=by, at=at)
    today = local_day(at)
    wards = {ward.code: ward for ward in Ward.objects.in_force_on(today)}
    entries = [entry.cleaned() for entry in entries]
    faults, codes = checks.Faults(), []
    for entry in entries:
        of_entry, tax_code = faults_of(entry, wards=wards, today=today)
        codes.append(tax_code)
        faults.errors |= of_entry.errors
    _refuse_known(entries, codes, faults)
    faults.raise_if_any()
    taken = numbers.take_many(
        len(entries), owner=settings.FACILITY_PREFIX, register=REGISTER, year=0
    )
    rows = _Rows(wards, at)
    rows.parties_known = {
        party.tax_code: party
        for party in Party.objects.filter(tax_code__in=[public(c) for c in codes if c])
        if party.tax_code
    }
    for entry, tax_code, number in zip(entries, codes, taken, strict=True):
        rows.add(entry, tax_code, number)
    with refusing_doubles():
        rows.insert()
    trail.record_many(rows.acts, at=at, by=by)
    return rows.facilities


def _refuse_known(
    entries: Sequence[NewFacility],
    codes: Sequence[TaxCode | None],
    faults: checks.Faults,
) -> None:
    """One facility per tax code, one licence per number, as one by one."""
    known = set(
        Facility.objects.filter(
            tax_code__in=[public(code) for code in codes if public(code)]
        ).values_list("tax_code", flat=True)
    )
    digests = {
        place: field_cipher.digest(code.number)
        for place, code in enumerate(codes)
        if code and code.is_personal
    }
    held = set(
        ProtectedNumber.objects.filter(
            digest__in=digests.values(), facility__isnull=False, ended_on__isnull=True
        ).values_list("digest", flat=True)
    )
    licences = {
        (licence.issuer, licence.type, licence.issued_year, licence.number)
        for licence in Licence.objects.filter(
            number__in=[item.number for entry in entries for item in entry.licences]
        )
    }
    for place, (entry, code) in enumerate(zip(entries, codes, strict=True)):
        number = public(code) or digests.get(place, "")
        if number and (number in known or number in held):
            faults.add("tax_code", _("A tax code is in the register already."))
        known.add(number)
        for item in entry.licences:
            key = (item.issuer, item.type, item.issued_on.year, item.number)
            if key in licences:
                faults.add("number", _("A licence is in the register already."))
            licences.add(key)


_MODELS: dict[str, type[models.Model]] = {
    "addresses": Address,
    "urls": FacilityUrl,
    "people": FacilityPerson,
    "licences": Licence,
    "equipment": Equipment,
    "protected_numbers": ProtectedNumber,
    "former_names": FacilityName,
}
Made = TypeVar("Made", bound=models.Model)


class _Rows:
    """The rows of all entries, made in memory and inserted table by table."""

    def __init__(self, wards: dict[str, Ward], at: datetime) -> None:
        self._wards, self._at = wards, at
        self.parties_known: dict[str, Party] = {}
        self._parties: list[Party] = []
        self.facilities: list[Facility] = []
        self._parts: dict[type[models.Model], list[Any]] = {
            model: []
            for model in (
                Address,
                FacilityUrl,
                FacilityPerson,
                Licence,
                ProtectedNumber,
            )
        }
        self.acts: list[trail.Act] = []

    def add(self, entry: NewFacility, tax_code: TaxCode | None, number: int) -> None:
        data, code = entry.data, public(tax_code)
        since = entry.status_since or local_day(self._at)
        party = self.parties_known.get(code) if code else None
        if party is None and not data.unknown_owner:
            party = self._new_party(entry, tax_code)
        mark = KIND_MARKS[data.kinds[0]]
        facility = Facility(
            code=f"{settings.FACILITY_PREFIX}-{mark}-{number:04d}",
            kinds=in_order(data.kinds),
            party=party,
            tax_code=code,
            status=entry.status,
            status_since=since,
            created_at=self._at,
            updated_at=self._at,
            **checks.columns(data, *checks.FACILITY_COLUMNS),
        )
        of_tax: list[ProtectedNumber] = []
        if tax_code and tax_code.is_personal:
            of_tax = [self._number(tax_code.number, facility=facility)]
        made: dict[str, list[Any]] = {
            "addresses": [
                self._address(facility, *item) for item in enumerate(entry.addresses)
            ],
            "urls": [
                self._keep(
                    FacilityUrl(
                        facility=facility,
                        position=place,
                        domain=web_addresses.domain_of(item.url),
                        **parts.columns_of(item),
                    )
                )
                for place, item in enumerate(entry.urls)
            ],
            "people": [
                self._person(facility, *item) for item in enumerate(entry.people)
            ],
            "licences": [
                self._keep(
                    Licence(facility=facility, position=place, **parts.columns_of(item))
                )
                for place, item in enumerate(entry.licences)
            ],
            "equipment": [],
            "protected_numbers": of_tax,
            "former_names": [],
        }
        for name, rows in made.items():
            _remember(facility, name, _MODELS[name], rows)
        derive(facility)
        self.facilities.append(facility)
        after = snapshot(facility) | {"status": entry.status, "status_since": since}
        after |= parts.described(facility)
        self.acts.append(trail.Act("facility.create", facility, facility.code, after))

    def insert(self) -> None:
        copying.insert(self._parties)
        copying.insert(self.facilities)
        for rows in self._parts.values():
            copying.insert(rows)

    def _new_party(self, entry: NewFacility, tax_code: TaxCode | None) -> Party:
        data = described_party(entry.data, tax_code, entry.addresses, entry.people)
        party = parties.new_row(data, at=self._at)
        self._parties.append(party)
        if tax_code and tax_code.is_personal:
            self._number(tax_code.number, party=party)
        self.acts.append(parties.registration(party))
        return party

    def _address(self, facility: Facility, place: int, data: AddressInput) -> Address:
        row = Address(facility=facility, position=place, **parts.address_columns(data))
        row.ward = self._wards.get(data.ward_code)
        return self._keep(row)

    def _person(
        self, facility: Facility, place: int, data: PersonInput
    ) -> FacilityPerson:
        row = self._keep(
            FacilityPerson(
                facility=facility, position=place, **parts.person_columns(data)
            )
        )
        kept = []
        if data.phone:
            kept.append(self._number(data.phone, kind=NumberKind.PHONE, person=row))
        if data.identity is not None:
            kept.append(self._keep(new_number(data.identity, person=row, at=self._at)))
        _remember(row, "protected_numbers", ProtectedNumber, kept)
        return row

    def _number(
        self, number: str, *, kind: str = NumberKind.PERSONAL_ID, **holder: Any
    ) -> ProtectedNumber:
        data = NumberInput(kind=kind, number=number)
        return self._keep(new_number(data, at=self._at, **holder))

    def _keep(self, row: Made) -> Made:
        self._parts[type(row)].append(row)
        return row


def _remember(
    holder: models.Model, name: str, model: type[models.Model], rows: list[Any]
) -> None:
    """As if prefetched: the derived columns are read from rows not yet inserted."""
    known = _evaluated(model) if rows else _nothing(model)
    if rows:
        known._result_cache = rows  # type: ignore[attr-defined]
    cache = getattr(holder, "_prefetched_objects_cache", {})
    holder._prefetched_objects_cache = cache | {name: known}  # type: ignore[attr-defined]


def _evaluated(model: type[models.Model]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = models.QuerySet(model)
    rows._result_cache, rows._prefetch_done = [], True  # type: ignore[attr-defined]
    return rows


# Most facilities have no rows of most kinds: one empty list serves them all.
_nothing = cache(_evaluated)
