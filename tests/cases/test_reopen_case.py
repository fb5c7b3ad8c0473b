"""Reopening (recalled): proposed by one officer, signed by another."""

import pytest

from cases import services
from cases.models import Reopening
from cases.querysets import StepNotOpen
from cases.states import CaseState, Family, ReopenGround
from cases.steps import steps_for
from facilities.models import Party
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import (
    HANDLER,
    INSPECTOR,
    MANAGER,
    SIGNER,
    at_state,
    party,
    received,
    reread,
)
from tests.moments import day, moment


def propose(walk, text="01/06/2026", ground=ReopenGround.NEW_EVIDENCE, by=MANAGER):
    walk.step(
        services.propose_reopen,
        by,
        moment(text),
        ground=ground,
        reason="Có chứng cứ mới.",
    )


def reopen(walk, text="02/06/2026", by=SIGNER, **values):
    walk.step(services.reopen, by, moment(text), **values)


@pytest.mark.django_db
class TestReopen:
    def test_takes_a_dismissed_matter_back_to_intake(self, officer):
        """ "DISMISSED -> RECEIVED" """
        walk = at_state(officer, CaseState.DISMISSED)
        propose(walk)

        reopen(walk)

        assert walk.case.state == CaseState.RECEIVED
        assert Reopening.objects.get().ground == ReopenGround.NEW_EVIDENCE

    def test_takes_a_closed_case_back_to_its_record(self, officer):
        """ "ANNULLED, CLOSED -> RECORDED: a violation record exists" """
        walk = at_state(officer, CaseState.CLOSED)
        decision = reread(walk.case).decision
        propose(walk)

        reopen(walk)

        assert walk.case.state == CaseState.RECORDED
        # Nothing may be in force while the case is open again (INV-1).
        decision.refresh_from_db()
        assert decision.annulled_on == day("02/06/2026")
        assert walk.case.decision is None
        clock = reread(walk.case).clock(Family.DECISION)
        assert clock.is_running
        assert clock.due == day("16/03/2026")

    def test_shows_which_limits_have_passed(self, officer):
        """ "limits re-checked" """
        walk = at_state(officer, CaseState.CLOSED)
        propose(walk)

        steps = steps_for(reread(walk.case), officer(SIGNER), moment("02/06/2026"))

        step = next(step for step in steps if step.name == "reopen")
        assert step.allowed
        assert "16/03/2026" in step.warnings[0]

    def test_waits_for_a_proposal(self, officer):
        walk = at_state(officer, CaseState.CLOSED)

        with pytest.raises(StepNotOpen) as refused:
            reopen(walk)

        assert refused.value.blockers[0].code == "reopening_proposed"

    def test_is_proposed_by_the_manager_and_signed_by_the_sanctioner(self, officer):
        """ "M + S" """
        walk = at_state(officer, CaseState.CLOSED)
        with pytest.raises(NotPermitted):
            propose(walk, by=HANDLER)
        propose(walk)
        with pytest.raises(NotPermitted):
            reopen(walk, by=MANAGER)

    def test_is_not_signed_by_who_proposed_it(self, officer):
        """Who is manager and sanctioner in one still needs a second person."""
        walk = received(officer, by="xa.eakar")
        chair = "xa.eakar.chutich"
        at = moment("03/03/2026", "15:00")
        walk.step(services.start_verification, "xa.eakar", at)
        walk.step(
            services.propose_dismiss,
            "xa.eakar",
            moment("04/03/2026"),
            ground="NO_VIOLATION",
            reason="Đủ hóa đơn.",
        )
        walk.step(services.dismiss, chair, moment("05/03/2026"))
        propose(walk, by=chair)

        with pytest.raises(NotPermitted):
            reopen(walk, by=chair)

    @pytest.mark.parametrize("ground", ["", "WHIM"])
    def test_names_its_ground(self, officer, ground):
        walk = at_state(officer, CaseState.CLOSED)

        with pytest.raises(Refused):
            propose(walk, ground=ground)


@pytest.mark.django_db
class TestReopenWhenTheOwnerAppears:
    """S5: "if the owner appears before, `reopen` (CLOSED -> OPENED: there is no
    violation record)"; "D-RECORD from the day the respondent became known"."""

    def unknown(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        walk.case.respondents.all().delete()
        walk.step(
            services.edit_case,
            HANDLER,
            moment("03/03/2026", "16:00"),
            is_respondent_unknown=True,
        )
        walk.open()
        walk.step(
            services.decide_no_sanction,
            SIGNER,
            moment("12/03/2026"),
            ground="UNKNOWN_RESPONDENT",
            reason="Không xác định được chủ gian hàng.",
        )
        walk.propose_close()
        walk.close()
        return walk

    def test_goes_back_to_before_the_record(self, officer):
        walk = self.unknown(officer)
        propose(walk, "04/05/2026", ReopenGround.RESPONDENT_KNOWN)

        reopen(walk, "05/05/2026", respondent_known_on=day("04/05/2026"))

        case = reread(walk.case)
        assert case.state == CaseState.OPENED
        assert case.no_sanction_decision is None
        assert not case.is_respondent_unknown
        clock = case.clock(Family.RECORD)
        assert clock.started_by == "respondent_known"
        assert clock.start_on == day("04/05/2026")
        assert clock.due == day("07/05/2026")

    def test_goes_on_to_a_record_against_the_owner(self, officer):
        walk = self.unknown(officer)
        propose(walk, "04/05/2026", ReopenGround.RESPONDENT_KNOWN)
        reopen(walk, "05/05/2026", respondent_known_on=day("04/05/2026"))
        owner: Party = party("Chủ gian hàng")
        walk.step(
            services.add_respondent, HANDLER, moment("05/05/2026", "14:00"), party=owner
        )

        walk.step(
            services.make_record,
            INSPECTOR,
            moment("06/05/2026"),
            content=services.RecordInput(place="Trụ sở"),
        )

        case = reread(walk.case)
        assert case.state == CaseState.RECORDED
        assert case.clock(Family.DECISION).is_running

    def test_asks_on_which_day_the_owner_became_known(self, officer):
        walk = self.unknown(officer)
        propose(walk, "04/05/2026", ReopenGround.RESPONDENT_KNOWN)

        with pytest.raises(Refused) as refusal:
            reopen(walk, "05/05/2026")

        assert "respondent_known_on" in refusal.value.errors
