"""Rows of a facility: licences, equipment, people, places, web addresses."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from facilities import services
from facilities.services import inputs
from kernel.clock import local_day
from web.errors import refusals_on, require
from web.forms import facilities as forms
from web.pages import page, typed
from web.views.facilities import facility_of, record_of


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of row: its form, its three acts, and what the acts call the row."""

    rows: str
    row_name: str
    form: type[forms.RowForm]
    input: type[Any]
    add: Callable[..., Any]
    end: Callable[..., Any]
    title: str | Promise
    page: str
    edit: Callable[..., Any] | None = None


PARTS = {
    "licences": Part(
        "licences",
        "licence",
        forms.LicenceForm,
        inputs.LicenceInput,
        services.add_licence,
        services.end_licence,
        gettext_lazy("Licence, registration"),
        "facility",
        services.edit_licence,
    ),
    "equipment": Part(
        "equipment",
        "device",
        forms.EquipmentForm,
        inputs.EquipmentInput,
        services.add_equipment,
        services.end_equipment,
        gettext_lazy("Device"),
        "facility",
        services.edit_equipment,
    ),
    "print-jobs": Part(
        "print_jobs",
        "job",
        forms.PrintJobForm,
        inputs.PrintJobInput,
        services.add_print_job,
        services.strike_print_job,
        gettext_lazy("Line of the print-job log"),
        "facility_print_jobs",
        services.edit_print_job,
    ),
    "people": Part(
        "people",
        "person",
        forms.PersonForm,
        inputs.PersonInput,
        services.add_person,
        services.end_person,
        gettext_lazy("Person"),
        "facility_contacts",
        services.edit_person,
    ),
    "addresses": Part(
        "addresses",
        "address",
        forms.AddressForm,
        inputs.AddressInput,
        services.add_address,
        services.end_address,
        gettext_lazy("Place"),
        "facility_contacts",
        services.edit_address,
    ),
    "urls": Part(
        "urls",
        "url",
        forms.UrlForm,
        inputs.UrlInput,
        services.add_url,
        services.end_url,
        gettext_lazy("Web address"),
        "facility_contacts",
    ),
}


def add_facility_row(request: HttpRequest, code: str, part: str) -> HttpResponse:
    now, kind = timezone.now(), _kind(part)
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    form = kind.form(typed(request), today=local_day(now))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            kind.add(facility=found, data=form.data_input(), by=request.user, at=now)
            messages.success(request, _("Added."))
            return redirect(kind.page, found.code)
    return page(
        request,
        "facilities/edit.html",
        {"facility": found, "form": form, "title": kind.title, "back": kind.page},
    )


def edit_facility_row(
    request: HttpRequest, code: str, part: str, row: str
) -> HttpResponse:
    now, kind = timezone.now(), _kind(part)
    if kind.edit is None:
        raise Http404
    found = record_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    record = get_object_or_404(getattr(found, kind.rows), pk=row, ended_on=None)
    form_class = _versioned(kind.form)
    stands = forms.values_of(kind.input.of(record))
    stands["version"] = found.version
    form = form_class(typed(request), initial=stands, today=local_day(now))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data = form.data_input()
            if part == "people":
                data = replace(data, party=record.party)
            kind.edit(
                **{kind.row_name: record},
                version=form.cleaned_data["version"],
                data=data,
                by=request.user,
                at=now,
            )
            messages.success(request, _("Saved."))
            return redirect(kind.page, found.code)
    return page(
        request,
        "facilities/edit.html",
        {
            "facility": found,
            "form": form,
            "title": kind.title,
            "back": kind.page,
            "end": (part, row),
            "record": record,
        },
    )


def end_facility_row(
    request: HttpRequest, code: str, part: str, row: str
) -> HttpResponse:
    """Its last day. Nothing is deleted: visits and cases point at it."""
    now, kind = timezone.now(), _kind(part)
    found = record_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    record = get_object_or_404(getattr(found, kind.rows), pk=row, ended_on=None)
    form = forms.EndForm(
        typed(request),
        initial={"version": found.version, "ended_on": local_day(now)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            kind.end(
                **{kind.row_name: record}, **form.cleaned_data, by=request.user, at=now
            )
            messages.success(request, _("Saved."))
            return redirect(kind.page, found.code)
    return page(
        request,
        "facilities/edit.html",
        {
            "facility": found,
            "form": form,
            "title": _("No longer there: %(row)s") % {"row": record},
            "back": kind.page,
        },
    )


def _kind(part: str) -> Part:
    if part not in PARTS:
        raise Http404
    return PARTS[part]


def _versioned(form: type[forms.RowForm]) -> type[Any]:
    return type(f"Edit{form.__name__}", (form, forms.VersionForm), {})
