"""Questions to plans and visits, in the officers' language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agencies.access import OWN_AGENCY
from facilities import search
from facilities.identity_keys import Folded
from facilities.name_order import ViPlain
from inspections import policies
from inspections.states import (
    ENDED_VISIT_STATES,
    FAILED_REVIEWS,
    OPEN_VISIT_STATES,
    PUBLIC_PLAN_STATES,
    ChecklistUse,
    ItemState,
    Mode,
    OverlapState,
    PlanState,
    ReviewState,
    TipOffState,
    VisitState,
)
from kernel.errors import MovedOn

if TYPE_CHECKING:
    from agencies.models import User


# What is looked through for a visit ("KT-2026-0312", with and without dashes; its
# subject) and for a plan.
VISIT_WORDS = (Folded("number"), ViPlain("number"), Folded("subject"))
PLAN_WORDS = (Folded("title"),)


class LockableQuerySet(models.QuerySet[Any]):
    def locked(self, pk: UUID, *, version: int | None = None) -> Any:
        """The row, held until commit; MovedOn when `version` is not the one it has."""
        row = self.select_for_update(of=("self",)).get(pk=pk)
        if version is not None and row.version != version:
            raise MovedOn(current={"version": row.version, "state": row.state})
        return row


class PlanQuerySet(LockableQuerySet):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Own plans, and published ones of everybody; oversight sees all."""
        everything = ~Q(pk=None)

        def where(relation: str) -> Q:
            if relation == OWN_AGENCY:
                return policies.own_agencies(user, at, "agency") | Q(
                    Exists(
                        self.model.items.rel.related_model.objects.filter(
                            policies.own_agencies(user, at, "lead_agency"),
                            plan=OuterRef("pk"),
                        )
                    )
                )
            if relation == policies.OVERSIGHT and not policies.oversees(user, at):
                return Q(pk=None)
            return everything

        granted = policies.view_grants("plan.view", user, at, where)
        return self.none() if granted is None else self.filter(granted)

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def tiers(self, query: search.Query) -> list[Self]:
        """What `search.best` is given: plans whose title has the words."""
        found: Self = search.having(self, query.tsquery, *PLAN_WORDS)
        return [found.order_by("-year", "agency_id", "id")]

    def tiers_of_slips(self, query: search.Query) -> list[Self]:
        near = self.alias(folded=Folded("title")).filter(
            folded__trigram_word_similar=query.words
        )
        return [near.order_by("-year", "agency_id", "id")]

    def published(self) -> Self:
        return self.filter(state__in=PUBLIC_PLAN_STATES)

    def for_list(self) -> Self:
        """With what a list shows, the newest year first."""
        counted = ~Q(items__state=ItemState.DROPPED)
        return (
            self.select_related("agency")
            .annotate(
                items_total=models.Count("items", filter=counted),
                items_done=models.Count("items", filter=Q(items__state=ItemState.DONE)),
            )
            .order_by("-year", "agency_id", "kind", "id")
        )


