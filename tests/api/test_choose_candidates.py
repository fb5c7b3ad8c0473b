"""Candidates over HTTP: the list, its filters and rights, many put in at once."""

from __future__ import annotations

import pytest

from tests.api.stage import ROOT
from tests.api.test_walk_to_a_closed_case import (
    INSPECTOR,
    MANAGER,
    REVIEWER,
    SIGNER,
    Walk,
)
from tests.inspections.conftest import enter as enter


@pytest.fixture
def walk(client_of):
    return Walk(client_of)


@pytest.fixture
def plan(walk):
    body = {"year": 2027, "kind": "CHECK", "title": "Kế hoạch"}
    made = walk.write(MANAGER, "inspection-plans/", body, 201)
    return f"inspection-plans/{made['id']}/"


TERMS = {"first_month": 2, "last_month": 4, "content": ["LICENCES"]}


class TestCandidates:
    def test_are_listed_with_what_stands_beside(self, walk, plan):
        facility = walk.facility()
        (row,) = walk.read(MANAGER, f"{plan}candidates/")["results"]

        assert row["facility"]["id"] == facility["id"]
        assert row["risk"] is None
        assert row["last_check"] is None
        assert row["is_free"] is True
        assert row["taken"] == []

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("?kind=DISTRIBUTOR", 1),
            ("?kind=PUBLISHER", 0),
            ("?risk_min=1", 0),
            ("?not_checked_since=2020-01-01&is_free=true&ordering=name", 1),
        ],
    )
    def test_are_filtered(self, walk, plan, query, count):
        walk.facility()
        assert len(walk.read(MANAGER, f"{plan}candidates/{query}")["results"]) == count

    @pytest.mark.parametrize(
        ("username", "query", "status"),
        [
            (MANAGER, "?is_free=yes", 400),
            (MANAGER, "?risk_min=101", 400),
            (MANAGER, "?what=1", 400),
            (INSPECTOR, "", 403),
            ("xa.donghoa", "", 404),
        ],
    )
    def test_refuse(self, client_of, plan, username, query, status):
        answer = client_of(username).get(f"{ROOT}{plan}candidates/{query}")
        assert answer.status_code == status

    def test_cost_the_same_for_many(
        self, walk, plan, enter, django_assert_max_num_queries
    ):
        for number in range(8):
            enter(f"Nhà sách {number}")
        with django_assert_max_num_queries(9):
            assert len(walk.read(MANAGER, f"{plan}candidates/")["results"]) == 8


class TestAddItems:
    def test_puts_many_in(self, walk, plan):
        facility = walk.facility()
        walk.step(
            MANAGER,
            plan,
            "add_items",
            facilities=[facility["id"]],
            planned_on="2027-03-10",
            team_lead="xa.bmt.kiemtra",
            **TERMS,
        )
        (item,) = walk.read(MANAGER, f"{plan}items/")["results"]
        assert item["planned_on"] == "2027-03-10"
        assert item["team_lead"]["username"] == "xa.bmt.kiemtra"

    def test_refuses_what_is_not_there(self, client_of, walk, plan):
        version = walk.read(MANAGER, plan)["version"]
        body = {
            "version": version,
            "facilities": ["0190a0b0-0000-7000-8000-000000000000"],
            **TERMS,
        }
        answer = client_of(MANAGER).post(f"{ROOT}{plan}steps/add_items/", body)
        assert answer.status_code == 422
        assert "facilities" in answer.json()["errors"]


class TestOverlaps:
    def test_are_raised_and_settled(self, client_of, walk, plan):
        facility = walk.facility()
        wanted = {"facilities": [facility["id"]], **TERMS}
        walk.step(MANAGER, plan, "add_items", **wanted)
        body = {"year": 2027, "kind": "CHECK", "title": "Kế hoạch"}
        other = walk.write("so.lanhdao", "inspection-plans/", body, 201)
        walk.step(
            "so.lanhdao",
            f"inspection-plans/{other['id']}/",
            "add_items",
            overlap_request="Cơ sở đổi chủ.",
            **wanted,
        )
        (row,) = walk.read("ubnd.chutich", "overlaps/?state=OPEN")["results"]
        assert row["agency"]["code"] == "SO_VHTTDL"
        decision = {"decision": "GIVES_WAY", "ground": "Đã có phường kiểm tra."}
        address = f"overlaps/{row['id']}/steps/settle/"

        client = client_of("so.lanhdao")
        assert client.post(ROOT + address, decision).status_code == 403
        settled = walk.write("ubnd.chutich", address, decision)
        assert settled["state"] == "SETTLED"
        assert walk.read("xa.donghoa", "overlaps/")["results"] == []


class TestProgress:
    def test_is_told_by_agency_and_kind(self, client_of, walk, settings):
        settings.API_TOKENS_MAY_SIGN = True
        walk.published_item(walk.facility())
        (row,) = walk.read("xa.donghoa", "inspection-plans/progress/")["results"]

        assert row["agency"] == "UBND_XA_24133"
        assert (row["total"], row["done"], row["dropped"]) == (1, 0, 0)
        assert walk.read(MANAGER, "inspection-plans/progress/?year=2030") == {
            "results": []
        }
        walk.read(MANAGER, "inspection-plans/progress/?what=1", 400)

    def test_a_published_plan_keeps_day_and_lead_to_its_agency(
        self, walk, plan, settings
    ):
        settings.API_TOKENS_MAY_SIGN = True
        facility = walk.facility()
        walk.step(
            MANAGER,
            plan,
            "add_items",
            facilities=[facility["id"]],
            planned_on="2027-03-10",
            team_lead=INSPECTOR,
            **TERMS,
        )
        walk.step(MANAGER, plan, "propose")
        walk.step(REVIEWER, plan, "review")
        walk.step(SIGNER, plan, "approve")
        walk.step(MANAGER, plan, "publish")
        for username, told in ((MANAGER, "2027-03-10"), ("tt.lanhdao", None)):
            (item,) = walk.read(username, f"{plan}items/")["results"]
            assert item["planned_on"] == told
            assert (item["team_lead"] is None) == (told is None)
