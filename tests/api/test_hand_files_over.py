"""Forwarding, the criminal transfer and its ways back over HTTP."""

from __future__ import annotations

import pytest

from cases.models import Case
from cases.states import CaseState
from documents.models import IssuedDocument
from tests.api.stage import address
from tests.cases.test_forward_to_competent import recorded
from tests.cases.walk import HANDLER as WARD_HANDLER
from tests.cases.walk import at_state, party
from tests.cases.walk_crime import (
    DIRECTOR,
    HANDLER,
    POLICE,
    offered,
    printing,
    received,
    signed,
)

PAPERS = [{"title": "Biên bản kiểm tra", "number": "12/BB-KT", "sheets": 4}]


@pytest.fixture(autouse=True)
def signing(settings) -> None:
    settings.API_TOKENS_MAY_SIGN = True


def take(client, case: Case, name: str, **body):
    """The step on the case as it stands; gives the answer's body."""
    body["version"] = Case.objects.get(pk=case.pk).version
    answer = client.post(address(case, f"steps/{name}/"), body)
    assert answer.status_code == 200, answer.content
    return answer.json()


class TestCriminalTransfer:
    def test_goes_and_comes_back(self, officer, client_of):
        case = signed(officer).case
        police, handler = client_of(POLICE), client_of(HANDLER)
        shown = take(
            client_of(DIRECTOR),
            case,
            "transfer_criminal",
            to_agency="CQDT",
            reason="Có dấu hiệu tội phạm.",
            papers=PAPERS,
        )
        assert shown["state"] == CaseState.TRANSFERRED
        take(police, case, "accept_transfer", receipt_no="07/BB-BG")
        take(police, case, "extend_investigation", term="COMPLEX", reason="Phức tạp.")
        shown = take(
            handler,
            case,
            "receive_returned_file",
            kind="NOT_PROSECUTED",
            number="15/QĐ-CQĐT",
            issued_on=str(Case.objects.get(pk=case.pk).transfer.answered_on),
        )

        assert shown["state"] == CaseState.RETURNED

    def test_is_prosecuted_and_closed(self, officer, client_of):
        case = signed(officer).case
        police = client_of(POLICE)
        take(
            client_of(DIRECTOR),
            case,
            "transfer_criminal",
            to_agency="CQDT",
            reason="Có dấu hiệu tội phạm.",
            papers=PAPERS,
        )
        take(police, case, "accept_transfer")
        shown = take(police, case, "record_prosecution", number="31/QĐ-KTVA")
        assert shown["state"] == CaseState.PROSECUTED
        shown = take(police, case, "close_on_judgment", number="88/HS-ST")

        assert shown["state"] == CaseState.CLOSED

    def test_bears_the_day_on_which_it_is_signed(self, officer, client_of):
        case = signed(officer).case
        answer = client_of(DIRECTOR).post(
            address(case, "steps/transfer_criminal/"),
            {
                "to_agency": "CQDT",
                "reason": "Có dấu hiệu tội phạm.",
                "papers": PAPERS,
                "occurred_on": "2026-06-03",
                "version": case.version,
            },
        )

        assert answer.status_code == 422
        assert answer.json()["code"] == "date_not_today"

    def test_is_refused_with_a_reason(self, officer, client_of):
        case = signed(officer).case
        take(
            client_of(DIRECTOR),
            case,
            "transfer_criminal",
            to_agency="CQDT",
            reason="Có dấu hiệu tội phạm.",
            papers=PAPERS,
        )
        take(client_of(POLICE), case, "refuse_transfer", reason="Không đủ dấu hiệu.")
        shown = take(
            client_of(HANDLER), case, "receive_returned_file", kind="RECEIPT_REFUSED"
        )

        assert shown["state"] == CaseState.RETURNED


