"""Adjustments of published plans: their reasons, and what they did."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.protection import insert_only
from inspections.models.plans import InspectionPlan, PlanItem
from inspections.states import ChangeKind
from inspections.windows import window_in_words
from kernel.ids import uuid7


class PlanChange(models.Model):
    """An adjustment of a published plan: its reason, its basis, what it did."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="changes")
    position = models.PositiveSmallIntegerField()
    reason = models.TextField()
    legal_basis = models.TextField()
    occurred_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(
                name="planchange_position_once", fields=["plan", "position"]
            ),
            models.CheckConstraint(
                name="planchange_is_grounded",
                condition=~Q(reason="") & ~Q(legal_basis=""),
            ),
        ]
        triggers = insert_only("planchange")

    def __str__(self) -> str:
        return f"{self.plan} ({self.position})"


class PlanChangeLine(models.Model):
    """What the adjustment did to one item."""

    change = models.ForeignKey(PlanChange, models.PROTECT, related_name="lines")
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    # Windows before and after in months; empty where there is none.
    first_month_before = models.PositiveSmallIntegerField(null=True, blank=True)
    last_month_before = models.PositiveSmallIntegerField(null=True, blank=True)
    first_month_after = models.PositiveSmallIntegerField(null=True, blank=True)
    last_month_after = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["change", "id"]
        constraints = [
            models.CheckConstraint(
                name="planchangeline_kind_known",
                condition=Q(kind__in=ChangeKind.values),
            ),
        ]
        triggers = insert_only("planchangeline")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.item.facility}"

    @property
    def before(self) -> str:
        """The window before, in words."""
        return window_in_words(self.first_month_before, self.last_month_before)

    @property
    def after(self) -> str:
        """The window after, in words."""
        return window_in_words(self.first_month_after, self.last_month_after)
