"""The seizure: its list, its decision, its clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agencies import services as agency_services
from cases import services
from cases.models import CaseEvent, Seizure
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family, SeizureState
from evidence.models import CustodyLine
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import CLERK, HANDLER, INSPECTOR, MANAGER, SIGNER, at_state
from tests.cases.walk_goods import (
    COPIES,
    KEEPER,
    OWNER,
    SHELF,
    act,
    draft,
    held,
)
from tests.moments import day, moment


@pytest.fixture
def walk(officer):
    return at_state(officer, CaseState.VERIFYING)


def clock_of(walk, seizure):
    return next(
        clock
        for clock in walk.case.deadlines.all()
        if clock.family == Family.SEIZURE
        and clock.about == str(seizure.pk)
        and clock.is_current
    )


class TestDraftSeizure:
    def test_lists_the_goods_with_both_parties(self, walk):
        seizure = draft(walk)

        assert seizure.state == SeizureState.DRAFT
        first = CustodyLine.objects.get(kind="TAKEN")
        assert (first.from_party, first.to_party) == (OWNER, KEEPER)
        assert (first.quantity, first.held_after) == (80, 80)
        assert walk.case.open_seizures == 1
        event = CaseEvent.objects.get(transition="draft_seizure")
        assert event.occurred_on == day("03/03/2026")

    def test_starts_the_period_at_the_actual_seizure(self, walk):
        """D-SEIZE-7WD, trigger "actual seizure", 7 working days (Điều 125.8)."""
        seizure = draft(walk, at=moment("04/03/2026"))

        clock = clock_of(walk, seizure)
        assert (clock.rule.code, clock.start_on) == ("D-SEIZE-7WD", day("03/03/2026"))
        assert clock.due == day("12/03/2026")

    @pytest.mark.parametrize("by", [SIGNER, CLERK, MANAGER])
    def test_is_for_those_of_a080(self, walk, by):
        """A080: "inspector|team_lead|case_handler|police_coordinator", lead."""
        with pytest.raises(NotPermitted):
            draft(walk, by=by)
        assert draft(walk, by=HANDLER)

    def test_is_over_once_there_is_a_decision(self, officer):
        """A080: RECEIVED … PENDING_DECISION, RETURNED."""
        with pytest.raises(StepNotOpen):
            draft(at_state(officer, CaseState.DECIDED), at=moment("16/03/2026"))

    def test_names_ground_reason_minutes_place_and_people(self, walk):
        with pytest.raises(Refused) as refused:
            draft(
                walk,
                ground="X",
                reason=" ",
                minutes_no="",
                place="",
                keeper="",
                from_party="",
            )
        assert set(refused.value.errors) == {
            "ground",
            "reason",
            "minutes_no",
            "place",
            "keeper",
            "from_party",
        }

    def test_asks_for_seal_numbers(self, walk):
        """ "Guards: decision with signer; minutes; seal numbers; itemised list;
        custody place." """
        with pytest.raises(Refused) as refused:
            draft(walk, goods=(replace(COPIES, seal_no=""),))
        assert "seal_no" in refused.value.errors
        assert not Seizure.objects.exists()


class TestAddGoods:
    def test_adds_to_the_list_until_it_is_signed(self, walk):
        seizure = draft(walk)
        terms = {"seizure": seizure, "goods": SHELF, "from_party": OWNER}
        walk.step(services.add_goods, INSPECTOR, moment("04/03/2026"), **terms)
        assert seizure.seized_items.count() == 2

        act(walk, services.decide_seizure, SIGNER, moment("04/03/2026"))
        with pytest.raises(StepNotOpen) as refused:
            walk.step(services.add_goods, INSPECTOR, moment("05/03/2026"), **terms)
        assert refused.value.blockers[0].code == "seizure_signed"


class TestDecideSeizure:
    def test_takes_its_number_from_the_lead_agency(self, walk):
        seizure = held(walk)

        assert seizure.state == SeizureState.ACTIVE
        assert seizure.number_text == "01/QĐ-TGTVPTGPCC"
        assert seizure.agency_id == walk.case.lead_agency_id
        assert seizure.signed_by.username == SIGNER
        assert seizure.signed_on == day("04/03/2026")
        assert CaseEvent.objects.get(transition="decide_seizure").details == {
            "seizure": str(seizure.pk),
            "number": "01/QĐ-TGTVPTGPCC",
        }

    @pytest.mark.parametrize("by", [HANDLER, INSPECTOR, MANAGER, CLERK])
    def test_is_the_competent_persons(self, walk, by):
        """A081: sanctioner, "competent"."""
        draft(walk)
        with pytest.raises(NotPermitted):
            act(walk, services.decide_seizure, by, moment("04/03/2026"))

    def test_is_not_possible_past_the_period(self, walk):
        """A081: "not past the period"."""
        draft(walk)
        with pytest.raises(StepNotOpen) as refused:
            act(walk, services.decide_seizure, SIGNER, moment("13/03/2026"))
        assert refused.value.blockers[0].code == "seizure_period_open"
        assert act(walk, services.decide_seizure, SIGNER, moment("12/03/2026"))

    def test_needs_an_itemised_list(self, walk):
        draft(walk, goods=())
        with pytest.raises(StepNotOpen) as refused:
            act(walk, services.decide_seizure, SIGNER, moment("04/03/2026"))
        assert refused.value.blockers[0].code == "has_goods"

    def test_happens_once(self, walk):
        held(walk)
        with pytest.raises(StepNotOpen):
            act(walk, services.decide_seizure, SIGNER, moment("05/03/2026"))
        assert CaseEvent.objects.filter(transition="decide_seizure").count() == 1

    def test_is_signed_under_a_delegation_too(self, walk, officer):
        """Điều 54: the head's right may be lent, in writing, to a deputy."""
        agency_services.grant_role(
            user=officer(MANAGER),
            role="sanctioner",
            valid_from=day("01/03/2026"),
            by=None,
            at=moment("01/03/2026"),
        )
        draft(walk)
        with pytest.raises(NotPermitted):
            act(walk, services.decide_seizure, MANAGER, moment("04/03/2026"))
        agency_services.delegate(
            delegate=officer(MANAGER),
            document_no="02/QĐ-GQXP",
            valid_from=day("04/03/2026"),
            valid_to=day("31/12/2026"),
            by=officer(SIGNER),
            at=moment("04/03/2026"),
        )
        act(walk, services.decide_seizure, MANAGER, moment("04/03/2026"))
        assert Seizure.objects.get().delegation.document_no == "02/QĐ-GQXP"

    def test_holds_the_case_open(self, officer):
        """INV-23: "A closed case has no active seizure"."""
        walk = at_state(officer, CaseState.VERIFYING)
        held(walk)
        for name in ("open", "record", "submit", "sign", "deliver", "pay", "complete"):
            getattr(walk, name)()
        walk.propose_close()
        with pytest.raises(StepNotOpen) as refused:
            walk.close()
        assert "no_active_seizure" in {b.code for b in refused.value.blockers}


class TestItsClock:
    def test_is_met_when_a_decision_exists_in_time(self, officer):
        """ "On expiry: return, or a decision must exist"."""
        walk = at_state(officer, CaseState.VERIFYING)
        seizure = held(walk)
        for name in ("open", "record", "submit"):
            getattr(walk, name)()
        assert clock_of(walk, seizure).status == ClockStatus.RUNNING
        walk.sign()
        walk.case = type(walk.case).objects.with_file().get(pk=walk.case.pk)
        clock = clock_of(walk, seizure)
        assert (clock.status, clock.ended_on) == (ClockStatus.MET, day("12/03/2026"))
