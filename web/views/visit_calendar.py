"""The month of visits and planned facilities: by day, by team, by commune."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspections.month import month_of
from kernel.clock import local_day
from web.forms.visit_calendar import CalendarFilter
from web.pages import page

VIEWS = (("", _("Days")), ("team", _("Teams")), ("ward", _("Communes")))
_MONTH = re.compile(r"(20\d\d|2100)-(0[1-9]|1[0-2])")


def visit_calendar(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    form = CalendarFilter(request.GET or None, today=today)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    month = month_of(
        _first_day(request.GET.get("month", ""), today),
        request.user,
        now,
        today=today,
        **asked,
    )
    view = request.GET.get("by", "")
    groups: list[Any] = []
    if view == "team":
        groups = month.by_lead()
    elif view == "ward":
        groups = month.by_ward()
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
            "is_filtered": any(asked.values()),
        },
    )


def _first_day(text: str, today: date) -> date:
    """The month asked for as "2026-03"; this month when none is."""
    if not text:
        return today.replace(day=1)
    found = _MONTH.fullmatch(text)
    if found is None:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)
