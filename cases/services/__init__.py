"""The acts of officers on cases: keyword-only, one transaction, one trace each."""

from cases.services.clocks import edit_calendar_day, recompute_running
from cases.services.closing import close
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
from cases.services.execution import (
    AboveDebt,
    Debt,
    complete_execution,
    complete_item,
    confirm_delivery,
    debt_on,
    record_payment,
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
from cases.services.proposals import propose_close, propose_dismiss
from cases.services.recording import (
    RecordInput,
    close_explanation,
    make_record,
    request_explanation,
)
from cases.services.verification import (
    dismiss,
    open_case,
    start_verification,
    warnings_on_opening,
)

__all__ = [
    "AboveDebt",
    "ActInput",
    "ActTerms",
    "CaseInput",
    "DayInFuture",
    "DayTooEarly",
    "Debt",
    "DecisionTerms",
    "FindingTaken",
    "MeasureTerms",
    "NotInForce",
    "RecordHolds",
    "RecordInput",
    "add_act",
    "add_respondent",
    "assign",
    "attach_evidence",
    "close",
    "close_explanation",
    "complete_execution",
    "complete_item",
    "confirm_authority",
    "confirm_delivery",
    "debt_on",
    "decide_no_sanction",
    "dismiss",
    "edit_calendar_day",
    "edit_case",
    "make_record",
    "open_case",
    "open_from_findings",
    "propose_close",
    "propose_dismiss",
    "proposed_fines",
    "receive_case",
    "recompute_running",
    "record_payment",
    "request_explanation",
    "send_back",
    "sign_decision",
    "start_verification",
    "submit_decision",
    "warnings_on_opening",
]
