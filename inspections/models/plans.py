"""Year plans: which businesses are inspected or checked, by whom, when, on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from agencies.access import OWN_AGENCY
from facilities.identity_keys import Folded
from facilities.search import words_of
from inspections import policies, yearly
from inspections.models.overlaps import Passes
from inspections.models.parts import YearlyException, content_field
from inspections.models.visits import Inspection
from inspections.protection import legal_edges
from inspections.querysets import PLAN_WORDS, PlanItemQuerySet, PlanQuerySet
from inspections.states import (
    ITEM_EDGES,
    PLAN_EDGES,
    PUBLIC_PLAN_STATES,
    RUNNING_PLAN_STATES,
    ItemState,
    Mode,
    PlanKind,
    PlanState,
    VisitState,
)
from inspections.windows import quarter_of, window_in_words
from inspections.workflow import ItemWorkflow, PlanWorkflow
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import Agency, User


class InspectionPlan(PlanWorkflow):
    """Kế hoạch thanh tra, kiểm tra of one agency for one year.

    `number` is that of the approved plan in the agency's register `REGISTER`.
    """

    REGISTER = "KH-KT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="inspection_plans"
    )
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PlanKind.choices)
    title = models.CharField(max_length=300)
    # One sentence each, as the paper lists them after "Căn cứ".
    legal_bases = ArrayField(models.TextField(), default=list, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    proposed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reviewed_on = models.DateField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_on = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "agency", "kind", "id"]
        indexes = [
            GinIndex(words_of(*PLAN_WORDS), name="plan_search"),
            GinIndex(OpClass(Folded("title"), "gin_trgm_ops"), name="plan_trigram"),
        ]
        constraints = [
            models.CheckConstraint(
                name="inspectionplan_state_known",
                condition=Q(state__in=PlanState.values),
            ),
            models.CheckConstraint(
                name="inspectionplan_kind_known",
                condition=Q(kind__in=PlanKind.values),
            ),
            models.CheckConstraint(
                name="inspectionplan_approved_by_another",
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="inspectionplan_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True)
                | ~Q(reviewed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="inspectionplan_numbered_once_approved",
                condition=Q(
                    state__in=[PlanState.DRAFT, PlanState.REVIEWED],
                    number__isnull=True,
                    approved_by__isnull=True,
                )
                | Q(
                    number__isnull=False,
                    number_year__isnull=False,
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                name="inspectionplan_number_once",
                fields=["agency", "number_year", "number"],
            ),
        ]
        triggers = legal_edges("inspectionplan", PLAN_EDGES)

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """As it is spoken of: "05/2025" once approved, "" before."""
        return f"{self.number:02d}/{self.number_year}" if self.number else ""

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING_PLAN_STATES

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_PLAN_STATES

    @property
    def is_editable(self) -> bool:
        """The list itself is worked on; later it changes by adjustments only."""
        return str(self.state) == PlanState.DRAFT

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        return policies.relations((self.agency,), actor, at)

    def unsettled_clashes(self) -> list[tuple[PlanItem, list[yearly.Clash]]]:
        """Items that clash, without an exception or a decision that lets them stand."""
        items = list(
            self.items.counted()
            .filter(exception_reason="")
            .with_engagement()
            .in_order()
        )
        others = engagements_in(
            self.year, {item.facility.business_key for item in items}
        )
        passes = Passes(item.pk for item in items)
        pairs = (
            (
                item,
                yearly.clashes(
                    item.engagement(),
                    others[item.facility.business_key],
                    passes=passes.of(item.pk),
                ),
            )
            for item in items
        )
        return [(item, clashes) for item, clashes in pairs if clashes]


class PlanItem(YearlyException, ItemWorkflow):
    """One facility of a plan: its months, its content, who leads the visit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="plan_items"
    )
    lead_agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="led_plan_items"
    )
    # The window, both months included: 1 to 3 is the first quarter.
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    # The day and the lead that are thought of; the visit itself names both anew.
    planned_on = models.DateField(null=True, blank=True)
    team_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    mode = models.CharField(max_length=10, choices=Mode.choices)
    content = content_field()
    scope = models.TextField(blank=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            *YearlyException.Meta.constraints,
            models.CheckConstraint(
                name="planitem_state_known", condition=Q(state__in=ItemState.values)
            ),
            models.CheckConstraint(
                name="planitem_mode_known", condition=Q(mode__in=Mode.values)
            ),
            models.CheckConstraint(
                name="planitem_window",
                condition=Q(first_month__range=(1, 12), last_month__range=(1, 12))
                & Q(last_month__gte=F("first_month")),
            ),
            models.CheckConstraint(
                name="planitem_has_content", condition=Q(content__len__gte=1)
            ),
            models.CheckConstraint(
                name="planitem_planned_in_window",
                condition=Q(planned_on__isnull=True)
                | Q(
                    planned_on__month__gte=F("first_month"),
                    planned_on__month__lte=F("last_month"),
                ),
            ),
            models.UniqueConstraint(
                name="planitem_facility_once",
                fields=["plan", "facility"],
                condition=~Q(state=ItemState.DROPPED),
            ),
        ]
        triggers = legal_edges("planitem", ITEM_EDGES)

    def __str__(self) -> str:
        return f"{self.plan}: {self.facility}"

    @property
    def agency(self) -> Agency:
        """The agency that makes the visit."""
        return self.lead_agency

    @property
    def quarter(self) -> int | None:
        """1-4 when the window is exactly a quarter."""
        return quarter_of(self.first_month, self.last_month)

    @property
    def window(self) -> str:
        """The months in words."""
        return window_in_words(self.first_month, self.last_month)

    @property
    def visit(self) -> Inspection | None:
        """The item's visit that was not cancelled; prefetch `inspections` for lists."""
        return next(
            (
                visit
                for visit in self.inspections.all()
                if visit.state != VisitState.CANCELLED
            ),
            None,
        )

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """To the agency of the plan and to the one that makes the visit."""
        found = policies.relations((self.plan.agency, self.lead_agency), actor, at)
        return found | {OWN_AGENCY} if self.has_member(actor) else found

    def has_member(self, user: User) -> bool:
        visit = self.visit
        return visit is not None and visit.has_member(user)

    def is_late_on(self, day: date) -> bool:
        """As `PlanItemQuerySet.lateness`, for one item of a list."""
        return (
            self.state in {ItemState.PLANNED, ItemState.DECIDED}
            and self.plan.state in PUBLIC_PLAN_STATES
            and (self.plan.year, self.last_month) < (day.year, day.month)
        )

    def laid_before_heads(self) -> set[UUID]:
        """Ids of items and visits against which an overlap was raised."""
        rows = self.overlaps.values_list("other_item", "other_visit")
        return {item or visit for item, visit in rows}

    def engagement(self) -> yearly.Engagement:
        """The item as the once-a-year rule counts it."""
        return yearly.Engagement(
            id=self.pk,
            kind=self.plan.kind,
            content=frozenset(self.content),
            agency_name=self.plan.agency.short_name,
            source=self.plan.title,
            facility_name=self.facility.name,
            window=self.window,
        )


def engagements_in(
    year: int,
    business_keys: Iterable[str],
    *,
    visits: models.QuerySet[Inspection] | None = None,
) -> defaultdict[str, list[yearly.Engagement]]:
    """By business key, all that counts in the year, of all agencies, in two queries.

    A planned visit is counted by its item, so that it does not clash with itself.
    `visits` narrows the visits ad hoc to those that somebody may be told of.
    """
    keys = set(business_keys)
    found: defaultdict[str, list[yearly.Engagement]] = defaultdict(list)
    items = PlanItem.objects.counted().of_business(keys, year).with_engagement()
    for item in items.order_by("plan__created_at", "id"):
        found[item.facility.business_key].append(item.engagement())
    if visits is None:
        visits = Inspection.objects.ad_hoc()
    rows = visits.counted().of_business(keys, year).with_engagement()
    for visit in rows.order_by("scheduled_on", "id"):
        found[visit.facility.business_key].append(visit.engagement())
    return found
