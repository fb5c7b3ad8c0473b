"""Suspension and resumption (Điều 62.2, 76 Luật XLVPHC; Điều 35 Luật Khiếu nại)."""

import pytest

from cases import services
from cases.models import Case, CriminalSign, ExecutionSuspension
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family, ReliefKind, SuspensionGround
from kernel.errors import NotPermitted, Refused
from regulations.models import LegalSetting
from tests.cases.walk import HANDLER, SIGNER, reread
from tests.cases.walk_execution import (
    ask_relief,
    complain,
    enforcing,
    executing,
    grant_relief,
    on_complaint,
)
from tests.moments import day, moment


def suspend(walk, ground, at="20/07/2026", by=SIGNER):
    walk.step(
        services.suspend_execution,
        by,
        moment(at, "11:00"),
        ground=ground,
        reason="Xem xét theo đề nghị.",
    )


def resume(walk, at):
    walk.step(
        services.resume_execution, SIGNER, moment(at, "11:00"), reason="Hết căn cứ."
    )


@pytest.mark.django_db
class TestSuspendExecution:
    @pytest.mark.parametrize("ground", list(SuspensionGround))
    def test_needs_its_ground_on_file(self, officer, ground):
        """ "reason in {criminal sign, deferral granted, complaint suspension}" """
        walk = executing(officer)

        with pytest.raises(Refused) as refusal:
            suspend(walk, ground)

        assert "ground" in refusal.value.errors
        assert walk.case.state == CaseState.EXECUTING

    def test_follows_a_complaint(self, officer):
        walk = executing(officer)
        complain(walk, moment("20/07/2026"))

        suspend(walk, SuspensionGround.COMPLAINT)

        assert walk.case.state == CaseState.EXECUTION_SUSPENDED
        assert ExecutionSuspension.objects.get().number == 1

    def test_follows_a_deferral(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))
        grant_relief(walk, moment("10/07/2026"))

        suspend(walk, SuspensionGround.DEFERRAL)

        assert walk.case.state == CaseState.EXECUTION_SUSPENDED

    def test_follows_a_criminal_sign_from_enforcement_too(self, officer):
        walk = enforcing(officer)
        sign = CriminalSign.objects.create(
            case=walk.case,
            indicator="CI-344b",
            explanation="Có dấu hiệu tội phạm.",
            recorded_by=officer(HANDLER),
            recorded_on=day("20/07/2026"),
            recorded_at=moment("20/07/2026"),
        )
        Case.objects.filter(pk=walk.case.pk).update(criminal_sign=sign)

        suspend(walk, SuspensionGround.CRIMINAL_SIGN)

        assert walk.case.state == CaseState.EXECUTION_SUSPENDED

    def test_is_signed_by_the_sanctioner(self, officer):
        walk = executing(officer)
        complain(walk, moment("20/07/2026"))

        with pytest.raises(NotPermitted):
            suspend(walk, SuspensionGround.COMPLAINT, by=HANDLER)


@pytest.mark.django_db
class TestResumeExecution:
    def test_waits_for_the_cause_to_end(self, officer):
        """ "cause ended" """
        walk = executing(officer)
        complain(walk, moment("20/07/2026"))
        suspend(walk, SuspensionGround.COMPLAINT)

        with pytest.raises(StepNotOpen) as refused:
            resume(walk, "25/07/2026")
        assert refused.value.blockers[0].code == "cause_not_ended"

        on_complaint(
            walk,
            services.withdraw_complaint,
            HANDLER,
            moment("30/07/2026", "09:00"),
            reason="Người khiếu nại rút đơn.",
        )
        resume(walk, "30/07/2026")
        assert walk.case.state == CaseState.EXECUTING
        assert ExecutionSuspension.objects.get().resumed_on == day("30/07/2026")

    def test_leaves_the_suspended_days_out_of_the_limitation(self, officer):
        """D-EXEC-LIM: "suspended periods not counted (recalled)": 20/07 to 30/07."""
        walk = executing(officer)
        complain(walk, moment("20/07/2026"))
        suspend(walk, SuspensionGround.COMPLAINT)
        stopped = reread(walk.case).clock(Family.EXECUTION_LIMITATION)
        assert stopped.status == ClockStatus.ENDED
        assert stopped.ended_on == day("20/07/2026")

        on_complaint(
            walk,
            services.withdraw_complaint,
            HANDLER,
            moment("30/07/2026", "09:00"),
            reason="Rút đơn.",
        )
        resume(walk, "30/07/2026")

        clock = reread(walk.case).clock(Family.EXECUTION_LIMITATION)
        assert clock.is_running
        assert clock.extended_days == 10
        assert clock.last_day == day("12/07/2027")

    def test_counts_them_where_the_setting_says_so(self, officer):
        LegalSetting.objects.filter(key="suspension_stops_execution_limitation").update(
            value="off"
        )
        walk = executing(officer)
        complain(walk, moment("20/07/2026"))
        suspend(walk, SuspensionGround.COMPLAINT)

        clock = reread(walk.case).clock(Family.EXECUTION_LIMITATION)
        assert clock.is_running
        assert clock.last_day == day("02/07/2027")
