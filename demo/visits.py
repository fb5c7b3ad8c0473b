"""What every visit of the demonstration does alike: its questions are answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from agencies.models import User
from inspections import services
from inspections.models import Answer, ChecklistItem, Inspection
from inspections.states import AnswerResult

FAIL, NOT_APPLICABLE = AnswerResult.FAIL, AnswerResult.NOT_APPLICABLE


def answer_all(
    visit: Inspection,
    *,
    exceptions: Mapping[str, tuple[str, str]],
    by: User,
    at: datetime,
) -> dict[str, Answer]:
    """Answer every question: "pass" but for the exceptions, by number, with a note."""
    answers = {}
    for question in ChecklistItem.objects.filter(
        version=visit.checklist_version_id
    ).order_by("position"):
        result, note = exceptions.get(question.number, (AnswerResult.PASS, ""))
        answers[question.number] = services.answer_item(
            visit=visit, item=question, result=result, note=note, by=by, at=at
        )
    return answers
