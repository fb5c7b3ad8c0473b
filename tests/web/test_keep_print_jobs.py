"""The print-job log on a printer's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities import services
from facilities.models import PrintJob
from facilities.services import PrintJobInput
from facilities.states import FacilityKind
from tests.facilities.conftest import AT
from tests.moments import day

TYPED = {
    "title": "Sổ tay ôn thi",
    "product": "PUBLICATION",
    "printed_on": "27/02/2026",
    "printed_copies": "2.500",
    "delivered_copies": "",
}


@pytest.fixture
def printer(enter, cao_nguyen_xanh):
    """F2, a printer of publications."""
    assert FacilityKind.PRINTER_PUBLICATION in cao_nguyen_xanh.kinds
    return cao_nguyen_xanh


@pytest.mark.django_db
class TestPrintJobs:
    def test_are_typed_and_shown_with_what_to_look_at(self, printer, client_of):
        client = client_of("so.sobo")
        answer = client.post(f"/facilities/{printer.code}/print-jobs/new/", TYPED)
        assert answer.status_code == 302, answer.content.decode()

        page = client.get(f"/facilities/{printer.code}/print-jobs/").content.decode()

        assert PrintJob.objects.get().printed_copies == 2_500
        assert "2.500" in page
        for said in ("Không có quyết định xuất bản", "CI-344b", "BLHS Điều 344.1.b"):
            assert said in page

    def test_keep_what_was_typed_when_refused(self, printer, client_of):
        answer = client_of("so.sobo").post(
            f"/facilities/{printer.code}/print-jobs/new/",
            TYPED | {"delivered_copies": "3.000"},
        )

        assert answer.status_code == 422
        assert "3.000" in answer.content.decode()
        assert not PrintJob.objects.exists()

    def test_take_as_many_queries_for_one_line_as_for_twenty(
        self, printer, officer, client_of
    ):
        def enter(count):
            for place in range(count):
                services.add_print_job(
                    facility=printer,
                    data=PrintJobInput(
                        title=f"Sách {place}",
                        printed_on=day("01/03/2026"),
                        printed_copies=100,
                    ),
                    by=officer("so.sobo"),
                    at=AT,
                )

        client = client_of("so.kiemtra")
        path = f"/facilities/{printer.code}/print-jobs/"
        counted = []
        for lines in (1, 19):
            enter(lines)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counted.append(len(queries))

        assert counted[0] == counted[1]
