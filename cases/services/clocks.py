"""The clocks of a case: computed from its facts after each act, never restarted.

`wanted` says which limits the facts call for; `refresh` brings the rows into line. A
running limit keeps the row of the law under which it began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies.models import User
from audit import trail
from cases.models import Case, Deadline
from cases.states import (
    CaseState,
    ClockStatus,
    ExplanationKind,
    Family,
    MainSanction,
)
from regulations import services as regulations
from regulations.arithmetic import Due, add_months
from regulations.calendar import WorkingCalendar
from regulations.models import DeadlineRule, ViolationBehaviour
from regulations.rules import RuleBook
from regulations.working_days import load_calendar

BEFORE_OPENING = frozenset(
    {
        CaseState.RECEIVED,
        CaseState.VERIFYING,
        CaseState.DISMISSED,
        CaseState.FORWARDED,
    }
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that the facts call for; `ended_on` with `is_met` once it is over.

    `is_met` None: it ended without anybody having had to meet it.
    """

    family: Family
    rule: str
    start_on: date
    started_by: str
    ended_on: date | None = None
    is_met: bool | None = None


def wanted(case: Case, book: RuleBook) -> Iterator[Limit]:
    """The limits of a case from its recorded facts (deadline rules, section 2)."""
    yield from _limitation(case, book)
    record, decision = case.violation_record, case.decision
    unsanctioned = case.no_sanction_decision
    given_up_on = unsanctioned.signed_on if unsanctioned is not None else None
    if case.state not in BEFORE_OPENING and record is None:
        yield Limit(
            Family.RECORD,
            _record_rule(case),
            case.detected_on,
            "detection",
            ended_on=decision.signed_on if decision is not None else given_up_on,
        )
    if record is not None:
        yield Limit(
            Family.RECORD,
            _record_rule(case),
            case.detected_on,
            "detection",
            ended_on=record.made_on,
            is_met=True,
        )
        yield from _explanation(case)
        signed_on = decision.signed_on if decision is not None else None
        yield Limit(
            Family.DECISION,
            decision_rule(case),
            record.made_on,
            "violation_record",
            ended_on=signed_on or given_up_on,
            is_met=True if signed_on is not None else None,
        )
    if decision is not None:
        yield from _execution(case)


def decision_rule(case: Case) -> str:
    """Which decision limit the facts choose (Điều 66.1 Luật XLVPHC as amended 2020).

    An explanation or verification gives a month; a file that must go to another
    competent person ten working days; otherwise seven. Always from the record date.
    """
    if case.explanation is not None:
        return "D-DEC-1M"
    if case.competent_authority_id != case.lead_agency_id:
        return "D-DEC-10WD"
    return "D-DEC-7WD"


def limitation_rule(behaviour: ViolationBehaviour) -> str:
    """Two years for publishing and intellectual property, one for other printing.

    Điều 6.1 Luật XLVPHC as amended 2025. That printing other than publications
    (NĐ 14/2022, rows NPP) falls under "other fields" is recalled, not confirmed; the
    rule's own confidence is shown beside the date.
    """
    return "D-LIM-OTHER" if behaviour.code.startswith("NPP-") else "D-LIM-PUB"


def refresh(case: Case, *, on: date) -> None:
    """Bring the case's clocks into line with its facts; sets `due_on`, `due_rule`.

    `on` is the legal day of the act that changed the facts.
    """
    book, calendar = RuleBook.load(), load_calendar()
    kept: list[Deadline] = list(case.deadlines.all())
    current = {row.family: row for row in kept if row.is_current}
    called_for = set()
    for limit in wanted(case, book):
        called_for.add(limit.family)
        row = current.get(limit.family)
        if row is not None and not _is_same(row, limit):
            row.status, row.ended_on = ClockStatus.SWITCHED, on
            row.save()
            row = None
        if row is None:
            row = _start(case, limit, book, calendar)
            kept.append(row)
        _settle(row, limit)
    for family, row in current.items():
        if family not in called_for and row.is_running:
            row.status, row.ended_on = ClockStatus.ENDED, on
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
        due = row.rule.due_on(row.start_on, calendar=calendar)
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


