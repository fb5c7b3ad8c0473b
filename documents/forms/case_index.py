"""Mục lục hồ sơ: every paper and file of a case in its order, with bút lục numbers.

The numbers are kept nowhere: they follow from the order of the file. Issued papers
come first as they were issued, a number for each page, then attached documents as they
were received; so the numbers of a signed paper never move. Files that are no paper
(photographs, recordings) are listed and have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable, KeepTogether

from documents.figures import count, day_in_figures, day_in_words, two_digits
from documents.forms.report_cover import ReportCover
from documents.kit.blocks import NOTHING, paragraph, sentence
from documents.kit.head import head, title
from documents.kit.signing import signed_right
from documents.kit.status_box import status_box
from documents.kit.tables import Column, grid, under_heading
from documents.models import IssuedDocument
from documents.text import bold
from evidence.kinds import Compartment, EvidenceKind, MediaType
from evidence.models import EvidenceFile
from kernel.clock import local_day

if TYPE_CHECKING:
    from cases.models import Case

_COLUMNS = (
    Column("STT", 11, "centre"),
    Column("Số, ký hiệu", 32, "centre", code=True),
    Column("Ngày", 21, "centre", code=True),
    Column("Tên tài liệu", 55),
    Column("Cơ quan, người lập", 30),
    Column("Bút lục", 18, "centre", code=True),
)
_KINDS: dict[str, str] = {
    EvidenceKind.PHOTO: "Ảnh",
    EvidenceKind.DOCUMENT: "Tài liệu",
    EvidenceKind.RECORDING: "Bản ghi",
    EvidenceKind.URL_CAPTURE: "Bản chụp trang mạng",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `first` and `last` are bút lục, 0 where the file is no paper."""

    place: int
    number: str  # number and sign, "-" where it has none
    title: str
    on: date
    author: str
    pages: int
    first: int
    last: int

    @property
    def sheets(self) -> str:
        if not self.pages:
            return "-"
        if self.first == self.last:
            return two_digits(self.first)
        return f"{two_digits(self.first)}-{two_digits(self.last)}"


@dataclass(frozen=True, slots=True)
class _Part:
    number: str
    title: str
    on: date
    author: str
    pages: int


def entries_of(case: Case) -> tuple[Entry, ...]:
    """Papers, attached documents, then what is no paper; the same at each call."""
    found, last = [], 0
    for place, part in enumerate(_parts_of(case), start=1):
        first = last + 1 if part.pages else 0
        last += part.pages
        found.append(
            Entry(
                place=place,
                number=part.number,
                title=part.title,
                on=part.on,
                author=part.author,
                pages=part.pages,
                first=first,
                last=last if part.pages else 0,
            )
        )
    return tuple(found)


def _parts_of(case: Case) -> list[_Part]:
    papers = IssuedDocument.objects.of_case(case).select_related("template", "agency")
    parts = [
        _Part(
            paper.number_text,
            paper.template.title_vi,
            paper.issued_on,
            paper.agency.short_name,
            paper.pages,
        )
        for paper in papers.order_by("issued_at", "id")
    ]
    files = list(
        EvidenceFile.objects.valid()
        .filter(case_evidence__case=case, compartment=Compartment.CASE)
        .select_related("stored_file", "added_by")
        .order_by("received_at", "id")
    )
    documents = [file for file in files if _is_paper(file)]
    others = [file for file in files if not _is_paper(file)]
    return parts + [_of_file(file) for file in (*documents, *others)]


def _is_paper(file: EvidenceFile) -> bool:
    return file.stored_file.media_type == MediaType.PDF


def _of_file(file: EvidenceFile) -> _Part:
    said = file.caption.strip() or file.original_name
    return _Part(
        "-",
        f"{_KINDS[file.kind]}: {said}",
        local_day(file.taken_at or file.received_at),
        file.added_by.full_name,
        (file.stored_file.pages or 1) if _is_paper(file) else 0,
    )


@dataclass(frozen=True, slots=True)
class CaseIndexForm:
    """Drawn anew each time; who draws it up signs it."""

    cover: ReportCover
    case_number: str
    case_title: str
    state: str
    data_at: datetime
    entries: tuple[Entry, ...]

    form_id = "case_index"
    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Mục lục hồ sơ vụ việc {self.case_number}"

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
        return [
            *head(self.cover.letterhead, number="", day=day),
            *title("MỤC LỤC HỒ SƠ", f"Vụ việc số {self.case_number}"),
            self._box(styles),
            paragraph(styles["body"], sentence(f"Nội dung: {self.case_title}")),
            *self._list(styles),
            KeepTogether(
                [
                    paragraph(styles["body"], self._sum()),
                    signed_right(styles, self.cover.signer),
                ]
            ),
        ]

    def _box(self, styles: StyleSheet1) -> Flowable:
        day = day_in_figures(local_day(self.data_at))
        return status_box(
            styles,
            self.cover.qr_text,
            left=[
                ["Mã vụ việc: ", bold(self.case_number)],
                ["Mã xác thực: ", bold(self.cover.verification_code)],
                [
                    f"Lập theo hồ sơ điện tử đến ngày {day}; bút lục đánh liên tục "
                    "theo thứ tự tài liệu trong hồ sơ, mỗi trang một số."
                ],
            ],
            right=[
                ["Trạng thái: ", bold(self.state)],
                [f"Mức bảo mật: {self.cover.level}"],
            ],
        )

    def _list(self, styles: StyleSheet1) -> list[Flowable]:
        if not self.entries:
            return [paragraph(styles["body"], f"Tài liệu: {NOTHING.lower()}.")]
        rows = [
            (
                str(entry.place),
                entry.number,
                day_in_figures(entry.on),
                entry.title,
                entry.author,
                entry.sheets,
            )
            for entry in self.entries
        ]
        lead = paragraph(styles["lead_in_of_table"], "Danh mục tài liệu:")
        return under_heading(lead, grid(styles, _COLUMNS, rows))

    def _sum(self) -> str:
        papers = [entry for entry in self.entries if entry.pages]
        others = len(self.entries) - len(papers)
        text = (
            f"Cộng: {two_digits(len(papers))} văn bản, tài liệu, "
            f"{count(sum(entry.pages for entry in papers))} bút lục"
        )
        if others:
            text += f"; {two_digits(others)} tệp điện tử không đánh bút lục"
        return f"{text}."
