"""S10. Complaint, decision annulled, new decision."""

import pytest

from cases import services
from cases.models import Case, Complaint, DecisionRevision, SanctionDecision
from cases.querysets import StepNotOpen
from cases.services import clock_sheet, warnings_on_reopening
from cases.services.clock_sheet import SheetStatus
from cases.states import (
    CaseState,
    ComplaintState,
    Family,
    NoSanctionGround,
    RevisionKind,
)
from cases.steps import steps_for
from demo import plans
from demo.scenarios import s01, s10
from demo.stage import Performance
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, path_of


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s10.play(stage)])


def case_on(performance: Performance, text: str) -> Case:
    performance.run(until=moment(text, "23:59"))
    return Case.objects.with_file().get()


def about(case: Case, family: str):
    return next(
        row for row in case.deadlines.all() if row.family == family and row.is_current
    )


class TestScenarioTen:
    def test_repeats_the_offence_of_the_first(self, stage):
        """ "F1, second case (ad hoc, on a reader's tip-off)"; "repeat offence of S1":
        the earlier decision is named while its year runs."""
        performance = Performance([plans.ward(stage), s01.play(stage), s10.play(stage)])
        performance.run(until=moment("08/05/2026", "23:59"))
        first, case = Case.objects.with_file().order_by("number")

        (earlier,) = services.earlier_of(case, on=day("08/05/2026"))

        assert earlier.decision_no == first.decision.number_text == "01/QĐ-XPHC"
        assert earlier.behaviour == "DST-29-2A"
        assert earlier.until == day("24/03/2027")

    def test_leaves_ninety_days_to_complain(self, performance):
        """ "record 12/05 (D-DEC-7WD Thu 21/05), signed 18/05"; "decision received
        20/05/2026. D-COMPL: 20/05 + 90 days = Tue 18/08/2026" """
        case = case_on(performance, "20/05/2026")

        assert clock_of(case, Family.DECISION).due == day("21/05/2026")
        assert case.decision.signed_on == day("18/05/2026")
        assert clock_of(case, Family.COMPLAINT_TIME).rule.code == "D-COMPL"
        assert clock_of(case, Family.COMPLAINT_TIME).due == day("18/08/2026")

    def test_is_to_be_accepted_in_ten_days(self, performance):
        """ "Filed 10/06: D-COMPL-ACC + 10 = Sat 20/06 -> Mon 22/06" """
        case = case_on(performance, "10/06/2026")
        clock = about(case, Family.COMPLAINT_ACCEPTANCE)

        assert clock.strict_due == day("20/06/2026")
        assert clock.due == day("22/06/2026")
        assert not Complaint.objects.get().is_late
        assert case.state == CaseState.EXECUTING

    def test_is_to_be_settled_in_thirty_days(self, performance):
        """ "accepted 18/06; D-COMPL-1 + 30 = Sat 18/07 -> Mon 20/07" """
        case = case_on(performance, "18/06/2026")
        clock = about(case, Family.COMPLAINT_FIRST)

        assert clock.strict_due == day("18/07/2026")
        assert clock.due == day("20/07/2026")

    def test_gives_a_complex_complaint_forty_five(self, stage, performance):
        """ "(complex 45: Sun 02/08 -> Mon 03/08)" """
        case = case_on(performance, "17/06/2026")

        case = stage.on_case(
            services.accept_complaint,
            case,
            s10.CHAIRMAN,
            moment("18/06/2026", "08:00"),
            complaint_id=Complaint.objects.get().pk,
            is_complex=True,
        )

        clock = about(Case.objects.with_file().get(), Family.COMPLAINT_FIRST)
        assert clock.strict_due == day("02/08/2026")
        assert clock.due == day("03/08/2026")

    def test_does_not_stop_execution(self, stage, performance):
        """ "While the complaint is open, `complete_execution` stays allowed." """
        case = case_on(performance, "18/06/2026")
        assert case.open_complaints == 1

        case = stage.on_case(
            services.complete_execution, case, s10.HANDLER, moment("19/06/2026")
        )

        assert case.state == CaseState.EXECUTED

    def test_is_annulled_by_the_outcome(self, performance):
        """ "Outcome: annulled 15/07 (wrong authority)" """
        case = case_on(performance, "15/07/2026")
        decision, revision = (
            SanctionDecision.objects.get(),
            DecisionRevision.objects.get(),
        )
        event = case.events.get(transition="annul_decision")

        assert case.state == CaseState.ANNULLED
        assert case.decision is None
        assert decision.annulled_on == day("15/07/2026")
        assert not decision.acts.filter(is_in_force=True).exists()
        assert revision.kind == RevisionKind.ANNUL
        assert Complaint.objects.get().state == ComplaintState.RESOLVED_FIRST
        assert event.details["refund_vnd"] == 5_000_000
        assert event.details["refunds"] == [
            {"receipt_no": "0000588", "amount_vnd": 5_000_000}
        ]

    def test_counts_the_old_decision_limit_again(self, performance):
        """ "the decision limit of the old record has passed" """
        case = case_on(performance, "15/07/2026")

        assert clock_of(case, Family.DECISION).due == day("21/05/2026")
        assert clock_of(case, Family.DECISION).is_running
        line = next(
            row
            for row in clock_sheet(case, day("15/07/2026"))
            if row.family == Family.DECISION and row.status != SheetStatus.REPLACED
        )
        assert line.status == SheetStatus.PASSED
        assert "21/05/2026" in warnings_on_reopening(case, on=day("16/07/2026"))[0]

    def test_cannot_be_signed_again(self, stage, performance):
        """ "so `sign_decision` is refused. This is the trap to test." """
        case = case_on(performance, "17/07/2026")
        assert case.state == CaseState.RECORDED
        case = stage.on_case(
            services.submit_decision,
            case,
            s10.HANDLER,
            moment("18/07/2026"),
            terms=services.DecisionTerms(
                acts=tuple(
                    services.ActTerms(violation.pk, 3_750_000, respondent.pk)
                    for violation, respondent, _frame in services.proposed_fines(case)
                )
            ),
        )

        with pytest.raises(StepNotOpen) as refused:
            stage.on_case(
                services.sign_decision, case, s10.CHAIRMAN, moment("20/07/2026")
            )

        assert [b.code for b in refused.value.blockers] == ["decision_limit_open"]
        offered = {
            step.name: step.allowed
            for step in steps_for(
                Case.objects.with_file().get(),
                stage.by(s10.CHAIRMAN),
                moment("20/07/2026"),
            )
        }
        assert not offered["sign_decision"]
        assert offered["decide_no_sanction"]

    def test_ends_without_a_sanction(self, performance):
        """ "Path: EXECUTING -> ANNULLED -> RECORDED (`reopen`) -> NO_SANCTION ->
        CLOSED" """
        performance.run(until=LONG_AFTER)
        case = Case.objects.with_file().get()

        assert path_of(case)[-5:] == [
            "EXECUTING",
            "ANNULLED",
            "RECORDED",
            "NO_SANCTION",
            "CLOSED",
        ]
        assert case.lead_agency_id == "UBND_XA_24133"
        assert case.no_sanction_decision.ground == NoSanctionGround.DECISION_TIME_PASSED
