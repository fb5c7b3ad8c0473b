"""What the scenarios assert of a case: the states it went through, and its clocks."""

from __future__ import annotations

from cases.models import Case, Deadline
from regulations.working_days import load_calendar


def path_of(case: Case) -> list[str]:
    """The states in their order, as the case's events tell them."""
    return [str(event.to_state) for event in case.events.all() if event.changes_state]


def clock_of(case: Case, family: str) -> Deadline:
    clock = case.clock(family)
    assert clock is not None
    return clock


def counted(clock: Deadline) -> list[str]:
    """The working days that a clock counted, as "04/03"."""
    due = clock.rule.due_on(clock.start_on, calendar=load_calendar())
    return [f"{day:%d/%m}" for day in due.counted]
