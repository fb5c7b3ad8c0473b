"""What is typed for acts on goods; names are those the services refuse by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from cases import services
from cases.models import ExpertAssessmentRequest, Seizure, Valuation
from cases.services.seizing import EXTENSIONS, free_goods
from cases.states import SeizureGround
from evidence import custody
from evidence.kinds import CustodyLineKind, GoodsUnit, ItemKind
from evidence.models import EvidenceItem
from evidence.services import GoodsInput, LineInput
from web.forms import choices
from web.forms.base import dress
from web.forms.case_steps import DatedStepForm, StepForm
from web.forms.fields import AmountField, DateField, MoneyField, TextField, group
from web.stepup import StepUpForm

GOODS_ROWS = 4
GOODS_FIELDS = (
    "kind",
    "description",
    "title",
    "quantity",
    "unit",
    "condition",
    "seal_no",
    "note",
)
EXTENSION_LABELS = {
    "D-SEIZE-10WD": _("10 working days: the file goes to another competent person"),
    "D-SEIZE-1M": _("1 month: explanation, verification or expert"),
    "D-SEIZE-2M": _("2 months: exceptionally complex, approved in writing"),
}


def goods_fields(*, required: bool) -> dict[str, forms.Field]:
    """The fields of one line of the list of goods."""
    return {
        "kind": forms.ChoiceField(
            label=_("Goods or means"),
            choices=choices.with_nothing(ItemKind.choices),
            required=required,
        ),
        "description": TextField(
            label=_("Name and description"), max_length=300, required=required
        ),
        "title": TextField(
            label=_("Title of the publication"), max_length=300, required=False
        ),
        "quantity": AmountField(label=_("Quantity"), required=required),
        "unit": forms.ChoiceField(
            label=_("Unit"),
            choices=choices.with_nothing(GoodsUnit.choices),
            required=required,
        ),
        "condition": TextField(label=_("Condition"), max_length=300, required=False),
        "seal_no": TextField(label=_("Seal number"), max_length=80, required=False),
        "note": TextField(
            label=_("Note, or why there is no seal"), max_length=500, required=False
        ),
    }


class DraftSeizureForm(DatedStepForm):
    """The minutes of a seizure with its list of goods."""

    ground = forms.ChoiceField(
        label=_("Ground"), choices=SeizureGround.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Reason"), lines=2)
    minutes_no = TextField(label=_("Number of the minutes"), max_length=60)
    from_party = TextField(label=_("Handed over by"), max_length=200)
    keeper = TextField(label=_("Kept by"), max_length=200)
    place = TextField(label=_("Place of custody"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [(str(item.pk), str(item)) for item in free_goods(self.case)]
        if free:
            self.fields["again"] = forms.MultipleChoiceField(
                label=_("Goods that came back, held once more"),
                choices=free,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        for n in range(GOODS_ROWS):
            for name, field in goods_fields(required=False).items():
                dress(field)
                self.fields[f"goods{n}_{name}"] = field

    @property
    def goods_rows(self) -> list[list[Any]]:
        """Bound fields, row by row."""
        return [
            [self[f"goods{n}_{name}"] for name in GOODS_FIELDS]
            for n in range(GOODS_ROWS)
        ]

    @property
    def head_fields(self) -> list[Any]:
        return [field for field in self if not field.name.startswith("goods")]

    @property
    def names(self) -> dict[str, str]:
        return {name: f"goods0_{name}" for name in ("kind", *GOODS_FIELDS, "unit")}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for n in range(GOODS_ROWS):
            if not typed.get(f"goods{n}_description"):
                continue
            for name in ("kind", "quantity", "unit"):
                if not typed.get(f"goods{n}_{name}"):
                    self.add_error(f"goods{n}_{name}", _("This field is required."))
        listed = any(typed.get(f"goods{n}_description") for n in range(GOODS_ROWS))
        if not listed and not typed.get("again"):
            self.add_error("goods0_description", _("Describe the goods."))
        return typed

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        rows = [
            {name: values.pop(f"goods{n}_{name}") for name in GOODS_FIELDS}
            for n in range(GOODS_ROWS)
        ]
        outer = {name: values.pop(name) for name in ("version", "occurred_on")}
        goods = tuple(GoodsInput(**row) for row in rows if row["description"])
        again = tuple(UUID(item) for item in values.pop("again", ()))
        content = services.SeizureInput(goods=goods, again=again, **values)
        return {**outer, "content": content}


class PartForm(StepForm):
    """An act on a part of the case; `part` is what the services take it for."""

    def __init__(self, *args: Any, part: Any, **kwargs: Any) -> None:
        self.part = part
        super().__init__(*args, **kwargs)


class AddGoodsForm(PartForm):
    from_party = TextField(label=_("Handed over by"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in goods_fields(required=True).items():
            dress(field)
            self.fields[name] = field

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        goods = GoodsInput(**{name: values.pop(name) for name in GOODS_FIELDS})
        return {**values, "goods": goods, "case": self.case}


class SignForm(StepUpForm, PartForm):
    """A signature on a seizure; it bears the day on which it is made."""


class ExtendForm(SignForm):
    limit_rule = forms.ChoiceField(
        label=_("Limit, counted from the actual seizure"),
        choices=[(code, EXTENSION_LABELS[code]) for code in EXTENSIONS],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), lines=3)
    field_order = ("limit_rule", "reason", "password")


class SomeGoodsForm(SignForm):
    """An act on all goods of a seizure, or on those ticked."""

    reason = TextField(label=_("Reason"), lines=2, max_length=500)
    items = forms.MultipleChoiceField(
        label=_("Goods"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nothing ticked: all that is held."),
    )
    field_order = ("reason", "items", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = EvidenceItem.objects.filter(seized_items__seizure=self.part)
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (str(item.pk), str(item)) for item in rows
        ]

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        items = tuple(UUID(item) for item in values.pop("items"))
        return {**values, "items": items}


class GiveAwayForm(SomeGoodsForm):
    to_party = TextField(label=_("Received by"), max_length=200)
    receipt_no = TextField(
        label=_("Receipt or record of the other side"),
        max_length=80,
        required=False,
        help_text=_("Left empty, the receipt stays missing until it is entered."),
    )
    field_order = ("to_party", "receipt_no", "reason", "items", "password")


class HandOverForm(DatedStepForm, PartForm):
    to_party = TextField(label=_("Investigating body"), max_length=200)
    receipt_no = TextField(label=_("Its receipt"), max_length=80)
    reason = TextField(label=_("Note"), lines=2, required=False, max_length=500)


class UnclaimedForm(SignForm):
    first_notice_on = DateField(label=_("First public notice"))
    second_notice_on = DateField(label=_("Second public notice"))
    reason = TextField(label=_("Reason"), lines=2)
    field_order = ("first_notice_on", "second_notice_on", "reason", "password")


class CustodyLineForm(DatedStepForm, PartForm):
    """A line of the custody book; the lines that wait are offered for an answer."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=choices.with_nothing(
            (kind.value, kind.label)
            for kind in CustodyLineKind
            if kind
            in {
                CustodyLineKind.COUNTED,
                CustodyLineKind.SEALED,
                CustodyLineKind.UNSEALED,
                CustodyLineKind.MOVED,
                CustodyLineKind.RECEIPT,
                CustodyLineKind.HANDED_OVER,
                CustodyLineKind.TAKEN_BACK,
            }
        ),
    )
    from_party = TextField(label=_("Handed over by"), max_length=200)
    to_party = TextField(label=_("Received by"), max_length=200)
    quantity = AmountField(
        label=_("Quantity"),
        required=False,
        help_text=_("Left empty: all that is held."),
    )
    place = TextField(label=_("Place of custody"), max_length=300, required=False)
    seal_no = TextField(label=_("Seal number"), max_length=80, required=False)
    receipt_no = TextField(
        label=_("Number of the receipt"), max_length=80, required=False
    )
    confirms = forms.ChoiceField(
        label=_("Answers the line"),
        required=False,
        help_text=_("The line whose receipt this is, or the count that it settles."),
    )
    note = TextField(label=_("Note or reason"), lines=2, max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book = list(self.part.custody_lines.order_by("sequence"))
        waiting = {line.id for line in custody.unsettled(book)}
        self.fields["confirms"].choices = choices.with_nothing(  # type: ignore[attr-defined]
            (str(line.pk), f"{line.sequence}. {line.get_kind_display()}")
            for line in book
            if line.pk in waiting
        )

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        outer = {name: values.pop(name) for name in ("version", "occurred_on")}
        confirms = values.pop("confirms")
        line = LineInput(**values, confirms=UUID(confirms) if confirms else None)
        return {**outer, "line": line, "case": self.case, "item": self.part.pk}


class RequestExpertForm(StepForm):
    body = TextField(label=_("Expert body"), max_length=200)
    questions = TextField(label=_("Questions"), lines=4)
    items = forms.MultipleChoiceField(
        label=_("Goods"), widget=forms.CheckboxSelectMultiple, required=False
    )
    samples = TextField(label=_("Samples"), lines=2, required=False)
    sample_seal = TextField(
        label=_("Seal of the samples"), max_length=80, required=False
    )
    due_on = DateField(label=_("Answer asked for by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (str(item.pk), str(item)) for item in _goods(self.case)
        ]

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        version = values.pop("version")
        items = tuple(UUID(item) for item in values.pop("items"))
        content = services.ExpertInput(items=items, **values)
        return {"version": version, "content": content}


class SendForm(DatedStepForm, PartForm):
    pass


class AnswerForm(DatedStepForm, PartForm):
    conclusion = TextField(label=_("Conclusion"), lines=4)
    answer_signer = TextField(label=_("Signed by"), max_length=120)
    answer_number = TextField(label=_("Number"), max_length=60, required=False)
    answered_on = DateField(label=_("Day of the conclusion"))


class ReasonForm(DatedStepForm, PartForm):
    reason = TextField(label=_("Reason"), lines=3)


class StartValuationForm(DatedStepForm):
    chair = forms.ModelChoiceField(
        label=_("Chair: the competent person or the delegate"),
        queryset=User.objects.none(),
        empty_label=_("Choose…"),
    )
    finance_name = TextField(label=_("Member of the finance body"), max_length=120)
    finance_title = TextField(label=_("Position and body"), max_length=200)
    others = TextField(
        label=_("Further members"),
        lines=3,
        required=False,
        help_text=_("One a line: name, position."),
    )
    basis = TextField(label=_("What the value goes by"), lines=2)
    held_on = DateField(
        label=_("Goods held for the valuation alone since"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_case = {self.case.lead_agency_id, self.case.competent_authority_id}
        self.fields["chair"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            agency__in=of_case, is_active=True
        ).order_by("full_name")

    @property
    def names(self) -> dict[str, str]:
        return {"members": "finance_name"}

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        members = [
            services.CouncilMember(
                values.pop("finance_name"),
                values.pop("finance_title"),
                is_of_finance=True,
            )
        ]
        for line in values.pop("others").splitlines():
            name, _comma, title = line.partition(",")
            if name.strip():
                members.append(services.CouncilMember(name.strip(), title.strip()))
        return {**values, "members": members}


class RecordValuationForm(DatedStepForm, PartForm):
    """A value for each item of the case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values: dict[str, UUID] = {}
        for item in _goods(self.case):
            name = f"value_{item.pk.hex}"
            field = MoneyField(
                label=f"{item}: {group(int(item.quantity))} {item.get_unit_display()}",
                required=False,
            )
            dress(field)
            self.fields[name] = field
            self.values[name] = item.pk

    @property
    def names(self) -> dict[str, str]:
        return {"values": next(iter(self.values), "occurred_on")}

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        typed = {pk: values.pop(name) for name, pk in self.values.items()}
        known = {pk: value for pk, value in typed.items() if value is not None}
        return {**values, "values": known}


PARTS: dict[str, tuple[type[Any], str]] = {
    "seizures": (Seizure, "seizure"),
    "experts": (ExpertAssessmentRequest, "request"),
    "valuations": (Valuation, "valuation"),
}


def _goods(case: Any) -> list[EvidenceItem]:
    return list(
        EvidenceItem.objects.filter(seized_items__seizure__case=case).distinct()
    )
