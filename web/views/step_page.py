"""How a step of a case is asked for: its form, its service, and what it will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from agencies.access import Record
from agencies.models import User
from cases.models import Case
from web.forms.case_steps import StepForm

Today = dict[str, Any]


def dated(case: Case, today: date) -> Today:
    return {"occurred_on": today}


def nothing(case: Case, today: date) -> Today:
    return {}


def the_case(case: Case, officer: User, at: datetime) -> Record:
    return case


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step's page; `initial` fills its form, `context` adds to the page.

    `about` is the record whose permission is asked: the case, or a part of it.
    """

    form: type[StepForm]
    take: Callable[..., Any]
    will: str | Promise = ""
    initial: Callable[[Case, date], Today] = dated
    template: str = "cases/step.html"
    context: Callable[..., dict[str, Any]] = field(default=lambda *_a, **_k: {})
    about: Callable[[Case, User, datetime], Record] = the_case
