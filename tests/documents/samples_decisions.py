"""Decisions as plain values: short, as they usually are, and as long as they get."""

from collections.abc import Callable
from datetime import date

from documents.forms.criminal_transfer import CriminalTransferForm
from documents.forms.delegation_decision import DelegationDecisionForm
from documents.forms.enforcement_decision import EnforcementDecisionForm
from documents.forms.fine_relief import FineReliefForm
from documents.forms.inspection_conclusion import InspectionConclusionForm
from documents.forms.inspection_decision import InspectionDecisionForm
from documents.forms.measures_decision import MeasuresDecisionForm
from documents.forms.parties import Organisation, Several, UnknownParty
from documents.forms.parts import Official
from documents.forms.reopening_decision import ReopeningDecisionForm
from documents.forms.revision import AmendDecisionForm, AnnulDecisionForm
from documents.forms.ruling import Ruling, RulingHead
from documents.forms.sanction_on_spot import SanctionOnSpotForm
from documents.forms.suspension_decision import SuspensionDecisionForm
from documents.forms.visit_facts import VisitedFacility
from documents.kit.head import Letterhead
from documents.kit.signing import Signer
from tests.documents.samples import (
    DECISION_BASES,
    DEPARTMENT,
    NO_DECISION,
    NO_INVOICE,
    OWNER,
    PRINTER,
    WARD,
)

LONG = (
    "Công ty Cổ phần Đầu tư Thương mại Dịch vụ In ấn, Chế bản và Phát hành Xuất bản "
    "phẩm Giáo dục Cao nguyên Trung phần <Cư M’gar & Ea H’leo>"
)
LONGEST_PARTY = Organisation(
    name=LONG,
    address="Lô 00, đường số 00, Cụm công nghiệp thành phần phía Đông Bắc, "
    "thôn Kđrô 2, xã Cư M’gar, tỉnh Đắk Lắk",
    enterprise_code="9900000099",
    registration="Số 9900000099-001 ngày 12/05/2022; nơi cấp: Phòng Đăng ký kinh doanh",
    representative="H’Lơi Niê Kđăm Buôn Krông Y Wang",
    representative_gender="Nữ",
    representative_title="Chủ tịch Hội đồng quản trị kiêm Tổng Giám đốc",
)
ALL_OF_THEM = Several((OWNER, PRINTER, LONGEST_PARTY))
WORDS = (
    "Căn cứ hồ sơ, tài liệu đã thu thập và ý kiến của các cơ quan phối hợp, sự việc "
    "được xác định rõ về thời gian, địa điểm, số lượng và người thực hiện. "
)
DECISION = (
    "Quyết định xử phạt vi phạm hành chính số 18/QĐ-XPHC ngày 12 tháng 5 năm 2026"
)
PA05 = Letterhead(
    ("CÔNG AN TỈNH ĐẮK LẮK",),
    ("PHÒNG AN NINH MẠNG VÀ PHÒNG, CHỐNG", "TỘI PHẠM SỬ DỤNG CÔNG NGHỆ CAO"),
    "Đắk Lắk",
)


def head_of(suffix: str, **changes: object) -> RulingHead:
    values: dict[str, object] = {
        "letterhead": DEPARTMENT,
        "number_text": f"02/{suffix}",
        "number_suffix": suffix,
        "signed_on": date(2026, 6, 3),
        "drafted_on": date(2026, 6, 3),
        "authority_line": "GIÁM ĐỐC SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "legal_bases": DECISION_BASES[:2],
        "signer": Signer(("GIÁM ĐỐC",), "Đinh Quốc Khiêm"),
        "recipients": ("Như Điều 3", "Công an tỉnh (p/h)", "Lưu: VT, HS"),
    }
    return RulingHead(**values | changes)


def ward_head(suffix: str) -> RulingHead:
    return head_of(
        suffix,
        letterhead=WARD,
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT",
        signer=Signer(("CHỦ TỊCH",), "Lương Khánh Toàn"),
    )


