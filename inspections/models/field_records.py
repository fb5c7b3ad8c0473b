"""What the field app sends: records as received, their files, devices, conflicts."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.protection import frozen_except, insert_only
from inspections import policies
from inspections.field_querysets import (
    FieldConflictQuerySet,
    FieldDeviceQuerySet,
    FieldFileQuerySet,
    FieldRecordQuerySet,
)
from inspections.models.checklists import ChecklistItem, ChecklistVersion
from inspections.models.findings import Answer
from inspections.models.visits import Inspection
from inspections.protection import fixed_while, legal_edges
from inspections.states import (
    FIELD_EDGES,
    FieldOutcome,
    FieldReason,
    FieldSource,
    FieldState,
)
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User

_SHA256 = r"^[0-9a-f]{64}$"


class FieldRecord(models.Model):
    """One officer's record of one visit, made on a phone, under the phone's own id.

    `started_at`, `finished_at`, `device_time` are what the phone's clock said;
    `received_at`, `last_at` and `completed_at` are the server's time. Complete, it is
    fixed; a correction is another record that `supplements` it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="field_records"
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        Inspection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="field_records",
    )
    # The version of the visit that the phone had downloaded.
    visit_version = models.PositiveIntegerField(null=True, blank=True)
    # The record that this one corrects; it may come in later than its correction.
    supplements = models.UUIDField(null=True, blank=True)
    checklist_version = models.ForeignKey(
        ChecklistVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Where it was, as the phone knew it: an unplanned visit may name no facility.
    place_name = models.CharField(max_length=250)
    device_id = models.UUIDField()
    device_name = models.CharField(max_length=120, blank=True)
    app = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    device_time = models.DateTimeField()
    received_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # Of the body as it stands now: `FieldBody` keeps each one.
    body_sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=FieldState.choices, default=FieldState.RECEIVING
    )
    completed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=12, choices=FieldOutcome.choices, default="", blank=True
    )
    outcome_reason = models.CharField(
        max_length=20, choices=FieldReason.choices, default="", blank=True
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    settled_note = models.TextField(blank=True)
    # Finished at the office, because the phone will not send the rest; empty else.
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    finished_reason = models.TextField(blank=True)

    objects = FieldRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["sender", "state"], name="fieldrecord_of_sender"),
            models.Index(fields=["visit"], name="fieldrecord_of_visit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="fieldrecord_state_known", condition=Q(state__in=FieldState.values)
            ),
            models.CheckConstraint(
                name="fieldrecord_sha256", condition=Q(body_sha256__regex=_SHA256)
            ),
            models.CheckConstraint(
                name="fieldrecord_complete_whole",
                condition=Q(
                    state=FieldState.RECEIVING, completed_at__isnull=True, outcome=""
                )
                | (
                    Q(state=FieldState.COMPLETE, completed_at__isnull=False)
                    & ~Q(outcome="")
                ),
            ),
            models.CheckConstraint(
                name="fieldrecord_reason_where_not_applied",
                condition=Q(outcome__in=["", FieldOutcome.APPLIED], outcome_reason="")
                | (
                    Q(outcome__in=[FieldOutcome.SUPPLEMENT, FieldOutcome.UNPLANNED])
                    & Q(outcome_reason__in=[v for v in FieldReason.values if v])
                ),
            ),
            models.CheckConstraint(
                name="fieldrecord_settled_whole",
                condition=Q(
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                    settled_note="",
                )
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="fieldrecord_finished_whole",
                condition=Q(finished_by__isnull=True, finished_reason="")
                | (
                    Q(finished_by__isnull=False, state=FieldState.COMPLETE)
                    & ~Q(finished_reason="")
                ),
            ),
        ]
        triggers = [
            *legal_edges("fieldrecord", FIELD_EDGES),
            *frozen_except(
                "fieldrecord",
                "visit",
                "visit_version",
                "supplements",
                "checklist_version",
                "place_name",
                "device_name",
                "app",
                "started_at",
                "finished_at",
                "device_time",
                "last_at",
                "body_sha256",
                "state",
                "completed_at",
                "outcome",
                "outcome_reason",
                "settled_at",
                "settled_by",
                "settled_note",
                "finished_by",
                "finished_reason",
            ),
            *fixed_while(
                "completefieldrecord",
                "OLD.state = 'COMPLETE'",
                except_fields=[
                    "visit",
                    "place_name",
                    "last_at",
                    "outcome",
                    "outcome_reason",
                    "settled_at",
                    "settled_by",
                    "settled_note",
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.code

    # --- What the rules ask

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """Those of its visit; of an unplanned one, those of the sender's agency."""
        if self.visit is not None:
            return self.visit.relations_of(actor, at)
        return policies.relations((self.agency,), actor, at)

    @property
    def lead_id(self) -> int | None:
        return self.visit.lead_id if self.visit else None

    # --- What pages and papers ask

    @property
    def code(self) -> str:
        """As it is spoken of: the visit's number, or a part of its own id."""
        own = str(self.pk)[-8:]
        return f"{self.visit.number}/{own}" if self.visit else own

    @property
    def is_complete(self) -> bool:
        return self.state == FieldState.COMPLETE

    @property
    def is_supplement(self) -> bool:
        return self.outcome == FieldOutcome.SUPPLEMENT

    @property
    def is_to_settle(self) -> bool:
        return self.settled_at is None and self.outcome in {
            FieldOutcome.SUPPLEMENT,
            FieldOutcome.UNPLANNED,
        }

    @cached_property
    def body(self) -> dict[str, Any]:
        """What the phone sent; `inspections.field_reading.read` gives it types."""
        text = self.bodies.latest("number").text
        found: dict[str, Any] = json.loads(text)
        return found

    @property
    def clock_skew_s(self) -> int:
        """Seconds by which the phone's clock was ahead when the record came in."""
        return round((self.device_time - self.received_at).total_seconds())


class FieldBody(models.Model):
    """A body as received: JSON, keys sorted, no spaces; `sha256` is of this text."""

    record = models.ForeignKey(FieldRecord, models.PROTECT, related_name="bodies")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["record", "number"]
        constraints = [
            models.UniqueConstraint(
                name="fieldbody_number_once", fields=["record", "number"]
            ),
            models.CheckConstraint(
                name="fieldbody_sha256", condition=Q(sha256__regex=_SHA256)
            ),
        ]
        triggers = insert_only("fieldbody")

    def __str__(self) -> str:
        return f"{self.record_id} {self.number}"


class FieldFile(models.Model):
    """A file that a record names, with what the phone said of it; then the file itself.

    `is_named` false: a later body of the record left it out. `lost_at`: the office
    finished the record without it; should it be found, it is received all the same.
    """

    record = models.ForeignKey(FieldRecord, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=60)
    name = models.CharField(max_length=255)
    source = models.CharField(max_length=10, choices=FieldSource.choices)
    taken_at = models.DateTimeField(null=True, blank=True)
    latitude = models.DecimalField(
        max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        max_digits=9, decimal_places=6, null=True, blank=True
    )
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    # Pixels as sent, and as the camera gave them before the shrink.
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    original_width = models.PositiveIntegerField(null=True, blank=True)
    original_height = models.PositiveIntegerField(null=True, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    is_named = models.BooleanField(default=True)
    received_at = models.DateTimeField(null=True, blank=True)
    evidence_file = models.OneToOneField(
        "evidence.EvidenceFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="field_file",
    )
    lost_at = models.DateTimeField(null=True, blank=True)

    objects = FieldFileQuerySet.as_manager()

    class Meta:
        ordering = ["record", "position", "id"]
        indexes = [models.Index(fields=["sha256"], name="fieldfile_by_hash")]
        constraints = [
            models.UniqueConstraint(name="fieldfile_once", fields=["record", "sha256"]),
            models.CheckConstraint(
                name="fieldfile_sha256", condition=Q(sha256__regex=_SHA256)
            ),
            models.CheckConstraint(
                name="fieldfile_source_known",
                condition=Q(source__in=FieldSource.values),
            ),
            models.CheckConstraint(
                name="fieldfile_received_whole",
                condition=Q(received_at__isnull=True, evidence_file__isnull=True)
                | Q(received_at__isnull=False, evidence_file__isnull=False),
            ),
        ]
        triggers = [
            *frozen_except(
                "fieldfile",
                "position",
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
                "is_named",
                "received_at",
                "evidence_file",
                "lost_at",
            ),
            *fixed_while(
                "receivedfieldfile",
                "OLD.received_at IS NOT NULL",
                except_fields=["is_named", "position"],
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def is_lost(self) -> bool:
        return self.lost_at is not None and self.received_at is None


class FieldConflict(models.Model):
    """Two inspectors answered one question of one visit; the team leader chooses.

    Both answers stay. Until then the one that was made first counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="field_conflicts"
    )
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    # The record whose arrival showed it.
    record = models.ForeignKey(FieldRecord, models.PROTECT, related_name="conflicts")
    raised_at = models.DateTimeField()
    chosen = models.ForeignKey(
        Answer, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = FieldConflictQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="fieldconflict_one_open",
                fields=["inspection", "item"],
                condition=Q(settled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="fieldconflict_settled_whole",
                condition=Q(
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                    chosen__isnull=True,
                    reason="",
                )
                | (
                    Q(
                        settled_at__isnull=False,
                        settled_by__isnull=False,
                        chosen__isnull=False,
                    )
                    & ~Q(reason="")
                ),
            ),
        ]
        triggers = [
            *fixed_while(
                "fieldconflict", "OLD.settled_at IS NOT NULL", except_fields=[]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.number} {self.item.number}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None


class FieldDevice(models.Model):
    """A phone of an officer: when it was last heard, and what it said is not sent."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="field_devices"
    )
    device_id = models.UUIDField()
    name = models.CharField(max_length=120, blank=True)
    app = models.CharField(max_length=20, blank=True)
    seen_at = models.DateTimeField()
    unsent = models.PositiveSmallIntegerField(default=0)
    unsent_since = models.DateTimeField(null=True, blank=True)

    objects = FieldDeviceQuerySet.as_manager()

    class Meta:
        ordering = ["officer", "id"]
        constraints = [
            models.UniqueConstraint(
                name="fielddevice_once", fields=["officer", "device_id"]
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.device_id)[-8:]
