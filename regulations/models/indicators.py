"""Thresholds from which an act may be a crime: advisory, dated, with their source."""

from __future__ import annotations

from fnmatch import fnmatchcase

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.kinds import SubjectKind
from regulations.kinds import AMOUNT_MEASURES, COUNT_MEASURES, IndicatorMeasure
from regulations.models.law import DatedRow

COUNTED = [str(measure) for measure in sorted(AMOUNT_MEASURES | COUNT_MEASURES)]


class CriminalIndicator(DatedRow):
    """One way in which a rule (CI-344b …) is reached; a rule may have several.

    `behaviours` are codes of the catalogue, with `*` for any ending. `threshold` is
    copies of one publication or whole dong, reached or, where `is_exclusive`, exceeded;
    empty where the fact alone counts.
    """

    code = models.CharField(max_length=20)
    title_vi = models.TextField()
    measure = models.CharField(max_length=20, choices=IndicatorMeasure.choices)
    behaviours = ArrayField(models.CharField(max_length=30))
    threshold = models.BigIntegerField(null=True, blank=True)
    is_exclusive = models.BooleanField(default=False)
    # Empty: any subject.
    subject_kind = models.CharField(
        max_length=20, choices=SubjectKind.choices, blank=True
    )
    # Its cases should be open to named officers only.
    is_restricting = models.BooleanField(default=False)
    basis = models.TextField()

    class Meta(DatedRow.Meta):
        ordering = ["code", "measure", F("valid_from").asc(nulls_first=True)]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="criminalindicator_once",
                fields=["code", "measure", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="criminalindicator_measure_known",
                condition=Q(measure__in=IndicatorMeasure.values),
            ),
            models.CheckConstraint(
                name="criminalindicator_threshold",
                condition=Q(measure__in=COUNTED, threshold__gt=0)
                | ~Q(measure__in=COUNTED) & Q(threshold__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.measure})"

    def is_about(self, behaviour_code: str) -> bool:
        return any(fnmatchcase(behaviour_code, code) for code in self.behaviours)

    def is_reached_by(self, amount: int) -> bool:
        """Copies or dong against the threshold; False where there is none."""
        if self.threshold is None:
            return False
        if self.is_exclusive:
            return amount > self.threshold
        return amount >= self.threshold
