"""A hand-over is a two-sided receipt: both print the same bytes."""

import pytest

from cases import services as cases
from cases.models import Transfer
from cases.services import Paper
from documents import services
from documents.models import IssuedDocument
from documents.services import PaperMissing
from kernel.errors import NotPermitted
from tests.cases.walk_together import (
    HANDLER,
    OTHER_POLICE,
    POLICE,
    agency,
    asked,
    led_by_department,
)
from tests.moments import moment

OFFERED, ANSWERED = moment("04/03/2026"), moment("05/03/2026")


def offered(officer):
    walk = led_by_department(officer)
    walk.step(
        cases.propose_lead,
        HANDLER,
        OFFERED,
        to_agency=agency("PA05"),
        reason="Chủ thể trên không gian mạng chưa xác định",
        papers=(Paper("Phiếu xử lý tin", "01/PXL", 2), Paper("Ảnh chụp màn hình")),
    )
    return walk


@pytest.mark.django_db
class TestAcceptLead:
    def test_issues_one_record_that_both_sides_print(self, officer):
        """ "both print the same receipt" """
        walk = offered(officer)

        walk.step(services.accept_lead, POLICE, ANSWERED)

        document = IssuedDocument.objects.get()
        assert (document.agency_id, document.number) == ("SO_VHTTDL", 1)
        assert document.number_text == "01/BB-BG"
        printed = [
            services.print_issued(document=document, by=officer(name), at=ANSWERED)
            for name in (HANDLER, POLICE)
        ]
        assert printed[0].content == printed[1].content
        assert printed[0].content.startswith(b"%PDF")

    def test_is_not_for_partners_that_are_no_side_of_it(self, officer):
        walk = offered(officer)
        task = asked(walk, "PA03", at=OFFERED)
        cases.accept_task(task=task, by=officer(OTHER_POLICE), at=OFFERED)
        walk.step(services.accept_lead, POLICE, ANSWERED)

        with pytest.raises(NotPermitted):
            services.print_issued(
                document=IssuedDocument.objects.get(),
                by=officer(OTHER_POLICE),
                at=ANSWERED,
            )

    def test_is_not_printed_before_the_answer(self, officer):
        offered(officer)

        with pytest.raises(PaperMissing):
            services.issue_handover_record(transfer=Transfer.objects.get(), at=ANSWERED)
