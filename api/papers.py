"""Issued papers, drafts and reports: what they are, and their PDF with its trace."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.cases.views import FULL, PARTNER, CasePart, CaseRecord
from api.mentions import AgencyRef, OfficerRef
from api.pagination import Orderings
from api.steps import RecordView
from api.visits.views import VisitPart, VisitRecord
from cases import policies
from cases.models import Case
from documents import services
from documents.form_ids import VISIT_FORMS, FormId
from documents.models import IssuedDocument
from documents.models.papers import own_papers
from inspections.models import Inspection
from kernel.errors import NotPermitted

PDF = "application/pdf"


class DocumentShown(serializers.ModelSerializer):
    """A paper that left the house; its bytes are under `file/` and never change."""

    number = serializers.CharField(source="number_text")
    case = serializers.UUIDField(source="case_id", allow_null=True)
    inspection = serializers.UUIDField(source="inspection_id", allow_null=True)
    agency = AgencyRef()
    signed_by = OfficerRef()
    title = serializers.CharField()

    class Meta:
        model = IssuedDocument
        fields = [
            "id",
            "form",
            "title",
            "number",
            "case",
            "inspection",
            "agency",
            "issued_on",
            "issued_at",
            "signed_by",
            "pages",
            "size",
            "sha256",
            "verification_code",
        ]


def loaded(papers: QuerySet[IssuedDocument]) -> QuerySet[IssuedDocument]:
    return papers.select_related("agency", "signed_by", "template")


class CaseDocuments(CasePart):
    """Papers of the case, and of the visit from which it grew."""

    part = "documents"

    shows = DocumentShown
    orderings = Orderings.of("-issued", issued="issued_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[IssuedDocument]:
        case = self.find_seen_as(FULL, PARTNER)
        return loaded(IssuedDocument.objects.of_case(case))


class VisitDocuments(VisitPart):
    """Papers of the visit."""

    shows = DocumentShown
    orderings = Orderings.of("-issued", issued="issued_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[IssuedDocument]:
        return loaded(IssuedDocument.objects.filter(inspection=self.find()))


class PaperRecord:
    """An issued paper is found where its case or its visit is visible; that of a
    delegation in its agency."""

    def find(self) -> IssuedDocument:
        cases = Case.objects.visible_to(self.officer, self.at).values("pk")
        visits = Inspection.objects.visible_to(self.officer, self.at).values("pk")
        grown = Case.objects.visible_to(self.officer, self.at).values("inspection")
        seen = Q(case__in=cases) | Q(inspection__in=visits) | Q(inspection__in=grown)
        seen |= Q(delegation__isnull=False, agency=self.officer.agency_id)
        seen |= own_papers(self.officer, self.at, delegation=None)
        papers = loaded(IssuedDocument.objects.filter(seen))
        paper = papers.filter(pk=self.kwargs["id"]).first()
        if paper is None:
            raise Http404
        self.seen = paper
        return paper


class DocumentView(PaperRecord, RecordView):
    """One issued paper."""

    shows = DocumentShown

    @extend_schema(responses=DocumentShown)
    def get(self, request: Request, id: Any) -> Response:
        paper = self.find()
        case = paper.case
        if case and policies.view_of(case, self.officer, self.at) not in {
            FULL,
            PARTNER,
        }:
            raise NotPermitted
        return Response(DocumentShown(paper).data)


class DocumentFile(PaperRecord, RecordView):
    """The PDF as it was issued, its hash checked."""

    more_refusals = frozenset({409})

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY})
    def get(self, request: Request, id: Any) -> HttpResponse:
        paper = services.print_issued(document=self.find(), by=self.officer, at=self.at)
        return handed_out(paper)


class CasePrint(CaseRecord, RecordView):
    """The newest paper of a form, else its draft (DỰ THẢO); reports as of now.

    `case_file` is the whole file: papers, attachments, photographs, with an index.
    """

    more_refusals = frozenset({409})

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY})
    def get(self, request: Request, id: Any, form: str) -> HttpResponseBase:
        case = self.find()
        if form == services.CASE_FILE:
            whole = services.print_case_file(case=case, by=self.officer, at=self.at)
            return FileResponse(
                whole.file, as_attachment=True, filename=whole.name, content_type=PDF
            )
        if form not in FormId.values:
            raise Http404
        paper = services.print_newest(
            form=form, record=case, by=self.officer, at=self.at
        )
        return handed_out(paper)


class VisitPrint(VisitRecord, RecordView):
    """The visit's paper of a form, else its draft (DỰ THẢO)."""

    more_refusals = frozenset({409})

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY})
    def get(self, request: Request, id: Any, form: str) -> HttpResponse:
        visit = self.find()
        if form not in VISIT_FORMS:
            raise Http404
        paper = services.print_newest(
            form=form, record=visit, by=self.officer, at=self.at
        )
        return handed_out(paper)


def handed_out(paper: services.PaperFile) -> HttpResponse:
    """The bytes, never shown by a browser as anything but a PDF to save."""
    headers = {"Content-Disposition": f'attachment; filename="{paper.name}"'}
    return HttpResponse(paper.content, content_type=PDF, headers=headers)
