"""Re-reads the trail's chains and every stored file, and names what was changed."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import models

import documents.storage
import evidence.storage
from audit.chain import Break, verify_chain
from audit.models import AccessEvent, ChainHead, Entry
from cases.models import CaseEvent
from config.progress import Progress
from documents.models import IssuedDocument, SignedEdition
from evidence.models import EvidenceFile, StoredFile
from inspections.models import FieldBody, FieldRecord

_ROWS_AT_A_TIME = 2_000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How much one check read, and the first thing that did not hold."""

    count: int
    broken: Break | None


Check = Callable[[Progress], Outcome]


class Command(BaseCommand):
    help = (
        "Check the audit trail's chains, the steps of cases and every stored file; "
        "ends with an error and the first broken link if anything was changed."
    )

    def handle(self, **options: object) -> None:
        breaks = []
        for label, check in CHECKS.items():
            with Progress(f"Checking {label}") as progress:
                outcome = check(progress)
            state = "BROKEN" if outcome.broken else "whole"
            self.stdout.write(f"{label:32}{outcome.count:>12}  {state}")
            if outcome.broken:
                breaks.append(outcome.broken)
        if breaks:
            raise CommandError("\n".join(f"First broken link: {b}" for b in breaks))
        for head in ChainHead.objects.all():
            self.stdout.write(f"{head.chain} ends at {head.seq} {head.hash}")


def _chain(model: type[models.Model]) -> Check:
    def check(progress: Progress) -> Outcome:
        read = 0

        def tell(rows: int) -> None:
            nonlocal read
            read = rows
            progress.step(f"row {rows}")

        broken = verify_chain(model, progress=tell)
        return Outcome(read, broken)

    return check


def _steps_of_cases(progress: Progress) -> Outcome:
    """Each step is what its line of the trail hashed; no such line lacks its step."""
    count = 0
    events = CaseEvent.objects.select_related("entry").order_by("entry_id")
    for event in _stepped(events, progress):
        if event.compute_hash() != event.entry.object_hash:
            what = f"the step “{event.transition}” is not what was recorded"
            return Outcome(count, Break("cases.CaseEvent", event.entry_id, what))
        count += 1
    lost = (
        Entry.objects.filter(object_type="cases.case", case_event=None)
        .exclude(object_hash="")
        .first()
    )
    if lost:
        what = f"the step of case {lost.object_label} was taken away"
        return Outcome(count, Break("cases.CaseEvent", lost.seq, what))
    return Outcome(count, None)


def _named_by_the_trail(
    model: type[models.Model], hash_of: Callable[[models.Model], str]
) -> Check:
    """Each hash that the trail wrote down for a record is still that record's."""

    def check(progress: Progress) -> Outcome:
        count = 0
        entries = (
            Entry.objects.filter(object_type=model._meta.label_lower)
            .exclude(object_hash="")
            .order_by("seq")
            .values_list("seq", "object_id", "object_hash")
        )
        for batch in _batches(_stepped(entries, progress)):
            rows = model._default_manager.in_bulk([key for _seq, key, _hash in batch])
            present = {str(key): hash_of(row) for key, row in rows.items()}
            for seq, key, sha256 in batch:
                if present.get(key) != sha256:
                    what = f"the row {key} is gone or names another file"
                    return Outcome(count, Break(model._meta.label, seq, what))
                count += 1
        return Outcome(count, None)

    return check


def _field_bodies(progress: Progress) -> Outcome:
    """What phones sent is what was hashed, and the trail names each body."""
    count = 0
    bodies = FieldBody.objects.order_by("pk")
    for body in _stepped(bodies, progress):
        named = Entry.objects.filter(
            object_type=FieldRecord._meta.label_lower,
            object_id=str(body.record_id),
            object_hash=body.sha256,
        )
        if hashlib.sha256(body.text.encode()).hexdigest() != body.sha256:
            what = f"the record {body.record_id} is not what was received"
            return Outcome(count, Break(FieldBody._meta.label, None, what))
        if not named.exists():
            what = f"the trail does not name a body of the record {body.record_id}"
            return Outcome(count, Break(FieldBody._meta.label, None, what))
        count += 1
    return Outcome(count, None)


def _files(
    model: type[models.Model], path_of: Callable[[str], Path], order: str
) -> Check:
    """The bytes on disk under each hash."""

    def check(progress: Progress) -> Outcome:
        count = 0
        hashes = model._default_manager.order_by(order, "sha256")
        for sha256 in _stepped(hashes.values_list("sha256", flat=True), progress):
            count += 1
            try:
                is_same = evidence.storage.hash_of(path_of(sha256)) == sha256
            except OSError as missing:
                what = f"file {sha256} cannot be read: {missing.strerror}"
                return Outcome(count, Break(model._meta.label, None, what))
            if not is_same:
                what = f"file {sha256} has other bytes than were stored"
                return Outcome(count, Break(model._meta.label, None, what))
        return Outcome(count, None)

    return check


def _stepped(rows: models.QuerySet[Any, Row], progress: Progress) -> Iterator[Row]:
    for row in rows.iterator(chunk_size=_ROWS_AT_A_TIME):
        progress.step()
        yield row


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


CHECKS: dict[str, Check] = {
    "entries of the trail": _chain(Entry),
    "accesses": _chain(AccessEvent),
    "steps of cases": _steps_of_cases,
    "evidence in the trail": _named_by_the_trail(
        EvidenceFile, lambda row: row.stored_file_id
    ),
    "evidence files": _files(StoredFile, evidence.storage.path_of, "stored_at"),
    "field records": _field_bodies,
    "issued documents in the trail": _named_by_the_trail(
        IssuedDocument, lambda row: row.sha256
    ),
    "signed editions": _files(SignedEdition, documents.storage.path_of, "kept_at"),
    "issued documents": _files(IssuedDocument, documents.storage.path_of, "issued_at"),
}
