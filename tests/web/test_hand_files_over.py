"""Criminal transfer and forwarding on the pages: advice, buttons, forms."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password

from agencies.models import User
from cases.models import Case
from cases.states import CaseState
from tests.cases.test_forward_to_competent import recorded
from tests.cases.walk import HANDLER as WARD_HANDLER
from tests.cases.walk import at_state, party
from tests.cases.walk_crime import (
    DIRECTOR,
    HANDLER,
    POLICE,
    TITLE,
    offered,
    printing,
    received,
    verifying,
)
from tests.web.reading import errors_of, send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


def step(case: Case, name: str) -> str:
    return f"/cases/{case.number}/do/{name}/"


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


class TestAdvice:
    def test_shows_figure_and_basis(self, officer, client_of):
        case = received(officer, printing(1_200), printing(850)).case
        text = text_of(client_of(HANDLER).get(f"/cases/{case.number}/advice/"))

        for said in ("CI-344b", TITLE, "2.050", "2.000", "Điều 344.1.b"):
            assert said in text

    def test_shows_earlier_sanctions(self, officer, client_of):
        who = party()
        at_state(officer, CaseState.EXECUTED, respondent=who)
        case = received(officer, printing(10), respondent=who).case
        text = text_of(client_of(HANDLER).get(f"/cases/{case.number}/advice/"))

        assert "01/QĐ-XPHC" in text
        assert "24/03/2027" in text

    def test_is_silent_where_nothing_is_raised(self, officer, client_of):
        case = received(officer, printing(10)).case
        text = text_of(client_of(HANDLER).get(f"/cases/{case.number}/advice/"))

        assert "CI-" not in text


class TestCriminalTransfer:
    def test_goes_from_the_sign_to_the_prosecution(self, officer, client_of):
        case = verifying(officer).case
        handler, police = client_of(HANDLER), client_of(POLICE)
        send(
            handler,
            step(case, "record_sign"),
            indicator="CI-344b",
            explanation="Đã kiểm đếm.",
        )
        assert fresh(case).criminal_sign.indicator == "CI-344b"
        send(
            client_of(DIRECTOR),
            step(case, "transfer_criminal"),
            to_agency="CQDT",
            reason="Có dấu hiệu tội phạm.",
            papers="Biên bản kiểm tra; 12/BB-KT; 4\nBản ảnh",
            password=PASSWORD,
        )
        transfer = fresh(case).transfer
        assert transfer.papers[0] == {
            "title": "Biên bản kiểm tra",
            "number": "12/BB-KT",
            "sheets": 4,
            "note": "",
        }
        send(police, step(case, "accept_transfer"), receipt_no="07/BB-BG")
        send(police, step(case, "record_prosecution"), number="31/QĐ-KTVA")

        assert fresh(case).state == CaseState.PROSECUTED

    def test_comes_back_refused(self, officer, client_of):
        case = offered(officer).case
        send(client_of(POLICE), step(case, "refuse_transfer"), reason="Không đủ.")
        send(
            client_of(HANDLER),
            step(case, "receive_returned_file"),
            kind="RECEIPT_REFUSED",
        )

        assert fresh(case).state == CaseState.RETURNED

    def test_takes_figures(self, officer, client_of):
        case = received(officer, printing(500, "DST-29-HI")).case
        send(
            client_of(HANDLER),
            step(case, "record_figure"),
            kind="GOODS_VALUE",
            amount="240.000.000",
            basis="Bảng kê",
        )

        assert case.figures.get().amount == 240_000_000


class TestForwarding:
    def test_says_which_receipt_is_missing(self, officer, client_of):
        case = at_state(officer, CaseState.VERIFYING).case
        answer = send(
            client_of(WARD_HANDLER), step(case, "forward"), reason="Thuộc thuế."
        )

        assert answer.status_code == 422
        assert errors_of(answer)

    def test_goes_to_the_proposed_authority(self, officer, client_of):
        case = recorded(officer).case
        page = client_of(WARD_HANDLER).get(step(case, "forward_to_competent"))
        assert 'value="UBND_TINH"' in page.content.decode()
        assert 'value="SO_VHTTDL"' not in page.content.decode()
        send(
            client_of(WARD_HANDLER),
            step(case, "forward_to_competent"),
            to_agency="UBND_TINH",
            reason="Vượt thẩm quyền.",
        )
        send(client_of("ubnd.thuly"), step(case, "accept_file"), receipt_no="09/BB-BG")

        assert fresh(case).file_offer.is_accepted


def hand_over(case: Case) -> str:
    return f"/cases/{case.number}/hand-overs/{case.transfers.latest('offered_at').pk}/"


class TestReceiptOfTwoSides:
    def test_is_read_by_both_sides_and_by_nobody_else(self, officer, client_of):
        case = offered(officer).case
        for username in (HANDLER, POLICE):
            text = text_of(client_of(username).get(hand_over(case)))
            for said in ("Bên giao", "Bên nhận", "12/BB-KT", "01/QĐ-CHS", "Điều 147"):
                assert said in text, said

        assert client_of("ca.pa03").get(hand_over(case)).status_code == 404

    def test_offers_the_answer_to_the_receiver_only(self, officer, client_of):
        case = offered(officer).case

        police = client_of(POLICE).get(hand_over(case)).content.decode()
        giver = client_of(HANDLER).get(hand_over(case)).content.decode()

        assert step(case, "accept_transfer") in police
        assert step(case, "refuse_transfer") in police
        assert step(case, "accept_transfer") not in giver

    def test_stands_on_the_first_page_of_the_receiver(self, officer, client_of):
        """ "Every agency sees at once what waits for it, since when, until when." """
        case = offered(officer).case

        home = client_of(POLICE).get("/").content.decode()
        assert hand_over(case) in home
        assert "03/06/2026" in home
        assert "08/06/2026" in home
        assert hand_over(case) not in client_of("ca.pa03").get("/").content.decode()
        box = client_of(POLICE).get("/tasks/?box=waiting").content.decode()
        assert hand_over(case) in box
        path = "/api/v1/cases/?waiting_for=me"
        listed = client_of(POLICE).get(path).json()["results"]
        assert [row["number"] for row in listed] == [case.number]

    def test_asks_for_words_where_a_paper_is_missing(self, officer, client_of):
        """ "the receiver confirms each line, a difference needs words before
        acceptance" """
        case = offered(officer).case
        police = client_of(POLICE)

        answer = send(police, step(case, "accept_transfer"), paper_2=False)
        assert answer.status_code == 422
        assert errors_of(answer)
        assert fresh(case).transfer.is_open

        send(
            police,
            step(case, "accept_transfer"),
            paper_2=False,
            difference="Thiếu bản ảnh.",
        )

        transfer = fresh(case).transfer
        assert transfer.differences == {"missing": [2]}
        for username in (HANDLER, POLICE):
            text = text_of(client_of(username).get(hand_over(case)))
            assert "Thiếu bản ảnh." in text
            assert "01/BB-BG" in text
