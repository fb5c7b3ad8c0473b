"""What is typed for a remote review: the sending, the answers, how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.models import ChecklistItem, ChecklistVersion, Inspection
from inspections.services import RemoteAnswerInput, newest_questionnaire
from inspections.states import REVIEW_RESULTS, ReviewState, SendingWay
from web.forms.base import PageForm, VersionForm, dress
from web.forms.fields import FILES_HELP, DateField, FilesField, TextField


class SendQuestionnaireForm(VersionForm):
    questionnaire = forms.ChoiceField(label=_("Questionnaire"))
    sent_way = forms.ChoiceField(label=_("Sent by"), choices=SendingWay.choices)
    sent_to = TextField(
        label=_("Sent to"),
        max_length=200,
        help_text=_("The facility's mailbox or address."),
    )
    occurred_on = DateField(label=_("Sent on"))
    due_on = DateField(label=_("Answer due on"))
    message = TextField(label=_("What is asked besides"), lines=3, required=False)

    def __init__(self, *args: Any, visit: Inspection, today: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = ChecklistVersion.objects.questionnaires().published_on(today)
        rows = rows.select_related("checklist").order_by(
            "checklist__position", "checklist__code", "-number"
        )
        self.versions = {str(row.pk): row for row in rows}
        self.fields["questionnaire"].choices = [  # type: ignore[attr-defined]
            (pk, str(row)) for pk, row in self.versions.items()
        ]
        newest = newest_questionnaire(visit.facility, today)
        self.fields["questionnaire"].initial = newest and str(newest.pk)

    def clean_questionnaire(self) -> ChecklistVersion:
        found: ChecklistVersion = self.versions[self.cleaned_data["questionnaire"]]
        return found


class AnswersForm(PageForm):
    """Every question with its answer as received; an empty one stays open."""

    occurred_on = DateField(label=_("Received on"))

    def __init__(
        self, *args: Any, questions: Iterable[ChecklistItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            field = TextField(label=question.question, lines=2, required=False)
            dress(field)
            self.fields[f"a_{question.pk.hex}"] = field

    def changed(self) -> list[RemoteAnswerInput]:
        """Answers that differ from what stands."""
        rows = []
        for question in self.questions:
            name = f"a_{question.pk.hex}"
            text = self.cleaned_data[name].strip()
            if text and text != self.initial.get(name, ""):
                rows.append(RemoteAnswerInput(item=question, text=text))
        return rows


class CloseReviewForm(VersionForm):
    result = forms.ChoiceField(
        label=_("How the review ended"),
        choices=[row for row in ReviewState.choices if row[0] in REVIEW_RESULTS],
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason"),
        lines=3,
        help_text=_("What the answers show, what is missing, or how it was refused."),
    )
    occurred_on = DateField(label=_("Ended on"))


class AnswerFilesForm(PageForm):
    item = forms.ChoiceField(label=_("Belongs to"), required=False)
    files = FilesField(label=_("Photos, documents"), help_text=FILES_HELP)
    caption = TextField(label=_("What it shows"), max_length=300, required=False)

    def __init__(
        self, *args: Any, questions: Iterable[ChecklistItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {str(item.pk): item for item in questions}
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", _("All answers")),
            *((pk, str(item)) for pk, item in self.questions.items()),
        ]

    def clean_item(self) -> ChecklistItem | None:
        return self.questions.get(self.cleaned_data["item"])
