"""The addresses of the register."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.pagination import Orderings
from api.refs import WardCode
from api.registry import asked, shown
from api.shapes import Query
from api.steps import PartCollection, RecordView, StepView
from api.views import Collection
from audit.models import Entry
from cases.services.linking import links_at
from cases.services.risk import history_for
from facilities import services
from facilities.models import Facility
from facilities.states import (
    FacilityKind,
    FacilityStatus,
    ItUse,
    LicenceWarning,
    ObligationWarning,
)
from kernel.clock import local_day
from regulations.legal_settings import settings_on


class FacilityQuery(Query):
    q = fields.Text(
        required=False,
        max_length=200,
        help_text="Name, former name, address, code or number; no marks needed.",
    )
    kind = fields.Choice(choices=FacilityKind.choices, required=False)
    ward = WardCode(required=False)
    status = fields.Choice(choices=FacilityStatus.choices, required=False)
    licence = fields.Choice(
        choices=LicenceWarning.choices,
        required=False,
        help_text="Of which a licence ends soon, has run out, or is missing.",
    )
    obligation = fields.Choice(
        choices=ObligationWarning.choices,
        required=False,
        help_text="That were to do something by a day that has passed.",
    )
    uses_it = fields.Choice(choices=ItUse.choices, required=False)
    risk_min = fields.AddressNumber(
        min_value=0,
        max_value=100,
        required=False,
        help_text="`risk_score` at least that; those not computed yet are left out.",
    )


class Facilities(Collection):
    """Printers, publishers, distributors, photocopy services, shops, platforms."""

    shows = shown.FacilityRow
    query = FacilityQuery
    orderings = Orderings.of(
        "name",
        name="name_key id",
        code="code",
        recent="-updated_at id",
        risk="risk? name_key id",
    ).with_order("-risk", "-risk? name_key id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Facility]:
        found = Facility.objects.visible_to(self.officer, self.at)
        if "q" in wanted:
            found = found.search(wanted["q"])
        if "kind" in wanted:
            found = found.of_kind(wanted["kind"])
        if "ward" in wanted:
            found = found.in_ward(wanted["ward"].code)
        if "status" in wanted:
            found = found.with_status(wanted["status"])
        if "licence" in wanted:
            on = local_day(self.at)
            days = settings_on(on).licence_warning_days
            found = found.with_licence_warning(wanted["licence"], on=on, days=days)
        if "obligation" in wanted:
            found = found.with_overdue_obligation(local_day(self.at))
        if "uses_it" in wanted:
            found = found.that_use_it(wanted["uses_it"])
        if "risk_min" in wanted:
            found = found.with_risk_from(wanted["risk_min"])
        return found.select_related("ward").prefetch_related("protected_numbers")

    @extend_schema(request=asked.FacilityBody, responses={201: shown.FacilityShown})
    @once
    def post(self, request: Request) -> Response:
        """Enter a facility with all that is known of it; it gets its code here."""
        self.permit("facility.create", None)
        values = self.body(asked.FacilityBody)
        parts = {
            "addresses": [
                services.AddressInput(**row) for row in values.pop("addresses", ())
            ],
            "licences": [
                services.LicenceInput(**row) for row in values.pop("licences", ())
            ],
            "equipment": [
                services.EquipmentInput(**row) for row in values.pop("equipment", ())
            ],
            "people": [asked.person_input(row) for row in values.pop("people", ())],
            "urls": [services.UrlInput(**row) for row in values.pop("urls", ())],
        }
        of_status = {
            name: values.pop(name)
            for name in ("status", "status_since")
            if name in values
        }
        made = services.create_facility(
            data=services.FacilityInput(**values),
            **parts,
            **of_status,
            by=self.officer,
            at=self.at,
        )
        return self.created(made, shown.FacilityShown, "api:facility")


class FacilityView(RecordView):
    """One facility of the register."""

    shows = shown.FacilityShown

    def records(self) -> QuerySet[Facility]:
        return Facility.objects.with_parts()

    @extend_schema(responses=shown.FacilityShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())

    @extend_schema(request=asked.FacilityPatch, responses=shown.FacilityShown)
    @once
    def patch(self, request: Request, id: Any) -> Response:
        """Correct the facility's own fields; what is left out stays."""
        facility = self.find()
        self.permit("facility.edit", facility)
        values = self.body(asked.FacilityPatch)
        version = self.version_in(values)
        services.edit_facility(
            facility=facility,
            version=version,
            data=replace(services.FacilityInput.of(facility), **values),
            by=self.officer,
            at=self.at,
        )
        return self.answer(self.find())


class FacilityHistory(PartCollection):
    """What was done to the facility and its parts, newest first."""

    shows = shown.EntryShown
    orderings = Orderings.of("recent", recent="-seq")

    def records(self) -> QuerySet[Facility]:
        return Facility.objects.all()

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Entry]:
        return services.history(self.find())


class FacilityRisk(RecordView):
    """How much speaks for looking at the facility first, line by line; it ranks only.

    A line that a case or a visit tells is shown to who may see that case or visit.
    """

    shows = shown.RiskHistoryShown

    def records(self) -> QuerySet[Facility]:
        return Facility.objects.all()

    @extend_schema(responses=shown.RiskHistoryShown)
    def get(self, request: Request, id: Any) -> Response:
        scores = history_for(self.officer, self.find(), at=self.at)
        return Response(shown.RiskHistoryShown({"scores": scores}).data)


class FacilityLinks(RecordView):
    """What the facility shares with others, open proposals first."""

    shows = shown.LinksShown

    def records(self) -> QuerySet[Facility]:
        return Facility.objects.prefetch_related("absorbed")

    @extend_schema(responses=shown.LinksShown)
    def get(self, request: Request, id: Any) -> Response:
        ties = links_at(self.officer, self.find(), at=self.at)
        return Response(shown.LinksShown({"links": ties}).data)


class FacilitySplit(RecordView):
    """A record that turned out to be two."""

    def records(self) -> QuerySet[Facility]:
        return Facility.objects.all()

    @extend_schema(request=asked.SplitBody, responses={201: shown.FacilityShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Make a second record of one that is two; answers with the new one."""
        facility = self.find()
        self.permit("facility.edit", facility)
        values = self.body(asked.SplitBody)
        version = self.version_in(values)
        of_split = {name: values.pop(name) for name in ("has_same_owner", "reason")}
        made = services.split_facility(
            facility=facility,
            version=version,
            moved=values.pop("moved", {}),
            **of_split,
            data=services.FacilityInput(**values),
            by=self.officer,
            at=self.at,
        )
        made = Facility.objects.with_parts().get(pk=made.pk)
        return self.created(made, shown.FacilityShown, "api:facility")


class FacilityStep(StepView):
    shows = shown.FacilityShown

    def records(self) -> QuerySet[Facility]:
        return Facility.objects.with_parts()
