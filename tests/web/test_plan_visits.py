"""The pages of planning: candidates chosen into a draft, what they ask and show."""

from __future__ import annotations

import pytest
from django.utils import timezone

from facilities.models import Facility, RiskScore
from inspections import services
from inspections.models import InspectionPlan, OverlapConflict, PlanItem
from inspections.states import ContentTag, PlanKind
from kernel.ids import uuid7

MANAGER = "so.lanhdao"


@pytest.fixture
def drafted(officer):
    def make(username: str = MANAGER) -> InspectionPlan:
        return services.draft_plan(
            year=timezone.now().year + 1,
            kind=PlanKind.CHECK,
            title="Kế hoạch kiểm tra",
            by=officer(username),
            at=timezone.now(),
        )

    return make


def address(plan: InspectionPlan, tail: str = "candidates/") -> str:
    return f"/inspections/plans/{plan.pk}/{tail}"


def choice(plan: InspectionPlan, *facilities: Facility, **given):
    return {
        "version": plan.version,
        "facilities": [facility.code for facility in facilities],
        "first_month": 1,
        "last_month": 3,
        "content": [ContentTag.LICENCES],
        "mode": "ON_SITE",
        **given,
    }


class TestCandidates:
    def test_stand_by_risk_with_its_lines_in_words(
        self, client_of, drafted, hoa_cuc, cao_nguyen_xanh
    ):
        told = {"case": str(uuid7()), "number": "VV-2026-0999", "on": "2026-01-05"}
        hidden = {"code": "OPEN_CASE", "weight": 15, "facts": told}
        machine = {"device": "PRINT_OFFSET", "count": 1}
        Facility.objects.filter(pk=cao_nguyen_xanh.pk).update(risk=35)
        RiskScore.objects.create(
            facility=cao_nguyen_xanh,
            computed_at=timezone.now(),
            score=35,
            lines=[{"code": "MACHINE", "weight": 20, "facts": machine}, hidden],
        )
        page = client_of(MANAGER).get(address(drafted())).content.decode()

        assert page.index(cao_nguyen_xanh.name) < page.index(hoa_cuc.name)
        assert "+20</b>" in page
        assert "+15</b>" not in page

    def test_put_the_chosen_ones_in(self, client_of, officer, drafted, hoa_cuc):
        plan = drafted()
        lead = officer("so.truongdoan")
        answer = client_of(MANAGER).post(
            address(plan),
            choice(plan, hoa_cuc, team_lead=lead.pk, planned_on=f"10/02/{plan.year}"),
        )

        assert answer.status_code == 302
        item = PlanItem.objects.get(plan=plan)
        assert (item.facility, item.team_lead) == (hoa_cuc, lead)
        assert item.planned_on.month == 2

    def test_say_what_stands_against_and_keep_the_choice(
        self, client_of, drafted, hoa_cuc, cao_nguyen_xanh
    ):
        other, plan = drafted("tt.lanhdao"), drafted()
        client_of("tt.lanhdao").post(address(other), choice(other, hoa_cuc))
        answer = client_of(MANAGER).post(
            address(plan), choice(plan, hoa_cuc, cao_nguyen_xanh)
        )
        page = answer.content.decode()

        assert answer.status_code == 409
        assert page.count(" checked>") >= 2
        assert 'class="hit"' in page
        assert "Thanh tra tỉnh" in page
        assert not plan.items.exists()

    @pytest.mark.parametrize(
        ("query", "is_left"),
        [
            ("?ward=24133", True),
            ("?ward=22258", False),
            ("?kind=IMPORTER", False),
            ("?risk_min=10", False),
            ("?not_checked_since=01/01/2020&is_free=on", True),
        ],
    )
    def test_are_filtered(self, client_of, drafted, hoa_cuc, query, is_left):
        page = client_of(MANAGER).get(address(drafted()) + query).content.decode()

        assert (hoa_cuc.name in page) == is_left

    @pytest.mark.parametrize(
        ("username", "status"),
        [(MANAGER, 200), ("so.kiemtra", 403), ("tt.lanhdao", 404)],
    )
    def test_are_for_who_draws_up_the_plan(self, client_of, drafted, username, status):
        assert client_of(username).get(address(drafted())).status_code == status

    def test_ask_as_much_for_many_rows(
        self, client_of, drafted, enter, django_assert_max_num_queries
    ):
        for number in range(12):
            enter(f"Nhà sách {number}")
        client, plan = client_of(MANAGER), drafted()
        client.get(address(plan))
        with django_assert_max_num_queries(15):
            assert client.get(address(plan)).status_code == 200


