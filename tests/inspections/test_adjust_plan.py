"""A published plan changes by adjustments only, each with its reason and basis."""

import pytest

from audit.models import Entry
from inspections import services
from inspections.models import InspectionPlan, PlanItem
from inspections.services import ItemMove, OnceAYear, StepNotOpen
from inspections.states import ChangeKind, ItemState
from kernel.errors import NotPermitted, Refused
from tests.inspections import walk as steps
from tests.inspections.walk import THANH_TRA
from tests.moments import day, moment

JUNE = moment("10/06/2026")
# plan-dak-lak-2026.txt is the basis of the adjustment of 06/2026 (sample-data.md).
GROUNDED = {
    "reason": "Bổ sung cơ sở theo kế hoạch của UBND tỉnh.",
    "legal_basis": "Kế hoạch của UBND tỉnh thực hiện Chỉ thị số 04-CT/TW",
}


@pytest.fixture
def item(walk, hoa_cuc) -> PlanItem:
    return steps.published(walk, hoa_cuc)


def adjust(walk, item, by="so.lanhdao", **given):
    return walk.plan(
        services.adjust_plan, item.plan, walk.by(by), JUNE, **GROUNDED | given
    )


class TestAdjustPlan:
    def test_adds_moves_and_drops_in_one_dated_change(
        self, walk, item, gio_doi, cao_nguyen_xanh
    ):
        first = adjust(walk, item, add=[steps.item_input(gio_doi)])
        second = adjust(
            walk,
            item,
            add=[steps.item_input(cao_nguyen_xanh, first_month=7, last_month=9)],
            move=[ItemMove(item=item, first_month=10, last_month=12)],
            drop=[item.plan.items.get(facility=gio_doi)],
            occurred_on=day("08/06/2026"),
        )

        assert (first.position, second.position) == (1, 2)
        assert second.occurred_on == day("08/06/2026")
        lines = {line.kind: line for line in second.lines.all()}
        assert set(lines) == {ChangeKind.ADDED, ChangeKind.MOVED, ChangeKind.DROPPED}
        moved = lines[ChangeKind.MOVED]
        assert (moved.first_month_before, moved.first_month_after) == (1, 10)
        dropped = PlanItem.objects.get(plan=item.plan, facility=gio_doi)
        assert dropped.state == ItemState.DROPPED
        assert PlanItem.objects.get(pk=item.pk).quarter == 4

    def test_leaves_reason_and_basis_in_the_trail(self, walk, item, gio_doi):
        adjust(walk, item, add=[steps.item_input(gio_doi)])

        entry = Entry.objects.filter(action="plan.adjust").get()
        assert entry.reason == GROUNDED["reason"]
        assert entry.changes["legal_basis"][1] == GROUNDED["legal_basis"]

    def test_postpones_and_takes_up_again(self, walk, item):
        adjust(walk, item, postpone=[item])
        assert PlanItem.objects.get(pk=item.pk).state == ItemState.POSTPONED
        adjust(walk, item, resume=[item])
        assert PlanItem.objects.get(pk=item.pk).state == ItemState.PLANNED

    def test_is_held_to_once_a_year_whole_or_not_at_all(
        self, walk, item, gio_doi, cao_nguyen_xanh
    ):
        steps.add(walk, steps.draft(walk, THANH_TRA), gio_doi, THANH_TRA)
        with pytest.raises(OnceAYear):
            adjust(
                walk,
                item,
                add=[steps.item_input(cao_nguyen_xanh), steps.item_input(gio_doi)],
            )

        assert item.plan.items.count() == 1
        assert not item.plan.changes.exists()

    @pytest.mark.parametrize("field", ["reason", "legal_basis"])
    def test_refuses_without_reason_or_basis(self, walk, item, gio_doi, field):
        with pytest.raises(Refused) as refused:
            adjust(walk, item, add=[steps.item_input(gio_doi)], **{field: " "})
        assert list(refused.value.errors) == [field]

    def test_refuses_to_change_nothing(self, walk, item):
        with pytest.raises(Refused):
            adjust(walk, item)
        assert not item.plan.changes.exists()

    def test_refuses_an_item_whose_visit_is_open(self, walk, visit):
        item = visit.plan_item
        with pytest.raises(StepNotOpen) as refused:
            adjust(walk, item, drop=[item])
        assert [b.code for b in refused.value.blockers] == ["visit_open"]

    def test_refuses_others(self, walk, item, gio_doi):
        for username in ("so.truongdoan", "tt.lanhdao", "so.giamdoc"):
            with pytest.raises(NotPermitted):
                adjust(walk, item, by=username, add=[steps.item_input(gio_doi)])

    def test_refuses_a_plan_that_is_not_published(self, walk, gio_doi):
        plan = steps.draft(walk)
        with pytest.raises(StepNotOpen):
            walk.plan(
                services.adjust_plan,
                plan,
                walk.by("so.lanhdao"),
                JUNE,
                add=[steps.item_input(gio_doi)],
                **GROUNDED,
            )
        assert not InspectionPlan.objects.get().items.exists()
