"""Questionnaires sent to a facility before anybody goes, and what came back."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.models.checklists import ChecklistItem, ChecklistVersion
from inspections.models.visits import Inspection
from inspections.protection import closed_with_review, fixed_while, legal_edges
from inspections.querysets import RemoteReviewQuerySet
from inspections.states import REVIEW_EDGES, ReviewState, SendingWay
from kernel.ids import uuid7


class RemoteReview(models.Model):
    """One sending of a questionnaire (kiểm tra từ xa trên dữ liệu điện tử).

    NQ 198/2025/QH15 Điều 4. Its result decides nothing by itself: a satisfied review
    lets the visit be spared by a recorded decision, every other leads on site.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="remote_reviews"
    )
    questionnaire = models.ForeignKey(
        ChecklistVersion, models.PROTECT, related_name="remote_reviews"
    )
    state = models.CharField(
        max_length=10, choices=ReviewState.choices, default=ReviewState.SENT
    )
    sent_on = models.DateField()
    sent_way = models.CharField(max_length=10, choices=SendingWay.choices)
    # The mailbox or the place it went to, as the officer writes it.
    sent_to = models.CharField(max_length=200)
    message = models.TextField(blank=True)
    due_on = models.DateField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    # When the last answer came in.
    received_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RemoteReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="remotereview_state_known",
                condition=Q(state__in=ReviewState.values),
            ),
            models.CheckConstraint(
                name="remotereview_way_known",
                condition=Q(sent_way__in=SendingWay.values),
            ),
            models.CheckConstraint(
                name="remotereview_due_after_sending",
                condition=Q(due_on__gte=F("sent_on")),
            ),
            models.CheckConstraint(
                name="remotereview_result_whole",
                condition=Q(
                    state=ReviewState.SENT,
                    reason="",
                    closed_on__isnull=True,
                    closed_by__isnull=True,
                    closed_at__isnull=True,
                )
                | (
                    ~Q(state=ReviewState.SENT)
                    & ~Q(reason="")
                    & Q(
                        closed_on__isnull=False,
                        closed_by__isnull=False,
                        closed_at__isnull=False,
                    )
                ),
            ),
            models.UniqueConstraint(
                name="remotereview_one_waits",
                fields=["inspection"],
                condition=Q(state=ReviewState.SENT),
            ),
        ]
        triggers = [
            *legal_edges("remotereview", REVIEW_EDGES),
            *fixed_while("remotereview", "OLD.state <> 'SENT'", except_fields=[]),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, {self.sent_on:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        return self.state == ReviewState.SENT

    @property
    def is_satisfied(self) -> bool:
        return self.state == ReviewState.SATISFIED

    def is_overdue_on(self, day: date) -> bool:
        return self.is_open and day > self.due_on

    def unanswered(self) -> list[ChecklistItem]:
        """Questions without an answer, in their order."""
        answered = {answer.item_id for answer in self.answers.all()}
        items = self.questionnaire.items.all()
        return [item for item in items if item.pk not in answered]


class RemoteAnswer(models.Model):
    """What the facility wrote to one question, as it was received."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(RemoteReview, models.PROTECT, related_name="answers")
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="remote_answers"
    )
    text = models.TextField()
    received_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["review", "item__position"]
        constraints = [
            models.UniqueConstraint(
                name="remoteanswer_once", fields=["review", "item"]
            ),
            models.CheckConstraint(
                name="remoteanswer_says_something", condition=~Q(text="")
            ),
        ]
        triggers = closed_with_review("remoteanswer")

    def __str__(self) -> str:
        return self.text


class RemoteFile(models.Model):
    """A file that came with the answers, or with one of them."""

    review = models.ForeignKey(RemoteReview, models.PROTECT, related_name="files")
    item = models.ForeignKey(
        ChecklistItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remote_files",
    )
    evidence_file = models.ForeignKey(
        "evidence.EvidenceFile", models.PROTECT, related_name="remote_links"
    )

    class Meta:
        ordering = ["review", "id"]
        constraints = [
            models.UniqueConstraint(
                name="remotefile_once", fields=["review", "item", "evidence_file"]
            ),
        ]
        triggers = closed_with_review("remotefile")

    def __str__(self) -> str:
        return str(self.evidence_file)