class PlanItemQuerySet(LockableQuerySet):
    def counted(self) -> Self:
        """Items that use up the year's one visit of the business."""
        return self.exclude(state=ItemState.DROPPED).exclude(
            state=ItemState.POSTPONED, plan__state=PlanState.FINISHED
        )

    def of_business(self, keys: Iterable[str], year: int) -> Self:
        return self.filter(facility__business_key__in=set(keys), plan__year=year)

    def with_engagement(self) -> Self:
        return self.select_related("plan__agency", "lead_agency", "facility")

    def of_visible_plans(self, user: User, at: datetime) -> Self:
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.filter(plan__in=plans.visible_to(user, at).values("pk"))

    def with_told_days(self, user: User, at: datetime) -> Self:
        """`is_day_told`: the officer may know which day and which lead is thought of.

        A published plan tells its months to everybody; day and lead are of the agency
        of the plan, of the one that makes the visit, and of oversight.
        """
        told = policies.own_agencies(user, at, "plan__agency")
        told |= policies.own_agencies(user, at, "lead_agency")
        if policies.oversees(user, at):
            told |= ~Q(pk=None)
        return self.annotate(
            is_day_told=models.Case(
                models.When(told, then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        )

    def late_on(self, day: date) -> Self:
        """Their months have passed and they are not done, postponed or dropped."""
        return self.filter(self.lateness(day))

    @staticmethod
    def lateness(day: date) -> Q:
        return Q(
            Q(plan__year__lt=day.year)
            | Q(plan__year=day.year, last_month__lt=day.month),
            state__in=[ItemState.PLANNED, ItemState.DECIDED],
            plan__state__in=PUBLIC_PLAN_STATES,
        )

    def in_order(self) -> Self:
        return self.order_by("position", "id")


class OverlapQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Of the own plans and visits, whichever side asked; oversight sees all.

        Who may settle an overlap sees it.
        """
        everything = ~Q(pk=None)

        def where(relation: str) -> Q:
            if relation == OWN_AGENCY:
                return (
                    policies.own_agencies(user, at, "item__plan__agency")
                    | policies.own_agencies(user, at, "other_item__plan__agency")
                    | policies.own_agencies(user, at, "other_visit__agency")
                )
            if relation == policies.OVERSIGHT and policies.oversees(user, at):
                return everything
            return Q(pk=None)

        grants = (
            policies.view_grants(action, user, at, where)
            for action in ("plan.view", "overlap.settle")
        )
        found = [granted for granted in grants if granted is not None]
        return self.filter(reduce(or_, found)) if found else self.none()

    def locked(self, pk: UUID) -> Any:
        """The row, held until commit."""
        return self.for_list().select_for_update(of=("self",)).get(pk=pk)

    def waiting(self) -> Self:
        """Open ones whose facility was not taken out of its plan meanwhile."""
        return self.filter(state=OverlapState.OPEN).exclude(
            item__state=ItemState.DROPPED
        )

    def for_list(self) -> Self:
        return self.select_related(
            "item__plan__agency",
            "item__facility__ward",
            "other_item__plan__agency",
            "other_visit__agency",
            "raised_by",
            "decided_by__agency",
        ).order_by("-raised_at", "-id")


class InspectionQuerySet(LockableQuerySet):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Own agency's visits, own team's, own ward's; oversight sees all."""
        everything = ~Q(pk=None)

        def where(relation: str) -> Q:
            if relation == OWN_AGENCY:
                return policies.own_agencies(user, at, "agency") | Q(
                    pk__in=self._teams_of(user)
                )
            if relation == policies.TERRITORY:
                ward = user.agency.ward_id
                return Q(ward=ward) if ward else Q(pk=None)
            if relation == policies.OVERSIGHT and policies.oversees(user, at):
                return everything
            return Q(pk=None)

        granted = policies.view_grants("visit.view", user, at, where)
        return self.none() if granted is None else self.filter(granted)

    def tiers(
        self, query: search.Query, facilities: models.QuerySet[Any]
    ) -> list[Self]:
        """What `search.best` is given: the number itself, the visit's own words, then
        what is typed of the facility, among those given.
        """
        own = search.having(self, query.or_joined, *VISIT_WORDS)
        there = search.having(facilities, query.tsquery, "search_text").order_by()
        tiers = [own, self.filter(facility__in=there.values("pk"))]
        if query.is_number:
            plain = own.alias(plain_number=ViPlain("number"))
            tiers.insert(0, plain.filter(plain_number=query.joined))
        return [tier.order_by("-scheduled_on", "-id") for tier in tiers]

    def with_member(self, user: User) -> Self:
        return self.filter(pk__in=self._teams_of(user))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_VISIT_STATES)

    def begun(self) -> Self:
        """The facility knows of them: under way or ended."""
        return self.filter(state__in={VisitState.UNDER_WAY, *ENDED_VISIT_STATES})

    def ended(self) -> Self:
        return self.filter(state__in=ENDED_VISIT_STATES)

    def ad_hoc(self) -> Self:
        return self.filter(plan_item__isnull=True)

    def planned_between(self, first: date, last: date) -> Self:
        return self.filter(scheduled_on__range=(first, last))

    def counted(self) -> Self:
        """Visits that use up the year's one, beside those that a plan item counts.

        A look at a shop online is no check of the enterprise until a decision is
        served; a follow-up counts as the setting of its day says.
        """
        return self.exclude(
            Q(state=VisitState.CANCELLED) | Q(counts_yearly=False)
        ).exclude(
            Q(mode=Mode.REMOTE, plan_item__isnull=True)
            & (Q(decision__isnull=True) | Q(decision__served_on__isnull=True))
        )

    def of_business(self, keys: Iterable[str], year: int) -> Self:
        return self.filter(facility__business_key__in=set(keys), year=year)

    def with_engagement(self) -> Self:
        return self.select_related("agency", "facility")

    def at_facility(self, facility: Any) -> Self:
        """Of a facility (or its id) and of the records that were merged into it."""
        return self.filter(Q(facility=facility) | Q(facility__merged_into=facility))

    def for_list(self) -> Self:
        """With what a list shows, the next visit first."""
        return self.select_related(
            "agency", "facility__ward", "plan_item__plan", "ward"
        ).order_by("-scheduled_on", "-id")

    def for_page(self) -> Self:
        """With what the page of one visit shows, in a fixed number of queries."""
        return self.select_related(
            "agency__ward",
            "facility__ward",
            "facility__party",
            "plan_item__plan__agency",
            "checklist_version__checklist",
            "ward",
            "decision__signed_by",
            "record",
            "conclusion__signed_by",
        ).prefetch_related(
            "team__officer",
            "team__agency",
            "findings__behaviour",
            "findings__titles",
            "findings__evidence_links__evidence_file",
            "evidence_links__evidence_file",
        )

    def _teams_of(self, user: User) -> models.QuerySet[Any]:
        members: models.QuerySet[Any] = self.model.team.rel.related_model.objects
        return members.filter(officer=user).values("inspection")


class AnswerQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        return self.filter(is_current=True)


class RemoteReviewQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(state=ReviewState.SENT)

    def failed(self) -> Self:
        """Refused, or not answered in full: a factor of the risk."""
        return self.filter(state__in=FAILED_REVIEWS)

    def for_page(self) -> Self:
        """With sender, questions and answers, the newest first."""
        return (
            self.select_related(
                "questionnaire__checklist", "sent_by__agency", "closed_by"
            )
            .prefetch_related(
                "questionnaire__items",
                "answers__by",
                "files__evidence_file__stored_file",
            )
            .order_by("-sent_at", "-id")
        )


class FindingQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Not withdrawn before the record was locked."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: User, at: datetime) -> Self:
        visits = self.model.inspection.field.related_model.objects
        return self.filter(inspection__in=visits.visible_to(user, at).values("pk"))

    def on_behaviour(self, code: str) -> Self:
        return self.filter(behaviour__code=code)


class ChecklistVersionQuerySet(models.QuerySet[Any]):
    def published_on(self, day: date) -> Self:
        return self.filter(published_on__lte=day).filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
        )

    def for_visits(self) -> Self:
        return self.filter(checklist__use=ChecklistUse.VISIT)

    def questionnaires(self) -> Self:
        """Sent to the facility before a visit."""
        return self.filter(checklist__use=ChecklistUse.REMOTE)

    def newest_for(self, kinds: Iterable[str], day: date) -> Self:
        """Versions for any of the kinds, each checklist's newest first."""
        return (
            self.published_on(day)
            .filter(checklist__facility_kinds__overlap=list(kinds))
            .order_by("checklist__position", "checklist__code", F("number").desc())
        )


class TipOffQuerySet(LockableQuerySet):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Those that an agency triages, and those that its officers took in."""
        if not policies.handles_tip_offs(user, at):
            return self.none()
        return self.filter(
            policies.own_agencies(user, at, "to_agency")
            | policies.own_agencies(user, at, "taken_by_agency")
        )

    def waiting_for(self, user: User, at: datetime) -> Self:
        """Not triaged yet, and the officer's agency is the one to do it."""
        return self.visible_to(user, at).filter(
            policies.own_agencies(user, at, "to_agency"), state=TipOffState.NEW
        )
