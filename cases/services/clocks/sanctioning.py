"""Limits up to the decision: limitation, record, explanation, decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.models import Case
from cases.services.clocks.limit import Limit
from cases.states import CaseState, ExplanationKind, Family, OutcomeKind
from regulations.arithmetic import add_months
from regulations.models import ViolationBehaviour
from regulations.rules import RuleBook

BEFORE_OPENING = frozenset(
    {
        CaseState.RECEIVED,
        CaseState.VERIFYING,
        CaseState.DISMISSED,
        CaseState.FORWARDED,
    }
)


WITH_PROCEEDINGS = frozenset({CaseState.TRANSFERRED, CaseState.PROSECUTED})


def limits(case: Case, book: RuleBook) -> Iterator[Limit]:
    """The limits of a case from its recorded facts (deadline rules, section 2)."""
    yield from _limitation(case, book)
    record, decision = case.violation_record, case.decision
    unsanctioned = case.no_sanction_decision
    given_up_on = unsanctioned.signed_on if unsanctioned is not None else None
    if _left_without_record(case):
        yield from _record_stopped(case)
    elif case.state not in BEFORE_OPENING and record is None:
        yield Limit(
            Family.RECORD,
            *_record_rule(case),
            ended_on=decision.signed_on if decision is not None else given_up_on,
        )
    elif record is not None:
        yield Limit(
            Family.RECORD,
            *_record_rule(case),
            ended_on=record.made_on,
            is_met=True,
        )
    yield from _explanation(case)
    signed_on = decision.signed_on if decision is not None else None
    began = _decision_began(case)
    if _is_with_proceedings(case):
        yield from _stopped(case)
    elif began is not None:
        yield Limit(
            Family.DECISION,
            *began,
            ended_on=signed_on or given_up_on,
            is_met=True if signed_on is not None else None,
        )


def _decision_began(case: Case) -> tuple[str, date, str] | None:
    """Rule, first day and origin of the time to decide; None while nothing began it."""
    record = case.violation_record
    if case.returned_on is not None:
        # Điều 63.3: from the receipt of the complete file, whatever ran before.
        rule = "D-DEC-1M" if case.verification_on is not None else "D-DEC-RET"
        return rule, case.returned_on, "file_returned"
    if record is not None:
        return decision_rule(case), record.made_on, "violation_record"
    return None


def _is_with_proceedings(case: Case) -> bool:
    """The proceedings hold the file, or ended the matter with a judgment."""
    outcome = case.outcome
    return case.state in WITH_PROCEEDINGS or (
        outcome is not None and outcome.kind == OutcomeKind.JUDGMENT
    )


def _left_without_record(case: Case) -> bool:
    """Did the file go to the investigators before a record was made?"""
    transfer, record = case.transfer, case.violation_record
    return (
        transfer is not None
        and (
            record is None or record.made_on >= (transfer.returned_on or record.made_on)
        )
        and transfer.came_from in {CaseState.VERIFYING, CaseState.OPENED}
    )


def _record_stopped(case: Case) -> Iterator[Limit]:
    """An opened case owed its record until the file left; otherwise none was due."""
    transfer = case.transfer
    if transfer is not None and transfer.came_from == CaseState.OPENED:
        yield Limit(
            Family.RECORD,
            *_record_rule(case),
            ended_on=transfer.offered_on,
        )


def _stopped(case: Case) -> Iterator[Limit]:
    """While the proceedings hold the file nobody may sanction (INV-5).

    A file that came back before and was decided in time stays decided in time.
    """
    transfer, began = case.transfer, _decision_began(case)
    if transfer is None or began is None:
        return
    decisions = case.decisions.filter(signed_on__gte=began[1])
    decided = case.decision or decisions.order_by("signed_at").last()
    yield Limit(
        Family.DECISION,
        *began,
        ended_on=decided.signed_on if decided is not None else transfer.offered_on,
        is_met=True if decided is not None else None,
    )


def decision_rule(case: Case) -> str:
    """Which decision limit the facts choose (Điều 66.1 Luật XLVPHC as amended 2020).

    An explanation or a verification (Điều 59; an expert request is one) gives a month,
    with an approval in writing two where the matter is exceptionally serious; a file
    that must go to another competent person ten working days; otherwise seven. Always
    from the record date.
    """
    if case.explanation is not None or case.verification_on is not None:
        return "D-DEC-2M" if case.two_months_approval else "D-DEC-1M"
    if case.competent_authority_id != case.lead_agency_id:
        return "D-DEC-10WD"
    return "D-DEC-7WD"


def limitation_rule(
    behaviour: ViolationBehaviour, *, from_proceedings: bool = False
) -> str:
    """Two years for publishing and intellectual property, one for other printing.

    Điều 6.1 Luật XLVPHC as amended 2025. That printing other than publications
    (NĐ 14/2022, rows NPP) falls under "other fields" is recalled, not confirmed; the
    rule's own confidence is shown beside the date. One more year where a proceedings
    body transferred the case; the time spent there counts inside.
    """
    if behaviour.code.startswith("NPP-"):
        return "D-LIM-PROC-OTHER" if from_proceedings else "D-LIM-OTHER"
    return "D-LIM-PROC" if from_proceedings else "D-LIM-PUB"


def _limitation(case: Case, book: RuleBook) -> Iterator[Limit]:
    """One clock, for the act that lapses first."""
    outcome = case.outcome
    from_proceedings = (
        case.returned_on is not None
        and outcome is not None
        and outcome.kind != OutcomeKind.RECEIPT_REFUSED
    )
    starts = [
        (
            act.act_ended_on or case.detected_on,
            limitation_rule(act.behaviour, from_proceedings=from_proceedings),
        )
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


def _record_rule(case: Case) -> tuple[str, date, str]:
    """Which record limit, from which day, started by what.

    Where an expert or a valuation had to be waited for, five working days from the
    receipt of the result (NĐ 118/2021 Điều 12.2 as amended 2025).
    """
    if case.result_received_on is not None:
        return "D-RECORD-EXP", case.result_received_on, "result_received"
    rule = "D-RECORD-CPX" if case.is_complex else "D-RECORD"
    if case.respondent_known_on is not None:
        return rule, case.respondent_known_on, "respondent_known"
    return rule, case.detected_on, "detection"


def _explanation(case: Case) -> Iterator[Limit]:
    record, explanation = case.violation_record, case.explanation
    if record is None or not record.has_explanation_right:
        return
    granted = getattr(record, "extension", None)
    extension = granted.working_days if granted is not None else 0
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
            extended_days=extension if kind == ExplanationKind.WRITTEN else 0,
        )
    if explanation is not None and explanation.kind == ExplanationKind.DIRECT:
        session = explanation.sessions.first()
        yield Limit(
            Family.EXPLAIN_SESSION,
            "D-EXPL-NOTICE",
            explanation.requested_on,
            "explanation",
            ended_on=session.announced_on if session else explanation.ended_on,
            is_met=True if session else None,
        )
