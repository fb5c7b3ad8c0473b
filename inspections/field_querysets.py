"""Questions to the records of the field app, in the officers' language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from agencies.access import OWN_AGENCY
from inspections import policies
from inspections.states import FieldOutcome, FieldState

if TYPE_CHECKING:
    from agencies.models import User

# Complete, and somebody at the office has still to say what becomes of it.
_TO_SETTLE = Q(
    outcome__in=[FieldOutcome.SUPPLEMENT, FieldOutcome.UNPLANNED],
    settled_at__isnull=True,
)


class FieldRecordQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Own ones, those of visits of the own agency or team; oversight sees all."""
        members = self.model.visit.field.related_model.team.rel.related_model.objects
        teams = members.filter(officer=user).values("inspection")

        def where(relation: str) -> Q:
            if relation == OWN_AGENCY:
                return (
                    policies.own_agencies(user, at, "agency")
                    | policies.own_agencies(user, at, "visit__agency")
                    | Q(visit__in=teams)
                )
            if relation == policies.OVERSIGHT and policies.oversees(user, at):
                return ~Q(pk=None)
            return Q(pk=None)

        granted = policies.view_grants("visit.view", user, at, where)
        if granted is None:
            return self.none()
        return self.filter(granted | Q(sender=user))

    def sent_by(self, user: User) -> Self:
        return self.filter(sender=user)

    def incomplete(self) -> Self:
        return self.filter(state=FieldState.RECEIVING)

    def written(self) -> Self:
        """Those whose content stands in their visit, the first made first."""
        return self.filter(outcome=FieldOutcome.APPLIED).order_by("finished_at", "id")

    def to_settle(self) -> Self:
        return self.filter(_TO_SETTLE)

    def of_teams_led_by(self, user: User) -> Self:
        """Those whose visit the officer leads, and unplanned ones of his agency."""
        members = self.model.visit.field.related_model.team.rel.related_model.objects
        led = members.filter(officer=user, is_lead=True, inspection=OuterRef("visit"))
        return self.filter(Exists(led) | Q(visit__isnull=True, agency=user.agency_id))

    def for_list(self) -> Self:
        """With sender, visit and how many files are here, the newest first."""
        named = Q(files__is_named=True)
        return (
            self.select_related("sender__agency", "agency", "visit__facility__ward")
            .prefetch_related("visit__team")
            .annotate(
                files_total=Count("files", filter=named),
                files_here=Count(
                    "files", filter=named & Q(files__received_at__isnull=False)
                ),
            )
            .order_by("-received_at", "-id")
        )


class FieldFileQuerySet(models.QuerySet[Any]):
    def named(self) -> Self:
        """Those that the present body of their record names."""
        return self.filter(is_named=True)

    def missing(self) -> Self:
        return self.named().filter(received_at__isnull=True)

    def awaited(self) -> Self:
        """Missing, and nobody has said that they are lost."""
        return self.missing().filter(lost_at__isnull=True)

    def held(self) -> Self:
        return self.named().filter(received_at__isnull=False)


class FieldConflictQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User, at: datetime) -> Self:
        visits = self.model.inspection.field.related_model.objects
        return self.filter(inspection__in=visits.visible_to(user, at).values("pk"))

    def open(self) -> Self:
        return self.filter(settled_at__isnull=True)

    def led_by(self, user: User) -> Self:
        members = self.model.inspection.field.related_model.team.rel.related_model
        led = members.objects.filter(
            officer=user, is_lead=True, inspection=OuterRef("inspection")
        )
        return self.filter(Exists(led))

    def for_list(self) -> Self:
        return (
            self.select_related(
                "inspection__facility", "inspection__agency", "item", "chosen__by"
            )
            .prefetch_related("inspection__team")
            .order_by("raised_at", "id")
        )


class FieldDeviceQuerySet(models.QuerySet[Any]):
    def of_agencies_of(self, user: User, at: datetime) -> Self:
        """Devices of the officers whose agency's visits the officer sees."""
        if policies.oversees(user, at):
            return self
        return self.filter(policies.own_agencies(user, at, "officer__agency"))

    def for_list(self) -> Self:
        """The one that waits longest first."""
        return self.select_related("officer__agency").order_by(
            models.F("unsent_since").asc(nulls_last=True), "-seen_at", "id"
        )
