"""What is typed at the desk of the checklists."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.checklist_content import Question
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.cases import behaviours
from web.forms.fields import DateField, QuantityField, TextField
from web.forms.law_desk import LinesField
from web.stepup import StepUpForm


class DraftForm(PageForm):
    reason = TextField(
        label=_("Why a new version"),
        lines=2,
        help_text=_("Such as the decree that changed, or what visits have shown."),
    )


class ImportForm(DraftForm):
    file = forms.FileField(
        label=_("XLSForm file"), help_text=_("An Excel workbook (.xlsx) up to 2 MB.")
    )
    leave_out = forms.BooleanField(
        label=_("Leave out what a checklist cannot hold"),
        required=False,
        help_text=_("Without this the file is refused and every such cell is named."),
    )
    field_order = ("file", "leave_out", "reason")


class QuestionForm(VersionForm):
    """A question as it shall be; `place` counts in its part."""

    section_vi = TextField(label=_("Part, in Vietnamese"), max_length=120)
    section_en = TextField(label=_("Part, in English"), max_length=120, required=False)
    place = QuantityField(
        label=_("Place in the part"),
        least=1,
        required=False,
        help_text=_("Empty: at the end of the part."),
    )
    question_vi = TextField(label=_("Question, in Vietnamese"), lines=3)
    question_en = TextField(label=_("Question, in English"), lines=2, required=False)
    help_vi = TextField(label=_("How to look, in Vietnamese"), lines=2, required=False)
    help_en = TextField(label=_("How to look, in English"), lines=2, required=False)
    legal_ref = TextField(label=_("Legal basis"), max_length=200, required=False)
    suggests = choices.NarrowField(
        label=_("Conduct that a failure points to"), required=False
    )
    requires_photo_on_fail = forms.BooleanField(
        label=_("A failure needs a photo"), required=False
    )
    requires_note_on_fail = forms.BooleanField(
        label=_("A failure needs a note"), required=False
    )
    asks_file = forms.BooleanField(
        label=_("A copy or a list is asked for with the answer"), required=False
    )
    phrases = LinesField(label=_("Ready phrases for a failure"))

    def __init__(self, *args: Any, today: date, is_remote: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = behaviours(today)
        stood = self.initial.get("suggests", "")
        if stood and not any(stood in dict(group) for _l, group in known[1:]):
            known = [*known, (stood, stood)]  # no longer in force: it may stay
        suggests: Any = self.fields["suggests"]
        suggests.choices = known
        names = ("asks_file",)
        if is_remote:
            names = ("requires_photo_on_fail", "requires_note_on_fail", "phrases")
        for name in names:
            del self.fields[name]

    @property
    def question(self) -> Question:
        values = dict(self.cleaned_data)
        values.pop("version")
        values.pop("place")
        values["phrases"] = tuple(values.get("phrases", ()))
        return Question(**values)


class PartForm(VersionForm):
    section_vi = TextField(label=_("Part, in Vietnamese"), max_length=120)
    section_en = TextField(label=_("Part, in English"), max_length=120, required=False)


class ProposeForm(VersionForm):
    begins_on = DateField(
        label=_("First day"),
        help_text=_("Visits that are opened for this day or later take the version."),
    )


class PublishForm(StepUpForm, VersionForm):
    reason = TextField(label=_("Remark"), lines=2, required=False)


class SendBackForm(VersionForm):
    reason = TextField(label=_("Reason"), lines=3)


class TakeBackForm(VersionForm):
    pass


class DiscardForm(VersionForm):
    reason = TextField(label=_("Reason"), lines=2)
