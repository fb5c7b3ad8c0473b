"""Work that one agency asks of another: asked, accepted, answered, declined, cancelled.

A body without users here gets a letter; who asked enters its answer (row A140).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases.models import Case, CaseEvidence, InteragencyTask
from cases.services.funnel import (
    conclude,
    legal_day,
    locked,
    permit,
    take_in_part,
)
from cases.services.partners import ask_in, take_part
from cases.states import TaskKind
from evidence.models import EvidenceFile
from kernel.errors import Refused
from kernel.folding import nfc


@dataclass(frozen=True, slots=True)
class TaskInput:
    """What is asked, of whom, until when: an agency here, or a body by its name."""

    kind: str
    title: str
    due_on: date
    body: str = ""
    to_agency: Agency | None = None
    to_body: str = ""
    letter_no: str = ""


@transaction.atomic
def create_task(
    *,
    case: Case,
    version: int,
    task: TaskInput,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> InteragencyTask:
    """Ask for a piece of work; an agency that was not on the case is invited with it.

    Raises NotPermitted, StepNotOpen, CaseMovedOn, DayInFuture; Refused naming the
    field (no receiver or two, no letter, a date that is over …).
    """
    case = locked(case, version=version)
    permit("task.create", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.received_on)
    to_agency, to_body = _receiver(task)
    if task.kind not in TaskKind.values:
        raise Refused(errors={"kind": [_("Choose what is asked.")]})
    if not nfc(task.title):
        raise Refused(errors={"title": [_("Write down what is asked.")]})
    if task.due_on < on:
        raise Refused(errors={"due_on": [_("The date is already over.")]})
    if to_body and not task.letter_no.strip():
        raise Refused(
            errors={"letter_no": [_("Enter the number of the letter to this body.")]}
        )
    made: InteragencyTask = InteragencyTask(
        case=case,
        kind=task.kind,
        title=nfc(task.title),
        body=nfc(task.body),
        from_agency=case.lead_agency,
        to_agency=to_agency,
        to_body=to_body,
        letter_no=task.letter_no.strip(),
        asked_by=by,
        asked_at=at,
        asked_on=on,
        due_on=task.due_on,
    )
    made.save(force_insert=True)
    if to_agency is not None and to_agency.pk != case.lead_agency_id:
        ask_in(case, to_agency, purpose=made.title, due_on=made.due_on, by=by, at=at)
    _conclude(made, case, "create_task", by=by, at=at, on=on)
    return made


@transaction.atomic
def accept_task(
    *, task: InteragencyTask, by: User, at: datetime, occurred_on: date | None = None
) -> InteragencyTask:
    """The agency asked takes the task on, and with it its part in the case.

    Raises NotPermitted; StepNotOpen naming who was first.
    """
    task = _held(task)
    _before, on = _take(task.accept, task, by=by, at=at, occurred_on=occurred_on)
    task.accepted_at, task.accepted_by = at, by
    task.save()
    if task.to_agency is not None:
        take_part(task.case, task.to_agency, by=by, at=at)
    _conclude(task, task.case, "accept_task", by=by, at=at, on=on)
    return task


@transaction.atomic
def decline_task(
    *,
    task: InteragencyTask,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> InteragencyTask:
    """The agency asked declines; its reason goes back to who asked."""
    task = _held(task)
    _before, on = _take(task.decline, task, by=by, at=at, occurred_on=occurred_on)
    _end(task, _required(reason, "reason"), by=by, at=at, on=on)
    _conclude(task, task.case, "decline_task", by=by, at=at, on=on, reason=reason)
    return task


@transaction.atomic
def begin_task(
    *, task: InteragencyTask, by: User, at: datetime, occurred_on: date | None = None
) -> InteragencyTask:
    """Somebody works on it."""
    task = _held(task)
    _before, on = _take(task.begin, task, by=by, at=at, occurred_on=occurred_on)
    task.save()
    _conclude(task, task.case, "begin_task", by=by, at=at, on=on)
    return task


@transaction.atomic
def answer_task(
    *,
    task: InteragencyTask,
    answer: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    letter_no: str = "",
    file_ids: Sequence[UUID] = (),
) -> InteragencyTask:
    """The answer, with files of the case that the answering officer handed in.

    For a body without users here by who asked, with the number of its letter. To
    answer is to accept. Raises NotPermitted; StepNotOpen; Refused.
    """
    task = _held(task)
    _before, on = _take(task.finish, task, by=by, at=at, occurred_on=occurred_on)
    answer = _required(answer, "answer")
    if task.to_body and letter_no.strip():
        answer = _("%(answer)s (letter no. %(number)s)") % {
            "answer": answer,
            "number": letter_no.strip(),
        }
    files = _files(task, file_ids)
    _end(task, answer, by=by, at=at, on=on)
    task.files.set(files)
    if task.to_agency is not None:
        take_part(task.case, task.to_agency, by=by, at=at)
    _conclude(task, task.case, "answer_task", by=by, at=at, on=on)
    return task


@transaction.atomic
def cancel_task(
    *,
    task: InteragencyTask,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> InteragencyTask:
    """The agency that asked needs it no more; with a reason."""
    task = _held(task)
    _before, on = _take(task.cancel, task, by=by, at=at, occurred_on=occurred_on)
    _end(task, _required(reason, "reason"), by=by, at=at, on=on)
    _conclude(task, task.case, "cancel_task", by=by, at=at, on=on, reason=reason)
    return task


def _held(task: InteragencyTask) -> InteragencyTask:
    """The task as it stands, under the lock of its case."""
    case = locked(task.case, version=None)
    fresh: InteragencyTask = InteragencyTask.objects.select_related(
        "from_agency__parent", "to_agency__parent"
    ).get(pk=task.pk)
    fresh.case = case
    return fresh


def _take(
    step: Callable[..., None],
    task: InteragencyTask,
    *,
    by: User,
    at: datetime,
    occurred_on: date | None,
) -> tuple[str, date]:
    return take_in_part(
        step, by=by, at=at, occurred_on=occurred_on, not_before=task.asked_on
    )


def _end(
    task: InteragencyTask, words: str, *, by: User, at: datetime, on: date
) -> None:
    task.answer = words
    task.ended_at, task.ended_on, task.ended_by = at, on, by
    task.save()


def _conclude(
    task: InteragencyTask,
    case: Case,
    step: str,
    *,
    by: User,
    at: datetime,
    on: date,
    reason: str = "",
) -> None:
    """What was asked and answered is read in the task itself, not in the event."""
    conclude(
        case,
        step,
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason.strip(),
        details={
            "task": str(task.pk),
            "from": task.from_agency_id,
            "to": task.to_agency_id or task.to_body,
            "due_on": task.due_on.isoformat(),
        },
    )


def _receiver(task: TaskInput) -> tuple[Agency | None, str]:
    """An agency with users, or the name of a body; raises Refused for none or both."""
    agency, body = task.to_agency, nfc(task.to_body)
    if agency is not None and agency.kind == AgencyKind.EXTERNAL:
        body, agency = body or agency.name, None
    if (agency is None) == (not body):
        raise Refused(
            errors={"to_agency": [_("Choose an agency, or name a body outside.")]}
        )
    return agency, body


def _files(task: InteragencyTask, ids: Sequence[UUID]) -> list[EvidenceFile]:
    found = [
        link.file
        for link in CaseEvidence.objects.filter(
            case=task.case, file__in=ids
        ).select_related("file")
    ]
    if len(found) != len(set(ids)):
        raise Refused(errors={"files": [_("Choose files of this case.")]})
    return found


def _required(words: str, field: str) -> str:
    words = nfc(words)
    if not words:
        text = (
            _("A reason is required.")
            if field == "reason"
            else _("Write down the answer.")
        )
        raise Refused(errors={field: [text]})
    return words
