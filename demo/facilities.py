"""The eight facilities F1 to F8, entered by the registry officer."""

from __future__ import annotations

from datetime import date, datetime

from agencies.kinds import SubjectKind
from demo.register import ENTRIES, PERSONAL_ID_ISSUER, Entry
from demo.stage import Stage
from facilities import services
from facilities.models import Facility, Party
from facilities.services import NumberInput, PartyInput, PersonInput, PrintJobInput
from facilities.states import FacilityStatus, NumberKind, PersonRole

REGISTRY_OFFICER = "so.sobo"


def enter_all(stage: Stage, *, at: datetime) -> dict[str, Facility]:
    """Enter the facilities; gives them by their sign, as the stage then knows them."""
    made = {entry.sign: _enter(stage, entry, at=at) for entry in ENTRIES}
    _log_a_job(stage, made["F2"], at=at)
    stage.facilities = {sign: facility.pk for sign, facility in made.items()}
    return made


def _enter(stage: Stage, entry: Entry, *, at: datetime) -> Facility:
    by = stage.by(REGISTRY_OFFICER)
    is_known = entry.active_since is not None
    return services.create_facility(
        data=entry.data,
        addresses=entry.addresses,
        urls=entry.urls,
        people=(*_people(entry), *entry.contacts),
        licences=entry.licences,
        equipment=entry.equipment,
        party=_party(stage, entry, at=at),
        status=FacilityStatus.ACTIVE if is_known else FacilityStatus.UNVERIFIED,
        status_since=entry.active_since,
        by=by,
        at=at,
    )


def _party(stage: Stage, entry: Entry, *, at: datetime) -> Party | None:
    """The business as its papers name it, with the number of a household's owner."""
    owner, data = entry.owner, entry.data
    if owner is None:
        return None
    by = stage.by(REGISTRY_OFFICER)
    is_household = data.subject_kind == SubjectKind.HOUSEHOLD
    office = entry.addresses[0]
    party = services.register_party(
        data=PartyInput(
            subject_kind=data.subject_kind,
            name=data.name,
            tax_code=data.tax_code,
            gender=owner.gender if is_household else "",
            born_on=owner.born_on if is_household else None,
            occupation="Kinh doanh" if is_household else "",
            address_text=owner.residence if is_household else office.text,
            ward_code=owner.residence_ward if is_household else office.ward_code,
            business_registration_no=data.business_registration_no,
            business_registration_on=data.business_registration_on,
            business_registration_issuer=data.business_registration_issuer,
            legal_representative_name=owner.name,
            legal_representative_title=owner.title,
            legal_representative_gender=owner.gender,
        ),
        by=by,
        at=at,
    )
    if is_household:
        services.add_number(
            party=party,
            data=NumberInput(
                number=owner.personal_id,
                issued_on=date(2022, 5, 12),
                issuer=PERSONAL_ID_ISSUER,
            ),
            by=by,
            at=at,
        )
    return party


def _log_a_job(stage: Stage, printer: Facility, *, at: datetime) -> None:
    """A title that is found at F6 later: a link is proposed."""
    services.add_print_job(
        facility=printer,
        data=PrintJobInput(
            title="Luyện thi tiếng Anh vào lớp 10",
            publisher="Nhà xuất bản Ban Mai",
            registration_no="0000-2025/CXBIPH/00-00/BM",
            decision_no="00/QĐ-NXBBM",
            decision_on=date(2025, 9, 15),
            licensed_copies=2_000,
            printed_on=date(2025, 10, 6),
            printed_copies=2_000,
            delivered_copies=2_000,
        ),
        by=stage.by(REGISTRY_OFFICER),
        at=at,
    )


def _people(entry: Entry) -> tuple[PersonInput, ...]:
    owner = entry.owner
    if owner is None:
        return ()
    is_household = entry.data.subject_kind == SubjectKind.HOUSEHOLD
    return (
        PersonInput(
            role=PersonRole.OWNER if is_household else PersonRole.LEGAL_REPRESENTATIVE,
            name=owner.name,
            title=owner.title,
            gender=owner.gender,
            phone=owner.phone,
            identity=NumberInput(kind=NumberKind.PERSONAL_ID, number=owner.personal_id),
        ),
    )
