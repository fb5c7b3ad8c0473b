"""What the short cases near the day of loading are about; all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agencies.kinds import SubjectKind
from cases.services import MeasureTerms
from cases.states import CaseState, ItemKind, Source
from demo.register import (
    BUON_MA_THUOT,
    DONG_HOA,
    EA_KAR,
    TAN_AN,
    THANH_NHAT,
    TUY_HOA,
)
from facilities.services import PartyInput
from facilities.states import Gender


@dataclass(frozen=True, slots=True)
class House:
    """Who does what in an agency; `division` proposes to the signer."""

    handler: str
    recorder: str = ""
    signer: str = ""
    clerk: str = ""
    manager: str = ""
    division: str = "Trưởng phòng Văn hóa - Xã hội"


SO = House(
    "so.thuly",
    "so.kiemtra",
    "so.giamdoc",
    "so.vanthu",
    "so.lanhdao",
    "Trưởng phòng Quản lý xuất bản",
)
BMT = House(
    "xa.bmt.thuly",
    "xa.bmt.kiemtra",
    "xa.bmt.chutich",
    "xa.bmt.vanthu",
    "xa.bmt.lanhdao",
)
WARD_OF_EA_KAR = House(
    "xa.eakar", "xa.eakar", "xa.eakar.chutich", "xa.eakar", "xa.eakar.chutich"
)
WARD_OF_DONG_HOA = House("xa.donghoa")
POLICE = House("ca.pa03")
MARKET = House("qltt.kiemtra")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One short case: whose it is, what it is about, where it stands in the end.

    `outcome` is the reason or note of its last steps.
    """

    ends_in: CaseState
    house: House
    title: str
    behaviour: str
    description: str
    publication: str
    copies: int
    ward: str
    place: str
    source: str = Source.TIP_OFF
    source_note: str = ""
    facility: str = ""
    person: PartyInput | None = None
    personal_id: str = ""
    is_respondent_unknown: bool = False
    measures: tuple[MeasureTerms, ...] = ()
    outcome: str = ""


def _person(name: str, gender: str, born_on: date, place: str, ward: str) -> PartyInput:
    return PartyInput(
        subject_kind=SubjectKind.INDIVIDUAL,
        name=name,
        gender=gender,
        born_on=born_on,
        occupation="Buôn bán",
        address_text=place,
        ward_code=ward,
    )


