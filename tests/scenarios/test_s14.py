"""S14. Instalments and deferral."""

import pytest

from cases import services
from cases.models import Case, FineRelief, Payment
from cases.querysets import StepNotOpen
from cases.services import BelowThreshold, ReliefTerms
from cases.states import CaseState, ClockStatus, Family, ReliefKind, ReliefState
from demo.scenarios import s09, s14
from demo.stage import Performance
from tests.moments import day, moment
from tests.scenarios.reading import clock_of, path_of


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s14.play(stage)])


def case_on(performance: Performance, text: str) -> Case:
    performance.run(until=moment(text, "23:59"))
    return Case.objects.with_file().get()


class TestScenarioFourteen:
    def test_leaves_ten_days_to_pay(self, performance):
        """ "record 15/07 (D-DEC-7WD Fri 24/07), signed 22/07"; "decision received
        24/07/2026: D-EXEC 24/07 + 10 = Mon 03/08" """
        case = case_on(performance, "24/07/2026")

        assert clock_of(case, Family.DECISION).due == day("24/07/2026")
        assert case.decision.signed_on == day("22/07/2026")
        assert case.decision.signed_by.username == "xa.eakar.chutich"
        assert case.decision.fine_vnd == 12_000_000
        assert clock_of(case, Family.EXECUTION).due == day("03/08/2026")

    def test_may_be_paid_in_three_parts_within_six_months(self, performance):
        """ "instalment decision effective 03/08, D-INSTAL 6 months = Wed 03/02/2027; 3
        payments 4,800,000 (40%) + 3,600,000 + 3,600,000" """
        case = case_on(performance, "03/08/2026")
        relief = FineRelief.objects.get()
        clock = next(
            row for row in case.deadlines.all() if row.family == Family.INSTALMENTS
        )

        assert relief.state == ReliefState.GRANTED
        assert relief.effective_on == day("03/08/2026")
        assert [part.amount_vnd for part in relief.instalments.all()] == [
            4_800_000,
            3_600_000,
            3_600_000,
        ]
        assert clock.rule.code == "D-INSTAL"
        assert clock.due == day("03/02/2027")

    def test_bears_no_interest_and_is_paid_up(self, performance):
        case = case_on(performance, "31/03/2027")

        assert sum(payment.principal_vnd for payment in Payment.objects.all()) == (
            12_000_000
        )
        assert not Payment.objects.exclude(interest_vnd=0).exists()
        clock = next(
            row for row in case.deadlines.all() if row.family == Family.INSTALMENTS
        )
        assert clock.status == ClockStatus.MET
        assert case.state == CaseState.CLOSED
        assert path_of(case)[-3:] == ["EXECUTING", "EXECUTED", "CLOSED"]
        assert case.lead_agency_id == "UBND_XA_24373"

    def test_is_not_enforced_meanwhile(self, stage, performance):
        case = case_on(performance, "31/08/2026")

        with pytest.raises(StepNotOpen) as refused:
            stage.on_case(
                services.order_enforcement,
                case,
                s14.CHAIRMAN,
                moment("01/09/2026"),
                measure="Kê biên",
                reason="Chưa nộp đủ.",
            )

        assert "not_deferred" in {b.code for b in refused.value.blockers}

    def test_variant_refuses_to_defer_ninety_million_of_an_organisation(self, stage):
        """ "A deferral for an organisation with a fine of 90 million must be refused
        (< 100 million)." """
        performance = Performance([_fined(stage, 90_000_000)])
        performance.run(until=moment("06/07/2026", "23:59"))
        case = Case.objects.with_file().get()
        assert case.respondent.subject_kind == "ORGANISATION"
        assert case.decision.fine_vnd == 90_000_000
        case = stage.on_case(
            services.register_relief,
            case,
            s09.HANDLER,
            moment("08/07/2026"),
            kind=ReliefKind.DEFER,
            reason="Công ty gặp khó khăn về kinh tế.",
        )

        with pytest.raises(BelowThreshold) as refused:
            stage.on_case(
                services.grant_relief,
                case,
                s09.DIRECTOR,
                moment("10/07/2026"),
                relief_id=FineRelief.objects.get().pk,
                terms=ReliefTerms(in_hardship=True),
            )

        assert "100.000.000" in str(refused.value.errors["kind"][0])
        assert FineRelief.objects.get().state == ReliefState.REQUESTED
        assert Case.objects.get().relief is None


def _fined(stage, fine_vnd: int):
    """The organisation of S9, fined another sum."""
    case = yield from s09.recorded(stage)
    return (yield from s09.decided(stage, case, fine_vnd=fine_vnd))
