"""What a facility is held to do, and the files that are kept of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from facilities import services
from facilities.models import Facility, Obligation, ObligationRule
from facilities.services import ObligationInput
from kernel.clock import local_day
from web.errors import refusals_on, require
from web.facility_story import rows_of
from web.forms import facility_obligations as forms
from web.pages import asked_id, page, typed
from web.views.facilities import facility_of, head_of

PAGE = "facility_obligations"
MOST_FILES = 200


def facility_obligations(request: HttpRequest, code: str) -> HttpResponse:
    """Open and settled obligations, what the law asks beside them, and all files."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    today = local_day(now)
    rows = list(Obligation.objects.of_facility(found))
    files = services.files_of(found, request.user, now)
    return page(
        request,
        "facilities/obligations.html",
        {
            **head_of(request, found, PAGE, now=now),
            "obligations": [row for row in rows if row.is_open],
            "settled": [row for row in rows if not row.is_open],
            "asked": services.asked_by_law(found, today),
            "files": list(files[:MOST_FILES]),
            "today": today,
        },
    )


def add_obligation(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    today = local_day(now)
    rule = _asked_rule(request, found)
    data = ObligationInput.from_rule(rule, since=today) if rule is not None else None
    initial = (
        {name: getattr(data, name) for name in forms.ObligationForm.base_fields}
        if data is not None
        else {"since": today}
    )
    form = forms.ObligationForm(typed(request), rule=rule, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.add_obligation(
                facility=found, data=form.data_input, by=request.user, at=now
            )
            messages.success(request, _("Added."))
            return redirect(PAGE, found.code)
    return _form_page(request, found, form, _("Add an obligation"))


def settle_obligation(
    request: HttpRequest, code: str, obligation: UUID, step: str
) -> HttpResponse:
    """Meet or waive one; its row stays where it was written."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    row = get_object_or_404(Obligation.objects.of_facility(found), pk=obligation)
    if step not in _STEPS:
        raise Http404
    require(request.user, "facility.edit", row.facility, now)
    return _STEPS[step](request, found, row, now)


def _meet(
    request: HttpRequest, found: Facility, row: Obligation, now: Any
) -> HttpResponse:
    files = services.files_of(found, request.user, now)[:MOST_FILES]
    form = forms.MeetObligationForm(
        typed(request),
        files=files,
        initial={"version": row.facility.version, "met_on": local_day(now)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.meet_obligation(
                obligation=row, **form.cleaned_data, by=request.user, at=now
            )
            return _settled(request, found)
    return _form_page(request, found, form, _("Mark as met"), lead=row.text)


def _waive(
    request: HttpRequest, found: Facility, row: Obligation, now: Any
) -> HttpResponse:
    form = forms.WaiveObligationForm(
        typed(request), initial={"version": row.facility.version}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.waive_obligation(
                obligation=row, **form.cleaned_data, by=request.user, at=now
            )
            return _settled(request, found)
    return _form_page(request, found, form, _("Waive the obligation"), lead=row.text)


_STEPS = {"meet": _meet, "waive": _waive}


def add_facility_files(request: HttpRequest, code: str) -> HttpResponse:
    """Scans of licences and other papers: stored as evidence, with their hashes."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    form = forms.FacilityFilesForm(
        typed(request),
        request.FILES or None,
        licences=rows_of(found, "licences"),
        initial={"licence": asked_id(request, "licence")},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {"file": "files"}), transaction.atomic():
            for upload in form.cleaned_data["files"]:
                services.attach_file(
                    facility=found,
                    upload=upload,
                    name=upload.name,
                    caption=form.cleaned_data["caption"],
                    licence=form.cleaned_data["licence"],
                    by=request.user,
                    at=now,
                )
        if not form.errors:
            messages.success(request, _("Received; the hashes are recorded."))
            return redirect(PAGE, found.code)
    return _form_page(request, found, form, _("Add files"), sends_files=True)


def _asked_rule(request: HttpRequest, found: Facility) -> ObligationRule | None:
    """The rule of the law that the address names; one of another kind is no page."""
    pk = request.GET.get("rule", "")
    if not pk:
        return None
    if not pk.isdecimal():
        raise Http404
    rows = ObligationRule.objects.filter(facility_kinds__overlap=found.kinds)
    return get_object_or_404(rows, pk=pk)


def _settled(request: HttpRequest, found: Facility) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(PAGE, found.code)


def _form_page(
    request: HttpRequest,
    found: Facility,
    form: Any,
    title: str,
    *,
    lead: str = "",
    sends_files: bool = False,
) -> HttpResponse:
    return page(
        request,
        "facilities/edit.html",
        {
            "facility": found,
            "form": form,
            "title": title,
            "lead": lead,
            "back": PAGE,
            "sends_files": sends_files,
        },
    )
