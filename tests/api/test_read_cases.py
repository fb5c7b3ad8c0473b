"""Cases over HTTP: who sees how much, what is told, how many questions it costs."""

from __future__ import annotations

import itertools

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from audit.models import AccessEvent
from cases.models import Case, Participation
from cases.states import CaseState
from tests.cases.walk import at_state, received

LIST = "/api/v1/cases/"
STRANGE_ID = "0198c0de-0000-7000-8000-00000000000a"
PROMISED = {
    "number",
    "title",
    "state",
    "version",
    "lead_agency",
    "supporting_agencies",
    "respondents",
    "violations",
    "facility",
    "source",
    "detected_on",
    "deadlines",
    "steps",
}
HANDLER = "xa.bmt.thuly"


@pytest.fixture
def case(officer) -> Case:
    return received(officer).case


def address(case, tail=""):
    return f"{LIST}{case.pk}/{tail}"


class TestReadACase:
    def test_tells_what_the_interface_promises(self, client_of, case):
        body = client_of(HANDLER).get(address(case)).json()

        assert set(body) >= PROMISED
        assert body["number"] == case.number
        assert body["lead_agency"]["code"] == "UBND_XA_24133"
        assert body["respondents"][0]["name"] == "Mạc Thị Thu Cúc"
        assert body["violations"][0]["behaviour"] == "DST-29-2A"
        assert body["violations"][0]["quantity"] == 80
        assert body["view"] == "full"

    def test_tells_the_deadlines_with_both_ends(self, client_of, officer):
        """S1: D-RECORD from 03/03 ends on 06/03, D-DEC-7WD from 05/03 on 16/03."""
        case = at_state(officer, CaseState.RECORDED).case
        rows = client_of(HANDLER).get(address(case)).json()["deadlines"]
        by_rule = {row["rule"]: row for row in rows}

        assert by_rule["D-RECORD"]["due"] == "2026-03-06"
        assert by_rule["D-RECORD"]["status"] == "MET"
        assert by_rule["D-DEC-7WD"]["start"] == "2026-03-05"
        assert by_rule["D-DEC-7WD"]["strict_due"] == "2026-03-16"
        assert by_rule["D-DEC-7WD"]["status"] == "RUNNING"

    def test_says_which_steps_are_open_and_why_others_are_not(self, client_of, case):
        steps = client_of(HANDLER).get(address(case)).json()["steps"]
        by_name = {step["name"]: step for step in steps}

        assert by_name["start_verification"]["allowed"] is True
        assert by_name["open_case"]["allowed"] is False
        assert by_name["open_case"]["reason_code"] == "wrong_state"
        assert by_name["open_case"]["reason"]
        assert "sign_decision" not in by_name

    def test_says_it_in_the_language_that_is_wished_for(self, client_of, case):
        wish = {"accept-language": "en"}
        steps = client_of(HANDLER).get(address(case), headers=wish).json()["steps"]

        assert "Start verification" in {step["label"] for step in steps}

    def test_gives_its_version_as_a_tag(self, client_of, case):
        assert client_of(HANDLER).get(address(case))["etag"] == f'"{case.version}"'

    def test_is_written_down_before_the_bytes_leave(self, client_of, case):
        """INV-13: no case content without its AccessEvent."""
        client_of(HANDLER).get(address(case))

        event = AccessEvent.objects.get(object_id=str(case.pk))
        assert event.action == "viewed"
        assert event.actor.username == HANDLER


class TestWhoSeesACase:
    @pytest.mark.parametrize(
        ("username", "view"),
        [
            (HANDLER, "full"),
            ("xa.bmt.chutich", "full"),
            ("xa.bmt.vanthu", "full"),
            ("ubnd.lanhdao", "card"),
            ("ubnd.kiemsoat", "audit"),
            ("so.thuly", None),
            ("xa.donghoa", None),
            ("ca.pa03", None),
            ("quantri", None),
        ],
    )
    def test_by_role_and_relation(self, client_of, case, username, view):
        client = client_of(username)
        listed = client.get(LIST).json()["results"]
        answer = client.get(address(case))

        assert [row["view"] for row in listed] == ([view] if view else [])
        assert answer.status_code == (200 if view else 404)
        assert view is None or answer.json()["view"] == view

    def test_tells_of_a_card_its_number_state_and_lead_only(self, client_of, case):
        told = client_of("ubnd.lanhdao").get(address(case)).json()

        assert told["number"] == case.number
        assert told["lead_agency"]["code"] == "UBND_XA_24133"
        text = str(told)
        assert "Hoa Cúc" not in text
        assert "Mạc" not in text
        assert told["violations"] == told["deadlines"] == told["respondents"] == []

    def test_masks_persons_for_the_auditor(self, client_of, case):
        told = client_of("ubnd.kiemsoat").get(address(case)).json()

        assert told["respondents"][0]["name"] == "•••"
        assert "Mạc" not in str(told["respondents"])
        assert told["deadlines"]

    def test_hides_the_draft_from_a_partner(self, client_of, officer):
        case = at_state(officer, CaseState.PENDING_DECISION).case
        Participation.objects.create(
            case=case,
            agency=officer("qltt.kiemtra").agency,
            invited_at=timezone.now(),
            accepted_at=timezone.now(),
        )
        partner = client_of("qltt.kiemtra").get(address(case)).json()

        assert partner["view"] == "partner"
        assert partner["draft"] is None
        assert client_of(HANDLER).get(address(case)).json()["draft"]["fine_vnd"]

    @pytest.mark.parametrize("tail", ["payments/", "evidence/", "documents/"])
    def test_keeps_the_parts_from_who_sees_a_card(self, client_of, case, tail):
        answer = client_of("ubnd.lanhdao").get(address(case, tail))

        assert answer.status_code == 403

    def test_tells_the_invisible_like_the_absent(self, client_of, case):
        """INV-14: same body, whatever is asked and however."""
        client = client_of("so.thuly")
        tails = [
            ("get", ""),
            ("patch", ""),
            ("get", "events/"),
            ("get", "payments/"),
            ("post", "payments/"),
            ("get", "evidence/"),
            ("get", "documents/"),
            ("get", "print/case_report/"),
            ("post", "steps/start_verification/"),
            ("post", "steps/sign_decision/"),
        ]
        for method, tail in tails:
            hidden = getattr(client, method)(address(case, tail))
            absent = getattr(client, method)(f"{LIST}{STRANGE_ID}/{tail}")

            assert hidden.status_code == absent.status_code == 404, tail
            assert hidden.content == absent.content


