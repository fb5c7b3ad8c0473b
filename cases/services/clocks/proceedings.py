"""Limits on the way of the file: to who is competent, to the investigators, back."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import Case
from cases.services.clocks.limit import Limit
from cases.states import (
    CaseState,
    Family,
    InvestigationTerm,
    OutcomeKind,
    SuspensionGround,
    TransferKind,
)
from regulations.rules import RuleBook

WITH_THE_HANDLER = frozenset({CaseState.RECORDED, CaseState.EXPLAINING})
INVESTIGATION_RULES: dict[str, str] = {
    InvestigationTerm.COMPLEX: "D-INV-2M",
    InvestigationTerm.PROCURACY: "D-INV-4M",
}


def limits(case: Case, book: RuleBook) -> Iterator[Limit]:
    """From the hand-overs (Điều 58, 62, 63 Luật XLVPHC; BLTTHS Điều 147)."""
    yield from _file_transfer(case)
    yield from _criminal_transfer(case)
    yield from _with_the_proceedings(case)


def _file_transfer(case: Case) -> Iterator[Limit]:
    """Record and file go to the competent person within 24 hours of the record."""
    record, offer = case.violation_record, case.file_offer
    if record is None:
        return
    was_handed = offer is not None and offer.offered_on >= record.made_on
    if not was_handed and not (case.exceeds_lead and case.state in WITH_THE_HANDLER):
        return
    yield Limit(
        Family.FILE_TRANSFER,
        "D-REC-TRANSFER",
        record.made_on,
        "violation_record",
        ended_on=offer.offered_on if was_handed and offer is not None else None,
        is_met=True,
    )


def _criminal_transfer(case: Case) -> Iterator[Limit]:
    """At once when the sign is found before a decision; else from the suspension."""
    sign, transfer = case.criminal_sign, case.transfer
    suspension = case.suspension
    is_suspended = (
        suspension is not None and suspension.ground == SuspensionGround.CRIMINAL_SIGN
    )
    if is_suspended and suspension is not None:
        rule, start_on, started_by = "D-CRIM-3D", suspension.signed_on, "suspension"
        is_over = suspension.resumed_on is not None
    elif sign is not None and _asks_at_once(case):
        rule, start_on, started_by = "D-CRIM-NOW", sign.recorded_on, "criminal_sign"
        is_over = False
    else:
        return
    handed = (
        transfer.offered_on
        if transfer is not None and transfer.offered_on >= start_on
        else None
    )
    if handed is None and (is_over or case.state == CaseState.CLOSED):
        return
    yield Limit(
        Family.CRIMINAL_TRANSFER,
        rule,
        start_on,
        started_by,
        ended_on=handed,
        is_met=True,
    )


def _asks_at_once(case: Case) -> bool:
    """Before the decision, or when all of it is executed: nothing to suspend."""
    return case.decision is None or case.state in {
        CaseState.EXECUTED,
        CaseState.TRANSFERRED,
    }


def _with_the_proceedings(case: Case) -> Iterator[Limit]:
    transfer, outcome = case.transfer, case.outcome
    if transfer is None or transfer.kind != TransferKind.TO_PROCEEDINGS:
        return
    is_back = (
        outcome is not None
        and outcome.transfer_id == transfer.pk
        and (outcome.kind != OutcomeKind.RECEIPT_REFUSED)
    )
    if transfer.is_accepted or is_back:
        first = (
            transfer.outcomes.order_by("recorded_at").first()
            if outcome is not None
            else None
        )
        yield Limit(
            Family.INVESTIGATION,
            _investigation_rule(case),
            transfer.answered_on or transfer.offered_on,
            "file_received",
            ended_on=first.issued_on if first is not None else None,
            is_met=True,
        )
    if is_back and outcome is not None and transfer.returned_on is not None:
        yield Limit(
            Family.FILE_RETURN,
            "D-RET-3WD",
            outcome.effective_on,
            "proceedings_decision",
            ended_on=transfer.returned_on,
            is_met=True,
        )


def _investigation_rule(case: Case) -> str:
    """Twenty days; two months when complex; four in all with the procuracy."""
    transfer = case.transfer
    terms = set(transfer.extensions.values_list("term", flat=True)) if transfer else ()
    for term in (InvestigationTerm.PROCURACY, InvestigationTerm.COMPLEX):
        if term in terms:
            return INVESTIGATION_RULES[term]
    return "D-INV-20"