def long_head(suffix: str) -> RulingHead:
    return head_of(
        suffix,
        letterhead=PA05,
        authority_line="TRƯỞNG PHÒNG AN NINH MẠNG VÀ PHÒNG, CHỐNG TỘI PHẠM SỬ DỤNG "
        "CÔNG NGHỆ CAO",
        legal_bases=(*DECISION_BASES, f"Căn cứ {DECISION}", "Xét đề nghị của tổ chức"),
        signer=Signer(
            ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"), "Nguyễn Thị Hoàng Ngọc Diễm Thúy"
        ),
        recipients=(
            "Như Điều 3",
            "Viện kiểm sát nhân dân cùng cấp",
            *(f"Cơ quan phối hợp thứ {number} của tỉnh (p/h)" for number in range(9)),
            "Lưu: VT, HS (09b)",
        ),
    )


def on_the_spot(size: str = "usual") -> SanctionOnSpotForm:
    short, longest = size == "short", size == "longest"
    return SanctionOnSpotForm(
        head=long_head("QĐ-XPHC") if longest else ward_head("QĐ-XPHC"),
        party=LONGEST_PARTY if longest else OWNER,
        field_title="trong hoạt động xuất bản",
        place="" if short else "Số 00 Lê Hồng Phong, phường Buôn Ma Thuột",
        acts=(NO_INVOICE, NO_DECISION, NO_INVOICE) if longest else (NO_INVOICE,),
        is_warning=short,
        fine_vnd=0 if short else 52_500_000 if longest else 500_000,
        aggravating=WORDS * 4 if longest else "",
        mitigating=WORDS * 4 if longest else "Tự nguyện khai báo",
        remedies=(WORDS, WORDS) if longest else (),
        payment_days=10,
        pay_to="tài khoản 00.000 tại Kho bạc Nhà nước khu vực",
        executors="Công an phường Buôn Ma Thuột",
    )


def criminal_transfer(size: str = "usual") -> CriminalTransferForm:
    short, longest = size == "short", size == "longest"
    papers = [
        ("Biên bản kiểm tra", "27/BB-KT", "8", ""),
        ("Biên bản vi phạm hành chính", "09/BB-VPHC", "6", "Bản gốc"),
        ("Văn bản trả lời giám định", "-", "4", ""),
        ("Bản ảnh, dữ liệu điện tử", "-", "23", "Kèm 01 thiết bị lưu trữ"),
    ]
    goods = [("Sách: Bài tập Toán lớp 7, tập 1", "bản", "3.000", "NP-0001")]
    return CriminalTransferForm(
        head=long_head("QĐ-CHS") if longest else head_of("QĐ-CHS"),
        party=ALL_OF_THEM if longest else PRINTER,
        to_body="Cơ quan Cảnh sát điều tra Công an tỉnh Đắk Lắk",
        summary=WORDS * 6 if longest else NO_DECISION.text,
        sign="In trên 2.000 bản của một xuất bản phẩm không có quyết định xuất bản; có "
        "dấu hiệu của tội quy định tại điểm b khoản 1 Điều 344 Bộ luật Hình sự",
        figures=() if short else ("trị giá tang vật theo giá bán 45.000.000 đồng",),
        papers=tuple(papers[:1] if short else papers * (12 if longest else 1)),
        sheets=41,
        goods=tuple([] if short else goods * (300 if longest else 1)),
        executors="Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
        stops_execution=longest,
    )


def annulment(size: str = "usual") -> AnnulDecisionForm:
    short, longest = size == "short", size == "longest"
    return AnnulDecisionForm(
        head=long_head("QĐ-HB") if longest else head_of("QĐ-HB"),
        party=LONGEST_PARTY if longest else PRINTER,
        decision=DECISION,
        ground="vi phạm quy định về thủ tục ban hành",
        reason=WORDS * 8 if longest else "Chưa hết thời hạn giải trình",
        executors="Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
        refund_vnd=0 if short else 12_005_000,
        receipts=() if short else ("số BL-1 ngày 20 tháng 5 năm 2026",) * 3,
    )


def amendment(size: str = "usual") -> AmendDecisionForm:
    short, longest = size == "short", size == "longest"
    return AmendDecisionForm(
        head=long_head("QĐ-ĐC") if longest else head_of("QĐ-ĐC"),
        party=ALL_OF_THEM if longest else PRINTER,
        decision=DECISION,
        ground="người có thẩm quyền tự phát hiện có sai sót",
        reason=WORDS * (8 if longest else 1),
        executors="Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
        is_correction=short,
        changes=(
            "Tại khoản 1 Điều 1, “1.200 bản” sửa thành “1.210 bản”",
            *((WORDS,) * 12 if longest else ()),
        ),
    )


