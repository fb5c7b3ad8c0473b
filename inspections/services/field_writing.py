"""A complete field record becomes rows of its visit: answers, findings, titles, files.

Who answered a question owns the answer. What two officers answered differently is kept
twice, and the team leader chooses; until then the answer that was made first counts.
Which record came in first changes nothing: ids made on the phones sort by time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils import translation

from agencies.models import User
from evidence.models import EvidenceFile
from inspections import field_alarms
from inspections.field_reading import FieldAnswer, FieldContent, FieldTitle
from inspections.models import (
    Answer,
    ChecklistItem,
    FieldConflict,
    FieldRecord,
    Finding,
    Inspection,
    InspectionEvidence,
)
from inspections.services.deciding import start_visit
from inspections.services.fieldwork import (
    answer_item,
    link_evidence,
    note_title,
    record_finding,
)
from inspections.services.funnel import store, trace
from inspections.services.inputs import TitleInput
from inspections.states import (
    AnswerResult,
    FieldReason,
    VisitState,
)
from kernel.clock import local_day
from kernel.folding import nfc
from kernel.ids import uuid7
from regulations import indicators
from regulations.models import CriminalIndicator, ViolationBehaviour

_TAKES_RECORDS = frozenset({VisitState.DECIDED, VisitState.UNDER_WAY})


def why_not(record: FieldRecord, visit: Inspection, at: datetime) -> str:
    """Why the record cannot be written into its visit now; "" when it can."""
    if visit.state == VisitState.PLANNED:
        return FieldReason.NOT_DECIDED.value
    if visit.state not in _TAKES_RECORDS:
        return FieldReason.CLOSED.value
    if not visit.has_member(record.sender):
        return FieldReason.OTHER_TEAM.value
    asked = record.checklist_version_id
    is_other = asked is not None and asked != visit.checklist_version_id
    if is_other and visit.answers.current().exists():
        return FieldReason.OTHER_CHECKLIST.value
    return FieldReason.NONE.value


def write(
    record: FieldRecord, content: FieldContent, visit: Inspection, *, at: datetime
) -> None:
    """Write all of it, in the sender's name; `why_not` was asked before."""
    by = record.sender
    visit = _begun(record, visit, by=by, at=at)
    files = {
        row.sha256: row.evidence_file
        for row in record.files.held().select_related("evidence_file")
    }
    # The minutes are written in Vietnamese, whatever language the phone has.
    with translation.override("vi"):
        for answer in sorted(content.answers, key=lambda answer: answer.id):
            _write_answer(record, answer, files, visit, by=by, at=at)
        copies = indicators.of_copies()
        for title in content.titles:
            _write_title(title, copies, files, visit, record, by=by, at=at)
    shown = {sha256 for answer in content.answers for sha256 in answer.files}
    shown |= {sha256 for title in content.titles for sha256 in title.files}
    for sha256, file in files.items():
        if sha256 not in shown and file is not None:
            link_evidence(visit=visit, evidence_file=file, by=by, at=at)


def _begun(
    record: FieldRecord, visit: Inspection, *, by: User, at: datetime
) -> Inspection:
    """The visit under way, with the version of the checklist that was answered."""
    if visit.state == VisitState.DECIDED:
        started_at = min(record.started_at, at)
        if local_day(started_at) < visit.decision.signed_on:
            started_at = at  # a clock that is behind: the server's time stands
        visit = start_visit(
            visit=visit, version=visit.version, started_at=started_at, by=by, at=at
        )
    asked = record.checklist_version_id
    if asked is not None and asked != visit.checklist_version_id:
        before = visit.checklist_version_id
        visit.checklist_version_id = asked
        store(visit, at=at)
        trace(
            "visit.checklist",
            visit,
            by=by,
            at=at,
            before={"checklist_version": str(before or "")},
            after={"checklist_version": str(asked)},
        )
    return visit


# --- Answers


def _write_answer(
    record: FieldRecord,
    given: FieldAnswer,
    files: dict[str, EvidenceFile | None],
    visit: Inspection,
    *,
    by: User,
    at: datetime,
) -> None:
    item = ChecklistItem.objects.get(pk=given.item)
    former = visit.answers.current().filter(item=item).first()
    made_at = min(given.at, at)
    is_chosen = _is_chosen(visit, item)
    is_next = former is None or (former.by_id == by.pk and former.pk < given.id)
    if is_next and not is_chosen:
        answer = answer_item(
            visit=visit,
            item=item,
            result=given.result,
            note=given.note,
            answer_id=_free_id(given.id),
            answered_at=made_at,
            by=by,
            at=at,
        )
    else:
        answer = Answer.objects.create(
            id=_free_id(given.id),
            inspection=visit,
            item=item,
            result=given.result,
            note=nfc(given.note),
            by=by,
            at=made_at,
            is_current=False,
        )
    if not is_chosen:
        _let_first_count(visit, item)
    _raise_conflict(record, answer, visit, at=at)
    last = _gathered(visit, item, by=by)
    _show_files(answer, last, given, files, visit, by=by, at=at)


def _is_chosen(visit: Inspection, item: ChecklistItem) -> bool:
    """The team leader chose once: what comes later waits for him again."""
    return FieldConflict.objects.filter(
        inspection=visit, item=item, settled_at__isnull=False
    ).exists()


def _let_first_count(visit: Inspection, item: ChecklistItem) -> None:
    """Of several officers the one who answered first, by his last answer."""
    answers = list(visit.answers.filter(item=item).order_by("pk"))
    counts = [answer for answer in answers if answer.by_id == answers[0].by_id][-1]
    if counts.is_current:
        return
    visit.answers.filter(item=item, is_current=True).update(is_current=False)
    Answer.objects.filter(pk=counts.pk).update(is_current=True)


