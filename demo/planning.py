"""Beside the scenarios: an overlap that the heads settled, a review that was refused.

The ward's own plan names the shop that the department's plan has since its adjustment;
they go together, in the department's team (S7). The online shop does not answer.
"""

from __future__ import annotations

from demo.plans import CHECKS, OF_SHOPS, ONCE_A_YEAR, YEAR
from demo.stage import Play, Stage, on
from documents import services as documents
from inspections import services
from inspections.models import Inspection, InspectionPlan, OverlapConflict
from inspections.services import PlanItemInput, TeamInput, VisitInput
from inspections.states import (
    ContentTag,
    Ground,
    Mode,
    OverlapDecision,
    PlanKind,
    ReviewState,
    SendingWay,
)

EA_KAR, DIRECTOR = "xa.eakar.chutich", "so.giamdoc"
INSPECTOR, LEAD = "so.kiemtra", "so.truongdoan"


def overlap(stage: Stage) -> Play[InspectionPlan]:
    """F8: asked for by the commune, settled as one joint team, taken out again."""
    at = yield on("06/07/2026", "14:00")
    plan = services.draft_plan(
        year=YEAR,
        kind=PlanKind.CHECK,
        title=f"Kế hoạch kiểm tra cơ sở phát hành của xã Ea Kar năm {YEAR}",
        legal_bases=[ONCE_A_YEAR, CHECKS],
        by=stage.by(EA_KAR),
        at=at,
    )
    (item,) = services.add_items(
        plan=plan,
        version=plan.version,
        items=[
            PlanItemInput(
                facility=stage.facility("F8"),
                first_month=8,
                last_month=9,
                content=OF_SHOPS,
            )
        ],
        overlap_request="Trước năm học mới, phụ huynh phản ánh sách giáo khoa in mờ; "
        "Ủy ban nhân dân xã cần kiểm tra trong tháng 8.",
        by=stage.by(EA_KAR),
        at=at,
    )
    at = yield on("09/07/2026", "10:30")
    services.settle_overlap(
        overlap=OverlapConflict.objects.get(item=item),
        decision=OverlapDecision.JOINT,
        ground="Biên bản thống nhất ngày 09/07/2026: một đoàn do Sở chủ trì, xã Ea Kar "
        "cử người tham gia.",
        by=stage.by(DIRECTOR),
        at=at,
    )
    at = yield on("10/07/2026", "08:15")
    return stage.on_plan(
        services.drop_item,
        plan,
        EA_KAR,
        at,
        item=item,
        reason="Đi chung đoàn của Sở Văn hóa, Thể thao và Du lịch.",
    )


def refused_review(stage: Stage) -> Play[Inspection]:
    """F5 lets the questionnaire pass, then refuses: to be looked at on site."""
    at = yield on("12/10/2026", "14:00")
    visit = services.open_ad_hoc_visit(
        facility=stage.facility("F5"),
        ground=Ground.SIGN_OF_VIOLATION,
        ground_text="Sách giáo khoa rao bán thấp hơn giá bìa 60 %, không ghi nhà xuất "
        "bản.",
        content=(ContentTag.INVOICES, ContentTag.ONLINE_SALE),
        mode=Mode.REMOTE,
        visit=VisitInput(
            scheduled_on=on("16/10/2026").date(),
            place="Gian hàng trực tuyến",
            team=TeamInput(lead=stage.by(LEAD), members=(stage.by(INSPECTOR),)),
        ),
        by=stage.by(LEAD),
        at=at,
    )
    at = yield on("14/10/2026", "15:30")
    visit = stage.on_visit(documents.decide_inspection, visit, DIRECTOR, at)
    at = yield on("16/10/2026", "08:30")
    visit = stage.on_visit(services.start_visit, visit, INSPECTOR, at)
    at = yield on("16/10/2026", "09:15")
    visit = stage.on_visit(
        services.send_questionnaire,
        visit,
        INSPECTOR,
        at,
        sent_way=SendingWay.PORTAL,
        sent_to="Hộp thư người bán của sachre24h",
        due_on=on("30/10/2026").date(),
    )
    at = yield on("02/11/2026", "10:00")
    (review,) = visit.remote_reviews.all()
    services.close_review(
        review=review,
        version=visit.version,
        result=ReviewState.REFUSED,
        reason="Người bán trả lời qua hộp thư là không cung cấp thông tin về nguồn "
        "hàng và người đứng tên tài khoản.",
        by=stage.by(LEAD),
        at=at,
    )
    return visit
