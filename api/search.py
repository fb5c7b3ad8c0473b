"""One question to the whole product."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.shapes import Query
from api.views import ApiView
from cases.models import Case
from facilities.models import Facility
from reports import search
from reports.search import Hit


class SearchQuery(Query):
    q = fields.Text(
        max_length=200,
        help_text="Name, number or address; no marks, dashes or slashes needed.",
    )
    limit = fields.AddressNumber(
        min_value=1,
        max_value=search.MOST,
        required=False,
        help_text="Hits of a group: 8 unless told, 50 at most.",
    )


class FoundIn(serializers.Serializer):
    """A record, by the group whose addresses read it."""

    kind = serializers.ChoiceField(
        choices=[search.CASES, search.FACILITIES, search.INSPECTIONS]
    )
    id = serializers.UUIDField()
    number = serializers.CharField()


class HitShown(serializers.Serializer):
    """Of a case that is seen by its card the number alone: `title` is empty."""

    id = serializers.UUIDField(source="record.pk")
    number = serializers.CharField(help_text="Empty for people and unnumbered plans.")
    title = serializers.CharField()
    details = serializers.ListField(child=serializers.CharField())
    of = serializers.SerializerMethodField(
        help_text="The record in which a person or a document stands."
    )

    @extend_schema_field(FoundIn(allow_null=True))
    def get_of(self, hit: Hit) -> dict[str, Any] | None:
        match hit.of:
            case None:
                return None
            case Facility() as facility:
                kind, number = search.FACILITIES, facility.code
            case Case() as case:
                kind, number = search.CASES, case.number
            case visit:
                kind, number = search.INSPECTIONS, visit.number
        return {"kind": kind, "id": str(hit.of.pk), "number": number}


class SearchShown(serializers.Serializer):
    cases = HitShown(many=True)
    facilities = HitShown(many=True)
    people = HitShown(many=True)
    documents = HitShown(many=True)
    inspections = HitShown(many=True)
    plans = HitShown(many=True)
    more = serializers.ListField(
        child=serializers.ChoiceField(choices=search.GROUPS),
        help_text="Groups in which there is more than is told.",
    )
    near = serializers.BooleanField(
        help_text="Nothing has the words themselves; these hold or nearly hold them."
    )


class Search(ApiView):
    """The first hits of every kind of record, as far as the officer may see them."""

    query = SearchQuery

    @extend_schema(responses=SearchShown)
    def get(self, request: Request) -> Response:
        """The number itself first, then the marks as typed, then the words alone."""
        most = self.asked.get("limit", search.SHOWN)
        found = search.search(self.asked["q"], user=self.officer, at=self.at, most=most)
        told = {**found.groups, "more": sorted(found.more), "near": found.is_near}
        return Response(SearchShown(told, context={"view": self}).data)
