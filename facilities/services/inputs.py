"""What the doors hand to the services: plain values, as typed or as stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from evidence.models import EvidenceFile
from facilities.models import (
    Address,
    Equipment,
    Facility,
    FacilityPerson,
    Licence,
    ObligationRule,
    Party,
    PrintJob,
)
from facilities.states import EquipmentStatus, LicenceState, NumberKind, PrintProduct


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityInput:
    """A facility's own fields; a masked personal tax code means "as it is".

    For a PATCH: `dataclasses.replace(FacilityInput.of(facility), trade_name="…")`.
    """

    kinds: Sequence[str]
    name: str
    subject_kind: str
    trade_name: str = ""
    tax_code: str = ""
    unknown_owner: bool = False
    business_registration_no: str = ""
    business_registration_on: date | None = None
    business_registration_issuer: str = ""
    uses_it: bool | None = None

    @classmethod
    def of(cls, facility: Facility) -> Self:
        return cls(
            kinds=tuple(facility.kinds),
            name=facility.name,
            subject_kind=facility.subject_kind,
            trade_name=facility.trade_name,
            tax_code=facility.tax_code_shown,
            unknown_owner=facility.unknown_owner,
            business_registration_no=facility.business_registration_no,
            business_registration_on=facility.business_registration_on,
            business_registration_issuer=facility.business_registration_issuer,
            uses_it=facility.uses_it,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressInput:
    """A place; `ward_code` may be empty for a head office outside the province.

    Coordinates in degrees of WGS 84, both or neither.
    """

    kind: str
    text: str = ""
    ward_code: str = ""
    legacy_address: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @classmethod
    def of(cls, address: Address) -> Self:
        return cls(
            kind=address.kind,
            text=address.text,
            ward_code=address.ward_id or "",
            legacy_address=address.legacy_address,
            latitude=address.latitude,
            longitude=address.longitude,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceInput:
    """A licence, registration or declaration; no `expires_on`: none is stated."""

    type: str
    number: str
    issuer: str
    issued_on: date
    expires_on: date | None = None
    state: str = LicenceState.VALID
    scan: EvidenceFile | None = None

    @classmethod
    def of(cls, licence: Licence) -> Self:
        return cls(
            type=licence.type,
            number=licence.number,
            issuer=licence.issuer,
            issued_on=licence.issued_on,
            expires_on=licence.expires_on,
            state=licence.state,
            scan=licence.scan,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentInput:
    """A device; `declared_on` stays empty while it is not declared."""

    device_class: str
    name: str = ""
    maker: str = ""
    model: str = ""
    serial: str = ""
    year: int | None = None
    colours: int | None = None
    hs_code: str = ""
    origin: str = ""
    status: str = EquipmentStatus.IN_USE
    declared_on: date | None = None

    @classmethod
    def of(cls, device: Equipment) -> Self:
        return cls(
            device_class=device.device_class,
            name=device.name,
            maker=device.maker,
            model=device.model,
            serial=device.serial,
            year=device.year,
            colours=device.colours,
            hs_code=device.hs_code,
            origin=device.origin,
            status=device.status,
            declared_on=device.declared_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobInput:
    """A line of the print-job log; quantities are copies of the one title."""

    title: str
    printed_on: date
    printed_copies: int
    product: str = PrintProduct.PUBLICATION
    publisher: str = ""
    registration_no: str = ""
    decision_no: str = ""
    decision_on: date | None = None
    licensed_copies: int | None = None
    contract_no: str = ""
    is_foreign: bool = False
    delivered_copies: int = 0
    licence: Licence | None = None

    @classmethod
    def of(cls, job: PrintJob) -> Self:
        return cls(**{item.name: getattr(job, item.name) for item in fields(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationInput:
    """What a facility is held to do; `rule` where the law asks it of its kind."""

    kind: str
    text: str
    basis: str
    since: date
    due_on: date | None = None
    is_yearly: bool = False
    rule: ObligationRule | None = None

    @classmethod
    def from_rule(cls, rule: ObligationRule, *, since: date) -> Self:
        """As the law words it."""
        return cls(
            kind=rule.kind,
            text=rule.text,
            basis=rule.basis,
            since=since,
            is_yearly=rule.is_yearly,
            rule=rule,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberInput:
    """An identity number, passport or phone, whole; it is stored encrypted."""

    kind: str = NumberKind.PERSONAL_ID
    number: str
    issued_on: date | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInput:
    """Who answers for a facility; an empty `phone` on an edit leaves the stored one."""

    role: str
    name: str
    title: str = ""
    gender: str = ""
    phone: str = ""
    identity: NumberInput | None = None
    party: Party | None = None

    @classmethod
    def of(cls, person: FacilityPerson) -> Self:
        return cls(
            role=person.role,
            name=person.name,
            title=person.title,
            gender=person.gender,
            party=person.party,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlInput:
    """A web address; without `platform` the domain tells it."""

    url: str
    platform: str = ""
    shop_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyInput:
    """A person or an organisation as its papers name it."""

    subject_kind: str
    name: str
    tax_code: str = ""
    gender: str = ""
    born_on: date | None = None
    nationality: str = "Việt Nam"
    occupation: str = ""
    address_text: str = ""
    ward_code: str = ""
    legacy_address: str = ""
    business_registration_no: str = ""
    business_registration_on: date | None = None
    business_registration_issuer: str = ""
    founded_on: date | None = None
    legal_representative_name: str = ""
    legal_representative_title: str = ""
    legal_representative_gender: str = ""

    @classmethod
    def of(cls, party: Party) -> Self:
        return cls(
            subject_kind=party.subject_kind,
            name=party.name,
            tax_code=party.tax_code,
            gender=party.gender,
            born_on=party.born_on,
            nationality=party.nationality,
            occupation=party.occupation,
            address_text=party.address_text,
            ward_code=party.ward_id or "",
            legacy_address=party.legacy_address,
            business_registration_no=party.business_registration_no,
            business_registration_on=party.business_registration_on,
            business_registration_issuer=party.business_registration_issuer,
            founded_on=party.founded_on,
            legal_representative_name=party.legal_representative_name,
            legal_representative_title=party.legal_representative_title,
            legal_representative_gender=party.legal_representative_gender,
        )
