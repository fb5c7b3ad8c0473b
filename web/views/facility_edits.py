"""Corrections of a facility's own fields: data, name, status."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from facilities import services
from facilities.models import Facility
from web.errors import refusals_on, require
from web.forms.facilities import EditFacilityForm, NewNameForm, StatusForm
from web.pages import page, typed
from web.views.facilities import facility_of


def edit_facility(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    form = EditFacilityForm(typed(request), initial=EditFacilityForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.edit_facility(
                facility=found,
                version=form.cleaned_data["version"],
                data=form.data_input,
                by=request.user,
                at=now,
            )
            return _saved(request, found)
    return page(
        request,
        "facilities/edit.html",
        {"facility": found, "form": form, "title": _("Correct the facility's data")},
    )


def rename_facility(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    form = NewNameForm(typed(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.change_name(
                facility=found, **form.cleaned_data, by=request.user, at=now
            )
            return _saved(request, found)
    return page(
        request,
        "facilities/edit.html",
        {
            "facility": found,
            "form": form,
            "title": _("Record a new name"),
            "lead": _("The former name is kept, and still found."),
        },
    )


def change_facility_status(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    form = StatusForm(
        typed(request), initial={"version": found.version, "status": found.status}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.change_status(
                facility=found, **form.cleaned_data, by=request.user, at=now
            )
            return _saved(request, found)
    return page(
        request,
        "facilities/edit.html",
        {"facility": found, "form": form, "title": _("Change the status")},
    )


def _saved(request: HttpRequest, found: Facility) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("facility", found.code)
