"""The list of cases: views, filters, search, pages."""

from __future__ import annotations

import re

import pytest

from cases.models import Case
from cases.states import CaseState
from tests.cases.walk import HANDLER, at_state, party, received
from tests.web.reading import text_of


def numbers(answer) -> list[str]:
    """In the order of the page."""
    return re.findall(r'class="ttl" href="/cases/([^/]+)/"', answer.content.decode())


@pytest.fixture
def cases(officer) -> dict[str, Case]:
    """One received, one on record, one closed."""
    return {
        state: at_state(officer, state, respondent=party(name)).case
        for state, name in (
            (CaseState.RECEIVED, "Nguyễn Thị Loan"),
            (CaseState.RECORDED, "Y Thuyên Niê"),
            (CaseState.CLOSED, "Đỗ Quỳnh"),
        )
    }


class TestList:
    def test_shows_what_waits_for_my_agency_first(self, client_of, cases):
        found = numbers(client_of(HANDLER).get("/cases/"))

        assert set(found) == {
            cases[CaseState.RECEIVED].number,
            cases[CaseState.RECORDED].number,
        }

    def test_shows_closed_ones_when_asked(self, client_of, cases):
        found = numbers(client_of(HANDLER).get("/cases/?view=all"))

        assert set(found) == {case.number for case in cases.values()}

    def test_keeps_to_a_state(self, client_of, cases):
        client = client_of(HANDLER)

        found = numbers(client.get("/cases/?view=all&state=RECORDED"))

        assert found == [cases[CaseState.RECORDED].number]

    @pytest.mark.parametrize("words", ["NHÀ SÁCH hoa cuc", "hoa đơn hoa cúc"])
    def test_is_searched_without_marks(self, client_of, cases, words):
        assert len(numbers(client_of(HANDLER).get("/cases/", {"q": words}))) >= 2

    def test_opens_a_case_by_its_number(self, client_of, cases):
        number = cases[CaseState.CLOSED].number

        found = numbers(client_of(HANDLER).get("/cases/", {"q": number}))

        assert found == [number]

    @pytest.mark.parametrize(
        "asked",
        ["?view=x", "?state=NONE", "?after=x", "?ward=1", "?size=1000", "?q=%00"],
    )
    def test_takes_any_nonsense_calmly(self, client_of, cases, asked):
        assert client_of(HANDLER).get(f"/cases/{asked}").status_code in {200, 422}

    def test_says_that_nothing_matches(self, client_of, cases):
        answer = client_of(HANDLER).get("/cases/?q=trăng+non")

        assert "Không có vụ việc nào khớp bộ lọc." in text_of(answer)

    def test_is_turned_page_by_page_without_losing_one(self, client_of, officer):
        for n in range(28):
            received(officer, respondent=party(f"Người thứ {n}"))
        client = client_of(HANDLER)
        first = client.get("/cases/?view=all")
        following = re.search(r'href="([^"]*after=[^"]*)"', first.content.decode())
        assert following is not None

        second = client.get("/cases/" + following[1].replace("&amp;", "&"))

        assert len(numbers(first)) == 25
        assert len({*numbers(first), *numbers(second)}) == 28
