"""What a visit saw: answers, findings, titles, papers, devices, and their evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.models.checklists import ChecklistItem
from inspections.models.visits import Inspection
from inspections.protection import closed_with_record, closed_with_record_of_finding
from inspections.querysets import AnswerQuerySet, FindingQuerySet
from inspections.states import AnswerResult, Channel
from kernel.ids import uuid7


class Answer(models.Model):
    """An answer to a question; a second one by anybody leaves the first as history."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="answers")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="answers")
    result = models.CharField(max_length=20, choices=AnswerResult.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["item__position", "-at", "id"]
        constraints = [
            models.CheckConstraint(
                name="answer_result_known",
                condition=Q(result__in=AnswerResult.values),
            ),
            models.UniqueConstraint(
                name="answer_one_current",
                fields=["inspection", "item"],
                condition=Q(is_current=True),
            ),
        ]
        triggers = closed_with_record("answer")

    def __str__(self) -> str:
        return f"{self.item_id}: {self.result}"


class Finding(models.Model):
    """One observed fact, perhaps a behaviour of the catalogue; cases grow from these.

    `act_ended_on` empty: the act goes on. Before the lock a mistaken one is withdrawn,
    after it nothing changes and a supplement says what was wrong.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField()
    answer = models.ForeignKey(
        Answer, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    behaviour = models.ForeignKey(
        "regulations.ViolationBehaviour",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    description = models.TextField()
    channel = models.CharField(
        max_length=10, choices=Channel.choices, default=Channel.OFFLINE
    )
    url = models.CharField(max_length=500, blank=True)
    detected_on = models.DateField()
    act_ended_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    ward = models.ForeignKey(
        "agencies.Ward", models.PROTECT, null=True, blank=True, related_name="findings"
    )
    # Of what is not counted by title: sheets, plates, machines.
    quantity = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "position"]
        constraints = [
            models.CheckConstraint(
                name="finding_channel_known", condition=Q(channel__in=Channel.values)
            ),
            models.CheckConstraint(
                name="finding_described", condition=~Q(description="")
            ),
            models.CheckConstraint(
                name="finding_detected_after_the_end",
                condition=Q(act_ended_on__isnull=True)
                | Q(act_ended_on__lte=F("detected_on")),
            ),
            models.CheckConstraint(
                name="finding_withdrawn_whole",
                condition=Q(
                    withdrawn_at__isnull=True,
                    withdrawn_by__isnull=True,
                    withdrawn_reason="",
                )
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
            ),
            models.UniqueConstraint(
                name="finding_position_once", fields=["inspection", "position"]
            ),
        ]
        triggers = closed_with_record("finding")

    def __str__(self) -> str:
        return self.description

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None

    @property
    def is_ongoing(self) -> bool:
        return self.act_ended_on is None

    @property
    def copies(self) -> int:
        """Copies found, over all titles."""
        return sum(title.found_quantity for title in self.titles.all())


class TitleLine(models.Model):
    """A publication as the minutes list it; quantities are copies (bản)."""

    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    registration_no = models.CharField(max_length=80, blank=True)
    decision_no = models.CharField(max_length=80, blank=True)
    licensed_quantity = models.PositiveIntegerField(null=True, blank=True)
    found_quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=30, default="bản")
    # Null: not asked, or does not apply.
    has_invoices = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_named", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def surplus(self) -> int | None:
        """Copies above the licensed quantity; None where no quantity is licensed."""
        if self.licensed_quantity is None:
            return None
        return max(0, self.found_quantity - self.licensed_quantity)


class FindingTitle(TitleLine):
    """A publication that the finding is about."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="titles")

    class Meta(TitleLine.Meta):
        ordering = ["finding", "id"]
        triggers = closed_with_record_of_finding("findingtitle")


class InspectedTitle(TitleLine):
    """A publication that was looked at and found in order."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="inspected_titles"
    )

    class Meta(TitleLine.Meta):
        ordering = ["inspection", "id"]
        triggers = closed_with_record("inspectedtitle")


class InspectedPaper(models.Model):
    """A licence, contract or register that was asked for, and what was seen."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="inspected_papers"
    )
    name = models.CharField(max_length=300)
    number_and_date = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=300)

    class Meta:
        ordering = ["inspection", "id"]
        triggers = closed_with_record("inspectedpaper")

    def __str__(self) -> str:
        return self.name


class InspectedDevice(models.Model):
    """A machine that was seen; `equipment` empty: it is not in the register."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="inspected_devices"
    )
    equipment = models.ForeignKey(
        "facilities.Equipment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sightings",
    )
    name = models.CharField(max_length=120)
    maker_and_model = models.CharField(max_length=200, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    colours = models.PositiveSmallIntegerField(null=True, blank=True)
    condition = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["inspection", "id"]
        triggers = closed_with_record("inspecteddevice")

    def __str__(self) -> str:
        return self.name


class FindingEvidence(models.Model):
    """A file that shows the finding; one file may show several."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="evidence_links")
    evidence_file = models.ForeignKey(
        "evidence.EvidenceFile", models.PROTECT, related_name="finding_links"
    )

    class Meta:
        ordering = ["finding", "id"]
        constraints = [
            models.UniqueConstraint(
                name="findingevidence_once", fields=["finding", "evidence_file"]
            ),
        ]
        triggers = closed_with_record_of_finding("findingevidence")

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.evidence_file_id}"


class InspectionEvidence(models.Model):
    """A file of the visit as a whole, or of one answer."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="evidence_links"
    )
    evidence_file = models.ForeignKey(
        "evidence.EvidenceFile", models.PROTECT, related_name="inspection_links"
    )
    answer = models.ForeignKey(
        Answer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_links",
    )

    class Meta:
        ordering = ["inspection", "id"]
        constraints = [
            models.UniqueConstraint(
                name="inspectionevidence_once",
                fields=["inspection", "evidence_file", "answer"],
                nulls_distinct=False,
            ),
        ]
        triggers = closed_with_record("inspectionevidence")

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.evidence_file_id}"
