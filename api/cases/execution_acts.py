"""What happens to a decision: on the spot, force, relief, complaints, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.cases import asked
from api.cases import asked_execution as bodies
from api.cases.today import of_today
from api.steps import Act, Call, StepBody
from cases import services
from documents import services as papers


def _act(service: Callable[..., object]) -> Callable[[Call], object]:
    return lambda call: service(case=call.record, **call.values, **call.of_record)


def _signed(service: Callable[..., object]) -> Callable[[Call], object]:
    """The act bears today's date: another one is refused."""

    def take(call: Call) -> object:
        of_today(call)
        return service(case=call.record, **call.values, **call.of_record)

    return take


def _on_the_spot(call: Call) -> None:
    of_today(call)
    outer = {
        name: call.values.pop(name)
        for name in ("by_technical_equipment", "is_handed_over", "receiver")
        if name in call.values
    }
    papers.sanction_without_record(
        case=call.record,
        terms=asked.decision_terms(call.values),
        **outer,
        **call.of_record,
    )


EXECUTION_ACTS = (
    Act(
        "sanction_without_record",
        "case.sanction_without_record",
        bodies.SanctionWithoutRecord,
        _on_the_spot,
        "Sanction on the spot, without a violation record.",
    ),
    Act(
        "approve_two_months",
        "case.approve_two_months",
        bodies.ApproveTwoMonths,
        _act(services.approve_two_months),
        "Approve two months to decide, on the written approval.",
    ),
    Act(
        "note_evasion",
        "decision.item_done",
        bodies.EndPart,
        _act(services.note_evasion),
        "Note that the respondent evades execution since that day.",
    ),
    Act(
        "end_evasion",
        "decision.item_done",
        bodies.EndPart,
        _act(services.end_evasion),
        "Note that the evasion ended: the limitation runs anew.",
    ),
    Act(
        "order_enforcement",
        "case.order_enforcement",
        bodies.OrderEnforcement,
        _signed(papers.order_enforcement),
        "Sign the enforcement decision.",
    ),
    Act(
        "confirm_enforcement_receipt",
        "decision.item_done",
        asked.Note,
        _act(services.confirm_enforcement_receipt),
        "Note the receipt of the enforcement decision.",
    ),
    Act(
        "suspend_execution",
        "case.suspend_execution",
        bodies.SuspendExecution,
        _signed(papers.suspend_execution),
        "Suspend execution.",
    ),
    Act(
        "resume_execution",
        "case.resume_execution",
        bodies.SignedReason,
        _signed(papers.resume_execution),
        "Resume execution.",
    ),
    Act(
        "annul_decision",
        "case.annul_decision",
        bodies.AnnulDecision,
        _signed(papers.annul_decision),
        "Annul the decision in force.",
    ),
    Act(
        "correct_decision",
        "decision.correct",
        bodies.ReviseDecision,
        _signed(papers.correct_decision),
        "Correct a slip of the decision.",
    ),
    Act(
        "amend_decision",
        "decision.amend",
        bodies.ReviseDecision,
        _signed(papers.amend_decision),
        "Amend or supplement the decision.",
    ),
    Act(
        "propose_reopen",
        "case.propose_reopen",
        bodies.ProposeReopen,
        _act(services.propose_reopen),
        "Propose to reopen the case.",
    ),
    Act(
        "reopen",
        "case.reopen",
        bodies.Reopen,
        _signed(papers.reopen),
        "Follow another officer's proposal and reopen the case.",
    ),
    Act(
        "close_limitation_expired",
        "case.close_limitation_expired",
        bodies.CloseLimitationExpired,
        _act(services.close_limitation_expired),
        "Close: the limitation of execution has passed.",
    ),
    Act(
        "register_relief",
        "relief.register",
        bodies.RegisterRelief,
        _act(services.register_relief),
        "Register a request for relief; the same as POST to `reliefs/`.",
    ),
    Act(
        "register_complaint",
        "complaint.register",
        bodies.RegisterComplaint,
        _act(services.register_complaint),
        "Register a complaint; the same as POST to `complaints/`.",
    ),
    Act(
        "extend_explanation",
        "case.request_explanation",
        bodies.ExtendExplanation,
        _act(services.extend_explanation),
        "Extend the time for a written explanation.",
    ),
    Act(
        "announce_session",
        "case.close_explanation",
        bodies.AnnounceSession,
        _act(services.announce_session),
        "Announce a session of explanation.",
    ),
    Act(
        "record_session",
        "case.close_explanation",
        bodies.RecordSession,
        _act(services.record_session),
        "Record the session of explanation.",
    ),
)


