"""What is done with evidence: receive, hand on, look at, take out, mark invalid.

Whether somebody may do it is asked by the caller, of the case or visit the file belongs
to; evidence lies below both and knows of neither. Here only the file's own compartment
is held.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import IO, TYPE_CHECKING, BinaryIO

from django.db import transaction
from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from audit import trail
from audit.models import AccessAction
from evidence import bundles, derivatives, intake, policies, sandbox, storage
from evidence.kinds import Compartment, CustodyKind, EvidenceKind
from evidence.models import (
    CAPTION_LENGTH,
    CustodyEvent,
    EvidenceFile,
    Position,
    StoredFile,
)
from kernel.clock import local_day
from kernel.errors import DomainError, NotPermitted, NotReady, Refused, TooLarge

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from agencies.models import User

logger = logging.getLogger(__name__)

DAILY_LIMIT = 2 * 1024 * intake.MEGABYTE  # bytes of one person's uploads a day


class StorageFull(DomainError):
    """Answered with 507: nothing was stored."""

    code = "storage_full"
    text = _(
        "The server's storage is nearly full. The file is still on your device and was"
        " not sent."
    )


class FileDamaged(NotReady):
    """What lies on disk is not what was received; it is not handed out."""

    code = "file_damaged"
    text = _(
        "The stored file is no longer the one that was received, so it was not handed"
        " out. Tell the auditor."
    )


def receive_file(
    *,
    upload: BinaryIO,
    name: str,
    by: User,
    at: datetime,
    claimed_sha256: str = "",
    taken_at: datetime | None = None,
    caption: str = "",
    position: Position | None = None,
    device: str = "",
    compartment: str = Compartment.CASE,
    kind: EvidenceKind | None = None,
    taking: str = "",
) -> EvidenceFile:
    """Take a file as evidence, byte for byte, with its first custody row.

    `name` is the user's name for it (its suffix counts), `claimed_sha256` the hash made
    on the sender's device, `taken_at` what that device's clock said. With `taking`, how
    it was taken in words, the custody begins with the taking. Raises
    KindRefused, TooLarge (also past 2 GB a person and day), Refused or StorageFull;
    then nothing is kept.
    """
    _check_words(caption=caption, position=position, compartment=compartment, by=by)
    if storage.is_nearly_full():
        raise StorageFull
    with intake.accepted(upload, name=name, claimed_sha256=claimed_sha256) as accepted:
        return _store(
            accepted,
            EvidenceFile(
                kind=kind or _usual_kind(accepted),
                original_name=accepted.name,
                received_at=at,
                taken_at=taken_at,
                latitude=_degrees(position.latitude) if position else None,
                longitude=_degrees(position.longitude) if position else None,
                accuracy_m=position.accuracy_m if position else None,
                device=device[:120],
                is_hash_confirmed=bool(claimed_sha256),
                added_by=by,
                agency=by.agency,
                compartment=Compartment(compartment),
                caption=caption,
            ),
            taking=taking,
        )


@transaction.atomic
def mark_invalid(
    *, evidence_file: EvidenceFile, reason: str, by: User, at: datetime
) -> EvidenceFile:
    """Strike a file out: it stays, with the reason, and counts for nothing.

    Raises Refused without a reason, NotReady when it is struck out already.
    """
    reason = _given(reason)
    file = EvidenceFile.objects.select_for_update().get(pk=evidence_file.pk)
    _hold_compartment(file, by, at)
    if file.is_invalid:
        raise NotReady(_("The file is marked invalid already."))
    file.invalid_at, file.invalid_by, file.invalid_reason = at, by, reason
    file.save(update_fields=["invalid_at", "invalid_by", "invalid_reason"])
    trail.record(
        action="evidence.mark_invalid",
        record=file,
        at=at,
        by=by,
        reason=reason,
        before={"invalid_at": None},
        after={"invalid_at": at},
        label=_label(file),
    )
    return file


@transaction.atomic
def record_custody(
    *,
    evidence_file: EvidenceFile,
    kind: CustodyKind,
    by: User,
    at: datetime,
    note: str = "",
) -> CustodyEvent:
    """Add a link to the chain of custody; earlier links never change."""
    event = CustodyEvent.objects.create(
        evidence_file=evidence_file, kind=CustodyKind(kind), at=at, by=by, note=note
    )
    trail.record(
        action="custody.record",
        record=evidence_file,
        at=at,
        by=by,
        after={"custody": event.kind},
        label=_label(evidence_file),
    )
    return event


def derivative(*, evidence_file: EvidenceFile, by: User, at: datetime) -> bytes:
    """What an officer looks at: no metadata, at most 1600 pixels, reader and time.

    Its type is `evidence_file.derivative_media_type`. The look is in the trail before
    the bytes leave; custody names each reader once a day. Raises NotPermitted outside
    the file's compartment, FileDamaged.
    """
    _hold_compartment(evidence_file, by, at)
    with _reported_damage(evidence_file, by, at):
        content = derivatives.marked(evidence_file.stored_file, by=by, at=at)
    with transaction.atomic():
        _look(evidence_file, AccessAction.VIEWED, by=by, at=at, detail={})
        if not _was_viewed_today(evidence_file, by=by, at=at):
            CustodyEvent.objects.create(
                evidence_file=evidence_file, kind=CustodyKind.VIEWED, at=at, by=by
            )
    return content


def open_original(
    *, evidence_file: EvidenceFile, reason: str, by: User, at: datetime
) -> BinaryIO:
    """The file as it was received, open for reading; its hash is checked first.

    Download and reason are in the trail before the bytes leave. Raises Refused without
    a reason, NotPermitted outside the file's compartment, FileDamaged.
    """
    reason = _given(reason)
    _hold_compartment(evidence_file, by, at)
    sha256 = evidence_file.stored_file_id
    with _reported_damage(evidence_file, by, at):
        original = storage.opened(sha256)
    with transaction.atomic():
        _look(
            evidence_file,
            AccessAction.DOWNLOADED,
            by=by,
            at=at,
            detail={"reason": reason},
        )
        CustodyEvent.objects.create(
            evidence_file=evidence_file,
            kind=CustodyKind.DOWNLOADED,
            at=at,
            by=by,
            note=reason,
        )
    return original


def export_bundle(
    *,
    files: Iterable[EvidenceFile],
    subject: str,
    record: Model,
    reason: str,
    to: IO[bytes],
    by: User,
    at: datetime,
) -> None:
    """Write the verification bundle of files that the caller may hand out.

    Reason and download of each file are in the trail before the bytes leave. Raises
    Refused without a reason or without files.
    """
    reason = _given(reason)
    files = list(files)
    if not files:
        raise Refused(errors={"reason": [_("There are no files to hand out.")]})
    for file in files:
        _hold_compartment(file, by, at)
    with transaction.atomic():
        trail.record_access(
            action=AccessAction.EXPORTED,
            record=record,
            at=at,
            by=by,
            label=subject,
            detail={"reason": reason, "files": len(files)},
        )
        for file in files:
            _look(
                file, AccessAction.DOWNLOADED, by=by, at=at, detail={"reason": reason}
            )
            CustodyEvent.objects.create(
                evidence_file=file,
                kind=CustodyKind.DOWNLOADED,
                at=at,
                by=by,
                note=reason,
            )
    bundles.write(files, subject=subject, at=at, to=to)


@transaction.atomic
def _store(
    accepted: intake.Accepted, file: EvidenceFile, *, taking: str
) -> EvidenceFile:
    """The file in its place, then its rows: never the row first."""
    incoming, by, at = accepted.incoming, file.added_by, file.received_at
    _hold_daily_limit(by, at, size=incoming.size)
    storage.keep(incoming)
    file.stored_file, _created = StoredFile.objects.get_or_create(
        sha256=incoming.sha256,
        defaults={
            "size": incoming.size,
            "media_type": accepted.media_type,
            "width": accepted.width,
            "height": accepted.height,
            "pages": accepted.pages,
            "stored_at": at,
        },
    )
    file.save(force_insert=True)
    if taking and file.taken_at:
        CustodyEvent.objects.create(
            evidence_file=file,
            kind=CustodyKind.TAKEN,
            at=min(file.taken_at, at),
            by=by,
            note=taking[:500],
        )
    CustodyEvent.objects.create(
        evidence_file=file, kind=CustodyKind.RECEIVED, at=at, by=by
    )
    trail.record(
        action="evidence.add",
        record=file,
        at=at,
        by=by,
        object_hash=incoming.sha256,
        after={
            "size": incoming.size,
            "media_type": accepted.media_type,
            "kind": file.kind,
            "compartment": file.compartment,
        },
        label=_label(file),
    )
    return file


def _check_words(
    *, caption: str, position: Position | None, compartment: str, by: User
) -> None:
    errors: dict[str, list[str | Promise]] = {}
    if len(caption) > CAPTION_LENGTH:
        errors["caption"] = [_("At most 300 characters.")]
    if position and not position.is_on_earth():
        errors["position"] = [_("This is not a place on Earth.")]
    if compartment not in Compartment.values:
        errors["compartment"] = [_("Choose one of the compartments.")]
    elif compartment == Compartment.POLICE and by.agency.kind != AgencyKind.CONG_AN:
        errors["compartment"] = [_("Only the police file into their compartment.")]
    if errors:
        raise Refused(errors=errors)


def _hold_daily_limit(by: User, at: datetime, *, size: int) -> None:
    sent_today = EvidenceFile.objects.filter(added_by=by).received_on(local_day(at))
    sent = sent_today.aggregate(size=Sum("stored_file__size"))["size"] or 0
    if sent + size > DAILY_LIMIT:
        raise TooLarge(
            _("Today's 2 GB of files are used up. Send the rest tomorrow."),
            code="daily_limit",
        )


def _usual_kind(accepted: intake.Accepted) -> EvidenceKind:
    is_photo = accepted.media_type.is_photo
    return EvidenceKind.PHOTO if is_photo else EvidenceKind.DOCUMENT


def _degrees(value: Decimal) -> Decimal:
    return round(Decimal(value), 6)


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refused(errors={"reason": [_("Give the reason.")]})
    if len(reason.strip()) > 500:
        raise Refused(errors={"reason": [_("At most 500 characters.")]})
    return reason.strip()


def _label(file: EvidenceFile) -> str:
    # Not the user's name for it: that may hold a person's name or number.
    return file.stored_file_id[:12]


def _hold_compartment(file: EvidenceFile, by: User, at: datetime) -> None:
    if not policies.in_compartment(file, by, at):
        raise NotPermitted


def _look(
    file: EvidenceFile,
    action: AccessAction,
    *,
    by: User,
    at: datetime,
    detail: dict[str, str],
) -> None:
    trail.record_access(
        action=action, record=file, at=at, by=by, label=_label(file), detail=detail
    )


def _was_viewed_today(file: EvidenceFile, *, by: User, at: datetime) -> bool:
    latest = (
        file.custody_events.filter(kind=CustodyKind.VIEWED, by=by)
        .order_by("-at")
        .first()
    )
    return latest is not None and local_day(latest.at) == local_day(at)


@contextmanager
def _reported_damage(file: EvidenceFile, by: User, at: datetime) -> Iterator[None]:
    """A damaged original stops here, with a line in the trail and in the log."""
    try:
        yield
    except (storage.Damaged, sandbox.Unreadable) as damage:
        logger.error("Evidence file %s is damaged: %s", file.pk, damage)
        _look(file, AccessAction.REFUSED, by=by, at=at, detail={"why": "damaged"})
        raise FileDamaged from damage
