"""What an officer may do with the goods of a case now, and why not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import django_fsm as fsm
from django.utils.translation import gettext as _

from agencies import access
from cases.services.holding import why_not
from cases.steps import PART_LABELS, Step
from kernel.clock import local_day

if TYPE_CHECKING:
    from agencies.models import User
    from cases.models import Case, ExpertAssessmentRequest, Seizure, Valuation

# By the name of the step: the act of which it is the last word.
SEIZURE_STEPS = {
    "decide": "decide_seizure",
    "extend": "extend_seizure",
    "release": "release_seizure",
    "confiscate": "confiscate_goods",
    "destroy": "destroy_goods",
    "hand_over": "hand_over_goods",
    "declare_unclaimed": "declare_unclaimed",
}
EXPERT_STEPS = {
    "send": "send_expert_request",
    "answer": "record_expert_answer",
    "withdraw": "withdraw_expert_request",
}
VALUATION_STEPS = {"record": "record_valuation", "waive": "waive_valuation"}
# What is begun from the case itself.
CASE_STEPS = {
    "draft_seizure": "seizure.draft",
    "request_expert": "expert.request",
    "start_valuation": "valuation.record",
}


def steps_of_seizure(seizure: Seizure, user: User, at: datetime) -> list[Step]:
    """Steps that lead from where the seizure stands, open or with the reason why not.

    Absent are those that no row of the permission table gives to the officer.
    """
    steps = _steps(seizure, SEIZURE_STEPS, user, at)
    return [_checked(seizure, step, at) for step in steps]


def steps_of_request(
    request: ExpertAssessmentRequest, user: User, at: datetime
) -> list[Step]:
    return _steps(request, EXPERT_STEPS, user, at)


def steps_of_valuation(valuation: Valuation, user: User, at: datetime) -> list[Step]:
    case = valuation.case
    if not valuation.is_open or not access.is_in_reach(
        user, "valuation.record", case, at
    ):
        return []
    return [
        _asked(name, act, "valuation.record", case, user, at, signs=False)
        for name, act in VALUATION_STEPS.items()
    ]


def steps_of_case(case: Case, user: User, at: datetime) -> list[Step]:
    """What may be begun: a seizure, a request to an expert, a valuation."""
    return [
        _asked(name, name, action, case, user, at, signs=False)
        for name, action in CASE_STEPS.items()
        if access.is_in_reach(user, action, case, at)
    ]


def _steps(part: Any, names: dict[str, str], user: User, at: datetime) -> list[Step]:
    rows = []
    for name, act in names.items():
        step = getattr(part, name)
        transition = next(iter(step._django_fsm.transitions.values()))
        action = transition.permission.action
        if fsm.can_proceed(step, check_conditions=False) and access.is_in_reach(
            user, action, part.in_case, at
        ):
            signs = bool(transition.custom.get("signs"))
            rows.append(_asked(name, act, action, part.in_case, user, at, signs=signs))
    return rows


def _asked(
    name: str,
    act: str,
    action: str,
    record: Any,
    user: User,
    at: datetime,
    *,
    signs: bool,
) -> Step:
    label = PART_LABELS[act]
    if access.can(user, action, record, at):
        return Step(name, label, allowed=True, is_transition=False, signs=signs)
    is_state = access.could(user, action, record, at)
    return Step(
        name,
        label,
        allowed=False,
        reason=_("Not possible in the present state of the case.")
        if is_state
        else _("Only an officer assigned to the case, or with a title, may."),
        reason_code="wrong_state" if is_state else "not_permitted",
        is_transition=False,
        signs=signs,
    )


def _checked(seizure: Seizure, step: Step, at: datetime) -> Step:
    if not step.allowed:
        return step
    blocker = why_not(seizure, step.name, was=str(seizure.state), on=local_day(at))
    if blocker is None:
        return step
    return Step(
        step.name,
        step.label,
        allowed=False,
        reason=blocker.text,
        reason_code=blocker.code,
        blockers=(blocker,),
        is_transition=False,
        signs=step.signs,
    )
