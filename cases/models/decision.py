"""Decisions: the draft, the signed act and its items, delivery and payments."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, Delegation, User
from audit.protection import frozen_except, insert_only
from cases.models.case import Case
from cases.models.conduct import CaseViolation
from cases.models.people import Respondent
from cases.states import (
    SUSPENSIONS,
    DeliveryMethod,
    ItemKind,
    MainSanction,
    NoSanctionGround,
)
from kernel.ids import uuid7
from regulations import legal_settings, rules
from regulations.arithmetic import late_days
from regulations.kinds import LateInterestFrom, SettingKey

if TYPE_CHECKING:
    from cases.models.execution import FineRelief
    from cases.models.history import Deadline


class AuthorityConfirmation(models.Model):
    """A legal officer's word where a frame or ceiling is not configured."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="confirmations")
    reason = models.TextField()
    source = models.CharField(max_length=300)
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_on = models.DateField()
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["confirmed_at", "id"]
        triggers = insert_only("authority_confirmation")

    def __str__(self) -> str:
        return self.source


class Terms(models.Model):
    """What a draft proposes and a decision orders alike."""

    main_sanction = models.CharField(max_length=10, choices=MainSanction.choices)
    fine_vnd = models.BigIntegerField()
    aggravating = models.TextField(blank=True)
    mitigating = models.TextField(blank=True)
    proposed_by_title = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True


