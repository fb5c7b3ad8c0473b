"""Papers: issued ones as they were stored, drafts and reports as the file stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from csp.decorators import csp_exempt
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from cases import policies
from cases.models import Case
from cases.states import SeizureState
from documents import services
from documents.form_ids import VISIT_FORMS, FormId
from documents.models import IncomingPaper, IssuedDocument, PaperDraft
from documents.states import DraftState
from inspections.models import Inspection
from kernel.errors import NotPermitted
from web.page_images import page_png
from web.pages import page
from web.papers import pdf_answer
from web.views.case_tabs import files_of
from web.views.cases import case_of, head_of
from web.views.facilities import facility_of
from web.views.visits import visit_of

PREVIEW_SECONDS = 120
DRAFT_CHIPS = {
    DraftState.DRAFT: "s-info",
    DraftState.SUBMITTED: "s-warn",
    DraftState.RETURNED: "s-bad",
    DraftState.ISSUED: "s-ok",
    DraftState.WITHDRAWN: "",
}
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
            **_on_their_way(request, found, now),
            "reports": [
                (services.CASE_FILE, _("The whole file")),
                *(
                    (form.value, form.label)
                    for form in (
                        FormId.CASE_REPORT,
                        FormId.CASE_REPORT_SHORT,
                        FormId.CASE_INDEX,
                        FormId.EVIDENCE_SHEET,
                    )
                ),
            ],
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
    issued = issued.select_related("template", "signed_by", "agency")
    return found, issued.prefetch_related("revised_by")


@csp_exempt()
def document(request: HttpRequest, id: UUID) -> HttpResponse:
    """An issued paper, byte for byte; invisible ones are not found."""
    now = timezone.now()
    found = get_object_or_404(
        IssuedDocument.objects.select_related(
            "case", "inspection", "agency", "template"
        ),
        pk=id,
    )
    if not is_seen(request, found, now):
        raise Http404
    paper = services.print_issued(document=found, by=request.user, at=now)
    return pdf_answer(paper)


@csp_exempt()
def print_case(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The newest paper of a form about a case, else its draft; reports drawn anew."""
    if form not in _CASE_FORMS and form != services.CASE_FILE:
        raise Http404
    now = timezone.now()
    found = case_of(request, number, now=now)
    try:
        if form == services.CASE_FILE:
            whole = services.print_case_file(case=found, by=request.user, at=now)
            return large_answer(whole)
        paper = services.print_newest(form=form, record=found, by=request.user, at=now)
    except NotPermitted as refusal:
        refusal.action = "document.print"  # type: ignore[attr-defined]
        raise
    return pdf_answer(paper)


@csp_exempt()
def print_facility(request: HttpRequest, code: str) -> HttpResponse:
    """The whole record of a facility, drawn anew as the officer sees it."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    return pdf_answer(services.print_facility(facility=found, by=request.user, at=now))


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


def _on_their_way(request: HttpRequest, found: Case, now: datetime) -> dict[str, Any]:
    """Papers being drafted or come in, for who reads the whole file."""
    if policies.view_of(found, request.user, now) != "case.view_full":
        return {}
    seen = PaperDraft.objects.visible_to(request.user, now).open()
    incoming = list(found.incoming_papers.select_related("file"))
    return {
        "may_draft": access.can(request.user, "document.draft", found, now),
        "paper_drafts": seen.filter(case=found).for_list(),
        "chips": DRAFT_CHIPS,
        "incoming": incoming,
        "scans": _scans(incoming, found, request, now),
        "may_register": access.can(
            request.user, "document.register_incoming", found, now
        ),
    }


def _scans(
    incoming: list[IncomingPaper], found: Case, request: HttpRequest, now: datetime
) -> set[UUID]:
    """Of the papers that came in, the files that the officer may open."""
    if not any(row.file_id for row in incoming):
        return set()
    return {link.file_id for link in files_of(found, request.user, now)}


def large_answer(paper: services.LargePaper) -> FileResponse:
    """A PDF sent from its file, piece by piece."""
    answer = FileResponse(paper.file, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{paper.name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _drafts(found: Case) -> list[FormId]:
    """Forms that can be drawn as a draft now: not issued yet, but begun."""
    drafts = []
    if found.violation_record is None and found.respondents.all():
        drafts.append(FormId.VIOLATION_RECORD)
    if found.decision is None and found.draft is not None:
        drafts.append(FormId.SANCTION_DECISION)
    signed = found.seizures.exclude(state=SeizureState.DRAFT)
    if found.open_seizures and not signed.exists():
        drafts.append(FormId.SEIZURE_DECISION)
    return drafts


def is_seen(request: HttpRequest, found: IssuedDocument, now: datetime) -> bool:
    """Does the person see the case, the visit or a case of the visit that it is of?

    The paper of a delegation is seen in the agency whose power is lent, one of the
    agency itself by who reads its reports.
    """
    if found.delegation_id is not None:
        return access.shares_relations_of(request.user, found.agency, now)
    if found.is_of_agency:
        return services.may_print(found, request.user, now)
    visits = Inspection.objects.visible_to(request.user, now).filter(
        pk=found.inspection_id
    )
    cases = Case.objects.visible_to(request.user, now)
    if found.case_id is not None:
        cases = cases.filter(pk=found.case_id)
    else:
        cases = cases.filter(inspection=found.inspection_id)
    return bool(cases.exists() or visits.exists())
