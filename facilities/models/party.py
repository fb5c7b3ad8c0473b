"""Persons and organisations known to the registry, with or without a facility."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Case, F, Q, When

from agencies.kinds import SubjectKind
from agencies.models import Ward
from facilities.name_order import ViPersonSort, ViSort
from facilities.querysets import PartyQuerySet
from facilities.states import Gender
from kernel.ids import uuid7


class Party(models.Model):
    """A person or an organisation as its papers name it (forms MBB01, MQĐ02).

    Identity numbers and phones are `ProtectedNumber` rows. What a case says of the
    party is a copy in the case, as it was then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    name = models.CharField(max_length=250)
    tax_code = models.CharField(max_length=14, blank=True)

    # A person, or the person behind a household business.
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    born_on = models.DateField(null=True, blank=True)
    nationality = models.CharField(max_length=60, blank=True, default="Việt Nam")
    occupation = models.CharField(max_length=120, blank=True)

    # Where the person lives, or the head office.
    address_text = models.CharField(max_length=300, blank=True)
    ward = models.ForeignKey(
        Ward, models.PROTECT, null=True, blank=True, related_name="parties"
    )
    legacy_address = models.CharField(max_length=300, blank=True)

    business_registration_no = models.CharField(max_length=60, blank=True)
    business_registration_on = models.DateField(null=True, blank=True)
    business_registration_issuer = models.CharField(max_length=200, blank=True)
    founded_on = models.DateField(null=True, blank=True)

    legal_representative_name = models.CharField(max_length=120, blank=True)
    legal_representative_title = models.CharField(max_length=120, blank=True)
    legal_representative_gender = models.CharField(
        max_length=10, choices=Gender.choices, blank=True
    )

    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(editable=False)
    name_key = models.GeneratedField(
        expression=Case(
            When(subject_kind=SubjectKind.INDIVIDUAL, then=ViPersonSort(F("name"))),
            default=ViSort(F("name")),
        ),
        output_field=models.CharField(max_length=600, db_collation="C"),
        db_persist=True,
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "id"]
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["name_key", "id"], name="party_by_name"),
            GinIndex(SearchVector("search_text", config="simple"), name="party_search"),
            GinIndex(
                fields=["search_text"],
                opclasses=["gin_trgm_ops"],
                name="party_search_trigram",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="party_subject_kind_known",
                condition=Q(subject_kind__in=SubjectKind.values),
            ),
            models.CheckConstraint(name="party_named", condition=~Q(name="")),
            models.UniqueConstraint(
                name="party_tax_code_once",
                fields=["tax_code"],
                condition=~Q(tax_code=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date) -> str:
        """The name the party bore on a day, which papers of that day carry."""
        return next(
            (former.name for former in self.former_names.all() if former.held_on(day)),
            self.name,
        )


class FormerName(models.Model):
    """A name that was given up: borne from `valid_from` (null: since ever)."""

    name = models.CharField(max_length=250)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def held_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            day <= self.valid_to
        )


class PartyName(FormerName):
    party = models.ForeignKey(Party, models.CASCADE, related_name="former_names")

    class Meta:
        ordering = ["-valid_to", "-id"]
        constraints = [
            models.CheckConstraint(
                name="party_name_period",
                condition=Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
