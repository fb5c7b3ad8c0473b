"""Questions to experts, and the value of the goods."""

from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from audit.protection import frozen_except
from cases.models.case import Case
from cases.states import ExpertState
from cases.workflow import ExpertWorkflow
from kernel.ids import uuid7


class ExpertAssessmentRequest(ExpertWorkflow):
    """Trưng cầu giám định: a verification in the sense of Điều 59 Luật XLVPHC."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="expert_requests")
    body = models.CharField(max_length=200)
    questions = models.TextField()
    items = models.ManyToManyField("evidence.EvidenceItem", related_name="+")
    samples = models.TextField(blank=True)
    sample_seal = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(null=True, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    sent_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    answer_signer = models.CharField(max_length=120, blank=True)
    answer_number = models.CharField(max_length=60, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["requested_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="expert_state_known", condition=Q(state__in=ExpertState.values)
            ),
            models.CheckConstraint(
                name="expert_answered",
                condition=~Q(state=ExpertState.ANSWERED)
                | Q(answered_on__isnull=False) & ~Q(conclusion=""),
            ),
        ]

    def __str__(self) -> str:
        return self.body


class Valuation(models.Model):
    """Định giá tang vật (Điều 60 Luật XLVPHC): fixes value for frame and authority."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="valuations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    # Chair and members as the record of the council names them.
    council = models.JSONField(default=list)
    basis = models.TextField()
    started_on = models.DateField()
    # Goods held for nothing but this valuation (Điều 60.3), from that day.
    held_on = models.DateField(null=True, blank=True)
    valued_on = models.DateField(null=True, blank=True)
    value_vnd = models.BigIntegerField(null=True, blank=True)
    waived_reason = models.TextField(blank=True)
    waived_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="valuation_value",
                condition=Q(value_vnd__isnull=True) | Q(value_vnd__gte=0),
            ),
            models.CheckConstraint(
                name="valuation_whole",
                condition=Q(value_vnd__isnull=True, valued_on__isnull=True)
                | Q(value_vnd__isnull=False, valued_on__isnull=False),
            ),
        ]
        triggers = frozen_except(
            "valuation",
            "valued_on",
            "value_vnd",
            "waived_reason",
            "waived_on",
            "council",
        )

    def __str__(self) -> str:
        return f"{self.basis[:80]}, {self.started_on:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        return self.valued_on is None and not self.waived_reason
