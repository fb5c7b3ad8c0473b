"""The addresses of plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.pagination import Orderings
from api.plans import asked, shown
from api.refs import AgencyCode
from api.shapes import Query
from api.steps import PartCollection, RecordView, StepView
from api.views import Collection
from inspections import services
from inspections.models import InspectionPlan, PlanItem
from inspections.states import ItemState, PlanKind, PlanState


class PlanQuery(Query):
    year = fields.AddressNumber(min_value=1900, max_value=2199, required=False)
    kind = fields.Choice(choices=PlanKind.choices, required=False)
    state = fields.Choice(choices=PlanState.choices, required=False)
    agency = AgencyCode(required=False)


class Plans(Collection):
    """Inspection and check plans: own ones, and published ones of everybody."""

    shows = shown.PlanRow
    query = PlanQuery
    orderings = Orderings.of("-year", year="year id", recent="-updated_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[InspectionPlan]:
        plans = InspectionPlan.objects.visible_to(self.officer, self.at)
        return plans.filter(**wanted).select_related("agency")

    @extend_schema(request=asked.PlanBody, responses={201: shown.PlanShown})
    @once
    def post(self, request: Request) -> Response:
        """Begin the plan of the officer's agency for a year."""
        self.permit("plan.propose", None)
        made = services.draft_plan(
            **self.body(asked.PlanBody), by=self.officer, at=self.at
        )
        return self.created(made, shown.PlanShown, "api:inspection_plan")


class PlanRecord:
    def records(self) -> QuerySet[InspectionPlan]:
        return InspectionPlan.objects.select_related(
            "agency", "drafted_by", "proposed_by", "reviewed_by", "approved_by"
        )


class PlanView(PlanRecord, RecordView):
    """One plan."""

    shows = shown.PlanShown

    @extend_schema(responses=shown.PlanShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())

    @extend_schema(request=asked.PlanPatch, responses=shown.PlanShown)
    @once
    def patch(self, request: Request, id: Any) -> Response:
        """Change title and legal bases of a draft; a proposal made before lapses."""
        plan = self.find()
        self.permit("plan.propose", plan)
        values = self.body(asked.PlanPatch)
        version = self.version_in(values)
        services.edit_plan(
            plan=plan,
            version=version,
            title=values.get("title", plan.title),
            legal_bases=values.get("legal_bases", plan.legal_bases),
            by=self.officer,
            at=self.at,
        )
        return self.answer(self.find())


class ItemQuery(Query):
    state = fields.Choice(choices=ItemState.choices, required=False)


class PlanItems(PlanRecord, PartCollection):
    """The facilities of a plan, in their order."""

    shows = shown.PlanItemShown
    query = ItemQuery
    orderings = Orderings.of("position", position="position id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[PlanItem]:
        items = PlanItem.objects.filter(plan=self.find(), **wanted)
        items = items.with_told_days(self.officer, self.at)
        return items.select_related("facility", "lead_agency", "team_lead")

    @extend_schema(request=asked.ItemBody, responses={201: shown.PlanItemShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Put a facility into a draft; `version` is the plan's."""
        plan = self.find()
        self.permit("plan.propose", plan)
        values = self.body(asked.ItemBody)
        version = self.version_in(values)
        made = services.add_item(
            plan=plan,
            version=version,
            item=asked.item_input(values),
            by=self.officer,
            at=self.at,
        )
        return Response(shown.PlanItemShown(made).data, status=201)


class PlanStep(PlanRecord, StepView):
    shows = shown.PlanShown
