"""Dismissing and closing take two persons; what is not done blocks closing."""

import pytest

from agencies import services as agency_services
from cases import services
from cases.querysets import StepNotOpen
from cases.services import MeasureTerms
from cases.states import CaseState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, MANAGER, SIGNER, at_state, reread
from tests.moments import day, moment

DESTROY = MeasureTerms("DESTRUCTION", "Buộc tiêu hủy 30 bản", term_days=10)


@pytest.mark.django_db
class TestDismiss:
    def test_needs_a_proposal_with_its_reason(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        with pytest.raises(StepNotOpen) as blocked:
            walk.step(services.dismiss, MANAGER, moment("05/03/2026"))
        assert blocked.value.blockers[0].code == "dismissal_proposed"

        with pytest.raises(Refused) as bare:
            walk.step(
                services.propose_dismiss,
                HANDLER,
                moment("05/03/2026"),
                ground="NO_VIOLATION",
                reason=" ",
            )
        assert "reason" in bare.value.errors

    def test_is_not_for_the_proposer(self, officer):
        """INV-16: no one approves his own proposal, whatever his roles."""
        walk = at_state(officer, CaseState.VERIFYING)
        agency_services.grant_role(
            user=officer(MANAGER),
            role="case_handler",
            valid_from=day("01/01/2026"),
            by=None,
            at=moment("01/01/2026"),
        )
        walk.step(
            services.propose_dismiss,
            MANAGER,
            moment("05/03/2026"),
            ground="DUPLICATE",
            reason="Trùng",
        )

        with pytest.raises(NotPermitted):
            walk.step(services.dismiss, MANAGER, moment("05/03/2026"))

    def test_is_proposed_once(self, officer):
        walk = at_state(officer, CaseState.RECEIVED)
        values = {"ground": "NO_JURISDICTION", "reason": "Không thuộc thẩm quyền"}
        walk.step(services.propose_dismiss, HANDLER, moment("05/03/2026"), **values)

        with pytest.raises(StepNotOpen) as twice:
            walk.step(services.propose_dismiss, HANDLER, moment("05/03/2026"), **values)

        assert twice.value.reason_code == "already_proposed"


@pytest.mark.django_db
class TestDecideNoSanction:
    def test_orders_measures_under_a_number_of_their_own(self, officer):
        walk = at_state(officer, CaseState.RECORDED)

        walk.decide_no_sanction(measures=(DESTROY,))

        decided = reread(walk.case).no_sanction_decision
        assert decided.number_text == "01/QĐ-KPHQ"
        assert [item.kind for item in decided.items.all()] == ["DESTRUCTION"]

    @pytest.mark.parametrize(
        "ground", ["LIMITATION_PASSED", "DECISION_TIME_PASSED", "UNKNOWN_RESPONDENT"]
    )
    def test_refuses_a_ground_that_the_facts_contradict(self, officer, ground):
        """Điều 65: the time must have passed, the respondent be unknown."""
        walk = at_state(officer, CaseState.RECORDED)

        with pytest.raises(Refused) as refusal:
            walk.step(
                services.decide_no_sanction,
                SIGNER,
                moment("12/03/2026"),
                ground=ground,
                reason="Theo Điều 65",
            )

        assert "ground" in refusal.value.errors

    def test_is_what_is_left_when_the_time_to_decide_passed(self, officer):
        walk = at_state(officer, CaseState.PENDING_DECISION)

        walk.step(
            services.decide_no_sanction,
            SIGNER,
            moment("17/03/2026"),
            ground="DECISION_TIME_PASSED",
            reason="Hết thời hạn ra quyết định ngày 16/03/2026.",
        )

        assert walk.case.state == CaseState.NO_SANCTION

    def test_keeps_the_case_open_until_its_measures_are_done(self, officer):
        """INV-23 and Điều 73: nothing ordered is left undone in a closed case."""
        walk = at_state(officer, CaseState.RECORDED)
        walk.decide_no_sanction(measures=(DESTROY,))
        with pytest.raises(StepNotOpen) as blocked:
            walk.step(services.propose_close, HANDLER, moment("13/03/2026"))
        assert blocked.value.blockers[0].code == "items_done"

        item = reread(walk.case).no_sanction_decision.items.get()
        walk.step(
            services.complete_item,
            HANDLER,
            moment("14/03/2026"),
            item_id=item.pk,
            note="Biên bản tiêu hủy số 01",
        )
        walk.step(services.propose_close, HANDLER, moment("15/03/2026"))
        walk.step(services.close, MANAGER, moment("16/03/2026"))

        assert walk.case.state == CaseState.CLOSED
