"""The tab of goods and its steps, as officers take them on the pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from agencies.models import User
from cases.models import Case, ExpertAssessmentRequest, Seizure
from cases.states import SeizureState
from evidence.models import CustodyLine, EvidenceItem
from tests.api.stage import received
from tests.cases.walk import CLERK, HANDLER, INSPECTOR, SIGNER
from tests.web.reading import send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
DRAFT = {
    "ground": "VERIFY",
    "reason": "Xác minh nguồn gốc",
    "minutes_no": "01/BB-TGTV",
    "from_party": "Mạc Thị Thu Cúc",
    "keeper": "Thủ kho phường",
    "place": "Kho UBND phường",
    "goods0_kind": "EXHIBIT",
    "goods0_description": "Sách in không có hóa đơn",
    "goods0_quantity": "1.200",
    "goods0_unit": "COPY",
    "goods0_seal_no": "NP-01",
}


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture
def case(officer) -> Case:
    return received(officer)


@pytest.fixture
def seizure(case, client_of) -> Seizure:
    answer = send(client_of(INSPECTOR), tab(case, "new/draft_seizure/"), **DRAFT)
    assert answer.status_code == 302, text_of(answer)
    return Seizure.objects.get()


def tab(case: Case, tail: str = "") -> str:
    return f"/cases/{case.number}/goods/{tail}"


def step(seizure: Seizure, name: str) -> str:
    return tab(seizure.case, f"seizures/{seizure.pk}/{name}/")


class TestGoodsTab:
    def test_says_so_where_nothing_is_held(self, case, client_of):
        assert client_of(HANDLER).get(tab(case)).status_code == 200

    def test_shows_what_is_held_where_with_both_parties(self, case, seizure, client_of):
        text = text_of(client_of(HANDLER).get(tab(case)))
        for said in (
            "Sách in không có hóa đơn",
            "NP-01",
            "Kho UBND phường",
            "Mạc Thị Thu Cúc",
            "Thủ kho phường",
            "1.200",
        ):
            assert said in text, said

    def test_is_no_page_for_strangers(self, case, client_of):
        assert client_of("so.thuly").get(tab(case)).status_code == 404


class TestSteps:
    def test_sign_release_and_confirm(self, case, seizure, client_of):
        signer = client_of(SIGNER)
        answer = send(signer, step(seizure, "decide"), password="sai")  # noqa: S106
        assert answer.status_code == 422
        answer = send(signer, step(seizure, "decide"), password=PASSWORD)
        assert answer.status_code == 302, text_of(answer)
        send(
            signer,
            step(seizure, "release"),
            to_party="Mạc Thị Thu Cúc",
            reason="Đủ hóa đơn",
        )
        seizure.refresh_from_db()
        assert seizure.state == SeizureState.RELEASED

        item = EvidenceItem.objects.get()
        line = CustodyLine.objects.get(kind="RETURNED")
        answer = send(
            client_of(CLERK),
            tab(case, f"items/{item.pk}/line/"),
            kind="RECEIPT",
            from_party="Mạc Thị Thu Cúc",
            to_party="Thủ kho phường",
            receipt_no="BN-1",
            confirms=str(line.pk),
        )
        assert answer.status_code == 302, text_of(answer)
        assert Case.objects.get(pk=case.pk).missing_receipts == 0

    def test_leave_their_papers_in_the_file(self, case, seizure, client_of):
        """A draft until it is signed, then an issued paper, and a line of the index."""
        client = client_of(HANDLER)
        papers = f"/cases/{case.number}/documents/"
        drawn = reverse("print_case", args=[case.number, "seizure_decision"])
        assert drawn in client.get(papers).content.decode()
        assert "draft-" in client.get(drawn)["Content-Disposition"]

        send(client_of(SIGNER), step(seizure, "decide"), password=PASSWORD)

        page = client.get(papers).content.decode()
        assert "01/QĐ-TGTVPTGPCC" in page
        assert drawn not in page
        for form in ("case_index", "evidence_sheet"):
            address = reverse("print_case", args=[case.number, form])
            assert address in page
            assert client.get(address).content.startswith(b"%PDF")

    def test_are_closed_with_their_reason(self, case, seizure, client_of):
        signer = client_of(SIGNER)
        send(signer, step(seizure, "decide"), password=PASSWORD)
        text = signer.get(tab(case)).content.decode()
        assert f'aria-describedby="why-confiscate{seizure.pk.hex}"' in text
        answer = send(signer, step(seizure, "confiscate"), reason="Tịch thu")
        assert answer.status_code == 409

    def test_are_not_open_to_others(self, seizure, client_of):
        assert client_of(HANDLER).get(step(seizure, "decide")).status_code == 403
        assert client_of(SIGNER).get(step(seizure, "melt")).status_code == 404

    def test_keep_what_was_typed(self, case, client_of):
        typed = DRAFT | {"goods0_seal_no": ""}
        answer = send(client_of(INSPECTOR), tab(case, "new/draft_seizure/"), **typed)
        assert answer.status_code == 422
        assert "Xác minh nguồn gốc" in answer.content.decode()
        assert not Seizure.objects.exists()

    def test_ask_an_expert_and_value_the_goods(self, case, seizure, client_of):
        handler = client_of(HANDLER)
        item = EvidenceItem.objects.get()
        send(
            handler,
            tab(case, "new/request_expert/"),
            body="Phòng KTHS",
            questions="In lậu?",
            items=[str(item.pk)],
        )
        request = ExpertAssessmentRequest.objects.get()
        send(handler, tab(case, f"experts/{request.pk}/send/"))
        send(
            handler,
            tab(case, f"experts/{request.pk}/answer/"),
            conclusion="In lậu",
            answer_signer="Giám định viên",
        )
        request.refresh_from_db()
        assert request.state == "ANSWERED"

        send(
            handler,
            tab(case, "new/start_valuation/"),
            chair=str(User.objects.get(username=SIGNER).pk),
            finance_name="Trương Văn Mẫu",
            finance_title="Sở Tài chính",
            basis="Giá bìa",
        )
        valuation = case.valuations.get()
        send(
            handler,
            tab(case, f"valuations/{valuation.pk}/record/"),
            **{f"value_{item.pk.hex}": "4.000.000"},
        )
        item.refresh_from_db()
        assert item.value_vnd == 4_000_000
