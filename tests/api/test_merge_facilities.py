"""Doubles, merges, splits and owners over HTTP, by the two officers that it takes."""

import pytest

from facilities import services
from facilities.models import Facility, NotADouble, Split
from facilities.services import UrlInput
from facilities.states import FacilityKind
from tests.facilities.conftest import colleague as colleague
from tests.facilities.conftest import enter as enter
from tests.facilities.conftest import keeper as keeper
from tests.moments import moment

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/facilities/"
MERGES = f"{ROOT}merges/"
AT = moment("03/03/2026")


@pytest.fixture
def pair(enter):
    return enter("Nhà sách Hoa Cúc"), enter("hieu sach hoa cuc")


@pytest.fixture
def registrar(client_of):
    return client_of("so.sobo")


@pytest.fixture
def second(client_of, colleague):
    return client_of("so.sobo.2")


def proposed(client, pair, **more):
    kept, absorbed = pair
    body = {
        "kept": str(kept.pk),
        "absorbed": str(absorbed.pk),
        "kept_version": kept.version,
        "absorbed_version": absorbed.version,
        "reason": "Một cửa hàng, hai lần ghi",
    }
    return client.post(MERGES, body | more)


def step(client, merge, name, **body):
    return client.post(f"{MERGES}{merge['id']}/steps/{name}/", body)


class TestDoublesOverHttp:
    def test_are_listed_with_reasons_until_they_are_none(self, registrar, pair):
        services.find_doubles(by=None, at=AT)
        (double,) = registrar.get(f"{ROOT}doubles/").json()["results"]
        assert {double["one"]["id"], double["other"]["id"]} == {
            str(facility.pk) for facility in pair
        }
        assert double["reasons"][0]["text"]

        body = {
            "one": double["one"]["id"],
            "other": double["other"]["id"],
            "reason": "Hai chủ khác nhau",
        }
        answer = registrar.post(f"{ROOT}not-doubles/", body)
        assert answer.status_code == 201, answer.content
        assert NotADouble.objects.count() == 1
        assert registrar.get(f"{ROOT}doubles/").json()["results"] == []

    def test_ask_as_often_for_many_as_for_one(
        self, registrar, enter, django_assert_max_num_queries
    ):
        for name in ("Nhà sách Hoa Cúc", "Nha sach Hoa Cuc", "hieu sach hoa cuc"):
            enter(name)
        services.find_doubles(by=None, at=AT)
        registrar.get(f"{ROOT}doubles/")
        with django_assert_max_num_queries(4):
            assert len(registrar.get(f"{ROOT}doubles/").json()["results"]) == 3

    @pytest.mark.parametrize("tail", ["doubles/", "merges/"])
    def test_are_for_who_may_merge(self, client_of, pair, tail):
        assert client_of("so.kiemtra").get(f"{ROOT}{tail}").status_code == 403


