"""The violation record (biên bản VPHC) and the explanation that may follow it."""

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from audit.protection import frozen_except, insert_only
from cases.models.case import Case
from cases.states import ExplanationEnd, ExplanationKind, RefusedSignature
from kernel.ids import uuid7


class ViolationRecord(models.Model):
    """Biên bản VPHC (Điều 58 Luật XLVPHC): starts most clocks; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="violation_records")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    number_text = models.CharField(max_length=40)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="records_made")
    made_on = models.DateField()
    made_at_time = models.CharField(max_length=5, blank=True)
    place = models.CharField(max_length=300)
    late_reason = models.TextField(blank=True)
    respondent_signed = models.BooleanField()
    refusal_reason = models.TextField(blank=True)
    second_signer = models.CharField(
        max_length=10, choices=RefusedSignature.choices, blank=True
    )
    second_signer_name = models.CharField(max_length=120, blank=True)
    second_signer_details = models.CharField(max_length=300, blank=True)
    respondent_statement = models.TextField(blank=True)
    witness_statement = models.TextField(blank=True)
    injured_statement = models.TextField(blank=True)
    preventive_measures = models.TextField(blank=True)
    # What the record says of the right to explain (Điều 61), fixed at its making.
    has_explanation_right = models.BooleanField()
    summons = models.CharField(max_length=300, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="violation_record_number", fields=["agency", "year", "number"]
            ),
            models.UniqueConstraint(name="violation_record_once", fields=["case"]),
            models.CheckConstraint(
                name="violation_record_signed",
                condition=Q(respondent_signed=True) | ~Q(second_signer=""),
            ),
        ]
        triggers = insert_only("violation_record")

    def __str__(self) -> str:
        return self.number_text


class Explanation(models.Model):
    """Giải trình (Điều 61 Luật XLVPHC): asked for in time, then given or waived."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="explanations")
    kind = models.CharField(max_length=10, choices=ExplanationKind.choices)
    requested_on = models.DateField()
    request_note = models.TextField(blank=True)
    ended = models.CharField(max_length=10, choices=ExplanationEnd.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["requested_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="explanation_one_open", fields=["case"], condition=Q(ended="")
            ),
            models.CheckConstraint(
                name="explanation_period",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("requested_on")),
            ),
        ]
        triggers = frozen_except("explanation", "ended", "ended_on", "summary")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    @property
    def is_open(self) -> bool:
        return not self.ended


class ExplanationSession(models.Model):
    """Phiên giải trình trực tiếp (Điều 61.3): announced, then held with its minutes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    explanation = models.ForeignKey(
        Explanation, models.PROTECT, related_name="sessions"
    )
    announced_on = models.DateField()
    planned_on = models.DateField()
    place = models.CharField(max_length=300)
    held_on = models.DateField(null=True, blank=True)
    attendees = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["announced_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="session_announced_first",
                condition=Q(planned_on__gte=F("announced_on")),
            ),
            models.CheckConstraint(
                name="session_held_with_minutes",
                condition=Q(held_on__isnull=True)
                | (Q(held_on__gte=F("announced_on")) & ~Q(minutes="")),
            ),
            models.UniqueConstraint(
                name="session_one_waiting",
                fields=["explanation"],
                condition=Q(held_on__isnull=True),
            ),
        ]
        triggers = frozen_except(
            "explanation_session", "held_on", "attendees", "minutes"
        )

    def __str__(self) -> str:
        return f"{self.place}, {self.planned_on:%d/%m/%Y}"


class ExplanationExtension(models.Model):
    """More time for a written explanation, at most five working days (Điều 61.2)."""

    MOST_DAYS = 5

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.OneToOneField(
        ViolationRecord, models.PROTECT, related_name="extension"
    )
    working_days = models.PositiveSmallIntegerField()
    requested_on = models.DateField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="extension_at_most_five_days",
                condition=Q(working_days__gte=1, working_days__lte=5),
            )
        ]
        triggers = insert_only("explanation_extension")

    def __str__(self) -> str:
        return f"{self.record_id}: {self.working_days}"
