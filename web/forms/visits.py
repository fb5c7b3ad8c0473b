"""What is typed for visits: when, who, decision, minutes, conclusion."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from agencies.kinds import Role
from agencies.models import User
from facilities.models import Facility
from inspections import services
from inspections.signatures import ScreenEnd
from inspections.states import (
    AD_HOC_GROUNDS,
    ContentTag,
    Ground,
    Mode,
    PlanKind,
    VisitState,
)
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.cases import describe_facility
from web.forms.fields import DateField, MomentField, QuantityField, TextField
from web.forms.lookups import LookupField
from web.stepup import StepUpForm


def officer_choices(officers: Iterable[User]) -> choices.Options:
    """Officers by agency, the name and the position of each."""
    groups: dict[str, list[tuple[Any, str]]] = {}
    for officer in officers:
        title = f", {officer.title}" if officer.title else ""
        groups.setdefault(officer.agency.short_name, []).append(
            (officer.pk, f"{officer.full_name}{title}")
        )
    return list(groups.items())


def acting_officers() -> list[User]:
    """Who may go on a visit: officers with an acting role."""
    rows = User.objects.with_standing().filter(is_active=True)
    acting = set(Role.values) - {Role.AUDITOR, Role.ADMIN}
    rows = rows.filter(role_grants__role__in=acting).distinct()
    return list(rows.order_by("agency__short_name", "full_name"))


class NarrowMultipleField(forms.MultipleChoiceField):
    narrow = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.SelectMultiple(attrs={"size": 7}))
        super().__init__(**kwargs)
        self.widget.attrs["data-narrow"] = _("Type to narrow the list")


class TeamFields(PageForm):
    """A mixin: who goes."""

    lead = choices.NarrowField(label=_("Team lead"))
    members = NarrowMultipleField(
        label=_("Members"),
        required=False,
        help_text=_("Hold Ctrl to choose several; officers of other agencies too."),
    )
    secretary = choices.NarrowField(label=_("Who writes the minutes"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officers = {str(officer.pk): officer for officer in acting_officers()}
        options = officer_choices(self.officers.values())
        for name in ("lead", "secretary"):
            self.fields[name].choices = [choices.NOTHING, *options]  # type: ignore[attr-defined]
        self.fields["members"].choices = options  # type: ignore[attr-defined]

    def taken_team(self) -> services.TeamInput | None:
        values = self.cleaned_data
        lead = values.pop("lead")
        members = values.pop("members")
        secretary = values.pop("secretary")
        if not lead:
            return None
        return services.TeamInput(
            lead=self.officers[lead],
            members=tuple(self.officers[pk] for pk in members),
            secretary=self.officers[secretary] if secretary else None,
        )


class TeamForm(TeamFields, VersionForm):
    pass


class PlannedVisitForm(TeamFields):
    """The visit of a plan item."""

    scheduled_on = DateField(label=_("Day of the visit"))
    place = TextField(
        label=_("Place"),
        max_length=300,
        required=False,
        help_text=_("Left empty, the facility's address."),
    )
    exception_reason = TextField(
        label=_("Exception to “once a year”, with its reason"), lines=2, required=False
    )
    field_order = ("scheduled_on", "lead", "members", "secretary", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].required = False

    def visit(self) -> services.VisitInput:
        team = self.taken_team()
        values = self.cleaned_data
        return services.VisitInput(
            scheduled_on=values["scheduled_on"],
            place=values["place"],
            exception_reason=values["exception_reason"],
            team=team,
        )


class AdHocVisitForm(PlannedVisitForm):
    facility = LookupField(
        label=_("Facility"),
        key="code",
        describe=describe_facility,
        help_text=_("Code, name or tax code; diacritics are not needed."),
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[c for c in Ground.choices if c[0] in AD_HOC_GROUNDS],
        widget=forms.RadioSelect,
    )
    ground_text = TextField(label=_("The ground in words"), lines=3)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=PlanKind.choices, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(
        label=_("How"), choices=Mode.choices, widget=forms.RadioSelect
    )
    content = forms.MultipleChoiceField(
        label=_("What is looked at"),
        choices=ContentTag.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "facility",
        "ground",
        "ground_text",
        "kind",
        "mode",
        "content",
        "scheduled_on",
        "lead",
        "members",
        "secretary",
        "place",
    )

    def __init__(self, *args: Any, officer: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].rows = Facility.objects.visible_to(  # type: ignore[attr-defined]
            officer, now
        ).select_related("ward")


class FollowUpForm(PlannedVisitForm):
    """The visit that looks whether a conclusion was carried out."""

    ground_text = TextField(label=_("What is looked after"), lines=3)
    field_order = (
        "ground_text",
        "scheduled_on",
        "lead",
        "members",
        "secretary",
        "place",
    )


class PublishConclusionForm(VersionForm):
    published_on = DateField(
        label=_("Published on"),
        help_text=_(
            "From this day everybody reads the text on the open page: name no person"
            " in it."
        ),
    )


class DecideVisitForm(StepUpForm, VersionForm):
    occurred_on = DateField(label=_("Signed on"))
    served_on = DateField(
        label=_("Served on"),
        required=False,
        help_text=_("Left empty, it is served when the visit begins."),
    )
    exception_reason = TextField(
        label=_("Exception to “once a year”, with its reason"), lines=2, required=False
    )


class ReasonForm(VersionForm):
    reason = TextField(label=_("Reason"), lines=3)


class DayForm(VersionForm):
    occurred_on = DateField(label=_("Legal day"))


class StartVisitForm(VersionForm):
    started_at = MomentField(label=_("Begun at"))


class RescheduleForm(VersionForm):
    scheduled_on = DateField(label=_("New day"))


class LockRecordForm(VersionForm):
    """What the minutes say beside the rows of the visit.

    `ends`: the field records that were signed, or refused, on a screen.
    """

    remarks = TextField(label=_("What the team notes in conclusion"), lines=5)
    requests = TextField(
        label=_("What the facility is asked to do"), lines=3, required=False
    )
    facility_opinion = TextField(
        label=_("Opinion of the facility"), lines=3, required=False
    )
    online_note = TextField(label=_("What was found online"), lines=2, required=False)
    place = TextField(
        label=_("Place where the minutes are made"), max_length=300, required=False
    )
    ended_at = MomentField(label=_("Finished at"))
    copies = QuantityField(label=_("Number of copies"), least=1)
    signed_in = forms.ChoiceField(
        label=_("How the minutes end"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("As on the screen: leave the names below as they are."),
    )
    representative_name = TextField(
        label=_("Representative of the facility"), max_length=120, required=False
    )
    representative_title = TextField(
        label=_("Position"), max_length=120, required=False
    )
    representative_signed = forms.TypedChoiceField(
        label=_("Signature of the representative"),
        choices=[("yes", _("Has signed")), ("no", _("Refuses to sign"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    refusal_reason = TextField(label=_("Why not signed"), lines=2, required=False)
    witness_name = TextField(
        label=_("Name of the witness"), max_length=120, required=False
    )
    witness_address = TextField(
        label=_("Address of the witness"), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, ends: Iterable[ScreenEnd] = (), **kwargs: Any
    ) -> None:
        self.ends = {str(end.record.pk): end for end in ends}
        initial = kwargs.pop("initial", None) or {}
        super().__init__(*args, initial=initial | self._as_on_screen(initial), **kwargs)
        if self.ends:
            self.fields["signed_in"].choices = [
                *((key, _end_in_words(end)) for key, end in self.ends.items()),
                ("", _("On paper")),
            ]
        else:
            del self.fields["signed_in"]

    def _as_on_screen(self, initial: dict[str, Any]) -> dict[str, Any]:
        """The minutes begin with what was signed on the spot, the last time."""
        end = next(iter(self.ends.values()), None)
        if end is None:
            return {}
        return {
            "signed_in": str(end.record.pk),
            "ended_at": min(end.record.finished_at, initial["ended_at"]),
            "representative_name": end.name,
            "representative_title": end.position,
            "representative_signed": "yes" if end.is_signed else "no",
            "refusal_reason": end.reason,
            "witness_name": end.witness,
            "witness_address": end.witness_position,
        }

    def record(self) -> services.RecordInput:
        values = dict(self.cleaned_data)
        del values["version"], values["ended_at"]
        end = self.ends.get(values.pop("signed_in", ""))
        return services.RecordInput(**values, signed_in=end.record if end else None)


def _end_in_words(end: ScreenEnd) -> str:
    text = (
        _("Signed on the screen by %(who)s, %(when)s (record %(record)s)")
        if end.is_signed
        else _("Signature refused before %(who)s, %(when)s (record %(record)s)")
    )
    return text % {
        "who": end.name or end.witness,
        "when": date_format(localtime(end.at), "H:i d/m/Y"),
        "record": end.record.code,
    }


class FinishRemoteForm(VersionForm):
    result = TextField(label=_("Result of the remote review"), lines=4)
    occurred_on = DateField(label=_("Reviewed on"))


class ConclusionForm(StepUpForm, VersionForm):
    text = TextField(label=_("Conclusion"), lines=8)
    occurred_on = DateField(label=_("Signed on"))
    published_on = DateField(
        label=_("Published on"),
        required=False,
        help_text=_(
            "From this day everybody reads the text on the open page: name no person"
            " in it."
        ),
    )


class VisitFilter(PageForm):
    q = TextField(label=_("Number or facility"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), *VisitState.choices],
        required=False,
    )
    ground = forms.ChoiceField(
        label=_("Ground"), choices=[("", _("All")), *Ground.choices], required=False
    )
    from_on = DateField(label=_("From"), required=False)
    to_on = DateField(label=_("To"), required=False)
