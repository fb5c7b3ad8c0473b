"""What all acts on a seizure share: lock, step, period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, Seizure
from cases.querysets import StepNotOpen
from cases.services.funnel import locked, take_in_part
from cases.states import Family, ItemKind, SeizureState
from kernel.errors import Blocker
from regulations.arithmetic import Due
from regulations.rules import rule_for
from regulations.working_days import load_calendar

# What a decision must order before the goods go that way.
ORDERED_BY = {
    "confiscate": frozenset({ItemKind.CONFISCATION}),
    "destroy": frozenset({ItemKind.DESTRUCTION}),
}


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
    against = why_not(seizure, step, was=was, on=on)
    if against is not None:
        raise closed(against)
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


def why_not(seizure: Seizure, step: str, *, was: str, on: date) -> Blocker | None:
    """What stands against a step of a seizure that stood at `was`, beyond its state.

    Signing and extending: not past the period (Điều 125.8). Confiscating and
    destroying: a decision in force orders it, or nobody came for the goods within the
    year (Điều 126.4).
    """
    if step in {"decide", "extend"}:
        return _period_passed(seizure, on=on)
    if step not in ORDERED_BY:
        return None
    if was == SeizureState.UNCLAIMED:
        return _owner_may_come(seizure, on=on)
    kinds = ORDERED_BY[step]
    if step == "destroy" and was == SeizureState.CONFISCATED:
        kinds |= ORDERED_BY["confiscate"]
    acts = (seizure.case.decision, seizure.case.no_sanction_decision)
    if any(
        item.kind in kinds
        for act in acts
        if act is not None
        for item in act.items.all()
    ):
        return None
    text = _("No decision in force orders this for the goods.")
    return Blocker("goods_ordered", text, "goods")


def closed(blocker: Blocker) -> StepNotOpen:
    """The refusal that names its one reason."""
    return StepNotOpen(str(blocker.text), blockers=(blocker,))


def _period_passed(seizure: Seizure, *, on: date) -> Blocker | None:
    last_day = period_of(seizure).last_day
    if on <= last_day:
        return None
    text = _(
        "The period of the seizure ended on %(day)s: the goods are to be returned."
    ) % {"day": date_format(last_day, "SHORT_DATE_FORMAT")}
    return Blocker("seizure_period_open", text, "goods")


def _owner_may_come(seizure: Seizure, *, on: date) -> Blocker | None:
    for clock in seizure.case.deadlines.all():
        is_own = clock.about == str(seizure.pk)
        if clock.family == Family.UNCLAIMED and is_own and not clock.has_passed_on(on):
            text = _("The owner may fetch the goods until %(day)s.") % {
                "day": date_format(clock.last_day, "SHORT_DATE_FORMAT")
            }
            return Blocker("unclaimed_year_over", text, "goods")
    return None
