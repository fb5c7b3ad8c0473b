"""One month of visits and planned facilities, as an officer may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from inspections.models import Inspection, PlanItem
from inspections.states import ItemState, VisitState

if TYPE_CHECKING:
    from agencies.models import Agency, User, Ward
    from facilities.models import Facility

MOST = 500
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit, or a planned facility without one; `day` None: only its months stand.

    `number` is the visit's; `plan_id` that of the item's plan.
    """

    day: date | None
    facility: Facility
    ward: Ward | None
    agency: Agency
    lead: User | None
    state: str
    mode: str
    window: str = ""
    number: str = ""
    plan_id: UUID | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """`is_cut`: there is more than is shown; the filters narrow it."""

    first: date
    last: date
    entries: tuple[Entry, ...]
    is_cut: bool

    @property
    def previous(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def following(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def undated(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.day is None]

    def days(self) -> list[tuple[date, list[Entry]]]:
        """Every day of the month with what lies on it."""
        found = self._grouped(lambda entry: entry.day)
        count = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=n) for n in range(count))
        return [(day, found.get(day, [])) for day in days]

    def by_lead(self) -> list[tuple[User | None, list[Entry]]]:
        """By the officer who leads, by name; those without a lead last."""
        found = self._grouped(lambda entry: entry.lead)
        return sorted(
            found.items(), key=lambda row: (row[0] is None, str(row[0] or ""))
        )

    def by_ward(self) -> list[tuple[Ward | None, list[Entry]]]:
        found = self._grouped(lambda entry: entry.ward)
        return sorted(
            found.items(), key=lambda row: (row[0] is None, str(row[0] or ""))
        )

    def _grouped(self, key: Callable[[Entry], Key]) -> dict[Key, list[Entry]]:
        found: defaultdict[Key, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[key(entry)].append(entry)
        return dict(found)


def month_of(
    first: date,
    user: User,
    at: datetime,
    *,
    today: date,
    agency: str = "",
    ward: str = "",
    lead: int | None = None,
    most: int = MOST,
) -> Month:
    """What lies in the month that begins on `first`, in three queries.

    Filters: the agency that makes the visit, the ward, the officer who leads. At most
    `most` entries.
    """
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    visits = Inspection.objects.visible_to(user, at)
    shown = visits.planned_between(first, last).exclude(state=VisitState.CANCELLED)
    items = _items(first, last, user, at, visits=visits)
    if agency:
        shown, items = shown.filter(agency=agency), items.filter(lead_agency=agency)
    if ward:
        shown, items = shown.filter(ward=ward), items.filter(facility__ward=ward)
    if lead is not None:
        shown = shown.filter(team__officer=lead, team__is_lead=True)
        items = items.filter(team_lead=lead, is_day_told=True)
    rows = [
        *_of_visits(shown.order_by("scheduled_on", "id")[: most + 1]),
        *_of_items(items.order_by("planned_on", "position", "id")[: most + 1], today),
    ]
    rows.sort(key=lambda entry: (entry.day is None, entry.day or first))
    return Month(first, last, tuple(rows[:most]), len(rows) > most)


def _items(
    first: date,
    last: date,
    user: User,
    at: datetime,
    *,
    visits: QuerySet[Inspection],
) -> QuerySet[PlanItem]:
    """Facilities to come whose day or months touch the month and without a visit.

    A visit that the officer may not see takes no item away.
    """
    standing = visits.exclude(state=VisitState.CANCELLED)
    rows = PlanItem.objects.of_visible_plans(user, at).with_told_days(user, at)
    on_a_day = Q(is_day_told=True, planned_on__range=(first, last))
    in_months = Q(
        plan__year=first.year,
        first_month__lte=first.month,
        last_month__gte=first.month,
    ) & (Q(planned_on__isnull=True) | Q(is_day_told=False))
    return (
        rows.filter(on_a_day | in_months)
        .filter(state__in=[ItemState.PLANNED, ItemState.DECIDED])
        .filter(~Exists(standing.filter(plan_item=OuterRef("pk"))))
        .select_related("plan", "facility__ward", "lead_agency", "team_lead")
    )


def _of_visits(visits: QuerySet[Inspection]) -> list[Entry]:
    rows = visits.select_related("facility", "ward", "agency")
    return [
        Entry(
            day=visit.scheduled_on,
            facility=visit.facility,
            ward=visit.ward,
            agency=visit.agency,
            lead=visit.lead and visit.lead.officer,
            state=visit.get_state_display(),
            mode=visit.get_mode_display(),
            number=visit.number,
        )
        for visit in rows.prefetch_related("team__officer")
    ]


def _of_items(items: Iterable[Any], today: date) -> list[Entry]:
    return [
        Entry(
            day=item.planned_on if item.is_day_told else None,
            facility=item.facility,
            ward=item.facility.ward,
            agency=item.lead_agency,
            lead=item.team_lead if item.is_day_told else None,
            state=item.get_state_display(),
            mode=item.get_mode_display(),
            window=item.window,
            plan_id=item.plan_id,
            is_late=item.is_late_on(today),
        )
        for item in items
    ]
