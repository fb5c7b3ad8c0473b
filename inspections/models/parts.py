"""Pieces that plans and visits share."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from inspections.states import ContentTag


def content_field() -> ArrayField[list[str], list[str]]:
    """What is looked at, as a list of `ContentTag`."""
    return ArrayField(
        models.CharField(max_length=20, choices=ContentTag.choices), default=list
    )


class YearlyException(models.Model):
    """Kept although it clashes with another visit of the year: why, and who said so.

    NQ 198/2025/QH15 Điều 4 allows it on clear signs of a violation. `clashes_with` is
    what stood against it at that moment, in words.
    """

    exception_reason = models.TextField(blank=True)
    exception_evidence = models.ForeignKey(
        "evidence.EvidenceFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    exception_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    exception_at = models.DateTimeField(null=True, blank=True)
    clashes_with = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_exception_whole",
                condition=Q(
                    exception_reason="",
                    exception_by__isnull=True,
                    exception_at__isnull=True,
                )
                | (
                    ~Q(exception_reason="")
                    & Q(exception_by__isnull=False, exception_at__isnull=False)
                ),
            ),
        ]

    @property
    def is_exception(self) -> bool:
        return bool(self.exception_reason)


class SignedPaper(models.Model):
    """An act with a number in a register of an agency; the printout is in documents.

    `code` is how the paper's number begins; the sign after it belongs to the agency.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    # The signer as he signed: officers change title and agency.
    signer_title = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_number_once",
                fields=["agency", "register", "year", "number"],
            ),
        ]

    @property
    def code(self) -> str:
        """As it is spoken of, below ten with a leading zero: "05/2026"."""
        return f"{self.number:02d}/{self.year}"
