"""The score over HTTP: in lists, as a filter, as an order, and line by line."""

import pytest

from agencies.kinds import SubjectKind
from cases.models import Case
from cases.services.risk import compute_risk
from cases.states import CaseState
from facilities.states import FacilityKind
from tests.cases.walk import at_state
from tests.inspections.conftest import enter as enter
from tests.moments import moment

pytestmark = pytest.mark.django_db
LIST = "/api/v1/facilities/"
OWN, STRANGER = "xa.bmt.thuly", "so.thuly"


@pytest.fixture
def shops(enter, officer):
    """10, 25 and 35 points; an open case at the first; the fourth not computed."""
    household = SubjectKind.HOUSEHOLD
    rows = [
        enter("Nhà sách An", subject_kind=household),
        enter("Nhà sách Bình"),
        enter("Sách Mạng", kinds=(FacilityKind.ONLINE_PLATFORM,)),
    ]
    at_state(officer, CaseState.OPENED, facility_id=rows[0].pk)
    compute_risk(at=moment("02/06/2026"))
    return [*rows, enter("Nhà sách Dung", subject_kind=household)]


def scores(client, query=""):
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200, answer.content
    return [row["risk_score"] for row in answer.json()["results"]]


class TestScoresInLists:
    def test_are_ordered_and_narrowed(self, shops, client_of):
        client = client_of(STRANGER)

        assert scores(client, "?ordering=-risk") == [35, 25, 10, None]
        assert scores(client, "?ordering=risk") == [10, 25, 35, None]
        assert scores(client, "?risk_min=25&ordering=-risk") == [35, 25]

    @pytest.mark.parametrize("order", ["risk", "-risk"])
    def test_are_turned_page_by_page_both_ways(self, shops, client_of, order):
        client = client_of(STRANGER)
        seen, address = [], f"{LIST}?page_size=1&ordering={order}"
        while address:
            last, page = address, client.get(address).json()
            seen += [row["risk_score"] for row in page["results"]]
            address = page["next"]
        back = client.get(client.get(last).json()["previous"]).json()

        assert seen == scores(client, f"?ordering={order}")
        assert [row["risk_score"] for row in back["results"]] == seen[2:3]

    @pytest.mark.parametrize("least", ["-1", "101", "x", "1.5"])
    def test_refuse_what_is_no_score(self, client_of, least):
        assert client_of(STRANGER).get(f"{LIST}?risk_min={least}").status_code == 400


class TestOneScore:
    def test_is_explained_to_who_may_see(self, shops, client_of):
        number = Case.objects.get().number
        own, other = (
            client_of(name).get(f"{LIST}{shops[0].pk}/risk/").json()["scores"]
            for name in (OWN, STRANGER)
        )

        assert (own[0]["score"], own[0]["risk_score"]) == (25, 10)
        assert [line["code"] for line in own[0]["lines"]] == ["OPEN_CASE", "NO_CHECK"]
        assert number in own[0]["lines"][0]["text"]
        assert [line["code"] for line in other[0]["lines"]] == ["NO_CHECK"]
        assert set(own[0]["lines"][0]) == {"code", "weight", "text"}
        assert (other[0]["score"], number in str(other)) == (10, False)

    def test_is_empty_before_it_is_computed(self, shops, client_of):
        answer = client_of(OWN).get(f"{LIST}{shops[3].pk}/risk/")

        assert answer.json() == {"scores": []}

    def test_is_not_found_where_the_facility_is_not(self, shops, client_of):
        assert client_of("xa.eakar").get(f"{LIST}{shops[0].pk}/risk/").status_code == (
            404
        )
