"""Limits of holding goods: seizure, unclaimed goods, goods held to be valued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.models import Case, Seizure
from cases.services.clocks.limit import Limit
from cases.states import Family, SeizureState
from regulations.rules import RuleBook


def limits(case: Case, book: RuleBook) -> Iterator[Limit]:
    """One limit for each seizure from the actual seizure (Điều 125.8 Luật XLVPHC)."""
    for seizure in case.seizures.all():
        yield from _seizure(case, seizure)
    for valuation in case.valuations.exclude(held_on=None):
        yield Limit(
            Family.SEIZURE_VALUATION,
            "D-SEIZE-VAL",
            valuation.held_on,
            "held_for_valuation",
            ended_on=valuation.valued_on or valuation.waived_on,
            is_met=True if valuation.valued_on else None,
            about=str(valuation.pk),
        )


def _seizure(case: Case, seizure: Seizure) -> Iterator[Limit]:
    about = str(seizure.pk)
    ended_on, is_met = _end(case, seizure)
    yield Limit(
        Family.SEIZURE,
        seizure.limit_rule,
        seizure.seized_on,
        "seizure",
        ended_on=ended_on,
        is_met=is_met,
        about=about,
    )
    if seizure.second_notice_on is not None:
        yield Limit(
            Family.UNCLAIMED,
            "D-UNCLAIMED",
            seizure.second_notice_on,
            "second_notice",
            ended_on=seizure.ended_on,
            about=about,
        )


def _end(case: Case, seizure: Seizure) -> tuple[date | None, bool | None]:
    """When the period was over: settled, or a decision says what becomes of the goods.

    Unclaimed goods wait under another limit.
    """
    decided = case.decision or case.no_sanction_decision
    ends = [
        day
        for day in (
            seizure.ended_on,
            seizure.second_notice_on,
            decided.signed_on if decided is not None else None,
        )
        if day is not None and day >= seizure.seized_on
    ]
    if not ends:
        return None, None
    is_waiting = seizure.state == SeizureState.UNCLAIMED
    return min(ends), None if is_waiting else True
