"""A record whose phone will not send the rest is finished at the office.

So it is with a draft out of a backup, or when a phone is lost in the middle of sending.
The answers stay the sender's; what is missing is brought by him, byte for byte, or
declared lost with a reason that stands in the trail.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import User
from audit import trail
from inspections.models import FieldFile, FieldRecord
from inspections.services.field_completing import complete_held
from inspections.services.field_receiving import receive_file
from inspections.services.funnel import StepNotOpen, require_text
from kernel.errors import NotPermitted, Refused


def may_finish(record: FieldRecord, officer: User, at: datetime) -> bool:
    """The sender himself, or who settles what comes in from the field for the visit."""
    if record.sender_id == officer.pk:
        return access.can(officer, "sync.put", None, at)
    return access.can(officer, "visit.resolve_conflict", record, at)


def may_bring_files(record: FieldRecord, officer: User, at: datetime) -> bool:
    """He alone had the photos in hands: a file of a colleague is another file."""
    return record.sender_id == officer.pk and may_finish(record, officer, at)


@transaction.atomic
def bring_missing_file(
    *, record: FieldRecord, upload: BinaryIO, name: str, by: User, at: datetime
) -> FieldFile:
    """Take a missing file from elsewhere than the phone's app; its hash names it.

    Raises NotPermitted, Refused (`file`: none of the missing ones has these bytes) and
    what `receive_file` raises.
    """
    if not may_bring_files(record, by, at):
        raise NotPermitted
    sha256 = hashlib.file_digest(upload, "sha256").hexdigest()  # type: ignore[arg-type]
    upload.seek(0)
    if not record.files.missing().filter(sha256=sha256).exists():
        text = _(
            "“%(name)s” is none of the missing files: its bytes are others. A photo"
            " that was sent by a messenger or saved anew is another file; add it to the"
            " visit instead."
        )
        raise Refused(errors={"file": [text % {"name": name}]})
    return receive_file(sha256=sha256, upload=upload, by=by, at=at)


@transaction.atomic
def finish_record(
    *,
    record: FieldRecord,
    reason: str,
    files_are_lost: bool,
    by: User,
    at: datetime,
) -> FieldRecord:
    """Complete a record at the office, as it stands; what is missing is lost.

    Raises NotPermitted, StepNotOpen (complete already), Refused (`reason`;
    `files_are_lost`: some are missing and nobody says that they are lost).
    """
    held: FieldRecord = (
        FieldRecord.objects.filter(pk=record.pk)
        .select_for_update(of=("self",))
        .select_related("sender__agency", "agency", "visit")
        .get()
    )
    if not may_finish(held, by, at):
        raise NotPermitted
    if held.is_complete:
        raise StepNotOpen
    require_text(reason=reason)
    lost = held.files.awaited()
    hashes = list(lost.order_by("position").values_list("sha256", flat=True))
    if hashes and not files_are_lost:
        text = _("Files are missing: bring them, or say that they are lost.")
        raise Refused(errors={"files_are_lost": [text]})
    lost.update(lost_at=at)
    held.finished_by, held.finished_reason = by, reason.strip()
    done = complete_held(held, by=by, at=at)
    trail.record(
        action="field.finish",
        record=held,
        at=at,
        by=by,
        reason=held.finished_reason,
        object_hash=held.body_sha256,
        after={"lost": hashes, "outcome": held.outcome},
        label=held.code,
    )
    return done
