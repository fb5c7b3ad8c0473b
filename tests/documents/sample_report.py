"""The report of the printer's case as plain values."""

from datetime import date

from documents.forms.case_facts import (
    CaseFacts,
    DeadlineRow,
    EventRow,
    PaperRow,
    QuantityRow,
    ResultRow,
)
from documents.forms.case_report import CaseReportForm
from documents.forms.case_report_short import CaseReportShortForm
from documents.forms.report_cover import ReportCover
from documents.kit.signing import Signer
from tests.documents.sample_visit import PHOTOS, WORKBOOK
from tests.documents.samples import DEPARTMENT, PRINTER, at

DEPARTMENT_SHORT = "Sở VHTTDL"


def _day(day: int, month: int, year: int = 2026) -> date:
    return date(year, month, day)


def cover(**changes: object) -> ReportCover:
    values: dict[str, object] = {
        "letterhead": DEPARTMENT,
        "verification_code": "7C41-9E2B-50D8",
        "qr_text": "https://example.org/verify/7C41-9E2B-50D8",
        "level": "Nội bộ",
        "signer": Signer(
            ("PHÓ TRƯỞNG PHÒNG", "QUẢN LÝ BÁO CHÍ, XUẤT BẢN"), "Lại Minh Thư"
        ),
        "addressees": ("Giám đốc Sở Văn hóa, Thể thao và Du lịch",),
        "recipients": ("Như trên", "Công an tỉnh (p/h)", "Lưu: QLBCXB, HS"),
        "printed_by": "so.thuly",
    }
    return ReportCover(**values | changes)


