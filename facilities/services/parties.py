"""Persons and organisations: entered once, found again, renamed with a history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from audit import trail
from facilities import field_cipher
from facilities.models import Facility, FacilityPerson, Party, PartyName
from facilities.services import checks
from facilities.services.inputs import PartyInput
from facilities.services.writing import (
    EDIT,
    ask,
    changed,
    derive_party,
    refusing_doubles,
)
from facilities.states import PersonRole
from kernel.clock import local_day
from kernel.errors import MovedOn
from kernel.folding import nfc

_FIELDS = tuple(
    item.name for item in fields(PartyInput) if item.name not in {"ward_code"}
)
# What a facility and its party say of one business; they are corrected together.
_SHARED = (
    "name",
    "subject_kind",
    "tax_code",
    "business_registration_no",
    "business_registration_on",
    "business_registration_issuer",
)


def known_party(*, tax_code: str = "", identity_number: str = "") -> Party | None:
    """The party with this tax code, or with this personal number or passport."""
    if tax_code:
        return Party.objects.filter(tax_code=tax_code).first()
    if identity_number:
        return Party.objects.filter(
            protected_numbers__digest=field_cipher.digest(identity_number),
            protected_numbers__ended_on__isnull=True,
        ).first()
    return None


@transaction.atomic
def register_party(*, data: PartyInput, by: User, at: datetime) -> Party:
    """Enter a person or organisation, as a part of the caller's act.

    The caller has asked the permission for that act (taking in a case, a visit).
    Raises Refused, also when the tax code belongs to a party already: look it up with
    `known_party` first.
    """
    data, faults = _checked(data, today=local_day(at))
    if data.tax_code and known_party(tax_code=data.tax_code):
        faults.add(
            "tax_code",
            _("A party with this tax code is known already: choose it instead."),
        )
    faults.raise_if_any()
    with refusing_doubles():
        party = insert(data, at=at)
    trace_registered(party, by=by, at=at)
    return party


@transaction.atomic
def edit_party(
    *, party: Party, version: int, data: PartyInput, by: User, at: datetime
) -> Party:
    """Correct a party; a lawful new name is `change_party_name`.

    What cases say of it stays as it was. Raises NotPermitted, MovedOn or Refused.
    """
    party = _opened(party, version=version, by=by, at=at)
    data, faults = _checked(data, today=local_day(at))
    known = known_party(tax_code=data.tax_code) if data.tax_code else None
    if known and known.pk != party.pk:
        faults.add(
            "tax_code",
            _("Another party has this tax code: %(name)s.") % {"name": known.name},
        )
    faults.raise_if_any()
    before = snapshot(party)
    _fill(party, data)
    with refusing_doubles():
        _close(party, "party.edit", before=before, by=by, at=at)
    return party


@transaction.atomic
def change_party_name(
    *, party: Party, version: int, name: str, from_on: date, by: User, at: datetime
) -> Party:
    """Give a party a new name from a day on; the former one is kept and found.

    Raises NotPermitted, MovedOn or Refused.
    """
    party = _opened(party, version=version, by=by, at=at)
    name = checked_new_name(party, name, from_on=from_on, today=local_day(at))
    before = snapshot(party)
    PartyName.objects.create(party=party, **given_up(party, from_on=from_on))
    party.name = name
    _close(party, "party.change_name", before=before, by=by, at=at)
    return party


def insert(data: PartyInput, *, at: datetime) -> Party:
    """A new row from checked data; `trace_registered` follows, last in the act."""
    party = new_row(data, at=at)
    party.save()
    return party


def new_row(data: PartyInput, *, at: datetime) -> Party:
    """The same, not saved."""
    party = Party(created_at=at, updated_at=at)
    _fill(party, data)
    derive_party(party)
    return party


def trace_registered(party: Party, *, by: User, at: datetime) -> None:
    trail.record_many([registration(party)], at=at, by=by)


def registration(party: Party) -> trail.Act:
    after = changed({}, snapshot(party))[1]
    return trail.Act("party.register", party, party.name, after)


def follow(
    party: Party,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
) -> None:
    """Correct the party where it said the same as its facility did."""
    was = snapshot(party)
    moved = [
        name
        for name in _SHARED
        if before[name] != after[name]
        and getattr(party, name) == before[name]
        and not _is_taken(name, after[name])
    ]
    if moved:
        for name in moved:
            setattr(party, name, after[name])
        _close(party, "party.edit", before=was, by=by, at=at)


def represented_by(
    party: Party | None, person: FacilityPerson, *, by: User, at: datetime
) -> None:
    """Papers name the facility's legal representative as the party's own."""
    if party is None or person.role != PersonRole.LEGAL_REPRESENTATIVE:
        return
    before = snapshot(party)
    party.legal_representative_name = person.name
    party.legal_representative_title = person.title
    party.legal_representative_gender = person.gender
    if snapshot(party) != before:
        _close(party, "party.edit", before=before, by=by, at=at)


def rename(party: Party, name: str, *, from_on: date, by: User, at: datetime) -> None:
    """Rename the party together with its facility, which was checked."""
    before = snapshot(party)
    PartyName.objects.create(party=party, **given_up(party, from_on=from_on))
    party.name = name
    _close(party, "party.change_name", before=before, by=by, at=at)


def checked_new_name(
    holder: Facility | Party, name: str, *, from_on: date, today: date
) -> str:
    """The new name as it is stored. Raises Refused."""
    name = nfc(name)
    faults = checks.new_name(name, type(holder))
    if name == holder.name:
        faults.add("name", _("This is the name it bears already."))
    faults.not_after("from_on", from_on, today)
    last = holder.former_names.first()
    if last is not None and from_on <= last.valid_to + timedelta(days=1):
        faults.add(
            "from_on",
            _("The present name began on %(day)s: choose a later day.")
            % {"day": f"{last.valid_to + timedelta(days=1):%d/%m/%Y}"},
        )
    faults.raise_if_any()
    return name


def given_up(holder: Facility | Party, *, from_on: date) -> dict[str, Any]:
    """The row of the present name as a former one, until the day before `from_on`."""
    last = holder.former_names.first()
    return {
        "name": holder.name,
        "valid_from": last.valid_to + timedelta(days=1) if last else None,
        "valid_to": from_on - timedelta(days=1),
    }


def snapshot(party: Party) -> dict[str, Any]:
    return {name: getattr(party, name) for name in _FIELDS} | {"ward": party.ward_id}


def _is_taken(name: str, value: object) -> bool:
    """A tax code that the party cannot take over: another's, or a person's, masked."""
    return name == "tax_code" and (
        "•" in str(value) or known_party(tax_code=str(value)) is not None
    )


def _checked(data: PartyInput, *, today: date) -> tuple[PartyInput, checks.Faults]:
    data = checks.clean(data)
    faults = checks.party(data, today=today)
    read = checks.tax_code(data.tax_code, subject_kind=data.subject_kind, faults=faults)
    if read and read.is_personal:
        faults.add(
            "tax_code",
            _("Enter a personal number of 12 digits as identity number of the person."),
        )
    return replace(data, tax_code=read.number if read else ""), faults


def _fill(party: Party, data: PartyInput) -> None:
    for name in _FIELDS:
        setattr(party, name, getattr(data, name))
    party.ward_id = data.ward_code or None


def _opened(party: Party, *, version: int, by: User, at: datetime) -> Party:
    ask(EDIT, None, by=by, at=at)
    locked: Party = Party.objects.select_for_update().get(pk=party.pk)
    if locked.version != version:
        raise MovedOn(current=snapshot(locked) | {"version": locked.version})
    return locked


def _close(
    party: Party, action: str, *, before: Mapping[str, Any], by: User, at: datetime
) -> None:
    derive_party(party)
    party.version += 1
    party.updated_at = at
    party.save()
    gone, new = changed(before, snapshot(party))
    trail.record(
        action=action,
        record=party,
        at=at,
        by=by,
        before=gone,
        after=new,
        label=party.name,
    )
