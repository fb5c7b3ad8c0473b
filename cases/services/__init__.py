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
from cases.services.forwarding import (
    accept_file,
    forward,
    forward_to_competent,
    refuse_file,
    take_back,
)
from cases.services.funnel import DayInFuture, DayTooEarly
from cases.services.handovers import HandOver, PaperLine, Receipt
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
from cases.services.proceedings import (
    close_on_judgment,
    extend_investigation,
    record_prosecution,
)
from cases.services.proposals import propose_close, propose_dismiss
from cases.services.recidivism import EarlierSanction, earlier_sanctions
from cases.services.recording import (
    RecordInput,
    close_explanation,
    make_record,
    request_explanation,
)
from cases.services.signs import (
    FigureInput,
    Raised,
    earlier_of,
    figures_of,
    indicators,
    record_figure,
    record_sign,
)
from cases.services.transferring import (
    ReturnedFile,
    accept_transfer,
    receive_returned_file,
    refuse_transfer,
    transfer_criminal,
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
    "EarlierSanction",
    "FigureInput",
    "FindingTaken",
    "HandOver",
    "MeasureTerms",
    "NotInForce",
    "PaperLine",
    "Raised",
    "Receipt",
    "RecordHolds",
    "RecordInput",
    "ReturnedFile",
    "accept_file",
    "accept_transfer",
    "add_act",
    "add_respondent",
    "assign",
    "attach_evidence",
    "close",
    "close_explanation",
    "close_on_judgment",
    "complete_execution",
    "complete_item",
    "confirm_authority",
    "confirm_delivery",
    "debt_on",
    "decide_no_sanction",
    "dismiss",
    "earlier_of",
    "earlier_sanctions",
    "edit_calendar_day",
    "edit_case",
    "extend_investigation",
    "figures_of",
    "forward",
    "forward_to_competent",
    "indicators",
    "make_record",
    "open_case",
    "open_from_findings",
    "propose_close",
    "propose_dismiss",
    "proposed_fines",
    "receive_case",
    "receive_returned_file",
    "recompute_running",
    "record_figure",
    "record_payment",
    "record_prosecution",
    "record_sign",
    "refuse_file",
    "refuse_transfer",
    "request_explanation",
    "send_back",
    "sign_decision",
    "start_verification",
    "submit_decision",
    "take_back",
    "transfer_criminal",
    "warnings_on_opening",
]
