"""The working calendar of the database, loaded once for a request or a service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from regulations.calendar import DayInfo, WorkingCalendar
from regulations.kinds import DayKind, Source
from regulations.legal_settings import SettingBook
from regulations.models import CalendarDay
from regulations.package_days import package_days


def load_calendar() -> WorkingCalendar:
    """The whole calendar in two queries; load it once and hand it on.

    A year that the reference loader never filled is computed from the package when a
    term reaches it, with every one of its days off unconfirmed.
    """
    settings = SettingBook.load()
    rows = list(CalendarDay.objects.all())

    def beyond(year: int) -> Mapping[date, DayInfo]:
        return {
            day.date: DayInfo(day.kind, day.name, is_confirmed=False)
            for day in package_days(year)
            if _counts(day.date, day.depends_on, settings)
        }

    return WorkingCalendar(
        days={
            row.date: DayInfo(DayKind(row.kind), row.name, is_confirmed=row.confirmed)
            for row in rows
            if _counts(row.date, row.depends_on, settings)
        },
        complete_years=frozenset(
            row.date.year for row in rows if row.source == Source.PACKAGE
        ),
        beyond=lru_cache(maxsize=None)(beyond),
    )


def days_of_year(year: int) -> list[CalendarDay]:
    """The rows of a year that count under the settings of their days, in order."""
    settings = SettingBook.load()
    return [
        row
        for row in CalendarDay.objects.filter(date__year=year)
        if _counts(row.date, row.depends_on, settings)
    ]


def _counts(day: date, depends_on: str, settings: SettingBook) -> bool:
    return not depends_on or settings.on(day).is_on(depends_on)
