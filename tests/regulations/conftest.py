"""The law as packaged: rules and calendar without a database, or loaded into one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from agencies.kinds import AgencyKind, Role
from kernel.clock import LOCAL_ZONE
from regulations import packaged, reference
from regulations.arithmetic import Term
from regulations.calendar import DayInfo, WorkingCalendar
from regulations.kinds import DayKind
from regulations.models import (
    AuthorityRule,
    CalendarDay,
    CriminalIndicator,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ViolationBehaviour,
)

if TYPE_CHECKING:
    from agencies.models import User


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A moment of an office day in Vietnam."""
    return datetime(year, month, day, hour, tzinfo=LOCAL_ZONE)


@pytest.fixture(scope="session")
def packaged_rules() -> dict[str, Term]:
    """The rules of deadlines.csv by code; for several rows of a code, the newest."""
    return {
        row["code"]: Term(length=row["length"], unit=row["unit"], code=row["code"])
        for row in packaged.deadline_rules()
    }


@pytest.fixture(scope="session")
def packaged_calendar() -> WorkingCalendar:
    """The packaged calendar with every setting at its default."""
    rows = list(packaged.calendar_days())
    return WorkingCalendar(
        days={
            row["date"]: DayInfo(
                DayKind(row["kind"]), row["name"], is_confirmed=row["confirmed"]
            )
            for row in rows
        },
        complete_years=frozenset(row["date"].year for row in rows),
    )


@pytest.fixture
def law(db: None) -> None:
    """The law's tables as `load_reference` fills them."""
    reference.load(at=at(2026, 1, 1))


@pytest.fixture
def hire(db: None) -> Callable[..., User]:
    """Gives an officer of the department with one role for 2026."""
    from agencies.models import Agency, RoleGrant, User

    agency, _ = Agency.objects.get_or_create(
        code="SO_VHTTDL",
        defaults={
            "kind": AgencyKind.SO_VHTTDL,
            "name": "Sở Văn hóa, Thể thao và Du lịch",
            "short_name": "Sở VHTTDL",
        },
    )

    def hire_one(role: str, number: int = 1) -> User:
        user = User.objects.create(
            username=f"reg.{role}.{number}",
            full_name=f"Người thứ {number} giữ vai trò {role}",
            agency=agency,
            created_at=at(2026, 1, 1),
        )
        RoleGrant.objects.create(
            user=user,
            role=role,
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
        )
        return User.objects.with_standing().get(pk=user.pk)

    return hire_one


@pytest.fixture
def administrator(hire: Callable[..., User]) -> User:
    return hire(Role.ADMIN)


@pytest.fixture
def lawyer(hire: Callable[..., User]) -> User:
    return hire(Role.LEGAL_OFFICER)


@pytest.fixture
def manager(hire: Callable[..., User]) -> User:
    """The second person for the figures of the law (A152)."""
    return hire(Role.MANAGER)


@pytest.fixture
def inspector(hire: Callable[..., User]) -> User:
    return hire(Role.INSPECTOR)


@pytest.fixture
def no_law(db: None) -> None:
    """A database into which the law was not loaded yet."""
    for model in (
        DeadlineRule,
        CalendarDay,
        CriminalIndicator,
        ViolationBehaviour,
        AuthorityRule,
        FieldMaximum,
        LegalSetting,
        CriminalIndicator,
    ):
        model._default_manager.all().delete()