class DecisionDraft(Terms):
    """Dự thảo: submitted, then returned with a comment or signed; kept either way."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts")
    sequence = models.PositiveSmallIntegerField()
    # Additional sanctions and remedial measures: kind, description, term.
    measures = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="drafts")
    submitted_at = models.DateTimeField()
    submitted_on = models.DateField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_comment = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["case", "sequence"]
        constraints = [
            models.UniqueConstraint(name="draft_sequence", fields=["case", "sequence"]),
            models.UniqueConstraint(
                name="draft_one_current",
                fields=["case"],
                condition=Q(is_current=True),
            ),
            models.CheckConstraint(name="draft_fine", condition=Q(fine_vnd__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.sequence}"


class DraftAct(models.Model):
    """The fine for one act of one respondent, and the frame it was measured by."""

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="acts")
    respondent = models.ForeignKey(Respondent, models.PROTECT, related_name="+")
    violation = models.ForeignKey(CaseViolation, models.PROTECT, related_name="+")
    # None where the catalogue has no figures: the fine was typed and confirmed.
    frame_min_vnd = models.BigIntegerField(null=True)
    frame_max_vnd = models.BigIntegerField(null=True)
    fine_vnd = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="draft_act_once", fields=["draft", "respondent", "violation"]
            ),
            models.CheckConstraint(name="draft_act_fine", condition=Q(fine_vnd__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.violation_id}: {self.fine_vnd}"

    @property
    def has_frame(self) -> bool:
        return self.frame_max_vnd is not None


class SanctionDecision(Terms):
    """Quyết định xử phạt (Điều 67, 68 Luật XLVPHC): signed, numbered, immutable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    # None for a sanction on the spot, which no draft precedes (Điều 56).
    draft = models.OneToOneField(
        DecisionDraft, models.PROTECT, null=True, related_name="decision"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    number_text = models.CharField(max_length=40)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="decisions_signed")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField()
    signed_at = models.DateTimeField()
    annulled_on = models.DateField(null=True, blank=True)
    # Điều 56: not for an act that technical equipment detected; asked, and kept.
    by_technical_equipment = models.BooleanField(null=True, blank=True)
    # A relief was granted; without one nothing is asked of that table.
    is_relieved = models.BooleanField(default=False)

    class Meta:
        ordering = ["-signed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="sanction_decision_number", fields=["agency", "year", "number"]
            ),
            models.UniqueConstraint(
                name="sanction_decision_one_in_force",
                fields=["case"],
                condition=Q(annulled_on__isnull=True),
            ),
            models.CheckConstraint(name="decision_fine", condition=Q(fine_vnd__gte=0)),
            models.CheckConstraint(
                name="decision_warning_without_fine",
                condition=~Q(main_sanction=MainSanction.WARNING) | Q(fine_vnd=0),
            ),
        ]
        # Only annulment and relief may be noted on it afterwards.
        triggers = frozen_except("sanction_decision", "annulled_on", "is_relieved")

    def __str__(self) -> str:
        return self.number_text

    @property
    def paid_vnd(self) -> int:
        """Paid on the fine itself, without late interest."""
        return sum(payment.principal_vnd for payment in self.payments.all())

    @property
    def reduced_vnd(self) -> int:
        """What reductions and waivers took off the fine (Điều 77 Luật XLVPHC)."""
        return sum(relief.reduced_vnd for relief in self.granted_reliefs)

    @property
    def unpaid_vnd(self) -> int:
        return self.fine_vnd - self.reduced_vnd - self.paid_vnd

    @cached_property
    def granted_reliefs(self) -> list[FineRelief]:
        """Reliefs that took effect, the earliest first; those since ended included."""
        if not self.is_relieved:
            return []
        return list(
            self.reliefs.filter(effective_on__isnull=False).order_by(
                "effective_on", "id"
            )
        )

    @property
    def settlements(self) -> list[tuple[date, int]]:
        """What lowered the fine and when: payments and reductions, in their order."""
        rows = [(p.paid_on, p.principal_vnd) for p in self.payments.all()]
        rows += [
            (relief.effective_on, relief.reduced_vnd)
            for relief in self.granted_reliefs
            if relief.reduced_vnd and relief.effective_on is not None
        ]
        return sorted(rows, key=lambda row: row[0])

    @property
    def received_on(self) -> date | None:
        """The day the respondent received it; None until delivery is confirmed."""
        delivery = getattr(self, "delivery", None)
        return delivery.received_on if delivery is not None else None

    @property
    def paid_in_full_on(self) -> date | None:
        """The day on which the fine itself was settled; None while any is owed."""
        left = self.fine_vnd
        for day, amount in self.settlements:
            left -= amount
            if left <= 0:
                return day
        return None

    def late_interest_owed(self, *, clock: Deadline, on: date) -> int:
        """Interest of all late days until `on`, less what was paid of it.

        A part payment or reduction lowers the sum that bears interest from its own day
        on. Days of a deferral or an instalment plan bear none, by setting (recalled).
        """
        term = late_interest_term(clock)
        percent = rules.rule_for("D-LATE", clock.start_on).length or Decimal(0)
        free = self._interest_free(clock)
        total, unpaid, since = Decimal(0), self.fine_vnd, term
        for day, amount in self.settlements:
            total += unpaid * _bearing_days(since, day, free)
            unpaid -= amount
            since = max(since, day - timedelta(days=1))
        total += unpaid * _bearing_days(since, on, free)
        accrued = (total * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return max(int(accrued) - sum(p.interest_vnd for p in self.payments.all()), 0)

    def _interest_free(self, clock: Deadline) -> list[tuple[date, date]]:
        periods = [
            period
            for relief in self.granted_reliefs
            if (period := relief.period) is not None
        ]
        settings = legal_settings.settings_on(clock.start_on) if periods else None
        if settings is None or not settings.is_on(SettingKey.RELIEF_STOPS_INTEREST):
            return []
        return periods


def _bearing_days(since: date, until: date, free: list[tuple[date, date]]) -> int:
    """Late days after `since` and before `until`, less those of the free periods."""
    days = late_days(term_due=since, paid_on=until)
    first, last = since + timedelta(days=1), until - timedelta(days=1)
    for start, end in free:
        days -= max((min(end, last) - max(start, first)).days + 1, 0)
    return max(days, 0)


class SanctionedAct(models.Model):
    """One act sanctioned by a decision; at most one in force for an act (INV-1)."""

    decision = models.ForeignKey(SanctionDecision, models.PROTECT, related_name="acts")
    respondent = models.ForeignKey(Respondent, models.PROTECT, related_name="+")
    violation = models.ForeignKey(CaseViolation, models.PROTECT, related_name="+")
    frame_min_vnd = models.BigIntegerField(null=True)
    frame_max_vnd = models.BigIntegerField(null=True)
    fine_vnd = models.BigIntegerField()
    is_in_force = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="sanctioned_act_once_in_force",
                fields=["respondent", "violation"],
                condition=Q(is_in_force=True),
            ),
            models.CheckConstraint(
                name="sanctioned_act_fine", condition=Q(fine_vnd__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.violation_id}: {self.fine_vnd}"


class DecisionItem(models.Model):
    """One thing a decision orders: the fine, a confiscation, a remedy, a suspension."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(
        SanctionDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
    )
    no_sanction = models.ForeignKey(
        "cases.NoSanctionDecision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
    )
    kind = models.CharField(max_length=25, choices=ItemKind.choices)
    # Empty for the fine: the kind says it all, in the reader's language.
    description = models.TextField(blank=True)
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    # A remedy's time in days, a suspension's in months, both from receipt.
    term_days = models.PositiveSmallIntegerField(null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="item_of_one_act",
                condition=Q(decision__isnull=True, no_sanction__isnull=False)
                | Q(decision__isnull=False, no_sanction__isnull=True),
            ),
            models.CheckConstraint(
                name="item_kind_known", condition=Q(kind__in=ItemKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.description or str(self.get_kind_display())

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def outlasts_limitation(self) -> bool:
        """Remedies and confiscation are executed after the limitation too (Điều 74)."""
        return self.kind not in SUSPENSIONS and self.kind != ItemKind.FINE


class NoSanctionDecision(models.Model):
    """Not sanctioned (Điều 65 Luật XLVPHC); measures may still be ordered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="no_sanction_decisions")
    ground = models.CharField(max_length=25, choices=NoSanctionGround.choices)
    reason = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    # A number only where measures are ordered: then a paper is issued.
    number = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    number_text = models.CharField(max_length=40, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="no_sanction_number", fields=["agency", "year", "number"]
            )
        ]
        triggers = insert_only("no_sanction_decision")

    def __str__(self) -> str:
        return self.number_text or str(self.get_ground_display())


