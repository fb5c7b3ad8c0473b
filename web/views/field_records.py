"""Records from the field: who has unsent ones, what is to settle, backups."""

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
from cases import services as cases
from evidence.kinds import GoodsUnit
from inspections import field_reading, services
from inspections.field_reading import FieldAnswer, FieldContent
from inspections.models import (
    ChecklistItem,
    FieldConflict,
    FieldDevice,
    FieldRecord,
    Inspection,
)
from inspections.states import AnswerResult, FieldOutcome, VisitState
from web.errors import refusals_on, require
from web.forms.field_records import (
    BackupForm,
    SettleConflictForm,
    SettleRecordForm,
    TakeOverForm,
)
from web.pages import page, typed
from web.paging import slice_of

NEWEST = ("-received_at", "-id")
RESOLVE = "visit.resolve_conflict"
TOLD_SKEW_MINUTES = 5
VIEWS = ("settle", "incomplete", "devices", "all")


def field_records(request: HttpRequest) -> HttpResponse:
    """To settle first; records not whole yet, phones with unsent ones, all of them."""
    now = timezone.now()
    view = asked_view(request)
    context: dict[str, Any] = {
        "view": view,
        "may_send": access.could(request.user, "sync.put", None, now),
    }
    if view == "devices":
        context["devices"] = asked_devices(request, now)
    else:
        rows = asked_records(request, view, now)
        context["slice"] = slice_of(request, rows, by=NEWEST)
    if view == "settle":
        context["conflicts"] = (
            FieldConflict.objects.visible_to(request.user, now).open().for_list()[:100]
        )
    return page(request, "inspections/field_records.html", context)


def asked_view(request: HttpRequest) -> str:
    asked = request.GET.get("view", "")
    return asked if asked in VIEWS else VIEWS[0]


def asked_records(request: HttpRequest, view: str, now: datetime) -> Any:
    rows = FieldRecord.objects.visible_to(request.user, now).for_list()
    if view == "settle":
        return rows.to_settle()
    return rows.incomplete() if view == "incomplete" else rows


def asked_devices(request: HttpRequest, now: datetime) -> Any:
    """Phones of the own agency's officers; oversight sees all of them."""
    if not FieldRecord.objects.visible_to(request.user, now).query.is_empty():
        return FieldDevice.objects.of_agencies_of(request.user, now).for_list()[:500]
    return FieldDevice.objects.none()


def field_record(request: HttpRequest, id: UUID) -> HttpResponse:
    """What the phone sent, file by file, and what became of it."""
    now = timezone.now()
    record = record_of(request, id, now)
    content = field_reading.read(record.body)
    files = record.files.named().select_related("evidence_file__stored_file")
    return page(
        request,
        "inspections/field_record.html",
        {
            "record": record,
            "content": content,
            "answers": _answers(content),
            "goods": [(line, GoodsUnit(line.unit).label) for line in content.goods],
            "files": files,
            "skew_minutes": _wrong_minutes(record),
            "may_settle": record.is_to_settle
            and access.could(request.user, RESOLVE, record, now),
            "may_finish": not record.is_complete
            and services.may_finish(record, request.user, now),
            "may_bring": any(row.received_at is None for row in files)
            and services.may_bring_files(record, request.user, now),
            "is_supplement": record.outcome == FieldOutcome.SUPPLEMENT,
        },
    )


def settle_field_record(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    record = record_of(request, id, now)
    require(request.user, RESOLVE, record, now)
    form = SettleRecordForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.settle_record(
                record=record, **form.cleaned_data, by=request.user, at=now
            )
            messages.success(request, _("What becomes of the record is noted."))
            return redirect("field_record", record.pk)
    return form_page(
        request,
        record,
        form,
        title=_("Note what becomes of the record"),
        verb=_("Note it"),
    )


def take_over_field_record(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    record = record_of(request, id, now)
    require(request.user, RESOLVE, record, now)
    visits = None
    if record.visit_id is None:
        visits = (
            Inspection.objects.visible_to(request.user, now)
            .with_member(record.sender)
            .filter(state=VisitState.UNDER_WAY)
        )
    form = TakeOverForm(typed(request), visits=visits)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            cases.take_over_field_record(
                record=record, **form.cleaned_data, by=request.user, at=now
            )
            messages.success(request, _("The record is taken over into its visit."))
            return redirect("field_record", record.pk)
    return form_page(
        request,
        record,
        form,
        title=_("Take the record over into its visit"),
        verb=_("Take it over"),
    )


def field_conflict(request: HttpRequest, id: UUID) -> HttpResponse:
    """Two answers to one question, side by side; the team leader chooses."""
    now = timezone.now()
    rows = FieldConflict.objects.visible_to(request.user, now).for_list()
    conflict = get_object_or_404(rows, pk=id)
    visit = conflict.inspection
    request.seen = visit  # type: ignore[attr-defined]  # for a refusal
    if request.method == "POST":
        require(request.user, RESOLVE, visit, now)
    answers = services.contenders(visit, conflict.item)
    form = SettleConflictForm(typed(request), answers=answers)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.settle_conflict(
                conflict=conflict, **form.cleaned_data, by=request.user, at=now
            )
            messages.success(request, _("The answer that counts is chosen."))
            return redirect("field_records")
    return page(
        request,
        "inspections/field_conflict.html",
        {
            "conflict": conflict,
            "visit": visit,
            "answers": answers,
            "form": form,
            "may_settle": conflict.is_open
            and access.could(request.user, RESOLVE, visit, now),
        },
    )


def field_backup(request: HttpRequest) -> HttpResponse:
    """Take in a backup that the officer's own phone wrote."""
    now = timezone.now()
    require(request.user, "sync.put", None, now)
    form = BackupForm(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            taken = cases.take_in_backup(
                upload=form.cleaned_data["file"].file, by=request.user, at=now
            )
    return page(
        request, "inspections/field_backup.html", {"form": form, "taken": taken}
    )


def record_of(request: HttpRequest, id: UUID, now: datetime) -> FieldRecord:
    rows = FieldRecord.objects.visible_to(request.user, now).for_list()
    record: FieldRecord = get_object_or_404(rows, pk=id)
    request.seen = record.visit  # type: ignore[attr-defined]  # for a refusal
    return record


def _answers(content: FieldContent) -> list[tuple[ChecklistItem, Any, FieldAnswer]]:
    """In the order of the list: the question, the result in words, the answer."""
    items = ChecklistItem.objects.in_bulk([answer.item for answer in content.answers])
    rows = [
        (items[answer.item], AnswerResult(answer.result).label, answer)
        for answer in content.answers
    ]
    return sorted(rows, key=lambda row: row[0].position)


def _wrong_minutes(record: FieldRecord) -> int:
    """Told from five minutes on (security rules, section 2)."""
    minutes = abs(record.clock_skew_s) // 60
    return minutes if minutes >= TOLD_SKEW_MINUTES else 0


def form_page(
    request: HttpRequest,
    record: FieldRecord,
    form: Any,
    *,
    title: str,
    verb: str,
    **more: Any,
) -> HttpResponse:
    return page(
        request,
        "inspections/field_form.html",
        {"record": record, "form": form, "title": title, "verb": verb, **more},
    )
