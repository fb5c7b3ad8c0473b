"""The state machines: the case's own, and the small ones of what runs beside it."""

from cases.workflow.case import CaseWorkflow
from cases.workflow.parts import (
    ComplaintWorkflow,
    ExpertWorkflow,
    PartWorkflow,
    ReliefWorkflow,
    SeizureWorkflow,
    TaskWorkflow,
    TransferWorkflow,
)

__all__ = [
    "CaseWorkflow",
    "ComplaintWorkflow",
    "ExpertWorkflow",
    "PartWorkflow",
    "ReliefWorkflow",
    "SeizureWorkflow",
    "TaskWorkflow",
    "TransferWorkflow",
]
