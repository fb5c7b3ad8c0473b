"""Register files on their way into the register, row by row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from facilities import field_cipher, policies
from facilities.doubles import Reason
from facilities.models.facility import Facility
from facilities.querysets import ImportBatchQuerySet, ImportRowQuerySet
from facilities.states import (
    FacilityKind,
    ImportChoice,
    ImportOutcome,
    ImportState,
    ImportVerdict,
)
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User

Cells = list[str | int | float | bool | date | None]


class ImportBatch(models.Model):
    """One file, taken in and undone as a whole. Written by `facilities.imports`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField()
    # The headers as they stand in the file, and what each means ("": left out).
    titles = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    # The activity of all rows, where the file has no column for it.
    default_kind = models.CharField(
        max_length=30, choices=FacilityKind.choices, blank=True
    )
    # Sheets of the file that look like registers too, and are not read.
    passed_over = models.JSONField(default=list)
    state = models.CharField(
        max_length=20, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    rows_count = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports"
    )
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                name="import_state_known", condition=Q(state__in=ImportState.values)
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        return policies.relations(self, actor, at)


@dataclass(frozen=True, slots=True)
class LikelyFacility:
    """A facility that a row may be, with the points and reasons of the check."""

    facility_id: UUID
    score: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "facility": str(self.facility_id),
            "score": self.score,
            "reasons": [reason.as_json() for reason in self.reasons],
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> LikelyFacility:
        reasons = tuple(Reason.of(reason) for reason in stored["reasons"])
        return cls(UUID(stored["facility"]), stored["score"], reasons)


class ImportRow(models.Model):
    """A row of a file; its cells are encrypted, for they hold numbers of persons."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    # Its number in the file, as the spreadsheet counts.
    number = models.PositiveIntegerField()
    # Emptied once the row is in the register.
    sealed = models.BinaryField()
    label = models.CharField(max_length=250, blank=True)
    verdict = models.CharField(
        max_length=10, choices=ImportVerdict.choices, default=ImportVerdict.WAITING
    )
    remarks = models.JSONField(default=list)
    # Rows with an equal key name the same facility.
    tax_key = models.CharField(max_length=80, blank=True)
    place_key = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(
        max_length=10,
        choices=ImportOutcome.choices,
        default=ImportOutcome.NONE,
        blank=True,
    )
    # Facilities of the register that the row may be, the likeliest first.
    likely = models.JSONField(default=list)
    # What the clerk made of them; the row's facility when it is the same.
    choice = models.CharField(
        max_length=10,
        choices=ImportChoice.choices,
        default=ImportChoice.UNDECIDED,
        blank=True,
    )
    facility = models.ForeignKey(Facility, models.SET_NULL, null=True, related_name="+")
    # The facility's version after this row; a later one: somebody went on with it.
    version = models.PositiveIntegerField(null=True)
    # What the row changed, as it was before: for the undo.
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    taken_at = models.DateTimeField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(name="import_row_once", fields=["batch", "number"]),
            models.CheckConstraint(
                name="import_verdict_known",
                condition=Q(verdict__in=ImportVerdict.values),
            ),
            models.CheckConstraint(
                name="import_outcome_known",
                condition=Q(outcome__in=ImportOutcome.values),
            ),
            models.CheckConstraint(
                name="import_choice_known", condition=Q(choice__in=ImportChoice.values)
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "tax_key"], name="import_row_by_tax"),
            models.Index(fields=["batch", "place_key"], name="import_row_by_place"),
            models.Index(
                fields=["batch", "verdict", "outcome", "number"],
                name="import_row_by_state",
            ),
            # Else each chunk would step over all rows that are in already.
            models.Index(
                fields=["batch", "number"],
                condition=Q(
                    verdict__in=(ImportVerdict.GOOD, ImportVerdict.FLAGGED),
                    outcome=ImportOutcome.NONE,
                )
                & ~Q(choice=ImportChoice.SKIP),
                name="import_row_to_take",
            ),
            models.Index(
                fields=["facility"],
                condition=Q(facility__isnull=False),
                name="import_row_of_facility",
            ),
            models.Index(
                fields=["place_key"],
                condition=Q(choice=ImportChoice.SAME),
                name="import_row_chosen",
            ),
            models.Index(
                fields=["batch", "number"],
                condition=~Q(likely=[]),
                name="import_row_doubtful",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}".strip()

    @property
    def likenesses(self) -> list[LikelyFacility]:
        return [LikelyFacility.of(stored) for stored in self.likely]

    @staticmethod
    def sealed_of(cells: Cells, section: str) -> bytes:
        """What `sealed` holds of a row and of the heading that it stands under."""
        plain = [
            {"day": cell.isoformat()} if isinstance(cell, date) else cell
            for cell in cells
        ]
        text = json.dumps([plain, section], ensure_ascii=False, separators=(",", ":"))
        return field_cipher.seal(text)

    @property
    def opened(self) -> tuple[Cells, str]:
        """The cells of the row, and the heading that it stands under."""
        if not self.sealed:
            return [], ""
        plain, section = json.loads(field_cipher.unseal(self.sealed))
        return [_cell(value) for value in plain], section

    @property
    def cells(self) -> Cells:
        return self.opened[0]


def _cell(value: Any) -> Any:
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value
