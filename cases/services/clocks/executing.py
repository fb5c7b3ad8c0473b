"""Limits after the decision: sending, paying, limitation of execution, recidivism."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import Case
from cases.services.clocks.limit import Limit
from cases.states import Family, MainSanction
from regulations.rules import RuleBook


def limits(case: Case, book: RuleBook) -> Iterator[Limit]:
    """From the day of the decision on (Điều 68-74, 7 Luật XLVPHC)."""
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
