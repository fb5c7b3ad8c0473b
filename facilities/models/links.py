"""What records share, and the links that it proposes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from facilities.models.facility import Facility
from facilities.querysets import LinkQuerySet
from facilities.states import LinkKind, LinkSource, LinkState
from kernel.ids import uuid7


class LinkKey(models.Model):
    """One thing that a record names, written one way; kept by `services.linking`.

    `source_id` is the facility, visit or case that names it. Visits and cases lie above
    the registry: no foreign key can point there, and who may see one is asked there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    value = models.CharField(max_length=200)
    shown = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=LinkSource.choices)
    source_id = models.UUIDField()
    # Where it is or was found; empty for a case without a facility.
    facility = models.ForeignKey(
        Facility, models.CASCADE, null=True, related_name="link_keys"
    )

    class Meta:
        ordering = ["kind", "value", "id"]
        indexes = [models.Index(fields=["source_id"], name="link_key_of_source")]
        constraints = [
            models.UniqueConstraint(
                name="link_key_once", fields=["kind", "value", "source_id"]
            ),
            models.CheckConstraint(
                name="link_key_kind_known", condition=Q(kind__in=LinkKind.values)
            ),
            models.CheckConstraint(
                name="link_key_source_known", condition=Q(source__in=LinkSource.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shown}"


class Link(models.Model):
    """Two records that share a thing: proposed, then confirmed or rejected by somebody.

    The one with the smaller source id stands first, so that a pair is one row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    value = models.CharField(max_length=200)
    shown = models.CharField(max_length=200)
    one_source = models.CharField(max_length=10, choices=LinkSource.choices)
    one_source_id = models.UUIDField()
    one_facility = models.ForeignKey(
        Facility, models.CASCADE, null=True, related_name="+"
    )
    other_source = models.CharField(max_length=10, choices=LinkSource.choices)
    other_source_id = models.UUIDField()
    other_facility = models.ForeignKey(
        Facility, models.CASCADE, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=LinkState.choices, default=LinkState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        indexes = [
            models.Index(fields=["one_facility"], name="link_one_facility"),
            models.Index(fields=["other_facility"], name="link_other_facility"),
            models.Index(fields=["one_source_id"], name="link_one_source"),
            models.Index(fields=["other_source_id"], name="link_other_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="link_once",
                fields=["kind", "value", "one_source_id", "other_source_id"],
            ),
            models.CheckConstraint(
                name="link_in_order",
                condition=Q(one_source_id__lt=F("other_source_id")),
            ),
            models.CheckConstraint(
                name="link_state_known", condition=Q(state__in=LinkState.values)
            ),
            models.CheckConstraint(
                name="link_settled_with_a_reason",
                condition=Q(state=LinkState.PROPOSED, settled_by__isnull=True)
                | ~Q(state=LinkState.PROPOSED)
                & Q(settled_by__isnull=False, settled_at__isnull=False)
                & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shown}"

    @property
    def is_open(self) -> bool:
        return self.state == LinkState.PROPOSED

    @property
    def ends(self) -> tuple[tuple[str, Any, Facility | None], ...]:
        """(source, its id, facility) of both."""
        return (
            (self.one_source, self.one_source_id, self.one_facility),
            (self.other_source, self.other_source_id, self.other_facility),
        )
