"""Facilities that a draft might take, by risk, with what stands against each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from agencies.models import User
from cases.services.risk import Shown, ranked_for, shown_to
from facilities.models import Facility
from facilities.querysets import FacilityQuerySet
from inspections import candidates, services
from inspections.models import InspectionPlan
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
    rows, asked_form, is_filtered = asked_candidates(request, found, now)
    slice_ = slice_of(request, rows, by=BY_RISK)
    return page(
        request,
        "inspections/plan_candidates.html",
        {
            "plan": found,
            "is_open": str(found.state) == PlanState.DRAFT,
            "filter": asked_form,
            "is_filtered": is_filtered,
            "slice": slice_,
            "rows": rows_shown(found, slice_.rows, request.user, now),
            "form": form,
        },
    )


def asked_candidates(
    request: HttpRequest, found: InspectionPlan, now: datetime
) -> tuple[FacilityQuerySet, CandidateFilter, bool]:
    """The candidates that the address asks for, its form, whether it narrows."""
    form = CandidateFilter(request.GET or None, today=local_day(now))
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    least = asked.pop("risk_min", None)
    rows = candidates.candidates_of(found, request.user, now, **asked)
    rows = ranked_for(request.user, rows, at=now)
    if least is not None:
        rows = rows.filter(risk_seen__gte=least)
    narrows = any(value not in ("", None, False) for value in (least, *asked.values()))
    return rows.select_related("ward"), form, narrows


def rows_shown(
    found: InspectionPlan, rows: Sequence[Facility], user: User, now: datetime
) -> list[tuple[candidates.Candidate, Shown | None]]:
    """Each facility with what stands beside it and its score as the officer sees it."""
    risks = shown_to(user, [row.pk for row in rows], at=now)
    return [
        (row, risks.get(row.facility.pk))
        for row in candidates.shown(found, rows, user, now)
    ]
