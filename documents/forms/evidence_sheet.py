"""Phiếu chứng cứ: of each file of a case its hash, its times, its custody, its picture.

The device's time is what the device said, the server's is a fact; both are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reportlab.lib.styles import StyleSheet1
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph

from documents.figures import count, day_in_words
from documents.forms.pictures import copy_of, position_text
from documents.forms.report_cover import ReportCover
from documents.kit.blocks import NOTHING, paragraph
from documents.kit.head import head, title
from documents.kit.photos import Photo, picture_alone
from documents.kit.signing import signed_right
from documents.kit.tables import Column, grid, labelled, under_heading
from documents.text import cell
from evidence.kinds import CustodyKind, EvidenceKind
from evidence.models import CustodyEvent, EvidenceFile
from kernel.clock import LOCAL_ZONE, local_day

# A difference of the device's clock that is said (security rules).
SKEW = timedelta(minutes=5)
_KINDS: dict[str, str] = {
    EvidenceKind.PHOTO: "Ảnh",
    EvidenceKind.DOCUMENT: "Tài liệu",
    EvidenceKind.RECORDING: "Bản ghi âm, ghi hình",
    EvidenceKind.URL_CAPTURE: "Bản chụp trang mạng",
}
_LINES: dict[str, str] = {
    CustodyKind.TAKEN: "Thu thập",
    CustodyKind.RECEIVED: "Máy chủ tiếp nhận",
    CustodyKind.VIEWED: "Xem",
    CustodyKind.DOWNLOADED: "Tải bản gốc",
    CustodyKind.HANDED_OVER: "Bàn giao",
    CustodyKind.RETURNED: "Nhận lại",
}
_CUSTODY = (
    Column("STT", 11, "centre"),
    Column("Thời điểm (+07:00)", 40, "centre"),
    Column("Việc", 34),
    Column("Người thực hiện", 38),
    Column("Ghi chú", 36),
)


@dataclass(frozen=True, slots=True)
class FileSheet:
    """One file; `facts` are labels and texts, `custody` rows of the table."""

    name: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    custody: tuple[tuple[str, ...], ...]
    skew: str = ""
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class EvidenceSheetForm:
    cover: ReportCover
    case_number: str
    data_at: datetime
    files: tuple[FileSheet, ...] = field(default=())

    form_id = "evidence_sheet"
    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Phiếu chứng cứ vụ việc {self.case_number}"

    @property
    def author(self) -> str:
        return self.cover.author

    @property
    def foot(self) -> str:
        parts = (
            f"Vụ việc {self.case_number}",
            f"Mã xác thực {self.cover.verification_code}",
            self.cover.level,
            self.cover.printed_by,
        )
        return " - ".join(part for part in parts if part)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        day = day_in_words(local_day(self.data_at))
        top = [
            *head(self.cover.letterhead, number="", day=day),
            *title("PHIẾU CHỨNG CỨ", f"Vụ việc số {self.case_number}"),
        ]
        if not self.files:
            empty = paragraph(styles["body"], f"Tệp chứng cứ: {NOTHING.lower()}.")
            return [*top, empty, signed_right(styles, self.cover.signer)]
        rows: list[Flowable] = []
        for place, file in enumerate(self.files, start=1):
            rows += [PageBreak()] if place > 1 else []
            rows += self._sheet(styles, place, file)
        closing = paragraph(
            styles["note"],
            "Mã SHA-256 là giá trị băm của tệp gốc lưu trong hồ sơ điện tử; giờ của "
            "thiết bị do thiết bị khai báo, giờ của máy chủ do hệ thống ghi nhận.",
        )
        return [
            *top,
            *rows,
            KeepTogether([closing, signed_right(styles, self.cover.signer)]),
        ]

    def _sheet(
        self, styles: StyleSheet1, place: int, file: FileSheet
    ) -> list[Flowable]:
        heading = f"Chứng cứ {place}/{len(self.files)}: {file.name}"
        rows: list[Flowable] = [
            paragraph(styles["heading_of_table"], heading),
            labelled(styles, file.facts, label_width=44 * mm),
        ]
        if file.skew:
            rows.append(paragraph(styles["note"], f"[{file.skew}]"))
        if file.photo is not None:
            rows += picture_alone(styles, file.photo)
        lead = paragraph(styles["lead_in_of_table"], "Quá trình quản lý tệp:")
        if not file.custody:
            return [*rows, Paragraph(cell(f"{NOTHING}."), styles["body"])]
        return [*rows, *under_heading(lead, grid(styles, _CUSTODY, file.custody))]


def sheets_of(files: Iterable[EvidenceFile]) -> tuple[FileSheet, ...]:
    """With custody, device and stored file loaded; the order is that of the files."""
    return tuple(_sheet(file) for file in files)


def _sheet(file: EvidenceFile) -> FileSheet:
    stored = file.stored_file
    middle = len(stored.sha256) // 2
    size = f"{count(stored.size)} byte; {stored.media_type}"
    if stored.width and stored.height:
        size += f"; {stored.width} × {stored.height} điểm ảnh"
    if stored.pages:
        size += f"; {stored.pages} trang"
    confirmed = (
        "có, do thiết bị gửi tính trước" if file.is_hash_confirmed else "không có"
    )
    facts = [
        ("Loại, mô tả", f"{_KINDS[file.kind]}: {file.caption or NOTHING.lower()}"),
        ("SHA-256", f"{stored.sha256[:middle]} {stored.sha256[middle:]}"),
        ("Đối chiếu mã băm", confirmed),
        ("Dung lượng, định dạng", size),
        ("Giờ của thiết bị", _moment(file.taken_at) if file.taken_at else NOTHING),
        ("Giờ của máy chủ", _moment(file.received_at)),
        ("Vị trí", position_text(file.position) if file.position else NOTHING),
        ("Thiết bị", file.device or NOTHING),
        ("Người đưa vào", f"{file.added_by.full_name}, {file.agency.name}"),
    ]
    if file.is_invalid:
        facts.append(("Không sử dụng", file.invalid_reason))
    return FileSheet(
        name=file.original_name,
        sha256=stored.sha256,
        facts=tuple(facts),
        custody=tuple(
            (str(place), *_line(event))
            for place, event in enumerate(file.custody_events.all(), start=1)
        ),
        skew=skew_of(file),
        photo=_picture(file),
    )


def skew_of(file: EvidenceFile) -> str:
    """A clock that was off by more than five minutes, in words; "" otherwise.

    The phone states its time when it sends a record. For another file only a moment
    that had not come yet shows that the clock was ahead.
    """
    sent = getattr(file, "field_file", None)
    if sent is not None:
        ahead = timedelta(seconds=sent.record.clock_skew_s)
    elif file.taken_at is not None:
        ahead = max(file.taken_at - file.received_at, timedelta())
    else:
        return ""
    if abs(ahead) <= SKEW:
        return ""
    word = "nhanh" if ahead > timedelta() else "chậm"
    minutes = int(abs(ahead).total_seconds() // 60)
    return (
        f"Đồng hồ của thiết bị {word} hơn máy chủ {count(minutes)} phút (quá 5 phút): "
        "giờ của thiết bị chỉ có giá trị tham khảo"
    )


def _line(event: CustodyEvent) -> tuple[str, ...]:
    at = event.at.astimezone(LOCAL_ZONE)
    return (
        f"{at:%d/%m/%Y %H:%M:%S}",
        _LINES[event.kind],
        event.by.full_name,
        event.note or "-",
    )


def _moment(at: datetime) -> str:
    """With seconds and zone: "13/04/2026 08:30:05 +07:00"."""
    return f"{at.astimezone(LOCAL_ZONE):%d/%m/%Y %H:%M:%S} +07:00"


def _picture(file: EvidenceFile) -> Photo | None:
    if file.kind != EvidenceKind.PHOTO:
        return None
    return Photo("", file.stored_file_id, copy_of(file.stored_file_id))