def _gathered(visit: Inspection, item: ChecklistItem, *, by: User) -> Answer:
    """The officer's last answer, with all that was recorded under those before it.

    Answers that come in order hand it on one by one; here the late one does.
    """
    rows: list[Answer] = list(visit.answers.filter(item=item, by=by).order_by("pk"))
    *earlier, last = rows
    for answer in earlier:
        answer.findings.update(answer=last)
        held = last.evidence_links.values("evidence_file")
        answer.evidence_links.exclude(evidence_file__in=held).update(answer=last)
    return last


def _free_id(wanted: UUID) -> UUID:
    return uuid7() if Answer.objects.filter(pk=wanted).exists() else wanted


def contenders(visit: Inspection, item: ChecklistItem) -> list[Answer]:
    """The last answer of each officer to a question, the first made first."""
    last: dict[int, Answer] = {}
    rows = visit.answers.filter(item=item).select_related("by__agency").order_by("pk")
    for answer in rows:
        last[answer.by_id] = answer
    return sorted(last.values(), key=lambda answer: answer.pk)


def _raise_conflict(
    record: FieldRecord, answer: Answer, visit: Inspection, *, at: datetime
) -> None:
    said = {(one.result, one.note) for one in contenders(visit, answer.item)}
    if len(said) < 2:
        return
    FieldConflict.objects.get_or_create(
        inspection=visit,
        item=answer.item,
        settled_at__isnull=True,
        defaults={"record": record, "raised_at": at},
    )


def _show_files(
    answer: Answer,
    last: Answer,
    given: FieldAnswer,
    files: dict[str, EvidenceFile | None],
    visit: Inspection,
    *,
    by: User,
    at: datetime,
) -> None:
    """A failure is a finding, and its photos show it; others belong to the answer."""
    if given.result != AnswerResult.FAIL:
        for file in _of(given.files, files):
            link_evidence(visit=visit, evidence_file=file, answer=last, by=by, at=at)
        return
    # One finding for an officer and a question, whichever of his records came first.
    standing = visit.findings.standing().filter(answer__item=answer.item)
    finding = standing.filter(recorded_by=by).first()
    if finding is None:
        finding = _find(answer, last, visit, by=by, at=at)
    else:
        _let_first_tell(finding, answer, at=at)
    for file in _of(given.files, files):
        link_evidence(visit=visit, evidence_file=file, finding=finding, by=by, at=at)
        # A failure of an officer whose answer is not the one that counts is still
        # shown by its photo when the leader chooses it.
        InspectionEvidence.objects.get_or_create(
            inspection=visit, evidence_file=file, answer=last
        )


def _find(
    answer: Answer, last: Answer, visit: Inspection, *, by: User, at: datetime
) -> Finding:
    on = min(local_day(answer.at), local_day(at))
    return record_finding(
        visit=visit,
        description=_words_of(answer),
        detected_on=on,
        behaviour=_behaviour(answer.item.suggests, on),
        answer=last,
        by=by,
        at=at,
    )


def _words_of(answer: Answer) -> str:
    return answer.note or answer.item.question_vi


def _let_first_tell(finding: Finding, answer: Answer, *, at: datetime) -> None:
    """An earlier failure that came in late: its words and day are the finding's.

    Not where somebody has worded the finding himself meanwhile.
    """
    failures = Answer.objects.filter(
        inspection=answer.inspection_id,
        item=answer.item_id,
        by=answer.by_id,
        result=AnswerResult.FAIL,
    )
    first, *later = failures.select_related("item").order_by("pk")
    if first == answer and finding.description in map(_words_of, later):
        finding.description = _words_of(answer)
        finding.detected_on = min(local_day(answer.at), local_day(at))
        finding.save(update_fields=["description", "detected_on"])


def _behaviour(code: str, on: date) -> ViolationBehaviour | None:
    """What a failure suggests, as the catalogue had it on the day."""
    if not code:
        return None
    found: ViolationBehaviour | None = (
        ViolationBehaviour.objects.filter(code=code).in_force_on(on).first()
    )
    return found


# --- Titles


def _write_title(
    title: FieldTitle,
    copies: Iterable[CriminalIndicator],
    files: dict[str, EvidenceFile | None],
    visit: Inspection,
    record: FieldRecord,
    *,
    by: User,
    at: datetime,
) -> None:
    """In order: a line of the minutes. With an alarm: a finding that names it."""
    line = TitleInput(
        title=title.title,
        found_quantity=title.counted_copies,
        publisher=title.publisher,
        registration_no=title.registration_no,
        decision_no=title.decision_no,
        licensed_quantity=title.licensed_copies,
        note=title.note,
    )
    on = min(local_day(record.finished_at), local_day(at))
    alarms = field_alarms.alarms_of_count(title, on=on, indicators=copies)
    if not alarms:
        note_title(visit=visit, title=line, by=by, at=at)
        for file in _of(title.files, files):
            link_evidence(visit=visit, evidence_file=file, by=by, at=at)
        return
    finding = record_finding(
        visit=visit,
        description=field_alarms.in_words(title, alarms),
        detected_on=on,
        behaviour=_behaviour(alarms[0].code, on),
        titles=[line],
        by=by,
        at=at,
    )
    for file in _of(title.files, files):
        link_evidence(visit=visit, evidence_file=file, finding=finding, by=by, at=at)


def _of(
    hashes: Iterable[str], files: dict[str, EvidenceFile | None]
) -> list[EvidenceFile]:
    found = (files.get(sha256) for sha256 in hashes)
    return [file for file in found if file is not None]
