"""What is typed at the law desk: one form for each table of the law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import SubjectKind
from facilities.states import FacilityKind
from regulations import desk
from regulations.kinds import (
    Confidence,
    FrameSubject,
    LateInterestFrom,
    ProposalKind,
    ProposalState,
    Reach,
    Unit,
    ViolationGroup,
)
from regulations.law_tables import LABELS, TABLES, Table, Values, is_empty
from regulations.legal_settings import OFF, ON
from regulations.models import DatedRow
from web.forms.base import PageForm
from web.forms.fields import DateField, MoneyField, QuantityField, TextField
from web.stepup import StepUpForm


class LawFilter(PageForm):
    q = TextField(label=_("Words, article or code"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *((t.kind, t.kind.label) for t in TABLES)],
        required=False,
    )
    shown = forms.ChoiceField(
        label=_("Confidence"), choices=desk.Shown.choices, required=False
    )
    used = forms.ChoiceField(
        label=_("Use"),
        choices=[("", _("Used or not")), *desk.Used.choices],
        required=False,
    )


class ProposalFilter(PageForm):
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *ProposalState.choices],
        required=False,
    )


class LinesField(TextField):
    """Texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lines=3, required=False, help_text=_("One a line."), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]


class ChangeForm(PageForm):
    """A row of the law as it shall be; `figures` name the fields of its table."""

    figures: tuple[str, ...] = ()
    reach = forms.ChoiceField(label=_("Since when it counts"), widget=forms.RadioSelect)
    valid_from = DateField(
        label=_("First day"),
        required=False,
        help_text=_(
            "Of a new row: a day after today. Otherwise the row keeps its own."
        ),
    )
    valid_to = DateField(label=_("Last day"), required=False)
    citation = TextField(
        label=_("Citation"),
        lines=2,
        help_text=_("Act, article and clause from which the figure is taken."),
    )
    confidence = forms.ChoiceField(
        label=_("Confidence"), choices=Confidence.choices, widget=forms.RadioSelect
    )
    confidence_note = TextField(
        label=_("Note on the confidence"), lines=2, required=False
    )
    reason = TextField(label=_("Reason of the proposal"), lines=2)

    def __init__(self, *args: Any, table: Table, row: DatedRow, **kwargs: Any) -> None:
        self.table, self.row = table, row
        super().__init__(*args, initial=_initial(table, row), **kwargs)
        reaches = [Reach.FROM_DAY, Reach.KEEPS]
        if is_empty(row):
            reaches.insert(0, Reach.COMPLETES)
        reach: Any = self.fields["reach"]
        reach.choices = [(one.value, one.label) for one in reaches]
        self.initial["reach"] = reaches[0]
        self.order_fields(("reach", "valid_from", "valid_to", *self.figures))

    def values(self) -> Values:
        """Plain columns for the proposal."""
        data = self.cleaned_data
        start = data["valid_from"]
        if data["reach"] != Reach.FROM_DAY:
            start = self.row.valid_from
        columns = {name: self.plain(name) for name in self.figures}
        return columns | {
            "valid_from": start.isoformat() if start else None,
            "valid_to": data["valid_to"].isoformat() if data["valid_to"] else None,
            self.table.citation: data["citation"],
            "confidence": data["confidence"],
            "confidence_note": data["confidence_note"],
        }

    def plain(self, name: str) -> Any:
        return self.cleaned_data[name]


class FrameFields(forms.Form):
    title_vi = TextField(label=LABELS["title_vi"], lines=3)
    title_en = TextField(label=LABELS["title_en"], lines=2)
    frame_subject = forms.ChoiceField(
        label=LABELS["frame_subject"],
        choices=FrameSubject.choices,
        widget=forms.RadioSelect,
        help_text=_("The other frame is computed with factor 2 where it stays empty."),
    )
    fine_min_organisation_vnd = MoneyField(
        label=LABELS["fine_min_organisation_vnd"], required=False
    )
    fine_max_organisation_vnd = MoneyField(
        label=LABELS["fine_max_organisation_vnd"], required=False
    )
    fine_min_individual_vnd = MoneyField(
        label=LABELS["fine_min_individual_vnd"], required=False
    )
    fine_max_individual_vnd = MoneyField(
        label=LABELS["fine_max_individual_vnd"], required=False
    )
    additional_sanctions = LinesField(label=LABELS["additional_sanctions"])
    remedial_measures = LinesField(label=LABELS["remedial_measures"])


class FrameForm(FrameFields, ChangeForm):
    figures = tuple(FrameFields.base_fields)


class NewBehaviourForm(FrameFields, PageForm):
    """A behaviour that the catalogue does not have, since its decree."""

    code = TextField(
        label=LABELS["code"], max_length=30, help_text=_("Such as PRT-27-1A.")
    )
    group = forms.ChoiceField(label=LABELS["group"], choices=ViolationGroup.choices)
    valid_from = DateField(label=_("First day"))
    valid_to = DateField(label=_("Last day"), required=False)
    citation = TextField(label=_("Citation"), lines=2)
    confidence = forms.ChoiceField(
        label=_("Confidence"), choices=Confidence.choices, widget=forms.RadioSelect
    )
    confidence_note = TextField(
        label=_("Note on the confidence"), lines=2, required=False
    )
    reason = TextField(label=_("Reason of the proposal"), lines=2)
    field_order = ("code", "group", "valid_from", "valid_to")

    def values(self) -> Values:
        data = self.cleaned_data
        columns = {name: data[name] for name in FrameFields.base_fields}
        return columns | {
            "group": data["group"],
            "valid_from": data["valid_from"].isoformat(),
            "valid_to": data["valid_to"].isoformat() if data["valid_to"] else None,
            "legal_basis": data["citation"],
            "confidence": data["confidence"],
            "confidence_note": data["confidence_note"],
        }


