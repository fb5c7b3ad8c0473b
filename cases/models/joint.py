"""What agencies do for each other in one case: tasks, opinions, hand-overs, notes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from audit.protection import frozen_except, insert_only
from cases.models.case import Case
from cases.querysets import TaskQuerySet
from cases.states import (
    OPEN_TASKS,
    NoteCompartment,
    Stance,
    TaskKind,
    TaskState,
    TransferKind,
    TransferState,
)
from cases.workflow import PartWorkflow, TaskWorkflow, TransferWorkflow
from kernel.ids import uuid7

# The giver's register of hand-over records.
HAND_OVER_REGISTER = "BB-BG"


class InteragencyTask(TaskWorkflow):
    """Công việc phối hợp: from one agency to another, or inside one.

    A body without users here (platform, expert) is named in `to_body` and gets a
    letter; who asked enters its answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=15, choices=TaskKind.choices)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="tasks_given")
    to_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="tasks_received"
    )
    to_body = models.CharField(max_length=200, blank=True)
    letter_no = models.CharField(max_length=60, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="tasks_asked")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    due_on = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The answer, or the reason for declining or cancelling.
    answer = models.TextField(blank=True)
    files = models.ManyToManyField("evidence.EvidenceFile", related_name="tasks")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="task_state_known", condition=Q(state__in=TaskState.values)
            ),
            models.CheckConstraint(
                name="task_kind_known", condition=Q(kind__in=TaskKind.values)
            ),
            models.CheckConstraint(
                name="task_to_one",
                condition=Q(to_agency__isnull=False, to_body="")
                | Q(to_agency__isnull=True) & ~Q(to_body=""),
            ),
            models.CheckConstraint(
                name="task_due_after_asking", condition=Q(due_on__gte=F("asked_on"))
            ),
            models.CheckConstraint(
                name="task_ended_with_words",
                condition=Q(state__in=sorted(map(str, OPEN_TASKS))) | ~Q(answer=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_agency", "due_on"],
                name="task_box_in",
                condition=Q(state__in=["PROPOSED", "ACCEPTED", "IN_PROGRESS"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TASKS

    def is_overdue_on(self, day: date) -> bool:
        return self.is_open and day > self.due_on


class Opinion(models.Model):
    """Ý kiến của cơ quan phối hợp: one counts per agency, earlier ones are kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="opinions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="opinions")
    stance = models.CharField(max_length=20, choices=Stance.choices)
    text = models.TextField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_on = models.DateField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="opinion_one_current",
                fields=["case", "agency"],
                condition=Q(is_current=True),
            ),
            models.CheckConstraint(
                name="opinion_stance_known", condition=Q(stance__in=Stance.values)
            ),
        ]
        triggers = frozen_except("opinion", "is_current")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.agency_id}"


class Transfer(TransferWorkflow):
    """Bàn giao: a receipt of two sides. Until acceptance the duty stays with the giver.

    A body outside the system is named in `to_body`; its receipt is entered by the
    giver, then the transfer begins as accepted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers")
    kind = models.CharField(max_length=25, choices=TransferKind.choices)
    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="transfers_in"
    )
    to_body = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    # What goes along, line by line as both receipts print it: title, number, sheets.
    papers = models.JSONField(default=list, blank=True)
    items = models.ManyToManyField("evidence.EvidenceItem", related_name="+")
    document_no = models.CharField(max_length=60, blank=True)
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    offered_on = models.DateField()
    # Who stood for the giver, where the receiver enters both sides.
    handed_by = models.CharField(max_length=200, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    # Why it was refused, or the words on what differs from the list.
    answer_reason = models.TextField(blank=True)
    # Where the receiver found otherwise: {"missing": [2], "counts": {item: "11"}}.
    differences = models.JSONField(default=dict, blank=True)
    receipt_no = models.CharField(max_length=60, blank=True)
    # Of the record that both sides print, in the giver's register of its year.
    record_number = models.PositiveIntegerField(null=True, blank=True)
    record_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # The state in which the case left the way: what a returned file goes back to.
    came_from = models.CharField(max_length=50, blank=True)
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="transfer_kind_known", condition=Q(kind__in=TransferKind.values)
            ),
            models.CheckConstraint(
                name="transfer_state_known",
                condition=Q(state__in=TransferState.values),
            ),
            models.CheckConstraint(
                name="transfer_to_one",
                condition=Q(to_agency__isnull=False, to_body="")
                | Q(to_agency__isnull=True) & ~Q(to_body=""),
            ),
            models.CheckConstraint(
                name="transfer_refused_with_reason",
                condition=~Q(state=TransferState.REFUSED) | ~Q(answer_reason=""),
            ),
            models.CheckConstraint(
                name="transfer_differs_in_words",
                condition=Q(differences={}) | ~Q(answer_reason=""),
            ),
            models.UniqueConstraint(
                name="transfer_one_open",
                fields=["case", "kind"],
                condition=Q(state=TransferState.OFFERED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    @property
    def is_open(self) -> bool:
        return bool(self.state == TransferState.OFFERED)

    @property
    def is_accepted(self) -> bool:
        return bool(self.state == TransferState.ACCEPTED)

    @property
    def record_text(self) -> str:
        """The number of the record that both sides print; empty until it is taken."""
        if self.record_number is None:
            return ""
        return f"{self.record_number:02d}/{HAND_OVER_REGISTER}"

    @property
    def holds_the_file(self) -> bool:
        """The file of the case is with the other side, or on the way there."""
        return self.is_open or self.is_accepted


class Note(PartWorkflow):
    """Ghi chú nội bộ: seen in one agency, or by the police, until it is shared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    compartment = models.CharField(max_length=10, choices=NoteCompartment.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    text = models.TextField()
    # Operational detail: shown masked until somebody reveals it with a reason.
    is_operational = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    shared_with = models.ManyToManyField(
        Agency, through="cases.NoteShare", related_name="+"
    )

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="note_compartment_known",
                condition=Q(compartment__in=NoteCompartment.values),
            )
        ]
        triggers = insert_only("note")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.compartment}"


class NoteShare(models.Model):
    """A note was shown to one more agency; that cannot be taken back silently."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="shares")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    shared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()

    class Meta:
        ordering = ["shared_at", "id"]
        constraints = [
            models.UniqueConstraint(name="note_share_once", fields=["note", "agency"])
        ]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.agency_id}"


class BreakGlass(models.Model):
    """A head looked into a case that is not the agency's: for hours, reading only.

    Written once; the trail tells auditor and lead at the same moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="glass_broken")
    officer = models.ForeignKey(User, models.PROTECT, related_name="glass_broken")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at", "id"]
        verbose_name_plural = "broken glass"
        constraints = [
            models.CheckConstraint(
                name="break_glass_ends", condition=Q(expires_at__gt=F("opened_at"))
            )
        ]
        triggers = insert_only("break_glass")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.officer_id}"

    def is_open_at(self, at: datetime) -> bool:
        return self.opened_at <= at < self.expires_at
