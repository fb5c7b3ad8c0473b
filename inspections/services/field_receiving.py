"""How records of the field app come in: the record, its files, the devices.

Every act may be repeated: what is here already is answered, not written again. Nothing
of a record touches its visit before it is complete (INV-21).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from audit import trail
from audit.models import AccessEvent
from evidence import services as evidence_services
from evidence import storage
from evidence.intake import BY_SUFFIX
from evidence.models import Position
from facilities.models import Facility
from inspections import field_reading
from inspections.field_reading import FieldContent, NamedFile
from inspections.models import (
    ChecklistItem,
    ChecklistVersion,
    FieldBody,
    FieldDevice,
    FieldFile,
    FieldRecord,
    Inspection,
)
from inspections.services.funnel import RecordLocked, ask
from kernel.errors import DomainError, KindRefused, NotPermitted, Refused

_SUFFIX_OF = {kind.value: suffix for suffix, kind in reversed(BY_SUFFIX.items())}


class AppTooOld(Refused):
    """The server takes the present version of the app and the two before it."""

    code = "app_too_old"


class FileNotNamed(DomainError):
    """No record of the sender names a file with this hash; answered with 404."""

    code = "file_not_named"
    text = _("No record of yours names this file.")


class HashDiffers(Refused):
    """What arrived is not what was sent; `current` has the server's own hash."""

    code = "hash_differs"


@transaction.atomic
def receive_record(
    *, record_id: UUID, body: Mapping[str, Any], by: User, at: datetime
) -> FieldRecord:
    """Take a record as the phone sends it; the same again changes nothing.

    While files are missing a newer body takes the place of the former, which is kept.
    Raises NotPermitted, Refused naming the places, RecordLocked (complete, and this
    body is another).
    """
    ask(by, "sync.put", None, at)
    content = field_reading.read(body)
    _hear_from(content, by=by, at=at)
    text = field_reading.canonical(body)
    sha256 = field_reading.digest(text)
    record = _held(record_id, by)
    if record is None:
        _check(content, by=by, at=at)
        try:
            with transaction.atomic():
                record = _begin(record_id, content, sha256, by=by, at=at)
        except IntegrityError:  # its twin was faster: now there is one to compare with
            record = _held(record_id, by)
            if record is None:
                raise
        else:
            _keep_body(record, content, text, by=by, at=at)
            return record
    if record.body_sha256 == sha256:
        _touch(record, at)
        return record
    if record.is_complete:
        raise RecordLocked
    _check(content, by=by, at=at)
    _describe(record, content, at=at)
    record.body_sha256 = sha256
    record.save()
    _keep_body(record, content, text, by=by, at=at)
    return record


