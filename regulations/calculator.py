"""The statutory calculator: one rule, one start, as the command and the API give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from regulations.arithmetic import Due
from regulations.kinds import Unit
from regulations.models import DeadlineRule
from regulations.rules import rule_for
from regulations.working_days import load_calendar


@dataclass(frozen=True, slots=True)
class Calculation:
    rule: DeadlineRule
    start: date
    due: Due

    def as_json(self) -> dict[str, Any]:
        """The interface's shape; `counted` stands there for working-day rules only."""
        shape: dict[str, Any] = {
            "rule": self.rule.code,
            "start": self.start.isoformat(),
            "strict_due": self.due.strict_due.isoformat(),
            "due": self.due.due.isoformat(),
            "provisional": self.due.provisional,
        }
        if self.rule.unit == Unit.WORKING_DAY:
            shape["counted"] = [day.isoformat() for day in self.due.counted]
        return shape


def calculate(
    code: str, start: date, *, occurred_on: date | None = None
) -> Calculation:
    """When a limit that starts on `start` ends, in three queries.

    `occurred_on` chooses another day than the start for the version of the rule.
    Raises UnknownRule, ReferenceNotLoaded, UncountableRule, DateOutOfRange.
    """
    rule = rule_for(code, occurred_on or start)
    return Calculation(rule, start, rule.due_on(start, calendar=load_calendar()))
