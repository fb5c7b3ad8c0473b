"""Every form that an officer drafts: importing this makes all of them known."""

from documents.forms import (
    confiscation_record,
    delivery_record,
    destruction_record,
    dismissal_notice,
    expert_request,
    explanation_record,
    forward_letter,
    revision_letter,
    seal_record,
    seizure_record,
    submission,
    valuation_record,
    verification_record,
)

__all__ = [
    "confiscation_record",
    "delivery_record",
    "destruction_record",
    "dismissal_notice",
    "expert_request",
    "explanation_record",
    "forward_letter",
    "revision_letter",
    "seal_record",
    "seizure_record",
    "submission",
    "valuation_record",
    "verification_record",
]
