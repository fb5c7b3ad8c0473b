"""Registers from Excel: upload, match the columns, look at the errors, take in."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from facilities.imports import batches, cells, files, pacing
from facilities.imports.columns import PERSONAL, Column, letter
from facilities.models import ImportBatch, ImportRow
from facilities.states import ImportChoice, ImportOutcome, ImportState, ImportVerdict
from kernel.errors import DomainError
from kernel.spreadsheets import XLSX
from web.errors import refusals_on, require
from web.forms.imports import ColumnsForm, UploadForm
from web.pages import page
from web.paging import slice_of

# So long a request works through chunks before the page shows how far it is.
SECONDS = 2.0
ROWS_SHOWN: dict[str, str | Promise] = {
    "bad": gettext_lazy("With errors"),
    "flagged": gettext_lazy("To look at"),
    "good": gettext_lazy("Right"),
    "all": gettext_lazy("All rows"),
}
_SHOWN = {
    "bad": ImportVerdict.BAD,
    "flagged": ImportVerdict.FLAGGED,
    "good": ImportVerdict.GOOD,
}
# The columns that the preview always shows; those with a remark come beside them.
_ALWAYS = (Column.NAME, Column.TAX_CODE, Column.WARD, Column.ADDRESS, Column.KINDS)


NEWEST = ("-id",)


def import_register(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    past = asked_imports(request, now)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            file = form.cleaned_data["file"]
            made = batches.upload(
                file=file.file,
                name=file.name,
                sheet=form.cleaned_data["sheet"],
                by=request.user,
                at=now,
            )
            return redirect("import_batch", made.pk)
    return page(
        request,
        "facilities/import.html",
        {"form": form, "slice": slice_of(request, past, by=NEWEST), "step": 1},
    )


def asked_imports(request: HttpRequest, now: datetime) -> QuerySet[ImportBatch]:
    """The imports of the officer's agency. Raises NotPermitted."""
    require(request.user, batches.IMPORT, None, now)
    rows: QuerySet[ImportBatch] = ImportBatch.objects.visible_to(request.user, now)
    return rows.select_related("by")


def import_template(request: HttpRequest) -> HttpResponse:
    require(request.user, batches.IMPORT, None, timezone.now())
    file = io.BytesIO()
    files.write_template(file)
    return _download(file.getvalue(), "mau-so-bo-co-so.xlsx")


def import_batch(request: HttpRequest, id: UUID) -> HttpResponse:
    """Where the batch stands: its columns, how far it is, its rows, what came of it."""
    now = timezone.now()
    batch = batch_of(request, id, now)
    if batch.state == ImportState.UPLOADED:
        return redirect("import_columns", batch.pk)
    if batch.state in pacing.RUNNING:
        return page(request, "facilities/import_running.html", _progress_of(batch))
    return page(request, "facilities/import_rows.html", _rows_of(request, batch))


