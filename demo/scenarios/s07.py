"""S7. No violation, remote first; and the limit of a conclusion.

The planned check of F7 is made on its papers and finds nothing, so nobody goes. The
"other inspection" whose draft conclusion comes in on 25/09/2026 is that of F8.
"""

from __future__ import annotations

from datetime import datetime

from demo.plans import LICENCES_AND_INVOICES, SO
from demo.stage import Play, Stage, on
from demo.visits import NOT_APPLICABLE, answer_all
from documents import services as documents
from inspections import services as inspections
from inspections.models import Inspection, InspectionPlan, PlanItem
from inspections.services import (
    PlanItemInput,
    RecordInput,
    RemoteAnswerInput,
    TeamInput,
    TitleInput,
    VisitInput,
)
from inspections.states import Mode, ReviewState, SendingWay

INSPECTOR, LEAD, DIRECTOR = "so.kiemtra", "so.truongdoan", "so.giamdoc"
SECOND_PLANNER = "tt.lanhdao"
# By the numbers of the questionnaire for distributors.
ANSWERS = {
    "A1": "Không khác với đăng ký.",
    "A2": "Giấy phép 26/GP-BVHTTDL ngày 25/04/2025; giấy xác nhận 14/XN-STTTT ngày "
    "17/01/2018. Gửi kèm bản chụp.",
    "B1": "212 hóa đơn điện tử, bảng kê gửi kèm.",
    "B2": "348 tên xuất bản phẩm, tồn kho 9.120 bản, danh mục gửi kèm.",
    "B3": "Nhập khẩu 12 tên sách tiếng Anh theo giấy phép trên, 1.150 bản.",
    "B4": "Chưa nhận được thông báo thu hồi nào trong năm.",
    "C1": "Trang vanhoaphamgiodoi.example; tài khoản nhận tiền đứng tên công ty.",
    "C2": "Không kinh doanh xuất bản phẩm điện tử.",
}


def remote_review(stage: Stage) -> Play[Inspection]:
    """ "remote review of licences and invoices finds nothing; visit not needed"."""
    at = yield on("06/07/2026", "09:00")
    visit = inspections.open_visit_from_item(
        item=stage.plan_item("F7", SO),
        visit=VisitInput(
            scheduled_on=on("14/07/2026").date(), team=_team(stage, INSPECTOR)
        ),
        by=stage.by(INSPECTOR),
        at=at,
    )
    at = yield on("08/07/2026", "15:00")
    visit = stage.on_visit(documents.decide_inspection, visit, DIRECTOR, at)
    at = yield on("14/07/2026", "08:30")
    visit = stage.on_visit(inspections.start_visit, visit, INSPECTOR, at)
    at = yield on("14/07/2026", "10:00")
    stage.on_visit(
        inspections.send_questionnaire,
        visit,
        INSPECTOR,
        at,
        sent_way=SendingWay.EMAIL,
        sent_to="lienhe@vanhoaphamgiodoi.example",
        due_on=on("20/07/2026").date(),
        message="Gửi kèm bảng kê hóa đơn mua vào quý I, II năm 2026.",
    )
    at = yield on("16/07/2026", "14:00")
    (review,) = visit.remote_reviews.all()
    inspections.enter_answers(
        review=review,
        answers=[
            RemoteAnswerInput(item=item, text=ANSWERS[item.number])
            for item in review.questionnaire.items.all()
        ],
        by=stage.by(INSPECTOR),
        at=at,
    )
    at = yield on("16/07/2026", "15:00")
    for name, number, result in (
        (
            "Giấy phép hoạt động kinh doanh nhập khẩu xuất bản phẩm",
            "26/GP-BVHTTDL ngày 25/04/2025",
            "Đúng bản gửi qua mạng, còn hiệu lực",
        ),
        (
            "Giấy xác nhận đăng ký hoạt động phát hành",
            "14/XN-STTTT ngày 17/01/2018",
            "Đúng bản gửi qua mạng",
        ),
        (
            "Hóa đơn điện tử mua vào quý I, II năm 2026",
            "212 hóa đơn",
            "Khớp với danh mục hàng tồn kho",
        ),
    ):
        inspections.note_paper(
            visit=visit,
            name=name,
            number_and_date=number,
            result=result,
            by=stage.by(INSPECTOR),
            at=at,
        )
    at = yield on("21/07/2026", "09:30")
    inspections.close_review(
        review=review,
        version=Inspection.objects.get(pk=visit.pk).version,
        result=ReviewState.SATISFIED,
        reason="Trả lời đủ và đúng hạn; giấy phép, hóa đơn gửi kèm khớp nhau.",
        by=stage.by(LEAD),
        at=at,
    )
    at = yield on("21/07/2026", "10:00")
    return stage.on_visit(
        inspections.finish_remote,
        visit,
        LEAD,
        at,
        result="Giấy phép còn hiệu lực, hóa đơn khớp với danh mục xuất bản phẩm. Không "
        "phát hiện vi phạm; không cần kiểm tra trực tiếp.",
    )


