"""The clock sheet: every limit with its article, the same when asked for a past day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agencies.models import User
from cases import services
from cases.models import Case, Complaint, FineRelief
from cases.services import ReliefTerms, clock_sheet
from cases.services.clock_sheet import SheetStatus
from cases.states import CaseState, ComplaintOutcome, ReliefKind
from kernel.errors import DomainError
from regulations.kinds import Confidence
from tests.cases.walk import (
    CLERK,
    EXPLAINABLE,
    HANDLER,
    MANAGER,
    SIGNER,
    at_state,
    reread,
)
from tests.cases.walk_execution import executing, on_complaint, order_enforcement
from tests.moments import day, moment


def lines(walk, text):
    return {
        (line.rule, line.status): line
        for line in clock_sheet(reread(walk.case), day(text))
    }


@pytest.mark.django_db
class TestClockSheet:
    def test_tells_article_start_and_what_follows(self, officer):
        """ "each limit with its article, what started, switched or stopped it, what
        happens when it is missed" """
        walk = at_state(officer, CaseState.RECORDED)

        line = lines(walk, "05/03/2026")["D-DEC-7WD", SheetStatus.RUNNING]

        assert "66" in line.basis
        assert line.confidence == Confidence.CONFIRMED
        assert (line.started_by, line.start_on) == (
            "violation_record",
            day("05/03/2026"),
        )
        assert (line.since_step, line.since_on) == ("make_record", day("05/03/2026"))
        assert line.due == day("16/03/2026")
        assert "no sanction decision" in line.consequence

    def test_says_what_is_recalled(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)

        line = lines(walk, "16/03/2026")["D-COMPL", SheetStatus.RUNNING]

        assert line.confidence == Confidence.RECALLED
        assert not line.is_confirmed

    def test_shows_a_limit_that_was_switched(self, officer):
        """The decision limit is "recomputed, never restarted": from the record date."""
        walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)
        walk.explain()  # 06/03/2026

        before, after = lines(walk, "05/03/2026"), lines(walk, "06/03/2026")

        assert ("D-DEC-7WD", SheetStatus.RUNNING) in before
        assert not any(rule == "D-DEC-1M" for rule, _status in before)
        switched = after["D-DEC-7WD", SheetStatus.REPLACED]
        assert switched.ended_on == day("06/03/2026")
        assert switched.ended_step == "request_explanation"
        longer = after["D-DEC-1M", SheetStatus.RUNNING]
        assert longer.start_on == day("05/03/2026")
        assert longer.due == day("06/04/2026")

    def test_knows_of_a_sending_only_from_the_receipt_on(self, officer):
        """Sent on 13/03, told at the delivery of 16/03."""
        walk = at_state(officer, CaseState.DECIDED)
        walk.step(
            services.confirm_delivery,
            CLERK,
            moment("16/03/2026"),
            method="POST",
            sent_on=day("13/03/2026"),
        )

        assert ("D-SEND", SheetStatus.RUNNING) in lines(walk, "14/03/2026")
        sent = lines(walk, "16/03/2026")["D-SEND", SheetStatus.MET]
        assert sent.ended_on == day("13/03/2026")

    def test_says_when_a_limit_has_passed(self, officer):
        walk = at_state(officer, CaseState.RECORDED)

        assert ("D-DEC-7WD", SheetStatus.RUNNING) in lines(walk, "16/03/2026")
        assert ("D-DEC-7WD", SheetStatus.PASSED) in lines(walk, "17/03/2026")

    def test_keeps_that_a_decision_was_in_time_before_its_annulment(self, officer):
        walk = at_state(officer, CaseState.DECIDED)
        walk.step(
            services.annul_decision,
            SIGNER,
            moment("13/03/2026"),
            ground="WRONG_PROCEDURE",
            reason="Thiếu chữ ký.",
        )

        assert ("D-DEC-7WD", SheetStatus.MET) in lines(walk, "12/03/2026")
        after = lines(walk, "13/03/2026")
        assert ("D-DEC-7WD", SheetStatus.REPLACED) in after
        assert after["D-DEC-7WD", SheetStatus.RUNNING].due == day("16/03/2026")

    def test_is_one_query_beside_the_case(self, officer, django_assert_num_queries):
        walk = at_state(officer, CaseState.EXECUTED)
        case = reread(walk.case)

        with django_assert_num_queries(1):
            clock_sheet(case, day("24/03/2026"))

    def test_of_a_past_day_is_the_one_taken_on_that_day(self, officer):
        """A whole life: decided, complained of, deferred, enforced, paid, closed."""
        walk = executing(officer)
        kept = {}

        def keep(text):
            kept[text] = clock_sheet(reread(walk.case), day(text))

        keep("06/07/2026")
        walk.step(
            services.register_complaint,
            HANDLER,
            moment("13/07/2026"),
            complainant="Người nộp phạt",
            content="Mức phạt quá cao.",
        )
        keep("13/07/2026")
        on_complaint(walk, services.accept_complaint, SIGNER, moment("15/07/2026"))
        walk.step(
            services.suspend_execution,
            SIGNER,
            moment("15/07/2026", "14:00"),
            ground="COMPLAINT",
            reason="Chờ giải quyết khiếu nại.",
        )
        keep("15/07/2026")
        on_complaint(
            walk,
            services.resolve_complaint,
            SIGNER,
            moment("27/07/2026"),
            outcome=ComplaintOutcome.UPHOLD,
            reasoning="Đúng pháp luật.",
        )
        walk.step(
            services.resume_execution,
            SIGNER,
            moment("27/07/2026", "14:00"),
            reason="Đã giải quyết.",
        )
        keep("27/07/2026")
        order_enforcement(walk, moment("03/08/2026"), received_on=day("03/08/2026"))
        keep("03/08/2026")
        debt = services.debt_on(reread(walk.case), on=day("10/08/2026"))
        walk.pay(debt.total_vnd, on=day("10/08/2026"))
        walk.step(services.complete_execution, HANDLER, moment("10/08/2026", "15:00"))
        keep("10/08/2026")
        walk.step(services.propose_close, HANDLER, moment("11/08/2026"))
        walk.step(services.close, MANAGER, moment("12/08/2026"))

        assert len(kept) == 6
        for text, sheet in kept.items():
            assert clock_sheet(reread(walk.case), day(text)) == sheet, text


