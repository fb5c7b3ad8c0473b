"""The council that values the goods (Điều 60 Luật XLVPHC)."""

from __future__ import annotations

import pytest

from cases import services
from cases.models import Valuation
from cases.querysets import StepNotOpen
from cases.services import CouncilMember
from cases.states import CaseState, ClockStatus, Family
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, INSPECTOR, SIGNER, at_state
from tests.cases.walk_goods import act, held, item_of
from tests.moments import day, moment

FINANCE = CouncilMember("Trương Văn Mẫu", "Chuyên viên Sở Tài chính", True)  # noqa: FBT003
OTHER = CouncilMember("Lê Thị Mẫu", "Công chức xã")


@pytest.fixture
def walk(officer):
    walk = at_state(officer, CaseState.OPENED)
    held(walk)
    return walk


def start(walk, by=HANDLER, chair=SIGNER, members=(FINANCE, OTHER), **more):
    values = {"basis": "Giá bìa niêm yết"} | more
    walk.step(
        services.start_valuation,
        by,
        moment("05/03/2026", "11:00"),
        chair=walk.by(chair),
        members=members,
        **values,
    )
    return Valuation.objects.select_related("case").get()


class TestStartValuation:
    def test_is_chaired_by_the_competent_person_with_a_finance_member(self, walk):
        """ "council chaired by the sanctioning person or delegate, with finance
        body" """
        valuation = start(walk)
        roles = [member["role"] for member in valuation.council]
        assert roles == ["CHAIR", "FINANCE", "MEMBER"]

    def test_refuses_another_chair_or_no_finance_member(self, walk):
        for terms, field in (
            ({"chair": HANDLER}, "chair"),
            ({"chair": "so.giamdoc"}, "chair"),
            ({"members": (OTHER,)}, "members"),
            ({"basis": " "}, "basis"),
        ):
            with pytest.raises(Refused) as refused:
                start(walk, **terms)
            assert set(refused.value.errors) == {field}

    def test_is_the_assigned_handlers(self, walk):
        with pytest.raises(NotPermitted):
            start(walk, by=INSPECTOR)

    def test_runs_24_hours_where_goods_are_held_for_it_alone(self, walk):
        """D-SEIZE-VAL: 24 hours (Điều 60.3, unsettled)."""
        start(walk, held_on=day("05/03/2026"))
        walk.case = type(walk.case).objects.with_file().get(pk=walk.case.pk)
        clock = walk.case.clock(Family.SEIZURE_VALUATION)
        assert clock.rule.code == "D-SEIZE-VAL"
        assert clock.due == day("06/03/2026")


class TestRecordValuation:
    def test_fixes_the_value_of_the_goods(self, walk):
        valuation = start(walk, held_on=day("05/03/2026"))
        item = item_of(walk)
        made = act(
            walk,
            services.record_valuation,
            HANDLER,
            moment("06/03/2026"),
            valuation,
            values={item.pk: 4_000_000},
        )
        assert (made.value_vnd, made.valued_on) == (4_000_000, day("06/03/2026"))
        assert item_of(walk).value_vnd == 4_000_000
        assert walk.case.open_experts == 0
        clock = walk.case.clock(Family.SEIZURE_VALUATION)
        assert clock.status == ClockStatus.MET
        # "định giá": five working days for the record from the result.
        assert walk.case.clock(Family.RECORD).rule.code == "D-RECORD-EXP"

        with pytest.raises(StepNotOpen):
            act(
                walk,
                services.waive_valuation,
                HANDLER,
                moment("09/03/2026"),
                valuation,
                reason="Không cần",
            )

    def test_refuses_goods_of_another_case_and_values_below_zero(self, walk):
        valuation = start(walk)
        for values in ({}, {valuation.pk: 1}, {item_of(walk).pk: -1}):
            with pytest.raises(Refused) as refused:
                act(
                    walk,
                    services.record_valuation,
                    HANDLER,
                    moment("06/03/2026"),
                    valuation,
                    values=values,
                )
            assert set(refused.value.errors) == {"values"}


class TestWaiveValuation:
    def test_needs_a_reason(self, walk):
        valuation = start(walk)
        at = moment("06/03/2026")
        with pytest.raises(Refused):
            act(walk, services.waive_valuation, HANDLER, at, valuation, reason=" ")
        waived = act(
            walk,
            services.waive_valuation,
            HANDLER,
            at,
            valuation,
            reason="Khung phạt không phụ thuộc giá trị",
        )
        assert not waived.is_open
        assert walk.case.open_experts == 0
