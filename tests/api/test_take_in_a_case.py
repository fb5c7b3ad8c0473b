"""Intake over HTTP: from findings, or from elsewhere; and what belongs to a case."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from cases.models import Case
from tests.api import stage
from tests.api.stage import address
from tests.api.test_walk_to_a_closed_case import Walk
from tests.cases.walk import CLERK, HANDLER, INSPECTOR, MANAGER, at_state, party

LIST = "/api/v1/cases/"
STRANGE_ID = "0198c0de-0000-7000-8000-00000000000a"


ACT = {
    "behaviour": "DST-29-2A",
    "act_on": "2026-03-03",
    "titles": [{"title": "Truyện cổ tích", "quantity": 80}],
}


def body(**change):
    return {
        "title": "Bán sách không rõ nguồn gốc",
        "source": "TIP_OFF",
        "detected_on": "2026-03-03",
        "ward": "24133",
        "acts": [ACT],
    } | change


class TestTakeInACase:
    def test_answers_with_its_number_and_place(self, client_of):
        respondent = party()
        sent = body(parties=[str(respondent.pk)])
        answer = client_of(HANDLER).post(LIST, sent)

        assert answer.status_code == 201, answer.content
        told = answer.json()
        assert told["number"].startswith("VV-")
        assert told["state"] == "RECEIVED"
        assert told["respondents"][0]["party"] == str(respondent.pk)
        assert told["violations"][0]["quantity"] == 80
        assert client_of(HANDLER).get(answer["location"]).json()["id"] == told["id"]

    @pytest.mark.parametrize(
        ("username", "status"),
        [
            (INSPECTOR, 400),
            (HANDLER, 400),
            (MANAGER, 400),
            ("ca.pa03", 400),
            (CLERK, 403),
            ("xa.bmt.chutich", 403),
            ("quantri", 403),
            ("ubnd.kiemsoat", 403),
        ],
    )
    def test_is_for_who_may_receive(self, client_of, username, status):
        assert client_of(username).post(LIST, {"x": 1}).status_code == status

    @pytest.mark.parametrize(
        ("change", "status", "field"),
        [
            ({"detected_on": "2099-01-01"}, 422, "detected_on"),
            ({"ward": "99999"}, 422, "ward"),
            ({"facility": STRANGE_ID}, 422, "facility"),
            ({"parties": [STRANGE_ID]}, 422, "parties.0"),
            ({"title": ""}, 422, "title"),
            ({"title": 5}, 400, "title"),
            ({"source": "DREAM"}, 400, "source"),
            ({"state": "CLOSED"}, 400, "state"),
            ({"number": "VV-2026-0001"}, 400, "number"),
            ({"findings": []}, 422, "findings"),
            ({"acts": [ACT | {"behaviour": "NO-SUCH"}]}, 422, "behaviour"),
            ({"acts": [ACT | {"behaviour": "CPR-131-18"}]}, 422, "behaviour"),
            ({"acts": [{"behaviour": "DST-29-2A"}]}, 400, "acts.0.act_on"),
        ],
    )
    def test_names_each_fault(self, client_of, change, status, field):
        answer = client_of(HANDLER).post(LIST, body(**change))

        assert answer.status_code == status, answer.content
        assert field is None or field in answer.json()["errors"]
        assert not Case.objects.exists()

    def test_grows_once_from_a_finding(self, client_of, settings):
        settings.API_TOKENS_MAY_SIGN = True
        walk = Walk(client_of)
        visit = walk.visit_under_way(walk.published_item(walk.facility()))
        finding = walk.finding_with_photo(visit)
        sent = {"findings": [finding["id"]]}
        first = client_of(INSPECTOR).post(LIST, sent)
        second = client_of(INSPECTOR).post(LIST, sent)

        assert first.status_code == 201, first.content
        assert first.json()["facility"]["name"].endswith("Hoa Cúc")
        assert second.status_code == 409
        assert second.json()["code"] == "finding_taken"
        assert second.json()["current"] == {"case": first.json()["number"]}

    def test_refuses_a_finding_that_is_not_seen(self, client_of, settings):
        settings.API_TOKENS_MAY_SIGN = True
        walk = Walk(client_of)
        visit = walk.visit_under_way(walk.published_item(walk.facility()))
        finding = walk.finding_with_photo(visit)
        stranger = client_of("xa.donghoa")
        hidden = stranger.post(LIST, {"findings": [finding["id"]]})
        absent = stranger.post(LIST, {"findings": [STRANGE_ID]})

        assert hidden.status_code == absent.status_code == 422
        assert hidden.content == absent.content


class TestEditACase:
    def test_changes_what_is_sent(self, client_of, officer):
        case = stage.received(officer)
        sent = {"title": "Tên mới", "version": case.version}
        answer = client_of(HANDLER).patch(address(case), sent)

        assert answer.status_code == 200, answer.content
        assert answer.json()["title"] == "Tên mới"
        assert answer.json()["version"] == case.version + 1

    def test_leaves_what_the_record_holds(self, client_of, officer):
        case = at_state(officer, "RECORDED").case
        sent = {"place": "Nơi khác", "version": case.version}
        answer = client_of(HANDLER).patch(address(case), sent)

        assert answer.status_code == 409
        assert answer.json()["code"] == "record_holds"

    @pytest.mark.parametrize("name", ["state", "number", "lead_agency", "id"])
    def test_never_sets_what_is_not_asked(self, client_of, officer, name):
        case = stage.received(officer)
        sent = {name: "CLOSED", "version": case.version}
        answer = client_of(HANDLER).patch(address(case), sent)

        assert answer.status_code == 400
        assert set(answer.json()["errors"]) == {name}


class TestPayments:
    @pytest.fixture
    def case(self, officer) -> Case:
        return at_state(officer, "EXECUTING").case

    def pay(self, client_of, case, **change):
        sent = {
            "version": case.version,
            "amount_vnd": 3_750_000,
            "receipt_no": "BL-7",
            "occurred_on": "2026-03-24",
        }
        return client_of(HANDLER).post(address(case, "payments/"), sent | change)

    def test_are_listed_as_they_came(self, client_of, case):
        answer = self.pay(client_of, case)

        assert answer.status_code == 201, answer.content
        assert answer.json()["principal_vnd"] == 3_750_000
        listed = client_of(HANDLER).get(address(case, "payments/")).json()["results"]
        assert listed == [answer.json()]

    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"amount_vnd": 3_750_001}, 422, "payment_above_debt"),
            ({"amount_vnd": 0}, 422, "value_refused"),
            ({"amount_vnd": "3750000"}, 400, "unreadable"),
            ({"amount_vnd": 2**70}, 422, "value_refused"),
            ({"occurred_on": "2099-01-01"}, 422, "date_in_future"),
            ({"occurred_on": "2026-01-01"}, 422, "date_too_early"),
            ({"version": 1}, 409, "case_moved_on"),
        ],
    )
    def test_are_refused_whole(self, client_of, case, change, status, code):
        answer = self.pay(client_of, case, **change)

        assert answer.status_code == status, answer.content
        assert answer.json()["code"] == code
        assert not case.decision.payments.exists()


class TestFilesOfACase:
    @pytest.fixture
    def case(self, officer) -> Case:
        return stage.received(officer)

    def send(self, client, case, **more):
        file = io.BytesIO()
        Image.new("RGB", (40, 30), "teal").save(file, "PNG")
        file.seek(0)
        file.name = "bìa sách.png"
        sha256 = hashlib.sha256(file.getvalue()).hexdigest()
        sent = {"file": file, "sha256": sha256} | more
        return client.post(address(case, "evidence/"), sent, format="multipart")

    def test_are_kept_with_their_custody(self, client_of, case):
        answer = self.send(client_of(HANDLER), case)

        assert answer.status_code == 201, answer.content
        listed = client_of(HANDLER).get(address(case, "evidence/")).json()["results"]
        assert [row["id"] for row in listed] == [answer.json()["id"]]

    @pytest.mark.parametrize(
        ("username", "status"),
        [(HANDLER, 201), (CLERK, 403), ("so.thuly", 404), ("ubnd.lanhdao", 403)],
    )
    def test_are_for_who_may_add_them(self, client_of, case, username, status):
        assert self.send(client_of(username), case).status_code == status

    def test_keep_to_their_compartment(self, client_of, case):
        refused = self.send(client_of(HANDLER), case, compartment="POLICE")

        assert refused.status_code == 422
        assert "compartment" in refused.json()["errors"]
        assert not case.case_evidence.exists()
