"""Papers over HTTP: drafted, submitted, signed, sent, revised; arrivals of a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.cases.views import CaseRecord
from api.idempotency import once
from api.mentions import AgencyRef, OfficerRef
from api.pagination import Orderings
from api.papers import PDF, handed_out
from api.refs import Officer, Reference
from api.shapes import Body, Query
from api.steps import Act, Call, Edit, RecordView, Signature, StepView
from api.views import Collection
from audit import trail
from audit.models import AccessAction
from cases.models import Case
from documents import services
from documents.form_ids import FormId
from documents.models import PaperDraft
from documents.services import DraftInput
from documents.states import DraftState

if TYPE_CHECKING:
    from agencies.models import User


class PaperDraftShown(serializers.ModelSerializer):
    """A draft; `values` are the blanks of its form by name."""

    case = serializers.UUIDField(source="case_id", allow_null=True)
    inspection = serializers.UUIDField(source="inspection_id", allow_null=True)
    agency = AgencyRef()
    state = serializers.ChoiceField(choices=DraftState.choices)
    values = serializers.DictField()
    legal_bases = serializers.ListField(child=serializers.CharField(), allow_null=True)
    recipients = serializers.ListField(child=serializers.CharField(), allow_null=True)
    drafted_by = OfficerRef()
    submitted_to = OfficerRef(allow_null=True)
    issued = serializers.UUIDField(source="issued_id", allow_null=True)
    revises = serializers.UUIDField(source="revises_id", allow_null=True)

    class Meta:
        model = PaperDraft
        fields = [
            "id",
            "form",
            "case",
            "inspection",
            "about",
            "agency",
            "state",
            "version",
            "is_signed_by_maker",
            "values",
            "legal_bases",
            "recipients",
            "drafted_by",
            "submitted_to",
            "submitted_at",
            "return_reason",
            "withdraw_reason",
            "issued",
            "revises",
            "revision_kind",
            "revision_reason",
            "updated_at",
        ]


class _Content(Body):
    values = serializers.DictField(help_text="The blanks of the form by name.")
    legal_bases = serializers.ListField(
        child=fields.Text(max_length=500),
        required=False,
        allow_null=True,
        max_length=200,
        help_text="Null, or left out: those of the form's template.",
    )
    recipients = serializers.ListField(
        child=fields.Text(max_length=500),
        required=False,
        allow_null=True,
        max_length=200,
    )


def _cases_seen(officer: User, at: datetime) -> QuerySet[Case]:
    seen: QuerySet[Case] = Case.objects.visible_to(officer, at).for_act()
    return seen


class PaperDraftBody(_Content):
    form = fields.Choice(choices=FormId.choices)
    case = Reference(_cases_seen)
    about = fields.Id(
        required=False, help_text="A part of the case; the case itself unless told."
    )


class PaperDraftEdit(Edit, _Content):
    pass


class PaperDraftQuery(Query):
    state = fields.Choice(choices=DraftState.choices, required=False)
    form = fields.Choice(choices=FormId.choices, required=False)


def _content(values: dict[str, Any]) -> DraftInput:
    return DraftInput(
        values["values"], values.get("legal_bases"), values.get("recipients")
    )


class PaperDrafts(Collection):
    """Drafts of the officer's agency in files that he sees whole."""

    shows = PaperDraftShown
    query = PaperDraftQuery
    orderings = Orderings.of("-updated_at", updated_at="updated_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[PaperDraft]:
        seen = PaperDraft.objects.visible_to(self.officer, self.at)
        return seen.filter(**wanted).for_list()

    @extend_schema(request=PaperDraftBody, responses={201: PaperDraftShown})
    @once
    def post(self, request: Request) -> Response:
        """Begin a draft about a case or a part of it."""
        values = self.body(PaperDraftBody)
        case = self.seen = values["case"]
        self.permit("document.draft", case)
        made = services.begin_draft(
            form=values["form"],
            record=case,
            about=values.get("about") or case.pk,
            content=_content(values),
            by=self.officer,
            at=self.at,
        )
        return self.created(made, PaperDraftShown, "api:paper_draft")


class DraftRecord:
    def records(self) -> QuerySet[PaperDraft]:
        return PaperDraft.objects.for_act()

    def find(self) -> PaperDraft:
        visible = self.records().visible_to(self.officer, self.at)  # type: ignore[attr-defined]
        draft = visible.filter(pk=self.kwargs["id"]).first()  # type: ignore[attr-defined]
        if draft is None:
            raise Http404
        self.seen = draft
        return draft


class PaperDraftView(DraftRecord, RecordView):
    """One draft."""

    shows = PaperDraftShown

    @extend_schema(responses=PaperDraftShown)
    def get(self, request: Request, id: Any) -> Response:
        draft = self.find()
        trail.record_access(
            action=AccessAction.VIEWED,
            record=draft.record,
            at=self.at,
            by=self.officer,
            label=draft.record.number,
            detail={"part": "paper_drafts"},
        )
        return self.answer(draft)

    @extend_schema(request=PaperDraftEdit, responses=PaperDraftShown)
    @once
    def patch(self, request: Request, id: Any) -> Response:
        """Keep what was written, finished or not."""
        draft = self.find()
        self.permit("document.draft", draft.in_case)
        values = self.body(PaperDraftEdit)
        services.edit_draft(
            draft=draft,
            version=self.version_in(values),
            content=_content(values),
            by=self.officer,
            at=self.at,
        )
        return self.answer(self.records().get(pk=draft.pk))


class PaperDraftFile(DraftRecord, RecordView):
    """The draft as a PDF, marked DỰ THẢO."""

    more_refusals = frozenset({409})

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY})
    def get(self, request: Request, id: Any) -> HttpResponse:
        paper = services.preview_draft(draft=self.find(), by=self.officer, at=self.at)
        return handed_out(paper)


