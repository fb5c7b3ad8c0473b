"""The map: facilities at their coordinates, and the same as a table."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from facilities.models import Address, Facility
from inspections.models import InspectionPlan, PlanItem
from inspections.states import PlanState
from reports import field_map
from tests.inspections import walk as steps

REGISTRY, OFFICER, WARD = "so.sobo", "so.lanhdao", "xa.bmt.thuly"


def place(facility: Facility, latitude: float = 12.68, longitude: float = 108.05):
    rows = Address.objects.filter(facility=facility)
    rows.update(latitude=latitude, longitude=longitude)


def dots(page: str) -> int:
    return len(re.findall(r"<use class=\"p-", page))


def planned(walk, facility: Facility) -> None:
    """In a published plan of this year."""
    item = steps.published(walk, facility)
    InspectionPlan.objects.filter(pk=item.plan_id).update(year=timezone.now().year)


class TestMap:
    def test_shows_each_placed_facility_as_point_and_row(
        self, client_of, hoa_cuc, cao_nguyen_xanh
    ):
        place(hoa_cuc)
        page = client_of(OFFICER).get("/map/").content.decode()

        assert dots(page) == 1
        assert "12,6800°" in page
        table = page[page.index('id="mp2"') : page.index('id="mp3"')]
        assert hoa_cuc.name in table
        assert cao_nguyen_xanh.name not in table

    def test_counts_those_without_coordinates_by_commune(
        self, client_of, hoa_cuc, cao_nguyen_xanh
    ):
        place(hoa_cuc)
        page = client_of(OFFICER).get("/map/").content.decode()
        rows = re.findall(
            r"<th scope=\"row\">([^<]+)</th><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td>",
            page[page.index('id="mp3"') :],
        )

        assert set(rows) == {
            (hoa_cuc.ward.name, "1", "0"),
            (cao_nguyen_xanh.ward.name, "0", "1"),
        }

    def test_without_any_coordinates_says_so(self, client_of, hoa_cuc):
        page = client_of(OFFICER).get("/map/").content.decode()

        assert dots(page) == 0
        assert 'class="empty"' in page

    def test_keeps_what_lies_outside_off_the_picture(self, client_of, hoa_cuc):
        place(hoa_cuc, 21.03, 105.85)
        page = client_of(OFFICER).get("/map/").content.decode()

        assert dots(page) == 0
        assert 'class="sub soon"' in page

    @pytest.mark.parametrize(
        ("query", "is_left"),
        [
            ("kind=DISTRIBUTOR", True),
            ("kind=IMPORTER", False),
            ("ward=24133", True),
            ("ward=22258", False),
            ("band=low", False),
            ("band=high", True),
            ("year_of=planned", True),
            ("year_of=visited", False),
            ("year_of=neither", False),
            ("status=ENDED", False),
        ],
    )
    def test_is_filtered(self, client_of, walk, hoa_cuc, query, is_left):
        place(hoa_cuc)
        planned(walk, hoa_cuc)
        Facility.objects.filter(pk=hoa_cuc.pk).update(risk=70)
        page = client_of(OFFICER).get(f"/map/?{query}").content.decode()

        assert dots(page) == is_left

    def test_hints_at_no_plan_that_is_not_published(self, client_of, walk, hoa_cuc):
        place(hoa_cuc)
        planned(walk, hoa_cuc)
        PlanItem.objects.get()
        assert "p-planned b-" in client_of("tt.lanhdao").get("/map/").content.decode()
        plan = steps.draft(walk, steps.BMT, year=timezone.now().year)
        PlanItem.objects.update(plan=plan)
        assert plan.state == PlanState.DRAFT

        page = client_of("tt.lanhdao").get("/map/").content.decode()
        assert "p-planned b-" not in page
        assert "p-neither b-" in page

    def test_of_a_commune_is_its_own(self, client_of, hoa_cuc, cao_nguyen_xanh):
        for facility in (hoa_cuc, cao_nguyen_xanh):
            place(facility)
        page = client_of(WARD).get("/map/").content.decode()

        assert dots(page) == 1
        assert cao_nguyen_xanh.name not in page

    def test_says_when_there_are_more(self, client_of, enter, monkeypatch):
        monkeypatch.setattr(field_map, "MOST", 2)
        for n in range(3):
            place(enter(f"Nhà sách {n}"))
        page = client_of(OFFICER).get("/map/").content.decode()

        assert dots(page) == 2
        assert 'class="note s-warn' in page

    def test_asks_as_much_for_many(
        self, client_of, enter, django_assert_max_num_queries
    ):
        client = client_of(OFFICER)
        client.get("/map/")
        for n in range(6):
            place(enter(f"Nhà sách {n}"))
        with django_assert_max_num_queries(12):
            client.get("/map/")


class TestCoordinates:
    def test_are_typed_with_a_comma_and_warned_of_outside(self, client_of, hoa_cuc):
        client, address = client_of(REGISTRY), hoa_cuc.main_address
        path = f"/facilities/{hoa_cuc.code}/addresses/{address.pk}/"
        values = {
            "version": Facility.objects.get(pk=hoa_cuc.pk).version,
            "kind": address.kind,
            "text": address.text,
            "ward_code": address.ward_id,
            "latitude": "12,666667",
            "longitude": "10,8",
        }
        assert client.post(path, values).status_code == 302
        address.refresh_from_db()
        assert (address.latitude, address.longitude) == (12.666667, 10.8)
        contacts = client.get(f"/facilities/{hoa_cuc.code}/contacts/")
        assert 'class="soon"' in contacts.content.decode()
        assert 'value="12,666667"' in client.get(path).content.decode()

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"latitude": "12,5"}, "longitude"),
            ({"latitude": "91", "longitude": "108"}, "latitude"),
            ({"latitude": "nan", "longitude": "108"}, "latitude"),
            ({"latitude": "bắc", "longitude": "108"}, "latitude"),
        ],
    )
    def test_are_refused(self, client_of, hoa_cuc, given, field):
        address = hoa_cuc.main_address
        answer = client_of(REGISTRY).post(
            f"/facilities/{hoa_cuc.code}/addresses/{address.pk}/",
            {
                "version": Facility.objects.get(pk=hoa_cuc.pk).version,
                "kind": address.kind,
                "text": address.text,
                "ward_code": address.ward_id,
                **given,
            },
        )

        assert answer.status_code == 422
        assert f'href="#id_{field}"' in answer.content.decode()
