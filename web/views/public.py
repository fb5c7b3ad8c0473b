"""For everybody: the published plans, and the published conclusions."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections import publication
from inspections.models import InspectionPlan
from kernel.clock import local_day
from web.downloads import table_as
from web.open_pages import open_page

FIRST_YEAR, LAST_YEAR = 2000, 2100


@open_page
def public_plans(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    return render(
        request,
        "public/plans.html",
        {
            "here": "plans",
            "year": year,
            "years": publication.years_with_plans(),
            "plans": publication.plans_of(year),
        },
    )


@open_page
def public_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    plan = _plan(id)
    return render(
        request,
        "public/plan.html",
        {
            "here": "plan",
            "plan": plan,
            "items": publication.items_of(plan),
            "adjusted": publication.adjusted_on(plan),
        },
    )


@open_page
def public_plan_file(request: HttpRequest, id: UUID, form: str) -> HttpResponseBase:
    plan = _plan(id)
    headers = (
        _("No."),
        _("Facility"),
        _("Commune"),
        _("Agency that makes the visit"),
        _("In which months"),
        _("What is looked at"),
        _("How"),
        _("State"),
    )
    rows = (
        (
            item.position,
            item.facility,
            item.ward,
            item.agency,
            item.window,
            item.content,
            item.mode,
            _("Postponed") if item.is_postponed else "",
        )
        for item in publication.items_of(plan)
    )
    name = f"ke-hoach-{plan.agency_id.lower()}-{plan.year}".replace("_", "-")
    return table_as(form, name=name, headers=headers, rows=rows)


@open_page
def public_conclusions(request: HttpRequest) -> HttpResponse:
    year, today = _year(request), local_day(timezone.now())
    return render(
        request,
        "public/conclusions.html",
        {
            "here": "conclusions",
            "year": year,
            "years": publication.years_with_conclusions(on=today),
            "conclusions": publication.conclusions_of(year, on=today),
        },
    )


@open_page
def public_conclusions_file(
    request: HttpRequest, year: int, form: str
) -> HttpResponseBase:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    headers = (
        _("No."),
        _("Agency"),
        _("Kind"),
        _("Facility"),
        _("Commune"),
        _("Signed on"),
        _("Published on"),
        _("Conclusion"),
    )
    today = local_day(timezone.now())
    rows = (
        (
            row.number,
            row.agency,
            row.kind,
            row.facility,
            row.ward,
            row.signed_on,
            row.published_on,
            row.text,
        )
        for row in publication.conclusions_of(year, on=today)
    )
    return table_as(form, name=f"ket-luan-{year}", headers=headers, rows=rows)


def _plan(key: UUID) -> InspectionPlan:
    """A plan that is not published answers as one that does not exist."""
    plan = publication.published_plan(key)
    if plan is None:
        raise Http404
    return plan


def _year(request: HttpRequest) -> int:
    """The year asked for; this one when none is, no page for what is no year."""
    text = request.GET.get("year", "")
    if not text:
        return local_day(timezone.now()).year
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year
