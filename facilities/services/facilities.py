"""Enter a facility, correct it, rename it, change its status, read its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.kinds import SubjectKind
from agencies.models import User
from audit import trail
from audit.models import Entry
from facilities import field_cipher
from facilities.models import Facility, FacilityName, Party
from facilities.services import checks, parties, parts, web_addresses
from facilities.services.inputs import (
    AddressInput,
    EquipmentInput,
    FacilityInput,
    LicenceInput,
    NumberInput,
    PartyInput,
    PersonInput,
    UrlInput,
)
from facilities.services.linking import keep_facilities
from facilities.services.protected_numbers import keep
from facilities.services.writing import (
    ask,
    changed,
    close,
    derive,
    opened,
    refusing_doubles,
    snapshot,
)
from facilities.states import (
    KIND_MARKS,
    ONLINE_KINDS,
    FacilityStatus,
    PersonRole,
)
from facilities.tax_codes import TaxCode
from kernel.clock import local_day

# One register of the installation counts all facilities, without years.
REGISTER = "FACILITY"


@transaction.atomic
def create_facility(
    *,
    data: FacilityInput,
    addresses: Sequence[AddressInput] = (),
    urls: Sequence[UrlInput] = (),
    people: Sequence[PersonInput] = (),
    licences: Sequence[LicenceInput] = (),
    equipment: Sequence[EquipmentInput] = (),
    party: Party | None = None,
    status: str = FacilityStatus.UNVERIFIED,
    status_since: date | None = None,
    by: User,
    at: datetime,
) -> Facility:
    """Enter a facility with all that is known of it; it gets its code here.

    Without `party` the party with the same tax code answers for it, or a new one made
    from these data; none when the owner is unknown. Faults of rows are named
    "addresses.0.ward_code". Raises NotPermitted or Refused.
    """
    ask("facility.create", None, by=by, at=at)
    today = local_day(at)
    since = status_since or today
    data = checks.clean(data)
    addresses = [checks.clean(item) for item in addresses]
    urls = [web_addresses.whole(checks.clean(item)) for item in urls]
    people = [checks.clean(item) for item in people]
    licences = [checks.clean(item) for item in licences]
    equipment = [checks.clean(item) for item in equipment]

    faults = checks.facility(data, has_party=party is not None, today=today)
    tax_code = _own_tax_code(data, faults)
    for name, texts in checks.status(status, since=since, today=today).errors.items():
        faults.errors["status_since" if name == "since" else name] = texts
    if not addresses and not set(data.kinds) & ONLINE_KINDS:
        faults.add("addresses", _("Add at least one address with its commune."))
    if set(data.kinds) & ONLINE_KINDS and not addresses and not urls:
        faults.add("urls", _("Add the web address under which it is found."))
    faults.rows("addresses", (checks.address(row, today=today) for row in addresses))
    faults.rows("urls", (web_addresses.faults_of(row) for row in urls))
    faults.rows("people", (checks.person(row, today=today) for row in people))
    faults.rows("licences", (parts.licence_faults(row, today) for row in licences))
    faults.rows("equipment", (checks.equipment(row, today=today) for row in equipment))
    faults.raise_if_any()

    number = numbers.take(owner=settings.FACILITY_PREFIX, register=REGISTER, year=0)
    known = party or parties.known_party(tax_code=public(tax_code))
    with refusing_doubles():
        if known is None and not data.unknown_owner:
            party = _new_party(data, tax_code, addresses, people, at=at)
        else:
            party = known
        facility = Facility.objects.create(
            code=f"{settings.FACILITY_PREFIX}-{KIND_MARKS[data.kinds[0]]}-{number:04d}",
            kinds=in_order(data.kinds),
            party=party,
            tax_code=public(tax_code),
            status=status,
            status_since=since,
            created_at=at,
            updated_at=at,
            **checks.columns(data, *checks.FACILITY_COLUMNS),
        )
        _keep_tax_number(facility, tax_code, at=at)
        for address in addresses:
            parts.insert_address(facility, address)
        for url in urls:
            parts.insert_url(facility, url)
        for person in people:
            parts.insert_person(facility, person, at=at)
        for licence in licences:
            parts.insert_licence(facility, licence)
        for device in equipment:
            parts.insert_equipment(facility, device)
        derive(facility)
        facility.save()
    keep_facilities([facility.pk], at=at)
    if party is not None and party is not known:
        parties.trace_registered(party, by=by, at=at)
    trail.record(
        action="facility.create",
        record=facility,
        at=at,
        by=by,
        after=snapshot(facility)
        | {"status": status, "status_since": since}
        | parts.described(facility),
        label=facility.code,
    )
    return facility


@transaction.atomic
def edit_facility(
    *, facility: Facility, version: int, data: FacilityInput, by: User, at: datetime
) -> Facility:
    """Correct a facility's own fields; a lawful new name is `change_name`.

    Raises NotPermitted, MovedOn (with the values that stand) or Refused.
    """
    facility = opened(facility, by=by, at=at, version=version)
    before = snapshot(facility)
    data = checks.clean(data)
    keeps_number = bool(data.tax_code) and data.tax_code == facility.tax_code_shown
    faults = checks.facility(
        data, has_party=facility.party_id is not None, today=local_day(at)
    )
    tax_code = None if keeps_number else _own_tax_code(data, faults, of=facility)
    faults.raise_if_any()

    for name in checks.FACILITY_COLUMNS:
        setattr(facility, name, getattr(data, name))
    facility.kinds = in_order(data.kinds)
    with refusing_doubles():
        if not keeps_number:
            facility.tax_code = public(tax_code)
            _keep_tax_number(facility, tax_code, at=at)
        facility.save()
        if facility.party is not None:
            parties.follow(facility.party, before, snapshot(facility), by=by, at=at)
        elif not data.unknown_owner:
            facility.party = _party_now_known(facility, data, tax_code, by=by, at=at)
        gone, new = changed(before, snapshot(facility))
        close(facility, action="facility.edit", by=by, at=at, before=gone, after=new)
    return facility


@transaction.atomic
def change_name(
    *,
    facility: Facility,
    version: int,
    name: str,
    from_on: date,
    by: User,
    at: datetime,
) -> Facility:
    """Give the facility a new name from a day on; the former one is kept and found.

    Its party is renamed with it when both bore the same name. Raises NotPermitted,
    MovedOn or Refused.
    """
    facility = opened(facility, by=by, at=at, version=version)
    before = {"name": facility.name}
    today = local_day(at)
    name = parties.checked_new_name(facility, name, from_on=from_on, today=today)
    party = facility.party
    if party is not None and party.name == facility.name:
        parties.rename(party, name, from_on=from_on, by=by, at=at)
    FacilityName.objects.create(
        facility=facility, **parties.given_up(facility, from_on=from_on)
    )
    facility.name = name
    close(
        facility,
        action="facility.change_name",
        by=by,
        at=at,
        before=before,
        after={"name": name, "name_from": from_on},
    )
    return facility


@transaction.atomic
def change_status(
    *,
    facility: Facility,
    version: int,
    status: str,
    since: date,
    reason: str = "",
    by: User,
    at: datetime,
) -> Facility:
    """Active, paused, ended or not verified, since a day that is not in the future.

    Raises NotPermitted, MovedOn or Refused.
    """
    facility = opened(facility, by=by, at=at, version=version)
    checks.status(status, since=since, today=local_day(at)).raise_if_any()
    before = {"status": facility.status, "status_since": facility.status_since}
    facility.status, facility.status_since = status, since
    close(
        facility,
        action="facility.change_status",
        by=by,
        at=at,
        before=before,
        after={"status": status, "status_since": since},
        reason=reason,
    )
    return facility


def history(facility: Facility) -> models.QuerySet[Entry]:
    """What was done to the facility and its rows, newest first, as the trail has it.

    What was done to records that it absorbed belongs to it.
    """
    records = Facility.objects.filter(
        models.Q(pk=facility.pk) | models.Q(merged_into=facility.pk)
    )
    keys = records.order_by().values(key=Cast("pk", models.CharField()))
    return (
        Entry.objects.filter(object_type=Facility._meta.label_lower, object_id__in=keys)
        .select_related("actor")
        .order_by("-seq")
    )


def _own_tax_code(
    data: FacilityInput, faults: checks.Faults, *, of: Facility | None = None
) -> TaxCode | None:
    """The code, refused when another facility has it: one facility per tax code.

    A facility holds all its addresses, and a dependent unit has 13 digits of its own,
    so the same code twice is the same facility twice.
    """
    read = checks.tax_code(data.tax_code, subject_kind=data.subject_kind, faults=faults)
    if read is None:
        return None
    others = Facility.objects.all()
    if of is not None:
        others = others.exclude(pk=of.pk).exclude(merged_into=of.pk)
    if read.is_personal:
        others = others.filter(
            protected_numbers__digest=field_cipher.digest(read.number),
            protected_numbers__ended_on__isnull=True,
        )
    else:
        others = others.filter(tax_code=read.number)
    if double := others.first():
        faults.add(
            "tax_code",
            _(
                "This tax code is in the register already, at %(code)s %(name)s:"
                " open that facility instead."
            )
            % {"code": double.code, "name": double.name},
        )
    return read


def _keep_tax_number(
    facility: Facility, tax_code: TaxCode | None, *, at: datetime
) -> None:
    """Store a personal number that serves as tax code; end the one before it."""
    personal = tax_code.number if tax_code and tax_code.is_personal else None
    current = facility.protected_numbers.filter(ended_on__isnull=True)
    digest = field_cipher.digest(personal) if personal else ""
    current.exclude(digest=digest).update(ended_on=local_day(at))
    if personal and not current.exists():
        keep(NumberInput(number=personal), facility=facility, at=at)


def described_party(
    data: FacilityInput,
    tax_code: TaxCode | None,
    addresses: Sequence[AddressInput],
    people: Sequence[PersonInput],
) -> PartyInput:
    """The party that a new facility's data describe."""
    by_role = {person.role: person for person in reversed(people)}
    owner = by_role.get(PersonRole.OWNER)
    head = by_role.get(PersonRole.LEGAL_REPRESENTATIVE) or owner
    name = data.name
    person = owner or head
    if data.subject_kind == SubjectKind.INDIVIDUAL and person:
        # A person's facility has a name of its own; the party bears the person's.
        name = person.name
    place = next(iter(addresses), None)
    return PartyInput(
        subject_kind=data.subject_kind,
        name=name,
        tax_code=public(tax_code),
        address_text=place.text if place else "",
        ward_code=place.ward_code if place else "",
        legacy_address=place.legacy_address if place else "",
        legal_representative_name=head.name if head else "",
        legal_representative_title=head.title if head else "",
        legal_representative_gender=head.gender if head else "",
        **checks.columns(
            data,
            "business_registration_no",
            "business_registration_on",
            "business_registration_issuer",
        ),
    )


def _new_party(
    data: FacilityInput,
    tax_code: TaxCode | None,
    addresses: Sequence[AddressInput],
    people: Sequence[PersonInput],
    *,
    at: datetime,
) -> Party:
    described = described_party(data, tax_code, addresses, people)
    party = parties.insert(described, at=at)
    if tax_code and tax_code.is_personal:
        keep(NumberInput(number=tax_code.number), party=party, at=at)
    return party


def _party_now_known(
    facility: Facility,
    data: FacilityInput,
    tax_code: TaxCode | None,
    *,
    by: User,
    at: datetime,
) -> Party:
    known = parties.known_party(tax_code=public(tax_code))
    if known is not None:
        return known
    people = facility.people.filter(ended_on__isnull=True)
    party = _new_party(
        data,
        tax_code,
        [AddressInput.of(item) for item in facility.current_addresses],
        [PersonInput.of(item) for item in people],
        at=at,
    )
    parties.trace_registered(party, by=by, at=at)
    return party


def public(tax_code: TaxCode | None) -> str:
    return tax_code.number if tax_code and not tax_code.is_personal else ""


def in_order(kinds: Sequence[str]) -> list[str]:
    """The kinds once each, the first one first: it stands in the code."""
    return list(dict.fromkeys(kinds))
