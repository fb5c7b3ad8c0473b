"""Do bytes, stored hash and trail of a file still agree? Read anew each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from audit.models import Entry
from evidence import storage
from evidence.models import EvidenceFile


@dataclass(frozen=True, slots=True)
class FileCheck:
    """`found_sha256` is of the bytes on disk now; "" where they cannot be read."""

    file: EvidenceFile
    found_sha256: str
    trail_sha256: str
    trail_seq: int | None

    @property
    def stored_sha256(self) -> str:
        return str(self.file.stored_file_id)

    @property
    def are_bytes_whole(self) -> bool:
        return self.found_sha256 == self.stored_sha256

    @property
    def is_in_trail(self) -> bool:
        return self.trail_sha256 == self.stored_sha256

    @property
    def is_sent_hash_confirmed(self) -> bool:
        """The sender hashed the bytes before sending, and these are they."""
        return bool(self.file.is_hash_confirmed)

    @property
    def agrees(self) -> bool:
        return self.are_bytes_whole and self.is_in_trail


def check(file: EvidenceFile) -> FileCheck:
    return check_all([file])[0]


def check_all(files: Iterable[EvidenceFile]) -> list[FileCheck]:
    """Each file's own entry of receipt in the trail, in one query, and its bytes."""
    files = list(files)
    entries: dict[str, Any] = {}
    rows = (
        Entry.objects.filter(
            action="evidence.add",
            object_type=EvidenceFile._meta.label_lower,
            object_id__in=[str(file.pk) for file in files],
        )
        .order_by("-seq")
        .values_list("object_id", "seq", "object_hash")
    )
    for object_id, seq, sha256 in rows:
        entries[object_id] = (seq, sha256)
    found = []
    for file in files:
        seq, sha256 = entries.get(str(file.pk), (None, ""))
        found.append(FileCheck(file, _hash_on_disk(file.stored_file_id), sha256, seq))
    return found


def _hash_on_disk(sha256: str) -> str:
    try:
        return storage.hash_of(storage.path_of(sha256))
    except OSError:
        return ""
