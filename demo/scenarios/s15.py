"""S15. Swapped Saturday and Tết: three violation records without further steps."""

from __future__ import annotations

from dataclasses import dataclass

from cases import services as cases
from cases.models import Case
from cases.services import ActInput, CaseInput, RecordInput
from cases.states import Source
from demo.stage import Play, Stage, on
from documents import services as documents

INSPECTOR, HANDLER = "so.kiemtra", "so.thuly"


@dataclass(frozen=True, slots=True)
class Matter:
    """Taken in and verified on a day, opened and recorded on the next two."""

    sign: str
    detected: str
    opened: str
    recorded: str
    title: str
    behaviour: str
    description: str
    publication: str
    copies: int
    place: str


SWAPPED_SATURDAY = Matter(
    "F3",
    "18/08/2026",
    "19/08/2026",
    "20/08/2026",
    "In sản phẩm xâm hại quyền của tổ chức khác – In Suối Đá",
    "NPP-28B-3A",
    "In 600 vỏ hộp “Trà Hồ Lắk” mang nhãn của tổ chức khác không được đồng ý, xâm hại "
    "quyền, lợi ích hợp pháp của tổ chức đó",
    "Vỏ hộp “Trà Hồ Lắk”",
    600,
    "trụ sở Công ty CP In Suối Đá",
)
TET = Matter(
    "F7",
    "10/02/2026",
    "11/02/2026",
    "12/02/2026",
    "Vi phạm thủ tục nhập khẩu xuất bản phẩm – Văn hóa phẩm Gió Đồi",
    "IMP-30-1",
    "Nhập khẩu 120 bản “Từ điển hình ảnh cho trẻ em” không báo cáo kết quả thẩm định "
    "nội dung theo quy định",
    "Từ điển hình ảnh cho trẻ em",
    120,
    "trụ sở Công ty TNHH Văn hóa phẩm Gió Đồi",
)
YEAR_END = Matter(
    "F8",
    "29/12/2025",
    "30/12/2025",
    "31/12/2025",
    "Phát hành xuất bản phẩm không có hóa đơn – Sách Ea Kar",
    "DST-29-1A",
    "Phát hành 24 bản xuất bản phẩm “Lịch bloc phong cảnh cao nguyên” không có hóa "
    "đơn, chứng từ chứng minh nguồn gốc hợp pháp",
    "Lịch bloc phong cảnh cao nguyên",
    24,
    "cửa hàng của Hộ kinh doanh Sách Ea Kar",
)
MATTERS = (YEAR_END, TET, SWAPPED_SATURDAY)


def play(stage: Stage, matter: Matter) -> Play[Case]:
    """From a referral to the violation record, where the case stays."""
    at = yield on(matter.detected, "08:30")
    day = at.date()
    case = cases.receive_case(
        facts=CaseInput(
            title=matter.title,
            source=Source.REFERRAL,
            source_note="Chi cục Quản lý thị trường chuyển kết quả rà soát.",
            detected_on=day,
            place=matter.place,
            facility_id=stage.facilities[matter.sign],
            acts=(
                ActInput(
                    behaviour=matter.behaviour,
                    description=matter.description,
                    occurred_on=day,
                    titles=({"title": matter.publication, "quantity": matter.copies},),
                ),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on(matter.detected, "10:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on(matter.detected, "10:10")
    case = stage.on_case(cases.assign, case, HANDLER, at, officer=stage.by(INSPECTOR))
    at = yield on(matter.opened, "15:00")
    case = stage.on_case(cases.open_case, case, HANDLER, at)
    at = yield on(matter.recorded, "10:20")
    return stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=RecordInput(
            place=matter.place,
            made_time="08:45",
            respondent_statement="Thừa nhận hành vi nêu trong biên bản.",
        ),
    )
