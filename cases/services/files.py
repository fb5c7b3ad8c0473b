"""Files of a case: received and hashed in one act, handed out with their proofs."""

from datetime import datetime
from typing import IO, BinaryIO

from django.db import transaction

from agencies.models import User
from audit import trail
from cases.models import Case, CaseEvidence
from cases.services.funnel import locked, permit
from evidence import services as evidence
from evidence.kinds import Compartment
from evidence.models import EvidenceFile, Position


@transaction.atomic
def attach_evidence(
    *,
    case: Case,
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
) -> EvidenceFile:
    """Receive a file as evidence of the case; the case's version does not move.

    The case is locked before the trail is written, as in every act. Raises
    NotPermitted, StepNotOpen, and what `evidence.services.receive_file` raises.
    """
    case = locked(case, version=None)
    permit("evidence.add", case, by=by, at=at)
    received: EvidenceFile = evidence.receive_file(
        upload=upload,
        name=name,
        by=by,
        at=at,
        claimed_sha256=claimed_sha256,
        taken_at=taken_at,
        caption=caption,
        position=position,
        device=device,
        compartment=compartment,
    )
    return _filed(case, received, by=by, at=at)


def attach_scan(
    *,
    case: Case,
    upload: BinaryIO,
    name: str,
    caption: str,
    by: User,
    at: datetime,
    claimed_sha256: str = "",
) -> EvidenceFile:
    """Receive the scan of a paper that is entered in the same act, for all who see the
    file of the case.

    The caller has locked the case and asked whether the officer may enter the paper.
    Raises what `evidence.services.receive_file` raises.
    """
    received: EvidenceFile = evidence.receive_file(
        upload=upload,
        name=name,
        by=by,
        at=at,
        claimed_sha256=claimed_sha256,
        caption=caption,
    )
    return _filed(case, received, by=by, at=at)


def _filed(
    case: Case, received: EvidenceFile, *, by: User, at: datetime
) -> EvidenceFile:
    CaseEvidence.objects.create(case=case, file=received, added_by=by, added_at=at)
    trail.record(
        action="evidence.add",
        record=case,
        at=at,
        by=by,
        label=case.number,
        after={"sha256": received.stored_file_id},
    )
    return received


def export_case_bundle(
    *, case: Case, reason: str, to: IO[bytes], by: User, at: datetime
) -> None:
    """Write the verification bundle of the case's files that the officer may see.

    Reason and download of each file are in the trail before the bytes leave. Raises
    NotPermitted, StepNotOpen, Refused without a reason or without files.
    """
    permit("evidence.download_original", case, by=by, at=at)
    evidence.export_bundle(
        files=files_of(case, by=by, at=at),
        subject=case.number,
        record=case,
        reason=reason,
        to=to,
        by=by,
        at=at,
    )


def files_of(case: Case, *, by: User, at: datetime) -> list[EvidenceFile]:
    """Files of the case in compartments that are open to the officer."""
    rows: list[EvidenceFile] = list(
        EvidenceFile.objects.visible_to(by, at)
        .filter(pk__in=CaseEvidence.objects.filter(case=case).values("file"))
        .select_related("stored_file", "added_by")
        .prefetch_related("custody_events__by")
        .order_by("received_at", "id")
    )
    return rows
