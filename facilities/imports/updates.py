"""A known facility and what a file states of it: what differs, never what lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from agencies.models import User
from facilities import field_cipher, services
from facilities.imports.drafts import Draft, plain
from facilities.imports.rows import UNSTATED_ISSUER
from facilities.models import Address, Facility, FacilityPerson
from facilities.services import checks, web_addresses
from facilities.services.inputs import (
    AddressInput,
    FacilityInput,
    LicenceInput,
    PersonInput,
)
from facilities.states import PersonRole
from kernel.folding import fold_number, fold_plain, nfc

# Takes the facility as it now stands, gives it as it stands then.
Act = Callable[[Facility, User, datetime], None]


def acts_for(
    facility: Facility, draft: Draft, *, today: date, keeps_name: bool = False
) -> list[Act]:
    """The acts of the register that bring the row's statements in; often none.

    `facility` comes with its parts (`with_parts`). Nothing is asked of the database.
    `keeps_name`: the row is another spelling of it, not a new name.
    """
    acts: list[Act] = []
    if not keeps_name and (name := _new_name(facility, draft)):
        acts.append(_renaming(name, today))
    if data := _own_fields(facility, draft):
        acts.append(_editing(data))
    if draft.status and draft.status != facility.status:
        acts.append(_status(draft.status, draft.status_since or today))
    for address in draft.addresses:
        acts += _address(facility, address)
    for person in draft.people:
        acts += _person(facility, person)
    for licence in draft.licences:
        acts += _licence(facility, licence)
    known = {url.url for url in facility.urls.all() if url.ended_on is None}
    for url in draft.urls:
        whole = web_addresses.whole(checks.clean(url))
        if whole.url not in known:
            acts.append(_adding(services.add_url, whole))
    return acts


def _new_name(facility: Facility, draft: Draft) -> str:
    """Another name; another spelling of one that it bears or bore is none."""
    if draft.data is None or not draft.data.name:
        return ""
    borne = {facility.name, facility.trade_name}
    borne |= {former.name for former in facility.former_names.all()}
    key = fold_plain(draft.data.name)
    return "" if key in {fold_plain(name) for name in borne} else nfc(draft.data.name)


def _own_fields(facility: Facility, draft: Draft) -> FacilityInput | None:
    data = draft.data
    if data is None:
        return None
    now = FacilityInput.of(facility)
    new: dict[str, Any] = {}
    if data.trade_name and fold_plain(data.trade_name) != fold_plain(now.trade_name):
        new["trade_name"] = data.trade_name
    number = data.business_registration_no
    if number and fold_number(number) != fold_number(now.business_registration_no):
        new["business_registration_no"] = number
    if data.business_registration_issuer and not now.business_registration_issuer:
        new["business_registration_issuer"] = data.business_registration_issuer
    for name in ("business_registration_on", "uses_it"):
        value = getattr(data, name)
        if value is not None and value != getattr(now, name):
            new[name] = value
    if "subject_kind" in draft.stated and data.subject_kind != now.subject_kind:
        new["subject_kind"] = data.subject_kind
    more = [kind for kind in data.kinds if kind not in now.kinds]
    if more and "kinds" in draft.stated:
        new["kinds"] = (*now.kinds, *more)
    if data.tax_code and not _has_tax_code(facility, data.tax_code):
        new["tax_code"] = data.tax_code
    return replace(now, **new) if new else None


def _has_tax_code(facility: Facility, number: str) -> bool:
    personal = facility.personal_tax_number
    if personal is not None and len(number) == 12:
        return personal.digest == field_cipher.digest(number)
    return facility.tax_code == number


def _address(facility: Facility, data: AddressInput) -> list[Act]:
    current = facility.current_addresses
    if at := next((item for item in current if _is_at(item, data)), None):
        return _degrees(at, data)
    if not data.ward_code and any(address.ward_id for address in current):
        return []  # the register knows more than the file
    of_kind = [address for address in current if address.kind == data.kind]
    unplaced = [address for address in current if not address.ward_id]
    for address in [*of_kind, *unplaced][:1]:
        kept = replace(
            data, legacy_address=data.legacy_address or address.legacy_address
        )
        return [_correcting(services.edit_address, "address", address, kept)]
    return [_adding(services.add_address, data)]


def _degrees(address: Address, data: AddressInput) -> list[Act]:
    """Coordinates that the file states of a place that the register has."""
    if data.latitude is None or (data.latitude, data.longitude) == (
        address.latitude,
        address.longitude,
    ):
        return []
    kept = replace(
        AddressInput.of(address), latitude=data.latitude, longitude=data.longitude
    )
    return [_correcting(services.edit_address, "address", address, kept)]


def _is_at(address: Address, data: AddressInput) -> bool:
    if (address.ward_id or "") != data.ward_code:
        return False
    asked = plain(data.text or data.legacy_address)
    return not asked or asked in (plain(address.text), plain(address.legacy_address))


def _person(facility: Facility, data: PersonInput) -> list[Act]:
    people = [item for item in facility.people.all() if item.ended_on is None]
    is_contact = data.role == PersonRole.CONTACT
    for person in people:
        if is_contact and data.phone and _holds(person, data.phone):
            return []
        if fold_plain(person.name) == fold_plain(data.name):
            return _same_person(person, data)
    return [_adding(services.add_person, data)]


def _same_person(person: FacilityPerson, data: PersonInput) -> list[Act]:
    new: dict[str, Any] = {
        name: value
        for name in ("title", "gender")
        if (value := getattr(data, name)) and value != getattr(person, name)
    }
    if data.phone and not _holds(person, data.phone):
        new["phone"] = data.phone
    if data.identity and not _holds(person, data.identity.number):
        new["identity"] = data.identity
    if not new:
        return []
    kept = replace(PersonInput.of(person), **new)
    return [_correcting(services.edit_person, "person", person, kept)]


def _holds(person: FacilityPerson, number: str) -> bool:
    digest = field_cipher.digest(number)
    return any(
        item.digest == digest
        for item in person.protected_numbers.all()
        if item.ended_on is None
    )


def _licence(facility: Facility, data: LicenceInput) -> list[Act]:
    for licence in facility.licences.all():
        if fold_number(licence.number) != fold_number(data.number):
            continue
        if licence.issued_on.year != data.issued_on.year:
            continue
        new: dict[str, Any] = {}
        if data.issued_on != licence.issued_on:
            new["issued_on"] = data.issued_on
        if data.issuer not in (UNSTATED_ISSUER, licence.issuer):
            new["issuer"] = data.issuer
        if data.expires_on and data.expires_on != licence.expires_on:
            new["expires_on"] = data.expires_on
        if not new:
            return []
        kept = replace(LicenceInput.of(licence), **new)
        return [_correcting(services.edit_licence, "licence", licence, kept)]
    return [_adding(services.add_licence, data)]


# Acts --------------------------------------------------------------------------------


def _version(facility: Facility) -> int:
    return Facility.objects.values_list("version", flat=True).get(pk=facility.pk)


def _renaming(name: str, from_on: date) -> Act:
    def act(facility: Facility, by: User, at: datetime) -> None:
        services.change_name(
            facility=facility,
            version=_version(facility),
            name=name,
            from_on=from_on,
            by=by,
            at=at,
        )

    return act


def _editing(data: FacilityInput) -> Act:
    def act(facility: Facility, by: User, at: datetime) -> None:
        # The name may have changed in the act before.
        name = Facility.objects.values_list("name", flat=True).get(pk=facility.pk)
        services.edit_facility(
            facility=facility,
            version=_version(facility),
            data=replace(data, name=name),
            by=by,
            at=at,
        )

    return act


def _status(status: str, since: date) -> Act:
    def act(facility: Facility, by: User, at: datetime) -> None:
        services.change_status(
            facility=facility,
            version=_version(facility),
            status=status,
            since=since,
            by=by,
            at=at,
        )

    return act


def _adding(service: Callable[..., object], data: object) -> Act:
    def act(facility: Facility, by: User, at: datetime) -> None:
        service(facility=facility, data=data, by=by, at=at)

    return act


def _correcting(
    service: Callable[..., object], word: str, part: object, data: object
) -> Act:
    def act(facility: Facility, by: User, at: datetime) -> None:
        service(**{word: part}, version=_version(facility), data=data, by=by, at=at)

    return act
