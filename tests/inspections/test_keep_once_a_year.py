"""Once a year, and no content twice (NQ 198/2025/QH15 Điều 4).

registry.md 5: "Not more than 1 inspection per year …, except clear signs of violation";
"Not more than 1 check per year, joint checks included"; "inspected -> not checked the
same year, and the reverse".
"""

import pytest

from audit.models import Entry
from facilities.states import FacilityKind
from inspections import services
from inspections.models import Inspection, PlanItem
from inspections.services import OnceAYear, VisitInput
from inspections.states import (
    ContentTag,
    Ground,
    ItemState,
    Mode,
    PlanKind,
    VisitState,
)
from kernel.errors import NotPermitted
from tests.inspections import walk as steps
from tests.inspections.walk import SO, THANH_TRA
from tests.moments import day, moment

CHECK, INSPECTION = PlanKind.CHECK, PlanKind.INSPECTION
PAPERS = (ContentTag.LICENCES, ContentTag.INVOICES)
MACHINES = (ContentTag.EQUIPMENT,)

# First (Sở VHTTDL), then (Thanh tra tỉnh): what stands against the second.
TABLE = [
    (CHECK, PAPERS, CHECK, PAPERS, ["once_a_year"]),
    (CHECK, PAPERS, CHECK, MACHINES, ["once_a_year"]),
    (INSPECTION, PAPERS, INSPECTION, MACHINES, ["once_a_year"]),
    (CHECK, PAPERS, INSPECTION, PAPERS, ["same_content"]),
    (INSPECTION, PAPERS, CHECK, PAPERS, ["same_content"]),
    (CHECK, PAPERS, INSPECTION, (ContentTag.INVOICES,), ["same_content"]),
    (CHECK, PAPERS, INSPECTION, MACHINES, []),
    (INSPECTION, MACHINES, CHECK, PAPERS, []),
]


def open_ad_hoc(walk, facility, house=SO, **given):
    values = {
        "ground": Ground.REQUEST,
        "ground_text": "Đề nghị của cơ sở.",
        "content": PAPERS,
        "visit": VisitInput(
            scheduled_on=day("10/04/2026"), team=steps.team(walk, house)
        ),
    }
    return services.open_ad_hoc_visit(
        facility=facility,
        by=walk.by(house.lead),
        at=moment("09/04/2026"),
        **values | given,
    )


class TestTwoPlans:
    @pytest.mark.parametrize(
        ("kind", "content", "then", "then_content", "codes"), TABLE
    )
    def test_clash_as_the_table_says(
        self, walk, gio_doi, kind, content, then, then_content, codes
    ):
        first = steps.draft(walk, kind=kind)
        steps.add(walk, first, gio_doi, content=content)
        second = steps.draft(walk, THANH_TRA, kind=then)

        if not codes:
            steps.add(walk, second, gio_doi, THANH_TRA, content=then_content)
            return
        with pytest.raises(OnceAYear) as refused:
            steps.add(walk, second, gio_doi, THANH_TRA, content=then_content)

        assert [blocker.code for blocker in refused.value.blockers] == codes
        assert refused.value.reason_code == "once_a_year"
        assert not second.items.exists()

    def test_the_reason_names_plan_agency_and_facility(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk), gio_doi)
        with pytest.raises(OnceAYear) as refused:
            steps.add(walk, steps.draft(walk, THANH_TRA), gio_doi, THANH_TRA)

        text = str(refused.value.blockers[0].text)
        assert "Kế hoạch kiểm tra năm 2026" in text
        assert "Sở VHTTDL" in text or "Sở Văn hóa" in text
        assert "Gió Đồi" in text

    def test_other_years_do_not_clash(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk), gio_doi)
        steps.add(walk, steps.draft(walk, THANH_TRA, year=2027), gio_doi, THANH_TRA)

        assert PlanItem.objects.count() == 2

    def test_a_dropped_item_counts_no_more(self, walk, gio_doi):
        plan = steps.draft(walk)
        item = steps.add(walk, plan, gio_doi)
        walk.plan(
            services.drop_item, plan, walk.by("so.lanhdao"), steps.DRAFTED, item=item
        )
        steps.add(walk, steps.draft(walk, THANH_TRA), gio_doi, THANH_TRA)

        assert PlanItem.objects.counted().count() == 1

    def test_branches_of_a_tax_code_stand_for_themselves_or_the_business(
        self, walk, enter
    ):
        """Counted per enterprise: the registry's business key decides, not the row."""
        head = enter("Công ty Sóng Biển", "9900000055", "22015")
        branch = enter("Chi nhánh Sóng Biển", "9900000055-001", "22015")
        if head.business_key != branch.business_key:
            pytest.skip("the registry counts branches apart")
        steps.add(walk, steps.draft(walk), head)
        with pytest.raises(OnceAYear):
            steps.add(walk, steps.draft(walk, THANH_TRA), branch, THANH_TRA)


