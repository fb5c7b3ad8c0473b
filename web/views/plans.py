"""Year plans: list, one plan with its items, its steps and adjustments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.models import User
from inspections import services
from inspections.models import (
    Inspection,
    InspectionPlan,
    OverlapConflict,
    Passes,
    PlanItem,
    engagements_in,
)
from inspections.progress import progress_in
from inspections.states import ItemState, PlanKind
from inspections.yearly import Clash, clashes
from kernel.clock import local_day
from web import follow_ups, visit_page
from web.actions import Reason
from web.errors import refusals_on, require
from web.forms import plans as forms
from web.pages import page, typed
from web.stepup import StepUpForm


def plans(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows, form, asked = asked_plans(request, now)
    today = local_day(now)
    year = asked.get("year") or today.year
    return page(
        request,
        "inspections/plans.html",
        {
            "form": form,
            "year": year,
            "progress": progress_in(year, request.user, now, on=today),
            "plans": list(rows[:100]),
            "is_filtered": any(asked.values()),
            "may_create": access.could(request.user, "plan.propose", None, now),
            "overlaps": OverlapConflict.objects.visible_to(request.user, now)
            .waiting()
            .count(),
        },
    )


def asked_plans(
    request: HttpRequest, now: datetime
) -> tuple[Any, forms.PlanFilter, dict[str, Any]]:
    """The plans that the address asks for, the filter and what was asked."""
    form = forms.PlanFilter(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = InspectionPlan.objects.visible_to(request.user, now).for_list()
    if asked.get("year"):
        rows = rows.of_year(asked["year"])
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    return rows, form, asked


def new_plan(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    require(request.user, "plan.propose", None, now)
    year = local_day(now).year + 1
    form = forms.NewPlanForm(
        typed(request), initial={"year": year, "kind": PlanKind.CHECK}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = services.draft_plan(
                year=form.cleaned_data["year"],
                kind=form.cleaned_data["kind"],
                title=form.cleaned_data["title"],
                legal_bases=form.bases(),
                by=request.user,
                at=now,
            )
            return redirect("plan", made.pk)
    return page(
        request, "inspections/plan_form.html", {"form": form, "title": _("New plan")}
    )


def plan(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = plan_of(request, id, now=now)
    items = list(items_of(found, request.user, now))
    today = local_day(now)
    against = _clashes(found, items)
    open_clashes = sum(bool(rows) for rows in against.values())
    may_edit = found.is_editable and access.could(
        request.user, "plan.propose", found, now
    )
    return page(
        request,
        "inspections/plan.html",
        {
            "plan": found,
            "chip": visit_page.PLAN_CHIPS[found.state],
            "stages": visit_page.plan_stages(found),
            "actions": visit_page.plan_actions(found, request.user, now),
            "rows": [(item, against.get(item.pk, []), item.visit) for item in items],
            "followed": follow_ups.of_plan(found, request.user, now),
            "late": {item.pk for item in items if item.is_late_on(today)},
            "open_clashes": open_clashes,
            "exceptions": sum(item.is_exception for item in items),
            "quarters": _quarters(items),
            "done": sum(item.state == ItemState.DONE for item in items),
            "counted": sum(item.state != ItemState.DROPPED for item in items),
            "changes": found.changes.prefetch_related("lines__item__facility"),
            "may_edit": may_edit,
            "may_visit": found.is_running
            and access.could(request.user, "visit.create", found, now),
        },
    )


def edit_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = plan_of(request, id, now=now)
    require(request.user, "plan.propose", found, now)
    form = forms.EditPlanForm(
        typed(request),
        initial={
            "version": found.version,
            "title": found.title,
            "legal_bases": "\n".join(found.legal_bases),
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.edit_plan(
                plan=found,
                version=form.cleaned_data["version"],
                title=form.cleaned_data["title"],
                legal_bases=form.bases(),
                by=request.user,
                at=now,
            )
            return done(request, found)
    return form_page(request, found, form, _("Title and bases"))


# Steps -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanStep:
    action: str
    form: type[forms.VersionForm]
    take: Callable[..., Any]
    will: str | Promise


STEPS: dict[str, PlanStep] = {
    "propose": PlanStep(
        "plan.propose",
        forms.PlanStepForm,
        services.propose_plan,
        gettext_lazy("Another manager reviews the list for overlaps."),
    ),
    "review": PlanStep(
        "plan.review",
        forms.PlanStepForm,
        services.review_plan,
        gettext_lazy("You confirm that no facility overlaps with another visit."),
    ),
    "send_back": PlanStep(
        "plan.review",
        forms.ReasonForm,
        services.send_back_plan,
        gettext_lazy("The list is changed, proposed and reviewed again."),
    ),
    "approve": PlanStep(
        "plan.approve",
        forms.ApprovePlanForm,
        services.approve_plan,
        gettext_lazy("You sign the plan; it takes its number."),
    ),
    "publish": PlanStep(
        "plan.publish",
        forms.PlanStepForm,
        services.publish_plan,
        gettext_lazy("Everybody may read the plan; visits can be opened."),
    ),
    "start": PlanStep(
        "plan.adjust",
        forms.VersionOnlyForm,
        services.start_plan,
        gettext_lazy("The plan is being carried out."),
    ),
    "finish": PlanStep(
        "plan.adjust",
        forms.VersionOnlyForm,
        services.finish_plan,
        gettext_lazy("Every facility is done, postponed or taken out."),
    ),
}


def plan_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    now = timezone.now()
    how = STEPS.get(step)
    if how is None:
        raise Http404
    found = plan_of(request, id, now=now)
    require(request.user, how.action, found, now)
    more = {"request": request} if issubclass(how.form, StepUpForm) else {}
    form = how.form(
        typed(request),
        initial={"version": found.version, "occurred_on": local_day(now)},
        **more,
    )
    label = next(iter(getattr(found, step)._django_fsm.transitions.values())).custom[
        "label"
    ]
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            how.take(plan=found, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("Done: %(step)s.") % {"step": label})
            return redirect("plan", found.pk)
    closed = () if form.is_bound else visit_page.against(found, step, now)
    return form_page(
        request, found, form, label, will=how.will, verb=label, closed=closed
    )


def plan_of(request: HttpRequest, id: UUID, *, now: datetime) -> InspectionPlan:
    rows = InspectionPlan.objects.visible_to(request.user, now).select_related(
        "agency__parent",
        "drafted_by",
        "proposed_by",
        "reviewed_by",
        "approved_by",
    )
    found = get_object_or_404(rows, pk=id)
    request.seen = found  # type: ignore[attr-defined]  # for a refusal
    return found


def items_of(found: InspectionPlan, officer: User, now: datetime) -> Any:
    return (
        found.items.select_related(
            "facility__ward", "lead_agency", "plan__agency", "team_lead"
        )
        .with_told_days(officer, now)
        .prefetch_related(
            Prefetch("inspections", Inspection.objects.prefetch_related("team")),
            "overlaps",
        )
        .in_order()
    )


def _clashes(found: InspectionPlan, items: list[PlanItem]) -> dict[UUID, list[Clash]]:
    """What stands against each item while the list is worked on."""
    if not found.is_editable and found.approved_on:
        return {}
    live = [item for item in items if item.state != ItemState.DROPPED]
    others = engagements_in(found.year, {i.facility.business_key for i in live})
    passes = Passes(item.pk for item in live)
    pairs = (
        (
            item,
            clashes(
                item.engagement(),
                others[item.facility.business_key],
                passes=passes.of(item.pk),
            ),
        )
        for item in live
        if not item.is_exception
    )
    return {item.pk: rows for item, rows in pairs if rows}


def _quarters(items: list[PlanItem]) -> list[tuple[str, int, int]]:
    """How many visits begin in each quarter, and the share of the busiest."""
    counts = [0, 0, 0, 0]
    for item in items:
        if item.state != ItemState.DROPPED:
            counts[(item.first_month - 1) // 3] += 1
    most = max(counts) or 1
    names = ("I", "II", "III", "IV")
    return [(name, n, n * 100 // most) for name, n in zip(names, counts, strict=True)]


def done(request: HttpRequest, found: InspectionPlan) -> HttpResponse:
    """What was typed is kept: back to the plan."""
    messages.success(request, _("Saved."))
    return redirect("plan", found.pk)


def form_page(
    request: HttpRequest,
    found: InspectionPlan,
    form: Any,
    title: Any,
    *,
    will: Any = "",
    verb: Any = "",
    closed: Sequence[Reason] = (),
) -> HttpResponse:
    return page(
        request,
        "inspections/plan_form.html",
        {
            "plan": found,
            "form": form,
            "title": title,
            "will": will,
            "verb": verb or _("Save"),
            "closed": closed,
        },
    )
