"""Biên bản bàn giao hồ sơ, tang vật, phương tiện: one paper for both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from agencies.models import User
from cases.models import Transfer
from cases.states import TransferKind
from documents.figures import day_in_figures, day_in_words, document_number
from documents.forms.bodies import letterhead_of
from documents.kit.blocks import NOTHING, paragraph, sentence
from documents.kit.head import Letterhead, head, number_line, title
from documents.kit.signing import Signer, record_signatures
from documents.kit.tables import Column, grid
from documents.models import FormTemplate

_WHAT = {
    TransferKind.LEAD: "chủ trì vụ việc",
    TransferKind.TO_PROCEEDINGS: "hồ sơ vụ việc có dấu hiệu tội phạm",
    TransferKind.TO_COMPETENT_AUTHORITY: "hồ sơ đến người có thẩm quyền",
    TransferKind.OUTSIDE: "hồ sơ đến cơ quan ngoài hệ thống",
}


@dataclass(frozen=True, slots=True)
class Side:
    """An agency and who acts for it."""

    code: str
    name: str
    officer: str
    title: str

    @property
    def described(self) -> str:
        return ", ".join(part for part in (self.officer, self.title) if part)


@dataclass(frozen=True, slots=True)
class HandoverRecordForm:
    """What was offered and accepted, line by line; the same bytes for both sides."""

    letterhead: Letterhead
    number_text: str
    suffix: str
    case_number: str
    case_title: str
    what: str
    offered_on: date
    accepted_on: date
    giver: Side
    receiver: Side
    reason: str
    document_no: str
    receipt_no: str
    papers: tuple[tuple[str, str, str], ...]
    goods: tuple[tuple[str, str, str], ...]

    form_id = "handover_record"
    draft = None
    usual_sheets = 0

    @classmethod
    def of(cls, transfer: Transfer, *, template: FormTemplate) -> Self:
        """The record of an accepted transfer, numbered by the act that accepted it."""
        case, suffix = transfer.case, template.number_suffix
        return cls(
            letterhead=letterhead_of(transfer.from_agency),
            number_text=document_number(transfer.record_number or 0, suffix),
            suffix=suffix,
            case_number=case.number,
            case_title=case.title,
            what=_WHAT[TransferKind(transfer.kind)],
            offered_on=transfer.offered_on,
            accepted_on=transfer.answered_on or transfer.offered_on,
            giver=_side(transfer.from_agency, transfer.offered_by),
            receiver=_side(
                transfer.to_agency, transfer.answered_by, body=transfer.to_body
            ),
            reason=transfer.reason,
            document_no=transfer.document_no,
            receipt_no=transfer.receipt_no,
            papers=tuple(_paper(row) for row in transfer.papers),
            goods=tuple(
                (item.description, f"{item.quantity:g}", item.get_unit_display())
                for item in transfer.items.order_by("recorded_at", "id")
            ),
        )

    @property
    def title(self) -> str:
        return f"Biên bản bàn giao {self.number_text}"

    @property
    def author(self) -> str:
        return self.giver.name

    @property
    def foot(self) -> str:
        return f"Vụ việc {self.case_number} - {self.number_text}"

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        body = styles["body"]
        day = day_in_words(self.accepted_on)
        lines = [
            f"Hôm nay, {day}, hai bên tiến hành bàn giao {self.what}, vụ việc số "
            f"{self.case_number}: {self.case_title}.",
            f"Bên giao: {self.giver.name}; đại diện: {self.giver.described}.",
            f"Bên nhận: {self.receiver.name}; đại diện: {self.receiver.described}.",
            f"Đề nghị bàn giao ngày {day_in_figures(self.offered_on)}. Lý do: "
            f"{sentence(self.reason)}",
        ]
        if self.document_no:
            lines.append(f"Văn bản kèm theo: {self.document_no}.")
        if self.receipt_no:
            lines.append(f"Số tiếp nhận của bên nhận: {self.receipt_no}.")
        closing = paragraph(
            body,
            "Từ thời điểm bên nhận xác nhận, trách nhiệm thuộc về bên nhận. Biên bản "
            "này được lập thành 02 bản có nội dung và giá trị như nhau, mỗi bên giữ 01 "
            "bản.",
        )
        return [
            *head(self.letterhead, number=number_line(self.number_text, self.suffix)),
            *title("BIÊN BẢN BÀN GIAO", "Hồ sơ, tang vật, phương tiện"),
            *(paragraph(body, line) for line in lines),
            *self._table(styles, "1. Hồ sơ, tài liệu", self.papers, "Số, ký hiệu"),
            *self._table(styles, "2. Tang vật, phương tiện", self.goods, "Số lượng"),
            record_signatures(
                styles,
                [closing],
                [
                    Signer(("ĐẠI DIỆN BÊN GIAO",), self.giver.officer),
                    Signer(("ĐẠI DIỆN BÊN NHẬN",), self.receiver.officer),
                ],
            ),
        ]

    def _table(
        self,
        styles: StyleSheet1,
        heading: str,
        rows: tuple[tuple[str, str, str], ...],
        second: str,
    ) -> list[Flowable]:
        if not rows:
            return [paragraph(styles["body"], f"{heading}: {NOTHING.lower()}.")]
        third = "Số tờ" if second != "Số lượng" else "Đơn vị"
        columns = [
            Column("STT", 12, "centre"),
            Column("Tên gọi", 88),
            Column(second, 35, "centre", code=True),
            Column(third, 30, "centre"),
        ]
        cells = [(str(place), *row) for place, row in enumerate(rows, start=1)]
        return [
            paragraph(styles["body"], f"{heading}:"),
            grid(styles, columns, cells),
        ]


def _side(agency: Any, officer: User | None, *, body: str = "") -> Side:
    return Side(
        code=agency.pk if agency is not None else "",
        name=agency.name if agency is not None else body,
        officer=officer.full_name if officer is not None else "",
        title=officer.title if officer is not None else "",
    )


def _paper(row: dict[str, Any]) -> tuple[str, str, str]:
    sheets = row.get("sheets")
    return (
        str(row.get("title", "")),
        str(row.get("number", "") or "-"),
        str(sheets) if sheets is not None else "-",
    )
