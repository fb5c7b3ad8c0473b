"""Signs of a crime, and what the proceedings bodies decided."""

from django.db import models
from django.db.models import Q

from agencies.models import User
from audit.protection import insert_only
from cases.models.case import Case
from cases.models.joint import Transfer
from cases.states import FigureKind, InvestigationTerm, OutcomeKind
from kernel.ids import uuid7


class CriminalSign(models.Model):
    """Dấu hiệu tội phạm, recorded by an officer: advisory rules may have raised it.

    `indicator` is the rule's code (CI-344b …), empty for a sign that somebody saw;
    `facts` the quantities and values it was read from, as they were.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="criminal_signs")
    indicator = models.CharField(max_length=20, blank=True)
    explanation = models.TextField()
    facts = models.JSONField(default=dict, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_on = models.DateField()

    class Meta:
        ordering = ["recorded_at", "id"]
        triggers = insert_only("criminal_sign")

    def __str__(self) -> str:
        return self.indicator or self.explanation[:40]


class ProceedingsOutcome(models.Model):
    """A decision of a proceedings body in the case: number, date, what it says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="outcomes")
    transfer = models.ForeignKey(
        Transfer, models.PROTECT, null=True, related_name="outcomes"
    )
    kind = models.CharField(max_length=25, choices=OutcomeKind.choices)
    number = models.CharField(max_length=60, blank=True)
    issued_by = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField()
    # When it takes effect: their three working days to return the file start then.
    effective_on = models.DateField()
    received_on = models.DateField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="outcome_kind_known", condition=Q(kind__in=OutcomeKind.values)
            )
        ]
        triggers = insert_only("proceedings_outcome")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class CaseFigure(models.Model):
    """A quantity or value noted for the indicators; the latest of a kind counts.

    `amount` is whole dong, or copies of the publication `title`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="figures")
    kind = models.CharField(max_length=15, choices=FigureKind.choices)
    title = models.CharField(max_length=300, blank=True)
    amount = models.BigIntegerField()
    # How it is known: a valuation, an invoice, a statement, a count.
    basis = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="figure_kind_known", condition=Q(kind__in=FigureKind.values)
            ),
            models.CheckConstraint(name="figure_amount", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="figure_of_a_title",
                condition=Q(kind=FigureKind.BANNED_COPIES) & ~Q(title="")
                | ~Q(kind=FigureKind.BANNED_COPIES) & Q(title=""),
            ),
        ]
        triggers = insert_only("case_figure")

    def __str__(self) -> str:
        return f"{self.kind}: {self.amount}"


class InvestigationExtension(models.Model):
    """The investigating body takes longer (BLTTHS 2015, Điều 147.2)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="extensions")
    term = models.CharField(max_length=10, choices=InvestigationTerm.choices)
    reason = models.TextField()
    number = models.CharField(max_length=60, blank=True)
    extended_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["extended_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="investigation_term_known",
                condition=Q(term__in=InvestigationTerm.values),
            ),
            models.UniqueConstraint(
                name="investigation_extended_once", fields=["transfer", "term"]
            ),
        ]
        triggers = insert_only("investigation_extension")

    def __str__(self) -> str:
        return f"{self.transfer_id}: {self.term}"
