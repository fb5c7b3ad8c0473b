"""Files of a case: received, hashed and put into it in one act."""

from datetime import datetime
from typing import BinaryIO

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