def import_columns(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    batch = batch_of(request, id, now)
    samples = list(batch.rows.order_by("number")[:3])
    form = ColumnsForm(request.POST or None, batch=batch, samples=samples)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            batch = batches.match_columns(
                batch=batch,
                columns=form.columns,
                default_kind=form.cleaned_data["default_kind"],
                by=request.user,
                at=now,
            )
            _go_on(batch, request.user, now)
            return redirect("import_batch", batch.pk)
    return page(
        request,
        "facilities/import_columns.html",
        {"form": form, "batch": batch, "step": 2},
    )


@require_POST
def import_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    """Take in, undo, give up, or go on with what is running."""
    now = timezone.now()
    batch = batch_of(request, id, now)
    act = _STEPS.get(step)
    if act is None:
        raise Http404
    try:
        batch = act(batch, request.user, now)
    except DomainError as refusal:
        messages.error(request, str(refusal.detail))
        return redirect("import_batch", batch.pk)
    if batch.state == ImportState.CANCELLED:
        messages.success(request, _("The import was given up; nothing was changed."))
        return redirect("import_register")
    if batch.state == ImportState.UNDONE:
        messages.success(request, _("The import was undone: nothing of it remains."))
        return redirect("import_register")
    return redirect("import_batch", batch.pk)


def import_errors(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    batch = batch_of(request, id, now)
    file = io.BytesIO()
    files.write_bad_rows(file, batch=batch, by=request.user, at=now)
    return _download(file.getvalue(), "dong-loi.xlsx")


def _take(batch: ImportBatch, by: Any, at: Any) -> ImportBatch:
    return pacing.take(batch=batch, by=by, at=at)


def _undo(batch: ImportBatch, by: Any, at: Any) -> ImportBatch:
    return pacing.undo(batch=batch, by=by, at=at)


def _give_up(batch: ImportBatch, by: Any, at: Any) -> ImportBatch:
    return batches.cancel(batch=batch, by=by, at=at)


def _go_on(batch: ImportBatch, by: Any, at: Any) -> ImportBatch:
    """The next chunks; the page asks again."""
    return pacing.go_on(batch=batch, by=by, at=at, seconds=SECONDS)


_STEPS: dict[str, Callable[[ImportBatch, Any, Any], ImportBatch]] = {
    "take": _take,
    "undo": _undo,
    "give-up": _give_up,
    "go-on": _go_on,
}


def batch_of(request: HttpRequest, id: UUID, now: Any) -> ImportBatch:
    require(request.user, batches.IMPORT, None, now)
    found = ImportBatch.objects.visible_to(request.user, now).select_related("by")
    return get_object_or_404(found, pk=id)


def _progress_of(batch: ImportBatch) -> dict[str, Any]:
    if batch.state == ImportState.CHECKING:
        left = batch.rows.filter(verdict=ImportVerdict.WAITING).count()
        done, total = batch.rows_count - left, batch.rows_count
    elif batch.state == ImportState.TAKING_IN:
        taken = batch.rows.exclude(outcome=ImportOutcome.NONE).count()
        bad = batch.rows.filter(verdict=ImportVerdict.BAD).count()
        left_out = batch.rows.filter(choice=ImportChoice.SKIP).count()
        done, total = taken, batch.rows_count - bad - left_out
    else:
        changed = batch.created_count + batch.updated_count
        left = batch.rows.filter(
            outcome__in=(ImportOutcome.CREATED, ImportOutcome.UPDATED)
        ).count()
        done, total = max(changed - left, 0), max(changed, left)
    return {"batch": batch, "done": done, "total": total, "step": _step(batch)}


def _step(batch: ImportBatch) -> int:
    is_before = batch.state in (ImportState.CHECKING, ImportState.CHECKED)
    return 3 if is_before else 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the preview: what stands in it, what is wrong with it, how badly."""

    label: str
    text: str
    said: list[str]
    is_bad: bool


def asked_rows(
    request: HttpRequest, batch: ImportBatch
) -> tuple[QuerySet[ImportRow], str, dict[str, int]]:
    """The rows that the address asks for, which these are, and how many of each."""
    counted = dict(
        batch.rows.order_by()
        .values_list("verdict")
        .annotate(count=Count("id"))
        .values_list("verdict", "count")
    )
    bad = counted.get(ImportVerdict.BAD, 0)
    default = "bad" if bad else "flagged" if counted.get("FLAGGED") else "all"
    show = request.GET.get("show", default)
    rows = batch.rows.select_related("facility")
    if show in _SHOWN:
        rows = rows.filter(verdict=_SHOWN[show])
    return rows, show, counted


def _rows_of(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    rows, show, counted = asked_rows(request, batch)
    bad = counted.get(ImportVerdict.BAD, 0)
    good = counted.get(ImportVerdict.GOOD, 0) + counted.get(ImportVerdict.FLAGGED, 0)
    shown = slice_of(request, rows, by=("number",))
    columns = _columns_of(batch, shown.rows)
    numbers = {
        "bad": bad,
        "flagged": counted.get(ImportVerdict.FLAGGED, 0),
        "good": counted.get(ImportVerdict.GOOD, 0),
        "all": sum(counted.values()),
    }
    tabs = [(name, label, numbers[name]) for name, label in ROWS_SHOWN.items()]
    return {
        "batch": batch,
        "step": 5 if batch.state == ImportState.DONE else _step(batch),
        "slice": shown,
        "tabs": [(key, label, count, key == show) for key, label, count in tabs],
        "columns": [(letter(place), label) for place, _c, label in columns],
        "rows": [(row, _cells_of(row, columns)) for row in shown.rows],
        "bad": bad,
        "good": good,
        "take_label": ngettext(
            "Take in %(n)d right row", "Take in %(n)d right rows", good
        )
        % {"n": good},
        "is_checked": batch.state == ImportState.CHECKED,
        "doubtful": batch.rows.doubtful().count(),
        "undecided": batch.rows.undecided().count(),
        "is_done": batch.state == ImportState.DONE,
        "mapped": sum(bool(column) for column in batch.columns),
    }


def _columns_of(
    batch: ImportBatch, rows: list[ImportRow]
) -> list[tuple[int, str, str]]:
    said = {item["column"] for row in rows for item in row.remarks}
    wanted = said | set(_ALWAYS)
    return [
        (place, column, str(Column(column).label))
        for place, column in enumerate(batch.columns)
        if column in wanted
    ]


def _cells_of(row: ImportRow, columns: list[tuple[int, str, str]]) -> list[Cell]:
    values = row.cells
    shown = []
    places = {column for _place, column, _label in columns}
    stray = [item for item in row.remarks if item["column"] not in places]
    for order, (place, column, label) in enumerate(columns):
        said = [item for item in row.remarks if item["column"] == column]
        said += stray if order == 0 else []
        text = cells.text(values[place]) if place < len(values) else ""
        if column == Column.NAME and not values:
            text = row.label
        if text and (column in PERSONAL or (len(text) == 12 and text.isdigit())):
            text = f"•••• {text[-4:]}"
        is_bad = any(item["bad"] for item in said)
        shown.append(Cell(label, text, [item["text"] for item in said], is_bad))
    return shown


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
