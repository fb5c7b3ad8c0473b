"""What must be true of records, files and custody when everything has been sent."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection

from audit.models import Entry
from evidence import storage
from evidence.kinds import CustodyKind
from evidence.models import EvidenceFile, StoredFile
from inspections.models import FieldFile, FieldRecord
from inspections.states import FieldState
from reliability import invariants

# In these a repeated request leaves the time at which the phone was last heard.
_SEEN = {"inspections_fieldrecord": ("last_at",), "inspections_fielddevice": None}
_TABLES = (
    "agencies_numberregister",
    "audit_chainhead",
    "audit_entry",
    "cases_case",
    "evidence_custodyevent",
    "evidence_evidencefile",
    "evidence_storedfile",
    "inspections_answer",
    "inspections_fieldbody",
    "inspections_fieldconflict",
    "inspections_fieldfile",
    "inspections_fieldrecord",
    "inspections_finding",
    "inspections_inspection",
    "inspections_inspectionevidence",
)


def wrong_with(expected: Mapping[str, Iterable[str]]) -> list[str]:
    """What differs from the records that were sent: id → hashes in their order."""
    found: list[str] = []
    records = {str(row.pk): row for row in FieldRecord.objects.all()}
    for id in expected.keys() ^ records.keys():
        found.append(f"record {id} is missing or was never sent")
    for id in expected.keys() & records.keys():
        found += _wrong_with_record(records[id], list(expected[id]))
    found += wrong_with_files()
    found += [f"{broken.name}: {broken.rows}" for broken in invariants.broken()]
    found += trail_faults()
    return found


def _wrong_with_record(record: FieldRecord, hashes: list[str]) -> list[str]:
    found = []
    if record.state != FieldState.COMPLETE:
        found.append(f"record {record.pk} is {record.state}")
    rows = list(FieldFile.objects.named().filter(record=record).order_by("position"))
    if [row.sha256 for row in rows] != hashes:
        found.append(f"record {record.pk} has other files or another order")
    missing = [row.sha256 for row in rows if row.evidence_file_id is None]
    if missing:
        found.append(f"record {record.pk} lacks {missing}")
    answered = {answer["id"] for answer in record.body["answers"]}
    if record.visit and answered:
        written = record.visit.answers.filter(by=record.sender).count()
        if written < 1:
            found.append(f"record {record.pk} is complete, its visit has no answer")
    return found


def wrong_with_files() -> list[str]:
    """Each file once on the disk with its own bytes, one receipt, one custody."""
    found = []
    stored = set(StoredFile.objects.values_list("sha256", flat=True))
    on_disk = {path.name: path for path in storage.stored_paths()}
    if orphans := on_disk.keys() - stored:
        found.append(f"{len(orphans)} files without a row: {sorted(orphans)[:3]}")
    if lost := stored - on_disk.keys():
        found.append(f"{len(lost)} rows without a file: {sorted(lost)[:3]}")
    found += [
        f"{name} has other bytes on the disk"
        for name, path in on_disk.items()
        if hashlib.sha256(path.read_bytes()).hexdigest() != name
    ]
    if left := _left_over():
        found.append(f"{left} temporary files are left over")
    rows = FieldFile.objects.held().select_related("evidence_file")
    rows = rows.prefetch_related("evidence_file__custody_events")
    receipts = Counter(
        Entry.objects.filter(action="evidence.add").values_list("object_id", flat=True)
    )
    for row in rows:
        file = row.evidence_file
        kinds = sorted(event.kind for event in file.custody_events.all())
        if kinds != [CustodyKind.RECEIVED, CustodyKind.TAKEN]:
            found.append(f"custody of {row.sha256} is {kinds}")
        if file.stored_file_id != row.sha256:
            found.append(f"{row.sha256} is stored as {file.stored_file_id}")
        if receipts[str(file.pk)] != 1:
            found.append(f"{row.sha256} has {receipts[str(file.pk)]} receipts")
    if EvidenceFile.objects.count() != FieldFile.objects.held().count():
        found.append("some file was received and belongs to no record")
    return found


def orphans() -> int:
    """Files on the disk that no row names, temporary ones among them."""
    stored = set(StoredFile.objects.values_list("sha256", flat=True))
    return (
        sum(path.name not in stored for path in storage.stored_paths()) + _left_over()
    )


def _left_over() -> int:
    folder = storage.path_of("00").parent.parent / "incoming"
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def trail_faults() -> list[str]:
    """What `verify_trail` finds wrong."""
    try:
        call_command("verify_trail", stdout=io.StringIO(), stderr=io.StringIO())
    except CommandError as fault:
        return [f"verify_trail: {fault}"]
    return []


def digest(files: Path) -> str:
    """One hash over every row and every file; it changes with any of them.

    Left out is only when a phone was last heard of.
    """
    whole = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in _TABLES:
            for row in _rows(cursor, table):
                whole.update(repr((table, row)).encode())
    for path in sorted((files / "evidence").rglob("*")):
        whole.update(f"{path.relative_to(files)}".encode())
        if path.is_file():
            whole.update(path.read_bytes())
    return whole.hexdigest()


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 - our own names
    left_out = _SEEN.get(table) or ()
    names = [
        column.name for column in cursor.description if column.name not in left_out
    ]
    listed = ", ".join(f'"{name}"' for name in names)
    cursor.execute(f"SELECT {listed} FROM {table} ORDER BY 1, 2")  # noqa: S608
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
