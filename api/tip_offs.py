"""Tip-offs over HTTP: taken in, triaged, made a case of; the informant never shows."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.cases.asked import ActBody, act_input
from api.idempotency import once
from api.mentions import AgencyRef, OfficerRef
from api.pagination import Orderings
from api.plans.asked import visible_facility
from api.refs import AgencyCode, WardCode
from api.shapes import Body, Query
from api.steps import Act, Call, RecordView, StepView
from api.views import Collection
from cases import services as cases
from inspections import services
from inspections.models import TipOff
from inspections.states import TRIAGE_RESULTS, TipOffChannel, TipOffState


class TipOffShown(serializers.ModelSerializer):
    taken_by_agency = AgencyRef()
    to_agency = AgencyRef()
    taken_by = OfficerRef()
    settled_by = OfficerRef(allow_null=True)
    state = serializers.ChoiceField(choices=TipOffState.choices)

    class Meta:
        model = TipOff
        fields = [
            "id",
            "number",
            "state",
            "channel",
            "text",
            "place",
            "is_online",
            "urls",
            "taken_by_agency",
            "to_agency",
            "taken_by",
            "taken_on",
            "settled_by",
            "settled_at",
            "settled_reason",
        ]


class TipOffBody(Body):
    """What was reported; who reported is kept apart, encrypted."""

    text = fields.Text()
    channel = fields.Choice(choices=TipOffChannel.choices)
    place = fields.Text(required=False, allow_blank=True, max_length=300)
    ward = WardCode(required=False, allow_null=True)
    facility = visible_facility(required=False, allow_null=True)
    is_online = fields.Flag(required=False)
    urls = serializers.ListField(
        child=fields.Text(max_length=500), required=False, max_length=50
    )
    to_agency = AgencyCode(required=False, allow_null=True)
    occurred_on = fields.Day(required=False)
    informant_name = fields.Text(required=False, allow_blank=True, max_length=200)
    informant_contact = fields.Text(required=False, allow_blank=True, max_length=200)


class TipOffQuery(Query):
    state = fields.Choice(choices=TipOffState.choices, required=False)


class TipOffs(Collection):
    """Tip-offs that the officer's agency triages or took in."""

    shows = TipOffShown
    query = TipOffQuery
    orderings = Orderings.of("-taken_at", taken_at="taken_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[TipOff]:
        rows: QuerySet[TipOff] = (
            TipOff.objects.visible_to(self.officer, self.at)
            .filter(**wanted)
            .select_related("taken_by_agency", "to_agency", "taken_by", "settled_by")
        )
        return rows

    @extend_schema(request=TipOffBody, responses={201: TipOffShown})
    @once
    def post(self, request: Request) -> Response:
        """Take a tip-off in."""
        self.permit("tipoff.create", None)
        values = self.body(TipOffBody)
        to_agency, day = values.pop("to_agency", None), values.pop("occurred_on", None)
        facility, ward = values.pop("facility", None), values.pop("ward", None)
        made = services.create_tip_off(
            facts=services.TipOffInput(
                ward=ward.pk if ward is not None else "",
                facility_id=facility.pk if facility is not None else None,
                urls=tuple(values.pop("urls", ())),
                **values,
            ),
            to_agency=to_agency,
            occurred_on=day,
            by=self.officer,
            at=self.at,
        )
        return self.created(made, TipOffShown, "api:tip_off")


class TipOffRecord:
    def records(self) -> QuerySet[TipOff]:
        rows: QuerySet[TipOff] = TipOff.objects.select_related(
            "taken_by_agency", "to_agency__parent", "taken_by", "settled_by"
        )
        return rows

    def answer(self, record: Any, *, status: int = 200) -> Response:
        return Response(TipOffShown(record).data, status=status)


class TipOffView(TipOffRecord, RecordView):
    """One tip-off."""

    shows = TipOffShown

    @extend_schema(responses=TipOffShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class TipOffStep(TipOffRecord, StepView):
    shows = TipOffShown


class Triage(Body):
    result = fields.Choice(
        choices=[(state.value, state.label) for state in sorted(TRIAGE_RESULTS)]
    )
    reason = fields.Text()


class Refer(Body):
    title = fields.Text(max_length=200)
    is_respondent_unknown = fields.Flag(required=False)
    lead_agency = AgencyCode(required=False, allow_null=True)
    acts = ActBody(many=True, required=False, max_length=50)


def _triage(call: Call) -> None:
    services.triage_tip_off(tip_off=call.record, **call.values, by=call.by, at=call.at)


def _refer(call: Call) -> None:
    acts = tuple(act_input(dict(row)) for row in call.values.pop("acts", ()))
    cases.refer_tip_off(
        tip_off=call.record, acts=acts, **call.values, by=call.by, at=call.at
    )


TIP_OFF_ACTS = (
    Act(
        "triage",
        "tipoff.triage",
        Triage,
        _triage,
        "Decide what the tip-off leads to when it is no case.",
        needs_version=False,
    ),
    Act(
        "refer",
        "tipoff.refer",
        Refer,
        _refer,
        "Make a case of the tip-off; the lead rule says who leads.",
        needs_version=False,
    ),
)
