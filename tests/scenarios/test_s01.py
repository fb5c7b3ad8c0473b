"""S1. Book shop without invoices, straight to the end."""

from decimal import Decimal

import pytest

from cases import conditions, services
from cases.models import Case
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, ExplanationKind, Family
from demo import plans
from demo.scenarios import s01
from documents.form_ids import FormId
from documents.models import IssuedDocument
from evidence.kinds import CustodyKind
from inspections.states import ItemState, VisitState
from regulations.working_days import load_calendar
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted, path_of


@pytest.fixture(scope="module")
def refusal(performed) -> StepNotOpen:
    """Of the request to explain, tried the day after the record; then all is played."""
    stage, performance = performed(
        lambda stage: [plans.ward(stage), s01.play(stage)],
        moment("05/03/2026", "23:59"),
    )
    with pytest.raises(StepNotOpen) as refused:
        stage.on_case(
            services.request_explanation,
            Case.objects.get(state=CaseState.RECORDED),
            s01.HANDLER,
            moment("06/03/2026"),
            kind=ExplanationKind.WRITTEN,
        )
    performance.run(until=LONG_AFTER)
    return refused.value


@pytest.fixture(scope="module")
def case(refusal) -> Case:
    return Case.objects.with_file().get()


class TestScenarioOne:
    def test_goes_straight_to_the_end(self, case):
        """ "Path: RECEIVED -> VERIFYING -> OPENED -> RECORDED -> PENDING_DECISION ->
        DECIDED -> EXECUTING -> EXECUTED -> CLOSED" """
        assert path_of(case) == [
            "RECEIVED",
            "VERIFYING",
            "OPENED",
            "RECORDED",
            "PENDING_DECISION",
            "DECIDED",
            "EXECUTING",
            "EXECUTED",
            "CLOSED",
        ]

    def test_begins_with_the_planned_check_of_the_ward(self, case):
        """ "Planned check of F1 by the ward (lead: UBND phường Buôn Ma Thuột, so the
        file need not go to another competent person). Detected Tue 03/03/2026: 80
        copies of one title without invoices -> DST-29-2A, individual frame
        2,500,000-5,000,000." """
        visit = case.inspection
        ((violation, respondent, frame),) = services.proposed_fines(case)

        assert visit.state == VisitState.RECORDED
        assert visit.plan_item.plan.agency_id == "UBND_XA_24133"
        assert visit.plan_item.state == ItemState.DONE
        assert case.lead_agency_id == case.competent_authority_id == "UBND_XA_24133"
        assert case.detected_on == day("03/03/2026")
        assert violation.behaviour.code == "DST-29-2A"
        assert violation.quantity == 80
        assert len(violation.titles) == 1
        assert respondent.tax_code == "9900000016"
        assert (frame.min_vnd, frame.max_vnd) == (2_500_000, 5_000_000)

    def test_keeps_two_photographs_of_the_finding(self, case):
        files = [link.file for link in case.case_evidence.select_related("file")]

        assert len(files) == 2
        assert all(file.kind == "PHOTO" and file.caption for file in files)
        assert all(
            [event.kind for event in file.custody_events.all()]
            == [CustodyKind.RECEIVED]
            for file in files
        )

    def test_makes_the_record_in_time(self, case):
        """ "D-RECORD: 03/03 + 3 wd (04, 05, 06) = Fri 06/03. Record made Thu
        05/03." """
        clock = clock_of(case, Family.RECORD)

        assert (clock.rule.code, clock.start_on) == ("D-RECORD", day("03/03/2026"))
        assert counted(clock) == ["04/03", "05/03", "06/03"]
        assert clock.due == day("06/03/2026")
        assert case.violation_record.made_on == day("05/03/2026")
        assert clock.status == ClockStatus.MET

    def test_gives_no_right_to_explain(self, case, refusal):
        """ "Explanation right: frame maximum 5 million < 15 million and no suspension
        -> none; `request_explanation` must be refused." """
        assert [reason.code for reason in refusal.blockers] == [
            "explanation_right_given"
        ]
        assert not case.violation_record.has_explanation_right
        assert case.clock(Family.EXPLAIN_DIRECT) is None
        assert case.clock(Family.EXPLAIN_WRITTEN) is None

    def test_decides_in_time(self, case):
        """ "D-DEC-7WD: 05/03 + 7 wd (06, 09, 10, 11, 12, 13, 16) = Mon 16/03. Signed
        12/03 by Chủ tịch UBND phường, fine 3,750,000 (mid-point)." """
        clock = clock_of(case, Family.DECISION)

        assert (clock.rule.code, clock.start_on) == ("D-DEC-7WD", day("05/03/2026"))
        assert counted(clock) == [
            f"{number}/03" for number in ("06", "09", "10", "11", "12", "13", "16")
        ]
        assert clock.due == day("16/03/2026")
        assert clock.status == ClockStatus.MET
        assert case.decision.signed_on == day("12/03/2026")
        assert case.decision.signed_by.username == "xa.bmt.chutich"
        assert case.decision.fine_vnd == 3_750_000

    def test_is_within_the_chairmans_ceiling(self, case):
        """ "(5 <= 50 million: allowed)" """
        signer = case.decision.signed_by
        capacity = conditions.capacity_of(signer, case, day("12/03/2026"))

        (rung,) = capacity.rungs
        assert rung.frame_max_vnd == 5_000_000
        assert rung.ceiling.vnd == 50_000_000
        assert rung.is_within

    def test_sends_the_decision_in_time(self, case):
        """ "D-SEND from 12/03: 2 wd = Mon 16/03 (13, 16); with the 3-wd setting Tue
        17/03. Delivered 16/03." """
        clock = clock_of(case, Family.SENDING)
        longer = clock.rule
        assert counted(clock) == ["13/03", "16/03"]
        assert clock.due == day("16/03/2026")
        assert clock.status == ClockStatus.MET
        assert case.decision.received_on == day("16/03/2026")

        longer.length = Decimal(3)
        due = longer.due_on(day("12/03/2026"), calendar=load_calendar())
        assert due.due == day("17/03/2026")

    def test_is_paid_in_time_without_interest(self, case):
        """ "D-EXEC: 16/03 + 10 days = Thu 26/03. Paid 24/03: no interest." """
        clock = clock_of(case, Family.EXECUTION)
        (payment,) = case.decision.payments.all()

        assert (clock.rule.code, clock.start_on) == ("D-EXEC", day("16/03/2026"))
        assert clock.due == clock.strict_due == day("26/03/2026")
        assert clock.status == ClockStatus.MET
        assert payment.paid_on == day("24/03/2026")
        assert (payment.principal_vnd, payment.interest_vnd) == (3_750_000, 0)

    def test_counts_as_not_sanctioned_a_year_later(self, case):
        """ "D-RECID-F: 24/03/2026 + 1 year = 24/03/2027." """
        clock = clock_of(case, Family.RECIDIVISM)

        assert case.executed_on == day("24/03/2026")
        assert clock.rule.code == "D-RECID-F"
        assert clock.last_day == day("24/03/2027")

    def test_leaves_its_four_papers(self, case):
        papers = IssuedDocument.objects.of_case(case).order_by("issued_at")

        assert [(paper.form, paper.number_text) for paper in papers] == [
            (FormId.INSPECTION_DECISION, "01/QĐ-KT"),
            (FormId.INSPECTION_RECORD, "01/BB-KT"),
            (FormId.VIOLATION_RECORD, "01/BB-VPHC"),
            (FormId.SANCTION_DECISION, "01/QĐ-XPHC"),
        ]
        assert [paper.issued_on for paper in papers] == [
            day("25/02/2026"),
            day("03/03/2026"),
            day("05/03/2026"),
            day("12/03/2026"),
        ]
