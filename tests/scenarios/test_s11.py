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


def case_on(performance: Performance, text: str, clock: str = "23:59") -> Case:
    performance.run(until=moment(text, clock))
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


class TestScenarioElevenFromProceedings:
    def test_variant_has_one_more_year(self, stage, performance):
        """ "Variant: act of the same date transferred by a proceedings agency ->
        20/05/2027, allowed." """
        case = case_on(performance, "26/05/2026", "11:00")
        case = stage.on_case(
            services.record_sign,
            case,
            s11.HANDLER,
            moment("26/05/2026", "11:30"),
            explanation="Nghi là hàng giả.",
        )
        case = stage.on_case(
            services.transfer_criminal,
            case,
            s11.DIRECTOR,
            moment("26/05/2026", "13:00"),
            to_agency=stage.by("ca.cqdt").agency,
            content=services.HandOver(
                reason="Nghi là hàng giả.",
                papers=(services.PaperLine("Biên bản giao nộp"),),
            ),
        )
        at = moment("26/05/2026", "14:00")
        case = stage.on_case(services.accept_transfer, case, "ca.cqdt", at)
        case = stage.on_case(
            services.receive_returned_file,
            case,
            s11.HANDLER,
            moment("15/06/2026"),
            content=services.ReturnedFile(
                kind="NOT_PROSECUTED",
                number="51/QĐ-CQĐT",
                issued_on=day("12/06/2026"),
            ),
        )
        case = Case.objects.with_file().get()
        acts = tuple(
            services.ActTerms(act.pk, frame.midpoint_vnd, respondent.pk)
            for act, respondent, frame in services.proposed_fines(case)
        )
        case = stage.on_case(
            services.submit_decision,
            case,
            s11.HANDLER,
            moment("16/06/2026"),
            terms=services.DecisionTerms(acts=acts),
        )
        case = stage.on_case(
            services.sign_decision, case, s11.DIRECTOR, moment("17/06/2026")
        )
        case = Case.objects.with_file().get()
        clock = clock_of(case, Family.LIMITATION)

        assert clock.rule.code == "D-LIM-PROC"
        assert clock.last_day == day("20/05/2027")
        assert case.state == CaseState.DECIDED
