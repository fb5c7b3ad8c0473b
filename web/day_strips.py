"""Calendar strips beside a clock sheet, where a swapped day or a holiday matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cases.models import Deadline
from regulations.calendar import WorkingCalendar, each_day
from regulations.kinds import DayKind
from web.calendar_memory import known_calendar

LONGEST_DAYS = 31
MOST_WEEKS = 5
MOST_STRIPS = 2
_MARKS = {
    DayKind.SWAP_WORKING: "sw",
    DayKind.HOLIDAY: "hol",
    DayKind.COMPENSATION: "hol",
    DayKind.SWAP_OFF: "hol",
}


@dataclass(frozen=True, slots=True)
class StripDay:
    day: date
    marks: str
    name: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    days: tuple[StripDay, ...]
    is_provisional: bool

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day


def strips_for(limits: Iterable[Deadline], *, today: date) -> list[Strip]:
    """Weeks around short limits that meet a day unlike the rule of the week.

    A limit of months or years would need a book of weeks, so it gets no strip.
    """
    calendar = known_calendar()
    rows = [row for row in limits if row.is_current]
    stretches = _joined(
        (_monday(row.start_on), _sunday(row.due))
        for row in rows
        if (row.due - row.start_on).days <= LONGEST_DAYS
    )
    strips = [
        _strip(first, last, rows, calendar)
        for first, last in stretches
        if any(calendar.info(day) is not None for day in each_day(first, last))
    ]
    return strips[-MOST_STRIPS:]


def _strip(
    first: date, last: date, limits: list[Deadline], calendar: WorkingCalendar
) -> Strip:
    days = []
    for day in each_day(first, min(last, first + timedelta(weeks=MOST_WEEKS, days=-1))):
        info = calendar.info(day)
        events = [
            str(row.get_family_display()) for row in limits if row.last_day == day
        ]
        marks = _MARKS.get(info.kind, "") if info is not None else ""
        if not marks and not calendar.is_working_day(day):
            marks = "off"
        if events:
            marks = f"{marks} due"
        if info is not None and not info.is_confirmed:
            marks = f"{marks} prov"
        name = info.name if info is not None else ""
        if info is not None and info.kind == DayKind.SWAP_WORKING:
            name = _("Worked instead")
        days.append(StripDay(day, marks.strip(), name, tuple(events)))
    return Strip(tuple(days), any("prov" in day.marks for day in days))


def _joined(stretches: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Overlapping and touching stretches as one."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sunday(day: date) -> date:
    return _monday(day) + timedelta(days=6)
