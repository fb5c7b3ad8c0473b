"""The register over HTTP: enter, correct, find, follow; who may and who may not."""

import pytest

from facilities.models import Facility

LIST = "/api/v1/facilities/"
SHOP = {
    "kinds": ["DISTRIBUTOR"],
    "name": "Nhà sách Gió Lành",
    "subject_kind": "HOUSEHOLD",
    "tax_code": "9900000016",
    "status": "ACTIVE",
    "addresses": [{"kind": "SHOP", "text": "12 Lê Lợi", "ward_code": "24133"}],
    "people": [
        {
            "role": "OWNER",
            "name": "Mạc Thị Thu",
            "phone": "0905123456",
            "gender": "FEMALE",
        }
    ],
}
STRANGE_ID = "0198c0de-0000-7000-8000-00000000000a"


@pytest.fixture
def registrar(client_of):
    return client_of("so.sobo")


@pytest.fixture
def shop(registrar):
    answer = registrar.post(LIST, SHOP)
    assert answer.status_code == 201, answer.content
    return answer.json()


def address(shop, tail=""):
    return f"{LIST}{shop['id']}/{tail}"


class TestEnterAFacility:
    def test_answers_with_its_code_and_place(self, registrar, shop):
        assert shop["code"].startswith("DL-DIST-")
        assert shop["addresses"][0]["ward"] == {
            "code": "24133",
            "name": "Phường Buôn Ma Thuột",
        }
        assert shop["version"] == 1

    def test_shows_numbers_of_persons_by_their_end(self, shop):
        assert shop["people"][0]["numbers"] == [
            {"kind": "PHONE", "masked": "•••• 3456"}
        ]
        assert "0905123456" not in str(shop)

    def test_says_where_it_is(self, registrar):
        answer = registrar.post(LIST, SHOP)

        assert registrar.get(answer["location"]).json() == answer.json()

    @pytest.mark.parametrize(
        ("change", "status", "field"),
        [
            ({"tax_code": "9900000010"}, 422, "tax_code"),
            ({"kinds": []}, 422, "kinds"),
            ({"kinds": ["BAKERY"]}, 400, "kinds.0"),
            ({"name": ""}, 422, "name"),
            ({"colour": "red"}, 400, "colour"),
            ({"addresses": [{"kind": "SHOP", "ward_code": "1"}]}, 422, None),
            ({"addresses": [{"kind": "SHOP", "x": 1}]}, 400, "addresses.0.x"),
            ({"status_since": "2199-01-01"}, 422, "status_since"),
        ],
    )
    def test_refuses_each_fault_at_its_place(self, registrar, change, status, field):
        answer = registrar.post(LIST, SHOP | change)

        assert answer.status_code == status, answer.content
        assert field is None or field in answer.json()["errors"]
        assert not Facility.objects.exists()

    def test_names_an_unknown_ward(self, registrar):
        lost = {"kind": "SHOP", "ward_code": "99999"}
        answer = registrar.post(LIST, SHOP | {"addresses": [lost]})

        assert answer.status_code == 422
        assert "addresses.0.ward_code" in answer.json()["errors"]

    @pytest.mark.parametrize("username", ["so.kiemtra", "xa.bmt.thuly", "quantri"])
    def test_is_for_the_registry_officer(self, client_of, username):
        answer = client_of(username).post(LIST, {"nonsense": 1})

        assert answer.status_code == 403
        assert answer.json()["code"] == "not_permitted"


class TestCorrectAFacility:
    def test_changes_what_is_sent_and_leaves_the_rest(self, registrar, shop):
        answer = registrar.patch(
            address(shop), {"trade_name": "Gió Lành", "version": 1}
        )

        assert answer.status_code == 200, answer.content
        assert answer.json()["trade_name"] == "Gió Lành"
        assert answer.json()["tax_code"] == shop["tax_code"]
        assert answer.json()["version"] == 2
        assert answer["etag"] == '"2"'

    def test_takes_the_version_as_if_match(self, registrar, shop):
        tag = registrar.get(address(shop))["etag"]
        body = {"trade_name": "Gió Lành"}

        answer = registrar.patch(address(shop), body, headers={"If-Match": tag})
        assert answer.status_code == 200
        again = registrar.patch(address(shop), body, headers={"If-Match": tag})
        assert again.status_code == 409

    def test_tells_the_version_that_stands_when_it_moved_on(self, registrar, shop):
        registrar.patch(address(shop), {"trade_name": "Một", "version": 1})
        answer = registrar.patch(address(shop), {"trade_name": "Hai", "version": 1})

        assert answer.status_code == 409
        assert answer.json()["code"] == "moved_on"
        assert answer.json()["current"]["version"] == 2
        assert answer.json()["current"]["trade_name"] == "Một"

    @pytest.mark.parametrize(
        ("body", "tag"),
        [
            ({}, None),
            ({"version": "1"}, None),
            ({"version": 0}, None),
            ({"version": 1}, '"2"'),
            ({}, "*"),
            ({}, "abc"),
        ],
    )
    def test_asks_for_the_version_that_was_seen(self, registrar, shop, body, tag):
        headers = {"If-Match": tag} if tag else {}
        answer = registrar.patch(
            address(shop), body | {"trade_name": "x"}, headers=headers
        )

        assert answer.status_code in {400, 422}
        assert "version" in answer.json()["errors"]

    def test_is_refused_before_the_body_is_read(self, client, shop):
        assert client.patch(address(shop), {"x": 1}).status_code == 403


