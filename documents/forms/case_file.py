"""Hồ sơ vụ việc as one file: its cover, the index with bút lục numbers, photographs.

Agency practice on the page of Nghị định 30/2020/NĐ-CP; the papers themselves are
joined as they were issued.
"""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable, PageBreak

from documents.figures import count, day_in_figures, day_in_words
from documents.forms.case_facts import CaseFacts
from documents.forms.parts import capital, photo_annex
from documents.forms.report_cover import (
    ReportCover,
    box_flowable,
    day_or_dash,
    partners,
)
from documents.kit.blocks import NOTHING, paragraph, sentence
from documents.kit.head import head, title
from documents.kit.joining import folio
from documents.kit.photos import Photo
from documents.kit.signing import Signer, record_signatures
from documents.kit.tables import Column, grid, labelled, under_heading
from documents.words import counted_in_words, day_in_full_words
from kernel.clock import local_day


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A paper of the file and its bút lục from `first`; `sheets` are its pages."""

    name: str
    number: str
    day: date | None
    first: int
    sheets: int

    @property
    def folios(self) -> str:
        last = self.first + self.sheets - 1
        if last == self.first:
            return folio(self.first)
        return f"{folio(self.first)} - {folio(last)}"


@dataclass(frozen=True, slots=True)
class ElsewhereRow:
    """What belongs to the file and has no page in it; `sha256` of its original."""

    name: str
    why: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class CaseFileFrontForm:
    """Cover and index; neither has a bút lục number."""

    cover: ReportCover
    facts: CaseFacts
    received_on: date
    rows: tuple[IndexRow, ...]
    elsewhere: tuple[ElsewhereRow, ...] = ()

    form_id = "case_file"
    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Hồ sơ vụ việc {self.facts.case_number}"

    @property
    def author(self) -> str:
        return self.cover.author

    @property
    def foot(self) -> str:
        return self.cover.foot(self.facts)

    @property
    def last_folio(self) -> int:
        return sum(row.sheets for row in self.rows)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        return [
            *self._cover(styles),
            PageBreak(),
            *self._index(styles),
            *self._elsewhere(styles),
            self._closing(styles),
        ]

    def _cover(self, styles: StyleSheet1) -> list[Flowable]:
        facts = self.facts
        day = day_in_words(local_day(facts.data_at))
        rows = (
            ("Số hồ sơ", facts.case_number),
            ("Đối tượng", facts.party.summary),
            ("Cơ quan chủ trì", facts.lead),
            ("Cơ quan phối hợp", partners(facts)),
            ("Người thụ lý", facts.handler or NOTHING),
            ("Ngày tiếp nhận", day_in_figures(self.received_on)),
            ("Trạng thái", facts.state),
            ("Quyết định xử lý", facts.decision or "Chưa có quyết định"),
            ("Số bút lục", counted_in_words(self.last_folio)),
        )
        return [
            *head(self.cover.letterhead, number="", day=day),
            *title("HỒ SƠ VỤ VIỆC", facts.subject),
            box_flowable(styles, self.cover, facts),
            labelled(
                styles, [(label, capital(sentence(text))) for label, text in rows]
            ),
            paragraph(
                styles["note"],
                "Bản in ghép từ hồ sơ điện tử. Văn bản đã ban hành được ghép nguyên "
                "trang, chỉ thêm số bút lục (BL) ở góc trên bên phải; chữ ký số được "
                "kiểm tra trên tệp gốc của từng văn bản. Số định danh cá nhân không in "
                "trong báo cáo, chỉ có trong văn bản gốc.",
            ),
        ]

    def _index(self, styles: StyleSheet1) -> list[Flowable]:
        heading = title("MỤC LỤC HỒ SƠ", f"Vụ việc {self.facts.case_number}")
        if not self.rows:
            return [*heading, paragraph(styles["body"], f"{NOTHING}.")]
        columns = [
            Column("STT", 12, "centre"),
            Column("Tên tài liệu", 68),
            Column("Số, ký hiệu", 31, "centre", code=True),
            Column("Ngày", 21, "centre", code=True),
            Column("Số trang", 13, "right"),
            Column("Bút lục", 20, "centre", code=True),
        ]
        rows = [
            (
                str(place),
                row.name,
                row.number or "-",
                day_or_dash(row.day),
                count(row.sheets),
                row.folios,
            )
            for place, row in enumerate(self.rows, start=1)
        ]
        total = ("", "Cộng", "", "", count(self.last_folio), "")
        return [*heading, grid(styles, columns, rows, total=total)]

    def _elsewhere(self, styles: StyleSheet1) -> list[Flowable]:
        if not self.elsewhere:
            return []
        heading = paragraph(
            styles["heading_of_table"], "Tài liệu, tệp không in trong tập này"
        )
        columns = [
            Column("STT", 12, "centre"),
            Column("Tên", 58),
            Column("Lý do", 35),
            Column("Mã SHA-256 của tệp gốc", 60, "centre"),
        ]
        rows = [
            (str(place), row.name, row.why, _halves(row.sha256))
            for place, row in enumerate(self.elsewhere, start=1)
        ]
        return under_heading(heading, grid(styles, columns, rows))

    def _closing(self, styles: StyleSheet1) -> Flowable:
        day = local_day(self.facts.data_at)
        numbered = (
            f"gồm {counted_in_words(self.last_folio)} bút lục, đánh số từ "
            f"{folio(1)} đến {folio(self.last_folio)}"
            if self.rows
            else "chưa có bút lục"
        )
        closing = paragraph(
            styles["body"],
            f"Hồ sơ {numbered}; mục lục lập {day_in_words(day)} "
            f"({day_in_full_words(day)})./.",
        )
        maker = Signer(("NGƯỜI LẬP MỤC LỤC",), self.cover.signer.name)
        keeper = Signer(("NGƯỜI GIỮ HỒ SƠ",))
        return record_signatures(styles, [closing], [maker, keeper])


@dataclass(frozen=True, slots=True)
class CasePhotosForm:
    """Some of the photographs, numbered from `first`; all are in several of these."""

    cover: ReportCover
    facts: CaseFacts
    photos: tuple[Photo, ...]
    first: int = 1

    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Bản ảnh vụ việc {self.facts.case_number}"

    @property
    def author(self) -> str:
        return self.cover.author

    @property
    def foot(self) -> str:
        return self.cover.foot(self.facts)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        last = self.first + len(self.photos) - 1
        name = f"BẢN ẢNH CHỨNG CỨ - ẢNH {self.first} ĐẾN {last}"
        if self.first == last:
            name = f"BẢN ẢNH CHỨNG CỨ - ẢNH {last}"
        return photo_annex(styles, name, self.photos, first=self.first, is_annex=False)


def _halves(sha256: str) -> tuple[str, ...]:
    if not sha256:
        return ("-",)
    quarter = len(sha256) // 4
    return tuple(sha256[place : place + quarter] for place in range(0, 64, quarter))
