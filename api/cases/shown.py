"""A case as the officer may see it: in full, as partner, for audit, or as a card.

A card is number, state and lead; the auditor sees trail and deadlines without persons;
a partner does not see the lead's draft (security rules, section 1).
"""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.mentions import AgencyRef, FacilityRef, OfficerRef, WardRef
from cases import policies, services
from cases.models import (
    Case,
    CaseEvent,
    CaseViolation,
    Deadline,
    DecisionItem,
    Payment,
    Respondent,
)
from cases.states import (
    CaseState,
    ClockStatus,
    Family,
    MainSanction,
    NoSanctionGround,
    ProposalKind,
    Source,
)
from regulations import catalogue

MASK = "•••"
VIEW_NAMES = {view: view.removeprefix("case.view_") for view in policies.VIEWS}
# What a card does not tell.
_OFF_THE_CARD: dict[str, Any] = {
    "title": "",
    "facility": None,
    "ward": None,
    "group": "",
    "source": None,
    "detected_on": None,
    "due_on": None,
    "due_rule": "",
}


class CaseRow(serializers.ModelSerializer):
    """A case in a list. Of a card only number, state and lead are told."""

    lead_agency = AgencyRef()
    facility = FacilityRef(allow_null=True)
    ward = WardRef(allow_null=True)
    source = serializers.ChoiceField(choices=Source.choices, allow_null=True)
    detected_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(
        allow_null=True, help_text="When the next duty runs out."
    )
    view = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "id",
            "number",
            "title",
            "state",
            "version",
            "view",
            "lead_agency",
            "facility",
            "ward",
            "group",
            "source",
            "detected_on",
            "received_on",
            "due_on",
            "due_rule",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=list(VIEW_NAMES.values())))
    def get_view(self, case: Case) -> str:
        api = self.context["view"]
        seen = policies.view_of(case, api.officer, api.at)
        return VIEW_NAMES[seen] if seen else "card"

    def to_representation(self, case: Case) -> dict[str, Any]:
        told: dict[str, Any] = super().to_representation(case)
        door = self.context["view"]
        told["title"] = services.without_minors(case.title, case, door.officer, door.at)
        return told | _OFF_THE_CARD if told["view"] == "card" else told


class RespondentShown(serializers.ModelSerializer):
    party = serializers.UUIDField(source="party_id")
    ward = WardRef(allow_null=True)

    class Meta:
        model = Respondent
        fields = [
            "id",
            "party",
            "subject_kind",
            "name",
            "address",
            "ward",
            "tax_code",
            "particulars",
        ]

    def to_representation(self, respondent: Respondent) -> dict[str, Any]:
        """A minor is told as initials to all but the lead agency."""
        told: dict[str, Any] = super().to_representation(respondent)
        door = self.context["view"]
        about = (respondent, respondent.case, door.officer, door.at)
        if not services.is_masked(*about):
            return told
        return told | _MASKED | {"name": services.name_for(*about)}


def fetch_names_to_mask(case: Case, door: Any) -> None:
    """In one query, for whoever is not of the lead agency."""
    if "lead" not in case.relations_of(door.officer, door.at):
        prefetch_related_objects([case], "respondents")


def without_minors(text: str, door: Any) -> str:
    """A text of the door's case, the names of minors as initials where masked."""
    masked: str = services.without_minors(text, door.seen, door.officer, door.at)
    return masked


class ActTitleShown(serializers.Serializer):
    """A publication with its counts, copied from the findings as they were."""

    title = serializers.CharField()
    publisher = serializers.CharField(required=False)
    registration_no = serializers.CharField(required=False)
    decision_no = serializers.CharField(required=False)
    licensed_quantity = serializers.IntegerField(required=False, allow_null=True)
    quantity = serializers.IntegerField(required=False, allow_null=True)
    unit = serializers.CharField(required=False)


class FrameShown(serializers.Serializer):
    respondent = serializers.UUIDField()
    min_vnd = serializers.IntegerField(allow_null=True)
    max_vnd = serializers.IntegerField(allow_null=True)
    midpoint_vnd = serializers.IntegerField(allow_null=True)


