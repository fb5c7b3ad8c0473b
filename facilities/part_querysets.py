"""Questions to the licences and the obligations of facilities."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from agencies.kinds import SubjectKind
from facilities import licence_warnings
from facilities.states import (
    COLOUR_COPIERS,
    HELD_STATES,
    LICENCE_OF_KIND,
    EquipmentStatus,
    FacilityKind,
    LicenceState,
    LicenceWarning,
    ObligationState,
)


class LicenceQuerySet(QuerySet[Any]):
    """Licences, by the time they last."""

    def that_last(self) -> Self:
        """In use and valid, of each type at a facility the one that lasts longest.

        With `at`, the id of the record at which the facility is read.
        """
        valid = self.model._default_manager.filter(
            ended_on__isnull=True, state=LicenceState.VALID
        )
        longer = valid.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gt=OuterRef("expires_on")),
            type=OuterRef("type"),
        )
        return (
            self.filter(ended_on__isnull=True, state=LicenceState.VALID)
            .annotate(at=Coalesce("facility__merged_into_id", "facility_id"))
            .exclude(Exists(longer.filter(facility=OuterRef("at"))))
            .exclude(Exists(longer.filter(facility__merged_into=OuterRef("at"))))
        )

    def with_warning(self, warning: str, *, on: date, days: int) -> Self:
        """That have run out on a day, or end within `days` from it."""
        if warning == LicenceWarning.RUN_OUT:
            return self.filter(expires_on__lt=on)
        return self.filter(expires_on__range=(on, licence_warnings.last_day(on, days)))


class ObligationQuerySet(QuerySet[Any]):
    """What facilities are held to do."""

    def open(self) -> Self:
        return self.filter(state=ObligationState.OPEN)

    def overdue_on(self, day: date) -> Self:
        """Open, and their day has passed."""
        return self.open().filter(due_on__lt=day)

    def of_facility(self, facility: Any) -> Self:
        """Of a facility and of the records that were merged into it.

        Open ones first, the earliest day on top, those without a day after it.
        """
        rows = self.filter(Q(facility=facility) | Q(facility__merged_into=facility))
        return rows.select_related(
            "facility", "rule", "proof__stored_file", "settled_by"
        ).order_by(
            Case(When(state=ObligationState.OPEN, then=0), default=1),
            F("due_on").asc(nulls_last=True),
            "-since",
            "id",
        )


def lacks_a_licence(facilities: type[Model]) -> Q:
    """Of facilities: a licence that the law asks of one of their kinds is not there."""
    licences = _rows(facilities, "licences")
    held = licences.filter(ended_on__isnull=True, state__in=HELD_STATES)
    lacks = Q(pk__in=[])
    for kind, type_ in LICENCE_OF_KIND.items():
        if kind == FacilityKind.NON_COMMERCIAL_ISSUER:
            continue
        fitting = held.filter(type__in=licence_warnings.covering(type_))
        lacks |= Q(kinds__contains=[kind]) & _asks(facilities, kind) & ~_has(fitting)
    return lacks


def _asks(facilities: type[Model], kind: str) -> Q:
    """`licence_warnings.asked_of` as a question to the database."""
    if kind == FacilityKind.DISTRIBUTOR:
        return Q(subject_kind=SubjectKind.ORGANISATION)
    if kind == FacilityKind.PHOTOCOPY:
        copiers = _rows(facilities, "equipment").filter(
            device_class__in=COLOUR_COPIERS, ended_on__isnull=True
        )
        return _has(copiers.exclude(status=EquipmentStatus.GONE))
    return Q()


def _has(rows: QuerySet[Any]) -> Q:
    """At the facility itself, or at a record that is read at it."""
    own = Q(Exists(rows.filter(facility=OuterRef("pk"))))
    return own | Q(Exists(rows.filter(facility__merged_into=OuterRef("pk"))))


def _rows(facilities: type[Model], name: str) -> Any:
    related: Any = facilities._meta.get_field(name).related_model
    return related.objects
