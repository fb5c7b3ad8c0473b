"""A verification bundle: the files, their hashes, what the trail says, how to check.

A zip that ordinary tools open. `sha256sum -c SHA256SUMS` checks every file in it; the
lines of `trail.jsonl` are the entries about these files with the hashes of the chain.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext as _

from audit.models import ChainHead, Entry
from evidence import storage
from evidence.kinds import MediaType
from evidence.models import EvidenceFile

_SUFFIX = {
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.HEIC: "heic",
    MediaType.WEBP: "webp",
    MediaType.PDF: "pdf",
}
_PIECE = 256 * 1024
# A fixed time: the same files give the same bundle.
_WHEN = (2020, 1, 1, 0, 0, 0)


def write(
    files: Iterable[EvidenceFile], *, subject: str, at: datetime, to: IO[bytes]
) -> None:
    """Write the bundle of files that the caller may hand out, of which damaged ones
    go in as they are: that is what the check shows.
    """
    files = list(files)
    sums: dict[str, str] = {}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as bundle:
        for file in files:
            name = _name(file)
            if name not in sums:
                sums[name] = str(file.stored_file_id)
                _put_file(bundle, name, file)
        texts = {
            "files.json": _json(_described(files, subject=subject, at=at)),
            "trail.jsonl": _trail(files),
            "HOWTO.vi.txt": _how_to("vi", subject),
            "HOWTO.en.txt": _how_to("en", subject),
        }
        for name, text in texts.items():
            content = text.encode()
            sums[name] = hashlib.sha256(content).hexdigest()
            bundle.writestr(_entry(name), content)
        lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items()))
        bundle.writestr(_entry("SHA256SUMS"), lines.encode())


def _put_file(bundle: zipfile.ZipFile, name: str, file: EvidenceFile) -> None:
    """The bytes as they lie on disk; what is gone stays away, and the check says so."""
    try:
        source = storage.path_of(file.stored_file_id).open("rb")
    except OSError:
        return
    with source, bundle.open(_entry(name), "w", force_zip64=True) as target:
        while piece := source.read(_PIECE):
            target.write(piece)


def _name(file: EvidenceFile) -> str:
    suffix = _SUFFIX[MediaType(file.stored_file.media_type)]
    return f"files/{file.stored_file_id}.{suffix}"


def _described(
    files: list[EvidenceFile], *, subject: str, at: datetime
) -> dict[str, Any]:
    return {
        "subject": subject,
        "made_at": at.isoformat(),
        "chain_ends_at": [
            {"chain": head.chain, "seq": head.seq, "hash": head.hash}
            for head in ChainHead.objects.order_by("chain")
        ],
        "files": [_file(file) for file in files],
    }


def _file(file: EvidenceFile) -> dict[str, Any]:
    return {
        "id": str(file.pk),
        "file": _name(file),
        "sha256": file.stored_file_id,
        "size": file.stored_file.size,
        "media_type": file.stored_file.media_type,
        "taken_at_by_device": file.taken_at and file.taken_at.isoformat(),
        "received_at_by_server": file.received_at.isoformat(),
        "hash_made_on_device": file.is_hash_confirmed,
        "device": file.device,
        "position": file.position
        and {
            "latitude": str(file.position.latitude),
            "longitude": str(file.position.longitude),
            "accuracy_m": file.position.accuracy_m,
        },
        "caption": file.caption,
        "custody": [
            {
                "kind": event.kind,
                "at": event.at.isoformat(),
                "by": event.by.full_name,
                "note": event.note,
            }
            for event in file.custody_events.all()
        ],
    }


def _trail(files: list[EvidenceFile]) -> str:
    """Every entry about these files, in the order of the chain, a line each."""
    entries = Entry.objects.filter(
        object_type=EvidenceFile._meta.label_lower,
        object_id__in=[str(file.pk) for file in files],
    ).order_by("seq")
    rows = (
        {
            "seq": entry.seq,
            "at": entry.at.isoformat(),
            "actor": entry.actor_label,
            "agency": entry.agency_code,
            "action": entry.action,
            "object": entry.object_id,
            "object_hash": entry.object_hash,
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
        }
        for entry in entries
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _how_to(language: str, subject: str) -> str:
    with translation.override(language):
        return "\n".join(
            [
                _("How to check this bundle"),
                "",
                _("Subject: %(subject)s") % {"subject": subject},
                "",
                _(
                    "1. Unpack the archive. On Linux and macOS open a terminal in its"
                    " folder and run:"
                ),
                "   sha256sum -c SHA256SUMS",
                _(
                    "   (macOS: shasum -a 256 -c SHA256SUMS). Each line must end with"
                    " OK. On Windows, in PowerShell:"
                ),
                "   Get-FileHash files\\* -Algorithm SHA256",
                _("   and compare with the file SHA256SUMS."),
                _(
                    "2. The name of each file under files/ is its hash as the system"
                    " stored it when it was received."
                ),
                _(
                    "3. trail.jsonl holds what the audit trail recorded of these files."
                    " In the line with the action evidence.add, object_hash is the hash"
                    " of the file at its receipt: it must be the same."
                ),
                _(
                    "4. Each line names its place (seq) in the trail, the hash of the"
                    " line before it (previous_hash) and its own (hash). The body that"
                    " runs the system can show with its command verify_trail that the"
                    " chain is whole up to the end that files.json names."
                ),
                _(
                    "5. taken_at_by_device is what the clock of the device said;"
                    " received_at_by_server is the time of the server."
                ),
                "",
            ]
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_WHEN)
    entry.external_attr = 0o644 << 16
    return entry
