"""A facility's story at a glance: what stands out, each with the place that says more.

Everything is told as the pages beside it tell it: visits and cases that the officer
does not see are neither shown nor counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import User
from cases import services as cases
from cases.models import Case
from cases.services import EarlierSanction
from cases.services.linking import Tie
from cases.states import OPEN_STATES
from facilities import licence_warnings, print_alarms, services
from facilities.licence_warnings import Warned
from facilities.models import (
    Equipment,
    Facility,
    FacilityFile,
    Licence,
    Obligation,
    PrintJob,
)
from facilities.policies import is_printer
from facilities.states import LicenceWarning, LinkState
from inspections.candidates import LastCheck, last_checks
from inspections.models import Inspection
from inspections.states import ENDED_VISIT_STATES, OPEN_VISIT_STATES
from kernel.clock import local_day
from regulations import indicators
from regulations.legal_settings import settings_on
from web.facility_history import History, outcome_of

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that stands out; `tone` colours what the words say already."""

    text: str
    place: str
    tone: str = "a"

    @property
    def symbol(self) -> str:
        return {"r": "warn", "a": "clock"}.get(self.tone, "info")


@dataclass(frozen=True, slots=True)
class LicenceLine:
    licence: Licence
    warning: str
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Story:
    """What the one page tells beside the time line, the risk and the links."""

    licences: list[LicenceLine]
    missing: list[Warned]
    equipment: list[Equipment]
    jobs: list[tuple[PrintJob, list[print_alarms.PrintAlarm]]]
    jobs_count: int
    obligations: list[Obligation]
    files: list[FacilityFile]
    visits: Visits
    open_cases: list[Case]
    sanctions: list[EarlierSanction]
    points: list[Point]

    @property
    def counts_until(self) -> date | None:
        """The last day on which an earlier sanction makes a repeat offence."""
        return max((row.until for row in self.sanctions), default=None)


@dataclass(frozen=True, slots=True)
class Visits:
    """The last visit of any agency, and the next one that the officer sees.

    `checked` is told to everybody, as beside the candidates of a plan: day and agency;
    `last` is the same visit where the officer sees it.
    """

    checked: LastCheck | None
    last: Inspection | None
    last_outcome: str
    next: Inspection | None

    @classmethod
    def of(cls, visits: list[Inspection], checked: LastCheck | None) -> Visits:
        """From the visits of a facility that the officer sees, the newest first."""
        coming = [row for row in visits if row.state in OPEN_VISIT_STATES]
        last = next((row for row in visits if _is(row, checked)), None)
        return cls(
            checked,
            last,
            outcome_of(last) if last is not None else "",
            coming[-1] if coming else None,
        )


def _is(visit: Inspection, checked: LastCheck | None) -> bool:
    return (
        checked is not None
        and visit.state in ENDED_VISIT_STATES
        and visit.ended_at is not None
        and local_day(visit.ended_at) == checked.on
    )


def rows_of(found: Facility, name: str) -> list[Any]:
    """Rows in use of one kind, the record's own before those of what it absorbed."""
    return [
        row
        for record in (found, *found.absorbed.all())
        for row in getattr(record, name).all()
        if row.ended_on is None
    ]


def story_of(
    found: Facility,
    history: History,
    ties: list[Tie],
    officer: User,
    *,
    at: datetime,
) -> Story:
    """About ten queries beside those that the history took, however long it is."""
    today = local_day(at)
    days = settings_on(today).licence_warning_days
    records = (found, *found.absorbed.all())
    licences: list[Licence] = rows_of(found, "licences")
    equipment: list[Equipment] = rows_of(found, "equipment")
    warned = licence_warnings.of_facility(found, on=today, days=days)
    jobs, jobs_count = _suspicious_jobs(found, records)
    obligations = list(Obligation.objects.of_facility(found).open())
    open_cases = [case for case in history.cases if case.state in OPEN_STATES]
    sanctions = cases.sanctions_read_by(records, officer, at)
    told = _Points(warned, equipment, jobs_count, obligations, today)
    return Story(
        licences=[_line(row, warned, today) for row in licences],
        missing=[row for row in warned if row.kind == LicenceWarning.MISSING],
        equipment=equipment,
        jobs=jobs,
        jobs_count=jobs_count,
        obligations=obligations,
        files=list(services.files_of(found, officer, at)[:MOST_SHOWN]),
        visits=Visits.of(history.visits, last_checks([found.pk]).get(found.pk)),
        open_cases=open_cases,
        sanctions=sanctions,
        points=sorted(
            [*told.points(), *_of_cases(open_cases, sanctions), *_of_links(ties)],
            key=lambda point: point.tone != "r",
        ),
    )


