"""The undo of a batch: what it made is taken away, what it changed is put back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from agencies.models import User
from audit import trail
from facilities.imports.batches import opened, trace
from facilities.imports.pictures import put_back
from facilities.imports.taking import WHOLE_UP_TO
from facilities.models import Facility, ImportBatch, ImportRow, Party
from facilities.services.doubles import find_doubles_among
from facilities.services.writing import derive, derive_party, snapshot
from facilities.states import ImportOutcome, ImportState
from kernel.errors import NotReady

UNDONE_AT_A_TIME = 500
_NAMED = 5
_UNDOABLE = {ImportState.DONE, ImportState.TAKING_IN, ImportState.UNDOING}


class ImportInUse(NotReady):
    code = "import_in_use"


def hindering(batch: ImportBatch) -> list[Facility]:
    """Facilities of the batch with which somebody has gone on since, by code."""
    changed = (
        batch.rows.filter(outcome__in=(ImportOutcome.CREATED, ImportOutcome.UPDATED))
        .values("facility")
        .annotate(left=Max("version"))
        .exclude(left=F("facility__version"))
        .values("facility")
    )
    made = batch.rows.filter(outcome=ImportOutcome.CREATED)
    used = _in_use(Facility, made.values("facility"))
    parties = Facility.objects.filter(
        pk__in=made.values("facility"), party__created_at__in=made.values("taken_at")
    )
    held = _in_use(Party, parties.values("party"))
    return list(
        Facility.objects.filter(
            models.Q(pk__in=changed)
            | used
            | models.Q(party__in=Party.objects.filter(held))
            & models.Q(pk__in=made.values("facility"))
        ).order_by("code")
    )


def _in_use(model: type[models.Model], ids: models.QuerySet) -> models.Q:  # type: ignore[type-arg]
    """Records of ours at which rows of another package point."""
    condition = models.Q(pk__in=[])
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other._meta.app_label == model._meta.app_label:
            continue
        name = relation.field.attname
        users = other._default_manager.filter(**{f"{relation.field.name}__in": ids})
        condition |= models.Q(pk__in=users.order_by().values(name))
    return condition


def undo(
    *,
    batch: ImportBatch,
    by: User,
    at: datetime,
    progress: Callable[[int], None] = lambda count: None,
) -> ImportBatch:
    """Undo a batch wholly; a small one in one transaction.

    Raises NotPermitted, NotReady, or ImportInUse naming what hinders.
    """
    if batch.rows_count <= WHOLE_UP_TO:
        with transaction.atomic():
            return _undo_all(batch, by, at, progress)
    return _undo_all(batch, by, at, progress)


def _undo_all(
    batch: ImportBatch, by: User, at: datetime, progress: Callable[[int], None]
) -> ImportBatch:
    count = 0
    while batch.state != ImportState.UNDONE:
        batch = undo_some(batch=batch, by=by, at=at)
        count += UNDONE_AT_A_TIME
        progress(min(count, batch.rows_count))
    return batch


@transaction.atomic
def undo_some(
    *, batch: ImportBatch, by: User, at: datetime, limit: int = 0
) -> ImportBatch:
    """Undo the last rows of the batch; after the first one it is UNDONE.

    Raises NotPermitted, NotReady, or ImportInUse naming what hinders.
    """
    limit = limit or UNDONE_AT_A_TIME
    batch = opened(batch, _UNDOABLE, by=by, at=at)
    if batch.state != ImportState.UNDOING:
        _refuse_if_in_use(hindering(batch))
    changed = batch.rows.filter(
        outcome__in=(ImportOutcome.CREATED, ImportOutcome.UPDATED)
    )
    rows = list(changed.order_by("-number")[: limit + 1])
    is_last, rows = len(rows) <= limit, rows[:limit]
    facilities = {
        item.pk: item
        for item in Facility.objects.select_for_update().filter(
            pk__in={row.facility_id for row in rows}
        )
    }
    _refuse_if_in_use(_changed_since(rows, facilities))
    acts: list[trail.Act] = []
    for row in rows:
        if row.outcome == ImportOutcome.UPDATED:
            acts.append(_put_back(row, facilities[row.facility_id], at))
    made = [row for row in rows if row.outcome == ImportOutcome.CREATED]
    acts += _take_away([facilities[row.facility_id] for row in made], made)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    find_doubles_among(_ids(rows) - _ids(made), at=at)
    batch.state = ImportState.UNDOING
    if is_last:
        batch.rows.all().delete()
        batch.state, batch.undone_at = ImportState.UNDONE, at
    batch.save()
    trail.record_many(acts, at=at, by=by)
    if is_last:
        trace(batch, "facility.undo_import", by=by, at=at)
    return batch


def _ids(rows: list[ImportRow]) -> set[UUID]:
    return {row.facility_id for row in rows if row.facility_id is not None}


def _refuse_if_in_use(facilities: Iterable[Facility]) -> None:
    codes = [facility.code for facility in facilities]
    if codes:
        raise ImportInUse(
            _(
                "The import cannot be undone: other work has been done on %(count)d of"
                " its facilities (%(codes)s). Correct these one by one."
            )
            % {
                "count": len(codes),
                "codes": ", ".join(codes[:_NAMED]) + ("…" if codes[_NAMED:] else ""),
            }
        )


def _changed_since(
    rows: list[ImportRow], facilities: dict[object, Facility]
) -> list[Facility]:
    last: dict[object, int] = {}
    for row in rows:
        last[row.facility_id] = max(last.get(row.facility_id, 0), row.version or 0)
    return [
        facilities[key]
        for key, version in last.items()
        if facilities[key].version != version
    ]


def _put_back(row: ImportRow, facility: Facility, at: datetime) -> trail.Act:
    """The facility as it was before the row; the version goes on rising."""
    before = snapshot(facility)
    put_back(row.before or {})
    version = facility.version + 1
    facility.refresh_from_db()
    if facility.party is not None:
        derive_party(facility.party)
        facility.party.save()
    derive(facility)
    facility.version, facility.updated_at = version, at
    facility.save()
    # An earlier row of the same file may have changed it too.
    ImportRow.objects.filter(batch_id=row.batch_id, facility_id=facility.pk).exclude(
        outcome=ImportOutcome.UNCHANGED
    ).update(version=version)
    return trail.Act(
        "facility.undo_import", facility, facility.code, snapshot(facility), before
    )


def _take_away(facilities: list[Facility], rows: list[ImportRow]) -> list[trail.Act]:
    """Facilities that the batch made, and their parties if it made these too."""
    acts = [
        trail.Act("facility.undo_import", item, item.code, {"removed": True})
        for item in facilities
    ]
    moments = {row.taken_at for row in rows if row.taken_at}
    parties = Party.objects.filter(
        facilities__in=facilities, created_at__in=moments
    ).distinct()
    of_batch = list(parties)
    Facility.objects.filter(pk__in=[item.pk for item in facilities]).delete()
    gone = list(
        Party.objects.filter(
            pk__in=[party.pk for party in of_batch],
            facilities__isnull=True,
            positions__isnull=True,
        )
    )
    acts += [
        trail.Act("party.undo_import", party, party.name, {"removed": True})
        for party in gone
    ]
    Party.objects.filter(pk__in=[party.pk for party in gone]).delete()
    return acts
