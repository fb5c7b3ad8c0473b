"""What is typed for plans, visits and what they find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind, Role
from agencies.models import Agency, User
from facilities.models import Facility
from inspections import services
from inspections.models import ChecklistItem, Inspection, PlanItem
from inspections.states import (
    AnswerResult,
    Channel,
    ContentTag,
    Ground,
    ItemState,
    Mode,
    PlanKind,
    PlanState,
    VisitState,
)
from regulations import catalogue
from regulations.models import ViolationBehaviour
from web.forms import choices
from web.forms.base import PageForm, VersionForm, dress
from web.forms.cases import behaviours, describe_facility
from web.forms.fields import (
    DateField,
    FilesField,
    MomentField,
    QuantityField,
    TextField,
)
from web.forms.lookups import LookupField
from web.stepup import StepUpForm

MONTHS = [(n, str(n)) for n in range(1, 13)]
TITLE_ROWS = 5
_TITLE_PARTS = (
    "title",
    "publisher",
    "registration_no",
    "decision_no",
    "licensed_quantity",
    "found_quantity",
)
FILES_HELP = _(
    "JPEG, PNG, HEIC or WebP up to 15 MB, PDF up to 25 MB. The file is stored as it"
    " is, with its hash."
)


# Plans -------------------------------------------------------------------------------


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
    year = forms.IntegerField(
        label=_("Year"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=PlanKind.choices, widget=forms.RadioSelect
    )
    field_order = ("year", "kind", "title", "legal_bases")


class EditPlanForm(PlanHeadForm, VersionForm):
    pass


class PlanStepForm(VersionForm):
    occurred_on = DateField(label=_("Day of the act"))


class VersionOnlyForm(VersionForm):
    """A step that asks for nothing."""


class ReasonForm(VersionForm):
    reason = TextField(label=_("Reason"), lines=3)


class ApprovePlanForm(StepUpForm, PlanStepForm):
    pass


class ItemFields(PageForm):
    first_month = forms.TypedChoiceField(
        label=_("From month"), choices=MONTHS, coerce=int
    )
    last_month = forms.TypedChoiceField(
        label=_("To month"), choices=MONTHS, coerce=int, initial=3
    )
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
    first_month = forms.TypedChoiceField(
        label=_("From month"), choices=MONTHS, coerce=int, required=False
    )
    last_month = forms.TypedChoiceField(
        label=_("To month"), choices=MONTHS, coerce=int, required=False
    )
    reason = TextField(label=_("Reason"), lines=3)
    legal_basis = TextField(label=_("Legal basis"), lines=2)
    occurred_on = DateField(label=_("Day of the act"))

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
    occurred_on = DateField(label=_("Day of the act"))


class PlanFilter(PageForm):
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), *PlanState.choices],
        required=False,
    )


# Visits ------------------------------------------------------------------------------


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
        choices=[c for c in Ground.choices if c[0] != Ground.PLAN],
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


class StartVisitForm(VersionForm):
    started_at = MomentField(label=_("Begun at"))


class RescheduleForm(VersionForm):
    scheduled_on = DateField(label=_("New day"))


class LockRecordForm(VersionForm):
    """What the minutes say beside the rows of the visit."""

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

    def record(self) -> services.RecordInput:
        values = dict(self.cleaned_data)
        del values["version"], values["ended_at"]
        return services.RecordInput(**values)


class FinishRemoteForm(VersionForm):
    result = TextField(label=_("Result of the remote review"), lines=4)
    occurred_on = DateField(label=_("Reviewed on"))


class ConclusionForm(StepUpForm, VersionForm):
    text = TextField(label=_("Conclusion"), lines=8)
    occurred_on = DateField(label=_("Signed on"))
    published_on = DateField(label=_("Published on"), required=False)


class ChecklistForm(PageForm):
    """All questions of a visit's checklist at once; an empty one stays open."""

    def __init__(
        self, *args: Any, questions: Iterable[ChecklistItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            result = forms.ChoiceField(
                label=question.question,
                choices=AnswerResult.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            note = TextField(label=_("Note"), lines=2, required=False)
            dress(note)
            self.fields[f"r_{question.pk.hex}"] = result
            self.fields[f"n_{question.pk.hex}"] = note

    def changed_answers(self) -> list[tuple[ChecklistItem, str, str]]:
        """Questions whose answer or note differs from what stands."""
        rows = []
        for question in self.questions:
            names = f"r_{question.pk.hex}", f"n_{question.pk.hex}"
            result, note = (self.cleaned_data[name] for name in names)
            stood = tuple(self.initial.get(name, "") for name in names)
            if result and (result, note) != stood:
                rows.append((question, result, note))
        return rows


class FindingForm(PageForm):
    """One fact, the copies found of each title, and its photos."""

    NAMES = {"titles": "title0_title", "upload": "files"}

    description = TextField(label=_("What was seen"), lines=4)
    behaviour = choices.NarrowField(
        label=_("Conduct of the catalogue"),
        required=False,
        help_text=_("Leave empty when it is not clear yet."),
    )
    detected_on = DateField(label=_("Detected on"))
    act_ended_on = DateField(
        label=_("The act ended on"),
        required=False,
        help_text=_("Leave empty while the act goes on."),
    )
    channel = forms.ChoiceField(
        label=_("Where"), choices=Channel.choices, widget=forms.RadioSelect
    )
    url = TextField(label=_("Address of the page"), max_length=500, required=False)
    place = TextField(label=_("Place"), max_length=300, required=False)
    quantity = QuantityField(label=_("Quantity, other than titles"), required=False)
    unit = TextField(label=_("Unit"), max_length=30, required=False)
    files = FilesField(
        label=_("Photos, documents"), required=False, help_text=FILES_HELP
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviour"].choices = behaviours(today)  # type: ignore[attr-defined]
        for n in range(TITLE_ROWS):
            added = {
                "title": TextField(label=_("Title"), max_length=300, required=False),
                "publisher": TextField(
                    label=_("Publisher"), max_length=200, required=False
                ),
                "registration_no": TextField(
                    label=_("Registration number"), max_length=80, required=False
                ),
                "decision_no": TextField(
                    label=_("Publishing decision"), max_length=80, required=False
                ),
                "licensed_quantity": QuantityField(
                    label=_("Licensed copies"), required=False
                ),
                "found_quantity": QuantityField(
                    label=_("Copies found"), required=False
                ),
            }
            for part, field in added.items():
                dress(field)
                self.fields[f"title{n}_{part}"] = field

    @property
    def title_rows(self) -> list[list[Any]]:
        return [
            [self[f"title{n}_{part}"] for part in _TITLE_PARTS]
            for n in range(TITLE_ROWS)
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for n in range(TITLE_ROWS):
            if (
                typed.get(f"title{n}_title")
                and typed.get(f"title{n}_found_quantity") is None
            ):
                self.add_error(
                    f"title{n}_found_quantity", _("Count the copies of this title.")
                )
        return typed

    def facts(self) -> dict[str, Any]:
        """What `record_finding` takes."""
        values = self.cleaned_data
        names = (
            "description",
            "detected_on",
            "act_ended_on",
            "channel",
            "url",
            "place",
            "quantity",
            "unit",
        )
        return {
            **{name: values[name] for name in names},
            "behaviour": self._behaviour(),
            "titles": [
                services.TitleInput(
                    **{part: values[f"title{n}_{part}"] for part in _TITLE_PARTS}
                )
                for n in range(TITLE_ROWS)
                if values[f"title{n}_title"]
            ],
        }

    def _behaviour(self) -> ViolationBehaviour | None:
        code = self.cleaned_data["behaviour"]
        if not code:
            return None
        day = self.cleaned_data["act_ended_on"] or self.cleaned_data["detected_on"]
        rows = ViolationBehaviour.objects.filter(code=code)
        in_force = catalogue.in_force_on(day).filter(code=code).first()
        return in_force or rows.order_by("-valid_from").first()


class VisitFilesForm(PageForm):
    files = FilesField(label=_("Photos, documents"), help_text=FILES_HELP)
    caption = TextField(label=_("What it shows"), max_length=300, required=False)


class NewCaseFromFindingsForm(PageForm):
    findings = forms.MultipleChoiceField(
        label=_("Findings"), widget=forms.CheckboxSelectMultiple
    )
    title = TextField(
        label=_("What the case is about"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the conduct and the facility name it."),
    )
    is_complex = forms.BooleanField(
        label=_("Many people or a wide scope: five working days for the record"),
        required=False,
    )

    def __init__(self, *args: Any, visit: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {
            str(finding.pk): finding
            for finding in visit.findings.all()
            if finding.is_standing and not finding.case_findings.all()
        }
        self.fields["findings"].choices = [  # type: ignore[attr-defined]
            (pk, f"{finding.position}. {finding.description}")
            for pk, finding in self.rows.items()
        ]

    def chosen(self) -> list[Any]:
        return [self.rows[pk] for pk in self.cleaned_data["findings"]]


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


ADJUSTABLE = (ItemState.PLANNED, ItemState.POSTPONED)
