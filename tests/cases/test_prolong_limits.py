"""Acts that make a limit longer: two months approved, an evasion noted."""

import pytest

from cases import services
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family
from cases.steps import steps_for
from kernel.errors import NotPermitted, Refused
from tests.cases.test_order_enforcement import close
from tests.cases.walk import HANDLER, SIGNER, Walk, at_state, reread
from tests.cases.walk_execution import executing, order_enforcement
from tests.moments import day, moment


def approve(walk: Walk, text="10/03/2026", by=SIGNER, **values) -> None:
    terms = {
        "number": "12/UBND-VX",
        "approved_by": "Chủ tịch UBND tỉnh",
        "reason": "Nhiều đầu nậu, ba tỉnh.",
    } | values
    walk.step(services.approve_two_months, by, moment(text), **terms)


def limit(walk: Walk):
    return reread(walk.case).clock(Family.DECISION)


@pytest.mark.django_db
class TestApproveTwoMonths:
    def test_counts_two_months_from_the_record(self, officer):
        """D-DEC-2M: "needs the D-DEC-1M ground first; written approval kept in file";
        "the limit is recomputed, never restarted": 05/03 + 2 months."""
        walk = at_state(officer, CaseState.EXPLAINING)
        assert limit(walk).rule.code == "D-DEC-1M"

        approve(walk)

        clock = limit(walk)
        assert (clock.rule.code, clock.start_on) == ("D-DEC-2M", day("05/03/2026"))
        assert clock.due == day("05/05/2026")
        assert "12/UBND-VX" in reread(walk.case).two_months_approval
        event = walk.case.events.get(transition="approve_two_months")
        assert event.details["approved_by"] == "Chủ tịch UBND tỉnh"

    def test_needs_the_ground_of_a_month(self, officer):
        walk = at_state(officer, CaseState.RECORDED)

        with pytest.raises(StepNotOpen) as refused:
            approve(walk)

        assert [b.code for b in refused.value.blockers] == ["month_to_decide"]

    def test_comes_before_the_month_has_passed(self, officer):
        """A month from 05/03: Mon 06/04 (05/04 is a Sunday)."""
        walk = at_state(officer, CaseState.EXPLAINING)

        with pytest.raises(StepNotOpen) as refused:
            approve(walk, "07/04/2026")
        assert [b.code for b in refused.value.blockers] == ["decision_limit_open"]

        approve(walk, "06/04/2026")
        with pytest.raises(StepNotOpen):
            approve(walk, "06/04/2026")

    def test_is_signed_for_by_who_decides(self, officer):
        walk = at_state(officer, CaseState.EXPLAINING)

        with pytest.raises(NotPermitted):
            approve(walk, by=HANDLER)

    @pytest.mark.parametrize("field", ["number", "approved_by", "reason"])
    def test_names_its_paper(self, officer, field):
        walk = at_state(officer, CaseState.EXPLAINING)

        with pytest.raises(Refused) as refused:
            approve(walk, **{field: " "})

        assert set(refused.value.errors) == {field}

    def test_is_offered_with_its_reason_against(self, officer):
        walk = at_state(officer, CaseState.RECORDED)
        steps = steps_for(reread(walk.case), officer(SIGNER), moment("10/03/2026"))

        (step,) = [step for step in steps if step.name == "approve_two_months"]

        assert not step.allowed
        assert step.reason_code == "month_to_decide"


@pytest.mark.django_db
class TestEvasion:
    def evading(self, officer) -> Walk:
        walk = executing(officer)
        walk.step(
            services.note_evasion,
            HANDLER,
            moment("10/02/2027"),
            reason="Bỏ trốn khỏi nơi cư trú.",
        )
        return walk

    def test_stops_the_limitation_of_execution(self, officer):
        """D-EXEC-LIM: "evasion restarts"; decision 02/07/2026."""
        walk = self.evading(officer)
        clock = reread(walk.case).clock(Family.EXECUTION_LIMITATION)

        assert clock.status == ClockStatus.ENDED
        with pytest.raises(StepNotOpen) as refused:
            close(walk, moment("03/07/2027"))
        assert refused.value.blockers[0].code == "execution_limitation_passed"
        order_enforcement(walk, moment("05/07/2027"))
        assert walk.case.state == CaseState.ENFORCING

    def test_gives_a_year_from_its_end(self, officer):
        walk = self.evading(officer)

        walk.step(
            services.end_evasion,
            HANDLER,
            moment("02/08/2027"),
            occurred_on=day("01/08/2027"),
            reason="Ra trình diện.",
        )

        clock = reread(walk.case).clock(Family.EXECUTION_LIMITATION)
        assert (clock.rule.code, clock.start_on) == ("D-EXEC-LIM", day("01/08/2027"))
        assert clock.last_day == day("01/08/2028")
        assert clock.started_by == "evasion_ended"
        with pytest.raises(StepNotOpen):
            close(walk, moment("03/07/2028"))
        close(walk, moment("02/08/2028"))
        assert walk.case.state == CaseState.CLOSED

    def test_is_noted_before_the_limitation_has_passed(self, officer):
        walk = executing(officer)

        with pytest.raises(StepNotOpen) as refused:
            walk.step(
                services.note_evasion, HANDLER, moment("03/07/2027"), reason="Trốn."
            )

        assert refused.value.blockers[0].code == "execution_limitation_open"

    def test_needs_a_decision_that_somebody_evades(self, officer):
        """D-EXEC-LIM runs from the "decision date"; no sanction, no such day."""
        walk = at_state(officer, CaseState.NO_SANCTION)

        with pytest.raises(StepNotOpen) as refused:
            walk.step(
                services.note_evasion, HANDLER, moment("20/03/2026"), reason="Trốn."
            )

        assert [b.code for b in refused.value.blockers] == ["decision_in_force"]

    def test_is_noted_once_and_ends_once(self, officer):
        walk = self.evading(officer)
        with pytest.raises(StepNotOpen) as refused:
            walk.step(
                services.note_evasion, HANDLER, moment("11/02/2027"), reason="Nữa."
            )
        assert refused.value.blockers[0].code == "nobody_evades"

        walk.step(services.end_evasion, HANDLER, moment("12/02/2027"), reason="Đã về.")
        with pytest.raises(StepNotOpen):
            walk.step(
                services.end_evasion, HANDLER, moment("13/02/2027"), reason="Đã về."
            )

    def test_needs_words(self, officer):
        walk = executing(officer)

        with pytest.raises(Refused):
            walk.step(services.note_evasion, HANDLER, moment("10/02/2027"), reason=" ")
        with pytest.raises(NotPermitted):
            walk.step(services.note_evasion, SIGNER, moment("10/02/2027"), reason="x")
