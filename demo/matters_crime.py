"""Short cases that left the way: forwarded, transferred, returned; all invented."""

from __future__ import annotations

from datetime import date

from cases.states import CaseState
from demo.matters import SO, Matter
from demo.register import BUON_HO, TAN_AN, THANH_NHAT
from facilities.services import PartyInput
from facilities.states import Gender


def _person(name: str, gender: str, born_on: date, place: str, ward: str) -> PartyInput:
    return PartyInput(
        subject_kind="INDIVIDUAL",
        name=name,
        gender=gender,
        born_on=born_on,
        occupation="Buôn bán",
        address_text=place,
        ward_code=ward,
    )


MATTERS = (
    Matter(
        ends_in=CaseState.FORWARDED,
        house=SO,
        title="Nhà sách ngoài tỉnh gửi bán sách không rõ nguồn gốc",
        behaviour="DST-29-1A",
        description="Gửi bán 30 bản “Cẩm nang luyện thi” không có hóa đơn, chứng từ",
        publication="Cẩm nang luyện thi",
        copies=30,
        ward=TAN_AN,
        place="kho hàng của đơn vị vận chuyển",
        is_respondent_unknown=True,
        outcome="Nơi xảy ra vi phạm thuộc địa bàn tỉnh khác.",
    ),
    Matter(
        ends_in=CaseState.TRANSFERRED,
        house=SO,
        title="In nối bản sách tham khảo với số lượng lớn",
        behaviour="PRT-NODEC",
        description="In 2.600 bản “Toán nâng cao lớp 9” không có quyết định xuất bản",
        publication="Toán nâng cao lớp 9",
        copies=2600,
        ward=BUON_HO,
        place="xưởng in thuê tại cụm công nghiệp",
        person=_person(
            "Vi Văn Thảo", Gender.MALE, date(1983, 4, 17), "Số 00 Hùng Vương", BUON_HO
        ),
        personal_id="066983000131",
        outcome="In 2.600 bản của một xuất bản phẩm không có quyết định xuất bản, vượt "
        "mức 2.000 bản tại điểm b khoản 1 Điều 344 Bộ luật Hình sự.",
    ),
    Matter(
        ends_in=CaseState.RETURNED,
        house=SO,
        title="Bán sách tham khảo nghi giả, cơ quan điều tra trả hồ sơ",
        behaviour="DST-29-HI",
        description="Tàng trữ, phát hành 320 bản “Văn mẫu lớp 8” in lậu",
        publication="Văn mẫu lớp 8",
        copies=320,
        ward=THANH_NHAT,
        place="kho sau nhà, đường Nguyễn Thị Định",
        person=_person(
            "Hà Thị Quế",
            Gender.FEMALE,
            date(1990, 12, 2),
            "Số 00 Nguyễn Thị Định",
            THANH_NHAT,
        ),
        personal_id="066990000132",
        outcome="Nghi là hàng giả, cần cơ quan điều tra xác định giá trị.",
    ),
)
