"""How the law counts time: Điều 145-148 Bộ luật Dân sự 2015, Điều 8 Luật XLVPHC.

Pure functions over frozen values. A limit has two ends: `strict_due` before and `due`
after the roll over rest days and holidays (Điều 148.5 BLDS); alerts go on the first.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernel.clock import local_day
from kernel.errors import Refused
from regulations.calendar import ONE_DAY, WorkingCalendar
from regulations.kinds import Unit

CALENDAR_UNITS = frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR})
COUNTED_UNITS = CALENDAR_UNITS | {Unit.WORKING_DAY, Unit.HOUR, Unit.IMMEDIATE}
# Limitation and recidivism are applied to the day; the rolled date is only shown.
NEVER_ROLLED = ("D-LIM-", "D-EXEC-LIM", "D-RECID-")
# The lunar tables behind the calendar end at 2100.
FIRST_YEAR, LAST_YEAR = 1990, 2090


class UncountableRule(Refused):
    code = "rule_not_counted"
    text = _("This rule is not a stretch of time that can be counted.")


class DateOutOfRange(Refused):
    code = "date_out_of_range"
    text = _("Dates are counted from 1990 to 2090 only.")


class CountedRule(Protocol):
    """What the arithmetic reads of a `DeadlineRule`, or of a `Term`."""

    @property
    def code(self) -> str: ...
    @property
    def length(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Term:
    """A length that no rule row holds: an extension, a suspension, a request's date."""

    length: Decimal | None
    unit: str
    code: str = ""

    @classmethod
    def days(cls, count: int) -> Term:
        return cls(Decimal(count), Unit.DAY)

    @classmethod
    def working_days(cls, count: int) -> Term:
        return cls(Decimal(count), Unit.WORKING_DAY)

    @classmethod
    def months(cls, count: int) -> Term:
        return cls(Decimal(count), Unit.MONTH)

    @classmethod
    def years(cls, count: int) -> Term:
        return cls(Decimal(count), Unit.YEAR)


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a limit.

    `provisional`: the stretch crosses a day whose decision is not out yet ("tạm tính").
    `counted`: the working days in the order of counting, for working-day rules only.
    `rolls`: `due` is the end that binds; otherwise `strict_due` is, `due` only shown.
    `due_at`: the moment, for rules in hours that started at a known moment.
    """

    strict_due: date
    due: date
    provisional: bool = False
    counted: tuple[date, ...] = ()
    rolls: bool = False
    due_at: datetime | None = None

    @property
    def last_day(self) -> date:
        """The last day that is in time: a step is blocked only after it."""
        return self.due if self.rolls else self.strict_due


def is_countable(rule: CountedRule) -> bool:
    """False for percentages, yearly counts, fixed dates and lengths not configured."""
    return rule.unit in COUNTED_UNITS and (
        rule.length is not None or rule.unit == Unit.IMMEDIATE
    )


def rolls(rule: CountedRule) -> bool:
    """Does a last day that is not worked move the end of this limit (Điều 148.5)?

    A limit counted back from its event ("chậm nhất 10 ngày trước") does not: moved
    forward it would be shorter than the law says.
    """
    return (
        rule.unit in CALENDAR_UNITS
        and (rule.length or 0) >= 0
        and not rule.code.startswith(NEVER_ROLLED)
    )


def due_dates(
    rule: CountedRule, start: date | datetime, calendar: WorkingCalendar
) -> Due:
    """The end of a limit that started on a day, or at an aware moment.

    The first day is not counted (Điều 147.2, 147.3 BLDS); rules in hours count from
    the moment (Điều 147.1), from the beginning of the day when only the day is known.
    Raises UncountableRule, DateOutOfRange; ValueError for a naive moment.
    """
    day = _starting_day(start)
    if not is_countable(rule):
        raise _uncountable(rule)
    if rule.unit == Unit.IMMEDIATE:
        return Due(day, day, due_at=start if isinstance(start, datetime) else None)
    if rule.unit == Unit.HOUR:
        return _after_hours(rule, start, day)
    if rule.unit == Unit.WORKING_DAY:
        counted = calendar.working_days_from(day, _whole(rule))
        last = counted[-1] if counted else day
        return Due(
            strict_due=last,
            due=last,
            provisional=_is_provisional(calendar, day, last),
            counted=counted,
        )
    strict = _calendar_end(rule, day)
    due = calendar.roll_forward(strict)
    is_rolled = rolls(rule)
    return Due(
        strict_due=strict,
        due=due,
        # What is applied to the day does not depend on the calendar.
        provisional=is_rolled and _is_provisional(calendar, day, due),
        rolls=is_rolled,
    )


def add_months(start: date, months: int) -> date:
    """Same day of a later (or earlier) month, else that month's last (Điều 148.3)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def late_days(*, term_due: date, paid_on: date) -> int:
    """Days from the day after the term to the day before payment, holidays included.

    Thông tư 18/2023/TT-BTC, Điều 5.
    """
    return max((paid_on - term_due).days - 1, 0)


def late_interest_vnd(
    *, unpaid_vnd: int, term_due: date, paid_on: date, percent_per_day: Decimal
) -> int:
    """Interest on a fine paid late, in whole dong, half a dong rounded up.

    Điều 78.1 Luật XLVPHC: 0.05 percent of the unpaid sum for each day (D-LATE).
    """
    days = late_days(term_due=term_due, paid_on=paid_on)
    interest = Decimal(unpaid_vnd) * percent_per_day / 100 * days
    return int(interest.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _uncountable(rule: CountedRule) -> UncountableRule:
    if rule.unit in COUNTED_UNITS:
        text = gettext("%(rule)s has no length yet: it is configured before use.")
    else:
        text = gettext("%(rule)s is not a stretch of time that can be counted.")
    return UncountableRule(text % {"rule": rule.code or rule.unit})


def _starting_day(start: date | datetime) -> date:
    if isinstance(start, datetime):
        if start.tzinfo is None:
            raise ValueError("A limit starts at an aware moment or on a day.")
        start = local_day(start)
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise DateOutOfRange
    return start


def _whole(rule: CountedRule) -> int:
    length = rule.length or Decimal(0)
    if length != length.to_integral_value():
        raise UncountableRule
    return int(length)


def _after_hours(rule: CountedRule, start: date | datetime, day: date) -> Due:
    span = timedelta(minutes=int((rule.length or Decimal(0)) * 60))
    if isinstance(start, datetime):
        due_at = start + span
        return Due(local_day(due_at), local_day(due_at), due_at=due_at)
    # timedelta drops its hours when added to a date: the beginning of the day.
    return Due(day + span, day + span)


def _calendar_end(rule: CountedRule, day: date) -> date:
    length = _whole(rule)
    if rule.unit == Unit.DAY:
        return day + timedelta(days=length)
    return add_months(day, length if rule.unit == Unit.MONTH else 12 * length)


def _is_provisional(calendar: WorkingCalendar, start: date, end: date) -> bool:
    if end < start:
        return calendar.is_provisional_between(end, start - ONE_DAY)
    return calendar.is_provisional_between(start + ONE_DAY, end)
