"""The report of a year: its figures as tables, and the same as a draft on paper."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused
from reports import policies
from reports.annual import figures_of
from reports.annual_paper import BASIS, period_of, print_year
from web.forms.reports import AGENCY, PROVINCE, PeriodForm, YearTextsForm
from web.pages import page, typed
from web.views.documents import pdf_answer

FIRST_YEAR = 2000


def reports(request: HttpRequest) -> HttpResponse:
    """The reports begin with the one of this year."""
    return redirect("annual_report", year=local_day(timezone.now()).year)


def annual_report(request: HttpRequest, year: int) -> HttpResponse:
    """Figures of a year, of the own agency or of the province; a draft of the paper."""
    now = timezone.now()
    today = local_day(now)
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    scopes = _scopes(request.user, now)
    if not scopes:
        raise NotPermitted
    period_form = PeriodForm(request.GET or None, scopes=scopes)
    asked: dict[str, Any] = period_form.cleaned_data if period_form.is_valid() else {}
    scope = asked.get("scope") or scopes[0][0]
    try:
        period = period_of(year, asked.get("last_day"), at=now)
    except Refused as refusal:
        period_form.add_error("last_day", refusal.errors["last_day"][0])
        period = period_of(year, None, at=now)
    form = YearTextsForm(typed(request), initial={"basis": BASIS})
    if request.method == "POST" and form.is_valid():
        paper = print_year(
            period=period,
            by=request.user,
            at=now,
            of_province=scope == PROVINCE,
            basis=form.cleaned_data["basis"],
            texts=form.texts(),
        )
        return pdf_answer(paper)
    of = None if scope == PROVINCE else request.user.agency
    figures = figures_of(period, agency=of)
    return page(
        request,
        "reports/annual.html",
        {
            "year": year,
            "years": range(max(today.year - 4, FIRST_YEAR), today.year + 1),
            "period": period,
            "period_form": period_form,
            "form": form,
            "figures": figures,
            "months": zip(range(1, 13), figures.received, figures.decided, strict=True),
        },
    )


def _scopes(user: User, at: datetime) -> list[tuple[str, Any]]:
    """The province first for who puts its figures together."""
    scopes: list[tuple[str, Any]] = []
    if policies.may_see_province(user, at):
        scopes.append((PROVINCE, _("the whole province")))
    if policies.may_see_agency(user, at):
        scopes.append((AGENCY, user.agency.name))
    return scopes
