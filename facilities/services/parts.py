"""Rows of a facility: add, correct, end. Nothing is deleted: visits point at them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from facilities.coordinates import DECIMALS
from facilities.models import (
    Address,
    Equipment,
    Facility,
    FacilityPerson,
    FacilityUrl,
    Licence,
    PrintJob,
)
from facilities.services import checks, parties, web_addresses
from facilities.services.inputs import (
    AddressInput,
    EquipmentInput,
    LicenceInput,
    NumberInput,
    PersonInput,
    PrintJobInput,
    UrlInput,
)
from facilities.services.linking import keep_facilities
from facilities.services.protected_numbers import keep
from facilities.services.writing import (
    changed,
    close,
    opened,
    opened_with_rows,
    refusing_doubles,
)
from facilities.states import (
    EquipmentStatus,
    LicenceState,
    NumberKind,
)
from kernel.clock import local_day
from kernel.errors import NotReady

Row = TypeVar("Row", Address, Licence, Equipment, FacilityPerson, FacilityUrl, PrintJob)


class RowEnded(NotReady):
    code = "row_ended"
    text = gettext_lazy("It has ended: its history stays as it is.")


@transaction.atomic
def add_address(
    *, facility: Facility, data: AddressInput, by: User, at: datetime
) -> Address:
    """Raises NotPermitted or Refused (an unknown ward)."""
    facility = opened(facility, by=by, at=at)
    data = checks.clean(data)
    checks.address(data, today=local_day(at)).raise_if_any()
    return _added(facility, insert_address(facility, data), by=by, at=at)


@transaction.atomic
def edit_address(
    *, address: Address, version: int, data: AddressInput, by: User, at: datetime
) -> Address:
    """Correct an address; `version` is the facility's. A move: end one, add one.

    Raises NotPermitted, MovedOn, RowEnded or Refused.
    """
    facility, address = _opened(address, version=version, by=by, at=at)
    if address.ended_on is not None:
        raise RowEnded
    data = checks.clean(data)
    checks.address(data, today=local_day(at)).raise_if_any()
    return _edited(facility, address, address_columns(data), by=by, at=at)


@transaction.atomic
def end_address(
    *, address: Address, version: int, ended_on: date, by: User, at: datetime
) -> Address:
    """The last day at this address. Raises NotPermitted, MovedOn or Refused."""
    facility, address = _opened(address, version=version, by=by, at=at)
    return _ended(facility, address, {"ended_on": ended_on}, by=by, at=at)


@transaction.atomic
def add_licence(
    *, facility: Facility, data: LicenceInput, by: User, at: datetime
) -> Licence:
    """Raises NotPermitted or Refused (ends before it begins, number known already)."""
    facility = opened(facility, by=by, at=at)
    data = checks.clean(data)
    licence_faults(data, local_day(at)).raise_if_any()
    with refusing_doubles():
        licence = insert_licence(facility, data)
    return _added(facility, licence, by=by, at=at)


@transaction.atomic
def edit_licence(
    *, licence: Licence, version: int, data: LicenceInput, by: User, at: datetime
) -> Licence:
    """Correct a licence; `version` is the facility's.

    Raises NotPermitted, MovedOn or Refused.
    """
    facility, licence = _opened(licence, version=version, by=by, at=at)
    data = checks.clean(data)
    licence_faults(data, local_day(at), of=licence).raise_if_any()
    with refusing_doubles():
        return _edited(facility, licence, columns_of(data), by=by, at=at)


@transaction.atomic
def end_licence(
    *,
    licence: Licence,
    version: int,
    ended_on: date,
    state: str = LicenceState.ENDED,
    by: User,
    at: datetime,
) -> Licence:
    """Its last day, given back (`ENDED`) or withdrawn (`REVOKED`).

    Raises NotPermitted, MovedOn or Refused.
    """
    facility, licence = _opened(licence, version=version, by=by, at=at)
    faults = checks.licence_end(ended_on, state, issued_on=licence.issued_on)
    faults.raise_if_any()
    changes = {"ended_on": ended_on, "state": state}
    return _ended(facility, licence, changes, by=by, at=at)


@transaction.atomic
def add_equipment(
    *, facility: Facility, data: EquipmentInput, by: User, at: datetime
) -> Equipment:
    """Raises NotPermitted or Refused (unknown class, another class's HS code)."""
    facility = opened(facility, by=by, at=at)
    data = checks.clean(data)
    checks.equipment(data, today=local_day(at)).raise_if_any()
    return _added(facility, insert_equipment(facility, data), by=by, at=at)


@transaction.atomic
def edit_equipment(
    *, device: Equipment, version: int, data: EquipmentInput, by: User, at: datetime
) -> Equipment:
    """Correct or declare a device; `version` is the facility's.

    Raises NotPermitted, MovedOn or Refused.
    """
    facility, device = _opened(device, version=version, by=by, at=at)
    data = checks.clean(data)
    checks.equipment(data, today=local_day(at)).raise_if_any()
    return _edited(facility, device, columns_of(data), by=by, at=at)


@transaction.atomic
def end_equipment(
    *, device: Equipment, version: int, ended_on: date, by: User, at: datetime
) -> Equipment:
    """Sold or scrapped: its last day. Raises NotPermitted, MovedOn or Refused."""
    facility, device = _opened(device, version=version, by=by, at=at)
    changes = {"ended_on": ended_on, "status": EquipmentStatus.GONE}
    return _ended(facility, device, changes, by=by, at=at)


@transaction.atomic
def add_print_job(
    *, facility: Facility, data: PrintJobInput, by: User, at: datetime
) -> PrintJob:
    """A line of the print-job log (Luật Xuất bản 2012, Điều 33).

    Raises NotPermitted or Refused.
    """
    facility = opened(facility, by=by, at=at)
    data = checks.clean(data)
    checks.print_job(data, facility=facility, today=local_day(at)).raise_if_any()
    job = _inserted(PrintJob, facility, columns_of(data))
    return _added(facility, job, by=by, at=at)


@transaction.atomic
def edit_print_job(
    *, job: PrintJob, version: int, data: PrintJobInput, by: User, at: datetime
) -> PrintJob:
    """Correct a line; `version` is the facility's.

    Raises NotPermitted, MovedOn or Refused.
    """
    facility, job = _opened(job, version=version, by=by, at=at)
    data = checks.clean(data)
    checks.print_job(data, facility=facility, today=local_day(at)).raise_if_any()
    return _edited(facility, job, columns_of(data), by=by, at=at)


@transaction.atomic
def strike_print_job(
    *, job: PrintJob, version: int, ended_on: date, by: User, at: datetime
) -> PrintJob:
    """Strike a line entered in error. Raises NotPermitted, MovedOn or Refused."""
    facility, job = _opened(job, version=version, by=by, at=at)
    return _ended(facility, job, {"ended_on": ended_on}, by=by, at=at)


@transaction.atomic
def add_person(
    *, facility: Facility, data: PersonInput, by: User, at: datetime
) -> FacilityPerson:
    """A legal representative also enters the papers of the facility's party.

    Raises NotPermitted or Refused.
    """
    facility = opened(facility, by=by, at=at)
    data = checks.clean(data)
    checks.person(data, today=local_day(at)).raise_if_any()
    person = insert_person(facility, data, at=at)
    parties.represented_by(facility.party, person, by=by, at=at)
    return _added(facility, person, by=by, at=at)


@transaction.atomic
def edit_person(
    *, person: FacilityPerson, version: int, data: PersonInput, by: User, at: datetime
) -> FacilityPerson:
    """Correct a person; an empty phone or identity leaves what is stored.

    Raises NotPermitted, MovedOn or Refused.
    """
    facility, person = _opened(person, version=version, by=by, at=at)
    data = checks.clean(data)
    checks.person(data, today=local_day(at)).raise_if_any()
    before = fields_of(person)
    _keep_numbers(person, data, at=at)
    _set(person, person_columns(data))
    parties.represented_by(facility.party, person, by=by, at=at)
    return _traced(facility, person, before, act="edit", by=by, at=at)


@transaction.atomic
def end_person(
    *, person: FacilityPerson, version: int, ended_on: date, by: User, at: datetime
) -> FacilityPerson:
    """The last day in this part. Raises NotPermitted, MovedOn or Refused."""
    facility, person = _opened(person, version=version, by=by, at=at)
    return _ended(facility, person, {"ended_on": ended_on}, by=by, at=at)


@transaction.atomic
def add_url(
    *, facility: Facility, data: UrlInput, by: User, at: datetime
) -> FacilityUrl:
    """Raises NotPermitted or Refused (no web address, listed already)."""
    facility = opened(facility, by=by, at=at)
    data = web_addresses.whole(checks.clean(data))
    web_addresses.faults_of(data).raise_if_any()
    with refusing_doubles():
        url = insert_url(facility, data)
    return _added(facility, url, by=by, at=at)


@transaction.atomic
def end_url(
    *, url: FacilityUrl, version: int, ended_on: date, by: User, at: datetime
) -> FacilityUrl:
    """The last day it was found there. Raises NotPermitted, MovedOn or Refused."""
    facility, url = _opened(url, version=version, by=by, at=at)
    return _ended(facility, url, {"ended_on": ended_on}, by=by, at=at)


def licence_faults(
    data: LicenceInput, today: date, *, of: Licence | None = None
) -> checks.Faults:
    """Faults of a licence, one of them a number that the register holds already."""
    faults = checks.licence(data, today=today)
    if faults.errors:
        return faults
    same = Licence.objects.filter(
        issuer=data.issuer,
        type=data.type,
        issued_on__year=data.issued_on.year,
        number=data.number,
    ).select_related("facility")
    double = (same.exclude(pk=of.pk) if of else same).first()
    if double:
        faults.add(
            "number",
            _("%(code)s holds a licence with this number of %(year)d: check both.")
            % {"code": double.facility.code, "year": data.issued_on.year},
        )
    return faults


def insert_address(facility: Facility, data: AddressInput) -> Address:
    return _inserted(Address, facility, address_columns(data))


def insert_licence(facility: Facility, data: LicenceInput) -> Licence:
    return _inserted(Licence, facility, columns_of(data))


def insert_equipment(facility: Facility, data: EquipmentInput) -> Equipment:
    return _inserted(Equipment, facility, columns_of(data))


def insert_person(
    facility: Facility, data: PersonInput, *, at: datetime
) -> FacilityPerson:
    person = _inserted(FacilityPerson, facility, person_columns(data))
    _keep_numbers(person, data, at=at)
    return person


def insert_url(facility: Facility, data: UrlInput) -> FacilityUrl:
    domain = web_addresses.domain_of(data.url)
    return _inserted(FacilityUrl, facility, columns_of(data) | {"domain": domain})


def described(facility: Facility) -> dict[str, Any]:
    """All rows of a new facility for its first entry of the trail."""
    lists = ("addresses", "licences", "equipment", "people", "urls")
    return {
        name: [fields_of(row) for row in rows]
        for name in lists
        if (rows := getattr(facility, name).all())
    }


def fields_of(row: models.Model) -> dict[str, Any]:
    """A row's own values for the trail; of protected numbers only their last digits."""
    own = {"id", "facility", "position", "issued_year", "domain"}
    values = {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        # What the database computes is not there before the row is.
        if field.name not in own and not field.generated
    }
    if isinstance(row, FacilityPerson):
        current = [n for n in row.protected_numbers.all() if n.ended_on is None]
        for number in current:
            is_phone = number.kind == NumberKind.PHONE
            values["phone" if is_phone else "identity_number"] = number.masked
    return values


def _inserted(model: type[Row], facility: Facility, values: dict[str, Any]) -> Row:
    """The row after those that the facility has."""
    rows = model._default_manager.filter(facility=facility)
    return model._default_manager.create(
        facility=facility, position=rows.count(), **values
    )


def columns_of(
    data: LicenceInput | EquipmentInput | UrlInput | PrintJobInput,
) -> dict[str, Any]:
    return checks.columns(data, *(item.name for item in fields(data)))


def address_columns(data: AddressInput) -> dict[str, Any]:
    values = checks.columns(data, "kind", "text", "legacy_address")
    for name in ("latitude", "longitude"):
        degrees = getattr(data, name)
        values[name] = None if degrees is None else round(degrees, DECIMALS)
    return values | {"ward_id": data.ward_code or None}


def person_columns(data: PersonInput) -> dict[str, Any]:
    return checks.columns(data, "role", "name", "title", "gender", "party")


def _keep_numbers(person: FacilityPerson, data: PersonInput, *, at: datetime) -> None:
    if data.phone:
        phone = NumberInput(kind=NumberKind.PHONE, number=data.phone)
        keep(phone, person=person, at=at)
    if data.identity is not None:
        keep(data.identity, person=person, at=at)


def _opened(row: Row, *, version: int, by: User, at: datetime) -> tuple[Facility, Row]:
    """The locked facility of a row, and the row as it stands under the lock."""
    facility = opened_with_rows(row.facility, by=by, at=at, version=version)
    return facility, type(row)._default_manager.get(pk=row.pk)


def _set(row: Row, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _added(facility: Facility, row: Row, *, by: User, at: datetime) -> Row:
    return _traced(facility, row, {}, act="add", by=by, at=at)


def _edited(
    facility: Facility, row: Row, values: dict[str, Any], *, by: User, at: datetime
) -> Row:
    before = fields_of(row)
    _set(row, values)
    return _traced(facility, row, before, act="edit", by=by, at=at)


def _ended(
    facility: Facility, row: Row, values: dict[str, Any], *, by: User, at: datetime
) -> Row:
    faults = checks.Faults()
    faults.not_after("ended_on", values["ended_on"], local_day(at))
    if row.ended_on is not None:
        faults.add("ended_on", _("It has ended already."))
    faults.raise_if_any()
    before = fields_of(row)
    _set(row, values)
    return _traced(facility, row, before, act="end", by=by, at=at)


def _traced(
    facility: Facility,
    row: Row,
    before: dict[str, Any],
    *,
    act: str,
    by: User,
    at: datetime,
) -> Row:
    """The row stands in the trail of its facility, as one field with its changes."""
    word = _WORDS[type(row)]
    gone, new = changed(before, fields_of(row))
    close(
        facility,
        action=f"facility.{act}_{word}",
        by=by,
        at=at,
        before={word: gone} if gone else {},
        after={word: new},
        part=row,
    )
    if isinstance(row, FacilityPerson | FacilityUrl | PrintJob):
        keep_facilities([facility.pk], at=at)
    row.facility = facility
    return row


_WORDS: dict[type[models.Model], str] = {
    Address: "address",
    Licence: "licence",
    Equipment: "equipment",
    FacilityPerson: "person",
    FacilityUrl: "url",
    PrintJob: "print_job",
}
