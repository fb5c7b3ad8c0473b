"""How a step of a case is asked for: its form, its service, and what it will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from cases.models import Case
from web.forms import case_steps as forms

Today = dict[str, Any]


def dated(case: Case, today: date) -> Today:
    return {"occurred_on": today}


def nothing(case: Case, today: date) -> Today:
    return {}


@dataclass(frozen=True, slots=True)
class StepPage:
    """How a step is asked for: its form, its service, and what it will do."""

    form: type[forms.StepForm]
    take: Callable[..., Any]
    will: str | Promise = ""
    initial: Callable[[Case, date], Today] = dated
    template: str = "cases/step.html"
    context: Callable[..., dict[str, Any]] = field(default=lambda *_a, **_k: {})
