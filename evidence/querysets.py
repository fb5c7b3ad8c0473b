"""Evidence as officers ask for it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F

from evidence import policies
from evidence.kinds import NEEDS_RECEIPT, CustodyLineKind
from kernel.clock import LOCAL_ZONE

if TYPE_CHECKING:
    from agencies.models import User
    from evidence.models import (  # noqa: F401 - the types of their rows
        CustodyLine,
        EvidenceFile,
    )


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Files whose compartment includes the officer.

        Whether the officer may see the record they belong to is that record's question
        and is asked first.
        """
        return self.filter(policies.compartments_of(user, at))

    def valid(self) -> Self:
        """Files that were not marked invalid."""
        return self.filter(invalid_at__isnull=True)

    def received_on(self, day: date) -> Self:
        """Files that arrived on a local day."""
        midnight = datetime.combine(day, time.min, LOCAL_ZONE)
        return self.filter(
            received_at__gte=midnight, received_at__lt=midnight + timedelta(days=1)
        )


class CustodyLineQuerySet(models.QuerySet["CustodyLine"]):
    def without_receipt(self) -> Self:
        """Moves and hand-overs that the other side has not confirmed."""
        return self.filter(
            kind__in=NEEDS_RECEIPT, receipt_no="", confirmation__isnull=True
        )

    def with_open_difference(self) -> Self:
        """Counts that differ from the book and that no agreed count has settled."""
        return self.filter(
            kind=CustodyLineKind.COUNTED, confirmation__isnull=True
        ).exclude(quantity=F("held_after"))

    def unsettled(self) -> Self:
        """What keeps the next step closed: receipts and counts that are missing."""
        return self.without_receipt() | self.with_open_difference()