class TestFindCases:
    @pytest.fixture(autouse=True)
    def two_cases(self, officer, case):
        self.received = case
        self.recorded = at_state(officer, CaseState.RECORDED).case

    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ("", {"received", "recorded"}),
            ("q=photocopy", set()),
            ("q=khong co hoa don", {"received", "recorded"}),
            ("q=mac thi thu cuc", {"received", "recorded"}),
            ("state=RECORDED", {"recorded"}),
            ("state=RECORDED&state=RECEIVED", {"received", "recorded"}),
            ("lead_agency=UBND_XA_24133", {"received", "recorded"}),
            ("lead_agency=SO_VHTTDL", set()),
            ("group=distribution", {"received", "recorded"}),
            ("group=copyright", set()),
            ("ward=24133", {"received", "recorded"}),
            ("overdue=true", {"recorded"}),
            ("overdue=false", {"received"}),
            ("due_before=2026-03-16", set()),
            ("due_before=2026-03-17", {"recorded"}),
            (f"facility={STRANGE_ID}", set()),
            ("waiting_for=my_agency", {"received", "recorded"}),
        ],
    )
    def test_filters(self, client_of, question, found):
        answer = client_of(HANDLER).get(f"{LIST}?{question}")

        assert answer.status_code == 200, answer.content
        numbers = {row["number"] for row in answer.json()["results"]}
        assert numbers == {getattr(self, name).number for name in found}

    @pytest.mark.parametrize(
        "question",
        [
            "state=LOST",
            "overdue=1",
            "overdue=yes",
            "lead_agency=NOBODY",
            "ward=00000",
            "facility=1",
            "waiting_for=you",
            "group=x",
            "due_before=today",
            "number=VV-2026-0001",
            "offset=10",
        ],
    )
    def test_refuses_what_it_does_not_know(self, client_of, question):
        assert client_of(HANDLER).get(f"{LIST}?{question}").status_code == 400

    @pytest.mark.parametrize("ordering", ["due", "-due", "number", "-received"])
    def test_orders_and_pages(self, client_of, ordering):
        client = client_of(HANDLER)
        first = client.get(f"{LIST}?ordering={ordering}&page_size=1").json()
        second = client.get(first["next"]).json()

        numbers = [first["results"][0]["number"], second["results"][0]["number"]]
        assert set(numbers) == {self.received.number, self.recorded.number}
        assert second["next"] is None


def fifty_cases(case: Case) -> None:
    """Copies of a case, each with its number: what a list of fifty shows."""
    count = itertools.count(9000)
    Case.objects.bulk_create(
        Case(
            number=f"VV-2026-{next(count)}",
            title=case.title,
            lead_agency=case.lead_agency,
            competent_authority=case.competent_authority,
            source=case.source,
            ward=case.ward,
            detected_on=case.detected_on,
            received_at=case.received_at,
            received_on=case.received_on,
            folded=case.folded,
        )
        for _ in range(50)
    )


class TestQueries:
    """A list of fifty cases costs at most 6 queries, a case at most 12."""

    def test_of_a_list_with_a_token(
        self, client_of, case, django_assert_max_num_queries
    ):
        fifty_cases(case)
        client = client_of(HANDLER)
        client.get(LIST)

        with django_assert_max_num_queries(6):
            answer = client.get(f"{LIST}?page_size=50")
        assert len(answer.json()["results"]) == 50

    def test_of_a_list_with_a_session(
        self, officer, case, django_assert_max_num_queries
    ):
        fifty_cases(case)
        client = APIClient()
        client.force_login(officer(HANDLER))
        client.get(LIST)

        with django_assert_max_num_queries(6):
            answer = client.get(f"{LIST}?page_size=50")
        assert len(answer.json()["results"]) == 50

    @pytest.mark.parametrize(
        "state",
        [
            CaseState.RECEIVED,
            CaseState.RECORDED,
            CaseState.PENDING_DECISION,
            CaseState.EXECUTING,
            CaseState.NO_SANCTION,
            CaseState.CLOSED,
        ],
    )
    @pytest.mark.parametrize("username", [HANDLER, "xa.bmt.chutich"])
    def test_of_a_case(
        self, client_of, officer, state, username, django_assert_max_num_queries
    ):
        case = at_state(officer, state).case
        client = client_of(username)
        client.get(address(case))

        with django_assert_max_num_queries(12):
            assert client.get(address(case)).status_code == 200
