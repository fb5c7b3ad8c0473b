"""S6. Copyright act before the new decree."""

import pytest
from django.utils.translation import override

from cases.models import Case
from cases.services import proposed_fines, warnings_on_opening
from cases.states import CaseState, Family
from demo.scenarios import s06
from demo.stage import Performance
from regulations import catalogue
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted, path_of


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s06.play(stage)])


def case_on(performance: Performance, text: str) -> Case:
    performance.run(until=moment(text, "23:59"))
    return Case.objects.with_file().get()


class TestScenarioSix:
    def test_offers_the_row_of_the_day_of_the_act(self, performance):
        """ "act before 15/02/2026 -> offers CPR-131-18 (valid to 14/02/2026), not
        CPR-341-COPY" """
        case = case_on(performance, "10/03/2026")
        offered = catalogue.in_force_on(day("10/02/2026"))

        assert case.violations.get().behaviour.code == "CPR-131-18"
        assert offered.filter(code="CPR-131-18").exists()
        assert not offered.filter(code="CPR-341-COPY").exists()

    def test_warns_to_compare_the_lighter_frame(self, performance):
        """ "warns “so sánh mức nhẹ hơn”" """
        case = case_on(performance, "10/03/2026")
        (warning,) = warnings_on_opening(case, on=day("11/03/2026"))

        assert "CPR-131-18" in warning
        assert "CPR-341-COPY" in warning
        with override("vi"):
            (warning,) = warnings_on_opening(case, on=day("11/03/2026"))
        assert "so sánh mức nhẹ hơn" in warning

    def test_gives_the_right_to_explain(self, performance):
        """ "Frame maximum 35 million (individual) -> explanation right exists" """
        case = case_on(performance, "12/03/2026")
        ((_act, respondent, frame),) = proposed_fines(case)

        assert respondent.subject_kind == "HOUSEHOLD"
        assert frame.max_vnd == 35_000_000
        assert case.violation_record.has_explanation_right

    def test_counts_record_and_limitation(self, performance):
        """ "D-RECORD: 3 wd (11, 12, 13) = Fri 13/03. Limitation: 10/02/2026 + 2 years
        = 10/02/2028." """
        case = case_on(performance, "12/03/2026")
        record = clock_of(case, Family.RECORD)

        assert counted(record) == ["11/03", "12/03", "13/03"]
        assert record.due == day("13/03/2026")
        assert clock_of(case, Family.LIMITATION).last_day == day("10/02/2028")

    def test_goes_the_usual_way_to_the_end(self, performance):
        case = case_on(performance, LONG_AFTER.strftime("%d/%m/%Y"))

        assert case.state == CaseState.CLOSED
        assert path_of(case)[:4] == ["RECEIVED", "VERIFYING", "OPENED", "RECORDED"]
        assert case.decision.fine_vnd == 25_000_000
