"""Double answers of one question: the team leader chooses, both stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from inspections.models import Answer, FieldConflict, Inspection
from inspections.services.field_writing import contenders
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    require_text,
    require_under_way,
    store,
    trace,
)
from inspections.states import AnswerResult
from kernel.errors import Refused


@transaction.atomic
def settle_conflict(
    *, conflict: FieldConflict, chosen: Answer, reason: str, by: User, at: datetime
) -> FieldConflict:
    """Choose which of the officers' answers counts; the other stays as history.

    Findings that rest on an answer which was not chosen are withdrawn, with the
    reason, where the chosen one is no failure. Raises NotPermitted, RecordLocked,
    StepNotOpen, Refused (`chosen`, `reason`).
    """
    visit: Inspection = Inspection.objects.locked(conflict.inspection_id)
    ask(by, "visit.resolve_conflict", visit, at)
    require_under_way(visit)
    held: FieldConflict = (
        FieldConflict.objects.select_for_update(of=("self",))
        .select_related("item")
        .get(pk=conflict.pk)
    )
    if not held.is_open:
        raise StepNotOpen(_("The team leader has chosen already."))
    require_text(reason=reason)
    answers = {answer.pk: answer for answer in contenders(visit, held.item)}
    if chosen.pk not in answers:
        raise Refused(errors={"chosen": [_("Choose one of the answers.")]})
    former = visit.answers.current().filter(item=held.item).first()
    if former is not None and former.pk != chosen.pk:
        former.is_current = False
        former.save(update_fields=["is_current"])
    Answer.objects.filter(pk=chosen.pk).update(is_current=True)
    chosen = answers[chosen.pk]
    if chosen.result != AnswerResult.FAIL:
        _withdraw_others(answers, chosen, reason=reason, by=by, at=at)
    held.chosen, held.settled_by, held.settled_at = chosen, by, at
    held.reason = reason.strip()
    held.save()
    store(visit, at=at)
    trace(
        "visit.resolve_conflict",
        visit,
        by=by,
        at=at,
        reason=held.reason,
        before={"result": former.result if former else ""},
        after={"item": held.item.number, "result": chosen.result},
    )
    return held


def _withdraw_others(
    answers: dict[UUID, Answer],
    chosen: Answer,
    *,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    for answer in answers.values():
        if answer.pk == chosen.pk:
            continue
        for finding in answer.findings.standing():
            finding.withdrawn_by, finding.withdrawn_at = by, at
            finding.withdrawn_reason = reason.strip()
            finding.save()
