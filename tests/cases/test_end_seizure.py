"""How a seizure ends: returned, confiscated, destroyed, handed over, unclaimed."""

from __future__ import annotations

import pgtrigger
import pytest

from cases import services
from cases.models import Case, Seizure
from cases.querysets import StepNotOpen
from cases.services import MeasureTerms
from cases.states import CaseState, ClockStatus, Family, ItemKind, SeizureState
from evidence.models import CustodyLine
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, INSPECTOR, MANAGER, SIGNER, at_state
from tests.cases.walk_goods import (
    COPIES,
    KEEPER,
    OWNER,
    SHELF,
    act,
    content,
    draft,
    held,
    item_of,
    write,
)
from tests.moments import day, moment


@pytest.fixture
def walk(officer):
    walk = at_state(officer, CaseState.VERIFYING)
    held(walk)
    return walk


def decided(officer, *measures: str):
    """Decided on 12/03/2026 with measures of the kinds named."""
    walk = at_state(officer, CaseState.VERIFYING)
    held(walk)
    walk.open()
    walk.record()
    walk.submit(measures=tuple(MeasureTerms(kind, "80 bản sách") for kind in measures))
    walk.sign()
    return walk


def release(walk, at="10/03/2026", by=SIGNER, **more):
    terms = {"reason": "Chủ hàng xuất trình hóa đơn", "to_party": OWNER} | more
    return act(walk, services.release_seizure, by, moment(at), **terms)


def destroy(walk, at="16/03/2026", by=SIGNER, **more):
    terms = {"reason": "Theo quyết định", "to_party": "Hội đồng tiêu hủy"} | more
    return act(walk, services.destroy_goods, by, moment(at), **terms)


def confiscate(walk, at="16/03/2026", by=SIGNER, **more):
    terms = {"reason": "Theo quyết định"} | more
    return act(walk, services.confiscate_goods, by, moment(at), **terms)


