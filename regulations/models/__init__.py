"""Tables of the law, and the proposals by which they change."""

from regulations.models.indicators import CriminalIndicator
from regulations.models.law import (
    AuthorityRule,
    CalendarDay,
    DatedQuerySet,
    DatedRow,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ViolationBehaviour,
)
from regulations.models.proposals import ProposedChange, ReferenceProposal

__all__ = [
    "AuthorityRule",
    "CalendarDay",
    "CriminalIndicator",
    "DatedQuerySet",
    "DatedRow",
    "DeadlineRule",
    "FieldMaximum",
    "LegalSetting",
    "ProposedChange",
    "ReferenceProposal",
    "ViolationBehaviour",
]
