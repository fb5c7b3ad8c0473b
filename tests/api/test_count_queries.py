"""No list asks the database more with more rows: each has its budget."""

from __future__ import annotations

import pytest

from tests.api.stage import ROOT, address
from tests.api.test_walk_to_a_closed_case import INSPECTOR, MANAGER, Walk
from tests.cases.walk import HANDLER, at_state

# Two are the token's, three find the case and the rights to it, one is the trail's.
OF_CASES = {
    "events/": 7,
    "payments/": 7,
    "evidence/": 7,
    "documents/": 7,
    "incoming-papers/": 7,
}
OF_VISITS = {"findings/": 7, "checklist/": 7, "evidence/": 7, "documents/": 7}


class TestQueriesOfLists:
    @pytest.mark.parametrize("tail", OF_CASES)
    def test_of_a_case(self, client_of, officer, tail, django_assert_max_num_queries):
        case = at_state(officer, "EXECUTED").case
        client = client_of(HANDLER)
        client.get(f"{ROOT}wards/")  # the token's use is noted

        with django_assert_max_num_queries(OF_CASES[tail]):
            assert client.get(address(case, tail)).status_code == 200

    def test_of_plans_and_visits(
        self, client_of, settings, django_assert_max_num_queries
    ):
        settings.API_TOKENS_MAY_SIGN = True
        walk = Walk(client_of)
        item = walk.published_item(walk.facility())
        visit = walk.visit_under_way(item)
        walk.finding_with_photo(visit)
        walk.finding_with_photo(visit)
        plans = walk.read(MANAGER, "inspection-plans/")["results"]
        lists = {
            "inspection-plans/": 4,
            f"inspection-plans/{plans[0]['id']}/items/": 5,
            "inspections/": 4,
            visit: 14,
            **{f"{visit}{tail}": most for tail, most in OF_VISITS.items()},
        }
        for place, most in lists.items():
            with django_assert_max_num_queries(most):
                walk.read(INSPECTOR, place)
