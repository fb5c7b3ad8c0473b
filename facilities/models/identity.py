"""Which records are the same facility: proposals, decisions, merges and splits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from facilities import policies
from facilities.doubles import Reason
from facilities.models.facility import Facility
from facilities.querysets import MergeQuerySet, ProposedDoubleQuerySet
from facilities.states import MergeState
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User


class Pair(models.Model):
    """Two facilities, the one with the smaller id first, so that a pair is one row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    one = models.ForeignKey(Facility, models.CASCADE, related_name="+")
    other = models.ForeignKey(Facility, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class ProposedDouble(Pair):
    """Two records that may be one facility, as the last search of the register found.

    Derived: a search replaces the rows. `reasons` are `facilities.doubles.Reason`s.
    """

    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    found_at = models.DateTimeField()

    objects = ProposedDoubleQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(
                name="proposed_double_once", fields=["one", "other"]
            ),
            models.CheckConstraint(
                name="proposed_double_in_order", condition=Q(one__lt=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"

    @property
    def explained(self) -> list[Reason]:
        return [Reason.of(stored) for stored in self.reasons]


class NotADouble(Pair):
    """Somebody looked and decided that these are two facilities.

    It holds as long as both marks are what they were: a new name, code or address
    makes the question new.
    """

    one_mark = models.CharField(max_length=64)
    other_mark = models.CharField(max_length=64)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at", "-id"]
        verbose_name_plural = "not doubles"
        indexes = [models.Index(fields=["one", "other"], name="not_a_double_pair")]
        constraints = [
            models.CheckConstraint(
                name="not_a_double_in_order", condition=Q(one__lt=F("other"))
            ),
            models.CheckConstraint(
                name="not_a_double_says_why", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class Merge(models.Model):
    """One record absorbed by another: proposed, agreed by a second person, undone.

    `taken` names what the kept record takes from the absorbed one. `restores` holds
    what an undoing puts back, written when the merge is carried out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(Facility, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Facility, models.PROTECT, related_name="merges_away")
    state = models.CharField(
        max_length=20, choices=MergeState.choices, default=MergeState.PROPOSED
    )
    taken = models.JSONField(default=list)
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    # What the proposer looked at; a record that changed is looked at anew.
    kept_version = models.PositiveIntegerField()
    absorbed_version = models.PositiveIntegerField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_reason = models.TextField(blank=True)
    restores = models.JSONField(default=dict)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="merge_state_known", condition=Q(state__in=MergeState.values)
            ),
            models.CheckConstraint(
                name="merge_of_two", condition=~Q(kept=F("absorbed"))
            ),
            models.CheckConstraint(
                name="merge_by_two_persons",
                condition=Q(state__in=[MergeState.PROPOSED, MergeState.WITHDRAWN])
                | Q(settled_by__isnull=False) & ~Q(settled_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=~Q(state=MergeState.UNDONE)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="merge_of_a_record_once",
                fields=["absorbed"],
                condition=Q(state__in=[MergeState.PROPOSED, MergeState.DONE]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"

    @property
    def is_open(self) -> bool:
        return self.state == MergeState.PROPOSED

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        return policies.relations(self, actor, at)


class Split(models.Model):
    """A record that turned out to be two: what moved to the new one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Facility, models.PROTECT, related_name="splits")
    made = models.ForeignKey(Facility, models.PROTECT, related_name="split_from")
    moved = models.JSONField(default=dict)
    reason = models.TextField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["-done_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="split_made_once", fields=["made"]),
            models.CheckConstraint(name="split_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.made_id}"
