"""Agencies work together over HTTP: tasks, offers, notes, timeline, tip-offs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agencies.models import User
from audit.models import AccessEvent
from cases import services
from cases.models import Case, Note
from demo.accounts import PASSWORD
from kernel.clock import local_day
from tests.api.stage import ROOT, address
from tests.cases.walk import party

HANDLER, DIRECTOR = "so.thuly", "so.giamdoc"
POLICE, STRANGER = "ca.pa05", "xa.donghoa"
REASON = "Cần đối chiếu với lời khai của chủ cơ sở"


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


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def post(client, path: str, /, **body):
    return client.post(path, body, format="json")


@pytest.fixture
def task(client_of, case) -> dict:
    answer = post(
        client_of(HANDLER),
        address(case, "tasks/"),
        version=case.version,
        kind="TRACE",
        title="Xác định chủ gian hàng",
        to_agency="PA05",
        due_on=local_day(timezone.now()).isoformat(),
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def step(task: dict, name: str) -> str:
    return f"{ROOT}tasks/{task['id']}/steps/{name}/"


class TestTasks:
    def test_lie_in_the_boxes_of_both_sides(self, client_of, task):
        def box(username: str, name: str) -> list[str]:
            answer = client_of(username).get(f"{ROOT}tasks/?box={name}")
            return [row["id"] for row in answer.json()["results"]]

        assert box(POLICE, "in") == [task["id"]]
        assert box(POLICE, "out") == []
        assert box(HANDLER, "out") == [task["id"]]
        assert box(HANDLER, "mine") == [task["id"]]
        assert box(STRANGER, "in") == []

    def test_are_accepted_once(self, client_of, task):
        first = post(client_of(POLICE), step(task, "accept"))
        second = post(client_of("ca.lanhdao"), step(task, "accept"))

        assert (first.status_code, second.status_code) == (200, 409)
        assert first.json()["state"] == "ACCEPTED"
        assert second.json()["current"]["changed_by"] == "Hoàng Đức Anh"

    def test_are_answered_by_the_side_asked(self, client_of, case, task):
        refused = post(client_of(HANDLER), step(task, "answer"), answer="x")
        answered = post(client_of(POLICE), step(task, "answer"), answer="Đã rõ.")

        assert (refused.status_code, answered.status_code) == (403, 200)
        assert answered.json()["answer"] == "Đã rõ."
        assert fresh(case).open_tasks == 0

    def test_do_not_exist_for_others(self, client_of, task):
        client = client_of(STRANGER)

        assert client.get(f"{ROOT}tasks/{task['id']}/").status_code == 404
        assert post(client, step(task, "accept")).status_code == 404

    def test_wait_with_since_and_until(self, client_of, task):
        (row,) = client_of(POLICE).get(f"{ROOT}waiting/").json()["results"]

        assert (row["kind"], row["about"]) == ("task", task["id"])
        assert (row["until"], row["asked_by"]["code"]) == (task["due_on"], "SO_VHTTDL")


class TestInvitation:
    def test_is_answered_by_the_agency_invited(self, client_of, case):
        invited = post(
            client_of(HANDLER),
            address(case, "steps/invite_agency/"),
            version=case.version,
            agency="PA05",
            purpose="Phối hợp xác minh",
        )
        assert invited.status_code == 200, invited.content
        path = address(case, "steps/accept_invitation/")

        assert post(client_of(STRANGER), path).status_code == 404
        assert post(client_of(HANDLER), path).status_code == 403
        version = fresh(case).version
        answer = post(client_of(POLICE), path, version=version)

        assert answer.status_code == 200, answer.content
        assert answer.json()["view"] == "partner"
        again = post(client_of(POLICE), path, version=fresh(case).version)
        assert again.status_code == 409


class TestLead:
    def test_passes_by_offer_and_acceptance(self, client_of, case):
        offered = post(
            client_of(HANDLER),
            address(case, "steps/propose_lead/"),
            version=case.version,
            to_agency="PA05",
            reason="Chủ thể trên mạng.",
            papers=[{"title": "Phiếu xử lý tin", "sheets": 2}],
        )
        assert offered.status_code == 200, offered.content
        assert offered.json()["lead_agency"]["code"] == "SO_VHTTDL"
        path, version = address(case, "steps/accept_lead/"), fresh(case).version

        first = post(client_of(POLICE), path, version=version)
        second = post(client_of("ca.lanhdao"), path, version=version)

        assert first.json()["lead_agency"]["code"] == "PA05"
        assert fresh(case).lead_agency_id == "PA05"
        # The right to take the lead ended with the first: the second is told who.
        assert second.status_code == 409
        assert second.json()["code"] == "case_moved_on"
        winner = User.objects.get(username=POLICE)
        assert second.json()["current"]["changed_by"] == winner.full_name

    def test_tells_nobody_else_who_was_first(self, client_of, case):
        post(
            client_of(HANDLER),
            address(case, "steps/propose_lead/"),
            version=case.version,
            to_agency="PA05",
            reason="Chủ thể trên mạng.",
        )
        path, version = address(case, "steps/accept_lead/"), fresh(case).version
        post(client_of(POLICE), path, version=version)

        assert post(client_of(HANDLER), path, version=version).status_code == 403


class TestNotes:
    def test_are_read_where_they_were_written(self, client_of, case, task):
        post(client_of(POLICE), step(task, "accept"))
        for username, compartment in ((HANDLER, "AGENCY"), (POLICE, "POLICE")):
            made = post(
                client_of(username),
                address(case, "notes/"),
                compartment=compartment,
                text=f"của {username}",
            )
            assert made.status_code == 201, made.content

        def texts(username: str) -> list[str]:
            rows = client_of(username).get(address(case, "notes/")).json()["results"]
            return [row["text"] for row in rows]

        assert texts(HANDLER) == [f"của {HANDLER}"]
        assert texts(POLICE) == [f"của {POLICE}"]
        told = client_of(HANDLER).get(address(case, "timeline/")).content.decode()
        assert f"của {POLICE}" not in told
        assert f"của {HANDLER}" in told

    def test_are_revealed_with_a_reason(self, client_of, officer, case):
        post(
            client_of(HANDLER),
            address(case, "notes/"),
            compartment="AGENCY",
            text="Số xe 47C",
            is_operational=True,
        )
        note = Note.objects.get()
        path = address(case, "reveals/")
        values = {"what": "note", "note": str(note.pk)}

        short = post(client_of(DIRECTOR), path, reason="xem", **values)
        shown = post(client_of(DIRECTOR), path, reason=REASON, **values)
        hidden = client_of(DIRECTOR).get(address(case, "notes/")).json()["results"]

        assert (short.status_code, shown.json()) == (422, {"text": "Số xe 47C"})
        assert hidden[0]["text"] == "•••"
        (row,) = client_of("so.lanhdao").get(path).json()["results"]
        assert (row["actor"]["username"], row["reason"]) == (DIRECTOR, REASON)


class TestBreakGlass:
    def test_opens_the_case_to_a_head(self, client_of, case):
        head = client_of("tt.lanhdao")
        assert head.get(address(case)).status_code == 404
        path = f"{ROOT}break-glass/"

        absent = post(head, path, number="VV-2000-0001", reason=REASON)
        opened = post(head, path, number=case.number, reason=REASON)

        assert (absent.status_code, opened.status_code) == (404, 201)
        assert head.get(address(case)).json()["view"] == "full"
        assert (
            post(client_of(STRANGER), path, number="x", reason="y").status_code == 403
        )


class TestTipOffs:
    def test_become_cases_and_never_name_who_reported(self, client_of):
        made = post(
            client_of(HANDLER),
            f"{ROOT}tip-offs/",
            text="Bán sách giả",
            channel="PHONE",
            informant_name="Người Báo Tin",
        )
        assert made.status_code == 201, made.content
        path = f"{ROOT}tip-offs/{made.json()['id']}/"

        referred = post(
            client_of(HANDLER), f"{path}steps/refer/", title="Bán sách giả ở chợ"
        )

        assert referred.json()["state"] == "IN_CASE"
        case = Case.objects.get()
        assert case.source == "TIP_OFF"
        for address_ in (path, f"{ROOT}tip-offs/", address(case)):
            told = client_of(HANDLER).get(address_).content.decode()
            assert "Người Báo Tin" not in told
        assert client_of(POLICE).get(path).status_code == 404

    def test_show_the_informant_after_a_second_proof(
        self, client_of, officer, settings
    ):
        user = officer(HANDLER)
        user.set_password(PASSWORD)
        user.save()
        post(
            client_of(HANDLER),
            f"{ROOT}tip-offs/",
            text="Bán sách giả",
            channel="PHONE",
            informant_name="Người Báo Tin",
        )
        tip_off = client_of(HANDLER).get(f"{ROOT}tip-offs/").json()["results"][0]
        post(
            client_of(HANDLER),
            f"{ROOT}tip-offs/{tip_off['id']}/steps/refer/",
            title="Bán sách giả ở chợ",
        )
        path = address(Case.objects.get(), "reveals/")
        values = {"what": "informant", "reason": REASON}

        settings.API_TOKENS_MAY_SIGN = False
        unproved = post(client_of(HANDLER), path, **values)
        proved = post(client_of(HANDLER), path, password=PASSWORD, **values)

        assert unproved.status_code == 403
        assert proved.json()["name"] == "Người Báo Tin", proved.content
        assert AccessEvent.objects.filter(action="revealed").count() == 1
