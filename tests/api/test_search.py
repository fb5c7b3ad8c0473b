"""Search over everything, over HTTP: groups, shape, refusals, budget."""

import pytest

from tests.api.stage import ROOT
from tests.cases.walk import HANDLER, received

GROUPS = {"cases", "facilities", "people", "documents", "inspections"}


@pytest.fixture
def case(officer):
    return received(officer).case


class TestSearch:
    def test_tells_the_groups_that_the_interface_promises(self, client_of, case):
        body = client_of(HANDLER).get(f"{ROOT}search/?q=mac+thi+thu+cuc").json()

        assert set(body) >= GROUPS
        assert body["cases"] == [
            {
                "id": str(case.pk),
                "number": case.number,
                "title": case.title,
                "details": ["Phường Buôn Ma Thuột"],
                "of": None,
            }
        ]
        assert body["people"][0]["title"] == "Mạc Thị Thu Cúc"
        assert body["people"][0]["of"] == {
            "kind": "cases",
            "id": str(case.pk),
            "number": case.number,
        }
        assert body["more"] == []
        assert body["near"] is False

    def test_tells_of_a_card_the_number_alone(self, client_of, case):
        client = client_of("ubnd.lanhdao")

        by_number = client.get(f"{ROOT}search/?q={case.number}").json()
        assert [(hit["number"], hit["title"]) for hit in by_number["cases"]] == [
            (case.number, "")
        ]
        by_name = client.get(f"{ROOT}search/?q=mac+thi+thu+cuc").json()
        assert not any(by_name[group] for group in GROUPS)

    def test_tells_a_stranger_nothing(self, client_of, case):
        body = client_of("xa.donghoa").get(f"{ROOT}search/?q={case.number}").json()

        assert not any(body[group] for group in GROUPS)

    def test_tells_as_many_as_are_asked_for(self, client_of, officer):
        for _number in range(3):
            received(officer)

        body = client_of(HANDLER).get(f"{ROOT}search/?q=hoa+don&limit=2").json()

        assert len(body["cases"]) == 2
        assert body["more"] == ["cases"]

    @pytest.mark.parametrize(
        "query", ["", "?q=", "?q=a&limit=0", "?q=a&limit=51", "?q=a&b=1", "?q=a&q=b"]
    )
    def test_refuses_what_it_cannot_read(self, client_of, query):
        assert client_of(HANDLER).get(f"{ROOT}search/{query}").status_code == 400

    def test_asks_who_it_is_first(self, stranger, db):
        assert stranger.get(f"{ROOT}search/?q=a").status_code == 401

    def test_asks_a_bounded_number_of_questions(
        self, client_of, case, django_assert_max_num_queries
    ):
        client = client_of(HANDLER)
        client.get(f"{ROOT}wards/")

        with django_assert_max_num_queries(26):
            assert client.get(f"{ROOT}search/?q=hoa+cuc").status_code == 200


class TestListOfCases:
    def test_finds_words_for_who_reads_them_alone(self, client_of, case):
        def listed(username: str, typed: str):
            answer = client_of(username).get(f"{ROOT}cases/", {"q": typed})
            return [row["number"] for row in answer.json()["results"]]

        assert listed(HANDLER, "mac thi") == [case.number]
        assert listed("ubnd.lanhdao", "mac thi") == []
        assert listed("ubnd.lanhdao", case.number) == [case.number]
