"""Compute how much speaks for looking at each facility first; tell each what he may.

Facts of the register, of visits and of cases meet here. All lines are stored together;
`Facility.risk` is the sum of those that everybody may know, and what a case or a visit
tells is added only for who sees it (`shown_to`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case as Choice
from django.db.models import Exists, F, Max, OuterRef, Q, SmallIntegerField, Value, When

from cases.models import Case, SanctionDecision, SanctionedAct
from cases.policies import READING
from cases.states import OPEN_STATES, CaseState, Source
from facilities import risk
from facilities.models import Facility, RiskScore
from facilities.queries_of_risk import Register, register_of
from facilities.querysets import FacilityQuerySet
from facilities.risk import CaseFact, Facts, Line, Sanction, VisitFact, Weights
from inspections.models import Finding, Inspection, RemoteReview
from inspections.states import ENDED_VISIT_STATES, VisitState
from kernel.clock import local_day
from regulations.arithmetic import add_months
from regulations.legal_settings import settings_on

if TYPE_CHECKING:
    from agencies.models import User

AT_A_TIME = 1_000
_MOST_SHOWN = 200
# More own figures than these are not ranked by: the shared one is, from its index.
_MOST_RANKED = 2_000
_REPORTS = (Source.TIP_OFF, Source.PETITION, Source.RIGHTS_HOLDER)
_NOT_VERIFIED = (
    CaseState.RECEIVED,
    CaseState.VERIFYING,
    CaseState.DISMISSED,
    CaseState.FORWARDED,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A score as one officer may see it; `shared` is what all see and lists rank by.

    `since` is the time from which he would have been shown the same: the time of the
    stored row could tell that something changed which he may not see.
    """

    score: int
    shared: int
    lines: list[Line]
    since: datetime | None = None


def compute_risk(
    *,
    at: datetime,
    facilities: Collection[UUID] | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[int, int]:
    """Scores of all standing facilities, or some: how many were looked at and changed.

    In parts of a thousand, each whole by itself. A new row of the history only where a
    line or the score is another; a second run on the same day changes nothing.
    """
    weights = Weights.of(settings_on(local_day(at)))
    looked_at = changed = 0
    for ids in _parts(facilities):
        looked_at += len(ids)
        changed += _compute(ids, weights, at=at)
        progress(looked_at)
    return looked_at, changed


def shown_to(
    viewer: User, facilities: Iterable[UUID], *, at: datetime
) -> dict[UUID, Shown]:
    """What an officer is shown of the newest scores; four queries at most.

    Without the facilities that were not computed yet.
    """
    newest = _newest(list(facilities))
    lines = {row.facility_id: row.explained for row in newest.values()}
    sight = Sight.of(viewer, lines.values(), at=at)
    return {pk: _shown(newest[pk], told, sight) for pk, told in lines.items()}


def ranked_for(
    viewer: User, facilities: FacilityQuerySet, *, at: datetime
) -> FacilityQuerySet:
    """With `risk_seen`: the score as the officer is shown it; five queries at most.

    Where sourced scores are very many, the shared one.
    """
    sourced = Facility.objects.standing().filter(has_sourced_risk=True)
    ids = list(sourced.order_by().values_list("pk", flat=True)[: _MOST_RANKED + 1])
    own: defaultdict[int, list[UUID]] = defaultdict(list)
    if len(ids) <= _MOST_RANKED:
        for pk, shown in shown_to(viewer, ids, at=at).items():
            if shown.score != shown.shared:
                own[shown.score].append(pk)
    seen: Any = F("risk")
    if own:
        seen = Choice(
            *(When(pk__in=keys, then=Value(score)) for score, keys in own.items()),
            default=F("risk"),
            output_field=SmallIntegerField(),
        )
    ranked: FacilityQuerySet = facilities.annotate(risk_seen=seen)
    return ranked


def history_for(viewer: User, facility: Facility, *, at: datetime) -> list[Shown]:
    """Earlier and present scores, the newest first, each as the officer may see it.

    A change that lies only in what he may not see is no change for him.
    """
    rows = list(facility.risk_scores.all()[:_MOST_SHOWN])
    lines = [row.explained for row in rows]
    sight = Sight.of(viewer, lines, at=at)
    found: list[Shown] = []
    for row, told in zip(reversed(rows), reversed(lines), strict=True):
        shown = _shown(row, told, sight)
        if not found or _words(found[-1]) != _words(shown):
            found.append(replace(shown, since=row.computed_at))
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Sight:
    """Ids, as text, of the cases an officer knows of, and of what he may read."""

    known: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, viewer: User, lines: Iterable[Iterable[Line]], *, at: datetime
    ) -> Sight:
        told = [line for several in lines for line in several]
        sources = {line.source for line in told} | {
            source for line in told for source in line.silencers
        }
        sources.discard("")
        if not sources:
            return cls()
        cases, visits = Case.objects.filter(pk__in=sources), Inspection.objects
        known = _ids(cases.visible_to(viewer, at))
        if known:
            read = _ids(cases.filter(pk__in=known).visible_as(READING, viewer, at))
        else:
            read = frozenset()
        seen = _ids(visits.filter(pk__in=sources).visible_to(viewer, at))
        return cls(known, read | seen)


