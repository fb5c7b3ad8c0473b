"""The clocks of a case: computed from its facts after each act, never restarted.

`wanted` says which limits the facts call for; `refresh` brings the rows into line. A
running limit keeps the row of the law under which it began. A row that has ended is
never set running again: another takes its place, so that the clocks of a past day can
be told as they stood (`clock_sheet`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from agencies.models import User
from audit import trail
from cases.models import Case, Deadline
from cases.services.clocks import (
    complaining,
    executing,
    holding,
    proceedings,
    sanctioning,
)
from cases.services.clocks.limit import Limit
from cases.states import ClockStatus
from regulations import services as regulations
from regulations.arithmetic import Due, Term, due_dates
from regulations.calendar import WorkingCalendar
from regulations.kinds import Unit
from regulations.models import DeadlineRule
from regulations.rules import RuleBook
from regulations.working_days import load_calendar


def wanted(case: Case, book: RuleBook) -> Iterator[Limit]:
    """The limits of a case from its recorded facts (deadline rules, section 2)."""
    for source in (sanctioning, proceedings, holding, executing, complaining):
        yield from source.limits(case, book)


def refresh(case: Case, *, on: date, step: str = "") -> None:
    """Bring the case's clocks into line with its facts; sets `due_on`, `due_rule`.

    `on` is the legal day of the act `step` that changed the facts.
    """
    book, calendar = RuleBook.load(), load_calendar()
    kept: list[Deadline] = list(case.deadlines.all())
    current = {(row.family, row.about): row for row in kept if row.is_current}
    called_for = set()
    for limit in wanted(case, book):
        called_for.add((limit.family, limit.about))
        row = current.get((limit.family, limit.about))
        if row is not None and not _stands(row, limit):
            _replace(row, on=on, step=step)
            row = None
        if row is None:
            row = _start(case, limit, book, calendar, on=on, step=step)
            kept.append(row)
        _settle(row, limit, on=on, step=step)
    for key, row in current.items():
        if key not in called_for and row.is_running:
            row.end(ClockStatus.ENDED, ended_on=on, told_on=on, step=step)
            row.save()
    case.__dict__.setdefault("_prefetched_objects_cache", {})["deadlines"] = _ordered(
        kept, case
    )
    _note_next(case)


@transaction.atomic
def edit_calendar_day(*, by: User, at: datetime, **day: Any) -> int:
    """Edit a day of the calendar and recompute every open limit.

    `day` as for `regulations.services.edit_calendar_day`. Returns how many limits
    moved; each is one line in the trail.
    """
    regulations.edit_calendar_day(by=by, at=at, **day)
    return recompute_running(by=by, at=at, reason=str(day.get("reason") or ""))


@transaction.atomic
def recompute_running(*, by: User, at: datetime, reason: str) -> int:
    """Recompute the dates of all running clocks after the calendar changed."""
    calendar = load_calendar()
    moved = 0
    rows = (
        Deadline.objects.filter(status=ClockStatus.RUNNING)
        .select_related("rule", "case")
        .order_by("case_id", "id")
        .select_for_update(of=("self", "case"))
    )
    touched: dict[Any, Case] = {}
    for row in rows:
        due = extended_due(row.rule, row.start_on, row.extended_days, calendar)
        if _dates(row) == _dates_of(due):
            continue
        before = _dates(row)
        row.take_dates(due)
        row.save()
        trail.record(
            action="deadline.recomputed",
            record=row.case,
            at=at,
            by=by,
            reason=reason,
            label=f"{row.case.number} {row.rule.code}",
            before=before,
            after=_dates(row),
        )
        touched[row.case_id] = row.case
        moved += 1
    for case in touched.values():
        _note_next(case)
        case.version += 1
        case.save(update_fields=["due_on", "due_rule", "version"])
    return moved


def _stands(row: Deadline, limit: Limit) -> bool:
    """Is it the same limit still, and not one that had ended and runs again?"""
    is_same = (row.rule.code, row.start_on, row.extended_days) == (
        limit.rule,
        limit.start_on,
        limit.extended_days,
    )
    revives = row.ended_on is not None and (
        limit.ended_on is None or limit.ended_on > row.ended_on
    )
    return is_same and not revives


def _replace(row: Deadline, *, on: date, step: str) -> None:
    """Another limit takes the row's place; how it had ended before stays on it."""
    day = max(on, row.since_on or on)
    row.replaced_on, row.replaced_step = day, step
    if row.is_running:
        row.end(ClockStatus.SWITCHED, ended_on=day, told_on=day, step=step)
    row.save()


def _start(
    case: Case,
    limit: Limit,
    book: RuleBook,
    calendar: WorkingCalendar,
    *,
    on: date,
    step: str,
) -> Deadline:
    rule: DeadlineRule = book.rule_for(limit.rule, limit.start_on)
    row = Deadline(
        case=case,
        family=limit.family,
        about=limit.about,
        rule=rule,
        started_by=limit.started_by,
        start_on=limit.start_on,
        extended_days=limit.extended_days,
        since_on=on,
        since_step=step,
    )
    row.take_dates(extended_due(rule, limit.start_on, limit.extended_days, calendar))
    row.save(force_insert=True)
    return row


def extended_due(
    rule: DeadlineRule, start_on: date, extended_days: int, calendar: WorkingCalendar
) -> Due:
    """The end of a limit with the days granted beside the rule.

    Working days are added to a rule in working days and days to one in days; a rule in
    months or years ends so many days later.
    """
    if not extended_days:
        return rule.due_on(start_on, calendar=calendar)
    if rule.unit in {Unit.WORKING_DAY, Unit.DAY}:
        longer = Term((rule.length or Decimal(0)) + extended_days, rule.unit, rule.code)
        return due_dates(longer, start_on, calendar)
    plain = rule.due_on(start_on, calendar=calendar)
    strict = plain.strict_due + timedelta(days=extended_days)
    return replace(plain, strict_due=strict, due=calendar.roll_forward(strict))


def _settle(row: Deadline, limit: Limit, *, on: date, step: str) -> None:
    """Note how the limit stands; an act after its last day has missed it."""
    if limit.ended_on is None:
        status = ClockStatus.RUNNING
    elif limit.is_met is None:
        status = ClockStatus.ENDED
    elif limit.ended_on <= row.last_day:
        status = ClockStatus.MET
    else:
        status = ClockStatus.MISSED
    if (row.status, row.ended_on) != (status, limit.ended_on):
        row.end(status, ended_on=limit.ended_on, told_on=on, step=step)
        row.save()


def _note_next(case: Case) -> None:
    clock = case.next_clock
    case.due_on = clock.due if clock is not None else None
    case.due_rule = clock.rule.code if clock is not None else ""


def _ordered(rows: Iterable[Deadline], case: Case) -> Any:
    """The rows as a result that `case.deadlines.all()` answers with."""
    result: Any = case.deadlines.all()
    result._result_cache = sorted(rows, key=lambda row: (row.start_on, row.pk))
    result._prefetch_done = True
    return result


def _dates(row: Deadline) -> dict[str, Any]:
    return {
        "strict_due": row.strict_due.isoformat(),
        "due": row.due.isoformat(),
        "last_day": row.last_day.isoformat(),
        "is_provisional": row.is_provisional,
    }


def _dates_of(due: Due) -> dict[str, Any]:
    return {
        "strict_due": due.strict_due.isoformat(),
        "due": due.due.isoformat(),
        "last_day": due.last_day.isoformat(),
        "is_provisional": due.provisional,
    }
