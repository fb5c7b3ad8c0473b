"""What a guard is: a function of the case that returns the reason against, or None."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.functional import Promise

from cases.states import Family
from kernel.errors import Blocker

if TYPE_CHECKING:
    from cases.models import Case

Reason = str | Promise | None


@dataclass(frozen=True, slots=True)
class Guard:
    """A named question about a case; true when nothing stands in the way."""

    code: str
    place: str
    check: Callable[[Case], Reason]

    def __call__(self, case: Any) -> bool:  # django-fsm hands over a Model
        return self.check(case) is None

    def blocker(self, case: Case) -> Blocker | None:
        text = self.check(case)
        return None if text is None else Blocker(self.code, text, self.place)


def guard(place: str) -> Callable[[Callable[[Case], Reason]], Guard]:
    """Make a guard of a function that returns the reason against, or None."""

    def named(check: Callable[[Case], Reason]) -> Guard:
        return Guard(code=check.__name__, place=place, check=check)

    return named


def step_day(case: Case) -> date:
    if case.step_on is None:
        raise RuntimeError("Guards are asked for the day of a step.")
    return case.step_on


def closed_after(case: Case, family: Family, text: str) -> Reason:
    clock = case.clock(family)
    if clock is None or not clock.has_passed_on(step_day(case)):
        return None
    return text % {"day": date_format(clock.last_day, "SHORT_DATE_FORMAT")}
