"""What the register keeps beside the particulars: obligations, scans, a job to see."""

from __future__ import annotations

from datetime import date, datetime

from demo import pictures
from demo.facilities import REGISTRY_OFFICER
from demo.stage import Stage
from facilities import services
from facilities.models import Facility, ObligationRule
from facilities.services import ObligationInput, PrintJobInput
from facilities.states import LicenceType, ObligationKind

# Asked of the kind by the law, and kept at the facility since it works.
BY_LAW = {
    "F2": date(2014, 10, 1),
    "F3": date(2016, 6, 1),
    "F4": date(2020, 9, 21),
    "F7": date(2017, 8, 15),
}
CONCLUSION = ObligationInput(
    kind=ObligationKind.CONCLUSION,
    text="Bố trí kho thành phẩm tách khỏi kho giấy và báo cáo kết quả thực hiện",
    basis="Kết luận kiểm tra số 00/KL-SVHTTDL ngày 20/11/2025",
    since=date(2025, 11, 20),
    due_on=date(2026, 3, 31),
)
REPORT = ObligationInput(
    kind=ObligationKind.PERIODIC_REPORT,
    text="Báo cáo tình hình nhận in gia công cho nước ngoài",
    basis="Giấy phép số 05/GP-SVHTTDL ngày 03/11/2025",
    since=date(2025, 11, 3),
    due_on=date(2026, 12, 31),
    is_yearly=True,
)
TOO_MANY = PrintJobInput(
    title="Lịch bàn “Mùa hoa cà phê”",
    publisher="Nhà xuất bản Ban Mai",
    registration_no="0001-2025/CXBIPH/00-00/BM",
    decision_no="01/QĐ-NXBBM",
    decision_on=date(2025, 10, 20),
    licensed_copies=1_000,
    printed_on=date(2025, 11, 12),
    printed_copies=1_200,
    delivered_copies=1_200,
)


def keep_all(stage: Stage, *, at: datetime) -> None:
    """By the registry officer, on the day on which the facilities were entered."""
    by = stage.by(REGISTRY_OFFICER)
    for sign, since in BY_LAW.items():
        facility = stage.facility(sign)
        for rule in ObligationRule.objects.filter(
            facility_kinds__overlap=facility.kinds
        ):
            data = ObligationInput.from_rule(rule, since=since)
            services.add_obligation(facility=facility, data=data, by=by, at=at)
    printer = stage.facility("F2")
    for data in (CONCLUSION, REPORT):
        services.add_obligation(facility=printer, data=data, by=by, at=at)
    services.add_print_job(facility=printer, data=TOO_MANY, by=by, at=at)
    _scan(stage, printer, at=at)


def _scan(stage: Stage, printer: Facility, *, at: datetime) -> None:
    """The licence that ends with the year."""
    licence = printer.licences.get(type=LicenceType.FOREIGN_CONTRACT_PRINTING)
    services.attach_file(
        facility=printer,
        upload=pictures.sheet(
            heading="GIẤY PHÉP IN GIA CÔNG CHO NƯỚC NGOÀI",
            text=f"Số {licence.number}. Có giá trị đến hết ngày 31/12/2026.",
        ),
        name="giay-phep-05.jpg",
        caption="Giấy phép in gia công cho nước ngoài, bản quét",
        licence=licence,
        by=stage.by(REGISTRY_OFFICER),
        at=at,
    )
