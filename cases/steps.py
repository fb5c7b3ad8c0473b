"""What an officer may do with a case now, and why not: for pages and API alike."""

from __future__ import annotations

from collections.abc import Callable
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
from cases.services.reopening import warnings_on_reopening
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
        "correct_decision",
        "amend_decision",
    }
)
# Acts on a part of the case, named on the timeline; each has its own page.
PART_ACTS: dict[str, str | Promise] = {
    "grant_relief": gettext_lazy("Grant the relief"),
    "refuse_relief": gettext_lazy("Refuse the relief"),
    "end_relief": gettext_lazy("End the relief"),
    "accept_complaint": gettext_lazy("Accept the complaint for settlement"),
    "refuse_complaint": gettext_lazy("Refuse to accept the complaint"),
    "begin_complaint": gettext_lazy("Begin to settle the complaint"),
    "resolve_complaint": gettext_lazy("Settle the complaint"),
    "file_second_complaint": gettext_lazy("Register a second complaint"),
    "accept_second_complaint": gettext_lazy("Accept the second complaint"),
    "resolve_second_complaint": gettext_lazy("Settle the second complaint"),
    "withdraw_complaint": gettext_lazy("Note that the complaint is withdrawn"),
    "take_complaint_to_court": gettext_lazy("Note that the matter went to court"),
    "record_court_result": gettext_lazy("Record the result of the court"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """An act beside the transitions: it leaves the state alone."""

    name: str
    action: str
    label: str | Promise
    guards: tuple[guards.Guard, ...] = ()
    # An act that answers something is there only while there is something to answer.
    shown_if: Callable[[Case, User, datetime], bool] | None = None


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
    Act(
        "extend_explanation",
        "case.request_explanation",
        gettext_lazy("Extend the time for a written explanation"),
        (guards.explanation_right_given, guards.not_explained_yet),
    ),
    Act(
        "announce_session",
        "case.close_explanation",
        gettext_lazy("Announce a session of explanation"),
        (guards.direct_explanation_open,),
    ),
    Act(
        "record_session",
        "case.close_explanation",
        gettext_lazy("Record the session of explanation"),
        (guards.direct_explanation_open,),
    ),
    Act(
        "register_relief",
        "relief.register",
        gettext_lazy("Register a request for relief of the fine"),
        (guards.fine_unpaid,),
    ),
    Act(
        "confirm_enforcement_receipt",
        "decision.item_done",
        gettext_lazy("Note the receipt of the enforcement decision"),
        (guards.enforcement_not_received,),
    ),
    Act(
        "register_complaint",
        "complaint.register",
        gettext_lazy("Register a complaint"),
    ),
    Act(
        "correct_decision",
        "decision.correct",
        gettext_lazy("Correct the decision"),
        (guards.decision_in_force,),
    ),
    Act(
        "amend_decision",
        "decision.amend",
        gettext_lazy("Amend the decision"),
        (guards.decision_in_force,),
    ),
    Act("propose_reopen", "case.propose_reopen", gettext_lazy("Propose reopening")),
    Act(
        "accept_file",
        "file.accept",
        gettext_lazy("Accept the file"),
        (guards.file_offered,),
    ),
    Act(
        "refuse_file",
        "file.refuse",
        gettext_lazy("Refuse the file"),
        (guards.file_offered,),
    ),
    Act("record_figure", "case.edit", gettext_lazy("Note a value or quantity")),
    Act("record_sign", "case.record_sign", gettext_lazy("Record a sign of a crime")),
    Act(
        "accept_transfer",
        "case.accept_transfer",
        gettext_lazy("Accept the criminal file"),
        (guards.transfer_offered,),
    ),
    Act(
        "refuse_transfer",
        "case.refuse_transfer",
        gettext_lazy("Refuse the criminal file"),
        (guards.transfer_offered,),
    ),
    Act(
        "extend_investigation",
        "case.record_prosecution",
        gettext_lazy("Note a longer term of the investigating body"),
        (guards.transfer_received,),
    ),
    Act(
        "approve_two_months",
        "case.approve_two_months",
        gettext_lazy("Approve two months to decide"),
        (guards.month_to_decide, guards.decision_limit_open),
    ),
    Act(
        "note_evasion",
        "decision.item_done",
        gettext_lazy("Note that the respondent evades execution"),
        (guards.decision_in_force, guards.execution_limitation_open),
        shown_if=lambda case, user, at: not case.is_evading,
    ),
    Act(
        "end_evasion",
        "decision.item_done",
        gettext_lazy("Note that the evasion has ended"),
        shown_if=lambda case, user, at: case.is_evading,
    ),
    Act("assign", "member.assign", gettext_lazy("Assign an officer")),
    Act("create_task", "task.create", gettext_lazy("Ask for a piece of work")),
    Act("invite_agency", "agency.invite", gettext_lazy("Invite an agency")),
    Act("add_opinion", "opinion.add", gettext_lazy("Give your agency's opinion")),
    Act(
        "propose_lead",
        "lead.propose_transfer",
        gettext_lazy("Offer the lead"),
        (guards.no_lead_offer,),
    ),
    Act(
        "accept_lead",
        "lead.accept_transfer",
        gettext_lazy("Accept the lead"),
        shown_if=conditions.is_offered_the_lead,
    ),
    Act(
        "decline_lead",
        "lead.decline_transfer",
        gettext_lazy("Decline the lead"),
        shown_if=conditions.is_offered_the_lead,
    ),
    Act(
        "withdraw_lead_offer",
        "lead.propose_transfer",
        gettext_lazy("Withdraw the offer of the lead"),
        # The one guard the other way round: there while something is offered.
        shown_if=lambda case, user, at: not guards.no_lead_offer(case),
    ),
    Act(
        "impose_lead",
        "lead.impose_transfer",
        gettext_lazy("Decide who leads"),
    ),
    Act("restrict", "case.restrict", gettext_lazy("Restrict to named officers")),
    Act(
        "name_officer",
        "member.assign",
        gettext_lazy("Name an officer of the restricted case"),
        shown_if=lambda case, user, at: case.is_restricted,
    ),
    Act("edit", "case.edit", gettext_lazy("Edit the case")),
)

# The answers to an invitation, which is asked like a task (row A075).
ANSWERS = (
    Act("accept_invitation", "task.accept", gettext_lazy("Take part in the case")),
    Act("decline_invitation", "task.decline", gettext_lazy("Decline to take part")),
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
        and (act.shown_if is None or act.shown_if(case, user, at))
    ]
    invited = invitation_of(case, user, at)
    if invited is not None and invited.part.is_open:
        steps += [_answer(act, invited, user, at) for act in ANSWERS]
    return steps


def invitation_of(case: Case, user: User, at: datetime) -> conditions.PartInCase | None:
    """The part of the officer's own agency in the case, which he may answer for.

    None where the agency was not invited, or others of it answer.
    """
    parts = [conditions.PartInCase(case, part) for part in case.participations.all()]
    own = [part for part in parts if access.could(user, "task.accept", part, at)]
    return next((part for part in own if part.part.is_open), own[0] if own else None)


def _answer(act: Act, invited: conditions.PartInCase, user: User, at: datetime) -> Step:
    is_open = access.can(user, act.action, invited, at)
    return Step(
        act.name,
        act.label,
        allowed=is_open,
        reason="" if is_open else _not_now(invited.case),
        reason_code="" if is_open else "wrong_state",
        is_transition=False,
        leads_on=is_open,
    )


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
    warnings: tuple[str, ...] = ()
    if name == "open_case":
        warnings = tuple(warnings_on_opening(case, on=local_day(at)))
    if name == "reopen":
        warnings = tuple(warnings_on_reopening(case, on=local_day(at)))
    return Step(name, label, allowed=True, warnings=warnings, signs=signs)


def _act(case: Case, act: Act, user: User, at: datetime) -> Step:
    label = act.label
    if act.name == "restrict" and case.is_restricted:
        label = gettext_lazy("Lift the restriction")
    if not access.can(user, act.action, case, at):
        is_state = any(
            not grant.holds_in(case.state) for grant in access.grants_for(act.action)
        )
        return Step(
            act.name,
            label,
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
        label,
        allowed=not blockers,
        reason=blockers[0].text if blockers else "",
        reason_code=blockers[0].code if blockers else "",
        blockers=blockers,
        is_transition=False,
        signs=act.name in SIGNING,
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
    if name in PART_ACTS:
        return PART_ACTS[name]
    if name in PART_LABELS:
        return PART_LABELS[name]
    return next((act.label for act in (*ACTS, *ANSWERS) if act.name == name), name)


def _not_now(case: Case) -> str:
    return _("Not possible while the case is “%(state)s”.") % {
        "state": case.get_state_display()
    }


def _why_not_you(case: Case, name: str, user: User, at: datetime) -> str:
    """Which condition of the grant fails, in words."""
    if name in {"dismiss", "close", "reopen"}:
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
    if name == "sanction_without_record":
        return _(
            "The frame's maximum exceeds your ceiling: the file goes to a higher "
            "authority."
        )
    if name in SIGNING:
        return _("You hold no title that may decide this case.")
    return _("Only an officer assigned to the case may take this step.")


def _waits_for_another(case: Case, act: Act) -> Blocker | None:
    kind = {
        "propose_dismiss": ProposalKind.DISMISS,
        "propose_close": ProposalKind.CLOSE,
        "propose_reopen": ProposalKind.REOPEN,
    }.get(act.name)
    if kind is None or case.open_proposal(kind) is None:
        return None
    return Blocker(
        "already_proposed",
        _("This was already proposed; another officer must decide now."),
    )