def enforcement(size: str = "usual") -> EnforcementDecisionForm:
    short, longest = size == "short", size == "longest"
    return EnforcementDecisionForm(
        head=long_head("QĐ-CC") if longest else head_of("QĐ-CC"),
        party=LONGEST_PARTY if longest else PRINTER,
        decision=DECISION,
        measure="Khấu trừ tiền từ tài khoản",
        reason=WORDS * 6 if longest else "Quá thời hạn mà không nộp phạt",
        owed_vnd=45_472_500,
        fine_vnd=45_000_000,
        late_vnd=472_500,
        orders=() if short else ("Buộc tiêu hủy 1.200 bản",) * (9 if longest else 1),
        days=15,
        pay_to="tài khoản 00.000 tại Kho bạc Nhà nước khu vực",
        executors="Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
    )


def suspension(size: str = "usual") -> SuspensionDecisionForm:
    short, longest = size == "short", size == "longest"
    return SuspensionDecisionForm(
        head=long_head("QĐ-TĐCTH") if longest else head_of("QĐ-TĐCTH"),
        party=ALL_OF_THEM if longest else PRINTER,
        decision=DECISION,
        ground="hành vi vi phạm có dấu hiệu tội phạm",
        reason=WORDS * (9 if longest else 1),
        executors="Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
        is_resumption=short,
        suspended_by="Quyết định số 01/QĐ-TĐCTH ngày 18 tháng 5 năm 2026"
        if short
        else "",
    )


def fine_relief(size: str = "usual", kind: str = "DEFER") -> FineReliefForm:
    longest = size == "longest"
    days = [date(2026, month, 15) for month in (6, 9, 11)]
    return FineReliefForm(
        head=long_head("QĐ-HGMTP") if longest else head_of("QĐ-HGMTP"),
        party=LONGEST_PARTY if longest else OWNER,
        kind_of_relief=kind,
        decision=DECISION,
        fine_vnd=30_000_000,
        owed_vnd=25_000_000,
        reason=WORDS * (9 if longest else 1),
        note=WORDS if longest else "",
        executors="Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
        reduced_vnd=25_000_000 if kind in {"REDUCE", "WAIVE"} else 0,
        effective_on=date(2026, 6, 3),
        until=date(2026, 11, 15),
        plan=tuple(zip((10_000_000, 8_000_000, 7_000_000), days, strict=True))
        if kind == "INSTALMENTS"
        else (),
    )


def measures(size: str = "usual") -> MeasuresDecisionForm:
    short, longest = size == "short", size == "longest"
    remedy = (
        "Buộc tiêu hủy 80 bản xuất bản phẩm. Thời hạn thực hiện: 15 ngày, kể từ ngày "
        "nhận được Quyết định này; kinh phí thực hiện do cá nhân, tổ chức vi phạm chi "
        "trả"
    )
    return MeasuresDecisionForm(
        head=long_head("QĐ-KPHQ") if longest else ward_head("QĐ-KPHQ"),
        party=UnknownParty() if short else LONGEST_PARTY if longest else OWNER,
        field_title="trong hoạt động xuất bản",
        acts=(NO_INVOICE,) * (4 if longest else 1),
        ground="hết thời hạn ra quyết định xử phạt",
        reason=WORDS * (8 if longest else 1),
        confiscations=("Tịch thu 80 bản xuất bản phẩm in lậu",)
        if short or longest
        else (),
        remedies=() if short else (remedy,) * (5 if longest else 1),
        executors="Ủy ban nhân dân phường Buôn Ma Thuột",
    )


def reopening(size: str = "usual") -> ReopeningDecisionForm:
    longest = size == "longest"
    return ReopeningDecisionForm(
        head=long_head("QĐ-MLHS") if longest else head_of("QĐ-MLHS"),
        party=ALL_OF_THEM if longest else PRINTER,
        case_number="VV-2026-0052",
        case_title=WORDS.strip() if longest else "In xuất bản phẩm không có quyết định",
        ground="phát hiện chứng cứ, tình tiết mới",
        reason=WORDS * (9 if longest else 1),
        next_state="đã thụ lý",
        ended_decision="" if size == "short" else DECISION,
        executors="Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
    )


