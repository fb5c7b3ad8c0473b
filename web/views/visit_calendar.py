"""The month of visits and planned facilities: by day, by team, by commune."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspections.month import MOST, Entry, Month, month_of
from kernel.clock import local_day
from web.forms.visit_calendar import CalendarFilter
from web.pages import page

VIEWS = (("", _("Days")), ("team", _("Teams")), ("ward", _("Communes")))
_MONTH = re.compile(r"(20\d\d|2100)-(0[1-9]|1[0-2])")


def visit_calendar(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    month, form, is_filtered = asked_month(request, now)
    view = request.GET.get("by", "")
    groups = groups_of(month, view)
    return page(
        request,
        "inspections/visit_calendar.html",
        {
            "month": month,
            "form": form,
            "today": today,
            "view": view,
            "views": VIEWS,
            "groups": groups,
            "days": [] if groups else month.days(),
            "blanks": range(month.first.weekday()),
            "is_filtered": is_filtered,
        },
    )


def asked_month(
    request: HttpRequest, now: datetime, *, most: int = MOST
) -> tuple[Month, CalendarFilter, bool]:
    """The month that the address asks for, its form, whether it narrows."""
    today = local_day(now)
    form = CalendarFilter(request.GET or None, today=today)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    month = month_of(
        _first_day(request.GET.get("month", ""), today),
        request.user,
        now,
        today=today,
        most=most,
        **asked,
    )
    return month, form, any(asked.values())


def groups_of(month: Month, view: str) -> list[tuple[Any, list[Entry]]]:
    """By team or by commune; nothing when the days are asked for."""
    match view:
        case "team":
            return [*month.by_lead()]
        case "ward":
            return [*month.by_ward()]
    return []


def _first_day(text: str, today: date) -> date:
    """The month asked for as "2026-03"; this month when none is."""
    if not text:
        return today.replace(day=1)
    found = _MONTH.fullmatch(text)
    if found is None:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)
