"""Complaints against decisions and acts (Luật Khiếu nại); filing stops nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access
from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases.models import Case, Complaint, Participation
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, legal_day, locked, permit, take_in_part
from cases.services.revising import annul_by_result, revise
from cases.states import (
    SECOND_LEVEL,
    CaseState,
    ComplaintOutcome,
    Family,
    RevisionGround,
    RevisionKind,
)
from kernel.errors import NotPermitted, Refused
from kernel.folding import nfc
from kernel.reasons import given


@transaction.atomic
def register_complaint(
    *,
    case: Case,
    version: int,
    complainant: str,
    content: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    about: str = "",
    is_complex: bool = False,
) -> Complaint:
    """Register a complaint that arrived on `occurred_on`; `about` names another act.

    Left empty, it is against the decision in force. One that comes after its time
    (D-COMPL, recalled) is registered and flagged late: whether an obstacle excuses it
    is for the competent person to say.
    """
    case = locked(case, version=version)
    permit("complaint.register", case, by=by, at=at)
    decision = None if about.strip() else case.decision
    errors = {}
    if not nfc(complainant):
        errors["complainant"] = [_("Enter who complains.")]
    if not content.strip():
        errors["content"] = [_("Sum up what is complained of.")]
    if decision is None and not about.strip():
        errors["about"] = [_("Name the act complained of: no decision is in force.")]
    if errors:
        raise Refused(errors=errors)
    on = legal_day(
        occurred_on,
        at=at,
        not_before=decision.signed_on if decision is not None else case.received_on,
    )
    clock = case.clock(Family.COMPLAINT_TIME) if decision is not None else None
    complaint: Complaint = Complaint.objects.create(
        case=case,
        decision=decision,
        about=nfc(about),
        complainant=nfc(complainant),
        content=content.strip(),
        filed_on=on,
        is_late=clock is not None and clock.has_passed_on(on),
        is_complex=is_complex,
        registered_by=by,
        registered_at=at,
    )
    conclude_complaint(
        case,
        "register_complaint",
        complaint,
        by=by,
        at=at,
        on=on,
        details={"is_late": complaint.is_late},
    )
    return complaint


@transaction.atomic
def accept_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    is_complex: bool = False,
) -> Complaint:
    """Accept it for settlement (D-COMPL-ACC); the time to settle runs from here."""
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.accept,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=complaint.filed_on,
    )
    complaint.accepted_on = on
    complaint.is_complex = complaint.is_complex or is_complex
    complaint.save()
    conclude_complaint(case, "accept_complaint", complaint, by=by, at=at, on=on)
    return complaint


@transaction.atomic
def refuse_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Complaint:
    """Refuse to take it up, with the reason; the way to court stays open."""
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.refuse,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=complaint.filed_on,
    )
    complaint.refused_on = on
    complaint.reasoning = given(reason)
    complaint.save()
    conclude_complaint(
        case,
        "refuse_complaint",
        complaint,
        by=by,
        at=at,
        on=on,
        reason=complaint.reasoning,
    )
    return complaint


@transaction.atomic
def begin_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Complaint:
    """Begin to settle it: facts are verified, the parties may be heard."""
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.begin,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=complaint.accepted_on,
    )
    complaint.save()
    conclude_complaint(case, "begin_complaint", complaint, by=by, at=at, on=on)
    return complaint


@transaction.atomic
def resolve_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    outcome: str,
    reasoning: str,
    by: User,
    at: datetime,
    amendment: str = "",
) -> Complaint:
    """Settle it on the day of `at` (D-COMPL-1); the outcome takes effect at once.

    ANNUL annuls the decision in the same transaction, AMEND writes the amendment
    (`amendment`). In a closed case the outcome stands and the case is reopened on it.
    """
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.resolve, by=by, at=at, not_before=complaint.accepted_on
    )
    complaint.outcome = _outcome(complaint, outcome)
    complaint.reasoning = given(reasoning, field="reasoning")
    complaint.resolved_on = on
    complaint.save()
    conclude_complaint(
        case,
        "resolve_complaint",
        complaint,
        by=by,
        at=at,
        on=on,
        reason=complaint.reasoning,
        details={"outcome": outcome},
    )
    _apply(
        case,
        complaint,
        outcome,
        complaint.reasoning,
        amendment,
        agency=case.competent_authority,
        by=by,
        at=at,
    )
    return complaint


@transaction.atomic
def file_second_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    received_on: date | None = None,
) -> Complaint:
    """Register a second complaint, to UBND tỉnh (D-COMPL-2F).

    `received_on`: when the complainant received the first settlement. What the
    Chairman of UBND tỉnh decided himself goes to a body outside the system or to court.
    """
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.file_again,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=complaint.resolved_on,
    )
    if case.competent_authority.kind == AgencyKind.UBND_TINH:
        raise StepNotOpen(
            _("UBND tỉnh settled it itself: the second level is outside the system.")
        )
    province = Agency.objects.get(kind=AgencyKind.UBND_TINH)
    # Who settles it sees the file: supporting from now on, like a body handed a file.
    Participation.objects.get_or_create(
        case=case, agency=province, defaults={"invited_at": at, "accepted_at": at}
    )
    complaint.second_agency = province
    complaint.second_filed_on = on
    if received_on is not None:
        complaint.resolution_received_on = legal_day(
            received_on, at=at, not_before=complaint.resolved_on, field="received_on"
        )
    complaint.save()
    conclude_complaint(case, "file_second_complaint", complaint, by=by, at=at, on=on)
    return complaint


@transaction.atomic
def accept_second_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    is_complex: bool = False,
) -> Complaint:
    """UBND tỉnh takes the second complaint up: the time to settle runs (D-COMPL-2).

    Luật Khiếu nại Điều 36, 37 (recalled). An act of its own: the state stays. Raises
    NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    if not access.could(by, "complaint.accept", complaint.in_case, at):
        raise NotPermitted
    if complaint.state not in SECOND_LEVEL or complaint.second_accepted_on is not None:
        raise StepNotOpen(_("No second complaint waits to be accepted."))
    if not access.can(by, "complaint.accept", complaint.in_case, at):
        raise NotPermitted
    on = legal_day(occurred_on, at=at, not_before=complaint.second_filed_on)
    complaint.second_accepted_on = on
    complaint.is_complex = complaint.is_complex or is_complex
    complaint.save()
    conclude_complaint(case, "accept_second_complaint", complaint, by=by, at=at, on=on)
    return complaint


