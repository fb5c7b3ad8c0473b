"""Time limits of a visit: computed from its dates, no rows of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regulations import rules
from regulations.arithmetic import Due

if TYPE_CHECKING:
    from inspections.models import Inspection
    from regulations.calendar import WorkingCalendar
    from regulations.models import DeadlineRule

CONCLUSION = "D-CONCL"


@dataclass(frozen=True, slots=True)
class Limit:
    """A running or ended limit; `met_on` is the day the act was done."""

    rule: DeadlineRule
    start: date
    due: Due
    met_on: date | None = None

    def is_overdue_on(self, day: date) -> bool:
        """Past its last day without the act, or the act came too late."""
        return (self.met_on or day) > self.due.last_day


def limits_of(visit: Inspection, *, calendar: WorkingCalendar) -> list[Limit]:
    """The limits that the visit's dates have set running, in the order of starting."""
    received = visit.draft_conclusion_received_on
    if received is None:
        return []
    rule = rules.rule_for(CONCLUSION, on=received)
    conclusion = getattr(visit, "conclusion", None)
    return [
        Limit(
            rule=rule,
            start=received,
            due=rule.due_on(received, calendar=calendar),
            met_on=conclusion.signed_on if conclusion else None,
        )
    ]
