"""What is typed to hand files over, and for what the proceedings bodies decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind, Role
from agencies.models import Agency, User
from cases import competence, services
from cases.states import FigureKind, InvestigationTerm, OutcomeKind
from evidence.models import EvidenceItem
from web.forms import choices
from web.forms.case_steps import DatedStepForm, StepForm
from web.forms.fields import DateField, QuantityField, TextField
from web.stepup import StepUpForm

RETURNS = [
    kind
    for kind in OutcomeKind.choices
    if kind[0] not in {OutcomeKind.PROSECUTED, OutcomeKind.JUDGMENT}
]


class PapersField(TextField):
    """One paper a line: title; number; sheets."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            lines=5,
            label=_("Papers that go along"),
            help_text=_("One a line: title; number; sheets."),
            **kwargs,
        )

    def clean(self, value: Any) -> tuple[services.PaperLine, ...]:
        lines = []
        for text in super().clean(value).splitlines():
            if not text.strip():
                continue
            title, number, sheets = [*(p.strip() for p in text.split(";")), "", ""][:3]
            if sheets and not (sheets.isascii() and sheets.isdigit()):
                raise ValidationError(
                    gettext("The sheets of “%(title)s” are a number.")
                    % {"title": title}
                )
            lines.append(
                services.PaperLine(title, number, int(sheets) if sheets else None)
            )
        return tuple(lines)


