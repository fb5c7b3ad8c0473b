"""The report of a year: its figures as tables, and the same as a draft on paper."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import User
from documents import services
from documents.form_ids import FormId
from documents.models import IssuedDocument, PaperDraft
from documents.policies import OwnPapers
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused
from reports import policies
from reports.annual import Period, figures_of
from reports.annual_paper import BASIS, FIRST_YEAR, period_of, print_year
from web.errors import refusals_on
from web.forms.reports import AGENCY, PROVINCE, PeriodForm, YearTextsForm
from web.pages import page, typed
from web.papers import pdf_answer
from web.views.documents import DRAFT_CHIPS


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
        if request.POST.get("act") == "begin":
            with refusals_on(form):
                return _begun(request, period, form, now)
            return _shown(request, period, period_form, form, scope, now)
        paper = print_year(
            period=period,
            by=request.user,
            at=now,
            of_province=scope == PROVINCE,
            basis=form.cleaned_data["basis"],
            texts=form.texts(),
        )
        return pdf_answer(paper)
    return _shown(request, period, period_form, form, scope, now)


def _shown(
    request: HttpRequest,
    period: Period,
    period_form: PeriodForm,
    form: YearTextsForm,
    scope: str,
    now: datetime,
) -> HttpResponse:
    last, year = local_day(now).year, period.year
    of = None if scope == PROVINCE else request.user.agency
    figures = figures_of(period, agency=of)
    return page(
        request,
        "reports/annual.html",
        {
            "year": year,
            "years": range(max(last - 4, FIRST_YEAR), last + 1),
            "period": period,
            "period_form": period_form,
            "form": form,
            "figures": figures,
            "months": zip(range(1, 13), figures.received, figures.decided, strict=True),
            **_official(request.user, year, now),
        },
    )


def _begun(
    request: HttpRequest, period: Period, form: YearTextsForm, now: datetime
) -> HttpResponse:
    """The draft of the official report, with what was typed; raises Refused …"""
    draft = services.begin_draft(
        form=FormId.ANNUAL_REPORT,
        record=request.user.agency,
        about=str(period.year),
        content=services.DraftInput({**form.cleaned_data, "last_day": period.last_day}),
        by=request.user,
        at=now,
    )
    messages.success(request, _("The draft is kept. Read it, then go on."))
    return redirect("paper_draft", draft.pk)


def _official(user: User, year: int, now: datetime) -> dict[str, Any]:
    """The agency's report of the year as a paper: being drafted, and issued."""
    drafts = PaperDraft.objects.visible_to(user, now).filter(
        agency=user.agency, form=FormId.ANNUAL_REPORT, about=str(year)
    )
    papers = IssuedDocument.objects.visible_to(user, now).filter(
        agency=user.agency, form=FormId.ANNUAL_REPORT, drafted_as__about=str(year)
    )
    return {
        "open_draft": drafts.open().for_list().first(),
        "papers": papers.for_list().prefetch_related("revised_by"),
        "chips": DRAFT_CHIPS,
        "may_draft": access.can(user, "document.draft", OwnPapers(user.agency), now),
    }


def _scopes(user: User, at: datetime) -> list[tuple[str, Any]]:
    """The province first for who puts its figures together."""
    scopes: list[tuple[str, Any]] = []
    if policies.may_see_province(user, at):
        scopes.append((PROVINCE, _("the whole province")))
    if policies.may_see_agency(user, at):
        scopes.append((AGENCY, user.agency.name))
    return scopes
