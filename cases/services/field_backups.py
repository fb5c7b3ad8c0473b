"""A backup of the field app is taken in: record by record, as if it had been sent."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import User
from audit import trail
from cases.services.field_records import accept_field_record
from inspections import field_backups
from inspections import services as inspections
from inspections.field_backups import Backup
from inspections.models import FieldRecord
from kernel.errors import DomainError, NotPermitted, Refused


class NotYourBackup(Refused):
    """A public key proves nobody's name: the officer himself takes his backup in."""

    code = "not_your_backup"
    text = _(
        "This backup is of another officer. He signs in here himself and takes it in;"
        " nothing was taken over."
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one record of a backup; `fault` says why it was not taken in."""

    record_id: UUID
    record: FieldRecord | None
    missing: int
    fault: str | Promise = ""
    is_draft: bool = False


def take_in_backup(*, upload: BinaryIO, by: User, at: datetime) -> list[Taken]:
    """Take in the officer's own records and files; what is here already stays as it is.

    A faulty record does not stop the next; doing it again goes on where it ended.
    Raises NotPermitted, BackupUnreadable, NotYourBackup.
    """
    if not access.can(by, "sync.put", None, at):
        raise NotPermitted
    with field_backups.opened(upload) as backup:
        if backup.owner() != str(by.pk):
            raise NotYourBackup
        found = [_take(backup, id, by=by, at=at) for id in backup.records]
    with transaction.atomic():
        trail.record(
            action="field.import",
            record=None,
            at=at,
            by=by,
            after={
                "records": [str(row.record_id) for row in found],
                "refused": sum(bool(row.fault) for row in found),
            },
            label="",
        )
    return found


def _take(backup: Backup, record_id: UUID, *, by: User, at: datetime) -> Taken:
    """One record; a draft is taken in with its files and stays to be finished."""
    try:
        body = backup.record(record_id)
        is_draft = body.get("finished_at") is None
        if is_draft:
            body = _as_it_stands(body)
        record = inspections.receive_record(
            record_id=record_id, body=body, by=by, at=at
        )
        held = set(backup.files)
        missing = record.files.missing().values_list("sha256", flat=True)
        for sha256 in list(missing):
            if sha256 in held:
                inspections.receive_field_file(
                    sha256=sha256,
                    upload=io.BytesIO(backup.file(sha256)),
                    by=by,
                    at=at,
                )
        if not is_draft:
            record = accept_field_record(record=record, by=by, at=at)
    except DomainError as fault:
        return Taken(record_id, None, 0, fault.detail)
    return Taken(record_id, record, record.files.missing().count(), is_draft=is_draft)


def _as_it_stands(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A draft has no end yet: that of its beginning stands in until the phone sends."""
    begun = body.get("started_at")
    return {
        **body,
        "finished_at": begun,
        "device_time": body.get("device_time") or begun,
    }