class TestRelease:
    def test_returns_the_goods_in_the_custody_book(self, walk):
        seizure = release(walk)

        assert seizure.state == SeizureState.RELEASED
        assert seizure.ended_on == day("10/03/2026")
        last = item_of(walk).custody_lines.last()
        assert (last.kind, last.quantity, last.held_after) == ("RETURNED", 80, 0)
        assert (last.from_party, last.to_party) == (KEEPER, OWNER)
        assert walk.case.open_seizures == 0

    def test_ends_the_clock(self, walk):
        release(walk)
        clock = walk.case.clock(Family.SEIZURE)
        assert (clock.status, clock.ended_on) == (ClockStatus.MET, day("10/03/2026"))

    def test_after_the_period_has_missed_it(self, walk):
        release(walk, at="13/03/2026")
        assert walk.case.clock(Family.SEIZURE).status == ClockStatus.MISSED

    def test_waits_for_the_receipt_of_the_owner(self, walk):
        """ "a missing receipt blocks the next step and closing" """
        release(walk)
        assert walk.case.missing_receipts == 1

        line = CustodyLine.objects.get(kind="RETURNED")
        write(walk, "RECEIPT", moment("10/03/2026"), confirms=line.pk, receipt_no="BN1")
        assert walk.case.missing_receipts == 0

    def test_may_be_of_some_goods_only(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        held(walk, goods=(COPIES, SHELF))
        shelf = item_of(walk, SHELF.description)

        seizure = release(walk, items=(shelf.pk,), receipt_no="BN1")
        assert seizure.state == SeizureState.ACTIVE
        assert shelf.custody_lines.last().held_after == 0
        assert item_of(walk).custody_lines.last().held_after == 80

        with pytest.raises(Refused) as refused:
            release(walk, items=(shelf.pk,))
        assert set(refused.value.errors) == {"items"}
        assert release(walk, receipt_no="BN2").state == SeizureState.RELEASED

    def test_is_how_a_seizure_ends_that_nobody_signs(self, officer):
        """Điều 125.3: who does not agree has the goods returned at once."""
        walk = at_state(officer, CaseState.VERIFYING)
        draft(walk)

        seizure = release(walk, at="04/03/2026", receipt_no="BN1")

        assert (seizure.state, seizure.number) == (SeizureState.RELEASED, None)
        assert walk.case.open_seizures == 0

    @pytest.mark.parametrize("by", [HANDLER, INSPECTOR, MANAGER])
    def test_is_the_competent_persons(self, walk, by):
        with pytest.raises(NotPermitted):
            release(walk, by=by)

    def test_names_who_receives_and_why(self, walk):
        with pytest.raises(Refused) as refused:
            release(walk, to_party=" ")
        assert set(refused.value.errors) == {"to_party"}
        with pytest.raises(Refused) as refused:
            release(walk, reason=" ")
        assert set(refused.value.errors) == {"reason"}
        assert Seizure.objects.get().state == SeizureState.ACTIVE


class TestConfiscate:
    def test_needs_a_decision_that_orders_it(self, walk):
        with pytest.raises(StepNotOpen) as refused:
            confiscate(walk, at="10/03/2026")
        assert refused.value.blockers[0].code == "goods_ordered"

    def test_keeps_the_goods_in_custody_until_they_are_handed_on(self, officer):
        walk = decided(officer, ItemKind.CONFISCATION)
        seizure = confiscate(walk)

        assert seizure.state == SeizureState.CONFISCATED
        assert item_of(walk).custody_lines.last().held_after == 80
        write(
            walk,
            "HANDED_OVER",
            moment("17/03/2026"),
            to_party="Sở Tài chính",
            receipt_no="BN-TC-1",
        )
        assert item_of(walk).custody_lines.last().held_after == 0

    def test_is_not_done_on_an_order_to_destroy(self, officer):
        with pytest.raises(StepNotOpen):
            confiscate(decided(officer, ItemKind.DESTRUCTION))

    def test_may_be_ordered_without_a_sanction(self, officer):
        """ "decide_no_sanction … áp dụng KPHQ and/or tịch thu hàng cấm when due" """
        walk = at_state(officer, CaseState.VERIFYING)
        held(walk)
        walk.open()
        walk.record()
        walk.decide_no_sanction(
            measures=(MeasureTerms(ItemKind.CONFISCATION, "80 bản sách"),)
        )
        assert confiscate(walk).state == SeizureState.CONFISCATED


class TestDestroy:
    def test_needs_a_decision_that_orders_it(self, walk):
        with pytest.raises(StepNotOpen):
            destroy(walk, at="10/03/2026")

    def test_leaves_the_record_of_the_destruction(self, officer):
        walk = decided(officer, ItemKind.DESTRUCTION)
        seizure = destroy(walk, receipt_no="01/BB-TH")

        assert seizure.state == SeizureState.DESTROYED
        last = item_of(walk).custody_lines.last()
        assert (last.kind, last.held_after, last.receipt_no) == (
            "DESTROYED",
            0,
            "01/BB-TH",
        )
        assert walk.case.missing_receipts == 0

    def test_may_follow_a_confiscation(self, officer):
        walk = decided(officer, ItemKind.CONFISCATION)
        confiscate(walk)
        assert destroy(walk).state == SeizureState.DESTROYED


def put_into(walk, state: str) -> None:
    with pgtrigger.ignore("cases.Case:case_edges"):
        Case.objects.filter(pk=walk.case.pk).update(state=state)


def hand_over(walk, by=HANDLER, **more):
    terms = {"to_party": "Cơ quan CSĐT", "receipt_no": "BN-CQDT-1"} | more
    return act(
        walk, services.hand_over_goods, by, moment("10/03/2026", "15:00"), **terms
    )


class TestHandOver:
    @pytest.mark.parametrize("state", [CaseState.TRANSFERRED, CaseState.PROSECUTED])
    def test_goes_with_the_file_against_a_receipt(self, walk, state):
        """A131: "case_handler|sanctioner", TRANSFERRED|PROSECUTED, "receipt of the
        investigating body"."""
        put_into(walk, state)
        seizure = hand_over(walk)

        assert seizure.state == SeizureState.HANDED_TO_PROCEEDINGS
        last = item_of(walk).custody_lines.last()
        assert (last.kind, last.held_after) == ("HANDED_OVER", 0)
        assert last.receipt_no == "BN-CQDT-1"

    def test_needs_the_receipt(self, walk):
        put_into(walk, CaseState.TRANSFERRED)
        with pytest.raises(Refused) as refused:
            hand_over(walk, receipt_no=" ")
        assert set(refused.value.errors) == {"receipt_no"}

    def test_is_closed_before_the_transfer_and_to_others(self, walk):
        with pytest.raises(StepNotOpen):
            hand_over(walk)
        put_into(walk, CaseState.TRANSFERRED)
        with pytest.raises(NotPermitted):
            hand_over(walk, by=INSPECTOR)

    def test_may_be_undone_and_the_goods_seized_once_more(self, walk):
        """Điều 63: the file comes back with the goods."""
        put_into(walk, CaseState.TRANSFERRED)
        hand_over(walk)
        put_into(walk, CaseState.RETURNED)
        write(
            walk,
            "TAKEN_BACK",
            moment("16/03/2026"),
            quantity=80,
            from_party="Cơ quan CSĐT",
            to_party=KEEPER,
        )
        assert item_of(walk).custody_lines.last().held_after == 80

        at = moment("16/03/2026", "15:00")
        again = content(goods=(), again=(item_of(walk).pk,))
        walk.step(services.draft_seizure, INSPECTOR, at, content=again)
        act(walk, services.decide_seizure, SIGNER, at)

        (goods,) = services.goods_of(walk.case)
        assert goods.seizure.number_text == "02/QĐ-TGTVPTGPCC"
        with pytest.raises(Refused) as refused:
            walk.step(services.draft_seizure, INSPECTOR, at, content=again)
        assert set(refused.value.errors) == {"again"}


class TestUnclaimed:
    FIRST, SECOND = day("05/03/2026"), day("09/03/2026")

    def declare(self, walk, **more):
        terms = {
            "first_notice_on": self.FIRST,
            "second_notice_on": self.SECOND,
            "reason": "Chủ hàng không đến nhận",
        } | more
        return act(
            walk, services.declare_unclaimed, SIGNER, moment("10/03/2026"), **terms
        )

    def test_gives_the_owner_a_year_from_the_second_notice(self, walk):
        """D-UNCLAIMED: "second public notice", 1 year (Điều 126.4)."""
        seizure = self.declare(walk)

        assert seizure.state == SeizureState.UNCLAIMED
        clock = walk.case.clock(Family.UNCLAIMED)
        assert (clock.rule.code, clock.start_on) == ("D-UNCLAIMED", self.SECOND)
        assert clock.due == day("09/03/2027")
        assert walk.case.clock(Family.SEIZURE).status == ClockStatus.ENDED

    def test_needs_two_notices_in_their_order(self, walk):
        with pytest.raises(Refused) as refused:
            self.declare(walk, second_notice_on=self.FIRST)
        assert set(refused.value.errors) == {"second_notice_on"}
        with pytest.raises(Refused) as refused:
            self.declare(walk, first_notice_on=day("02/03/2026"))
        assert set(refused.value.errors) == {"first_notice_on"}

    def test_is_confiscated_only_when_the_year_is_over(self, walk):
        self.declare(walk)
        with pytest.raises(StepNotOpen) as refused:
            confiscate(walk, at="09/03/2027")
        assert refused.value.blockers[0].code == "unclaimed_year_over"
        assert confiscate(walk, at="10/03/2027").state == SeizureState.CONFISCATED

    def test_goes_back_when_the_owner_comes(self, walk):
        self.declare(walk)
        assert release(walk, at="01/06/2026").state == SeizureState.RELEASED
        assert walk.case.clock(Family.UNCLAIMED).status == ClockStatus.ENDED
