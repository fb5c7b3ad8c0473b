"""The clock sheet: every limit of a case as it stood on a day, with its article.

Told from the clocks' rows, which are never rewritten for an earlier day: what an act
brought about counts from that act's legal day. Asked later for a past day the sheet is
the one of that day, unless an act was entered afterwards under an earlier legal day
(such events are flagged) or the calendar was changed (the trail has each moved date).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Deadline
from cases.states import ClockStatus, Family
from regulations.kinds import Confidence


class SheetStatus(TextChoices):
    """How a limit stands on the day of the sheet."""

    RUNNING = "RUNNING", _("Running")
    PASSED = "PASSED", _("Passed, nothing done")
    MET = "MET", _("Met")
    MISSED = "MISSED", _("Missed")
    REPLACED = "REPLACED", _("Replaced by another limit")
    ENDED = "ENDED", _("Ended")


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One limit on the sheet; steps are names of the lifecycle, days are legal days."""

    id: str
    family: str
    about: str
    rule: str
    name: str
    basis: str
    confidence: Confidence
    confidence_note: str
    consequence: str
    started_by: str
    start_on: date
    since_on: date
    since_step: str
    strict_due: date
    due: date
    last_day: date
    extended_days: int
    is_provisional: bool
    status: SheetStatus
    ended_on: date | None
    ended_step: str

    @property
    def family_label(self) -> str:
        return str(Family(self.family).label)

    @property
    def is_confirmed(self) -> bool:
        return self.confidence == Confidence.CONFIRMED


def clock_sheet(case: Case, on: date) -> list[ClockLine]:
    """Every limit that the case had had by a day, in the order of their start.

    One query beside the loaded case. A limit replaced on the very day on which it came
    up is left out: it never stood at the end of a day.
    """
    rows = case.deadlines.select_related("rule").order_by("start_on", "id")
    return [_line(row, on) for row in rows if _is_shown(row, on)]


def _is_shown(row: Deadline, on: date) -> bool:
    since = row.since_on or row.start_on
    return since <= on and row.replaced_on != since


def _line(row: Deadline, on: date) -> ClockLine:
    rule = row.rule
    status, ended_on, ended_step = _standing(row, on)
    return ClockLine(
        id=str(row.pk),
        family=row.family,
        about=row.about,
        rule=rule.code,
        name=rule.name_vi,
        basis=rule.basis,
        confidence=rule.confidence_on(row.start_on),
        confidence_note=rule.confidence_note,
        consequence=rule.consequence,
        started_by=row.started_by,
        start_on=row.start_on,
        since_on=row.since_on or row.start_on,
        since_step=row.since_step,
        strict_due=row.strict_due,
        due=row.due,
        last_day=row.last_day,
        extended_days=row.extended_days,
        is_provisional=row.is_provisional,
        status=status,
        ended_on=ended_on,
        ended_step=ended_step,
    )


def _standing(row: Deadline, on: date) -> tuple[SheetStatus, date | None, str]:
    if row.replaced_on is not None and row.replaced_on <= on:
        return SheetStatus.REPLACED, row.replaced_on, row.replaced_step
    told_on = row.settled_on or row.ended_on
    if told_on is not None and told_on <= on and row.status != ClockStatus.SWITCHED:
        return SheetStatus(row.status), row.ended_on, row.ended_step
    is_over = on > row.last_day
    return (SheetStatus.PASSED if is_over else SheetStatus.RUNNING), None, ""
