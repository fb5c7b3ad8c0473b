"""What an officer may do with a case now, and why not: for pages and API alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import django_fsm as fsm
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from cases import conditions, guards
from cases.services.funnel import blockers_of
from cases.services.verification import warnings_on_opening
from cases.states import ProposalKind
from cases.workflow import CaseWorkflow
from kernel.clock import local_day
from kernel.errors import Blocker

if TYPE_CHECKING:
    from agencies.models import User
    from cases.models import Case

# In the order of a case's life; names as in the lifecycle.
TRANSITIONS = (
    "start_verification",
    "dismiss",
    "forward",
    "take_back",
    "open_case",
    "make_record",
    "sanction_without_record",
    "request_explanation",
    "close_explanation",
    "forward_to_competent",
    "submit_decision",
    "sign_decision",
    "send_back",
    "decide_no_sanction",
    "confirm_delivery",
    "complete_execution",
    "order_enforcement",
    "suspend_execution",
    "resume_execution",
    "transfer_criminal",
    "record_prosecution",
    "receive_returned_file",
    "close_on_judgment",
    "annul_decision",
    "close_limitation_expired",
    "close",
    "reopen",
)
SIGNING = frozenset(
    {
        "sanction_without_record",
        "sign_decision",
        "decide_no_sanction",
        "order_enforcement",
        "suspend_execution",
        "resume_execution",
        "transfer_criminal",
        "annul_decision",
        "reopen",
    }
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act beside the transitions: it leaves the state alone."""

    name: str
    action: str
    label: str | Promise
    guards: tuple[guards.Guard, ...] = ()


ACTS = (
    Act("propose_dismiss", "case.propose_dismiss", gettext_lazy("Propose dismissal")),
    Act(
        "confirm_authority",
        "case.confirm_authority",
        gettext_lazy("Confirm the authority"),
    ),
    Act("record_payment", "payment.record", gettext_lazy("Record a payment")),
    Act(
        "complete_item",
        "decision.item_done",
        gettext_lazy("Note a measure as carried out"),
    ),
    Act(
        "propose_close",
        "case.propose_close",
        gettext_lazy("Propose closing"),
        (guards.items_done,),
    ),
    Act("assign", "member.assign", gettext_lazy("Assign an officer")),
    Act("edit", "case.edit", gettext_lazy("Edit the case")),
)

