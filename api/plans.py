"""Year plans: their list of facilities and their way to publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.mentions import AgencyRef, FacilityRef, OfficerRef
from api.pagination import Orderings
from api.refs import AgencyCode, Officer, OwnPart, Reference
from api.shapes import Body, Query
from api.steps import (
    Act,
    Call,
    Edit,
    PartCollection,
    RecordView,
    Signature,
    StepBody,
    StepView,
)
from api.views import Collection
from evidence.models import EvidenceFile
from facilities.models import Facility
from inspections import services
from inspections.models import InspectionPlan, PlanItem
from inspections.states import ContentTag, ItemState, Mode, PlanKind, PlanState
from kernel.errors import Refused

# Shown ---------------------------------------------------------------------------


class PlanRow(serializers.ModelSerializer):
    agency = AgencyRef()
    number = serializers.CharField(source="code", help_text="Empty until approved.")

    class Meta:
        model = InspectionPlan
        fields = [
            "id",
            "number",
            "agency",
            "year",
            "kind",
            "title",
            "state",
            "version",
            "published_on",
        ]


class PlanShown(PlanRow):
    """A plan with its way so far; its facilities are under `items/`."""

    drafted_by = OfficerRef()
    proposed_by = OfficerRef(allow_null=True)
    reviewed_by = OfficerRef(allow_null=True)
    approved_by = OfficerRef(allow_null=True)

    class Meta(PlanRow.Meta):
        fields = [
            *PlanRow.Meta.fields,
            "legal_bases",
            "drafted_by",
            "proposed_by",
            "proposed_on",
            "reviewed_by",
            "reviewed_on",
            "return_reason",
            "approved_by",
            "approved_on",
            "created_at",
            "updated_at",
        ]


class PlanItemShown(serializers.ModelSerializer):
    facility = FacilityRef()
    lead_agency = AgencyRef()
    planned_on = serializers.SerializerMethodField(
        help_text="For the agencies of the plan and of the visit, and oversight."
    )
    team_lead = serializers.SerializerMethodField(help_text="As `planned_on`.")
    content = serializers.ListField(
        child=serializers.ChoiceField(choices=ContentTag.choices)
    )
    clashes_with = serializers.ListField(
        child=serializers.CharField(),
        help_text="What stood against it when it was kept as an exception.",
    )

    class Meta:
        model = PlanItem
        fields = [
            "id",
            "position",
            "facility",
            "lead_agency",
            "first_month",
            "last_month",
            "planned_on",
            "team_lead",
            "mode",
            "content",
            "scope",
            "state",
            "exception_reason",
            "clashes_with",
        ]

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_planned_on(self, item: PlanItem) -> Any:
        is_told = getattr(item, "is_day_told", True)
        return item.planned_on.isoformat() if is_told and item.planned_on else None

    @extend_schema_field(OfficerRef(allow_null=True))
    def get_team_lead(self, item: PlanItem) -> Any:
        is_told = getattr(item, "is_day_told", True)
        return OfficerRef(item.team_lead).data if is_told and item.team_lead else None


# Asked ---------------------------------------------------------------------------


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


# Addresses -----------------------------------------------------------------------


class PlanQuery(Query):
    year = fields.AddressNumber(min_value=1900, max_value=2199, required=False)
    kind = fields.Choice(choices=PlanKind.choices, required=False)
    state = fields.Choice(choices=PlanState.choices, required=False)
    agency = AgencyCode(required=False)


class Plans(Collection):
    """Inspection and check plans: own ones, and published ones of everybody."""

    shows = PlanRow
    query = PlanQuery
    orderings = Orderings.of("-year", year="year id", recent="-updated_at id")

    def rows(self, asked: dict[str, Any]) -> QuerySet[InspectionPlan]:
        plans = InspectionPlan.objects.visible_to(self.officer, self.at)
        return plans.filter(**asked).select_related("agency")

    @extend_schema(request=PlanBody, responses={201: PlanShown})
    @once
    def post(self, request: Request) -> Response:
        """Begin the plan of the officer's agency for a year."""
        self.permit("plan.propose", None)
        made = services.draft_plan(**self.body(PlanBody), by=self.officer, at=self.at)
        return self.created(made, PlanShown, "api:inspection_plan")


class PlanRecord:
    def records(self) -> QuerySet[InspectionPlan]:
        return InspectionPlan.objects.select_related(
            "agency", "drafted_by", "proposed_by", "reviewed_by", "approved_by"
        )


class PlanView(PlanRecord, RecordView):
    """One plan."""

    shows = PlanShown

    @extend_schema(responses=PlanShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())

    @extend_schema(request=PlanPatch, responses=PlanShown)
    @once
    def patch(self, request: Request, id: Any) -> Response:
        """Change title and legal bases of a draft; a proposal made before lapses."""
        plan = self.find()
        self.permit("plan.propose", plan)
        values = self.body(PlanPatch)
        version = self.version_in(values)
        services.edit_plan(
            plan=plan,
            version=version,
            title=values.get("title", plan.title),
            legal_bases=values.get("legal_bases", plan.legal_bases),
            by=self.officer,
            at=self.at,
        )
        return self.answer(self.find())


