"""The addresses of visits."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.files import FileBody, FileShown
from api.idempotency import once
from api.pagination import Orderings
from api.parsers import FormParser
from api.refs import AgencyCode
from api.shapes import Query
from api.steps import PartCollection, RecordView, StepView
from api.views import Collection
from api.visits import asked, shown
from evidence.models import EvidenceFile
from inspections import services
from inspections.models import Answer, ChecklistItem, Finding, Inspection
from inspections.states import Ground, PlanKind, VisitState


class VisitQuery(Query):
    state = fields.Choice(choices=VisitState.choices, required=False)
    ground = fields.Choice(choices=Ground.choices, required=False)
    kind = fields.Choice(choices=PlanKind.choices, required=False)
    agency = AgencyCode(required=False)
    facility = serializers.UUIDField(required=False)
    plan_item = serializers.UUIDField(required=False)
    scheduled_from = fields.Day(required=False)
    scheduled_to = fields.Day(required=False)
    team = serializers.ChoiceField(
        choices=["me"], required=False, help_text="Visits of whose team one is."
    )


class Visits(Collection):
    """Visits of the own agency, the own team, the own ward; oversight sees all."""

    shows = shown.VisitRow
    query = VisitQuery
    orderings = Orderings.of(
        "-scheduled_on", scheduled_on="scheduled_on id", number="number"
    )

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Inspection]:
        visits = Inspection.objects.visible_to(self.officer, self.at)
        if wanted.pop("team", None):
            visits = visits.with_member(self.officer)
        if "scheduled_from" in wanted:
            visits = visits.filter(scheduled_on__gte=wanted.pop("scheduled_from"))
        if "scheduled_to" in wanted:
            visits = visits.filter(scheduled_on__lte=wanted.pop("scheduled_to"))
        return visits.filter(**wanted).select_related("agency", "facility", "ward")

    @extend_schema(request=asked.VisitBody, responses={201: shown.VisitShown})
    @once
    def post(self, request: Request) -> Response:
        """Open a visit of a plan's item, or ad hoc with its ground."""
        self.permit("visit.create", None)
        values = self.body(asked.VisitBody)
        visit = services.VisitInput(
            team=asked.team_input(values.pop("team")) if "team" in values else None,
            **{name: values.pop(name) for name in _VISIT_FIELDS if name in values},
        )
        if "plan_item" in values:
            made = services.open_visit_from_item(
                item=values["plan_item"], visit=visit, by=self.officer, at=self.at
            )
        else:
            content = tuple(values.pop("content"))
            made = services.open_ad_hoc_visit(
                **values, content=content, visit=visit, by=self.officer, at=self.at
            )
        made = Inspection.objects.for_page().get(pk=made.pk)
        return self.created(made, shown.VisitShown, "api:inspection")


_VISIT_FIELDS = (
    "scheduled_on",
    "checklist_version",
    "subject",
    "place",
    "ward",
    "exception_reason",
    "exception_evidence",
)


class VisitRecord:
    def records(self) -> QuerySet[Inspection]:
        return Inspection.objects.for_page()


class VisitView(VisitRecord, RecordView):
    """One visit."""

    shows = shown.VisitShown

    @extend_schema(responses=shown.VisitShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())

    @extend_schema(request=asked.VisitPatch, responses=shown.VisitShown)
    @once
    def patch(self, request: Request, id: Any) -> Response:
        """Move a visit that has not begun to another day of its year."""
        visit = self.find()
        self.permit("visit.assign", visit)
        values = self.body(asked.VisitPatch)
        version = self.version_in(values)
        services.reschedule_visit(
            visit=visit, version=version, **values, by=self.officer, at=self.at
        )
        return self.answer(self.find())


class VisitStep(VisitRecord, StepView):
    shows = shown.VisitShown


def visits_to_act_on() -> QuerySet[Inspection]:
    """Of the visit itself only what rights ask for."""
    rows = Inspection.objects.select_related("agency", "facility", "ward")
    return rows.prefetch_related("team")


class VisitPart(PartCollection):
    """What belongs to one visit."""

    def records(self) -> QuerySet[Inspection]:
        return visits_to_act_on()


class Findings(VisitPart):
    """What the visit found, in the order of recording."""

    shows = shown.FindingShown
    orderings = Orderings.of("position", position="position id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Finding]:
        return (
            Finding.objects.filter(inspection=self.find())
            .select_related("behaviour")
            .prefetch_related("titles", "evidence_links")
        )

    @extend_schema(request=asked.FindingBody, responses={201: shown.FindingShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Write down one fact while the visit is under way."""
        visit = self.find()
        self.permit("finding.record", visit)
        values = self.body(asked.FindingBody)
        titles = [services.TitleInput(**row) for row in values.pop("titles", ())]
        made = services.record_finding(
            visit=visit, **values, titles=titles, by=self.officer, at=self.at
        )
        return Response(shown.FindingShown(made).data, status=201)


class FollowUps(VisitPart):
    """Visits on the carrying out of this visit's conclusion, of those one sees."""

    shows = shown.VisitRow
    orderings = Orderings.of("scheduled_on", scheduled_on="scheduled_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Inspection]:
        visits = Inspection.objects.visible_to(self.officer, self.at)
        visits = visits.filter(follows=self.find())
        return visits.select_related("agency", "facility", "ward")

    @extend_schema(request=asked.FollowUpBody, responses={201: shown.VisitShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Open one, of the same agency, facility and kind."""
        visit = self.find()
        self.permit("visit.create", visit)
        values = self.body(asked.FollowUpBody)
        content = values.pop("content", None)
        ground_text = values.pop("ground_text")
        if "team" in values:
            values["team"] = asked.team_input(values.pop("team"))
        made = services.open_follow_up(
            visit=visit,
            ground_text=ground_text,
            content=tuple(content) if content else None,
            follow_up=services.VisitInput(**values),
            by=self.officer,
            at=self.at,
        )
        made = Inspection.objects.for_page().get(pk=made.pk)
        return self.created(made, shown.VisitShown, "api:inspection")


class Questions(VisitPart):
    """The checklist of the visit with its present answers."""

    shows = shown.QuestionShown
    orderings = Orderings.of("position", position="position id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[ChecklistItem]:
        visit = self.find()
        given = Answer.objects.current().filter(inspection=visit)
        return ChecklistItem.objects.filter(
            version=visit.checklist_version_id
        ).prefetch_related(Prefetch("answers", given, to_attr="given"))


class VisitFiles(VisitPart):
    """Files of the visit and of its findings."""

    parser_classes = [FormParser]
    shows = FileShown
    orderings = Orderings.of("received_at", received_at="received_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[EvidenceFile]:
        visit = self.find()
        linked = Q(inspection_links__inspection=visit) | Q(
            finding_links__finding__inspection=visit
        )
        own = EvidenceFile.objects.filter(linked).values("pk")
        return (
            EvidenceFile.objects.visible_to(self.officer, self.at)
            .filter(pk__in=own)
            .select_related("stored_file", "added_by")
        )

    @extend_schema(
        request={"multipart/form-data": asked.VisitFileBody}, responses={201: FileShown}
    )
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Hand in a file for the visit, or for one of its findings."""
        visit = self.find()
        self.permit("finding.record", visit)
        values = self.body(asked.VisitFileBody, record=visit)
        made = services.attach_evidence(
            visit=visit, **FileBody.upload(values), by=self.officer, at=self.at
        )
        return Response(FileShown(made).data, status=201)
