"""What writes to visits ask for: one shape for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api import fields
from api.files import FileBody
from api.plans.asked import ContentField, own_evidence, visible_facility
from api.refs import Officer, OwnPart, Reference, WardCode
from api.shapes import Body
from api.steps import Edit, Signature, StepBody
from inspections import services
from inspections.models import ChecklistItem, ChecklistVersion, PlanItem
from inspections.states import AnswerResult, Channel, Ground, Mode, PlanKind
from regulations.models import ViolationBehaviour


class TeamBody(Body):
    lead = Officer(help_text="User name of the officer who leads.")
    members = serializers.ListField(child=Officer(), required=False, max_length=50)
    secretary = Officer(required=False, allow_null=True)


class AssignTeam(Edit, TeamBody):
    """The whole team, in place of the one before."""


def team_input(values: dict[str, Any]) -> services.TeamInput:
    members = tuple(values.pop("members", ()))
    return services.TeamInput(members=members, **values)


def visible_item(**kwargs: Any) -> Reference:
    """An item of a plan that the officer sees."""
    return Reference(
        lambda user, at: PlanItem.objects.filter(
            plan__in=PlanItem.plan.field.related_model.objects.visible_to(
                user, at
            ).values("pk")
        ).select_related("plan__agency", "lead_agency", "facility"),
        **kwargs,
    )


class VisitBody(Body):
    """A visit of a plan's item, or ad hoc: then facility, ground and content."""

    plan_item = visible_item(required=False)
    facility = visible_facility(required=False)
    ground = fields.Choice(choices=Ground.choices, required=False)
    ground_text = fields.Text(required=False, help_text="The ground in words.")
    content = ContentField(required=False)
    kind = fields.Choice(choices=PlanKind.choices, required=False)
    mode = fields.Choice(choices=Mode.choices, required=False)
    scheduled_on = fields.Day()
    checklist_version = Reference(
        lambda user, at: ChecklistVersion.objects.for_visits().select_related(
            "checklist"
        ),
        required=False,
        help_text="The newest for the facility's kinds unless told.",
    )
    subject = fields.Text(required=False, max_length=300)
    place = fields.Text(required=False, max_length=300)
    ward = WardCode(required=False)
    team = TeamBody(required=False)
    exception_reason = fields.Text(required=False)
    exception_evidence = own_evidence(required=False)

    OF_THE_PLAN = ("facility", "ground", "ground_text", "content", "kind", "mode")
    AD_HOC = ("facility", "ground", "ground_text", "content")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "plan_item" in attrs:
            surplus = [name for name in self.OF_THE_PLAN if name in attrs]
            text, code = _("The plan's item says this already."), "invalid"
        else:
            surplus = [name for name in self.AD_HOC if name not in attrs]
            text, code = _("An ad hoc visit needs this."), "required"
        if surplus:
            raise serializers.ValidationError(
                {name: [text] for name in surplus}, code=code
            )
        return attrs


class VisitPatch(Edit):
    scheduled_on = fields.Day(help_text="Another day of the same year.")


class Decide(Signature):
    served_on = fields.Day(required=False)
    exception_reason = fields.Text(required=False)
    exception_evidence = own_evidence(required=False)


class Start(Edit):
    started_at = fields.Moment(required=False, help_text="Now unless told.")


class Reason(Edit):
    reason = fields.Text()


class AnswerBody(Body):
    item = Reference(
        lambda user, at: ChecklistItem.objects.all(), help_text="Id of the question."
    )
    result = fields.Choice(choices=AnswerResult.choices)
    note = fields.Text(required=False, allow_blank=True)


class PaperBody(Body):
    name = fields.Text(max_length=300)
    number_and_date = fields.Text(required=False, allow_blank=True, max_length=200)
    result = fields.Text(max_length=300)


