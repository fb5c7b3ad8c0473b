"""What is typed of tip-offs: what was reported, and what comes of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases.services import ActInput
from cases.states import Channel
from facilities.models import Facility
from inspections.models import TipOff
from inspections.services import TipOffInput
from inspections.states import TRIAGE_RESULTS, TipOffChannel, TipOffState
from web.forms import choices
from web.forms.base import PageForm
from web.forms.cases import behaviours, describe_facility
from web.forms.fields import FILES_HELP, DateField, FilesField, TextField
from web.forms.lookups import LookupField

MOST_URLS = 50


def addressees() -> choices.Options:
    """Agencies with users: those that take tip-offs in and triage them."""
    rows = Agency.objects.exclude(kind=AgencyKind.EXTERNAL).exclude(
        ward__isnull=False, officers__isnull=True
    )
    return choices.agencies(rows.distinct().order_by("short_name"))


class TipOffFilter(PageForm):
    q = TextField(label=_("Number or words"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *TipOffState.choices],
        required=False,
    )


class NewTipOffForm(PageForm):
    """A tip-off; who reported is typed apart and never shown again on this page."""

    text = TextField(
        label=_("What was reported"),
        lines=5,
        help_text=_(
            "As it was said: what, where, since when. No name of who reported."
        ),
    )
    channel = forms.ChoiceField(
        label=_("How it came in"),
        choices=TipOffChannel.choices,
        widget=forms.RadioSelect,
    )
    occurred_on = DateField(label=_("Received on"))
    facility = LookupField(
        label=_("Facility"),
        key="code",
        describe=describe_facility,
        required=False,
        help_text=_("Code, name or tax code; diacritics are not needed."),
    )
    place = TextField(label=_("Place"), max_length=300, required=False)
    ward = choices.NarrowField(label=_("Commune"), required=False)
    is_online = forms.BooleanField(label=_("It happens on the network"), required=False)
    urls = TextField(
        label=_("Web addresses"),
        lines=2,
        required=False,
        help_text=_("One a line: shop, page, post."),
    )
    files = FilesField(
        label=_("Photos, documents"), required=False, help_text=FILES_HELP
    )
    informant_name = TextField(label=_("Name"), max_length=200, required=False)
    informant_contact = TextField(
        label=_("Telephone or address"), max_length=200, required=False
    )
    to_agency = choices.NarrowField(label=_("To the agency"), required=False)

    def __init__(
        self, *args: Any, officer: User, now: datetime, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].rows = Facility.objects.visible_to(  # type: ignore[attr-defined]
            officer, now
        ).select_related("ward")
        self.fields["ward"].choices = choices.wards(today)  # type: ignore[attr-defined]
        self.fields["to_agency"].choices = addressees()  # type: ignore[attr-defined]

    def clean_urls(self) -> tuple[str, ...]:
        lines = self.cleaned_data["urls"].splitlines()
        urls = tuple(line.strip() for line in lines if line.strip())
        if len(urls) > MOST_URLS or any(len(url) > 500 for url in urls):
            raise ValidationError(
                _("At most 50 addresses of 500 characters."), "too_many"
            )
        return urls

    def arguments(self) -> dict[str, Any]:
        values = self.cleaned_data
        facility, code = values["facility"], values["to_agency"]
        names = (
            "text",
            "channel",
            "place",
            "ward",
            "is_online",
            "urls",
            "informant_name",
            "informant_contact",
        )
        return {
            "facts": TipOffInput(
                **{name: values[name] for name in names},
                facility_id=facility.pk if facility is not None else None,
            ),
            "occurred_on": values["occurred_on"],
            "to_agency": Agency.objects.get(pk=code) if code else None,
            "uploads": values["files"],
        }


class TriageForm(PageForm):
    result = forms.ChoiceField(
        label=_("What the tip-off leads to"),
        choices=[
            (state.value, state.label)
            for state in TipOffState
            if state in TRIAGE_RESULTS
        ],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), lines=3)

    def __init__(self, *args: Any, tip_off: TipOff, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ReferForm(PageForm):
    """The tip-off as a case; who leads follows from the lead rule unless named."""

    title = TextField(label=_("What the case is about"), max_length=200)
    detected_on = DateField(label=_("Detected on"))
    is_respondent_unknown = forms.BooleanField(
        label=_("Who did it is not known yet"), required=False
    )
    lead_agency = choices.NarrowField(
        label=_("Who should lead"),
        required=False,
        help_text=_(
            "Left empty, the lead rule decides; another agency is asked and answers."
        ),
    )
    behaviour = choices.NarrowField(label=_("Conduct"), required=False)
    act_on = DateField(label=_("Day of the act"), required=False)
    description = TextField(label=_("What was seen"), lines=3, required=False)

    def __init__(self, *args: Any, tip_off: TipOff, today: date, **kwargs: Any) -> None:
        self.tip_off = tip_off
        super().__init__(*args, **kwargs)
        self.fields["lead_agency"].choices = addressees()  # type: ignore[attr-defined]
        self.fields["behaviour"].choices = behaviours(today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("behaviour") and not typed.get("act_on"):
            self.add_error("act_on", _("Enter the day of the act."))
        return typed

    def arguments(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        behaviour, act_on = values.pop("behaviour"), values.pop("act_on")
        description, code = values.pop("description"), values.pop("lead_agency")
        acts: tuple[ActInput, ...] = ()
        if behaviour:
            channel = Channel.ONLINE if self.tip_off.is_online else Channel.OFFLINE
            acts = (
                ActInput(
                    behaviour=behaviour,
                    description=description,
                    occurred_on=act_on,
                    channel=channel,
                ),
            )
        lead = Agency.objects.get(pk=code) if code else None
        return {**values, "acts": acts, "lead_agency": lead}
