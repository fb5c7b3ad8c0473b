"""Goods held for a case: the seizure, what it holds, how long."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.models import Agency, Delegation, User
from audit.protection import insert_only
from cases.models.case import Case
from cases.states import HOLDING, SeizureGround, SeizureState
from cases.workflow import SeizureWorkflow
from kernel.ids import uuid7


class Seizure(SeizureWorkflow):
    """Tạm giữ tang vật, phương tiện (Điều 125 Luật XLVPHC)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="seizures")
    ground = models.CharField(max_length=10, choices=SeizureGround.choices)
    reason = models.TextField()
    # The act itself; the period runs from this day (actual seizure).
    seized_on = models.DateField()
    minutes_no = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=300)
    keeper = models.CharField(max_length=200)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    number_text = models.CharField(max_length=40, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    # The limit it runs under now; an extension names another (D-SEIZE-…).
    limit_rule = models.CharField(max_length=20, default="D-SEIZE-7WD")
    # Public notices that the owner may fetch the goods (Điều 126.4).
    first_notice_on = models.DateField(null=True, blank=True)
    second_notice_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_note = models.TextField(blank=True)

    class Meta:
        ordering = ["seized_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="seizure_state_known", condition=Q(state__in=SeizureState.values)
            ),
            models.CheckConstraint(
                name="seizure_ground_known",
                condition=Q(ground__in=SeizureGround.values),
            ),
            models.CheckConstraint(
                name="seizure_signed",
                # What nobody signed for goes back to its owner.
                condition=Q(state__in=[SeizureState.DRAFT, SeizureState.RELEASED])
                | Q(signed_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="seizure_number", fields=["agency", "year", "number"]
            ),
        ]

    def __str__(self) -> str:
        return self.number_text or self.minutes_no or str(self.get_state_display())

    @property
    def is_holding(self) -> bool:
        return self.state in HOLDING

    @property
    def is_bound_to_decision(self) -> bool:
        """Never beyond the decision limit, except to secure execution (Điều 125.8)."""
        return self.ground != SeizureGround.SECURE


class SeizedItem(models.Model):
    """One item of goods that a seizure holds."""

    seizure = models.ForeignKey(Seizure, models.CASCADE, related_name="seized_items")
    item = models.ForeignKey(
        "evidence.EvidenceItem", models.PROTECT, related_name="seized_items"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            # Goods that the investigating body gave back may be seized once more.
            models.UniqueConstraint(name="seized_item_once", fields=["seizure", "item"])
        ]

    def __str__(self) -> str:
        return f"{self.seizure_id}: {self.item_id}"


class SeizureExtension(models.Model):
    """A written extension: another limit, with its reason and signer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seizure = models.ForeignKey(Seizure, models.PROTECT, related_name="extensions")
    limit_rule = models.CharField(max_length=20)
    reason = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    number_text = models.CharField(max_length=40)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="seizure_extension_number", fields=["agency", "year", "number"]
            )
        ]
        triggers = insert_only("seizure_extension")

    def __str__(self) -> str:
        return self.number_text
