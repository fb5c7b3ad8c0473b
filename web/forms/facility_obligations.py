"""What is typed about a facility's obligations and files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.models import FacilityFile, Licence, ObligationRule
from facilities.services import ObligationInput
from facilities.states import ObligationKind
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.fields import FILES_HELP, DateField, FilesField, TextField


class ObligationForm(PageForm):
    """With a rule of the law its words stand in the fields already."""

    kind = forms.ChoiceField(
        label=_("Kind of obligation"),
        choices=choices.with_nothing(ObligationKind.choices),
    )
    text = TextField(label=_("What is to be done"), max_length=400, lines=2)
    basis = TextField(
        label=_("Founded on"),
        max_length=250,
        help_text=_("The article of the law, or number and date of the conclusion."),
    )
    since = DateField(label=_("Since"))
    due_on = DateField(
        label=_("To be done by"),
        required=False,
        help_text=_("Leave empty for what holds as long as the facility works."),
    )
    is_yearly = forms.BooleanField(
        label=_("Every year again: once met, the next year is opened"), required=False
    )

    def __init__(
        self, *args: Any, rule: ObligationRule | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    @property
    def data_input(self) -> ObligationInput:
        return ObligationInput(**self.cleaned_data, rule=self.rule)


class MeetObligationForm(VersionForm):
    met_on = DateField(label=_("Met on"))
    note = TextField(label=_("How it was met"), max_length=500, lines=2, required=False)
    proof = forms.ChoiceField(
        label=_("Proof"),
        required=False,
        help_text=_("One of the files of the facility; add the file first."),
    )

    def __init__(
        self, *args: Any, files: Iterable[FacilityFile], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.files = {str(row.pk): row for row in files}
        named = [
            (pk, row.file.caption or row.file.original_name)
            for pk, row in self.files.items()
        ]
        self.fields["proof"].choices = choices.with_nothing(named)  # type: ignore[attr-defined]

    def clean_proof(self) -> FacilityFile | None:
        return self.files.get(self.cleaned_data["proof"])


class WaiveObligationForm(VersionForm):
    reason = TextField(label=_("Why it no longer binds"), max_length=500, lines=2)


class FacilityFilesForm(PageForm):
    files = FilesField(label=_("Scans, photos, documents"), help_text=FILES_HELP)
    caption = TextField(label=_("What it shows"), max_length=300, required=False)
    licence = forms.ChoiceField(
        label=_("Scan of a licence"),
        required=False,
        help_text=_("Leave empty for what belongs to the facility as a whole."),
    )

    def __init__(self, *args: Any, licences: Iterable[Licence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.licences = {str(row.pk): row for row in licences}
        named = [
            (pk, f"{row.get_type_display()} · {row.number}")
            for pk, row in self.licences.items()
        ]
        self.fields["licence"].choices = choices.with_nothing(named)  # type: ignore[attr-defined]

    def clean_licence(self) -> Licence | None:
        return self.licences.get(self.cleaned_data["licence"])
