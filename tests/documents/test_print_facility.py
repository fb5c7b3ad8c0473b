"""The record of a facility in print: whole, and masked as its reader sees it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AccessEvent
from cases.states import CaseState
from documents import services
from documents.forms.facility_facts import MOST_JOBS
from facilities import reference as duties
from facilities import services as registry
from facilities.models import Facility, ObligationRule, PrintJob
from facilities.services import (
    AddressInput,
    EquipmentInput,
    FacilityInput,
    LicenceInput,
    ObligationInput,
    PersonInput,
    PrintJobInput,
    UrlInput,
)
from facilities.states import FacilityKind, ObligationKind
from inspections.models import Inspection
from kernel.errors import NotPermitted
from tests.cases.walk import HANDLER, at_state
from tests.documents.paper import pages_of, text_of
from tests.inspections import walk as steps
from tests.inspections.test_open_visit import ad_hoc
from tests.moments import day, moment

AT, ENTERED = moment("20/03/2026", "08:00"), moment("01/12/2025")
PHONE = "0905 123 456"
OWN, STRANGER = HANDLER, "xa.donghoa"


@pytest.fixture
def printer(officer) -> Facility:
    keeper = officer("so.sobo")
    made = registry.create_facility(
        data=FacilityInput(
            name="Công ty TNHH In Sao Mai",
            trade_name="In & <Sao Mai>",
            kinds=(FacilityKind.PRINTER_PUBLICATION, FacilityKind.PHOTOCOPY),
            subject_kind="ORGANISATION",
            tax_code="9900000016",
            uses_it=True,
        ),
        addresses=[
            AddressInput(kind="HEAD_OFFICE", text="12 Quang Trung", ward_code="24133"),
            AddressInput(
                kind="WAREHOUSE",
                text="Kho số 2, đường Nguyễn Chí Thanh",
                ward_code="24133",
                legacy_address="Phường Tân An, TP Buôn Ma Thuột",
            ),
        ],
        licences=[
            LicenceInput(
                type="PUBLICATION_PRINTING",
                number="12/GP-SVHTTDL",
                issuer="Sở Văn hóa, Thể thao và Du lịch",
                issued_on=day("02/01/2024"),
                expires_on=day("01/01/2026"),
            )
        ],
        equipment=[
            EquipmentInput(
                device_class="PRINT_OFFSET",
                name="Máy in offset 4 màu",
                maker="Heidelberg",
                serial="SM-74-0091",
                year=2012,
                colours=4,
            )
        ],
        people=[
            PersonInput(role="LEGAL_REPRESENTATIVE", name="Trần Văn Kho", phone=PHONE)
        ],
        urls=[UrlInput(url="https://facebook.example/saomai")],
        by=keeper,
        at=ENTERED,
    )
    duties.load(at=ENTERED)
    registry.add_obligation(
        facility=made,
        data=ObligationInput(
            kind=ObligationKind.JOB_PAPERS,
            text="Chỉ nhận in khi có quyết định xuất bản",
            basis="Luật Xuất bản 2012, Điều 33",
            since=day("01/01/2026"),
            due_on=day("01/03/2026"),
            rule=ObligationRule.objects.get(code="PAPERS-PPUB"),
        ),
        by=keeper,
        at=moment("02/01/2026"),
    )
    registry.add_print_job(
        facility=made,
        data=PrintJobInput(
            title="Truyện cổ tích chọn lọc cho bé",
            publisher="NXB Văn học",
            registration_no="1234-2025/CXBIPH/01-56",
            decision_no="12/QĐ-NXBVH",
            decision_on=day("05/01/2026"),
            licensed_copies=2000,
            printed_on=day("02/02/2026"),
            printed_copies=12_500,
            delivered_copies=11_000,
        ),
        by=keeper,
        at=moment("01/03/2026"),
    )
    return Facility.objects.get(pk=made.pk)


@pytest.fixture
def sanctioned(officer, printer):
    """With a visit of the department and a case of the ward that was decided."""
    walk = steps.Walk(officer=officer, hire=officer)
    ad_hoc(walk, printer)
    at_state(officer, CaseState.EXECUTING, facility_id=printer.pk)
    return Facility.objects.get(pk=printer.pk)


def printed(facility, officer, by: str = OWN):
    return services.print_facility(facility=facility, by=officer(by), at=AT)


class TestPrintFacility:
    def test_tells_the_whole_record(self, officer, sanctioned):
        paper = printed(sanctioned, officer)
        if "SHOW_PAPER" in os.environ:
            Path(os.environ["SHOW_PAPER"]).write_bytes(paper.content)
        text = text_of(paper.content)

        for words in (
            "PHIẾU THÔNG TIN CƠ SỞ",
            "Công ty TNHH In Sao Mai",
            "In & <Sao Mai>",
            "9900000016",
            "Kho số 2, đường Nguyễn",
            "Phường Tân An, TP",
            "Trần Văn Kho",
            "•••• 3456",
            "facebook.example/saomai",
            "12/GP-SVHTTDL",
            "Đã hết hạn",
            "Heidelberg",
            "Chưa khai báo",
            "Truyện cổ tích",
            "12.500",
            "Cần xem",
            "Quá hạn",
            "KT-2026-0001",
            "VV-2026-0001",
            "01/QĐ-XPHC",
            "3.750.000 đồng",
            "Dữ liệu đến 08:00 ngày 20/03/2026",
        ):
            assert words in " ".join(text.split()), words

    def test_says_of_what_is_missing_that_there_is_nothing(self, officer, enter_plain):
        text = text_of(printed(enter_plain, officer, "so.sobo").content)

        for section in ("VI. THIẾT BỊ", "X. CÁC CUỘC KIỂM TRA", "XI. CÁC VỤ VIỆC"):
            assert section in text
        assert text.count("Không có.") >= 8

    def test_holds_no_whole_number_of_a_person(self, officer, sanctioned):
        for by in ("so.sobo", "ubnd.lanhdao", OWN):
            text = text_of(printed(sanctioned, officer, by).content)
            assert "0905" not in text.replace(" ", "")

    def test_neither_tells_nor_hints_at_what_its_reader_may_not_see(
        self, officer, sanctioned
    ):
        """As the pages: a case of the ward is none for the department."""
        of_case = {"VV-2026-0001", "01/QĐ-XPHC", "3.750.000"}
        for by, sees_case, sees_visit in (
            (OWN, True, True),
            ("so.kiemtra", False, True),
            ("so.sobo", False, True),
            ("ca.pa05", False, False),
        ):
            reader = officer(by)
            visits = Inspection.objects.visible_to(reader, AT)
            assert visits.exists() == sees_visit, by
            text = text_of(printed(sanctioned, officer, by).content)
            told = {number for number in of_case if number in text}
            assert told == (of_case if sees_case else set()), by
            assert ("KT-2026-0001" in text) == sees_visit, by
            assert ("Không có." in text.split("XI. CÁC VỤ VIỆC")[1][:30]) == (
                not sees_case
            ), by

    def test_is_refused_to_who_does_not_see_the_facility(self, officer, printer):
        for by in (STRANGER, "quantri"):
            with pytest.raises(NotPermitted):
                printed(printer, officer, by)
        assert not AccessEvent.objects.filter(action="printed").exists()

    def test_is_written_to_the_trail_with_its_code(self, officer, printer):
        paper = printed(printer, officer)

        seen = AccessEvent.objects.get(action="printed")
        assert (seen.object_id, seen.actor) == (str(printer.pk), officer(OWN))
        assert seen.detail["code"] in text_of(paper.content)
        assert paper.name == f"facility_record-{printer.code}.pdf"

    def test_gives_the_same_bytes_for_the_same_record(self, officer, printer):
        one, two = (printed(printer, officer).content for _time in "12")
        assert one == two

    def test_says_how_many_lines_of_the_log_it_leaves_out(self, officer, printer):
        PrintJob.objects.bulk_create(
            PrintJob(
                facility=printer,
                title=f"Sách số {number}",
                printed_on=day("03/02/2026"),
                printed_copies=1,
                position=number,
            )
            for number in range(MOST_JOBS + 4)
        )
        text = " ".join(text_of(printed(printer, officer).content).split())

        assert "và 5 dòng cũ hơn, xem trên hệ thống." in text

    def test_keeps_within_the_margins(self, officer, sanctioned):
        for page in pages_of(printed(sanctioned, officer).content):
            assert all(line.left >= 29.5 and line.right <= 195.5 for line in page.lines)

    def test_asks_as_often_for_a_long_record_as_for_a_short_one(self, officer, printer):
        counts = []
        for many in (1, 6):
            for n in range(many):
                registry.add_equipment(
                    facility=Facility.objects.get(pk=printer.pk),
                    data=EquipmentInput(
                        device_class="PRINT_OFFSET", name=f"Máy {many}{n}"
                    ),
                    by=officer("so.sobo"),
                    at=moment("02/03/2026"),
                )
            reader = officer(OWN)
            with CaptureQueriesContext(connection) as queries:
                services.print_facility(facility=printer, by=reader, at=AT)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 40


@pytest.fixture
def enter_plain(officer) -> Facility:
    return registry.create_facility(
        data=FacilityInput(
            name="Nhà sách Gió",
            kinds=(FacilityKind.DISTRIBUTOR,),
            subject_kind="HOUSEHOLD",
        ),
        addresses=[AddressInput(kind="SHOP", text="1 Lê Lợi", ward_code="24133")],
        by=officer("so.sobo"),
        at=ENTERED,
    )
