"""Which facilities a plan might take: ranked, each with its reasons in words.

The score ranks; a person decides (registry, section 4). What stands against a
facility is shown before it is chosen, across agencies (NQ 198/2025/QH15 Điều 4). A
visit ad hoc that has not begun is its agency's own until the facility knows of it: it
is named only to who may see it. The rule counts it all the same when an item is added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from facilities.models import Facility
from facilities.states import FacilityStatus
from inspections import yearly
from inspections.models import Inspection, InspectionPlan, PlanItem, engagements_in
from inspections.states import ItemState
from kernel.clock import local_day, start_of_day

if TYPE_CHECKING:
    from agencies.models import User
    from facilities.querysets import FacilityQuerySet


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The newest visit that ended at a facility, or at a record it absorbed."""

    on: date
    agency_name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One facility; `taken` is what its business has this year already.

    `stops` are those of `taken` that stop a plan of this kind whatever it looks at;
    the others do where they look at the same content.
    """

    facility: Facility
    last_check: LastCheck | None
    taken: tuple[yearly.Engagement, ...]
    stops: tuple[yearly.Engagement, ...]

    @property
    def is_free(self) -> bool:
        return not self.stops

    @property
    def check_in_words(self) -> str:
        if self.last_check is None:
            return gettext("No visit is recorded.")
        text = gettext("Last visit %(day)s, %(agency)s.")
        return text % {
            "day": f"{self.last_check.on:%d/%m/%Y}",
            "agency": self.last_check.agency_name,
        }


def candidates_of(
    plan: InspectionPlan,
    user: User,
    at: datetime,
    *,
    ward: str = "",
    kind: str = "",
    risk_min: int | None = None,
    not_checked_since: date | None = None,
    is_free: bool = False,
) -> FacilityQuerySet:
    """Facilities that the officer sees and the plan has not, unordered.

    `not_checked_since` leaves those without an ended visit from that day on; `is_free`
    those whose business has no visit of the plan's kind in its year.
    """
    rows = Facility.objects.visible_to(user, at).exclude(status=FacilityStatus.ENDED)
    present = plan.items.exclude(state=ItemState.DROPPED).filter(
        facility=OuterRef("pk")
    )
    rows = rows.filter(~Exists(present))
    if ward:
        rows = rows.in_ward(ward)
    if kind:
        rows = rows.of_kind(kind)
    if risk_min is not None:
        rows = rows.with_risk_from(risk_min)
    if not_checked_since is not None:
        ended = Inspection.objects.ended().filter(
            ended_at__gte=start_of_day(not_checked_since)
        )
        rows = rows.exclude(pk__in=_standing(ended).values("standing"))
    if is_free:
        rows = rows.exclude(business_key__in=_planned(plan)).exclude(
            business_key__in=_visited(plan, user, at)
        )
    return rows


def shown(
    plan: InspectionPlan, facilities: Iterable[Facility], user: User, at: datetime
) -> list[Candidate]:
    """The rows of one page with what stands beside them, in three queries."""
    rows = list(facilities)
    checks = last_checks(row.pk for row in rows)
    taken = engagements_in(
        plan.year,
        {row.business_key for row in rows},
        visits=_told_visits(user, at),
    )
    found = []
    for row in rows:
        here = tuple(taken[row.business_key])
        stops = tuple(one for one in here if one.kind == plan.kind)
        found.append(Candidate(row, checks.get(row.pk), here, stops))
    return found


def last_checks(facilities: Iterable[UUID]) -> dict[UUID, LastCheck]:
    """By facility, its newest ended visit of any agency, in one query."""
    keys = set(facilities)
    visits = _standing(Inspection.objects.ended()).filter(standing__in=keys)
    rows = (
        visits.order_by("standing", "-ended_at", "-id")
        .distinct("standing")
        .values_list("standing", "ended_at", "agency__short_name")
    )
    return {key: LastCheck(local_day(ended), name) for key, ended, name in rows}


def _standing(visits: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """With the record that stands for the visit's facility today."""
    return visits.order_by().annotate(
        standing=Coalesce(F("facility__merged_into_id"), F("facility_id"))
    )


def _told_visits(user: User, at: datetime) -> QuerySet[Inspection]:
    """Visits ad hoc of which the officer may be told."""
    told = Inspection.objects.begun() | Inspection.objects.visible_to(user, at)
    return told.ad_hoc()


def _planned(plan: InspectionPlan) -> QuerySet[PlanItem]:
    items = PlanItem.objects.counted().filter(
        plan__year=plan.year, plan__kind=plan.kind
    )
    return items.order_by().values("facility__business_key")


def _visited(plan: InspectionPlan, user: User, at: datetime) -> QuerySet[Inspection]:
    visits = _told_visits(user, at).counted().filter(year=plan.year, kind=plan.kind)
    return visits.order_by().values("facility__business_key")
