"""The acts of officers on cases: keyword-only, one transaction, one trace each."""

from cases.services.clock_sheet import ClockLine, clock_sheet
from cases.services.clocks import edit_calendar_day, recompute_running
from cases.services.closing import close
from cases.services.complaints import (
    accept_complaint,
    begin_complaint,
    file_second_complaint,
    refuse_complaint,
    register_complaint,
    resolve_complaint,
    resolve_second_complaint,
    withdraw_complaint,
)
from cases.services.deciding import (
    ActTerms,
    DecisionTerms,
    MeasureTerms,
    confirm_authority,
    decide_no_sanction,
    proposed_fines,
    send_back,
    sign_decision,
    submit_decision,
)
from cases.services.enforcing import (
    close_limitation_expired,
    confirm_enforcement_receipt,
    order_enforcement,
)
from cases.services.execution import (
    AboveDebt,
    Debt,
    complete_execution,
    complete_item,
    confirm_delivery,
    debt_on,
    record_payment,
    refundable_vnd,
)
from cases.services.explaining import (
    announce_session,
    extend_explanation,
    record_session,
)
from cases.services.files import attach_evidence
from cases.services.funnel import DayInFuture, DayTooEarly
from cases.services.intake import (
    ActInput,
    CaseInput,
    FindingTaken,
    NotInForce,
    RecordHolds,
    add_act,
    add_respondent,
    assign,
    edit_case,
    open_from_findings,
    receive_case,
)
from cases.services.lawsuits import record_court_result, take_complaint_to_court
from cases.services.on_the_spot import AboveTheSpot, sanction_without_record
from cases.services.proposals import propose_close, propose_dismiss
from cases.services.recording import (
    RecordInput,
    close_explanation,
    make_record,
    request_explanation,
)
from cases.services.relief import (
    BelowThreshold,
    InstalmentTerms,
    ReliefTerms,
    end_relief,
    grant_relief,
    refuse_relief,
    register_relief,
)
from cases.services.reopening import propose_reopen, reopen, warnings_on_reopening
from cases.services.revising import amend_decision, annul_decision, correct_decision
from cases.services.suspending import resume_execution, suspend_execution
from cases.services.verification import (
    dismiss,
    open_case,
    start_verification,
    warnings_on_opening,
)

__all__ = [
    "AboveDebt",
    "AboveTheSpot",
    "ActInput",
    "ActTerms",
    "BelowThreshold",
    "CaseInput",
    "ClockLine",
    "DayInFuture",
    "DayTooEarly",
    "Debt",
    "DecisionTerms",
    "FindingTaken",
    "InstalmentTerms",
    "MeasureTerms",
    "NotInForce",
    "RecordHolds",
    "RecordInput",
    "ReliefTerms",
    "accept_complaint",
    "add_act",
    "add_respondent",
    "amend_decision",
    "announce_session",
    "annul_decision",
    "assign",
    "attach_evidence",
    "begin_complaint",
    "clock_sheet",
    "close",
    "close_explanation",
    "close_limitation_expired",
    "complete_execution",
    "complete_item",
    "confirm_authority",
    "confirm_delivery",
    "confirm_enforcement_receipt",
    "correct_decision",
    "debt_on",
    "decide_no_sanction",
    "dismiss",
    "edit_calendar_day",
    "edit_case",
    "end_relief",
    "extend_explanation",
    "file_second_complaint",
    "grant_relief",
    "make_record",
    "open_case",
    "open_from_findings",
    "order_enforcement",
    "propose_close",
    "propose_dismiss",
    "propose_reopen",
    "proposed_fines",
    "receive_case",
    "recompute_running",
    "record_court_result",
    "record_payment",
    "record_session",
    "refundable_vnd",
    "refuse_complaint",
    "refuse_relief",
    "register_complaint",
    "register_relief",
    "reopen",
    "request_explanation",
    "resolve_complaint",
    "resolve_second_complaint",
    "resume_execution",
    "sanction_without_record",
    "send_back",
    "sign_decision",
    "start_verification",
    "submit_decision",
    "suspend_execution",
    "take_complaint_to_court",
    "warnings_on_opening",
    "warnings_on_reopening",
    "withdraw_complaint",
]
