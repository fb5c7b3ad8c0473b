"""Paper as acts: signed and printed together, looked at with a trace."""

from documents.services.acts import (
    lock_inspection_record,
    make_record,
    sign_decision,
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
from documents.services.issuing import issue
from documents.services.printing import (
    PaperFile,
    PaperMissing,
    print_issued,
    print_newest,
    render_draft,
    render_report,
)

__all__ = [
    "PaperFile",
    "PaperMissing",
    "accept_file",
    "accept_lead",
    "accept_transfer",
    "forward",
    "forward_to_competent",
    "hand_over_goods",
    "impose_lead",
    "issue",
    "issue_handover_record",
    "lock_inspection_record",
    "make_record",
    "print_issued",
    "print_newest",
    "receive_returned_file",
    "render_draft",
    "render_report",
    "sign_decision",
]
