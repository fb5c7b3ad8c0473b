"""The working calendar and the limits' units for display, remembered for a minute.

Only how many days are left is told with them; limits themselves are stored rows.
"""

from datetime import date

from django.core.cache import cache

from regulations.calendar import DayInfo, WorkingCalendar
from regulations.kinds import Unit
from regulations.models import DeadlineRule
from regulations.working_days import load_calendar

KEY = "web.working_calendar"
RULES_KEY = "web.rules_in_working_days"
SECONDS = 60


def known_calendar() -> WorkingCalendar:
    found: tuple[dict[date, DayInfo], frozenset[int]] | None = cache.get(KEY)
    if found is None:
        calendar = load_calendar()
        found = dict(calendar.days), calendar.complete_years
        cache.set(KEY, found, SECONDS)
    return WorkingCalendar(*found)


def counts_working_days(rule_code: str) -> bool:
    """Whether a limit by this rule runs in working days."""
    codes: frozenset[str] | None = cache.get(RULES_KEY)
    if codes is None:
        rules = DeadlineRule.objects.filter(unit=Unit.WORKING_DAY)
        codes = frozenset(rules.values_list("code", flat=True))
        cache.set(RULES_KEY, codes, SECONDS)
    return rule_code in codes


def forget() -> None:
    """After a day was edited."""
    cache.delete(KEY)
