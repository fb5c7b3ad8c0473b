"""A small register with cases, a visit, a plan and a paper, to search through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from agencies.kinds import SubjectKind
from agencies.models import User
from cases.models import Case
from cases.states import CaseState
from documents import services as documents
from documents.models import IssuedDocument
from facilities import services as registry
from facilities.models import Facility
from facilities.services import AddressInput, FacilityInput, PersonInput
from facilities.states import AddressKind, FacilityKind, PersonRole
from inspections.models import Inspection
from inspections.states import PlanState
from tests.cases.walk import SIGNER, at_state, party, received, reread
from tests.inspections.test_open_visit import ad_hoc
from tests.inspections.walk import Walk, draft
from tests.moments import day, moment

AT = moment("20/03/2026")
ENTERED_AT = moment("01/12/2025")
SEEN_BY = "so.thuly"


@dataclass(frozen=True)
class Shelf:
    """Records of the department, and the paper of a case that only the ward sees."""

    case: Case
    of_ward: Case
    visit: Inspection
    paper: IssuedDocument


@pytest.fixture(scope="module")
def officer() -> Callable[[str], User]:
    """As everywhere, for records that a whole module looks at."""
    return lambda name: User.objects.with_standing().get(username=name)


@pytest.fixture(scope="module")
def enter(officer) -> Callable[..., Facility]:
    def make(
        name: str,
        tax_code: str = "",
        ward: str = "24133",
        kind: str = FacilityKind.DISTRIBUTOR,
        **data: Any,
    ) -> Facility:
        data.setdefault("subject_kind", SubjectKind.ORGANISATION)
        address = AddressInput(
            kind=AddressKind.SHOP, text="12 Quang Trung", ward_code=ward
        )
        return registry.create_facility(
            data=FacilityInput(kinds=(kind,), name=name, tax_code=tax_code, **data),
            addresses=[address],
            by=officer("so.sobo"),
            at=ENTERED_AT,
        )

    return make


@pytest.fixture(scope="module")
def shelf(
    django_db_setup: None, django_db_blocker, tmp_path_factory, officer, enter
) -> Iterator[Shelf]:
    """Made once for a module; what a test changes is undone (`undone`)."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        yield _filled(officer, enter)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(shelf) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _filled(officer, enter) -> Shelf:
    household = SubjectKind.HOUSEHOLD
    hoa_cuc = enter("Nhà sách Hoa Cúc", "9900000016", subject_kind=household)
    importer = FacilityKind.IMPORTER
    enter("Công ty TNHH In Suối Đá", "9900000023-001", "24305", importer)
    enter("Cửa hàng sách Cư M’gar", ward="24280")
    enter("Photocopy M'Drắk", ward="24412", kind=FacilityKind.PHOTOCOPY)
    registry.add_person(
        facility=hoa_cuc,
        data=PersonInput(role=PersonRole.HEAD, name="H’Ngân Byă"),
        by=officer("so.sobo"),
        at=ENTERED_AT,
    )
    case = received(
        officer,
        by=SEEN_BY,
        respondent=party("Đỗ Đình Đạo", SubjectKind.INDIVIDUAL),
        facility_id=hoa_cuc.pk,
        place="Chợ Tân An",
    ).case
    walk = Walk(officer=officer, hire=officer)
    visit = ad_hoc(walk, hoa_cuc)
    assert draft(walk).state == PlanState.DRAFT
    ward = at_state(
        officer,
        CaseState.PENDING_DECISION,
        respondent=party("Nguyễn Thị Loan"),
    )
    file = reread(ward.case)
    documents.sign_decision(
        case=file, version=file.version, by=officer(SIGNER), at=moment("12/03/2026")
    )
    paper = IssuedDocument.objects.get(case=ward.case, issued_on=day("12/03/2026"))
    return Shelf(case, ward.case, visit, paper)
