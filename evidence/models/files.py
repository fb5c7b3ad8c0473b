"""Files as evidence: stored once under their hash, unchanged, with their custody."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from audit.protection import frozen_except, insert_only
from evidence.kinds import (
    Compartment,
    CustodyKind,
    EvidenceKind,
    MediaType,
    ScanState,
)
from evidence.querysets import EvidenceFileQuerySet
from kernel.ids import uuid7

CAPTION_LENGTH = 300
_SHA256 = r"^[0-9a-f]{64}$"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a device says it was: WGS 84 degrees, accuracy in metres."""

    latitude: Decimal
    longitude: Decimal
    accuracy_m: int | None = None

    def is_on_earth(self) -> bool:
        degrees = (self.latitude, self.longitude)
        return (
            all(value.is_finite() for value in degrees)
            and abs(self.latitude) <= 90
            and abs(self.longitude) <= 180
        )


class StoredFile(models.Model):
    """The bytes on disk (`evidence.storage.path_of`), whoever sent them how often."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=20, choices=MediaType.choices)
    # Pixels of a photo, pages of a document.
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()
    scan_state = models.CharField(
        max_length=20, choices=ScanState.choices, default=ScanState.NOT_SCANNED
    )
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        triggers = frozen_except("stored_file", "scan_state", "scanned_at")
        constraints = [
            models.CheckConstraint(
                name="stored_file_sha256", condition=Q(sha256__regex=_SHA256)
            ),
            models.CheckConstraint(
                name="stored_file_not_empty", condition=Q(size__gt=0)
            ),
            models.CheckConstraint(
                name="stored_file_media_type_known",
                condition=Q(media_type__in=MediaType.values),
            ),
            models.CheckConstraint(
                name="stored_file_scan_state_known",
                condition=Q(scan_state__in=ScanState.values),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class EvidenceFile(models.Model):
    """One file as somebody handed it in; findings and cases point here.

    `taken_at`, `device` and the position are what the device said; `received_at` is
    the server's time. A file that should not count is marked invalid and stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="evidence_files"
    )
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    original_name = models.CharField(max_length=255)
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    accuracy_m = models.PositiveIntegerField(null=True)
    device = models.CharField(max_length=120, blank=True)
    # The sender hashed the bytes before sending, and what arrived is the same.
    is_hash_confirmed = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_added"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="evidence_files")
    compartment = models.CharField(
        max_length=20, choices=Compartment.choices, default=Compartment.CASE
    )
    caption = models.CharField(max_length=CAPTION_LENGTH, blank=True)
    invalid_at = models.DateTimeField(null=True, blank=True)
    invalid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    invalid_reason = models.CharField(max_length=500, blank=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        triggers = frozen_except(
            "evidence_file",
            "caption",
            "compartment",
            "invalid_at",
            "invalid_by",
            "invalid_reason",
        )
        indexes = [
            models.Index(
                fields=["added_by", "received_at"], name="evidence_file_of_day"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_file_kind_known",
                condition=Q(kind__in=EvidenceKind.values),
            ),
            models.CheckConstraint(
                name="evidence_file_compartment_known",
                condition=Q(compartment__in=Compartment.values),
            ),
            models.CheckConstraint(
                name="evidence_file_position_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__range=(Decimal(-90), Decimal(90)),
                    longitude__range=(Decimal(-180), Decimal(180)),
                ),
            ),
            models.CheckConstraint(
                name="evidence_file_invalid_with_reason",
                condition=Q(
                    invalid_at__isnull=True, invalid_by__isnull=True, invalid_reason=""
                )
                | Q(invalid_at__isnull=False, invalid_by__isnull=False)
                & ~Q(invalid_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_invalid(self) -> bool:
        return self.invalid_at is not None

    @property
    def position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude, self.accuracy_m)

    @property
    def derivative_media_type(self) -> str:
        """The type of what `evidence.services.derivative` returns for this file."""
        is_photo = MediaType(self.stored_file.media_type).is_photo
        return MediaType.JPEG.value if is_photo else MediaType.PDF.value


class CustodyEvent(models.Model):
    """Through whose hands a file went; the evidence sheet prints these rows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence_file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="custody_events"
    )
    kind = models.CharField(max_length=20, choices=CustodyKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="custody_events"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("custody event")
        verbose_name_plural = _("custody events")
        triggers = insert_only("custody_event")
        constraints = [
            models.CheckConstraint(
                name="custody_event_kind_known",
                condition=Q(kind__in=CustodyKind.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_file_id} {self.kind}"
