"""The figures of a year: the register, visits, cases, their handling, tasks.

Counted anew each time, from what the database says happened up to the last day; each
case under the day on which it was received, each decision under the day it was signed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import ExtractMonth

from agencies.models import Agency
from cases.models import (
    Case,
    CaseEvent,
    DecisionItem,
    InteragencyTask,
    NoSanctionDecision,
    Payment,
    ProceedingsOutcome,
    SanctionDecision,
    SeizedItem,
)
from cases.states import (
    OPEN_STATES,
    OPEN_TASKS,
    RETURNING_OUTCOMES,
    Channel,
    ItemKind,
    MainSanction,
    OutcomeKind,
    TaskState,
)
from documents.forms.annual_figures import (
    GroupCount,
    Handling,
    KindCount,
    TaskCount,
    Visits,
    YearFigures,
)
from documents.forms.labels import FACILITY_KINDS, GROUPS, SOURCES
from evidence.kinds import CustodyLineKind, GoodsUnit
from evidence.models import CustodyLine
from facilities.models import Facility
from facilities.states import FacilityStatus
from inspections.models import Inspection, PlanItem
from inspections.states import (
    ENDED_VISIT_STATES,
    PUBLIC_PLAN_STATES,
    Ground,
    ItemState,
    VisitState,
)

_MONTHS = range(1, 13)
# A review of papers in place of a visit carries the plan out, but is no visit.
_MADE = ENDED_VISIT_STATES - {VisitState.DONE_WITHOUT_VISIT}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first of January to `last_day` of the same year."""

    last_day: date

    @property
    def year(self) -> int:
        return self.last_day.year

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    def within(self, column: str) -> Q:
        return Q(**{f"{column}__range": (self.first_day, self.last_day)})


def figures_of(period: Period, *, agency: Agency | None = None) -> YearFigures:
    """Of the agency's own cases and visits, or of the province where it is None.

    The register of facilities is the province's; that of a commune is its ward's.
    """
    received = _of(Case.objects.filter(period.within("received_on")), agency, "lead_")
    decisions = _of(
        SanctionDecision.objects.filter(period.within("signed_on")), agency
    ).order_by()
    facilities = Facility.objects.filter(merged_into__isnull=True)
    if agency is not None and agency.ward_id is not None:
        facilities = facilities.filter(ward=agency.ward_id)
    return YearFigures(
        year=period.year,
        first_day=period.first_day,
        last_day=period.last_day,
        kinds=_kinds(facilities, period),
        wards=_wards(facilities, period),
        with_it=_with_it(facilities, period),
        visits=_visits(period, agency),
        sources=tuple(
            (SOURCES[source].lower(), number)
            for source, number in _counted(received, "source")
        ),
        received=_months(received, "received_on"),
        decided=_months(decisions, "signed_on"),
        groups=_groups(received),
        leads=tuple(_counted(received, "lead_agency__short_name")),
        handling=_handling(period, agency, decisions),
        tasks=_tasks(period, agency),
    )


def _of(rows: Any, agency: Agency | None, before: str = "") -> Any:
    return rows if agency is None else rows.filter(**{f"{before}agency": agency})


def _counted(rows: Any, column: str) -> list[tuple[str, int]]:
    """How many rows there are of each value, the most frequent first."""
    told = rows.order_by().values_list(column).annotate(n=Count("pk"))
    return sorted(told, key=lambda pair: (-pair[1], str(pair[0])))


def _months(rows: Any, column: str) -> tuple[int, ...]:
    told = rows.order_by().annotate(month=ExtractMonth(column))
    by_month = dict(told.values_list("month").annotate(n=Count("pk")))
    return tuple(by_month.get(month, 0) for month in _MONTHS)


def _entered_by(facilities: Any, day: date) -> Any:
    return facilities.filter(created_at__date__lte=day)


def _kinds(facilities: Any, period: Period) -> tuple[KindCount, ...]:
    """Each facility once, under the first of its kinds in the order of the law."""
    order = list(FACILITY_KINDS)
    start, entered, ended = Counter[str](), Counter[str](), Counter[str]()
    rows = _entered_by(facilities, period.last_day).values_list(
        "kinds", "created_at__date", "status", "status_since"
    )
    for kinds, since, status, status_since in rows.iterator():
        kind = min(kinds, key=order.index)
        is_over = status == FacilityStatus.ENDED and status_since <= period.last_day
        if since >= period.first_day:
            entered[kind] += 1
            ended[kind] += is_over
        elif not is_over:
            start[kind] += 1
        elif status_since >= period.first_day:
            start[kind] += 1
            ended[kind] += 1
    return tuple(
        KindCount(FACILITY_KINDS[kind], start[kind], entered[kind], ended[kind])
        for kind in order
        if start[kind] or entered[kind]
    )


def _standing(facilities: Any, period: Period) -> Any:
    return _entered_by(facilities, period.last_day).exclude(
        status=FacilityStatus.ENDED, status_since__lte=period.last_day
    )


def _wards(facilities: Any, period: Period) -> tuple[tuple[str, int], ...]:
    known = _standing(facilities, period).filter(ward__isnull=False)
    return tuple(
        (name[:1].lower() + name[1:], number)
        for name, number in _counted(known, "ward__name")
    )


def _with_it(facilities: Any, period: Period) -> tuple[int, int]:
    told = _standing(facilities, period).aggregate(
        told=Count("pk", filter=Q(uses_it=True)), asked=Count("pk")
    )
    return told["told"], told["asked"]