class TestExceptions:
    def test_is_kept_with_the_managers_reason(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk), gio_doi)
        item = steps.add(
            walk,
            steps.draft(walk, THANH_TRA),
            gio_doi,
            THANH_TRA,
            exception_reason="Có dấu hiệu vi phạm rõ ràng.",
        )

        item = PlanItem.objects.get(pk=item.pk)
        assert item.is_exception
        assert item.exception_by == walk.by("tt.lanhdao")
        assert item.exception_at == steps.DRAFTED
        assert len(item.clashes_with) == 1
        entry = Entry.objects.filter(action="plan.add_item").latest("seq")
        assert entry.reason == "Có dấu hiệu vi phạm rõ ràng."
        assert entry.changes["exception_reason"][1] == "Có dấu hiệu vi phạm rõ ràng."

    def test_a_clash_that_came_later_closes_the_proposal_until_it_is_kept(
        self, walk, hoa_cuc, gio_doi
    ):
        """An ad hoc visit came between drafting and proposing."""
        plan = steps.draft(walk)
        item = steps.add(walk, plan, gio_doi)
        open_ad_hoc(
            walk,
            gio_doi,
            THANH_TRA,
            ground=Ground.TIP_OFF,
            ground_text="Tin báo của bạn đọc.",
        )
        manager = walk.by("so.lanhdao")
        with pytest.raises(services.StepNotOpen) as refused:
            walk.plan(services.propose_plan, plan, manager, moment("11/04/2026"))
        assert [b.code for b in refused.value.blockers] == ["once_a_year"]

        walk.plan(
            services.keep_as_exception,
            plan,
            manager,
            moment("11/04/2026"),
            item=item,
            reason="Nội dung khác, đã thống nhất.",
        )
        walk.plan(services.propose_plan, plan, manager, moment("11/04/2026"))

        assert steps.reread_plan(plan).proposed_by == manager

    def test_an_inspector_cannot_make_one(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk), gio_doi)
        with pytest.raises(NotPermitted):
            open_ad_hoc(
                walk,
                gio_doi,
                visit=VisitInput(
                    scheduled_on=day("10/04/2026"), exception_reason="Cần thiết."
                ),
            )

    def test_a_manager_opens_the_visit_with_a_reason(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk), gio_doi)
        visit = services.open_ad_hoc_visit(
            facility=gio_doi,
            ground=Ground.REQUEST,
            ground_text="Đề nghị của cơ sở.",
            content=PAPERS,
            visit=VisitInput(
                scheduled_on=day("10/04/2026"), exception_reason="Cơ sở tự đề nghị."
            ),
            by=walk.by("so.lanhdao"),
            at=moment("09/04/2026"),
        )

        assert visit.exception_by == walk.by("so.lanhdao")
        assert len(visit.clashes_with) == 1


class TestAdHocVisits:
    def test_are_stopped_without_clear_signs(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk), gio_doi)
        with pytest.raises(OnceAYear):
            open_ad_hoc(walk, gio_doi)

        assert not Inspection.objects.exists()

    @pytest.mark.parametrize(
        "ground", [Ground.TIP_OFF, Ground.SIGN_OF_VIOLATION, Ground.SUPERIOR_ORDER]
    )
    def test_pass_on_clear_signs_and_note_the_clash(self, walk, gio_doi, ground):
        steps.add(walk, steps.draft(walk), gio_doi)
        visit = open_ad_hoc(walk, gio_doi, ground=ground, ground_text="Tin báo.")

        visit = steps.reread(visit)
        assert not visit.is_exception
        assert len(visit.clashes_with) == 1
        entry = Entry.objects.filter(action="visit.open").latest("seq")
        assert entry.changes["clashes_with"][1] == visit.clashes_with

    def test_count_against_a_later_plan(self, walk, gio_doi):
        open_ad_hoc(walk, gio_doi)
        with pytest.raises(OnceAYear):
            steps.add(walk, steps.draft(walk), gio_doi)

    def test_count_no_more_once_cancelled(self, walk, gio_doi):
        visit = open_ad_hoc(walk, gio_doi)
        walk.visit(
            services.cancel_visit,
            visit,
            "so.lanhdao",
            moment("09/04/2026"),
            reason="Cơ sở tạm nghỉ.",
        )
        steps.add(walk, steps.draft(walk), gio_doi)

        assert steps.reread(visit).state == VisitState.CANCELLED

    def test_a_look_at_a_shop_online_counts_once_its_decision_is_served(
        self, walk, enter
    ):
        """registry.md 5: "Online inspection of a link is not counted as a check of
        the enterprise until a decision is served"."""
        shop = enter(
            "Gian hàng Sách Rẻ", "9900000055", kinds=(FacilityKind.ONLINE_SHOP,)
        )
        look = open_ad_hoc(walk, shop, mode=Mode.REMOTE)
        plan = steps.draft(walk, THANH_TRA)
        item = steps.add(walk, plan, shop, THANH_TRA)
        assert item.clashes_with == []

        with pytest.raises(OnceAYear):
            walk.visit(
                services.decide_inspection, look, "so.giamdoc", moment("10/04/2026")
            )
        walk.plan(
            services.drop_item, plan, walk.by("tt.lanhdao"), steps.DRAFTED, item=item
        )
        walk.visit(
            services.decide_inspection,
            look,
            "so.giamdoc",
            moment("10/04/2026"),
            served_on=day("10/04/2026"),
        )
        with pytest.raises(OnceAYear):
            steps.add(walk, plan, shop, THANH_TRA)


class TestOpeningFromAPlan:
    def test_does_not_clash_with_its_own_item(self, walk, hoa_cuc):
        visit = steps.planned_visit(walk, hoa_cuc)

        assert visit.clashes_with == []

    def test_is_held_to_what_came_between(self, walk, hoa_cuc):
        item = steps.published(walk, hoa_cuc)
        services.open_ad_hoc_visit(
            facility=hoa_cuc,
            ground=Ground.SIGN_OF_VIOLATION,
            ground_text="Dấu hiệu vi phạm rõ ràng.",
            content=PAPERS,
            visit=VisitInput(scheduled_on=day("10/02/2026")),
            by=walk.by("xa.bmt.kiemtra"),
            at=moment("10/02/2026"),
        )
        with pytest.raises(OnceAYear):
            services.open_visit_from_item(
                item=item,
                visit=VisitInput(scheduled_on=day("03/03/2026")),
                by=walk.by("so.truongdoan"),
                at=steps.OPENED,
            )
        assert PlanItem.objects.get(pk=item.pk).state == ItemState.PLANNED
