"""An overlap is laid before the heads and settled by a decision that is kept.

registry.md 5: "Overlap between checks and inspections is settled by the heads/Chủ tịch
UBND under Điều 58.2 Luật Thanh tra": `OverlapConflict` with decision.
"""

import pytest
from django.db import DatabaseError, transaction

from audit.models import Entry
from inspections import services
from inspections.models import OverlapConflict, PlanItem
from inspections.services import DayTooEarly, OnceAYear, StepNotOpen, VisitInput
from inspections.states import OverlapDecision, OverlapState, PlanKind
from kernel.errors import NotPermitted, Refused
from tests.inspections import walk as steps
from tests.inspections.walk import SO, THANH_TRA
from tests.moments import day, moment

GROUND = "Biên bản thống nhất ngày 08/12/2025."
CHAIRMAN = "ubnd.chutich"


def asked(walk, facility, house=SO):
    """Put into the house's draft in spite of a clash, laid before the heads."""
    (item,) = walk.plan(
        services.add_items,
        steps.draft(walk, house),
        walk.by(house.manager),
        steps.DRAFTED,
        items=[steps.item_input(facility)],
        overlap_request="Cơ sở có máy in mới chưa khai báo.",
    )
    return PlanItem.objects.get(pk=item.pk)


def settle(walk, overlap, decision, by=CHAIRMAN, **given):
    return services.settle_overlap(
        overlap=overlap,
        decision=decision,
        by=walk.by(by),
        **{"ground": GROUND, "at": moment("08/12/2025")} | given,
    )


@pytest.fixture
def other(walk, gio_doi):
    """The inspectorate has the business in its own draft."""
    plan = steps.draft(walk, THANH_TRA, kind=PlanKind.INSPECTION)
    return steps.add(walk, plan, gio_doi, THANH_TRA)


@pytest.fixture
def overlap(walk, other, gio_doi):
    return asked(walk, gio_doi).overlaps.get()


class TestRaiseOverlap:
    def test_names_both_sides_and_holds_the_plan(self, walk, overlap, other):
        assert overlap.other_item == other
        assert overlap.other_agency.pk == "THANH_TRA_TINH"
        assert overlap.code == "same_content"
        assert "Gió Đồi" in overlap.clash
        with pytest.raises(StepNotOpen) as refused:
            steps.propose(walk, overlap.item.plan)
        assert [b.code for b in refused.value.blockers] == ["same_content"]

    def test_is_not_made_where_nothing_stands_against(self, walk, gio_doi):
        assert not asked(walk, gio_doi).overlaps.exists()

    def test_of_an_item_whose_clash_came_later(self, walk, gio_doi):
        plan = steps.draft(walk)
        item = steps.add(walk, plan, gio_doi)
        visit = services.open_ad_hoc_visit(
            facility=gio_doi,
            ground="TIP_OFF",
            ground_text="Tin báo.",
            content=steps.CONTENT,
            visit=VisitInput(scheduled_on=day("10/04/2026")),
            by=walk.by("tt.thanhtra"),
            at=steps.DRAFTED,
        )
        manager = walk.by(SO.manager)
        values = {"item": item, "request": "Khác nội dung."}
        (made,) = walk.plan(
            services.raise_overlap, plan, manager, steps.DRAFTED, **values
        )

        assert made.other_visit == visit
        assert Entry.objects.filter(action="overlap.raise").count() == 1
        with pytest.raises(StepNotOpen):
            walk.plan(services.raise_overlap, plan, manager, steps.DRAFTED, **values)

    def test_leaves_the_item_to_be_changed_or_taken_out(self, walk, overlap):
        item, manager = overlap.item, walk.by(SO.manager)
        changed = steps.item_input(item.facility, first_month=4, last_month=6)
        walk.plan(
            services.edit_item,
            item.plan,
            manager,
            steps.DRAFTED,
            item=item,
            changed=changed,
        )
        assert OverlapConflict.objects.waiting().count() == 1
        walk.plan(services.drop_item, item.plan, manager, steps.DRAFTED, item=item)
        assert OverlapConflict.objects.waiting().count() == 0


