"""Checklists: data with versions, fixed once published."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from facilities.states import FacilityKind
from inspections.protection import closed_when_published, fixed_while
from inspections.querysets import ChecklistVersionQuerySet
from inspections.states import ChecklistUse
from kernel.ids import uuid7


def in_language(vi: str, en: str) -> str:
    """The text in the language of the page, Vietnamese where there is no other."""
    return en if en and (get_language() or "vi").startswith("en") else vi


class Checklist(models.Model):
    """What to look at in a kind of facility, or to ask it in writing before a visit.

    The questions are in its versions.
    """

    code = models.CharField(max_length=40, unique=True)
    use = models.CharField(
        max_length=10, choices=ChecklistUse.choices, default=ChecklistUse.VISIT
    )
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    # After "Kiểm tra" in the title of the minutes: statutory paper is Vietnamese.
    subject_vi = models.CharField(max_length=300)
    facility_kinds = ArrayField(
        models.CharField(max_length=30, choices=FacilityKind.choices)
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="checklist_use_known", condition=Q(use__in=ChecklistUse.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_vi, self.title_en)

    @property
    def kinds_shown(self) -> list[str]:
        """The kinds of facility it is for, in words."""
        return [str(FacilityKind(kind).label) for kind in self.facility_kinds]

    @property
    def is_remote(self) -> bool:
        """A questionnaire that the facility answers in writing."""
        return bool(self.use == ChecklistUse.REMOTE)


class ChecklistVersion(models.Model):
    """One edition; visits keep the one they were made with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    # Empty while the questions are being put in; set once, then nothing changes.
    published_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    # SHA-256 of the questions as the data file has them: the loader's memory. Empty
    # while they are drafted.
    content_hash = models.CharField(max_length=64, blank=True)

    objects = ChecklistVersionQuerySet.as_manager()

    class Meta:
        ordering = ["checklist", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="checklistversion_once", fields=["checklist", "number"]
            ),
            models.CheckConstraint(
                name="checklistversion_period",
                condition=Q(withdrawn_on__isnull=True)
                | Q(withdrawn_on__gte=F("published_on")),
            ),
        ]
        triggers = fixed_while(
            "checklistversion",
            "OLD.published_on IS NOT NULL",
            except_fields=["withdrawn_on"],
        )

    def __str__(self) -> str:
        return f"{self.checklist} ({self.number})"


class ChecklistItem(models.Model):
    """A question; `suggests` is the code of the behaviour that a failure points to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(ChecklistVersion, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    # As people call it: the letter of the part and the place in it, "B4".
    number = models.CharField(max_length=8)
    section_vi = models.CharField(max_length=120)
    section_en = models.CharField(max_length=120, blank=True)
    question_vi = models.TextField()
    question_en = models.TextField(blank=True)
    legal_ref = models.CharField(max_length=200, blank=True)
    suggests = models.CharField(max_length=30, blank=True)
    # How to look, in a sentence; beside the question on the phone.
    help_vi = models.TextField(blank=True)
    help_en = models.TextField(blank=True)
    requires_photo_on_fail = models.BooleanField(default=False)
    requires_note_on_fail = models.BooleanField(default=False)
    # Of a questionnaire: a copy or a list is asked for with the answer.
    asks_file = models.BooleanField(default=False)
    # Sentences to choose from when noting a failure.
    phrases = ArrayField(models.TextField(), default=list, blank=True)
    # The question of an earlier version that this one was made from.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                name="checklistitem_position_once", fields=["version", "position"]
            ),
            models.UniqueConstraint(
                name="checklistitem_number_once", fields=["version", "number"]
            ),
        ]
        triggers = closed_when_published("checklistitem")

    def __str__(self) -> str:
        return f"{self.number}. {self.question}"

    @property
    def question(self) -> str:
        return in_language(self.question_vi, self.question_en)

    @property
    def section(self) -> str:
        return in_language(self.section_vi, self.section_en)

    @property
    def help(self) -> str:
        return in_language(self.help_vi, self.help_en)
