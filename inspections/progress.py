"""How far published plans are carried out, by agency and kind, in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from inspections.models import (
    Inspection,
    InspectionPlan,
    PlanChangeLine,
    PlanItem,
)
from inspections.states import (
    ENDED_VISIT_STATES,
    ChangeKind,
    ItemState,
    PlanKind,
    VisitState,
)

if TYPE_CHECKING:
    from agencies.models import User

SHARE_OF = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """Facilities of one agency's plans of one kind in one year.

    `total` is what was planned and stands: `done`, `to_come` (planned or decided, in
    time), `late` and `postponed`; what was taken out stands apart as `dropped`.
    """

    agency: str
    agency_name: str
    kind: str
    total: int
    done: int
    late: int
    postponed: int
    dropped: int
    # Visits on the carrying out of conclusions of these plans; those that ended.
    follow_ups: int = 0
    followed: int = 0

    @property
    def to_come(self) -> int:
        return self.total - self.done - self.late - self.postponed

    @property
    def share(self) -> int:
        """Done, in whole per cent of what stands."""
        return self.done * SHARE_OF // self.total if self.total else 0

    @property
    def kind_in_words(self) -> str:
        return str(PlanKind(self.kind).label)


def progress_in(year: int, user: User, at: datetime, *, on: date) -> list[Progress]:
    """Of the published plans that the officer sees, by agency, then kind."""
    plans = InspectionPlan.objects.visible_to(user, at).published().of_year(year)
    taken_out = PlanChangeLine.objects.filter(
        item=OuterRef("pk"), kind=ChangeKind.DROPPED
    )
    rows = (
        PlanItem.objects.filter(plan__in=plans.values("pk"))
        .order_by()
        .alias(was_adjusted=Exists(taken_out))
        .values(
            code=F("plan__agency"),
            short=F("plan__agency__short_name"),
            kind=F("plan__kind"),
        )
        .annotate(
            total=Count("pk", filter=~Q(state=ItemState.DROPPED)),
            done=Count("pk", filter=Q(state=ItemState.DONE)),
            late=Count("pk", filter=PlanItem.objects.all().lateness(on)),
            postponed=Count("pk", filter=Q(state=ItemState.POSTPONED)),
            dropped=Count("pk", filter=Q(state=ItemState.DROPPED, was_adjusted=True)),
        )
        .order_by("short", "code", "kind")
    )
    followed = follow_ups_of(plans, user, at)
    return [
        Progress(
            agency=row["code"],
            agency_name=row["short"],
            kind=row["kind"],
            total=row["total"],
            done=row["done"],
            late=row["late"],
            postponed=row["postponed"],
            dropped=row["dropped"],
            **followed.get((row["code"], row["kind"]), {}),
        )
        for row in rows
    ]


def follow_ups_of(
    plans: QuerySet[InspectionPlan], user: User, at: datetime
) -> dict[tuple[str, str], dict[str, int]]:
    """By agency and kind of the plan: follow-up visits that the officer sees."""
    rows = (
        Inspection.objects.visible_to(user, at)
        .filter(follows__plan_item__plan__in=plans.values("pk"))
        .exclude(state=VisitState.CANCELLED)
        .order_by()
        .values(
            code=F("follows__plan_item__plan__agency"),
            of_kind=F("follows__plan_item__plan__kind"),
        )
        .annotate(
            follow_ups=Count("pk"),
            followed=Count("pk", filter=Q(state__in=ENDED_VISIT_STATES)),
        )
    )
    return {
        (row["code"], row["of_kind"]): {
            "follow_ups": row["follow_ups"],
            "followed": row["followed"],
        }
        for row in rows
    }