@dataclass(frozen=True, slots=True)
class _Points:
    """What of the register itself stands out, the worst first."""

    warned: list[Warned]
    equipment: list[Equipment]
    jobs_count: int
    obligations: list[Obligation]
    today: date

    def points(self) -> Iterator[Point]:
        order = list(LicenceWarning)
        for row in sorted(self.warned, key=lambda row: order.index(row.kind)):
            yield self._licence(row)
        undeclared = [device for device in self.equipment if not device.is_declared]
        if undeclared:
            text = ngettext(
                "%(device)s is not declared.",
                "%(n)d devices are not declared, one of them %(device)s.",
                len(undeclared),
            )
            told = {"n": len(undeclared), "device": undeclared[0]}
            yield Point(text % told, "equipment", "r")
        if self.jobs_count:
            text = ngettext(
                "%(n)d line of the print-job log is to be looked at.",
                "%(n)d lines of the print-job log are to be looked at.",
                self.jobs_count,
            )
            yield Point(text % {"n": self.jobs_count}, "jobs", "r")
        overdue = [row for row in self.obligations if row.is_overdue_on(self.today)]
        if overdue:
            text = ngettext(
                "%(n)d obligation is overdue.",
                "%(n)d obligations are overdue.",
                len(overdue),
            )
            yield Point(text % {"n": len(overdue)}, "obligations", "r")

    def _licence(self, row: Warned) -> Point:
        name = {"type": row.type.label}
        if row.ends_on is None:
            text = _("%(type)s: none is recorded, and the law asks for one.") % name
            return Point(text, "licences", "r")
        name["on"] = f"{row.ends_on:%d/%m/%Y}"
        if row.kind == LicenceWarning.RUN_OUT:
            return Point(_("%(type)s: ran out on %(on)s.") % name, "licences", "r")
        left = (row.ends_on - self.today).days
        text = ngettext(
            "%(type)s: ends on %(on)s, %(n)d day left.",
            "%(type)s: ends on %(on)s, %(n)d days left.",
            left,
        )
        return Point(text % {**name, "n": left}, "licences")


def _of_cases(
    open_cases: list[Case], sanctions: list[EarlierSanction]
) -> Iterator[Point]:
    if open_cases:
        text = ngettext("%(n)d case is open.", "%(n)d cases are open.", len(open_cases))
        yield Point(text % {"n": len(open_cases)}, "cases")
    if sanctions:
        until = max(row.until for row in sanctions)
        text = _("A new violation until %(day)s is a repeat offence.")
        yield Point(text % {"day": f"{until:%d/%m/%Y}"}, "sanctions")


def _of_links(ties: list[Tie]) -> Iterator[Point]:
    proposed = sum(tie.link.state == LinkState.PROPOSED for tie in ties)
    if proposed:
        text = ngettext(
            "%(n)d link with another facility is proposed.",
            "%(n)d links with other facilities are proposed.",
            proposed,
        )
        yield Point(text % {"n": proposed}, "links", "i")


def _line(licence: Licence, warned: list[Warned], today: date) -> LicenceLine:
    """A licence with what it warns of; a renewed one that ran out just ran out."""
    kind = next((row.kind for row in warned if row.licence == licence), None)
    left = None
    if licence.expires_on is not None and licence.is_in_force:
        left = (licence.expires_on - today).days
        if kind is None and left < 0:
            kind = LicenceWarning.RUN_OUT
    return LicenceLine(licence, str(kind or ""), left)


def _suspicious_jobs(
    found: Facility, records: tuple[Facility, ...]
) -> tuple[list[tuple[PrintJob, list[print_alarms.PrintAlarm]]], int]:
    """The newest lines of the log that say too much, and how many there are."""
    if not is_printer(found.kinds):
        return [], 0
    rows = PrintJob.objects.filter(print_alarms.SUSPICIOUS, facility__in=records)
    newest = list(rows.order_by("-printed_on", "-id")[: MOST_SHOWN + 1])
    count = len(newest) if len(newest) <= MOST_SHOWN else rows.count()
    if not newest:
        return [], 0
    copies = indicators.of_copies()
    shown = newest[:MOST_SHOWN]
    return [(job, print_alarms.alarms_of(job, copies)) for job in shown], count
