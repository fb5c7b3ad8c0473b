"""What a facility is held to do, and what the law asks of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from evidence.models import EvidenceFile
from facilities.models.facility import Facility
from facilities.part_querysets import ObligationQuerySet
from facilities.states import FacilityKind, ObligationKind, ObligationState
from kernel.ids import uuid7
from regulations.kinds import Confidence
from regulations.models import DatedRow
from regulations.standing import Standing


class ObligationRule(DatedRow):
    """What the law asks of facilities of some kinds: packaged, dated, how well known.

    A changed law is a new row; `code` and the first day are its key.
    """

    code = models.CharField(max_length=30)
    kind = models.CharField(max_length=30, choices=ObligationKind.choices)
    facility_kinds = ArrayField(
        models.CharField(max_length=30, choices=FacilityKind.choices)
    )
    text_vi = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400)
    basis = models.CharField(max_length=250)
    is_yearly = models.BooleanField(default=False)

    class Meta(DatedRow.Meta):
        ordering = ["code", F("valid_from").asc(nulls_first=True)]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="obligationrule_once",
                fields=["code", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="obligationrule_kind_known",
                condition=Q(kind__in=ObligationKind.values),
            ),
            models.CheckConstraint(
                name="obligationrule_facility_kinds_known",
                condition=Q(facility_kinds__contained_by=FacilityKind.values)
                & Q(facility_kinds__len__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        is_english = (get_language() or "vi").startswith("en")
        return self.text_en if is_english else self.text_vi

    @property
    def standing(self) -> Standing:
        """How well it is known, as it is said beside every figure of the law."""
        return Standing(Confidence(self.confidence), self.confidence_note, self.basis)

    def is_about(self, kinds: Iterable[str]) -> bool:
        return bool(set(self.facility_kinds) & set(kinds))


class Obligation(models.Model):
    """One thing that a facility is held to do, with its basis; settled with a proof.

    One that recurs every year opens its next year when it is met.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="obligations")
    # The row of the law that it was taken from; null: of this facility alone.
    rule = models.ForeignKey(
        ObligationRule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations",
    )
    kind = models.CharField(max_length=30, choices=ObligationKind.choices)
    text = models.CharField(max_length=400)
    basis = models.CharField(max_length=250)
    since = models.DateField()
    # Null: it holds as long as the facility works.
    due_on = models.DateField(null=True, blank=True)
    is_yearly = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=ObligationState.choices, default=ObligationState.OPEN
    )
    settled_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # How it was met, or why it is waived.
    settled_note = models.CharField(max_length=500, blank=True)
    proof = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="proves"
    )
    created_at = models.DateTimeField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="obligation_due",
                condition=Q(state="OPEN"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="obligation_kind_known",
                condition=Q(kind__in=ObligationKind.values),
            ),
            models.CheckConstraint(
                name="obligation_state_known",
                condition=Q(state__in=ObligationState.values),
            ),
            models.CheckConstraint(
                name="obligation_says_what_and_why",
                condition=~Q(text="") & ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="obligation_due_after_it_begins",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("since")),
            ),
            models.CheckConstraint(
                name="obligation_yearly_has_a_day",
                condition=Q(is_yearly=False) | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="obligation_settled_whole",
                condition=Q(
                    state="OPEN",
                    settled_on__isnull=True,
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                    settled_note="",
                    proof__isnull=True,
                )
                | ~Q(state="OPEN")
                & Q(
                    settled_on__isnull=False,
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="obligation_waived_with_reason",
                condition=~Q(state="WAIVED") | ~Q(settled_note=""),
            ),
            models.UniqueConstraint(
                name="obligation_of_rule_once_open",
                fields=["facility", "rule"],
                condition=Q(state="OPEN"),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == ObligationState.OPEN

    def is_overdue_on(self, day: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < day