def _limitation(case: Case, book: RuleBook) -> Iterator[Limit]:
    """One clock, for the act that lapses first."""
    starts = [
        (act.act_ended_on or case.detected_on, limitation_rule(act.behaviour))
        for act in case.violations.all()
    ]
    if not starts:
        return
    start, rule = min(starts, key=lambda s: _lapse(s[0], s[1], book))
    decision, unsanctioned = case.decision, case.no_sanction_decision
    signed_on = decision.signed_on if decision is not None else None
    yield Limit(
        Family.LIMITATION,
        rule,
        start,
        "act_ended" if case.act_ended_on else "detection",
        ended_on=signed_on or (unsanctioned.signed_on if unsanctioned else None),
        is_met=True if signed_on is not None else None,
    )


def _lapse(start: date, code: str, book: RuleBook) -> date:
    return add_months(start, 12 * int(book.rule_for(code, start).length or 0))


def _record_rule(case: Case) -> str:
    return "D-RECORD-CPX" if case.is_complex else "D-RECORD"


def _explanation(case: Case) -> Iterator[Limit]:
    record, explanation = case.violation_record, case.explanation
    if record is None or not record.has_explanation_right:
        return
    for family, rule, kind in (
        (Family.EXPLAIN_DIRECT, "D-EXPL-DIRECT", ExplanationKind.DIRECT),
        (Family.EXPLAIN_WRITTEN, "D-EXPL-WRITTEN", ExplanationKind.WRITTEN),
    ):
        asked = explanation is not None and explanation.kind == kind
        decided = case.decision or case.no_sanction_decision
        ended_on = explanation.requested_on if explanation is not None else None
        yield Limit(
            family,
            rule,
            record.made_on,
            "violation_record",
            ended_on=ended_on or (decided.signed_on if decided else None),
            is_met=True if asked else None,
        )


def _execution(case: Case) -> Iterator[Limit]:
    decision = case.decision
    assert decision is not None  # noqa: S101 - asked by the caller
    delivery = getattr(decision, "delivery", None)
    yield Limit(
        Family.SENDING,
        "D-SEND",
        decision.signed_on,
        "decision",
        ended_on=delivery.sent_on if delivery is not None else None,
        is_met=True,
    )
    if delivery is not None and decision.fine_vnd > 0:
        yield Limit(
            Family.EXECUTION,
            "D-EXEC",
            delivery.received_on,
            "decision_received",
            ended_on=decision.paid_in_full_on,
            is_met=True,
        )
    yield Limit(
        Family.EXECUTION_LIMITATION,
        "D-EXEC-LIM",
        decision.signed_on,
        "decision",
        ended_on=case.executed_on,
        is_met=True,
    )
    if case.executed_on is not None:
        is_warning = decision.main_sanction == MainSanction.WARNING
        yield Limit(
            Family.RECIDIVISM,
            "D-RECID-W" if is_warning else "D-RECID-F",
            case.executed_on,
            "executed",
        )


def _is_same(row: Deadline, limit: Limit) -> bool:
    return row.rule.code == limit.rule and row.start_on == limit.start_on


def _start(
    case: Case, limit: Limit, book: RuleBook, calendar: WorkingCalendar
) -> Deadline:
    rule: DeadlineRule = book.rule_for(limit.rule, limit.start_on)
    row = Deadline(
        case=case,
        family=limit.family,
        rule=rule,
        started_by=limit.started_by,
        start_on=limit.start_on,
    )
    row.take_dates(rule.due_on(limit.start_on, calendar=calendar))
    row.save(force_insert=True)
    return row


def _settle(row: Deadline, limit: Limit) -> None:
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
        row.status, row.ended_on = status, limit.ended_on
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