class ItemQuery(Query):
    state = fields.Choice(choices=ItemState.choices, required=False)


class PlanItems(PlanRecord, PartCollection):
    """The facilities of a plan, in their order."""

    shows = PlanItemShown
    query = ItemQuery
    orderings = Orderings.of("position", position="position id")

    def rows(self, asked: dict[str, Any]) -> QuerySet[PlanItem]:
        items = PlanItem.objects.filter(plan=self.find(), **asked)
        items = items.with_told_days(self.officer, self.at)
        return items.select_related("facility", "lead_agency", "team_lead")

    @extend_schema(request=ItemBody, responses={201: PlanItemShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Put a facility into a draft; `version` is the plan's."""
        plan = self.find()
        self.permit("plan.propose", plan)
        values = self.body(ItemBody)
        version = self.version_in(values)
        made = services.add_item(
            plan=plan,
            version=version,
            item=item_input(values),
            by=self.officer,
            at=self.at,
        )
        return Response(PlanItemShown(made).data, status=201)


class PlanStep(PlanRecord, StepView):
    shows = PlanShown


# Acts ----------------------------------------------------------------------------


def _act(service: Callable[..., object]) -> Callable[[Call], object]:
    """The fields of the body are the service's parameters."""
    return lambda call: service(plan=call.record, **call.values, **call.of_record)


def _edit_item(call: Call) -> None:
    item = call.values.pop("item")
    changed = item_input(call.values)
    services.edit_item(plan=call.record, item=item, changed=changed, **call.of_record)


def _add_items(call: Call) -> None:
    """Invisible and absent facilities are refused alike."""
    values = call.values
    ids = values.pop("facilities")
    visible = Facility.objects.visible_to(call.by, call.at)
    found = {row.pk: row for row in visible.filter(pk__in=ids)}
    unknown = [str(key) for key in ids if key not in found]
    if unknown:
        text = gettext("No such facility: %(ids)s.") % {"ids": ", ".join(unknown)}
        raise Refused(errors={"facilities": [text]})
    request = values.pop("overlap_request", "")
    values["content"] = tuple(values["content"])
    items = [services.PlanItemInput(facility=found[key], **values) for key in ids]
    services.add_items(
        plan=call.record, items=items, overlap_request=request, **call.of_record
    )


def _adjust(call: Call) -> None:
    values = call.values
    values["add"] = [item_input(row) for row in values.get("add", ())]
    values["move"] = [services.ItemMove(**row) for row in values.get("move", ())]
    services.adjust_plan(plan=call.record, **values, **call.of_record)


PLAN_ACTS = (
    Act(
        "propose",
        "plan.propose",
        StepBody,
        _act(services.propose_plan),
        "Hand the list over for review.",
    ),
    Act(
        "review",
        "plan.review",
        StepBody,
        _act(services.review_plan),
        "Confirm that no facility overlaps with another agency's visit.",
    ),
    Act(
        "send_back",
        "plan.review",
        ReasonBody,
        _act(services.send_back_plan),
        "Return a reviewed plan to its list.",
    ),
    Act(
        "approve",
        "plan.approve",
        Signature,
        _act(services.approve_plan),
        "Sign the plan; it takes its number.",
    ),
    Act(
        "publish",
        "plan.publish",
        StepBody,
        _act(services.publish_plan),
        "Make the plan public.",
    ),
    Act(
        "start",
        "plan.adjust",
        Edit,
        _act(services.start_plan),
        "Say that the plan is being carried out.",
    ),
    Act(
        "finish",
        "plan.adjust",
        Edit,
        _act(services.finish_plan),
        "End the plan: every facility is done, postponed or dropped.",
    ),
    Act(
        "adjust",
        "plan.adjust",
        AdjustmentBody,
        _adjust,
        "Change the list of a published plan, with reason and legal basis.",
    ),
    Act(
        "add_items",
        "plan.propose",
        ItemsBody,
        _add_items,
        "Put many facilities into a draft, all or none.",
    ),
    Act(
        "edit_item",
        "plan.propose",
        ItemEdit,
        _edit_item,
        "Change months, content, mode or lead of an item of a draft.",
    ),
    Act(
        "drop_item",
        "plan.propose",
        ItemDrop,
        _act(services.drop_item),
        "Take a facility out of a draft.",
    ),
    Act(
        "keep_as_exception",
        "plan.propose",
        ItemException,
        _act(services.keep_as_exception),
        "Keep an item of a draft although it clashes, with the reason.",
    ),
    Act(
        "raise_overlap",
        "plan.propose",
        ItemOverlap,
        _act(services.raise_overlap),
        "Lay the clashes of an item before the heads.",
    ),
)
