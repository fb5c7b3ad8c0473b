"""Goods as the officer sees them: each item with what its custody book says now."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.mentions import OfficerRef
from cases.models import (
    ExpertAssessmentRequest,
    Seizure,
    SeizureExtension,
    Valuation,
)
from evidence import custody
from evidence.models import CustodyLine, EvidenceItem


class SeizureExtensionShown(serializers.ModelSerializer):
    number = serializers.CharField(source="number_text")

    class Meta:
        model = SeizureExtension
        fields = ["number", "limit_rule", "reason", "signed_on"]


class SeizureShown(serializers.ModelSerializer):
    """A seizure; `version` is that of its case."""

    case = serializers.UUIDField(source="case_id")
    version = serializers.IntegerField(source="case.version")
    number = serializers.CharField(source="number_text")
    signed_by = OfficerRef(allow_null=True)
    items = serializers.SerializerMethodField()
    extensions = SeizureExtensionShown(many=True)

    class Meta:
        model = Seizure
        fields = [
            "id",
            "case",
            "version",
            "state",
            "ground",
            "reason",
            "seized_on",
            "minutes_no",
            "place",
            "keeper",
            "number",
            "signed_by",
            "signed_on",
            "limit_rule",
            "extensions",
            "first_notice_on",
            "second_notice_on",
            "ended_on",
            "end_note",
            "items",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_items(self, seizure: Seizure) -> list[str]:
        return [str(row.item_id) for row in seizure.seized_items.all()]


class GoodsShown(serializers.ModelSerializer):
    """An item of goods with its totals: taken is held and out."""

    held = serializers.DecimalField(max_digits=12, decimal_places=2)
    place = serializers.SerializerMethodField()
    seals = serializers.SerializerMethodField()
    waiting_lines = serializers.SerializerMethodField(
        help_text="Lines that wait for a receipt or an agreed count."
    )

    class Meta:
        model = EvidenceItem
        fields = [
            "id",
            "kind",
            "description",
            "title",
            "registration_no",
            "unit",
            "quantity",
            "held",
            "place",
            "seals",
            "waiting_lines",
            "condition",
            "owner",
            "value_vnd",
            "taken_on",
        ]

    def get_place(self, item: EvidenceItem) -> str:
        places = [line.place for line in _book(item) if line.place]
        return places[-1] if places else ""

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_seals(self, item: EvidenceItem) -> list[str]:
        return custody.seals_on(_book(item))

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_waiting_lines(self, item: EvidenceItem) -> list[str]:
        return [str(line.id) for line in custody.unsettled(_book(item))]


class CustodyLineShown(serializers.ModelSerializer):
    by = OfficerRef()
    confirms = serializers.UUIDField(source="confirms_id", allow_null=True)

    class Meta:
        model = CustodyLine
        fields = [
            "id",
            "sequence",
            "kind",
            "quantity",
            "held_after",
            "on",
            "from_party",
            "to_party",
            "place",
            "seal_no",
            "receipt_no",
            "note",
            "confirms",
            "by",
            "recorded_at",
        ]


class ExpertShown(serializers.ModelSerializer):
    """A request to an expert body; `version` is that of its case."""

    case = serializers.UUIDField(source="case_id")
    version = serializers.IntegerField(source="case.version")
    requested_by = OfficerRef()
    items = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = ExpertAssessmentRequest
        fields = [
            "id",
            "case",
            "version",
            "state",
            "body",
            "questions",
            "items",
            "samples",
            "sample_seal",
            "due_on",
            "requested_by",
            "requested_at",
            "sent_on",
            "answered_on",
            "received_on",
            "conclusion",
            "answer_signer",
            "answer_number",
            "withdrawn_reason",
        ]


class CouncilMemberShown(serializers.Serializer):
    role = serializers.CharField()
    name = serializers.CharField()
    title = serializers.CharField()


class ValuationShown(serializers.ModelSerializer):
    """A valuation; `version` is that of its case."""

    case = serializers.UUIDField(source="case_id")
    version = serializers.IntegerField(source="case.version")
    council = CouncilMemberShown(many=True)

    class Meta:
        model = Valuation
        fields = [
            "id",
            "case",
            "version",
            "council",
            "basis",
            "started_on",
            "held_on",
            "valued_on",
            "value_vnd",
            "waived_reason",
            "waived_on",
        ]


def _book(item: EvidenceItem) -> list[CustodyLine]:
    return sorted(item.custody_lines.all(), key=lambda line: line.sequence)
