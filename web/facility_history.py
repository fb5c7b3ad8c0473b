"""A facility on one line: visits, cases, decisions; and the yearly counter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case
from cases.policies import READING
from cases.states import TERMINAL_STATES
from facilities.models import Facility
from inspections.models import Inspection, engagements_in
from inspections.states import (
    ENDED_VISIT_STATES,
    OPEN_VISIT_STATES,
    VisitState,
)
from inspections.yearly import Engagement
from kernel.clock import local_day

# The line: its pixels, and the share of it that lies before today.
LEFT, WIDTH = 66, 1000
MONTHS_BACK, MONTHS_AHEAD = 24, 8
MONTH = timedelta(days=365) / 12


@dataclass(frozen=True, slots=True)
class Counter:
    """The one inspection and the one check that a business has in a year."""

    year: int
    engagements: tuple[Engagement, ...]

    @property
    def used(self) -> bool:
        return bool(self.engagements)

    @property
    def text(self) -> str:
        first = next(iter(self.engagements), None)
        if first is None:
            return _("No visit is planned or made yet")
        return ", ".join(part for part in (first.agency_name, first.window) if part)


@dataclass(frozen=True, slots=True)
class Mark:
    """A point or a bar of the line, and its row in the table behind.

    Without a lane it stands in the table only.
    """

    day: date
    lane: int | None
    tone: str
    text: str
    kind: str | Promise
    address: str = ""
    until: date | None = None
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark with its place on the line; labels flip at the right end."""

    mark: Mark
    x: float
    y: int
    width: float
    anchor: str
    label_x: float


@dataclass(frozen=True, slots=True)
class History:
    """`visits` and `cases` are those that the officer sees, the newest first.

    `read` are the ids of the cases of which he sees more than the card.
    """

    counter: Counter
    visits: list[Inspection]
    cases: list[Case]
    read: frozenset[UUID]
    marks: list[Mark]
    drawn: list[Drawn]
    ticks: list[tuple[float, str, bool]]
    today_x: float


def history_of(facility: Facility, officer: User, *, at: datetime) -> History:
    """What the officer may see of it, in six queries at most.

    Of visits ad hoc that have not begun the counter tells only who may see them.
    """
    today = local_day(at)
    told = Inspection.objects.begun() | Inspection.objects.visible_to(officer, at)
    engaged = engagements_in(today.year, [facility.business_key], visits=told.ad_hoc())
    visits = _visits(facility, officer, at)
    cases = _cases(facility, officer, at)
    read = _read(cases, officer, at)
    marks = [
        *_of_visits(visits, today),
        *_of_cases(cases, read, today),
        *_of_the_register(facility),
    ]
    marks.sort(key=lambda mark: mark.day, reverse=True)
    first, last = today - MONTHS_BACK * MONTH, today + MONTHS_AHEAD * MONTH
    scale = WIDTH / (last - first).days
    inside = [m for m in marks if m.lane is not None and first <= m.day <= last]
    return History(
        counter=Counter(today.year, tuple(engaged[facility.business_key])),
        visits=visits,
        cases=cases,
        read=read,
        marks=marks,
        drawn=_drawn(sorted(inside, key=lambda mark: mark.day), first, scale),
        ticks=_ticks(first, last, scale),
        today_x=_x(today, first, scale),
    )


def _visits(facility: Facility, officer: User, at: datetime) -> list[Inspection]:
    return list(
        Inspection.objects.visible_to(officer, at)
        .at_facility(facility)
        .exclude(state=VisitState.CANCELLED)
        .select_related("agency")
        .prefetch_related("findings")
        .order_by("-scheduled_on", "-id")
    )


def _of_visits(visits: list[Inspection], today: date) -> Iterator[Mark]:
    for visit in visits:
        tone = "k1"
        if visit.findings_count:
            tone = "k3"
        elif visit.state in ENDED_VISIT_STATES:
            tone = "k5"
        yield Mark(
            visit.scheduled_on,
            0,
            tone,
            f"{visit.number} · {outcome_of(visit)}",
            _("Visit"),
            reverse("inspection", args=[visit.number]),
            is_planned=visit.scheduled_on > today,
        )


