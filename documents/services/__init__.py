"""Paper as acts: signed and printed together, looked at with a trace."""

from documents.services.acts import (
    lock_inspection_record,
    make_record,
    sign_decision,
)
from documents.services.handing_over import (
    accept_lead,
    impose_lead,
    issue_handover_record,
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
    "accept_lead",
    "impose_lead",
    "issue",
    "issue_handover_record",
    "lock_inspection_record",
    "make_record",
    "print_issued",
    "print_newest",
    "render_draft",
    "render_report",
    "sign_decision",
]
