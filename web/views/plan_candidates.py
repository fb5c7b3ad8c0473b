"""Facilities that a draft might take, by risk, with what stands against each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from cases.services.risk import ranked_for, shown_to
from facilities.models import Facility
from inspections import candidates, services
from inspections.states import Mode, PlanState
from kernel.clock import local_day
from web.errors import refusals_on, require
from web.forms.plan_candidates import CandidateFilter, ChooseForm
from web.pages import page, typed
from web.paging import slice_of
from web.views.plans import plan_of

BY_RISK = ("-risk_seen?", "name_key", "id")


def plan_candidates(request: HttpRequest, id: UUID) -> HttpResponse:
    """Choose many at once; the list keeps its place while the form is refused."""
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.propose", found, now)
    asked_form = CandidateFilter(request.GET or None, today=local_day(now))
    asked: dict[str, Any] = asked_form.cleaned_data if asked_form.is_valid() else {}
    form = ChooseForm(
        typed(request),
        rows=Facility.objects.visible_to(request.user, now),
        chosen=request.POST.getlist("facilities"),
        initial={
            "version": found.version,
            "first_month": 1,
            "last_month": 3,
            "mode": Mode.ON_SITE,
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = services.add_items(
                plan=found,
                version=form.cleaned_data["version"],
                items=form.items(),
                overlap_request=form.cleaned_data["overlap_request"],
                by=request.user,
                at=now,
            )
            text = ngettext(
                "%(count)s facility was put into the plan.",
                "%(count)s facilities were put into the plan.",
                len(made),
            )
            messages.success(request, text % {"count": len(made)})
            return redirect("plan", found.pk)
    least = asked.pop("risk_min", None)
    rows = candidates.candidates_of(found, request.user, now, **asked)
    rows = ranked_for(request.user, rows, at=now)
    if least is not None:
        rows = rows.filter(risk_seen__gte=least)
    slice_ = slice_of(request, rows.select_related("ward"), by=BY_RISK)
    risks = shown_to(request.user, [row.pk for row in slice_.rows], at=now)
    return page(
        request,
        "inspections/plan_candidates.html",
        {
            "plan": found,
            "is_open": str(found.state) == PlanState.DRAFT,
            "filter": asked_form,
            "is_filtered": any(
                value not in ("", None, False) for value in (least, *asked.values())
            ),
            "slice": slice_,
            "rows": [
                (row, risks.get(row.facility.pk))
                for row in candidates.shown(found, slice_.rows, request.user, now)
            ],
            "form": form,
        },
    )
