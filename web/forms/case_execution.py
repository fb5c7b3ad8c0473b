"""What is typed for the acts on a decision, its relief, and complaints against it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import services
from cases.states import (
    ComplaintOutcome,
    ReliefKind,
    ReopenGround,
    RevisionGround,
    SuspensionGround,
)
from web.forms.base import dress
from web.forms.case_steps import DatedStepForm, StepForm, SubmitDecisionForm
from web.forms.fields import DateField, MoneyField, QuantityField, TextField
from web.stepup import StepUpForm

INSTALMENT_ROWS = 3


class ApproveTwoMonthsForm(DatedStepForm):
    number = TextField(label=_("Number of the written approval"), max_length=60)
    approved_by = TextField(label=_("Approved by"), max_length=120)
    reason = TextField(label=_("What makes it serious and complex"), lines=4)


class ReasonForm(DatedStepForm):
    reason = TextField(label=_("Reason"), lines=4)


class SanctionWithoutRecordForm(StepUpForm, SubmitDecisionForm):
    """A warning or a small fine at once; the draft's fields without the draft."""

    by_technical_equipment = forms.TypedChoiceField(
        label=_("Was the act detected by technical equipment?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    is_handed_over = forms.BooleanField(
        label=_("The respondent receives the decision at once"), required=False
    )
    receiver = TextField(label=_("Received by"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["occurred_on"], self.fields["note"]

    @property
    def spot_fields(self) -> list[Any]:
        names = ("by_technical_equipment", "is_handed_over", "receiver")
        return [self[name] for name in names]

    def arguments(self) -> dict[str, Any]:
        outer = {
            name: self.cleaned_data[name]
            for name in (
                "version",
                "by_technical_equipment",
                "is_handed_over",
                "receiver",
            )
        }
        self.cleaned_data |= {"occurred_on": None, "note": ""}
        return {**outer, "terms": super().arguments()["terms"]}


class OrderEnforcementForm(StepUpForm, StepForm):
    measure = TextField(label=_("Measure of enforcement"), max_length=300)
    reason = TextField(label=_("Reason"), lines=3)
    received_on = DateField(
        label=_("Received on"),
        required=False,
        help_text=_("Only where the respondent received it at once."),
    )
    extra_days = QuantityField(
        label=_("Days beside those of the law"),
        required=False,
        help_text=_("Only where the decision states a longer term."),
    )

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        values["extra_days"] = values["extra_days"] or 0
        return values


class SuspendExecutionForm(StepUpForm, StepForm):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=SuspensionGround.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Reason"), lines=3)


class SignedReasonForm(StepUpForm, StepForm):
    reason = TextField(label=_("Reason"), lines=3)


class AnnulDecisionForm(StepUpForm, StepForm):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=RevisionGround.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Reason"), lines=4)


class ReviseDecisionForm(AnnulDecisionForm):
    text = TextField(label=_("What holds instead"), lines=4)
    field_order = ("version", "ground", "reason", "text", "password")


class ProposeReopenForm(StepForm):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=ReopenGround.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Reason"), lines=4)


class ReopenForm(StepUpForm, StepForm):
    respondent_known_on = DateField(
        label=_("The respondent became known on"),
        required=False,
        help_text=_("Where that is the ground: the time for the record runs from it."),
    )
    note = TextField(label=_("Note"), lines=3, required=False)


class CloseLimitationExpiredForm(DatedStepForm):
    has_evaded = forms.TypedChoiceField(
        label=_("Did the respondent evade or delay execution?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), lines=3)


class RegisterReliefForm(DatedStepForm):
    kind = forms.ChoiceField(
        label=_("What is asked for"),
        choices=ReliefKind.choices,
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("The written request in short"), lines=4)
    field_order = ("version", "kind", "occurred_on", "reason")


class RegisterComplaintForm(DatedStepForm):
    complainant = TextField(label=_("Who complains"), max_length=200)
    about = TextField(
        label=_("Act complained of"),
        max_length=300,
        required=False,
        help_text=_("Left empty: the decision in force."),
    )
    content = TextField(label=_("What is complained of"), lines=4)
    is_complex = forms.BooleanField(label=_("The matter is complex"), required=False)


class ExtendExplanationForm(DatedStepForm):
    working_days = QuantityField(label=_("Working days (at most 5)"), least=1)
    reason = TextField(label=_("Reason"), lines=2)


class AnnounceSessionForm(DatedStepForm):
    planned_on = DateField(label=_("The session is held on"))
    place = TextField(label=_("Place"), max_length=300)


class RecordSessionForm(DatedStepForm):
    attendees = TextField(label=_("Who took part"), lines=3)
    minutes = TextField(label=_("What was explained"), lines=6)


# Steps of a complaint or a relief ----------------------------------------------------


class EndPartForm(DatedStepForm):
    reason = TextField(label=_("Reason"), lines=3)


class AcceptComplaintForm(DatedStepForm):
    is_complex = forms.BooleanField(label=_("The matter is complex"), required=False)


class ResolveComplaintForm(StepUpForm, StepForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=ComplaintOutcome.choices, widget=forms.RadioSelect
    )
    reasoning = TextField(label=_("Reasons"), lines=5)
    amendment = TextField(
        label=_("What holds instead"),
        lines=3,
        required=False,
        help_text=_("Only where the decision is amended."),
    )


class FileSecondComplaintForm(DatedStepForm):
    received_on = DateField(
        label=_("The first settlement was received on"), required=False
    )


class CourtResultForm(DatedStepForm):
    result = TextField(
        label=_("Judgment in force: number, date, what it says"), lines=4
    )


class GrantReliefForm(StepUpForm, StepForm):
    """The fields of the kind that was asked for."""

    in_hardship = forms.BooleanField(
        label=_("The organisation meets the grounds of hardship (Điều 76)"),
        required=False,
    )
    until = DateField(
        label=_("Deferred until"),
        required=False,
        help_text=_("Left empty: as long as the law allows."),
    )
    reduced_vnd = MoneyField(label=_("Amount taken off"), required=False)
    note = TextField(label=_("Note"), lines=2, required=False)
    OF_KIND = {
        ReliefKind.DEFER: ("in_hardship", "until"),
        ReliefKind.REDUCE: ("reduced_vnd",),
        ReliefKind.WAIVE: (),
        ReliefKind.INSTALMENTS: (),
    }

    def __init__(self, *args: Any, part: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = ReliefKind(part.kind)
        for name in ("in_hardship", "until", "reduced_vnd"):
            if name not in self.OF_KIND[self.kind]:
                del self.fields[name]
        if self.kind == ReliefKind.INSTALMENTS:
            for n in range(INSTALMENT_ROWS):
                self.fields[f"part{n}_amount_vnd"] = MoneyField(
                    label=_("Payment %(n)d: amount") % {"n": n + 1}, required=n < 2
                )
                self.fields[f"part{n}_due_on"] = DateField(
                    label=_("Payment %(n)d: due on") % {"n": n + 1}, required=n < 2
                )
            for field in self.fields.values():
                dress(field)

    @property
    def names(self) -> dict[str, str]:
        first = "part0_amount_vnd"
        return {"instalments": first if first in self.fields else "note"}

    def arguments(self) -> dict[str, Any]:
        values = self.cleaned_data
        parts = tuple(
            services.InstalmentTerms(
                values[f"part{n}_amount_vnd"], values[f"part{n}_due_on"]
            )
            for n in range(INSTALMENT_ROWS)
            if values.get(f"part{n}_amount_vnd") and values.get(f"part{n}_due_on")
        )
        return {
            "version": values["version"],
            "note": values["note"],
            "terms": services.ReliefTerms(
                until=values.get("until"),
                reduced_vnd=values.get("reduced_vnd") or 0,
                in_hardship=bool(values.get("in_hardship")),
                instalments=parts,
            ),
        }


class RefuseReliefForm(StepUpForm, StepForm):
    note = TextField(label=_("Reason"), lines=3)
