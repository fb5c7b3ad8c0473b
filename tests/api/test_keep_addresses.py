"""One place of a facility over HTTP: read, corrected, and who may."""

import pytest

from api.idempotency import HEADER
from audit.models import Entry
from facilities.models import Address
from tests.api.test_keep_facilities import LIST, SHOP, STRANGE_ID

pytestmark = pytest.mark.django_db
WAREHOUSE = {
    "kind": "WAREHOUSE",
    "text": "Kho 2, đường Nguyễn Chí Thanh",
    "ward_code": "24133",
    "latitude": 12.68,
    "longitude": 108.04,
}


@pytest.fixture
def registrar(client_of):
    return client_of("so.sobo")


@pytest.fixture
def shop(registrar):
    shop = registrar.post(LIST, SHOP).json()
    place = f"{LIST}{shop['id']}/"
    answer = registrar.post(f"{place}steps/add_address/", WAREHOUSE)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def place(shop):
    (row,) = (row for row in shop["addresses"] if row["kind"] == "WAREHOUSE")
    return f"{LIST}{shop['id']}/addresses/{row['id']}/"


class TestPlaceOverHttp:
    def test_is_read_with_the_version_of_its_facility(self, registrar, shop, place):
        answer = registrar.get(place)

        assert answer.status_code == 200
        assert answer.json() in shop["addresses"]
        assert answer["etag"] == f'"{shop["version"]}"'

    def test_changes_what_is_sent_and_leaves_the_rest(self, registrar, shop, place):
        answer = registrar.patch(place, {"text": "Kho 3", "version": shop["version"]})

        assert answer.status_code == 200, answer.content
        told = answer.json()
        assert (told["text"], told["kind"]) == ("Kho 3", "WAREHOUSE")
        assert (told["latitude"], told["ward"]["code"]) == (12.68, "24133")
        assert answer["etag"] == f'"{shop["version"] + 1}"'
        assert registrar.get(place).json() == told

    def test_moves_the_facility_to_the_corrected_ward(self, registrar, shop):
        main = next(row for row in shop["addresses"] if row["kind"] == "SHOP")
        answer = registrar.patch(
            f"{LIST}{shop['id']}/addresses/{main['id']}/",
            {"ward_code": "24373", "version": shop["version"]},
        )

        assert answer.status_code == 200, answer.content
        facility = registrar.get(f"{LIST}{shop['id']}/").json()
        assert facility["ward"]["code"] == "24373"

    def test_is_traced_under_its_facility(self, registrar, shop, place):
        registrar.patch(place, {"text": "Kho 3", "version": shop["version"]})

        entry = Entry.objects.latest("seq")
        assert (entry.object_id, entry.action) == (shop["id"], "facility.edit_address")

    def test_has_one_effect_when_it_is_sent_twice(self, registrar, shop, place):
        body = {"text": "Kho 3", "version": shop["version"]}
        one, two = (
            registrar.patch(place, body, headers={HEADER: "kho-3"}) for _try in "12"
        )

        assert one.status_code == two.status_code == 200
        assert one.json() == two.json()
        entries = Entry.objects.filter(action="facility.edit_address")
        assert entries.count() == 1

    def test_asks_for_the_version_that_was_seen(self, registrar, shop, place):
        tag = {"If-Match": f'"{shop["version"]}"'}
        assert registrar.patch(place, {"text": "Một"}).status_code == 400
        assert registrar.patch(place, {"text": "Một"}, headers=tag).status_code == 200
        stale = registrar.patch(place, {"text": "Hai"}, headers=tag)
        assert (stale.status_code, stale.json()["code"]) == (409, "moved_on")
        assert Address.objects.get(kind="WAREHOUSE").text == "Một"

    def test_that_has_ended_stays_as_it_is(self, registrar, shop, place):
        row = place.split("/")[-2]
        ended = registrar.post(
            f"{LIST}{shop['id']}/steps/end_address/",
            {"address": row, "ended_on": "2026-03-02", "version": shop["version"]},
        ).json()
        answer = registrar.patch(place, {"text": "Khác", "version": ended["version"]})

        assert (answer.status_code, answer.json()["code"]) == (409, "row_ended")
        assert registrar.get(place).json()["ended_on"] == "2026-03-02"

    @pytest.mark.parametrize(
        ("change", "status", "field"),
        [
            ({"ward_code": "1"}, 422, "ward_code"),
            ({"text": "", "ward_code": ""}, 422, "ward_code"),
            ({"text": "x" * 301}, 422, "text"),
            ({"kind": "GARAGE"}, 400, "kind"),
            ({"latitude": None}, 422, "latitude"),
            ({"floor": 2}, 400, "floor"),
            ({"ended_on": "2026-03-02"}, 400, "ended_on"),
        ],
    )
    def test_refuses_each_fault_at_its_place(
        self, registrar, shop, place, change, status, field
    ):
        answer = registrar.patch(place, change | {"version": shop["version"]})

        assert answer.status_code == status, answer.content
        assert field in answer.json()["errors"]

    def test_is_the_registry_officers_and_hidden_from_strangers(
        self, client_of, shop, place
    ):
        body = {"text": "Khác", "version": shop["version"]}
        inspector = client_of("so.kiemtra")
        assert inspector.get(place).status_code == 200
        assert inspector.patch(place, body).status_code == 403
        for username in ("quantri", "xa.eakar"):
            assert client_of(username).get(place).status_code == 404
            assert client_of(username).patch(place, body).status_code == 404

    def test_of_another_facility_is_not_found(self, registrar, shop, place):
        other = registrar.post(
            LIST, SHOP | {"name": "Nhà sách Khác", "tax_code": ""}
        ).json()
        row = place.split("/")[-2]
        for address in (
            f"{LIST}{other['id']}/addresses/{row}/",
            f"{LIST}{shop['id']}/addresses/{STRANGE_ID}/",
        ):
            assert registrar.get(address).status_code == 404
            body = {"text": "Khác", "version": shop["version"]}
            assert registrar.patch(address, body).status_code == 404

    def test_takes_few_queries(
        self, registrar, shop, place, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(6):
            registrar.get(place)
