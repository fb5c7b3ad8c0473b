"""A plan and its facilities as the interface shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.mentions import AgencyRef, FacilityRef, OfficerRef
from inspections.models import InspectionPlan, PlanItem
from inspections.states import ContentTag


class PlanRow(serializers.ModelSerializer):
    agency = AgencyRef()
    number = serializers.CharField(source="code", help_text="Empty until approved.")

    class Meta:
        model = InspectionPlan
        fields = [
            "id",
            "number",
            "agency",
            "year",
            "kind",
            "title",
            "state",
            "version",
            "published_on",
        ]


class PlanShown(PlanRow):
    """A plan with its way so far; its facilities are under `items/`."""

    drafted_by = OfficerRef()
    proposed_by = OfficerRef(allow_null=True)
    reviewed_by = OfficerRef(allow_null=True)
    approved_by = OfficerRef(allow_null=True)

    class Meta(PlanRow.Meta):
        fields = [
            *PlanRow.Meta.fields,
            "legal_bases",
            "drafted_by",
            "proposed_by",
            "proposed_on",
            "reviewed_by",
            "reviewed_on",
            "return_reason",
            "approved_by",
            "approved_on",
            "created_at",
            "updated_at",
        ]


class PlanItemShown(serializers.ModelSerializer):
    facility = FacilityRef()
    lead_agency = AgencyRef()
    planned_on = serializers.SerializerMethodField(
        help_text="For the agencies of the plan and of the visit, and oversight."
    )
    team_lead = serializers.SerializerMethodField(help_text="As `planned_on`.")
    content = serializers.ListField(
        child=serializers.ChoiceField(choices=ContentTag.choices)
    )
    clashes_with = serializers.ListField(
        child=serializers.CharField(),
        help_text="What stood against it when it was kept as an exception.",
    )

    class Meta:
        model = PlanItem
        fields = [
            "id",
            "position",
            "facility",
            "lead_agency",
            "first_month",
            "last_month",
            "planned_on",
            "team_lead",
            "mode",
            "content",
            "scope",
            "state",
            "exception_reason",
            "clashes_with",
        ]

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_planned_on(self, item: PlanItem) -> Any:
        is_told = getattr(item, "is_day_told", True)
        return item.planned_on.isoformat() if is_told and item.planned_on else None

    @extend_schema_field(OfficerRef(allow_null=True))
    def get_team_lead(self, item: PlanItem) -> Any:
        is_told = getattr(item, "is_day_told", True)
        return OfficerRef(item.team_lead).data if is_told and item.team_lead else None
