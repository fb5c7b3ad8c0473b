"""Complaints and reliefs of a case, their steps, and its clock sheet."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.cases import asked_execution as bodies
from api.cases import shown
from api.cases.views import AUDIT, FULL, PARTNER, CasePart, CaseRecord
from api.idempotency import once
from api.mentions import AgencyRef, OfficerRef
from api.pagination import Orderings
from api.shapes import Body, Query
from api.steps import Call, StepView
from api.stepup import confirm_identity
from cases import services
from cases.models import Case, Complaint, FineRelief
from cases.services.clock_sheet import ClockLine, SheetStatus
from cases.states import ComplaintState, Family, ReliefState
from kernel.clock import local_day
from regulations.kinds import Confidence


class ComplaintShown(serializers.ModelSerializer):
    state = serializers.ChoiceField(choices=ComplaintState.choices)
    is_open = serializers.BooleanField()
    second_agency = AgencyRef(allow_null=True)

    class Meta:
        model = Complaint
        fields = [
            "id",
            "state",
            "is_open",
            "about",
            "complainant",
            "content",
            "filed_on",
            "is_late",
            "is_complex",
            "accepted_on",
            "refused_on",
            "resolved_on",
            "outcome",
            "reasoning",
            "second_agency",
            "second_filed_on",
            "second_resolved_on",
            "second_outcome",
            "second_reasoning",
            "lawsuit_on",
            "court_result",
            "court_result_on",
            "ended_on",
        ]

    def to_representation(self, complaint: Complaint) -> dict[str, Any]:
        told: dict[str, Any] = super().to_representation(complaint)
        door = self.context["view"]
        typed = {
            name: shown.without_minors(told[name], door)
            for name in ("complainant", "content")
        }
        return told | typed


class InstalmentShown(serializers.Serializer):
    sequence = serializers.IntegerField()
    amount_vnd = serializers.IntegerField()
    due_on = serializers.DateField()


class ReliefShown(serializers.ModelSerializer):
    state = serializers.ChoiceField(choices=ReliefState.choices)
    number = serializers.CharField(source="number_text", allow_blank=True)
    decided_by = OfficerRef(allow_null=True)
    instalments = InstalmentShown(many=True)

    class Meta:
        model = FineRelief
        fields = [
            "id",
            "kind",
            "state",
            "reason",
            "requested_on",
            "number",
            "decided_by",
            "decided_on",
            "decision_note",
            "effective_on",
            "until",
            "reduced_vnd",
            "instalments",
            "ended_on",
            "end_reason",
        ]


class ClockLineShown(serializers.Serializer):
    """A limit as it stood on the day asked for, with its article."""

    family = serializers.ChoiceField(choices=Family.choices)
    rule = serializers.CharField()
    name = serializers.CharField()
    basis = serializers.CharField()
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    confidence_note = serializers.CharField(allow_blank=True)
    consequence = serializers.CharField(allow_blank=True)
    about = serializers.CharField(allow_blank=True)
    started_by = serializers.CharField()
    start_on = serializers.DateField()
    since_on = serializers.DateField(help_text="Legal day of the act that began it.")
    since_step = serializers.CharField(allow_blank=True)
    strict_due = serializers.DateField()
    due = serializers.DateField()
    last_day = serializers.DateField()
    extended_days = serializers.IntegerField()
    is_provisional = serializers.BooleanField()
    status = serializers.ChoiceField(choices=SheetStatus.choices)
    ended_on = serializers.DateField(allow_null=True)
    ended_step = serializers.CharField(allow_blank=True)


class ClockSheetShown(serializers.Serializer):
    on = serializers.DateField()
    limits = ClockLineShown(many=True)


class Complaints(CasePart):
    """Complaints in the case, the latest last."""

    part = "complaints"
    shows = ComplaintShown
    orderings = Orderings.of("filed_on", filed_on="filed_on id")

    def rows(self, wanted: dict[str, Any]) -> Any:
        case = self.find_seen_as(FULL, PARTNER)
        shown.fetch_names_to_mask(case, self)
        return case.complaints.select_related("second_agency")

    @extend_schema(request=bodies.RegisterComplaint, responses={201: ComplaintShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Register a complaint that arrived on `occurred_on`."""
        return self.register("complaint.register", bodies.RegisterComplaint)

    def make(self, case: Case, version: int, values: dict[str, Any]) -> Complaint:
        return services.register_complaint(
            case=case, version=version, **values, by=self.officer, at=self.at
        )

    def register(self, action: str, shape: type[Body]) -> Response:
        case = self.find()
        self.permit(action, case)
        values = self.body(shape)
        version = self.version_in(values)
        made = self.make(case, version, values)
        return Response(self.shows(made, context={"view": self}).data, status=201)


class Reliefs(Complaints):
    """Requests for relief of the fine, the latest last."""

    part = "reliefs"
    shows = ReliefShown
    orderings = Orderings.of("requested_on", requested_on="requested_on id")

    def rows(self, wanted: dict[str, Any]) -> Any:
        case = self.find_seen_as(FULL, PARTNER)
        return case.reliefs.select_related("decided_by").prefetch_related("instalments")

    @extend_schema(request=bodies.RegisterRelief, responses={201: ReliefShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Register the respondent's written request."""
        return self.register("relief.register", bodies.RegisterRelief)

    def make(self, case: Case, version: int, values: dict[str, Any]) -> Any:
        return services.register_relief(
            case=case, version=version, **values, by=self.officer, at=self.at
        )


class PartStep(CaseRecord, StepView):
    """A step of a part of the case; answers with the case as it is afterwards."""

    shows = shown.CaseShown
    parts: ClassVar[str]

    @once
    def post(self, request: Request, id: Any, part: Any) -> Response:
        case = self.find()
        found = getattr(case, self.parts).filter(pk=part).first()
        if found is None:
            raise Http404
        found.case = case
        self.permit(self.act.action, found.in_case)
        values = self.body(self.act.body, record=case)
        version = self.version_in(values)
        if self.act.signs:
            password = values.pop("password", "")
            confirm_identity(request, password=password, at=self.at)
        self.act.take(Call(found, version, self.officer, self.at, values))
        return self.answer(self.records().get(pk=case.pk))


class ComplaintStep(PartStep):
    parts = "complaints"


class ReliefStep(PartStep):
    parts = "reliefs"


class ClockSheetQuery(Query):
    on = fields.Day(required=False, help_text="The day; today unless told.")


class ClockSheet(CasePart):
    """Every limit of the case as it stood on a day."""

    part = "clock_sheet"
    query = ClockSheetQuery
    shows = ClockSheetShown

    @classmethod
    def reads(cls) -> type[Query]:
        return cls.query

    @extend_schema(responses=ClockSheetShown)
    def get(self, request: Request, id: Any) -> Response:
        case = self.find_seen_as(FULL, PARTNER, AUDIT)
        on = self.asked.get("on") or local_day(self.at)
        limits: list[ClockLine] = services.clock_sheet(case, on)
        return Response(ClockSheetShown({"on": on, "limits": limits}).data)
