"""What the acts on cases ask for: one shape for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agencies.models import Agency
from api import fields
from api.plans.asked import visible_facility
from api.refs import AgencyCode, Officer, OwnPart, Reference
from api.shapes import Body
from api.steps import Edit, Signature, StepBody
from cases import services
from cases.states import (
    Channel,
    DeliveryMethod,
    DismissGround,
    ExplanationEnd,
    ExplanationKind,
    ItemKind,
    MainSanction,
    NoSanctionGround,
    RefusedSignature,
    Source,
)
from facilities import policies as registry_policies
from facilities.models import Party
from inspections.models import Finding

_FINE = fields.LARGEST


def known_party(**kwargs: Any) -> Reference:
    """A party of the registry, for officers who see the registry."""

    def visible(user: Any, at: Any) -> Any:
        sees = registry_policies.sees_facilities(user, at)
        return Party.objects.all() if sees else Party.objects.none()

    return Reference(visible, **kwargs)


class ActTitleBody(Body):
    title = fields.Text(max_length=300)
    publisher = fields.Text(required=False, allow_blank=True, max_length=200)
    registration_no = fields.Text(required=False, allow_blank=True, max_length=80)
    decision_no = fields.Text(required=False, allow_blank=True, max_length=80)
    licensed_quantity = fields.Whole(
        required=False, allow_null=True, max_value=2**31 - 1
    )
    quantity = fields.Whole(max_value=2**31 - 1)
    unit = fields.Text(required=False, max_length=30)


class ActBody(Body):
    """An act by the code of its behaviour, in force on the day of the act."""

    behaviour = fields.Text(max_length=30)
    description = fields.Text(required=False, allow_blank=True)
    act_on = fields.Day(help_text="The day of the act.")
    act_ended_on = fields.Day(
        required=False, allow_null=True, help_text="Absent while the act goes on."
    )
    channel = fields.Choice(choices=Channel.choices, required=False)
    titles = ActTitleBody(many=True, required=False, max_length=200)


def act_input(values: dict[str, Any]) -> services.ActInput:
    return services.ActInput(
        behaviour=values.pop("behaviour"),
        description=values.pop("description", ""),
        occurred_on=values.pop("act_on"),
        titles=tuple(dict(row) for row in values.pop("titles", ())),
        **values,
    )


class CaseBody(Body):
    """A matter: from findings of one visit, or with what is known of it."""

    findings = serializers.ListField(
        child=Reference(Finding.objects.all().visible_to),
        required=False,
        min_length=1,
        max_length=100,
        help_text="Findings of one visit; then the rest comes from them.",
    )
    title = fields.Text(required=False, max_length=200)
    source = fields.Choice(choices=Source.choices, required=False)
    detected_on = fields.Day(required=False)
    source_note = fields.Text(required=False, allow_blank=True)
    place = fields.Text(required=False, allow_blank=True, max_length=300)
    ward = fields.Text(required=False, max_length=5)
    channel = fields.Choice(choices=Channel.choices, required=False)
    facility = visible_facility(required=False)
    parties = serializers.ListField(child=known_party(), required=False, max_length=50)
    is_respondent_unknown = fields.Flag(required=False)
    is_complex = fields.Flag(required=False)
    acts = ActBody(many=True, required=False, max_length=100)
    lead_agency = AgencyCode(
        required=False, help_text="The own agency unless another is to lead."
    )
    occurred_on = fields.Day(required=False)

    OF_FINDINGS = frozenset({"findings", "title", "is_complex", "occurred_on"})
    NEEDED = ("title", "source", "detected_on")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "findings" in attrs:
            faulty = sorted(set(attrs) - self.OF_FINDINGS)
            text, code = _("This comes from the findings."), "invalid"
        else:
            faulty = [name for name in self.NEEDED if name not in attrs]
            text, code = _("This is needed without findings."), "required"
        if faulty:
            raise serializers.ValidationError(
                {name: [text] for name in faulty}, code=code
            )
        return attrs


def case_input(values: dict[str, Any]) -> tuple[services.CaseInput, dict[str, Any]]:
    """The facts of an intake, and what is said of the act itself."""
    beside: dict[str, Agency | Any] = {
        name: values.pop(name)
        for name in ("lead_agency", "occurred_on")
        if name in values
    }
    facility = values.pop("facility", None)
    facts = services.CaseInput(
        facility_id=facility.pk if facility else None,
        party_ids=tuple(party.pk for party in values.pop("parties", ())),
        acts=tuple(act_input(row) for row in values.pop("acts", ())),
        **values,
    )
    return facts, beside


class CasePatch(Edit):
    """What is left out stays; what the violation record holds stays, too."""

    title = fields.Text(required=False, max_length=200)
    place = fields.Text(required=False, allow_blank=True, max_length=300)
    ward = fields.Text(required=False, max_length=5)
    detected_on = fields.Day(required=False)
    is_complex = fields.Flag(required=False)
    is_respondent_unknown = fields.Flag(required=False)


class AddAct(Edit, ActBody):
    """Link the case to one more act."""


class AddRespondent(Edit):
    party = known_party()


class Assign(Edit):
    officer = Officer(help_text="User name of an officer of the lead agency.")


class Note(StepBody):
    note = fields.Text(required=False, allow_blank=True)


class ProposeDismiss(StepBody):
    ground = fields.Choice(choices=DismissGround.choices)
    reason = fields.Text()


class MakeRecord(StepBody):
    """What the record says beside the facts of the case (MBB01)."""

    place = fields.Text(max_length=300)
    respondent_signed = fields.Flag(required=False)
    made_time = serializers.RegexField(
        r"^([01]\d|2[0-3]):[0-5]\d$", required=False, help_text="HH:MM"
    )
    late_reason = fields.Text(required=False, allow_blank=True)
    refusal_reason = fields.Text(required=False, allow_blank=True)
    second_signer = fields.Choice(choices=RefusedSignature.choices, required=False)
    second_signer_name = fields.Text(required=False, allow_blank=True, max_length=120)
    second_signer_details = fields.Text(
        required=False, allow_blank=True, max_length=300
    )
    respondent_statement = fields.Text(required=False, allow_blank=True)
    witness_statement = fields.Text(required=False, allow_blank=True)
    injured_statement = fields.Text(required=False, allow_blank=True)
    preventive_measures = fields.Text(required=False, allow_blank=True)
    summons = fields.Text(required=False, allow_blank=True, max_length=300)
    delivered_on = fields.Day(required=False)
    suspends = fields.Flag(
        required=False, help_text="A licence or an activity may be suspended."
    )


class RequestExplanation(StepBody):
    kind = fields.Choice(choices=ExplanationKind.choices)
    note = fields.Text(required=False, allow_blank=True)


class CloseExplanation(StepBody):
    ended = fields.Choice(choices=ExplanationEnd.choices)
    summary = fields.Text(required=False, allow_blank=True)


class FineBody(Body):
    """The fine for one act of one respondent."""

    violation = OwnPart("violations")
    fine_vnd = fields.Money(max_value=_FINE)
    respondent = OwnPart(
        "respondents", required=False, help_text="All of the act unless told."
    )


class MeasureBody(Body):
    """An additional sanction or remedial measure; terms run from receipt."""

    kind = fields.Choice(
        choices=[choice for choice in ItemKind.choices if choice[0] != ItemKind.FINE]
    )
    description = fields.Text()
    term_days = fields.Whole(required=False, allow_null=True, max_value=3660)
    term_months = fields.Whole(required=False, allow_null=True, max_value=120)


class SubmitDecision(StepBody):
    acts = FineBody(many=True, required=False, max_length=200)
    main_sanction = fields.Choice(choices=MainSanction.choices, required=False)
    measures = MeasureBody(many=True, required=False, max_length=50)
    aggravating = fields.Text(required=False, allow_blank=True)
    mitigating = fields.Text(required=False, allow_blank=True)
    proposed_by_title = fields.Text(required=False, allow_blank=True, max_length=120)
    note = fields.Text(required=False, allow_blank=True)


def measures_of(values: dict[str, Any]) -> tuple[services.MeasureTerms, ...]:
    return tuple(services.MeasureTerms(**row) for row in values.pop("measures", ()))


def decision_terms(values: dict[str, Any]) -> services.DecisionTerms:
    acts = tuple(
        services.ActTerms(
            violation_id=row["violation"].pk,
            fine_vnd=row["fine_vnd"],
            respondent_id=row["respondent"].pk if "respondent" in row else None,
        )
        for row in values.pop("acts", ())
    )
    return services.DecisionTerms(acts=acts, measures=measures_of(values), **values)


class SendBack(StepBody):
    comment = fields.Text()


class ConfirmAuthority(StepBody):
    reason = fields.Text()
    source = fields.Text(max_length=300, help_text="Article and text of the law.")


class SignDecision(Signature):
    """A signature bears the day on which it is made."""


class DecideNoSanction(Signature):
    ground = fields.Choice(choices=NoSanctionGround.choices)
    reason = fields.Text()
    measures = MeasureBody(many=True, required=False, max_length=50)


class ConfirmDelivery(StepBody):
    """`occurred_on` is the day on which the respondent received the decision."""

    method = fields.Choice(choices=DeliveryMethod.choices)
    sent_on = fields.Day(required=False)
    receiver = fields.Text(required=False, allow_blank=True, max_length=200)
    note = fields.Text(required=False, allow_blank=True)


class RecordPayment(StepBody):
    """Money received on `occurred_on`: the fine first, then late interest."""

    amount_vnd = fields.Money()
    receipt_no = fields.Text(max_length=60)
    payer = fields.Text(required=False, allow_blank=True, max_length=200)


class CompleteItem(StepBody):
    item = fields.Id(help_text="Of the decision's `items`.")
    note = fields.Text(help_text="The record or receipt that proves it.")


class ProposeClose(StepBody):
    reason = fields.Text(required=False, allow_blank=True)
