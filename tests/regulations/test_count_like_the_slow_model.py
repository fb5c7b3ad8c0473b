"""The arithmetic against a slow, obvious model that walks from day to day.

The model asks the `holidays` package itself whether a day is worked, with the one swap
that the package misses, so it also checks how the packaged calendar was made.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from regulations import packaged
from regulations.arithmetic import Term, due_dates
from regulations.calendar import DayInfo, WorkingCalendar
from regulations.kinds import DayKind, Unit

ONE_DAY = timedelta(days=1)
VIETNAM = holidays.country_holidays("VN", years=range(2023, 2031))
SWAPPED = {date(2026, 1, 2): False, date(2026, 1, 10): True}
TET_2027_IS_OPEN = [date(2027, 2, 3) + i * ONE_DAY for i in range(10)]

STARTS = st.dates(date(2024, 2, 15), date(2027, 6, 30))
LENGTHS = st.integers(-25, 40)


def obviously_worked(day: date) -> bool:
    return SWAPPED.get(day, VIETNAM.is_working_day(day))


def obviously_next_worked(day: date) -> date:
    while not obviously_worked(day):
        day += ONE_DAY
    return day


def obviously_counted(start: date, length: int) -> list[date]:
    """Walk away from the start and note each working day met, the start not."""
    step = ONE_DAY if length > 0 else -ONE_DAY
    met: list[date] = []
    day = start
    while len(met) < abs(length):
        day += step
        if obviously_worked(day):
            met.append(day)
    return met


def obviously_after_months(start: date, months: int) -> date:
    """Walk month by month over their first days, then forward to the day's number."""
    first = start.replace(day=1)
    for _ in range(months):
        first += ONE_DAY
        while first.day != 1:
            first += ONE_DAY
    end = first
    while end.day < start.day and (end + ONE_DAY).month == first.month:
        end += ONE_DAY
    return end


def calendar_of_the_package() -> WorkingCalendar:
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


CALENDAR = calendar_of_the_package()


class TestArithmetic:
    @given(day=st.dates(date(2024, 1, 1), date(2028, 12, 31)))
    @settings(max_examples=400, deadline=None)
    def test_works_on_the_same_days(self, day: date) -> None:
        assert CALENDAR.is_working_day(day) == obviously_worked(day)

    @given(start=STARTS, length=LENGTHS)
    @settings(deadline=None)
    def test_counts_working_days_alike(self, start: date, length: int) -> None:
        found = due_dates(Term.working_days(length), start, CALENDAR)

        met = obviously_counted(start, length)
        assert list(found.counted) == met
        assert found.due == found.strict_due == (met[-1] if met else start)

    @given(start=STARTS, length=LENGTHS)
    @settings(deadline=None)
    def test_counts_days_alike(self, start: date, length: int) -> None:
        found = due_dates(Term.days(length), start, CALENDAR)

        end = start
        for _ in range(abs(length)):
            end += ONE_DAY if length > 0 else -ONE_DAY
        assert found.strict_due == end
        assert found.due == obviously_next_worked(end)
        assert found.rolls == (length >= 0)

    @given(
        start=STARTS,
        length=st.integers(0, 15),
        unit=st.sampled_from([Unit.MONTH, Unit.YEAR]),
    )
    @settings(deadline=None)
    def test_counts_months_and_years_alike(
        self, start: date, length: int, unit: str
    ) -> None:
        # The packaged calendar ends in 2028.
        length = min(length, 1) if unit == Unit.YEAR else length
        found = due_dates(Term(Decimal(length), unit), start, CALENDAR)

        months = length if unit == Unit.MONTH else 12 * length
        end = obviously_after_months(start, months)
        assert found.strict_due == end
        assert found.due == obviously_next_worked(end)

    @given(
        start=st.dates(date(2026, 12, 1), date(2027, 3, 31)),
        length=st.integers(0, 20),
        unit=st.sampled_from([Unit.DAY, Unit.WORKING_DAY]),
    )
    @settings(deadline=None)
    def test_is_provisional_when_it_crosses_the_open_tet(
        self, start: date, length: int, unit: str
    ) -> None:
        found = due_dates(Term(Decimal(length), unit), start, CALENDAR)

        crossed = [day for day in TET_2027_IS_OPEN if start < day <= found.due]
        assert found.provisional == bool(crossed)
