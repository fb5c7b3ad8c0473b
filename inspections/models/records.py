"""The minutes: written once, when the visit is locked, and never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.protection import insert_only
from inspections.models.field_records import FieldRecord
from inspections.models.visits import Inspection
from kernel.ids import uuid7


class InspectionRecord(models.Model):
    """Biên bản kiểm tra (làm việc), number from the agency's register `REGISTER`.

    The representative signs, or refuses with a reason before a witness.
    """

    REGISTER = "BB-KT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="record")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    # When the minutes were begun and finished, where, in how many copies.
    started_at = models.DateTimeField()
    made_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    copies = models.PositiveSmallIntegerField(default=2)

    representative_name = models.CharField(max_length=120, blank=True)
    representative_title = models.CharField(max_length=120, blank=True)
    representative_signed = models.BooleanField()
    refusal_reason = models.TextField(blank=True)
    witness_name = models.CharField(max_length=120, blank=True)
    witness_address = models.CharField(max_length=300, blank=True)
    # Signed or refused on a screen: under this record, with the picture it names.
    signed_in = models.OneToOneField(
        FieldRecord, models.PROTECT, null=True, blank=True, related_name="minutes"
    )

    online_note = models.TextField(blank=True)
    remarks = models.TextField()
    requests = models.TextField(blank=True)
    facility_opinion = models.TextField(blank=True)

    # What the minutes count, as it was at the lock.
    passed = models.PositiveSmallIntegerField()
    failed = models.PositiveSmallIntegerField()
    not_applicable = models.PositiveSmallIntegerField()
    findings = models.PositiveSmallIntegerField()
    copies_found = models.PositiveIntegerField()
    files = models.PositiveSmallIntegerField()

    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    locked_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="inspectionrecord_number_once",
                fields=["agency", "register", "year", "number"],
            ),
            models.CheckConstraint(
                name="inspectionrecord_period",
                condition=Q(made_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="inspectionrecord_signed_or_witnessed",
                condition=(Q(representative_signed=True) & ~Q(representative_name=""))
                | (
                    Q(representative_signed=False)
                    & ~Q(refusal_reason="")
                    & ~Q(witness_name="")
                ),
            ),
        ]
        triggers = insert_only("inspectionrecord")

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{self.number:02d}/{self.year}"
