"""S11. Limitation passed."""

import pytest

from cases import services
from cases.models import Case
from cases.querysets import StepNotOpen
from cases.services import warnings_on_opening
from cases.states import CaseState, ClockStatus, Family, ItemKind, NoSanctionGround
from cases.steps import steps_for
from demo.scenarios import s11
from demo.stage import Performance
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted, path_of


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s11.play(stage)])


def case_on(performance: Performance, text: str) -> Case:
    performance.run(until=moment(text, "23:59"))
    return Case.objects.with_file().get()


class TestScenarioEleven:
    def test_warns_on_opening(self, stage, performance):
        """ "F6: act ended 20/05/2024, detected Mon 25/05/2026. 02 years ended
        20/05/2026 -> `open_case` warns" """
        case = case_on(performance, "25/05/2026")
        clock = clock_of(case, Family.LIMITATION)
        steps = steps_for(case, stage.by(s11.HANDLER), moment("26/05/2026"))
        opening = next(step for step in steps if step.name == "open_case")

        assert clock.start_on == day("20/05/2024")
        assert clock.last_day == day("20/05/2026")
        assert opening.allowed
        assert opening.warnings == tuple(
            warnings_on_opening(case, on=day("26/05/2026"))
        )
        assert "20/05/2026" in opening.warnings[0]

    def test_makes_the_record_all_the_same(self, performance):
        """ "record made 27/05 all the same, for the measures"; "record 27/05 (D-RECORD
        Thu 28/05)" """
        case = case_on(performance, "27/05/2026")
        clock = clock_of(case, Family.RECORD)

        assert case.state == CaseState.RECORDED
        assert case.violation_record.made_on == day("27/05/2026")
        assert counted(clock) == ["26/05", "27/05", "28/05"]
        assert clock.due == day("28/05/2026")
        assert clock.status == ClockStatus.MET

    def test_refuses_the_signature(self, stage, performance):
        """ "submitted, `sign_decision` refused" """
        case = case_on(performance, "29/05/2026")
        assert case.state == CaseState.PENDING_DECISION

        with pytest.raises(StepNotOpen) as refused:
            stage.on_case(
                services.sign_decision, case, s11.DIRECTOR, moment("01/06/2026")
            )

        assert [reason.code for reason in refused.value.blockers] == ["limitation_open"]
        assert Case.objects.get().state == CaseState.PENDING_DECISION

    def test_ends_with_the_destruction_of_the_copies(self, performance):
        """ "PENDING_DECISION -> NO_SANCTION with destruction of 30 copies ->
        CLOSED" """
        case = case_on(performance, LONG_AFTER.strftime("%d/%m/%Y"))
        (item,) = case.no_sanction_decision.items.all()

        assert path_of(case) == [
            "RECEIVED",
            "VERIFYING",
            "OPENED",
            "RECORDED",
            "PENDING_DECISION",
            "NO_SANCTION",
            "CLOSED",
        ]
        assert case.lead_agency_id == "SO_VHTTDL"
        assert [act.behaviour.code for act in case.violations.all()] == ["DST-29-1C"]
        assert case.no_sanction_decision.ground == NoSanctionGround.LIMITATION_PASSED
        assert item.kind == ItemKind.DESTRUCTION
        assert "30 bản" in item.description
        assert item.done_on == day("12/06/2026")
        assert case.decision is None
