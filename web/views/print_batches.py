"""Papers of many cases as one file: chosen, printed while the page looks on, taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents import services
from documents.models.batches import BatchState, ItemState, PrintBatch, PrintBatchItem
from documents.services.batching import MOST
from kernel.clock import local_day
from kernel.errors import DomainError
from regulations.kinds import SettingKey
from regulations.legal_settings import settings_on
from web.errors import refusals_on
from web.forms.print_batches import PrintBatchForm
from web.pages import page, typed
from web.paging import ordered, slice_of
from web.views.case_list import BY_DUE, asked_cases, shown_rows

NEWEST = ("-id",)
# So long a request prints before the page shows how far it is.
SECONDS = 2.0
_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


def print_batches(request: HttpRequest) -> HttpResponse:
    """What the officer had printed together; nobody else's."""
    rows = PrintBatch.objects.of(request.user)
    return page(
        request,
        "documents/print_batches.html",
        {"slice": slice_of(request, rows, by=NEWEST), "days": _days(timezone.now())},
    )


def new_print_batch(request: HttpRequest) -> HttpResponse:
    """The cases of a list as the address filters it, each to be ticked off."""
    now = timezone.now()
    found = list(ordered(asked_cases(request, now).rows, BY_DUE)[: MOST + 1])
    shown = shown_rows(found[:MOST], request, now)
    rows = [
        (row.case.number, f"{row.case.number} {'' if row.is_card else row.title}")
        for row in shown
    ]
    form = PrintBatchForm(typed(request), rows=rows)
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["cases"])
        with refusals_on(form):
            batch = services.start_batch(
                cases=[row.case.pk for row in shown if row.case.number in chosen],
                content=form.cleaned_data["content"],
                output=form.cleaned_data["output"],
                by=request.user,
                at=now,
            )
            return redirect("print_batch", batch.pk)
    return page(
        request,
        "documents/new_print_batch.html",
        {"form": form, "rows": rows, "is_cut": len(found) > MOST, "most": MOST},
    )


def print_batch(request: HttpRequest, id: UUID) -> HttpResponse:
    """How far it is; then the file, and what was left out."""
    batch = batch_of(request, id)
    if batch.state == BatchState.RUNNING:
        waiting = Q(state=ItemState.WAITING)
        total = batch.items.count()
        done = total - batch.items.filter(waiting).count()
        values: dict[str, Any] = {"batch": batch, "done": done, "total": total}
        return page(request, "documents/print_batch_running.html", values)
    items: QuerySet[PrintBatchItem] = batch.items.select_related("case")
    return page(
        request,
        "documents/print_batch.html",
        {
            "batch": batch,
            "printed": items.filter(state=ItemState.PRINTED).count(),
            "left_out": items.filter(state=ItemState.LEFT_OUT)[:MOST],
            "is_kept": batch.state == BatchState.DONE,
            "days": _days(timezone.now()),
        },
    )


@require_POST
def print_batch_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    """Go on with what is being printed, or throw it away."""
    now, batch = timezone.now(), batch_of(request, id)
    if step == "go-on":
        try:
            services.go_on(batch=batch, by=request.user, at=now, seconds=SECONDS)
        except DomainError as refusal:
            messages.error(request, str(refusal.detail))
        return redirect("print_batch", batch.pk)
    if step != "remove":
        raise Http404
    services.remove_batch(batch=batch, by=request.user, at=now)
    messages.success(request, _("The printed papers were removed."))
    return redirect("print_batches")


def print_batch_file(request: HttpRequest, id: UUID) -> HttpResponseBase:
    now, batch = timezone.now(), batch_of(request, id)
    file = services.open_result(batch=batch, by=request.user, at=now)
    answer = FileResponse(file, content_type=_TYPES[batch.output])
    answer["Content-Disposition"] = f'attachment; filename="{batch.file_name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def batch_of(request: HttpRequest, id: UUID) -> PrintBatch:
    """The officer's own batch; another's is not found."""
    return get_object_or_404(PrintBatch.objects.of(request.user), pk=id)


def _days(now: datetime) -> int:
    return settings_on(local_day(now)).count(SettingKey.PRINTS_KEPT_DAYS)