class GoodsField(forms.ModelMultipleChoiceField):
    """Goods of the case, ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=EvidenceItem.objects.none(), **kwargs)

    def label_from_instance(self, item: Any) -> str:
        return " · ".join(
            part
            for part in (
                item.description,
                item.title,
                f"{item.quantity.normalize():f} {item.get_unit_display()}",
            )
            if part
        )


def _goods(case: Any) -> Any:
    return EvidenceItem.objects.filter(seized_items__seizure__case=case).distinct()


def taken_content(values: dict[str, Any]) -> services.HandOver:
    """The hand-over, taken out of the cleaned values."""
    return services.HandOver(
        reason=values.pop("reason"),
        papers=values.pop("papers"),
        item_ids=tuple(item.pk for item in values.pop("items", ())),
        document_no=values.pop("document_no", ""),
        answer_due_on=values.pop("answer_due_on", None),
    )


class OutsideForm(DatedStepForm):
    """To a body that does not use the system, with its receipt."""

    to_agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), required=False
    )
    to_body = TextField(
        label=_("Or another body, by name"), max_length=200, required=False
    )
    reason = TextField(label=_("Reason"), lines=3)
    document_no = TextField(
        label=_("Number of the letter"), max_length=60, required=False
    )
    papers = PapersField(required=False)
    receipt_no = TextField(label=_("Number of its receipt"), max_length=60)
    received_on = DateField(label=_("Received there on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].queryset = self.agencies()  # type: ignore[attr-defined]

    def agencies(self) -> Any:
        return Agency.objects.filter(kind=AgencyKind.EXTERNAL).order_by("name")

    def receipt(self, values: dict[str, Any]) -> services.Receipt | None:
        number, on = values.pop("receipt_no"), values.pop("received_on")
        return services.Receipt(number, on or self.today) if number else None

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        content, receipt = taken_content(values), self.receipt(values)
        return {**values, "content": content, "receipt": receipt}


class ForwardForm(OutsideForm):
    pass


class ForwardToCompetentForm(OutsideForm):
    """The authorities whose head may decide come first."""

    receipt_no = TextField(
        label=_("Number of its receipt"),
        max_length=60,
        required=False,
        help_text=_("Only for a body that does not use the system."),
    )
    received_on = DateField(label=_("Received there on"), required=False)

    def agencies(self) -> Any:
        proposed = competence.proposed(self.case, on=self.today)
        codes = [candidate.agency.pk for candidate in proposed]
        return Agency.objects.filter(pk__in=codes).order_by("name")


class WithReasonForm(DatedStepForm):
    reason = TextField(label=_("Reason"), lines=4)


class RecordFigureForm(StepForm):
    kind = forms.ChoiceField(
        label=_("What the figure says"),
        choices=FigureKind.choices,
        widget=forms.RadioSelect,
    )
    amount = QuantityField(
        label=_("Figure"), help_text=_("Whole đồng, or copies of the publication.")
    )
    title = TextField(
        label=_("Publication"),
        max_length=300,
        required=False,
        help_text=_("Only for copies of a banned publication."),
    )
    basis = TextField(
        label=_("How the figure is known"),
        max_length=300,
        help_text=_("A valuation, an invoice, a statement, a count."),
    )

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        version = values.pop("version")
        return {"version": version, "content": services.FigureInput(**values)}


class RecordSignForm(DatedStepForm):
    indicator = forms.ChoiceField(label=_("Indicator"), choices=[], required=False)
    explanation = TextField(label=_("What shows the sign of a crime"), lines=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        raised = services.indicators(self.case, self.today)
        field = self.fields["indicator"]
        field.choices = choices.with_nothing(  # type: ignore[attr-defined]
            dict.fromkeys((row.code, f"{row.code}: {row.basis}") for row in raised)
        )


class TransferCriminalForm(StepUpForm, StepForm):
    to_agency = forms.ModelChoiceField(
        label=_("Investigating body"), queryset=Agency.objects.none()
    )
    receiver = forms.ModelChoiceField(
        label=_("Receiving officer"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Needed for a restricted case."),
    )
    reason = TextField(label=_("Reason"), lines=4)
    papers = PapersField()
    items = GoodsField(label=_("Goods that go along"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = _goods(self.case)  # type: ignore[attr-defined]
        police = Agency.objects.filter(kind=AgencyKind.CONG_AN, parent__isnull=False)
        self.fields["to_agency"].queryset = police.order_by("name")  # type: ignore[attr-defined]
        self.fields["receiver"].queryset = (  # type: ignore[attr-defined]
            User.objects.with_standing()
            .filter(
                agency__in=police,
                is_active=True,
                role_grants__role=Role.POLICE_COORDINATOR,
            )
            .distinct()
            .order_by("full_name")
        )

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        return {"content": taken_content(values), **values}


class ExtendInvestigationForm(DatedStepForm):
    term = forms.ChoiceField(
        label=_("Longer term"),
        choices=InvestigationTerm.choices,
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), lines=3)
    number = TextField(label=_("Number of the decision"), max_length=60, required=False)


class CourtDecisionForm(DatedStepForm):
    number = TextField(label=_("Number of the decision"), max_length=60)
    issued_by = TextField(label=_("Issued by"), max_length=200, required=False)
    note = TextField(label=_("Note"), lines=3, required=False)


class ReceiveReturnedFileForm(DatedStepForm):
    kind = forms.ChoiceField(
        label=_("Why the file came back"), choices=RETURNS, widget=forms.RadioSelect
    )
    number = TextField(label=_("Number of the decision"), max_length=60, required=False)
    issued_by = TextField(label=_("Issued by"), max_length=200, required=False)
    issued_on = DateField(label=_("Day of the decision"), required=False)
    effective_on = DateField(label=_("In force since"), required=False)
    note = TextField(label=_("Note"), lines=3, required=False)
    handed_by = TextField(label=_("Who brought it"), max_length=200, required=False)
    papers = PapersField(required=False)
    item_ids = GoodsField(label=_("Goods that came back"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_ids"].queryset = _goods(self.case)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        outer = {name: values.pop(name) for name in ("version", "occurred_on")}
        values["item_ids"] = tuple(item.pk for item in values["item_ids"])
        return {**outer, "content": services.ReturnedFile(**values)}

    @property
    def names(self) -> dict[str, str]:
        return {"items": "item_ids"}
