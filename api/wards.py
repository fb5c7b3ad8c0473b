"""Communes, as addresses and visibility name them."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from agencies.models import Ward
from api import fields
from api.pagination import Orderings
from api.shapes import Query
from api.views import Collection
from kernel.clock import local_day
from kernel.folding import fold


class WardShown(serializers.ModelSerializer):
    class Meta:
        model = Ward
        fields = [
            "code",
            "name",
            "division_type",
            "province_code",
            "province_name",
            "valid_from",
            "valid_to",
        ]


class WardQuery(Query):
    q = fields.Text(
        required=False,
        max_length=100,
        help_text="Part of the name; no diacritics needed.",
    )
    on = fields.Day(
        required=False, help_text="Units in force on a day; today unless told."
    )


class Wards(Collection):
    """Commune-level units of the province."""

    shows = WardShown
    query = WardQuery
    orderings = Orderings.of("code", code="code", name="folded code")

    def rows(self, asked: dict[str, Any]) -> QuerySet[Ward]:
        wards = Ward.objects.in_force_on(asked.get("on", local_day(self.at)))
        if "q" in asked:
            wards = wards.filter(folded__contains=fold(asked["q"]))
        return wards
