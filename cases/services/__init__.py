"""The acts of officers on cases: keyword-only, one transaction, one trace each."""

from cases.services.breakglass import (
    NothingToBreak,
    break_glass,
)
from cases.services.clock_sheet import (
    ClockLine,
    clock_sheet,
)
from cases.services.clocks import (
    edit_calendar_day,
    recompute_running,
)
from cases.services.closing import (
    close,
)
from cases.services.compartments import (
    set_compartment,
)
from cases.services.complaints import (
    accept_complaint,
    accept_second_complaint,
    begin_complaint,
    file_second_complaint,
    refuse_complaint,
    register_complaint,
    resolve_complaint,
    resolve_second_complaint,
    withdraw_complaint,
)
from cases.services.custody import (
    GoodsAtHand,
    SeizureAlarm,
    alarms,
    goods_of,
    record_custody,
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
from cases.services.editing import (
    RecordHolds,
    add_act,
    add_respondent,
    assign,
    edit_case,
)
from cases.services.enforcing import (
    close_limitation_expired,
    confirm_enforcement_receipt,
    order_enforcement,
)
from cases.services.entries import (
    ActInput,
    NotInForce,
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
from cases.services.experts import (
    CouncilMember,
    ExpertInput,
    record_expert_answer,
    record_valuation,
    request_expert,
    send_expert_request,
    start_valuation,
    waive_valuation,
    withdraw_expert_request,
)
from cases.services.explaining import (
    announce_session,
    extend_explanation,
    record_session,
)
from cases.services.field_backups import (
    NotYourBackup,
    Taken,
    take_in_backup,
)
from cases.services.field_records import (
    accept_field_record,
    finish_field_record,
    take_over_field_record,
)
from cases.services.files import (
    attach_evidence,
    attach_scan,
    export_case_bundle,
    files_of,
)
from cases.services.forwarding import (
    accept_file,
    forward,
    forward_to_competent,
    refuse_file,
    take_back,
)
from cases.services.funnel import (
    DayInFuture,
    DayTooEarly,
)
from cases.services.handovers import (
    Found,
    HandOver,
    PaperLine,
    Receipt,
)
from cases.services.intake import (
    CaseInput,
    FindingTaken,
    open_from_findings,
    receive_case,
)
from cases.services.lawsuits import (
    record_court_result,
    take_complaint_to_court,
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
    may_share_note,
    reveal_note,
    share_note,
    text_for,
    visible_notes,
    write_note,
)
from cases.services.on_the_spot import (
    AboveTheSpot,
    sanction_without_record,
)
from cases.services.opinions import (
    add_opinion,
    ask_opinions,
)
from cases.services.partners import (
    accept_invitation,
    decline_invitation,
    invite_agency,
    name_officer,
    restrict_case,
)
from cases.services.proceedings import (
    close_on_judgment,
    extend_investigation,
    record_prosecution,
)
from cases.services.prolonging import (
    approve_two_months,
    end_evasion,
    note_evasion,
)
from cases.services.proposals import (
    propose_close,
    propose_dismiss,
)
from cases.services.recidivism import (
    EarlierSanction,
    earlier_sanctions,
    sanctions_read_by,
)
from cases.services.recording import (
    RecordInput,
    close_explanation,
    make_record,
    request_explanation,
)
from cases.services.releasing import (
    confiscate_goods,
    destroy_goods,
    hand_over_goods,
    release_seizure,
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
from cases.services.reopening import (
    propose_reopen,
    reopen,
    warnings_on_reopening,
)
from cases.services.reveals import (
    KnownInformant,
    hidden_names,
    initials,
    is_masked,
    is_minor,
    is_under_age,
    may_reveal_informant,
    name_for,
    reveal_informant,
    reveal_person,
    reveals_of,
    titles_for,
    without_minors,
    without_names,
)
from cases.services.revising import (
    amend_decision,
    annul_decision,
    correct_decision,
)
from cases.services.seizing import (
    SeizureInput,
    add_goods,
    decide_seizure,
    declare_unclaimed,
    draft_seizure,
    extend_seizure,
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
from cases.services.suspending import (
    resume_execution,
    suspend_execution,
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
from cases.services.tip_offs import (
    refer_tip_off,
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
    "AboveTheSpot",
    "ActInput",
    "ActTerms",
    "BelowThreshold",
    "CaseInput",
    "ClockLine",
    "CouncilMember",
    "DayInFuture",
    "DayTooEarly",
    "Debt",
    "DecisionTerms",
    "EarlierSanction",
    "ExpertInput",
    "FigureInput",
    "FindingTaken",
    "Found",
    "GoodsAtHand",
    "HandOver",
    "InstalmentTerms",
    "KnownInformant",
    "MeasureTerms",
    "NotInForce",
    "NotYourBackup",
    "NothingToBreak",
    "PaperLine",
    "Raised",
    "Receipt",
    "RecordHolds",
    "RecordInput",
    "ReliefTerms",
    "ReturnedFile",
    "SeizureAlarm",
    "SeizureInput",
    "Taken",
    "TaskInput",
    "accept_complaint",
    "accept_field_record",
    "accept_file",
    "accept_invitation",
    "accept_lead",
    "accept_second_complaint",
    "accept_task",
    "accept_transfer",
    "add_act",
    "add_goods",
    "add_opinion",
    "add_respondent",
    "alarms",
    "amend_decision",
    "announce_session",
    "annul_decision",
    "answer_task",
    "approve_two_months",
    "ask_opinions",
    "assign",
    "attach_evidence",
    "attach_scan",
    "begin_complaint",
    "begin_task",
    "break_glass",
    "cancel_task",
    "clock_sheet",
    "close",
    "close_explanation",
    "close_limitation_expired",
    "close_on_judgment",
    "complete_execution",
    "complete_item",
    "confirm_authority",
    "confirm_delivery",
    "confirm_enforcement_receipt",
    "confiscate_goods",
    "correct_decision",
    "create_task",
    "debt_on",
    "decide_no_sanction",
    "decide_seizure",
    "declare_unclaimed",
    "decline_invitation",
    "decline_lead",
    "decline_task",
    "destroy_goods",
    "dismiss",
    "draft_seizure",
    "earlier_of",
    "earlier_sanctions",
    "edit_calendar_day",
    "edit_case",
    "end_evasion",
    "end_relief",
    "export_case_bundle",
    "extend_explanation",
    "extend_investigation",
    "extend_seizure",
    "figures_of",
    "file_second_complaint",
    "files_of",
    "finish_field_record",
    "forward",
    "forward_to_competent",
    "goods_of",
    "grant_relief",
    "hand_over_goods",
    "hidden_names",
    "impose_lead",
    "indicators",
    "initials",
    "invite_agency",
    "is_masked",
    "is_minor",
    "is_under_age",
    "make_record",
    "may_reveal_informant",
    "may_share_note",
    "name_for",
    "name_officer",
    "note_evasion",
    "open_case",
    "open_from_findings",
    "order_enforcement",
    "propose_close",
    "propose_dismiss",
    "propose_lead",
    "propose_reopen",
    "proposed_fines",
    "proposed_lead",
    "receive_case",
    "receive_returned_file",
    "recompute_running",
    "record_court_result",
    "record_custody",
    "record_expert_answer",
    "record_figure",
    "record_payment",
    "record_prosecution",
    "record_session",
    "record_sign",
    "record_valuation",
    "refer_tip_off",
    "refundable_vnd",
    "refuse_complaint",
    "refuse_file",
    "refuse_relief",
    "refuse_transfer",
    "register_complaint",
    "register_relief",
    "release_seizure",
    "reopen",
    "request_expert",
    "request_explanation",
    "resolve_complaint",
    "resolve_second_complaint",
    "restrict_case",
    "resume_execution",
    "reveal_informant",
    "reveal_note",
    "reveal_person",
    "reveals_of",
    "sanction_without_record",
    "sanctions_read_by",
    "send_back",
    "send_expert_request",
    "set_compartment",
    "share_note",
    "sign_decision",
    "start_valuation",
    "start_verification",
    "submit_decision",
    "suspend_execution",
    "take_back",
    "take_complaint_to_court",
    "take_in_backup",
    "take_over_field_record",
    "text_for",
    "titles_for",
    "transfer_criminal",
    "visible_notes",
    "waive_valuation",
    "warnings_on_opening",
    "warnings_on_reopening",
    "withdraw_complaint",
    "withdraw_expert_request",
    "withdraw_lead_offer",
    "without_minors",
    "without_names",
    "write_note",
]
