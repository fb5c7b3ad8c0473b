"""Steps over HTTP: one address each, refused in the order of the status table."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from api.cases.acts import CASE_ACTS
from api.idempotency import HEADER
from audit.models import AccessEvent
from cases.models import Case, CaseEvent
from cases.states import CaseState
from cases.steps import ACTS, TRANSITIONS
from tests.api import stage
from tests.api.stage import address
from tests.cases.walk import (
    CLERK,
    HANDLER,
    INSPECTOR,
    MANAGER,
    POLICE,
    SIGNER,
    at_state,
)

NAMES = [act.name for act in CASE_ACTS]
STRANGER, OVERSEER, ADMIN = "so.thuly", "ubnd.lanhdao", "quantri"


def events(case: Case) -> int:
    return CaseEvent.objects.filter(case=case).count()


class TestTheTable:
    """URL × role: 404 invisible, 403 never theirs, 400 theirs but unreadable."""

    MAY = {
        "start_verification": {HANDLER, MANAGER},
        "propose_dismiss": {HANDLER},
        "dismiss": {MANAGER},
        "open_case": {HANDLER, MANAGER},
        "make_record": {INSPECTOR},
        "request_explanation": {HANDLER},
        "close_explanation": {HANDLER},
        "submit_decision": {HANDLER},
        "send_back": {SIGNER},
        "confirm_authority": set(),
        "sign_decision": {SIGNER},
        "decide_no_sanction": {SIGNER},
        "confirm_delivery": {CLERK, HANDLER},
        "record_payment": {HANDLER},
        "complete_item": {HANDLER},
        "complete_execution": {HANDLER},
        "propose_close": {HANDLER},
        "close": {MANAGER},
        "assign": {HANDLER, MANAGER},
        "edit": {HANDLER},
        "add_act": {HANDLER},
        "add_respondent": {HANDLER},
        "sanction_without_record": {SIGNER},
        "approve_two_months": {SIGNER},
        "note_evasion": {HANDLER},
        "end_evasion": {HANDLER},
        "order_enforcement": {SIGNER},
        "confirm_enforcement_receipt": {HANDLER},
        "suspend_execution": {SIGNER},
        "resume_execution": {SIGNER},
        "annul_decision": {SIGNER},
        "correct_decision": {SIGNER},
        "amend_decision": {SIGNER},
        "propose_reopen": {MANAGER},
        "reopen": {SIGNER},
        "close_limitation_expired": {SIGNER},
        "register_relief": {CLERK, HANDLER},
        "register_complaint": {CLERK, HANDLER},
        "extend_explanation": {HANDLER},
        "announce_session": {HANDLER},
        "record_session": {HANDLER},
        "forward": {HANDLER, MANAGER},
        "take_back": {HANDLER, MANAGER},
        "forward_to_competent": {HANDLER},
        "accept_file": set(),
        "refuse_file": set(),
        "record_figure": {HANDLER},
        "record_sign": {INSPECTOR, HANDLER},
        "transfer_criminal": {SIGNER},
        "accept_transfer": set(),
        "refuse_transfer": set(),
        "extend_investigation": set(),
        "record_prosecution": set(),
        "receive_returned_file": {HANDLER},
        "close_on_judgment": set(),
        "create_task": {HANDLER, MANAGER},
        "invite_agency": {HANDLER, MANAGER},
        "ask_opinions": {HANDLER, MANAGER},
        "add_opinion": set(),
        "propose_lead": {HANDLER},
        "accept_lead": set(),
        "decline_lead": set(),
        "withdraw_lead_offer": {HANDLER},
        "impose_lead": {OVERSEER},
        "restrict": {SIGNER},
        "name_officer": {HANDLER, MANAGER},
    }

    @pytest.fixture
    def case(self, officer) -> Case:
        return stage.received(officer)

    def test_names_every_step(self):
        assert set(NAMES) == set(self.MAY)
        assert {*TRANSITIONS, *(act.name for act in ACTS)} <= set(NAMES)

    @pytest.mark.parametrize(
        "username",
        [INSPECTOR, HANDLER, SIGNER, CLERK, MANAGER, STRANGER, OVERSEER, ADMIN],
    )
    def test_answers_each_role_with_its_status(self, client_of, case, username):
        client = client_of(username)
        for name in NAMES:
            answer = client.post(address(case, f"steps/{name}/"), {"nonsense": 1})

            if username in {STRANGER, ADMIN}:
                expected = 404
            else:
                expected = 400 if username in self.MAY[name] else 403
            assert answer.status_code == expected, (name, answer.content)

    def test_asks_nobody_to_sign_in_first(self, stranger, case):
        for name in NAMES:
            answer = stranger.post(address(case, f"steps/{name}/"), {})
            assert answer.status_code == 401

    def test_knows_no_other_step(self, client_of, case):
        client = client_of(HANDLER)
        for name in ("order_everything", "x", "receive"):
            assert client.post(address(case, f"steps/{name}/"), {}).status_code == 404
        assert client.get(address(case, "steps/close/")).status_code == 405

    def test_writes_an_attempt_without_right_into_the_trail(self, client_of, case):
        client_of(CLERK).post(address(case, "steps/sign_decision/"), {})

        event = AccessEvent.objects.get(action="refused")
        assert event.object_id == str(case.pk)
        assert event.actor.username == CLERK

    def test_refuses_every_step_out_of_order_and_says_why(self, client_of, officer):
        case = at_state(officer, CaseState.CLOSED).case
        before = events(case)
        wrong = {}
        for name in (n for n in NAMES if n in TRANSITIONS):
            # The investigating body has its steps in the file that was offered to it.
            client = client_of(sorted(self.MAY[name] or {POLICE})[0])
            answer = client.post(
                address(case, f"steps/{name}/"),
                BODIES[name] | {"version": case.version},
            )
            told = answer.json()
            says_why = told["detail"] and told["code"] in {
                "wrong_state",
                "step_not_open",
            }
            expected = {403, 409} if self.MAY[name] else {404}
            if answer.status_code not in expected or (
                answer.status_code == 409 and not says_why
            ):
                wrong[name] = answer.status_code, told

        assert wrong == {}
        assert events(case) == before


PASSWORD = {"password": "mật khẩu dài lắm"}
BODIES = {
    "start_verification": {},
    "dismiss": {},
    "open_case": {},
    "make_record": {"place": "Nhà sách"},
    "request_explanation": {"kind": "WRITTEN"},
    "close_explanation": {"ended": "WAIVED"},
    "submit_decision": {},
    "sign_decision": {},
    "send_back": {"comment": "Sửa mức phạt"},
    "decide_no_sanction": {"ground": "FORCE_MAJEURE", "reason": "Bão"},
    "confirm_delivery": {"method": "DIRECT"},
    "complete_execution": {},
    "close": {},
    "sanction_without_record": {"by_technical_equipment": False},
    "order_enforcement": {"measure": "Kê biên", "reason": "Chưa nộp"},
    "suspend_execution": {"ground": "COMPLAINT", "reason": "Khiếu nại"},
    "resume_execution": {"reason": "Hết căn cứ"},
    "annul_decision": {"ground": "WRONG_PROCEDURE", "reason": "Thiếu chữ ký"},
    "reopen": {},
    "forward": {
        "reason": "Không thuộc thẩm quyền",
        "to_body": "Cơ quan tỉnh bạn",
        "receipt_no": "12",
        "received_on": "2026-03-26",
    },
    "take_back": {"reason": "Cơ quan nhận trả lại"},
    "forward_to_competent": {"reason": "Vượt thẩm quyền", "to_agency": "UBND_TINH"},
    "transfer_criminal": {
        "reason": "Có dấu hiệu tội phạm",
        "to_agency": "CQDT",
        "papers": [{"title": "Biên bản"}],
    },
    "record_prosecution": {"number": "21/QĐ"},
    "receive_returned_file": {"kind": "NOT_PROSECUTED", "number": "15/QĐ"},
    "close_on_judgment": {"number": "30/HS-ST"},
    "approve_two_months": {
        "number": "12/UBND",
        "approved_by": "Chủ tịch UBND tỉnh",
        "reason": "Phức tạp",
    },
    "note_evasion": {"reason": "Bỏ trốn"},
    "end_evasion": {"reason": "Đã về"},
    "close_limitation_expired": {"reason": "Hết thời hiệu", "has_evaded": False},
}


class TestTheBody:
    @pytest.fixture
    def case(self, officer) -> Case:
        return stage.received(officer)

    def send(self, client_of, case, name, **body):
        body = {"version": case.version} | body
        return client_of(HANDLER).post(address(case, f"steps/{name}/"), body)

    def test_is_answered_with_the_case_as_it_is_now(self, client_of, case):
        answer = self.send(client_of, case, "start_verification", note="Bắt đầu")

        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == "VERIFYING"
        assert answer.json()["version"] == case.version + 1
        assert answer["etag"] == f'"{case.version + 1}"'

    @pytest.mark.parametrize(
        ("body", "status", "field"),
        [
            ({"colour": 1}, 400, "colour"),
            ({"version": "1"}, 400, "version"),
            ({"version": None}, 400, "version"),
            ({"occurred_on": "tomorrow"}, 400, "occurred_on"),
            ({"occurred_on": "2099-01-01"}, 422, "occurred_on"),
            ({"note": 5}, 400, "note"),
        ],
    )
    def test_names_the_field_at_fault(self, client_of, case, body, status, field):
        answer = self.send(client_of, case, "start_verification", **body)

        assert answer.status_code == status, answer.content
        assert set(answer.json()["errors"]) == {field}
        assert Case.objects.get().state == "RECEIVED"

    def test_needs_the_version_that_was_seen(self, client_of, case):
        steps = address(case, "steps/start_verification/")
        answer = client_of(HANDLER).post(steps, {})

        assert answer.status_code == 400
        assert answer.json()["code"] == "version_missing"

    def test_takes_the_version_as_if_match(self, client_of, case):
        steps = address(case, "steps/start_verification/")
        tag = client_of(HANDLER).get(address(case))["etag"]
        answer = client_of(HANDLER).post(steps, {}, headers={"If-Match": tag})

        assert answer.status_code == 200

    def test_with_a_stale_version_is_409_with_the_present_one(self, client_of, case):
        self.send(client_of, case, "start_verification")
        answer = self.send(client_of, case, "open_case")

        assert answer.status_code == 409
        body = answer.json()
        assert body["code"] == "case_moved_on"
        assert body["current"]["version"] == case.version + 1
        assert body["current"]["state"] == "VERIFYING"
        assert body["current"]["changed_by"] == "Nguyễn Thị Loan"

    def test_sent_twice_with_one_key_is_one_step(self, client_of, case):
        steps = address(case, "steps/start_verification/")
        body = {"version": case.version}
        first, second = (
            client_of(HANDLER).post(steps, body, headers={HEADER: "k"})
            for _ in range(2)
        )

        assert first.status_code == second.status_code == 200
        assert first.content == second.content
        assert CaseEvent.objects.filter(transition="start_verification").count() == 1

    def test_is_not_replayed_to_who_sees_the_case_no_more(
        self, client_of, officer, case
    ):
        """INV-17: a withdrawn right is gone at the next request."""
        steps = address(case, "steps/start_verification/")
        body = {"version": case.version}
        client_of(HANDLER).post(steps, body, headers={HEADER: "k"})
        officer(HANDLER).role_grants.all().delete()

        again = client_of(HANDLER).post(steps, body, headers={HEADER: "k"})
        assert again.status_code == 404

    def test_tells_what_stands_in_the_way(self, client_of, case):
        answer = client_of(MANAGER).post(
            address(case, "steps/dismiss/"), {"version": case.version}
        )

        assert answer.status_code == 409
        assert answer.json()["blockers"][0]["code"] == "dismissal_proposed"


class TestASignature:
    """Step-up: nobody signs without having proved just now who he is."""

    @pytest.fixture(autouse=True)
    def no_tokens(self, settings):
        settings.API_TOKENS_MAY_SIGN = False
        cache.clear()  # of tries counted by other tests

    @pytest.fixture
    def case(self, officer) -> Case:
        return stage.pending(officer)

    @pytest.fixture
    def signer(self, officer):
        user = officer(SIGNER)
        user.set_password(PASSWORD["password"])
        user.save()
        return user

    @pytest.fixture
    def browser(self, signer) -> APIClient:
        client = APIClient(raise_request_exception=False)
        client.force_login(signer)
        return client

    def sign(self, client, case, **body):
        body = {"version": case.version} | body
        return client.post(address(case, "steps/sign_decision/"), body)

    def assert_asked(self, answer, code="step_up_required"):
        assert answer.status_code == 403, answer.content
        assert answer.json()["code"] == code
        assert Case.objects.get().state == "PENDING_DECISION"

    def test_asks_a_token_for_the_password(self, signer, client_of, case):
        self.assert_asked(self.sign(client_of(SIGNER), case))

        signed = self.sign(client_of(SIGNER), case, **PASSWORD)
        assert signed.status_code == 200, signed.content
        assert signed.json()["state"] == "DECIDED"

    def test_lets_a_token_sign_where_the_installation_says_so(
        self, client_of, case, settings
    ):
        settings.API_TOKENS_MAY_SIGN = True

        assert self.sign(client_of(SIGNER), case).status_code == 200

    def test_refuses_a_wrong_password(self, browser, case):
        answer = self.sign(browser, case, password="sai")  # noqa: S106

        self.assert_asked(answer, "step_up_failed")
        assert set(answer.json()["errors"]) == {"password"}

    def test_slows_down_who_guesses(self, browser, case):
        answers = [
            self.sign(browser, case, password=f"sai {n}").status_code for n in range(11)
        ]

        assert answers[0] == 403
        assert answers[-1] == 429

    def test_trusts_a_session_for_five_minutes(self, browser, case):
        self.assert_asked(self.sign(browser, case))
        self.confirm(browser, seconds_ago=301)
        self.assert_asked(self.sign(browser, case))
        self.confirm(browser, seconds_ago=290)

        assert self.sign(browser, case).status_code == 200

    def confirm(self, browser, *, seconds_ago):
        import time

        session = browser.session
        session["confirmed_at"] = time.time() - seconds_ago
        session.save()

    def test_asks_the_right_before_the_proof(self, client_of, case):
        answer = self.sign(client_of(CLERK), case)

        assert answer.json()["code"] == "not_permitted"

    def test_is_never_dated_back(self, signer, client_of, case):
        answer = self.sign(
            client_of(SIGNER), case, occurred_on="2026-03-12", **PASSWORD
        )

        assert answer.status_code == 422
        assert answer.json()["code"] == "date_not_today"

    def test_is_asked_for_without_sanction_too(self, client_of, case):
        answer = client_of(SIGNER).post(
            address(case, "steps/decide_no_sanction/"),
            BODIES["decide_no_sanction"] | {"version": case.version},
        )

        self.assert_asked(answer)
