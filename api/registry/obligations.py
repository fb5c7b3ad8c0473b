"""Obligations and files of a facility over HTTP: shown, asked, added, settled."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.files import FileBody, FileShown
from api.idempotency import once
from api.mentions import OfficerRef
from api.pagination import Orderings
from api.parsers import FormParser
from api.refs import OwnPart
from api.shapes import Body, Query
from api.steps import Act, Edit, PartCollection
from facilities import services
from facilities.models import Facility, FacilityFile, Obligation, ObligationRule
from facilities.states import ObligationKind, ObligationState
from kernel.clock import local_day


class ObligationShown(serializers.ModelSerializer):
    """What a facility is held to do; `rule` is the law's row that it came from."""

    rule = serializers.CharField(source="rule.code", default=None)
    is_overdue = serializers.SerializerMethodField()
    settled_by = OfficerRef(allow_null=True)
    proof = serializers.UUIDField(
        source="proof_id", allow_null=True, help_text="The evidence file."
    )

    class Meta:
        model = Obligation
        fields = [
            "id",
            "kind",
            "text",
            "basis",
            "rule",
            "since",
            "due_on",
            "is_yearly",
            "state",
            "is_overdue",
            "settled_on",
            "settled_at",
            "settled_by",
            "settled_note",
            "proof",
        ]

    def get_is_overdue(self, obligation: Obligation) -> bool:
        return obligation.is_overdue_on(local_day(self.context["view"].at))


class FacilityFileShown(serializers.ModelSerializer):
    """A file of the facility; with `licence` it is a scan of it."""

    licence = serializers.UUIDField(source="licence_id", allow_null=True)
    file = FileShown()

    class Meta:
        model = FacilityFile
        fields = ["id", "licence", "added_at", "file"]


class LawRule(serializers.SlugRelatedField):
    """The code of what the law asks of the facility's kind, as it stands today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            slug_field="code", queryset=ObligationRule.objects.all(), **kwargs
        )

    def to_internal_value(self, data: Any) -> ObligationRule:
        code = fields.Text(max_length=30).run_validation(data)
        today = local_day(self.context["view"].at)
        rules = ObligationRule.objects.in_force_on(today).filter(code=code)
        found: ObligationRule | None = rules.order_by("valid_from").last()
        if found is None:
            self.fail("does_not_exist", slug_name="code", value=code)
        return found


class ObligationBody(Body):
    kind = fields.Choice(choices=ObligationKind.choices)
    text = fields.Text(max_length=400)
    basis = fields.Text(
        max_length=250, help_text="The article, or number and date of the conclusion."
    )
    since = fields.Day()
    due_on = fields.Day(required=False, allow_null=True)
    is_yearly = fields.Flag(required=False)
    rule = LawRule(required=False, allow_null=True)


class MeetObligation(Edit):
    obligation = OwnPart("obligations")
    met_on = fields.Day()
    note = fields.Text(required=False, allow_blank=True, max_length=500)
    proof = OwnPart("files", required=False, allow_null=True)


class WaiveObligation(Edit):
    obligation = OwnPart("obligations")
    reason = fields.Text(max_length=500)


class FacilityFileBody(FileBody):
    licence = OwnPart("licences", required=False, allow_null=True)


class ObligationQuery(Query):
    state = fields.Choice(choices=ObligationState.choices, required=False)
    overdue = fields.AddressFlag(required=False, help_text="Open, past their day.")


class FacilityPart(PartCollection):
    def records(self) -> QuerySet[Facility]:
        return Facility.objects.all()


class FacilityObligations(FacilityPart):
    """What the facility is held to do, settled ones too."""

    shows = ObligationShown
    query = ObligationQuery
    orderings = Orderings.of("due_on", due_on="due_on? id", since="-since id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Obligation]:
        found: QuerySet[Obligation] = Obligation.objects.of_facility(self.find())
        found = found.order_by().select_related("settled_by__agency")
        if "state" in wanted:
            found = found.filter(state=wanted["state"])
        if "overdue" in wanted:
            late = Obligation.objects.overdue_on(local_day(self.at)).order_by()
            keys = late.values("pk")
            is_late = wanted["overdue"]
            found = found.filter(pk__in=keys) if is_late else found.exclude(pk__in=keys)
        return found

    @extend_schema(request=ObligationBody, responses={201: ObligationShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Hold the facility to something; with its basis."""
        facility = self.find()
        self.permit("facility.edit", facility)
        values = self.body(ObligationBody, record=facility)
        made = services.add_obligation(
            facility=facility,
            data=services.ObligationInput(**values),
            by=self.officer,
            at=self.at,
        )
        return Response(ObligationShown(made, context={"view": self}).data, status=201)


class FacilityFiles(FacilityPart):
    """Files of the facility and scans of its licences."""

    parser_classes = [FormParser]
    shows = FacilityFileShown
    orderings = Orderings.of("recent", recent="-added_at -id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[FacilityFile]:
        return services.files_of(self.find(), self.officer, self.at).order_by()

    @extend_schema(
        request={"multipart/form-data": FacilityFileBody},
        responses={201: FacilityFileShown},
    )
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Hand in a file for the facility, or the scan of one of its licences."""
        facility = self.find()
        self.permit("facility.edit", facility)
        values = self.body(FacilityFileBody, record=facility)
        made = services.attach_file(
            facility=facility, **FileBody.upload(values), by=self.officer, at=self.at
        )
        return Response(FacilityFileShown(made).data, status=201)


OBLIGATION_ACTS = (
    Act(
        "meet_obligation",
        "facility.edit",
        MeetObligation,
        lambda call: services.meet_obligation(**call.values, **call.of_record),
        "Say that an obligation was met; one of every year opens its next year.",
    ),
    Act(
        "waive_obligation",
        "facility.edit",
        WaiveObligation,
        lambda call: services.waive_obligation(**call.values, **call.of_record),
        "Waive an obligation, with the reason.",
    ),
)
