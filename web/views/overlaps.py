"""Overlaps of visits in one year: asked from a plan, settled by the heads."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from inspections import services
from inspections.models import OverlapConflict
from kernel.clock import local_day
from web.errors import refusals_on, require
from web.forms.overlaps import RaiseOverlapForm, SettleOverlapForm
from web.pages import page, typed
from web.paging import slice_of
from web.views.plans import plan_of

NEWEST = ("-raised_at", "-id")
SETTLE = "overlap.settle"


def overlaps(request: HttpRequest) -> HttpResponse:
    """Those that wait first to be seen; all of them with `?all=1`."""
    rows, is_all = asked_overlaps(request, timezone.now())
    return page(
        request,
        "inspections/overlaps.html",
        {"slice": slice_of(request, rows, by=NEWEST), "is_all": is_all},
    )


def asked_overlaps(request: HttpRequest, now: datetime) -> tuple[Any, bool]:
    rows = OverlapConflict.objects.visible_to(request.user, now)
    is_all = request.GET.get("all") == "1"
    return (rows.for_list() if is_all else rows.for_list().waiting()), is_all


def overlap(request: HttpRequest, id: UUID) -> HttpResponse:
    """Both sides, the request, and the decision: to be made, or as it was made."""
    now = timezone.now()
    rows = OverlapConflict.objects.visible_to(request.user, now).for_list()
    found = get_object_or_404(rows, pk=id)
    request.seen = found.item.plan  # type: ignore[attr-defined]  # for a refusal
    if request.method == "POST":
        require(request.user, SETTLE, found, now)
    form = SettleOverlapForm(typed(request), initial={"occurred_on": local_day(now)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.settle_overlap(
                overlap=found, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("The decision is recorded."))
            return redirect("overlap", found.pk)
    return page(
        request,
        "inspections/overlap.html",
        {
            "overlap": found,
            "form": form,
            "may_settle": found.is_open
            and access.could(request.user, SETTLE, found, now),
        },
    )


def raise_overlap(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.propose", found, now)
    row = get_object_or_404(found.items.select_related("facility"), pk=item)
    form = RaiseOverlapForm(typed(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.raise_overlap(
                plan=found, item=row, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("The overlap waits for a decision."))
            return redirect("plan", found.pk)
    return page(
        request,
        "inspections/plan_form.html",
        {
            "plan": found,
            "form": form,
            "title": _("Lay the overlap before the heads: %(facility)s")
            % {"facility": row.facility.name},
            "will": _("The plan waits until it is decided."),
            "verb": _("Lay before the heads"),
        },
    )
