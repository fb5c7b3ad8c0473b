"""Facilities as these tests enter them, by the registry officer of Sở VHTTDL."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agencies import services as agencies_services
from agencies.kinds import Role, SubjectKind
from agencies.models import Agency, User
from facilities import services
from facilities.models import Facility
from facilities.services import AddressInput, FacilityInput
from facilities.states import AddressKind, FacilityKind
from tests.moments import day, moment

AT = moment("02/03/2026")
BUON_MA_THUOT, TAN_AN, DONG_HOA, EA_KAR = "24133", "24163", "22258", "24373"


@pytest.fixture
def keeper(officer: Callable[[str], User]) -> User:
    """The registry officer."""
    return officer("so.sobo")


@pytest.fixture
def colleague(officer: Callable[[str], User]) -> User:
    """A second registry officer of the same agency: who proposes does not agree."""
    user = agencies_services.create_officer(
        username="so.sobo.2",
        full_name="Cao Thị Đào",
        title="Chuyên viên",
        agency=Agency.objects.get(pk="SO_VHTTDL"),
        by=None,
        at=AT,
    )
    agencies_services.grant_role(
        user=user,
        role=Role.REGISTRY_OFFICER,
        valid_from=day("01/12/2025"),
        by=None,
        at=AT,
    )
    return officer(user.username)


@pytest.fixture
def enter(keeper: User) -> Callable[..., Facility]:
    """Enters a facility through the service with as little as it takes."""

    def make(
        name: str = "Nhà sách Hoa Cúc", *, ward: str = BUON_MA_THUOT, **given: object
    ) -> Facility:
        own = {
            "name": name,
            "kinds": (FacilityKind.DISTRIBUTOR,),
            "subject_kind": SubjectKind.HOUSEHOLD,
        }
        shop = AddressInput(
            kind=AddressKind.SHOP, text="12 Quang Trung", ward_code=ward
        )
        rest: dict[str, object] = {"addresses": [shop]}
        for key, value in given.items():
            (own if key in FacilityInput.__dataclass_fields__ else rest)[key] = value
        return services.create_facility(
            data=FacilityInput(**own), by=keeper, at=AT, **rest
        )

    return make


@pytest.fixture
def shop(enter: Callable[..., Facility]) -> Facility:
    """F1 of the sample data."""
    return enter("Hộ kinh doanh Nhà sách Hoa Cúc", tax_code="9900000016")
