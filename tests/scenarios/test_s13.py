"""S13. On-the-spot warning."""

import pytest

from cases import services
from cases.models import Case, SanctionDecision
from cases.services import AboveTheSpot, ActTerms, DecisionTerms
from cases.states import CaseState, Family, MainSanction
from demo.scenarios import s13
from demo.stage import Performance
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, path_of


def fine(case: Case, amount_vnd: int) -> DecisionTerms:
    (violation,) = case.violations.all()
    return DecisionTerms(acts=(ActTerms(violation.pk, amount_vnd),))


def opened(stage) -> Case:
    performance = Performance([s13.opened(stage)])
    performance.run(until=moment("14/10/2026", "23:59"))
    return Case.objects.with_file().get()


class TestScenarioThirteen:
    def test_goes_from_opening_to_closing_without_a_record(self, stage):
        """ "Path: RECEIVED -> VERIFYING -> OPENED -> DECIDED -> EXECUTING -> EXECUTED
        -> CLOSED." """
        Performance([s13.play(stage)]).run(until=LONG_AFTER)
        case = Case.objects.with_file().get()

        assert path_of(case) == [
            "RECEIVED",
            "VERIFYING",
            "OPENED",
            "DECIDED",
            "EXECUTING",
            "EXECUTED",
            "CLOSED",
        ]
        assert case.lead_agency_id == "SO_VHTTDL"
        assert case.violation_record is None
        assert [act.behaviour.code for act in case.violations.all()] == ["PRT-BOOKS"]

    def test_is_handed_over_on_the_spot_by_the_director(self, stage):
        """ "sanction without record 14/10/2026, warning"; "signed and handed over by
        `so.giamdoc` 14/10" """
        Performance([s13.play(stage)]).run(until=LONG_AFTER)
        decision = SanctionDecision.objects.get()

        assert decision.main_sanction == MainSanction.WARNING
        assert (decision.fine_vnd, decision.draft) == (0, None)
        assert decision.signed_by.username == "so.giamdoc"
        assert decision.signed_on == decision.received_on == day("14/10/2026")
        assert decision.number_text == "01/QĐ-XPHC"

    def test_has_no_time_to_pay_and_six_months_of_recidivism(self, stage):
        """ "no fine, no D-EXEC for money; D-RECID-W: 14/10/2026 + 6 months =
        14/04/2027" """
        Performance([s13.play(stage)]).run(until=LONG_AFTER)
        case = Case.objects.with_file().get()

        assert case.clock(Family.EXECUTION) is None
        clock = clock_of(case, Family.RECIDIVISM)
        assert clock.rule.code == "D-RECID-W"
        assert clock.start_on == day("14/10/2026")
        assert clock.last_day == day("14/04/2027")

    def test_refuses_more_than_the_limit_of_an_individual(self, stage):
        """ "Variant: fine 600,000 for an individual -> must be refused (limit
        500,000)" """
        case = opened(stage)

        with pytest.raises(AboveTheSpot) as refused:
            stage.on_case(
                services.sanction_without_record,
                case,
                s13.DIRECTOR,
                moment("14/10/2026", "10:05"),
                terms=fine(case, 600_000),
                by_technical_equipment=False,
            )

        assert "500.000" in str(refused.value.errors["fine_vnd"][0])
        assert Case.objects.get().state == CaseState.OPENED
        assert not SanctionDecision.objects.exists()

    def test_allows_a_million_of_an_organisation(self, stage):
        """ "1,000,000 for an organisation -> allowed" """
        case = opened(stage)
        case.respondents.update(subject_kind="ORGANISATION")

        stage.on_case(
            services.sanction_without_record,
            case,
            s13.DIRECTOR,
            moment("14/10/2026", "10:05"),
            terms=fine(case, 1_000_000),
            by_technical_equipment=False,
        )

        assert Case.objects.get().state == CaseState.DECIDED
        assert SanctionDecision.objects.get().fine_vnd == 1_000_000
