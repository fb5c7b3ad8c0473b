"""Agencies work together on the pages: boxes, a task's steps, the lead, notes."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import services
from cases.models import Case, InteragencyTask
from cases.states import TaskState
from kernel.clock import local_day
from tests.cases.walk import party
from tests.web.reading import send

HANDLER, POLICE, STRANGER = "so.thuly", "ca.pa05", "xa.donghoa"


@pytest.fixture
def case(officer) -> Case:
    return services.receive_case(
        facts=services.CaseInput(
            title="Bán sách giả trên mạng",
            source="MEDIA",
            detected_on=local_day(timezone.now()),
            party_ids=(party().pk,),
        ),
        by=officer(HANDLER),
        at=timezone.now(),
    )


def step(case: Case, name: str) -> str:
    return f"/cases/{case.number}/do/{name}/"


def today() -> str:
    return f"{local_day(timezone.now()):%d/%m/%Y}"


class TestTasks:
    def test_go_from_the_lead_to_the_partner_and_back(self, client_of, case):
        send(
            client_of(HANDLER),
            step(case, "create_task"),
            kind="TRACE",
            title="Xác định chủ gian hàng",
            to_agency="PA05",
            due_on=today(),
        )
        task = InteragencyTask.objects.get()
        police = client_of(POLICE)
        for place in ("tasks", "home"):
            told = police.get(reverse(place)).content.decode()
            assert reverse("task", args=[task.pk]) in told

        for name, values in (("accept", {}), ("answer", {"answer": "Đã rõ."})):
            page = police.get(reverse("task", args=[task.pk])).content.decode()
            assert reverse("task_step", args=[task.pk, name]) in page
            send(police, reverse("task_step", args=[task.pk, name]), **values)

        task.refresh_from_db()
        assert (task.state, task.answer) == (TaskState.DONE, "Đã rõ.")
        tab = client_of(HANDLER).get(reverse("case_tasks", args=[case.number]))
        assert "Đã rõ." in tab.content.decode()

    def test_are_not_found_by_others(self, client_of, case, officer):
        task = services.create_task(
            case=case,
            version=case.version,
            task=services.TaskInput(
                kind="TRACE",
                title="Xác định chủ gian hàng",
                due_on=local_day(timezone.now()),
                to_agency=officer(POLICE).agency,
            ),
            by=officer(HANDLER),
            at=timezone.now(),
        )
        stranger = client_of(STRANGER)

        assert stranger.get(reverse("task", args=[task.pk])).status_code == 404
        address = reverse("task_step", args=[task.pk, "accept"])
        assert stranger.get(address).status_code == 404
        assert client_of(HANDLER).get(address).status_code == 403


class TestLead:
    def test_is_offered_and_accepted_on_the_card(self, client_of, case):
        send(
            client_of(HANDLER),
            step(case, "propose_lead"),
            to_agency="PA05",
            reason="Chủ thể trên mạng.",
            papers="Phiếu xử lý tin | 01/PXL | 2",
        )
        police = client_of(POLICE)
        card = police.get(reverse("case", args=[case.number])).content.decode()
        assert step(case, "accept_lead") in card

        send(police, step(case, "accept_lead"))

        assert Case.objects.get().lead_agency_id == "PA05"


class TestNotes:
    def test_are_written_and_read_on_the_tab(self, client_of, case):
        tab = reverse("case_tasks", args=[case.number])
        answer = client_of(HANDLER).post(
            reverse("add_note", args=[case.number]),
            {"compartment": "AGENCY", "text": "Chỉ trong Sở"},
        )

        assert answer.status_code in {200, 302}, answer.content
        assert "Chỉ trong Sở" in client_of(HANDLER).get(tab).content.decode()
        assert client_of(STRANGER).get(tab).status_code == 404
