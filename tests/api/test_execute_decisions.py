"""Complaints, reliefs and the clock sheet over HTTP."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cases.models import Case, Complaint, FineRelief
from cases.states import CaseState
from kernel.clock import local_day
from tests.api import stage
from tests.api.stage import address
from tests.cases.walk import CLERK, HANDLER, SIGNER, at_state, reread


@pytest.fixture(autouse=True)
def tokens_sign(settings):
    settings.API_TOKENS_MAY_SIGN = True


@pytest.fixture
def executing(officer, client_of) -> Case:
    """Decided and received today."""
    case = stage.pending(officer)
    post(client_of(SIGNER), case, "steps/sign_decision/")
    post(client_of(CLERK), case, "steps/confirm_delivery/", method="DIRECT")
    return reread(case)


def post(client, case, tail, expected=200, **body):
    version = Case.objects.get(pk=case.pk).version
    answer = client.post(address(case, tail), {"version": version} | body)
    assert answer.status_code == expected, answer.content
    return answer.json()


class TestComplaints:
    WORDS = {"complainant": "Mạc Thị Thu Cúc", "content": "Mức phạt quá cao."}

    def test_are_registered_and_listed(self, client_of, executing):
        made = post(client_of(CLERK), executing, "complaints/", 201, **self.WORDS)

        listed = client_of(HANDLER).get(address(executing, "complaints/")).json()
        assert made["state"] == "FILED"
        assert [row["id"] for row in listed["results"]] == [made["id"]]

    def test_go_from_step_to_step_to_the_annulment(self, client_of, executing):
        made = post(client_of(CLERK), executing, "complaints/", 201, **self.WORDS)
        steps = f"complaints/{made['id']}/steps"
        signer = client_of(SIGNER)
        post(signer, executing, f"{steps}/accept/")
        post(signer, executing, f"{steps}/begin/")
        shown = post(
            signer,
            executing,
            f"{steps}/resolve/",
            outcome="ANNUL",
            reasoning="Sai thẩm quyền.",
        )

        assert shown["state"] == "ANNULLED"
        assert shown["decision"] is None
        assert Complaint.objects.get().outcome == "ANNUL"

    def test_are_settled_by_the_competent_person_only(self, client_of, executing):
        made = post(client_of(CLERK), executing, "complaints/", 201, **self.WORDS)
        accept = f"complaints/{made['id']}/steps/accept/"

        assert post(client_of(HANDLER), executing, accept, 403)
        assert post(client_of("so.giamdoc"), executing, accept, 404)
        assert Complaint.objects.get().state == "FILED"

    def test_of_another_case_are_not_found(self, client_of, officer, executing):
        made = post(client_of(CLERK), executing, "complaints/", 201, **self.WORDS)
        other = at_state(officer, CaseState.EXECUTING).case

        post(client_of(SIGNER), other, f"complaints/{made['id']}/steps/accept/", 404)

    def test_out_of_order_answer_409(self, client_of, executing):
        made = post(client_of(CLERK), executing, "complaints/", 201, **self.WORDS)
        tail = f"complaints/{made['id']}/steps/begin/"

        problem = post(client_of(SIGNER), executing, tail, 409)

        assert problem["code"] == "wrong_state"


class TestReliefs:
    def test_are_asked_for_and_granted(self, client_of, executing):
        made = post(
            client_of(HANDLER),
            executing,
            "reliefs/",
            201,
            kind="REDUCE",
            reason="Hoàn cảnh khó khăn.",
        )
        shown = post(
            client_of(SIGNER),
            executing,
            f"reliefs/{made['id']}/steps/grant/",
            reduced_vnd=1_000_000,
        )

        assert shown["decision"]["unpaid_vnd"] == 2_750_000
        (row,) = (
            client_of(HANDLER).get(address(executing, "reliefs/")).json()["results"]
        )
        assert (row["state"], row["reduced_vnd"]) == ("GRANTED", 1_000_000)

    def test_name_the_field_that_the_law_refuses(self, client_of, executing):
        made = post(
            client_of(HANDLER),
            executing,
            "reliefs/",
            201,
            kind="INSTALMENTS",
            reason="Hoàn cảnh khó khăn.",
        )
        today = local_day(timezone.now()).isoformat()
        problem = post(
            client_of(SIGNER),
            executing,
            f"reliefs/{made['id']}/steps/grant/",
            422,
            instalments=[{"amount_vnd": 3_750_000, "due_on": today}],
        )

        assert set(problem["errors"]) == {"instalments"}
        assert FineRelief.objects.get().state == "REQUESTED"


class TestClockSheet:
    def test_tells_the_limits_of_a_day(self, client_of, officer):
        case = at_state(officer, CaseState.EXECUTED).case
        sheet = address(case, "clock-sheet/")

        then = client_of(HANDLER).get(sheet, {"on": "2026-03-05"}).json()
        now = client_of(HANDLER).get(sheet).json()

        rows = {row["rule"]: row for row in then["limits"]}
        assert then["on"] == "2026-03-05"
        assert rows["D-DEC-7WD"]["status"] == "RUNNING"
        assert rows["D-DEC-7WD"]["due"] == "2026-03-16"
        assert rows["D-DEC-7WD"]["confidence"] == "confirmed"
        assert "D-SEND" not in rows
        assert {row["rule"]: row["status"] for row in now["limits"]}["D-SEND"] == "MET"

    def test_refuses_what_is_no_day(self, client_of, officer):
        case = at_state(officer, CaseState.RECORDED).case

        answer = client_of(HANDLER).get(
            address(case, "clock-sheet/"), {"on": "yesterday"}
        )

        assert answer.status_code == 400
