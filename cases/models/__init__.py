"""Violation cases: the matter, who is in it, what was decided, and its history."""

from cases.models.case import Case
from cases.models.conduct import CaseEvidence, CaseFinding, CaseViolation
from cases.models.decision import (
    AuthorityConfirmation,
    DecisionDraft,
    DecisionItem,
    Delivery,
    DraftAct,
    NoSanctionDecision,
    Payment,
    SanctionDecision,
    SanctionedAct,
)
from cases.models.history import CaseEvent, Deadline, Proposal
from cases.models.people import Assignment, Participation, Respondent
from cases.models.record import Explanation, ViolationRecord

__all__ = [
    "Assignment",
    "AuthorityConfirmation",
    "Case",
    "CaseEvent",
    "CaseEvidence",
    "CaseFinding",
    "CaseViolation",
    "Deadline",
    "DecisionDraft",
    "DecisionItem",
    "Delivery",
    "DraftAct",
    "Explanation",
    "NoSanctionDecision",
    "Participation",
    "Payment",
    "Proposal",
    "Respondent",
    "SanctionDecision",
    "SanctionedAct",
    "ViolationRecord",
]
