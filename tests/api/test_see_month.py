"""The calendar of visits through the interface."""

from __future__ import annotations

import pytest

from tests.api.stage import ROOT
from tests.inspections.conftest import enter as enter
from tests.inspections.conftest import hoa_cuc as hoa_cuc
from tests.inspections.conftest import second_manager as second_manager
from tests.inspections.conftest import visit as visit
from tests.inspections.conftest import walk as walk

CALENDAR = f"{ROOT}inspections/calendar/"
OWN, OTHER = "so.kiemtra", "tt.thanhtra"


class TestCalendar:
    def test_tells_the_visits_of_a_month(self, client_of, visit):
        month = client_of(OWN).get(f"{CALENDAR}?month=2026-03").data

        (entry,) = month["results"]
        assert (month["first"], month["last"]) == ("2026-03-01", "2026-03-31")
        assert (entry["day"], entry["number"]) == ("2026-03-03", visit.number)
        assert entry["lead"]["username"] == "so.truongdoan"

    def test_tells_others_the_months_only(self, client_of, visit):
        """The plan is published; the visit and its day are the agency's own."""
        (entry,) = client_of(OTHER).get(f"{CALENDAR}?month=2026-03").data["results"]

        assert (entry["day"], entry["number"], entry["lead"]) == (None, "", None)
        assert entry["facility"]["name"] == visit.facility.name

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("month=2026-04", 0),
            ("month=2026-03&agency=SO_VHTTDL", 1),
            ("month=2026-03&agency=THANH_TRA_TINH", 0),
            ("month=2026-03&ward=24133", 1),
            ("month=2026-03&lead=so.truongdoan", 1),
            ("month=2026-03&lead=so.kiemtra", 0),
        ],
    )
    def test_is_filtered(self, client_of, visit, query, count):
        found = client_of(OWN).get(f"{CALENDAR}?{query}").data["results"]

        assert len(found) == count

    @pytest.mark.parametrize(
        "query", ["month=2026-13", "month=03-2026", "month=", "day=1", "lead=ai.do"]
    )
    def test_refuses_what_it_cannot_read(self, client_of, query):
        assert client_of(OWN).get(f"{CALENDAR}?{query}").status_code == 400

    def test_asks_as_much_for_many(
        self, client_of, visit, django_assert_max_num_queries
    ):
        client = client_of(OWN)
        client.get(CALENDAR)
        with django_assert_max_num_queries(6):
            client.get(f"{CALENDAR}?month=2026-03")
