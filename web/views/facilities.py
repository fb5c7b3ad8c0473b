"""The register of facilities: list, one facility, its edits."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Ward
from cases.services.risk import history_for, shown_to
from facilities import policies, services
from facilities.models import Address, Facility
from facilities.print_alarms import alarms_of
from facilities.querysets import FacilityQuerySet
from facilities.states import LicenceState
from kernel.clock import local_day
from regulations import indicators
from web.actions import Action, arranged
from web.errors import LedOn, refusals_on, require
from web.forms.facilities import (
    EditFacilityForm,
    FacilityFilter,
    NewFacilityForm,
    NewNameForm,
    StatusForm,
)
from web.identity import doubles_of_typed, identity_of
from web.pages import page, typed
from web.paging import slice_of
from web.views.facility_history import history_of

BY_NAME = ("name_key", "id")
BY_RISK = ("-risk?", "name_key", "id")
SOON_DAYS = 60


def facilities(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows, order, form, asked = asked_facilities(request, now=now)
    rows = rows.select_related("ward").prefetch_related("protected_numbers")
    slice_ = slice_of(request, rows, by=order)
    risks = shown_to(request.user, [row.pk for row in slice_.rows], at=now)
    return page(
        request,
        "facilities/list.html",
        {
            "form": form,
            "slice": slice_,
            "rows": [(row, risks.get(row.pk)) for row in slice_.rows],
            "may_create": access.could(request.user, "facility.create", None, now),
            "may_merge": access.could(request.user, "facility.merge", None, now),
            "may_import": access.could(request.user, "facility.import", None, now),
            "query": request.GET.urlencode(),
            "is_filtered": any(value not in ("", None) for value in asked.values()),
        },
    )


def asked_facilities(
    request: HttpRequest, *, now: Any
) -> tuple[FacilityQuerySet, tuple[str, ...], FacilityFilter, dict[str, Any]]:
    """The facilities that the address asks for, their order, and what was asked."""
    form = FacilityFilter(request.GET or None, today=local_day(now))
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows, order = Facility.objects.visible_to(request.user, now), BY_NAME
    if asked.get("kind"):
        rows = rows.of_kind(asked["kind"])
    if asked.get("status"):
        rows = rows.with_status(asked["status"])
    if asked.get("ward"):
        rows = rows.in_ward(asked["ward"])
    if asked.get("risk_min") is not None:
        rows = rows.with_risk_from(asked["risk_min"])
    if asked.get("order") == "risk":
        order = BY_RISK
    if asked.get("q"):
        rows = rows.search(asked["q"])
        order = order if order == BY_RISK else ("search_rank", *BY_NAME)
    return rows, order, form, asked


def new_facility(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    require(request.user, "facility.create", None, now)
    form = NewFacilityForm(typed(request), today=local_day(now))
    found: list[tuple[Facility, Any]] = []
    if request.method == "POST" and form.is_valid():
        found = doubles_of_typed(request, form, now=now)
    if request.method == "POST" and form.is_valid() and not found:
        with refusals_on(form, NewFacilityForm.ROWS):
            facility = services.create_facility(
                data=form.data_input,
                addresses=form.addresses,
                urls=form.urls,
                people=form.people,
                status=form.cleaned_data["status"],
                status_since=form.cleaned_data["status_since"],
                by=request.user,
                at=now,
            )
            messages.success(
                request, _("%(code)s is in the register.") % {"code": facility.code}
            )
            return redirect("facility", facility.code)
    return page(request, "facilities/new.html", {"form": form, "doubles": found})


def facility(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    today = local_day(now)
    return page(
        request,
        "facilities/overview.html",
        {
            **head_of(request, found, "facility", now=now),
            "history": history_of(found, request.user, at=now),
            "licences": [
                (licence, _days_left(licence, today))
                for licence in rows_of(found, "licences")
            ],
            "equipment": rows_of(found, "equipment"),
            "head": next((p for p in found.people.all() if p.ended_on is None), None),
            **identity_of(found, request.user, now=now),
            "risk": shown_to(request.user, [found.pk], at=now).get(found.pk),
            "soon_days": SOON_DAYS,
            "today": today,
        },
    )


def facility_contacts(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    return page(
        request,
        "facilities/contacts.html",
        {
            **head_of(request, found, "facility_contacts", now=now),
            "addresses": rows_of(found, "addresses"),
            "people": rows_of(found, "people"),
            "urls": rows_of(found, "urls"),
        },
    )


def facility_print_jobs(request: HttpRequest, code: str) -> HttpResponse:
    """The print-job log, newest first; lines that say too much are marked."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    slice_ = slice_of(request, found.print_jobs.all(), by=("-printed_on", "-id"))
    copies = indicators.of_copies()
    return page(
        request,
        "facilities/print_jobs.html",
        {
            **head_of(request, found, "facility_print_jobs", now=now),
            "slice": slice_,
            "jobs": [(job, alarms_of(job, copies)) for job in slice_.rows],
        },
    )


