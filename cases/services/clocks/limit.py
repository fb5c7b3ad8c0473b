"""A limit that the facts of a case call for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Limit:
    """Which rule, from which day; `ended_on` with `is_met` once it is over.

    `is_met` None: it ended without anybody having had to meet it. `about` names the
    part it belongs to, where a case may have several of a family. `extended_days` were
    granted beside the rule: working days where the rule counts those, else days.
    """

    family: str
    rule: str
    start_on: date
    started_by: str
    ended_on: date | None = None
    is_met: bool | None = None
    about: str = ""
    extended_days: int = 0
