"""Who sees which case: the list and the single question answer alike (INV-14)."""

import pytest

from agencies.models import User
from cases import policies
from cases.models import Case
from cases.states import CaseState
from cases.steps import steps_for
from tests.cases.walk import HANDLER, at_state, received, reread
from tests.moments import moment

NOW = moment("20/03/2026")


@pytest.mark.django_db
class TestVisibleCases:
    @pytest.mark.parametrize(
        ("username", "view"),
        [
            ("xa.bmt.thuly", "case.view_full"),
            ("xa.bmt.kiemtra", "case.view_full"),
            ("xa.bmt.vanthu", "case.view_full"),
            ("ubnd.kiemsoat", "case.view_audit"),
            ("ubnd.lanhdao", "case.view_card"),
            ("so.thuly", None),
            ("ca.pa03", None),
            ("xa.donghoa", None),
            ("quantri", None),
            ("so.phapche", None),
        ],
    )
    def test_are_those_of_a_granted_view(self, officer, username, view):
        walk = at_state(officer, CaseState.OPENED)
        user = officer(username)

        assert policies.view_of(reread(walk.case), user, NOW) == view
        seen = Case.objects.visible_to(user, NOW).filter(pk=walk.case.pk).exists()
        assert seen == (view is not None)

    def test_agree_between_list_and_question_for_every_officer(self, officer):
        cases = [received(officer).case, at_state(officer, CaseState.RECORDED).case]
        cases.append(received(officer, by="so.thuly").case)
        Case.objects.filter(pk=cases[1].pk).update(is_restricted=True)

        for user in User.objects.with_standing():
            listed = set(
                Case.objects.visible_to(user, NOW).values_list("pk", flat=True)
            )
            for case in cases:
                view = policies.view_of(reread(case), user, NOW)
                assert (case.pk in listed) == (view is not None), user.username

    def test_waiting_for_me_are_those_whose_next_act_is_mine(self, officer):
        pending = at_state(officer, CaseState.PENDING_DECISION).case
        recorded = at_state(officer, CaseState.RECORDED).case

        def waiting(username: str) -> set:
            return set(Case.objects.waiting_for_me(officer(username), NOW))

        assert waiting("xa.bmt.chutich") == {pending}
        assert waiting("xa.bmt.thuly") == {recorded}
        assert waiting("so.giamdoc") == set()

    def test_overdue_is_a_question_of_the_day(self, officer):
        """D-DEC-7WD of 05/03 ends 16/03: overdue from the 17th on."""
        walk = at_state(officer, CaseState.RECORDED)

        assert walk.case not in Case.objects.overdue_on(moment("16/03/2026").date())
        assert walk.case in Case.objects.overdue_on(moment("17/03/2026").date())


@pytest.mark.django_db
class TestSteps:
    def test_say_why_a_step_is_closed_and_where_to_look(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)

        steps = {
            step.name: step
            for step in steps_for(reread(walk.case), officer(HANDLER), NOW)
        }

        complete = steps["complete_execution"]
        assert not complete.allowed
        assert complete.blockers[0].code == "fine_paid"
        assert "3.750.000" in str(complete.reason)
        assert complete.blockers[0].place == "documents"
        assert steps["record_payment"].allowed
        assert steps["submit_decision"].reason_code == "wrong_state"
        # A handler can never sign, so the step is not shown at all.
        assert "sign_decision" not in steps

    def test_are_read_within_the_budget_of_the_page(
        self, officer, django_assert_max_num_queries
    ):
        """The file of a case in one query and one for each list of its parts."""
        walk = at_state(officer, CaseState.EXECUTING)
        user = officer(HANDLER)

        with django_assert_max_num_queries(8):
            steps_for(Case.objects.with_file().get(pk=walk.case.pk), user, NOW)

    def test_of_a_signer_name_the_title_that_is_too_low(self, officer):
        walk = received(officer, behaviour="PUB-24-4")
        for name in ("verify", "open", "record", "submit"):
            getattr(walk, name)()

        steps = steps_for(
            reread(walk.case), officer("xa.bmt.chutich"), moment("11/03/2026")
        )
        sign = next(step for step in steps if step.name == "sign_decision")

        assert not sign.allowed
        assert sign.reason_code == "not_permitted"
