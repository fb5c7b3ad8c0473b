"""Seizures and experts in the ward's case of `walk`: 80 copies taken on 03/03/2026.

Seven working days from 03/03/2026: 04, 05, 06, 09, 10, 11, 12/03; ten: 17/03; one
month: 03/04; two months: Sun 03/05, rolled to Mon 04/05.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from cases import services
from cases.models import Case, ExpertAssessmentRequest, Seizure, Valuation
from cases.services import SeizureInput
from cases.states import SeizureGround
from evidence.kinds import GoodsUnit, ItemKind
from evidence.models import EvidenceItem
from evidence.services import GoodsInput, LineInput
from tests.cases.walk import HANDLER, INSPECTOR, SIGNER, Walk, reread
from tests.moments import day, moment

OWNER, KEEPER = "Mạc Thị Thu Cúc", "Thủ kho UBND phường"
TAKEN_ON = day("03/03/2026")
COPIES = GoodsInput(
    kind=ItemKind.EXHIBIT,
    description="Sách in không có hóa đơn",
    title="Truyện cổ tích chọn lọc cho bé",
    unit=GoodsUnit.COPY,
    quantity=Decimal(80),
    seal_no="NP-01",
)
SHELF = GoodsInput(
    kind=ItemKind.MEANS,
    description="Kệ trưng bày",
    unit=GoodsUnit.PIECE,
    quantity=Decimal(2),
    note="Không niêm phong được",
)


def content(**more: Any) -> SeizureInput:
    values: dict[str, Any] = {
        "ground": SeizureGround.VERIFY,
        "reason": "Xác minh nguồn gốc số sách",
        "minutes_no": "01/BB-TGTV",
        "place": "Kho UBND phường, số 00 Lý Nam Đế",
        "from_party": OWNER,
        "keeper": KEEPER,
        "goods": (COPIES,),
    }
    return SeizureInput(**(values | more))


def draft(
    walk: Walk, at: datetime | None = None, by: str = INSPECTOR, **more: Any
) -> Seizure:
    walk.step(
        services.draft_seizure,
        by,
        at or moment("03/03/2026", "16:00"),
        content=content(**more),
        occurred_on=TAKEN_ON,
    )
    return seizure_of(walk)


def seizure_of(walk: Walk) -> Seizure:
    return Seizure.objects.select_related("case").order_by("-drafted_at", "-id").first()


def held(walk: Walk, **more: Any) -> Seizure:
    """A seizure that the chairman signed on 04/03/2026."""
    seizure = draft(walk, **more)
    act(walk, services.decide_seizure, SIGNER, moment("04/03/2026"))
    return Seizure.objects.select_related("case").get(pk=seizure.pk)


def act(
    walk: Walk,
    service: Callable,
    by: str,
    at: datetime,
    part: Any = None,
    **values: Any,
) -> Any:
    """An act on the last seizure of the case, or on another part of it."""
    part = part or seizure_of(walk)
    name = {
        Seizure: "seizure",
        ExpertAssessmentRequest: "request",
        Valuation: "valuation",
    }[type(part)]
    part = type(part).objects.select_related("case").get(pk=part.pk)
    case = Case.objects.get(pk=part.case_id)
    made = service(
        **{name: part}, version=case.version, by=walk.by(by), at=at, **values
    )
    walk.case = reread(case)
    return made


def item_of(walk: Walk, title: str = COPIES.description) -> EvidenceItem:
    return EvidenceItem.objects.get(
        seized_items__seizure__case=walk.case, description=title
    )


def write(
    walk: Walk,
    kind: str,
    at: datetime | None = None,
    by: str = HANDLER,
    **line: Any,
) -> None:
    """A line on the copies, between the keeper and the handler's office."""
    quantity = line.pop("quantity", None)
    parties = {"from_party": KEEPER, "to_party": "Bộ phận thụ lý"}
    walk.step(
        services.record_custody,
        by,
        at or moment("04/03/2026", "15:00"),
        item=item_of(walk).pk,
        line=LineInput(
            kind=kind,
            quantity=None if quantity is None else Decimal(quantity),
            **(parties | line),
        ),
    )
    walk.case = reread(walk.case)