class Delivery(models.Model):
    """Giao quyết định (Điều 70 Luật XLVPHC): sent in time, received on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(
        SanctionDecision, models.PROTECT, related_name="delivery"
    )
    method = models.CharField(max_length=15, choices=DeliveryMethod.choices)
    sent_on = models.DateField()
    received_on = models.DateField()
    receiver = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                name="delivery_after_sending",
                condition=Q(received_on__gte=F("sent_on")),
            )
        ]
        triggers = insert_only("delivery")

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.received_on}"


class Payment(models.Model):
    """Money received: what of it pays the fine, what the late interest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(
        SanctionDecision, models.PROTECT, related_name="payments"
    )
    paid_on = models.DateField()
    principal_vnd = models.BigIntegerField()
    interest_vnd = models.BigIntegerField(default=0)
    receipt_no = models.CharField(max_length=60)
    payer = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["paid_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="payment_amounts",
                condition=Q(principal_vnd__gte=0)
                & Q(interest_vnd__gte=0)
                & (Q(principal_vnd__gt=0) | Q(interest_vnd__gt=0)),
            ),
            models.UniqueConstraint(
                name="payment_receipt_once", fields=["decision", "receipt_no"]
            ),
        ]
        triggers = insert_only("payment")

    def __str__(self) -> str:
        return self.receipt_no

    @property
    def amount_vnd(self) -> int:
        return self.principal_vnd + self.interest_vnd


def late_interest_term(clock: Deadline) -> date:
    """The day after which interest runs: rolled or strict, by setting (unsettled)."""
    settings = legal_settings.settings_on(clock.start_on)
    is_rolled = settings.late_interest_from == LateInterestFrom.ROLLED
    return clock.due if is_rolled else clock.strict_due
