"""The month of visits and planned facilities, as the officer may see them."""

from __future__ import annotations

from datetime import date

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.mentions import AgencyRef, FacilityRef, OfficerRef, WardRef
from api.refs import AgencyCode, Officer, WardCode
from api.shapes import Query
from api.views import ApiView
from inspections.month import month_of
from kernel.clock import local_day


class CalendarQuery(Query):
    month = serializers.RegexField(
        r"^(20\d\d|2100)-(0[1-9]|1[0-2])$",
        required=False,
        help_text="As 2026-03; the present month unless told.",
    )
    agency = AgencyCode(required=False, help_text="That makes the visit.")
    ward = WardCode(required=False)
    lead = Officer(required=False, help_text="User name of the officer who leads.")


class MonthEntryShown(serializers.Serializer):
    """A visit, or a facility of a plan without one."""

    day = serializers.DateField(
        allow_null=True, help_text="Null: only the months of the plan are known."
    )
    number = serializers.CharField(help_text="Of the visit; empty for a plan's item.")
    plan = serializers.UUIDField(source="plan_id", allow_null=True)
    window = serializers.CharField(help_text="The months of the plan, in words.")
    facility = FacilityRef()
    ward = WardRef(allow_null=True)
    agency = AgencyRef()
    lead = OfficerRef(allow_null=True)
    state = serializers.CharField(help_text="In words.")
    mode = serializers.CharField(help_text="In words.")
    is_late = serializers.BooleanField()


class MonthShown(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField()
    is_cut = serializers.BooleanField(help_text="There is more: narrow it.")
    results = MonthEntryShown(source="entries", many=True)


class VisitCalendar(ApiView):
    """One month: visits on their days, planned facilities on theirs or under none."""

    query = CalendarQuery

    @extend_schema(responses=MonthShown)
    def get(self, request: Request) -> Response:
        today, asked = local_day(self.at), self.asked
        first = today.replace(day=1)
        if "month" in asked:
            first = date.fromisoformat(f"{asked['month']}-01")
        month = month_of(
            first,
            self.officer,
            self.at,
            today=today,
            agency=asked["agency"].pk if "agency" in asked else "",
            ward=asked["ward"].pk if "ward" in asked else "",
            lead=asked["lead"].pk if "lead" in asked else None,
        )
        return Response(MonthShown(month).data)
