"""The bodies that lead, support, decide or are written to."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from agencies.kinds import AgencyKind
from agencies.models import Agency
from api import fields
from api.pagination import Orderings
from api.refs import WardCode
from api.shapes import Query
from api.views import Collection


class AgencyShown(serializers.ModelSerializer):
    parent = serializers.CharField(source="parent_id", allow_null=True)
    ward = serializers.CharField(source="ward_id", allow_null=True)

    class Meta:
        model = Agency
        fields = ["code", "kind", "name", "short_name", "parent", "ward"]


class AgencyQuery(Query):
    kind = fields.Choice(choices=AgencyKind.choices, required=False)
    ward = WardCode(required=False, help_text="Code of a ward.")


class Agencies(Collection):
    """Bodies with users here, and outside bodies that are written to."""

    shows = AgencyShown
    query = AgencyQuery
    orderings = Orderings.of("code", code="code")

    def rows(self, asked: dict[str, Any]) -> QuerySet[Agency]:
        return Agency.objects.filter(**asked)
