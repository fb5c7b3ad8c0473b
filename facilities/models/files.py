"""Files of a facility: scans of its licences and whatever else is kept of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from evidence.models import EvidenceFile
from facilities.models.facility import Facility
from facilities.models.parts import Licence
from kernel.ids import uuid7


class FacilityFile(models.Model):
    """A file in the evidence store that belongs to a facility, or to its licence.

    The newest of a licence is also its `scan`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="files")
    licence = models.ForeignKey(
        Licence, models.CASCADE, null=True, blank=True, related_name="files"
    )
    file = models.OneToOneField(
        EvidenceFile, models.PROTECT, related_name="facility_file"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return str(self.file)
