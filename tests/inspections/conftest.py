"""Facilities of the sample data, a second manager for each agency, plans and visits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agencies import services as agencies_services
from agencies.kinds import Role, SubjectKind
from agencies.models import Agency, User
from facilities import services as facilities_services
from facilities.models import Facility
from facilities.services import AddressInput, FacilityInput
from facilities.states import AddressKind, FacilityKind
from inspections.models import Inspection
from tests.inspections.walk import Officers, Walk, planned_visit
from tests.moments import day, moment

ENTERED_AT = moment("01/12/2025")


@pytest.fixture
def second_manager(officer: Officers) -> Callable[[str], User]:
    """A manager beside the agency's own: who proposes a plan does not review it."""

    def hire(agency: str) -> User:
        user = agencies_services.create_officer(
            username=f"{agency.lower()}.lanhdao.2",
            full_name="Cao Văn Đạt",
            title="Phó Giám đốc",
            agency=Agency.objects.get(pk=agency),
            by=None,
            at=ENTERED_AT,
        )
        agencies_services.grant_role(
            user=user,
            role=Role.MANAGER,
            valid_from=day("01/12/2025"),
            by=None,
            at=ENTERED_AT,
        )
        return officer(user.username)

    return hire


@pytest.fixture
def walk(officer: Officers, second_manager: Callable[[str], User]) -> Walk:
    """Sở VHTTDL makes plans and visits; others join by name."""
    return Walk(officer=officer, hire=second_manager)


@pytest.fixture
def enter(officer: Officers) -> Callable[..., Facility]:
    """Enters a facility of the sample data through the registry's service."""

    def make(
        name: str,
        tax_code: str = "",
        ward: str = "24133",
        kinds: tuple[str, ...] = (FacilityKind.DISTRIBUTOR,),
        subject_kind: str = SubjectKind.ORGANISATION,
    ) -> Facility:
        return facilities_services.create_facility(
            data=FacilityInput(
                kinds=kinds, name=name, subject_kind=subject_kind, tax_code=tax_code
            ),
            addresses=[
                AddressInput(
                    kind=AddressKind.SHOP, text="12 Quang Trung", ward_code=ward
                )
            ],
            by=officer("so.sobo"),
            at=ENTERED_AT,
        )

    return make


@pytest.fixture
def hoa_cuc(enter: Callable[..., Facility]) -> Facility:
    """F1, a book shop of phường Buôn Ma Thuột."""
    return enter(
        "Hộ kinh doanh Nhà sách Hoa Cúc",
        "9900000016",
        subject_kind=SubjectKind.HOUSEHOLD,
    )


@pytest.fixture
def cao_nguyen_xanh(enter: Callable[..., Facility]) -> Facility:
    """F2, a printer of publications."""
    return enter(
        "Công ty TNHH In Cao Nguyên Xanh",
        "9900000023",
        "24163",
        (FacilityKind.PRINTER_PUBLICATION,),
    )


@pytest.fixture
def gio_doi(enter: Callable[..., Facility]) -> Facility:
    """F7, distributor and importer."""
    return enter(
        "Công ty TNHH Văn hóa phẩm Gió Đồi",
        "9900000062",
        "22258",
        (FacilityKind.DISTRIBUTOR, FacilityKind.IMPORTER),
    )


@pytest.fixture
def visit(walk: Walk, hoa_cuc: Facility) -> Inspection:
    """A visit of a published plan, opened with its team, not decided yet."""
    return planned_visit(walk, hoa_cuc)
