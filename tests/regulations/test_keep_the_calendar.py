"""The working calendar of the public sector, and the rows that make it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from regulations.arithmetic import Term, due_dates
from regulations.calendar import WorkingCalendar
from regulations.kinds import DayKind, Source
from regulations.models import CalendarDay
from regulations.package_days import package_days
from regulations.working_days import days_of_year, load_calendar

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


class TestCalendar:
    @pytest.mark.parametrize(
        ("day", "is_worked"),
        [
            ("2026-08-22", True),  # Saturday, worked for 31/08
            ("2026-08-31", False),
            ("2026-01-02", False),  # off for Saturday 10/01, not in the package
            ("2026-01-10", True),
            ("2026-01-17", False),  # an ordinary Saturday
            ("2026-02-16", False),  # Tết
            ("2026-04-26", False),  # Giỗ Tổ on a Sunday
            ("2026-04-27", False),  # in lieu (Điều 111.3 BLLĐ)
            ("2026-09-01", False),
            ("2026-09-02", False),
            ("2026-11-24", False),  # by the setting
            ("2026-11-23", True),
            ("2025-04-26", True),  # Saturday, worked for 02/05/2025
            ("2027-05-03", False),  # in lieu of Saturday 01/05
        ],
    )
    def test_of_the_packaged_rows_knows_holidays_and_swaps(
        self,
        packaged_calendar: WorkingCalendar,
        day: str,
        is_worked: bool,  # noqa: FBT001
    ) -> None:
        assert packaged_calendar.is_working_day(date.fromisoformat(day)) is is_worked

    def test_of_the_database_is_the_packaged_one(
        self,
        law: None,
        packaged_calendar: WorkingCalendar,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_num_queries(2):
            calendar = load_calendar()
            calendar.is_working_day(date(2026, 11, 24))

        assert calendar.days == packaged_calendar.days
        assert calendar.complete_years == frozenset(range(2024, 2029))

    @pytest.mark.parametrize("day", range(3, 13))
    def test_does_not_vouch_for_tet_2027(
        self, packaged_calendar: WorkingCalendar, day: int
    ) -> None:
        assert not packaged_calendar.is_confirmed(date(2027, 2, day))

    def test_does_not_vouch_for_the_day_beside_2_september_2027(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        """Điều 112.1 BLLĐ: the adjacent day is fixed each year."""
        assert not packaged_calendar.is_confirmed(date(2027, 9, 3))
        assert packaged_calendar.is_confirmed(date(2027, 9, 2))

    def test_vouches_for_the_decided_years(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        assert all(
            info.is_confirmed
            for day, info in packaged_calendar.days.items()
            if day.year <= 2026
        )

    def test_beyond_the_loaded_years_is_computed_and_provisional(
        self, law: None
    ) -> None:
        calendar = load_calendar()

        found = due_dates(Term.working_days(3), date(2030, 4, 29), calendar)

        assert found.due == date(2030, 5, 6)  # 30/04 and 01/05 off, weekend
        assert found.provisional

    def test_counts_working_days_between_two_dates(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        assert (
            packaged_calendar.working_days_between(date(2026, 8, 20), date(2026, 8, 28))
            == 7
        )
        assert (
            packaged_calendar.working_days_between(date(2026, 8, 28), date(2026, 8, 20))
            == 0
        )


class TestPackagedDay:
    def test_is_told_apart_by_kind(self) -> None:
        days = {day.date: day for day in package_days(2026)}

        assert days[date(2026, 4, 26)].kind == DayKind.HOLIDAY
        assert days[date(2026, 4, 27)].kind == DayKind.COMPENSATION
        assert days[date(2026, 8, 31)].kind == DayKind.SWAP_OFF
        assert days[date(2026, 8, 22)].kind == DayKind.SWAP_WORKING

    def test_around_an_undecided_tet_is_listed_as_ordinary_and_unconfirmed(
        self,
    ) -> None:
        days = {day.date: day for day in package_days(2027)}

        for day in (3, 11, 12):
            listed = days[date(2027, 2, day)]
            assert listed.kind == DayKind.WORKING
            assert not listed.is_confirmed

    def test_of_an_own_row_stands_above_the_package(self, law: None) -> None:
        """The swap of 02/01/2026 is missing in the package."""
        swap = CalendarDay.objects.get(date=date(2026, 1, 2))

        assert swap.source == Source.OWN
        assert swap.kind == DayKind.SWAP_OFF

    def test_of_a_year_is_listed_in_order(self, law: None) -> None:
        days = [row.date for row in days_of_year(2026)]

        assert days == sorted(days)
        assert date(2026, 11, 24) in days


class TestCalendarTable:
    @pytest.mark.parametrize(
        ("day", "kind", "source"),
        [
            ("2026-06-15", "PARTY", Source.EDITED),
            ("2026-06-15", DayKind.SWAP_WORKING, Source.EDITED),  # a Monday
            ("2026-06-20", DayKind.WORKING, Source.EDITED),  # a Saturday
            ("2026-06-15", DayKind.HOLIDAY, "HEARSAY"),
        ],
    )
    def test_refuses_what_must_never_be_true(
        self, db: None, day: str, kind: str, source: str
    ) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarDay.objects.create(
                date=date.fromisoformat(day), kind=kind, name="?", source=source
            )
