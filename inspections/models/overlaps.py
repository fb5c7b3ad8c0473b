"""Two visits of one business in one year, and who decided what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access import OWN_AGENCY
from inspections import policies
from inspections.protection import fixed_while
from inspections.querysets import OverlapQuerySet
from inspections.states import OVERLAP_PASSES, OverlapDecision, OverlapState
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import Agency, User

CODES = ("once_a_year", "same_content")


class OverlapConflict(models.Model):
    """An item that stands against another visit of the year, laid before the heads.

    NĐ 217/2025/NĐ-CP; Luật Thanh tra 2025 Điều 58.2. The side that asked may leave the
    facility out at any time; for anything else the head of the other side agrees, or
    the Chairman of the province decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(
        "inspections.PlanItem", models.PROTECT, related_name="overlaps"
    )
    other_item = models.ForeignKey(
        "inspections.PlanItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="overlaps_against",
    )
    other_visit = models.ForeignKey(
        "inspections.Inspection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="overlaps_against",
    )
    code = models.CharField(max_length=20)
    # What stood against the item when it was asked, in words; and why it is wanted.
    clash = models.TextField()
    request = models.TextField()
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=OverlapState.choices, default=OverlapState.OPEN
    )
    decision = models.CharField(
        max_length=20, choices=OverlapDecision.choices, blank=True
    )
    ground = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = OverlapQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="overlapconflict_code_known", condition=Q(code__in=CODES)
            ),
            models.CheckConstraint(
                name="overlapconflict_of_two",
                condition=(
                    Q(other_item__isnull=False, other_visit__isnull=True)
                    | Q(other_item__isnull=True, other_visit__isnull=False)
                )
                & ~Q(other_item=F("item")),
            ),
            models.CheckConstraint(
                name="overlapconflict_is_grounded",
                condition=~Q(request="") & ~Q(clash=""),
            ),
            models.CheckConstraint(
                name="overlapconflict_decision_whole",
                condition=Q(
                    state=OverlapState.OPEN,
                    decision="",
                    ground="",
                    decided_by__isnull=True,
                    decided_on__isnull=True,
                    decided_at__isnull=True,
                )
                | (
                    Q(
                        state=OverlapState.SETTLED,
                        decision__in=OverlapDecision.values,
                        decided_by__isnull=False,
                        decided_on__isnull=False,
                        decided_at__isnull=False,
                    )
                    & ~Q(ground="")
                ),
            ),
            models.UniqueConstraint(
                name="overlapconflict_item_once",
                fields=["item", "other_item"],
                condition=Q(other_item__isnull=False),
            ),
            models.UniqueConstraint(
                name="overlapconflict_visit_once",
                fields=["item", "other_visit"],
                condition=Q(other_visit__isnull=False),
            ),
        ]
        triggers = fixed_while(
            "overlapconflict", "OLD.state = 'SETTLED'", except_fields=[]
        )

    def __str__(self) -> str:
        return self.clash

    @property
    def other_agency(self) -> Agency:
        """The agency of the other plan or visit."""
        if self.other_item is not None:
            return self.other_item.plan.agency
        agency: Agency = self.other_visit.agency  # type: ignore[union-attr]
        return agency

    @property
    def is_open(self) -> bool:
        return self.state == OverlapState.OPEN

    @property
    def lets_pass(self) -> bool:
        """The item may stay although the other visit stands."""
        return self.decision in OVERLAP_PASSES

    @property
    def version(self) -> int:
        """Open is the first version, settled the second and last."""
        return 1 if self.is_open else 2

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """Either side's own."""
        sides = (self.item.plan.agency, self.other_agency)
        return policies.relations(sides, actor, at)

    def is_only_asked_by(self, actor: User, at: datetime) -> bool:
        """The officer heads the side that asks, and neither the other nor the province.

        He may leave the facility out; anything else is for the others to agree to.
        """
        found = policies.relations((self.other_agency,), actor, at)
        return found.isdisjoint({OWN_AGENCY, policies.OVERSIGHT})


class Passes:
    """Which items may stand beside which others, by decisions of the heads."""

    def __init__(self, item_ids: Iterable[UUID]) -> None:
        keys = set(item_ids)
        self._passes: defaultdict[UUID, set[UUID]] = defaultdict(set)
        rows = OverlapConflict.objects.filter(
            Q(item__in=keys) | Q(other_item__in=keys), decision__in=OVERLAP_PASSES
        )
        for row in rows.values_list("item", "other_item", "other_visit", "decision"):
            item, other_item, other_visit, decision = row
            self._passes[item].add(other_item or other_visit)
            if other_item and decision == OverlapDecision.BOTH_STAND:
                self._passes[other_item].add(item)

    def of(self, item: UUID | None) -> frozenset[UUID]:
        """The ids of items and visits that do not stand against this item."""
        return frozenset(self._passes.get(item, ())) if item else frozenset()
