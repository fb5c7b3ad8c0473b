"""Execution, relief and complaints as officers take their steps on the pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password

from agencies.models import User
from cases.models import Case, Complaint, FineRelief, SanctionDecision
from cases.states import CaseState
from tests.api.stage import pending, received
from tests.cases.walk import CLERK, HANDLER, MANAGER, SIGNER, at_state
from tests.web.conftest import ClientOf
from tests.web.reading import send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


def step(case: Case, name: str) -> str:
    return f"/cases/{case.number}/do/{name}/"


def part(case: Case, kind: str, row, name: str) -> str:
    return f"/cases/{case.number}/{kind}/{row.pk}/do/{name}/"


def state_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


@pytest.fixture
def executing(officer, client_of: ClientOf) -> Case:
    case = pending(officer)
    send(client_of(SIGNER), step(case, "sign_decision"), password=PASSWORD)
    send(client_of(CLERK), step(case, "confirm_delivery"), method="DIRECT")
    return Case.objects.get(pk=case.pk)


class TestLongerLimits:
    def test_evasion_is_noted_and_ends(self, executing, client_of):
        handler = client_of(HANDLER)

        send(handler, step(executing, "note_evasion"), reason="Bỏ trốn.")
        assert Case.objects.get(pk=executing.pk).is_evading
        send(handler, step(executing, "end_evasion"), reason="Đã trở về.")
        assert not Case.objects.get(pk=executing.pk).is_evading


class TestOnTheSpot:
    def test_warns_and_hands_over(self, officer, client_of):
        case = received(officer)
        send(client_of(HANDLER), step(case, "start_verification"))
        send(client_of(HANDLER), step(case, "open_case"))

        send(
            client_of(SIGNER),
            step(case, "sanction_without_record"),
            by_technical_equipment="no",
            is_handed_over="on",
            password=PASSWORD,
        )

        assert state_of(case) == CaseState.EXECUTING
        assert SanctionDecision.objects.get().main_sanction == "WARNING"


class TestComplaint:
    def test_is_registered_accepted_and_settled(self, executing, client_of):
        send(client_of(CLERK), step(executing, "register_complaint"), content="Cao quá")
        row = Complaint.objects.get()
        signer = client_of(SIGNER)
        page = text_of(signer.get(f"/cases/{executing.number}/execution/"))
        assert "Cao quá" in page

        send(signer, part(executing, "complaints", row, "accept"))
        send(
            signer,
            part(executing, "complaints", row, "resolve"),
            outcome="ANNUL",
            reasoning="Sai thẩm quyền.",
            password=PASSWORD,
        )

        assert state_of(executing) == CaseState.ANNULLED

    def test_is_not_settled_by_the_handler(self, executing, client_of):
        send(client_of(CLERK), step(executing, "register_complaint"), content="Cao quá")
        row = Complaint.objects.get()

        answer = client_of(HANDLER).get(part(executing, "complaints", row, "accept"))

        assert answer.status_code == 403


class TestRelief:
    def test_is_asked_for_and_granted(self, executing, client_of):
        send(
            client_of(HANDLER),
            step(executing, "register_relief"),
            kind="REDUCE",
            reason="Khó khăn",
        )
        send(
            client_of(SIGNER),
            part(executing, "reliefs", FineRelief.objects.get(), "grant"),
            reduced_vnd="1.000.000",
            password=PASSWORD,
        )

        assert FineRelief.objects.get().reduced_vnd == 1_000_000
        page = client_of(HANDLER).get(f"/cases/{executing.number}/execution/")
        assert "2.750.000" in text_of(page)


class TestEndOfADecision:
    def test_is_annulled_and_the_case_reopened(self, executing, client_of):
        signer = client_of(SIGNER)
        send(
            signer,
            step(executing, "annul_decision"),
            ground="WRONG_PROCEDURE",
            reason="Thiếu chữ ký",
            password=PASSWORD,
        )
        send(
            client_of(MANAGER),
            step(executing, "propose_reopen"),
            ground="NEW_EVIDENCE",
            reason="Xem xét lại",
        )
        send(signer, step(executing, "reopen"), password=PASSWORD)

        assert state_of(executing) == CaseState.RECORDED


class TestClockSheet:
    def test_tells_the_limits_of_a_day(self, officer, client_of):
        case = at_state(officer, CaseState.EXECUTED).case
        address = f"/cases/{case.number}/deadlines/"

        then = text_of(client_of(HANDLER).get(address, {"on": "05/03/2026"}))

        assert "05/03/2026" in then
        assert "D-DEC-7WD" in then

    def test_of_no_day_is_not_shown(self, officer, client_of):
        case = at_state(officer, CaseState.RECORDED).case

        answer = client_of(HANDLER).get(
            f"/cases/{case.number}/deadlines/", {"on": "hôm qua"}
        )

        assert answer.status_code == 200
