"""What is typed for the steps of a case; names are those the services refuse by."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from cases import services
from cases.models import Case
from cases.states import (
    DeliveryMethod,
    DismissGround,
    ExplanationEnd,
    ExplanationKind,
    ItemKind,
    MainSanction,
    NoSanctionGround,
    RefusedSignature,
)
from regulations.catalogue import Frame
from regulations.models import ViolationBehaviour
from regulations.standing import standing_of_frame
from web.forms import choices
from web.forms.base import PageForm, VersionForm, dress
from web.forms.fields import DateField, MoneyField, QuantityField, TextField, group
from web.stepup import StepUpForm

MEASURE_ROWS = 4


class StepForm(VersionForm):
    """A step of a case; `case` is there for what the fields depend on."""

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any) -> None:
        self.case, self.today = case, today
        super().__init__(*args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        """What the service takes beside the case, the officer and the moment."""
        return dict(self.cleaned_data)

    @property
    def names(self) -> dict[str, str]:
        """Names of the service that this form's fields call otherwise."""
        return {}


class DatedStepForm(StepForm):
    occurred_on = DateField(
        label=_("Legal day"),
        help_text=_("The legal day; deadlines are counted from it."),
    )


class NotedStepForm(DatedStepForm):
    note = TextField(label=_("Note"), lines=3, required=False)


class StartVerificationForm(NotedStepForm):
    pass


class ProposeDismissForm(StepForm):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=DismissGround.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Reason"), lines=4)


