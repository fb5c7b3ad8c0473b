"""Báo cáo vụ việc, the full form, for managers.

An internal report: it has no number, shows the state of the file at a moment and does
not replace the papers that were signed.
"""

from dataclasses import dataclass

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import count, day_in_figures
from documents.forms.case_facts import CaseFacts
from documents.forms.parts import photo_annex, small
from documents.forms.report_cover import (
    ReportCover,
    box_flowable,
    cover_flowables,
    day_or_dash,
    numbered,
    partners,
)
from documents.kit.blocks import (
    NOT_APPLIED,
    NOTHING,
    addressees,
    paragraph,
    sentence,
)
from documents.kit.head import annex_title
from documents.kit.pages import annex
from documents.kit.signing import ROOM, recipients_and_signer
from documents.kit.tables import Column, grid, under_heading


@dataclass(frozen=True, slots=True)
class CaseReportForm:
    cover: ReportCover
    facts: CaseFacts

    form_id = "case_report"
    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Báo cáo vụ việc {self.facts.case_number}"

    @property
    def author(self) -> str:
        return self.cover.author

    @property
    def foot(self) -> str:
        return self.cover.foot(self.facts)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        facts, cover = self.facts, self.cover
        return [
            *cover_flowables(styles, cover, facts, subject=facts.subject),
            *(addressees(styles, cover.addressees) if cover.addressees else []),
            box_flowable(styles, cover, facts),
            *self._general(styles),
            *self._party(styles),
            *self._events(styles),
            paragraph(styles["heading"], "IV. HÀNH VI VÀ CĂN CỨ PHÁP LÝ"),
            *numbered(styles, facts.acts),
            *self._quantities(styles),
            paragraph(styles["heading"], "VI. BIỆN PHÁP NGĂN CHẶN"),
            *numbered(styles, facts.preventive, nothing=NOT_APPLIED),
            paragraph(styles["heading"], "VII. GIẢI TRÌNH, GIÁM ĐỊNH"),
            *numbered(styles, facts.explanations),
            *self._results(styles),
            *self._deadlines(styles),
            *self._closing(styles),
            *self._index(styles, "I" if facts.photos else ""),
            *photo_annex(
                styles,
                "BẢN ẢNH CHỨNG CỨ",
                facts.photos,
                numeral="II" if facts.papers else "",
                photographer=facts.photographer,
            ),
        ]

    def _general(self, styles: StyleSheet1) -> list[Flowable]:
        facts = self.facts
        return [
            paragraph(styles["heading"], "I. THÔNG TIN CHUNG"),
            paragraph(
                styles["body"],
                f"1. Nguồn tin: {sentence(facts.source or NOTHING)} Cơ quan chủ trì: "
                f"{facts.lead}; cơ quan phối hợp: {partners(facts)}.",
            ),
            paragraph(
                styles["body"],
                f"2. Người thụ lý: {sentence(facts.handler or NOTHING)}",
            ),
        ]

    def _party(self, styles: StyleSheet1) -> list[Flowable]:
        history = sentence(self.facts.history or NOTHING)
        return [
            paragraph(styles["heading"], "II. ĐỐI TƯỢNG"),
            *self.facts.party.fields(styles),
            paragraph(styles["body"], f"Tiền sử vi phạm: {history}"),
        ]

    def _events(self, styles: StyleSheet1) -> list[Flowable]:
        heading = paragraph(styles["heading_of_table"], "III. DIỄN BIẾN")
        if not self.facts.events:
            return [heading, paragraph(styles["body"], f"{NOTHING}.")]
        columns = [
            Column("Ngày", 24, "centre", code=True),
            Column("Nội dung", 89),
            Column("Thực hiện", 52),
        ]
        rows = [
            (day_in_figures(row.day), row.text, row.who) for row in self.facts.events
        ]
        return under_heading(heading, grid(styles, columns, rows))

    def _quantities(self, styles: StyleSheet1) -> list[Flowable]:
        heading = paragraph(styles["heading_of_table"], "V. TANG VẬT, PHƯƠNG TIỆN")
        flowables: list[Flowable] = [heading]
        titles = self.facts.quantities
        if titles:
            columns = [
                Column("STT", 12, "centre"),
                Column("Tên xuất bản phẩm", 73),
                Column("Nhà xuất bản (ghi trên sách)", 34, "centre"),
                Column("Số bản theo QĐ", 23, "right", code=True),
                Column("Số bản thực tế", 23, "right", code=True),
            ]
            rows = [
                (
                    str(place),
                    row.name,
                    row.publisher or NOTHING,
                    _counted(row.licensed),
                    count(row.found),
                )
                for place, row in enumerate(titles, start=1)
            ]
            licensed = sum(row.licensed or 0 for row in titles)
            found = sum(row.found for row in titles)
            total = ("", "Cộng", "", _counted(licensed), count(found))
            table = grid(styles, columns, rows, total=total if len(rows) > 1 else None)
            flowables = under_heading(heading, table)
        if self.facts.goods or not titles:
            text = sentence(self.facts.goods or NOTHING)
            flowables.append(paragraph(styles["body"], text))
        return flowables

    def _results(self, styles: StyleSheet1) -> list[Flowable]:
        heading = paragraph(styles["heading_of_table"], "VIII. KẾT QUẢ XỬ LÝ")
        decision = self.facts.decision or "Chưa có quyết định"
        if not self.facts.results:
            return [heading, paragraph(styles["body"], sentence(decision))]
        columns = [
            Column(f"Nội dung {small(decision)}", 72),
            Column("Mức, số lượng", 33, "right"),
            Column("Thời hạn", 26, "centre"),
            Column("Kết quả", 34),
        ]
        rows = [
            (row.item, row.amount, row.term, row.state) for row in self.facts.results
        ]
        return under_heading(heading, grid(styles, columns, rows))

    def _deadlines(self, styles: StyleSheet1) -> list[Flowable]:
        heading = paragraph(styles["heading_of_table"], "IX. THỜI HẠN")
        if not self.facts.deadlines:
            return [heading, paragraph(styles["body"], f"{NOTHING}.")]
        columns = [
            Column("STT", 12, "centre"),
            Column("Thời hạn", 53),
            Column("Tính từ", 23, "centre", code=True),
            Column("Đến hết ngày", 25, "centre", code=True),
            Column("Thực hiện", 23, "centre", code=True),
            Column("Tình trạng", 29),
        ]
        rows = [
            (
                str(place),
                row.name,
                day_or_dash(row.start),
                day_or_dash(row.due),
                day_or_dash(row.done),
                row.state,
            )
            for place, row in enumerate(self.facts.deadlines, start=1)
        ]
        return under_heading(heading, grid(styles, columns, rows))

    def _closing(self, styles: StyleSheet1) -> list[Flowable]:
        texts = [sentence(text) for text in self.facts.recommendations]
        texts = texts or [f"{NOTHING}."]
        texts[-1] = f"{texts[-1].rstrip('.')}./."
        # The heading goes with the signature too where it has one paragraph only.
        *first, before, last = [
            paragraph(styles["heading"], "X. KIẾN NGHỊ"),
            *numbered(styles, texts),
        ]
        cover = self.cover
        closing = recipients_and_signer(
            styles, [before, last], cover.recipients, cover.signer, room=ROOM
        )
        return [*first, closing]

    def _index(self, styles: StyleSheet1, numeral: str) -> list[Flowable]:
        if not self.facts.papers:
            return []
        columns = [
            Column("STT", 12, "centre"),
            Column("Tên tài liệu", 82),
            Column("Số, ký hiệu", 36, "centre", code=True),
            Column("Ngày", 22, "centre", code=True),
            Column("Số tờ", 13, "centre"),
        ]
        rows = [
            (
                str(place),
                row.name,
                row.number or "-",
                day_or_dash(row.day),
                str(row.sheets),
            )
            for place, row in enumerate(self.facts.papers, start=1)
        ]
        name = f"MỤC LỤC HỒ SƠ VỤ VIỆC {self.facts.case_number}"
        return annex([*annex_title(name, numeral=numeral), grid(styles, columns, rows)])


def _counted(number: int | None) -> str:
    return count(number) if number else "-"
