"""Plans, visits, checklists, findings and minutes."""

from inspections.models.checklist_drafts import ChecklistDraft
from inspections.models.checklists import (
    Checklist,
    ChecklistItem,
    ChecklistVersion,
)
from inspections.models.field_records import (
    FieldBody,
    FieldConflict,
    FieldDevice,
    FieldFile,
    FieldRecord,
)
from inspections.models.findings import (
    Answer,
    Finding,
    FindingEvidence,
    FindingTitle,
    InspectedDevice,
    InspectedPaper,
    InspectedTitle,
    InspectionEvidence,
)
from inspections.models.overlaps import OverlapConflict, Passes
from inspections.models.plan_changes import PlanChange, PlanChangeLine
from inspections.models.plans import (
    InspectionPlan,
    PlanItem,
    engagements_in,
)
from inspections.models.records import InspectionRecord
from inspections.models.remote_reviews import (
    RemoteAnswer,
    RemoteFile,
    RemoteReview,
)
from inspections.models.tip_offs import Informant, TipOff
from inspections.models.visits import (
    Inspection,
    InspectionConclusion,
    InspectionDecision,
    TeamMember,
)

__all__ = [
    "Answer",
    "Checklist",
    "ChecklistDraft",
    "ChecklistItem",
    "ChecklistVersion",
    "FieldBody",
    "FieldConflict",
    "FieldDevice",
    "FieldFile",
    "FieldRecord",
    "Finding",
    "FindingEvidence",
    "FindingTitle",
    "Informant",
    "InspectedDevice",
    "InspectedPaper",
    "InspectedTitle",
    "Inspection",
    "InspectionConclusion",
    "InspectionDecision",
    "InspectionEvidence",
    "InspectionPlan",
    "InspectionRecord",
    "OverlapConflict",
    "Passes",
    "PlanChange",
    "PlanChangeLine",
    "PlanItem",
    "RemoteAnswer",
    "RemoteFile",
    "RemoteReview",
    "TeamMember",
    "TipOff",
    "engagements_in",
]
