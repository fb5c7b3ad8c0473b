"""Who acts, and when: the officers of the demonstration and the order of their acts.

A scenario is a play: a generator that yields the moment of its next act and goes on
when that moment has come. Plays performed together take turns in the order of time, so
numbers and trail read as if all of it had happened, and what lies after the day of
loading is left out.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from agencies.models import User
from cases.models import Case, ExpertAssessmentRequest, Seizure
from facilities.models import Facility
from inspections.models import Inspection, InspectionPlan, PlanItem
from kernel.clock import LOCAL_ZONE

Result = TypeVar("Result")
# Yields the moment of the next act, is sent that moment, returns what came of it.
Play = Generator[datetime, datetime, Result]


def on(day: str, clock: str = "09:00") -> datetime:
    """ "05/03/2026", "10:00" as an aware moment in Vietnam."""
    return datetime.strptime(f"{day} {clock}", "%d/%m/%Y %H:%M").replace(
        tzinfo=LOCAL_ZONE
    )


@dataclass
class Stage:
    """The officers by user name and the facilities F1 to F8 by their sign."""

    officers: dict[str, User]
    facilities: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def with_everybody(cls) -> Stage:
        return cls({user.username: user for user in User.objects.with_standing()})

    def by(self, username: str) -> User:
        return self.officers[username]

    def facility(self, sign: str) -> Facility:
        return Facility.objects.select_related("party", "ward").get(
            pk=self.facilities[sign]
        )

    def plan(self, agency: str, year: int = 2026) -> InspectionPlan:
        return InspectionPlan.objects.get(agency=agency, year=year)

    def plan_item(self, sign: str, agency: str, year: int = 2026) -> PlanItem:
        return PlanItem.objects.get(
            facility=self.facilities[sign], plan__agency=agency, plan__year=year
        )

    def on_plan(
        self,
        act: Callable[..., Any],
        plan: InspectionPlan,
        by: str,
        at: datetime,
        **values: Any,
    ) -> InspectionPlan:
        """One act on the plan as it stands; gives the plan after it."""
        fresh = InspectionPlan.objects.get(pk=plan.pk)
        act(plan=fresh, version=fresh.version, by=self.by(by), at=at, **values)
        return InspectionPlan.objects.get(pk=plan.pk)

    def on_visit(
        self,
        act: Callable[..., Any],
        visit: Inspection,
        by: str,
        at: datetime,
        **values: Any,
    ) -> Inspection:
        """One act on the visit as it stands; gives the visit after it."""
        fresh = Inspection.objects.get(pk=visit.pk)
        act(visit=fresh, version=fresh.version, by=self.by(by), at=at, **values)
        return Inspection.objects.get(pk=visit.pk)

    def on_case(
        self,
        act: Callable[..., Any],
        case: Case,
        by: str,
        at: datetime,
        **values: Any,
    ) -> Case:
        """One act on the case as it stands; gives the case after it."""
        fresh = Case.objects.get(pk=case.pk)
        act(case=fresh, version=fresh.version, by=self.by(by), at=at, **values)
        return Case.objects.get(pk=case.pk)

    def on_seizure(
        self,
        act: Callable[..., Any],
        case: Case,
        by: str,
        at: datetime,
        **values: Any,
    ) -> Case:
        """One act on the only seizure of a case; gives the case after it."""
        seizure = Seizure.objects.select_related("case").get(case=case)
        return self._on_part(act, case, by, at, seizure=seizure, **values)

    def on_expert(
        self,
        act: Callable[..., Any],
        case: Case,
        by: str,
        at: datetime,
        **values: Any,
    ) -> Case:
        """One act on the only expert request of a case; gives the case after it."""
        request = ExpertAssessmentRequest.objects.select_related("case").get(case=case)
        return self._on_part(act, case, by, at, request=request, **values)

    def _on_part(
        self,
        act: Callable[..., Any],
        case: Case,
        by: str,
        at: datetime,
        **values: Any,
    ) -> Case:
        version = Case.objects.get(pk=case.pk).version
        act(version=version, by=self.by(by), at=at, **values)
        return Case.objects.get(pk=case.pk)


class Performance:
    """Plays performed together, act by act, the earliest first."""

    def __init__(self, plays: Iterable[Play[Any]]) -> None:
        self.results: dict[Play[Any], Any] = {}
        self._turns = [
            (next(play), place, play) for place, play in enumerate(list(plays))
        ]
        heapq.heapify(self._turns)

    def run(
        self, *, until: datetime, after_each: Callable[[], None] = lambda: None
    ) -> None:
        """Perform what happens up to and at a moment; may be called again later."""
        while self._turns and self._turns[0][0] <= until:
            at, place, play = self._turns[0]
            try:
                following = play.send(at)
            except StopIteration as end:
                heapq.heappop(self._turns)
                self.results[play] = end.value
            else:
                if following < at:
                    raise ValueError(f"A play goes back from {at} to {following}.")
                heapq.heapreplace(self._turns, (following, place, play))
            after_each()
