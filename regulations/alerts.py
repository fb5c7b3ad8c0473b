"""How loudly a running limit is shown; alerts go on the strict end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from regulations.arithmetic import NEVER_ROLLED, CountedRule
from regulations.calendar import WorkingCalendar
from regulations.kinds import Unit

SEIZURE = "D-SEIZE-"
RED_WORKING_DAYS = 2
RED_DAYS = 7
LIMITATION_AMBER_DAYS = 60
LONG_UNITS = frozenset({Unit.MONTH, Unit.YEAR})
LONG_DAYS = 30


class Alert(TextChoices):
    CALM = "CALM", _("In time")
    AMBER = "AMBER", _("Half of the time has passed")
    RED = "RED", _("About to end")
    BLACK = "BLACK", _("Passed")


def alert_on(
    today: date,
    *,
    rule: CountedRule,
    start: date,
    strict_due: date,
    last_day: date,
    calendar: WorkingCalendar,
) -> Alert:
    """Amber at half of the time, red near the strict end, black after the last day.

    Red is 2 working days before the end; 7 days for limits of a month or more. A
    limitation is amber for its last 60 days. `last_day` is `Due.last_day`.
    """
    if today > last_day:
        return Alert.BLACK
    days_left = (strict_due - today).days
    if _is_near(rule, today, strict_due, days_left, calendar):
        return Alert.RED
    if rule.code.startswith(NEVER_ROLLED):
        return Alert.AMBER if days_left <= LIMITATION_AMBER_DAYS else Alert.CALM
    half_is_over = 2 * (today - start).days >= (strict_due - start).days
    return Alert.AMBER if half_is_over else Alert.CALM


def _is_near(
    rule: CountedRule,
    today: date,
    strict_due: date,
    days_left: int,
    calendar: WorkingCalendar,
) -> bool:
    if days_left <= 0:
        return True
    is_long = rule.unit in LONG_UNITS or (
        rule.unit == Unit.DAY and abs(rule.length or Decimal(0)) >= LONG_DAYS
    )
    if is_long and not rule.code.startswith(SEIZURE):
        return days_left <= RED_DAYS
    if days_left > 2 * RED_DAYS:
        return False  # no stretch of days off is that long: spares the counting
    return calendar.working_days_between(today, strict_due) <= RED_WORKING_DAYS
