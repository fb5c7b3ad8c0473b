"""Biên bản bàn giao hồ sơ, tang vật, phương tiện: one paper for both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from agencies.models import User
from cases.models import Transfer
from cases.states import TransferKind
from documents.figures import (
    count,
    day_in_figures,
    day_in_words,
    document_number,
    hour_in_words,
    two_digits,
)
from documents.forms.bodies import letterhead_of
from documents.forms.labels import UNITS
from documents.kit.blocks import NOTHING, bases, paragraph, sentence
from documents.kit.head import Letterhead, head, number_line, title
from documents.kit.signing import Signer, record_signatures
from documents.kit.tables import Column, grid, two_sides, under_heading
from documents.models import FormTemplate
from evidence import custody
from evidence.kinds import CustodyLineKind
from evidence.models import CustodyLine

_WHAT = {
    TransferKind.LEAD: "quyền chủ trì vụ việc",
    TransferKind.TO_PROCEEDINGS: "hồ sơ, tang vật vụ vi phạm có dấu hiệu tội phạm",
    TransferKind.TO_COMPETENT_AUTHORITY: "hồ sơ đến người có thẩm quyền xử phạt",
    TransferKind.OUTSIDE: "hồ sơ đến cơ quan có thẩm quyền",
    TransferKind.FROM_PROCEEDINGS: "hồ sơ do cơ quan điều tra chuyển lại",
    TransferKind.GOODS: "tang vật, phương tiện của vụ việc",
}
_HAND = "........................................"
_PAPERS = (
    Column("STT", 12, "centre"),
    Column("Tên tài liệu", 76),
    Column("Số, ký hiệu", 32, "centre", code=True),
    Column("Số tờ", 17, "right"),
    Column("Bên nhận đối chiếu", 28, "centre"),
)
_GOODS = (
    Column("STT", 12, "centre"),
    Column("Tên tang vật, phương tiện", 56),
    Column("Đơn vị tính", 18, "centre"),
    Column("Số lượng", 19, "right", code=True),
    Column("Số niêm phong", 30, "centre", code=True),
    Column("Bên nhận kiểm đếm", 26, "right"),
)


@dataclass(frozen=True, slots=True)
class Side:
    """An agency and who acts for it."""

    code: str
    name: str
    officer: str
    title: str


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
    accepted_hour: str
    giver: Side
    receiver: Side
    reason: str
    document_no: str
    receipt_no: str
    papers: tuple[tuple[str, ...], ...]
    sheets: int
    goods: tuple[tuple[str, ...], ...]
    difference: str
    is_of_transfer: bool

    form_id = "handover_record"
    draft = None
    foot = ""
    usual_sheets = 0

    @classmethod
    def of(cls, transfer: Transfer, *, template: FormTemplate) -> Self:
        """The record of an accepted transfer, numbered by the act that accepted it."""
        case, suffix = transfer.case, template.number_suffix
        missing = set(transfer.differences.get("missing", ()))
        at = transfer.answered_at
        return cls(
            letterhead=letterhead_of(transfer.from_agency),
            number_text=document_number(transfer.record_number or 0, suffix),
            suffix=suffix,
            case_number=case.number,
            case_title=case.title,
            what=_WHAT[TransferKind(transfer.kind)],
            offered_on=transfer.offered_on,
            accepted_on=transfer.answered_on or transfer.offered_on,
            accepted_hour=hour_in_words(at) if at is not None else "",
            giver=_giver(transfer),
            receiver=_side(
                transfer.to_agency,
                transfer.answered_by if transfer.to_agency is not None else None,
                body=transfer.to_body,
            ),
            reason=transfer.reason,
            document_no=transfer.document_no,
            receipt_no=transfer.receipt_no,
            papers=tuple(
                (*_paper(row), "Thiếu" if place in missing else "Đủ")
                for place, row in enumerate(transfer.papers, start=1)
            ),
            sheets=sum(row.get("sheets") or 0 for row in transfer.papers),
            goods=tuple(goods_rows(transfer)),
            difference=transfer.answer_reason,
            is_of_transfer=transfer.kind == TransferKind.TO_PROCEEDINGS,
        )

    @property
    def title(self) -> str:
        return f"Biên bản bàn giao {self.number_text}"

    @property
    def author(self) -> str:
        return self.giver.name

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        body = styles["body"]
        # A day entered later has no hour of its own.
        hour = f"hồi {self.accepted_hour}, " if self.accepted_hour else ""
        return [
            *head(self.letterhead, number=number_line(self.number_text, self.suffix)),
            *title("BIÊN BẢN", f"Bàn giao {self.what}"),
            *bases(styles, self._bases()),
            paragraph(
                body,
                f"Hôm nay, {hour}{day_in_words(self.accepted_on)}, trong vụ việc số "
                f"{self.case_number} ({self.case_title}), hai bên tiến hành bàn giao "
                "như sau:",
            ),
            two_sides(styles, ("BÊN GIAO", "BÊN NHẬN"), self._sides()),
            *_list(styles, "1. Hồ sơ, tài liệu bàn giao", _PAPERS, self._papers()),
            *_list(styles, "2. Tang vật, phương tiện bàn giao", _GOODS, self.goods),
            paragraph(
                body,
                f"3. Lý do bàn giao (đề nghị ngày {day_in_figures(self.offered_on)}): "
                f"{sentence(self.reason)}",
            ),
            paragraph(
                body,
                f"4. Ý kiến của bên nhận: {sentence(self.difference or NOTHING)}",
            ),
            paragraph(
                body,
                "5. Kể từ thời điểm bên nhận xác nhận, bên nhận chịu trách nhiệm về hồ "
                "sơ, tang vật, phương tiện đã nhận; những gì ghi thiếu vẫn thuộc trách "
                "nhiệm của bên giao.",
            ),
            record_signatures(
                styles,
                [
                    paragraph(
                        body,
                        "Biên bản được lập thành 02 bản có nội dung và giá trị như "
                        "nhau, mỗi bên giữ 01 bản; hai bên đã đọc lại, thống nhất và "
                        "cùng ký tên dưới đây.",
                    )
                ],
                [
                    Signer(("ĐẠI DIỆN BÊN GIAO",), self.giver.officer),
                    Signer(("ĐẠI DIỆN BÊN NHẬN",), self.receiver.officer),
                    Signer(("XÁC NHẬN CỦA CƠ QUAN GIAO",)),
                    Signer(("XÁC NHẬN CỦA CƠ QUAN NHẬN",)),
                ],
            ),
        ]

    def _bases(self) -> list[str]:
        if not self.document_no:
            return []
        if self.is_of_transfer:
            return [
                f"Thực hiện Quyết định số {self.document_no} "
                f"{day_in_words(self.offered_on)} về việc chuyển hồ sơ vụ vi phạm có "
                "dấu hiệu tội phạm để truy cứu trách nhiệm hình sự"
            ]
        return [f"Thực hiện văn bản số {self.document_no}"]

    def _sides(self) -> list[tuple[str, str]]:
        """One row for each field, so that the labels of both stand level."""
        rows = [
            (f"Cơ quan: {self.giver.name}", f"Cơ quan: {self.receiver.name}"),
            (
                f"Người giao: {self.giver.officer or _HAND}",
                f"Người nhận: {self.receiver.officer or _HAND}",
            ),
            (
                f"Chức vụ: {self.giver.title or _HAND}",
                f"Chức vụ: {self.receiver.title or _HAND}",
            ),
        ]
        if self.receipt_no:
            rows.append(("", f"Số tiếp nhận: {self.receipt_no}"))
        return rows

    def _papers(self) -> tuple[tuple[str, ...], ...]:
        if len(self.papers) < 2:
            return self.papers
        kinds = f"Cộng: {two_digits(len(self.papers))} loại tài liệu"
        total = count(self.sheets) if self.sheets else "-"
        return (*self.papers, ("", kinds, "", total, ""))


def _list(
    styles: StyleSheet1,
    heading: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, ...]],
) -> list[Flowable]:
    body = styles["body"]
    if not rows:
        return [paragraph(body, f"{heading}: {NOTHING.lower()}.")]
    total = ("", *rows[-1][1:]) if not rows[-1][0] else None
    listed = rows[:-1] if total is not None else rows
    cells = [(str(place), *row) for place, row in enumerate(listed, start=1)]
    table = grid(styles, list(columns), cells, total=total)
    return under_heading(paragraph(body, f"{heading}:"), table)


def goods_rows(transfer: Transfer) -> Iterator[tuple[str, ...]]:
    """Each item as it was handed over: by the book, not by what is left today."""
    counts = transfer.differences.get("counts", {})
    items = transfer.items.prefetch_related("custody_lines")
    for item in items.order_by("recorded_at", "id"):
        lines = list(item.custody_lines.all())
        listed = _listed(lines, transfer)
        found = counts.get(str(item.pk))
        yield (
            f"{item.description}: {item.title}" if item.title else item.description,
            UNITS[item.unit],
            _amount(listed),
            ", ".join(custody.seals_on(lines)) or "-",
            _amount(Decimal(found) if found is not None else listed),
        )


def _amount(quantity: Decimal) -> str:
    """ "3.000", "12,5"."""
    whole = int(quantity)
    if quantity == whole:
        return count(whole)
    return f"{count(whole)},{f'{quantity.normalize():f}'.partition('.')[2]}"


def _listed(lines: list[CustodyLine], transfer: Transfer) -> Decimal:
    """What the giver held when it was handed over; all of it where no line says."""
    number = transfer.receipt_no or transfer.record_text
    before = Decimal(0)
    for line in lines:
        if line.receipt_no == number and line.on == transfer.answered_on:
            if line.kind == CustodyLineKind.TAKEN_BACK:
                return line.quantity
            return before
        before = line.held_after
    return before


def _giver(transfer: Transfer) -> Side:
    """Who offered; where the receiver entered both sides, whom he named."""
    if transfer.kind == TransferKind.FROM_PROCEEDINGS:
        agency = transfer.from_agency
        return Side(agency.pk, agency.name, transfer.handed_by, "")
    return _side(transfer.from_agency, transfer.offered_by)


def _side(agency: Any, officer: User | None, *, body: str = "") -> Side:
    return Side(
        code=agency.pk if agency is not None else "",
        name=agency.name if agency is not None else body,
        officer=officer.full_name if officer is not None else "",
        title=officer.title if officer is not None else "",
    )


def _paper(row: dict[str, Any]) -> tuple[str, str, str]:
    sheets = row.get("sheets")
    title = str(row.get("title", ""))
    note = str(row.get("note") or "")
    return (
        f"{title} ({note})" if note else title,
        str(row.get("number", "") or "-"),
        str(sheets) if sheets is not None else "-",
    )
