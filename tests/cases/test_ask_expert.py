"""Requests to experts: sending is a verification, an answer starts the record."""

from __future__ import annotations

import pytest

from cases import services
from cases.models import ExpertAssessmentRequest
from cases.querysets import StepNotOpen
from cases.services import ExpertInput
from cases.states import CaseState, ClockStatus, ExpertState, Family
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, INSPECTOR, MANAGER, SIGNER, at_state
from tests.cases.walk_goods import act, held, item_of
from tests.moments import day, moment

QUESTIONS = "Số sách có phải là bản in lậu không?"


def ask(walk, at="05/03/2026", by=HANDLER, **more) -> ExpertAssessmentRequest:
    values = {"body": "Viện Khoa học hình sự", "questions": QUESTIONS} | more
    walk.step(
        services.request_expert,
        by,
        moment(at, "11:00"),
        content=ExpertInput(**values),
    )
    return ExpertAssessmentRequest.objects.select_related("case").latest("requested_at")


def send(walk, request, at="06/03/2026", by=HANDLER):
    return act(walk, services.send_expert_request, by, moment(at), request)


def answer(walk, request, at="20/03/2026", by=HANDLER, **more):
    values = {
        "conclusion": "Sách in lậu",
        "answer_signer": "Giám định viên Hoàng Văn Mẫu",
        "answered_on": day("18/03/2026"),
    } | more
    return act(walk, services.record_expert_answer, by, moment(at), request, **values)


@pytest.fixture
def walk(officer):
    return at_state(officer, CaseState.RECORDED)


class TestRequestExpert:
    def test_is_a_draft_that_waits_to_be_sent(self, walk):
        request = ask(walk)
        assert request.state == ExpertState.DRAFT
        assert walk.case.verification_on is None

    def test_is_the_assigned_handlers(self, walk):
        """A132: "case_handler|police_coordinator", lead, assigned."""
        for by in (INSPECTOR, SIGNER, MANAGER):
            with pytest.raises(NotPermitted):
                ask(walk, by=by)

    def test_names_body_questions_and_the_seal_of_samples(self, walk):
        with pytest.raises(Refused) as refused:
            ask(walk, body=" ", questions="", samples="05 bản")
        assert set(refused.value.errors) == {"body", "questions", "sample_seal"}

    def test_may_name_goods_of_the_case_only(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        held(walk)
        request = ask(walk, items=(item_of(walk).pk,))
        assert request.items.count() == 1
        with pytest.raises(Refused) as refused:
            ask(walk, items=(request.pk,))
        assert set(refused.value.errors) == {"items"}


class TestSendExpertRequest:
    def test_switches_the_decision_limit_to_a_month_from_the_record(self, walk):
        """ "a request is a “verification” (Điều 59) so it justifies D-DEC-1M" """
        assert walk.case.open_experts == 0
        send(walk, ask(walk))

        clock = walk.case.clock(Family.DECISION)
        assert (clock.rule.code, clock.start_on) == ("D-DEC-1M", day("05/03/2026"))
        # Sun 05/04 rolls to Mon 06/04.
        assert clock.due == day("06/04/2026")
        assert walk.case.verification_on == day("06/03/2026")

    def test_holds_the_draft_until_it_is_answered(self, walk):
        request = ask(walk)
        send(walk, request)
        with pytest.raises(StepNotOpen) as refused:
            walk.submit()
        assert [b.code for b in refused.value.blockers] == ["experts_answered"]
        answer(walk, request)
        walk.submit(moment("20/03/2026", "14:00"))

    def test_happens_once(self, walk):
        request = ask(walk)
        send(walk, request)
        with pytest.raises(StepNotOpen):
            send(walk, request, at="09/03/2026")


class TestRecordExpertAnswer:
    def test_keeps_conclusion_signer_and_both_days(self, walk):
        request = ask(walk)
        send(walk, request)
        answered = answer(walk, request)

        assert answered.state == ExpertState.ANSWERED
        assert answered.answered_on == day("18/03/2026")
        assert answered.received_on == day("20/03/2026")
        assert walk.case.open_experts == 0

    def test_asks_for_what_an_answer_has(self, walk):
        request = ask(walk)
        send(walk, request)
        for more, field in (
            ({"conclusion": " "}, "conclusion"),
            ({"answer_signer": ""}, "answer_signer"),
            ({"answered_on": day("21/03/2026")}, "answered_on"),
            ({"answered_on": day("05/03/2026")}, "answered_on"),
        ):
            with pytest.raises(Refused) as refused:
                answer(walk, request, **more)
            assert set(refused.value.errors) == {field}

    def test_leaves_the_record_limit_where_a_record_exists(self, walk):
        request = ask(walk)
        send(walk, request)
        answer(walk, request)
        clock = walk.case.clock(Family.RECORD)
        assert (clock.rule.code, clock.status) == ("D-RECORD", ClockStatus.MET)

    def test_gives_five_working_days_for_the_record(self, officer):
        """D-RECORD-EXP: 5 working days from "result received" (NĐ 118/2021 Điều 12.2):
        20/03 + 5 wd (23, 24, 25, 26, 27) = Fri 27/03/2026."""
        walk = at_state(officer, CaseState.OPENED)
        request = ask(walk)
        send(walk, request)
        answer(walk, request)

        clock = walk.case.clock(Family.RECORD)
        assert (clock.rule.code, clock.start_on) == (
            "D-RECORD-EXP",
            day("20/03/2026"),
        )
        assert clock.due == day("27/03/2026")

        walk.step(
            services.make_record,
            INSPECTOR,
            moment("27/03/2026"),
            content=services.RecordInput(place="Nhà sách Hoa Cúc"),
        )
        walk.case = type(walk.case).objects.with_file().get(pk=walk.case.pk)
        assert walk.case.clock(Family.RECORD).status == ClockStatus.MET


class TestWithdrawExpertRequest:
    def test_needs_a_reason_and_frees_the_draft(self, walk):
        request = ask(walk)
        send(walk, request)
        at = moment("10/03/2026")
        service = services.withdraw_expert_request
        with pytest.raises(Refused):
            act(walk, service, HANDLER, at, request, reason=" ")

        act(walk, service, HANDLER, at, request, reason="Đã đủ căn cứ")

        assert ExpertAssessmentRequest.objects.get().state == ExpertState.WITHDRAWN
        assert walk.case.open_experts == 0
        walk.submit()
