"""A field record is whole: it goes into its visit in one transaction, or stands beside.

Nothing that an officer recorded is ever turned away here: what the visit cannot take
any more is kept as a supplement, and somebody at the office settles it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies.kinds import Role
from agencies.models import User
from audit import trail
from facilities.models import Facility
from inspections import field_reading
from inspections.field_reading import FieldContent, Unplanned
from inspections.models import FieldRecord, Inspection
from inspections.services import field_writing
from inspections.services.funnel import StepNotOpen, ask, require_text
from inspections.services.inputs import TeamInput, VisitInput
from inspections.services.opening import open_ad_hoc_visit
from inspections.states import (
    ContentTag,
    FieldOutcome,
    FieldReason,
    FieldState,
)
from kernel.clock import local_day
from kernel.errors import DomainError, NotPermitted


@transaction.atomic
def complete_record(*, record: FieldRecord, by: User, at: datetime) -> FieldRecord:
    """Lock the record and write it into its visit; while files are missing, nothing.

    Twice is once. Raises NotPermitted (also when it is another officer's).
    """
    ask(by, "sync.put", None, at)
    held: FieldRecord = (
        FieldRecord.objects.filter(pk=record.pk)
        .select_for_update(of=("self",))
        .select_related("sender__agency", "agency")
        .get()
    )
    if held.sender_id != by.pk:
        raise NotPermitted
    if held.is_complete or held.files.awaited().exists():
        return held
    return complete_held(held, by=by, at=at)


def complete_held(held: FieldRecord, *, by: User, at: datetime) -> FieldRecord:
    """Of a locked record all of whose files are here, or lost; the right was asked."""
    content = field_reading.read(held.body)
    visit = _locked_visit(held)
    if content.unplanned is not None and visit is None:
        reason = _open_unplanned(held, content.unplanned, by=by, at=at)
        outcome = FieldOutcome.UNPLANNED.value
    else:
        reason, outcome = _into_visit(held, content, visit, at=at)
    held.state = FieldState.COMPLETE.value
    held.completed_at = held.last_at = at
    held.outcome, held.outcome_reason = outcome, reason
    held.save()
    _trace(held, "field.complete", by=by, at=at)
    return held


@transaction.atomic
def take_over_record(
    *, record: FieldRecord, visit: Inspection | None = None, by: User, at: datetime
) -> FieldRecord:
    """Write a record that stood beside into its visit, now that the visit can take it.

    An unplanned record without a visit is given one. By the team leader; the answers
    stay the sender's. Raises NotPermitted, StepNotOpen.
    """
    held = _to_settle(record, by=by, at=at)
    if held.visit_id is None and visit is not None:
        held.visit = visit
        # The right is asked of the visit too: it may be another team's.
        ask(by, "visit.resolve_conflict", held, at)
    locked = _locked_visit(held)
    if locked is None:
        raise StepNotOpen(FieldReason.NO_VISIT.label)
    reason = field_writing.why_not(held, locked, at)
    if reason:
        raise StepNotOpen(FieldReason(reason).label)
    content = field_reading.read(held.body)
    held.place_name = held.place_name or locked.facility.name
    field_writing.write(held, content, locked, at=at)
    held.outcome, held.outcome_reason = FieldOutcome.APPLIED.value, ""
    held.settled_at, held.settled_by = at, by
    held.save()
    _trace(held, "field.take_over", by=by, at=at)
    return held


@transaction.atomic
def settle_record(
    *, record: FieldRecord, note: str, by: User, at: datetime
) -> FieldRecord:
    """Note what becomes of a record that stays beside the visit, in words.

    Raises NotPermitted, StepNotOpen, Refused (`note`).
    """
    held = _to_settle(record, by=by, at=at)
    require_text(note=note)
    held.settled_at, held.settled_by = at, by
    held.settled_note = note.strip()
    held.save()
    _trace(held, "field.settle", by=by, at=at, reason=held.settled_note)
    return held


def _to_settle(record: FieldRecord, *, by: User, at: datetime) -> FieldRecord:
    held: FieldRecord = (
        FieldRecord.objects.filter(pk=record.pk)
        .select_for_update(of=("self",))
        .select_related("sender__agency", "agency", "visit")
        .get()
    )
    ask(by, "visit.resolve_conflict", held, at)
    if not held.is_to_settle:
        raise StepNotOpen
    return held


def _locked_visit(record: FieldRecord) -> Inspection | None:
    if record.visit_id is None:
        return None
    visit: Inspection = Inspection.objects.locked(record.visit_id)
    return visit


def _into_visit(
    record: FieldRecord,
    content: FieldContent,
    visit: Inspection | None,
    *,
    at: datetime,
) -> tuple[str, str]:
    """Reason and outcome; a rule that refuses the rows leaves a supplement, whole."""
    if visit is None:
        return FieldReason.NO_VISIT.value, FieldOutcome.SUPPLEMENT.value
    reason = field_writing.why_not(record, visit, at)
    if reason:
        return reason, FieldOutcome.SUPPLEMENT.value
    try:
        with transaction.atomic():
            field_writing.write(record, content, visit, at=at)
    except DomainError:
        return FieldReason.REFUSED.value, FieldOutcome.SUPPLEMENT.value
    return FieldReason.NONE.value, FieldOutcome.APPLIED.value


def _open_unplanned(
    record: FieldRecord, told: Unplanned, *, by: User, at: datetime
) -> str:
    """Open its visit, which waits for a decision; else the office opens one by hand."""
    found = Facility.objects.filter(pk=told.facility) if told.facility else None
    facility = found.first() if found is not None else None
    if facility is None:
        return FieldReason.NO_VISIT.value
    day = min(local_day(record.started_at), local_day(at))
    try:
        with transaction.atomic():
            record.visit = open_ad_hoc_visit(
                facility=facility.merged_into or facility,
                ground=told.ground,
                ground_text=told.what,
                content=(ContentTag.PUBLICATIONS.value,),
                visit=VisitInput(
                    scheduled_on=day,
                    checklist_version=record.checklist_version,
                    place=told.address,
                    # Without a lead any team lead of the agency may name the team.
                    team=TeamInput(lead=by) if _leads(by, at) else None,
                ),
                by=by,
                at=at,
            )
    except DomainError:
        record.visit = None
        return FieldReason.NO_VISIT.value
    return FieldReason.NOT_DECIDED.value


def _leads(officer: User, at: datetime) -> bool:
    return Role.TEAM_LEAD in officer.roles_on(local_day(at))


def _trace(
    record: FieldRecord, action: str, *, by: User, at: datetime, reason: str = ""
) -> None:
    trail.record(
        action=action,
        record=record,
        at=at,
        by=by,
        reason=reason,
        object_hash=record.body_sha256,
        after={
            "outcome": record.outcome,
            "why": record.outcome_reason,
            "visit": record.visit.number if record.visit else "",
        },
        label=record.code,
    )
