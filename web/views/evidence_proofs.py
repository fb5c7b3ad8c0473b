"""Whether a file is still what was received, and bundles that prove it elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from agencies import access
from cases import services as cases
from evidence import checking
from evidence import services as evidence_services
from evidence.models import EvidenceFile
from inspections import field_reading
from inspections.field_reading import NamedFile
from inspections.models import Inspection
from web.errors import refusals_on, require
from web.forms.field_records import BundleForm
from web.pages import page, typed
from web.views.case_tabs import opened
from web.views.cases import head_of
from web.views.evidence import may_see

EXPORT, TAKE_OUT = "visit.export_evidence", "evidence.download_original"
_IN_MEMORY = 5 * 1024 * 1024


def evidence_check(request: HttpRequest, id: UUID) -> HttpResponse:
    """Bytes, stored hash and trail, read now; who had the file in hands, and when."""
    now = timezone.now()
    rows = EvidenceFile.objects.visible_to(request.user, now)
    file = get_object_or_404(rows.select_related("stored_file", "added_by"), pk=id)
    if not may_see(request, file, now):
        raise Http404
    return page(
        request,
        "evidence/check.html",
        {
            "file": file,
            "check": checking.check(file),
            "custody": file.custody_events.select_related("by__agency"),
            "field_file": getattr(file, "field_file", None),
            "sidecar": _sidecar(file),
        },
    )


def _sidecar(file: EvidenceFile) -> NamedFile | None:
    """What the phone said of the file, as the record's hashed body holds it."""
    held = getattr(file, "field_file", None)
    if held is None:
        return None
    told = field_reading.read(held.record.body).files
    return next((named for named in told if named.sha256 == held.sha256), None)


def visit_files(request: HttpRequest, number: str) -> HttpResponse:
    """All files of a visit and whether each still agrees."""
    now = timezone.now()
    visit = _visit_of(request, number, now)
    files = _files_of(visit, request, now)
    checks = checking.check_all(files)
    return page(
        request,
        "evidence/visit_files.html",
        {
            "visit": visit,
            "checks": checks,
            "wrong": sum(not check.agrees for check in checks),
            "may_export": access.could(request.user, EXPORT, visit, now),
        },
    )


def visit_bundle(request: HttpRequest, number: str) -> HttpResponseBase:
    """The files as received, with hashes, trail and how to check them; for a reason."""
    now = timezone.now()
    visit = _visit_of(request, number, now)
    require(request.user, EXPORT, visit, now)
    form = BundleForm(typed(request), request=request)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return _bundle(
                visit.number,
                lambda to: evidence_services.export_bundle(
                    files=_files_of(visit, request, now),
                    subject=visit.number,
                    record=visit,
                    reason=form.cleaned_data["reason"],
                    to=to,
                    by=request.user,
                    at=now,
                ),
            )
    return page(request, "evidence/bundle.html", {"visit": visit, "form": form})


def case_files(request: HttpRequest, number: str) -> HttpResponse:
    """The files of a case that are open to one, and whether each still agrees."""
    now, case = opened(request, number)
    require(request.user, "evidence.view_derivative", case, now)
    checks = checking.check_all(cases.files_of(case, by=request.user, at=now))
    return page(
        request,
        "cases/proofs.html",
        {
            **head_of(request, case, "case_findings", now=now),
            "checks": checks,
            "wrong": sum(not check.agrees for check in checks),
            "may_export": access.can(request.user, TAKE_OUT, case, now),
        },
    )


def case_bundle(request: HttpRequest, number: str) -> HttpResponseBase:
    """The same bundle of a case, for who may take out its originals."""
    now, case = opened(request, number)
    require(request.user, TAKE_OUT, case, now)
    form = BundleForm(typed(request), request=request)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return _bundle(
                case.number,
                lambda to: cases.export_case_bundle(
                    case=case,
                    reason=form.cleaned_data["reason"],
                    to=to,
                    by=request.user,
                    at=now,
                ),
            )
    head = head_of(request, case, "case_findings", now=now)
    return page(request, "cases/bundle.html", {**head, "form": form})


def _bundle(number: str, write: Callable[[IO[bytes]], None]) -> FileResponse:
    """The answer, once the bundle is written whole."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - sent, then closed
    write(file)  # type: ignore[arg-type]
    file.seek(0)
    answer = FileResponse(file, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{number}-verify.zip"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _visit_of(request: HttpRequest, number: str, now: datetime) -> Inspection:
    rows = Inspection.objects.visible_to(request.user, now)
    rows = rows.select_related("agency", "facility").prefetch_related("team")
    visit: Inspection = get_object_or_404(rows, number=number)
    request.seen = visit  # type: ignore[attr-defined]  # for a refusal
    return visit


def _files_of(
    visit: Inspection, request: HttpRequest, now: datetime
) -> list[EvidenceFile]:
    """Of the visit, of its findings, and of its field records, those one may see."""
    linked = (
        Q(inspection_links__inspection=visit)
        | Q(finding_links__finding__inspection=visit)
        | Q(field_file__record__visit=visit)
    )
    own = EvidenceFile.objects.filter(linked).values("pk")
    return list(
        EvidenceFile.objects.visible_to(request.user, now)
        .filter(pk__in=own)
        .select_related("stored_file", "added_by")
        .prefetch_related("custody_events__by")
        .order_by("received_at", "id")
    )
