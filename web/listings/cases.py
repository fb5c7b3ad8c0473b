"""Cases, tasks and the papers of a case as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases import services
from cases.models import Case, InteragencyTask
from documents.forms import case_register
from web.listings.base import Found, Listing, Paper, in_chunks
from web.paging import ordered
from web.views.case_list import BY_DUE, asked_cases, shown_rows
from web.views.documents import issued_of
from web.views.tasks import BOXES, asked_tasks, asks_itself, waits


def _cases(request: HttpRequest, now: datetime) -> Found:
    asked = asked_cases(request, now)
    rows = ordered(asked.rows, BY_DUE)
    return Found(
        in_chunks(rows, lambda part: shown_rows(part, request, now)),
        form=asked.form,
        asked=((_("List"), asked.view.label),),
    )


@dataclass(frozen=True, slots=True)
class _Filed:
    """A case with its file, or its card; `hidden` are names that are not told."""

    case: Case
    is_card: bool
    hidden: list[str]

    def say(self, text: str) -> str:
        return services.without_names(text, self.hidden)


def _cases_on_paper(request: HttpRequest, now: datetime) -> Found:
    """The same cases, each with what the register of cases tells of it."""

    def told(part: list[Case]) -> Iterator[_Filed]:
        ids = [case.pk for case in part]
        hidden = services.hidden_names(set(ids), request.user, now)
        files = Case.objects.with_file().in_bulk(ids)
        for row in shown_rows(part, request, now):
            key = row.case.pk
            yield _Filed(files[key], row.is_card, hidden.get(key, []))

    asked = asked_cases(request, now)
    return Found(
        in_chunks(ordered(asked.rows, BY_DUE), told),
        form=asked.form,
        asked=((_("List"), asked.view.label),),
    )


def _case_register(found: Found) -> Any:
    register = case_register.CaseRegister()
    rows = (
        register.card(row.case) if row.is_card else register.row(row.case, row.say)
        for row in found.rows
    )
    return case_register.COLUMNS, rows, register.total


def _place(row: Any) -> str:
    return row.case.ward.name if row.case.ward and not row.is_card else ""


CASES = Listing(
    name="cases",
    file_name="vu-viec",
    columns=(
        (_("Number"), lambda row: row.case.number),
        (
            _("Case"),
            lambda row: _now("Card of the case") if row.is_card else row.title,
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
    paper=Paper(case_register.KIND, case_register.SUBJECT, _case_register),
    find_for_paper=_cases_on_paper,
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


def _of_box(task: InteragencyTask, hidden: dict[UUID, list[str]]) -> Task:
    return Task(
        services.without_names(task.title, hidden.get(task.case_id, ())),
        task.get_kind_display(),
        task.case.number,
        task.from_agency.short_name,
        task.to_agency.short_name if task.to_agency else task.to_body,
        task.asked_on,
        task.due_on,
        task.get_state_display(),
    )


def _of_boxes(
    part: list[InteragencyTask], request: HttpRequest, now: datetime
) -> list[Task]:
    ids = {task.case_id for task in part}
    hidden = services.hidden_names(ids, request.user, now)
    return [_of_box(task, hidden) for task in part]


def _tasks(request: HttpRequest, now: datetime) -> Found:
    box, tasks = asked_tasks(request, now)
    asked = ((_("List"), BOXES[box]),)
    if tasks is not None:
        rows = in_chunks(tasks, lambda part: _of_boxes(part, request, now))
        return Found(rows, asked=asked)
    waiting = (
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
    return Found(waiting, asked=asked)


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