def _shown(row: RiskScore, lines: list[Line], sight: Sight) -> Shown:
    mine = risk.seen(lines, known=sight.known, read=sight.read)
    mine.sort(key=lambda line: -line.weight)
    return Shown(risk.score_of(mine), row.score, mine)


def _words(shown: Shown) -> Any:
    """What of a score its reader can tell from another."""
    told = [
        (line.code, line.weight, {**line.facts, "unless": None}) for line in shown.lines
    ]
    return shown.score, shown.shared, told


def _ids(rows: Any) -> frozenset[str]:
    return frozenset(str(pk) for pk in rows.order_by().values_list("pk", flat=True))


def _newest(ids: list[UUID]) -> dict[UUID, RiskScore]:
    rows = RiskScore.objects.filter(facility__in=ids)
    newest = rows.order_by("facility_id", "-computed_at", "-id").distinct("facility")
    return {row.facility_id: row for row in newest}


def _parts(facilities: Collection[UUID] | None) -> Iterator[list[UUID]]:
    if facilities is not None:
        waiting = iter(sorted(set(facilities)))
        while part := list(islice(waiting, AT_A_TIME)):
            yield part
        return
    rows = Facility.objects.standing().order_by("pk").values_list("pk", flat=True)
    part = list(rows[:AT_A_TIME])
    while part:
        yield part
        part = list(rows.filter(pk__gt=part[-1])[:AT_A_TIME])


@transaction.atomic
def _compute(ids: list[UUID], weights: Weights, *, at: datetime) -> int:
    on = local_day(at)
    locked = Facility.objects.standing().filter(pk__in=ids).order_by("pk")
    columns = ("pk", "risk", "has_sourced_risk")
    rows_now = locked.select_for_update(of=("self",), no_key=True).values_list(*columns)
    scores = {pk: (score, is_sourced) for pk, score, is_sourced in rows_now}
    newest = _newest(list(scores))
    rows, moved = [], []
    for pk, facts in _facts(list(scores), on).items():
        lines = risk.lines_of(facts, weights, on) if facts else []
        stored = [line.as_json() for line in lines]
        score = risk.score_of(risk.shared(lines))
        last = newest.get(pk)
        if last is None or last.score != score or last.lines != stored:
            rows.append(
                RiskScore(facility_id=pk, computed_at=at, score=score, lines=stored)
            )
        is_sourced = any(line.source or line.silencers for line in lines)
        if scores[pk] != (score, is_sourced):
            moved.append(Facility(pk=pk, risk=score, has_sourced_risk=is_sourced))
    RiskScore.objects.bulk_create(rows)
    Facility.objects.bulk_update(moved, ["risk", "has_sourced_risk"])
    return len(rows)


def _facts(ids: list[UUID], on: date) -> dict[UUID, Facts | None]:
    """By standing record; None for what has ended and is not ranked."""
    register = register_of(ids, on=on)
    own = list(register.at)
    since = add_months(on, -risk.GOOD_RECORD_MONTHS)
    sanctions = _sanctions(register, own, since)
    cases = _cases(register, own)
    checks, fruitful, failed = _visits(register, own, since)
    return {
        pk: None
        if record.is_ended
        else replace(
            record.facts(on),
            sanctions=tuple(sanctions[pk]),
            open_cases=tuple(cases[pk][0]),
            verified_reports=tuple(cases[pk][1]),
            last_check_on=checks.get(pk),
            fruitful_visits=tuple(fruitful[pk]),
            failed_reviews=tuple(failed[pk]),
        )
        for pk, record in register.standing.items()
    }


