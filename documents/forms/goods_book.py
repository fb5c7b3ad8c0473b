"""Bảng kê tang vật, phương tiện and the custody book (sổ giao nhận) of a case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import count, day_in_figures
from documents.forms.case_facts import CaseFacts
from documents.forms.labels import UNITS
from documents.forms.report_cover import ReportCover
from documents.kit.blocks import paragraph
from documents.kit.head import title
from documents.kit.tables import Column, grid, under_heading
from evidence.kinds import CustodyLineKind

if TYPE_CHECKING:
    from cases.services.custody import GoodsAtHand

_DEEDS: dict[str, str] = {
    CustodyLineKind.TAKEN: "Tạm giữ",
    CustodyLineKind.COUNTED: "Kiểm đếm",
    CustodyLineKind.SEALED: "Niêm phong",
    CustodyLineKind.UNSEALED: "Mở niêm phong",
    CustodyLineKind.MOVED: "Chuyển nơi giữ",
    CustodyLineKind.HANDED_OVER: "Bàn giao",
    CustodyLineKind.TAKEN_BACK: "Nhận lại",
    CustodyLineKind.RETURNED: "Trả lại chủ sở hữu",
    CustodyLineKind.CONFISCATED: "Tịch thu",
    CustodyLineKind.DESTROYED: "Tiêu hủy",
    CustodyLineKind.RECEIPT: "Ghi giấy nhận",
}


@dataclass(frozen=True, slots=True)
class CustodyRow:
    day: date
    deed: str
    quantity: str
    held: str
    from_party: str
    to_party: str
    remark: str


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One item; `value_vnd` is None where nobody valued it."""

    name: str
    condition: str
    unit: str
    taken: str
    held: str
    place: str
    seals: str
    value_vnd: int | None
    lines: tuple[CustodyRow, ...] = ()


def goods_rows_of(
    goods: "Iterable[GoodsAtHand]", say: Callable[[str], str]
) -> tuple[GoodsRow, ...]:
    """`say` gives a text that officers typed as this reader may have it."""
    return tuple(_row(row, say) for row in goods)


@dataclass(frozen=True, slots=True)
class GoodsBookForm:
    cover: ReportCover
    facts: CaseFacts
    rows: tuple[GoodsRow, ...]

    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Tang vật, phương tiện của vụ việc {self.facts.case_number}"

    @property
    def author(self) -> str:
        return self.cover.author

    @property
    def foot(self) -> str:
        return self.cover.foot(self.facts)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        flowables: list[Flowable] = [
            *title(
                "BẢNG KÊ TANG VẬT, PHƯƠNG TIỆN",
                f"Vụ việc {self.facts.case_number}, kèm sổ giao nhận",
            ),
            self._list(styles),
        ]
        for place, row in enumerate(self.rows, start=1):
            if not row.lines:
                continue
            heading = paragraph(
                styles["heading_of_table"], f"Sổ giao nhận số {place}. {row.name}"
            )
            flowables += under_heading(heading, _book(styles, row.lines))
        return flowables

    def _list(self, styles: StyleSheet1) -> Flowable:
        columns = [
            Column("STT", 11, "centre"),
            Column("Tên, tình trạng", 45),
            Column("ĐVT", 14, "centre"),
            Column("Tạm giữ", 17, "right", code=True),
            Column("Đang giữ", 17, "right", code=True),
            Column("Nơi giữ; niêm phong", 36),
            Column("Trị giá (đồng)", 25, "right", code=True),
        ]
        rows = [
            (
                str(place),
                (row.name, row.condition),
                row.unit,
                row.taken,
                row.held,
                (row.place, f"Niêm phong: {row.seals}" if row.seals else ""),
                count(row.value_vnd) if row.value_vnd is not None else "-",
            )
            for place, row in enumerate(self.rows, start=1)
        ]
        worth = sum(row.value_vnd or 0 for row in self.rows)
        total = ("", "Cộng trị giá", "", "", "", "", count(worth) if worth else "-")
        return grid(styles, columns, rows, total=total if len(rows) > 1 else None)


def _book(styles: StyleSheet1, lines: tuple[CustodyRow, ...]) -> Flowable:
    columns = [
        Column("Ngày", 22, "centre", code=True),
        Column("Nội dung", 24),
        Column("Số lượng", 17, "right", code=True),
        Column("Còn giữ", 17, "right", code=True),
        Column("Bên giao", 28),
        Column("Bên nhận", 28),
        Column("Ghi chú", 29),
    ]
    rows = [
        (
            day_in_figures(line.day),
            line.deed,
            line.quantity,
            line.held,
            line.from_party,
            line.to_party,
            line.remark or "-",
        )
        for line in lines
    ]
    return grid(styles, columns, rows)


def _row(found: "GoodsAtHand", say: Callable[[str], str]) -> GoodsRow:
    item = found.item
    details = (say(item.condition), f"số {item.registration_no}")
    return GoodsRow(
        name=say(str(item)),
        condition="; ".join(details if item.registration_no else details[:1]),
        unit=UNITS[item.unit],
        taken=_amount(found.balance.taken),
        held=_amount(found.balance.held),
        place=say(found.place) if found.is_held else "-",
        seals=", ".join(found.seals) if found.is_held else "",
        value_vnd=item.value_vnd,
        lines=tuple(
            CustodyRow(
                day=line.on,
                deed=_DEEDS[line.kind],
                quantity=_amount(line.quantity),
                held=_amount(line.held_after),
                from_party=say(line.from_party),
                to_party=say(line.to_party),
                remark="; ".join(
                    part
                    for part in (
                        say(line.place),
                        f"niêm phong {line.seal_no}" if line.seal_no else "",
                        f"giấy nhận {line.receipt_no}" if line.receipt_no else "",
                        say(line.note),
                    )
                    if part
                ),
            )
            for line in found.lines
        ),
    )


def _amount(number: Decimal) -> str:
    """ "1.200", "12,5": a comma for the decimals, no zeros behind them."""
    whole, part = divmod(number, 1)
    text = count(int(whole))
    return f"{text},{str(part.normalize())[2:]}" if part else text
