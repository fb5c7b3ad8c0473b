"""How far the published plans of a year are carried out, by agency and kind."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.shapes import Query
from api.views import ApiView
from inspections.progress import progress_in
from inspections.states import PlanKind
from kernel.clock import local_day


class ProgressRow(serializers.Serializer):
    agency = serializers.CharField(help_text="The agency's code.")
    kind = serializers.ChoiceField(choices=PlanKind.choices)
    total = serializers.IntegerField(help_text="Without what was taken out.")
    done = serializers.IntegerField()
    to_come = serializers.IntegerField()
    late = serializers.IntegerField(help_text="Their months have passed.")
    postponed = serializers.IntegerField()
    dropped = serializers.IntegerField(help_text="Taken out by adjustments.")
    follow_ups = serializers.IntegerField(
        help_text="Visits on the carrying out of conclusions, of those one sees."
    )
    followed = serializers.IntegerField(help_text="Those of them that have ended.")


class ProgressShown(serializers.Serializer):
    results = ProgressRow(many=True)


class ProgressQuery(Query):
    year = fields.AddressNumber(min_value=1900, max_value=2199, required=False)


class PlanProgress(ApiView):
    """Of the published plans: what is done, to come, late, postponed, taken out."""

    query = ProgressQuery

    @extend_schema(responses=ProgressShown)
    def get(self, request: Request) -> Response:
        today = local_day(self.at)
        year = self.asked.get("year", today.year)
        rows = progress_in(year, self.officer, self.at, on=today)
        return Response({"results": ProgressRow(rows, many=True).data})
