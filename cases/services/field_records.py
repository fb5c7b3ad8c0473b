"""The one door of field records: the visit's rows, and a case for what was taken.

Goods are held by a seizure, and a seizure belongs to a case. Where no case can be
opened by the sender, the record keeps its list of goods, and the office opens one.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, CaseFinding
from cases.services.intake import open_from_findings
from cases.services.seizing import SeizureInput, draft_seizure
from cases.states import OPEN_STATES, SeizureGround
from evidence.services import GoodsInput
from inspections import field_reading
from inspections import services as inspections
from inspections.field_reading import FieldContent, FieldGoods
from inspections.models import FieldRecord, Finding, Inspection
from inspections.states import FieldOutcome
from kernel.clock import local_day
from kernel.errors import DomainError


@transaction.atomic
def accept_field_record(*, record: FieldRecord, by: User, at: datetime) -> FieldRecord:
    """Complete a record; with goods, open the case and draft the seizure as well.

    Twice is once. Raises what `inspections.services.complete_record` raises.
    """
    held = FieldRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    done = inspections.complete_record(record=held, by=by, at=at)
    if not held.is_complete and done.outcome == FieldOutcome.APPLIED:
        _seize(done, at=at)
    return done


@transaction.atomic
def take_over_field_record(
    *, record: FieldRecord, visit: Inspection | None = None, by: User, at: datetime
) -> FieldRecord:
    """The same for a record that stood beside its visit until now."""
    done = inspections.take_over_record(record=record, visit=visit, by=by, at=at)
    _seize(done, at=at)
    return done


@transaction.atomic
def finish_field_record(
    *, record: FieldRecord, reason: str, files_are_lost: bool, by: User, at: datetime
) -> FieldRecord:
    """The same for a record that is finished at the office."""
    done = inspections.finish_field_record(
        record=record, reason=reason, files_are_lost=files_are_lost, by=by, at=at
    )
    if done.outcome == FieldOutcome.APPLIED:
        _seize(done, at=at)
    return done


def _seize(record: FieldRecord, *, at: datetime) -> None:
    """In the sender's name: he took the goods. A refusal leaves them in the record."""
    content = field_reading.read(record.body)
    if not content.goods or record.visit is None:
        return
    by = record.sender
    try:
        with transaction.atomic(), translation.override("vi"):
            case = _case_of(record.visit, by=by, at=at)
            if case is None:
                return
            on = max(
                case.detected_on, min(local_day(record.finished_at), local_day(at))
            )
            draft_seizure(
                case=case,
                version=None,
                content=_seizure(record, record.visit, content),
                by=by,
                at=at,
                occurred_on=on,
            )
    except DomainError:
        return


def _case_of(visit: Inspection, *, by: User, at: datetime) -> Case | None:
    """The open case of the visit's findings, or a new one; None without a finding."""
    standing = Finding.objects.standing().filter(inspection=visit)
    taken = (
        CaseFinding.objects.filter(finding__in=standing, case__state__in=OPEN_STATES)
        .select_related("case")
        .order_by("pk")
        .first()
    )
    if taken is not None:
        return taken.case
    free = list(standing.filter(case_findings__isnull=True).order_by("position"))
    if not free:
        return None
    return open_from_findings(findings=free, by=by, at=at)


def _seizure(
    record: FieldRecord, visit: Inspection, content: FieldContent
) -> SeizureInput:
    return SeizureInput(
        ground=SeizureGround.VERIFY,
        reason=_("Taken during visit %(number)s, as the field record lists.")
        % {"number": visit.number},
        minutes_no=visit.number,
        place=visit.place or visit.agency.name,
        from_party=(
            content.signature.name if content.signature else visit.facility.name
        ),
        keeper=record.sender.agency.name,
        goods=tuple(_goods(line) for line in content.goods),
    )


def _goods(line: FieldGoods) -> GoodsInput:
    note = line.note
    if not line.seal_no and not note:
        note = _("The field record names no seal.")
    return GoodsInput(
        kind=line.kind,
        description=line.name,
        unit=line.unit,
        quantity=line.quantity,
        condition=line.condition,
        seal_no=line.seal_no,
        note=note,
    )
