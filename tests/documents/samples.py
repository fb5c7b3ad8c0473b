"""The papers of two scenarios as plain values: a book shop of the ward, a printer."""

from datetime import date, datetime

from documents.forms.acts import Act
from documents.forms.parties import Individual, Organisation
from documents.forms.parts import Official, Witness
from documents.forms.sanction_decision import SanctionDecisionForm
from documents.forms.violation_record import (
    ExplanationRight,
    TitleRow,
    ViolationRecordForm,
    no_explanation_reason,
)
from documents.kit.head import Letterhead
from documents.kit.signing import Signer
from kernel.clock import LOCAL_ZONE


def at(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LOCAL_ZONE)


WARD = Letterhead((), ("ỦY BAN NHÂN DÂN", "PHƯỜNG BUÔN MA THUỘT"), "Buôn Ma Thuột")
DEPARTMENT = Letterhead(
    ("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK",),
    ("SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"),
    "Đắk Lắk",
)
DECREE_119 = (
    "Nghị định số 119/2020/NĐ-CP ngày 07 tháng 10 năm 2020 của Chính phủ quy định xử "
    "phạt vi phạm hành chính trong hoạt động báo chí, hoạt động xuất bản (được sửa "
    "đổi, bổ sung bởi Nghị định số 14/2022/NĐ-CP)"
)
DECISION_BASES = (
    "Căn cứ Điều 57, Điều 68, Điều 70, Điều 78, Điều 85 Luật Xử lý vi phạm hành chính "
    "ngày 20 tháng 6 năm 2012 (được sửa đổi, bổ sung năm 2020 và năm 2025)",
    "Căn cứ Nghị định số 118/2021/NĐ-CP ngày 23 tháng 12 năm 2021 của Chính phủ quy "
    "định chi tiết một số điều và biện pháp thi hành Luật Xử lý vi phạm hành chính "
    "(được sửa đổi, bổ sung bởi Nghị định số 68/2025/NĐ-CP và Nghị định số "
    "190/2025/NĐ-CP)",
    "Căn cứ Nghị định số 189/2025/NĐ-CP ngày 01 tháng 7 năm 2025 của Chính phủ quy "
    "định chi tiết Luật Xử lý vi phạm hành chính về thẩm quyền xử phạt vi phạm hành "
    "chính",
    f"Căn cứ {DECREE_119}",
)
OWNER = Individual(
    name="Mạc Thị Thu Cúc",
    gender="Nữ",
    born_on=date(1984, 8, 17),
    nationality="Việt Nam",
    occupation="Chủ Hộ kinh doanh Nhà sách Hoa Cúc (mã số thuế: 9900000016)",
    residence="Số 00 Lê Hồng Phong, phường Buôn Ma Thuột, tỉnh Đắk Lắk",
    id_number="066984000016",
    id_issued_on=date(2022, 5, 12),
    id_issuer="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
)
PRINTER = Organisation(
    name="Công ty TNHH In Cao Nguyên Xanh",
    address="Số 00 đường Trần Quý Cáp, phường Tân An, tỉnh Đắk Lắk",
    enterprise_code="9900000023",
    representative="Trịnh Gia Bình",
    representative_gender="Nam",
    representative_title="Giám đốc",
)
NO_INVOICE = Act(
    text="Phát hành 80 bản xuất bản phẩm “Truyện cổ tích chọn lọc cho bé” không có hóa "
    "đơn, chứng từ chứng minh nguồn gốc hợp pháp, bị phát hiện ngày 03 tháng 3 năm "
    "2026",
    provision="điểm a khoản 2 Điều 29 Nghị định số 119/2020/NĐ-CP",
    fine_vnd=3_750_000,
)
NO_DECISION = Act(
    text="In 1.200 bản xuất bản phẩm “Bồi dưỡng Tiếng Việt lớp 4 theo chủ đề” không có "
    "quyết định xuất bản, bị phát hiện ngày 13 tháng 4 năm 2026",
    provision="Điều 27, Điều 28 Nghị định số 119/2020/NĐ-CP",
    fine_vnd=45_000_000,
)


def ward_decision(**changes: object) -> SanctionDecisionForm:
    values: dict[str, object] = {
        "letterhead": WARD,
        "number_text": "06/QĐ-XPHC",
        "number_suffix": "QĐ-XPHC",
        "signed_on": date(2026, 3, 12),
        "drafted_on": date(2026, 3, 12),
        "field_title": "trong hoạt động xuất bản",
        "authority_line": "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT",
        "legal_bases": (
            *DECISION_BASES,
            "Căn cứ Biên bản vi phạm hành chính số 06/BB-VPHC ngày 05 tháng 3 năm 2026",
            "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
        ),
        "party": OWNER,
        "acts": (NO_INVOICE,),
        "is_warning": False,
        "fine_vnd": 3_750_000,
        "signer": Signer(("CHỦ TỊCH",), "Lương Khánh Toàn"),
        "executors": "Trưởng phòng Văn hóa - Xã hội và Công an phường Buôn Ma Thuột",
        "recipients": (
            "Như Điều 3",
            "Sở Văn hóa, Thể thao và Du lịch (b/c)",
            "Lưu: VT, VHXH, HS (04b)",
        ),
    }
    return SanctionDecisionForm(**values | changes)


