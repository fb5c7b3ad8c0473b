"""A facility as the interface shows it; numbers of persons by their end only."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.mentions import WardRef
from audit.models import Entry
from facilities import licence_warnings
from facilities.models import (
    Address,
    Equipment,
    Facility,
    FacilityPerson,
    FacilityUrl,
    Licence,
)
from facilities.risk import Line
from facilities.risk_words import text_of
from facilities.states import (
    FacilityKind,
    LicenceType,
    LicenceWarning,
    LinkKind,
    LinkSource,
    LinkState,
    NumberKind,
    RiskFactor,
)
from kernel.clock import local_day
from regulations.legal_settings import settings_on


class AddressShown(serializers.ModelSerializer):
    ward = WardRef(allow_null=True)
    lies_outside = serializers.BooleanField(
        help_text="The coordinates point out of the province: to be looked at."
    )

    class Meta:
        model = Address
        fields = [
            "id",
            "kind",
            "text",
            "ward",
            "legacy_address",
            "latitude",
            "longitude",
            "lies_outside",
            "ended_on",
        ]


class LicenceShown(serializers.ModelSerializer):
    class Meta:
        model = Licence
        fields = [
            "id",
            "type",
            "number",
            "issuer",
            "issued_on",
            "expires_on",
            "state",
            "scan",
            "ended_on",
        ]


class LicenceWarningShown(serializers.Serializer):
    """A licence that ends soon or has run out; without one: its type is missing."""

    kind = serializers.ChoiceField(choices=LicenceWarning.choices)
    type = serializers.ChoiceField(choices=LicenceType.choices)
    licence = serializers.UUIDField(source="licence.id", default=None)
    ends_on = serializers.DateField(allow_null=True)


class EquipmentShown(serializers.ModelSerializer):
    class Meta:
        model = Equipment
        fields = [
            "id",
            "device_class",
            "name",
            "maker",
            "model",
            "serial",
            "year",
            "colours",
            "hs_code",
            "origin",
            "status",
            "declared_on",
            "ended_on",
        ]


class NumberShown(serializers.Serializer):
    kind = serializers.ChoiceField(choices=NumberKind.choices)
    masked = serializers.CharField(help_text="Its last four digits only.")


class PersonShown(serializers.ModelSerializer):
    numbers = serializers.SerializerMethodField()

    class Meta:
        model = FacilityPerson
        fields = ["id", "role", "name", "title", "gender", "numbers", "ended_on"]

    @extend_schema_field(NumberShown(many=True))
    def get_numbers(self, person: FacilityPerson) -> Any:
        current = [n for n in person.protected_numbers.all() if n.ended_on is None]
        return NumberShown(current, many=True).data


class UrlShown(serializers.ModelSerializer):
    class Meta:
        model = FacilityUrl
        fields = ["id", "url", "platform", "shop_id", "domain", "ended_on"]


class FacilityRow(serializers.ModelSerializer):
    """A facility in a list; a personal tax number is shown by its end only."""

    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=FacilityKind.choices)
    )
    tax_code = serializers.CharField(source="tax_code_shown")
    ward = WardRef(allow_null=True)
    risk_score = serializers.IntegerField(
        source="risk",
        allow_null=True,
        help_text="0 to 100, from what everybody may know; null: not computed yet.",
    )

    class Meta:
        model = Facility
        fields = [
            "id",
            "code",
            "name",
            "trade_name",
            "kinds",
            "subject_kind",
            "tax_code",
            "status",
            "ward",
            "uses_it",
            "risk_score",
            "version",
        ]


class FormerNameShown(serializers.Serializer):
    name = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField()


class LinkEndShown(serializers.Serializer):
    """One side of a link: where it lies, and where it was written down."""

    source = serializers.ChoiceField(choices=LinkSource.choices)
    facility = serializers.UUIDField(source="facility.id", default=None)
    record = serializers.UUIDField(
        source="record.id", default=None, help_text="The visit or the case."
    )
    number = serializers.CharField(source="record.number", default="")


class LinkShown(serializers.Serializer):
    """What two records share; only links of which the reader may see both sides."""

    id = serializers.UUIDField(source="link.id")
    kind = serializers.ChoiceField(source="link.kind", choices=LinkKind.choices)
    value = serializers.CharField(
        source="link.shown", help_text="Numbers of persons by their last four digits."
    )
    state = serializers.ChoiceField(source="link.state", choices=LinkState.choices)
    proposed_at = serializers.DateTimeField(source="link.proposed_at")
    reason = serializers.CharField(source="link.reason")
    here = LinkEndShown(source="mine")
    there = LinkEndShown(source="other")


class LinksShown(serializers.Serializer):
    links = LinkShown(many=True)


class RiskLineShown(serializers.Serializer):
    code = serializers.ChoiceField(choices=RiskFactor.choices)
    weight = serializers.IntegerField(help_text="Points, negative for a good record.")
    text = serializers.SerializerMethodField()

    def get_text(self, line: Line) -> str:
        return text_of(line)


class RiskShown(serializers.Serializer):
    """What the reader may see of a score: his cases and visits add lines."""

    score = serializers.IntegerField(help_text="0 to 100: the lines shown, together.")
    risk_score = serializers.IntegerField(
        source="shared", help_text="What everybody sees; lists rank by it."
    )
    since = serializers.DateTimeField()
    lines = RiskLineShown(many=True)


class RiskHistoryShown(serializers.Serializer):
    """The newest score first; empty while none was computed."""

    scores = RiskShown(many=True)


class FacilityShown(FacilityRow):
    """A facility with its places, papers, machines, people and web addresses."""

    party = serializers.UUIDField(source="party_id", allow_null=True)
    merged_into = serializers.UUIDField(
        source="merged_into_id",
        allow_null=True,
        help_text="The record at which this one is read since they were merged.",
    )
    enterprise_code = serializers.CharField()
    addresses = AddressShown(many=True)
    licences = LicenceShown(many=True)
    licence_warnings = serializers.SerializerMethodField()
    equipment = EquipmentShown(many=True)
    people = PersonShown(many=True)
    urls = UrlShown(many=True)
    former_names = FormerNameShown(many=True)

    class Meta(FacilityRow.Meta):
        fields = [
            *FacilityRow.Meta.fields,
            "status_since",
            "party",
            "merged_into",
            "unknown_owner",
            "enterprise_code",
            "business_registration_no",
            "business_registration_on",
            "business_registration_issuer",
            "addresses",
            "licences",
            "licence_warnings",
            "equipment",
            "people",
            "urls",
            "former_names",
            "created_at",
            "updated_at",
        ]

    @extend_schema_field(LicenceWarningShown(many=True))
    def get_licence_warnings(self, facility: Facility) -> Any:
        on = local_day(self.context["view"].at)
        days = settings_on(on).licence_warning_days
        warned = licence_warnings.of_facility(facility, on=on, days=days)
        return LicenceWarningShown(warned, many=True).data


class EntryShown(serializers.ModelSerializer):
    """A line of the trail; numbers of persons and texts of notes are masked."""

    actor = serializers.CharField(source="actor_label")
    label = serializers.CharField(source="object_label")
    changes = serializers.DictField(
        child=serializers.ListField(), help_text="Field → [before, after]."
    )

    class Meta:
        model = Entry
        fields = ["at", "action", "actor", "agency_code", "label", "reason", "changes"]
