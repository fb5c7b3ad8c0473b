"""Relief, complaints and further acts on the decision of a case, on one tab."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import User
from cases import services
from cases.models import Case
from documents import services as documents
from kernel.clock import local_day
from kernel.errors import NotPermitted
from web.errors import refusals_on
from web.forms.case_execution import GrantReliefForm
from web.pages import page, typed
from web.papers import asks_preview, preview_answer
from web.stepup import StepUpForm
from web.views.case_tabs import opened
from web.views.cases import head_of
from web.views.steps_execution import COMPLAINT_STEPS, RELIEF_STEPS, PartStep

KINDS = {
    "complaints": (COMPLAINT_STEPS, "complaint_id"),
    "reliefs": (RELIEF_STEPS, "relief_id"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A complaint or relief, and the steps open to the officer now."""

    part: Any
    links: tuple[tuple[str, Any], ...]


def case_execution(request: HttpRequest, number: str) -> HttpResponse:
    now, found = opened(request, number)
    reliefs = found.reliefs.select_related("decided_by").prefetch_related("instalments")
    complaints = found.complaints.select_related("second_agency")
    return page(
        request,
        "cases/execution.html",
        {
            **head_of(request, found, "case_execution", now=now),
            "debt": services.debt_on(found, on=local_day(now)),
            "reliefs": _rows(found, "reliefs", reliefs, request.user, now),
            "complaints": _rows(found, "complaints", complaints, request.user, now),
            "enforcements": found.enforcements.all(),
            "suspensions": found.suspensions.all(),
            "revisions": found.revisions.all(),
        },
    )


def case_part_step(
    request: HttpRequest, number: str, kind: str, part: UUID, step: str
) -> HttpResponse:
    """A step of a complaint or of a relief."""
    now, found = opened(request, number)
    steps, name_of_id = KINDS.get(kind, ({}, ""))
    how = steps.get(step)
    row = getattr(found, kind).filter(pk=part).first() if how is not None else None
    if how is None or row is None:
        raise Http404
    row.case = found
    if not access.could(request.user, how.action, row.in_case, now):
        refusal = NotPermitted()
        refusal.action = how.action  # type: ignore[attr-defined]
        raise refusal
    form = _form(request, how, found, row, now)
    is_preview = form.signs_nothing = asks_preview(request, how.take)
    if request.method == "POST" and form.is_valid():
        asked = {"case": found, "at": now, name_of_id: row.pk, **form.arguments()}
        with refusals_on(form, form.names):
            if is_preview:
                return preview_answer(request, how.take, **asked)
            how.take(by=request.user, **asked)
            messages.success(request, _("Done: %(step)s.") % {"step": how.label})
            return redirect("case_execution", found.number)
    return page(
        request,
        "cases/part_form.html",
        {
            **head_of(request, found, "case_execution", now=now),
            "form": form,
            "title": how.label,
            "back": "case_execution",
            "has_preview": documents.is_previewed(how.take),
        },
    )


def _form(
    request: HttpRequest, how: PartStep, found: Case, part: Any, now: datetime
) -> Any:
    today = local_day(now)
    more: dict[str, Any] = {}
    if issubclass(how.form, StepUpForm):
        more["request"] = request
    if issubclass(how.form, GrantReliefForm):
        more["part"] = part
    return how.form(
        typed(request),
        case=found,
        today=today,
        initial={"version": found.version, "occurred_on": today},
        **more,
    )


def _rows(
    found: Case, kind: str, parts: Any, officer: User, now: datetime
) -> list[Row]:
    steps, _name = KINDS[kind]
    rows = []
    for part in parts:
        part.case = found
        links = tuple(
            (
                reverse("case_part_step", args=[found.number, kind, part.pk, name]),
                how.label,
            )
            for name, how in steps.items()
            if how.leads_on(part) and access.can(officer, how.action, part.in_case, now)
        )
        rows.append(Row(part, links))
    return rows