TEAM = (
    Official("Lại Minh Thư", "Phó Trưởng phòng", "Sở Văn hóa", "Trưởng đoàn"),
    Official("Y Bhăm Niê", "Chuyên viên", "Công an tỉnh Đắk Lắk", "thành viên"),
    Official("Đỗ Thị Lụa", "Chuyên viên", "Sở Văn hóa", "thư ký"),
)


def facility_of(size: str) -> VisitedFacility:
    return VisitedFacility(
        name=LONG if size == "longest" else PRINTER.name,
        address=LONGEST_PARTY.address if size == "longest" else PRINTER.address,
        code_label="Mã số doanh nghiệp",
        code="9900000023",
    )


def visit_decision(size: str = "usual") -> InspectionDecisionForm:
    short, longest = size == "short", size == "longest"
    contents = (
        "giấy phép, đăng ký, hồ sơ pháp lý",
        "máy móc, thiết bị",
        "nộp lưu chiểu",
    )
    return InspectionDecisionForm(
        head=long_head("QĐ-KT") if longest else head_of("QĐ-KT"),
        party=None,
        kind_of_visit="kiểm tra",
        purpose="Kiểm tra hoạt động in xuất bản phẩm",
        facility=facility_of(size),
        content=contents[:1] if short else contents,
        mode="trực tiếp tại cơ sở",
        starts_on=date(2026, 6, 5),
        team_name="Đoàn kiểm tra liên ngành",
        team=TEAM[:1] if short else TEAM * (8 if longest else 1),
        agency_head="Giám đốc Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
    )


def visit_conclusion(size: str = "usual") -> InspectionConclusionForm:
    short, longest = size == "short", size == "longest"
    front = long_head("KL-KT") if longest else head_of("KL-KT")
    return InspectionConclusionForm(
        head=RulingHead(
            **{
                **{name: getattr(front, name) for name in front.__slots__},
                "authority_line": "",
            }
        ),
        party=None,
        kind_of_visit="kiểm tra",
        purpose="Kiểm tra hoạt động in xuất bản phẩm",
        facility=facility_of(size),
        team_name="Đoàn kiểm tra liên ngành",
        started_on=date(2026, 5, 5),
        ended_on=date(2026, 5, 5) if short else date(2026, 5, 7),
        results=() if short else ("Đã kiểm tra 24 nội dung theo danh mục",),
        findings=() if short else (NO_DECISION.text,) * (12 if longest else 1),
        text=(WORDS,) * (14 if longest else 1),
        agency_head="Giám đốc Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk",
    )


def delegation(size: str = "usual") -> DelegationDecisionForm:
    longest = size == "longest"
    fields = ("báo chí, hoạt động xuất bản", "quyền tác giả, quyền liên quan")
    return DelegationDecisionForm(
        head=long_head("QĐ-GQXP") if longest else ward_head("QĐ-GQXP"),
        party=None,
        delegator=Official("Lương Khánh Toàn", "Chủ tịch Ủy ban nhân dân phường"),
        delegate=Official(
            "Nguyễn Thị Hoàng Ngọc Diễm Thúy" if longest else "Y Thuận Êban",
            "Phó Chủ tịch",
            "Ủy ban nhân dân phường Buôn Ma Thuột",
        ),
        fields=() if size == "short" else fields * (6 if longest else 1),
        valid_from=date(2026, 7, 1),
        valid_to=date(2026, 12, 31),
    )


KINDS: dict[str, Callable[[str], Ruling]] = {
    "sanction_on_spot": on_the_spot,
    "criminal_transfer": criminal_transfer,
    "annul_decision": annulment,
    "amend_decision": amendment,
    "enforcement_decision": enforcement,
    "suspension_decision": suspension,
    "deferral": fine_relief,
    "relief": lambda size: fine_relief(size, "WAIVE"),
    "instalment": lambda size: fine_relief(size, "INSTALMENTS"),
    "measures_decision": measures,
    "reopening_decision": reopening,
    "inspection_decision": visit_decision,
    "inspection_conclusion": visit_conclusion,
    "delegation_decision": delegation,
}
SIZES = ("short", "usual", "longest")
DECISIONS: dict[str, Callable[[], Ruling]] = {
    f"{name}_{size}": lambda build=build, size=size: build(size)
    for name, build in KINDS.items()
    for size in SIZES
}
