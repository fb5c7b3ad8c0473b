"""Many papers printed as one file, piece by piece: what was asked, and what came."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from cases.models import Case
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User


class BatchContent(TextChoices):
    ISSUED = "issued", _("All issued papers")
    DECISIONS = "decisions", _("Sanction decisions")
    CASE_REPORT = "case_report", _("Case reports")
    CASE_REPORT_SHORT = "case_report_short", _("Case reports, short form")
    CASE_FILE = "case_file", _("Whole case files")


class BatchOutput(TextChoices):
    PDF = "pdf", _("One PDF")
    ZIP = "zip", _("ZIP with a file for each paper")


class BatchState(TextChoices):
    RUNNING = "RUNNING", _("Being printed")
    DONE = "DONE", _("Printed")
    REMOVED = "REMOVED", _("Removed")


class ItemState(TextChoices):
    WAITING = "WAITING", _("Waiting")
    PRINTED = "PRINTED", _("Printed")
    LEFT_OUT = "LEFT_OUT", _("Left out")


class PrintBatchQuerySet(models.QuerySet["PrintBatch"]):
    def of(self, user: User) -> Self:
        """A batch is its owner's alone."""
        return self.filter(by=user)

    def kept_since_before(self, at: datetime) -> Self:
        """Batches whose files are there and were asked for before a moment."""
        return self.exclude(state=BatchState.REMOVED).filter(created_at__lt=at)


class PrintBatch(models.Model):
    """What one officer asked to be printed together, and its result while it is kept.

    Each record is asked about when its turn comes; what he may not print is an item
    that was left out, without its content.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    content = models.CharField(max_length=20, choices=BatchContent.choices)
    output = models.CharField(max_length=5, choices=BatchOutput.choices)
    state = models.CharField(
        max_length=10, choices=BatchState.choices, default=BatchState.RUNNING
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="print_batches"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="print_batches")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = PrintBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "print batches"
        constraints = [
            models.CheckConstraint(
                name="printbatch_state_known",
                condition=Q(state__in=BatchState.values),
            ),
            models.CheckConstraint(
                name="printbatch_content_known",
                condition=Q(content__in=BatchContent.values)
                & Q(output__in=BatchOutput.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content} {self.pk}"

    @property
    def folder(self) -> Path:
        """Its papers while it runs, then its result."""
        return Path(settings.MEDIA_ROOT) / "print-batches" / str(self.pk)

    @property
    def result(self) -> Path:
        return self.folder / f"result.{self.output}"

    @property
    def file_name(self) -> str:
        """For downloads: ASCII, without anything personal."""
        return f"{self.content}-{self.created_at:%Y%m%d-%H%M}.{self.output}"


class PrintBatchItem(models.Model):
    """One case of a batch in its turn; `refusal` is the code of why it was left out."""

    batch = models.ForeignKey(PrintBatch, models.CASCADE, related_name="items")
    sequence = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ItemState.choices, default=ItemState.WAITING
    )
    refusal = models.CharField(max_length=40, blank=True)
    # File names in the folder of the batch, in their order, each with its title.
    papers = models.JSONField(default=list, blank=True)
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["batch", "sequence"]
        constraints = [
            models.UniqueConstraint(
                name="printbatchitem_once", fields=["batch", "sequence"]
            ),
            models.CheckConstraint(
                name="printbatchitem_state_known",
                condition=Q(state__in=ItemState.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} #{self.sequence}"
