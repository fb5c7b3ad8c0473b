"""The law desk at work: propose, approve, refuse, withdraw; the law as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.services.law_changes import approve_law_change
from kernel.clock import local_day
from kernel.errors import NotPermitted
from regulations import exchange, policies, proposals
from regulations.kinds import Confidence, FrameSubject, ProposalKind, Reach
from regulations.models import ReferenceProposal
from web import calendar_memory
from web.errors import refusals_on, require
from web.forms import law_desk as forms
from web.pages import page, typed
from web.stepup import StepUpForm
from web.views.law_desk import (
    enter,
    head_of,
    proposal_of,
    row_asked_for,
    table_or_404,
)


def propose_law_change(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The form of a row, filled in as it stands."""
    now = timezone.now()
    enter(request, now)
    table = table_or_404(kind)
    row = row_asked_for(request, table, code)
    require(request.user, policies.action_for(kind, code), None, now)
    form = forms.FORMS[table.kind](typed(request), table=table, row=row)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {table.citation: "citation"}):
            made = proposals.propose_change(
                kind=kind,
                code=code,
                reach=form.cleaned_data["reach"],
                values=form.values(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
            return _proposed(request, made)
    return page(
        request,
        "regulations/law_form.html",
        {
            "form": form,
            "title": table.name_of(row),
            "code": code,
            "kind": table.kind,
            "row": row,
        },
    )


def new_behaviour(request: HttpRequest) -> HttpResponse:
    """A behaviour that the catalogue does not have."""
    now = timezone.now()
    enter(request, now)
    require(request.user, policies.EDIT_REFERENCE, None, now)
    form = forms.NewBehaviourForm(
        typed(request),
        initial={
            "frame_subject": FrameSubject.ORGANISATION,
            "confidence": Confidence.CONFIRMED,
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {"legal_basis": "citation"}):
            made = proposals.propose_change(
                kind=ProposalKind.BEHAVIOUR,
                code=form.cleaned_data["code"],
                reach=Reach.NEW,
                values=form.values(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
            return _proposed(request, made)
    title = _("New behaviour")
    return page(request, "regulations/law_form.html", {"form": form, "title": title})


# Settling ----------------------------------------------------------------------------


def _approve(proposal: ReferenceProposal, **values: Any) -> str:
    moved = approve_law_change(proposal=proposal, **values)
    if not proposal.is_of_calendar:
        return _("Approved: the rows count from their days on.")
    calendar_memory.forget()
    text = ngettext(
        "Approved; %(n)d running limit moved.",
        "Approved; %(n)d running limits moved.",
        moved,
    )
    return text % {"n": moved}


def _refuse(proposal: ReferenceProposal, **values: Any) -> str:
    proposals.refuse(proposal=proposal, **values)
    return _("Refused; the law stays as it is.")


def _withdraw(proposal: ReferenceProposal, **values: Any) -> str:
    proposals.withdraw(proposal=proposal, **values)
    return _("Withdrawn.")


@dataclass(frozen=True, slots=True)
class Step:
    form: type[forms.ApproveForm | forms.RefuseForm | forms.WithdrawForm]
    take: Callable[..., str]
    verb: str | Promise
    will: str | Promise


STEPS = {
    "approve": Step(
        forms.ApproveForm,
        _approve,
        gettext_lazy("Approve"),
        gettext_lazy(
            "You confirm as the second person that the figures are those of the"
            " citation. Cases keep the rows that they began with."
        ),
    ),
    "refuse": Step(
        forms.RefuseForm,
        _refuse,
        gettext_lazy("Refuse"),
        gettext_lazy("The law stays as it is; the proposer reads your reason."),
    ),
    "withdraw": Step(
        forms.WithdrawForm,
        _withdraw,
        gettext_lazy("Withdraw"),
        gettext_lazy("The proposal ends; the row can be proposed anew."),
    ),
}


def law_proposal_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    now = timezone.now()
    how = STEPS.get(step)
    if how is None:
        raise Http404
    found = proposal_of(request, id, now=now)
    may = policies.may_withdraw if step == "withdraw" else policies.may_settle
    if not may(request.user, found, now):
        refusal = NotPermitted()
        refusal.action = policies.APPROVE  # type: ignore[attr-defined]
        raise refusal
    more = {"request": request} if issubclass(how.form, StepUpForm) else {}
    form = how.form(typed(request), **more)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            said = how.take(found, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, said)
            return redirect("law_proposal", found.pk)
    return page(
        request,
        "regulations/law_proposal.html",
        head_of(found) | {"form": form, "verb": how.verb, "will": how.will},
    )


# The file ----------------------------------------------------------------------------


def export_law(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    require(request.user, policies.EXPORT, None, now)
    file = exchange.export_law(by=request.user, at=now)
    name = f"{exchange.FORMAT}-{local_day(now).isoformat()}.json"
    return HttpResponse(
        exchange.as_text(file),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def import_law(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    require(request.user, policies.IMPORT, None, now)
    form = forms.ImportForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = exchange.import_law(
                content=form.cleaned_data["file"].read(exchange.LARGEST_BYTES + 1),
                begins_on=form.cleaned_data["begins_on"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
            return _proposed(request, made)
    return page(request, "regulations/law_import.html", {"form": form})


def _proposed(request: HttpRequest, made: ReferenceProposal) -> HttpResponse:
    messages.success(request, _("Proposed. A second person approves it."))
    return redirect("law_proposal", made.pk)
