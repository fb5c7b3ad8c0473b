"""What is typed when agencies work together: tasks, opinions, notes, change of lead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases.models import Case, Note
from cases.services import PaperLine, TaskInput
from cases.states import NoteCompartment, Stance, TaskKind
from evidence.kinds import Compartment
from web.forms import choices
from web.forms.base import PageForm
from web.forms.case_steps import DatedStepForm, StepForm
from web.forms.fields import DateField, TextField
from web.forms.fieldwork import FilesForm
from web.forms.visits import NarrowMultipleField, officer_choices
from web.stepup import StepUpForm

SHEETS = 3  # title | number | sheets


def _partners(form: StepForm, *, own: bool) -> choices.Options:
    """Agencies with users; the lead itself only where it may be asked too."""
    rows = Agency.objects.exclude(kind=AgencyKind.EXTERNAL).exclude(
        ward__isnull=False, officers__isnull=True
    )
    if not own:
        rows = rows.exclude(pk=form.case.lead_agency_id)
    return choices.agencies(rows.distinct().order_by("short_name"))


class CreateTaskForm(DatedStepForm):
    kind = forms.ChoiceField(label=_("What is asked"), choices=TaskKind.choices)
    title = TextField(label=_("In one sentence"), max_length=200)
    body = TextField(label=_("Details"), lines=4, required=False)
    to_agency = choices.NarrowField(label=_("Agency"), choices=[], required=False)
    to_body = TextField(
        label=_("Or a body outside the system"),
        help_text=_("It gets a letter; you enter its answer."),
        max_length=200,
        required=False,
    )
    letter_no = TextField(
        label=_("Number of the letter"), max_length=60, required=False
    )
    due_on = DateField(label=_("Answer until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].choices = _partners(self, own=True)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        code = values.pop("to_agency")
        return {
            "version": values.pop("version"),
            "occurred_on": values.pop("occurred_on"),
            "task": TaskInput(
                to_agency=Agency.objects.get(pk=code) if code else None, **values
            ),
        }


class InviteAgencyForm(StepForm):
    agency = choices.NarrowField(label=_("Agency"), choices=[])
    purpose = TextField(label=_("What it is asked in"), lines=3, max_length=500)
    answer_due_on = DateField(label=_("Answer until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = _partners(self, own=False)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return {**values, "agency": Agency.objects.get(pk=values["agency"])}


class AddOpinionForm(DatedStepForm):
    stance = forms.ChoiceField(
        label=_("Your agency"), choices=Stance.choices, widget=forms.RadioSelect
    )
    text = TextField(label=_("Opinion"), lines=5)


class ToAgencyForm(DatedStepForm):
    to_agency = choices.NarrowField(label=_("To the agency"), choices=[])
    reason = TextField(label=_("Reason"), lines=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].choices = _partners(self, own=False)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return {**values, "to_agency": Agency.objects.get(pk=values["to_agency"])}


class ProposeLeadForm(ToAgencyForm):
    papers = TextField(
        label=_("Papers that go along"),
        help_text=_("One a line: title | number | sheets."),
        lines=5,
        required=False,
    )

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return {**values, "papers": papers_in(values["papers"])}


def papers_in(text: str) -> tuple[PaperLine, ...]:
    """The lines of a list as "title | number | sheets"."""
    found = []
    for line in text.splitlines():
        title, number, sheets = (
            part.strip() for part in f"{line}||".split("|", SHEETS)[:SHEETS]
        )
        if title:
            found.append(
                PaperLine(title, number, int(sheets) if sheets.isdecimal() else None)
            )
    return tuple(found)


class ImposeLeadForm(ToAgencyForm):
    decision_no = TextField(label=_("Number of the province's decision"), max_length=60)


class ReasonedStepForm(DatedStepForm):
    reason = TextField(label=_("Reason"), lines=4)


class AcceptInvitationForm(DatedStepForm):
    pass


class RestrictForm(StepForm):
    """Closes the case to all but named officers; opens it again when it is closed."""

    reason = TextField(label=_("Reason"), lines=3)
    officers = NarrowMultipleField(
        label=_("Officers who go on seeing the case"),
        required=False,
        help_text=_("Beside you and who handles it. Hold Ctrl to choose several."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case.is_restricted:
            del self.fields["officers"]
        else:
            rows = officers_on(self.case)
            self.fields["officers"].choices = officer_choices(rows)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        chosen = set(values.pop("officers", ()))
        return {
            **values,
            "officers": tuple(
                row for row in officers_on(self.case) if str(row.pk) in chosen
            ),
            "is_restricted": not self.case.is_restricted,
        }


class NameOfficerForm(StepForm):
    """One more officer of an agency on the case."""

    officer = forms.ModelChoiceField(
        label=_("Officer"), queryset=User.objects.none(), empty_label=_("Choose…")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [
            part.officer_id
            for part in self.case.assignments.all()
            if part.ended_at is None
        ]
        field = self.fields["officer"]
        field.queryset = officers_on(self.case).exclude(pk__in=named)  # type: ignore[attr-defined]
        field.label_from_instance = _with_agency  # type: ignore[attr-defined]


def _with_agency(officer: User) -> str:
    return f"{officer.full_name}, {officer.agency.short_name}"


def officers_on(case: Case) -> QuerySet[User]:
    """Officers of the lead and of the partners that accepted."""
    agencies = [case.lead_agency_id] + [
        part.agency_id
        for part in case.participations.all()
        if part.accepted_at is not None
    ]
    rows: QuerySet[User] = (
        User.objects.filter(agency__in=agencies, is_active=True)
        .select_related("agency")
        .order_by("agency__short_name", "full_name", "pk")
    )
    return rows


class ShareNoteForm(PageForm):
    """To which agency on the case a note is shown."""

    agency = forms.ChoiceField(label=_("Agency"), choices=[])

    def __init__(self, *args: Any, note: Note, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = {note.agency_id, *(agency.pk for agency in note.shared_with.all())}
        rows = [note.case.lead_agency] + [
            part.agency
            for part in note.case.participations.all()
            if part.accepted_at is not None
        ]
        self.agencies = {row.pk: row for row in rows if row.pk not in seen}
        self.fields["agency"].choices = choices.agencies(self.agencies.values())  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        return {"agency": self.agencies[self.cleaned_data["agency"]]}


class CaseFilesForm(FilesForm):
    """Files of a case; the police may keep theirs to themselves."""

    compartment = forms.ChoiceField(
        label=_("Who may see them"), choices=[], required=False
    )

    def __init__(self, *args: Any, officer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [Compartment.CASE, Compartment.AGENCY]
        if officer.agency.kind == AgencyKind.CONG_AN:
            own.append(Compartment.POLICE)
        field: Any = self.fields["compartment"]
        field.choices = [(row.value, row.label) for row in own]
        field.unmarked = True  # the first choice stands where none is made

    def clean_compartment(self) -> str:
        return self.cleaned_data["compartment"] or Compartment.CASE


class CompartmentForm(PageForm):
    """Who of those on the case sees a file."""

    compartment = forms.ChoiceField(
        label=_("Who may see the file"),
        choices=Compartment.choices,
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason"),
        lines=3,
        required=False,
        help_text=_("Needed when the file is opened to all who see the case."),
    )


class RevealForm(PageForm):
    """Why something masked is read: the owner of the case sees it."""

    reason = TextField(label=_("Why you need to read it"), lines=3, max_length=500)


class RevealInformantForm(StepUpForm, RevealForm):
    """Who reported: the officer proves once more who he is."""


class BreakGlassForm(PageForm):
    number = TextField(label=_("Number of the case"), max_length=20)
    reason = TextField(
        label=_("Why you must read it now"),
        lines=4,
        max_length=1000,
        help_text=_("At least 20 characters; the lead and the auditor read it."),
    )


class NoteForm(PageForm):
    compartment = forms.ChoiceField(
        label=_("Who may read it"), choices=NoteCompartment.choices
    )
    text = TextField(label=_("Note"), lines=3)
    is_operational = forms.BooleanField(
        label=_("Operational: masked until somebody gives a reason"), required=False
    )


class TaskStepForm(PageForm):
    """Accept, begin: only the day."""

    occurred_on = DateField(label=_("Legal day"))


class TaskReasonForm(TaskStepForm):
    reason = TextField(label=_("Reason"), lines=4)


class TaskAnswerForm(TaskStepForm):
    answer = TextField(label=_("Answer"), lines=6)
    letter_no = TextField(
        label=_("Number of its letter"),
        help_text=_("Of a body outside the system."),
        max_length=60,
        required=False,
    )
