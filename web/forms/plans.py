"""What is typed for year plans."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from facilities.models import Facility
from inspections import services
from inspections.models import PlanItem
from inspections.states import ContentTag, ItemState, Mode, PlanKind, PlanState
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.cases import describe_facility
from web.forms.fields import DateField, TextField, YearField
from web.forms.lookups import LookupField
from web.forms.visits import acting_officers, officer_choices
from web.stepup import StepUpForm

MONTHS = [(n, str(n)) for n in range(1, 13)]


class MonthField(forms.TypedChoiceField):
    kind = "short"

    def __init__(self, **kwargs: Any) -> None:
        empty = [] if kwargs.get("required", True) else [("", "–")]
        super().__init__(choices=[*empty, *MONTHS], coerce=int, **kwargs)


ADJUSTABLE = (ItemState.PLANNED, ItemState.POSTPONED)


class PlanHeadForm(PageForm):
    title = TextField(label=_("Title"), max_length=300)
    legal_bases = TextField(
        label=_("Legal bases"),
        lines=5,
        required=False,
        help_text=_("One a line, as the paper lists them after “Căn cứ”."),
    )

    def bases(self) -> list[str]:
        lines = self.cleaned_data["legal_bases"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class NewPlanForm(PlanHeadForm):
    year = YearField(label=_("Year"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=PlanKind.choices, widget=forms.RadioSelect
    )
    field_order = ("year", "kind", "title", "legal_bases")


class EditPlanForm(PlanHeadForm, VersionForm):
    pass


class PlanStepForm(VersionForm):
    occurred_on = DateField(label=_("Legal day"))


class VersionOnlyForm(VersionForm):
    """A step that asks for nothing."""


class ReasonForm(VersionForm):
    reason = TextField(label=_("Reason"), lines=3)


class ApprovePlanForm(StepUpForm, PlanStepForm):
    pass


class ItemFields(PageForm):
    first_month = MonthField(label=_("From month"))
    last_month = MonthField(label=_("To month"), initial=3)
    content = forms.MultipleChoiceField(
        label=_("What is looked at"),
        choices=ContentTag.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        label=_("How"), choices=Mode.choices, widget=forms.RadioSelect
    )
    scope = TextField(label=_("Scope in words"), lines=2, required=False)
    lead_agency = choices.NarrowField(
        label=_("Who leads the visit"),
        required=False,
        help_text=_("Left empty, the plan's own agency."),
    )
    planned_on = DateField(
        label=_("Day thought of"),
        required=False,
        help_text=_("Within the months; the visit names its day anew."),
    )
    team_lead = choices.NarrowField(label=_("Team lead"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officers = {str(officer.pk): officer for officer in acting_officers()}
        self.fields["team_lead"].choices = [  # type: ignore[attr-defined]
            choices.NOTHING,
            *officer_choices(self.officers.values()),
        ]
        rows = Agency.objects.exclude(kind=AgencyKind.EXTERNAL).order_by("short_name")
        self.fields["lead_agency"].choices = choices.agencies(rows)  # type: ignore[attr-defined]

    def item_of(self, facility: Facility, **more: Any) -> services.PlanItemInput:
        values = self.cleaned_data
        code = values["lead_agency"]
        return services.PlanItemInput(
            facility=facility,
            first_month=values["first_month"],
            last_month=values["last_month"],
            content=tuple(values["content"]),
            mode=values["mode"],
            scope=values["scope"],
            lead_agency=Agency.objects.get(pk=code) if code else None,
            planned_on=values["planned_on"],
            team_lead=self.officers.get(values["team_lead"]),
            **more,
        )


class NewItemForm(ItemFields, VersionForm):
    facility = LookupField(
        label=_("Facility"),
        key="code",
        describe=describe_facility,
        help_text=_("Code, name or tax code; diacritics are not needed."),
    )
    exception_reason = TextField(
        label=_("Exception to “once a year”, with its reason"),
        lines=2,
        required=False,
        help_text=_(
            "Only with clear signs of a violation; who approves the plan sees it."
        ),
    )
    field_order = ("version", "facility")

    def __init__(self, *args: Any, officer: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].rows = Facility.objects.visible_to(  # type: ignore[attr-defined]
            officer, now
        ).select_related("ward")


class EditItemForm(ItemFields, VersionForm):
    pass


class AdjustForm(VersionForm):
    """An adjustment of a published plan: one change to one or several facilities."""

    ACTS = (
        ("drop", _("Take out")),
        ("postpone", _("Postpone")),
        ("resume", _("Take up again")),
        ("move", _("Move to other months")),
    )

    act = forms.ChoiceField(
        label=_("What is done"), choices=ACTS, widget=forms.RadioSelect
    )
    items = forms.ModelMultipleChoiceField(
        label=_("Facilities"),
        queryset=PlanItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    first_month = MonthField(label=_("From month"), required=False)
    last_month = MonthField(label=_("To month"), required=False)
    reason = TextField(label=_("Reason"), lines=3)
    legal_basis = TextField(label=_("Legal basis"), lines=2)
    occurred_on = DateField(label=_("Legal day"))

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["items"]
        field.queryset = rows
        field.label_from_instance = lambda item: (
            f"{item.facility.name} ({item.window}, {item.get_state_display()})"
        )

    def changes(self) -> dict[str, Any]:
        values = self.cleaned_data
        items = list(values["items"])
        if values["act"] != "move":
            return {values["act"]: items}
        return {
            "move": [
                services.ItemMove(
                    item=item,
                    first_month=values["first_month"] or item.first_month,
                    last_month=values["last_month"] or item.last_month,
                )
                for item in items
            ]
        }


class AddByAdjustmentForm(NewItemForm):
    reason = TextField(label=_("Reason"), lines=3)
    legal_basis = TextField(label=_("Legal basis"), lines=2)
    occurred_on = DateField(label=_("Legal day"))


class PlanFilter(PageForm):
    year = YearField(label=_("Year"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), *PlanState.choices],
        required=False,
    )
