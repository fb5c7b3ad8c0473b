"""Who is in a case: agencies, officers, respondents."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from agencies.kinds import SubjectKind
from agencies.models import Agency, User, Ward
from cases.models.case import Case
from cases.searching import RESPONDENT_WORDS, RespondentQuerySet
from facilities.identity_keys import Folded
from facilities.search import words_of
from kernel.ids import uuid7


class Participation(models.Model):
    """A supporting agency, from its invitation on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="participations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="participations")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the agency is asked in, as its card shows it.
    purpose = models.TextField(blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once", fields=["case", "agency"]
            ),
            models.CheckConstraint(
                name="participation_declined_with_reason",
                condition=Q(declined_at__isnull=True) | ~Q(decline_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.agency_id}"

    @property
    def to_agency(self) -> Agency:
        """Who answers: an invitation is answered like a task (row A075)."""
        return self.agency

    @property
    def is_open(self) -> bool:
        """Invited, and neither accepted nor declined."""
        return self.accepted_at is None and self.declined_at is None


class Assignment(models.Model):
    """An officer who handles the case; ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    officer = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="assignments_given"
    )
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assigned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="assignment_once",
                fields=["case", "officer"],
                condition=Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.officer_id}"


class Respondent(models.Model):
    """A party in its part in one case, with name, address and papers as they were."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="respondents")
    party = models.ForeignKey(
        "facilities.Party", models.PROTECT, related_name="respondents"
    )
    subject_kind = models.CharField(max_length=15, choices=SubjectKind.choices)
    name = models.CharField(max_length=250)
    address = models.CharField(max_length=400, blank=True)
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True)
    tax_code = models.CharField(max_length=20, blank=True)
    # Plain particulars as the papers showed them; identity numbers stay with the party.
    particulars = models.JSONField(default=dict, blank=True)

    objects = RespondentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            GinIndex(words_of(*RESPONDENT_WORDS), name="respondent_search"),
            GinIndex(words_of("name"), name="respondent_marked"),
            GinIndex(
                OpClass(Folded("name"), "gin_trgm_ops"), name="respondent_trigram"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="respondent_kind_known",
                condition=Q(subject_kind__in=SubjectKind.values),
            ),
            models.UniqueConstraint(name="respondent_once", fields=["case", "party"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_organisation(self) -> bool:
        """Households are fined as individuals."""
        return self.subject_kind == SubjectKind.ORGANISATION
