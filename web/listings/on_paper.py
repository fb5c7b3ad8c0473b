"""Lists as landscape registers: what paper calls them, who keeps them, what is asked.

Paper is Vietnamese whatever language the page has.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO, Any

from django.http import HttpRequest
from django.utils import translation

from documents.figures import count, day_in_figures, day_in_words, moment_in_figures
from documents.forms.bodies import letterhead_of
from documents.kit.register import RegisterHead, write_register
from documents.kit.register_layout import Cell, RegisterColumn
from documents.kit.signing import Signer
from documents.render import save_alone
from kernel.clock import local_day
from web.listings.asked import asked_line
from web.listings.base import Found, Listing

# A short one stays in memory.
_IN_MEMORY = 5 * 1024 * 1024
_MONEY = "(đồng)"
TITLES: dict[str, str] = {
    "case_acts": "HÀNH VI VI PHẠM CỦA VỤ VIỆC",
    "case_agencies": "CƠ QUAN THAM GIA VỤ VIỆC",
    "case_clock_sheet": "THỜI HẠN CỦA VỤ VIỆC TẠI MỘT NGÀY",
    "case_complaints": "KHIẾU NẠI, KHỞI KIỆN TRONG VỤ VIỆC",
    "case_custody": "SỔ GIAO NHẬN TANG VẬT, PHƯƠNG TIỆN",
    "case_deadlines": "THỜI HẠN CỦA VỤ VIỆC",
    "case_documents": "VĂN BẢN ĐÃ BAN HÀNH CỦA VỤ VIỆC",
    "case_evidence": "TỆP CHỨNG CỨ CỦA VỤ VIỆC",
    "case_experts": "TRƯNG CẦU GIÁM ĐỊNH CỦA VỤ VIỆC",
    "case_goods": "BẢNG KÊ TANG VẬT, PHƯƠNG TIỆN",
    "case_happenings": "DIỄN BIẾN VỤ VIỆC",
    "case_measures": "QUYẾT ĐỊNH TRONG THI HÀNH",
    "case_notes": "GHI CHÚ CỦA VỤ VIỆC",
    "case_officers": "CÁN BỘ PHỤ TRÁCH VỤ VIỆC",
    "case_opinions": "Ý KIẾN CỦA CÁC CƠ QUAN",
    "case_parties": "ĐỐI TƯỢNG CỦA VỤ VIỆC",
    "case_reliefs": "HOÃN, GIẢM, MIỄN, NỘP PHẠT NHIỀU LẦN",
    "case_seizures": "TẠM GIỮ TANG VẬT, PHƯƠNG TIỆN",
    "case_tasks": "NHIỆM VỤ CỦA VỤ VIỆC",
    "case_trail": "NHẬT KÝ VỤ VIỆC",
    "case_transfers": "CHUYỂN GIAO TRONG VỤ VIỆC",
    "case_valuations": "ĐỊNH GIÁ TANG VẬT, PHƯƠNG TIỆN",
    "delegations": "SỔ GIAO QUYỀN XỬ PHẠT VI PHẠM HÀNH CHÍNH",
    "documents": "VĂN BẢN ĐÃ BAN HÀNH",
    "doubles": "CƠ SỞ NGHI TRÙNG TRONG SỔ BỘ",
    "facilities": "SỔ BỘ CƠ SỞ IN, PHÁT HÀNH XUẤT BẢN PHẨM",
    "facility_addresses": "ĐỊA ĐIỂM CỦA CƠ SỞ",
    "facility_links": "LIÊN KẾT CỦA CƠ SỞ",
    "facility_obligations": "NGHĨA VỤ CỦA CƠ SỞ",
    "facility_people": "NGƯỜI LIÊN QUAN CỦA CƠ SỞ",
    "facility_print_jobs": "SỔ GHI CÔNG VIỆC IN CỦA CƠ SỞ",
    "facility_trail": "NHẬT KÝ CƠ SỞ",
    "facility_urls": "ĐỊA CHỈ MẠNG CỦA CƠ SỞ",
    "field_records": "BẢN GHI HIỆN TRƯỜNG",
    "import_rows": "CÁC DÒNG CỦA TỆP NHẬP",
    "imports": "CÁC LẦN NHẬP SỔ BỘ",
    "incoming_papers": "SỔ VĂN BẢN ĐẾN",
    "inspections": "SỔ THEO DÕI CUỘC KIỂM TRA",
    "law_desk": "DỮ LIỆU PHÁP LUẬT",
    "law_proposals": "ĐỀ XUẤT SỬA DỮ LIỆU PHÁP LUẬT",
    "overlaps": "CHỒNG CHÉO, TRÙNG LẶP KIỂM TRA",
    "paper_drafts": "DỰ THẢO VĂN BẢN",
    "plan_candidates": "CƠ SỞ CÓ THỂ CHỌN VÀO KẾ HOẠCH",
    "plan_items": "CƠ SỞ TRONG KẾ HOẠCH KIỂM TRA",
    "plans": "KẾ HOẠCH KIỂM TRA",
    "search": "KẾT QUẢ TÌM KIẾM",
    "tasks": "SỔ THEO DÕI NHIỆM VỤ PHỐI HỢP",
    "tip_offs": "SỔ TIẾP NHẬN TIN BÁO",
    "violations": "DANH MỤC HÀNH VI VI PHẠM",
    "visit_answers": "PHIẾU KIỂM TRA",
    "visit_calendar": "LỊCH KIỂM TRA",
    "visit_evidence": "TỆP CHỨNG CỨ CỦA CUỘC KIỂM TRA",
    "visit_findings": "PHÁT HIỆN CỦA CUỘC KIỂM TRA",
}


def register_of(
    listing: Listing, found: Found, request: HttpRequest, now: datetime
) -> IO[bytes]:
    """The list as PDF, open at its beginning; nothing of it is kept."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - sent, then closed
    with translation.override("vi"):
        if listing.paper is not None:
            columns, rows, total = listing.paper.of(found)
        else:
            columns, rows, total = _plain(listing, found)
        write_register(
            file,  # type: ignore[arg-type]
            _head(listing, found, request, now),
            columns,
            rows,
            total=total,
            saving=save_alone,
        )
    file.seek(0)
    return file  # type: ignore[return-value]


