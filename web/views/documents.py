"""Papers: issued ones as they were stored, drafts and reports as the file stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from csp.decorators import csp_exempt
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cases import policies
from cases.models import Case
from documents import services
from documents.form_ids import VISIT_FORMS, FormId
from documents.models import IssuedDocument
from inspections.models import Inspection
from kernel.errors import NotPermitted
from web.page_images import page_png
from web.pages import page
from web.views.cases import case_of, head_of
from web.views.visits import visit_of

PREVIEW_SECONDS = 120
_CASE_FORMS = frozenset(FormId.values) - VISIT_FORMS


def case_documents(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found, issued = issued_of(request, number, now=now)
    return page(
        request,
        "cases/documents.html",
        {
            **head_of(request, found, "case_documents", now=now),
            "issued": issued,
            "drafts": _drafts(found),
            "reports": [FormId.CASE_REPORT, FormId.CASE_REPORT_SHORT],
        },
    )


def issued_of(
    request: HttpRequest, number: str, *, now: datetime
) -> tuple[Case, QuerySet[IssuedDocument]]:
    """A case with its issued papers; Http404 for who does not see the file."""
    found = case_of(request, number, now=now)
    view = policies.view_of(found, request.user, now)
    if view not in {"case.view_full", "case.view_partner"}:
        raise Http404
    issued: QuerySet[IssuedDocument] = IssuedDocument.objects.of_case(found)
    return found, issued.select_related("template", "signed_by", "agency")


@csp_exempt()
def document(request: HttpRequest, id: UUID) -> HttpResponse:
    """An issued paper, byte for byte; invisible ones are not found."""
    now = timezone.now()
    found = get_object_or_404(
        IssuedDocument.objects.select_related("case", "inspection", "template"), pk=id
    )
    cases, visits = _visible_owners(request, found, now)
    if not cases and not visits:
        raise Http404
    paper = services.print_issued(document=found, by=request.user, at=now)
    return pdf_answer(paper)


@csp_exempt()
def print_case(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The newest paper of a form about a case, else its draft; reports drawn anew."""
    if form not in _CASE_FORMS:
        raise Http404
    now = timezone.now()
    found = case_of(request, number, now=now)
    try:
        paper = services.print_newest(form=form, record=found, by=request.user, at=now)
    except NotPermitted as refusal:
        refusal.action = "document.print"  # type: ignore[attr-defined]
        raise
    return pdf_answer(paper)


@csp_exempt()
def print_visit(request: HttpRequest, number: str, form: str) -> HttpResponse:
    if form not in VISIT_FORMS:
        raise Http404
    now = timezone.now()
    found = visit_of(request, number, now=now)
    return pdf_answer(
        services.print_newest(form=form, record=found, by=request.user, at=now)
    )


def draft_page(
    request: HttpRequest, number: str, form: str, number_of_page: int
) -> HttpResponse:
    """One page of a draft as a picture, beside which the signer reads the facts."""
    now = timezone.now()
    found = case_of(request, number, now=now)
    picture = page_png(draft_of(request, found, form, now), page=number_of_page)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png")


def draft_of(request: HttpRequest, found: Case, form: str, now: datetime) -> bytes:
    """The draft's PDF; its pages are asked for one by one, so it is kept shortly."""
    key = f"draft:{request.user.pk}:{found.pk}:{found.version}:{form}"
    content: bytes | None = cache.get(key)
    if content is None:
        paper = services.render_draft(form=form, record=found, by=request.user, at=now)
        content = paper.content
        cache.set(key, content, PREVIEW_SECONDS)
    return content


def pdf_answer(paper: services.PaperFile) -> HttpResponse:
    answer = HttpResponse(paper.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{paper.name}"'
    return answer


def _drafts(found: Case) -> list[FormId]:
    """Forms that can be drawn as a draft now: not issued yet, but begun."""
    drafts = []
    if found.violation_record is None and found.respondents.all():
        drafts.append(FormId.VIOLATION_RECORD)
    if found.decision is None and found.draft is not None:
        drafts.append(FormId.SANCTION_DECISION)
    return drafts


def _visible_owners(
    request: HttpRequest, found: IssuedDocument, now: datetime
) -> tuple[Any, Any]:
    """The case or visit of a paper, as far as the person sees them."""
    visits = Inspection.objects.visible_to(request.user, now).filter(
        pk=found.inspection_id
    )
    cases = Case.objects.visible_to(request.user, now)
    if found.case_id is not None:
        cases = cases.filter(pk=found.case_id)
    else:
        cases = cases.filter(inspection=found.inspection_id)
    return cases.exists(), visits.exists()
