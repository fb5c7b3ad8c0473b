"""What a day is, as the second person applies it, or takes it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from kernel.errors import NotPermitted, Refused
from regulations import reference, services
from regulations.kinds import DayKind, Source
from regulations.models import CalendarDay
from regulations.working_days import load_calendar
from tests.regulations.conftest import at

if TYPE_CHECKING:
    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")
TET = date(2027, 2, 11)
TODAY = at(2026, 11, 22)


def edit(by: User, **changes: Any) -> CalendarDay:
    values: dict[str, Any] = {
        "day": TET,
        "kind": DayKind.HOLIDAY,
        "name": "Mùng sáu Tết",
        "decision_no": "Thông báo 999/TB-BNV",
        "confirmed": True,
        "by": by,
        "at": TODAY,
        "reason": "Thông báo lịch nghỉ Tết 2027",
    }
    return services.edit_calendar_day(**{**values, **changes})


class TestEditCalendarDay:
    def test_changes_the_calendar_and_leaves_a_trace(self, administrator: User) -> None:
        edit(administrator)

        calendar = load_calendar()
        assert not calendar.is_working_day(TET)
        assert calendar.is_confirmed(TET)
        entry = Entry.objects.latest("pk")
        assert entry.action == "calendar.edit"
        assert entry.object_label == "11/02/2027"
        assert entry.reason == "Thông báo lịch nghỉ Tết 2027"
        assert entry.changes["kind"] == [DayKind.WORKING, DayKind.HOLIDAY]
        assert entry.changes["confirmed"] == [False, True]

    def test_adds_a_day_that_no_row_knew(self, administrator: User) -> None:
        edit(administrator, day=date(2026, 12, 7))

        assert not load_calendar().is_working_day(date(2026, 12, 7))

    def test_takes_a_holiday_away(self, administrator: User) -> None:
        edit(administrator, day=date(2026, 11, 24), kind=DayKind.WORKING)

        assert load_calendar().is_working_day(date(2026, 11, 24))

    def test_outlives_the_next_loading(self, administrator: User) -> None:
        edit(administrator)

        counts = reference.load(at=at(2026, 11, 23))

        assert counts["calendar_days"][:2] == (0, 0)
        assert CalendarDay.objects.get(date=TET).kind == DayKind.HOLIDAY

    def test_may_leave_a_day_unconfirmed_without_a_decision(
        self, administrator: User
    ) -> None:
        edited = edit(administrator, confirmed=False, decision_no="")

        assert not edited.confirmed

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"decision_no": " "}, "decision_no"),
            ({"name": ""}, "name"),
            ({"reason": ""}, "reason"),
            ({"kind": "PARTY"}, "kind"),
            ({"kind": DayKind.SWAP_WORKING}, "kind"),  # a Thursday
            ({"day": date(2027, 2, 13), "kind": DayKind.SWAP_OFF}, "kind"),
            ({"day": date(2027, 2, 13), "kind": DayKind.WORKING}, "kind"),
            ({"day": date(2026, 11, 21)}, "day"),  # over
        ],
    )
    def test_refuses_what_cannot_be(
        self, administrator: User, changes: dict[str, Any], field: str
    ) -> None:
        before = list(CalendarDay.objects.values())

        with pytest.raises(Refused) as refusal:
            edit(administrator, **changes)

        assert field in refusal.value.errors
        assert list(CalendarDay.objects.values()) == before
        assert not Entry.objects.filter(action="calendar.edit").exists()

    def test_is_not_for_an_inspector(self, inspector: User) -> None:
        with pytest.raises(NotPermitted):
            edit(inspector)

        assert not CalendarDay.objects.filter(source=Source.EDITED).exists()


class TestRestoreCalendarDay:
    def test_puts_the_packaged_day_back(self, administrator: User) -> None:
        edit(administrator)

        services.restore_calendar_day(
            day=TET, by=administrator, at=TODAY, reason="Nhập nhầm"
        )

        day = CalendarDay.objects.get(date=TET)
        assert day.kind == DayKind.WORKING
        assert not day.confirmed
        assert Entry.objects.latest("pk").action == "calendar.restore"
        assert reference.load(at=TODAY)["calendar_days"][:2] == (0, 0)

    def test_forgets_a_day_that_only_the_administrator_knew(
        self, administrator: User
    ) -> None:
        edit(administrator, day=date(2026, 12, 7))

        services.restore_calendar_day(
            day=date(2026, 12, 7), by=administrator, at=TODAY, reason="Nhập nhầm"
        )

        assert load_calendar().is_working_day(date(2026, 12, 7))

    def test_refuses_a_day_that_was_not_edited(self, administrator: User) -> None:
        with pytest.raises(Refused):
            services.restore_calendar_day(
                day=TET, by=administrator, at=TODAY, reason="Nhập nhầm"
            )
