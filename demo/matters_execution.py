"""Short cases whose decision is enforced, suspended or annulled; all invented."""

from __future__ import annotations

from datetime import date

from cases.states import CaseState
from demo.matters import BMT, SO, Matter
from demo.register import BUON_MA_THUOT, TAN_AN
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
        ends_in=CaseState.ENFORCING,
        house=BMT,
        title="Không nộp phạt vì bán sách không có hóa đơn – quầy bến xe",
        behaviour="DST-29-2A",
        description="Phát hành 66 bản “Sổ tay nấu ăn gia đình” không có hóa đơn, chứng "
        "từ chứng minh nguồn gốc hợp pháp",
        publication="Sổ tay nấu ăn gia đình",
        copies=66,
        ward=BUON_MA_THUOT,
        place="bến xe phía bắc, quầy 00",
        person=_person(
            "Đàm Văn Khuê",
            Gender.MALE,
            date(1979, 2, 11),
            "Số 00 Phan Chu Trinh",
            TAN_AN,
        ),
        personal_id="066979000121",
        outcome="Quá 10 ngày kể từ ngày nhận quyết định chưa nộp phạt.",
    ),
    Matter(
        ends_in=CaseState.EXECUTION_SUSPENDED,
        house=BMT,
        title="Khiếu nại quyết định xử phạt – sạp sách chợ trung tâm",
        behaviour="DST-29-2A",
        description="Phát hành 58 bản “Truyện tranh lịch sử” không có hóa đơn, chứng "
        "từ chứng minh nguồn gốc hợp pháp",
        publication="Truyện tranh lịch sử",
        copies=58,
        ward=BUON_MA_THUOT,
        place="chợ trung tâm, sạp 00",
        person=_person(
            "Lục Thị Nhài", Gender.FEMALE, date(1988, 6, 25), "Số 00 Y Jút", TAN_AN
        ),
        personal_id="066988000122",
        outcome="Hóa đơn nhập hàng đã xuất trình nhưng không được xem xét.",
    ),
    Matter(
        ends_in=CaseState.ANNULLED,
        house=SO,
        title="Hủy bỏ quyết định do sai thủ tục – quầy sách siêu thị",
        behaviour="DST-29-2A",
        description="Phát hành 72 bản “Vở tập viết mẫu” không có hóa đơn, chứng từ "
        "chứng minh nguồn gốc hợp pháp",
        publication="Vở tập viết mẫu",
        copies=72,
        ward=TAN_AN,
        place="siêu thị, quầy 00",
        person=_person(
            "Kiều Minh Tú", Gender.MALE, date(1991, 9, 3), "Số 00 Nguyễn Du", TAN_AN
        ),
        personal_id="066991000123",
        outcome="Biên bản thiếu chữ ký của người chứng kiến.",
    ),
)
