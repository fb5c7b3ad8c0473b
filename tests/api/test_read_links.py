"""Links over HTTP: both sides, to who may see both."""

import pytest

from facilities import services
from facilities.services import PrintJobInput
from facilities.states import FacilityKind
from tests.cases.walk import received
from tests.inspections.conftest import enter as enter
from tests.inspections.conftest import hoa_cuc as hoa_cuc
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
LIST = "/api/v1/facilities/"


@pytest.fixture
def printer(enter, officer):
    printer = enter("Công ty In Sao Mai", kinds=(FacilityKind.PRINTER_DECLARED,))
    services.add_print_job(
        facility=printer,
        data=PrintJobInput(
            title="Truyện cổ tích chọn lọc cho bé",
            product="OTHER",
            printed_on=day("02/02/2026"),
            printed_copies=500,
        ),
        by=officer("so.sobo"),
        at=moment("01/03/2026"),
    )
    return printer


class TestLinksOfAFacility:
    def test_are_told_to_who_may_see_both_sides(
        self, officer, hoa_cuc, printer, client_of
    ):
        case = received(officer, facility_id=hoa_cuc.pk).case
        (told,) = (
            client_of("xa.bmt.thuly").get(f"{LIST}{printer.pk}/links/").json()["links"]
        )

        assert (told["kind"], told["state"]) == ("TITLE", "PROPOSED")
        assert told["here"] == {
            "source": "REGISTER",
            "facility": str(printer.pk),
            "record": None,
            "number": "",
        }
        assert told["there"] == {
            "source": "CASE",
            "facility": str(hoa_cuc.pk),
            "record": str(case.pk),
            "number": case.number,
        }

    @pytest.mark.parametrize("username", ["so.thuly", "so.sobo"])
    def test_are_none_for_the_others(
        self, officer, hoa_cuc, printer, client_of, username
    ):
        received(officer, facility_id=hoa_cuc.pk)
        for facility in (printer, hoa_cuc):
            answer = client_of(username).get(f"{LIST}{facility.pk}/links/")
            assert answer.json() == {"links": []}


class TestLinksOfTheLead:
    LED = f"{LIST}links/"

    def test_are_listed_and_settled(self, officer, hoa_cuc, printer, client_of):
        case = received(officer, facility_id=hoa_cuc.pk).case
        lead = client_of("xa.bmt.thuly")
        (told,) = lead.get(self.LED).json()["results"]
        assert told["here"]["record"] == str(case.pk)
        assert told["there"]["facility"] == str(printer.pk)
        assert told["may_settle"] is True

        address = f"{self.LED}{told['id']}/"
        assert lead.get(address).json()["state"] == "PROPOSED"
        assert lead.post(f"{address}steps/confirm/", {"reason": ""}).status_code == 422
        answer = lead.post(f"{address}steps/confirm/", {"reason": "Cùng một đầu sách"})
        assert answer.status_code == 200, answer.content
        assert (answer.json()["state"], answer.json()["may_settle"]) == (
            "CONFIRMED",
            False,
        )
        late = lead.post(f"{address}steps/reject/", {"reason": "Khác"})
        assert (late.status_code, late.json()["code"]) == (409, "link_settled")
        assert lead.get(f"{self.LED}?state=PROPOSED").json()["results"] == []

    @pytest.mark.parametrize("username", ["so.thuly", "so.sobo", "xa.donghoa"])
    def test_are_hidden_from_the_others(
        self, officer, hoa_cuc, printer, client_of, username
    ):
        received(officer, facility_id=hoa_cuc.pk)
        (told,) = client_of("xa.bmt.thuly").get(self.LED).json()["results"]
        stranger = client_of(username)

        assert stranger.get(self.LED).json()["results"] == []
        address = f"{self.LED}{told['id']}/"
        assert stranger.get(address).status_code == 404
        reason = {"reason": "Tò mò"}
        assert stranger.post(f"{address}steps/confirm/", reason).status_code == 404

    def test_ask_as_often_for_many_as_for_one(
        self, officer, hoa_cuc, printer, client_of, django_assert_max_num_queries
    ):
        for _case in range(3):
            received(officer, facility_id=hoa_cuc.pk)
        lead = client_of("xa.bmt.thuly")
        lead.get(self.LED)
        with django_assert_max_num_queries(9):
            assert len(lead.get(self.LED).json()["results"]) > 1
