"""Cases that are …: every method chains and takes its date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from agencies import access
from agencies.kinds import AgencyKind, Role
from cases import conditions, policies
from cases.own_rows import of_agency
from cases.searching import SearchedCases
from cases.states import (
    FIRST_LEVEL,
    OPEN_STATES,
    OPEN_TASKS,
    SECOND_LEVEL,
    CaseState,
    TransferKind,
    TransferState,
)
from kernel.clock import local_day
from kernel.errors import MovedOn, NotReady

if TYPE_CHECKING:
    from uuid import UUID

    from agencies.access import Grant
    from agencies.models import User

# Whose turn it is in a state: relation of the agency, and the roles that act.
TURNS: dict[str, tuple[str, frozenset[str]]] = {
    CaseState.RECEIVED: ("lead", frozenset({Role.CASE_HANDLER, "police_coordinator"})),
    CaseState.VERIFYING: ("lead", frozenset({Role.CASE_HANDLER, "police_coordinator"})),
    CaseState.OPENED: (
        "lead",
        frozenset({Role.INSPECTOR, Role.TEAM_LEAD, Role.POLICE_COORDINATOR}),
    ),
    CaseState.RECORDED: ("lead", frozenset({Role.CASE_HANDLER})),
    CaseState.EXPLAINING: ("lead", frozenset({Role.CASE_HANDLER})),
    CaseState.PENDING_DECISION: ("competent", frozenset({Role.SANCTIONER})),
    CaseState.DECIDED: ("lead", frozenset({Role.CLERK, Role.CASE_HANDLER})),
    CaseState.EXECUTING: ("lead", frozenset({Role.CASE_HANDLER})),
    CaseState.ENFORCING: ("lead", frozenset({Role.CASE_HANDLER})),
    CaseState.EXECUTION_SUSPENDED: ("competent", frozenset({Role.SANCTIONER})),
    CaseState.NO_SANCTION: ("lead", frozenset({Role.CASE_HANDLER, Role.MANAGER})),
    CaseState.RETURNED: ("lead", frozenset({Role.CASE_HANDLER})),
    CaseState.EXECUTED: ("lead", frozenset({Role.CASE_HANDLER, Role.MANAGER})),
    CaseState.ANNULLED: ("lead", frozenset({Role.CASE_HANDLER, Role.MANAGER})),
}

# Who answers what others offer or ask (rows A059, A075, A078, A133, A156).
ANSWERING_ROLES = frozenset(
    {
        Role.CASE_HANDLER,
        Role.CLERK,
        Role.COMMUNE_OFFICER,
        Role.MANAGER,
        Role.POLICE_COORDINATOR,
        Role.SANCTIONER,
    }
)
ACTING_ROLES = frozenset().union(*(roles for _relation, roles in TURNS.values()))


class TaskQuerySet(models.QuerySet[Any]):
    """Work between agencies: what came in, what went out, what is mine."""

    def open(self) -> Self:
        return self.filter(state__in=sorted(map(str, OPEN_TASKS)))

    def overdue_on(self, day: date) -> Self:
        """Open tasks whose answer should have been there before that day."""
        return self.open().filter(due_on__lt=day)

    def box_in(self, user: User, at: datetime) -> Self:
        """Asked of the officer's agency, in cases of which he sees something."""
        return self.filter(of_agency("to_agency", user, at))._in_sight(user, at)

    def box_out(self, user: User, at: datetime) -> Self:
        """Asked by the officer's agency, bodies outside included."""
        return self.filter(of_agency("from_agency", user, at))._in_sight(user, at)

    def mine(self, user: User, at: datetime) -> Self:
        """Open tasks that the officer asked for or took on himself."""
        own = Q(asked_by=user) | Q(accepted_by=user)
        return self.open().filter(own)._in_sight(user, at)

    def visible_to(self, user: User, at: datetime) -> Self:
        """Both sides see a task; of others' only who sees the whole file."""
        sides = of_agency("to_agency", user, at) | of_agency("from_agency", user, at)
        model = self.model._meta.get_field("case").related_model
        whole = model._default_manager.visible_as(("case.view_full",), user, at)
        return self.filter(sides | Q(case__in=whole.values("pk")))._in_sight(user, at)

    def for_list(self) -> Self:
        return self.select_related(
            "case__lead_agency", "from_agency", "to_agency", "asked_by", "accepted_by"
        )

    def _in_sight(self, user: User, at: datetime) -> Self:
        model = self.model._meta.get_field("case").related_model
        seen = model._default_manager.visible_to(user, at)
        return self.filter(case__in=seen.values("pk"))


