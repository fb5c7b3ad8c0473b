"""What all acts on a seizure share: lock, step, period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from agencies.models import User
from cases.models import Case, Seizure
from cases.querysets import StepNotOpen
from cases.services.funnel import locked, take_in_part
from kernel.errors import Blocker, NotReady
from regulations.arithmetic import Due
from regulations.rules import rule_for
from regulations.working_days import load_calendar


def begun(
    seizure: Seizure,
    version: int | None,
    step: str,
    *,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> tuple[Case, Seizure, str, date]:
    """Lock case and seizure and take the step; its state before, the legal day."""
    case = locked(seizure.case, version=version)
    seizure = of_case(case, seizure)
    transition: Callable[..., None] = getattr(seizure, step)
    was, on = take_in_part(
        transition,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=seizure.seized_on,
    )
    return case, seizure, was, on


def of_case(case: Case, seizure: Seizure) -> Seizure:
    """The seizure read again under the lock of its case."""
    fresh: Seizure = case.seizures.select_for_update().get(pk=seizure.pk)
    fresh.case = case
    return fresh


def period_of(seizure: Seizure, limit_rule: str = "") -> Due:
    """The end of a seizure's period, under its present limit or another."""
    rule = rule_for(limit_rule or seizure.limit_rule, seizure.seized_on)
    return rule.due_on(seizure.seized_on, calendar=load_calendar())


def closed(code: str, text: str) -> NotReady:
    """A refusal that names its one reason; the goods tab shows more."""
    return StepNotOpen(text, blockers=(Blocker(code, text, "goods"),))
