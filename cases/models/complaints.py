"""Complaints against decisions and acts in a case."""

from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from cases.models.case import Case
from cases.models.decision import SanctionDecision
from cases.states import OPEN_COMPLAINTS, ComplaintOutcome, ComplaintState
from cases.workflow import ComplaintWorkflow
from kernel.ids import uuid7


class Complaint(ComplaintWorkflow):
    """Khiếu nại (Luật Khiếu nại): filing does not stop execution by itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="complaints")
    decision = models.ForeignKey(
        SanctionDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
    )
    # Another act complained of: a record, a seizure, conduct.
    about = models.CharField(max_length=300, blank=True)
    complainant = models.CharField(max_length=200)
    content = models.TextField()
    filed_on = models.DateField()
    is_late = models.BooleanField(default=False)
    is_complex = models.BooleanField(default=False)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    accepted_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    resolved_on = models.DateField(null=True, blank=True)
    resolution_received_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(
        max_length=10, choices=ComplaintOutcome.choices, blank=True
    )
    reasoning = models.TextField(blank=True)
    # The second level: UBND tỉnh.
    second_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_filed_on = models.DateField(null=True, blank=True)
    second_accepted_on = models.DateField(null=True, blank=True)
    second_resolved_on = models.DateField(null=True, blank=True)
    second_outcome = models.CharField(
        max_length=10, choices=ComplaintOutcome.choices, blank=True
    )
    second_reasoning = models.TextField(blank=True)
    lawsuit_on = models.DateField(null=True, blank=True)
    court_result = models.TextField(blank=True)
    court_result_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["filed_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="complaint_state_known",
                condition=Q(state__in=ComplaintState.values),
            ),
            models.CheckConstraint(
                name="complaint_about_something",
                condition=Q(decision__isnull=False) | ~Q(about=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.complainant}"

    @property
    def is_open(self) -> bool:
        """Somebody still has to settle it; a lawsuit until the court has."""
        if self.state == ComplaintState.LAWSUIT:
            return self.court_result_on is None
        return self.state in OPEN_COMPLAINTS
