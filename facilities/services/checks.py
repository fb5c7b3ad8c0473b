"""Values that a rule refuses, each with one sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.kinds import SubjectKind
from agencies.models import Ward
from facilities import tax_codes
from facilities.models import (
    Address,
    Equipment,
    Facility,
    FacilityPerson,
    Licence,
    Party,
    PrintJob,
)
from facilities.services.inputs import (
    AddressInput,
    EquipmentInput,
    FacilityInput,
    LicenceInput,
    NumberInput,
    PartyInput,
    PersonInput,
    PrintJobInput,
)
from facilities.states import (
    HS_HEADINGS,
    ONLINE_KINDS,
    AddressKind,
    DeviceClass,
    EquipmentStatus,
    FacilityKind,
    FacilityStatus,
    Gender,
    LicenceState,
    LicenceType,
    NumberKind,
    PersonRole,
    PrintProduct,
)
from kernel.errors import Refused
from kernel.folding import nfc

Input = TypeVar("Input")
# Control characters, which no name holds and PostgreSQL partly refuses.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass
class Faults:
    """Refused values, gathered so that one answer names them all."""

    errors: dict[str, list[str | Promise]] = field(default_factory=dict)

    def add(self, name: str, text: str | Promise) -> None:
        self.errors.setdefault(name, []).append(text)

    def absorb(self, other: Faults, *, under: str) -> None:
        for name, texts in other.errors.items():
            self.errors.setdefault(f"{under}.{name}", []).extend(texts)

    def rows(self, name: str, found: Iterable[Faults]) -> None:
        """Faults of the rows of a list, under "addresses.0.ward_code" and so on."""
        for place, of_row in enumerate(found):
            self.absorb(of_row, under=f"{name}.{place}")

    def raise_if_any(self) -> None:
        if self.errors:
            raise Refused(errors=self.errors)

    def one_of(self, name: str, value: str, choices: type[models.TextChoices]) -> None:
        if value not in _values(choices):
            self.add(
                name,
                _("“%(value)s” is not in the list: choose one of its values.")
                % {"value": value},
            )

    def one_of_or_empty(
        self, name: str, value: str, choices: type[models.TextChoices]
    ) -> None:
        if value:
            self.one_of(name, value, choices)

    def not_empty(self, name: str, value: str, text: str) -> None:
        if not value:
            self.add(name, text)

    def not_after(self, name: str, day: date | None, today: date) -> None:
        if day is not None and day > today:
            self.add(name, _("The date is after today: check day, month and year."))

    def fits(self, model: type[models.Model], values: Mapping[str, object]) -> None:
        """No text longer than its column."""
        for name, value in values.items():
            if not isinstance(value, str):
                continue
            limit = getattr(model._meta.get_field(name), "max_length", None)
            if limit and len(value) > limit:
                self.add(
                    name,
                    ngettext(
                        "At most %(limit)d character fits here; %(count)d were typed.",
                        "At most %(limit)d characters fit here; %(count)d were typed.",
                        limit,
                    )
                    % {"limit": limit, "count": len(value)},
                )


def clean(data: Input) -> Input:
    """The input with every text composed, trimmed and without control characters."""
    cleaned = {
        name: text
        for name in _names(type(data))  # type: ignore[arg-type]
        if isinstance(value := getattr(data, name), str)
        and value
        and (text := nfc(_CONTROL.sub("", value))) != value
    }
    return replace(data, **cleaned) if cleaned else data  # type: ignore[type-var]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


@cache
def _values(choices: type[models.TextChoices]) -> frozenset[str]:
    return frozenset(choices.values)


def columns(data: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(data, name) for name in names}


FACILITY_COLUMNS = (
    "name",
    "trade_name",
    "subject_kind",
    "unknown_owner",
    "business_registration_no",
    "business_registration_on",
    "business_registration_issuer",
    "uses_it",
)


def facility(data: FacilityInput, *, has_party: bool, today: date) -> Faults:
    """Faults of a facility's own fields, tax code apart (`tax_code`)."""
    faults = Faults()
    faults.not_empty("name", data.name, _("Type the name of the facility."))
    faults.one_of("subject_kind", data.subject_kind, SubjectKind)
    if not data.kinds:
        faults.add("kinds", _("Choose at least one kind of activity."))
    for kind in data.kinds:
        faults.one_of("kinds", kind, FacilityKind)
    if data.unknown_owner and has_party:
        faults.add(
            "unknown_owner", _("The owner is known already: leave this unmarked.")
        )
    elif data.unknown_owner and not set(data.kinds) & ONLINE_KINDS:
        faults.add(
            "unknown_owner",
            _("Only a shop or platform on the internet may be without a known owner."),
        )
    if data.unknown_owner and data.tax_code:
        faults.add(
            "tax_code",
            _("Who has a tax code is known: remove the code or the mark “unknown”."),
        )
    faults.not_after("business_registration_on", data.business_registration_on, today)
    faults.fits(Facility, columns(data, *FACILITY_COLUMNS))
    return faults