MATTERS = (
    Matter(
        ends_in=CaseState.RECEIVED,
        house=POLICE,
        title="Sách tham khảo nghi in lậu bán trước cổng trường",
        source_note="Phụ huynh gửi ảnh bìa và trang in mờ, không có tem.",
        behaviour="DST-29-1A",
        description="Bày bán 25 bản “Bộ đề ôn thi vào lớp 10” không có hóa đơn, chứng "
        "từ, nghi in lậu",
        publication="Bộ đề ôn thi vào lớp 10",
        copies=25,
        ward=TAN_AN,
        place="trước cổng trường, đường Trần Quý Cáp",
        is_respondent_unknown=True,
    ),
    Matter(
        ends_in=CaseState.RECEIVED,
        house=WARD_OF_DONG_HOA,
        title="Bán lịch không rõ nguồn gốc tại chợ Đông Hòa",
        source=Source.PETITION,
        source_note="Đơn của tiểu thương trong chợ.",
        behaviour="DST-29-1A",
        description="Bày bán 40 bản “Lịch bloc hoa bốn mùa” không có hóa đơn, chứng từ",
        publication="Lịch bloc hoa bốn mùa",
        copies=40,
        ward=DONG_HOA,
        place="chợ Đông Hòa, lô 00",
        is_respondent_unknown=True,
    ),
    Matter(
        ends_in=CaseState.VERIFYING,
        house=SO,
        title="Sách kỹ năng không có hóa đơn – Phát hành Sóng Biển",
        source=Source.RIGHTS_HOLDER,
        source_note="Công văn của đơn vị giữ bản quyền, kèm 03 ảnh chụp kệ sách.",
        behaviour="DST-29-2A",
        description="Phát hành 62 bản “Nói chuyện với cây” không có hóa đơn, chứng từ "
        "chứng minh nguồn gốc hợp pháp",
        publication="Nói chuyện với cây",
        copies=62,
        ward=TUY_HOA,
        place="cửa hàng Sách Sóng Biển",
        facility="F6",
    ),
    Matter(
        ends_in=CaseState.VERIFYING,
        house=MARKET,
        title="Vận chuyển sách không kèm hóa đơn trên quốc lộ 26",
        source=Source.MEDIA,
        behaviour="DST-29-1C",
        description="Tàng trữ trên xe 48 bản “Từ điển bỏ túi Anh - Việt” không có hóa "
        "đơn, chứng từ",
        publication="Từ điển bỏ túi Anh - Việt",
        copies=48,
        ward=EA_KAR,
        place="quốc lộ 26, xã Ea Kar",
        is_respondent_unknown=True,
    ),
    Matter(
        ends_in=CaseState.DISMISSED,
        house=WARD_OF_EA_KAR,
        title="Phản ánh bán sách không hóa đơn – Sách Ea Kar",
        behaviour="DST-29-1A",
        description="Bày bán 18 bản “Sổ tay chăm sóc cà phê theo mùa” bị phản ánh "
        "không có hóa đơn",
        publication="Sổ tay chăm sóc cà phê theo mùa",
        copies=18,
        ward=EA_KAR,
        place="cửa hàng của Hộ kinh doanh Sách Ea Kar",
        facility="F8",
        outcome="Cơ sở đã xuất trình đủ hóa đơn của 18 bản: không có vi phạm.",
    ),
    Matter(
        ends_in=CaseState.OPENED,
        house=SO,
        title="Bán tài liệu không kinh doanh tại sạp văn phòng phẩm",
        behaviour="DST-29-1B",
        description="Bán 32 bản “Sổ tay tuyên truyền phòng cháy rừng” là xuất bản phẩm "
        "không kinh doanh",
        publication="Sổ tay tuyên truyền phòng cháy rừng",
        copies=32,
        ward=THANH_NHAT,
        place="sạp văn phòng phẩm số 00 đường Mai Xuân Thưởng",
        person=_person(
            "Thân Thị Kim Ngọc",
            Gender.FEMALE,
            date(1979, 6, 24),
            "Số 00 đường Mai Xuân Thưởng",
            THANH_NHAT,
        ),
        personal_id="066979000101",
    ),
    Matter(
        ends_in=CaseState.EXPLAINING,
        house=SO,
        title="Sách tử vi có nội dung mê tín dị đoan – Công ty Trăng Non",
        source=Source.REFERRAL,
        source_note="Thanh tra tỉnh chuyển 01 bản sách và phiếu đọc nội dung.",
        behaviour="PUB-24-3A",
        description="Phát hành 150 bản “Xem ngày, đoán mệnh cho người bận rộn” có nội "
        "dung mê tín dị đoan",
        publication="Xem ngày, đoán mệnh cho người bận rộn",
        copies=150,
        ward=TAN_AN,
        place="Công ty TNHH Văn hóa Trăng Non",
        person=PartyInput(
            subject_kind=SubjectKind.ORGANISATION,
            name="Công ty TNHH Văn hóa Trăng Non",
            address_text="Số 00 đường Ngô Quyền",
            ward_code=TAN_AN,
            legal_representative_name="Doãn Minh Triết",
            legal_representative_title="Giám đốc",
            legal_representative_gender=Gender.MALE,
        ),
        outcome="Công ty gửi văn bản yêu cầu giải trình, kèm hợp đồng biên tập.",
    ),
    Matter(
        ends_in=CaseState.PENDING_DECISION,
        house=SO,
        title="Phát hành sách nhập khẩu khi chưa được đồng ý – Gió Đồi",
        source=Source.REFERRAL,
        source_note="Kết quả đối chiếu danh mục nhập khẩu quý III.",
        behaviour="IMP-30-3C",
        description="Phát hành 320 bản xuất bản phẩm nhập khẩu “Atlas động vật cho trẻ "
        "em” khi chưa được cơ quan có thẩm quyền đồng ý",
        publication="Atlas động vật cho trẻ em",
        copies=320,
        ward=DONG_HOA,
        place="trụ sở Công ty TNHH Văn hóa phẩm Gió Đồi",
        facility="F7",
        measures=(
            MeasureTerms(
                kind=ItemKind.RECALL,
                description="Buộc thu hồi 320 bản xuất bản phẩm “Atlas động vật cho "
                "trẻ em”. Thời hạn thực hiện: 10 ngày, kể từ ngày nhận Quyết định này",
                term_days=10,
            ),
        ),
    ),
    Matter(
        ends_in=CaseState.PENDING_DECISION,
        house=BMT,
        title="Bán sách không có hóa đơn trên vỉa hè đường Phan Chu Trinh",
        behaviour="DST-29-1A",
        description="Phát hành 28 bản “Mẹo học nhanh bảng cửu chương” không có hóa "
        "đơn, chứng từ chứng minh nguồn gốc hợp pháp",
        publication="Mẹo học nhanh bảng cửu chương",
        copies=28,
        ward=BUON_MA_THUOT,
        place="vỉa hè trước số 00 Phan Chu Trinh",
        person=_person(
            "Ông Ngọc Điền",
            Gender.MALE,
            date(1968, 10, 2),
            "Hẻm 00 Phan Chu Trinh",
            BUON_MA_THUOT,
        ),
        personal_id="066968000102",
    ),
    Matter(
        ends_in=CaseState.DECIDED,
        house=BMT,
        title="Bán truyện tranh không có hóa đơn tại quán cà phê sách",
        behaviour="DST-29-2A",
        description="Phát hành 55 bản “Chú voi con học đếm” không có hóa đơn, chứng từ "
        "chứng minh nguồn gốc hợp pháp",
        publication="Chú voi con học đếm",
        copies=55,
        ward=BUON_MA_THUOT,
        place="quán cà phê sách số 00 Lý Thường Kiệt",
        person=_person(
            "H’Bluôn Ayŭn",
            Gender.FEMALE,
            date(1995, 1, 19),
            "Số 00 Lý Thường Kiệt",
            BUON_MA_THUOT,
        ),
        personal_id="066995000103",
    ),
    Matter(
        ends_in=CaseState.NO_SANCTION,
        house=BMT,
        title="Sách vô chủ bỏ lại tại bến xe",
        behaviour="DST-29-1C",
        description="Để lại 36 bản “Truyện cười dân gian” không có hóa đơn, chứng từ, "
        "không có người nhận",
        publication="Truyện cười dân gian",
        copies=36,
        ward=BUON_MA_THUOT,
        place="bến xe, phường Buôn Ma Thuột",
        is_respondent_unknown=True,
        measures=(
            MeasureTerms(
                kind=ItemKind.DESTRUCTION,
                description="Tiêu hủy 36 bản xuất bản phẩm “Truyện cười dân gian”. "
                "Thời hạn thực hiện: 15 ngày",
                term_days=15,
            ),
        ),
        outcome="Không xác định được đối tượng vi phạm (Điều 65 Luật Xử lý vi phạm "
        "hành chính); áp dụng biện pháp khắc phục hậu quả.",
    ),
    Matter(
        ends_in=CaseState.EXECUTING,
        house=WARD_OF_EA_KAR,
        title="Bán sách giáo khoa không có hóa đơn tại chợ Ea Kar",
        behaviour="DST-29-2A",
        description="Phát hành 74 bản “Vở bài tập Tiếng Việt thực hành” không có hóa "
        "đơn, chứng từ chứng minh nguồn gốc hợp pháp",
        publication="Vở bài tập Tiếng Việt thực hành",
        copies=74,
        ward=EA_KAR,
        place="chợ Ea Kar, quầy 00",
        person=_person(
            "Lưu Đình Khải", Gender.MALE, date(1986, 3, 30), "Thôn 00", EA_KAR
        ),
        personal_id="066986000104",
    ),
    Matter(
        ends_in=CaseState.EXECUTED,
        house=SO,
        title="Bán tài liệu không kinh doanh – Trung tâm Ánh Sao Mai",
        source=Source.MEDIA,
        behaviour="DST-29-1B",
        description="Bán 90 bản “Cẩm nang an toàn giao thông học đường” là xuất bản "
        "phẩm không kinh doanh",
        publication="Cẩm nang an toàn giao thông học đường",
        copies=90,
        ward=BUON_MA_THUOT,
        place="Trung tâm Ngoại ngữ Ánh Sao Mai",
        person=PartyInput(
            subject_kind=SubjectKind.ORGANISATION,
            name="Trung tâm Ngoại ngữ Ánh Sao Mai",
            address_text="Số 00 đường Y Jút",
            ward_code=BUON_MA_THUOT,
            legal_representative_name="Khúc Thị Lan Chi",
            legal_representative_title="Giám đốc",
            legal_representative_gender=Gender.FEMALE,
        ),
        outcome="Đã nộp phạt đủ, đúng hạn; hồ sơ đầy đủ.",
    ),
)
