"""How a step of a case is asked for on its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from cases.models import Case
from web.forms.case_steps import StepForm

Today = dict[str, Any]


def dated(case: Case, today: date) -> Today:
    return {"occurred_on": today}


@dataclass(frozen=True, slots=True)
class StepPage:
    """How a step is asked for: its form, its service, and what it will do."""

    form: type[StepForm]
    take: Callable[..., Any]
    will: str | Promise = ""
    initial: Callable[[Case, date], Today] = dated
    template: str = "cases/step.html"
    context: Callable[..., dict[str, Any]] = field(default=lambda *_a, **_k: {})
