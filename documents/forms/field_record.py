"""What a visit leaves besides answers and findings: goods with their seals, notes made
on the spot, and the representative's signature on a screen, as plain values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from cases.models import SeizedItem
from documents.figures import count, day_in_figures, hour_in_figures
from documents.forms.labels import UNITS
from documents.kit.blocks import paragraph, sentence
from documents.kit.signature_picture import signature_copy
from documents.kit.tables import Column, grid, under_heading
from evidence import storage
from evidence.kinds import CustodyLineKind, ItemKind
from evidence.models import EvidenceItem
from inspections import signatures
from inspections.models import Inspection
from inspections.signatures import ScreenEnd
from kernel.clock import local_day

KINDS: dict[str, str] = {ItemKind.EXHIBIT: "Tang vật", ItemKind.MEANS: "Phương tiện"}


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One line of goods as it was counted and sealed; `quantity` is ready to print."""

    kind: str  # "Tang vật" or "Phương tiện"
    name: str
    quantity: str
    unit: str
    condition: str = ""
    seals: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: EvidenceItem) -> Self:
        lines = sorted(item.custody_lines.all(), key=lambda line: line.sequence)
        taking = {CustodyLineKind.TAKEN, CustodyLineKind.SEALED}
        seals = [line.seal_no for line in lines if line.kind in taking and line.seal_no]
        name = f"{item.description}: “{item.title}”" if item.title else item.description
        return cls(
            kind=KINDS[item.kind],
            name=name,
            quantity=quantity_text(item.quantity),
            unit=UNITS[item.unit],
            condition=item.condition,
            seals=tuple(dict.fromkeys(seals)),
        )


@dataclass(frozen=True, slots=True)
class ScreenSignature:
    """The representative signed on a screen, once, under the whole record.

    `picture` is what `documents.kit.signature_picture.signature_copy` made of the file
    whose hash `sha256` is.
    """

    signed_at: datetime
    sha256: str
    picture: bytes = field(default=b"", repr=False)

    @property
    def proof(self) -> tuple[str, ...]:
        middle = len(self.sha256) // 2
        day = day_in_figures(local_day(self.signed_at))
        return (
            f"Ký trên màn hình lúc {hour_in_figures(self.signed_at)} ngày {day}",
            f"SHA-256: {self.sha256[:middle]}",
            self.sha256[middle:],
        )


def goods_of(visit: Inspection) -> tuple[GoodsRow, ...]:
    """What field records list, then what else a case of the visit took on its days.

    A seizure drafted from a field record repeats its lines: they are listed once.
    """
    listed = [
        GoodsRow(
            kind=KINDS[goods.kind],
            name=goods.name,
            quantity=quantity_text(goods.quantity),
            unit=UNITS[goods.unit],
            condition=goods.condition,
            seals=(goods.seal_no,) if goods.seal_no else (),
        )
        for content in signatures.contents_of(visit)
        for goods in content.goods
    ]
    repeated = Counter(listed)
    taken = [GoodsRow.of(item) for item in _taken_during(visit)]
    return (*listed, *(row for row in taken if not _is_repeated(row, repeated)))


def notes_of(visit: Inspection) -> tuple[str, ...]:
    """Notes made on the spot, in the order of their making."""
    notes = [
        note for content in signatures.contents_of(visit) for note in content.notes
    ]
    return tuple(note.text for note in sorted(notes, key=lambda note: note.at))


def signature_of(end: ScreenEnd) -> ScreenSignature | None:
    """As it is drawn; None where nobody signed: a witness may sign on paper."""
    if not end.sha256:
        return None
    path = storage.path_of(end.sha256)
    return ScreenSignature(
        signed_at=end.at,
        sha256=end.sha256,
        picture=signature_copy(path.read_bytes()) if path.is_file() else b"",
    )


def _taken_during(visit: Inspection) -> Iterable[EvidenceItem]:
    start = visit.started_at or visit.created_at
    seized = SeizedItem.objects.filter(
        seizure__case__inspection=visit, item__taken_on__gte=local_day(start)
    )
    if visit.ended_at:
        seized = seized.filter(item__taken_on__lte=local_day(visit.ended_at))
    items: Iterable[EvidenceItem] = (
        EvidenceItem.objects.filter(pk__in=seized.values("item"))
        .prefetch_related("custody_lines")
        .order_by("recorded_at", "id")
    )
    return items


def _is_repeated(row: GoodsRow, left: Counter[GoodsRow]) -> bool:
    if not left[row]:
        return False
    left[row] -= 1
    return True


def quantity_text(quantity: Decimal) -> str:
    """1200 → "1.200", 12.5 → "12,5"."""
    whole = int(quantity)
    rest = f"{quantity - whole:f}".partition(".")[2].rstrip("0")
    return f"{count(whole)},{rest}" if rest else count(whole)


# On paper ----------------------------------------------------------------------------


def goods_part(
    styles: StyleSheet1, number: int, goods: Sequence[GoodsRow]
) -> list[Flowable]:
    """The list of goods under its heading; nothing where no goods were listed."""
    if not goods:
        return []
    columns = [
        Column("STT", 11, "centre"),
        Column("Tên tang vật, phương tiện", 58),
        Column("Số lượng", 18, "right", code=True),
        Column("Đơn vị", 16, "centre"),
        Column("Tình trạng", 36),
        Column("Số niêm phong", 26, "centre", code=True),
    ]
    rows = [
        (
            str(place),
            f"{row.kind}: {row.name}",
            row.quantity,
            row.unit,
            row.condition or "-",
            row.seals or "-",
        )
        for place, row in enumerate(goods, start=1)
    ]
    lead = paragraph(
        styles["lead_in_of_table"],
        f"{number}. Tang vật, phương tiện đã kiểm đếm, niêm phong tại chỗ:",
    )
    return under_heading(lead, grid(styles, columns, rows))


def notes_part(
    styles: StyleSheet1, number: int, notes: Iterable[str]
) -> list[Flowable]:
    """Notes made on the spot, in their order; nothing where there are none."""
    texts = [text for text in notes if text.strip()]
    if not texts:
        return []
    return [
        paragraph(styles["lead_in"], f"{number}. Ghi chú tại hiện trường:"),
        *(paragraph(styles["body"], f"- {sentence(text)}") for text in texts),
    ]