def tax_code(
    typed: str, *, subject_kind: str, faults: Faults
) -> tax_codes.TaxCode | None:
    """The code as stored; None when none was typed or it is at fault."""
    if not typed:
        return None
    try:
        return tax_codes.read(typed, subject_kind=subject_kind)
    except tax_codes.WrongTaxCode as wrong:
        faults.add("tax_code", str(wrong))
        return None


def new_name(name: str, model: type[models.Model]) -> Faults:
    faults = Faults()
    faults.not_empty("name", name, _("Type the new name."))
    faults.fits(model, {"name": name})
    return faults


def status(value: str, *, since: date, today: date) -> Faults:
    faults = Faults()
    faults.one_of("status", value, FacilityStatus)
    faults.not_after("since", since, today)
    return faults


def ward(code: str, faults: Faults, *, today: date) -> Ward | None:
    """The ward in force with this code; None and a fault when there is none."""
    found = Ward.objects.in_force_on(today).filter(code=code).first()
    if found is None:
        faults.add(
            "ward_code",
            _(
                "There is no ward with the code “%(code)s”: choose a commune from the"
                " list; districts and former communes are no longer in it."
            )
            % {"code": code},
        )
    return found


def address(data: AddressInput, *, today: date, known: Container[str] = ()) -> Faults:
    """Faults of an address; the wards `known` to be in force are not asked for."""
    faults = Faults()
    faults.one_of("kind", data.kind, AddressKind)
    if data.ward_code in known:
        pass
    elif data.ward_code:
        ward(data.ward_code, faults, today=today)
    elif data.kind != AddressKind.HEAD_OFFICE:
        faults.add("ward_code", _("Choose the commune of this place."))
    elif not data.text:
        faults.add(
            "text", _("Type the address, as the head office is in no commune here.")
        )
    _coordinates(data, faults)
    faults.fits(Address, columns(data, "text", "legacy_address"))
    return faults


def _coordinates(data: AddressInput, faults: Faults) -> None:
    for name, degrees, most in (
        ("latitude", data.latitude, 90),
        ("longitude", data.longitude, 180),
    ):
        # Not a comparison that NaN passes.
        if degrees is not None and not -most <= degrees <= most:
            text = _("Degrees lie between -%(most)d and %(most)d.") % {"most": most}
            faults.add(name, text)
    if (data.latitude is None) != (data.longitude is None):
        missing = "latitude" if data.latitude is None else "longitude"
        faults.add(missing, _("Give both degrees, north and east, or neither."))


def licence(data: LicenceInput, *, today: date) -> Faults:
    faults = Faults()
    faults.one_of("type", data.type, LicenceType)
    faults.one_of("state", data.state, LicenceState)
    faults.not_empty("number", data.number, _("Type the number as printed on it."))
    faults.not_empty("issuer", data.issuer, _("Type who issued it."))
    faults.not_after("issued_on", data.issued_on, today)
    if data.expires_on is not None and data.expires_on < data.issued_on:
        faults.add(
            "expires_on",
            _("It would end before it was issued: check both dates."),
        )
    faults.fits(Licence, columns(data, "number", "issuer"))
    return faults


def licence_end(ended_on: date, state: str, *, issued_on: date) -> Faults:
    faults = Faults()
    faults.one_of("state", state, LicenceState)
    if ended_on < issued_on:
        faults.add("ended_on", _("It would end before it was issued: check the day."))
    return faults


def equipment(data: EquipmentInput, *, today: date) -> Faults:
    faults = Faults()
    faults.one_of("device_class", data.device_class, DeviceClass)
    faults.one_of("status", data.status, EquipmentStatus)
    faults.not_after("declared_on", data.declared_on, today)
    if data.year is not None and not 1900 <= data.year <= today.year:
        faults.add(
            "year",
            _("The year of making lies between 1900 and %(year)d.")
            % {"year": today.year},
        )
    if data.colours is not None and not 1 <= data.colours <= 16:
        faults.add("colours", _("A machine prints 1 to 16 colours."))
    headings = HS_HEADINGS.get(data.device_class, ())
    if data.hs_code and not re.fullmatch(r"\d{4}(\.?\d\d){0,3}", data.hs_code):
        faults.add(
            "hs_code", _("An HS code has 4 to 10 digits, for example 8443.13.00.")
        )
    elif data.hs_code and headings and not data.hs_code.startswith(headings):
        faults.add(
            "hs_code",
            _("The HS code of this kind of device begins with %(headings)s.")
            % {"headings": ", ".join(headings)},
        )
    names = ("name", "maker", "model", "serial", "hs_code", "origin")
    faults.fits(Equipment, columns(data, *names))
    return faults


