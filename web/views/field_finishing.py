"""A record from the field that the phone will not finish: finished at the office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import services as cases
from inspections import services
from inspections.models import FieldRecord
from inspections.services import StepNotOpen
from kernel.errors import NotPermitted
from web.errors import refusals_on
from web.forms.field_records import FinishRecordForm
from web.forms.fieldwork import FilesForm
from web.pages import typed
from web.views.field_records import form_page, record_of


def bring_field_files(request: HttpRequest, id: UUID) -> HttpResponse:
    """Missing files from the officer's own device; only these very bytes are taken."""
    now = timezone.now()
    record = record_of(request, id, now)
    if not services.may_bring_files(record, request.user, now):
        raise NotPermitted
    form = FilesForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        # All or none: a refused one leaves no row of the others behind.
        with refusals_on(form, {"file": "files"}), transaction.atomic():
            for upload in form.cleaned_data["files"]:
                services.bring_missing_file(
                    record=record,
                    upload=upload.file,
                    name=upload.name or "",
                    by=request.user,
                    at=now,
                )
            messages.success(request, _("Received; the hashes are the named ones."))
            return redirect("field_record", record.pk)
    return form_page(
        request,
        record,
        form,
        title=_("Bring missing files"),
        verb=_("Send"),
        missing=record.files.missing(),
        has_files=True,
    )


def finish_field_record(request: HttpRequest, id: UUID) -> HttpResponse:
    """The record goes into its visit as it stands; what is missing is lost."""
    now = timezone.now()
    record = _open_record(request, id, now)
    missing = record.files.awaited()
    form = FinishRecordForm(typed(request), is_whole=not missing.exists())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            cases.finish_field_record(
                record=record, **form.cleaned_data, by=request.user, at=now
            )
            messages.success(request, _("The record is finished."))
            return redirect("field_record", record.pk)
    return form_page(
        request,
        record,
        form,
        title=_("Finish the record at the office"),
        verb=_("Finish it"),
        missing=missing,
    )


def _open_record(request: HttpRequest, id: UUID, now: datetime) -> FieldRecord:
    record = record_of(request, id, now)
    if not services.may_finish(record, request.user, now):
        raise NotPermitted
    if record.is_complete:
        raise StepNotOpen
    return record
