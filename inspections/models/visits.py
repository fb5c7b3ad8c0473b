"""Visits: one mission to one facility, planned or ad hoc, with its team."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from agencies.access import OWN_AGENCY
from audit.protection import frozen_except
from facilities.search import words_of
from inspections import policies, yearly
from inspections.models.checklists import ChecklistItem, ChecklistVersion
from inspections.models.parts import SignedPaper, YearlyException, content_field
from inspections.protection import closed_with_record, fixed_while, legal_edges
from inspections.querysets import VISIT_WORDS, InspectionQuerySet
from inspections.states import (
    CLEAR_SIGN_GROUNDS,
    OPEN_VISIT_STATES,
    VISIT_EDGES,
    AnswerResult,
    Ground,
    Mode,
    PlanKind,
    VisitState,
)
from inspections.workflow import VisitWorkflow
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User
    from inspections.models.field_records import FieldConflict
    from inspections.models.remote_reviews import RemoteReview


class Inspection(YearlyException, VisitWorkflow):
    """Cuộc thanh tra, kiểm tra; "visit" in texts, addresses and actions.

    Written by `inspections.services` only. `year` is the year it is counted in: that
    of its plan, or of its day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=20, unique=True)
    year = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="inspections"
    )
    plan_item = models.ForeignKey(
        "inspections.PlanItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
    )
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="inspections"
    )
    ground = models.CharField(max_length=20, choices=Ground.choices)
    ground_text = models.TextField(blank=True)
    # The concluded visit whose recommendations are looked after.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    # Uses up the year's one visit; for a follow-up as the setting said when it was
    # opened.
    counts_yearly = models.BooleanField(default=True)
    kind = models.CharField(max_length=20, choices=PlanKind.choices)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    # As the paper's title names it, after "Kiểm tra".
    subject = models.CharField(max_length=300, blank=True)
    content = content_field()
    checklist_version = models.ForeignKey(
        ChecklistVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
    )
    scheduled_on = models.DateField()
    # Where it happens; the ward decides which commune sees it.
    place = models.CharField(max_length=300, blank=True)
    ward = models.ForeignKey(
        "agencies.Ward",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    remote_result = models.TextField(blank=True)
    remote_reviewed_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)
    draft_conclusion_received_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-scheduled_on", "-id"]
        indexes = [
            models.Index(
                fields=["agency", "state", "scheduled_on"], name="visit_of_agency"
            ),
            models.Index(fields=["facility", "year"], name="visit_of_facility"),
            GinIndex(words_of(*VISIT_WORDS), name="visit_search"),
        ]
        constraints = [
            *YearlyException.Meta.constraints,
            models.CheckConstraint(
                name="inspection_state_known",
                condition=Q(state__in=VisitState.values),
            ),
            models.CheckConstraint(
                name="inspection_ground_known",
                condition=Q(ground__in=Ground.values),
            ),
            models.CheckConstraint(
                name="inspection_kind_known", condition=Q(kind__in=PlanKind.values)
            ),
            models.CheckConstraint(
                name="inspection_mode_known", condition=Q(mode__in=Mode.values)
            ),
            models.CheckConstraint(
                name="inspection_planned_or_grounded",
                condition=Q(ground=Ground.PLAN, plan_item__isnull=False)
                | (
                    ~Q(ground=Ground.PLAN)
                    & Q(plan_item__isnull=True)
                    & ~Q(ground_text="")
                ),
            ),
            models.CheckConstraint(
                name="inspection_follows_a_conclusion",
                condition=Q(ground=Ground.FOLLOW_UP, follows__isnull=False)
                | (
                    ~Q(ground=Ground.FOLLOW_UP)
                    & Q(follows__isnull=True, counts_yearly=True)
                ),
            ),
            models.CheckConstraint(
                name="inspection_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="inspection_started_when_under_way",
                condition=Q(started_at__isnull=False)
                | Q(
                    state__in=[
                        VisitState.PLANNED,
                        VisitState.DECIDED,
                        VisitState.CANCELLED,
                    ]
                ),
            ),
            models.UniqueConstraint(
                name="inspection_one_per_item",
                fields=["plan_item"],
                condition=~Q(state=VisitState.CANCELLED),
            ),
        ]
        triggers = [
            *legal_edges("inspection", VISIT_EDGES),
            *fixed_while(
                "inspection",
                "OLD.state IN ('RECORDED', 'CONCLUDED')",
                except_fields=[
                    "state",
                    "draft_conclusion_received_on",
                    "version",
                    "updated_at",
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.number

    # --- What the rules ask

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """Own agency's visits, and those of whose team the officer is a member."""
        found = policies.relations((self.agency,), actor, at)
        if self.has_member(actor):
            found |= {OWN_AGENCY}
        if self.ward_id and self.ward_id == actor.agency.ward_id:
            found |= {policies.TERRITORY}
        return found

    def has_member(self, user: User) -> bool:
        return any(member.officer_id == user.pk for member in self.team.all())

    @property
    def lead(self) -> TeamMember | None:
        return next((member for member in self.team.all() if member.is_lead), None)

    @property
    def lead_id(self) -> int | None:
        """The officer who leads the team; None while there is none."""
        lead = self.lead
        return lead.officer_id if lead else None

    @property
    def last_review(self) -> RemoteReview | None:
        """The questionnaire sent last; prefetch `remote_reviews` for lists."""
        sent = self.remote_reviews.all()
        return max(sent, key=lambda review: (review.sent_at, review.pk), default=None)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_VISIT_STATES

    @property
    def is_follow_up(self) -> bool:
        return self.ground == Ground.FOLLOW_UP

    @property
    def is_ad_hoc(self) -> bool:
        return self.ground != Ground.PLAN

    @property
    def has_clear_signs(self) -> bool:
        """The law's exception to the once-a-year rule."""
        return self.ground in CLEAR_SIGN_GROUNDS

    @property
    def is_locked(self) -> bool:
        return self.state in {VisitState.RECORDED, VisitState.CONCLUDED}

    @property
    def is_joint(self) -> bool:
        """Members of several agencies (đoàn liên ngành)."""
        return len({member.agency_id for member in self.team.all()}) > 1

    @property
    def findings_count(self) -> int:
        return sum(finding.is_standing for finding in self.findings.all())

    def has_findings(self) -> bool:
        return self.findings.standing().exists()

    def open_conflicts(self) -> list[FieldConflict]:
        """Questions that two officers answered differently, not settled yet."""
        rows = self.field_conflicts.open().select_related("item")
        return list(rows.order_by("item__position"))

    def unanswered_questions(self) -> list[ChecklistItem]:
        """Questions of the checklist without a current answer, in their order."""
        if self.checklist_version_id is None:
            return []
        answered = self.answers.current().values("item")
        return list(
            ChecklistItem.objects.filter(version=self.checklist_version_id)
            .exclude(pk__in=answered)
            .order_by("position")
        )

    def failures_without_photo(self) -> list[ChecklistItem]:
        """Failed questions that ask for a photo and have none, in their order."""
        failed = (
            self.answers.current()
            .filter(result=AnswerResult.FAIL, item__requires_photo_on_fail=True)
            .exclude(
                Q(evidence_links__isnull=False)
                | Q(
                    findings__evidence_links__isnull=False,
                    findings__withdrawn_at__isnull=True,
                )
            )
        )
        return list(
            ChecklistItem.objects.filter(answers__in=failed).order_by("position")
        )

    def failures_without_note(self) -> list[ChecklistItem]:
        """Failed questions that ask for a note and have none, in their order."""
        failed = self.answers.current().filter(
            result=AnswerResult.FAIL, item__requires_note_on_fail=True, note=""
        )
        return list(
            ChecklistItem.objects.filter(answers__in=failed).order_by("position")
        )

    def engagement(self) -> yearly.Engagement:
        """The visit as the once-a-year rule counts it."""
        return yearly.Engagement(
            id=self.pk,
            kind=self.kind,
            content=frozenset(self.content),
            agency_name=self.agency.short_name,
            source=self.number,
            facility_name=self.facility.name,
            window=f"{self.scheduled_on:%d/%m/%Y}",
        )


class TeamMember(models.Model):
    """An officer in a team, with title and agency as they are on that visit."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="team_memberships"
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    is_lead = models.BooleanField(default=False)
    # Who writes the minutes (thư ký, người ghi biên bản).
    is_secretary = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["inspection", "-is_lead", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="teammember_once", fields=["inspection", "officer"]
            ),
            models.UniqueConstraint(
                name="teammember_one_lead",
                fields=["inspection"],
                condition=Q(is_lead=True),
            ),
        ]
        triggers = closed_with_record("teammember")

    def __str__(self) -> str:
        return self.officer.full_name


class InspectionDecision(SignedPaper):
    """Quyết định kiểm tra (thanh tra): the signed act that opens the visit."""

    REGISTER = "QD-KT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.OneToOneField(
        Inspection, models.PROTECT, related_name="decision"
    )
    # When the facility received it; at the latest when the visit is announced.
    served_on = models.DateField(null=True, blank=True)

    class Meta(SignedPaper.Meta):
        ordering = ["-signed_on", "id"]
        constraints = [
            *SignedPaper.Meta.constraints,
            models.CheckConstraint(
                name="inspectiondecision_served_after_signing",
                condition=Q(served_on__isnull=True) | Q(served_on__gte=F("signed_on")),
            ),
        ]
        triggers = fixed_while(
            "inspectiondecision",
            "TRUE",
            except_fields=["served_on"],
        )


class InspectionConclusion(SignedPaper):
    """Kết luận: 15 days from the receipt of its draft (Điều 36 Luật Thanh tra 2025)."""

    REGISTER = "KL-KT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.OneToOneField(
        Inspection, models.PROTECT, related_name="conclusion"
    )
    text = models.TextField()
    published_on = models.DateField(null=True, blank=True)

    class Meta(SignedPaper.Meta):
        ordering = ["-signed_on", "id"]
        constraints = [
            *SignedPaper.Meta.constraints,
            models.CheckConstraint(
                name="inspectionconclusion_says_something", condition=~Q(text="")
            ),
        ]
        # Signed it is fixed; it may be published later, once.
        triggers = [
            *frozen_except("inspectionconclusion", "published_on"),
            *fixed_while(
                "publishedconclusion",
                "OLD.published_on IS NOT NULL",
                except_fields=[],
            ),
        ]
