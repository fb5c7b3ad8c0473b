"""Papers that an officer drafts, from the first word to the signature."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from agencies import access
from agencies.models import Agency, User
from cases.models import Case
from cases.own_rows import of_agency
from documents.form_ids import FormId
from documents.models.papers import IssuedDocument, own_papers
from documents.policies import OWN_PAPER
from documents.states import OPEN_DRAFTS, DraftState, RevisionKind
from documents.workflow import PaperWorkflow
from inspections.models import Inspection
from kernel.ids import uuid7


class PaperDraftQuerySet(models.QuerySet["PaperDraft"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Drafts of the own agency in files that the officer sees whole.

        With those of no file, for who reads what the agency itself writes.
        """
        cases = Case.objects.visible_as(("case.view_full",), user, at).order_by()
        visits = Inspection.objects.visible_to(user, at).order_by()
        inside = Q(drafted_by=user) | Q(submitted_to=user)
        inside |= of_agency("agency", user, at)
        inside |= Q(drafted_by__agency=user.agency_id)
        seen = Q(case__in=cases.values("pk")) | Q(inspection__in=visits.values("pk"))
        return self.filter(inside).filter(seen | own_papers(user, at))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_DRAFTS)

    def waiting_for(self, user: User, at: datetime) -> Self:
        """What this officer is asked to sign."""
        return self.visible_to(user, at).filter(
            state=DraftState.SUBMITTED, submitted_to=user
        )

    def for_list(self) -> Self:
        return self.select_related(
            "agency",
            "case",
            "inspection",
            "drafted_by",
            "submitted_to",
            "issued",
        )

    def for_act(self) -> Self:
        """With what its services ask and print."""
        return self.select_related(
            "agency__parent",
            "case__lead_agency__parent",
            "case__competent_authority__parent",
            "inspection__agency__parent",
            "drafted_by__agency",
            "submitted_to",
            "returned_by",
            "issued",
            "revises__template",
        )


class PaperDraft(PaperWorkflow):
    """A paper that an officer drafts for a signature; `about` is its subject's key.

    Of a case, of a visit, or of the agency itself: then it has neither. `values` are
    the blanks by name as JSON has them. Bases and recipients are None while they are
    those of the template.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.CharField(max_length=40, choices=FormId.choices)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="paper_drafts"
    )
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="paper_drafts"
    )
    about = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="paper_drafts")
    is_signed_by_maker = models.BooleanField()
    values = models.JSONField(default=dict, blank=True)
    legal_bases = models.JSONField(null=True, blank=True)
    recipients = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField(blank=True)
    withdraw_reason = models.TextField(blank=True)
    issued = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, related_name="drafted_as"
    )
    # What it does to a paper that was issued, and why.
    revises = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, related_name="revising_drafts"
    )
    revision_kind = models.CharField(
        max_length=20, choices=RevisionKind.choices, blank=True
    )
    revision_reason = models.TextField(blank=True)

    objects = PaperDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(
                fields=["drafted_by", "-updated_at", "-id"], name="paperdraft_mine"
            ),
            models.Index(
                fields=["submitted_to"],
                name="paperdraft_waiting",
                condition=Q(state="SUBMITTED"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="paperdraft_of_one_record",
                condition=Q(case__isnull=True) | Q(inspection__isnull=True),
            ),
            # Two would say different things of the same year.
            models.UniqueConstraint(
                name="paperdraft_own_open_once",
                fields=["agency", "form", "about"],
                condition=Q(case__isnull=True, inspection__isnull=True)
                & Q(state__in=OPEN_DRAFTS),
            ),
            models.CheckConstraint(
                name="paperdraft_state_known",
                condition=Q(state__in=DraftState.values),
            ),
            models.CheckConstraint(
                name="paperdraft_issued_with_its_paper",
                condition=Q(state="ISSUED", issued__isnull=False)
                | (~Q(state="ISSUED") & Q(issued__isnull=True)),
            ),
            models.CheckConstraint(
                name="paperdraft_submitted_to_another",
                condition=Q(submitted_to__isnull=True)
                | ~Q(submitted_to=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="paperdraft_revises_with_reason",
                condition=Q(revises__isnull=True)
                | (~Q(revision_kind="") & ~Q(revision_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_form_display())

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_DRAFTS

    @property
    def is_of_agency(self) -> bool:
        return self.case_id is None and self.inspection_id is None

    @property
    def number(self) -> str:
        """What a paper of the agency is known by: the year of its report.

        A letter about an issued paper takes that of the paper.
        """
        if self.revises is not None and self.about == str(self.revises_id):
            return str(self.revises.drafted_as.number)
        return str(self.about)

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """How an officer stands to a paper of the agency itself."""
        own = access.shares_relations_of(actor, self.agency, at)
        return frozenset({OWN_PAPER}) if own else frozenset()