class LimitForm(ChangeForm):
    figures = ("length", "unit")
    length = TextField(
        label=LABELS["length"],
        max_length=12,
        required=False,
        help_text=_("Counted in its unit; negative: before the event."),
    )
    unit = forms.ChoiceField(label=LABELS["unit"], choices=Unit.choices)

    def plain(self, name: str) -> Any:
        value = super().plain(name)
        return (value.replace(",", ".") or None) if name == "length" else value


class CeilingForm(ChangeForm):
    figures = ("percent", "decree", "additional_sanctions")
    percent = QuantityField(label=LABELS["percent"], least=1, required=False)
    decree = TextField(label=LABELS["decree"], max_length=120)
    additional_sanctions = LinesField(label=LABELS["additional_sanctions"])


class MaximumForm(ChangeForm):
    figures = ("individual_vnd", "organisation_vnd", "decree")
    individual_vnd = MoneyField(label=LABELS["individual_vnd"])
    organisation_vnd = MoneyField(label=LABELS["organisation_vnd"])
    decree = TextField(label=LABELS["decree"], max_length=120)


class IndicatorForm(ChangeForm):
    figures = ("threshold", "is_exclusive", "subject_kind", "behaviours")
    threshold = QuantityField(
        label=LABELS["threshold"],
        least=1,
        required=False,
        help_text=_("Copies of one publication, or whole dong."),
    )
    is_exclusive = forms.BooleanField(label=LABELS["is_exclusive"], required=False)
    subject_kind = forms.ChoiceField(
        label=LABELS["subject_kind"],
        choices=[("", _("Any subject")), *SubjectKind.choices],
        required=False,
    )
    behaviours = LinesField(label=LABELS["behaviours"])


class DutyForm(ChangeForm):
    figures = ("text_vi", "text_en", "facility_kinds", "is_yearly")
    text_vi = TextField(label=LABELS["text_vi"], max_length=400, lines=3)
    text_en = TextField(label=LABELS["text_en"], max_length=400, lines=3)
    facility_kinds = forms.MultipleChoiceField(
        label=LABELS["facility_kinds"],
        choices=FacilityKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    is_yearly = forms.BooleanField(
        label=LABELS["is_yearly"],
        required=False,
        help_text=_("What a facility was given already keeps its wording and day."),
    )


class SettingForm(ChangeForm):
    figures = ("value",)
    value = TextField(label=LABELS["value"], max_length=60)

    def __init__(self, *args: Any, table: Table, row: DatedRow, **kwargs: Any) -> None:
        super().__init__(*args, table=table, row=row, **kwargs)
        known = _known_values(self.initial["value"])
        if known:
            self.fields["value"] = forms.ChoiceField(
                label=LABELS["value"], choices=known, widget=forms.RadioSelect
            )
            self.order_fields(("reach", "valid_from", "valid_to", "value"))


def _known_values(value: str) -> Any:
    """The choices of a setting by the value it has; () where any text may stand."""
    if value in {ON, OFF}:
        return ((ON, _("Yes")), (OFF, _("No")))
    return LateInterestFrom.choices if value in LateInterestFrom.values else ()


FORMS: dict[str, type[ChangeForm]] = {
    ProposalKind.BEHAVIOUR: FrameForm,
    ProposalKind.CEILING: CeilingForm,
    ProposalKind.DEADLINE_RULE: LimitForm,
    ProposalKind.FIELD_MAXIMUM: MaximumForm,
    ProposalKind.SETTING: SettingForm,
    ProposalKind.INDICATOR: IndicatorForm,
    ProposalKind.OBLIGATION: DutyForm,
}


class ApproveForm(StepUpForm, PageForm):
    reason = TextField(label=_("Remark"), lines=2, required=False)


class RefuseForm(PageForm):
    reason = TextField(label=_("Reason"), lines=3)


class WithdrawForm(PageForm):
    reason = TextField(label=_("Reason"), lines=2, required=False)


class ImportForm(PageForm):
    file = forms.FileField(
        label=_("File of the law"),
        help_text=_("As another installation gave it out (.json), up to 5 MB."),
    )
    begins_on = DateField(
        label=_("Rows that have begun elsewhere begin here on"),
        required=False,
        help_text=_("A day after today; a file without such rows needs none."),
    )
    reason = TextField(label=_("Reason of the proposal"), lines=2)


def _initial(table: Table, row: DatedRow) -> dict[str, Any]:
    plain = table.plain(row)
    return {
        **plain,
        "valid_from": None,
        "valid_to": row.valid_to,
        "citation": plain[table.citation],
    }