# Acts on what runs beside the case, offered where that part is shown.
PART_LABELS: dict[str, str | Promise] = {
    "draft_seizure": gettext_lazy("Seize goods"),
    "add_goods": gettext_lazy("Add to the list of goods"),
    "decide_seizure": gettext_lazy("Sign the seizure decision"),
    "extend_seizure": gettext_lazy("Extend the seizure"),
    "release_seizure": gettext_lazy("Release the goods"),
    "confiscate_goods": gettext_lazy("Confiscate the goods"),
    "destroy_goods": gettext_lazy("Destroy the goods"),
    "hand_over_goods": gettext_lazy("Hand the goods to the investigating body"),
    "declare_unclaimed": gettext_lazy("Give public notice of unclaimed goods"),
    "record_custody": gettext_lazy("Write into the custody book"),
    "request_expert": gettext_lazy("Draft a request to an expert body"),
    "send_expert_request": gettext_lazy("Send the request to the expert body"),
    "record_expert_answer": gettext_lazy("Record the expert's answer"),
    "withdraw_expert_request": gettext_lazy("Withdraw the request"),
    "start_valuation": gettext_lazy("Set up a valuation council"),
    "record_valuation": gettext_lazy("Record the value of the goods"),
    "waive_valuation": gettext_lazy("Go without the valuation"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the officer sees it; `leads_on`: it belongs to the present state."""

    name: str
    label: str | Promise
    allowed: bool
    reason: str | Promise = ""
    reason_code: str = ""
    blockers: tuple[Blocker, ...] = ()
    warnings: tuple[str, ...] = ()
    is_transition: bool = True
    signs: bool = False
    leads_on: bool = True


def steps_for(case: Case, user: User, at: datetime) -> list[Step]:
    """Every step in the officer's reach, allowed or with the reason against it.

    Steps that no row of the permission table gives to the officer's role and relation
    are absent. Reads the loaded case (`querysets.with_file`) only.
    """
    case.step_at, case.step_on = at, local_day(at)
    steps = [
        _transition(case, name, user, at)
        for name in TRANSITIONS
        if access.is_in_reach(user, f"case.{name}", case, at)
    ]
    steps += [
        _act(case, act, user, at)
        for act in ACTS
        if access.is_in_reach(user, act.action, case, at)
    ]
    return steps


def _transition(case: Case, name: str, user: User, at: datetime) -> Step:
    step = getattr(case, name)
    label = _label(step)
    signs = name in SIGNING
    if not fsm.can_proceed(step, check_conditions=False):
        return Step(
            name,
            label,
            allowed=False,
            reason=_not_now(case),
            reason_code="wrong_state",
            signs=signs,
            leads_on=False,
        )
    blockers = blockers_of(step, case)
    if blockers:
        return Step(
            name,
            label,
            allowed=False,
            reason=blockers[0].text,
            reason_code=blockers[0].code,
            blockers=blockers,
            signs=signs,
        )
    if not access.can(user, f"case.{name}", case, at):
        return Step(
            name,
            label,
            allowed=False,
            reason=_why_not_you(case, name, user, at),
            reason_code="not_permitted",
            signs=signs,
        )
    warnings = (
        tuple(warnings_on_opening(case, on=local_day(at)))
        if name == "open_case"
        else ()
    )
    return Step(name, label, allowed=True, warnings=warnings, signs=signs)


def _act(case: Case, act: Act, user: User, at: datetime) -> Step:
    if not access.can(user, act.action, case, at):
        is_state = any(
            not grant.holds_in(case.state) for grant in access.grants_for(act.action)
        )
        return Step(
            act.name,
            act.label,
            allowed=False,
            reason=_not_now(case) if is_state else _("Only an assigned officer may."),
            reason_code="wrong_state" if is_state else "not_permitted",
            is_transition=False,
            leads_on=False,
        )
    blockers = tuple(b for b in (g.blocker(case) for g in act.guards) if b)
    waiting = _waits_for_another(case, act)
    if waiting is not None:
        blockers = (*blockers, waiting)
    return Step(
        act.name,
        act.label,
        allowed=not blockers,
        reason=blockers[0].text if blockers else "",
        reason_code=blockers[0].code if blockers else "",
        blockers=blockers,
        is_transition=False,
    )


def _label(step: object) -> str | Promise:
    transitions = step._django_fsm.transitions  # type: ignore[attr-defined]
    label: str | Promise = next(iter(transitions.values())).custom["label"]
    return label


def label_of(name: str) -> str | Promise:
    """The words of a step or act; its name where it has none (intake)."""
    if name in TRANSITIONS:
        return _label(getattr(CaseWorkflow, name))
    if name == "receive":
        return gettext_lazy("Take in the matter")
    if name in PART_LABELS:
        return PART_LABELS[name]
    return next((act.label for act in ACTS if act.name == name), name)


def _not_now(case: Case) -> str:
    return _("Not possible while the case is “%(state)s”.") % {
        "state": case.get_state_display()
    }


def _why_not_you(case: Case, name: str, user: User, at: datetime) -> str:
    """Which condition of the grant fails, in words."""
    if name in {"dismiss", "close"}:
        return _("You proposed this yourself: another officer must decide.")
    if name == "sign_decision":
        if not conditions.is_not_drafter(case, user, at):
            return _("You drafted this decision: another officer must sign it.")
        if not conditions.may_sign_after_recording(case, user, at):
            return _("You made the violation record: another officer must sign.")
        return _(
            "The frame's maximum exceeds your ceiling: the file goes to a higher "
            "authority."
        )
    if name == "make_record" and not conditions.has_recording_power(case, user, at):
        return _("You have no power to make violation records today.")
    if name == "decide_no_sanction":
        return _("You hold no title that may decide this case.")
    return _("Only an officer assigned to the case may take this step.")


def _waits_for_another(case: Case, act: Act) -> Blocker | None:
    kind = {
        "propose_dismiss": ProposalKind.DISMISS,
        "propose_close": ProposalKind.CLOSE,
    }.get(act.name)
    if kind is None or case.open_proposal(kind) is None:
        return None
    return Blocker(
        "already_proposed",
        _("This was already proposed; another officer must decide now."),
    )
