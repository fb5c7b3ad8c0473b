"""The acts of officers on cases: keyword-only, one transaction, one trace each."""

from cases.services.breakglass import NothingToBreak, break_glass
from cases.services.clocks import edit_calendar_day, recompute_running
from cases.services.closing import close
from cases.services.compartments import set_compartment
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
from cases.services.leadership import (
    accept_lead,
    decline_lead,
    impose_lead,
    propose_lead,
    proposed_lead,
    withdraw_lead_offer,
)
from cases.services.notes import (
    reveal_note,
    share_note,
    text_for,
    visible_notes,
    write_note,
)
from cases.services.offers import Paper
from cases.services.opinions import add_opinion, ask_opinions
from cases.services.partners import (
    accept_invitation,
    decline_invitation,
    invite_agency,
    name_officer,
    restrict_case,
)
from cases.services.proposals import propose_close, propose_dismiss
from cases.services.recording import (
    RecordInput,
    close_explanation,
    make_record,
    request_explanation,
)
from cases.services.reveals import (
    KnownInformant,
    name_for,
    reveal_informant,
    reveal_person,
    reveals_of,
)
from cases.services.tasks import (
    TaskInput,
    accept_task,
    answer_task,
    begin_task,
    cancel_task,
    create_task,
    decline_task,
)
from cases.services.tip_offs import refer_tip_off
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
    "KnownInformant",
    "MeasureTerms",
    "NotInForce",
    "NothingToBreak",
    "Paper",
    "RecordHolds",
    "RecordInput",
    "TaskInput",
    "accept_invitation",
    "accept_lead",
    "accept_task",
    "add_act",
    "add_opinion",
    "add_respondent",
    "answer_task",
    "ask_opinions",
    "assign",
    "attach_evidence",
    "begin_task",
    "break_glass",
    "cancel_task",
    "close",
    "close_explanation",
    "complete_execution",
    "complete_item",
    "confirm_authority",
    "confirm_delivery",
    "create_task",
    "debt_on",
    "decide_no_sanction",
    "decline_invitation",
    "decline_lead",
    "decline_task",
    "dismiss",
    "edit_calendar_day",
    "edit_case",
    "impose_lead",
    "invite_agency",
    "make_record",
    "name_for",
    "name_officer",
    "open_case",
    "open_from_findings",
    "propose_close",
    "propose_dismiss",
    "propose_lead",
    "proposed_fines",
    "proposed_lead",
    "receive_case",
    "recompute_running",
    "record_payment",
    "refer_tip_off",
    "request_explanation",
    "restrict_case",
    "reveal_informant",
    "reveal_note",
    "reveal_person",
    "reveals_of",
    "send_back",
    "set_compartment",
    "share_note",
    "sign_decision",
    "start_verification",
    "submit_decision",
    "text_for",
    "visible_notes",
    "warnings_on_opening",
    "withdraw_lead_offer",
    "write_note",
]