class MakeRecordForm(DatedStepForm):
    """Biên bản vi phạm hành chính."""

    place = TextField(label=_("Place where the record is made"), max_length=300)
    made_time = TextField(
        label=_("Time"), max_length=5, required=False, help_text=_("For example 16:40.")
    )
    late_reason = TextField(
        label=_("Reason for the delay"),
        lines=2,
        required=False,
        help_text=_("Only when the time for the record has passed."),
    )
    suspends = forms.BooleanField(
        label=_("A suspension of a licence or of activity may be applied"),
        help_text=_("It gives the respondent the right to explain (Điều 61)."),
        required=False,
    )
    respondent_statement = TextField(
        label=_("Statement of the respondent"), lines=3, required=False
    )
    witness_statement = TextField(
        label=_("Statement of a witness"), lines=2, required=False
    )
    injured_statement = TextField(
        label=_("Statement of the injured"), lines=2, required=False
    )
    preventive_measures = TextField(
        label=_("Preventive measures applied"), lines=2, required=False
    )
    respondent_signed = forms.TypedChoiceField(
        label=_("Signature of the respondent"),
        choices=[("yes", _("Has signed")), ("no", _("Refuses to sign"))],
        coerce=lambda text: text == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    refusal_reason = TextField(label=_("Why not signed"), lines=2, required=False)
    second_signer = forms.ChoiceField(
        label=_("Who signs instead"),
        choices=choices.with_nothing(RefusedSignature.choices),
        required=False,
    )
    second_signer_name = TextField(
        label=_("Name of the witness or representative"), max_length=120, required=False
    )
    second_signer_details = TextField(
        label=_("Work or address"), max_length=300, required=False
    )
    summons = TextField(
        label=_("Summons to settle the matter"),
        max_length=300,
        required=False,
        help_text=_("When and where the respondent is to come."),
    )
    delivered_on = DateField(label=_("Copy handed over on"), required=False)

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        outer = {name: values.pop(name) for name in ("version", "occurred_on")}
        return {**outer, "content": services.RecordInput(**values)}


class RequestExplanationForm(NotedStepForm):
    kind = forms.ChoiceField(
        label=_("How the respondent explains"),
        choices=ExplanationKind.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "occurred_on", "note")


class CloseExplanationForm(DatedStepForm):
    ended = forms.ChoiceField(
        label=_("How it ended"),
        choices=ExplanationEnd.choices,
        widget=forms.RadioSelect,
    )
    summary = TextField(label=_("What was explained"), lines=4, required=False)
    field_order = ("ended", "occurred_on", "summary")


class MeasuresForm(PageForm):
    """A mixin: some rows of further measures; a row without words is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = choices.with_nothing(
            c for c in ItemKind.choices if c[0] != ItemKind.FINE
        )
        for n in range(MEASURE_ROWS):
            added = {
                f"measure{n}_kind": forms.ChoiceField(
                    label=_("Kind of measure"), choices=kinds, required=False
                ),
                f"measure{n}_description": TextField(
                    label=_("What is ordered"), lines=2, required=False
                ),
                f"measure{n}_term_days": QuantityField(
                    label=_("Term in days"), required=False
                ),
                f"measure{n}_term_months": QuantityField(
                    label=_("Term in months"), required=False
                ),
            }
            for name, field in added.items():
                dress(field)
                self.fields[name] = field

    @property
    def measure_rows(self) -> list[list[Any]]:
        """Bound fields, row by row."""
        parts = ("kind", "description", "term_days", "term_months")
        return [
            [self[f"measure{n}_{part}"] for part in parts] for n in range(MEASURE_ROWS)
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for n in range(MEASURE_ROWS):
            kind, text = (
                typed.get(f"measure{n}_kind"),
                typed.get(f"measure{n}_description"),
            )
            if text and not kind:
                self.add_error(f"measure{n}_kind", _("Choose a kind of measure."))
            if kind and not text:
                self.add_error(f"measure{n}_description", _("Describe the measure."))
        return typed

    def taken_measures(self) -> tuple[services.MeasureTerms, ...]:
        """The filled rows, taken out of the cleaned values."""
        rows = []
        for n in range(MEASURE_ROWS):
            row = {
                part: self.cleaned_data.pop(f"measure{n}_{part}", None)
                for part in ("kind", "description", "term_days", "term_months")
            }
            if row["kind"]:
                rows.append(services.MeasureTerms(**row))  # type: ignore[arg-type]
        return tuple(rows)


class SubmitDecisionForm(MeasuresForm, DatedStepForm):
    """The draft: a fine for each act inside its frame, and further measures."""

    main_sanction = forms.ChoiceField(
        label=_("Main sanction"), choices=MainSanction.choices, widget=forms.RadioSelect
    )
    aggravating = TextField(
        label=_("Aggravating circumstances"), lines=2, required=False
    )
    mitigating = TextField(label=_("Mitigating circumstances"), lines=2, required=False)
    proposed_by_title = TextField(
        label=_("Proposed by (position, as on the paper)"),
        max_length=120,
        required=False,
    )
    note = TextField(label=_("Note to the signer"), lines=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fines: list[tuple[str, UUID, UUID]] = []
        for violation, respondent, frame in services.proposed_fines(self.case):
            name = f"fine_{violation.pk.hex}_{respondent.pk.hex}"
            field = MoneyField(
                label=gettext("Fine for %(act)s")
                % {"act": violation.behaviour.title_vi},
                help_text=_frame_words(frame, violation.behaviour),
                initial=frame.midpoint_vnd if frame else None,
                required=False,
            )
            field.unmarked = True  # a warning goes without, a fine does not
            dress(field)
            self.fields[name] = field
            self.fines.append((name, violation.pk, respondent.pk))
        order = ["version", "occurred_on", "main_sanction"]
        self.order_fields([*order, *(name for name, _v, _r in self.fines)])

    @property
    def names(self) -> dict[str, str]:
        only = self.fines[0][0] if len(self.fines) == 1 else "main_sanction"
        return {"fine_vnd": only, "measures": "measure0_kind"}

    @property
    def fine_fields(self) -> list[Any]:
        return [self[name] for name, _violation, _respondent in self.fines]

    def arguments(self) -> dict[str, Any]:
        measures = self.taken_measures()
        values = dict(self.cleaned_data)
        is_warning = values["main_sanction"] == MainSanction.WARNING
        acts = tuple(
            services.ActTerms(violation, 0 if is_warning else values[name], respondent)
            for name, violation, respondent in self.fines
            if is_warning or values[name] is not None
        )
        outer = {name: values[name] for name in ("version", "occurred_on")}
        inner = ("main_sanction", "aggravating", "mitigating", "proposed_by_title")
        return {
            **outer,
            "terms": services.DecisionTerms(
                acts=acts,
                measures=measures,
                note=values["note"],
                **{name: values[name] for name in inner},
            ),
        }


class SendBackForm(StepForm):
    comment = TextField(label=_("What is to be changed"), lines=4)


class SignDecisionForm(StepUpForm, StepForm):
    pass


class DecideNoSanctionForm(StepUpForm, MeasuresForm, StepForm):
    ground = forms.ChoiceField(
        label=_("Ground (Điều 65)"),
        choices=NoSanctionGround.choices,
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), lines=4)

    def arguments(self) -> dict[str, Any]:
        measures = self.taken_measures()
        return {**self.cleaned_data, "measures": measures}


class ConfirmDeliveryForm(StepForm):
    method = forms.ChoiceField(
        label=_("How it was delivered"),
        choices=DeliveryMethod.choices,
        widget=forms.RadioSelect,
    )
    sent_on = DateField(label=_("Sent on"))
    occurred_on = DateField(
        label=_("Received on"),
        help_text=_("The respondent's ten days run from this day."),
    )
    receiver = TextField(label=_("Received by"), max_length=200, required=False)
    note = TextField(label=_("Note"), lines=2, required=False)


class RecordPaymentForm(StepForm):
    occurred_on = DateField(label=_("Paid on"))
    amount_vnd = MoneyField(label=_("Amount"))
    receipt_no = TextField(label=_("Number of the receipt"), max_length=60)
    payer = TextField(label=_("Paid by"), max_length=200, required=False)


class CompleteItemForm(DatedStepForm):
    item = forms.ChoiceField(label=_("Measure"), widget=forms.RadioSelect)
    note = TextField(
        label=_("Record or receipt that proves it"), lines=2, required=True
    )
    field_order = ("item", "occurred_on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        act = self.case.decision or self.case.no_sanction_decision
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (str(item.pk), f"{item.get_kind_display()}: {item.description}")
            for item in (act.items.all() if act is not None else ())
            if item.amount_vnd is None and not item.is_done
        ]

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        item = values.pop("item")
        return {**values, "item_id": UUID(item)}


class ProposeCloseForm(StepForm):
    reason = TextField(
        label=_("Reason"),
        lines=3,
        required=False,
        help_text=_("Left empty: the file is complete."),
    )


class ConfirmAuthorityForm(StepForm):
    source = TextField(
        label=_("Source"), max_length=300, help_text=_("Article and text of the law.")
    )
    reason = TextField(label=_("Reason"), lines=3)


class AssignForm(StepForm):
    officer = forms.ModelChoiceField(
        label=_("Officer"), queryset=User.objects.none(), empty_label=_("Choose…")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            agency=self.case.lead_agency_id, is_active=True
        ).order_by("full_name")


class EditCaseForm(StepForm):
    title = TextField(label=_("What the case is about"), max_length=200)
    detected_on = DateField(label=_("Detected on"))
    place = TextField(label=_("Place"), max_length=300, required=False)
    ward = choices.NarrowField(label=_("Commune"), required=False)
    is_complex = forms.BooleanField(
        label=_("Many people or a wide scope: five working days for the record"),
        required=False,
    )
    is_respondent_unknown = forms.BooleanField(
        label=_("Who did it is not known yet"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].choices = choices.wards(self.today)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """Only what was changed: the record may hold the rest."""
        values = self.cleaned_data
        stands = {
            "title": self.case.title,
            "detected_on": self.case.detected_on,
            "place": self.case.place,
            "ward": self.case.ward_id or "",
            "is_complex": self.case.is_complex,
            "is_respondent_unknown": self.case.is_respondent_unknown,
        }
        changed = {k: values[k] for k, old in stands.items() if values[k] != old}
        return {"version": values["version"], **changed}


def _frame_words(frame: Frame | None, behaviour: ViolationBehaviour) -> str:
    """The frame, and how well it is known where that is not well enough."""
    if frame is None:
        return gettext(
            "The frame is not loaded: type the fine that the legal officer confirmed."
        )
    words = gettext("Frame %(low)s – %(high)s đ, midpoint %(mid)s đ.") % {
        "low": group(frame.min_vnd),
        "high": group(frame.max_vnd),
        "mid": group(frame.midpoint_vnd),
    }
    remark = standing_of_frame(behaviour).remark
    return f"{words} {remark}." if remark else words
