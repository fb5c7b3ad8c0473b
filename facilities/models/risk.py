"""What the register says of a facility's risk: a figure that ranks, with its lines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from facilities.models.facility import Facility
from facilities.risk import Line
from kernel.ids import uuid7


class RiskScore(models.Model):
    """The score of one facility from a time on; the newest is `Facility.risk`.

    `lines` are `facilities.risk.Line`s. A new row only when score or lines change.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="risk_scores")
    computed_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["-computed_at", "-id"]
        indexes = [
            models.Index(
                fields=["facility", "-computed_at", "-id"], name="risk_score_newest"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="risk_score_of_a_hundred", condition=Q(score__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id} {self.score}"

    @property
    def explained(self) -> list[Line]:
        return [Line.of(stored) for stored in self.lines]
