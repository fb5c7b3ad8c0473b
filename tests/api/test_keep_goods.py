"""Goods over HTTP: seizures, the custody book, experts, valuations."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cases.models import Case, ExpertAssessmentRequest, Seizure, Valuation
from cases.states import SeizureState
from documents.models import IssuedDocument
from evidence.models import CustodyLine, EvidenceItem
from kernel.clock import local_day
from tests.api import stage
from tests.api.stage import ROOT, address
from tests.cases.walk import CLERK, HANDLER, INSPECTOR, MANAGER, SIGNER

STRANGER, OVERSEER, ADMIN = "so.thuly", "ubnd.lanhdao", "quantri"
GOODS = {
    "kind": "EXHIBIT",
    "description": "Sách in không có hóa đơn",
    "unit": "COPY",
    "quantity": "80",
    "seal_no": "NP-01",
}
DRAFT = {
    "ground": "VERIFY",
    "reason": "Xác minh nguồn gốc",
    "minutes_no": "01/BB-TGTV",
    "place": "Kho UBND phường",
    "from_party": "Mạc Thị Thu Cúc",
    "keeper": "Thủ kho",
    "goods": [GOODS],
}


@pytest.fixture(autouse=True)
def tokens_sign(settings):
    settings.API_TOKENS_MAY_SIGN = True


@pytest.fixture
def case(officer) -> Case:
    return stage.received(officer)


@pytest.fixture
def post(client_of, case):
    def post(by: str, place: str, /, **body):
        version = Case.objects.get(pk=case.pk).version
        if not place.startswith("/"):
            place = address(case, place)
        return client_of(by).post(place, {"version": version} | body, format="json")

    return post


@pytest.fixture
def seizure(post) -> Seizure:
    answer = post(INSPECTOR, "seizures/", **DRAFT)
    assert answer.status_code == 201, answer.content
    return Seizure.objects.get()


def step(part, name: str) -> str:
    kinds = {
        Seizure: "seizures",
        ExpertAssessmentRequest: "expert-requests",
        Valuation: "valuations",
    }
    return f"{ROOT}{kinds[type(part)]}/{part.pk}/steps/{name}/"


class TestSeizures:
    def test_are_drafted_signed_and_ended(self, post, seizure, client_of):
        answer = post(SIGNER, step(seizure, "decide"))
        assert answer.status_code == 200, answer.content
        assert answer.json()["number"] == "01/QĐ-TGTVPTGPCC"
        assert answer.json()["state"] == "ACTIVE"
        assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
        assert IssuedDocument.objects.get().number_text == "01/QĐ-TGTVPTGPCC"

        answer = post(
            SIGNER,
            step(seizure, "release"),
            reason="Đủ hóa đơn",
            to_party="Mạc Thị Thu Cúc",
        )
        assert answer.json()["state"] == "RELEASED", answer.content
        assert IssuedDocument.objects.filter(form="seizure_return").exists()
        item = EvidenceItem.objects.get()
        listed = client_of(HANDLER).get(f"{ROOT}goods/{item.pk}/lines/").json()
        kinds = [line["kind"] for line in listed["results"]]
        assert kinds == ["TAKEN", "SEALED", "RETURNED"]

        line = CustodyLine.objects.get(kind="RETURNED")
        answer = post(
            HANDLER,
            f"{ROOT}goods/{item.pk}/lines/",
            kind="RECEIPT",
            from_party="Mạc Thị Thu Cúc",
            to_party="Thủ kho",
            receipt_no="BN-1",
            confirms=str(line.pk),
        )
        assert answer.status_code == 201, answer.content
        assert Case.objects.get().missing_receipts == 0

    def test_say_409_with_the_reason(self, post, seizure):
        post(SIGNER, step(seizure, "decide"))
        answer = post(SIGNER, step(seizure, "confiscate"), reason="Tịch thu")
        assert answer.status_code == 409
        assert answer.json()["blockers"][0]["code"] == "goods_ordered"
        assert post(SIGNER, step(seizure, "decide")).status_code == 409

    def test_say_422_for_a_limit_that_the_facts_do_not_allow(self, post, seizure):
        post(SIGNER, step(seizure, "decide"))
        answer = post(
            SIGNER, step(seizure, "extend"), limit_rule="D-SEIZE-1M", reason="Chờ"
        )
        assert answer.status_code == 422
        assert "limit_rule" in answer.json()["errors"]

    @pytest.mark.parametrize(
        ("by", "status"),
        [
            (INSPECTOR, 403),
            (HANDLER, 403),
            (CLERK, 403),
            (MANAGER, 403),
            (OVERSEER, 403),
            (STRANGER, 404),
            (ADMIN, 404),
        ],
    )
    def test_are_signed_by_the_competent_person_only(self, post, seizure, by, status):
        for name in ("decide", "extend", "release", "confiscate", "destroy"):
            assert post(by, step(seizure, name)).status_code == status
        assert Seizure.objects.get().state == SeizureState.DRAFT

    def test_ask_for_a_proof_of_identity(self, post, seizure, settings):
        settings.API_TOKENS_MAY_SIGN = False
        answer = post(SIGNER, step(seizure, "decide"))
        assert answer.status_code == 403
        assert answer.json()["code"] == "step_up_required"

    def test_are_read_by_who_sees_the_file(self, client_of, case, seizure):
        place = f"{ROOT}seizures/{seizure.pk}/"
        assert client_of(HANDLER).get(place).json()["keeper"] == "Thủ kho"
        assert client_of(STRANGER).get(place).status_code == 404
        listed = client_of(HANDLER).get(address(case, "seizures/")).json()
        assert [row["id"] for row in listed["results"]] == [str(seizure.pk)]


class TestGoods:
    def test_are_added_until_the_decision_is_signed(
        self, post, seizure, client_of, case
    ):
        more = GOODS | {"description": "Kệ sách", "seal_no": "", "note": "Không niêm"}
        body = more | {"seizure": str(seizure.pk), "from_party": "Mạc Thị Thu Cúc"}
        assert post(INSPECTOR, "goods/", **body).status_code == 201
        rows = client_of(HANDLER).get(address(case, "goods/")).json()["results"]
        assert [row["held"] for row in rows] == ["80.00", "80.00"]
        assert rows[0]["seals"] == ["NP-01"]

        post(SIGNER, step(seizure, "decide"))
        assert post(INSPECTOR, "goods/", **body).status_code == 409

    def test_do_not_leave_without_a_signed_act(self, post, seizure):
        item = EvidenceItem.objects.get()
        answer = post(
            HANDLER,
            f"{ROOT}goods/{item.pk}/lines/",
            kind="RETURNED",
            from_party="A",
            to_party="B",
        )
        assert answer.status_code == 422
        assert answer.json()["code"] == "needs_signed_act"


class TestExperts:
    def test_are_asked_and_answer(self, post, case):
        answer = post(
            HANDLER, "expert-requests/", body="Phòng KTHS", questions="In lậu?"
        )
        assert answer.status_code == 201, answer.content
        request = ExpertAssessmentRequest.objects.get()
        assert post(HANDLER, step(request, "send")).json()["state"] == "SENT"
        answer = post(
            HANDLER,
            step(request, "answer"),
            conclusion="In lậu",
            answer_signer="Giám định viên",
            answered_on=str(local_day(timezone.now())),
        )
        assert answer.json()["state"] == "ANSWERED", answer.content
        assert Case.objects.get(pk=case.pk).result_received_on is not None

    def test_are_not_asked_by_others(self, post):
        assert post(INSPECTOR, "expert-requests/").status_code == 403


class TestValuations:
    def test_fix_the_value(self, post, seizure):
        answer = post(
            HANDLER,
            "valuations/",
            chair=SIGNER,
            members=[
                {
                    "name": "Trương Văn Mẫu",
                    "title": "Sở Tài chính",
                    "is_of_finance": True,
                }
            ],
            basis="Giá bìa",
        )
        assert answer.status_code == 201, answer.content
        valuation = Valuation.objects.get()
        item = EvidenceItem.objects.get()
        answer = post(
            HANDLER,
            step(valuation, "record"),
            values=[{"item": str(item.pk), "value_vnd": 4_000_000}],
        )
        assert answer.json()["value_vnd"] == 4_000_000, answer.content
        assert post(HANDLER, step(valuation, "waive"), reason="x").status_code == 409
