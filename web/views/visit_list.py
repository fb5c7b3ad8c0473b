"""The list of visits, as it is filtered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agencies import access
from inspections.models import (
    Inspection,
    TeamMember,
)
from kernel.folding import fold
from web import visit_page
from web.forms import visits as forms
from web.pages import page
from web.paging import slice_of

BY_DAY = ("-scheduled_on", "-id")


def inspections(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows, form, asked = asked_visits(request, now)
    return page(
        request,
        "inspections/list.html",
        {
            "form": form,
            "slice": slice_of(request, rows, by=BY_DAY),
            "chips": visit_page.VISIT_CHIPS,
            "is_filtered": any(asked.values()),
            "may_create": access.could(request.user, "visit.create", None, now),
        },
    )


def asked_visits(
    request: HttpRequest, now: datetime
) -> tuple[Any, forms.VisitFilter, dict[str, Any]]:
    """The visits that the address asks for, the filter and what was asked."""
    form = forms.VisitFilter(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = Inspection.objects.visible_to(request.user, now)
    rows = rows.select_related("agency", "facility__ward", "plan_item__plan")
    if asked.get("q"):
        words = Q(number__icontains=asked["q"].strip())
        words |= Q(facility__search_text__contains=fold(asked["q"]))
        rows = rows.filter(words)
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if asked.get("ground"):
        rows = rows.filter(ground=asked["ground"])
    if asked.get("from_on"):
        rows = rows.filter(scheduled_on__gte=asked["from_on"])
    if asked.get("to_on"):
        rows = rows.filter(scheduled_on__lte=asked["to_on"])
    rows = rows.prefetch_related(
        Prefetch("team", TeamMember.objects.select_related("officer", "agency"))
    )
    return rows, form, asked
