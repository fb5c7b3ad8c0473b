"""What is typed about a case and for its steps."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import User
from cases.models import Case
from cases.states import CaseState, Channel, Source
from facilities.models import Facility, Party
from regulations import catalogue
from regulations.kinds import ViolationGroup
from web.case_page import CHIPS
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.fields import DateField, TextField
from web.forms.lookups import LookupField

# The facet shows these first, the others on demand.
_ORDER = (
    CaseState.RECEIVED,
    CaseState.VERIFYING,
    CaseState.OPENED,
    CaseState.RECORDED,
    CaseState.EXPLAINING,
    CaseState.PENDING_DECISION,
    CaseState.DECIDED,
    CaseState.EXECUTING,
    CaseState.EXECUTED,
)
_REST = [state for state in CaseState if state not in _ORDER]
STATE_FACET = [(str(state), CHIPS[state][1]) for state in (*_ORDER, *_REST)]


def describe_facility(facility: Facility) -> str:
    ward = f", {facility.ward.name}" if facility.ward else ""
    return f"{facility.name} ({facility.code}{ward})"


def behaviours(day: date) -> choices.Options:
    """Behaviours in force on a day, by group, as a long list to choose from."""
    order = list(ViolationGroup.values)
    rows = sorted(
        catalogue.in_force_on(day), key=lambda row: (order.index(row.group), row.code)
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(
            (row.code, f"{row.code} · {row.title_vi}")
        )
    return [
        choices.NOTHING,
        *((ViolationGroup(group).label, members) for group, members in groups.items()),
    ]


class CaseFilter(PageForm):
    q = TextField(label=_("Number, title, facility"), required=False)
    state = forms.MultipleChoiceField(
        label=_("State"),
        choices=STATE_FACET,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    lead = forms.MultipleChoiceField(
        label=_("Lead agency"),
        choices=[
            (kind, label)
            for kind, label in AgencyKind.choices
            if kind != AgencyKind.EXTERNAL
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    group = forms.MultipleChoiceField(
        label=_("Conduct"),
        choices=[c for c in ViolationGroup.choices if c[0] != ViolationGroup.CRIMINAL],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ward = forms.ChoiceField(label=_("Commune"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].choices = [  # type: ignore[attr-defined]
            ("", _("All communes")),
            *choices.wards(today)[1:],
        ]


class NewCaseForm(PageForm):
    """A matter that did not come from a visit here; visits open cases themselves."""

    NAMES = {"facility": "facility", "act_on": "act_on", "parties": "facility"}

    title = TextField(label=_("What the case is about"), max_length=200)
    source = forms.ChoiceField(
        label=_("Source"),
        choices=choices.with_nothing(
            [c for c in Source.choices if c[0] != Source.INSPECTION]
        ),
    )
    source_note = TextField(
        label=_("More about the source"),
        lines=2,
        required=False,
        help_text=_("Who reported it when, number of the letter. No names of tippers."),
    )
    facility = LookupField(
        label=_("Facility"),
        key="code",
        describe=describe_facility,
        required=False,
        help_text=_("Code, name or tax code; diacritics are not needed."),
    )
    is_respondent_unknown = forms.BooleanField(
        label=_("Who did it is not known yet"), required=False
    )
    detected_on = DateField(label=_("Detected on"))
    place = TextField(label=_("Place"), max_length=300, required=False)
    ward = choices.NarrowField(label=_("Commune"), required=False)
    channel = forms.ChoiceField(
        label=_("Where it happened"), choices=Channel.choices, widget=forms.RadioSelect
    )
    is_complex = forms.BooleanField(
        label=_("Many people or a wide scope: five working days for the record"),
        required=False,
    )
    behaviour = choices.NarrowField(label=_("Conduct"), required=False)
    act_on = DateField(label=_("Day of the act"), required=False)
    description = TextField(label=_("What was seen"), lines=3, required=False)
    not_a_double = forms.BooleanField(
        label=_("I have looked: this is another matter"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(
        self, *args: Any, officer: User, now: datetime, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].rows = Facility.objects.visible_to(  # type: ignore[attr-defined]
            officer, now
        ).select_related("ward")
        self.fields["ward"].choices = choices.wards(today)  # type: ignore[attr-defined]
        self.fields["behaviour"].choices = behaviours(today)  # type: ignore[attr-defined]
        self.doubles: list[Case] = []

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("behaviour") and not typed.get("act_on"):
            self.add_error("act_on", _("Enter the day of the act."))
        return typed

    def warn_of(self, doubles: list[tuple[Case, str]]) -> None:
        """Show open cases of the same facility once, before a second one is made."""
        self.doubles = doubles
        field = self.fields["not_a_double"]
        field.widget = forms.CheckboxInput()
        self.add_error(
            "not_a_double",
            _("This facility has open cases already. Look before you make another."),
        )


class ActForm(VersionForm):
    """One more behaviour of a case."""

    behaviour = choices.NarrowField(label=_("Conduct"))
    act_on = DateField(label=_("Day of the act"))
    act_ended_on = DateField(
        label=_("Ended on"),
        required=False,
        help_text=_("Leave empty while the act goes on."),
    )
    channel = forms.ChoiceField(
        label=_("Where it happened"), choices=Channel.choices, widget=forms.RadioSelect
    )
    description = TextField(label=_("What was seen"), lines=4, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviour"].choices = behaviours(today)  # type: ignore[attr-defined]


def describe_party(party: Party) -> str:
    more = [party.get_subject_kind_display(), party.tax_code, party.address_text]
    return f"{party.name} ({', '.join(part for part in more if part)})"


class RespondentForm(VersionForm):
    party = LookupField(
        label=_("Person or organisation of the register"),
        key="id",
        describe=describe_party,
        help_text=_("Name or tax code; diacritics are not needed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].rows = Party.objects.all()  # type: ignore[attr-defined]


class DayForm(PageForm):
    """The day of which the clock sheet is asked."""

    on = DateField(label=_("Clock sheet as it stood on"))
