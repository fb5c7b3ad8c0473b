"""The search page: groups, the straight way to a number, and no hints."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.walk import HANDLER, received
from tests.web.reading import text_of


@pytest.fixture
def case(officer, hoa_cuc):
    return received(officer, facility_id=hoa_cuc.pk).case


@pytest.mark.django_db
class TestSearchPage:
    def test_groups_what_is_found(self, client_of, case):
        text = text_of(client_of(HANDLER).get("/search/?q=hoa+cuc"))

        for said in ("Vụ việc", case.number, "Cơ sở", "Hộ kinh doanh Nhà sách Hoa Cúc"):
            assert said in text

    def test_leads_straight_to_the_number_of_one_record(self, client_of, case, hoa_cuc):
        client = client_of(HANDLER)

        for typed in (case.number, case.number.lower().replace("-", "")):
            answer = client.get("/search/", {"q": typed})
            assert answer["Location"] == f"/cases/{case.number}/"
        answer = client.get("/search/", {"q": hoa_cuc.code})
        assert answer["Location"] == f"/facilities/{hoa_cuc.code}/"

    def test_says_that_nothing_was_found_as_of_what_is_hidden(self, client_of, case):
        stranger = client_of("xa.donghoa")
        absent = text_of(stranger.get("/search/?q=VV-2026-9999"))
        hidden = text_of(stranger.get(f"/search/?q={case.number}"))

        assert absent.replace("VV-2026-9999", case.number) == hidden

    @pytest.mark.parametrize("typed", ["%00", "%25", "%C3%28", "a" * 4000, "%27%22<b>"])
    def test_takes_whatever_is_typed(self, client_of, typed):
        answer = client_of(HANDLER).get(f"/search/?q={typed}")

        assert answer.status_code == 200
        assert "<b>" not in answer.content.decode().split("<main")[1]

    @pytest.mark.parametrize("username", [HANDLER, "xa.bmt.chutich", "ca.lanhdao"])
    @pytest.mark.parametrize("typed", ["hoa cuc", "VV-2026-99", "zzz"])
    def test_asks_a_bounded_number_of_questions(self, client_of, case, username, typed):
        client = client_of(username)
        client.get("/search/")

        with CaptureQueriesContext(connection) as queries:
            assert client.get("/search/", {"q": typed}).status_code == 200

        assert len(queries) <= 28


@pytest.mark.django_db
class TestListOfCases:
    """The list finds no more of a card than its number either (INV-14)."""

    def test_finds_words_for_who_reads_them_alone(self, client_of, case):
        asked = {"view": "all", "q": "thu cuc"}
        own = text_of(client_of(HANDLER).get("/cases/", asked))
        card = text_of(client_of("ubnd.lanhdao").get("/cases/", asked))
        by_number = {"view": "all", "q": case.number}

        assert case.number in own
        assert case.number not in card
        assert case.number in text_of(
            client_of("ubnd.lanhdao").get("/cases/", by_number)
        )