class _Counted:
    """The rows with their numbers before them, and what they come to."""

    def __init__(self, listing: Listing, found: Found) -> None:
        self.listing, self.found = listing, found
        self.headers = listing.headers()
        self.money = {n for n, head in enumerate(self.headers) if _MONEY in head}
        self.sums = dict.fromkeys(self.money, 0)
        self.number = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self.listing.lines(self.found.rows):
            self.number += 1
            for place in self.money:
                value = row[place]
                self.sums[place] += value if isinstance(value, int) else 0
            yield (self.number, *row)

    def total(self) -> Sequence[Cell]:
        rest: list[Cell] = [
            count(self.sums[place]) if place in self.money else ""
            for place in range(len(self.headers))
        ]
        if 0 not in self.money:
            rest[0] = f"Cộng: {count(self.number)}"
        return ("", *rest)


def _plain(listing: Listing, found: Found) -> tuple[Any, Iterable[Sequence[Cell]], Any]:
    rows = _Counted(listing, found)
    columns = [
        RegisterColumn("STT", align="centre", share=9),
        *(RegisterColumn(text) for text in rows.headers),
    ]
    return columns, rows, rows.total


def _head(
    listing: Listing, found: Found, request: HttpRequest, now: datetime
) -> RegisterHead:
    agency, day = request.user.agency, local_day(now)
    kind = listing.paper.kind if listing.paper else TITLES[listing.name]
    subject = listing.paper.subject if listing.paper else ""
    if found.about is not None:
        about = getattr(found.about, "number", "") or str(found.about)
        subject = f"{about}, đến ngày {day_in_figures(day)}"
    made = moment_in_figures(now)
    return RegisterHead(
        letterhead=letterhead_of(agency),
        day=day_in_words(day),
        kind=kind,
        subject=subject or f"Đến ngày {day_in_figures(day)}",
        note=f"({asked_line(found)})",
        foot=f"{kind.capitalize()} - {agency.short_name} - Kết xuất {made} - "
        f"{request.user.username}",
        signers=(
            Signer(("NGƯỜI LẬP",), request.user.full_name),
            Signer((agency.head_title or "THỦ TRƯỞNG CƠ QUAN",)),
        ),
    )