def outcome_of(visit: Inspection) -> str:
    """How a visit ended, or how far it is."""
    if visit.state in OPEN_VISIT_STATES:
        return str(visit.get_state_display())
    return _("violations found") if visit.findings_count else _("in order")


def _cases(facility: Facility, officer: User, at: datetime) -> list[Case]:
    return list(
        Case.objects.visible_to(officer, at)
        .at_facility(facility)
        .select_related("decision", "lead_agency")
        .annotate(last_on=Max("events__occurred_on"))
        .order_by("-received_on", "-id")
    )


def _read(cases: list[Case], officer: User, at: datetime) -> frozenset[UUID]:
    if not cases:
        return frozenset()
    rows = Case.objects.filter(pk__in=[case.pk for case in cases])
    rows = rows.visible_as(READING, officer, at).order_by()
    return frozenset(rows.values_list("pk", flat=True))


def _of_cases(cases: list[Case], read: frozenset[UUID], today: date) -> Iterator[Mark]:
    """Of a case that one sees by its card only, the decision is not told."""
    for case in cases:
        address = reverse("case", args=[case.number])
        until = case.last_on if case.state in TERMINAL_STATES else today
        yield Mark(
            case.received_on,
            1,
            "k1",
            case.number,
            _("Case"),
            address,
            until=max(until, case.received_on),
        )
        decision: Any = case.decision
        if decision is not None and case.pk in read:
            fine = f"{decision.fine_vnd:,}".replace(",", ".")
            yield Mark(
                decision.signed_on,
                2,
                "k2",
                f"{decision.number_text} · {fine}\N{NO-BREAK SPACE}đ",
                _("Decision"),
                address,
            )


def _of_the_register(facility: Facility) -> Iterator[Mark]:
    """Licences and names: what the register itself remembers with its day."""
    for record in (facility, *facility.absorbed.all()):
        for licence in record.licences.all():
            name = f"{licence.get_type_display()} · {licence.number}"
            yield Mark(licence.issued_on, None, "", name, _("Licence issued"))
            if licence.ended_on is not None:
                yield Mark(licence.ended_on, None, "", name, _("Licence ended"))
        for former in record.former_names.all():
            yield Mark(
                former.valid_to,
                None,
                "",
                _("Until then: %(name)s") % {"name": former.name},
                _("New name"),
            )


def _drawn(marks: list[Mark], first: date, scale: float) -> list[Drawn]:
    """Marks of one lane take turns above and below it, so that words stay apart."""
    turns = [0, 0, 0]
    rows = []
    for mark in marks:
        lane = mark.lane or 0
        x = _x(mark.day, first, scale)
        until = mark.until or mark.day
        end = min(_x(until, first, scale), LEFT + WIDTH)
        y = 36 + 52 * lane + (14 if turns[lane] % 2 else -4)
        turns[lane] += 1
        is_right = end > LEFT + WIDTH * 0.62
        rows.append(
            Drawn(
                mark,
                round(x, 1),
                y,
                round(max(end - x, 3), 1),
                "end" if is_right else "start",
                round(x - 10 if is_right else end + 10, 1),
            )
        )
    return rows


def _ticks(first: date, last: date, scale: float) -> list[tuple[float, str, bool]]:
    """The first of January and of July within the line."""
    ticks = []
    for year in range(first.year, last.year + 1):
        for month in (1, 7):
            day = date(year, month, 1)
            # The last words would not fit on the paper.
            if first <= day <= last - MONTH:
                ticks.append(
                    (round(_x(day, first, scale), 1), f"{month}/{year}", month == 1)
                )
    return ticks


def _x(day: date, first: date, scale: float) -> float:
    return LEFT + (day - first).days * scale
