"""Correction, amendment, annulment of a decision (NĐ 118/2021, recalled)."""

import pytest

from cases import services
from cases.models import DecisionRevision, SanctionDecision
from cases.querysets import StepNotOpen
from cases.states import (
    CaseState,
    Family,
    ReliefKind,
    ReliefState,
    RevisionGround,
)
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, MANAGER, SIGNER, at_state, reread
from tests.cases.walk_execution import (
    ask_relief,
    enforcing,
    executing,
    grant_relief,
)
from tests.moments import day, moment

ANNULLABLE = (
    CaseState.DECIDED,
    CaseState.EXECUTING,
    CaseState.EXECUTED,
)


def annul(walk, at=None, by=SIGNER, **values):
    walk.step(
        services.annul_decision,
        by,
        at or moment("25/03/2026"),
        **{
            "ground": RevisionGround.WRONG_PROCEDURE,
            "reason": "Biên bản thiếu chữ ký.",
            **values,
        },
    )


def reopen(walk, at, **values):
    walk.step(
        services.propose_reopen,
        MANAGER,
        at,
        ground="NEW_EVIDENCE",
        reason="Xem xét lại.",
    )
    walk.step(services.reopen, SIGNER, at, **values)


@pytest.mark.django_db
class TestAnnulDecision:
    @pytest.mark.parametrize("state", ANNULLABLE)
    def test_takes_it_out_of_force(self, officer, state):
        walk = at_state(officer, state)

        annul(walk)

        decision = SanctionDecision.objects.get()
        assert walk.case.state == CaseState.ANNULLED
        assert walk.case.decision is None
        assert walk.case.executed_on is None
        assert decision.annulled_on == day("25/03/2026")
        assert not decision.acts.get().is_in_force

    def test_takes_it_from_enforcement_too(self, officer):
        walk = enforcing(officer)

        annul(walk, moment("20/07/2026"))

        assert walk.case.state == CaseState.ANNULLED
        assert walk.case.enforcement is None

    def test_lists_what_was_paid_for_refund(self, officer):
        walk = executing(officer)
        walk.pay(10_000_000, on=day("10/07/2026"))

        annul(walk, moment("13/07/2026"))

        event = walk.case.events.get(transition="annul_decision")
        assert event.details["refund_vnd"] == 10_000_000
        assert event.details["refunds"] == [
            {"receipt_no": "BL-1", "amount_vnd": 10_000_000}
        ]

    def test_counts_the_decision_limit_again_with_its_old_dates(self, officer):
        """ "may issue a new one while limits allow": record 01/07, D-DEC-7WD 10/07."""
        walk = executing(officer)
        before = reread(walk.case).clock(Family.DECISION)

        annul(walk, moment("08/07/2026"))

        clock = reread(walk.case).clock(Family.DECISION)
        assert clock.is_running
        assert clock.pk != before.pk
        assert (clock.start_on, clock.due) == (before.start_on, before.due)
        assert clock.due == day("10/07/2026")

    def test_frees_the_act_for_a_new_decision_in_time(self, officer):
        """INV-1: one decision in force for an act, never two."""
        walk = executing(officer)
        annul(walk, moment("08/07/2026", "09:00"))
        reopen(walk, moment("08/07/2026", "10:00"))
        walk.submit(moment("08/07/2026", "11:00"), fine_vnd=25_000_000)
        walk.sign(moment("09/07/2026"))

        decision = reread(walk.case).decision
        assert decision.number_text == "02/QĐ-XPHC"
        assert decision.fine_vnd == 25_000_000
        assert SanctionDecision.objects.filter(annulled_on=None).get() == decision

    def test_ends_the_reliefs_of_the_fine(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))
        grant_relief(walk, moment("09/07/2026"))
        ask_relief(walk, ReliefKind.REDUCE, moment("10/07/2026"))

        annul(walk, moment("13/07/2026"))

        states = walk.case.reliefs.values_list("state", flat=True)
        assert set(states) == {ReliefState.ENDED, ReliefState.REFUSED}
        assert walk.case.relief is None

    @pytest.mark.parametrize(("field", "value"), [("ground", "WHIM"), ("reason", " ")])
    def test_needs_ground_and_reason(self, officer, field, value):
        walk = at_state(officer, CaseState.DECIDED)

        with pytest.raises(Refused) as refusal:
            annul(walk, **{field: value})

        assert field in refusal.value.errors
        assert walk.case.state == CaseState.DECIDED

    def test_is_the_sanctioners(self, officer):
        walk = at_state(officer, CaseState.DECIDED)

        with pytest.raises(NotPermitted):
            annul(walk, by=MANAGER)

    def test_happens_once(self, officer):
        walk = at_state(officer, CaseState.DECIDED)
        annul(walk)

        with pytest.raises(StepNotOpen):
            annul(walk, moment("26/03/2026"))

        assert DecisionRevision.objects.count() == 1


@pytest.mark.django_db
class TestCorrectAndAmend:
    @pytest.mark.parametrize(
        "act", [services.correct_decision, services.amend_decision]
    )
    def test_is_an_act_of_its_own(self, officer, act):
        walk = at_state(officer, CaseState.EXECUTING)

        walk.step(
            act,
            SIGNER,
            moment("20/03/2026"),
            ground=RevisionGround.OWN_INITIATIVE,
            reason="Ghi sai số nhà.",
            text="Số 12 Quang Trung",
        )

        revision = DecisionRevision.objects.get()
        assert revision.text == "Số 12 Quang Trung"
        assert revision.number == 1
        assert walk.case.state == CaseState.EXECUTING
        assert walk.case.events.last().transition == act.__name__

    def test_says_what_holds_instead(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)

        with pytest.raises(Refused) as refusal:
            walk.step(
                services.correct_decision,
                SIGNER,
                moment("20/03/2026"),
                ground=RevisionGround.OWN_INITIATIVE,
                reason="Ghi sai.",
                text="",
            )

        assert "text" in refusal.value.errors

    def test_is_the_sanctioners(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)

        with pytest.raises(NotPermitted):
            walk.step(
                services.amend_decision,
                HANDLER,
                moment("20/03/2026"),
                ground=RevisionGround.OWN_INITIATIVE,
                reason="Ghi sai.",
                text="Số 12",
            )