def facility_risk(request: HttpRequest, code: str) -> HttpResponse:
    """Why it is worth looking at first, and what that was before."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    history = history_for(request.user, found, at=now)
    return page(
        request,
        "facilities/risk.html",
        {
            **head_of(request, found, "facility_risk", now=now),
            "risk": next(iter(history), None),
            "earlier": history[1:],
        },
    )


def facility_trail(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    entries = slice_of(request, services.history(found), by=("-seq",))
    return page(
        request,
        "facilities/trail.html",
        {
            **head_of(request, found, "facility_trail", now=now),
            "slice": entries,
            "wards": dict(Ward.objects.values_list("code", "name")),
        },
    )


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


def facility_of(request: HttpRequest, code: str, *, now: Any) -> Facility:
    """The standing record; an absorbed one's code leads on to the one it is read at."""
    found = record_of(request, code, now=now)
    if found.merged_into is not None:
        raise LedOn(
            reverse("facility", args=[found.merged_into.code]),
            _("%(code)s %(name)s was merged into this record.")
            % {"code": found.code, "name": found.name},
        )
    return found


def record_of(request: HttpRequest, code: str, *, now: Any) -> Facility:
    """The record itself, also when it was merged: its rows stay with it."""
    rows = (
        Facility.objects.seen_by(request.user, now)
        .select_related("ward", "party", "merged_into")
        .prefetch_related(
            Prefetch("addresses", Address.objects.select_related("ward")),
            "licences",
            "equipment",
            "people__protected_numbers",
            "urls",
            "protected_numbers",
            "former_names",
            Prefetch("absorbed", Facility.objects.with_parts().order_by("code")),
        )
    )
    found = get_object_or_404(rows, code=code)
    request.seen = found  # type: ignore[attr-defined]  # for a refusal
    return found


def rows_of(found: Facility, name: str) -> list[Any]:
    """Rows in use of one kind, the record's own before those of what it absorbed."""
    return [
        row
        for record in (found, *found.absorbed.all())
        for row in getattr(record, name).all()
        if row.ended_on is None
    ]


def head_of(
    request: HttpRequest, found: Facility, current: str, *, now: Any
) -> dict[str, Any]:
    """What stands on top of every page of a facility."""
    tabs = [
        ("facility", _("Overview"), None),
        ("facility_contacts", _("Places and people"), None),
        *(
            [("facility_print_jobs", _("Print jobs"), None)]
            if policies.is_printer(found.kinds)
            else []
        ),
        ("facility_risk", _("Risk"), None),
        ("facility_trail", _("Journal"), None),
    ]
    return {
        "facility": found,
        "tabs": [
            (reverse(name, args=[found.code]), label, count, name == current)
            for name, label, count in tabs
        ],
        "actions": _actions(request, found, now=now),
        "may_edit": access.could(request.user, "facility.edit", found, now),
    }


def _actions(request: HttpRequest, found: Facility, *, now: Any) -> list[Action]:
    officer, actions = request.user, []
    if access.could(officer, "case.receive", None, now):
        address = f"{reverse('new_case')}?facility={found.code}"
        actions.append(Action("case", _("New case"), address, "plus"))
    if access.could(officer, "visit.create", None, now):
        address = f"{reverse('new_inspection')}?facility={found.code}"
        actions.append(Action("visit", _("New visit"), address, "cal"))
    if access.could(officer, "facility.edit", found, now):
        actions += [
            Action(
                "edit",
                _("Correct the data"),
                reverse("edit_facility", args=[found.code]),
                "pen",
            ),
            Action(
                "rename",
                _("New name"),
                reverse("rename_facility", args=[found.code]),
                "swap",
            ),
            Action(
                "split",
                _("Split the record"),
                reverse("split_facility", args=[found.code]),
                "chain",
            ),
            Action(
                "status",
                _("Change the status"),
                reverse("change_facility_status", args=[found.code]),
                "gear",
            ),
        ]
    if found.unknown_owner and access.could(officer, "facility.edit", found, now):
        actions.append(
            Action(
                "owner",
                _("Assign the owner"),
                reverse("assign_owner", args=[found.code]),
                "user",
            )
        )
    return arranged(actions, first=("case", "edit"))


def _days_left(licence: Any, today: date) -> int | None:
    if licence.expires_on is None or licence.state != LicenceState.VALID:
        return None
    return (licence.expires_on - today).days


def _saved(request: HttpRequest, found: Facility) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("facility", found.code)
