"""Paper as acts: signed and printed together, looked at with a trace."""

from documents.services.acts import (
    lock_inspection_record,
    make_record,
    sign_decision,
)
from documents.services.batching import (
    BatchGone,
    go_on,
    open_result,
    remove_batch,
    start_batch,
    sweep_batches,
)
from documents.services.case_files import (
    CASE_FILE,
    LargePaper,
    print_case_file,
)
from documents.services.copying import (
    may_copy,
    render_copy,
)
from documents.services.delegating import (
    delegate,
    preview_delegation,
)
from documents.services.drafting import (
    DraftInput,
    DraftMovedOn,
    Offer,
    begin_draft,
    edit_draft,
    offers_of,
    return_to_drafter,
    signers_of,
    submit_draft,
    withdraw_draft,
)
from documents.services.drawing import (
    preview_draft,
    usual_lines,
)
from documents.services.facility_record import (
    print_facility,
)
from documents.services.goods import (
    decide_seizure,
    extend_seizure,
    release_seizure,
)
from documents.services.handing_over import (
    accept_file,
    accept_lead,
    accept_transfer,
    forward,
    forward_to_competent,
    hand_over_goods,
    impose_lead,
    issue_handover_record,
    receive_returned_file,
)
from documents.services.issuing import (
    issue,
)
from documents.services.previewing import (
    is_previewed,
    preview,
)
from documents.services.printing import (
    PaperFile,
    PaperMissing,
    may_print,
    print_issued,
    print_newest,
    render_draft,
    render_report,
)
from documents.services.revising import (
    begin_revision,
    is_drafted,
    is_ended,
    may_revise,
)
from documents.services.rulings import (
    amend_decision,
    annul_decision,
    correct_decision,
    decide_inspection,
    decide_no_sanction,
    grant_relief,
    issue_conclusion,
    order_enforcement,
    reopen,
    resolve_complaint,
    resolve_second_complaint,
    resume_execution,
    sanction_without_record,
    suspend_execution,
    transfer_criminal,
)
from documents.services.sealing import (
    LARGEST_FILE,
    may_seal_file,
    may_sign_file,
    print_edition,
    seal_file,
    sign_file,
    take_back,
)
from documents.services.sending import (
    DispatchInput,
    IncomingInput,
    Scan,
    dispatch,
    may_dispatch,
    register_incoming,
)
from documents.services.signing import (
    sign_draft,
)

__all__ = [
    "CASE_FILE",
    "LARGEST_FILE",
    "BatchGone",
    "DispatchInput",
    "DraftInput",
    "DraftMovedOn",
    "IncomingInput",
    "LargePaper",
    "Offer",
    "PaperFile",
    "PaperMissing",
    "Scan",
    "accept_file",
    "accept_lead",
    "accept_transfer",
    "amend_decision",
    "annul_decision",
    "begin_draft",
    "begin_revision",
    "correct_decision",
    "decide_inspection",
    "decide_no_sanction",
    "decide_seizure",
    "delegate",
    "dispatch",
    "edit_draft",
    "extend_seizure",
    "forward",
    "forward_to_competent",
    "go_on",
    "grant_relief",
    "hand_over_goods",
    "impose_lead",
    "is_drafted",
    "is_ended",
    "is_previewed",
    "issue",
    "issue_conclusion",
    "issue_handover_record",
    "lock_inspection_record",
    "make_record",
    "may_copy",
    "may_dispatch",
    "may_print",
    "may_revise",
    "may_seal_file",
    "may_sign_file",
    "offers_of",
    "open_result",
    "order_enforcement",
    "preview",
    "preview_delegation",
    "preview_draft",
    "print_case_file",
    "print_edition",
    "print_facility",
    "print_issued",
    "print_newest",
    "receive_returned_file",
    "register_incoming",
    "release_seizure",
    "remove_batch",
    "render_copy",
    "render_draft",
    "render_report",
    "reopen",
    "resolve_complaint",
    "resolve_second_complaint",
    "resume_execution",
    "return_to_drafter",
    "sanction_without_record",
    "seal_file",
    "sign_decision",
    "sign_draft",
    "sign_file",
    "signers_of",
    "start_batch",
    "submit_draft",
    "suspend_execution",
    "sweep_batches",
    "take_back",
    "transfer_criminal",
    "usual_lines",
    "withdraw_draft",
]
