"""The custody book of a case, and what it says when a period runs out."""

from __future__ import annotations

from uuid import uuid4

import pytest

from cases import services
from cases.models import CaseEvent
from cases.querysets import CaseMovedOn, StepNotOpen
from cases.states import CaseState
from evidence.models import CustodyLine
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import (
    CLERK,
    HANDLER,
    INSPECTOR,
    MANAGER,
    SIGNER,
    at_state,
    reread,
)
from tests.cases.walk_goods import KEEPER, act, held, item_of, write
from tests.moments import day, moment


@pytest.fixture
def walk(officer):
    walk = at_state(officer, CaseState.VERIFYING)
    held(walk)
    return walk


class TestRecordCustody:
    def test_is_one_event_with_both_parties(self, walk):
        write(walk, "COUNTED", quantity=80)

        event = CaseEvent.objects.get(transition="record_custody")
        assert event.details["from_party"] == KEEPER
        assert event.details["to_party"] == "Bộ phận thụ lý"
        assert event.details["held_after"] == "80.00"
        assert event.entry.action == "case.record_custody"

    @pytest.mark.parametrize("by", [INSPECTOR, HANDLER, CLERK])
    def test_is_open_to_those_of_a129(self, walk, by):
        """A129: "inspector|team_lead|case_handler|police_coordinator|clerk", lead."""
        write(walk, "COUNTED", quantity=80, by=by)

    @pytest.mark.parametrize("by", [SIGNER, MANAGER, "so.kiemtra"])
    def test_is_closed_to_others(self, walk, by):
        """A130: a supporting agency needs to have accepted; strangers have no row."""
        with pytest.raises(NotPermitted):
            write(walk, "COUNTED", quantity=80, by=by)

    def test_knows_goods_of_the_case_only(self, walk):
        with pytest.raises(Refused) as refused:
            walk.step(
                services.record_custody,
                HANDLER,
                moment("04/03/2026"),
                item=uuid4(),
                line=services.custody.LineInput("COUNTED", "A", "B"),
            )
        assert set(refused.value.errors) == {"item"}

    @pytest.mark.parametrize(
        "kind", ["RETURNED", "DESTROYED", "CONFISCATED", "HANDED_OVER"]
    )
    def test_lets_nothing_out_without_a_signed_act(self, walk, kind):
        with pytest.raises(Refused) as refused:
            write(walk, kind)
        assert refused.value.reason_code == "needs_signed_act"

    def test_refuses_a_stale_version(self, walk, officer):
        with pytest.raises(CaseMovedOn):
            services.record_custody(
                case=walk.case,
                version=1,
                item=item_of(walk).pk,
                line=services.custody.LineInput("COUNTED", "A", "B"),
                by=officer(HANDLER),
                at=moment("04/03/2026"),
            )


class TestWhatWaits:
    def test_a_move_without_receipt_closes_the_next_step(self, walk):
        """ "a missing receipt blocks the next step and closing" """
        walk.open()
        walk.record()
        write(walk, "MOVED", moment("06/03/2026"), place="Kho Sở", to_party="Kho Sở")
        assert walk.case.missing_receipts == 1

        with pytest.raises(StepNotOpen) as refused:
            walk.submit()
        assert [b.code for b in refused.value.blockers] == ["receipts_complete"]
        assert refused.value.blockers[0].place == "goods"

        line = CustodyLine.objects.get(kind="MOVED")
        write(
            walk, "RECEIPT", moment("09/03/2026"), confirms=line.pk, receipt_no="BN-1"
        )
        walk.submit()

    def test_a_count_that_differs_does_too_until_both_agree(self, walk):
        walk.open()
        walk.record()
        at = moment("06/03/2026")
        with pytest.raises(Refused):
            write(walk, "COUNTED", at, quantity=79)
        write(walk, "COUNTED", at, quantity=79, note="Thiếu 01 bản")
        assert walk.case.missing_receipts == 1
        with pytest.raises(StepNotOpen):
            walk.submit()

        count = CustodyLine.objects.get(kind="COUNTED")
        write(
            walk,
            "COUNTED",
            at,
            quantity=79,
            confirms=count.pk,
            note="Hai bên thống nhất số lượng 79 bản",
        )
        assert walk.case.missing_receipts == 0
        (goods,) = services.goods_of(walk.case)
        assert goods.balance.held == 79
        assert goods.balance.is_even
        walk.submit()


class TestGoodsAtAGlance:
    def test_say_what_is_held_where_and_under_which_seal(self, walk):
        write(walk, "UNSEALED", seal_no="NP-01")
        write(walk, "SEALED", seal_no="NP-02")
        write(walk, "MOVED", place="Kho Sở", to_party="Thủ kho Sở")

        (goods,) = services.goods_of(walk.case)

        assert (goods.balance.held, goods.place) == (80, "Kho Sở")
        assert goods.seals == ("NP-02",)
        assert [line.kind for line in goods.open_lines] == ["MOVED"]
        assert goods.seizure.number_text == "01/QĐ-TGTVPTGPCC"


class TestAlarms:
    """Seven working days from 03/03 end on Thu 12/03; two before: Tue 10/03."""

    def raised(self, walk, on: str):
        return services.alarms(reread(walk.case), on=day(on))

    def test_are_raised_two_working_days_before_the_end(self, walk):
        """ "the system raises an alarm at T-2 working days" """
        assert self.raised(walk, "09/03/2026") == []

        (alarm,) = self.raised(walk, "10/03/2026")
        assert (alarm.from_day, alarm.last_day) == (
            day("10/03/2026"),
            day("12/03/2026"),
        )
        assert not alarm.has_passed

    def test_name_the_goods_whose_period_has_passed(self, walk):
        (alarm,) = self.raised(walk, "13/03/2026")
        assert alarm.has_passed
        assert [str(item) for item in alarm.goods] == ["Truyện cổ tích chọn lọc cho bé"]

    def test_end_with_the_return_or_a_decision(self, walk):
        act(
            walk,
            services.release_seizure,
            SIGNER,
            moment("10/03/2026"),
            reason="Đủ hóa đơn",
            to_party="Chủ hàng",
        )
        assert self.raised(walk, "13/03/2026") == []