def officer_of(username: str) -> User:
    return User.objects.with_standing().get(username=username)


NAMES = (
    "pay",
    "complain",
    "accept",
    "annul_by_complaint",
    "uphold",
    "withdraw",
    "suspend",
    "resume",
    "ask",
    "grant",
    "end",
    "enforce",
    "receive",
    "complete",
    "annul",
    "propose",
    "reopen",
    "submit",
    "sign",
    "no_sanction",
)


class TestClockSheetOfAPastDay(TestCase):
    """ "computed from facts and identical when asked for any past date", whatever
    officers do, a day or more after each other."""

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(st.sampled_from(NAMES), st.integers(min_value=1, max_value=30)),
            min_size=2,
            max_size=10,
        )
    )
    def test_is_the_sheet_taken_on_that_day(self, acts):
        walk = executing(officer_of)
        today, kept = day("06/07/2026"), []
        for name, later in acts:
            kept.append((today, clock_sheet(reread(walk.case), today)))
            today += timedelta(days=later)
            try:
                take(walk, name, today)
            except DomainError:
                walk.case = Case.objects.get(pk=walk.case.pk)
        for past, sheet in kept:
            assert clock_sheet(reread(walk.case), past) == sheet


def take(walk, name: str, today: date) -> None:
    at, words = moment(f"{today:%d/%m/%Y}"), "Theo đề nghị."
    relief = FineRelief.objects.last()
    match name:
        case "pay" if reread(walk.case).decision is not None:
            debt = services.debt_on(reread(walk.case), on=today)
            walk.pay(max(debt.total_vnd // 2, 1), on=today)
        case "complain":
            walk.step(
                services.register_complaint,
                HANDLER,
                at,
                complainant="Người nộp phạt",
                content=words,
            )
        case "accept" if Complaint.objects.exists():
            on_complaint(walk, services.accept_complaint, SIGNER, at)
        case "annul_by_complaint" | "uphold" if Complaint.objects.exists():
            on_complaint(
                walk,
                services.resolve_complaint,
                SIGNER,
                at,
                outcome="UPHOLD" if name == "uphold" else "ANNUL",
                reasoning=words,
            )
        case "withdraw" if Complaint.objects.exists():
            on_complaint(walk, services.withdraw_complaint, HANDLER, at, reason=words)
        case "suspend":
            walk.step(
                services.suspend_execution,
                SIGNER,
                at,
                ground="COMPLAINT",
                reason=words,
            )
        case "resume":
            walk.step(services.resume_execution, SIGNER, at, reason=words)
        case "ask":
            walk.step(
                services.register_relief,
                HANDLER,
                at,
                kind=ReliefKind.DEFER,
                reason=words,
            )
        case "grant" if relief is not None:
            walk.step(
                services.grant_relief,
                SIGNER,
                at,
                relief_id=relief.pk,
                terms=ReliefTerms(),
            )
        case "end" if relief is not None:
            walk.step(
                services.end_relief, SIGNER, at, relief_id=relief.pk, reason=words
            )
        case "enforce":
            order_enforcement(walk, at)
        case "receive":
            walk.step(services.confirm_enforcement_receipt, HANDLER, at)
        case "complete":
            walk.step(services.complete_execution, HANDLER, at)
        case "annul":
            walk.step(
                services.annul_decision,
                SIGNER,
                at,
                ground="WRONG_PROCEDURE",
                reason=words,
            )
        case "propose":
            walk.step(
                services.propose_reopen,
                MANAGER,
                at,
                ground="NEW_EVIDENCE",
                reason=words,
            )
        case "reopen":
            walk.step(services.reopen, SIGNER, at)
        case "submit":
            walk.submit(at, fine_vnd=25_000_000)
        case "sign":
            walk.sign(at)
        case "no_sanction":
            walk.step(
                services.decide_no_sanction,
                SIGNER,
                at,
                ground="FORCE_MAJEURE",
                reason=words,
            )
