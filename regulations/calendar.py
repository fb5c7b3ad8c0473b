"""The working calendar: the rule of the week, and the days that differ from it.

Pure: `working_days.load_calendar` fills it from the database. A day that no row and
no year of the table knows is asked of `beyond`, so that a term may run past the years
that are loaded; such days are never confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from regulations.kinds import DayKind

ONE_DAY = timedelta(days=1)
SATURDAY = 5
_WORKED = frozenset({DayKind.SWAP_WORKING, DayKind.WORKING})


@dataclass(frozen=True, slots=True)
class DayInfo:
    """What the calendar knows of one day; without it the rule of the week holds."""

    kind: DayKind
    name: str = ""
    is_confirmed: bool = True


def _nothing(year: int) -> Mapping[date, DayInfo]:
    return {}


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days of the public sector (`ngày làm việc`): Monday to Friday, without
    holidays and days in lieu, plus swapped Saturdays.

    `complete_years` are the years whose days are all in `days`.
    """

    days: Mapping[date, DayInfo] = field(default_factory=dict)
    complete_years: frozenset[int] = frozenset()
    beyond: Callable[[int], Mapping[date, DayInfo]] = _nothing

    def info(self, day: date) -> DayInfo | None:
        known = self.days.get(day)
        if known is None and day.year not in self.complete_years:
            return self.beyond(day.year).get(day)
        return known

    def is_working_day(self, day: date) -> bool:
        info = self.info(day)
        if info is None:
            return day.weekday() < SATURDAY
        return info.kind in _WORKED

    def is_confirmed(self, day: date) -> bool:
        info = self.info(day)
        return info is None or info.is_confirmed

    def roll_forward(self, day: date) -> date:
        """The day itself if it is worked, else the next working day (Điều 148.5)."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def working_days_from(self, start: date, count: int) -> tuple[date, ...]:
        """The `count` working days after `start`; before it when `count` is negative.

        `start` itself is never counted (Điều 147.2 BLDS); the days are in the order
        of counting.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        counted: list[date] = []
        day = start
        while len(counted) < abs(count):
            day += step
            if self.is_working_day(day):
                counted.append(day)
        return tuple(counted)

    def working_days_between(self, after: date, through: date) -> int:
        """How many working days lie after the one date, up to and with the other."""
        return sum(
            self.is_working_day(day) for day in each_day(after + ONE_DAY, through)
        )

    def is_provisional_between(self, first: date, last: date) -> bool:
        """Does a day from `first` to `last`, both counted, await its decision?"""
        return any(not self.is_confirmed(day) for day in each_day(first, last))


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included; none when they are reversed."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
