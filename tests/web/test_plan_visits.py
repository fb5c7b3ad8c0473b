"""The pages of planning: candidates chosen into a draft, what they ask and show."""

from __future__ import annotations

import pytest
from django.utils import timezone

from facilities.models import Facility, RiskScore
from inspections import services
from inspections.models import InspectionPlan, PlanItem
from inspections.states import ContentTag, PlanKind

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
        hidden = {"code": "OPEN_CASE", "weight": 15, "facts": {"case": "x"}}
        Facility.objects.filter(pk=cao_nguyen_xanh.pk).update(risk=35)
        RiskScore.objects.create(
            facility=cao_nguyen_xanh,
            computed_at=timezone.now(),
            score=35,
            lines=[{"code": "MACHINE", "weight": 20, "facts": {}}, hidden],
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
        with django_assert_max_num_queries(13):
            assert client.get(address(plan)).status_code == 200
