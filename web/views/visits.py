"""Visits: new ones, one visit with its overview and its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from documents import services as documents
from documents.form_ids import FormId
from inspections import services, signatures
from inspections.limits import limits_of
from inspections.models import (
    Finding,
    Inspection,
    InspectionPlan,
    TeamMember,
)
from inspections.states import Mode, PlanKind, VisitState
from kernel.clock import local_day
from web import follow_ups, visit_page
from web.actions import Reason
from web.calendar_memory import known_calendar
from web.errors import refusals_on, require
from web.forms import visits as forms
from web.pages import page, typed
from web.papers import asks_preview, preview_answer
from web.stepup import StepUpForm

# When the minutes can be printed: as a draft to take along, or as they were locked.
_WITH_MINUTES = frozenset(
    {
        VisitState.DECIDED,
        VisitState.UNDER_WAY,
        VisitState.RECORDED,
        VisitState.CONCLUDED,
    }
)


def new_inspection(request: HttpRequest) -> HttpResponse:
    """A visit that no plan foresaw, with its ground."""
    now = timezone.now()
    require(request.user, "visit.create", None, now)
    form = forms.AdHocVisitForm(
        typed(request),
        officer=request.user,
        now=now,
        initial={
            "facility": request.GET.get("facility", ""),
            "kind": PlanKind.CHECK,
            "mode": Mode.ON_SITE,
            "scheduled_on": local_day(now),
            "lead": request.user.pk,
        },
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form):
            made = services.open_ad_hoc_visit(
                facility=values["facility"],
                ground=values["ground"],
                ground_text=values["ground_text"],
                content=tuple(values["content"]),
                kind=values["kind"],
                mode=values["mode"],
                visit=form.visit(),
                by=request.user,
                at=now,
            )
            return _opened(request, made)
    return page(
        request,
        "inspections/new.html",
        {
            "form": form,
            "label": _("New visit without a plan"),
            "verb": _("Open the visit"),
        },
    )


def new_planned_inspection(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """The visit of a plan item."""
    now = timezone.now()
    rows = InspectionPlan.objects.visible_to(request.user, now)
    plan = get_object_or_404(rows.select_related("agency"), pk=id)
    row = get_object_or_404(
        plan.items.select_related("facility__ward", "plan__agency", "lead_agency"),
        pk=item,
    )
    require(request.user, "visit.create", row, now)
    form = forms.PlannedVisitForm(
        typed(request),
        initial={"scheduled_on": local_day(now), "lead": request.user.pk},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = services.open_visit_from_item(
                item=row, visit=form.visit(), by=request.user, at=now
            )
            return _opened(request, made)
    return page(
        request,
        "inspections/new.html",
        {
            "form": form,
            "item": row,
            "label": _("Visit of %(facility)s") % {"facility": row.facility.name},
            "verb": _("Open the visit"),
        },
    )


def inspection(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    return page(
        request,
        "inspections/overview.html",
        {
            **head_of(request, found, "inspection", now=now),
            "limits": limits_of(found, calendar=known_calendar()),
            **follow_ups.both_sides(found, request.user, now),
            "field_records": found.field_records.visible_to(
                request.user, now
            ).select_related("sender", "visit"),
            "papers": found.documents.select_related("template"),
            "today": local_day(now),
        },
    )


# Steps -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VisitStep:
    action: str
    form: type[forms.VersionForm]
    take: Callable[..., Any]
    label: str | Promise
    will: str | Promise = ""
    # The act whose paper may be looked at before it is taken.
    prints: Callable[..., Any] | None = None


def _assign(*, visit: Inspection, form: Any, **who: Any) -> Any:
    team = form.taken_team()
    return services.assign_team(
        visit=visit, version=form.cleaned_data["version"], team=team, **who
    )


def _lock(*, visit: Inspection, form: Any, **who: Any) -> Any:
    values = form.cleaned_data
    return documents.lock_inspection_record(
        visit=visit,
        version=values["version"],
        record=form.record(),
        ended_at=values["ended_at"],
        **who,
    )


def _plainly(service: Callable[..., Any]) -> Callable[..., Any]:
    def take(*, visit: Inspection, form: Any, **who: Any) -> Any:
        return service(visit=visit, **form.cleaned_data, **who)

    return take


STEPS: dict[str, VisitStep] = {
    "decide": VisitStep(
        "inspection.decide",
        forms.DecideVisitForm,
        _plainly(documents.decide_inspection),
        gettext_lazy("Sign the inspection decision"),
        gettext_lazy("The decision takes its number; the team may go."),
        prints=documents.decide_inspection,
    ),
    "start": VisitStep(
        "finding.record",
        forms.StartVisitForm,
        _plainly(services.start_visit),
        gettext_lazy("Start the visit"),
        gettext_lazy("The decision is announced; answers and findings are recorded."),
    ),
    "lock_record": VisitStep(
        "record.lock",
        forms.LockRecordForm,
        _lock,
        gettext_lazy("Lock the record"),
        gettext_lazy(
            "After this nothing of the visit can be edited; mistakes are noted in a"
            " supplement."
        ),
    ),
    "finish_remote": VisitStep(
        "record.lock",
        forms.FinishRemoteForm,
        _plainly(services.finish_remote),
        gettext_lazy("Finish the remote review"),
        gettext_lazy("The papers are in order: nobody goes."),
    ),
    "go_on_site": VisitStep(
        "record.lock",
        forms.ReasonForm,
        _plainly(services.go_on_site),
        gettext_lazy("Go on site"),
        gettext_lazy("The remote review becomes a visit on the spot."),
    ),
    "conclude": VisitStep(
        "conclusion.issue",
        forms.ConclusionForm,
        _plainly(documents.issue_conclusion),
        gettext_lazy("Issue the conclusion"),
        prints=documents.issue_conclusion,
    ),
    "publish_conclusion": VisitStep(
        "conclusion.issue",
        forms.PublishConclusionForm,
        _plainly(services.publish_conclusion),
        gettext_lazy("Publish the conclusion"),
        gettext_lazy("Everybody may read it on the open page; this is not undone."),
    ),
    "cancel": VisitStep(
        "inspection.decide",
        forms.ReasonForm,
        _plainly(services.cancel_visit),
        gettext_lazy("Cancel the visit"),
        gettext_lazy("Its plan item is free for another visit."),
    ),
    "assign": VisitStep(
        "visit.assign",
        forms.TeamForm,
        _assign,
        gettext_lazy("Name the team"),
    ),
    "reschedule": VisitStep(
        "visit.assign",
        forms.RescheduleForm,
        _plainly(services.reschedule_visit),
        gettext_lazy("Move to another day"),
    ),
    "receive_draft": VisitStep(
        "conclusion.submit",
        forms.DayForm,
        _plainly(services.receive_draft_conclusion),
        gettext_lazy("Hand in the draft conclusion"),
        gettext_lazy("The time to issue the conclusion runs from this day."),
    ),
}


def inspection_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    now = timezone.now()
    how = STEPS.get(step)
    if how is None:
        raise Http404
    found = visit_of(request, number, now=now)
    require(request.user, how.action, found, now)
    more: dict[str, Any] = {}
    if issubclass(how.form, StepUpForm):
        more["request"] = request
    if step == "lock_record":
        more["ends"] = signatures.ends_of(found)
    form = how.form(typed(request), initial=_initial(found, step, now), **more)
    is_preview = form.signs_nothing = asks_preview(request, how.prints)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            if is_preview and how.prints is not None:
                return preview_answer(
                    request, how.prints, visit=found, at=now, **form.cleaned_data
                )
            how.take(visit=found, form=form, by=request.user, at=now)
            messages.success(request, _("Done: %(step)s.") % {"step": how.label})
            return redirect("inspection", found.number)
    return page(
        request,
        "inspections/step.html",
        {
            "visit": found,
            "form": form,
            "label": how.label,
            "will": how.will,
            "step": step,
            "has_preview": how.prints is not None,
            "closed": _closed(found, step, form, now),
            "unanswered": found.unanswered_questions() if step == "lock_record" else [],
        },
    )


def _closed(
    found: Inspection, step: str, form: BaseForm, now: datetime
) -> Sequence[Reason]:
    """Why the step is not open; a sent form tells it in its own summary."""
    return () if form.is_bound else visit_page.against(found, step, now)


def visit_of(request: HttpRequest, number: str, *, now: datetime) -> Inspection:
    rows = (
        Inspection.objects.visible_to(request.user, now)
        .select_related(
            "agency__parent",
            "facility__ward",
            "facility__party",
            "plan_item__plan__agency",
            "plan_item__facility",
            "checklist_version__checklist",
            "ward",
            "decision__signed_by",
            "record__locked_by",
            "conclusion__signed_by",
        )
        .prefetch_related(
            "remote_reviews",
            Prefetch("team", TeamMember.objects.select_related("officer", "agency")),
            Prefetch(
                "findings",
                Finding.objects.select_related(
                    "behaviour", "recorded_by"
                ).prefetch_related("titles", "case_findings__case"),
            ),
        )
    )
    found = get_object_or_404(rows, number=number)
    request.seen = found  # type: ignore[attr-defined]  # for a refusal
    return found


def head_of(
    request: HttpRequest, found: Inspection, current: str, *, now: datetime
) -> dict[str, Any]:
    """What stands on top of every page of a visit."""
    prints = []
    if found.state in _WITH_MINUTES:
        address = reverse(
            "print_visit", args=[found.number, FormId.INSPECTION_RECORD.value]
        )
        prints = [(address, "print", _("Print the minutes"))]
    return {
        "visit": found,
        "chip": visit_page.VISIT_CHIPS[found.state],
        "stages": visit_page.visit_stages(found),
        "actions": visit_page.visit_actions(found, request.user, now),
        "tabs": visit_page.visit_tabs(found, current=current),
        "prints": prints,
        "may_record": found.state == VisitState.UNDER_WAY
        and access.could(request.user, "finding.record", found, now),
    }


def _initial(found: Inspection, step: str, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {
        "version": found.version,
        "occurred_on": local_day(now),
        "published_on": local_day(now),
        "started_at": now,
        "ended_at": now,
        "scheduled_on": found.scheduled_on,
        "place": found.place,
        "copies": 2,
        "representative_signed": "yes",
    }
    if step == "assign":
        values["lead"] = found.lead_id
        values["members"] = [
            str(m.officer_id) for m in found.team.all() if not m.is_lead
        ]
        values["secretary"] = next(
            (m.officer_id for m in found.team.all() if m.is_secretary), ""
        )
    return values


def _opened(request: HttpRequest, made: Inspection) -> HttpResponse:
    messages.success(
        request, _("Visit %(number)s is opened.") % {"number": made.number}
    )
    return redirect("inspection", made.number)
