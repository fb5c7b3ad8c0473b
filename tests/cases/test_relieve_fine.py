"""Deferral, reduction, waiver, instalments (Điều 76, 77, 79 Luật XLVPHC)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agencies.kinds import SubjectKind
from agencies.models import User
from cases import services
from cases.models import Case, FineRelief
from cases.querysets import StepNotOpen
from cases.services import AboveDebt, BelowThreshold, InstalmentTerms, ReliefTerms
from cases.states import CaseState, ClockStatus, Family, ReliefKind, ReliefState
from kernel.errors import DomainError, NotPermitted, Refused
from regulations.models import LegalSetting
from tests.cases.walk import HANDLER, SIGNER, reread
from tests.cases.walk_execution import (
    ask_relief,
    executing,
    grant_relief,
    order_enforcement,
    thirds,
)
from tests.moments import day, moment

PLAN = thirds("16/07/2026", "16/09/2026", "15/01/2027")


def end(walk, text):
    relief = FineRelief.objects.latest("registered_at")
    walk.step(
        services.end_relief,
        SIGNER,
        moment(text),
        relief_id=relief.pk,
        reason="Không nộp đúng hạn.",
    )


@pytest.mark.django_db
class TestRegisterRelief:
    def test_needs_a_written_request(self, officer):
        walk = executing(officer)

        with pytest.raises(Refused) as refusal:
            walk.step(
                services.register_relief,
                HANDLER,
                moment("08/07/2026"),
                kind=ReliefKind.DEFER,
                reason=" ",
            )

        assert "reason" in refusal.value.errors

    def test_waits_for_one_decision_at_a_time(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        with pytest.raises(StepNotOpen):
            ask_relief(walk, ReliefKind.REDUCE, moment("09/07/2026"))

    def test_is_not_for_a_fine_that_is_paid(self, officer):
        walk = executing(officer)
        walk.pay(on=day("10/07/2026"))

        with pytest.raises(StepNotOpen):
            ask_relief(walk, ReliefKind.DEFER, moment("11/07/2026"))


@pytest.mark.django_db
class TestDefer:
    def test_takes_three_months_and_bears_no_interest(self, officer):
        """D-DEFER: "deferral decision, 3, month"; no late interest meanwhile (set)."""
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        relief = grant_relief(walk, moment("10/07/2026"))

        assert relief.until == day("12/10/2026")  # Sat 10/10 rolls to Monday
        case = reread(walk.case)
        assert services.debt_on(case, on=day("12/10/2026")).interest_vnd == 0
        assert case.clock(Family.EXECUTION).status == ClockStatus.ENDED

    def test_leaves_interest_from_its_end_on(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))
        grant_relief(walk, moment("10/07/2026"))

        debt = services.debt_on(reread(walk.case), on=day("18/10/2026"))

        # 13/10 to 17/10: five days at 15,000.
        assert debt.interest_vnd == 75_000

    def test_bears_interest_where_the_setting_says_so(self, officer):
        LegalSetting.objects.filter(key="relief_stops_late_interest").update(
            value="off"
        )
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))
        grant_relief(walk, moment("10/07/2026"))

        debt = services.debt_on(reread(walk.case), on=day("22/08/2026"))

        assert debt.interest_vnd == 540_000

    def test_is_not_enforced_meanwhile_but_afterwards(self, officer):
        """ "not deferred" """
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))
        grant_relief(walk, moment("10/07/2026"))

        with pytest.raises(StepNotOpen) as refused:
            order_enforcement(walk, moment("12/10/2026"))
        assert refused.value.blockers[0].code == "not_deferred"

        order_enforcement(walk, moment("13/10/2026"))
        assert walk.case.state == CaseState.ENFORCING

    @pytest.mark.parametrize(
        ("kind", "fine", "is_open"),
        [
            (SubjectKind.INDIVIDUAL, 30_000_000, True),
            (SubjectKind.ORGANISATION, 60_000_000, False),
        ],
    )
    def test_asks_for_the_threshold(self, officer, kind, fine, is_open):
        """ "individual >= 2,000,000; organisation >= 100,000,000 + hardship" """
        walk = executing(officer, fine_vnd=fine, subject_kind=kind)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        if is_open:
            grant_relief(walk, moment("10/07/2026"), in_hardship=True)
            assert FineRelief.objects.get().state == ReliefState.GRANTED
        else:
            with pytest.raises(BelowThreshold):
                grant_relief(walk, moment("10/07/2026"), in_hardship=True)
            assert FineRelief.objects.get().state == ReliefState.REQUESTED

    def test_is_refused_to_an_organisation_fined_ninety_million(self, officer):
        """S14: "A deferral for an organisation with a fine of 90 million must be
        refused (< 100 million)"."""
        walk = executing(
            officer,
            fine_vnd=90_000_000,
            subject_kind=SubjectKind.ORGANISATION,
            behaviour="NPP-28B-4",
        )
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        with pytest.raises(BelowThreshold) as refused:
            grant_relief(walk, moment("10/07/2026"), in_hardship=True)

        assert "100.000.000" in str(refused.value.errors["kind"][0])

    def test_asks_an_organisation_for_its_hardship(self, officer):
        walk = executing(
            officer,
            fine_vnd=100_000_000,
            subject_kind=SubjectKind.ORGANISATION,
            behaviour="NPP-28B-4",
        )
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        with pytest.raises(Refused) as refusal:
            grant_relief(walk, moment("10/07/2026"))
        assert "in_hardship" in refusal.value.errors

        grant_relief(walk, moment("10/07/2026"), in_hardship=True)

    def test_is_never_longer_than_the_rule(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        with pytest.raises(Refused) as refusal:
            grant_relief(walk, moment("10/07/2026"), until=day("13/10/2026"))

        assert "12/10/2026" in str(refusal.value.errors["until"][0])


@pytest.mark.django_db
class TestReduce:
    def test_lowers_what_is_owed(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.REDUCE, moment("08/07/2026"))
        grant_relief(walk, moment("10/07/2026"), reduced_vnd=10_000_000)

        assert reread(walk.case).decision.unpaid_vnd == 20_000_000
        with pytest.raises(AboveDebt):
            walk.pay(20_000_001, on=day("13/07/2026"))
        walk.pay(20_000_000, on=day("13/07/2026"))
        walk.step(services.complete_execution, HANDLER, moment("13/07/2026", "15:00"))
        assert walk.case.state == CaseState.EXECUTED

    def test_bears_interest_on_the_rest_from_its_own_day(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.REDUCE, moment("20/07/2026"))
        grant_relief(walk, moment("27/07/2026"), reduced_vnd=10_000_000)

        debt = services.debt_on(reread(walk.case), on=day("06/08/2026"))

        # 30m from 17/07 to 26/07, 20m from 27/07 to 05/08: ten days each.
        assert debt.interest_vnd == 150_000 + 100_000

    @pytest.mark.parametrize("amount", [0, -1, 30_000_000, 30_000_001])
    def test_takes_off_less_than_all(self, officer, amount):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.REDUCE, moment("08/07/2026"))

        with pytest.raises(Refused) as refusal:
            grant_relief(walk, moment("10/07/2026"), reduced_vnd=amount)

        assert "reduced_vnd" in refusal.value.errors

    def test_waives_all_that_is_left(self, officer):
        walk = executing(officer)
        walk.pay(12_000_000, on=day("09/07/2026"))
        ask_relief(walk, ReliefKind.WAIVE, moment("10/07/2026"))

        relief = grant_relief(walk, moment("13/07/2026"))

        assert relief.reduced_vnd == 18_000_000
        assert reread(walk.case).decision.paid_in_full_on == day("13/07/2026")
        walk.step(services.complete_execution, HANDLER, moment("13/07/2026", "15:00"))


