"""What a clock and the steps of a part say, beside the tables they come from."""

from types import SimpleNamespace as Facts

import pytest
from django.utils import translation

from cases.states import ComplaintState, Family
from regulations.kinds import Unit
from tests.moments import day
from web.case_page import Clock
from web.views.steps_execution import COMPLAINT_STEPS

TODAY, LAST = day("23/11/2026"), day("12/08/2026")


def limit(family: Family, last_day=LAST) -> Facts:
    return Facts(
        family=family, last_day=last_day, rule=Facts(unit=Unit.DAY, code="D-COMPL")
    )


class TestClock:
    @pytest.mark.parametrize(
        "family", [Family.COMPLAINT_TIME, Family.LAWSUIT_TIME, Family.RECIDIVISM]
    )
    def test_calls_nobody_late_for_a_right_of_the_other_side(self, family):
        with translation.override("vi"):
            clock = Clock.of(limit(family), today=TODAY)

        assert (clock.words, clock.tone) == ("Đã hết ngày 12/08/2026", "")

    def test_calls_the_agency_late_for_its_own_duty(self):
        assert Clock.of(limit(Family.SENDING), today=TODAY).tone == "over"

    def test_still_counts_on_the_last_day(self):
        clock = Clock.of(limit(Family.COMPLAINT_TIME, TODAY), today=TODAY)

        assert clock.tone == "soon"


class TestSecondComplaint:
    def test_is_accepted_first_and_settled_then(self):
        filed = Facts(state=ComplaintState.SECOND_FILED, second_accepted_on=None)
        accepted = Facts(state=ComplaintState.SECOND_FILED, second_accepted_on=TODAY)

        def steps(complaint: Facts) -> set[str]:
            return {
                name for name, how in COMPLAINT_STEPS.items() if how.leads_on(complaint)
            }

        assert "accept_again" in steps(filed) - steps(accepted)
        assert "resolve_again" in steps(accepted) - steps(filed)
