"""Good rows go into the register, and a batch comes out of it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from facilities import services
from facilities.imports.batches import opened, reader_of, store, trace
from facilities.imports.checking import new_facility, refused, verdict_of
from facilities.imports.drafts import Draft, Remark
from facilities.imports.matching import Known
from facilities.imports.pictures import differences, picture_of
from facilities.imports.updates import acts_for
from facilities.models import Facility, ImportBatch, ImportRow
from facilities.services.bulk import create_facilities
from facilities.services.doubles import find_doubles_among
from facilities.states import ImportChoice, ImportOutcome, ImportState, ImportVerdict
from kernel.clock import local_day
from kernel.errors import DomainError, NotReady

TAKEN_AT_A_TIME = 500
# Above this each chunk is a transaction of its own: the trail has one writer at a time.
WHOLE_UP_TO = 1_000


class RowsWithErrors(NotReady):
    code = "rows_with_errors"
    text = _(
        "Nothing was taken in: some rows have errors. Correct them, or take in"
        " the right rows only."
    )


class ChosenIsGone(NotReady):
    code = "chosen_is_gone"
    text = _(
        "The facility that was chosen was merged or taken away meanwhile: import the"
        " row again."
    )


class NothingToTake(NotReady):
    code = "nothing_to_take"
    text = _("No row can be taken in: correct the file and upload it again.")


def take_in(
    *,
    batch: ImportBatch,
    by: User,
    at: datetime,
    progress: Callable[[int], None] = lambda count: None,
) -> ImportBatch:
    """Take all good rows in; a small batch is whole or absent.

    Raises NotPermitted or NotReady.
    """
    if batch.rows_count <= WHOLE_UP_TO:
        return take_whole(batch=batch, by=by, at=at, progress=progress)
    count = 0
    while batch.state != ImportState.DONE:
        batch = take_some(batch=batch, by=by, at=at)
        count += TAKEN_AT_A_TIME
        progress(min(count, batch.rows_count))
    return batch


@transaction.atomic
def take_whole(
    *,
    batch: ImportBatch,
    refuse_errors: bool = False,
    by: User,
    at: datetime,
    progress: Callable[[int], None] = lambda count: None,
) -> ImportBatch:
    """All good rows in one transaction; with `refuse_errors` all rows, or none.

    Raises NotPermitted, NotReady or RowsWithErrors.
    """
    count = 0
    while batch.state != ImportState.DONE:
        if refuse_errors and batch.rows.filter(verdict=ImportVerdict.BAD).exists():
            raise RowsWithErrors
        batch = take_some(batch=batch, by=by, at=at)
        count += TAKEN_AT_A_TIME
        progress(min(count, batch.rows_count))
    if refuse_errors and batch.rows.filter(verdict=ImportVerdict.BAD).exists():
        raise RowsWithErrors
    return batch


@transaction.atomic
def take_some(
    *, batch: ImportBatch, by: User, at: datetime, limit: int = 0
) -> ImportBatch:
    """Take the next good rows in; after the last one the batch is DONE.

    One import at a time looks at the register and writes to it: two clerks with the
    same file make no doubles. Raises NotPermitted or NotReady.
    """
    limit = limit or TAKEN_AT_A_TIME
    batch = opened(batch, {ImportState.CHECKED, ImportState.TAKING_IN}, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('facilities.import'))")
    rows = list(batch.rows.to_take().order_by("number")[: limit + 1])
    if not rows and batch.state == ImportState.CHECKED:
        raise NothingToTake
    is_last = len(rows) <= limit
    chunk = _Chunk(batch, rows[:limit], by, at)
    chunk.take()
    find_doubles_among(chunk.written(), at=at)
    batch.state = ImportState.DONE if is_last else ImportState.TAKING_IN
    if is_last:
        _count(batch)
        batch.done_at = at
    batch.save()
    if is_last:
        trace(batch, "facility.import", by=by, at=at)
    return batch


def _count(batch: ImportBatch) -> None:
    of = ImportOutcome
    found = batch.rows.aggregate(
        created=Count("id", filter=Q(outcome=of.CREATED)),
        updated=Count("id", filter=Q(outcome=of.UPDATED)),
        unchanged=Count("id", filter=Q(outcome=of.UNCHANGED)),
    )
    batch.created_count = found["created"]
    batch.updated_count = found["updated"]
    batch.unchanged_count = found["unchanged"]


class _Chunk:
    """Some rows that go in together: new ones at once, known ones one by one."""

    def __init__(
        self, batch: ImportBatch, rows: list[ImportRow], by: User, at: datetime
    ) -> None:
        reader = reader_of(batch, at)
        self._batch, self._by, self._at = batch, by, at
        self._rows = [(row, reader.read(row.number, *row.opened)) for row in rows]
        ids = {row.facility_id for row in rows if row.choice == ImportChoice.SAME}
        standing = Facility.objects.standing().with_parts()
        self._chosen: dict[UUID | None, Facility] = dict(standing.in_bulk(ids - {None}))
        # Name and place of a row, and the facility that somebody said these mean.
        self._meant: dict[str, UUID | None] = {}

    def take(self) -> None:
        known = Known([draft for _row, draft in self._rows])
        new: list[tuple[ImportRow, Draft]] = []
        known_rows: list[tuple[ImportRow, Draft, Facility | None]] = []
        seen: set[str] = set()
        for row, draft in self._rows:
            facility = self._chosen_for(row, draft) or known.of(draft)
            keys = {draft.tax_key or draft.place_key, draft.place_key} - {""}
            if row.choice == ImportChoice.SAME and facility is None:
                self._refuse(row, draft, ChosenIsGone())
            elif facility is None and not (keys & seen):
                new.append((row, draft))
            else:
                known_rows.append((row, draft, facility))
            seen |= keys
        self._create(new)
        touched: set[object] = set()
        for row, draft, facility in known_rows:
            if facility is None or facility.pk in touched:
                # An earlier row of this chunk has made or changed it.
                facility = self._chosen_anew(row, draft) or Known([draft]).of(draft)
            if facility is None:
                self._create([(row, draft)])
                continue
            keeps_name = draft.place_key in self._meant
            keeps_name |= known.keeps_name(draft, facility)
            if self._update(row, draft, facility, keeps_name=keeps_name):
                touched.add(facility.pk)
        done = [row for row, _draft in self._rows]
        for row in done:
            row.taken_at = self._at
        if done:
            store(
                done,
                *("verdict", "remarks", "outcome", "facility_id"),
                *("version", "before", "taken_at"),
            )
            taken = [row.pk for row in done if row.outcome]
            ImportRow.objects.filter(pk__in=taken).update(sealed=b"")

    def written(self) -> set[UUID]:
        """Facilities that the chunk made or changed."""
        return {
            row.facility_id
            for row, _draft in self._rows
            if row.outcome in (ImportOutcome.CREATED, ImportOutcome.UPDATED)
            and row.facility_id is not None
        }

    def _chosen_for(self, row: ImportRow, draft: Draft) -> Facility | None:
        """The facility that the clerk said the row, or its like further up, to be."""
        if row.choice == ImportChoice.SAME:
            if row.facility_id in self._chosen and draft.place_key:
                self._meant[draft.place_key] = row.facility_id
            return self._chosen.get(row.facility_id)
        if row.choice == ImportChoice.UNDECIDED and draft.place_key in self._meant:
            return self._chosen[self._meant[draft.place_key]]
        return None

    def _chosen_anew(self, row: ImportRow, draft: Draft) -> Facility | None:
        chosen = self._chosen_for(row, draft)
        if chosen is None:
            return None
        fresh: Facility = Facility.objects.with_parts().get(pk=chosen.pk)
        return fresh

    def _create(self, new: list[tuple[ImportRow, Draft]]) -> None:
        if not new:
            return
        entries = [new_facility(draft) for _row, draft in new]
        try:
            with transaction.atomic():
                made = create_facilities(entries=entries, by=self._by, at=self._at)
        except (DomainError, IntegrityError):
            for row, draft in new:
                self._create_one(row, draft)
            return
        for (row, _draft), facility in zip(new, made, strict=True):
            _created(row, facility)

    def _create_one(self, row: ImportRow, draft: Draft) -> None:
        entry = new_facility(draft)
        try:
            facility = services.create_facility(
                data=entry.data,
                addresses=entry.addresses,
                urls=entry.urls,
                people=entry.people,
                licences=entry.licences,
                status=entry.status,
                status_since=entry.status_since,
                by=self._by,
                at=self._at,
            )
        except DomainError as refusal:
            self._refuse(row, draft, refusal)
        else:
            _created(row, facility)

    def _update(
        self, row: ImportRow, draft: Draft, facility: Facility, *, keeps_name: bool
    ) -> bool:
        """Bring in what the row states otherwise; False when there is nothing."""
        acts = acts_for(
            facility, draft, today=local_day(self._at), keeps_name=keeps_name
        )
        row.facility_id, row.version = facility.pk, facility.version
        row.outcome = ImportOutcome.UNCHANGED
        if not acts:
            return False
        before = picture_of(facility.pk)
        try:
            with transaction.atomic():
                for act in acts:
                    act(facility, self._by, self._at)
        except DomainError as refusal:
            row.outcome = ImportOutcome.NONE
            self._refuse(row, draft, refusal)
            return False
        row.before = differences(before, picture_of(facility.pk))
        row.outcome = ImportOutcome.UPDATED
        row.version = Facility.objects.values_list("version", flat=True).get(
            pk=facility.pk
        )
        return True

    def _refuse(self, row: ImportRow, draft: Draft, refusal: DomainError) -> None:
        """A rule that only the register itself could tell: the row stays out."""
        errors = refusal.errors or {"name": [refusal.detail]}
        remarks = refused(draft, errors, self._batch.columns)
        row.remarks = [*row.remarks, *(asdict(remark) for remark in remarks)]
        row.verdict = verdict_of([Remark(**item) for item in row.remarks])
        row.facility_id = None


def _created(row: ImportRow, facility: Facility) -> None:
    row.facility_id, row.version = facility.pk, facility.version
    row.outcome = ImportOutcome.CREATED
