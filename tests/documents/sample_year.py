"""The report of a year as plain values (S16)."""

from dataclasses import replace
from datetime import date

from documents.forms.annual_figures import (
    GroupCount,
    Handling,
    KindCount,
    TaskCount,
    Visits,
    YearFigures,
)
from documents.forms.annual_report import AnnualReportForm, YearTexts
from documents.kit.signing import Signer
from tests.documents.samples import DEPARTMENT

FIGURES = YearFigures(
    year=2026,
    first_day=date(2026, 1, 1),
    last_day=date(2026, 12, 10),
    kinds=(
        KindCount("Cơ sở in xuất bản phẩm", 14, 1, 1),
        KindCount("Cơ sở in khác (đăng ký, tờ khai)", 46, 5, 2),
        KindCount("Cơ sở dịch vụ photocopy", 218, 17, 9),
        KindCount("Cơ sở phát hành xuất bản phẩm", 163, 12, 6),
        KindCount("Cơ sở nhập khẩu xuất bản phẩm", 3, 0, 0),
        KindCount("Gian hàng trực tuyến", 27, 15, 8),
    ),
    wards=(("phường Buôn Ma Thuột", 96), ("phường Tân An", 61), ("xã Ea Kar", 38)),
    with_it=(402, 495),
    visits=Visits(planned=60, planned_done=57, unplanned=21, total=78, with_case=31),
    sources=(("kiểm tra", 31), ("tin báo", 9), ("cơ quan khác chuyển đến", 4)),
    received=(2, 3, 5, 5, 4, 4, 3, 4, 5, 4, 4, 1),
    decided=(1, 2, 4, 3, 4, 3, 3, 3, 4, 4, 3, 2),
    groups=(
        GroupCount("Xuất bản", 3, 0),
        GroupCount("In", 15, 0),
        GroupCount("Phát hành", 12, 4),
        GroupCount("Xuất bản phẩm điện tử", 0, 2),
        GroupCount("Quyền tác giả, quyền liên quan", 5, 3),
    ),
    leads=(("Sở VHTTDL", 28), ("UBND phường Buôn Ma Thuột", 11), ("Công an tỉnh", 5)),
    handling=Handling(
        fines=34,
        warnings=2,
        not_sanctioned=3,
        fine_vnd=1_062_450_000,
        paid_vnd=548_700_000,
        confiscations=6,
        destroyed_copies=9_460,
        suspended_licences=2,
        transferred=2,
        prosecuted=1,
        returned=1,
        still_open=4,
    ),
    tasks=(
        TaskCount("Sở Văn hóa, Thể thao và Du lịch", 48, 45, 3, 0),
        TaskCount("Công an tỉnh", 22, 20, 1, 1),
        TaskCount("Thanh tra tỉnh", 9, 9, 0, 0),
        TaskCount("UBND phường Buôn Ma Thuột", 17, 16, 1, 0),
        TaskCount("UBND xã Ea Kar", 6, 5, 1, 0),
    ),
)
TEXTS = YearTexts(
    direction=(
        "Sở đã ban hành kế hoạch kiểm tra năm 2026, phân công nhiệm vụ cho các cơ quan "
        "phối hợp và Ủy ban nhân dân cấp xã",
    ),
    difficulties=(
        "Việc xác định chủ gian hàng trực tuyến còn chậm; thời gian chờ kết quả giám "
        "định chiếm phần lớn thời hạn ra quyết định",
    ),
    proposals=(
        "Đề nghị bố trí kinh phí giám định năm 2027",
        "Năm 2027 tiếp tục kiểm tra các cơ sở in xuất bản phẩm và cơ sở có vi phạm lần "
        "đầu trong năm 2026",
    ),
)


def year_report(**changes: object) -> AnnualReportForm:
    form = AnnualReportForm(
        letterhead=DEPARTMENT,
        number_text="412/BC-SVHTTDL",
        number_suffix="BC",
        signed_on=date(2026, 12, 14),
        drafted_on=date(2026, 12, 14),
        agency="Sở Văn hóa, Thể thao và Du lịch",
        scope="toàn tỉnh",
        basis="Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về triển khai Chỉ thị số "
        "04-CT/TW",
        addressees=("Ủy ban nhân dân tỉnh Đắk Lắk",),
        figures=FIGURES,
        texts=TEXTS,
        signer=Signer(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Lục Thị Hoài An"),
        recipients=(
            "Như trên",
            "Công an tỉnh, Thanh tra tỉnh (p/h)",
            "Lưu: VT, QLBCXB",
        ),
    )
    return replace(form, **changes)
