"""The score on the pages: column, filter, order, lines, history."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext

from agencies.kinds import SubjectKind
from cases.models import Case
from cases.services.risk import compute_risk
from cases.states import CaseState
from facilities.models import Facility
from facilities.states import FacilityKind
from tests.cases.walk import at_state
from tests.moments import moment

pytestmark = pytest.mark.django_db
NOW = moment("02/06/2026")
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
    compute_risk(at=NOW)
    rows.append(enter("Nhà sách Dung", subject_kind=household))
    assert [Facility.objects.get(pk=row.pk).risk for row in rows] == [10, 25, 35, None]
    return rows


def of_100(score):
    return gettext("%(score)s of 100") % {"score": score}


def names(client, query=""):
    page = client.get(f"/facilities/{query}").content.decode()
    return re.findall(r'class="ttl"[^>]*>([^<]+)<', page)


class TestTheList:
    def test_is_ordered_by_risk_when_asked(self, shops, client_of):
        client = client_of("so.sobo")

        by_name = [row.name for row in (*shops[:2], shops[3], shops[2])]
        assert names(client) == by_name
        assert names(client, "?order=risk") == [
            row.name for row in (shops[2], shops[1], shops[0], shops[3])
        ]

    def test_is_narrowed_by_the_least_risk(self, shops, client_of):
        client = client_of("so.sobo")

        assert names(client, "?risk_min=25") == ["Nhà sách Bình", "Sách Mạng"]
        assert len(names(client, "?risk_min=0")) == 3
        assert names(client, "?risk_min=36") == []

    def test_shows_a_stranger_no_more_than_the_register_says(self, shops, client_of):
        own, stranger = (
            client_of(name).get("/facilities/").content.decode()
            for name in (OWN, STRANGER)
        )

        more = gettext("%(score)s for you") % {"score": 25}
        assert more in own
        assert more not in stranger

    def test_finds_the_same_whoever_asks(self, shops, client_of):
        """A filter by a figure that cases raise would tell of them."""
        for name in (OWN, STRANGER):
            assert names(client_of(name), "?risk_min=25&order=risk") == [
                "Sách Mạng",
                "Nhà sách Bình",
            ]

    @pytest.mark.parametrize("query", ["", "?order=risk", "?risk_min=5"])
    def test_takes_at_most_twelve_queries(self, shops, client_of, query):
        client = client_of(OWN)
        client.get("/facilities/")

        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/facilities/{query}").status_code == 200

        assert len(queries) <= 12, [q["sql"][:90] for q in queries]


class TestThePage:
    def test_explains_the_score_line_by_line(self, shops, client_of):
        number = Case.objects.get().number
        page = client_of(OWN).get(f"/facilities/{shops[0].code}/risk/")
        text = page.content.decode()

        assert number in text
        for said in (of_100(25), "+15", "+10", gettext("No check is known.")):
            assert said in text

    def test_hints_at_nothing_that_its_reader_may_not_see(self, shops, client_of):
        number = Case.objects.get().number
        for tail in ("", "risk/"):
            page = client_of(STRANGER).get(f"/facilities/{shops[0].code}/{tail}")
            text = page.content.decode()

            assert of_100(10) in text
            assert number not in text
            assert "+15" not in text

    def test_says_that_nothing_was_computed(self, shops, client_of):
        page = client_of(OWN).get(f"/facilities/{shops[3].code}/risk/")

        said = gettext("The risk of this facility has not been computed yet.")
        assert said in page.content.decode()
