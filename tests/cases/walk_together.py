"""A case of the department, with partners asked to help: a start for joint handling."""

from __future__ import annotations

from datetime import date, datetime

from agencies.models import Agency
from cases import services
from cases.models import Case, InteragencyTask
from cases.services import TaskInput
from cases.states import TaskKind
from tests.cases.walk import Officers, Walk, received
from tests.moments import day, moment

HANDLER, MANAGER, DIRECTOR = "so.thuly", "so.lanhdao", "so.giamdoc"
POLICE, OTHER_POLICE = "ca.pa05", "ca.pa03"
ASKED = moment("04/03/2026")
DUE = day("18/03/2026")


def agency(code: str) -> Agency:
    return Agency.objects.select_related("parent").get(pk=code)


def led_by_department(officer: Officers) -> Walk:
    """Taken in by so.thuly: the department leads, nobody else is on the case."""
    return received(officer, by=HANDLER)


def asked(
    walk: Walk,
    to: str = "PA05",
    *,
    kind: str = TaskKind.TRACE,
    due_on: date = DUE,
    at: datetime = ASKED,
) -> InteragencyTask:
    """A task to an agency, by the handler of the lead."""
    case = Case.objects.get(pk=walk.case.pk)
    task = services.create_task(
        case=case,
        version=case.version,
        task=TaskInput(
            kind=kind,
            title="Xác định chủ cửa hàng trực tuyến",
            due_on=due_on,
            to_agency=agency(to),
        ),
        by=walk.by(HANDLER),
        at=at,
    )
    walk.case = Case.objects.get(pk=case.pk)
    return task


def with_partner(officer: Officers, to: str = "PA05", by: str = POLICE) -> Walk:
    """PA05 has accepted a task, and with it its part in the case."""
    walk = led_by_department(officer)
    task = asked(walk, to)
    services.accept_task(task=task, by=officer(by), at=moment("05/03/2026"))
    walk.case = Case.objects.get(pk=walk.case.pk)
    return walk