class TestFollowAFacility:
    @pytest.mark.parametrize(
        ("name", "body"),
        [
            ("change_name", {"name": "Nhà sách Gió Mới", "from_on": "2026-01-05"}),
            ("change_status", {"status": "PAUSED", "since": "2026-01-05"}),
        ],
    )
    def test_takes_a_step_with_its_version(self, registrar, shop, name, body):
        answer = registrar.post(
            address(shop, f"steps/{name}/"), body | {"version": shop["version"]}
        )

        assert answer.status_code == 200, answer.content
        assert answer.json()["version"] == 2

    def test_adds_and_ends_parts(self, registrar, shop):
        added = registrar.post(
            address(shop, "steps/add_licence/"),
            {
                "type": "DISTRIBUTION",
                "number": "12/XN",
                "issuer": "Sở VHTTDL",
                "issued_on": "2025-05-05",
            },
        ).json()
        licence = added["licences"][0]
        ended = registrar.post(
            address(shop, "steps/end_licence/"),
            {
                "licence": licence["id"],
                "ended_on": "2026-01-05",
                "version": added["version"],
            },
        )

        assert ended.status_code == 200, ended.content
        assert ended.json()["licences"][0]["ended_on"] == "2026-01-05"

    def test_refuses_a_part_of_another_facility(self, registrar, shop):
        answer = registrar.post(
            address(shop, "steps/end_licence/"),
            {"licence": STRANGE_ID, "ended_on": "2026-01-05", "version": 1},
        )

        assert answer.status_code == 422
        assert "licence" in answer.json()["errors"]

    def test_reads_its_history_newest_first(self, registrar, shop):
        registrar.patch(address(shop), {"trade_name": "Gió", "version": 1})
        rows = registrar.get(address(shop, "history/")).json()["results"]

        assert [row["action"] for row in rows] == ["facility.edit", "facility.create"]
        assert rows[0]["changes"]["trade_name"] == ["", "Gió"]


class TestFindFacilities:
    @pytest.mark.parametrize(
        ("question", "count"),
        [
            ("q=gio lanh", 1),
            ("q=9900000016", 1),
            ("q=khong co gi", 0),
            ("kind=DISTRIBUTOR", 1),
            ("kind=PUBLISHER", 0),
            ("ward=24133", 1),
            ("ward=24163", 0),
            ("status=ACTIVE&kind=DISTRIBUTOR", 1),
        ],
    )
    def test_filters(self, client, shop, question, count):
        answer = client.get(f"{LIST}?{question}")

        assert answer.status_code == 200, answer.content
        assert len(answer.json()["results"]) == count

    @pytest.mark.parametrize("question", ["ward=1", "kind=x", "status=", "risk=1"])
    def test_refuses_filters_it_does_not_know(self, client, question):
        assert client.get(f"{LIST}?{question}").status_code == 400

    def test_asks_few_questions_however_many_rows(
        self, client, registrar, django_assert_max_num_queries
    ):
        for index in range(30):
            body = SHOP | {"name": f"Nhà sách {index}", "tax_code": ""}
            assert registrar.post(LIST, body).status_code == 201
        client.get(LIST)

        with django_assert_max_num_queries(5):
            answer = client.get(f"{LIST}?page_size=50")
        assert len(answer.json()["results"]) == 30


class TestWhoSeesAFacility:
    @pytest.mark.parametrize(
        ("username", "status"),
        [
            ("so.kiemtra", 200),
            ("ca.pa03", 200),
            ("xa.bmt.thuly", 200),
            ("xa.donghoa", 404),
            ("quantri", 404),
            ("ubnd.kiemsoat", 404),
        ],
    )
    def test_by_role_and_ward(self, client_of, shop, username, status):
        assert client_of(username).get(address(shop)).status_code == status

    def test_tells_the_invisible_like_the_absent(self, client_of, shop):
        client = client_of("xa.donghoa")
        for tail in ("", "history/", "steps/change_name/"):
            ask = client.post if tail.startswith("steps") else client.get
            hidden = ask(address(shop, tail))
            absent = ask(f"{LIST}{STRANGE_ID}/{tail}")

            assert hidden.status_code == absent.status_code == 404
            assert hidden.content == absent.content
