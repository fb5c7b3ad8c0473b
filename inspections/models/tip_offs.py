"""What somebody reports before there is a case, and who reported it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.access import OWN_AGENCY, shares_relations_of
from agencies.models import Agency, Ward
from audit.protection import insert_only
from inspections.querysets import TipOffQuerySet
from inspections.states import TipOffChannel, TipOffState
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User

TIP_OFF_REGISTER = "TT"


class TipOff(models.Model):
    """Tin báo: taken by one agency, addressed to one; it may become a case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=40, unique=True, editable=False)
    taken_by_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="tip_offs_taken"
    )
    # Who triages it.
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="tip_offs")
    channel = models.CharField(max_length=15, choices=TipOffChannel.choices)
    text = models.TextField()
    place = models.CharField(max_length=300, blank=True)
    ward = models.ForeignKey(
        Ward, models.PROTECT, null=True, blank=True, related_name="+"
    )
    facility = models.ForeignKey(
        "facilities.Facility",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tip_offs",
    )
    is_online = models.BooleanField(default=False)
    urls = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    files = models.ManyToManyField("evidence.EvidenceFile", related_name="tip_offs")
    state = models.CharField(
        max_length=10, choices=TipOffState.choices, default=TipOffState.NEW
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField()
    taken_on = models.DateField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_reason = models.TextField(blank=True)

    objects = TipOffQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="tip_off_state_known", condition=Q(state__in=TipOffState.values)
            ),
            models.CheckConstraint(
                name="tip_off_channel_known",
                condition=Q(channel__in=TipOffChannel.values),
            ),
            models.CheckConstraint(
                name="tip_off_settled_by_somebody",
                condition=Q(state=TipOffState.NEW, settled_at__isnull=True)
                | ~Q(state=TipOffState.NEW) & Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state == TipOffState.NEW

    @property
    def has_informant(self) -> bool:
        """Somebody is known; who, stays in a table of its own."""
        return Informant.objects.filter(tip_off=self).exists()

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        if shares_relations_of(actor, self.to_agency, at):
            return frozenset({OWN_AGENCY})
        return frozenset({"none"})


class Informant(models.Model):
    """Who reported: encrypted, of the agency that took the report, never searched."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tip_off = models.OneToOneField(
        TipOff, models.PROTECT, related_name="informant_kept"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    sealed_name = models.BinaryField()
    sealed_contact = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        triggers = insert_only("informant")

    def __str__(self) -> str:
        return "•••"
