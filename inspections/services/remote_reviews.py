"""A questionnaire goes to the facility, its answers are entered, its result noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from evidence.models import EvidenceFile
from facilities.models import Facility
from inspections.models import (
    ChecklistItem,
    ChecklistVersion,
    Inspection,
    RemoteAnswer,
    RemoteFile,
    RemoteReview,
)
from inspections.services.fieldwork import attach_evidence, link_evidence
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    legal_day,
    require_text,
    require_under_way,
    store,
    trace,
    visit_under_way,
)
from inspections.services.inputs import RemoteAnswerInput
from inspections.states import (
    ANSWERED_REVIEWS,
    REVIEW_RESULTS,
    Mode,
    ReviewState,
    SendingWay,
)
from kernel.clock import local_day
from kernel.errors import Blocker, Refused
from kernel.folding import nfc


def newest_questionnaire(facility: Facility, day: date) -> ChecklistVersion | None:
    """The questionnaire for the facility's kinds that is in use on a day."""
    versions = ChecklistVersion.objects.questionnaires()
    return versions.newest_for(facility.kinds, day).select_related("checklist").first()


@transaction.atomic
def send_questionnaire(
    *,
    visit: Inspection,
    version: int,
    sent_way: str,
    sent_to: str,
    due_on: date,
    questionnaire: ChecklistVersion | None = None,
    message: str = "",
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> RemoteReview:
    """Note that a questionnaire went to the facility, how, where to, due when.

    The newest for the facility's kinds unless given. Raises NotPermitted, StepNotOpen
    (not a remote review under way, one waits already), MovedOn, Refused
    (`questionnaire`, `sent_way`, `sent_to`, `due_on`, `occurred_on`).
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    ask(by, "finding.record", visit, at)
    require_under_way(visit)
    if visit.mode != Mode.REMOTE:
        raise StepNotOpen(_("Only a remote review sends a questionnaire."))
    if visit.remote_reviews.waiting().exists():
        raise StepNotOpen(_("A questionnaire waits for its answer already."))
    require_text(sent_to=sent_to)
    if sent_way not in SendingWay.values:
        raise Refused(errors={"sent_way": [_("Choose how it was sent.")]})
    day = legal_day(occurred_on, at=at, not_before=_begun_on(visit))
    if due_on < day:
        raise Refused(
            errors={"due_on": [_("The answer is due on the day of sending or later.")]}
        )
    review = RemoteReview.objects.create(
        inspection=visit,
        questionnaire=_questionnaire(visit, questionnaire, day),
        sent_on=day,
        sent_way=sent_way,
        sent_to=nfc(sent_to),
        message=message.strip(),
        due_on=due_on,
        sent_by=by,
        sent_at=at,
    )
    store(visit, at=at)
    trace(
        "remote_review.send",
        visit,
        by=by,
        at=at,
        after={
            "questionnaire": str(review.questionnaire),
            "sent_way": review.sent_way,
            "sent_to": review.sent_to,
            "occurred_on": day.isoformat(),
            "due_on": due_on.isoformat(),
        },
    )
    return review


@transaction.atomic
def enter_answers(
    *,
    review: RemoteReview,
    answers: Iterable[RemoteAnswerInput],
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> RemoteReview:
    """Write down what the facility answered, as received on `occurred_on`.

    Files are ones that were received before. An answer entered again replaces the one
    before; the trail keeps both. Raises NotPermitted, RecordLocked, StepNotOpen
    (closed), Refused (`answers`, `occurred_on`).
    """
    visit, review = _open(review, by=by, at=at)
    day = legal_day(occurred_on, at=at, not_before=review.sent_on)
    given = list(answers)
    questions = {item.pk: item for item in review.questionnaire.items.all()}
    for answer in given:
        if answer.item.pk not in questions:
            text = _("This question is in another questionnaire.")
            raise Refused(errors={"answers": [text]})
        require_text(answers=answer.text)
    before = {
        row.item_id: row.text
        for row in review.answers.filter(item__in=[row.item for row in given])
    }
    for answer in given:
        RemoteAnswer.objects.update_or_create(
            review=review,
            item=answer.item,
            defaults={
                "text": nfc(answer.text),
                "received_on": day,
                "by": by,
                "at": at,
            },
        )
        for file in answer.files:
            _link(visit, review, answer.item, file, by=by, at=at)
    review.received_on = max(day, review.received_on or day)
    review.save()
    visit = Inspection.objects.locked(visit.pk)
    store(visit, at=at)
    trace(
        "remote_review.answer",
        visit,
        by=by,
        at=at,
        before={questions[pk].number: text for pk, text in before.items()},
        after={row.item.number: nfc(row.text) for row in given}
        | {"occurred_on": day.isoformat()},
    )
    return review


@transaction.atomic
def attach_answer_file(
    *,
    review: RemoteReview,
    upload: BinaryIO,
    name: str,
    item: ChecklistItem | None = None,
    claimed_sha256: str = "",
    caption: str = "",
    by: User,
    at: datetime,
) -> EvidenceFile:
    """Receive a file that came with the answers, or with the answer to one question.

    It is evidence of the visit as well. Raises NotPermitted, RecordLocked, StepNotOpen,
    Refused, TooLarge, KindRefused.
    """
    visit, review = _open(review, by=by, at=at)
    _check_question(review, item)
    received = attach_evidence(
        visit=visit,
        upload=upload,
        name=name,
        claimed_sha256=claimed_sha256,
        caption=caption,
        by=by,
        at=at,
    )
    RemoteFile.objects.get_or_create(review=review, item=item, evidence_file=received)
    return received


@transaction.atomic
def close_review(
    *,
    review: RemoteReview,
    version: int,
    result: str,
    reason: str,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> RemoteReview:
    """Note how the review ended, with the reason; from now on it is fixed.

    Satisfied or doubtful needs every question answered. Silence is "incomplete" once
    its day has passed. Raises NotPermitted, StepNotOpen, MovedOn, Refused (`result`,
    `reason`, `occurred_on`).
    """
    visit, review = _open(review, version=version, by=by, at=at)
    if result not in REVIEW_RESULTS:
        raise Refused(errors={"result": [_("Choose how the review ended.")]})
    require_text(reason=reason)
    day = legal_day(occurred_on, at=at, not_before=review.received_on or review.sent_on)
    _check_result(review, result, day=day)
    before = review.state
    review.state = result
    review.reason = reason.strip()
    review.closed_on, review.closed_by, review.closed_at = day, by, at
    review.save()
    store(visit, at=at)
    trace(
        "remote_review.close",
        visit,
        by=by,
        at=at,
        reason=review.reason,
        before={"state": before},
        after={"state": review.state, "occurred_on": day.isoformat()},
    )
    return review


def _open(
    review: RemoteReview, *, version: int | None = None, by: User, at: datetime
) -> tuple[Inspection, RemoteReview]:
    """The visit locked and the questionnaire as it stands, for a member of the team."""
    visit = visit_under_way(review.inspection, by=by, at=at)
    if version is not None:
        visit = Inspection.objects.locked(visit.pk, version=version)
    held = RemoteReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if not held.is_open:
        text = gettext("This questionnaire is closed: “%(result)s”.")
        raise StepNotOpen(text % {"result": held.get_state_display()})
    held.inspection = visit
    return visit, held


def _link(
    visit: Inspection,
    review: RemoteReview,
    item: ChecklistItem,
    file: EvidenceFile,
    *,
    by: User,
    at: datetime,
) -> None:
    link_evidence(visit=visit, evidence_file=file, by=by, at=at)
    RemoteFile.objects.get_or_create(review=review, item=item, evidence_file=file)


def _check_question(review: RemoteReview, item: ChecklistItem | None) -> None:
    if item is not None and item.version_id != review.questionnaire_id:
        text = _("This question is in another questionnaire.")
        raise Refused(errors={"item": [text]})


def _check_result(review: RemoteReview, result: str, *, day: date) -> None:
    missing = review.unanswered()
    if result in ANSWERED_REVIEWS and missing:
        text = ngettext(
            "%(count)s question has no answer: %(numbers)s.",
            "%(count)s questions have no answer: %(numbers)s.",
            len(missing),
        )
        numbers = ", ".join(item.number for item in missing)
        found = text % {"count": len(missing), "numbers": numbers}
        raise StepNotOpen(found, blockers=[Blocker("answers_missing", found, "remote")])
    is_silent = review.received_on is None
    if result == ReviewState.INCOMPLETE and is_silent and day <= review.due_on:
        text = gettext("The facility still has time to answer, until %(day)s.")
        raise StepNotOpen(text % {"day": f"{review.due_on:%d/%m/%Y}"})


def _questionnaire(
    visit: Inspection, given: ChecklistVersion | None, day: date
) -> ChecklistVersion:
    found = given or newest_questionnaire(visit.facility, day)
    if found is None:
        text = _("No questionnaire is in use for this kind of facility: choose one.")
        raise Refused(errors={"questionnaire": [text]})
    if (
        not ChecklistVersion.objects.questionnaires()
        .published_on(day)
        .filter(pk=found.pk)
    ):
        text = _("This questionnaire is not in use on that day.")
        raise Refused(errors={"questionnaire": [text]})
    return found


def _begun_on(visit: Inspection) -> date | None:
    return local_day(visit.started_at) if visit.started_at else None