def plan_the_same_again(
    stage: Stage, plan: InspectionPlan, *, at: datetime
) -> PlanItem:
    """ "A second plan item for F7 in 2026 from Thanh tra tỉnh with the same content".

    Raises OnceAYear: nothing of it stays.
    """
    return inspections.add_item(
        plan=plan,
        version=plan.version,
        item=PlanItemInput(
            facility=stage.facility("F7"),
            first_month=7,
            last_month=9,
            content=LICENCES_AND_INVOICES,
            mode=Mode.REMOTE,
        ),
        by=stage.by(SECOND_PLANNER),
        at=at,
    )


def other_inspection(stage: Stage) -> Play[Inspection]:
    """ "Draft conclusion of another inspection received Fri 25/09/2026"."""
    at = yield on("07/09/2026", "09:30")
    visit = inspections.open_visit_from_item(
        item=stage.plan_item("F8", SO),
        visit=VisitInput(
            scheduled_on=on("16/09/2026").date(),
            place="Hộ kinh doanh Sách Ea Kar, số 00 đường Nguyễn Tất Thành, xã Ea Kar",
            team=_team(stage, INSPECTOR, "xa.eakar"),
        ),
        by=stage.by(LEAD),
        at=at,
    )
    at = yield on("09/09/2026", "10:00")
    visit = stage.on_visit(documents.decide_inspection, visit, DIRECTOR, at)
    at = yield on("16/09/2026", "09:00")
    visit = stage.on_visit(inspections.start_visit, visit, LEAD, at)
    at = yield on("16/09/2026", "09:40")
    _see_that_all_is_right(stage, visit, at=at)
    at = yield on("16/09/2026", "11:15")
    visit = stage.on_visit(
        documents.lock_inspection_record,
        visit,
        LEAD,
        at,
        record=RecordInput(
            remarks="Cơ sở có đủ giấy tờ, hóa đơn, chứng từ. Không phát hiện vi phạm.",
            facility_opinion="Nhất trí với nội dung biên bản.",
            representative_name="Y Wơn Mlô Duôn",
            representative_title="Chủ hộ kinh doanh",
            online_note="Không bán hàng qua mạng.",
        ),
    )
    at = yield on("25/09/2026", "16:00")
    visit = stage.on_visit(inspections.receive_draft_conclusion, visit, LEAD, at)
    at = yield on("08/10/2026", "14:00")
    visit = stage.on_visit(
        documents.issue_conclusion,
        visit,
        DIRECTOR,
        at,
        text="Hộ kinh doanh Sách Ea Kar chấp hành đúng quy định về hoạt động phát "
        "hành xuất bản phẩm. Đề nghị cơ sở tiếp tục lưu giữ hóa đơn, chứng từ.",
        published_on=on("08/10/2026").date(),
    )
    at = yield on("12/10/2026", "09:00")
    inspections.open_follow_up(
        visit=visit,
        ground_text="Việc lưu giữ hóa đơn, chứng từ theo đề nghị của kết luận.",
        follow_up=VisitInput(
            scheduled_on=on("14/01/2027").date(), team=_team(stage, INSPECTOR)
        ),
        by=stage.by(LEAD),
        at=at,
    )
    return visit


def _team(stage: Stage, *members: str) -> TeamInput:
    first = stage.by(members[0])
    return TeamInput(
        lead=stage.by(LEAD),
        members=tuple(stage.by(member) for member in members),
        secretary=first,
    )


def _see_that_all_is_right(stage: Stage, visit: Inspection, *, at: datetime) -> None:
    lead = stage.by(LEAD)
    inspections.note_paper(
        visit=visit,
        name="Giấy chứng nhận đăng ký hộ kinh doanh",
        number_and_date="40H8000087 ngày 07/06/2021",
        result="Có bản chính, còn hiệu lực",
        by=lead,
        at=at,
    )
    for title, decision_no, copies in (
        ("Học chữ Ê-đê qua tranh", "12/QĐ-TN", 60),
        ("Sổ tay chăm sóc cà phê theo mùa", "31/QĐ-TN", 35),
    ):
        inspections.note_title(
            visit=visit,
            title=TitleInput(
                title=title,
                publisher="Thảo Nguyên",
                decision_no=decision_no,
                licensed_quantity=1_000,
                found_quantity=copies,
                has_invoices=True,
            ),
            by=lead,
            at=at,
        )
    answer_all(
        visit,
        exceptions={
            "D1": (NOT_APPLICABLE, "Không bán hàng qua mạng"),
            "D2": (NOT_APPLICABLE, "Không bán hàng qua mạng"),
        },
        by=lead,
        at=at,
    )