def facts(**changes: object) -> CaseFacts:
    values: dict[str, object] = {
        "subject": "Vụ in xuất bản phẩm không có quyết định xuất bản\ntại Công ty TNHH "
        "In Cao Nguyên Xanh",
        "case_number": "VV-2026-0052",
        "data_at": at(15, 5, 8),
        "state": "Đang thi hành",
        "next_deadline": "nộp phạt 25/05/2026 (còn 10 ngày)",
        "source": "Kiểm tra đột xuất theo Quyết định số 96/QĐ-SVHTTDL ngày 08 tháng 4 "
        "năm 2026",
        "lead": "Sở Văn hóa, Thể thao và Du lịch",
        "supporting": ("Công an tỉnh (PA03)", "Thanh tra tỉnh", "UBND phường Tân An"),
        "handler": "Lại Minh Thư, Phó Trưởng phòng Quản lý báo chí, xuất bản",
        "party": PRINTER,
        "history": "Không có quyết định xử phạt nào trong thời hạn được coi là chưa bị "
        "xử phạt vi phạm hành chính",
        "acts": (
            f"In 1.200 bản xuất bản phẩm “{WORKBOOK}” không có quyết định xuất bản; "
            "quy định tại Điều 27, Điều 28 Nghị định số 119/2020/NĐ-CP",
        ),
        "events": tuple(
            EventRow(day, text, who)
            for day, text, who in (
                (_day(13, 4), "Kiểm tra; Biên bản số 21/BB-KT", "Đoàn liên ngành"),
                (
                    _day(13, 4),
                    "Tạm giữ 02 máy in, 1.200 bản; Quyết định số 05/QĐ-TGTVPTGPCC",
                    DEPARTMENT_SHORT,
                ),
                (_day(14, 4), "Xác minh nguồn bản thảo", "Công an tỉnh"),
                (
                    _day(15, 4),
                    "Lập Biên bản vi phạm hành chính số 09/BB-VPHC",
                    DEPARTMENT_SHORT,
                ),
                (_day(16, 4), "Gửi công văn đề nghị giám định", DEPARTMENT_SHORT),
                (_day(21, 4), "Nhận văn bản giải trình", DEPARTMENT_SHORT),
                (
                    _day(6, 5),
                    "Nhận kết quả giám định: sách không do nhà xuất bản ghi trên bìa "
                    "xuất bản",
                    DEPARTMENT_SHORT,
                ),
                (_day(12, 5), "Ký Quyết định xử phạt số 18/QĐ-XPHC", "Giám đốc Sở"),
                (_day(13, 5), "Trả lại 02 máy in; Biên bản số 03/BB-TL", "Sở VHTTDL"),
                (_day(14, 5), "Giao quyết định cho tổ chức bị xử phạt", "Sở VHTTDL"),
            )
        ),
        "quantities": (
            QuantityRow(WORKBOOK, "Thảo Nguyên", None, 1200),
            QuantityRow("Sổ tay kỹ thuật cây cà phê", "Thảo Nguyên", 500, 500),
            QuantityRow("Truyện đọc song ngữ Việt - Ê-đê", "Thảo Nguyên", 1000, 996),
        ),
        "goods": "1.200 bản sách đang lưu kho chờ tiêu hủy; 02 máy in offset đã trả "
        "lại ngày 13/05/2026",
        "preventive": (
            "Tạm giữ 02 máy in offset và 1.200 bản sách từ ngày 13 tháng 4 năm 2026; "
            "kéo dài đến hết ngày 13 tháng 5 năm 2026",
        ),
        "explanations": (
            "Văn bản giải trình ngày 21 tháng 4 năm 2026: Tổ chức thừa nhận vi phạm, "
            "đề nghị xem xét tình tiết giảm nhẹ",
            "Kết quả giám định ngày 06 tháng 5 năm 2026: Sách không do nhà xuất bản "
            "ghi trên bìa xuất bản; nội dung không vi phạm điều cấm",
        ),
        "decision": "Quyết định số 18/QĐ-XPHC",
        "results": (
            ResultRow("Phạt tiền", "45.000.000 đồng", "25/05/2026", "Chưa nộp"),
            ResultRow(
                "Tước quyền sử dụng giấy phép hoạt động in xuất bản phẩm",
                "02 tháng",
                "Từ 12/05/2026",
                "Đang thực hiện",
            ),
            ResultRow("Buộc tiêu hủy", "1.200 bản", "29/05/2026", "Chưa thực hiện"),
        ),
        "deadlines": tuple(
            DeadlineRow(name, start, due, done, state, is_open=is_open)
            for name, start, due, done, state, is_open in (
                (
                    "Lập biên bản vi phạm hành chính",
                    _day(13, 4),
                    _day(20, 4),
                    _day(15, 4),
                    "Đúng hạn",
                    False,
                ),
                (
                    "Gửi văn bản giải trình",
                    _day(15, 4),
                    _day(22, 4),
                    _day(21, 4),
                    "Đúng hạn",
                    False,
                ),
                (
                    "Ra quyết định xử phạt",
                    _day(15, 4),
                    _day(15, 5),
                    _day(12, 5),
                    "Đúng hạn",
                    False,
                ),
                (
                    "Thi hành quyết định / nộp phạt",
                    _day(14, 5),
                    _day(25, 5),
                    None,
                    "Còn 10 ngày",
                    True,
                ),
                (
                    "Tiêu hủy xuất bản phẩm",
                    _day(14, 5),
                    _day(29, 5),
                    None,
                    "Còn 14 ngày",
                    True,
                ),
                (
                    "Thời hiệu thi hành quyết định",
                    _day(12, 5),
                    _day(12, 5, 2027),
                    None,
                    "Còn 362 ngày",
                    True,
                ),
            )
        ),
        "recommendations": (
            "Giao phòng Quản lý báo chí, xuất bản đôn đốc nộp phạt trước ngày 25 tháng "
            "5 năm 2026; chuẩn bị hồ sơ cưỡng chế nếu quá hạn",
            "Thành lập Hội đồng tiêu hủy, có đại diện Công an tỉnh và Ủy ban nhân dân "
            "phường Tân An, thực hiện trước ngày 29 tháng 5 năm 2026",
        ),
        "papers": (
            PaperRow("Biên bản kiểm tra", "21/BB-KT", _day(13, 4), 3),
            PaperRow("Biên bản vi phạm hành chính", "09/BB-VPHC", _day(15, 4), 2),
            PaperRow("Quyết định xử phạt", "18/QĐ-XPHC", _day(12, 5), 2),
        ),
        "photos": (*PHOTOS, *PHOTOS[:2]),
        "photographer": "H’Lan Êban",
    }
    return CaseFacts(**values | changes)


def printer_report(**changes: object) -> CaseReportForm:
    return CaseReportForm(cover=cover(), facts=facts(**changes))


def printer_report_short(**changes: object) -> CaseReportShortForm:
    signer = Signer(("NGƯỜI LẬP BÁO CÁO",), "Lại Minh Thư")
    return CaseReportShortForm(cover=cover(signer=signer), facts=facts(**changes))