@transaction.atomic
def receive_file(*, sha256: str, upload: BinaryIO, by: User, at: datetime) -> FieldFile:
    """Take the bytes that a record of the sender names; hashed again here.

    Sent once they do for every record of the sender that names them. Raises
    FileNotNamed, HashDiffers, Refused (a kind that is not taken), TooLarge,
    StorageFull; then nothing is kept.
    """
    rows: list[FieldFile] = list(
        FieldFile.objects.filter(sha256=sha256, record__sender=by)
        .filter(Q(is_named=True) | Q(received_at__isnull=False))
        .select_related("record__visit")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not rows:
        raise FileNotNamed
    ask(by, "sync.put", None, at)
    waiting = [row for row in rows if row.is_named and row.received_at is None]
    if not waiting:
        held = [row for row in rows if row.received_at is not None]
        return (held or rows)[0]
    first, *others = waiting
    _store(first, upload, by=by, at=at)
    for row in others:
        _store_again(row, by=by, at=at)
    for record in {row.record_id: row.record for row in waiting}.values():
        _touch(record, at)
    return first


def note_device(
    *,
    device_id: UUID,
    name: str,
    app: str,
    unsent: int,
    unsent_since: datetime | None,
    by: User,
    at: datetime,
) -> FieldDevice:
    """Note what a phone says of itself: how many records wait on it, since when."""
    ask(by, "sync.put", None, at)
    device, _is_new = FieldDevice.objects.update_or_create(
        officer=by,
        device_id=device_id,
        defaults={
            "name": name[:120],
            "app": app[:20],
            "seen_at": at,
            "unsent": min(unsent, 32_000),
            "unsent_since": unsent_since if unsent else None,
        },
    )
    return device


def _hear_from(content: FieldContent, *, by: User, at: datetime) -> None:
    FieldDevice.objects.update_or_create(
        officer=by,
        device_id=content.device_id,
        defaults={"name": content.device_name, "app": content.app, "seen_at": at},
    )


# --- The record


def _held(record_id: UUID, by: User) -> FieldRecord | None:
    """The record until commit; raises NotPermitted when it is another officer's."""
    record = (
        FieldRecord.objects.filter(pk=record_id)
        .select_for_update(of=("self",))
        .select_related("visit")
        .first()
    )
    if record is not None and record.sender_id != by.pk:
        raise NotPermitted
    return record  # type: ignore[no-any-return]


def _begin(
    record_id: UUID, content: FieldContent, sha256: str, *, by: User, at: datetime
) -> FieldRecord:
    record = FieldRecord(
        id=record_id,
        sender=by,
        agency=by.agency,
        device_id=content.device_id,
        received_at=at,
        body_sha256=sha256,
    )
    _describe(record, content, at=at)
    record.save(force_insert=True)
    return record


def _describe(record: FieldRecord, content: FieldContent, *, at: datetime) -> None:
    visit = None
    if content.visit is not None:
        visit = Inspection.objects.select_related("facility").get(pk=content.visit)
    record.visit = visit
    record.visit_version = content.visit_version
    record.supplements = content.supplements
    record.checklist_version_id = content.checklist
    record.place_name = visit.facility.name if visit else _unplanned_name(content)
    record.device_name = content.device_name
    record.app = content.app
    record.started_at = content.started_at
    record.finished_at = content.finished_at
    record.device_time = content.device_time
    record.last_at = at


def _unplanned_name(content: FieldContent) -> str:
    return content.unplanned.name if content.unplanned else ""


def _check(content: FieldContent, *, by: User, at: datetime) -> None:
    """What the record points at exists, and the sender may know of it."""
    if not content.app.isdecimal() or int(content.app) < int(field_reading.OLDEST_APP):
        raise AppTooOld(
            errors={"app": [_("This version of the app is too old: update it.")]}
        )
    if content.visit is not None and not _knows(content.visit, by=by, at=at):
        raise Refused(errors={"visit": [_("There is no such visit.")]})
    place = content.unplanned.facility if content.unplanned else None
    if place and not Facility.objects.seen_by(by, at).filter(pk=place).exists():
        raise Refused(errors={"unplanned.facility": [_("There is no such facility.")]})
    if content.checklist is not None:
        _check_items(content)


def _knows(visit: UUID, *, by: User, at: datetime) -> bool:
    """He sees the visit, or had it on his phone before it was taken from him."""
    if Inspection.objects.visible_to(by, at).filter(pk=visit).exists():
        return True
    return (
        AccessEvent.objects.filter(
            actor=by,
            object_type=Inspection._meta.label_lower,
            object_id=str(visit),
        ).exists()
        and Inspection.objects.filter(pk=visit).exists()
    )


def _check_items(content: FieldContent) -> None:
    version = (
        ChecklistVersion.objects.for_visits()
        .filter(pk=content.checklist, published_on__isnull=False)
        .first()
    )
    if version is None:
        raise Refused(errors={"checklist": [_("There is no such checklist.")]})
    known = set(
        ChecklistItem.objects.filter(version=version).values_list("pk", flat=True)
    )
    errors = {
        f"answers.{index}.item": [_("This question is in another checklist.")]
        for index, answer in enumerate(content.answers)
        if answer.item not in known
    }
    if errors:
        raise Refused(errors=errors)


def _keep_body(
    record: FieldRecord, content: FieldContent, text: str, *, by: User, at: datetime
) -> None:
    """The body and the rows of its files; what the sender sent before is here."""
    number = record.bodies.count() + 1
    FieldBody.objects.create(
        record=record,
        number=number,
        text=text,
        sha256=record.body_sha256,
        received_at=at,
    )
    _name_files(record, content)
    for row in record.files.missing().filter(
        sha256__in=FieldFile.objects.held().filter(record__sender=by).values("sha256")
    ):
        row.record = record
        # Damaged here meanwhile: the phone is asked for it once more.
        with suppress(storage.Damaged):
            _store_again(row, by=by, at=at)
    trail.record(
        action="field.receive",
        record=record,
        at=at,
        by=by,
        object_hash=record.body_sha256,
        after={
            "files": len(content.files),
            "visit": record.visit.number if record.visit else "",
            "device_time": record.device_time.isoformat(),
            "body": number,
        },
        label=record.code,
    )


def _name_files(record: FieldRecord, content: FieldContent) -> None:
    known = {row.sha256: row for row in record.files.all()}
    new, changed = [], []
    for position, file in enumerate(content.files, start=1):
        row = known.pop(file.sha256, None)
        if row is None:
            new.append(_file_row(record, file, position))
            continue
        row.position, row.is_named = position, True
        if row.received_at is None:
            for name in _SAID:
                setattr(row, name, getattr(file, name))
        changed.append(row)
    for row in known.values():
        row.is_named = False
        changed.append(row)
    FieldFile.objects.bulk_create(new)
    if changed:
        FieldFile.objects.bulk_update(changed, ["position", "is_named", *_SAID])


_SAID = (
    "size",
    "content_type",
    "name",
    "source",
    "taken_at",
    "latitude",
    "longitude",
    "accuracy_m",
    "width",
    "height",
    "original_width",
    "original_height",
    "caption",
)


def _file_row(record: FieldRecord, file: NamedFile, position: int) -> FieldFile:
    return FieldFile(
        record=record,
        sha256=file.sha256,
        position=position,
        **{name: getattr(file, name) for name in _SAID},
    )


def _touch(record: FieldRecord, at: datetime) -> None:
    if at > record.last_at:
        record.last_at = at
        record.save(update_fields=["last_at"])


# --- Its files


def _store(row: FieldFile, upload: BinaryIO, *, by: User, at: datetime) -> None:
    record = row.record
    position = None
    if row.latitude is not None and row.longitude is not None:
        position = Position(row.latitude, row.longitude, row.accuracy_m)
    try:
        row.evidence_file = evidence_services.receive_file(
            upload=upload,
            name=_name_with_suffix(row),
            by=by,
            at=at,
            claimed_sha256=row.sha256,
            taken_at=row.taken_at,
            caption=row.caption,
            position=position,
            device=f"{record.device_name} {record.device_id}".strip(),
            taking=_taking(row),
        )
    except KindRefused as refused:
        # The app's contract: whatever is wrong with a file is 422, its size 413.
        raise Refused(
            refused.detail, code=refused.reason_code, errors=refused.errors
        ) from refused
    except Refused as refused:
        if refused.reason_code != "file_hash":
            raise
        text = gettext(
            "The file was damaged on the way: the server computed the hash %(sha256)s."
            " Send it again; the original is still on your device."
        )
        raise HashDiffers(
            text % refused.current, errors=refused.errors, current=refused.current
        ) from refused
    row.received_at = at
    row.save()


def _store_again(row: FieldFile, *, by: User, at: datetime) -> None:
    """The same bytes for another record: from the store, where they are already."""
    with storage.opened(row.sha256) as held:
        _store(row, held, by=by, at=at)


def _name_with_suffix(row: FieldFile) -> str:
    if PurePosixPath(row.name).suffix.lower() in BY_SUFFIX:
        return row.name
    return row.name + _SUFFIX_OF.get(row.content_type.lower(), "")


def _taking(row: FieldFile) -> str:
    """The first line of the custody: what the phone says, named as such."""
    text = gettext("%(source)s; time of the device %(device)s, record %(record)s")
    return text % {
        "source": row.get_source_display(),
        "device": row.record.device_name or str(row.record.device_id)[-8:],
        "record": row.record.code,
    }
