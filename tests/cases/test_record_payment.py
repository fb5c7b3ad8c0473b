"""Payments and late interest (Điều 78.1 Luật XLVPHC; TT 18/2023/TT-BTC Điều 5)."""

import pytest

from agencies.kinds import SubjectKind
from cases import services
from cases.models import Payment
from cases.querysets import StepNotOpen
from cases.services import AboveDebt
from cases.states import CaseState, ClockStatus, Family
from kernel.errors import Refused
from tests.cases.walk import (
    EXPLAINABLE,
    HANDLER,
    at_state,
    party,
    received,
    reread,
)
from tests.moments import day, moment


def overdue(officer):
    """30 million, received Mon 06/07/2026: due Thu 16/07 (scenario S9's figures)."""
    walk = received(
        officer,
        behaviour=EXPLAINABLE,
        detected_on=day("30/06/2026"),
        respondent=party("Người nộp phạt", SubjectKind.INDIVIDUAL),
    )
    walk.step(services.start_verification, HANDLER, moment("30/06/2026", "15:00"))
    walk.step(services.open_case, HANDLER, moment("30/06/2026", "16:00"))
    walk.step(
        services.make_record,
        "xa.bmt.kiemtra",
        moment("01/07/2026"),
        content=services.RecordInput(place="Trụ sở"),
    )
    walk.submit(moment("01/07/2026", "15:00"), fine_vnd=30_000_000)
    walk.sign(moment("02/07/2026"))
    walk.deliver(day("06/07/2026"))
    return walk


@pytest.mark.django_db
class TestRecordPayment:
    def test_in_time_bears_no_interest(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)

        walk.pay(on=day("26/03/2026"))  # the last of the ten days, Thursday

        case = reread(walk.case)
        assert services.debt_on(case, on=day("26/03/2026")).total_vnd == 0
        assert case.clock(Family.EXECUTION).status == ClockStatus.MET

    def test_late_bears_interest_for_every_day_holidays_included(self, officer):
        """Due 16/07/2026, paid 22/08/2026: 36 days, 30,000,000 bear 540,000."""
        walk = overdue(officer)
        debt = services.debt_on(reread(walk.case), on=day("22/08/2026"))

        assert (debt.principal_vnd, debt.interest_vnd) == (30_000_000, 540_000)
        walk.pay(30_540_000, on=day("22/08/2026"))
        payment = Payment.objects.get()
        assert (payment.principal_vnd, payment.interest_vnd) == (30_000_000, 540_000)
        assert reread(walk.case).clock(Family.EXECUTION).status == ClockStatus.MISSED

    def test_lowers_what_bears_interest_from_its_own_day(self, officer):
        """10 million on 27/07 (10 late days), the rest on 06/08 (10 days more)."""
        walk = overdue(officer)
        walk.pay(10_000_000, on=day("27/07/2026"))

        debt = services.debt_on(reread(walk.case), on=day("06/08/2026"))

        # 30m × 10 days (17-26/07) + 20m × 10 days (27/07-05/08), 0.05 percent a day.
        assert debt.interest_vnd == 150_000 + 100_000
        assert debt.principal_vnd == 20_000_000

    def test_above_the_debt_is_refused_and_changes_nothing(self, officer):
        """INV-19: paid is never more than owed with interest."""
        walk = overdue(officer)

        with pytest.raises(AboveDebt) as refusal:
            walk.pay(30_540_001, on=day("22/08/2026"))

        assert "30.540.000" in str(refusal.value.errors["amount_vnd"][0])
        assert not Payment.objects.exists()

    @pytest.mark.parametrize("amount", [0, -1])
    def test_of_nothing_is_refused(self, officer, amount):
        walk = overdue(officer)

        with pytest.raises(Refused) as refusal:
            walk.step(
                services.record_payment,
                HANDLER,
                moment("10/07/2026"),
                amount_vnd=amount,
                receipt_no="BL-1",
            )

        assert "amount_vnd" in refusal.value.errors

    def test_with_a_receipt_known_already_is_refused(self, officer):
        walk = overdue(officer)
        values = {"amount_vnd": 1_000_000, "receipt_no": "BL-77"}
        walk.step(services.record_payment, HANDLER, moment("10/07/2026"), **values)

        with pytest.raises(Refused) as refusal:
            walk.step(services.record_payment, HANDLER, moment("11/07/2026"), **values)

        assert "receipt_no" in refusal.value.errors

    def test_leaves_the_case_open_until_the_interest_is_paid(self, officer):
        walk = overdue(officer)
        walk.pay(30_000_000, on=day("22/08/2026"))

        with pytest.raises(StepNotOpen) as blocked:
            walk.step(services.complete_execution, HANDLER, moment("24/08/2026"))
        assert blocked.value.blockers[0].code == "interest_paid"
        assert "540.000" in str(blocked.value)

        walk.pay(540_000, on=day("25/08/2026"))
        walk.step(services.complete_execution, HANDLER, moment("25/08/2026"))
        assert walk.case.state == CaseState.EXECUTED
