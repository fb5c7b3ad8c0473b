"""What happened and what runs: events, clocks, proposals."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from audit.models import Entry
from audit.protection import insert_only
from cases.models.case import Case
from cases.states import (
    DUTY_FAMILIES,
    CaseState,
    ClockStatus,
    Family,
    ProposalKind,
)
from kernel.clock import LOCAL_ZONE
from kernel.ids import uuid7

if TYPE_CHECKING:
    from regulations.arithmetic import Due


class CaseEvent(models.Model):
    """One legal step of a case: written once with its line of the trail."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    transition = models.CharField(max_length=40)
    from_state = models.CharField(max_length=50, choices=CaseState.choices, blank=True)
    to_state = models.CharField(max_length=50, choices=CaseState.choices)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    occurred_on = models.DateField()
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="case_event")

    class Meta:
        # As the trail has them: the clocks of two servers may differ.
        ordering = ["entry_id"]
        constraints = [
            models.CheckConstraint(
                name="event_states_known", condition=Q(to_state__in=CaseState.values)
            )
        ]
        triggers = insert_only("case_event")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.transition}"

    @property
    def is_backdated(self) -> bool:
        """Entered on a later day than it happened."""
        return self.recorded_at.astimezone(LOCAL_ZONE).date() > self.occurred_on

    @property
    def changes_state(self) -> bool:
        return self.from_state != self.to_state

    def compute_hash(self) -> str:
        """SHA-256 over the event's own columns; stands in its line of the trail."""
        row = [
            str(self.id),
            str(self.case_id),
            self.transition,
            self.from_state,
            self.to_state,
            self.actor_id,
            self.agency_id,
            int(self.recorded_at.timestamp() * 1_000_000),
            self.occurred_on.isoformat(),
            self.reason,
            self.details,
        ]
        canonical = json.dumps(
            row, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


class Deadline(models.Model):
    """A rule of the law in one case: it keeps the version in force at its start."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    family = models.CharField(max_length=25, choices=Family.choices)
    rule = models.ForeignKey(
        "regulations.DeadlineRule", models.PROTECT, related_name="deadlines"
    )
    # Which seizure, complaint … it is about; empty: the case itself.
    about = models.CharField(max_length=36, blank=True)
    started_by = models.CharField(max_length=40)
    start_on = models.DateField()
    strict_due = models.DateField()
    due = models.DateField()
    # The last day in time: rolled, but strict for limitation and recidivism.
    last_day = models.DateField()
    is_provisional = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10, choices=ClockStatus.choices, default=ClockStatus.RUNNING
    )
    ended_on = models.DateField(null=True, blank=True)
    # Days granted beside the rule: working days where the rule counts those.
    extended_days = models.PositiveSmallIntegerField(default=0)
    # The legal day and the act that called for it, ended it, and put another in its
    # place: with them the clocks of any past day can be told.
    since_on = models.DateField(null=True, blank=True)
    since_step = models.CharField(max_length=40, blank=True)
    ended_step = models.CharField(max_length=40, blank=True)
    # The legal day of the act that told how it ended: sent on a day, known at receipt.
    settled_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)
    replaced_step = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="deadline_family_known", condition=Q(family__in=Family.values)
            ),
            models.CheckConstraint(
                name="deadline_strict_first", condition=Q(due__gte=F("strict_due"))
            ),
            models.UniqueConstraint(
                name="deadline_one_running",
                fields=["case", "family", "about"],
                condition=Q(status="RUNNING"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due"],
                name="deadline_running_due",
                condition=Q(status="RUNNING"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.rule_id}"

    @property
    def is_current(self) -> bool:
        return self.status != ClockStatus.SWITCHED and self.replaced_on is None

    @property
    def is_running(self) -> bool:
        return self.status == ClockStatus.RUNNING

    @property
    def is_running_duty(self) -> bool:
        return self.is_running and self.family in DUTY_FAMILIES

    def has_passed_on(self, day: date) -> bool:
        """Is it over for an act of that day?"""
        return day > self.last_day

    def end(
        self, status: str, *, ended_on: date | None, told_on: date, step: str
    ) -> None:
        """Note how it stands, and by which act that is known."""
        self.status, self.ended_on = status, ended_on
        is_over = ended_on is not None
        self.settled_on = max(told_on, ended_on) if ended_on is not None else None
        self.ended_step = step if is_over else ""

    def take_dates(self, due: Due) -> None:
        self.strict_due = due.strict_due
        self.due = due.due
        self.last_day = due.last_day
        self.is_provisional = due.provisional


class Proposal(models.Model):
    """One officer proposes, another decides (dismissing, closing)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    ground = models.CharField(max_length=25, blank=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_on = models.DateField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="proposal_one_open",
                fields=["case", "kind"],
                condition=Q(settled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