@pytest.mark.django_db
class TestPayByInstalments:
    def test_allows_the_plan_within_six_months(self, officer):
        """D-INSTAL: "<= 06 months; at most 3 times, first >= 40%" """
        walk = executing(officer)
        ask_relief(walk, ReliefKind.INSTALMENTS, moment("08/07/2026"))

        relief = grant_relief(walk, moment("15/07/2026"), instalments=PLAN)

        assert relief.until == day("15/01/2027")
        assert [row.sequence for row in relief.instalments.all()] == [1, 2, 3]

    @pytest.mark.parametrize(
        "plan",
        [
            (InstalmentTerms(30_000_000, day("16/07/2026")),),
            (
                InstalmentTerms(12_000_000, day("16/07/2026")),
                *(
                    InstalmentTerms(6_000_000, day(text))
                    for text in ("16/08/2026", "16/09/2026", "16/10/2026")
                ),
            ),
            (
                InstalmentTerms(11_999_999, day("16/07/2026")),
                InstalmentTerms(18_000_001, day("16/09/2026")),
            ),
            (
                InstalmentTerms(12_000_000, day("16/07/2026")),
                InstalmentTerms(17_000_000, day("16/09/2026")),
            ),
            (
                InstalmentTerms(12_000_000, day("16/07/2026")),
                InstalmentTerms(18_000_000, day("16/01/2027")),
            ),
            (
                InstalmentTerms(12_000_000, day("16/09/2026")),
                InstalmentTerms(18_000_000, day("16/07/2026")),
            ),
        ],
        ids=["one", "four", "first below 40%", "not all", "too late", "out of order"],
    )
    def test_refuses_any_other_plan(self, officer, plan):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.INSTALMENTS, moment("08/07/2026"))

        with pytest.raises(Refused) as refusal:
            grant_relief(walk, moment("15/07/2026"), instalments=plan)

        assert "instalments" in refusal.value.errors

    def test_bears_interest_again_when_it_is_ended(self, officer):
        """Not kept to: "enforcement" """
        walk = executing(officer)
        ask_relief(walk, ReliefKind.INSTALMENTS, moment("08/07/2026"))
        grant_relief(walk, moment("15/07/2026"), instalments=PLAN)
        walk.pay(12_000_000, on=day("16/07/2026"))

        end(walk, "17/09/2026")

        case = reread(walk.case)
        assert case.clock(Family.EXECUTION).is_running
        # 18m from 18/09 to 27/09: ten days at 9,000.
        assert services.debt_on(case, on=day("28/09/2026")).interest_vnd == 90_000
        order_enforcement(walk, moment("18/09/2026"))

    def test_gives_way_to_nothing_while_it_holds(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.INSTALMENTS, moment("08/07/2026"))
        grant_relief(walk, moment("15/07/2026"), instalments=PLAN)
        ask_relief(walk, ReliefKind.DEFER, moment("20/07/2026"))

        with pytest.raises(StepNotOpen):
            grant_relief(walk, moment("21/07/2026"))