def _sanctions(
    register: Register, own: list[UUID], since: date
) -> Mapping[UUID, list[Sanction]]:
    """Decisions in force for what was found at the facility, or against its owner."""
    decisions = SanctionDecision.objects.filter(
        annulled_on__isnull=True, signed_on__gt=since
    ).order_by()
    columns = ("case_id", "number_text", "signed_on", "agency__name")
    found: defaultdict[UUID, set[Sanction]] = defaultdict(set)
    here = decisions.filter(case__facility__in=own)
    for facility, case, *told in here.values_list("case__facility", *columns):
        found[register.at[facility]].add(Sanction(str(case), *told))
    acts = SanctionedAct.objects.filter(
        is_in_force=True,
        decision__in=decisions.values("pk"),
        respondent__party__in=list(register.of_party),
    ).order_by()
    against = acts.values_list(
        "respondent__party", *(f"decision__{column}" for column in columns)
    )
    for party, case, *told in against:
        for pk in register.of_party[party]:
            found[pk].add(Sanction(str(case), *told))
    return defaultdict(
        list,
        {pk: sorted(rows, key=lambda row: row.case) for pk, rows in found.items()},
    )


def _cases(
    register: Register, own: list[UUID]
) -> Mapping[UUID, tuple[list[CaseFact], list[CaseFact]]]:
    """Open cases at the facility, and those that began with a report and went on."""
    is_open = Q(state__in=OPEN_STATES)
    is_report = Q(source__in=_REPORTS) & ~Q(state__in=_NOT_VERIFIED)
    rows = Case.objects.filter(is_open | is_report, facility__in=own).order_by("pk")
    found: defaultdict[UUID, tuple[list[CaseFact], list[CaseFact]]]
    found = defaultdict(lambda: ([], []))
    columns = ("pk", "facility", "number", "received_on", "state", "source")
    for pk, facility, number, day, state, source in rows.values_list(*columns):
        fact = CaseFact(str(pk), number, day)
        opened, reported = found[register.at[facility]]
        if state in OPEN_STATES:
            opened.append(fact)
        if source in _REPORTS and state not in _NOT_VERIFIED:
            reported.append(fact)
    return found


def _visits(
    register: Register, own: list[UUID], since: date
) -> tuple[
    dict[UUID, date],
    Mapping[UUID, list[VisitFact]],
    Mapping[UUID, list[VisitFact]],
]:
    """Last ended visit of any agency; visits that found something; failed reviews."""
    at_place = Inspection.objects.filter(facility__in=own).order_by()
    ended = at_place.counted().filter(state__in=ENDED_VISIT_STATES)
    checks: dict[UUID, date] = {}
    for facility, day in (
        ended.values("facility")
        .annotate(day=Max("ended_at"))
        .values_list("facility", "day")
    ):
        if day is not None:
            pk = register.at[facility]
            checks[pk] = max(local_day(day), checks.get(pk, date.min))
    fruitful: defaultdict[UUID, list[VisitFact]] = defaultdict(list)
    failed: defaultdict[UUID, list[VisitFact]] = defaultdict(list)
    findings = Finding.objects.standing().filter(inspection=OuterRef("pk"))
    recent = at_place.filter(scheduled_on__gt=since).exclude(state=VisitState.CANCELLED)
    found = recent.filter(Exists(findings), state__in=ENDED_VISIT_STATES)
    reviews = RemoteReview.objects.failed().filter(
        inspection__facility__in=own, closed_on__gt=since
    )
    for rows, path, day_of, told in (
        (reviews, "inspection__", "closed_on", failed),
        (found, "", "scheduled_on", fruitful),
    ):
        columns = [f"{path}{name}" for name in ("pk", "facility", "number")]
        values = rows.order_by("pk").values_list(*columns, day_of)
        for pk, facility, number, day in values:
            told[register.at[facility]].append(VisitFact(str(pk), number, day))
    return checks, fruitful, failed
