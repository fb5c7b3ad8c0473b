"""Issued papers over HTTP: listed, sent, revised; and the papers that came in."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.cases.views import FULL, CasePart
from api.idempotency import once
from api.mentions import AgencyRef, OfficerRef
from api.pagination import Orderings
from api.paper_drafts import PaperDraftShown
from api.papers import DocumentShown, PaperRecord, loaded
from api.parsers import FormParser, JsonParser
from api.refs import AgencyCode
from api.shapes import Body, Query
from api.steps import RecordView
from api.views import Collection
from documents import services
from documents.form_ids import FormId
from documents.models import Dispatch, IncomingPaper, IssuedDocument, PaperDraft
from documents.services import DispatchInput, IncomingInput, Scan
from documents.states import Manner, RevisionKind
from evidence.models import EvidenceFile


class DocumentsQuery(Query):
    form = fields.Choice(choices=FormId.choices, required=False)
    agency = AgencyCode(required=False)
    q = fields.Text(required=False, max_length=60)


class Documents(Collection):
    """Issued papers of cases and visits that the officer reads."""

    shows = DocumentShown
    query = DocumentsQuery
    orderings = Orderings.of("-issued", issued="issued_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[IssuedDocument]:
        words = wanted.pop("q", "")
        rows = IssuedDocument.objects.visible_to(self.officer, self.at)
        if words:
            rows = rows.filter(
                Q(number_text__icontains=words) | Q(verification_code=words.upper())
            )
        return loaded(rows.filter(**wanted))


class PapersToSign(Collection):
    """Drafts that wait for the officer's own signature."""

    shows = PaperDraftShown
    orderings = Orderings.of("submitted_at", submitted_at="submitted_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[PaperDraft]:
        return PaperDraft.objects.waiting_for(self.officer, self.at).for_list()


class DispatchShown(serializers.ModelSerializer):
    manner = serializers.ChoiceField(choices=Manner.choices)
    recorded_by = OfficerRef()

    class Meta:
        model = Dispatch
        fields = [
            "id",
            "manner",
            "recipient",
            "sent_on",
            "received_on",
            "receipt_no",
            "note",
            "recorded_by",
            "recorded_at",
        ]


class DispatchBody(Body):
    manner = fields.Choice(choices=Manner.choices)
    recipient = fields.Text(max_length=200)
    sent_on = fields.Day()
    received_on = fields.Day(required=False, allow_null=True)
    receipt_no = fields.Text(required=False, allow_blank=True, max_length=60)
    note = fields.Text(required=False, allow_blank=True)


class Dispatches(PaperRecord, RecordView, Collection):
    """Where one issued paper was sent."""

    shows = DispatchShown
    orderings = Orderings.of("sent_on", sent_on="sent_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Dispatch]:
        return self.find().dispatches.select_related("recorded_by__agency")

    @extend_schema(request=DispatchBody, responses={201: DispatchShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Enter a sending; it starts no time limit of a case."""
        paper = self.find()
        self.permit("document.dispatch", paper.record)
        values = self.body(DispatchBody)
        made = services.dispatch(
            document=paper, sending=DispatchInput(**values), by=self.officer, at=self.at
        )
        return Response(DispatchShown(made).data, status=201)


class RevisionBody(Body):
    kind = fields.Choice(choices=RevisionKind.choices)
    reason = fields.Text()


class Revisions(PaperRecord, RecordView):
    """Correct, replace or annul an issued paper by another."""

    shows = PaperDraftShown

    @extend_schema(request=RevisionBody, responses={201: PaperDraftShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Begin the draft of the paper that does it."""
        paper = self.find()
        self.permit("document.draft", paper.record)
        values = self.body(RevisionBody)
        made = services.begin_revision(
            document=paper, by=self.officer, at=self.at, **values
        )
        return self.created(made, PaperDraftShown, "api:paper_draft")


class FileRef(serializers.ModelSerializer):
    """The scan, a file of the case; its bytes are asked for there."""

    sha256 = serializers.CharField(source="stored_file_id")
    media_type = serializers.CharField(source="stored_file.media_type")

    class Meta:
        model = EvidenceFile
        fields = ["id", "sha256", "media_type"]


class IncomingShown(serializers.ModelSerializer):
    registered_by = OfficerRef()
    agency = AgencyRef()
    file = FileRef()

    class Meta:
        model = IncomingPaper
        fields = [
            "id",
            "number",
            "year",
            "agency",
            "number_text",
            "sender",
            "dated_on",
            "received_on",
            "title",
            "file",
            "registered_by",
            "registered_at",
        ]


class IncomingBody(Body):
    """With its scan as `multipart/form-data`, without as JSON."""

    sender = fields.Text(max_length=200)
    title = fields.Text(max_length=300)
    received_on = fields.Day()
    number_text = fields.Text(required=False, allow_blank=True, max_length=60)
    dated_on = fields.Day(required=False, allow_null=True)
    file = serializers.FileField(required=False, allow_empty_file=True)
    sha256 = serializers.RegexField(
        r"^[0-9a-fA-F]{64}$",
        required=False,
        help_text="Of the scan on the sender's device; a difference is a 422.",
    )


class IncomingPapers(CasePart):
    """Papers that came in about a case."""

    parser_classes = [JsonParser, FormParser]
    part = "incoming_papers"
    shows = IncomingShown
    orderings = Orderings.of("-registered_at", registered_at="registered_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[IncomingPaper]:
        case = self.find_seen_as(FULL)
        return case.incoming_papers.select_related(
            "agency", "registered_by__agency", "file__stored_file"
        )

    @extend_schema(
        request={"application/json": IncomingBody, "multipart/form-data": IncomingBody},
        responses={201: IncomingShown},
    )
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Enter a paper that came in, under the next number of arrival."""
        case = self.find()
        self.permit("document.register_incoming", case)
        values = self.body(IncomingBody)
        file, sha256 = values.pop("file", None), values.pop("sha256", "")
        made = services.register_incoming(
            case=case,
            paper=IncomingInput(**values),
            scan=Scan(file.file, file.name, sha256) if file else None,
            by=self.officer,
            at=self.at,
        )
        return Response(IncomingShown(made).data, status=201)
