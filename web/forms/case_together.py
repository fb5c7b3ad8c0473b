"""What is typed when agencies work together: tasks, opinions, notes, change of lead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency
from cases.services import PaperLine, TaskInput
from cases.states import NoteCompartment, Stance, TaskKind
from web.forms import choices
from web.forms.base import PageForm
from web.forms.case_steps import DatedStepForm, StepForm
from web.forms.fields import DateField, TextField

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


class RestrictForm(StepForm):
    reason = TextField(label=_("Reason"), lines=3)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "is_restricted": not self.case.is_restricted}


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
