"""Limits after the decision: sending, paying, relief, force, limitation, recidivism."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import Case, SanctionDecision
from cases.services.clocks.limit import Limit
from cases.states import Family, MainSanction, ReliefKind
from regulations.kinds import SettingKey
from regulations.legal_settings import settings_on
from regulations.rules import RuleBook

RELIEF_CLOCKS = {
    ReliefKind.DEFER: (Family.DEFERRAL, "D-DEFER"),
    ReliefKind.INSTALMENTS: (Family.INSTALMENTS, "D-INSTAL"),
}


def limits(case: Case, book: RuleBook) -> Iterator[Limit]:
    """From the day of the decision on (Điều 68-79, 7 Luật XLVPHC)."""
    decision = case.decision
    if decision is None:
        return
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
        yield _payment(case, decision)
    yield from _relief(case, decision)
    yield from _enforcement(case, decision)
    yield _limitation(case, decision)
    if case.executed_on is not None:
        is_warning = decision.main_sanction == MainSanction.WARNING
        yield Limit(
            Family.RECIDIVISM,
            "D-RECID-W" if is_warning else "D-RECID-F",
            case.executed_on,
            "executed",
        )


def _payment(case: Case, decision: SanctionDecision) -> Limit:
    """The ten days; they rest while a deferral or an instalment plan is in force."""
    paid_on = decision.paid_in_full_on
    relief = case.relief
    waits = relief is not None and relief.is_in_force and relief.period is not None
    return Limit(
        Family.EXECUTION,
        "D-EXEC",
        decision.delivery.received_on,
        "decision_received",
        ended_on=paid_on or (relief.effective_on if waits and relief else None),
        is_met=True if paid_on is not None else None,
    )


def _relief(case: Case, decision: SanctionDecision) -> Iterator[Limit]:
    relief = case.relief
    if relief is None or relief.effective_on is None:
        return
    clock = RELIEF_CLOCKS.get(ReliefKind(relief.kind))
    if clock is None:
        return
    paid_on = decision.paid_in_full_on
    yield Limit(
        clock[0],
        clock[1],
        relief.effective_on,
        "relief",
        ended_on=relief.ended_on or paid_on,
        is_met=True if paid_on is not None and relief.ended_on is None else None,
        about=str(relief.pk),
    )


def _enforcement(case: Case, decision: SanctionDecision) -> Iterator[Limit]:
    ordered = case.enforcement
    if ordered is None or ordered.received_on is None:
        return
    paid_on = decision.paid_in_full_on
    done_on = max(
        (item.done_on for item in decision.items.all() if item.done_on), default=None
    )
    is_done = all(item.is_done for item in decision.items.all())
    yield Limit(
        Family.ENFORCEMENT,
        "D-ENF",
        ordered.received_on,
        "enforcement_received",
        ended_on=case.executed_on or ((paid_on or done_on) if is_done else None),
        is_met=True,
        about=str(ordered.pk),
        extended_days=ordered.extra_days,
    )


def _limitation(case: Case, decision: SanctionDecision) -> Limit:
    """One year; it rests while execution is suspended, by setting (recalled).

    Who evades execution is not freed by time: it runs anew from the end of the evasion.
    """
    settings = settings_on(decision.signed_on)
    rests = settings.is_on(SettingKey.SUSPENSION_STOPS_LIMITATION)
    evading_since, ended_on = case.evading_since, case.evasion_ended_on
    if evading_since is not None:
        return Limit(
            Family.EXECUTION_LIMITATION,
            "D-EXEC-LIM",
            ended_on or decision.signed_on,
            "evasion_ended" if ended_on is not None else "decision",
            ended_on=case.executed_on or (evading_since if ended_on is None else None),
            is_met=True if case.executed_on is not None else None,
        )
    stopped = case.suspension if rests else None
    is_stopped = stopped is not None and stopped.resumed_on is None
    return Limit(
        Family.EXECUTION_LIMITATION,
        "D-EXEC-LIM",
        decision.signed_on,
        "decision",
        ended_on=case.executed_on
        or (stopped.signed_on if is_stopped and stopped is not None else None),
        is_met=True if case.executed_on is not None else None,
        extended_days=_suspended_days(case, decision) if stopped is not None else 0,
    )


def _suspended_days(case: Case, decision: SanctionDecision) -> int:
    """Whole days of the ended suspensions of this decision."""
    ended = case.suspensions.filter(
        resumed_on__isnull=False, signed_on__gte=decision.signed_on
    )
    return sum(
        (row.resumed_on - row.signed_on).days
        for row in ended
        if row.resumed_on is not None
    )
