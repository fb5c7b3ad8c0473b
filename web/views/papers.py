"""Văn bản: drafts, issued papers and arrivals as lists; what became of one paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from cases import services as cases
from cases.models import Case, Seizure
from cases.own_rows import of_agency
from cases.policies import READING
from cases.states import CaseState, SeizureState
from documents import services
from documents.form_ids import FormId
from documents.models import IncomingPaper, IssuedDocument, PaperDraft
from kernel.clock import local_day, start_of_day
from web.errors import refusals_on, require
from web.forms.papers import (
    ALL_AGENCIES,
    DispatchForm,
    IncomingForm,
    PaperFilter,
    ReviseForm,
)
from web.pages import page, typed
from web.paging import slice_of
from web.views.cases import case_of, head_of
from web.views.documents import DRAFT_CHIPS
from web.views.visits import visit_of

VIEWS: dict[str, str | Promise] = {
    "issued": gettext_lazy("Issued"),
    "drafts": gettext_lazy("My drafts"),
    "incoming": gettext_lazy("Incoming"),
}
ORDERS: dict[str, tuple[str, ...]] = {
    "issued": ("-issued_at", "-id"),
    "drafts": ("-updated_at", "-id"),
    "incoming": ("-registered_at", "-id"),
}
MOST_WAITING = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """The papers that an address asks for, and how."""

    rows: QuerySet[Any]
    view: str
    form: PaperFilter
    is_filtered: bool


def documents(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    asked = asked_papers(request, now)
    return page(
        request,
        "papers/list.html",
        {
            "form": asked.form,
            "slice": slice_of(request, asked.rows, by=ORDERS[asked.view]),
            "views": [
                (name, label, name == asked.view) for name, label in VIEWS.items()
            ],
            "view": asked.view,
            "label": VIEWS[asked.view],
            "chips": DRAFT_CHIPS,
            "is_filtered": asked.is_filtered,
        },
    )


def asked_papers(request: HttpRequest, now: datetime, view: str = "") -> Asked:
    """Raises Http404 for a view that there is not."""
    view = view or request.GET.get("view") or "issued"
    if view not in VIEWS:
        raise Http404
    form = PaperFilter(request.GET or None, officer=request.user, view=view)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = _ROWS[view](request, now, asked)
    if asked.get("form"):
        rows = rows.filter(form=asked["form"])
    return Asked(rows, view, form, any(asked.values()))


def _issued(request: HttpRequest, now: datetime, asked: dict[str, Any]) -> Any:
    rows = IssuedDocument.objects.visible_to(request.user, now).for_list()
    chosen = asked.get("agency") or request.user.agency_id
    if chosen != ALL_AGENCIES:
        rows = rows.filter(agency=chosen)
    if asked.get("q"):
        words = asked["q"].strip()
        rows = rows.filter(
            Q(number_text__icontains=words) | Q(verification_code=words.upper())
        )
    if asked.get("since"):
        rows = rows.filter(issued_on__gte=asked["since"])
    if asked.get("until"):
        rows = rows.filter(issued_on__lte=asked["until"])
    return rows.prefetch_related("revised_by")


def _drafts(request: HttpRequest, now: datetime, asked: dict[str, Any]) -> Any:
    rows = PaperDraft.objects.visible_to(request.user, now).for_list()
    rows = rows.filter(drafted_by=request.user)
    if asked.get("q"):
        words = asked["q"].strip()
        rows = rows.filter(
            Q(case__number__icontains=words)
            | Q(inspection__number__icontains=words)
            | Q(case=None, inspection=None, about=words)
            | Q(issued__number_text__icontains=words)
        )
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if asked.get("since"):
        rows = rows.filter(updated_at__gte=start_of_day(asked["since"]))
    if asked.get("until"):
        rows = rows.filter(updated_at__date__lte=asked["until"])
    return rows


def _incoming(request: HttpRequest, now: datetime, asked: dict[str, Any]) -> Any:
    seen = Case.objects.visible_as(READING, request.user, now).order_by()
    rows = IncomingPaper.objects.filter(
        of_agency("agency", request.user, now), case__in=seen.values("pk")
    ).select_related("case", "registered_by", "file")
    if asked.get("q"):
        words = asked["q"].strip()
        rows = rows.filter(
            Q(number_text__icontains=words)
            | Q(sender__icontains=words)
            | Q(title__icontains=words)
        )
    if asked.get("since"):
        rows = rows.filter(received_on__gte=asked["since"])
    if asked.get("until"):
        rows = rows.filter(received_on__lte=asked["until"])
    return rows


_ROWS: dict[str, Callable[[HttpRequest, datetime, dict[str, Any]], Any]] = {
    "issued": _issued,
    "drafts": _drafts,
    "incoming": _incoming,
}


def to_sign(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the officer's signature."""
    now = timezone.now()
    decisions = list(
        Case.objects.visible_to(request.user, now)
        .waiting_for_me(request.user, now)
        .filter(state=CaseState.PENDING_DECISION)
        .select_related("draft__drafted_by", "lead_agency")
        .order_by("due_on", "id")[:MOST_WAITING]
    )
    seizures = _seizures_to_decide(request, now)
    drafts = list(
        PaperDraft.objects.waiting_for(request.user, now)
        .for_list()
        .order_by("submitted_at", "id")[:MOST_WAITING]
    )
    told = {case.pk: case for case in decisions}
    told |= {row.case.pk: row.case for row in seizures}
    told |= {row.case.pk: row.case for row in drafts if row.case is not None}
    return page(
        request,
        "papers/to_sign.html",
        {
            "decisions": decisions,
            "seizures": seizures,
            "drafts": drafts,
            "titles": cases.titles_for(told.values(), request.user, now),
            "today": local_day(now),
        },
    )


