"""Papers about goods, minutes and letters as plain values: short, usual, longest."""

from dataclasses import replace
from datetime import date
from typing import Any

from documents.catalogue import PaperHead
from documents.form_ids import FormId
from documents.forms.content import Article, Block, Hand, Heading, Listed, Named, Words
from documents.forms.goods_list import GOODS
from documents.forms.letter import Letter
from documents.forms.minutes import Minutes, owner_signers, people, receiver_of
from documents.forms.ordered import GoodsDecision
from documents.forms.parties import Organisation
from documents.forms.parts import Official, Witness
from documents.forms.seizure_decision import SUBJECT, articles
from documents.kit.head import Draft
from documents.kit.pages import PaperForm
from documents.kit.signing import Signer
from documents.kit.tables import Column
from tests.documents.samples import DEPARTMENT, PRINTER, at

SEIZURE_BASES = (
    "Căn cứ Điều 119, Điều 125 Luật Xử lý vi phạm hành chính ngày 20 tháng 6 năm 2012 "
    "(được sửa đổi, bổ sung năm 2020 và năm 2025)",
    "Căn cứ Nghị định số 118/2021/NĐ-CP ngày 23 tháng 12 năm 2021 của Chính phủ quy "
    "định chi tiết một số điều và biện pháp thi hành Luật Xử lý vi phạm hành chính "
    "(được sửa đổi, bổ sung bởi Nghị định số 68/2025/NĐ-CP và Nghị định số "
    "190/2025/NĐ-CP)",
    "Căn cứ Biên bản kiểm tra số 21/BB-KT lập ngày 13 tháng 4 năm 2026",
    "Theo đề nghị của Trưởng đoàn kiểm tra",
)
MACHINES = (
    (
        "1",
        "Máy in offset tờ rời",
        "chiếc",
        "01",
        "Sao Bắc SB 520-4; số sê-ri OFS-52-0417; năm 2014; 04 màu; còn hoạt động",
        "NP-0311",
    ),
    (
        "2",
        "Máy in offset tờ rời",
        "chiếc",
        "01",
        "Sao Bắc SB 520-2; số sê-ri OFS-52-0233; năm 2011; 02 màu; còn hoạt động",
        "NP-0312",
    ),
    (
        "3",
        "Sách “Bồi dưỡng Tiếng Việt lớp 4 theo chủ đề”",
        "bản",
        "1.200",
        "Khổ 17 x 24 cm, 96 trang; thành phẩm; đóng 24 thùng, mỗi thùng 50 bản",
        "NP-0313 đến NP-0336",
    ),
)
# As many titles as a shop was ever found with, and the longest that fit a record.
TITLES = tuple(
    (
        str(place),
        f"Sách “Tuyển tập đề thi và lời giải chi tiết môn Ngữ văn tập {place}”",
        "bản",
        "12.345",
        "Khổ 17 x 24 cm; bìa cứng; thành phẩm; không ghi số quyết định xuất bản",
        f"NP-{place:04d}",
    )
    for place in range(1, 301)
)
LONGEST = Organisation(
    name="Công ty Trách nhiệm hữu hạn Một thành viên Sản xuất, Thương mại và Dịch vụ "
    "In ấn, Phát hành Xuất bản phẩm Cao Nguyên Đại Ngàn Xanh Buôn Ma Thuột",
    address="Thửa đất số 0000, tờ bản đồ số 00, đường Nguyễn Thị Minh Khai nối dài, "
    "buôn Krông Ana Hạ, phường Buôn Ma Thuột, tỉnh Đắk Lắk",
    enterprise_code="9900000023-001",
    registration="Số 12/GP-SVHTTDL ngày 18/09/2025; nơi cấp: Sở Văn hóa, Thể thao và "
    "Du lịch tỉnh Đắk Lắk",
    representative="H’Nguyệt Thanh Hương Niê Kđăm Ayŭn Mlô Duôn Du",
    representative_gender="Nữ",
    representative_title="Chủ tịch Hội đồng thành viên kiêm Tổng Giám đốc",
)
KEEPER = "bà Lại Minh Thư, Phó Trưởng phòng Quản lý báo chí, xuất bản"
PERIOD = (
    "07 ngày làm việc, kể từ ngày 13 tháng 4 năm 2026 (đến hết ngày 22 tháng 4 năm "
    "2026)"
)
WITNESSES = (
    Witness("Ngô Văn Thiện", "phường Tân An, tỉnh Đắk Lắk"),
    Witness("Y Thuyên Niê", "Cán bộ Công an tỉnh", "Người phối hợp"),
)
MORE_WITNESSES = (
    *WITNESSES,
    Witness("H’Bia Êban", "Phó Chủ tịch", "Đại diện chính quyền"),
    Witness("Phan Quang Hải", "Chuyên viên Sở Tài chính", "Đại diện tài chính"),
)
HEAD = PaperHead(
    letterhead=DEPARTMENT,
    number_text="05/BB-TG",
    number_suffix="BB-TG",
    day=date(2026, 4, 13),
    legal_bases=(
        "Căn cứ Quyết định số 05/QĐ-TGTVPTGPCC ngày 13 tháng 4 năm 2026 của Giám đốc "
        "Sở Văn hóa, Thể thao và Du lịch về việc tạm giữ tang vật, phương tiện vi phạm "
        "hành chính",
    ),
    recipients=("Như trên", "Giám đốc Sở (b/c)", "Công an tỉnh (p/h)", "Lưu: VT, HS"),
    signer=Signer(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Lục Thị Hoài An"),
    maker=Official(
        "Lại Minh Thư", "Trưởng đoàn kiểm tra", "Sở Văn hóa, Thể thao và Du lịch"
    ),
)
MARK = Draft(at(13, 4, 9), "Vụ việc VV-2026-0052")


def seizure_decision(**changes: Any) -> GoodsDecision:
    party = changes.pop("party", PRINTER)
    goods = changes.pop("goods", MACHINES)
    values: dict[str, Any] = {
        "form_id": FormId.SEIZURE_DECISION,
        "letterhead": DEPARTMENT,
        "number_text": "05/QĐ-TGTVPTGPCC",
        "number_suffix": "QĐ-TGTVPTGPCC",
        "signed_on": date(2026, 4, 13),
        "drafted_on": date(2026, 4, 13),
        "subject": SUBJECT,
        "authority_line": "GIÁM ĐỐC SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "legal_bases": SEIZURE_BASES,
        "articles": articles(
            party,
            ground="Để ngăn chặn ngay hành vi vi phạm hành chính",
            reason="Máy đang in sách không có quyết định xuất bản",
            period=PERIOD,
            place="Máy in niêm phong tại xưởng in của tổ chức; sách tại kho tang vật",
            goods=goods,
            keeper=KEEPER,
        ),
        "last": Article(
            4,
            "Trưởng đoàn kiểm tra, bà Lại Minh Thư và các cá nhân, đơn vị có liên quan "
            "chịu trách nhiệm thi hành Quyết định này",
        ),
        "recipients": ("Như Điều 3, Điều 4", "Công an tỉnh (p/h)", "Lưu: VT, HS"),
        "signer": Signer(("GIÁM ĐỐC",), "Đinh Quốc Khiêm"),
    }
    return GoodsDecision(**values | changes)


def seizure_record(**changes: Any) -> Minutes:
    party = changes.pop("party", PRINTER)
    goods = changes.pop("goods", MACHINES)
    present = changes.pop("present", WITNESSES)
    blocks: tuple[Block, ...] = (
        *people(HEAD, {}, *present),
        Heading(f"2. Tiến hành tạm giữ của {party.group} có tên sau đây:"),
        Named(party),
        Listed("3. Tang vật, phương tiện tạm giữ gồm", GOODS, goods),
        Words("Ngoài tang vật, phương tiện nêu trên, chúng tôi không tạm giữ gì khác."),
        Words("4. Niêm phong: Hai máy in được dán niêm phong tại tủ điện."),
        Hand("5. Ý kiến của người có mặt", lines=2),
    )
    values: dict[str, Any] = {
        "form_id": FormId.SEIZURE_RECORD,
        "head": HEAD,
        "subject": SUBJECT,
        "opening": "Hôm nay, hồi 13 giờ 45 phút, ngày 13 tháng 4 năm 2026, tại",
        "place": "Công ty TNHH In Cao Nguyên Xanh",
        "blocks": blocks,
        "signers": (*owner_signers(party), *(row.signer for row in present)),
        "finished": "14 giờ 50 phút",
        "copies": 3,
        "copy_to": receiver_of(party),
        "legal_bases": HEAD.legal_bases,
    }
    return Minutes(**values | changes)


def expert_letter(**changes: Any) -> Letter:
    columns = (
        Column("STT", 12, "centre"),
        Column("Tên mẫu", 84),
        Column("Số lượng", 32, "centre"),
        Column("Số niêm phong", 37, "centre", code=True),
    )
    title = "Bồi dưỡng Tiếng Việt lớp 4 theo chủ đề"
    values: dict[str, Any] = {
        "form_id": FormId.EXPERT_REQUEST,
        "head": replace(HEAD, number_text="812/SVHTTDL-QLBCXB", day=date(2026, 4, 16)),
        "subject": "đề nghị giám định xuất bản phẩm",
        "addressees": ("Cục Xuất bản, In và Phát hành", "Nhà xuất bản Thảo Nguyên"),
        "blocks": (
            Words(
                "Ngày 13 tháng 4 năm 2026, Đoàn kiểm tra liên ngành kiểm tra Công ty "
                "TNHH In Cao Nguyên Xanh, phát hiện 1.200 bản xuất bản phẩm không có "
                "quyết định xuất bản."
            ),
            Words("1. Xuất bản phẩm có do Nhà xuất bản cấp quyết định hay không?"),
            Words("2. Nội dung có vi phạm Điều 10 Luật Xuất bản không?"),
            Listed(
                "3. Mẫu gửi kèm công văn gồm",
                columns,
                (
                    ("1", title, "02 bản", "NP-0337"),
                    ("2", title, "02 bản", "NP-0338"),
                ),
            ),
            Words("4. Thời hạn đề nghị trả lời: trước ngày 06 tháng 5 năm 2026."),
            Words("Đầu mối liên hệ: Bà Lại Minh Thư; điện thoại: 0262 000 0000."),
        ),
        "last": "Rất mong nhận được sự phối hợp của quý cơ quan",
        "named": "Công văn đề nghị giám định",
    }
    return Letter(**values | changes)


def seizure_draft() -> GoodsDecision:
    return seizure_decision(
        number_text=None, signed_on=None, signer=Signer(("GIÁM ĐỐC",)), draft=MARK
    )


def three_hundred_titles_decided() -> PaperForm:
    return seizure_decision(party=LONGEST, goods=TITLES)


def three_hundred_titles_recorded() -> PaperForm:
    return seizure_record(party=LONGEST, goods=TITLES, present=MORE_WITNESSES)


def bare_record() -> PaperForm:
    """Nothing filled in, nobody present, no list."""
    return seizure_record(
        goods=(), present=(), place="", copy_to="", legal_bases=(), copies=2
    )


def notice() -> PaperForm:
    return expert_letter(
        kind="THÔNG BÁO",
        subject="Về việc không thụ lý vụ việc",
        addressees=("Ông Trịnh Gia Bình",),
        blocks=(Words("Vụ việc không thuộc thẩm quyền."),),
        named="Thông báo",
        legal_bases=SEIZURE_BASES[:1],
    )


USUAL = {
    "seizure_decision": seizure_decision,
    "seizure_record": seizure_record,
    "expert_request": expert_letter,
    "dismissal_notice": notice,
}
TIGHT = {
    "decision_of_300_titles": three_hundred_titles_decided,
    "record_of_300_titles_and_6_signers": three_hundred_titles_recorded,
    "record_with_nothing_filled_in": bare_record,
    "seizure_draft": seizure_draft,
}
