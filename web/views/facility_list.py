"""The list of facilities, as it is filtered; entering a new one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from cases.services.risk import ranked_for, shown_to
from facilities import services
from facilities.models import Facility
from facilities.querysets import FacilityQuerySet
from kernel.clock import local_day
from regulations.legal_settings import settings_on
from web.errors import refusals_on, require
from web.forms.facilities import FacilityFilter, NewFacilityForm
from web.identity import doubles_of_typed
from web.pages import page, typed
from web.paging import slice_of

BY_NAME = ("name_key", "id")
BY_RISK = ("-risk_seen?", "name_key", "id")
# Goal II.2 of the province's plan: all facilities use IT in management and work.
IT_TARGET_PERCENT = 100


def facilities(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows, order, form, asked = asked_facilities(request, now=now)
    rows = rows.select_related("ward").prefetch_related("protected_numbers")
    slice_ = slice_of(request, rows, by=order)
    return page(
        request,
        "facilities/list.html",
        {
            "form": form,
            "slice": slice_,
            "rows": _with_risk(request, slice_.rows, now=now),
            "may_create": access.could(request.user, "facility.create", None, now),
            "may_merge": access.could(request.user, "facility.merge", None, now),
            "may_import": access.could(request.user, "facility.import", None, now),
            "it_use": _it_use(request, now=now),
            "query": request.GET.urlencode(),
            "is_filtered": any(value not in ("", None) for value in asked.values()),
        },
    )


def asked_facilities(
    request: HttpRequest, *, now: datetime
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
    if asked.get("licence"):
        today = local_day(now)
        days = settings_on(today).licence_warning_days
        rows = rows.with_licence_warning(asked["licence"], on=today, days=days)
    if asked.get("obligation"):
        rows = rows.with_overdue_obligation(local_day(now))
    if asked.get("uses_it"):
        rows = rows.that_use_it(asked["uses_it"])
    least, is_ranked = asked.get("risk_min"), asked.get("order") == "risk"
    if least is not None or is_ranked:
        rows = ranked_for(request.user, rows, at=now)
    if least is not None:
        rows = rows.filter(risk_seen__gte=least)
    if is_ranked:
        order = BY_RISK
    if asked.get("q"):
        rows = rows.search(asked["q"])
        order = order if order == BY_RISK else ("search_rank", *BY_NAME)
    return rows, order, form, asked


def _it_use(request: HttpRequest, *, now: datetime) -> dict[str, int] | None:
    """Of all facilities that the officer sees, on the first page of the list."""
    is_later = "after" in request.GET
    if is_later or not access.could(request.user, "facility.count_it_use", None, now):
        return None
    counted = Facility.objects.visible_to(request.user, now).it_use()
    if not counted["total"]:
        return None
    percent = 100 * counted["using"] // counted["total"]
    return {**counted, "percent": percent, "target": IT_TARGET_PERCENT}


def _with_risk(
    request: HttpRequest, rows: list[Any], *, now: datetime
) -> list[tuple[Facility, int | None]]:
    """Each with its score as the officer may see it; ranked rows bring theirs."""
    if rows and hasattr(rows[0], "risk_seen"):
        return [(row, row.risk_seen) for row in rows]
    shown = shown_to(request.user, [row.pk for row in rows], at=now)
    return [(row, shown[row.pk].score if row.pk in shown else None) for row in rows]


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
