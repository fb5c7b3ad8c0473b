"""Steps of a case: one page for all, one form for each; what they call is the domain.

Every step answers GET with its form, so that typing kept from an ended session finds
its way back, and a closed step says why on its own address too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import services, steps
from cases.models import Case
from cases.states import CaseState, Channel
from documents import services as documents
from documents.form_ids import FormId
from kernel.clock import local_day
from kernel.errors import NotPermitted
from web import case_page, signing
from web.errors import refusals_on, require
from web.forms import case_steps as forms
from web.forms.cases import ActForm, RespondentForm
from web.page_images import pages_in
from web.pages import page, typed
from web.papers import asks_preview, preview_answer
from web.views import steps_together
from web.views.cases import case_of, head_of, part_page
from web.views.documents import draft_of
from web.views.step_page import StepPage, Today, nothing
from web.views.steps_crime import STEPS as CRIME
from web.views.steps_execution import STEPS as EXECUTION_STEPS


def _record(case: Case, today: date) -> Today:
    return {"occurred_on": today, "place": case.place, "delivered_on": today}


def _submission(case: Case, today: date) -> Today:
    """A draft that was returned comes back as it was, to be changed."""
    last = case.drafts.order_by("-sequence").first()
    if last is None:
        return {"occurred_on": today, "main_sanction": "FINE"}
    values: Today = {
        "occurred_on": today,
        "main_sanction": last.main_sanction,
        "aggravating": last.aggravating,
        "mitigating": last.mitigating,
        "proposed_by_title": last.proposed_by_title,
        "note": last.note,
    }
    for line in last.acts.all():
        name = f"fine_{line.violation_id.hex}_{line.respondent_id.hex}"
        values[name] = line.fine_vnd
    for n, measure in enumerate(last.measures[: forms.MEASURE_ROWS]):
        values |= {f"measure{n}_{part}": value for part, value in measure.items()}
    return values


def _delivery(case: Case, today: date) -> Today:
    return {"occurred_on": today, "sent_on": today}


def _payment(case: Case, today: date) -> Today:
    debt = services.debt_on(case, on=today)
    return {"occurred_on": today, "amount_vnd": debt.total_vnd or None}


def _facts(case: Case, today: date) -> Today:
    return {
        "title": case.title,
        "detected_on": case.detected_on,
        "place": case.place,
        "ward": case.ward_id or "",
        "is_complex": case.is_complex,
        "is_respondent_unknown": case.is_respondent_unknown,
    }


def _signing(case: Case, request: HttpRequest, now: datetime) -> dict[str, Any]:
    context = signing.context_of(case, request, now)
    if context:
        draft = draft_of(request, case, FormId.SANCTION_DECISION, now)
        context["pages"] = range(1, pages_in(draft) + 1)
    return context


def _debt(case: Case, request: HttpRequest, now: datetime) -> dict[str, Any]:
    return {"debt": services.debt_on(case, on=local_day(now))}


STEPS: dict[str, StepPage] = {
    "start_verification": StepPage(
        forms.StartVerificationForm,
        services.start_verification,
        gettext_lazy("The case moves to verification; you handle it."),
    ),
    "propose_dismiss": StepPage(
        forms.ProposeDismissForm,
        services.propose_dismiss,
        gettext_lazy("A manager decides on your proposal."),
        nothing,
    ),
    "dismiss": StepPage(
        forms.NotedStepForm,
        services.dismiss,
        gettext_lazy("The matter is not pursued. The reason proposed is recorded."),
    ),
    "open_case": StepPage(
        forms.NotedStepForm,
        services.open_case,
        gettext_lazy(
            "The violation is found; the time for the violation record runs from its"
            " detection."
        ),
    ),
    "make_record": StepPage(
        forms.MakeRecordForm,
        documents.make_record,
        gettext_lazy(
            "The record gets its number and is never changed afterwards; the time to"
            " decide runs from its day."
        ),
        _record,
        "cases/step_record.html",
    ),
    "request_explanation": StepPage(
        forms.RequestExplanationForm,
        services.request_explanation,
        gettext_lazy("The time to decide becomes one month from the record."),
    ),
    "close_explanation": StepPage(
        forms.CloseExplanationForm,
        services.close_explanation,
        gettext_lazy("The case goes back to the draft of the decision."),
    ),
    "submit_decision": StepPage(
        forms.SubmitDecisionForm,
        services.submit_decision,
        gettext_lazy("The draft goes to the competent person; no clock stops."),
        _submission,
        "cases/step_submit.html",
    ),
    "sign_decision": StepPage(
        forms.SignDecisionForm,
        documents.sign_decision,
        initial=nothing,
        template="cases/sign.html",
        context=_signing,
    ),
    "send_back": StepPage(
        forms.SendBackForm,
        services.send_back,
        gettext_lazy("The handler changes the draft; the clock keeps running."),
        nothing,
    ),
    "decide_no_sanction": StepPage(
        forms.DecideNoSanctionForm,
        documents.decide_no_sanction,
        gettext_lazy(
            "You decide that nobody is sanctioned; measures may be ordered with it."
        ),
        nothing,
        "cases/step_no_sanction.html",
    ),
    "confirm_delivery": StepPage(
        forms.ConfirmDeliveryForm,
        services.confirm_delivery,
        gettext_lazy("From the day of receipt the respondent has ten days."),
        _delivery,
    ),
    "record_payment": StepPage(
        forms.RecordPaymentForm,
        services.record_payment,
        gettext_lazy("The fine is paid first, then late interest."),
        _payment,
        "cases/step_payment.html",
        _debt,
    ),
    "complete_item": StepPage(
        forms.CompleteItemForm,
        services.complete_item,
        gettext_lazy("The measure counts as carried out."),
    ),
    "complete_execution": StepPage(
        forms.NotedStepForm,
        services.complete_execution,
        gettext_lazy("Everything the decision orders is done."),
    ),
    "propose_close": StepPage(
        forms.ProposeCloseForm,
        services.propose_close,
        gettext_lazy("A manager decides on your proposal."),
        nothing,
    ),
    "close": StepPage(
        forms.NotedStepForm,
        services.close,
        gettext_lazy("The file is complete and goes to the archive."),
    ),
    "confirm_authority": StepPage(
        forms.ConfirmAuthorityForm,
        services.confirm_authority,
        gettext_lazy("Your word stands where a frame or a ceiling is not loaded."),
        nothing,
    ),
    "assign": StepPage(
        forms.AssignForm,
        services.assign,
        gettext_lazy("The officer handles the case from now on."),
        nothing,
    ),
    "edit": StepPage(
        forms.EditCaseForm,
        services.edit_case,
        gettext_lazy("Facts of the case, until the record holds them."),
        _facts,
    ),
    **EXECUTION_STEPS,
    **CRIME,
    **steps_together.STEPS,
}
ACTIONS = {act.name: act.action for act in (*steps.ACTS, *steps.ANSWERS)}


def case_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    how = STEPS.get(step)
    if how is None:
        raise Http404
    found = case_of(request, number, now=now)
    action = ACTIONS.get(step, f"case.{step}")
    require(request.user, action, how.about(found, request.user, now), now)
    form = _form(request, how, found, today)
    is_preview = form.signs_nothing = asks_preview(request, how.take)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, form.names), _naming(action):
            if is_preview:
                return preview_answer(
                    request, how.take, case=found, at=now, **form.arguments()
                )
            how.take(case=found, by=request.user, at=now, **form.arguments())
            messages.success(
                request, _("Done: %(step)s.") % {"step": steps.label_of(step)}
            )
            return redirect("case", found.number)
    found = case_of(request, number, now=now) if form.errors else found
    asked = next(
        (s for s in steps.steps_for(found, request.user, now) if s.name == step), None
    )
    context = {
        **head_of(request, found, "", now=now),
        **how.context(found, request, now),
        "form": form,
        "step": asked,
        "step_name": step,
        "label": asked.label if asked is not None else steps.label_of(step),
        "will": how.will,
        "has_preview": documents.is_previewed(how.take),
        "places": case_page.tab_places(found),
        "proposal": found.proposal,
    }
    is_closed = asked is not None and not asked.allowed and not form.is_bound
    template = "cases/step_closed.html" if is_closed else how.template
    if step == "sign_decision" and found.state == CaseState.PENDING_DECISION:
        template = how.template
    return page(request, template, context)


def add_act(request: HttpRequest, number: str) -> HttpResponse:
    """Link the case to one more behaviour of the catalogue."""
    now = timezone.now()
    found = case_of(request, number, now=now)
    require(request.user, "case.edit", found, now)
    form = ActForm(
        typed(request),
        today=local_day(now),
        initial={
            "version": found.version,
            "channel": found.channel or Channel.OFFLINE,
            "act_on": found.detected_on,
            "act_ended_on": found.detected_on,
        },
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form):
            services.add_act(
                case=found,
                version=values["version"],
                act=services.ActInput(
                    behaviour=values["behaviour"],
                    description=values["description"],
                    occurred_on=values["act_on"],
                    act_ended_on=values["act_ended_on"],
                    channel=values["channel"],
                ),
                by=request.user,
                at=now,
            )
            messages.success(request, _("Added."))
            return redirect("case_findings", found.number)
    return part_page(request, found, form, _("Add a behaviour"), "case_findings", now)


def add_respondent(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = case_of(request, number, now=now)
    require(request.user, "case.edit", found, now)
    form = RespondentForm(typed(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.add_respondent(
                case=found, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("Added."))
            return redirect("case_parties", found.number)
    return part_page(request, found, form, _("Add a respondent"), "case_parties", now)


def _form(
    request: HttpRequest, how: StepPage, found: Case, today: date
) -> forms.StepForm:
    more = {}
    if issubclass(how.form, forms.StepUpForm):
        more["request"] = request
    return how.form(
        typed(request),
        case=found,
        today=today,
        initial={**how.initial(found, today), "version": found.version},
        **more,
    )


class _naming:  # noqa: N801 - reads as a statement
    """A refused permission says for which act, so that the page can say who may."""

    def __init__(self, action: str) -> None:
        self.action = action

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, refusal: Any, trace: Any) -> None:
        if isinstance(refusal, NotPermitted):
            refusal.action = self.action  # type: ignore[attr-defined]
