"""What became of the goods, in sentences: for reports and the violation record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from documents.figures import day_in_figures, day_in_words
from documents.forms.goods_list import (
    amount,
    items_of,
    items_of_case,
    lines_on,
    name_of,
)
from documents.forms.labels import UNITS
from documents.forms.seizure_words import decision_of, period_in_words
from evidence.kinds import CustodyLineKind

if TYPE_CHECKING:
    from cases.models import Case, Seizure
    from evidence.models import EvidenceItem

_ENDS: dict[str, str] = {
    CustodyLineKind.RETURNED: "trả lại",
    CustodyLineKind.HANDED_OVER: "bàn giao",
    CustodyLineKind.TAKEN_BACK: "nhận lại",
    CustodyLineKind.CONFISCATED: "tịch thu",
    CustodyLineKind.DESTROYED: "tiêu hủy",
}


def seizures_decided(case: Case, *, on: date) -> list[Seizure]:
    """Those whose decision was signed by that day, in the order of the taking."""
    rows = case.seizures.filter(signed_on__lte=on).select_related("case", "agency")
    return list(rows.order_by("seized_on", "id"))


def measure_told(seizure: Seizure, *, on: date) -> str:
    """ "Tạm giữ … theo Quyết định số …; thời hạn tạm giữ: …"; as it stood that day."""
    extended = seizure.extensions.filter(signed_on__lte=on).order_by("signed_on").last()
    goods = "; ".join(_named(item) for item in items_of(seizure))
    rule = extended.limit_rule if extended is not None else seizure.limit_rule
    text = (
        f"Tạm giữ {goods} theo {decision_of(seizure)}; thời hạn tạm giữ: "
        f"{period_in_words(seizure, rule)}"
    )
    if extended is not None:
        text += (
            f", kéo dài theo Quyết định số {extended.number_text} "
            f"{day_in_words(extended.signed_on)}"
        )
    return text


def goods_told(case: Case) -> str:
    """Each thing with what was done with it and what is still held."""
    return "; ".join(_fate(item) for item in items_of_case(case))


def _named(item: EvidenceItem) -> str:
    """ "1.200 bản in thành phẩm “…”", "02 chiếc kệ trưng bày"; no word twice."""
    unit, name = UNITS[item.unit], _small(name_of(item))
    if not name.startswith(f"{unit} "):
        name = f"{unit} {name}"
    return f"{amount(item.quantity)} {name}"


def _fate(item: EvidenceItem) -> str:
    lines = lines_on(item, None)
    unit = UNITS[item.unit]
    told = [
        f"đã {_ENDS[line.kind]} {amount(line.quantity)} {unit} "
        f"ngày {day_in_figures(line.on)}"
        for line in lines
        if line.kind in _ENDS
    ]
    held = lines[-1].held_after if lines else item.quantity
    if held:
        told.append(f"đang giữ {amount(held)} {unit}")
    return f"{_named(item)}: {', '.join(told)}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
