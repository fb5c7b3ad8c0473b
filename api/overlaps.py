"""Overlaps of visits of one business in one year, and their settlement."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from api import fields
from api.mentions import AgencyRef, FacilityRef, OfficerRef
from api.pagination import Orderings
from api.shapes import Query
from api.steps import Act, Call, StepBody, StepView
from api.views import Collection
from inspections import services
from inspections.models import OverlapConflict
from inspections.states import OverlapDecision, OverlapState


class OverlapShown(serializers.ModelSerializer):
    plan = serializers.UUIDField(source="item.plan_id")
    facility = FacilityRef(source="item.facility")
    agency = AgencyRef(source="item.plan.agency", help_text="The side that asks.")
    other_agency = AgencyRef()
    raised_by = OfficerRef()
    decided_by = OfficerRef(allow_null=True)

    class Meta:
        model = OverlapConflict
        fields = [
            "id",
            "plan",
            "item",
            "facility",
            "agency",
            "other_agency",
            "code",
            "clash",
            "request",
            "raised_by",
            "raised_at",
            "state",
            "decision",
            "ground",
            "decided_by",
            "decided_on",
        ]


class OverlapQuery(Query):
    state = fields.Choice(choices=OverlapState.choices, required=False)


class Overlaps(Collection):
    """Overlaps that the officer's agency asked for or is asked about."""

    shows = OverlapShown
    query = OverlapQuery
    orderings = Orderings.of("-raised", raised="raised_at id")

    def rows(self, asked: dict[str, Any]) -> QuerySet[OverlapConflict]:
        rows = OverlapConflict.objects.visible_to(self.officer, self.at)
        return rows.for_list().filter(**asked)


class OverlapStep(StepView):
    shows = OverlapShown

    def records(self) -> QuerySet[OverlapConflict]:
        return OverlapConflict.objects.for_list()


class SettlementBody(StepBody):
    decision = fields.Choice(choices=OverlapDecision.choices)
    ground = fields.Text()


def _settle(call: Call) -> None:
    services.settle_overlap(overlap=call.record, by=call.by, at=call.at, **call.values)


OVERLAP_ACTS = (
    Act(
        "settle",
        "overlap.settle",
        SettlementBody,
        _settle,
        "Record how the overlap is settled, on which ground; it stays.",
        needs_version=False,
    ),
)
