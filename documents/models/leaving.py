"""What happens to papers on their way: sent, revised by later ones, taken in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from audit.protection import insert_only
from cases.models import Case
from documents.models.papers import IssuedDocument
from documents.states import Manner, RevisionKind
from evidence.models import EvidenceFile
from kernel.ids import uuid7


class PaperRevision(models.Model):
    """An issued paper that a later one corrects, replaces or annuls: both stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=RevisionKind.choices)
    old = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="revised_by")
    new = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="revises")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="paperrevision_kind_known",
                condition=Q(kind__in=RevisionKind.values),
            ),
            models.CheckConstraint(
                name="paperrevision_of_another", condition=~Q(old=F("new"))
            ),
            # A paper ends once; it may be corrected several times.
            models.UniqueConstraint(
                name="paperrevision_ends_once",
                fields=["old"],
                condition=~Q(kind="CORRECTION"),
            ),
        ]
        triggers = insert_only("paperrevision")

    def __str__(self) -> str:
        return self.kind


class Dispatch(models.Model):
    """One sending of an issued paper: to whom, how, on which day, with what receipt."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="dispatches"
    )
    manner = models.CharField(max_length=20, choices=Manner.choices)
    recipient = models.CharField(max_length=200)
    sent_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    receipt_no = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="dispatch_manner_known", condition=Q(manner__in=Manner.values)
            ),
            models.CheckConstraint(
                name="dispatch_received_later",
                condition=Q(received_on__isnull=True)
                | Q(received_on__gte=F("sent_on")),
            ),
        ]
        triggers = insert_only("dispatch")

    def __str__(self) -> str:
        return f"{self.recipient} {self.sent_on}"


class IncomingPaper(models.Model):
    """A paper that came in about a case, under the number of its arrival."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="incoming_papers")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    # As its sender numbered it; a letter of a person has none.
    number_text = models.CharField(max_length=60, blank=True)
    sender = models.CharField(max_length=200)
    dated_on = models.DateField(null=True, blank=True)
    received_on = models.DateField()
    title = models.CharField(max_length=300)
    # Its scan: a file of the case like any other, with hash and custody.
    file = models.OneToOneField(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="incomingpaper_number_once", fields=["agency", "year", "number"]
            ),
            models.CheckConstraint(
                name="incomingpaper_came_after",
                condition=Q(dated_on__isnull=True) | Q(dated_on__lte=F("received_on")),
            ),
        ]
        triggers = insert_only("incomingpaper")

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
