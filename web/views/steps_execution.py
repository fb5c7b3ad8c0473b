"""Steps of execution: on the spot, force, relief, complaints, the decision's end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import services
from cases.models import Case
from cases.states import ComplaintState, ReliefState
from documents import services as documents
from web.forms import case_execution as forms
from web.forms.case_steps import NotedStepForm, StepForm
from web.views.step_page import StepPage


def _nothing(case: Case, today: date) -> dict[str, Any]:
    return {}


def _on_the_spot(case: Case, today: date) -> dict[str, Any]:
    respondent = case.respondent
    return {
        "main_sanction": "WARNING",
        "receiver": respondent.name if respondent is not None else "",
    }


def _complaint(case: Case, today: date) -> dict[str, Any]:
    respondent = case.respondent
    return {
        "occurred_on": today,
        "complainant": respondent.name if respondent is not None else "",
    }


STEPS: dict[str, StepPage] = {
    "sanction_without_record": StepPage(
        forms.SanctionWithoutRecordForm,
        documents.sanction_without_record,
        _("A warning or a small fine at once; the decision gets its number."),
        _on_the_spot,
        "cases/step_on_the_spot.html",
    ),
    "approve_two_months": StepPage(
        forms.ApproveTwoMonthsForm,
        services.approve_two_months,
        _("The time to decide becomes two months, counted from the record."),
    ),
    "note_evasion": StepPage(
        forms.ReasonForm,
        services.note_evasion,
        _("The limitation of execution waits; it runs anew from the end of it."),
    ),
    "end_evasion": StepPage(
        forms.ReasonForm,
        services.end_evasion,
        _("The limitation of execution, one year, runs from this day."),
    ),
    "order_enforcement": StepPage(
        forms.OrderEnforcementForm,
        documents.order_enforcement,
        _("The decision is enforced; the time to comply runs from its receipt."),
        _nothing,
    ),
    "confirm_enforcement_receipt": StepPage(
        NotedStepForm,
        services.confirm_enforcement_receipt,
        _("From this day the respondent has the time to comply."),
    ),
    "suspend_execution": StepPage(
        forms.SuspendExecutionForm,
        documents.suspend_execution,
        _("Execution rests until you resume it."),
        _nothing,
    ),
    "resume_execution": StepPage(
        forms.SignedReasonForm,
        documents.resume_execution,
        _("Execution goes on; the limitation counts again."),
        _nothing,
    ),
    "annul_decision": StepPage(
        forms.AnnulDecisionForm,
        documents.annul_decision,
        _("The decision goes out of force; what was paid is listed for refund."),
        _nothing,
    ),
    "correct_decision": StepPage(
        forms.ReviseDecisionForm,
        documents.correct_decision,
        _("A slip is put right by an act of its own; the decision stays."),
        _nothing,
    ),
    "amend_decision": StepPage(
        forms.ReviseDecisionForm,
        documents.amend_decision,
        _("The decision is amended by an act of its own; its sums stay."),
        _nothing,
    ),
    "propose_reopen": StepPage(
        forms.ProposeReopenForm,
        services.propose_reopen,
        _("The competent person decides on your proposal."),
        _nothing,
    ),
    "reopen": StepPage(
        forms.ReopenForm,
        documents.reopen,
        _("The case goes on; its limits count from their first start."),
        _nothing,
    ),
    "close_limitation_expired": StepPage(
        forms.CloseLimitationExpiredForm,
        services.close_limitation_expired,
        _("What was not paid is not executed any more; the case ends."),
    ),
    "register_relief": StepPage(
        forms.RegisterReliefForm,
        services.register_relief,
        _("The competent person decides on the request."),
    ),
    "register_complaint": StepPage(
        forms.RegisterComplaintForm,
        services.register_complaint,
        _("The complaint is to be accepted in time; execution goes on."),
        _complaint,
    ),
    "extend_explanation": StepPage(
        forms.ExtendExplanationForm,
        services.extend_explanation,
        _("The respondent has more time to send a written explanation."),
    ),
    "announce_session": StepPage(
        forms.AnnounceSessionForm,
        services.announce_session,
        _("The respondent is told when and where to explain."),
    ),
    "record_session": StepPage(
        forms.RecordSessionForm,
        services.record_session,
        _("Who came and what was said is kept in the file."),
    ),
}


@dataclass(frozen=True, slots=True)
class PartStep:
    """A step of a complaint or relief: when it leads on, its form, its service."""

    label: str | Promise
    action: str
    states: frozenset[str]
    form: type[StepForm]
    take: Callable[..., Any]
    # What its state alone does not say.
    is_next: Callable[[Any], bool] = lambda part: True

    def leads_on(self, part: Any) -> bool:
        return part.state in self.states and self.is_next(part)


def _of(
    label: str | Promise,
    action: str,
    states: str,
    form: type[StepForm],
    take: Callable[..., Any],
    is_next: Callable[[Any], bool] = lambda part: True,
) -> PartStep:
    return PartStep(label, action, frozenset(states.split("|")), form, take, is_next)


COMPLAINT_STEPS: dict[str, PartStep] = {
    "accept": _of(
        _("Accept the complaint for settlement"),
        "complaint.accept",
        ComplaintState.FILED,
        forms.AcceptComplaintForm,
        services.accept_complaint,
    ),
    "refuse": _of(
        _("Refuse to accept the complaint"),
        "complaint.refuse",
        ComplaintState.FILED,
        forms.EndPartForm,
        services.refuse_complaint,
    ),
    "begin": _of(
        _("Begin to settle the complaint"),
        "complaint.accept",
        ComplaintState.ACCEPTED,
        forms.DatedStepForm,
        services.begin_complaint,
    ),
    "resolve": _of(
        _("Settle the complaint"),
        "complaint.resolve",
        f"{ComplaintState.ACCEPTED}|{ComplaintState.RESOLVING}",
        forms.ResolveComplaintForm,
        documents.resolve_complaint,
    ),
    "file_again": _of(
        _("Register a second complaint"),
        "complaint.register",
        ComplaintState.RESOLVED_FIRST,
        forms.FileSecondComplaintForm,
        services.file_second_complaint,
    ),
    "accept_again": _of(
        _("Accept the second complaint"),
        "complaint.accept",
        ComplaintState.SECOND_FILED,
        forms.AcceptComplaintForm,
        services.accept_second_complaint,
        lambda complaint: complaint.second_accepted_on is None,
    ),
    "resolve_again": _of(
        _("Settle the second complaint"),
        "complaint.resolve",
        ComplaintState.SECOND_FILED,
        forms.ResolveComplaintForm,
        documents.resolve_second_complaint,
        lambda complaint: complaint.second_accepted_on is not None,
    ),
    "withdraw": _of(
        _("Note that the complaint is withdrawn"),
        "complaint.register",
        "FILED|ACCEPTED|RESOLVING|SECOND_FILED",
        forms.EndPartForm,
        services.withdraw_complaint,
    ),
    "go_to_court": _of(
        _("Note that the matter went to court"),
        "complaint.register",
        "FILED|REFUSED|ACCEPTED|RESOLVING|RESOLVED_FIRST|RESOLVED_SECOND",
        forms.EndPartForm,
        services.take_complaint_to_court,
    ),
    "record_court_result": _of(
        _("Record the result of the court"),
        "complaint.register",
        ComplaintState.LAWSUIT,
        forms.CourtResultForm,
        services.record_court_result,
    ),
}
RELIEF_STEPS: dict[str, PartStep] = {
    "grant": _of(
        _("Grant the relief"),
        "relief.decide",
        ReliefState.REQUESTED,
        forms.GrantReliefForm,
        documents.grant_relief,
    ),
    "refuse": _of(
        _("Refuse the relief"),
        "relief.decide",
        ReliefState.REQUESTED,
        forms.RefuseReliefForm,
        services.refuse_relief,
    ),
    "end": _of(
        _("End the relief"),
        "relief.decide",
        ReliefState.GRANTED,
        forms.EndPartForm,
        services.end_relief,
    ),
}
