"""What was done: acts of the catalogue, the findings and files behind them."""

from django.db import models
from django.db.models import Q

from agencies.models import User
from cases.models.case import Case
from cases.models.people import Respondent
from cases.states import Channel
from kernel.ids import uuid7


class CaseViolation(models.Model):
    """One act of one respondent, or of all where none is named."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="violations")
    behaviour = models.ForeignKey(
        "regulations.ViolationBehaviour", models.PROTECT, related_name="violations"
    )
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, null=True, blank=True, related_name="violations"
    )
    description = models.TextField()
    channel = models.CharField(
        max_length=10, choices=Channel.choices, default=Channel.OFFLINE
    )
    occurred_on = models.DateField()
    # None while the act goes on: the limitation then starts at detection.
    act_ended_on = models.DateField(null=True, blank=True)
    # Titles with their counts, copied from the findings as they were.
    titles = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="violation_channel_known", condition=Q(channel__in=Channel.values)
            )
        ]

    def __str__(self) -> str:
        return str(self.behaviour)

    @property
    def quantity(self) -> int:
        """Copies over all titles."""
        return sum(int(title.get("quantity") or 0) for title in self.titles)

    def is_of(self, respondent: Respondent) -> bool:
        return self.respondent_id in {None, respondent.pk}


class CaseFinding(models.Model):
    """The case grew out of this finding."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="case_findings")
    finding = models.ForeignKey(
        "inspections.Finding", models.PROTECT, related_name="case_findings"
    )
    violation = models.ForeignKey(
        CaseViolation, models.PROTECT, null=True, related_name="case_findings"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="finding_in_one_case", fields=["finding"])
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.finding_id}"


class CaseEvidence(models.Model):
    """A file that belongs to the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="case_evidence")
    file = models.ForeignKey(
        "evidence.EvidenceFile", models.PROTECT, related_name="case_evidence"
    )
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(name="case_evidence_once", fields=["case", "file"])
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.file_id}"
