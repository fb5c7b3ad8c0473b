"""Invented papers to measure with, and the same content as a page of HTML."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from documents.forms.acts import Act
from documents.forms.case_facts import CaseFacts, EventRow
from documents.forms.case_register import COLUMNS
from documents.forms.parties import Individual
from documents.forms.report_cover import ReportCover
from documents.forms.sanction_decision import SanctionDecisionForm
from documents.kit.head import Letterhead
from documents.kit.pages import PaperForm
from documents.kit.register import RegisterHead
from documents.kit.register_layout import Cell
from documents.kit.signing import Signer
from documents.kit.styles import STYLES
from kernel.clock import LOCAL_ZONE

AT = datetime(2026, 11, 22, 10, 15, tzinfo=LOCAL_ZONE)
EVENTS = 500
_FONTS = Path(__file__).resolve().parent.parent / "documents" / "fonts"
_WARD = Letterhead((), ("ỦY BAN NHÂN DÂN", "PHƯỜNG BUÔN MA THUỘT"), "Buôn Ma Thuột")
_OWNER = Individual(
    name="Mạc Thị Thu Cúc",
    gender="Nữ",
    born_on=date(1984, 8, 17),
    nationality="Việt Nam",
    occupation="Chủ Hộ kinh doanh Nhà sách Hoa Cúc",
    residence="Số 00 Lê Hồng Phong, phường Buôn Ma Thuột, tỉnh Đắk Lắk",
    id_number="",
    id_issued_on=date(2022, 5, 12),
    id_issuer="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
)
_DEEDS = (
    "Phát hành 80 bản xuất bản phẩm không có hóa đơn, chứng từ",
    "Sao chép sách giáo khoa không được phép của chủ sở hữu quyền tác giả (40 bản)",
    "In 3.000 bản sách giáo khoa không có quyết định xuất bản",
    "Rao bán xuất bản phẩm không có nguồn gốc hợp pháp trên gian hàng trực tuyến",
)
_PLACES = ("Buôn Hồ", "Ea Kar", "Tân An", "Tuy Hòa", "Cư M’gar", "Krông Năng")


def decision() -> SanctionDecisionForm:
    act = Act(
        f"{_DEEDS[0]}, bị phát hiện ngày 03 tháng 3 năm 2026",
        "điểm a khoản 2 Điều 29 Nghị định số 119/2020/NĐ-CP",
        3_750_000,
    )
    basis = (
        "Căn cứ Điều 57, Điều 68, Điều 70, Điều 78, Điều 85 Luật Xử lý vi phạm hành "
        "chính ngày 20 tháng 6 năm 2012 (được sửa đổi, bổ sung năm 2020 và năm 2025)"
    )
    return SanctionDecisionForm(
        letterhead=_WARD,
        number_text="06/QĐ-XPHC",
        number_suffix="QĐ-XPHC",
        signed_on=date(2026, 3, 12),
        drafted_on=date(2026, 3, 12),
        field_title="trong hoạt động xuất bản",
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT",
        legal_bases=(basis,) * 6,
        party=_OWNER,
        acts=(act,) * 3,
        is_warning=False,
        fine_vnd=11_250_000,
        signer=Signer(("CHỦ TỊCH",), "Lương Khánh Toàn"),
        executors="Trưởng phòng Văn hóa - Xã hội và Công an phường Buôn Ma Thuột",
        recipients=("Như Điều 3", "Sở Văn hóa, Thể thao và Du lịch (b/c)", "Lưu: VT"),
    )


def cover() -> ReportCover:
    return ReportCover(
        letterhead=_WARD,
        verification_code="7C41-9E2B-50D8",
        qr_text="VV-2026-0052 7C41-9E2B-50D8",
        level="Nội bộ",
        signer=Signer(("NGƯỜI LẬP BÁO CÁO",), "Lại Minh Thư"),
        addressees=("Chủ tịch Ủy ban nhân dân phường Buôn Ma Thuột",),
        recipients=("Như trên", "Lưu: VT, HS"),
        printed_by="xa.bmt.thuly",
    )


def facts(events: int = EVENTS) -> CaseFacts:
    return CaseFacts(
        subject="Vụ phát hành xuất bản phẩm không có hóa đơn\ntại Nhà sách Hoa Cúc",
        case_number="VV-2026-0052",
        data_at=AT,
        state="Đang thi hành",
        source="Tin báo",
        lead="Ủy ban nhân dân phường Buôn Ma Thuột",
        party=_OWNER,
        acts=_DEEDS,
        events=tuple(
            EventRow(
                date(2026, 3, 5) + timedelta(days=n // 4),
                f"Việc số {n}: {_DEEDS[n % 4]}",
                f"UBND phường {_PLACES[n % 6]}",
            )
            for n in range(1, events + 1)
        ),
    )


def register_head() -> RegisterHead:
    return RegisterHead(
        letterhead=_WARD,
        day="ngày 22 tháng 11 năm 2026",
        kind="SỔ THEO DÕI VỤ VIỆC VI PHẠM",
        subject="Trong hoạt động xuất bản, in và phát hành xuất bản phẩm",
        note="(Không lọc; sắp xếp theo ngày tiếp nhận)",
        foot="Sổ theo dõi vụ việc - Kết xuất 22/11/2026 10:15",
        signers=(Signer(("NGƯỜI LẬP",), "H’Lan Êban"), Signer(("CHỦ TỊCH",))),
    )


def register_rows(size: int) -> Iterator[Sequence[Cell]]:
    """The columns of the register of cases; never two rows alike."""
    chosen = random.Random(1)  # noqa: S311 - no secret
    for n in range(1, size + 1):
        place = chosen.choice(_PLACES)
        yield (
            n,
            (f"VV-2026-{n:05d}", "03/03/2026"),
            (f"Công ty TNHH Phát hành số {n}", f"(phường {place})"),
            chosen.choice(_DEEDS),
            f"Sở VHTTDL; phối hợp: Công an tỉnh, UBND phường {place}",
            (f"{n % 900 + 1:02d}/BB-VPHC", "05/03/2026"),
            (f"{n % 900 + 1:02d}/QĐ-XPHC", "12/03/2026"),
            chosen.randrange(3_750_000, 900_000_000, 250_000),
            ("Nộp phạt:", "16/11/2026"),
            "Đã thi hành xong",
        )


def html_of_form(form: PaperForm, pictures: Iterable[bytes] = ()) -> str:
    """The words of a form in their order, its tables and pictures."""
    parts = [_html(flowable) for flowable in form.story(STYLES, sheets=0)]
    for number, picture in enumerate(pictures, start=1):
        data = base64.b64encode(picture).decode()
        parts.append(
            f'<p><img src="data:image/jpeg;base64,{data}"><br>Ảnh {number}.</p>'
        )
    return _page("A4 portrait", "".join(parts))


def html_of_register(rows: Iterable[Sequence[Cell]]) -> str:
    target = io.StringIO()
    target.write("<table><thead><tr>")
    for column in COLUMNS:
        target.write(f"<th>{escape(column.heading)}</th>")
    target.write("</tr></thead>")
    for row in rows:
        cells = (
            "<br>".join(map(escape, value))
            if isinstance(value, tuple)
            else escape(f"{value}")
            for value in row
        )
        target.write(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    target.write("</table>")
    return _page("A4 landscape", target.getvalue())


def _html(thing: Any) -> str:
    if hasattr(thing, "getPlainText"):
        text = thing.getPlainText().replace("\u00a0", " ")
        return f"<p>{escape(text)}</p>"
    if hasattr(thing, "_cellvalues"):
        rows = "".join(
            f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in row)}</tr>"
            for row in thing._cellvalues
        )
        return f"<table>{rows}</table>"
    if isinstance(thing, list | tuple):
        return "".join(map(_html, thing))
    if hasattr(thing, "_content"):  # kept together
        return _html(list(thing._content))
    if hasattr(thing, "lines"):
        return "".join(f"<h3>{escape(line.text)}</h3>" for line in thing.lines)
    return escape(thing) if isinstance(thing, str) else ""


def _page(size: str, body: str) -> str:
    faces = "".join(
        f"@font-face{{font-family:VN;src:url({(_FONTS / file).as_uri()});"
        f"font-weight:{weight};font-style:{style}}}"
        for file, weight, style in (
            ("LiberationSerif-Regular.ttf", "normal", "normal"),
            ("LiberationSerif-Bold.ttf", "bold", "normal"),
        )
    )
    return (
        f'<html lang="vi"><style>{faces}@page{{size:{size};margin:20mm 15mm 20mm 30mm;'
        "@bottom-right{content:counter(page) '/' counter(pages)}}"
        "body{font:13pt/17pt VN}p{margin:0 0 6pt;text-align:justify}"
        "table{border-collapse:collapse;width:100%;font-size:10pt;line-height:12.3pt}"
        "td,th{border:.5pt solid;padding:2pt 3pt;vertical-align:top}img{width:78mm}"
        f"</style><body>{body}</body></html>"
    )
