"""The print-job log: what a printer took on, may print, has printed and handed out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from facilities.models.facility import Facility
from facilities.models.parts import Licence, Part
from facilities.states import PrintProduct


class PrintJob(Part):
    """One job as the printer's own books show it (registry, section 2).

    Copies of one title. `ended_on` strikes a line that was entered in error; it stays
    readable. What the figures mean is a question: `facilities.print_alarms`.
    """

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="print_jobs")
    product = models.CharField(
        max_length=20, choices=PrintProduct.choices, default=PrintProduct.PUBLICATION
    )
    title = models.CharField(max_length=250)
    publisher = models.CharField(max_length=200, blank=True)
    registration_no = models.CharField(max_length=60, blank=True)
    decision_no = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    # Null: no paper names a quantity.
    licensed_copies = models.PositiveIntegerField(null=True, blank=True)
    contract_no = models.CharField(max_length=60, blank=True)
    is_foreign = models.BooleanField(default=False)
    printed_on = models.DateField()
    printed_copies = models.PositiveIntegerField()
    delivered_copies = models.PositiveIntegerField(default=0)
    # The printer's licence under which it worked.
    licence = models.ForeignKey(
        Licence, models.PROTECT, null=True, blank=True, related_name="print_jobs"
    )

    class Meta:
        ordering = ["-printed_on", "-position", "id"]
        constraints = [
            models.CheckConstraint(
                name="print_job_product_known",
                condition=Q(product__in=PrintProduct.values),
            ),
            models.CheckConstraint(name="print_job_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="print_job_decision_dated",
                condition=Q(decision_no="") | Q(decision_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def needs_decision(self) -> bool:
        """Publications are printed by a decision to publish or a licence (Điều 33)."""
        return self.product != PrintProduct.OTHER
