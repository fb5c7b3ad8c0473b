"""The list of goods, word for word the same on every paper about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from documents.figures import count, two_digits
from documents.forms.labels import UNITS
from documents.forms.parts import small
from documents.kit.tables import Column
from evidence import custody
from evidence.kinds import CustodyLineKind

if TYPE_CHECKING:
    from cases.models import Case, Seizure
    from evidence.models import CustodyLine, EvidenceItem

NOT_SEALED = "Không niêm phong"
GOODS = (
    Column("STT", 11, "centre"),
    Column("Tên tang vật, phương\u00a0tiện", 43),
    Column("Đơn vị tính", 15, "centre"),
    Column("Số lượng", 17, "right", code=True),
    Column("Đặc điểm, tình trạng", 55),
    Column("Số niêm phong", 24, "centre", code=True),
)
Rows = tuple[tuple[str, ...], ...]


def rows_of(items: Iterable[EvidenceItem], *, at: datetime | None = None) -> Rows:
    """A row for each item, in the order of their taking; what and how much was taken.

    The seals are those that were on at that moment, now unless told.
    """
    return tuple(
        (str(place), *_row(item, at)) for place, item in enumerate(items, start=1)
    )


def rows_of_seizure(seizure: Seizure) -> Rows:
    """As the decision lists them: with the seals of its signing."""
    return rows_of(items_of(seizure), at=seizure.signed_at)


def items_of(seizure: Seizure) -> list[EvidenceItem]:
    rows = seizure.seized_items.select_related("item").prefetch_related(
        "item__custody_lines"
    )
    return [row.item for row in rows]


def items_of_case(case: Case) -> list[EvidenceItem]:
    """Each item once, in the order of their taking."""
    found = {
        item.pk: item
        for seizure in case.seizures.order_by("seized_on", "id")
        for item in items_of(seizure)
    }
    return list(found.values())


def name_of(item: EvidenceItem) -> str:
    """ "Sách “Bồi dưỡng Tiếng Việt lớp 4 theo chủ đề”"."""
    return f"{item.description} “{item.title}”" if item.title else item.description


def amount(quantity: Decimal) -> str:
    """ "01", "1.200", "12,5"."""
    whole = int(quantity)
    if quantity == whole:
        return two_digits(whole) if whole < 10 else count(whole)
    return f"{count(whole)},{f'{quantity.normalize():f}'.partition('.')[2]}"


def measured(item: EvidenceItem, quantity: Decimal | None = None) -> str:
    """ "1.200 bản"."""
    shown = item.quantity if quantity is None else quantity
    return f"{amount(shown)} {UNITS[item.unit]}"


def lines_on(item: EvidenceItem, at: datetime | None) -> list[CustodyLine]:
    """The custody book as it stood then."""
    lines = sorted(item.custody_lines.all(), key=lambda line: line.sequence)
    return [line for line in lines if at is None or line.recorded_at <= at]


def why_not_sealed(items: Sequence[EvidenceItem]) -> list[str]:
    """What the book says of goods that were taken without a seal."""
    said = []
    for item in items:
        lines = lines_on(item, None)
        taken = next(
            (line for line in lines if line.kind == CustodyLineKind.TAKEN), None
        )
        if taken is not None and taken.note and not custody.seals_on(lines):
            said.append(f"{name_of(item)} ({small(taken.note.rstrip('. '))})")
    return said


def _row(item: EvidenceItem, at: datetime | None) -> tuple[str, ...]:
    seals = custody.seals_on(lines_on(item, at))
    number = f"số hiệu {item.registration_no}" if item.registration_no else ""
    features = "; ".join(part for part in (number, item.condition.strip()) if part)
    return (
        name_of(item),
        UNITS[item.unit],
        amount(item.quantity),
        features[:1].upper() + features[1:] or "-",
        ", ".join(seals) or NOT_SEALED,
    )
