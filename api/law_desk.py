"""The law desk over HTTP: what is uncertain, what is proposed, the law as a file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import could
from agencies.kinds import SubjectKind
from api import fields
from api.idempotency import once
from api.mentions import OfficerRef
from api.pagination import Orderings
from api.shapes import Body, Query
from api.steps import Act, Call, RecordView, Signature, StepView
from api.views import ApiView, Collection
from cases.law_uses import uses_of
from cases.services import law_changes
from facilities.states import FacilityKind
from kernel.errors import NotPermitted
from regulations import desk, exchange, policies, proposals
from regulations.changes import ROW_REACHES
from regulations.kinds import (
    Confidence,
    FrameSubject,
    Owner,
    ProposalKind,
    ProposalState,
    Unit,
    ViolationGroup,
)
from regulations.law_tables import TABLES, table_of
from regulations.models import ProposedChange, ReferenceProposal

TABLE_KINDS = [(table.kind.value, table.kind.label) for table in TABLES]


# Shown ---------------------------------------------------------------------------


class StandingShown(serializers.Serializer):
    """How well a figure is known; to be said wherever the figure is used."""

    confidence = serializers.ChoiceField(choices=Confidence.choices)
    note = serializers.CharField()
    citation = serializers.CharField()
    is_loaded = serializers.BooleanField(help_text="False: there is no figure.")
    remark = serializers.CharField(
        help_text="What stands beside the figure; empty where it is confirmed."
    )


class LawRowShown(serializers.Serializer):
    kind = serializers.ChoiceField(choices=TABLE_KINDS, source="table.kind")
    code = serializers.CharField()
    name = serializers.CharField()
    figures = serializers.DictField(
        child=serializers.JSONField(), help_text="Plain values by column."
    )
    valid_from = serializers.DateField(source="row.valid_from", allow_null=True)
    valid_to = serializers.DateField(source="row.valid_to", allow_null=True)
    standing = StandingShown()
    uses = serializers.IntegerField(
        allow_null=True, help_text="Null where every case uses it."
    )
    proposal = serializers.UUIDField(
        source="waiting", allow_null=True, help_text="The open proposal about this row."
    )


class LawRows(serializers.Serializer):
    results = LawRowShown(many=True)


class LawChangeShown(serializers.ModelSerializer):
    before = serializers.DictField(
        child=serializers.JSONField(), help_text="Empty where there was no row."
    )
    payload = serializers.DictField(child=serializers.JSONField())

    class Meta:
        model = ProposedChange
        fields = ["kind", "code", "reach", "citation", "before", "payload"]


class LawProposalRow(serializers.ModelSerializer):
    version = serializers.IntegerField()
    proposed_by = OfficerRef()
    settled_by = OfficerRef(allow_null=True)

    class Meta:
        model = ReferenceProposal
        fields = [
            "id",
            "kind",
            "label",
            "reason",
            "checksum",
            "state",
            "version",
            "proposed_by",
            "proposed_at",
            "settled_by",
            "settled_at",
            "settled_reason",
        ]


class LawProposalShown(LawProposalRow):
    """A proposal with its changes: each row as it stood and as it shall be."""

    changes = LawChangeShown(many=True)

    class Meta(LawProposalRow.Meta):
        fields = [*LawProposalRow.Meta.fields, "changes"]


class LawFileShown(serializers.Serializer):
    """The law as a file, as `manage.py export_law` writes it."""

    format = serializers.CharField()
    version = serializers.IntegerField()
    origin = serializers.CharField()
    exported_at = serializers.DateTimeField()
    checksum = serializers.CharField()
    tables = serializers.DictField(
        child=serializers.ListField(child=serializers.DictField())
    )


# Asked ---------------------------------------------------------------------------


class OpenQuery(Query):
    kind = fields.Choice(choices=TABLE_KINDS, required=False)
    shown = fields.Choice(
        choices=desk.Shown.choices,
        required=False,
        help_text="`open` unless told: what is not confirmed or has no figure.",
    )
    used = fields.Choice(choices=desk.Used.choices, required=False)
    text = fields.Text(required=False, max_length=200)


class ProposalQuery(Query):
    state = fields.Choice(choices=ProposalState.choices, required=False)
    kind = fields.Choice(choices=ProposalKind.choices, required=False)


class TextList(serializers.ListField):
    child = fields.Text()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=50, **kwargs)


class KindList(serializers.ListField):
    child = fields.Choice(choices=FacilityKind.choices)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=len(FacilityKind), **kwargs)


class LawProposalBody(Body):
    """One row of the law; columns that are left out stay as they stand.

    Which columns a row has depends on its kind; `citation` is the article for all of
    them. A column that the kind does not have is refused (422).
    """

    kind = fields.Choice(choices=TABLE_KINDS)
    code = fields.Text(max_length=80)
    reach = fields.Choice(
        choices=[(reach.value, reach.label) for reach in ROW_REACHES],
        help_text=(
            "`FROM_DAY`: a new row from `valid_from`, after today. `COMPLETES`: figures"
            " for the row of `valid_from`, which had none. `KEEPS`: source, confidence"
            " or last day of that row. `NEW`: a behaviour that the catalogue lacks."
        ),
    )
    reason = fields.Text(max_length=2000)
    valid_from = fields.Day(
        required=False, allow_null=True, help_text="Null: in force ever since."
    )
    valid_to = fields.Day(required=False, allow_null=True)
    citation = fields.Text(required=False)
    confidence = fields.Choice(choices=Confidence.choices, required=False)
    confidence_note = fields.Text(required=False, allow_blank=True)
    group = fields.Choice(choices=ViolationGroup.choices, required=False)
    title_vi = fields.Text(required=False)
    title_en = fields.Text(required=False)
    quantity_rule = fields.Text(required=False, allow_blank=True)
    note = fields.Text(required=False, allow_blank=True)
    frame_subject = fields.Choice(choices=FrameSubject.choices, required=False)
    fine_min_individual_vnd = fields.Money(required=False, allow_null=True)
    fine_max_individual_vnd = fields.Money(required=False, allow_null=True)
    fine_min_organisation_vnd = fields.Money(required=False, allow_null=True)
    fine_max_organisation_vnd = fields.Money(required=False, allow_null=True)
    additional_sanctions = TextList(required=False)
    remedial_measures = TextList(required=False)
    decree = fields.Text(required=False)
    percent = fields.Whole(required=False, allow_null=True, max_value=1000)
    individual_vnd = fields.Money(required=False)
    organisation_vnd = fields.Money(required=False)
    name_vi = fields.Text(required=False)
    trigger_event = fields.Text(required=False)
    owner = fields.Choice(choices=Owner.choices, required=False)
    extension_rule = fields.Text(required=False, allow_blank=True)
    consequence = fields.Text(required=False, allow_blank=True)
    length = fields.Text(
        required=False, max_length=12, help_text="A number as text: `7`, `0.05`."
    )
    unit = fields.Choice(choices=Unit.choices, required=False)
    value = fields.Text(required=False)
    threshold = fields.Whole(required=False, allow_null=True)
    is_exclusive = fields.Flag(required=False)
    is_restricting = fields.Flag(required=False)
    subject_kind = fields.Choice(
        choices=SubjectKind.choices, required=False, allow_blank=True
    )
    behaviours = TextList(required=False)
    text_vi = fields.Text(required=False, max_length=400)
    text_en = fields.Text(required=False, max_length=400)
    facility_kinds = KindList(required=False)
    is_yearly = fields.Flag(required=False)


class Approval(Signature):
    """The second person proves who approves; a proposal changes once, so no version."""

    version = None
    occurred_on = None
    reason = fields.Text(required=False, allow_blank=True, max_length=2000)


class Refusal(Body):
    reason = fields.Text(max_length=2000)


class Withdrawal(Body):
    reason = fields.Text(required=False, allow_blank=True, max_length=2000)


# Addresses -----------------------------------------------------------------------


class DeskView(ApiView):
    """For whoever may propose or settle anything of the law."""

    def permit_desk(self) -> None:
        if not policies.may_see_desk(self.officer, self.at):
            raise NotPermitted


class OpenLaw(DeskView):
    """Everything recalled, unsettled or empty, with its source and its uses.

    All of it at once: the law is some hundred rows.
    """

    query = OpenQuery

    @extend_schema(responses=LawRows)
    def get(self, request: Request) -> Response:
        self.permit_desk()
        rows = desk.law_rows(count_uses=uses_of, **self.asked)
        return Response(LawRows({"results": rows}).data)


class Proposals(Collection, DeskView):
    """What was proposed of the law, waiting or settled."""

    shows = LawProposalRow
    query = ProposalQuery
    orderings = Orderings.of("-recent", recent="proposed_at id")

    def rows(self, asked: dict[str, Any]) -> QuerySet[ReferenceProposal]:
        self.permit_desk()
        found = ReferenceProposal.objects.visible_to(self.officer, self.at)
        return found.filter(**asked).select_related("proposed_by", "settled_by")

    @extend_schema(request=LawProposalBody, responses={201: LawProposalShown})
    @once
    def post(self, request: Request) -> Response:
        """Propose a dated row; a second person approves it."""
        self.permit_any_edit()
        body = self.body(LawProposalBody)
        kind = body.pop("kind")
        made = proposals.propose_change(
            kind=kind,
            code=body.pop("code"),
            reach=body.pop("reach"),
            reason=body.pop("reason"),
            values=_plain(body, kind),
            by=self.officer,
            at=self.at,
        )
        return self.created(made, LawProposalShown, "api:law_proposal")

    def permit_any_edit(self) -> None:
        """The service asks for the right of the very row."""
        rights = (policies.EDIT_REFERENCE, policies.EDIT_CALENDAR)
        if not any(could(self.officer, right, None, self.at) for right in rights):
            raise NotPermitted


class ProposalRecord:
    def records(self) -> QuerySet[ReferenceProposal]:
        return ReferenceProposal.objects.select_related(
            "proposed_by", "settled_by"
        ).prefetch_related("changes")


class ProposalView(ProposalRecord, RecordView):
    """One proposal."""

    shows = LawProposalShown

    @extend_schema(responses=LawProposalShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class ProposalStep(ProposalRecord, StepView):
    """Settles a proposal."""

    shows = LawProposalShown

    def permit(self, action: str, record: Any) -> None:
        """Of the calendar another right settles too; only the proposer withdraws."""
        asked = policies.may_withdraw if action == WITHDRAW else policies.may_settle
        if not asked(self.officer, record, self.at):
            raise NotPermitted


class LawFile(ApiView):
    """All figures of the law, to be loaded by another installation."""

    @extend_schema(responses=LawFileShown)
    def get(self, request: Request) -> Response:
        self.permit(policies.EXPORT, None)
        return Response(exchange.export_law(by=self.officer, at=self.at))


def _plain(body: dict[str, Any], kind: str) -> dict[str, Any]:
    """The columns as they travel: days as text, the article under its own name."""
    values = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in body.items()
    }
    if "citation" in values:
        values[table_of(kind).citation] = values.pop("citation")
    return values


# Acts ----------------------------------------------------------------------------

WITHDRAW = "withdraw"


def _approve(call: Call) -> None:
    law_changes.approve_law_change(
        proposal=call.record, by=call.by, at=call.at, **call.values
    )


def _refuse(call: Call) -> None:
    proposals.refuse(proposal=call.record, by=call.by, at=call.at, **call.values)


def _withdraw(call: Call) -> None:
    proposals.withdraw(proposal=call.record, by=call.by, at=call.at, **call.values)


PROPOSAL_ACTS = (
    Act(
        "approve",
        policies.APPROVE,
        Approval,
        _approve,
        "Approve as the second person: the rows are made.",
        needs_version=False,
    ),
    Act(
        "refuse",
        policies.APPROVE,
        Refusal,
        _refuse,
        "Refuse as the second person, with a reason.",
        needs_version=False,
    ),
    Act(
        WITHDRAW,
        WITHDRAW,
        Withdrawal,
        _withdraw,
        "Take the own proposal back.",
        needs_version=False,
    ),
)
