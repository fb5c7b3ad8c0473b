"""S4. Criminal transfer, prosecuted.

A warehouse of F6 with 12,000 counterfeit copies worth 240 million: two signs of a
crime. The copies are seized; file and goods go to the investigating body, which
prosecutes. The judgment lies in the future: the case stays there.
"""

from __future__ import annotations

from decimal import Decimal

from agencies.models import Agency
from cases import services as cases
from cases.models import Case
from cases.services import (
    ActInput,
    CaseInput,
    FigureInput,
    HandOver,
    PaperLine,
    SeizureInput,
)
from cases.states import FigureKind, SeizureGround, Source
from demo.stage import Play, Stage, on
from documents import services as documents
from evidence.kinds import GoodsUnit, ItemKind
from evidence.models import EvidenceItem
from evidence.services import GoodsInput

HANDLER, DIRECTOR, POLICE = "so.thuly", "so.giamdoc", "ca.cqdt"
COPIES, VALUE_VND = 12_000, 240_000_000
COMPANY, KEEPER = "Công ty TNHH Phát hành Sóng Biển", "Thủ kho Sở VHTTDL"
TITLES = (
    ("Từ điển Anh - Việt bỏ túi", 4_500),
    ("Luyện thi tiếng Anh vào lớp 10", 4_000),
    ("Những mẩu chuyện rèn nhân cách", 3_500),
)


def play(stage: Stage) -> Play[Case]:
    """ "Received by CQĐT Tue 08/09"; "Prosecuted 25/09 -> PROSECUTED"."""
    case = yield from handed_over(stage)
    at = yield on("25/09/2026", "16:00")
    return stage.on_case(
        cases.record_prosecution,
        case,
        POLICE,
        at,
        number="112/QĐ-KTVA",
        note="Khởi tố vụ án hình sự “Sản xuất, buôn bán hàng giả”.",
    )


def handed_over(stage: Stage) -> Play[Case]:
    """ "F6 warehouse, found 07/09/2026: 12,000 counterfeit copies, value 240
    million"; "transferred from VERIFYING"."""
    at = yield on("07/09/2026", "10:00")
    case = cases.receive_case(
        facts=CaseInput(
            title="Kho sách in giả – Phát hành Sóng Biển",
            source=Source.INSPECTION,
            detected_on=on("07/09/2026").date(),
            place="Kho của Công ty TNHH Phát hành Sóng Biển",
            facility_id=stage.facilities["F6"],
            acts=(
                ActInput(
                    behaviour="DST-29-HI",
                    description=f"Tàng trữ để phát hành {COPIES} bản sách in giả",
                    occurred_on=on("07/09/2026").date(),
                    titles=tuple(
                        {"title": title, "quantity": copies} for title, copies in TITLES
                    ),
                ),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on("07/09/2026", "11:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    case = yield from seized(stage, case)
    at = yield on("07/09/2026", "16:30")
    case = stage.on_case(
        cases.record_figure,
        case,
        HANDLER,
        at,
        content=FigureInput(
            FigureKind.GOODS_VALUE, VALUE_VND, "Bảng kê số bản và giá bán tại kho"
        ),
    )
    at = yield on("08/09/2026", "08:00")
    case = stage.on_case(
        cases.record_sign,
        case,
        HANDLER,
        at,
        indicator="CI-192",
        explanation="Nhà xuất bản xác nhận không in số sách này; trị giá theo giá bán "
        "240 triệu đồng.",
    )
    at = yield on("08/09/2026", "09:30")
    case = stage.on_case(
        documents.transfer_criminal,
        case,
        DIRECTOR,
        at,
        to_agency=Agency.objects.get(pk="CQDT"),
        content=HandOver(
            reason="Hành vi có dấu hiệu tội xâm phạm quyền tác giả (khoản 1 Điều 225) "
            "và tội sản xuất, buôn bán hàng giả (khoản 1 Điều 192 Bộ luật Hình sự).",
            papers=(
                PaperLine("Biên bản kiểm tra ngày 07/9/2026", sheets=6),
                PaperLine("Bảng kê số bản và giá bán", sheets=4),
                PaperLine("Văn bản xác nhận của nhà xuất bản", sheets=1),
            ),
            item_ids=tuple(
                EvidenceItem.objects.filter(
                    seized_items__seizure__case=case
                ).values_list("pk", flat=True)
            ),
        ),
    )
    at = yield on("08/09/2026", "14:00")
    return stage.on_case(documents.accept_transfer, case, POLICE, at)


def seized(stage: Stage, case: Case) -> Play[Case]:
    """The copies are counted by title, sealed and kept."""
    at = yield on("07/09/2026", "11:30")
    case = stage.on_case(
        cases.draft_seizure,
        case,
        HANDLER,
        at,
        content=SeizureInput(
            ground=SeizureGround.VERIFY,
            reason="Xác minh nguồn gốc, ngăn chặn việc phát hành số sách in giả",
            minutes_no="02/BB-TGTV",
            place="Kho tang vật Sở VHTTDL",
            from_party=COMPANY,
            keeper=KEEPER,
            goods=tuple(
                GoodsInput(
                    kind=ItemKind.EXHIBIT,
                    description="Sách in giả, đóng kiện",
                    title=title,
                    unit=GoodsUnit.COPY,
                    quantity=Decimal(copies),
                    owner=COMPANY,
                    seal_no=f"NP-SO-1{place}",
                )
                for place, (title, copies) in enumerate(TITLES, start=1)
            ),
        ),
    )
    at = yield on("07/09/2026", "15:00")
    return stage.on_seizure(documents.decide_seizure, case, DIRECTOR, at)