class PaperDraftStep(DraftRecord, StepView):
    shows = PaperDraftShown

    def permit(self, action: str, record: Any) -> None:
        super().permit(action, record.in_case)


class Submit(Edit):
    to = Officer(help_text="User name of the officer who signs.")


class PaperReason(Edit):
    reason = fields.Text()


class SignPaper(Signature):
    occurred_on = None  # a signature is not back-dated


def _submit(call: Call) -> None:
    services.submit_draft(draft=call.record, to=call.values["to"], **call.of_record)


def _return(call: Call) -> None:
    services.return_to_drafter(draft=call.record, **call.values, **call.of_record)


def _withdraw(call: Call) -> None:
    services.withdraw_draft(draft=call.record, **call.values, **call.of_record)


def _sign(call: Call) -> None:
    services.sign_draft(draft=call.record, **call.of_record)


PAPER_DRAFT_ACTS = (
    Act("submit", "document.draft", Submit, _submit, "Submit for signature."),
    Act("return", "document.sign", PaperReason, _return, "Return it for changes."),
    Act("withdraw", "document.draft", PaperReason, _withdraw, "Withdraw the draft."),
    Act("sign", "document.sign", SignPaper, _sign, "Sign, number and issue it."),
)


class BlankShown(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()
    kind = serializers.CharField()
    is_required = serializers.BooleanField()
    hint = serializers.CharField()


class SubjectShown(serializers.Serializer):
    id = serializers.UUIDField(source="pk")
    label = serializers.CharField(source="*")


class OfferShown(serializers.Serializer):
    """A form that may be drafted now, its blanks, and what it may be about."""

    form = serializers.CharField(source="form.form")
    label = serializers.CharField(source="form.form.label")
    signed_by = serializers.CharField(source="form.signed_by")
    blanks = BlankShown(source="form.blanks", many=True)
    subjects = SubjectShown(many=True)


class OffersShown(serializers.Serializer):
    results = OfferShown(many=True)


class PaperForms(CaseRecord, RecordView):
    """The forms that the officer may draft about a case now."""

    shows = OffersShown

    @extend_schema(responses=OffersShown)
    def get(self, request: Request, id: Any) -> Response:
        case = self.find()
        self.permit("document.draft", case)
        offers = services.offers_of(case, self.officer, self.at)
        return Response(OffersShown({"results": offers}).data)
