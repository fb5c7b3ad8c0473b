"""Violation cases: the matter, who is in it, what was decided, and its history."""

from cases.models.case import Case
from cases.models.complaints import Complaint
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
from cases.models.execution import (
    DecisionRevision,
    EnforcementDecision,
    ExecutionSuspension,
    FineRelief,
    Instalment,
    Reopening,
)
from cases.models.experts import ExpertAssessmentRequest, Valuation
from cases.models.goods import SeizedItem, Seizure, SeizureExtension
from cases.models.history import CaseEvent, Deadline, Proposal
from cases.models.joint import (
    BreakGlass,
    InteragencyTask,
    Note,
    NoteShare,
    Opinion,
    Transfer,
)
from cases.models.people import Assignment, Participation, Respondent
from cases.models.proceedings import (
    CaseFigure,
    CriminalSign,
    InvestigationExtension,
    ProceedingsOutcome,
)
from cases.models.record import (
    Explanation,
    ExplanationExtension,
    ExplanationSession,
    ViolationRecord,
)

__all__ = [
    "Assignment",
    "AuthorityConfirmation",
    "BreakGlass",
    "Case",
    "CaseEvent",
    "CaseEvidence",
    "CaseFigure",
    "CaseFinding",
    "CaseViolation",
    "Complaint",
    "CriminalSign",
    "Deadline",
    "DecisionDraft",
    "DecisionItem",
    "DecisionRevision",
    "Delivery",
    "DraftAct",
    "EnforcementDecision",
    "ExecutionSuspension",
    "ExpertAssessmentRequest",
    "Explanation",
    "ExplanationExtension",
    "ExplanationSession",
    "FineRelief",
    "Instalment",
    "InteragencyTask",
    "InvestigationExtension",
    "NoSanctionDecision",
    "Note",
    "NoteShare",
    "Opinion",
    "Participation",
    "Payment",
    "ProceedingsOutcome",
    "Proposal",
    "Reopening",
    "Respondent",
    "SanctionDecision",
    "SanctionedAct",
    "SeizedItem",
    "Seizure",
    "SeizureExtension",
    "Transfer",
    "Valuation",
    "ViolationRecord",
]