def print_job(data: PrintJobInput, *, facility: Facility, today: date) -> Faults:
    """Faults of a line of the print-job log."""
    faults = Faults()
    faults.one_of("product", data.product, PrintProduct)
    faults.not_empty("title", data.title, _("Type the title as printed on it."))
    faults.not_after("printed_on", data.printed_on, today)
    faults.not_after("decision_on", data.decision_on, today)
    if data.decision_no and data.decision_on is None:
        faults.add("decision_on", _("Type the date of the decision."))
    if data.decision_on is not None and not data.decision_no:
        faults.add("decision_no", _("Type the number of the decision."))
    if data.printed_copies < 0:
        faults.add("printed_copies", _("A quantity is 0 or more."))
    if data.licensed_copies is not None and data.licensed_copies < 1:
        faults.add(
            "licensed_copies", _("Leave it empty where no paper names a quantity.")
        )
    if not 0 <= data.delivered_copies <= max(data.printed_copies, 0):
        faults.add(
            "delivered_copies",
            _("More was delivered than printed: check both quantities."),
        )
    if data.licence is not None and data.licence.facility_id != facility.pk:
        faults.add("licence", _("Choose a licence of this facility."))
    names = ("title", "publisher", "registration_no", "decision_no", "contract_no")
    faults.fits(PrintJob, columns(data, *names))
    return faults


def number(data: NumberInput, *, today: date) -> Faults:
    """Faults of an identity number, passport or phone, under `number`."""
    faults = Faults()
    faults.one_of("kind", data.kind, NumberKind)
    bare = re.sub(r"[\s.\-()]", "", data.number)
    if data.kind == NumberKind.PERSONAL_ID:
        # Nine digits: the older identity card, still on many papers.
        if not re.fullmatch(r"[0-9]{12}|[0-9]{9}", bare):
            faults.add(
                "number",
                _("A personal number has 12 digits, an old identity card 9."),
            )
    elif data.kind == NumberKind.PASSPORT:
        if not re.fullmatch(r"[A-Za-z]{0,2}[0-9]{6,9}", bare):
            faults.add(
                "number",
                _("A passport number has up to two letters and 6 to 9 digits."),
            )
    elif not re.fullmatch(r"(\+84|0)[0-9]{8,10}", bare):
        faults.add(
            "number", _("A phone number begins with 0 or +84 and has 10 or 11 digits.")
        )
    faults.not_after("issued_on", data.issued_on, today)
    return faults


def person(data: PersonInput, *, today: date) -> Faults:
    faults = Faults()
    faults.one_of("role", data.role, PersonRole)
    faults.one_of_or_empty("gender", data.gender, Gender)
    faults.not_empty("name", data.name, _("Type the person's full name."))
    if data.phone:
        phone = NumberInput(kind=NumberKind.PHONE, number=data.phone)
        for text in number(phone, today=today).errors.get("number", []):
            faults.add("phone", text)
    if data.identity is not None:
        faults.absorb(number(data.identity, today=today), under="identity")
    faults.fits(FacilityPerson, columns(data, "name", "title"))
    return faults


def party(data: PartyInput, *, today: date) -> Faults:
    """Faults of a party's fields, tax code apart (`tax_code`)."""
    faults = Faults()
    faults.not_empty("name", data.name, _("Type the name."))
    faults.one_of("subject_kind", data.subject_kind, SubjectKind)
    faults.one_of_or_empty("gender", data.gender, Gender)
    faults.one_of_or_empty(
        "legal_representative_gender", data.legal_representative_gender, Gender
    )
    if data.ward_code:
        ward(data.ward_code, faults, today=today)
    for name in ("born_on", "founded_on", "business_registration_on"):
        faults.not_after(name, getattr(data, name), today)
    texts = {
        item.name: getattr(data, item.name)
        for item in fields(data)
        if item.name not in {"ward_code", "tax_code"}
    }
    faults.fits(Party, texts)
    return faults
