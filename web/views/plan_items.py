"""The facilities of a plan: put in, changed, taken out; adjustments afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections import services
from inspections.models import InspectionPlan
from inspections.states import Mode
from kernel.clock import local_day
from web.errors import refusals_on, require
from web.forms import plans as forms
from web.pages import typed
from web.views.plans import done, form_page, plan_of


def add_plan_item(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.propose", found, now)
    form = forms.NewItemForm(
        typed(request),
        officer=request.user,
        now=now,
        initial=_new_item(found) | {"facility": request.GET.get("facility", "")},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form):
            item = form.item_of(
                values["facility"], exception_reason=values["exception_reason"]
            )
            services.add_item(
                plan=found,
                version=values["version"],
                item=item,
                by=request.user,
                at=now,
            )
            return done(request, found)
    return form_page(request, found, form, _("Add a facility"))


def edit_plan_item(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.propose", found, now)
    row = get_object_or_404(found.items.select_related("facility"), pk=item)
    form = forms.EditItemForm(
        typed(request),
        initial={
            "version": found.version,
            "first_month": row.first_month,
            "last_month": row.last_month,
            "content": row.content,
            "mode": row.mode,
            "scope": row.scope,
            "lead_agency": row.lead_agency_id,
            "planned_on": row.planned_on,
            "team_lead": row.team_lead_id,
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.edit_item(
                plan=found,
                version=form.cleaned_data["version"],
                item=row,
                changed=form.item_of(row.facility),
                by=request.user,
                at=now,
            )
            return done(request, found)
    return form_page(request, found, form, row.facility.name)


def drop_plan_item(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    return _reasoned(request, id, item, services.drop_item, _("Take out of the plan"))


def keep_plan_item(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """Keep a clashing item as an exception: the approver sees the reason."""
    return _reasoned(
        request,
        id,
        item,
        services.keep_as_exception,
        _("Keep as an exception, with its reason"),
    )


def _reasoned(
    request: HttpRequest,
    id: UUID,
    item: UUID,
    take: Callable[..., Any],
    title: str,
) -> HttpResponse:
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.propose", found, now)
    row = get_object_or_404(found.items.select_related("facility"), pk=item)
    form = forms.ReasonForm(typed(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            take(plan=found, item=row, by=request.user, at=now, **form.cleaned_data)
            return done(request, found)
    return form_page(request, found, form, f"{title}: {row.facility.name}")


def adjust_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take out, postpone, move or take up again, with reason and basis."""
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.adjust", found, now)
    rows = found.items.filter(state__in=forms.ADJUSTABLE).select_related("facility")
    form = forms.AdjustForm(
        typed(request),
        rows=rows,
        initial={"version": found.version, "occurred_on": local_day(now)},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form):
            services.adjust_plan(
                plan=found,
                version=values["version"],
                reason=values["reason"],
                legal_basis=values["legal_basis"],
                occurred_on=values["occurred_on"],
                by=request.user,
                at=now,
                **form.changes(),
            )
            return done(request, found)
    return form_page(request, found, form, _("Adjust the plan"))


def add_by_adjustment(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.adjust", found, now)
    form = forms.AddByAdjustmentForm(
        typed(request),
        officer=request.user,
        now=now,
        initial=_new_item(found) | {"occurred_on": local_day(now)},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form):
            item = form.item_of(
                values["facility"], exception_reason=values["exception_reason"]
            )
            services.adjust_plan(
                plan=found,
                version=values["version"],
                reason=values["reason"],
                legal_basis=values["legal_basis"],
                occurred_on=values["occurred_on"],
                add=[item],
                by=request.user,
                at=now,
            )
            return done(request, found)
    return form_page(request, found, form, _("Add by adjustment"))


def _new_item(found: InspectionPlan) -> dict[str, Any]:
    return {
        "version": found.version,
        "first_month": 1,
        "last_month": 3,
        "mode": Mode.ON_SITE,
    }
