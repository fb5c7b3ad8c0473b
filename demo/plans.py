"""Three plans for 2026, approved in 12/2025, and the adjustment of one in 06/2026."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from demo.stage import Play, Stage, on
from inspections import services
from inspections.models import InspectionPlan
from inspections.services import ItemMove, PlanItemInput
from inspections.states import ContentTag, Mode, PlanKind

SO, THANH_TRA, BMT = "SO_VHTTDL", "THANH_TRA_TINH", "UBND_XA_24133"
YEAR = 2026
ONCE_A_YEAR = (
    "Điều 4 Nghị quyết số 198/2025/QH15 của Quốc hội về một số cơ chế, chính sách đặc "
    "biệt phát triển kinh tế tư nhân"
)
CHECKS = "Nghị định số 217/2025/NĐ-CP của Chính phủ về hoạt động kiểm tra chuyên ngành"
INSPECTIONS = "Luật Thanh tra năm 2025"
# The number and the day of this plan are blank in the copy that was handed out.
PROVINCIAL_PLAN = (
    "Kế hoạch của Ủy ban nhân dân tỉnh Đắk Lắk tháng 5/2026 thực hiện Chỉ thị số "
    "04-CT/TW ngày 17/3/2026 của Ban Bí thư về tăng cường sự lãnh đạo của Đảng đối với "
    "hoạt động xuất bản trong tình hình mới trên địa bàn tỉnh Đắk Lắk"
)
LICENCES_AND_INVOICES = (ContentTag.LICENCES, ContentTag.INVOICES)
OF_SHOPS = (
    ContentTag.LICENCES,
    ContentTag.INVOICES,
    ContentTag.PUBLICATIONS,
    ContentTag.CONTENT,
)
OF_PRINTERS = (
    ContentTag.LICENCES,
    ContentTag.EQUIPMENT,
    ContentTag.JOB_FILES,
    ContentTag.PUBLICATIONS,
)


@dataclass(frozen=True, slots=True)
class House:
    """Who makes the plan of an agency: proposer, reviewer and signer are three."""

    agency: str
    proposer: str
    reviewer: str
    signer: str


HOUSES = {
    SO: House(SO, "so.lanhdao", "so.lanhdao2", "so.giamdoc"),
    THANH_TRA: House(THANH_TRA, "tt.lanhdao", "tt.lanhdao2", "tt.chanh"),
    BMT: House(BMT, "xa.bmt.lanhdao", "xa.bmt.lanhdao2", "xa.bmt.chutich"),
}


def department(stage: Stage) -> Play[InspectionPlan]:
    """Sở VHTTDL: F2, F3 and F7, in 06/2026 adjusted on the basis of the province's."""
    house = HOUSES[SO]
    at = yield on("08/12/2025", "08:30")
    plan = _draft(stage, house, PlanKind.CHECK, CHECKS, at=at)
    for sign, months, content, mode in (
        ("F2", (4, 12), OF_PRINTERS, Mode.ON_SITE),
        ("F3", (6, 12), OF_PRINTERS, Mode.ON_SITE),
        ("F7", (4, 6), LICENCES_AND_INVOICES, Mode.REMOTE),
    ):
        plan = _add(stage, plan, house, sign, months, content, mode=mode, at=at)
    plan = yield from _decided(stage, plan, house, days=(9, 11, 18, 22))

    at = yield on("10/06/2026", "14:30")
    moved = stage.plan_item("F7", SO)
    return stage.on_plan(
        services.adjust_plan,
        plan,
        house.proposer,
        at,
        reason="Bổ sung cơ sở phát hành tại xã vùng đồng bào dân tộc thiểu số và dời "
        "đợt rà soát từ xa sang quý III để tập trung lực lượng tuyên truyền Chỉ thị.",
        legal_basis=PROVINCIAL_PLAN,
        add=[
            PlanItemInput(
                facility=stage.facility("F8"),
                first_month=8,
                last_month=9,
                content=OF_SHOPS,
                scope="Xuất bản phẩm bán trong năm 2026",
            )
        ],
        move=[ItemMove(item=moved, first_month=7, last_month=9)],
    )


def inspectorate(stage: Stage) -> Play[InspectionPlan]:
    """Thanh tra tỉnh: its own."""
    house = HOUSES[THANH_TRA]
    at = yield on("09/12/2025", "09:00")
    plan = _draft(stage, house, PlanKind.INSPECTION, INSPECTIONS, at=at)
    plan = _add(stage, plan, house, "F6", (10, 12), LICENCES_AND_INVOICES, at=at)
    return (yield from _decided(stage, plan, house, days=(10, 12, 19, 23)))


def ward(stage: Stage) -> Play[InspectionPlan]:
    """UBND phường Buôn Ma Thuột: F1."""
    house = HOUSES[BMT]
    at = yield on("09/12/2025", "10:00")
    plan = _draft(stage, house, PlanKind.CHECK, CHECKS, at=at)
    plan = _add(stage, plan, house, "F1", (1, 3), OF_SHOPS, at=at)
    return (yield from _decided(stage, plan, house, days=(10, 12, 19, 23)))


PLANS: tuple[Callable[[Stage], Play[InspectionPlan]], ...] = (
    department,
    inspectorate,
    ward,
)


def _draft(
    stage: Stage, house: House, kind: str, basis: str, *, at: datetime
) -> InspectionPlan:
    what = "thanh tra" if kind == PlanKind.INSPECTION else "kiểm tra"
    return services.draft_plan(
        year=YEAR,
        kind=kind,
        title=f"Kế hoạch {what} hoạt động in, phát hành xuất bản phẩm năm {YEAR}",
        legal_bases=[ONCE_A_YEAR, basis],
        by=stage.by(house.proposer),
        at=at,
    )


def _add(
    stage: Stage,
    plan: InspectionPlan,
    house: House,
    sign: str,
    months: tuple[int, int],
    content: tuple[str, ...],
    *,
    mode: str = Mode.ON_SITE,
    at: datetime,
) -> InspectionPlan:
    item = PlanItemInput(
        facility=stage.facility(sign),
        first_month=months[0],
        last_month=months[1],
        content=content,
        mode=mode,
    )
    return stage.on_plan(services.add_item, plan, house.proposer, at, item=item)


def _decided(
    stage: Stage, plan: InspectionPlan, house: House, *, days: tuple[int, ...]
) -> Play[InspectionPlan]:
    """Proposed, reviewed, approved and published on days of 12/2025; started in 01."""
    for day, act, by in zip(
        days,
        (
            services.propose_plan,
            services.review_plan,
            services.approve_plan,
            services.publish_plan,
        ),
        (house.proposer, house.reviewer, house.signer, house.proposer),
        strict=True,
    ):
        at = yield on(f"{day:02d}/12/2025", "15:00")
        plan = stage.on_plan(act, plan, by, at)
    at = yield on("05/01/2026", "08:00")
    return stage.on_plan(services.start_plan, plan, house.proposer, at)