class TestMergeOverHttp:
    def test_takes_two_officers_and_is_undone_by_one(self, registrar, second, pair):
        answer = proposed(registrar, pair, taken=["trade_name"])
        assert answer.status_code == 201, answer.content
        merge = answer.json()
        assert registrar.get(answer["location"]).json() == merge
        assert step(registrar, merge, "agree").status_code == 403

        done = step(second, merge, "agree").json()
        assert (done["state"], done["settled_by"]["username"]) == ("DONE", "so.sobo.2")
        assert Facility.objects.standing().get() == pair[0]

        undone = step(registrar, merge, "undo", reason="Nhầm")
        assert undone.json()["state"] == "UNDONE", undone.content
        assert Facility.objects.standing().count() == 2

    def test_is_declined_with_a_reason_or_withdrawn(self, registrar, second, pair):
        one = proposed(registrar, pair).json()
        assert step(second, one, "withdraw").status_code == 403
        assert step(second, one, "decline", reason="").status_code == 422
        declined = step(second, one, "decline", reason="Hai cơ sở").json()
        assert (declined["state"], declined["settled_reason"]) == (
            "DECLINED",
            "Hai cơ sở",
        )
        other = proposed(registrar, pair).json()
        assert step(registrar, other, "withdraw").json()["state"] == "WITHDRAWN"
        late = step(second, other, "agree")
        assert (late.status_code, late.json()["code"]) == (409, "merge_settled")

    def test_is_made_once_for_one_key(self, registrar, pair):
        headers = {"Idempotency-Key": "gop-1"}
        kept, absorbed = pair
        body = {
            "kept": str(kept.pk),
            "absorbed": str(absorbed.pk),
            "kept_version": kept.version,
            "absorbed_version": absorbed.version,
            "reason": "Trùng",
        }
        one = registrar.post(MERGES, body, headers=headers)
        assert registrar.post(MERGES, body, headers=headers).json() == one.json()
        assert len(registrar.get(MERGES).json()["results"]) == 1

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({"kept_version": 9}, 409),
            ({"reason": ""}, 422),
            ({"taken": ["colour"]}, 400),
            ({"kept": "0198c0de-0000-7000-8000-00000000000a"}, 422),
            ({"colour": "red"}, 400),
        ],
    )
    def test_refuses(self, registrar, pair, change, status):
        answer = proposed(registrar, pair, **change)

        assert answer.status_code == status, answer.content

    def test_is_invisible_to_who_may_not_merge(self, registrar, client_of, pair):
        merge = proposed(registrar, pair).json()
        stranger = client_of("so.kiemtra")

        assert stranger.get(f"{MERGES}{merge['id']}/").status_code == 404
        assert step(stranger, merge, "agree").status_code == 404
        assert proposed(stranger, pair).status_code == 403


class TestSplitOverHttp:
    def test_answers_with_the_new_record(self, registrar, enter, keeper):
        source = enter("Nhà sách Hoa Cúc")
        place = source.addresses.get()
        services.add_address(
            facility=source,
            data=services.AddressInput(kind="SHOP", text="5 Lê Lợi", ward_code="24133"),
            by=keeper,
            at=AT,
        )
        source.refresh_from_db()
        body = {
            "version": source.version,
            "name": "Nhà sách Hoa Cúc 2",
            "kinds": ["DISTRIBUTOR"],
            "subject_kind": "HOUSEHOLD",
            "moved": {"addresses": [str(place.pk)]},
            "has_same_owner": False,
            "reason": "Hai hộ ở hai nơi",
        }
        answer = registrar.post(f"{ROOT}{source.pk}/steps/split/", body)

        assert answer.status_code == 201, answer.content
        made = answer.json()
        assert [a["id"] for a in made["addresses"]] == [str(place.pk)]
        assert answer["location"].endswith(f"/facilities/{made['id']}/")
        assert Split.objects.get().source == source
        assert (
            registrar.post(f"{ROOT}{source.pk}/steps/split/", body).status_code == 409
        )

    def test_is_for_the_registry_officer(self, client_of, enter):
        source = enter("Nhà sách Hoa Cúc")
        answer = client_of("so.kiemtra").post(f"{ROOT}{source.pk}/steps/split/", {})

        assert answer.status_code == 403


class TestAssignAnOwnerOverHttp:
    @pytest.fixture
    def stall(self, enter):
        return enter(
            "Sách giá rẻ 24h",
            kinds=(FacilityKind.ONLINE_SHOP,),
            unknown_owner=True,
            addresses=[],
            urls=[UrlInput(url="https://shopee.vn/sach24h")],
        )

    def test_names_a_new_owner(self, registrar, stall):
        body = {
            "version": stall.version,
            "owner": {"name": "Mạc Thị Thu", "subject_kind": "INDIVIDUAL"},
            "reason": "Xác minh qua sàn",
        }
        answer = registrar.post(f"{ROOT}{stall.pk}/steps/assign_owner/", body)

        assert answer.status_code == 200, answer.content
        assert answer.json()["unknown_owner"] is False
        assert answer.json()["party"]
        again = registrar.post(f"{ROOT}{stall.pk}/steps/assign_owner/", body)
        assert again.status_code == 409

    def test_needs_one(self, registrar, stall):
        body = {"version": stall.version, "reason": "Xác minh"}
        answer = registrar.post(f"{ROOT}{stall.pk}/steps/assign_owner/", body)

        assert answer.status_code == 422
        assert "party" in answer.json()["errors"]
