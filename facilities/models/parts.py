"""What belongs to a facility: addresses, licences, equipment, people, web addresses.

Rows that stop holding are ended, not deleted: visits and cases point at them.
"""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from agencies.models import Ward
from evidence.models import EvidenceFile
from facilities.coordinates import lies_outside
from facilities.identity_keys import BarePlace, Folded, PlaceHouse, PlaceStreet
from facilities.models.facility import Facility
from facilities.models.party import Party
from facilities.part_querysets import LicenceQuerySet
from facilities.querysets import PERSON_WORDS, FacilityPersonQuerySet
from facilities.search import words_of
from facilities.states import (
    AddressKind,
    DeviceClass,
    EquipmentStatus,
    Gender,
    LicenceState,
    LicenceType,
    PersonRole,
    Platform,
)
from kernel.ids import uuid7


class Part(models.Model):
    """A row of a facility with an id of its own; `ended_on` is its last day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # The order in which rows were entered: the first address is the main one.
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class AddressManager(models.Manager["Address"]):
    def get_queryset(self) -> models.QuerySet[Address]:
        """With the ward, whose name is half of the address."""
        return super().get_queryset().select_related("ward")


class Address(Part):
    """A place of the facility; there is no district, the old address stays as text.

    Only a head office may lie outside the wards of the register, then without ward.
    """

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=20, choices=AddressKind.choices)
    text = models.CharField(max_length=300, blank=True)
    ward = models.ForeignKey(
        Ward, models.PROTECT, null=True, blank=True, related_name="addresses"
    )
    legacy_address = models.CharField(max_length=300, blank=True)
    # Degrees of WGS 84; both or neither.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    bare_text = models.GeneratedField(
        expression=BarePlace(F("text")),
        output_field=models.CharField(max_length=600),
        db_persist=True,
    )

    objects = AddressManager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "addresses"
        indexes = [
            models.Index(fields=["ward", "bare_text"], name="address_in_ward"),
            models.Index(F("ward"), PlaceHouse("bare_text"), name="address_of_house"),
            models.Index(F("ward"), PlaceStreet("bare_text"), name="address_in_street"),
        ]
        constraints = [
            models.CheckConstraint(
                name="address_kind_known", condition=Q(kind__in=AddressKind.values)
            ),
            models.CheckConstraint(
                name="address_in_a_ward_or_office_elsewhere",
                condition=Q(ward__isnull=False)
                | Q(kind=AddressKind.HEAD_OFFICE) & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="address_coordinates_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        ward = self.ward.name if self.ward else ""
        return ", ".join(part for part in (self.text, ward) if part)

    @property
    def lies_outside(self) -> bool:
        """Its coordinates point out of the province: to be looked at."""
        return lies_outside(self.latitude, self.longitude)


class Licence(Part):
    """A licence, registration or declaration; the number is text, as printed."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="licences")
    type = models.CharField(max_length=30, choices=LicenceType.choices)
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    # Null: the paper states no end.
    expires_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=LicenceState.choices, default=LicenceState.VALID
    )
    scan = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="licences"
    )
    # Numbers have no national pattern: one number per issuer, type and year.
    issued_year = models.GeneratedField(
        expression=ExtractYear("issued_on"),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    objects = LicenceQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "position", "id"]
        indexes = [
            models.Index(
                fields=["expires_on"],
                name="licence_that_ends",
                condition=Q(ended_on__isnull=True, state="VALID"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="licence_type_known", condition=Q(type__in=LicenceType.values)
            ),
            models.CheckConstraint(
                name="licence_state_known", condition=Q(state__in=LicenceState.values)
            ),
            models.CheckConstraint(
                name="licence_period",
                condition=Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
            ),
            models.UniqueConstraint(
                name="licence_number_once",
                fields=["issuer", "type", "issued_year", "number"],
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_in_force(self) -> bool:
        """Not taken away, not given back; that its time has passed is asked apart."""
        return self.state == LicenceState.VALID and self.ended_on is None

    def is_valid_on(self, day: date) -> bool:
        """In force on the day: issued, not run out, not withdrawn."""
        return (
            self.state == LicenceState.VALID
            and self.issued_on <= day
            and (self.expires_on is None or day <= self.expires_on)
        )


class Equipment(Part):
    """A device of a class of NĐ 72/2022/NĐ-CP; `declared_on` null: not declared."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="equipment")
    device_class = models.CharField(max_length=20, choices=DeviceClass.choices)
    name = models.CharField(max_length=120, blank=True)
    maker = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    colours = models.PositiveSmallIntegerField(null=True, blank=True)
    hs_code = models.CharField(max_length=10, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    status = models.CharField(
        max_length=20, choices=EquipmentStatus.choices, default=EquipmentStatus.IN_USE
    )
    declared_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "equipment"
        constraints = [
            models.CheckConstraint(
                name="equipment_class_known",
                condition=Q(device_class__in=DeviceClass.values),
            ),
            models.CheckConstraint(
                name="equipment_status_known",
                condition=Q(status__in=EquipmentStatus.values),
            ),
        ]

    def __str__(self) -> str:
        described = " ".join(part for part in (self.maker, self.model) if part)
        return self.name or described or self.get_device_class_display()

    @property
    def is_declared(self) -> bool:
        return self.declared_on is not None


class FacilityPerson(Part):
    """Who answers for the facility; phone and papers are `ProtectedNumber` rows."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="people")
    role = models.CharField(max_length=30, choices=PersonRole.choices)
    # Set when the person is a party of the register too.
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="positions"
    )
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    folded_name = models.GeneratedField(
        expression=Folded(F("name")),
        output_field=models.CharField(max_length=300),
        db_persist=True,
    )

    objects = FacilityPersonQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "facility people"
        indexes = [
            models.Index(fields=["folded_name"], name="facility_person_named"),
            GinIndex(words_of(*PERSON_WORDS), name="facility_person_search"),
            GinIndex(words_of("name"), name="facility_person_marked"),
            GinIndex(
                fields=["folded_name"],
                opclasses=["gin_trgm_ops"],
                name="facility_person_trigram",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="facility_person_role_known",
                condition=Q(role__in=PersonRole.values),
            ),
            models.CheckConstraint(name="facility_person_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class FacilityUrl(Part):
    """Website, shop on a platform, fan page."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="urls")
    url = models.CharField(max_length=500)
    platform = models.CharField(max_length=20, choices=Platform.choices)
    shop_id = models.CharField(max_length=120, blank=True)
    # The host of the URL without "www.", kept for searches.
    domain = models.CharField(max_length=255, db_index=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="facility_url_platform_known",
                condition=Q(platform__in=Platform.values),
            ),
            models.UniqueConstraint(
                name="facility_url_once",
                fields=["facility", "url"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.url