class TestSettleOverlap:
    @pytest.mark.parametrize(
        ("username", "decision", "is_taken"),
        [
            (CHAIRMAN, OverlapDecision.BOTH_STAND, True),
            (CHAIRMAN, OverlapDecision.GIVES_WAY, True),
            # The head of the other side agrees …
            ("tt.chanh", OverlapDecision.OTHER_GIVES_WAY, True),
            ("tt.chanh", OverlapDecision.JOINT, True),
            # … the head of the side that asks only gives way.
            ("so.giamdoc", OverlapDecision.GIVES_WAY, True),
            ("so.giamdoc", OverlapDecision.BOTH_STAND, False),
            ("so.giamdoc", OverlapDecision.OTHER_GIVES_WAY, False),
        ],
    )
    def test_is_for_the_heads(self, walk, overlap, username, decision, is_taken):
        if not is_taken:
            with pytest.raises(Refused) as refused:
                settle(walk, overlap, decision, username)
            assert "decision" in refused.value.errors
            return
        settled = settle(walk, overlap, decision, username)

        settled = OverlapConflict.objects.get(pk=settled.pk)
        assert settled.state == OverlapState.SETTLED
        assert (settled.decision, settled.ground) == (decision, GROUND)
        assert settled.decided_by == walk.by(username)
        assert settled.decided_on == day("08/12/2025")
        entry = Entry.objects.filter(action="overlap.settle").get()
        assert entry.reason == GROUND

    @pytest.mark.parametrize(
        "username", ["so.lanhdao", "tt.lanhdao", "ubnd.lanhdao", "xa.bmt.chutich"]
    )
    def test_is_for_nobody_else(self, walk, overlap, username):
        with pytest.raises(NotPermitted):
            settle(walk, overlap, OverlapDecision.BOTH_STAND, username)

    def test_lets_both_go_on_when_both_stand(self, walk, overlap, other):
        settle(walk, overlap, OverlapDecision.BOTH_STAND)
        steps.propose(walk, overlap.item.plan)
        steps.propose(walk, other.plan, THANH_TRA)

        assert steps.reread_plan(other.plan).proposed_by == walk.by(THANH_TRA.manager)

    def test_holds_the_other_when_it_gives_way(self, walk, overlap, other):
        settle(walk, overlap, OverlapDecision.OTHER_GIVES_WAY)
        steps.propose(walk, overlap.item.plan)
        with pytest.raises(StepNotOpen):
            steps.propose(walk, other.plan, THANH_TRA)

    @pytest.mark.parametrize(
        "decision", [OverlapDecision.GIVES_WAY, OverlapDecision.JOINT]
    )
    def test_holds_the_plan_until_the_facility_is_out(self, walk, overlap, decision):
        settle(walk, overlap, decision)
        with pytest.raises(StepNotOpen):
            steps.propose(walk, overlap.item.plan)

    def test_opens_the_visit_that_may_stand(self, walk, overlap):
        settle(walk, overlap, OverlapDecision.BOTH_STAND)
        plan = overlap.item.plan
        for step in (steps.propose, steps.review, steps.approve, steps.publish):
            step(walk, plan)
        visit = services.open_visit_from_item(
            item=overlap.item,
            visit=VisitInput(scheduled_on=day("03/03/2026")),
            by=walk.by(SO.lead),
            at=steps.OPENED,
        )
        assert visit.clashes_with == []

    def test_settles_no_third_visit(self, walk, overlap, gio_doi):
        settle(walk, overlap, OverlapDecision.BOTH_STAND)
        with pytest.raises(OnceAYear):
            steps.add(walk, steps.draft(walk), gio_doi)

    def test_is_done_once_and_stays(self, walk, overlap):
        settle(walk, overlap, OverlapDecision.BOTH_STAND)
        with pytest.raises(StepNotOpen):
            settle(walk, overlap, OverlapDecision.GIVES_WAY)
        rows = OverlapConflict.objects.filter(pk=overlap.pk)
        for change in (lambda: rows.update(ground="Khác"), rows.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"ground": " "}, Refused),
            ({"decision": "COIN"}, Refused),
            ({"occurred_on": day("01/12/2025")}, DayTooEarly),
        ],
    )
    def test_asks_for_a_ground_and_a_day(self, walk, overlap, given, error):
        values = {"decision": OverlapDecision.BOTH_STAND} | given
        with pytest.raises(error):
            settle(walk, overlap, **values)


class TestSeeOverlaps:
    @pytest.mark.parametrize(
        ("username", "is_seen"),
        [
            ("so.lanhdao", True),
            ("so.kiemtra", True),
            ("tt.chanh", True),
            ("ubnd.lanhdao", True),
            ("ubnd.chutich", True),
            ("ubnd.kiemsoat", True),
            ("xa.bmt.chutich", False),
            ("quantri", False),
        ],
    )
    def test_are_of_the_two_sides(self, walk, overlap, username, is_seen):
        rows = OverlapConflict.objects.visible_to(
            walk.by(username), moment("08/12/2025")
        )
        assert rows.exists() == is_seen
