"""Enforcement (Điều 86-88 Luật XLVPHC; NĐ 296/2025) and the end by limitation."""

import pytest

from agencies import services as agencies
from cases import services
from cases.models import EnforcementDecision
from cases.querysets import StepNotOpen
from cases.services import MeasureTerms
from cases.states import CaseState, ClockStatus, Family, ItemKind
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, MANAGER, SIGNER, reread
from tests.cases.walk_execution import (
    enforcing,
    executing,
    opened,
    order_enforcement,
)
from tests.moments import day, moment


def confirm_receipt(walk, text, **values):
    walk.step(
        services.confirm_enforcement_receipt,
        HANDLER,
        moment(text),
        **values,
    )


def close(walk, at, **values):
    walk.step(
        services.close_limitation_expired,
        SIGNER,
        at,
        **{"reason": "Hết thời hiệu.", "has_evaded": False, **values},
    )


@pytest.mark.django_db
class TestOrderEnforcement:
    def test_waits_for_the_ten_days(self, officer):
        """ "D-EXEC passed unpaid"; due Thu 16/07/2026."""
        walk = executing(officer)

        with pytest.raises(StepNotOpen) as refused:
            order_enforcement(walk, moment("16/07/2026"))

        assert refused.value.blockers[0].code == "term_passed_unpaid"
        assert "16/07/2026" in str(refused.value)

    def test_takes_a_number_of_its_own_register(self, officer):
        walk = executing(officer)

        order_enforcement(walk, moment("17/07/2026"))

        ordered = EnforcementDecision.objects.get()
        assert ordered.number_text == "01/QĐ-CC"
        assert ordered.owed_vnd == 30_000_000
        assert walk.case.state == CaseState.ENFORCING

    def test_is_not_for_a_fine_that_is_paid(self, officer):
        walk = executing(officer)
        walk.pay(on=day("20/07/2026"), amount_vnd=30_045_000)

        with pytest.raises(StepNotOpen):
            order_enforcement(walk, moment("21/07/2026"))

    def test_is_closed_after_the_limitation(self, officer):
        """ "within D-EXEC-LIM": one year from the decision of 02/07/2026."""
        walk = executing(officer)

        with pytest.raises(StepNotOpen) as refused:
            order_enforcement(walk, moment("03/07/2027"))

        assert [b.code for b in refused.value.blockers] == ["execution_limitation_open"]
        order_enforcement(walk, moment("02/07/2027"))

    def test_counts_fifteen_days_from_receipt(self, officer):
        """ "D-ENF: enforcement decision received, 15 day; or longer as stated" """
        walk = enforcing(officer)
        assert reread(walk.case).clock(Family.ENFORCEMENT) is None

        confirm_receipt(walk, "20/07/2026")

        clock = reread(walk.case).clock(Family.ENFORCEMENT)
        assert clock.due == day("04/08/2026")
        assert clock.rule.confidence == "unsettled"

    def test_states_a_longer_term(self, officer):
        walk = executing(officer)

        order_enforcement(
            walk,
            moment("17/07/2026"),
            received_on=day("17/07/2026"),
            extra_days=10,
        )

        clock = reread(walk.case).clock(Family.ENFORCEMENT)
        assert clock.due == day("11/08/2026")  # 17/07 + 25 days

    def test_is_received_once(self, officer):
        walk = enforcing(officer)
        confirm_receipt(walk, "20/07/2026")

        with pytest.raises(StepNotOpen):
            confirm_receipt(walk, "21/07/2026")

    def test_ends_when_all_is_paid(self, officer):
        walk = enforcing(officer)
        confirm_receipt(walk, "20/07/2026")
        walk.pay(30_540_000, on=day("22/08/2026"))
        walk.step(services.complete_execution, HANDLER, moment("22/08/2026", "15:00"))

        case = reread(walk.case)
        assert case.state == CaseState.EXECUTED
        assert case.clock(Family.ENFORCEMENT).status == ClockStatus.MISSED

    @pytest.mark.parametrize("field", ["measure", "reason"])
    def test_names_measure_and_reason(self, officer, field):
        walk = executing(officer)

        with pytest.raises(Refused) as refusal:
            order_enforcement(walk, moment("17/07/2026"), **{field: " "})

        assert field in refusal.value.errors

    def test_is_signed_by_the_sanctioner(self, officer):
        walk = executing(officer)

        with pytest.raises(NotPermitted):
            walk.step(
                services.order_enforcement,
                HANDLER,
                moment("17/07/2026"),
                measure="Kê biên",
                reason="Chưa nộp.",
            )

    def test_is_signed_by_a_deputy_while_the_delegation_lasts(self, officer):
        """Điều 54 as amended 2020: in writing, for a time; revoked it is over."""
        walk = executing(officer)
        agencies.grant_role(
            user=officer(MANAGER),
            role="sanctioner",
            valid_from=day("01/07/2026"),
            by=None,
            at=moment("01/07/2026"),
        )
        lent = agencies.delegate(
            delegate=officer(MANAGER),
            document_no="03/QĐ-GQXP",
            valid_from=day("10/07/2026"),
            valid_to=day("31/07/2026"),
            by=officer(SIGNER),
            at=moment("10/07/2026"),
        )

        def sign(at):
            walk.step(
                services.order_enforcement,
                MANAGER,
                at,
                measure="Kê biên tài sản",
                reason="Chưa nộp phạt.",
            )

        with pytest.raises(NotPermitted):
            sign(moment("03/08/2026"))
        agencies.revoke_delegation(
            delegation=lent,
            by=officer(SIGNER),
            at=moment("20/07/2026"),
            reason="Trở lại làm việc.",
        )
        with pytest.raises(NotPermitted):
            sign(moment("21/07/2026"))

        sign(moment("17/07/2026"))
        assert EnforcementDecision.objects.get().delegation == lent