class ViolationShown(serializers.ModelSerializer):
    """One act; `frames` for each respondent, null where the catalogue has none."""

    behaviour = serializers.CharField(source="behaviour.code")
    behaviour_title = serializers.CharField(source="behaviour.title_vi")
    legal_basis = serializers.CharField(source="behaviour.legal_basis")
    respondent = serializers.UUIDField(source="respondent_id", allow_null=True)
    titles = serializers.SerializerMethodField()
    frames = serializers.SerializerMethodField()

    class Meta:
        model = CaseViolation
        fields = [
            "id",
            "behaviour",
            "behaviour_title",
            "legal_basis",
            "respondent",
            "description",
            "channel",
            "occurred_on",
            "act_ended_on",
            "titles",
            "quantity",
            "frames",
        ]

    @extend_schema_field(ActTitleShown(many=True))
    def get_titles(self, violation: CaseViolation) -> Any:
        return violation.titles

    @extend_schema_field(FrameShown(many=True))
    def get_frames(self, violation: CaseViolation) -> Any:
        rows = []
        for respondent in self.context["case"].respondents.all():
            if not violation.is_of(respondent):
                continue
            frame = catalogue.frame_for(violation.behaviour, respondent.subject_kind)
            rows.append(
                {
                    "respondent": str(respondent.pk),
                    "min_vnd": frame.min_vnd if frame else None,
                    "max_vnd": frame.max_vnd if frame else None,
                    "midpoint_vnd": frame.midpoint_vnd if frame else None,
                }
            )
        return rows


class DeadlineShown(serializers.ModelSerializer):
    rule = serializers.CharField(source="rule.code")
    name = serializers.CharField(source="rule.name_vi")
    family = serializers.ChoiceField(choices=Family.choices)
    start = serializers.DateField(source="start_on")
    status = serializers.ChoiceField(choices=ClockStatus.choices)
    provisional = serializers.BooleanField(source="is_provisional")

    class Meta:
        model = Deadline
        fields = [
            "rule",
            "name",
            "family",
            "start",
            "strict_due",
            "due",
            "last_day",
            "status",
            "provisional",
            "ended_on",
        ]


