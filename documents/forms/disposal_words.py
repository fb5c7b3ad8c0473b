"""What minutes of confiscation and of destruction have in common."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cases.states import ItemKind
from documents.figures import count
from documents.forms.goods_list import Rows, amount, items_of, lines_on, name_of
from documents.forms.labels import UNITS
from documents.kit.tables import Column
from evidence import custody
from evidence.kinds import CustodyLineKind

if TYPE_CHECKING:
    from cases.models import Case, Seizure
    from evidence.models import CustodyLine, EvidenceItem

DISPOSED = (
    Column("STT", 11, "centre"),
    Column("Tên tang vật, phương\u00a0tiện", 56),
    Column("Đơn vị tính", 17, "centre"),
    Column("Số lượng", 19, "right", code=True),
    Column("Tình trạng", 36),
    Column("Số niêm phong khi mở", 26, "centre", code=True),
)


def lines_of_kind(
    seizure: Seizure, kind: CustodyLineKind
) -> list[tuple[EvidenceItem, CustodyLine]]:
    return [
        (item, line)
        for item in items_of(seizure)
        for line in lines_on(item, None)
        if line.kind == kind
    ]


def rows_of_act(seizure: Seizure, kind: CustodyLineKind) -> Rows:
    """What the custody book says went that way; before the act, what is held."""
    done = lines_of_kind(seizure, kind)
    found: list[tuple[EvidenceItem, Decimal, list[str]]] = [
        (item, line.quantity, custody.seals_on(lines_on(item, line.recorded_at)))
        for item, line in done
    ] or [
        (item, item.held, custody.seals_on(lines_on(item, None)))
        for item in items_of(seizure)
        if item.held > 0
    ]
    return tuple(
        (
            str(place),
            name_of(item),
            UNITS[item.unit],
            amount(quantity),
            item.condition or "-",
            ", ".join(seals) or "-",
        )
        for place, (item, quantity, seals) in enumerate(found, start=1)
    )


def in_total(rows: Rows) -> str:
    """ "03 khoản"."""
    return f"{count(len(rows)):>02} khoản"


def ordered(case: Case, kind: ItemKind) -> str:
    """What the decision in force orders of that kind."""
    acts = (case.decision, case.no_sanction_decision)
    found = [
        item.description.strip().rstrip(".")
        for act in acts
        if act is not None
        for item in act.items.all()
        if item.kind == kind and item.description
    ]
    return "; ".join(found)