def _seizures_to_decide(request: HttpRequest, now: datetime) -> list[Seizure]:
    """Seizures that were drafted in cases of the officer's own agency."""
    may = access.roles_that_may("seizure.decide")
    if not request.user.roles_on(local_day(now)) & set(may):
        return []
    seen = Case.objects.visible_to(request.user, now).order_by()
    rows = Seizure.objects.filter(
        of_agency("case__lead_agency", request.user, now),
        state=SeizureState.DRAFT,
        case__in=seen.values("pk"),
    )
    found = rows.select_related("case__lead_agency", "drafted_by")
    return list(found.order_by("seized_on", "id")[:MOST_WAITING])


def paper(request: HttpRequest, id: UUID) -> HttpResponse:
    """One issued paper: what it is, what became of it, where it was sent."""
    now = timezone.now()
    found = paper_of(request, id, now)
    record: Any = found.record
    drafted = services.is_drafted(found)
    return page(
        request,
        "papers/paper.html",
        {
            "paper": found,
            "record": record,
            "dispatches": found.dispatches.select_related("recorded_by"),
            "revisions": found.revised_by.select_related("new__template", "by"),
            "revises": getattr(found, "revises", None),
            "is_sanction": found.form == FormId.SANCTION_DECISION,
            "may_dispatch": services.may_dispatch(found, request.user, now),
            "may_revise": drafted
            and not services.is_ended(found)
            and services.may_revise(found, request.user, now),
        },
    )


def dispatch_paper(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = paper_of(request, id, now)
    require(request.user, "document.dispatch", found.record, now)
    form = DispatchForm(typed(request), initial={"sent_on": local_day(now)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.dispatch(
                document=found, sending=form.sending(), by=request.user, at=now
            )
            messages.success(request, _("The sending is entered."))
            return redirect("paper", found.pk)
    return _form_page(request, found, form, _("Enter a sending"))


def revise_paper(request: HttpRequest, id: UUID) -> HttpResponse:
    """Begin the paper that corrects, replaces or annuls this one."""
    now = timezone.now()
    found = paper_of(request, id, now)
    require(request.user, "document.draft", found.record, now)
    form = ReviseForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = services.begin_revision(
                document=found, by=request.user, at=now, **form.cleaned_data
            )
            return redirect("paper_draft", draft.pk)
    return _form_page(request, found, form, _("Correct, replace or annul"))


def register_incoming(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = case_of(request, number, now=now)
    require(request.user, "document.register_incoming", found, now)
    form = IncomingForm(
        typed(request), request.FILES or None, initial={"received_on": local_day(now)}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            came = services.register_incoming(
                case=found,
                paper=form.paper(),
                scan=form.scan(),
                by=request.user,
                at=now,
            )
            messages.success(
                request, _("Entered as arrival %(number)s.") % {"number": came}
            )
            return redirect("case_documents", found.number)
    return page(
        request,
        "cases/part_form.html",
        {
            **head_of(request, found, "case_documents", now=now),
            "form": form,
            "title": _("Enter an incoming paper"),
            "back": "case_documents",
            "has_files": True,
        },
    )


def paper_of(request: HttpRequest, id: UUID, now: datetime) -> IssuedDocument:
    """A paper of a file that the officer reads; its opening leaves a trace."""
    rows = IssuedDocument.objects.visible_to(request.user, now).for_list()
    found: IssuedDocument = get_object_or_404(rows, pk=id)
    if found.case is not None:
        found.case = case_of(request, found.case.number, now=now)
    elif found.inspection is not None:
        found.inspection = visit_of(request, found.inspection.number, now=now)
    return found


def _form_page(
    request: HttpRequest, found: IssuedDocument, form: Any, label: str
) -> HttpResponse:
    context = {"paper": found, "form": form, "label": label}
    return page(request, "papers/act.html", context)
