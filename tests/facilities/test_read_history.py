from facilities import services
from facilities.services import UrlInput
from facilities.states import FacilityStatus
from tests.facilities.conftest import AT
from tests.moments import day


class TestHistory:
    def test_tells_the_facility_and_its_rows_newest_first(self, shop, enter, keeper):
        enter("Khác")
        services.add_url(
            facility=shop, data=UrlInput(url="https://sach.vn/"), by=keeper, at=AT
        )
        services.change_status(
            facility=shop,
            version=2,
            status=FacilityStatus.ACTIVE,
            since=day("01/03/2026"),
            by=keeper,
            at=AT,
        )

        entries = services.history(shop)
        assert [entry.action for entry in entries] == [
            "facility.change_status",
            "facility.add_url",
            "facility.create",
        ]
        assert entries[0].actor_label == keeper.full_name

    def test_asks_once_for_entries_and_actors(self, shop, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert [entry.actor.full_name for entry in services.history(shop)]
