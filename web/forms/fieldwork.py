"""What is typed during a visit: answers, findings, files; and the case after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections import services
from inspections.models import ChecklistItem, Inspection
from inspections.states import AnswerResult, Channel
from regulations import catalogue
from regulations.models import ViolationBehaviour
from web.forms import choices
from web.forms.base import PageForm, dress
from web.forms.cases import behaviours
from web.forms.fields import (
    FILES_HELP,
    DateField,
    FilesField,
    QuantityField,
    TextField,
)

TITLE_ROWS = 5
_TITLE_PARTS = (
    "title",
    "publisher",
    "registration_no",
    "decision_no",
    "licensed_quantity",
    "found_quantity",
)


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

    NAMES = {"titles": "title0_title", "file": "files"}

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


class FilesForm(PageForm):
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
