"""The paper of a step, looked at from the step's own page before it is taken."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password

from agencies.models import User
from agencies.services import create_officer, grant_role
from cases.models import Case, FineRelief
from cases.states import CaseState
from documents import services as documents
from inspections.states import VisitState
from tests.api.stage import pending
from tests.cases.walk import CLERK, HANDLER, SIGNER, at_state
from tests.documents.paper import text_of as paper_of
from tests.inspections.conftest import (  # noqa: F401 - fixtures
    enter,
    hoa_cuc,
    second_manager,
    visit,
    walk,
)
from tests.moments import day, moment
from tests.web.conftest import ClientOf
from tests.web.reading import errors_of, form_of, send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


def step(case: Case, name: str) -> str:
    return f"/cases/{case.number}/do/{name}/"


@pytest.fixture
def executing(officer, client_of: ClientOf) -> Case:
    case = pending(officer)
    send(client_of(SIGNER), step(case, "sign_decision"), password=PASSWORD)
    send(client_of(CLERK), step(case, "confirm_delivery"), method="DIRECT")
    return Case.objects.get(pk=case.pk)


class TestPreview:
    def test_answers_the_draft_and_keeps_the_case_as_it_was(self, executing, client_of):
        signer = client_of(SIGNER)
        page = signer.get(step(executing, "correct_decision"))
        assert "Xem trước văn bản" in text_of(page)

        typed = {"ground": "OWN_INITIATIVE", "reason": "Sai.", "text": "Tên là Cúc"}
        fields = form_of(page) | typed
        answer = signer.post(
            step(executing, "correct_decision"), fields | {"preview": "1"}
        )

        assert answer["Content-Type"] == "application/pdf"
        assert "DỰ THẢO" in paper_of(answer.content)
        assert "Tên là Cúc." in paper_of(answer.content)
        assert not executing.revisions.exists()

        # The same form is then signed, and the paper stands among the documents.
        signed = signer.post(
            step(executing, "correct_decision"), fields | {"password": PASSWORD}
        )
        assert signed.status_code == 302
        listed = text_of(signer.get(f"/cases/{executing.number}/documents/"))
        assert executing.revisions.get().number_text in listed

    def test_shows_the_faults_of_a_form_that_is_refused(self, executing, client_of):
        signer = client_of(SIGNER)
        answer = send(
            signer, step(executing, "correct_decision"), reason="", preview="1"
        )
        assert answer.status_code == 422
        assert errors_of(answer)

    def test_of_a_relief_stands_on_its_own_page(self, executing, client_of):
        send(
            client_of(HANDLER),
            step(executing, "register_relief"),
            kind="WAIVE",
            reason="Hoàn cảnh khó khăn.",
        )
        relief = FineRelief.objects.get()
        path = f"/cases/{executing.number}/reliefs/{relief.pk}/do/grant/"
        answer = send(client_of(SIGNER), path, preview="1")

        assert answer["Content-Type"] == "application/pdf"
        assert "Miễn tiền phạt" in paper_of(answer.content)
        relief.refresh_from_db()
        assert relief.state == "REQUESTED"

    def test_is_not_offered_where_the_step_prints_nothing(self, executing, client_of):
        page = client_of(HANDLER).get(step(executing, "record_payment"))
        assert "Xem trước văn bản" not in text_of(page)


class TestSignDecision:
    def test_is_not_signed_by_asking_for_a_preview(self, officer, client_of):
        case = pending(officer)
        answer = send(client_of(SIGNER), step(case, "sign_decision"), preview="1")
        assert answer.status_code == 422
        assert Case.objects.get(pk=case.pk).state == CaseState.PENDING_DECISION


class TestVisits:
    def test_show_the_decision_before_it_is_signed(self, visit, client_of):  # noqa: F811
        path = f"/inspections/{visit.number}/do/decide/"
        answer = send(client_of("so.giamdoc"), path, preview="1")

        assert answer["Content-Type"] == "application/pdf"
        assert "Thành lập Đoàn kiểm tra" in paper_of(answer.content)
        visit.refresh_from_db()
        assert visit.state == VisitState.PLANNED


class TestDelegations:
    def test_are_opened_by_their_own_agency_alone(self, officer, client_of):
        made = create_officer(
            username="xa.bmt.pho",
            full_name="Y Thuận Êban",
            title="Phó Chủ tịch",
            agency=officer(SIGNER).agency,
            by=None,
            at=moment("01/12/2025"),
        )
        grant_role(
            user=made,
            role="sanctioner",
            valid_from=day("01/12/2025"),
            by=None,
            at=moment("01/12/2025"),
        )
        lent = documents.delegate(
            delegate=officer(made.username),
            valid_from=day("01/07/2026"),
            valid_to=day("31/12/2026"),
            by=officer(SIGNER),
            at=moment("30/06/2026"),
        )
        path = f"/documents/{lent.documents.get().pk}/"

        opened = client_of(HANDLER).get(path)
        assert opened["Content-Type"] == "application/pdf"
        assert client_of("xa.eakar").get(path).status_code == 404
        api = f"/api/v1/documents/{lent.documents.get().pk}/"
        assert client_of(HANDLER).get(api).json()["number"] == "01/QĐ-GQXP"
        assert client_of("xa.eakar").get(api).status_code == 404

        # Somebody who sees a case that grew of no visit sees no more of it.
        at_state(officer, CaseState.RECEIVED)
        auditor = client_of("ubnd.kiemsoat")
        for address in (path, f"{path}signatures/", f"{path}copies/public/"):
            assert client_of(HANDLER).get(address).status_code == 200
            assert auditor.get(address).status_code == 404