@pytest.mark.django_db
class TestDecideRelief:
    def test_is_the_sanctioners(self, officer):
        walk = executing(officer)
        relief = ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        with pytest.raises(NotPermitted):
            walk.step(
                services.grant_relief,
                HANDLER,
                moment("09/07/2026"),
                relief_id=relief.pk,
                terms=ReliefTerms(),
            )

    def test_is_refused_with_a_reason(self, officer):
        walk = executing(officer)
        relief = ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))

        walk.step(
            services.refuse_relief,
            SIGNER,
            moment("09/07/2026"),
            relief_id=relief.pk,
            note="Không đủ điều kiện.",
        )

        relief = FineRelief.objects.get()
        assert relief.state == ReliefState.REFUSED
        assert relief.number is None
        assert reread(walk.case).clock(Family.EXECUTION).is_running

    def test_happens_once(self, officer):
        walk = executing(officer)
        ask_relief(walk, ReliefKind.DEFER, moment("08/07/2026"))
        grant_relief(walk, moment("10/07/2026"))

        with pytest.raises(StepNotOpen):
            grant_relief(walk, moment("10/07/2026", "11:00"))


def officer_of(username: str) -> User:
    return User.objects.with_standing().get(username=username)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "pay", "defer", "reduce", "waive", "end"]),
        st.integers(min_value=0, max_value=40),  # days later
        st.integers(min_value=1, max_value=31_000_000),
    ),
    min_size=1,
    max_size=8,
)


class TestPaidNeverExceedsTheDebt(TestCase):
    """INV-19: "paid is never more than owed with interest", whatever relief is given.

    What is owed is counted anew, day by day, from payments and reliefs alone.
    """

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ACTS)
    def test_in_any_order_of_payments_and_reliefs(self, acts):
        walk = executing(officer_of)
        today = day("07/07/2026")
        for name, later, amount in acts:
            today = type(today).fromordinal(today.toordinal() + later)
            try:
                self.act(walk, name, amount, today)
            except DomainError:
                walk.case = Case.objects.get(pk=walk.case.pk)
            decision = reread(walk.case).decision
            paid = sum(p.amount_vnd for p in decision.payments.all())
            most = plainly_owed(decision, today)
            assert 0 <= decision.unpaid_vnd <= 30_000_000
            assert paid + decision.reduced_vnd <= 30_000_000 + most

    def act(self, walk, name, amount, today):
        at = moment(f"{today:%d/%m/%Y}")
        if name == "pay":
            walk.pay(amount, on=today)
        elif name == "end":
            if FineRelief.objects.exists():
                end(walk, f"{today:%d/%m/%Y}")
        else:
            kind = ReliefKind(name.upper())
            ask_relief(walk, kind, at)
            terms = {"reduced_vnd": amount} if kind == ReliefKind.REDUCE else {}
            grant_relief(walk, at, **terms)


def plainly_owed(decision, today) -> int:
    """Interest until a day, counted day by day: 0.05 percent of what was unpaid."""
    total, date = 0, day("17/07/2026")
    while date < today:
        unpaid = 30_000_000
        unpaid -= sum(
            p.principal_vnd for p in decision.payments.all() if p.paid_on <= date
        )
        unpaid -= sum(
            r.reduced_vnd for r in decision.granted_reliefs if r.effective_on <= date
        )
        is_free = any(
            r.period is not None and r.period[0] <= date <= r.period[1]
            for r in decision.granted_reliefs
        )
        total += 0 if is_free else unpaid
        date = type(date).fromordinal(date.toordinal() + 1)
    return round(total * 5 / 10_000) + 1
