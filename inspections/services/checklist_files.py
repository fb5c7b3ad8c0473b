"""A checklist as an XLSForm file: given out as it stands, taken in as a draft."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import trail
from inspections import policies
from inspections.checklist_content import (
    LETTERS,
    MOST_QUESTIONS,
    Question,
    in_parts,
    write,
)
from inspections.models import Checklist, ChecklistDraft, ChecklistVersion
from inspections.services.checklist_funnel import checked_question, trace
from inspections.services.checklists import begin
from inspections.xlsform import book, checking, reading, words, writing
from inspections.xlsform.words import Remark
from kernel.errors import NotPermitted, Refused
from kernel.folding import nfc

if TYPE_CHECKING:
    from agencies.models import User

MOST_FAULTS = 50
_IN_MEMORY = 2 * 1024 * 1024


class XlsformRefused(Refused):
    code = "xlsform_refused"
    text = gettext_lazy("The file is not taken; nothing was changed.")


class XlsformInPart(XlsformRefused):
    """Nothing is wrong, but a checklist cannot hold all of it."""

    code = "xlsform_in_part"
    text = gettext_lazy(
        "The file holds what a checklist cannot: look at it, and say that it is to be"
        " left out."
    )


def export_checklist(*, version: ChecklistVersion, by: User, at: datetime) -> BinaryIO:
    """The version as an XLSForm workbook; the trail notes it. Raises NotPermitted."""
    if not policies.may_see_checklist_desk(by, at):
        raise NotPermitted
    file = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
    writing.write_book(file, version)
    file.seek(0)
    trail.record_access(
        action="exported",
        record=version,
        at=at,
        by=by,
        label=f"{version.checklist.code} {version.number}",
    )
    return file


@transaction.atomic
def import_checklist(
    *,
    checklist: Checklist,
    file: BinaryIO,
    name: str,
    reason: str,
    leave_out: bool,
    by: User,
    at: datetime,
) -> ChecklistDraft:
    """A draft of a new version with the questions of a file.

    What a checklist cannot hold is refused, cell by cell, unless `leave_out` says that
    it is to be left out; the draft keeps the list. Raises NotPermitted, DraftThere,
    KindRefused, TooLarge, XlsformInPart, XlsformRefused.
    """
    if not policies.may_draft_checklists(by, at):
        raise NotPermitted
    sheets = book.open_book(file, name)
    form = reading.form_of(sheets, is_remote=checklist.is_remote)
    faults = [remark for remark in form.remarks if remark.bad]
    faults += checking.faults_of(sheets)
    questions = in_parts(form.questions)
    faults += _limits(questions)
    if not faults:
        questions, faults = _checked(questions, sheets, is_remote=checklist.is_remote)
    if faults:
        raise XlsformRefused(errors={"file": _sentences(faults)})
    if form.remarks and not leave_out:
        raise XlsformInPart(errors={"file": _sentences(form.remarks)})
    draft = begin(
        checklist,
        reason=reason,
        by=by,
        at=at,
        file_name=nfc(name)[-200:],
        file_sha256=_digest(file),
        left_out=_sentences(form.remarks),
    )
    write(draft.edition, questions, follows=_origins(draft, questions))
    trace(
        "checklist.import",
        draft,
        by=by,
        at=at,
        reason=draft.reason,
        after={
            "file": draft.file_name,
            "sha256": draft.file_sha256,
            "questions": len(questions),
            "left_out": len(form.remarks),
        },
    )
    return draft


def _limits(questions: Sequence[Question]) -> list[Remark]:
    if len(questions) > MOST_QUESTIONS:
        text = _("A checklist has %(most)s questions at most.")
        return [Remark(words.SURVEY, text % {"most": MOST_QUESTIONS}, bad=True)]
    if len({question.section_vi for question in questions}) > len(LETTERS):
        text = _("A checklist has %(most)s parts at most.")
        return [Remark(words.SURVEY, text % {"most": len(LETTERS)}, bad=True)]
    return []


def _checked(
    questions: Sequence[Question], sheets: dict[str, book.Sheet], *, is_remote: bool
) -> tuple[list[Question], list[Remark]]:
    """The questions as they are stored; a fault names the row of its question."""
    survey = sheets[words.SURVEY]
    checked, faults = [], []
    for question in questions:
        try:
            checked.append(checked_question(question, is_remote=is_remote))
        except Refused as refusal:
            row = _row_of(survey, question)
            faults += [
                Remark(
                    survey.name,
                    str(text),
                    row=row,
                    column=survey.column(name) if name in survey.headers else "",
                    bad=True,
                )
                for name, texts in refusal.errors.items()
                for text in texts
            ]
    return checked, faults


def _row_of(survey: book.Sheet, question: Question) -> int:
    return next(
        (
            row.number
            for row in survey.rows
            if question.question_vi in row.cells.values()
        ),
        0,
    )


def _sentences(remarks: Sequence[Remark]) -> list[str]:
    found = [str(remark) for remark in remarks[:MOST_FAULTS]]
    more = len(remarks) - MOST_FAULTS
    if more > 0:
        found.append(_("… and %(n)s more.") % {"n": more})
    return found


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    return hashlib.sha256(file.read()).hexdigest()


def _origins(draft: ChecklistDraft, questions: Sequence[Question]) -> list[UUID | None]:
    """For each question the one of the earlier version that reads the same."""
    if draft.based_on is None:
        return [None] * len(questions)
    earlier = {nfc(item.question_vi): item.pk for item in draft.based_on.items.all()}
    return [earlier.pop(nfc(question.question_vi), None) for question in questions]
