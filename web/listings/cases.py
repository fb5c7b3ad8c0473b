"""Cases, tasks and the papers of a case as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import InteragencyTask
from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.views.case_list import BY_DUE, asked_cases, shown_rows
from web.views.documents import issued_of
from web.views.tasks import asked_tasks, asks_itself, waits


def _cases(request: HttpRequest, now: datetime) -> Found:
    rows = asked_cases(request, now).rows
    return Found(
        in_chunks(ordered(rows, BY_DUE), lambda part: shown_rows(part, request, now))
    )


def _place(row: Any) -> str:
    return row.case.ward.name if row.case.ward and not row.is_card else ""


CASES = Listing(
    name="cases",
    file_name="vu-viec",
    columns=(
        (_("Number"), lambda row: row.case.number),
        (
            _("Case"),
            lambda row: _now("Card of the case") if row.is_card else row.case.title,
        ),
        (
            _("Facility"),
            lambda row: (
                row.case.facility.name if row.case.facility and not row.is_card else ""
            ),
        ),
        (_("Commune"), _place),
        (_("State"), lambda row: row.chip[1]),
        (_("Lead agency"), lambda row: row.case.lead_agency.name),
        (_("Waits for"), lambda row: row.waits_for),
        (_("Assigned to"), lambda row: "" if row.is_card else row.owners),
        (_("Due"), lambda row: row.case.due_on),
    ),
    find=_cases,
)


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a box, or what waits for the agency: one shape for both."""

    title: str
    kind: str | Promise
    case: str
    from_whom: str
    to_whom: str
    since: date | datetime
    until: date | None
    state: str


def _of_box(task: InteragencyTask) -> Task:
    return Task(
        task.title,
        task.get_kind_display(),
        task.case.number,
        task.from_agency.short_name,
        task.to_agency.short_name if task.to_agency else task.to_body,
        task.asked_on,
        task.due_on,
        task.get_state_display(),
    )


def _tasks(request: HttpRequest, now: datetime) -> Found:
    _box, tasks = asked_tasks(request, now)
    if tasks is not None:
        return Found(map(_of_box, in_chunks(tasks)))
    return Found(
        Task(
            row.title,
            what,
            row.case.number,
            "" if asks_itself(row) else row.asked_by.short_name,
            "",
            row.since,
            row.until,
            "",
        )
        for row, _address, what in waits(request.user, now)
    )


TASKS = Listing(
    name="tasks",
    file_name="nhiem-vu",
    columns=(
        (_("Task"), lambda row: row.title),
        (_("What waits"), lambda row: row.kind),
        (_("Case"), lambda row: row.case),
        (_("From"), lambda row: row.from_whom),
        (_("To"), lambda row: row.to_whom),
        (_("Since"), lambda row: row.since),
        (_("Until"), lambda row: row.until),
        (_("State"), lambda row: row.state),
    ),
    find=_tasks,
)


def _documents(request: HttpRequest, now: datetime, number: str) -> Found:
    found, issued = issued_of(request, number, now=now)
    return Found(in_chunks(issued), found)


DOCUMENTS = Listing(
    name="case_documents",
    file_name="van-ban-cua-vu-viec",
    columns=(
        (_("Paper"), lambda paper: paper.title),
        (_("Pages"), lambda paper: paper.pages),
        (_("Agency"), lambda paper: paper.agency.short_name),
        (_("Day"), lambda paper: paper.issued_on),
        (_("Signed by"), lambda paper: paper.signed_by.full_name),
        (_("Check code"), lambda paper: paper.verification_code),
    ),
    find=_documents,
)

LISTINGS = (CASES, TASKS, DOCUMENTS)