@transaction.atomic
def resolve_second_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    outcome: str,
    reasoning: str,
    by: User,
    at: datetime,
    amendment: str = "",
) -> Complaint:
    """UBND tỉnh settles the second complaint (D-COMPL-2); its outcome takes effect."""
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.resolve_again,
        by=by,
        at=at,
        not_before=complaint.second_accepted_on or complaint.second_filed_on,
    )
    if complaint.second_accepted_on is None:
        raise StepNotOpen(_("The second complaint is not accepted yet."))
    complaint.second_outcome = _outcome(complaint, outcome)
    complaint.second_reasoning = given(reasoning, field="reasoning")
    complaint.second_resolved_on = on
    complaint.save()
    conclude_complaint(
        case,
        "resolve_second_complaint",
        complaint,
        by=by,
        at=at,
        on=on,
        reason=complaint.second_reasoning,
        details={"outcome": outcome},
    )
    agency = complaint.second_agency or case.competent_authority
    _apply(
        case,
        complaint,
        outcome,
        complaint.second_reasoning,
        amendment,
        agency=agency,
        by=by,
        at=at,
    )
    return complaint


@transaction.atomic
def withdraw_complaint(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Complaint:
    """Note that the complainant withdrew it in writing."""
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.withdraw,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=complaint.filed_on,
    )
    complaint.ended_on = on
    complaint.save()
    conclude_complaint(
        case,
        "withdraw_complaint",
        complaint,
        by=by,
        at=at,
        on=on,
        reason=given(reason),
    )
    return complaint


def complaint_of(case: Case, complaint_id: UUID) -> Complaint:
    """A complaint of the locked case; raises Refused for any other."""
    complaint: Complaint | None = (
        case.complaints.select_related("second_agency", "decision")
        .filter(pk=complaint_id)
        .first()
    )
    if complaint is None:
        raise Refused(errors={"complaint": [_("Choose a complaint of this case.")]})
    complaint.case = case
    return complaint


def _outcome(complaint: Complaint, outcome: str) -> ComplaintOutcome:
    if outcome not in ComplaintOutcome.values:
        raise Refused(errors={"outcome": [_("Choose the outcome.")]})
    if complaint.decision is None and outcome != ComplaintOutcome.UPHOLD:
        text = _("Only a complaint against the decision amends or annuls it.")
        raise Refused(errors={"outcome": [text]})
    return ComplaintOutcome(outcome)


def _apply(
    case: Case,
    complaint: Complaint,
    outcome: str,
    reasoning: str,
    amendment: str,
    *,
    agency: Agency,
    by: User,
    at: datetime,
) -> None:
    """Let the outcome take effect on the decision that is in force."""
    decision = case.decision
    if outcome == ComplaintOutcome.UPHOLD or case.state == CaseState.CLOSED:
        return
    if decision is None or decision.pk != complaint.decision_id:
        raise StepNotOpen(_("The decision complained of is not in force any more."))
    if outcome == ComplaintOutcome.ANNUL:
        annul_by_result(
            case=case,
            ground=RevisionGround.COMPLAINT,
            reason=reasoning,
            agency=agency,
            by=by,
            at=at,
        )
        return
    if not amendment.strip():
        raise Refused(errors={"amendment": [_("Write what holds instead.")]})
    revise(
        case,
        RevisionKind.AMEND,
        "amend_decision",
        ground=RevisionGround.COMPLAINT,
        reason=reasoning,
        text=amendment,
        by=by,
        at=at,
        agency=agency,
    )


def conclude_complaint(
    case: Case,
    act: str,
    complaint: Complaint,
    *,
    by: User,
    at: datetime,
    on: date,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """The event of an act on a complaint names it."""
    conclude(
        case,
        act,
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={"complaint": str(complaint.pk), **(details or {})},
    )
