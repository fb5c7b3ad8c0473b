"""Numbers of persons: encrypted, found by a keyed hash, shown by their last digits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from facilities.models.facility import Facility
from facilities.models.parts import FacilityPerson
from facilities.models.party import Party
from facilities.states import NumberKind
from kernel.ids import uuid7


class ProtectedNumber(models.Model):
    """An identity number, passport or phone of a party or of a facility's person.

    With `facility` it is the personal number that serves a household or an individual
    as tax code (since 01/7/2025). The whole number is read by `services.reveal_number`
    alone, which asks for a reason and writes an AccessEvent first.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(
        Party, models.CASCADE, null=True, blank=True, related_name="protected_numbers"
    )
    person = models.ForeignKey(
        FacilityPerson,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="protected_numbers",
    )
    facility = models.ForeignKey(
        Facility,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="protected_numbers",
    )
    kind = models.CharField(max_length=20, choices=NumberKind.choices)
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True)
    last4 = models.CharField(max_length=4)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="protected_number_kind_known",
                condition=Q(kind__in=NumberKind.values),
            ),
            models.CheckConstraint(
                name="protected_number_has_one_holder",
                condition=Q(
                    party__isnull=False, person__isnull=True, facility__isnull=True
                )
                | Q(party__isnull=True, person__isnull=False, facility__isnull=True)
                | Q(party__isnull=True, person__isnull=True, facility__isnull=False),
            ),
            models.UniqueConstraint(
                name="protected_tax_number_once",
                fields=["digest"],
                condition=Q(facility__isnull=False, ended_on__isnull=True),
            ),
            models.UniqueConstraint(
                name="protected_tax_number_of_facility",
                fields=["facility"],
                condition=Q(facility__isnull=False, ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        return f"•••• {self.last4}"