class TestReceipt:
    def test_needs_words_where_it_differs_from_the_list(self, officer, client_of):
        case, police = offered(officer).case, client_of(POLICE)
        path = address(case, "steps/accept_transfer/")
        body = {"version": case.version, "missing_papers": [2]}

        answer = police.post(path, body)
        assert answer.status_code == 422
        assert set(answer.json()["errors"]) == {"difference"}

        take(police, case, "accept_transfer", missing_papers=[2], difference="Thiếu.")
        transfer = Case.objects.get(pk=case.pk).transfer
        assert transfer.differences == {"missing": [2]}
        record = IssuedDocument.objects.get(form="handover_record")
        assert record.data["difference"] == "Thiếu."

    def test_is_given_once(self, officer, client_of):
        case, police = offered(officer).case, client_of(POLICE)
        take(police, case, "accept_transfer")
        body = {"version": Case.objects.get(pk=case.pk).version}

        answer = police.post(address(case, "steps/accept_transfer/"), body)

        assert answer.status_code == 409
        assert IssuedDocument.objects.filter(form="handover_record").count() == 1


class TestForwarding:
    def test_leaves_the_system_and_comes_back(self, officer, client_of):
        case = at_state(officer, CaseState.VERIFYING).case
        client = client_of(WARD_HANDLER)
        on = str(case.received_on)
        shown = take(
            client,
            case,
            "forward",
            to_body="Thuế tỉnh",
            reason="Thuộc thẩm quyền thuế.",
            receipt_no="88/TCT",
            received_on=on,
            occurred_on=on,
        )
        assert shown["state"] == CaseState.FORWARDED
        shown = take(client, case, "take_back", reason="Gửi trả.")

        assert shown["state"] == CaseState.RECEIVED

    @pytest.mark.parametrize("answer", ["accept_file", "refuse_file"])
    def test_goes_to_the_competent_authority(self, officer, client_of, answer):
        case = recorded(officer).case
        shown = take(
            client_of(WARD_HANDLER),
            case,
            "forward_to_competent",
            to_agency="UBND_TINH",
            reason="Vượt thẩm quyền.",
            papers=PAPERS,
        )
        assert shown["competent_authority"]["code"] == "UBND_TINH"
        reason = {"reason": "Thiếu hồ sơ."} if answer == "refuse_file" else {}
        take(client_of("ubnd.thuly"), case, answer, **reason)
        decides = Case.objects.get(pk=case.pk).competent_authority_id

        assert (decides == "UBND_TINH") == (answer == "accept_file")


class TestIndicators:
    def test_tells_figure_and_basis(self, officer, client_of):
        case = received(officer, printing(1_200), printing(850)).case
        shown = client_of(HANDLER).get(address(case, "indicators/")).json()
        (row,) = shown["indicators"]

        assert (row["code"], row["amount"], row["threshold"]) == (
            "CI-344b",
            2_050,
            2_000,
        )
        assert row["basis"] == "BLHS Điều 344.1.b"

    def test_tells_earlier_sanctions_and_hides_what_is_invisible(
        self, officer, client_of
    ):
        who = party()
        at_state(officer, CaseState.EXECUTED, respondent=who)
        case = received(officer, printing(10), respondent=who).case
        shown = client_of(HANDLER).get(address(case, "indicators/")).json()
        (row,) = shown["earlier_sanctions"]

        assert (row["decision_no"], row["case_number"]) == ("01/QĐ-XPHC", "")

    def test_takes_figures_and_signs(self, officer, client_of):
        case = signed(officer, printing(500, "DST-29-HI")).case
        client = client_of(HANDLER)
        take(
            client,
            case,
            "record_figure",
            kind="GOODS_VALUE",
            amount=240_000_000,
            basis="Bảng kê",
        )
        take(client, case, "record_sign", indicator="CI-192", explanation="Hàng giả.")

        assert Case.objects.get(pk=case.pk).criminal_sign.indicator == "CI-192"

    def test_is_for_those_who_see_the_file(self, officer, client_of):
        case = received(officer).case

        assert client_of("qltt.kiemtra").get(
            address(case, "indicators/")
        ).status_code in {403, 404}