def _on_part(
    service: Callable[..., object], name: str, *, signs: bool = False
) -> Callable[[Call], object]:
    """An act on a part: the service takes the case and the part's id."""

    def take(call: Call) -> object:
        if signs:
            of_today(call)
        return service(
            case=call.record.case,
            **{name: call.record.pk},
            **call.values,
            **call.of_record,
        )

    return take


def _grant(call: Call) -> None:
    of_today(call)
    note = call.values.pop("note", "")
    parts = tuple(
        services.InstalmentTerms(**row) for row in call.values.pop("instalments", ())
    )
    papers.grant_relief(
        case=call.record.case,
        relief_id=call.record.pk,
        terms=services.ReliefTerms(instalments=parts, **call.values),
        note=note,
        **call.of_record,
    )


def _on_complaint(service: Callable[..., object], *, signs: bool = False) -> Any:
    return _on_part(service, "complaint_id", signs=signs)


COMPLAINT_ACTS = (
    Act(
        "accept",
        "complaint.accept",
        bodies.AcceptComplaint,
        _on_complaint(services.accept_complaint),
        "Accept the complaint for settlement.",
    ),
    Act(
        "refuse",
        "complaint.refuse",
        bodies.EndPart,
        _on_complaint(services.refuse_complaint),
        "Refuse to accept the complaint.",
    ),
    Act(
        "begin",
        "complaint.accept",
        StepBody,
        _on_complaint(services.begin_complaint),
        "Begin to settle the complaint.",
    ),
    Act(
        "resolve",
        "complaint.resolve",
        bodies.ResolveComplaint,
        _on_complaint(papers.resolve_complaint, signs=True),
        "Settle the complaint; its outcome takes effect at once.",
    ),
    Act(
        "file_again",
        "complaint.register",
        bodies.FileSecondComplaint,
        _on_complaint(services.file_second_complaint),
        "Register a second complaint, to UBND tỉnh.",
    ),
    Act(
        "accept_again",
        "complaint.accept",
        bodies.AcceptComplaint,
        _on_complaint(services.accept_second_complaint),
        "UBND tỉnh accepts the second complaint for settlement.",
    ),
    Act(
        "resolve_again",
        "complaint.resolve",
        bodies.ResolveComplaint,
        _on_complaint(papers.resolve_second_complaint, signs=True),
        "Settle the second complaint.",
    ),
    Act(
        "withdraw",
        "complaint.register",
        bodies.EndPart,
        _on_complaint(services.withdraw_complaint),
        "Note that the complaint is withdrawn.",
    ),
    Act(
        "go_to_court",
        "complaint.register",
        bodies.EndPart,
        _on_complaint(services.take_complaint_to_court),
        "Note that the matter went to court.",
    ),
    Act(
        "record_court_result",
        "complaint.register",
        bodies.CourtResult,
        _on_complaint(services.record_court_result),
        "Record the judgment in force.",
    ),
)
RELIEF_ACTS = (
    Act(
        "grant",
        "relief.decide",
        bodies.GrantRelief,
        _grant,
        "Grant the relief within the thresholds of the law.",
    ),
    Act(
        "refuse",
        "relief.decide",
        bodies.RefuseRelief,
        _on_part(services.refuse_relief, "relief_id", signs=True),
        "Refuse the relief.",
    ),
    Act(
        "end",
        "relief.decide",
        bodies.EndPart,
        _on_part(services.end_relief, "relief_id"),
        "End the relief.",
    ),
)
