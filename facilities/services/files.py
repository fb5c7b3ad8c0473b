"""Files of a facility: received, hashed and put to it in one act."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import models, transaction
from django.utils.translation import gettext as _

from agencies.models import User
from evidence import services as evidence
from evidence.models import EvidenceFile
from facilities.models import Facility, FacilityFile, Licence
from facilities.services.writing import close, opened
from kernel.errors import Refused


@transaction.atomic
def attach_file(
    *,
    facility: Facility,
    upload: BinaryIO,
    name: str,
    licence: Licence | None = None,
    claimed_sha256: str = "",
    taken_at: datetime | None = None,
    caption: str = "",
    device: str = "",
    by: User,
    at: datetime,
) -> FacilityFile:
    """Receive a file for the facility, or as the scan of one of its licences.

    Raises NotPermitted, Refused (the licence is another facility's), and what
    `evidence.services.receive_file` raises (TooLarge, KindRefused).
    """
    facility = opened(facility, by=by, at=at)
    if licence is not None:
        licence = _own_licence(facility, licence)
    received = evidence.receive_file(
        upload=upload,
        name=name,
        by=by,
        at=at,
        claimed_sha256=claimed_sha256,
        taken_at=taken_at,
        caption=caption,
        device=device,
    )
    made = FacilityFile.objects.create(
        facility=facility, licence=licence, file=received, added_by=by, added_at=at
    )
    told = {"caption": caption, "sha256": received.stored_file_id}
    if licence is not None:
        licence.scan = received
        licence.save(update_fields=["scan"])
        told["number"] = licence.number
    close(
        facility,
        action="facility.attach_file",
        by=by,
        at=at,
        before={},
        after={"file": told},
        part=licence or "",
    )
    made.facility = facility
    return made


def files_of(
    facility: Facility, viewer: User, at: datetime
) -> models.QuerySet[FacilityFile]:
    """Of the facility and what was merged into it, the newest first.

    Without those whose compartment does not include the viewer. Who may see the
    facility is asked first, by the caller.
    """
    seen = EvidenceFile.objects.visible_to(viewer, at)
    own = models.Q(facility=facility) | models.Q(facility__merged_into=facility)
    rows: models.QuerySet[FacilityFile] = FacilityFile.objects.filter(
        own, file__in=seen.order_by().values("pk")
    )
    return rows.select_related(
        "file__stored_file", "file__added_by", "licence"
    ).order_by("-added_at", "-id")


def _own_licence(facility: Facility, licence: Licence) -> Licence:
    """The licence under the lock; one of a record that was absorbed will do."""
    records = [facility.pk, *facility.absorbed.values_list("pk", flat=True)]
    found: Licence | None = Licence.objects.filter(
        pk=licence.pk, facility__in=records
    ).first()
    if found is None:
        raise Refused(
            errors={"licence": [_("This licence belongs to another facility.")]}
        )
    return found
