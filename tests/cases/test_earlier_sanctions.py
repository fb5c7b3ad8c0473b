"""Repeat offence (Điều 7.1 Luật XLVPHC): D-RECID-W, D-RECID-F."""

import pytest

from agencies.kinds import SubjectKind
from cases.models import Case
from cases.services import earlier_of, earlier_sanctions, indicators
from cases.states import CaseState
from facilities.models import PartyName
from regulations.models import ViolationBehaviour
from tests.cases.walk import HANDLER, at_state, party, reread
from tests.cases.walk_crime import POLICE, printing, received
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
UNTIL = day("24/03/2027")


def sanctioned(officer, who, **facts):
    """Fined on 12/03/2026, executed on 24/03/2026, as S1."""
    return at_state(officer, CaseState.EXECUTED, respondent=who, **facts)


class TestEarlierSanctions:
    def test_count_for_one_year_from_the_end_of_execution(self, officer):
        """S1: "D-RECID-F: 24/03/2026 + 1 year = 24/03/2027" """
        who = party()
        sanctioned(officer, who)
        (row,) = earlier_sanctions(parties=[who], on=UNTIL)

        assert (row.until, row.decision_no) == (UNTIL, "01/QĐ-XPHC")
        assert row.behaviour == "DST-29-2A"
        assert earlier_sanctions(parties=[who], on=day("25/03/2027")) == []

    def test_count_from_the_limitation_where_nothing_was_executed(self, officer):
        """ "also from end of D-EXEC-LIM": 12/03/2026 + 1 year + 1 year."""
        who = party()
        at_state(officer, CaseState.EXECUTING, respondent=who)
        (row,) = earlier_sanctions(parties=[who], on=day("01/06/2026"))

        assert row.until == day("12/03/2028")

    def test_ask_for_the_same_act_where_one_is_named(self, officer):
        who = party()
        sanctioned(officer, who)
        same, other = (
            ViolationBehaviour.objects.get(code=code)
            for code in ("DST-29-2A", "DST-29-1C")
        )

        assert earlier_sanctions(parties=[who], behaviour=same, on=UNTIL)
        assert not earlier_sanctions(parties=[who], behaviour=other, on=UNTIL)

    def test_know_an_organisation_by_its_former_name(self, officer):
        old = party("Công ty TNHH Sách Cũ", SubjectKind.ORGANISATION)
        sanctioned(officer, old)
        new = party("Công ty TNHH Sách Mới", SubjectKind.ORGANISATION)
        PartyName.objects.create(
            party=new, name="Công ty TNHH Sách Cũ", valid_to=day("01/04/2026")
        )

        assert earlier_sanctions(parties=[new], on=UNTIL)

    def test_do_not_take_persons_of_one_name_for_one(self, officer):
        sanctioned(officer, party("Nguyễn Văn An", SubjectKind.INDIVIDUAL))
        namesake = party("Nguyễn Văn An", SubjectKind.INDIVIDUAL)

        assert earlier_sanctions(parties=[namesake], on=UNTIL) == []

    def test_tell_the_case_to_who_may_see_it(self, officer):
        who = party()
        case = sanctioned(officer, who).case
        at = moment("01/06/2026")
        rows = [
            earlier_sanctions(
                parties=[who], on=day("01/06/2026"), viewer=officer(name), at=at
            )
            for name in (HANDLER, POLICE)
        ]

        assert [row.case_number for (row,) in rows] == [case.number, ""]
        assert {row.decision_no for (row,) in rows} == {"01/QĐ-XPHC"}

    def test_leave_the_case_itself_out(self, officer):
        walk = sanctioned(officer, party())

        assert earlier_of(reread(walk.case), on=UNTIL) == []

    def test_leave_annulled_decisions_out(self, officer):
        who = party()
        case = reread(sanctioned(officer, who).case)
        case.decision.annulled_on = day("01/04/2026")
        case.decision.save()

        assert earlier_sanctions(parties=[who], on=UNTIL) == []

    @pytest.mark.parametrize("on", ["10/01/2027", "25/03/2027"])
    def test_raise_the_indicators_of_repetition(self, officer, on):
        """CI-344e: "No legal deposit, already sanctioned for it, repeats" """
        who = party("Công ty TNHH Sách Cũ", SubjectKind.ORGANISATION)
        earlier = sanctioned(officer, who)
        behaviour = ViolationBehaviour.objects.get(code="PUB-26-X")
        earlier.case.violations.update(behaviour=behaviour)
        walk = received(officer, printing(10, "PUB-26-X"), respondent=who)
        codes = [row.code for row in indicators(reread(walk.case), day(on))]

        assert codes == (["CI-344e"] if on == "10/01/2027" else [])
        assert Case.objects.count() == 2
