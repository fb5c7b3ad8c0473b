"""Who sees which plan and visit, and what their lists cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.access import can
from inspections import services
from inspections.models import Finding, Inspection, InspectionPlan
from tests.inspections import walk as steps
from tests.inspections.walk import BMT
from tests.moments import day, moment

AT = moment("02/03/2026")


def sees(walk, model, username):
    return set(model.objects.visible_to(walk.by(username), AT))


class TestSeeVisits:
    @pytest.mark.parametrize(
        ("username", "is_seen"),
        [
            ("so.kiemtra", True),
            ("so.vanthu", True),
            ("so.thuly", True),
            ("quantri", False),
            ("tt.thanhtra", False),
            ("tt.lanhdao", False),
            ("ca.lanhdao", False),
            ("ubnd.lanhdao", True),
            ("ubnd.chutich", False),
            ("ubnd.kiemsoat", True),
            # The facility's commune: its commune officer, not every account of it.
            ("xa.bmt.thuly", True),
            ("xa.bmt.vanthu", False),
            ("xa.donghoa", False),
            ("qltt.kiemtra", False),
        ],
    )
    def test_follows_the_table(self, walk, visit, username, is_seen):
        user = walk.by(username)

        assert sees(walk, Inspection, username) == ({visit} if is_seen else set())
        assert can(user, "visit.view", visit, AT) == is_seen

    def test_a_member_of_the_team_sees_it_from_another_agency(self, walk, visit):
        walk.visit(
            services.assign_team,
            visit,
            "so.truongdoan",
            steps.OPENED,
            team=services.TeamInput(
                lead=walk.by("so.truongdoan"), members=(walk.by("tt.thanhtra"),)
            ),
        )
        assert sees(walk, Inspection, "tt.thanhtra") == {visit}
        assert sees(walk, Inspection, "tt.lanhdao") == set()

    def test_findings_follow_their_visit(self, walk, visit):
        steps.begin(walk, visit)
        finding = services.record_finding(
            visit=visit,
            description="Sách không có hóa đơn.",
            detected_on=day("03/03/2026"),
            by=walk.by("so.kiemtra"),
            at=steps.STARTED,
        )
        assert sees(walk, Finding, "so.thuly") == {finding}
        assert sees(walk, Finding, "tt.thanhtra") == set()

    def test_a_right_that_ended_is_gone(self, walk, visit):
        """INV-17; grants end after twelve months at most."""
        user = walk.by("so.kiemtra")
        assert not Inspection.objects.visible_to(user, moment("02/03/2036")).exists()


class TestSeePlans:
    def test_a_draft_is_its_agencys_own(self, walk, hoa_cuc):
        plan = steps.draft(walk)
        for username in ("so.kiemtra", "ubnd.lanhdao", "ubnd.kiemsoat"):
            assert sees(walk, InspectionPlan, username) == {plan}
        for username in ("tt.lanhdao", "xa.bmt.kiemtra", "quantri"):
            assert sees(walk, InspectionPlan, username) == set()

    def test_a_published_one_is_everybodys(self, walk, hoa_cuc):
        """NQ 198/2025/QH15 Điều 4: plans are published."""
        plan = steps.published(walk, hoa_cuc).plan
        for username in ("tt.lanhdao", "xa.donghoa", "quantri"):
            assert sees(walk, InspectionPlan, username) == {plan}

    def test_the_agency_that_makes_a_visit_sees_the_draft(self, walk, hoa_cuc):
        plan = steps.draft(walk)
        steps.add(walk, plan, hoa_cuc, lead_agency=walk.by(BMT.manager).agency)

        assert sees(walk, InspectionPlan, BMT.manager) == {plan}


class TestLists:
    def test_visits_cost_one_query_whatever_their_number(
        self, walk, hoa_cuc, gio_doi, cao_nguyen_xanh, django_assert_num_queries
    ):
        """The officer's standing is loaded before; the list is one query more."""
        for facility in (hoa_cuc, gio_doi, cao_nguyen_xanh):
            steps.planned_visit(walk, facility)
        user = walk.by("so.kiemtra")
        with django_assert_num_queries(1):
            rows = [
                (
                    visit.number,
                    visit.agency.short_name,
                    visit.facility.name,
                    visit.ward.name,
                    visit.plan_item.plan.title,
                    visit.get_state_display(),
                )
                for visit in Inspection.objects.visible_to(user, AT).for_list()
            ]
        assert len(rows) == 3

    def test_plans_cost_one_query(self, walk, hoa_cuc, django_assert_num_queries):
        steps.published(walk, hoa_cuc)
        steps.draft(walk)
        user = walk.by("so.kiemtra")
        with django_assert_num_queries(1):
            plans = list(InspectionPlan.objects.visible_to(user, AT).for_list())
            found = [(plan.agency.short_name, plan.items_total) for plan in plans]
        assert sorted(total for _, total in found) == [0, 1]

    def test_a_visits_page_costs_the_same_with_many_findings(self, walk, visit):
        steps.begin(walk, visit)
        counts = []
        for _ in range(2):
            for _ in range(3):
                services.record_finding(
                    visit=visit,
                    description="Sách không có hóa đơn.",
                    detected_on=day("03/03/2026"),
                    titles=[services.TitleInput(title="A", found_quantity=1)],
                    by=walk.by("so.kiemtra"),
                    at=steps.STARTED,
                )
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page = Inspection.objects.for_page().get(pk=visit.pk)
                assert page.lead.officer.full_name
                assert sum(f.copies for f in page.findings.all()) == page.findings_count
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 8

    def test_the_clashes_of_a_plan_cost_four_queries(
        self, walk, hoa_cuc, gio_doi, cao_nguyen_xanh, django_assert_num_queries
    ):
        plan = steps.draft(walk)
        for facility in (hoa_cuc, gio_doi, cao_nguyen_xanh):
            steps.add(walk, plan, facility)
        plan = steps.reread_plan(plan)
        with django_assert_num_queries(4):
            assert plan.unsettled_clashes() == []
