"""What is typed about the records of the field app."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.models import Answer, Inspection
from web.forms.base import PageForm
from web.forms.fields import TextField
from web.stepup import StepUpForm


class SettleRecordForm(PageForm):
    note = TextField(
        label=gettext_lazy("What becomes of the record"),
        lines=3,
        help_text=gettext_lazy(
            "It stays as it was received; this is how the office dealt with it."
        ),
    )


class FinishRecordForm(PageForm):
    reason = TextField(
        label=gettext_lazy("Why it is finished here"),
        lines=3,
        max_length=1000,
        help_text=gettext_lazy("Such as: the phone is broken or was lost."),
    )
    files_are_lost = forms.BooleanField(
        label=gettext_lazy("The missing files are lost"), required=False
    )

    def __init__(self, *args: Any, is_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_whole:
            self.fields["files_are_lost"].widget = forms.HiddenInput()

    def clean_files_are_lost(self) -> bool:
        return bool(self.cleaned_data["files_are_lost"])


class TakeOverForm(PageForm):
    """Into its visit; an unplanned record without one is given one of the team's."""

    visit = forms.ModelChoiceField(
        label=gettext_lazy("Visit"),
        queryset=Inspection.objects.none(),
        help_text=gettext_lazy("Visits under way whose team the sender is on."),
    )

    def __init__(self, *args: Any, visits: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField = self.fields["visit"]  # type: ignore[assignment]
        if visits is None:
            del self.fields["visit"]
        else:
            field.queryset = visits


class SettleConflictForm(PageForm):
    chosen = forms.ChoiceField(
        label=gettext_lazy("The answer that counts"), widget=forms.RadioSelect
    )
    reason = TextField(label=gettext_lazy("Reason"), lines=3)

    def __init__(self, *args: Any, answers: list[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {str(answer.pk): answer for answer in answers}
        field: forms.ChoiceField = self.fields["chosen"]  # type: ignore[assignment]
        field.choices = [(key, _words(one)) for key, one in self.answers.items()]

    def clean_chosen(self) -> Answer:
        return self.answers[self.cleaned_data["chosen"]]


def _words(answer: Answer) -> str:
    text = _("%(who)s: %(result)s") % {
        "who": answer.by.full_name,
        "result": answer.get_result_display(),
    }
    return f"{text}. {answer.note}" if answer.note else text


class BackupForm(PageForm):
    file = forms.FileField(
        label=gettext_lazy("Backup file"),
        help_text=gettext_lazy("The file that the field app wrote, with the end .zip."),
    )


class BundleForm(StepUpForm, PageForm):
    reason = TextField(label=gettext_lazy("Reason"), lines=2, max_length=500)
