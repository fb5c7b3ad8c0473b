"""What an officer may do with a plan or visit now, and why not: for pages and API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import django_fsm as fsm
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies import access
from inspections.guards import blockers_of
from inspections.models import Inspection, InspectionPlan
from inspections.services.funnel import action_of
from inspections.states import PlanState, VisitState
from kernel.errors import Blocker

if TYPE_CHECKING:
    from agencies.models import User

# In the order of a life; `inspections.services` has an act for each.
PLAN_STEPS = ("propose", "review", "send_back", "approve", "publish", "start", "finish")
VISIT_STEPS = (
    "decide",
    "start",
    "lock_record",
    "finish_remote",
    "go_on_site",
    "conclude",
    "cancel",
)
SIGNING = frozenset({"approve", "decide", "conclude"})


@dataclass(frozen=True, slots=True)
class Act:
    """An act beside the transitions, open in some states."""

    name: str
    action: str
    label: str | Promise
    states: frozenset[str]


PLAN_ACTS = (
    Act(
        "add_item",
        "plan.propose",
        _("Add a facility"),
        frozenset({PlanState.DRAFT}),
    ),
    Act(
        "adjust",
        "plan.adjust",
        _("Adjust the plan"),
        frozenset({PlanState.PUBLISHED, PlanState.IN_PROGRESS}),
    ),
)
VISIT_ACTS = (
    Act(
        "assign_team",
        "visit.assign",
        _("Assign the team"),
        frozenset({VisitState.PLANNED, VisitState.DECIDED, VisitState.UNDER_WAY}),
    ),
    Act(
        "reschedule",
        "visit.assign",
        _("Move to another day"),
        frozenset({VisitState.PLANNED, VisitState.DECIDED}),
    ),
    Act(
        "record_finding",
        "finding.record",
        _("Record a finding"),
        frozenset({VisitState.UNDER_WAY}),
    ),
    Act(
        "receive_draft_conclusion",
        "conclusion.submit",
        _("Hand in the draft conclusion"),
        frozenset({VisitState.RECORDED}),
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the officer sees it; `leads_on`: it belongs to the present state."""

    name: str
    label: str | Promise
    allowed: bool
    reason: str | Promise = ""
    reason_code: str = ""
    blockers: tuple[Blocker, ...] = ()
    is_transition: bool = True
    signs: bool = False
    leads_on: bool = True


def steps_for(
    record: InspectionPlan | Inspection, user: User, at: datetime
) -> list[Step]:
    """Every step in the officer's reach, open or with the reason why it is closed.

    What no row of the permission table gives to the officer's role and relation is
    absent.
    """
    is_plan = isinstance(record, InspectionPlan)
    names = PLAN_STEPS if is_plan else VISIT_STEPS
    return [
        *_transitions(record, names, user, at),
        *_acts(record, PLAN_ACTS if is_plan else VISIT_ACTS, user, at),
    ]


def _transitions(
    record: InspectionPlan | Inspection,
    names: Iterable[str],
    user: User,
    at: datetime,
) -> Iterable[Step]:
    record.step_at = at
    for name in names:
        step = getattr(record, name)
        action = action_of(step)
        if not access.is_in_reach(user, action, record, at):
            continue
        label = next(iter(step._django_fsm.transitions.values())).custom["label"]
        leads_on = fsm.can_proceed(step, check_conditions=False)
        if leads_on and not access.can(user, action, record, at):
            yield Step(
                name,
                label,
                allowed=False,
                reason=_why_not_you(action),
                reason_code="not_permitted",
                signs=name in SIGNING,
            )
            continue
        blockers = tuple(blockers_of(step))
        yield Step(
            name,
            label,
            allowed=not blockers,
            reason=blockers[0].text if blockers else "",
            reason_code=blockers[0].code if blockers else "",
            blockers=blockers if leads_on else (),
            signs=name in SIGNING,
            leads_on=leads_on,
        )


def _acts(
    record: InspectionPlan | Inspection,
    acts: Iterable[Act],
    user: User,
    at: datetime,
) -> Iterable[Step]:
    for act in acts:
        if not access.is_in_reach(user, act.action, record, at):
            continue
        reason: str | Promise = ""
        code = ""
        if not access.can(user, act.action, record, at):
            reason, code = _why_not_you(act.action), "not_permitted"
        elif record.state not in act.states or _is_done(record, act):
            reason, code = _not_now(record), "wrong_state"
        yield Step(
            act.name,
            act.label,
            allowed=not code,
            reason=reason,
            reason_code=code,
            is_transition=False,
            leads_on=record.state in act.states,
        )


def _is_done(record: InspectionPlan | Inspection, act: Act) -> bool:
    return (
        act.name == "receive_draft_conclusion"
        and isinstance(record, Inspection)
        and record.draft_conclusion_received_on is not None
    )


def _not_now(record: InspectionPlan | Inspection) -> str:
    text = gettext("This step is not open in the state “%(state)s”.")
    return text % {"state": record.get_state_display()}


def _why_not_you(action: str) -> str | Promise:
    """Which condition of the row fails, in words."""
    if action in {"plan.review", "plan.approve"}:
        return _("You proposed this plan yourself: another officer must do this.")
    if action in {"inspection.decide", "conclusion.issue"}:
        return _(
            "Only the head of the agency that makes the visit, or his deputy, may."
        )
    if action in {"visit.assign", "conclusion.submit"}:
        return _("Only the lead of this visit's team may.")
    return _("Only members of this visit's team may.")
