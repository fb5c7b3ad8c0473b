"""The working calendar for display, remembered for a minute.

Only how many days are left is counted with it; limits themselves are stored rows.
"""

from datetime import date

from django.core.cache import cache

from regulations.calendar import DayInfo, WorkingCalendar
from regulations.working_days import load_calendar

KEY = "web.working_calendar"
SECONDS = 60


def known_calendar() -> WorkingCalendar:
    found: tuple[dict[date, DayInfo], frozenset[int]] | None = cache.get(KEY)
    if found is None:
        calendar = load_calendar()
        found = dict(calendar.days), calendar.complete_years
        cache.set(KEY, found, SECONDS)
    return WorkingCalendar(*found)


def forget() -> None:
    """After a day was edited."""
    cache.delete(KEY)
