"""The law over HTTP: behaviours of a day, time limits, the calculator, the calendar."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kernel.clock import local_day


def codes(client, question):
    answer = client.get(f"/api/v1/violations/?page_size=200&{question}")
    assert answer.status_code == 200, answer.content
    return [row["code"] for row in answer.json()["results"]]


class TestReadViolations:
    """A decree of 15/02/2026 replaced the copyright behaviours (sample S6)."""

    def test_offers_what_was_in_force_on_the_day_of_the_act(self, client):
        before = codes(client, "act_on=2026-02-10")
        after = codes(client, "act_on=2026-02-20")

        assert "CPR-131-18" in before
        assert "CPR-341-COPY" not in before
        assert "CPR-341-COPY" in after
        assert "CPR-131-18" not in after

    def test_finds_words_without_diacritics(self, client):
        assert "DST-29-2A" in codes(client, "act_on=2026-03-03&q=hoa don")

    def test_filters_by_group(self, client):
        found = codes(client, "act_on=2026-03-03&group=copyright")

        assert found
        assert all(code.startswith("CPR") for code in found)

    def test_shows_a_frame_that_is_not_loaded_as_null(self, client):
        rows = client.get("/api/v1/violations/?q=PRT-NODEC").json()["results"]

        assert rows[0]["fine_max_organisation_vnd"] is None

    def test_tells_money_as_whole_numbers(self, client):
        rows = client.get("/api/v1/violations/?q=DST-29-2A").json()["results"]

        assert rows[0]["fine_min_individual_vnd"] == 2_500_000
        assert rows[0]["fine_max_individual_vnd"] == 5_000_000


class TestCountALimit:
    def test_counts_over_tet_as_the_command_does(self, client):
        """deadlines.md section 4, example 8: 12/02/2026 + 7 working days."""
        answer = client.get("/api/v1/deadline-rules/D-DEC-7WD/due/?start=2026-02-12")

        assert answer.status_code == 200
        assert answer.json()["due"] == "2026-03-02"
        assert answer.json()["strict_due"] == "2026-03-02"
        assert answer.json()["counted"][0] == "2026-02-13"
        out = StringIO()
        call_command("due", "D-DEC-7WD", "2026-02-12", "--json", stdout=out)
        assert json.loads(out.getvalue()) == answer.json()

    def test_tells_both_ends_of_a_calendar_limit(self, client):
        """deadlines.md section 4, example 4: 31/01/2026 + 1 month."""
        body = client.get(
            "/api/v1/deadline-rules/D-DEC-1M/due/?start=2026-01-31"
        ).json()

        assert body["strict_due"] == "2026-02-28"
        assert body["due"] == "2026-03-02"
        assert "counted" not in body

    def test_marks_a_limit_that_crosses_days_still_undecided(self, client):
        body = client.get(
            "/api/v1/deadline-rules/D-DEC-7WD/due/?start=2027-02-01"
        ).json()

        assert body["provisional"] is True

    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("D-NO-SUCH/due/?start=2026-02-12", 404),
            ("D-DEC-7WD/due/", 400),
            ("D-DEC-7WD/due/?start=12/02/2026", 400),
            ("D-DEC-7WD/due/?start=2026-02-12&end=1", 400),
            ("D-LATE/due/?start=2026-02-12", 422),
            ("D-DEC-7WD/due/?start=1901-01-01", 422),
        ],
    )
    def test_refuses_what_cannot_be_counted(self, client, address, status):
        answer = client.get(f"/api/v1/deadline-rules/{address}")

        assert answer.status_code == status, answer.content

    def test_lists_the_rules_with_their_source(self, client):
        rows = client.get("/api/v1/deadline-rules/?page_size=200").json()["results"]
        rule = next(row for row in rows if row["id"] == "D-DEC-7WD")

        assert rule["unit"] == "working_day"
        assert "Điều 66" in rule["basis"]
        assert rule["confidence"] == "confirmed"


class TestReadTheCalendar:
    def test_shows_swapped_days_of_the_year(self, client):
        rows = client.get("/api/v1/calendar/?year=2026&page_size=200").json()["results"]
        kinds = {row["date"]: row["kind"] for row in rows}

        assert kinds["2026-08-22"] == "SWAP_WORKING"
        assert kinds["2026-01-02"] == "SWAP_OFF"
        assert "2025-01-01" not in kinds

    def test_refuses_a_year_out_of_range(self, client):
        assert client.get("/api/v1/calendar/?year=1492").status_code == 400


class TestEditADay:
    """S12: a day off that comes in moves the limits that cross it."""

    @pytest.fixture
    def friday(self) -> date:
        """A Friday that is still to come, far from holidays."""
        day = local_day(timezone.now()).replace(month=8, day=10) + timedelta(days=365)
        return day + timedelta(days=(4 - day.weekday()) % 7)

    def body(self, **change):
        return {
            "kind": "HOLIDAY",
            "name": "Ngày nghỉ thử",
            "decision_no": "12/QĐ-TTg",
            "confirmed": True,
            "reason": "Quyết định của Thủ tướng",
        } | change

    def test_moves_the_calculator_once_a_second_person_agrees(
        self, client_of, client, friday, settings
    ):
        """A104: second person approves."""
        settings.API_TOKENS_MAY_SIGN = True
        start = friday - timedelta(days=2)
        due = f"/api/v1/deadline-rules/D-DEC-7WD/due/?start={start}"
        before = client.get(due).json()["due"]
        address = f"/api/v1/calendar/{friday}/"

        answer = client_of("quantri").patch(address, self.body())

        assert answer.status_code == 202, answer.content
        assert answer.json()["changes"][0]["payload"]["kind"] == "HOLIDAY"
        assert client.get(due).json()["due"] == before
        steps = f"{answer['location']}steps/approve/"
        assert client_of("quantri").post(steps, {}).status_code == 403
        assert client_of("so.phapche").post(steps, {}).status_code == 200
        assert client.get(due).json()["due"] > before

    @pytest.mark.parametrize("username", ["so.kiemtra", "so.phapche", "so.lanhdao"])
    def test_is_for_the_administrator(self, client_of, friday, username):
        address = f"/api/v1/calendar/{friday}/"

        assert client_of(username).patch(address, {}).status_code == 403

    @pytest.mark.parametrize(
        ("day", "change", "status"),
        [
            ("2026-02-30", {}, 404),
            ("today", {}, 404),
            ("2026-01-05", {}, 422),
            (None, {"kind": "FEAST"}, 400),
            (None, {"kind": "SWAP_WORKING"}, 422),
            (None, {"decision_no": ""}, 422),
            (None, {"colour": "red"}, 400),
        ],
    )
    def test_refuses(self, client_of, friday, day, change, status):
        address = f"/api/v1/calendar/{day or friday}/"
        answer = client_of("quantri").patch(address, self.body(**change))

        assert answer.status_code == status, answer.content


class TestQueries:
    @pytest.mark.parametrize(
        ("address", "most"),
        [
            ("violations/?page_size=200", 3),
            ("deadline-rules/?page_size=200", 3),
            ("deadline-rules/D-DEC-7WD/due/?start=2026-02-12", 5),
            ("calendar/?year=2026", 5),
        ],
    )
    def test_are_few(self, client, address, most, django_assert_max_num_queries):
        client.get("/api/v1/wards/")  # the token's use is noted

        with django_assert_max_num_queries(most):
            assert client.get(f"/api/v1/{address}").status_code == 200
