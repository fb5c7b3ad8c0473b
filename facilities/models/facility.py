"""A place in the register."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from agencies.kinds import SubjectKind
from agencies.models import Ward
from facilities import policies
from facilities.identity_keys import BareName, NameLetters
from facilities.models.party import FormerName, Party
from facilities.name_order import ViPlain, ViSort
from facilities.querysets import FacilityQuerySet
from facilities.search import words_of
from facilities.states import FacilityKind, FacilityStatus
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User
    from facilities.models.parts import Address
    from facilities.models.protected import ProtectedNumber


class Facility(models.Model):
    """A printer, publisher, distributor, photocopy service, platform or online shop.

    Written by `facilities.services` only, which keep `search_text`, `ward` and
    `business_key` in step with the rest.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=30, unique=True)
    kinds = ArrayField(models.CharField(max_length=30, choices=FacilityKind.choices))
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="facilities"
    )
    # A shop found on a platform may be watched before anybody knows whose it is.
    unknown_owner = models.BooleanField(default=False)
    name = models.CharField(max_length=250)
    trade_name = models.CharField(max_length=250, blank=True)
    subject_kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    # Ten digits, or thirteen with a dash for a dependent unit. A personal number that
    # serves as tax code is a person's: a `ProtectedNumber`, never here.
    tax_code = models.CharField(max_length=14, blank=True)
    # The same for all facilities of one enterprise, household or person: the rule of
    # one inspection a year counts by it (NQ 198/2025/QH15, Điều 4).
    business_key = models.CharField(max_length=80, editable=False)
    business_registration_no = models.CharField(max_length=60, blank=True)
    business_registration_on = models.DateField(null=True, blank=True)
    business_registration_issuer = models.CharField(max_length=200, blank=True)

    status = models.CharField(
        max_length=20,
        choices=FacilityStatus.choices,
        default=FacilityStatus.UNVERIFIED,
    )
    status_since = models.DateField()
    # Information technology in management and work (goal II.2 of the province's plan);
    # null: not asked yet.
    uses_it = models.BooleanField(null=True, blank=True)

    # The ward of the first current address: lists and rights need it without a join.
    ward = models.ForeignKey(
        Ward,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="facilities",
    )
    # A double that was merged keeps all it has and is read together with this one,
    # which itself is merged into none.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbed",
    )
    # The newest `RiskScore`; null: not computed yet. It ranks and decides nothing.
    risk = models.SmallIntegerField(null=True, blank=True, editable=False)
    # Some line of it comes from a case or a visit. Never shown: it would tell of them.
    has_sourced_risk = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(editable=False)
    bare_name = models.GeneratedField(
        expression=BareName(F("name")),
        output_field=models.CharField(max_length=600),
        db_persist=True,
    )
    name_key = models.GeneratedField(
        expression=ViSort(F("name")),
        output_field=models.CharField(max_length=600, db_collation="C"),
        db_persist=True,
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = FacilityQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "id"]
        verbose_name_plural = "facilities"
        indexes = [
            models.Index(fields=["name_key", "id"], name="facility_by_name"),
            models.Index(ViPlain("name"), name="facility_by_plain_name"),
            models.Index(
                F("ward"), NameLetters("bare_name"), name="facility_by_letters"
            ),
            models.Index(fields=["business_key"], name="facility_of_business"),
            models.Index(
                F("risk").desc(nulls_last=True),
                "name_key",
                "id",
                name="facility_by_risk",
            ),
            models.Index(
                fields=["id"],
                name="facility_of_sourced_risk",
                condition=Q(has_sourced_risk=True),
            ),
            models.Index(
                fields=["status", "uses_it"],
                name="facility_uses_it",
                condition=Q(merged_into__isnull=True),
            ),
            GinIndex(fields=["kinds"], name="facility_by_kind"),
            GinIndex(
                SearchVector("search_text", config="simple"), name="facility_search"
            ),
            GinIndex(words_of("name", "trade_name"), name="facility_marked"),
            GinIndex(
                fields=["search_text"],
                opclasses=["gin_trgm_ops"],
                name="facility_search_trigram",
            ),
            GinIndex(
                fields=["bare_name"],
                opclasses=["gin_trgm_ops"],
                name="facility_name_trigram",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="facility_kinds_known",
                condition=Q(kinds__contained_by=FacilityKind.values)
                & Q(kinds__len__gte=1),
            ),
            models.CheckConstraint(
                name="facility_subject_kind_known",
                condition=Q(subject_kind__in=SubjectKind.values),
            ),
            models.CheckConstraint(
                name="facility_status_known",
                condition=Q(status__in=FacilityStatus.values),
            ),
            models.CheckConstraint(
                name="facility_risk_of_a_hundred",
                condition=Q(risk__isnull=True) | Q(risk__gte=0, risk__lte=100),
            ),
            models.CheckConstraint(name="facility_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="facility_owner_known_or_not",
                condition=Q(unknown_owner=False) | Q(party__isnull=True),
            ),
            models.CheckConstraint(
                name="facility_tax_code_shape",
                condition=Q(tax_code="") | Q(tax_code__regex=r"^\d{10}(-\d{3})?$"),
            ),
            models.UniqueConstraint(
                name="facility_tax_code_once",
                fields=["tax_code"],
                condition=~Q(tax_code="") & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="facility_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """What the permission table calls the state of the record."""
        return self.status

    @property
    def enterprise_code(self) -> str:
        """Mã số doanh nghiệp: for an organisation the same number as the tax code."""
        is_organisation = self.subject_kind == SubjectKind.ORGANISATION
        return self.tax_code if is_organisation else ""

    @property
    def personal_tax_number(self) -> ProtectedNumber | None:
        """The personal number that serves as tax code; prefetched for lists."""
        numbers = self.protected_numbers.all()
        return next((item for item in numbers if item.ended_on is None), None)

    @property
    def tax_code_shown(self) -> str:
        """The tax code as anybody may see it: a personal number only by its end."""
        personal = None if self.tax_code else self.personal_tax_number
        return personal.masked if personal else self.tax_code

    @property
    def is_online(self) -> bool:
        return policies.is_online(self.kinds)

    @property
    def current_addresses(self) -> list[Address]:
        """Addresses in use, the first one first; prefetch `addresses` for lists."""
        return [item for item in self.addresses.all() if item.ended_on is None]

    @property
    def ward_codes(self) -> frozenset[str]:
        """Wards in which the facility has a place; empty for a shop known online."""
        return frozenset(
            item.ward_id for item in self.current_addresses if item.ward_id
        )

    @property
    def main_address(self) -> Address | None:
        return next(iter(self.current_addresses), None)

    def name_on(self, day: date) -> str:
        """The name the facility bore on a day."""
        return next(
            (former.name for former in self.former_names.all() if former.held_on(day)),
            self.name,
        )

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        return policies.relations(self, actor, at)


class FacilityName(FormerName):
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="former_names")
    bare_name = models.GeneratedField(
        expression=BareName(F("name")),
        output_field=models.CharField(max_length=600),
        db_persist=True,
    )

    class Meta:
        ordering = ["-valid_to", "-id"]
        indexes = [models.Index(fields=["bare_name"], name="former_name_bared")]
        constraints = [
            models.CheckConstraint(
                name="facility_name_period",
                condition=Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
