"""Facilities that a draft might take, by risk, with what stands against each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import fields
from api.mentions import FacilityRef, WardRef
from api.pagination import Orderings
from api.plans.views import PlanRecord
from api.refs import WardCode
from api.shapes import Query
from api.steps import PartCollection
from cases.services.risk import Shown, shown_to
from facilities.models import Facility
from facilities.risk_words import text_of
from facilities.states import FacilityKind
from inspections import candidates
from inspections.states import PlanKind


class LastCheckShown(serializers.Serializer):
    on = serializers.DateField()
    agency = serializers.CharField(source="agency_name")


class TakenShown(serializers.Serializer):
    """What the business has in the plan's year already."""

    kind = serializers.ChoiceField(choices=PlanKind.choices)
    agency = serializers.CharField(source="agency_name")
    source = serializers.CharField(help_text="The plan's title or the visit's number.")
    facility = serializers.CharField(source="facility_name")
    window = serializers.CharField()


class ReasonShown(serializers.Serializer):
    points = serializers.IntegerField()
    text = serializers.CharField()


class ManyCandidates(serializers.ListSerializer):
    """The rows of one page, with what stands beside them asked for together."""

    def to_representation(self, data: Any) -> Any:
        view = self.context["view"]
        rows = candidates.shown(view.seen, data, view.officer, view.at)
        keys = [row.facility.pk for row in rows]
        self.child.scores = shown_to(view.officer, keys, at=view.at)
        return super().to_representation(rows)


class CandidateShown(serializers.Serializer):
    facility = FacilityRef()
    ward = WardRef(source="facility.ward", allow_null=True)
    kinds = serializers.ListField(
        source="facility.kinds",
        child=serializers.ChoiceField(choices=FacilityKind.choices),
    )
    risk = serializers.IntegerField(
        source="facility.risk", allow_null=True, help_text="0-100; it only ranks."
    )
    reasons = serializers.SerializerMethodField(
        help_text="The lines of the score that the officer may see."
    )
    last_check = LastCheckShown(allow_null=True)
    is_free = serializers.BooleanField(
        help_text="No visit of the plan's kind counts for its year yet."
    )
    taken = TakenShown(many=True)

    scores: Mapping[UUID, Shown] = MappingProxyType({})

    class Meta:
        list_serializer_class = ManyCandidates

    @extend_schema_field(ReasonShown(many=True))
    def get_reasons(self, row: candidates.Candidate) -> Any:
        score = self.scores.get(row.facility.pk)
        lines = score.lines if score else []
        return [{"points": line.weight, "text": text_of(line)} for line in lines]


class CandidateQuery(Query):
    ward = WardCode(required=False)
    kind = fields.Choice(choices=FacilityKind.choices, required=False)
    risk_min = fields.AddressNumber(min_value=0, max_value=100, required=False)
    not_checked_since = fields.Day(required=False)
    is_free = fields.AddressFlag(required=False)


class PlanCandidates(PlanRecord, PartCollection):
    """Facilities that the plan has not, the highest risk first."""

    shows = CandidateShown
    query = CandidateQuery
    orderings = Orderings.of("risk", risk="-risk? name_key id", name="name_key id")

    def rows(self, asked: dict[str, Any]) -> QuerySet[Facility]:
        plan = self.find()
        self.permit("plan.propose", plan)
        if "ward" in asked:
            asked["ward"] = asked["ward"].code
        rows = candidates.candidates_of(plan, self.officer, self.at, **asked)
        return rows.select_related("ward")
