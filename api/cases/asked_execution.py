"""What the acts on a decision and its parts ask for."""

from __future__ import annotations

from api import fields
from api.cases import asked
from api.shapes import Body
from api.steps import Signature, StepBody
from cases.states import (
    ComplaintOutcome,
    MainSanction,
    ReliefKind,
    ReopenGround,
    RevisionGround,
    SuspensionGround,
)


class SanctionWithoutRecord(Signature):
    """A warning or a small fine at once (Điều 56); no draft precedes it."""

    acts = asked.FineBody(many=True, required=False, max_length=200)
    main_sanction = fields.Choice(choices=MainSanction.choices, required=False)
    measures = asked.MeasureBody(many=True, required=False, max_length=50)
    aggravating = fields.Text(required=False, allow_blank=True)
    mitigating = fields.Text(required=False, allow_blank=True)
    by_technical_equipment = fields.Flag(
        help_text="Did technical equipment detect the act? Then it needs a record."
    )
    is_handed_over = fields.Flag(
        required=False, help_text="The respondent receives it at once."
    )
    receiver = fields.Text(required=False, allow_blank=True, max_length=200)


class OrderEnforcement(Signature):
    measure = fields.Text(max_length=300)
    reason = fields.Text()
    received_on = fields.Day(required=False)
    extra_days = fields.Whole(
        required=False, max_value=365, help_text="Where it states a longer term."
    )


class SuspendExecution(Signature):
    ground = fields.Choice(choices=SuspensionGround.choices)
    reason = fields.Text()


class SignedReason(Signature):
    reason = fields.Text()


class AnnulDecision(Signature):
    ground = fields.Choice(choices=RevisionGround.choices)
    reason = fields.Text()


class ReviseDecision(AnnulDecision):
    text = fields.Text(help_text="What is written or holds instead.")


class ProposeReopen(StepBody):
    ground = fields.Choice(choices=ReopenGround.choices)
    reason = fields.Text()


class Reopen(Signature):
    respondent_known_on = fields.Day(
        required=False, help_text="Where the respondent has become known."
    )
    note = fields.Text(required=False, allow_blank=True)


class CloseLimitationExpired(StepBody):
    reason = fields.Text()
    has_evaded = fields.Flag(help_text="Did the respondent evade or delay?")


class RegisterRelief(StepBody):
    """The respondent's written request; a competent person decides."""

    kind = fields.Choice(choices=ReliefKind.choices)
    reason = fields.Text()


class InstalmentBody(Body):
    amount_vnd = fields.Money()
    due_on = fields.Day()


class GrantRelief(Signature):
    """Which fields count depends on the kind asked for."""

    until = fields.Day(required=False, help_text="Of a deferral.")
    reduced_vnd = fields.Money(required=False, help_text="Of a reduction.")
    in_hardship = fields.Flag(
        required=False, help_text="An organisation meets Điều 76."
    )
    instalments = InstalmentBody(many=True, required=False, max_length=24)
    note = fields.Text(required=False, allow_blank=True)


class RefuseRelief(Signature):
    note = fields.Text()


class ApproveTwoMonths(StepBody):
    """Điều 66.1.c: exceptionally serious, with many complex facts."""

    number = fields.Text(max_length=60)
    approved_by = fields.Text(max_length=120)
    reason = fields.Text()


class EndPart(StepBody):
    reason = fields.Text()


class RegisterComplaint(StepBody):
    """Against the decision in force unless `about` names another act."""

    complainant = fields.Text(max_length=200)
    content = fields.Text()
    about = fields.Text(required=False, allow_blank=True, max_length=300)
    is_complex = fields.Flag(required=False)


class AcceptComplaint(StepBody):
    is_complex = fields.Flag(required=False)


class ResolveComplaint(Signature):
    outcome = fields.Choice(choices=ComplaintOutcome.choices)
    reasoning = fields.Text()
    amendment = fields.Text(
        required=False, allow_blank=True, help_text="What holds instead, if amended."
    )


class FileSecondComplaint(StepBody):
    received_on = fields.Day(
        required=False, help_text="When the first settlement was received."
    )


class CourtResult(StepBody):
    result = fields.Text()


class AnnounceSession(StepBody):
    planned_on = fields.Day()
    place = fields.Text(max_length=300)


class RecordSession(StepBody):
    attendees = fields.Text()
    minutes = fields.Text()


class ExtendExplanation(StepBody):
    working_days = fields.Whole(min_value=1, max_value=5)
    reason = fields.Text()
