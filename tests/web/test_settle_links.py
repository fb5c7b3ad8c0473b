"""Links on the pages and over HTTP: shown on both facilities, decided with a reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kinds import SubjectKind
from facilities import services
from facilities.models import Facility, Link
from facilities.services import PrintJobInput
from facilities.states import FacilityKind, LinkState
from inspections.services.fieldwork import record_finding
from tests.cases.walk import received
from tests.inspections.conftest import second_manager as second_manager
from tests.inspections.conftest import walk as walk
from tests.inspections.walk import BMT, begin, planned_visit
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
TITLE = "Truyện cổ tích chọn lọc cho bé"  # the one of the walked case
OWN, STRANGER, KEEPER = "xa.bmt.thuly", "so.thuly", "so.sobo"


@pytest.fixture
def printer(enter, officer):
    """It printed the title of the walked case."""
    printer = enter("Công ty In Sao Mai", kinds=(FacilityKind.PRINTER_DECLARED,))
    services.add_print_job(
        facility=printer,
        data=PrintJobInput(
            title=TITLE,
            product="OTHER",
            printed_on=day("02/02/2026"),
            printed_copies=500,
        ),
        by=officer(KEEPER),
        at=moment("01/03/2026"),
    )
    return Facility.objects.get(pk=printer.pk)


@pytest.fixture
def link(officer, hoa_cuc, printer):
    """Between a case at F1 and the print-job log of the printer."""
    received(officer, facility_id=hoa_cuc.pk)
    return Link.objects.get()


class TestLinksOnThePages:
    def test_stand_on_both_facilities_for_who_sees_the_case(
        self, link, hoa_cuc, printer, client_of
    ):
        for here, there in ((hoa_cuc, printer), (printer, hoa_cuc)):
            page = client_of(OWN).get(f"/facilities/{here.code}/").content.decode()

            assert f"/facilities/links/{link.pk}/" in page
            assert there.code in page

    def test_hint_at_nothing_for_the_others(self, link, hoa_cuc, printer, client_of):
        for username in (STRANGER, KEEPER):
            for facility in (hoa_cuc, printer):
                page = client_of(username).get(f"/facilities/{facility.code}/")
                assert "facilities/links/" not in page.content.decode()
            answer = client_of(username).get(f"/facilities/links/{link.pk}/")
            assert answer.status_code == 404

    def test_are_decided_with_a_reason(self, link, client_of):
        client, place = client_of(OWN), f"/facilities/links/{link.pk}/"
        assert client.post(place, {"verdict": "confirm"}).status_code == 422
        answer = client.post(
            place, {"verdict": "confirm", "reason": "Cùng lô sách, hỏi ông Khoa"}
        )

        assert answer.status_code == 302
        assert Link.objects.get().state == LinkState.CONFIRMED
        page = client.get(place).content.decode()
        assert "Cùng lô sách, hỏi ông Khoa" in page
        again = client.post(place, {"verdict": "reject", "reason": "Nhầm"})
        assert again.status_code == 409

    def test_are_only_read_by_who_may_not_decide(self, link, client_of):
        client, place = client_of("xa.bmt.vanthu"), f"/facilities/links/{link.pk}/"

        assert 'name="verdict"' not in client.get(place).content.decode()
        answer = client.post(place, {"verdict": "confirm", "reason": "Được"})
        assert answer.status_code == 403
        assert Link.objects.get().is_open

    def test_of_two_agencies_wait_for_both_leads(
        self, officer, hoa_cuc, enter, client_of
    ):
        shop = enter("Nhà sách Gió", subject_kind=SubjectKind.HOUSEHOLD)
        cases = {
            OWN: received(officer, facility_id=hoa_cuc.pk).case,
            STRANGER: received(officer, by=STRANGER, facility_id=shop.pk).case,
        }
        place = f"/facilities/links/{Link.objects.get().pk}/"
        for username, other in ((OWN, STRANGER), (STRANGER, OWN)):
            client = client_of(username)
            assert place in client.get("/tasks/?box=waiting").content.decode()
            page = client.get(place).content.decode()
            assert cases[username].number in page
            assert cases[other].number not in page
            assert shop.code not in page or username == STRANGER
            assert officer(other).agency.name in page

    def test_of_two_visits_stand_on_each_and_tell_whose_the_other_is(
        self, officer, walk, hoa_cuc, enter, client_of
    ):
        shop = enter("Nhà sách Gió", subject_kind=SubjectKind.HOUSEHOLD)
        ward = "xa.bmt.kiemtra"
        ours = begin(walk, planned_visit(walk, shop, BMT), BMT)
        theirs = begin(walk, planned_visit(walk, hoa_cuc))
        for visit, by in ((ours, ward), (theirs, "so.truongdoan")):
            record_finding(
                visit=visit,
                description="Giao hàng gọi 0905 123 456",
                detected_on=day("03/03/2026"),
                by=officer(by),
                at=moment("03/03/2026", "10:00"),
            )
        place = f"/facilities/links/{Link.objects.get().pk}/"

        page = client_of(ward).get(f"/inspections/{ours.number}/findings/")
        told = page.content.decode()
        assert place in told
        assert "•••• 3456" in told
        assert officer("so.truongdoan").agency.name in told
        assert theirs.number not in told
        assert hoa_cuc.code not in told
        assert client_of(ward).get(place).status_code == 200
        assert client_of("ca.pa03").get(place).status_code == 404

    def test_take_no_more_queries_of_a_facility_page_with_six_links(
        self, officer, link, hoa_cuc, enter, client_of
    ):
        client, place = client_of(OWN), f"/facilities/{hoa_cuc.code}/"
        client.get(place)

        def asked():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(place).status_code == 200
            return len(queries)

        one = asked()
        for number in range(5):
            made = enter(f"In {number}", kinds=(FacilityKind.PRINTER_DECLARED,))
            services.add_print_job(
                facility=made,
                data=PrintJobInput(
                    title=TITLE,
                    product="OTHER",
                    printed_on=day("02/02/2026"),
                    printed_copies=1,
                ),
                by=officer(KEEPER),
                at=moment("10/03/2026"),
            )

        assert asked() == one
