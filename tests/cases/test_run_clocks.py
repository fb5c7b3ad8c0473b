"""The clocks of a case: started, switched, met and moved by what the law names."""

import pytest

from audit.models import Entry
from cases import services
from cases.models import Deadline
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family
from kernel.errors import Refused
from tests.cases.walk import (
    EXPLAINABLE,
    HANDLER,
    INSPECTOR,
    at_state,
    received,
    reread,
)
from tests.moments import day, moment
from tests.regulations.agreed import agree


@pytest.mark.django_db
class TestClocks:
    def test_of_the_record_runs_from_detection_once_the_case_is_open(self, officer):
        """D-RECORD: detected 03/03, three working days end Friday 06/03."""
        walk = at_state(officer, CaseState.VERIFYING)
        assert reread(walk.case).clock(Family.RECORD) is None

        walk.open()

        clock = reread(walk.case).clock(Family.RECORD)
        assert (clock.rule.code, clock.start_on, clock.due) == (
            "D-RECORD",
            day("03/03/2026"),
            day("06/03/2026"),
        )
        assert walk.case.due_on == day("06/03/2026")

    def test_of_a_complex_record_is_five_working_days(self, officer):
        """D-RECORD-CPX: detected 13/04/2026 → 20/04 (S2)."""
        walk = received(officer, detected_on=day("13/04/2026"), is_complex=True)
        walk.step(services.start_verification, HANDLER, moment("13/04/2026", "15:00"))
        walk.step(services.open_case, HANDLER, moment("14/04/2026"))

        clock = reread(walk.case).clock(Family.RECORD)

        assert (clock.rule.code, clock.due) == ("D-RECORD-CPX", day("20/04/2026"))

    def test_of_the_decision_is_switched_by_an_explanation_never_restarted(
        self, officer
    ):
        """Điều 66.1: 15/04 + 7 wd = 24/04 becomes 15/04 + 1 month = 15/05 (S2)."""
        walk = received(officer, behaviour=EXPLAINABLE, detected_on=day("13/04/2026"))
        walk.step(services.start_verification, HANDLER, moment("13/04/2026", "15:00"))
        walk.step(services.open_case, HANDLER, moment("14/04/2026"))
        walk.step(
            services.make_record,
            INSPECTOR,
            moment("15/04/2026"),
            content=services.RecordInput(place="Trụ sở"),
        )
        case = reread(walk.case)
        assert case.clock(Family.DECISION).due == day("24/04/2026")
        assert case.clock(Family.EXPLAIN_DIRECT).due == day("17/04/2026")
        assert case.clock(Family.EXPLAIN_WRITTEN).due == day("22/04/2026")

        walk.step(
            services.request_explanation,
            HANDLER,
            moment("21/04/2026"),
            kind="WRITTEN",
        )

        case = reread(walk.case)
        clock = case.clock(Family.DECISION)
        assert (clock.rule.code, clock.start_on, clock.due) == (
            "D-DEC-1M",
            day("15/04/2026"),
            day("15/05/2026"),
        )
        old = Deadline.objects.get(case=case, status=ClockStatus.SWITCHED)
        assert (old.rule.code, old.ended_on) == ("D-DEC-7WD", day("21/04/2026"))
        assert case.clock(Family.EXPLAIN_WRITTEN).status == ClockStatus.MET

    def test_of_an_explanation_closes_the_right_when_it_passed(self, officer):
        """Điều 61.2: in writing within five working days, 05/03 → 12/03."""
        walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)

        with pytest.raises(StepNotOpen) as late:
            walk.step(
                services.request_explanation,
                HANDLER,
                moment("13/03/2026"),
                kind="WRITTEN",
            )

        assert late.value.blockers[0].code == "explanation_late"

    def test_show_the_act_that_lapses_first(self, officer):
        """D-LIM-PUB: two years from the end of the act, not rolled: 10/02/2028 (S6)."""
        walk = received(
            officer,
            behaviour="CPR-131-18",
            act_ended_on=day("10/02/2026"),
            detected_on=day("10/03/2026"),
        )

        clock = reread(walk.case).clock(Family.LIMITATION)

        assert clock.last_day == day("10/02/2028")

    def test_mark_a_late_record_as_missed_and_ask_for_the_reason(self, officer):
        walk = at_state(officer, CaseState.OPENED)
        with pytest.raises(Refused) as bare:
            walk.step(
                services.make_record,
                INSPECTOR,
                moment("09/03/2026"),
                content=services.RecordInput(place="Trụ sở"),
            )
        assert "late_reason" in bare.value.errors

        walk.step(
            services.make_record,
            INSPECTOR,
            moment("09/03/2026"),
            content=services.RecordInput(
                place="Trụ sở", late_reason="Chủ cơ sở đi vắng."
            ),
        )

        assert reread(walk.case).clock(Family.RECORD).status == ClockStatus.MISSED

    def test_are_recomputed_with_a_trace_when_the_calendar_changes(self, officer):
        """S12: record 19/11/2026, 24/11 off → Tue 01/12; made a working day → 30/11."""
        walk = received(officer, detected_on=day("18/11/2026"))
        walk.step(services.start_verification, HANDLER, moment("18/11/2026", "15:00"))
        walk.step(services.open_case, HANDLER, moment("18/11/2026", "16:00"))
        walk.step(
            services.make_record,
            INSPECTOR,
            moment("19/11/2026"),
            content=services.RecordInput(place="Trụ sở"),
        )
        assert reread(walk.case).clock(Family.DECISION).due == day("01/12/2026")

        moved = services.edit_calendar_day(
            day=day("24/11/2026"),
            kind="WORKING",
            name="Không nghỉ",
            decision_no="Thông báo số 01/TB",
            confirmed=True,
            reason="Chưa có luật",
            by=officer("quantri"),
            at=moment("20/11/2026"),
        )

        case = reread(walk.case)
        assert moved >= 1
        assert case.clock(Family.DECISION).due == day("30/11/2026")
        assert case.due_on == day("30/11/2026")
        entry = Entry.objects.get(action="deadline.recomputed")
        assert entry.changes["due"] == ["2026-12-01", "2026-11-30"]
        assert entry.actor == officer("quantri")

    def test_keep_the_row_of_the_law_under_which_they_began(self, officer):
        """INV-18: a changed rule binds what starts after it, old cases keep theirs."""
        walk = at_state(officer, CaseState.RECORDED)
        agree(
            kind="DEADLINE_RULE",
            code="D-DEC-7WD",
            reach="FROM_DAY",
            values={
                "length": "9",
                "valid_from": "2026-03-10",
                "basis": "Luật sửa đổi giả định",
                "confidence": "recalled",
            },
            reason="Thử",
            by=officer("so.phapche"),
            second=officer("so.lanhdao"),
            at=moment("09/03/2026"),
        )

        walk.submit()

        assert reread(walk.case).clock(Family.DECISION).due == day("16/03/2026")