class CaseQuerySet(SearchedCases):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def overdue_on(self, day: date) -> Self:
        """Open cases whose next duty should have been done before that day."""
        return self.open().filter(due_on__lt=day)

    def due_before(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def visible_to(self, user: User, at: datetime) -> Self:
        """Cases of which some view is granted to the user, from the grants' table."""
        return self.visible_as(policies.VIEWS, user, at)

    def visible_as(self, views: Sequence[str], user: User, at: datetime) -> Self:
        """Cases of which one of the views is granted to the user."""
        return self.filter(self.granted(views, user, at))

    def granted(self, views: Sequence[str], user: User, at: datetime) -> Q:
        """The same as a condition on cases."""
        roles = user.roles_on(local_day(at))
        allowed = Q(pk__in=[])
        for action in views:
            for grant in access.grants_for(action):
                if grant.is_for(roles, user.agency.kind):
                    allowed |= self._reach(grant, user, at)
        return allowed

    def whose_turn_is(self, user: User, at: datetime) -> Self:
        """Open cases in which the next step is the user's agency's."""
        return self.filter(self._turn_of(user, at, roles=None))

    def waiting_for_agency(self, user: User, at: datetime) -> Self:
        """Those, and cases in which others wait for an answer of the agency."""
        return self.filter(
            self._turn_of(user, at, roles=None) | self._asked_of(user, at)
        )

    def waiting_for_me(self, user: User, at: datetime) -> Self:
        """Open cases in which the next act is one of the user's roles'.

        A case that a colleague of the same role holds is the colleague's; one that
        only officers of other roles hold still waits for somebody of this one.
        """
        roles = user.roles_on(local_day(at))
        day = local_day(at)
        held = self._open_assignments().filter(
            officer__role_grants__role__in=roles & ACTING_ROLES,
            officer__role_grants__valid_from__lte=day,
            officer__role_grants__valid_to__gte=day,
        )
        mine = Q(state=CaseState.PENDING_DECISION)
        mine |= Q(~Exists(held))
        mine |= Q(Exists(self._open_assignments().filter(officer=user)))
        if Role.CLERK in roles:
            mine |= Q(state=CaseState.DECIDED)
        if Role.MANAGER in roles:
            mine |= Q(proposal__isnull=False, proposal__settled_at__isnull=True)
        return self.filter(self._turn_of(user, at, roles=roles)).filter(mine)

    def asked_of_me(self, user: User, at: datetime) -> Self:
        """Cases in which others wait for the agency of a user who may answer."""
        if not user.roles_on(local_day(at)) & ANSWERING_ROLES:
            return self.none()
        return self.filter(self._asked_of(user, at))

    def at_facility(self, facility: Any) -> Self:
        """Of a facility (or its id) and of the records that were merged into it."""
        return self.filter(Q(facility=facility) | Q(facility__merged_into=facility))

    def for_list(self) -> Self:
        """With what a list shows of each case; one query."""
        return self.select_related("lead_agency", "facility", "ward")

    def with_file(self) -> Self:
        """With all that guards, steps and the case page read, in at most nine queries.

        What a case has one of comes with the case; each list is one more query, those
        of a decision only where there is one.
        """
        return self.for_act().select_related(
            "facility",
            "ward",
            "inspection",
            "referrer",
            "violation_record__made_by",
            "explanation",
            "draft__drafted_by",
            "decision__signed_by",
            "decision__delivery",
            "no_sanction_decision__signed_by",
            "proposal__proposed_by",
            "confirmation__confirmed_by",
            "transfer__to_agency__parent",
            "outcome",
            "file_offer__to_agency__parent",
            "lead_offer__to_agency__parent",
            "criminal_sign",
            "relief",
            "enforcement",
            "suspension",
        )

    def for_act(self) -> Self:
        """With what every act asks for; the rest is read where an act comes to it."""
        return self.select_related(
            "lead_agency__parent", "competent_authority__parent"
        ).prefetch_related(
            Prefetch("participations", self._part("participations", "agency__parent")),
            Prefetch("assignments", self._part("assignments", "officer")),
            Prefetch("respondents", self._part("respondents", "ward")),
            Prefetch("violations", self._part("violations", "behaviour")),
            Prefetch("deadlines", self._part("deadlines", "rule")),
            "decision__items",
            "decision__payments",
            "no_sanction_decision__items",
        )

    def locked(self, pk: UUID, *, version: int | None) -> Any:
        """The case with its row locked; raises CaseMovedOn for a stale version."""
        self.select_for_update(of=("self",)).get(pk=pk)
        case = self.for_act().get(pk=pk)
        if version is not None and case.version != version:
            raise CaseMovedOn.of(case)
        return case

    def _part(self, name: str, *related: str) -> models.QuerySet[Any]:
        parts: models.QuerySet[Any] = self._related(name)._default_manager.all()
        return parts.select_related(*related)

    def _open_assignments(self) -> models.QuerySet[Any]:
        parts: models.QuerySet[Any] = self._related("assignments")._default_manager
        return parts.filter(case=OuterRef("pk"), ended_at__isnull=True)

    def _related(self, name: str) -> Any:
        return self.model._meta.get_field(name).related_model

    def _reach(self, grant: Grant, user: User, at: datetime) -> Q:
        """What a view grant opens, as a condition on rows."""
        reach = self._relation(grant.relation, user, at)
        if access.ANY not in grant.states:
            reach &= Q(state__in=grant.states)
        for condition in grant.conditions:
            if condition is conditions.is_not_restricted:
                reach &= Q(is_restricted=False)
            elif condition is conditions.is_named_if_restricted:
                reach &= Q(is_restricted=False) | Q(
                    Exists(self._open_assignments().filter(officer=user))
                )
            elif condition is conditions.has_accepted:
                reach &= self._accepted(user, at)
            elif condition is conditions.has_not_accepted:
                reach &= ~self._accepted(user, at)
        return reach

    def _accepted(self, user: User, at: datetime) -> Q:
        model = self._related("participations")
        return Q(
            Exists(
                model._default_manager.filter(
                    self._of_agency("agency", user, at),
                    case=OuterRef("pk"),
                    accepted_at__isnull=False,
                )
            )
        )

    def _relation(self, relation: str, user: User, at: datetime) -> Q:
        nothing = Q(pk__in=[])
        match relation:
            case "lead":
                return self._of_agency("lead_agency", user, at)
            case "competent":
                return self._of_agency("competent_authority", user, at) & ~(
                    self._of_agency("lead_agency", user, at)
                )
            case "supporting":
                model = self._related("participations")
                return Q(
                    Exists(
                        model._default_manager.filter(
                            self._of_agency("agency", user, at), case=OuterRef("pk")
                        )
                    )
                )
            case "referrer":
                return Q(referrer=user.agency_id)
            case "territory":
                ward = user.agency.ward_id
                return Q(ward=ward) if ward else nothing
            case "breakglass":
                model = self._related("glass_broken")
                return Q(
                    Exists(
                        model._default_manager.filter(
                            officer=user,
                            case=OuterRef("pk"),
                            opened_at__lte=at,
                            expires_at__gt=at,
                        )
                    )
                )
            case "oversight":
                roles = user.roles_on(local_day(at))
                sees_all = (
                    user.agency.kind == AgencyKind.UBND_TINH or Role.AUDITOR in roles
                )
                # Not Q(): an empty condition vanishes from an OR.
                return Q(pk__isnull=False) if sees_all else nothing
        return nothing

    def _of_agency(self, field: str, user: User, at: datetime) -> Q:
        return of_agency(field, user, at)

    def _asked_of(self, user: User, at: datetime) -> Q:
        """An offer, an invitation, a task, a file of proceedings or a complaint."""
        offers = Q(state=TransferState.OFFERED) | Q(
            state=TransferState.ACCEPTED,
            kind=TransferKind.TO_PROCEEDINGS,
            case__state=CaseState.TRANSFERRED,
        )
        settled_here = self._of_agency("case__competent_authority", user, at)
        settled_above = self._of_agency("second_agency", user, at)
        asked: tuple[tuple[str, Q], ...] = (
            ("transfers", offers & self._of_agency("to_agency", user, at)),
            (
                "participations",
                self._of_agency("agency", user, at)
                & Q(accepted_at__isnull=True, declined_at__isnull=True),
            ),
            (
                "tasks",
                self._of_agency("to_agency", user, at)
                & Q(state__in=sorted(map(str, OPEN_TASKS))),
            ),
            (
                "complaints",
                settled_here & Q(state__in=FIRST_LEVEL)
                | settled_above & Q(state__in=SECOND_LEVEL),
            ),
        )
        found = Q()
        for name, which in asked:
            rows = self._related(name)._default_manager.filter(
                which, case=OuterRef("pk")
            )
            found |= Q(Exists(rows))
        return found

    def _turn_of(self, user: User, at: datetime, *, roles: frozenset[str] | None) -> Q:
        turn = Q(pk__in=[])
        for relation, field in (
            ("lead", "lead_agency"),
            ("competent", "competent_authority"),
        ):
            states = [
                state
                for state, (whose, acting) in TURNS.items()
                if whose == relation and (roles is None or acting & roles)
            ]
            turn |= self._of_agency(field, user, at) & Q(state__in=states)
        return turn


class CaseMovedOn(MovedOn):
    """The case was changed since it was shown; names who and when."""

    code = "case_moved_on"

    @classmethod
    def of(cls, case: Any) -> CaseMovedOn:
        last = case.events.select_related("actor").last()
        error = cls(current={"version": case.version, "state": str(case.state)})
        if last is not None and last.actor is not None:
            error.current["changed_by"] = last.actor.full_name
            error.current["changed_at"] = last.recorded_at.isoformat()
        return error


class StepNotOpen(NotReady):
    """Wrong state, or a guard not met: `blockers` say what stands in the way."""

    code = "step_not_open"
