"""A visit, its findings and its files as the interface shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.mentions import AgencyRef, FacilityRef, OfficerRef, WardRef
from inspections.models import (
    ChecklistItem,
    Finding,
    FindingTitle,
    Inspection,
    InspectionConclusion,
    InspectionDecision,
    InspectionRecord,
    TeamMember,
)
from inspections.states import AnswerResult, ContentTag


class VisitRow(serializers.ModelSerializer):
    agency = AgencyRef()
    facility = FacilityRef()
    ward = WardRef(allow_null=True)
    plan_item = serializers.UUIDField(source="plan_item_id", allow_null=True)

    class Meta:
        model = Inspection
        fields = [
            "id",
            "number",
            "agency",
            "facility",
            "ward",
            "plan_item",
            "ground",
            "kind",
            "mode",
            "state",
            "scheduled_on",
            "version",
        ]


class MemberShown(serializers.ModelSerializer):
    officer = OfficerRef()

    class Meta:
        model = TeamMember
        fields = ["officer", "title", "is_lead", "is_secretary"]


class VisitDecisionShown(serializers.ModelSerializer):
    number = serializers.CharField(source="code")
    signed_by = OfficerRef()

    class Meta:
        model = InspectionDecision
        fields = ["number", "signed_by", "signed_on", "served_on"]


class VisitRecordShown(serializers.ModelSerializer):
    number = serializers.CharField(source="code")

    class Meta:
        model = InspectionRecord
        fields = [
            "number",
            "started_at",
            "made_at",
            "place",
            "copies",
            "representative_name",
            "representative_title",
            "representative_signed",
            "refusal_reason",
            "witness_name",
            "remarks",
            "requests",
            "facility_opinion",
            "online_note",
            "passed",
            "failed",
            "not_applicable",
            "findings",
            "copies_found",
            "files",
        ]


class ConclusionShown(serializers.ModelSerializer):
    number = serializers.CharField(source="code")
    signed_by = OfficerRef()

    class Meta:
        model = InspectionConclusion
        fields = ["number", "signed_by", "signed_on", "text", "published_on"]


class VisitShown(VisitRow):
    """A visit with its team and signed papers."""

    content = serializers.ListField(
        child=serializers.ChoiceField(choices=ContentTag.choices)
    )
    team = MemberShown(many=True)
    decision = VisitDecisionShown(allow_null=True, default=None)
    record = VisitRecordShown(allow_null=True, default=None)
    conclusion = ConclusionShown(allow_null=True, default=None)
    follows = serializers.UUIDField(
        source="follows_id",
        allow_null=True,
        help_text="The concluded visit that this one looks after.",
    )

    class Meta(VisitRow.Meta):
        fields = [
            *VisitRow.Meta.fields,
            "year",
            "follows",
            "counts_yearly",
            "ground_text",
            "subject",
            "content",
            "place",
            "started_at",
            "ended_at",
            "team",
            "decision",
            "record",
            "conclusion",
            "remote_result",
            "remote_reviewed_on",
            "cancel_reason",
            "draft_conclusion_received_on",
            "exception_reason",
            "clashes_with",
            "created_at",
            "updated_at",
        ]


class TitleShown(serializers.ModelSerializer):
    class Meta:
        model = FindingTitle
        fields = [
            "title",
            "publisher",
            "registration_no",
            "decision_no",
            "licensed_quantity",
            "found_quantity",
            "unit",
            "has_invoices",
            "note",
        ]


class FindingShown(serializers.ModelSerializer):
    """One observed fact; a withdrawn one stays, with its reason."""

    behaviour = serializers.CharField(
        source="behaviour.code", allow_null=True, default=None
    )
    ward = serializers.CharField(source="ward_id", allow_null=True)
    titles = TitleShown(many=True)
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = Finding
        fields = [
            "id",
            "position",
            "behaviour",
            "description",
            "channel",
            "url",
            "detected_on",
            "act_ended_on",
            "place",
            "ward",
            "quantity",
            "unit",
            "titles",
            "evidence",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_reason",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_evidence(self, finding: Finding) -> list[str]:
        return [str(link.evidence_file_id) for link in finding.evidence_links.all()]


class QuestionShown(serializers.ModelSerializer):
    """A question of the visit's checklist with its present answer."""

    result = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()
    question = serializers.CharField()
    section = serializers.CharField()

    class Meta:
        model = ChecklistItem
        fields = [
            "id",
            "number",
            "section",
            "question",
            "legal_ref",
            "suggests",
            "requires_photo_on_fail",
            "phrases",
            "result",
            "note",
        ]

    @extend_schema_field(
        serializers.ChoiceField(choices=AnswerResult.choices, allow_null=True)
    )
    def get_result(self, question: ChecklistItem) -> Any:
        return next((answer.result for answer in question.given), None)

    @extend_schema_field(serializers.CharField())
    def get_note(self, question: ChecklistItem) -> Any:
        return next((answer.note for answer in question.given), "")
