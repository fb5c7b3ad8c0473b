"""What writes to plans ask for: one shape for each act."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api import fields
from api.refs import AgencyCode, Officer, OwnPart, Reference
from api.shapes import Body
from api.steps import Edit, StepBody
from evidence.models import EvidenceFile
from facilities.models import Facility
from inspections import services
from inspections.states import ContentTag, Mode, PlanKind


def visible_facility(**kwargs: Any) -> Reference:
    return Reference(Facility.objects.all().visible_to, **kwargs)


def own_evidence(**kwargs: Any) -> Reference:
    """A file that the officer's agency handed in."""
    return Reference(
        lambda user, at: EvidenceFile.objects.visible_to(user, at).filter(
            agency=user.agency_id
        ),
        **kwargs,
    )


class ContentField(serializers.ListField):
    child = fields.Choice(choices=ContentTag.choices)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=len(ContentTag), **kwargs)


class PlanBody(Body):
    year = fields.Whole(max_value=9999)
    kind = fields.Choice(choices=PlanKind.choices)
    title = fields.Text(max_length=300)
    legal_bases = serializers.ListField(
        child=fields.Text(), required=False, max_length=50
    )


class PlanPatch(Edit):
    title = fields.Text(required=False, max_length=300)
    legal_bases = serializers.ListField(
        child=fields.Text(), required=False, max_length=50
    )


class ItemTerms(Body):
    """How a facility is visited: its months (1-12, both included) and its content."""

    first_month = fields.Whole(min_value=1, max_value=12)
    last_month = fields.Whole(min_value=1, max_value=12)
    content = ContentField()
    mode = fields.Choice(choices=Mode.choices, required=False)
    scope = fields.Text(required=False, allow_blank=True)
    lead_agency = AgencyCode(
        required=False, help_text="The plan's own agency unless told."
    )
    planned_on = fields.Day(
        required=False, allow_null=True, help_text="Thought of, within the months."
    )
    team_lead = Officer(required=False, allow_null=True)


class ItemFields(ItemTerms):
    """A facility for the plan."""

    facility = visible_facility()
    exception_reason = fields.Text(
        required=False,
        allow_blank=True,
        help_text="Why a second visit of the year is planned all the same.",
    )
    exception_evidence = own_evidence(required=False, allow_null=True)


class ItemsBody(Edit, ItemTerms):
    """Many facilities for a draft, all on the same terms."""

    facilities = serializers.ListField(
        child=fields.Id(), max_length=services.MOST_AT_ONCE
    )
    overlap_request = fields.Text(
        required=False,
        allow_blank=True,
        help_text="Clashes go in too and are laid before the heads, for this reason.",
    )


class ItemBody(Edit, ItemFields):
    """A facility for a draft, with the version of the plan."""


class ItemEdit(Edit, ItemFields):
    item = OwnPart("items")


class ItemDrop(Edit):
    item = OwnPart("items")
    reason = fields.Text(required=False, allow_blank=True)


class ItemException(Edit):
    item = OwnPart("items")
    reason = fields.Text()
    evidence = own_evidence(required=False, allow_null=True)


class ItemOverlap(Edit):
    item = OwnPart("items")
    request = fields.Text()


class ReasonBody(Edit):
    reason = fields.Text()


class MoveBody(Body):
    item = OwnPart("items")
    first_month = fields.Whole(min_value=1, max_value=12)
    last_month = fields.Whole(min_value=1, max_value=12)


class AdjustmentBody(StepBody):
    """Whole or not at all: what is added, dropped, moved, postponed, taken up."""

    reason = fields.Text()
    legal_basis = fields.Text()
    add = ItemFields(many=True, required=False, max_length=200)
    drop = serializers.ListField(child=OwnPart("items"), required=False, max_length=200)
    move = MoveBody(many=True, required=False, max_length=200)
    postpone = serializers.ListField(
        child=OwnPart("items"), required=False, max_length=200
    )
    resume = serializers.ListField(
        child=OwnPart("items"), required=False, max_length=200
    )


def item_input(values: dict[str, Any]) -> services.PlanItemInput:
    values["content"] = tuple(values["content"])
    return services.PlanItemInput(**values)
