"""S9. Not paid: interest and enforcement."""

import pytest

from cases import services
from cases.models import Case, EnforcementDecision, Payment
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family
from demo.scenarios import s09
from demo.stage import Performance
from regulations.arithmetic import late_days
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, path_of


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s09.play(stage)])


def case_on(performance: Performance, text: str) -> Case:
    performance.run(until=moment(text, "23:59"))
    return Case.objects.with_file().get()


class TestScenarioNine:
    def test_leaves_ten_days_to_pay(self, performance):
        """ "record 25/06/2026 (D-DEC-7WD Mon 06/07)"; "decision 02/07/2026 fine
        30,000,000, received Mon 06/07. D-EXEC: Thu 16/07" """
        case = case_on(performance, "06/07/2026")
        deciding, paying = clock_of(case, Family.DECISION), clock_of(case, "EXECUTION")

        assert deciding.rule.code == "D-DEC-7WD"
        assert deciding.due == day("06/07/2026")
        assert case.decision.fine_vnd == 30_000_000
        assert case.confirmation is not None
        assert paying.start_on == day("06/07/2026")
        assert paying.due == day("16/07/2026")
        assert clock_of(case, Family.EXECUTION_LIMITATION).last_day == day("02/07/2027")

    def test_is_not_enforced_before_the_time_has_passed(self, stage, performance):
        """ "Not paid -> `order_enforcement` from 17/07" """
        case = case_on(performance, "16/07/2026")

        with pytest.raises(StepNotOpen) as refused:
            stage.on_case(
                services.order_enforcement,
                case,
                s09.DIRECTOR,
                moment("16/07/2026", "16:00"),
                measure="Khấu trừ tiền",
                reason="Chưa nộp phạt.",
            )

        assert refused.value.blockers[0].code == "term_passed_unpaid"

    def test_is_enforced_from_the_next_day(self, performance):
        case = case_on(performance, "17/07/2026")
        ordered = EnforcementDecision.objects.get()

        assert case.state == CaseState.ENFORCING
        assert ordered.number_text == "01/QĐ-CC"
        assert ordered.owed_vnd == 30_000_000
        assert case.clock(Family.ENFORCEMENT) is None

    def test_counts_the_time_to_comply_from_its_receipt(self, performance):
        case = case_on(performance, "20/07/2026")
        clock = clock_of(case, Family.ENFORCEMENT)

        assert clock.rule.code == "D-ENF"
        assert clock.rule.confidence == "unsettled"
        assert clock.start_on == day("20/07/2026")
        assert clock.due == day("04/08/2026")

    def test_is_paid_with_interest(self, performance):
        """ "Late days 17/07..21/08 = 36; interest 540,000; total 30,540,000" """
        case = case_on(performance, "22/08/2026")
        payment = Payment.objects.get()

        term, paid_on = day("16/07/2026"), day("22/08/2026")
        assert late_days(term_due=term, paid_on=paid_on) == 36
        assert payment.paid_on == paid_on
        assert (payment.principal_vnd, payment.interest_vnd) == (30_000_000, 540_000)
        assert payment.amount_vnd == 30_540_000
        assert clock_of(case, Family.EXECUTION).status == ClockStatus.MISSED
        assert case.state == CaseState.EXECUTED

    def test_ends_closed(self, performance):
        performance.run(until=LONG_AFTER)
        case = Case.objects.with_file().get()

        assert path_of(case) == [
            "RECEIVED",
            "VERIFYING",
            "OPENED",
            "RECORDED",
            "PENDING_DECISION",
            "DECIDED",
            "EXECUTING",
            "ENFORCING",
            "EXECUTED",
            "CLOSED",
        ]
        assert case.lead_agency_id == "SO_VHTTDL"
        assert [act.behaviour.code for act in case.violations.all()] == ["PRT-OVER"]