class TestOverlaps:
    @pytest.fixture
    def overlap(self, client_of, drafted, hoa_cuc):
        """The department wants a shop that the inspectorate has already."""
        other, plan = drafted("tt.lanhdao"), drafted()
        client_of("tt.lanhdao").post(address(other), choice(other, hoa_cuc))
        wanted = choice(plan, hoa_cuc, overlap_request="Cơ sở đổi chủ.")
        answer = client_of(MANAGER).post(address(plan), wanted)
        assert answer.status_code == 302
        return OverlapConflict.objects.get()

    def test_are_settled_by_the_other_head(self, client_of, overlap):
        path = f"/inspections/overlaps/{overlap.pk}/"
        sent = {
            "decision": "BOTH_STAND",
            "ground": "Biên bản thống nhất.",
            "occurred_on": timezone.localdate().strftime("%d/%m/%Y"),
        }
        assert path in client_of("tt.chanh").get("/inspections/overlaps/").text
        answer = client_of("tt.chanh").post(path, sent)

        assert answer.status_code == 302
        assert OverlapConflict.objects.get().decision == "BOTH_STAND"
        assert path not in client_of("tt.chanh").get("/inspections/overlaps/").text
        assert path in client_of("tt.chanh").get("/inspections/overlaps/?all=1").text
        page = client_of(MANAGER).get(address(overlap.item.plan, "")).text
        assert "Biên bản thống nhất." in page

    @pytest.mark.parametrize(
        ("username", "seen", "sent"),
        [
            ("tt.chanh", 200, 422),
            ("ubnd.chutich", 200, 422),
            (MANAGER, 200, 403),
            ("xa.bmt.chutich", 404, 404),
        ],
    )
    def test_are_for_the_two_sides(self, client_of, overlap, username, seen, sent):
        path = f"/inspections/overlaps/{overlap.pk}/"
        assert client_of(username).get(path).status_code == seen
        assert client_of(username).post(path, {}).status_code == sent

    def test_close_the_plan_and_say_so(self, client_of, overlap):
        plan = overlap.item.plan
        page = client_of(MANAGER).get(address(plan, "")).text

        assert f"/inspections/overlaps/{overlap.pk}/" in page
        answer = client_of(MANAGER).post(
            address(plan, "do/propose/"),
            {"version": plan.version, "occurred_on": "01/01/2020"},
        )
        assert answer.status_code == 409

    def test_are_raised_from_the_plan(self, client_of, drafted, hoa_cuc):
        """A clash that came after the item did."""
        plan = drafted()
        client_of(MANAGER).post(address(plan), choice(plan, hoa_cuc))
        other = drafted("tt.lanhdao")
        wanted = choice(other, hoa_cuc, overlap_request="Dấu hiệu vi phạm.")
        client_of("tt.lanhdao").post(address(other), wanted)
        item = plan.items.get()
        path = address(plan, f"items/{item.pk}/overlap/")
        assert path in client_of(MANAGER).get(address(plan, "")).text
        answer = client_of(MANAGER).post(path, {"version": 2, "request": "Cần làm."})

        assert answer.status_code == 302
        assert item.overlaps.count() == 1

    def test_of_a_list_ask_as_much_for_many(
        self, client_of, overlap, django_assert_max_num_queries
    ):
        client = client_of("tt.chanh")
        client.get("/inspections/overlaps/?all=1")
        with django_assert_max_num_queries(8):
            client.get("/inspections/overlaps/?all=1")


class TestCalendar:
    @pytest.fixture
    def planned(self, client_of, drafted, officer, hoa_cuc):
        """In the own draft, on 10/02 of next year, with its lead."""
        plan = drafted()
        lead = officer("so.truongdoan")
        sent = choice(plan, hoa_cuc, planned_on=f"10/02/{plan.year}", team_lead=lead.pk)
        assert client_of(MANAGER).post(address(plan), sent).status_code == 302
        return plan

    @pytest.mark.parametrize("view", ["", "team", "ward"])
    def test_shows_the_month_by_day_team_and_commune(
        self, client_of, planned, hoa_cuc, officer, view
    ):
        path = f"/calendar/?month={planned.year}-02&by={view}"
        page = client_of(MANAGER).get(path).text

        assert hoa_cuc.name in page
        assert f"10/02/{planned.year}" in page
        assert officer("so.truongdoan").full_name in page
        assert hoa_cuc.name not in client_of("tt.lanhdao").get(path).text

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("", 200),
            ("?month=2026-03", 200),
            ("?month=2026-13", 404),
            ("?month=x", 404),
            ("?ward=x", 200),
        ],
    )
    def test_reads_its_address(self, client_of, query, status):
        assert client_of(MANAGER).get(f"/calendar/{query}").status_code == status

    def test_asks_no_more_for_more(
        self, client_of, planned, django_assert_max_num_queries
    ):
        client = client_of(MANAGER)
        path = f"/calendar/?month={planned.year}-02"
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)
