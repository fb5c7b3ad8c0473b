"""The visit to the printer as plain values: papers, machines, titles, photographs."""

import hashlib
import io

from PIL import Image

from documents.forms.inspection_record import InspectionRecordForm
from documents.forms.parts import Official, Witness
from documents.forms.visit_facts import (
    CheckRow,
    MachineRow,
    Minutes,
    PaperRow,
    PublicationRow,
    VisitedFacility,
    VisitFacts,
)
from documents.kit.photos import Photo, reduced_copy
from tests.documents.samples import DEPARTMENT, at

WORKBOOK = "Bồi dưỡng Tiếng Việt lớp 4 theo chủ đề"
VALID = "Có bản chính, còn hiệu lực"


def picture(colour: str, size: tuple[int, int] = (800, 600)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def photo(caption: str, colour: str) -> Photo:
    content = picture(colour)
    sha256 = hashlib.sha256(content).hexdigest()
    return Photo(caption, sha256, reduced_copy(content))


PHOTOS = (
    photo("Kho thành phẩm: 860 bản; chụp lúc 09:42 ngày 13/04/2026", "#b04a4a"),
    photo("Khu vực vào bìa: 340 bản; chụp lúc 09:49 ngày 13/04/2026", "#a08060"),
    photo("Máy in offset SB 520-4; chụp lúc 09:58 ngày 13/04/2026", "#506a8a"),
    photo("Nhãn máy, số OFS-52-0417; chụp lúc 10:03 ngày 13/04/2026", "#708090"),
)


def printer_visit(**changes: object) -> VisitFacts:
    values: dict[str, object] = {
        "subject": "Kiểm tra hoạt động in xuất bản phẩm",
        "legal_bases": (
            "Thực hiện Quyết định số 96/QĐ-SVHTTDL ngày 08 tháng 4 năm 2026 của Giám "
            "đốc Sở Văn hóa, Thể thao và Du lịch về việc kiểm tra hoạt động in, phát "
            "hành xuất bản phẩm trên địa bàn tỉnh Đắk Lắk năm 2026",
        ),
        "team_name": "Đoàn kiểm tra liên ngành",
        "team": (
            Official(
                "Bà Lại Minh Thư",
                "Phó Trưởng phòng Quản lý báo chí, xuất bản",
                "Sở Văn hóa, Thể thao và Du lịch",
                "Trưởng đoàn",
            ),
            Official(
                "Ông Y Thuyên Niê",
                "Trung tá, cán bộ Phòng An ninh chính trị nội bộ",
                "Công an tỉnh",
                "thành viên",
            ),
            Official(
                "Ông Khổng Đức Minh", "Thanh tra viên", "Thanh tra tỉnh", "thành viên"
            ),
            Official(
                "Bà H’Lan Êban", "công chức", "Ủy ban nhân dân phường Tân An", "thư ký"
            ),
        ),
        "lead_name": "Lại Minh Thư",
        "recorder_name": "H’Lan Êban",
        "facility": VisitedFacility(
            "Công ty TNHH In Cao Nguyên Xanh",
            "Số 00 đường Trần Quý Cáp, phường Tân An, tỉnh Đắk Lắk",
            "Mã số doanh nghiệp",
            "9900000023",
        ),
        "opening": "Trưởng đoàn đã công bố Quyết định kiểm tra, nội dung và thời gian "
        "làm việc; đại diện cơ sở đã nghe rõ và phối hợp làm việc",
        "papers": (
            PaperRow("Giấy chứng nhận đăng ký doanh nghiệp", "9900000023", VALID),
            PaperRow(
                "Giấy phép hoạt động in xuất bản phẩm",
                "12/GP-SVHTTDL 18/09/2025",
                VALID,
            ),
            PaperRow(
                f"Hợp đồng in xuất bản phẩm “{WORKBOOK}”", "", "Không xuất trình được"
            ),
            PaperRow(
                "Quyết định xuất bản hoặc giấy phép xuất bản tài liệu không kinh doanh",
                "",
                "Không xuất trình được",
            ),
            PaperRow(
                "Sổ quản lý, theo dõi ấn phẩm in năm 2026",
                "Quyển số 01",
                "Có; không ghi ấn phẩm nêu tại số thứ tự 3",
            ),
        ),
        "machines": (
            MachineRow(
                "Máy in offset tờ rời",
                "Sao Bắc SB 520-4",
                "OFS-52-0417",
                "2014",
                "04",
                "Đang chạy; in ruột sách",
            ),
            MachineRow(
                "Máy in offset tờ rời",
                "Sao Bắc SB 520-2",
                "OFS-52-0233",
                "2011",
                "02",
                "Đang chạy; in bìa",
            ),
            MachineRow(
                "Máy cắt giấy một mặt dao",
                "Sao Bắc CG 92",
                "CG92-1180",
                "2016",
                "",
                "Hoạt động tốt",
            ),
            MachineRow(
                "Máy vào bìa keo nhiệt",
                "Sao Bắc KN 40",
                "KN40-0651",
                "2018",
                "",
                "Hoạt động tốt",
            ),
        ),
        "publications": (
            PublicationRow(WORKBOOK, "Thảo Nguyên", "", None, 1200, "Không có"),
            PublicationRow(
                "Sổ tay kỹ thuật chăm sóc cây cà phê",
                "Thảo Nguyên",
                "88/QĐ-NXBTN",
                500,
                500,
                "Có",
            ),
            PublicationRow(
                "Truyện đọc song ngữ Việt - Ê-đê, tập 2",
                "Thảo Nguyên",
                "117/QĐ-NXBTN",
                1000,
                996,
                "Có",
            ),
        ),
        "checklist": "Đã kiểm tra 18 nội dung theo danh mục: 15 nội dung đạt, 2 nội "
        "dung không đạt, 1 nội dung không áp dụng",
        "failures": (
            CheckRow(
                "B2. Mỗi xuất bản phẩm có quyết định xuất bản, bản thảo ký duyệt",
                "Không xuất trình được đối với 01 tên",
            ),
            CheckRow("B3. Có hợp đồng in bằng văn bản", "Không có đối với 01 tên"),
        ),
        "findings": (
            f"In 1.200 bản xuất bản phẩm “{WORKBOOK}” không có quyết định xuất bản",
        ),
        "photos": PHOTOS,
        "photographer": "H’Lan Êban",
    }
    return VisitFacts(**values | changes)


def printer_minutes(**changes: object) -> Minutes:
    values: dict[str, object] = {
        "started_at": at(13, 4, 8, 30),
        "finished_at": at(13, 4, 11, 50),
        "place": "trụ sở Công ty TNHH In Cao Nguyên Xanh (số 00 đường Trần Quý Cáp, "
        "phường Tân An, tỉnh Đắk Lắk)",
        "representative": "Trịnh Gia Bình",
        "representative_title": "Giám đốc",
        "witnesses": (
            Witness("Ngô Văn Thiện", "nơi ở hiện tại: phường Tân An, tỉnh Đắk Lắk"),
        ),
        "online": "Kiểm tra trang bán hàng của cơ sở hồi 10 giờ 40 phút, không có nội "
        "dung giới thiệu, rao bán xuất bản phẩm tại số thứ tự 1",
        "remarks": (
            f"Tại thời điểm kiểm tra, cơ sở đã in 1.200 bản xuất bản phẩm “{WORKBOOK}” "
            "nhưng không xuất trình được quyết định xuất bản, hợp đồng in theo quy "
            "định của pháp luật về xuất bản",
        ),
        "requests": (
            "Dừng ngay việc in, gia công xuất bản phẩm nêu trên; cung cấp bổ sung hồ "
            "sơ (nếu có) trước 17 giờ 00 phút ngày 14 tháng 4 năm 2026. Tang vật, "
            "phương tiện được xử lý theo quyết định tạm giữ của người có thẩm quyền",
        ),
        "statement": "Công ty nhận in theo yêu cầu của khách quen, chưa kịp yêu cầu "
        "cung cấp quyết định xuất bản; công ty chấp hành yêu cầu của Đoàn kiểm tra và "
        "không có ý kiến khác",
        "copies": 3,
    }
    return Minutes(**values | changes)


def printer_inspection(**changes: object) -> InspectionRecordForm:
    values: dict[str, object] = {
        "letterhead": DEPARTMENT,
        "number_text": "21/BB-KT",
        "number_suffix": "BB-KT",
        "facts": printer_visit(),
        "minutes": printer_minutes(),
    }
    return InspectionRecordForm(**values | changes)
