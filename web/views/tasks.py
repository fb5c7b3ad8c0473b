"""Work between agencies: the boxes, one task's steps, the tab of a case, its notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import User
from cases import policies, services
from cases.models import Case, InteragencyTask, Opinion, Transfer
from cases.timeline import timeline
from cases.waiting import Waiting, waiting_list
from inspections.models import TipOff
from kernel.clock import local_day
from web.asked_of_us import place_of
from web.case_page import next_step_of
from web.errors import refusals_on, require
from web.forms import case_together as forms
from web.forms.base import PageForm
from web.pages import page, typed
from web.views.cases import case_of, head_of

FULL_VIEWS = frozenset({"case.view_full", "case.view_partner"})
BOXES: dict[str, str | Promise] = {
    "waiting": gettext_lazy("Waiting for us"),
    "in": gettext_lazy("Asked of us"),
    "out": gettext_lazy("Asked by us"),
    "mine": gettext_lazy("Mine"),
}


@dataclass(frozen=True, slots=True)
class TaskStep:
    label: str | Promise
    action: str
    form: type[PageForm]
    take: Callable[..., Any]
    states: frozenset[str]


_OPEN = frozenset({"PROPOSED", "ACCEPTED", "IN_PROGRESS"})
STEPS = {
    "accept": TaskStep(
        gettext_lazy("Accept the task"),
        "task.accept",
        forms.TaskStepForm,
        services.accept_task,
        frozenset({"PROPOSED"}),
    ),
    "decline": TaskStep(
        gettext_lazy("Decline the task"),
        "task.decline",
        forms.TaskReasonForm,
        services.decline_task,
        frozenset({"PROPOSED"}),
    ),
    "begin": TaskStep(
        gettext_lazy("Begin the task"),
        "task.answer",
        forms.TaskStepForm,
        services.begin_task,
        frozenset({"ACCEPTED"}),
    ),
    "answer": TaskStep(
        gettext_lazy("Answer the task"),
        "task.answer",
        forms.TaskAnswerForm,
        services.answer_task,
        _OPEN,
    ),
    "cancel": TaskStep(
        gettext_lazy("Cancel the task"),
        "task.cancel",
        forms.TaskReasonForm,
        services.cancel_task,
        _OPEN,
    ),
}


def tasks(request: HttpRequest) -> HttpResponse:
    """What waits for the agency, and the boxes of its tasks."""
    now, user = timezone.now(), request.user
    box, found = asked_tasks(request, now)
    rows = [] if found is None else list(found)
    hidden = services.hidden_names({row.case_id for row in rows}, user, now)
    return page(
        request,
        "tasks/list.html",
        {
            "box": box,
            "boxes": BOXES.items(),
            "tasks": rows,
            "hidden_names": hidden,
            "waiting": waits(user, now) if found is None else [],
            "tip_offs": TipOff.objects.waiting_for(user, now).count()
            if box == "waiting" and access.can(user, "tipoff.triage", None, now)
            else 0,
            "today": local_day(now),
        },
    )


def asked_tasks(request: HttpRequest, now: datetime) -> tuple[str, Any]:
    """The box that the address asks for and its tasks; None: what waits for us."""
    box, user, rows = request.GET.get("box", "waiting"), request.user, None
    match box:
        case "waiting":
            return box, None
        case "in":
            rows = InteragencyTask.objects.box_in(user, now)
        case "out":
            rows = InteragencyTask.objects.box_out(user, now)
        case "mine":
            rows = InteragencyTask.objects.mine(user, now)
        case _:
            raise Http404
    return box, rows.for_list().order_by("due_on", "id")


def waits(user: User, now: datetime) -> list[tuple[Waiting, str, str]]:
    """What waits for the agency, where it is answered, and what is to be done."""
    return [
        (row, place_of(row.kind, row.about, row.case), _what_waits(row))
        for row in waiting_list(user, now)
    ]


def asks_itself(row: Waiting) -> bool:
    """The next step of an own case is asked by nobody."""
    return row.kind == "step" and row.asked_by == row.case.lead_agency


def _what_waits(row: Waiting) -> str:
    """A case waits for its next step, by the name of that step."""
    return str(next_step_of(row.case)) if row.kind == "step" else row.label


def task(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = _task_of(request, id)
    return page(
        request,
        "tasks/task.html",
        {
            "task": found,
            "tasks": [found],
            "case": found.case,
            "steps": [
                (name, step.label)
                for name, step in STEPS.items()
                if found.state in step.states
                and access.can(request.user, step.action, found.in_case, now)
            ],
            "today": local_day(now),
        },
    )


def task_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    now = timezone.now()
    how = STEPS.get(step)
    if how is None:
        raise Http404
    found = _task_of(request, id)
    require(request.user, how.action, found.in_case, now)
    form = how.form(typed(request), initial={"occurred_on": local_day(now)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            how.take(task=found, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("Done: %(step)s.") % {"step": how.label})
            return redirect("task", found.pk)
    return page(
        request,
        "tasks/step.html",
        {"task": found, "case": found.case, "form": form, "label": how.label},
    )


def case_tasks(request: HttpRequest, number: str) -> HttpResponse:
    """The tab: tasks, opinions, hand-overs, notes and the joint timeline."""
    now = timezone.now()
    found = case_of(request, number, now=now)
    user = request.user
    if policies.view_of(found, user, now) not in FULL_VIEWS:
        raise Http404
    return page(
        request,
        "cases/tasks.html",
        {
            **head_of(request, found, "case_tasks", now=now),
            "tasks": tasks_of(found, user, now),
            "opinions": opinions_of(found, user, now),
            "transfers": transfers_of(found, user, now),
            "notes": [
                (
                    note,
                    services.text_for(note, user),
                    note.is_operational and note.written_by_id != user.pk,
                    services.may_share_note(note, found, user, now),
                )
                for note in services.visible_notes(found, user, now)
            ],
            "may_note": any(
                access.can(user, action, found, now)
                for action in ("agency_note.write", "police_note.write")
            ),
            "form": forms.NoteForm(),
            "happenings": timeline(
                found, user, now, agency=request.GET.get("agency", "")
            ),
            "today": local_day(now),
        },
    )


def tasks_of(found: Case, user: User, now: datetime) -> Any:
    """The tasks of a case that the officer may see."""
    rows = InteragencyTask.objects.visible_to(user, now).filter(case=found)
    return rows.for_list()


def opinions_of(found: Case, user: User, now: datetime) -> QuerySet[Opinion]:
    """All for who sees the whole file; else those of the own agency."""
    rows = found.opinions.select_related("agency", "given_by")
    if policies.view_of(found, user, now) == "case.view_full":
        return rows
    return rows.filter(agency=user.agency_id)


def transfers_of(found: Case, user: User, now: datetime) -> QuerySet[Transfer]:
    """The hand-overs of a case, for who sees the whole file."""
    rows = found.transfers.select_related(
        "from_agency", "to_agency", "offered_by", "answered_by"
    )
    if policies.view_of(found, user, now) == "case.view_full":
        return rows
    return rows.none()


@require_POST
def add_note(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = case_of(request, number, now=now)
    form = forms.NoteForm(typed(request))
    if form.is_valid():
        with refusals_on(form):
            services.write_note(
                case=found, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("Added."))
            return redirect("case_tasks", found.number)
    return page(
        request,
        "cases/note.html",
        {**head_of(request, found, "case_tasks", now=now), "form": form},
    )


def _task_of(request: HttpRequest, id: UUID) -> InteragencyTask:
    now = timezone.now()
    rows = InteragencyTask.objects.visible_to(request.user, now).for_list()
    found: InteragencyTask = get_object_or_404(rows, pk=id)
    case_of(request, found.case.number, now=now)
    return found
