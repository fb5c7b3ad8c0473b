"""What may happen to a decision while it is executed: relief, force, changes."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, Delegation, User
from audit.protection import frozen_except, insert_only
from cases.models.case import Case
from cases.models.decision import SanctionDecision
from cases.states import (
    ReliefKind,
    ReliefState,
    ReopenGround,
    RevisionGround,
    RevisionKind,
    SuspensionGround,
)
from cases.workflow import ReliefWorkflow
from kernel.ids import uuid7


class SignedAct(models.Model):
    """A written act of the competent person: agency, number, signer, day."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    number_text = models.CharField(max_length=40)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number_text


class FineRelief(ReliefWorkflow):
    """Hoãn, giảm, miễn, nộp nhiều lần (Điều 76, 77, 79 Luật XLVPHC)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reliefs")
    decision = models.ForeignKey(
        SanctionDecision, models.PROTECT, related_name="reliefs"
    )
    kind = models.CharField(max_length=15, choices=ReliefKind.choices)
    reason = models.TextField()
    requested_on = models.DateField()
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    number_text = models.CharField(max_length=40, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    effective_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    # What a reduction or waiver takes off the fine, in whole dong.
    reduced_vnd = models.BigIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["requested_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="relief_kind_known", condition=Q(kind__in=ReliefKind.values)
            ),
            models.CheckConstraint(
                name="relief_state_known", condition=Q(state__in=ReliefState.values)
            ),
            models.CheckConstraint(
                name="relief_reduced", condition=Q(reduced_vnd__gte=0)
            ),
            models.UniqueConstraint(
                name="relief_one_requested",
                fields=["case"],
                condition=Q(state=ReliefState.REQUESTED),
            ),
            models.UniqueConstraint(
                name="relief_number", fields=["agency", "year", "number"]
            ),
            models.CheckConstraint(
                name="relief_period",
                condition=Q(until__isnull=True) | Q(until__gte=F("effective_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    @property
    def is_in_force(self) -> bool:
        return self.state == ReliefState.GRANTED

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day on which payment waits; None for a reduction."""
        if (
            self.kind not in {ReliefKind.DEFER, ReliefKind.INSTALMENTS}
            or self.effective_on is None
            or self.until is None
        ):
            return None
        return self.effective_on, min(self.until, self.ended_on or self.until)

    def holds_on(self, day: date) -> bool:
        """Does it keep enforcement away on that day?"""
        return (
            self.state == ReliefState.GRANTED
            and self.kind in {ReliefKind.DEFER, ReliefKind.INSTALMENTS}
            and self.until is not None
            and day <= self.until
        )


class Instalment(models.Model):
    """One payment of an instalment plan, in whole dong."""

    relief = models.ForeignKey(FineRelief, models.PROTECT, related_name="instalments")
    sequence = models.PositiveSmallIntegerField()
    amount_vnd = models.BigIntegerField()
    due_on = models.DateField()

    class Meta:
        ordering = ["relief", "sequence"]
        constraints = [
            models.UniqueConstraint(
                name="instalment_sequence", fields=["relief", "sequence"]
            ),
            models.CheckConstraint(
                name="instalment_amount", condition=Q(amount_vnd__gt=0)
            ),
        ]
        triggers = insert_only("instalment")

    def __str__(self) -> str:
        return f"{self.relief_id} #{self.sequence}"


class EnforcementDecision(SignedAct):
    """Quyết định cưỡng chế (Điều 86-88 Luật XLVPHC; NĐ 296/2025)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="enforcements")
    decision = models.ForeignKey(
        SanctionDecision, models.PROTECT, related_name="enforcements"
    )
    measure = models.CharField(max_length=300)
    reason = models.TextField()
    owed_vnd = models.BigIntegerField()
    received_on = models.DateField(null=True, blank=True)
    # "Or longer as stated": the days beside those of D-ENF.
    extra_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["signed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="enforcement_number", fields=["agency", "year", "number"]
            ),
            models.CheckConstraint(
                name="enforcement_owed", condition=Q(owed_vnd__gte=0)
            ),
        ]
        triggers = frozen_except("enforcement_decision", "received_on")


class ExecutionSuspension(SignedAct):
    """Tạm đình chỉ, hoãn thi hành: why, and until it was resumed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="suspensions")
    ground = models.CharField(max_length=15, choices=SuspensionGround.choices)
    reason = models.TextField()
    resumed_on = models.DateField(null=True, blank=True)
    resumed_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["signed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="suspension_number", fields=["agency", "year", "number"]
            ),
            models.CheckConstraint(
                name="suspension_ground_known",
                condition=Q(ground__in=SuspensionGround.values),
            ),
            models.CheckConstraint(
                name="suspension_period",
                condition=Q(resumed_on__isnull=True)
                | Q(resumed_on__gte=F("signed_on")),
            ),
        ]
        triggers = frozen_except("execution_suspension", "resumed_on", "resumed_reason")


class DecisionRevision(SignedAct):
    """Đính chính, sửa đổi, hủy bỏ an issued decision: an act of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="revisions")
    decision = models.ForeignKey(
        SanctionDecision, models.PROTECT, related_name="revisions"
    )
    kind = models.CharField(max_length=10, choices=RevisionKind.choices)
    ground = models.CharField(max_length=20, choices=RevisionGround.choices)
    reason = models.TextField()
    # What is written instead, for a correction or amendment.
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["signed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="revision_number", fields=["agency", "year", "number"]
            ),
            models.CheckConstraint(
                name="revision_kind_known",
                condition=Q(kind__in=RevisionKind.values),
            ),
            models.CheckConstraint(
                name="revision_ground_known",
                condition=Q(ground__in=RevisionGround.values),
            ),
        ]
        triggers = insert_only("decision_revision")


class Reopening(models.Model):
    """Mở lại: on which ground a case that had ended goes on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reopenings")
    ground = models.CharField(max_length=20, choices=ReopenGround.choices)
    reason = models.TextField()
    reopened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reopened_on = models.DateField()
    reopened_at = models.DateTimeField()

    class Meta:
        ordering = ["reopened_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="reopening_ground_known",
                condition=Q(ground__in=ReopenGround.values),
            )
        ]
        triggers = insert_only("reopening")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.ground}"
