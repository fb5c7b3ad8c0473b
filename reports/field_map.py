"""Facilities and their visits over coordinates, as an officer may see them.

Ward borders are no open data, so the ground stays plain; the table beside it says the
same. Bounded: past `MOST` points the filters narrow it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from cases.services.risk import ranked_for
from facilities.coordinates import lies_outside
from facilities.models import Address, Facility
from facilities.querysets import FacilityQuerySet
from facilities.states import AddressKind
from inspections.models import Inspection, PlanItem
from inspections.states import (
    ENDED_VISIT_STATES,
    OPEN_VISIT_STATES,
    ItemState,
    VisitState,
)

if TYPE_CHECKING:
    from agencies.models import User

MOST = 500
# Where somebody would go first.
_FIRST = (
    AddressKind.PRODUCTION_SITE,
    AddressKind.SHOP,
    AddressKind.HEAD_OFFICE,
    AddressKind.WAREHOUSE,
)
# Bands of the score, from the lowest; the mark of each is its name.
BANDS = {"low": (0, 19), "middle": (20, 49), "high": (50, 100)}
PLANNED, VISITED, NEITHER = "planned", "visited", "neither"


@dataclass(frozen=True, slots=True)
class MapQuery:
    """What narrows the map; empty: all. `band` of `BANDS`, `year_of` as above."""

    kind: str = ""
    status: str = ""
    ward: str = ""
    band: str = ""
    year_of: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A facility at its place; `score` as the officer is shown it, None: none yet."""

    facility: Facility
    address: Address
    latitude: float
    longitude: float
    score: int | None
    is_planned: bool
    is_visited: bool

    @property
    def mark(self) -> str:
        if self.is_visited:
            return VISITED
        return PLANNED if self.is_planned else NEITHER

    @property
    def band(self) -> str:
        return band_of(self.score)

    @property
    def lies_outside(self) -> bool:
        return lies_outside(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class WardRow:
    """A commune: facilities that the map shows, and those without coordinates."""

    ward: str
    placed: int
    without: int


@dataclass(frozen=True, slots=True)
class FieldMap:
    points: tuple[Point, ...]
    wards: tuple[WardRow, ...]
    is_cut: bool

    @property
    def placed(self) -> int:
        return sum(row.placed for row in self.wards)

    @property
    def without(self) -> int:
        return sum(row.without for row in self.wards)


def band_of(score: int | None) -> str:
    if score is None:
        return ""
    return next(name for name, (_least, most) in BANDS.items() if score <= most)


def map_of(
    user: User, at: datetime, *, today: date, query: MapQuery | None = None
) -> FieldMap:
    """What lies where; at most eight queries.

    A visit that the officer may not see marks no facility, nor counts it.
    """
    rows = _asked(user, at, query or MapQuery(), today=today)
    placed = rows.exclude(place=None).order_by("-risk_seen", "name_key", "id")
    found = list(placed.select_related("ward")[: MOST + 1])
    places = Address.objects.in_bulk([row.place for row in found])
    return FieldMap(
        points=tuple(_point(row, places) for row in found[:MOST]),
        wards=tuple(_wards(rows)),
        is_cut=len(found) > MOST,
    )


def _asked(
    user: User, at: datetime, query: MapQuery, *, today: date
) -> FacilityQuerySet:
    rows = Facility.objects.visible_to(user, at)
    if query.kind:
        rows = rows.of_kind(query.kind)
    if query.status:
        rows = rows.with_status(query.status)
    if query.ward:
        rows = rows.in_ward(query.ward)
    rows = ranked_for(user, rows, at=at).annotate(
        place=Subquery(_places().values("pk")[:1]),
        is_planned=Exists(_planned(user, at, today.year))
        | Exists(_visits(user, at, today.year, OPEN_VISIT_STATES)),
        is_visited=Exists(_visits(user, at, today.year, ENDED_VISIT_STATES)),
    )
    if query.band:
        rows = rows.filter(risk_seen__range=BANDS[query.band])
    found: FacilityQuerySet = rows.filter(_in_year(query.year_of))
    return found


def _in_year(wanted: str) -> Q:
    return {
        PLANNED: Q(is_planned=True),
        VISITED: Q(is_visited=True),
        NEITHER: Q(is_planned=False, is_visited=False),
    }.get(wanted, Q())


def _places() -> Any:
    """Current addresses of a facility that have coordinates, the first to go to."""
    order = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(_FIRST)),
        default=Value(len(_FIRST)),
    )
    return (
        Address.objects.filter(
            facility=OuterRef("pk"), latitude__isnull=False, ended_on=None
        )
        .order_by(order, "position", "id")
        .select_related(None)
    )


def _planned(user: User, at: datetime, year: int) -> Any:
    items = PlanItem.objects.of_visible_plans(user, at)
    return items.filter(
        facility=OuterRef("pk"),
        plan__year=year,
        state__in=[ItemState.PLANNED, ItemState.DECIDED],
    )


def _visits(user: User, at: datetime, year: int, states: Iterable[VisitState]) -> Any:
    visits = Inspection.objects.visible_to(user, at)
    return visits.filter(facility=OuterRef("pk"), year=year, state__in=states)


def _point(row: Any, places: dict[UUID, Address]) -> Point:
    address = places[row.place]
    return Point(
        facility=row,
        address=address,
        latitude=address.latitude or 0.0,
        longitude=address.longitude or 0.0,
        score=row.risk_seen,
        is_planned=row.is_planned,
        is_visited=row.is_visited,
    )


def _wards(rows: FacilityQuerySet) -> Iterable[WardRow]:
    counted = (
        rows.order_by()
        .values(named=Coalesce("ward__name", Value("")))
        .annotate(
            placed=Count("pk", filter=Q(place__isnull=False)),
            without=Count("pk", filter=Q(place__isnull=True)),
        )
        .order_by("named")
    )
    for row in counted:
        yield WardRow(row["named"], row["placed"], row["without"])