class DeviceBody(Body):
    name = fields.Text(max_length=120)
    maker_and_model = fields.Text(required=False, allow_blank=True, max_length=200)
    serial = fields.Text(required=False, allow_blank=True, max_length=80)
    year = fields.Whole(required=False, allow_null=True, max_value=9999)
    colours = fields.Whole(required=False, allow_null=True, max_value=99)
    condition = fields.Text(required=False, allow_blank=True, max_length=200)


class TitleBody(Body):
    """A publication with its counts, in copies."""

    title = fields.Text(max_length=300)
    found_quantity = fields.Whole(max_value=2**31 - 1)
    publisher = fields.Text(required=False, allow_blank=True, max_length=200)
    registration_no = fields.Text(required=False, allow_blank=True, max_length=80)
    decision_no = fields.Text(required=False, allow_blank=True, max_length=80)
    licensed_quantity = fields.Whole(
        required=False, allow_null=True, max_value=2**31 - 1
    )
    has_invoices = fields.Flag(required=False, allow_null=True)
    note = fields.Text(required=False, allow_blank=True, max_length=300)


class FindingBody(Body):
    description = fields.Text()
    detected_on = fields.Day()
    behaviour = fields.Text(
        required=False,
        max_length=30,
        help_text="A code of the catalogue, in force on the day of the act.",
    )
    act_ended_on = fields.Day(
        required=False, allow_null=True, help_text="Absent while the act goes on."
    )
    channel = fields.Choice(choices=Channel.choices, required=False)
    url = fields.Text(required=False, allow_blank=True, max_length=500)
    place = fields.Text(required=False, allow_blank=True, max_length=300)
    ward = WardCode(required=False)
    quantity = fields.Whole(required=False, allow_null=True, max_value=2**31 - 1)
    unit = fields.Text(required=False, allow_blank=True, max_length=30)
    titles = TitleBody(many=True, required=False, max_length=200)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The row of the code that was in force on the day of the act."""
        code = attrs.get("behaviour")
        if code is not None:
            day = attrs.get("act_ended_on") or attrs["detected_on"]
            found = ViolationBehaviour.objects.filter(code=code)
            row = found.in_force_on(day).first() or found.first()
            if row is None:
                raise serializers.ValidationError(
                    {"behaviour": [_("There is no such behaviour.")]}, code="absent"
                )
            attrs["behaviour"] = row
        return attrs


class VisitFileBody(FileBody):
    finding = OwnPart("findings", required=False)


class Withdraw(Body):
    finding = OwnPart("findings")
    reason = fields.Text()


class LockRecord(Edit):
    """What the minutes say beside the rows of the visit, and who signed them."""

    remarks = fields.Text()
    representative_name = fields.Text(required=False, max_length=120)
    representative_title = fields.Text(required=False, max_length=120)
    representative_signed = fields.Flag(required=False)
    refusal_reason = fields.Text(required=False)
    witness_name = fields.Text(required=False, max_length=120)
    witness_address = fields.Text(required=False, max_length=300)
    requests = fields.Text(required=False)
    facility_opinion = fields.Text(required=False)
    online_note = fields.Text(required=False)
    place = fields.Text(required=False, max_length=300)
    copies = fields.Whole(required=False, min_value=1, max_value=20)
    signed_in = OwnPart(
        "field_records",
        required=False,
        help_text="The field record whose signature or refusal on the screen ends the"
        " minutes; its names are taken.",
    )
    ended_at = fields.Moment(required=False, help_text="Now unless told.")


class FollowUpBody(Body):
    """A visit on the carrying out of a conclusion."""

    ground_text = fields.Text(help_text="What is looked after, in words.")
    scheduled_on = fields.Day()
    content = ContentField(required=False)
    place = fields.Text(required=False, max_length=300)
    team = TeamBody(required=False)
    exception_reason = fields.Text(required=False)
    exception_evidence = own_evidence(required=False)


class PublishConclusion(Edit):
    published_on = fields.Day(required=False, help_text="Today unless told.")


class FinishRemote(StepBody):
    result = fields.Text(help_text="What the review of the papers showed.")


class Conclude(Signature):
    text = fields.Text(max_length=50_000)
    published_on = fields.Day(required=False)