@pytest.mark.django_db
class TestCloseLimitationExpired:
    def test_waits_for_the_year_to_pass(self, officer):
        """Điều 74: "01 year since decision, no evasion" """
        walk = executing(officer)

        with pytest.raises(StepNotOpen) as refused:
            close(walk, moment("02/07/2027"))
        assert refused.value.blockers[0].code == "execution_limitation_passed"

        close(walk, moment("03/07/2027"))
        event = walk.case.events.get(transition="close_limitation_expired")
        assert walk.case.state == CaseState.CLOSED
        assert event.details["unpaid_vnd"] == 30_000_000

    def test_frees_nobody_who_evaded(self, officer):
        walk = executing(officer)

        with pytest.raises(Refused) as refusal:
            close(walk, moment("03/07/2027"), has_evaded=True)

        assert "has_evaded" in refusal.value.errors
        assert walk.case.state == CaseState.EXECUTING

    def test_has_remedies_carried_out_all_the_same(self, officer):
        """ "remedial measures and confiscation of banned goods still executed" """
        walk = opened(officer)
        walk.step(
            services.make_record,
            "xa.bmt.kiemtra",
            moment("01/07/2026"),
            content=services.RecordInput(place="Trụ sở"),
        )
        walk.submit(
            moment("01/07/2026", "15:00"),
            fine_vnd=30_000_000,
            measures=(MeasureTerms(ItemKind.DESTRUCTION, "Tiêu hủy 40 bản"),),
        )
        walk.sign(moment("02/07/2026"))
        walk.deliver(day("06/07/2026"))

        with pytest.raises(StepNotOpen) as refused:
            close(walk, moment("03/07/2027"))
        assert refused.value.blockers[0].code == "lasting_items_done"

        item = reread(walk.case).decision.items.get(kind=ItemKind.DESTRUCTION)
        walk.step(
            services.complete_item,
            HANDLER,
            moment("03/07/2027"),
            item_id=item.pk,
            note="Biên bản tiêu hủy",
        )
        close(walk, moment("04/07/2027"))
        assert walk.case.state == CaseState.CLOSED