def department_decision(**changes: object) -> SanctionDecisionForm:
    values: dict[str, object] = {
        "letterhead": DEPARTMENT,
        "number_text": "18/QĐ-XPHC",
        "number_suffix": "QĐ-XPHC",
        "signed_on": date(2026, 5, 12),
        "drafted_on": date(2026, 5, 12),
        "field_title": "trong hoạt động xuất bản",
        "authority_line": "GIÁM ĐỐC SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "legal_bases": (
            *DECISION_BASES,
            "Căn cứ Biên bản vi phạm hành chính số 09/BB-VPHC ngày 15 tháng 4 năm "
            "2026; văn bản giải trình ngày 21 tháng 4 năm 2026 của Công ty TNHH In Cao "
            "Nguyên Xanh; văn bản trả lời giám định ngày 06 tháng 5 năm 2026",
            "Theo đề nghị của Trưởng phòng Quản lý báo chí, xuất bản",
        ),
        "party": PRINTER,
        "acts": (NO_DECISION,),
        "is_warning": False,
        "fine_vnd": 45_000_000,
        "signer": Signer(("GIÁM ĐỐC",), "Đinh Quốc Khiêm"),
        "mitigating": "Đại diện tổ chức đã tự nguyện khai báo, thành thật hối lỗi",
        "additional": (
            "Tước quyền sử dụng Giấy phép hoạt động in xuất bản phẩm số 12/GP-SVHTTDL "
            "ngày 18 tháng 9 năm 2025 trong thời hạn 02 tháng, kể từ ngày Quyết định "
            "này có hiệu lực thi hành",
        ),
        "remedies": (
            "Buộc tiêu hủy 1.200 bản xuất bản phẩm nêu tại khoản 1 Điều này. Thời hạn "
            "thực hiện: 15 ngày, kể từ ngày nhận được Quyết định này; kinh phí tiêu "
            "hủy do tổ chức bị xử phạt chi trả",
        ),
        "other_clauses": (
            "Hai máy in tạm giữ theo Quyết định số 05/QĐ-TGTVPTGPCC ngày 13 tháng 4 "
            "năm 2026 được trả lại cho tổ chức trước khi hết thời hạn tạm giữ (hết "
            "ngày 13 tháng 5 năm 2026)",
        ),
        "executors": "Trưởng phòng Quản lý báo chí, xuất bản và Ủy ban nhân dân phường "
        "Tân An",
        "recipients": (
            "Như Điều 3",
            "Công an tỉnh (p/h)",
            "Thanh tra tỉnh (để biết)",
            "UBND phường Tân An",
            "Lưu: VT, QLBCXB, HS (06b)",
        ),
    }
    return SanctionDecisionForm(**values | changes)


def ward_record(**changes: object) -> ViolationRecordForm:
    values: dict[str, object] = {
        "letterhead": WARD,
        "number_text": "06/BB-VPHC",
        "number_suffix": "BB-VPHC",
        "field_title": "trong hoạt động xuất bản",
        "legal_bases": (
            "Căn cứ Biên bản kiểm tra số 04/BB-KT lập ngày 03 tháng 3 năm 2026 của "
            "Đoàn kiểm tra thuộc Ủy ban nhân dân phường Buôn Ma Thuột về việc kiểm tra "
            "hoạt động phát hành xuất bản phẩm",
        ),
        "made_on": date(2026, 3, 5),
        "made_time": "08:30",
        "finished_time": "09:40",
        "place": "trụ sở Ủy ban nhân dân phường Buôn Ma Thuột",
        "remarks": (
            "Biên bản lập tại trụ sở do cần đối chiếu hóa đơn, chứng từ mà cơ sở nộp "
            "bổ sung ngày 04 "
            "tháng 3 năm 2026",
        ),
        "maker": Official(
            "H’Nga Mlô",
            "Công chức",
            "Phòng Văn hóa - Xã hội, Ủy ban nhân dân phường Buôn Ma Thuột",
        ),
        "witnesses": (
            Witness(
                "Lê Hữu Tường",
                "Tổ trưởng tổ dân phố, phường Buôn Ma Thuột, tỉnh Đắk Lắk",
            ),
        ),
        "party": OWNER,
        "description": "Hồi 09 giờ 15 phút ngày 03 tháng 3 năm 2026, tại cửa hàng Nhà "
        "sách Hoa Cúc, bà Mạc Thị Thu Cúc bày bán 80 bản của 01 tên xuất bản phẩm "
        "không có hóa đơn, chứng từ chứng minh nguồn gốc hợp pháp",
        "titles": (
            TitleRow("Truyện cổ tích chọn lọc cho bé", "Thảo Nguyên", "bản", 80, ""),
        ),
        "acts": (Act(NO_INVOICE.text, f"điểm a khoản 2 Điều 29 {DECREE_119}"),),
        "statement": "Tôi mua lại sách của người bán dạo, không lấy hóa đơn. Tôi nhận "
        "thấy việc làm của mình là sai và đã ngừng bán số sách trên",
        "witness_statement": "Thống nhất với nội dung biên bản",
        "explanation": ExplanationRight(
            is_open=False, reason=no_explanation_reason(5_000_000, "cá nhân")
        ),
        "summons": "hồi 14 giờ 00 phút, ngày 12 tháng 3 năm 2026, tại Ủy ban nhân dân "
        "phường Buôn Ma Thuột",
    }
    return ViolationRecordForm(**values | changes)