def _visits(period: Period, agency: Agency | None) -> Visits:
    items = _of(
        PlanItem.objects.filter(
            plan__year=period.year, plan__state__in=PUBLIC_PLAN_STATES
        ).exclude(state=ItemState.DROPPED),
        agency,
        "plan__",
    )
    done = items.filter(
        Exists(
            Inspection.objects.filter(
                period.within("scheduled_on"),
                plan_item=OuterRef("pk"),
                state__in=ENDED_VISIT_STATES,
            )
        )
    )
    made = _of(
        Inspection.objects.filter(period.within("scheduled_on"), state__in=_MADE),
        agency,
    )
    told = made.aggregate(
        total=Count("pk"),
        unplanned=Count("pk", filter=~Q(ground=Ground.PLAN)),
        with_case=Count(
            "pk", filter=Exists(Case.objects.filter(inspection=OuterRef("pk")))
        ),
    )
    return Visits(
        planned=items.count(),
        planned_done=done.count(),
        unplanned=told["unplanned"],
        total=told["total"],
        with_case=told["with_case"],
    )


def _groups(received: Any) -> tuple[GroupCount, ...]:
    told = (
        received.order_by()
        .values_list("group")
        .annotate(
            offline=Count("pk", filter=~Q(channel=Channel.ONLINE)),
            online=Count("pk", filter=Q(channel=Channel.ONLINE)),
        )
    )
    by_group = {group: (offline, online) for group, offline, online in told}
    return tuple(
        GroupCount(name, *by_group[group])
        for group, name in GROUPS.items()
        if group in by_group
    )


def _handling(period: Period, agency: Agency | None, decisions: Any) -> Handling:
    fines = decisions.filter(main_sanction=MainSanction.FINE)
    paid = Payment.objects.filter(
        decision__in=fines.values("pk"), paid_on__lte=period.last_day
    )
    items = dict(
        DecisionItem.objects.filter(decision__in=decisions.values("pk"))
        .order_by()
        .values_list("kind")
        .annotate(n=Count("pk"))
    )
    transferred = _of(
        CaseEvent.objects.filter(
            period.within("occurred_on"), transition="transfer_criminal"
        ),
        agency,
    )
    outcomes = ProceedingsOutcome.objects.filter(period.within("effective_on"))
    if agency is not None:
        outcomes = outcomes.filter(case__lead_agency=agency)
    return Handling(
        fines=fines.count(),
        warnings=decisions.filter(main_sanction=MainSanction.WARNING).count(),
        not_sanctioned=_of(
            NoSanctionDecision.objects.filter(period.within("signed_on")), agency
        ).count(),
        fine_vnd=fines.aggregate(sum=Sum("fine_vnd"))["sum"] or 0,
        paid_vnd=paid.aggregate(sum=Sum("principal_vnd"))["sum"] or 0,
        confiscations=items.get(ItemKind.CONFISCATION, 0),
        destroyed_copies=_destroyed(period, agency),
        suspended_licences=items.get(ItemKind.LICENCE_SUSPENSION, 0),
        transferred=transferred.order_by().values("case").distinct().count(),
        prosecuted=outcomes.filter(kind=OutcomeKind.PROSECUTED).count(),
        returned=outcomes.filter(kind__in=RETURNING_OUTCOMES).count(),
        still_open=_still_open(period, agency),
    )


def _destroyed(period: Period, agency: Agency | None) -> int:
    """Copies that the custody book calls destroyed in the period."""
    lines = CustodyLine.objects.filter(
        period.within("on"),
        kind=CustodyLineKind.DESTROYED,
        item__unit=GoodsUnit.COPY,
    )
    if agency is not None:
        held = SeizedItem.objects.filter(seizure__case__lead_agency=agency)
        lines = lines.filter(item__in=held.values("item"))
    return int(lines.aggregate(sum=Sum("quantity"))["sum"] or 0)


def _still_open(period: Period, agency: Agency | None) -> int:
    """Cases received by the last day whose last step by then left them open."""
    last = CaseEvent.objects.filter(
        case=OuterRef("pk"), occurred_on__lte=period.last_day
    ).order_by("-entry_id")
    cases = _of(
        Case.objects.filter(received_on__lte=period.last_day), agency, "lead_"
    ).annotate(was=Subquery(last.values("to_state")[:1]))
    return int(cases.order_by().filter(was__in=OPEN_STATES).count())


def _tasks(period: Period, agency: Agency | None) -> tuple[TaskCount, ...]:
    """Tasks that were due in the period, by the agency that was asked."""
    tasks = InteragencyTask.objects.filter(
        period.within("due_on"), to_agency__isnull=False
    ).exclude(state__in=[TaskState.DECLINED, TaskState.CANCELLED])
    if agency is not None:
        tasks = tasks.filter(Q(to_agency=agency) | Q(from_agency=agency))
    is_open = Q(state__in=OPEN_TASKS)
    in_time = Q(state=TaskState.DONE, ended_on__lte=F("due_on"))
    told = (
        tasks.order_by()
        .values_list("to_agency__name")
        .annotate(
            given=Count("pk"),
            in_time=Count("pk", filter=in_time),
            running=Count("pk", filter=is_open & Q(due_on__gte=period.last_day)),
        )
    )
    return tuple(
        TaskCount(name, given, in_time, given - in_time - running, running)
        for name, given, in_time, running in sorted(
            told, key=lambda row: (-row[1], row[0])
        )
    )
