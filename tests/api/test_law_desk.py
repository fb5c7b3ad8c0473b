"""The law desk over HTTP: A151 proposes, A152 approves, the law leaves as a file."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from api.idempotency import HEADER
from audit.models import AccessEvent, Entry
from kernel.clock import local_day
from regulations import exchange
from regulations.models import DeadlineRule, ReferenceProposal, ViolationBehaviour
from tests.api.conftest import bearer, token_of
from tests.cases.walk import received

ROOT = "/api/v1/law/"
LAWYER, MANAGER, ADMIN, INSPECTOR = "so.phapche", "so.lanhdao", "quantri", "so.kiemtra"
FRAME = {
    "kind": "BEHAVIOUR",
    "code": "PRT-NODEC",
    "reach": "COMPLETES",
    "reason": "Nạp khung phạt",
    "valid_from": "2020-12-01",
    "citation": "NĐ 119/2020/NĐ-CP Điều 27.3.a",
    "confidence": "confirmed",
    "fine_min_organisation_vnd": 20_000_000,
    "fine_max_organisation_vnd": 40_000_000,
}


@pytest.fixture(autouse=True)
def tokens_sign(settings):
    settings.API_TOKENS_MAY_SIGN = True


@pytest.fixture
def tomorrow():
    return (local_day(timezone.now()) + timedelta(days=1)).isoformat()


@pytest.fixture
def proposal(client_of):
    answer = client_of(LAWYER).post(f"{ROOT}proposals/", FRAME)
    assert answer.status_code == 201, answer.content
    return answer["location"]


def rows(client, question=""):
    answer = client.get(f"{ROOT}open/{question}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


class TestOpenLaw:
    def test_lists_seventeen_behaviours_and_five_titles_without_figures(
        self, client_of
    ):
        """Illegal printing itself among them; the five titles in both fields."""
        found = rows(client_of(LAWYER), "?shown=empty")

        by_kind = {}
        for row in found:
            assert not row["standing"]["is_loaded"]
            assert row["standing"]["remark"]
            by_kind.setdefault(row["kind"], set()).add(row["code"].split(".")[0])
        assert len(by_kind["BEHAVIOUR"]) == 17
        assert "PRT-NODEC" in by_kind["BEHAVIOUR"]
        assert by_kind["CEILING"] == {
            "GIAM_DOC_CONG_AN_TINH",
            "TRUONG_PHONG_CONG_AN_TINH",
            "CHANH_THANH_TRA_TINH",
            "TRUONG_DOAN_THANH_TRA",
            "CHI_CUC_TRUONG_QLTT",
        }
        assert by_kind["DEADLINE_RULE"] == {"D-CHECK-LEN"}

    def test_shows_nothing_that_is_sure(self, client_of):
        for row in rows(client_of(LAWYER)):
            standing = row["standing"]
            assert standing["confidence"] != "confirmed" or not standing["is_loaded"]
            assert not row["code"].startswith("CRM")

    def test_counts_the_uses(self, client_of, officer):
        received(officer, behaviour="PRT-NODEC")

        found = rows(client_of(LAWYER), "?used=used&kind=BEHAVIOUR")

        assert [(row["code"], row["uses"]) for row in found] == [("PRT-NODEC", 1)]

    def test_finds_by_kind_standing_and_words(self, client_of):
        client = client_of(LAWYER)

        assert {row["kind"] for row in rows(client, "?kind=SETTING")} == {"SETTING"}
        found = rows(client, "?shown=recalled&text=khieu+nai")
        codes = {row["code"] for row in found}
        assert "D-COMPL" in codes
        assert "D-SEIZE-1M" not in codes

    def test_names_the_proposal_that_waits(self, client_of, proposal):
        found = rows(client_of(MANAGER), "?kind=BEHAVIOUR&shown=empty")

        waiting = {row["code"]: row["proposal"] for row in found if row["proposal"]}
        assert list(waiting) == ["PRT-NODEC"]
        assert waiting["PRT-NODEC"] in proposal

    @pytest.mark.parametrize(
        ("username", "status"),
        [
            (LAWYER, 200),
            (MANAGER, 200),
            (ADMIN, 200),
            (INSPECTOR, 403),
            ("ca.lanhdao", 403),  # A152: SO_VHTTDL or UBND_TINH
            ("ubnd.kiemsoat", 403),
        ],
    )
    def test_is_for_whoever_may_propose_or_settle(self, client_of, username, status):
        assert client_of(username).get(f"{ROOT}open/").status_code == status
        assert client_of(username).get(f"{ROOT}proposals/").status_code == status

    def test_takes_few_queries(self, client_of, officer, django_assert_max_num_queries):
        for _case in range(3):
            received(officer)
        client = client_of(LAWYER)
        client.get("/api/v1/wards/")  # the token's use is noted

        with django_assert_max_num_queries(18):
            rows(client, "?shown=all")


class TestPropose:
    def test_answers_with_the_row_as_it_stands_and_as_it_shall_be(
        self, client_of, proposal
    ):
        body = client_of(MANAGER).get(proposal).json()

        assert body["state"] == "PROPOSED"
        assert body["proposed_by"]["username"] == LAWYER
        change = body["changes"][0]
        assert change["before"]["fine_max_organisation_vnd"] is None
        assert change["payload"]["fine_max_organisation_vnd"] == 40_000_000
        assert change["citation"] == FRAME["citation"]

    def test_has_one_effect_when_it_is_sent_twice(self, client_of):
        """INV-8."""
        client = client_of(LAWYER)
        first = client.post(f"{ROOT}proposals/", FRAME, headers={HEADER: "k"})
        second = client.post(f"{ROOT}proposals/", FRAME, headers={HEADER: "k"})

        assert first.content == second.content
        assert ReferenceProposal.objects.count() == 1
        third = client.post(f"{ROOT}proposals/", FRAME)
        assert third.status_code == 409
        assert third.json()["code"] == "already_proposed"

    @pytest.mark.parametrize(
        ("change", "status", "field"),
        [
            ({"reach": "SOMETIMES"}, 400, "reach"),
            ({"colour": "red"}, 400, "colour"),
            ({"fine_min_organisation_vnd": "20"}, 400, "fine_min_organisation_vnd"),
            ({"percent": 50}, 422, "percent"),
            ({"citation": "  "}, 422, "citation"),
            ({"fine_max_organisation_vnd": 1}, 422, "fine_max_organisation_vnd"),
            ({"reach": "FROM_DAY"}, 422, "valid_from"),
            ({"code": "PRT-NOTHING"}, 422, None),
        ],
    )
    def test_refuses(self, client_of, change, status, field):
        answer = client_of(LAWYER).post(f"{ROOT}proposals/", FRAME | change)

        assert answer.status_code == status, answer.content
        assert answer["content-type"] == "application/problem+json"
        assert field is None or field in answer.json()["errors"]
        assert not ReferenceProposal.objects.exists()

    @pytest.mark.parametrize("username", [MANAGER, ADMIN, INSPECTOR])
    def test_is_the_legal_officer_s(self, client_of, username):
        answer = client_of(username).post(f"{ROOT}proposals/", FRAME)

        assert answer.status_code == 403

    def test_lists_what_waits(self, client_of, proposal, django_assert_max_num_queries):
        client = client_of(MANAGER)
        client.get("/api/v1/wards/")

        with django_assert_max_num_queries(4):
            found = client.get(f"{ROOT}proposals/?state=PROPOSED").json()["results"]

        assert [row["label"] for row in found] == ["PRT-NODEC"]


class TestSettle:
    def test_approval_makes_the_row(self, client_of, proposal):
        answer = client_of(MANAGER).post(f"{proposal}steps/approve/", {})

        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == "APPROVED"
        row = ViolationBehaviour.objects.get(code="PRT-NODEC")
        assert row.fine_max_organisation_vnd == 40_000_000
        shown = client_of(INSPECTOR).get("/api/v1/violations/?q=PRT-NODEC").json()
        assert shown["results"][0]["standing"] == {
            "confidence": "confirmed",
            "note": row.confidence_note,
            "citation": FRAME["citation"],
            "is_loaded": True,
            "remark": "",
        }

    def test_approval_asks_who_it_is(self, client_of, proposal, settings):
        """A152: step-up."""
        settings.API_TOKENS_MAY_SIGN = False

        answer = client_of(MANAGER).post(f"{proposal}steps/approve/", {})

        assert answer.status_code == 403
        assert answer.json()["code"] == "step_up_required"
        assert ReferenceProposal.objects.get().is_open

    @pytest.mark.parametrize("step", ["approve", "refuse"])
    @pytest.mark.parametrize(
        ("username", "status"),
        [(LAWYER, 403), (ADMIN, 403), (INSPECTOR, 404), ("ca.lanhdao", 404)],
    )
    def test_is_the_second_person_s(self, client_of, proposal, step, username, status):
        answer = client_of(username).post(f"{proposal}steps/{step}/", {"reason": "x"})

        assert answer.status_code == status
        assert ReferenceProposal.objects.get().is_open

    def test_happens_once(self, client_of, proposal):
        first = client_of(MANAGER).post(f"{proposal}steps/approve/", {})
        second = client_of(MANAGER).post(f"{proposal}steps/refuse/", {"reason": "x"})

        assert (first.status_code, second.status_code) == (200, 409)
        assert second.json()["code"] == "already_settled"

    def test_refusal_says_why(self, client_of, proposal):
        client = client_of(MANAGER)
        assert client.post(f"{proposal}steps/refuse/", {}).status_code == 400

        answer = client.post(f"{proposal}steps/refuse/", {"reason": "Sai khoản"})

        assert answer.json()["state"] == "REFUSED"
        assert answer.json()["settled_reason"] == "Sai khoản"

    def test_withdrawal_is_the_proposer_s(self, client_of, proposal):
        address = f"{proposal}steps/withdraw/"
        assert client_of(MANAGER).post(address, {}).status_code == 403

        assert client_of(LAWYER).post(address, {}).json()["state"] == "WITHDRAWN"

    def test_of_a_rule_counts_from_its_day(self, client_of, tomorrow):
        body = {
            "kind": "DEADLINE_RULE",
            "code": "D-SEND",
            "reach": "FROM_DAY",
            "length": "3",
            "valid_from": tomorrow,
            "citation": "Luật 88/2025/QH15",
            "reason": "Văn bản hợp nhất",
        }
        made = client_of(LAWYER).post(f"{ROOT}proposals/", body)
        client_of(MANAGER).post(f"{made['location']}steps/approve/", {})

        newest = DeadlineRule.objects.filter(code="D-SEND").last()
        assert (newest.length, newest.valid_from.isoformat()) == (3, tomorrow)


@pytest.mark.django_db(transaction=True)
class TestSettleAtTheSameTime:
    def test_gives_one_row_and_one_409_that_names_the_winner(self, officer):
        approvers = (officer(MANAGER), officer("so.lanhdao2"))
        tokens = [token_of(approver) for approver in approvers]
        made = bearer(token_of(officer(LAWYER))).post(f"{ROOT}proposals/", FRAME)
        start = Barrier(2)

        def approve(token):
            client = bearer(token)
            start.wait()
            try:
                return client.post(f"{made['location']}steps/approve/", {})
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(approve, tokens))

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        winner = ReferenceProposal.objects.get().settled_by.full_name
        late = next(answer for answer in answers if answer.status_code == 409)
        assert winner in late.json()["detail"]
        assert Entry.objects.filter(action="reference.edit").count() == 1


class TestExport:
    def test_is_the_file_that_another_installation_loads(self, client_of):
        answer = client_of(LAWYER).get(f"{ROOT}export/")

        file = answer.json()
        assert file["checksum"] == exchange.checksum_of(file["tables"])
        assert exchange.read_file(exchange.as_text(file).encode()) == file
        assert AccessEvent.objects.latest("pk").action == "exported"

    @pytest.mark.parametrize("username", [MANAGER, ADMIN, INSPECTOR])
    def test_is_the_legal_officer_s(self, client_of, username):
        assert client_of(username).get(f"{ROOT}export/").status_code == 403