class BlockerOfStep(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField()
    place = serializers.CharField()


class StepShown(serializers.Serializer):
    """A step in the officer's reach, open or with the reason why it is closed."""

    name = serializers.CharField()
    label = serializers.CharField()
    allowed = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    reason_code = serializers.CharField(allow_blank=True)
    blockers = BlockerOfStep(many=True)
    warnings = serializers.ListField(child=serializers.CharField())
    signs = serializers.BooleanField(help_text="Needs a proof of identity.")


class ItemShown(serializers.ModelSerializer):
    class Meta:
        model = DecisionItem
        fields = [
            "id",
            "kind",
            "description",
            "amount_vnd",
            "term_days",
            "term_months",
            "done_on",
            "done_note",
        ]


class RecordShown(serializers.Serializer):
    """The violation record."""

    number = serializers.CharField(source="number_text")
    made_by = OfficerRef()
    made_on = serializers.DateField()
    place = serializers.CharField()
    late_reason = serializers.CharField()
    respondent_signed = serializers.BooleanField()
    has_explanation_right = serializers.BooleanField()
    delivered_on = serializers.DateField(allow_null=True)


class ExplanationShown(serializers.Serializer):
    kind = serializers.CharField()
    requested_on = serializers.DateField()
    ended = serializers.CharField(allow_blank=True)
    ended_on = serializers.DateField(allow_null=True)
    summary = serializers.CharField(allow_blank=True)


class DraftShown(serializers.Serializer):
    sequence = serializers.IntegerField()
    main_sanction = serializers.ChoiceField(choices=MainSanction.choices)
    fine_vnd = serializers.IntegerField()
    aggravating = serializers.CharField(allow_blank=True)
    mitigating = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    drafted_by = OfficerRef()
    submitted_on = serializers.DateField()


class DecisionShown(serializers.Serializer):
    """The sanction decision with what it orders and what of it is done."""

    number = serializers.CharField(source="number_text")
    main_sanction = serializers.ChoiceField(choices=MainSanction.choices)
    fine_vnd = serializers.IntegerField()
    paid_vnd = serializers.IntegerField()
    unpaid_vnd = serializers.IntegerField()
    signed_by = OfficerRef()
    signed_on = serializers.DateField()
    received_on = serializers.DateField(allow_null=True)
    items = ItemShown(many=True)


class NoSanctionShown(serializers.Serializer):
    number = serializers.CharField(source="number_text", allow_blank=True)
    ground = serializers.ChoiceField(choices=NoSanctionGround.choices)
    reason = serializers.CharField()
    signed_by = OfficerRef()
    signed_on = serializers.DateField()
    items = ItemShown(many=True)


class ProposalShown(serializers.Serializer):
    """What waits for a second officer."""

    kind = serializers.ChoiceField(choices=ProposalKind.choices)
    ground = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    proposed_by = OfficerRef()
    proposed_on = serializers.DateField()


class CaseShown(CaseRow):
    """A case with its parts, its deadlines, and what may be done with it now."""

    competent_authority = AgencyRef()
    supporting_agencies = AgencyRef(many=True)
    handlers = serializers.SerializerMethodField()
    respondents = RespondentShown(many=True)
    violations = serializers.SerializerMethodField()
    deadlines = DeadlineShown(many=True)
    steps = serializers.SerializerMethodField()
    record = RecordShown(source="violation_record", allow_null=True)
    explanation = ExplanationShown(allow_null=True)
    draft = DraftShown(allow_null=True)
    decision = DecisionShown(allow_null=True)
    no_sanction = NoSanctionShown(source="no_sanction_decision", allow_null=True)
    proposal = serializers.SerializerMethodField()
    inspection = serializers.UUIDField(source="inspection_id", allow_null=True)

    class Meta(CaseRow.Meta):
        fields = [
            *CaseRow.Meta.fields,
            "competent_authority",
            "supporting_agencies",
            "handlers",
            "respondents",
            "is_respondent_unknown",
            "is_complex",
            "violations",
            "source_note",
            "place",
            "channel",
            "inspection",
            "deadlines",
            "steps",
            "record",
            "explanation",
            "draft",
            "decision",
            "no_sanction",
            "proposal",
        ]

    @extend_schema_field(OfficerRef(many=True))
    def get_handlers(self, case: Case) -> Any:
        rows = [row.officer for row in case.assignments.all() if row.ended_at is None]
        return OfficerRef(rows, many=True).data

    @extend_schema_field(ViolationShown(many=True))
    def get_violations(self, case: Case) -> Any:
        rows = case.violations.all()
        return ViolationShown(rows, many=True, context={"case": case}).data

    @extend_schema_field(StepShown(many=True))
    def get_steps(self, case: Case) -> Any:
        return StepShown(self.context["view"].steps_of(case), many=True).data

    @extend_schema_field(ProposalShown(allow_null=True))
    def get_proposal(self, case: Case) -> Any:
        waits = case.proposal is not None and case.proposal.is_open
        return ProposalShown(case.proposal).data if waits else None

    def to_representation(self, case: Case) -> dict[str, Any]:
        told = super().to_representation(case)
        door = self.context["view"]
        for act in told["violations"]:
            act["description"] = services.without_minors(
                act["description"], case, door.officer, door.at
            )
        match told["view"]:
            case "card":
                return told | _OFF_THE_CARD | _NO_PARTS
            case "audit":
                masked = [row | _MASKED for row in told["respondents"]]
                return told | {"respondents": masked, "place": MASK, "draft": None}
            case "partner":
                return told | {"draft": None, "proposal": None, "source_note": ""}
        return told


_MASKED: dict[str, Any] = {
    "name": MASK,
    "address": MASK,
    "ward": None,
    "tax_code": MASK,
    "particulars": {},
}
_NO_PARTS: dict[str, Any] = {
    "supporting_agencies": [],
    "handlers": [],
    "respondents": [],
    "violations": [],
    "source_note": "",
    "place": "",
    "inspection": None,
    "deadlines": [],
    "record": None,
    "explanation": None,
    "draft": None,
    "decision": None,
    "no_sanction": None,
    "proposal": None,
}


class EventShown(serializers.ModelSerializer):
    """One legal step: when it happened, when and by whom it was entered."""

    step = serializers.CharField(source="transition")
    from_state = serializers.ChoiceField(choices=CaseState.choices, allow_blank=True)
    actor = serializers.SerializerMethodField()
    agency = serializers.CharField(source="agency_id", allow_null=True)
    is_backdated = serializers.BooleanField()

    class Meta:
        model = CaseEvent
        fields = [
            "id",
            "step",
            "from_state",
            "to_state",
            "actor",
            "agency",
            "occurred_on",
            "recorded_at",
            "is_backdated",
            "reason",
            "details",
        ]

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_actor(self, event: CaseEvent) -> Any:
        return event.actor.full_name if event.actor else None


class PaymentShown(serializers.ModelSerializer):
    amount_vnd = serializers.IntegerField()

    class Meta:
        model = Payment
        fields = [
            "id",
            "paid_on",
            "amount_vnd",
            "principal_vnd",
            "interest_vnd",
            "receipt_no",
            "payer",
            "recorded_at",
        ]

    def to_representation(self, payment: Payment) -> dict[str, Any]:
        told: dict[str, Any] = super().to_representation(payment)
        return told | {"payer": without_minors(payment.payer, self.context["view"])}
