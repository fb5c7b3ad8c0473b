"""S1. Book shop without invoices, straight to the end.

A planned check of F1 by its ward finds 80 copies of one title without invoices
(DST-29-2A, individual frame 2.5-5 million); fined the mid-point, paid in time, closed.
"""

from __future__ import annotations

from datetime import datetime

from cases import services as cases
from cases.models import Case
from cases.services import ActTerms, DecisionTerms
from cases.services import RecordInput as ViolationRecordInput
from cases.states import DeliveryMethod
from demo import pictures
from demo.plans import BMT
from demo.stage import Play, Stage, on
from demo.visits import FAIL, NOT_APPLICABLE, answer_all
from documents import services as documents
from inspections import services as inspections
from inspections.models import Finding, Inspection
from inspections.services import RecordInput, TeamInput, TitleInput, VisitInput
from kernel.clock import local_day
from regulations.models import ViolationBehaviour

INSPECTOR, HANDLER = "xa.bmt.kiemtra", "xa.bmt.thuly"
CHAIRMAN, CLERK, MANAGER = "xa.bmt.chutich", "xa.bmt.vanthu", "xa.bmt.lanhdao"
TITLE, COPIES = "Truyện cổ tích chọn lọc cho bé", 80
OWNER = "Mạc Thị Thu Cúc"
OFFICE = "trụ sở Ủy ban nhân dân phường Buôn Ma Thuột"


def play(stage: Stage) -> Play[Case]:
    """From the item of the ward's plan to the closed case."""
    visit = yield from planned_check(stage)
    case = yield from case_from(stage, visit)
    case = yield from decided(stage, case)
    return (yield from carried_out(stage, case))


def planned_check(stage: Stage) -> Play[Inspection]:
    """ "Planned check of F1 by the ward. Detected Tue 03/03/2026"."""
    at = yield on("23/02/2026", "08:30")
    inspector = stage.by(INSPECTOR)
    visit = inspections.open_visit_from_item(
        item=stage.plan_item("F1", BMT),
        visit=VisitInput(
            scheduled_on=on("03/03/2026").date(),
            place="Nhà sách Hoa Cúc, số 00 Quang Trung, phường Buôn Ma Thuột",
            team=TeamInput(
                lead=inspector,
                members=(stage.by(HANDLER),),
                secretary=stage.by(HANDLER),
            ),
        ),
        by=inspector,
        at=at,
    )
    at = yield on("25/02/2026", "10:00")
    visit = stage.on_visit(documents.decide_inspection, visit, CHAIRMAN, at)

    at = yield on("03/03/2026", "08:30")
    visit = stage.on_visit(inspections.start_visit, visit, INSPECTOR, at)
    at = yield on("03/03/2026", "09:15")
    _find_the_copies(stage, visit, at=at)
    at = yield on("03/03/2026", "10:50")
    return stage.on_visit(
        documents.lock_inspection_record,
        visit,
        INSPECTOR,
        at,
        record=RecordInput(
            remarks="Cơ sở chấp hành việc kiểm tra, cung cấp hồ sơ theo yêu cầu. Đã "
            "kiểm đếm toàn bộ xuất bản phẩm bày bán tại tầng 1; 80 bản của 01 tên xuất "
            "bản phẩm không có hóa đơn, chứng từ chứng minh nguồn gốc hợp pháp.",
            requests="Ngừng bán 80 bản nêu trên; nộp bổ sung hóa đơn, chứng từ (nếu "
            "có) trước 17 giờ ngày 04/3/2026.",
            facility_opinion="Tôi nhất trí với kết quả kiểm đếm. Số sách này mua lại "
            "của người bán dạo, không lấy hóa đơn.",
            representative_name=OWNER,
            representative_title="Chủ hộ kinh doanh",
            online_note="Có trang giới thiệu sách; không bán 80 bản nêu trên qua mạng.",
        ),
    )


def case_from(stage: Stage, visit: Inspection) -> Play[Case]:
    """The finding grows into a case, opened and put on record."""
    at = yield on("03/03/2026", "14:00")
    case = cases.open_from_findings(
        findings=list(Finding.objects.filter(inspection=visit)),
        title="Phát hành xuất bản phẩm không có hóa đơn, chứng từ – Nhà sách Hoa Cúc",
        by=stage.by(INSPECTOR),
        at=at,
    )
    at = yield on("03/03/2026", "15:30")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on("04/03/2026", "16:30")
    case = stage.on_case(cases.open_case, case, HANDLER, at)
    # "Record made Thu 05/03."
    at = yield on("05/03/2026", "09:40")
    return stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=ViolationRecordInput(
            place=OFFICE,
            made_time="08:30",
            respondent_statement="Tôi thừa nhận hành vi vi phạm, cam kết không tái "
            "phạm và đề nghị được xem xét mức phạt.",
            summons="08 giờ 00 phút ngày 12/3/2026, tại " + OFFICE,
        ),
    )


def decided(stage: Stage, case: Case) -> Play[Case]:
    """ "Signed 12/03 by Chủ tịch UBND phường, fine 3,750,000 (mid-point)"."""
    at = yield on("10/03/2026", "14:00")
    case = stage.on_case(
        cases.submit_decision, case, HANDLER, at, terms=midpoint_terms(case)
    )
    at = yield on("12/03/2026", "09:00")
    case = stage.on_case(documents.sign_decision, case, CHAIRMAN, at)
    # "Delivered 16/03."
    at = yield on("16/03/2026", "09:30")
    return stage.on_case(
        cases.confirm_delivery,
        case,
        CLERK,
        at,
        method=DeliveryMethod.DIRECT,
        receiver=OWNER,
    )


def carried_out(stage: Stage, case: Case) -> Play[Case]:
    """ "Paid 24/03: no interest"; executed, its closing proposed and agreed."""
    at = yield on("24/03/2026", "14:15")
    case = stage.on_case(
        cases.record_payment,
        case,
        HANDLER,
        at,
        amount_vnd=cases.debt_on(case, on=local_day(at)).total_vnd,
        receipt_no="0000312",
        payer=OWNER,
    )
    at = yield on("24/03/2026", "16:00")
    case = stage.on_case(cases.complete_execution, case, HANDLER, at)
    at = yield on("25/03/2026", "09:00")
    case = stage.on_case(
        cases.propose_close,
        case,
        HANDLER,
        at,
        reason="Đã nộp phạt đủ, đúng hạn; hồ sơ đầy đủ theo mục lục.",
    )
    at = yield on("26/03/2026", "10:00")
    return stage.on_case(cases.close, case, MANAGER, at)


def midpoint_terms(case: Case) -> DecisionTerms:
    """The middle of the frame for each act, proposed by the ward's division."""
    return DecisionTerms(
        acts=tuple(
            ActTerms(violation.pk, frame.midpoint_vnd, respondent.pk)
            for violation, respondent, frame in cases.proposed_fines(case)
            if frame is not None
        ),
        proposed_by_title="Trưởng phòng Văn hóa - Xã hội",
    )


def _find_the_copies(stage: Stage, visit: Inspection, *, at: datetime) -> None:
    """ "80 copies of one title without invoices -> DST-29-2A", with two photographs."""
    inspector = stage.by(INSPECTOR)
    for name, number, result in (
        (
            "Giấy chứng nhận đăng ký hộ kinh doanh",
            "40A8000016 ngày 20/03/2018",
            "Có bản chính, còn hiệu lực",
        ),
        (
            "Hóa đơn mua vào năm 2026",
            "27 hóa đơn",
            "Có bản chính; thiếu hóa đơn của 01 tên",
        ),
    ):
        inspections.note_paper(
            visit=visit,
            name=name,
            number_and_date=number,
            result=result,
            by=inspector,
            at=at,
        )
    inspections.note_title(
        visit=visit,
        title=TitleInput(
            title="Tập tô chữ đẹp cho bé 5 tuổi",
            publisher="Thảo Nguyên",
            decision_no="45/QĐ-TN",
            licensed_quantity=2_000,
            registration_no="0115-2025/CXBIPH/02-00/TN",
            found_quantity=45,
            has_invoices=True,
        ),
        by=inspector,
        at=at,
    )
    answers = answer_all(
        visit,
        exceptions={
            "B1": (FAIL, f"{COPIES} bản “{TITLE}” không có hóa đơn, chứng từ"),
            "D2": (NOT_APPLICABLE, "Không bán hàng qua mạng"),
        },
        by=inspector,
        at=at,
    )
    finding = inspections.record_finding(
        visit=visit,
        description=f"Phát hành {COPIES} bản xuất bản phẩm “{TITLE}” không có hóa đơn, "
        "chứng từ chứng minh nguồn gốc hợp pháp",
        detected_on=local_day(at),
        behaviour=ViolationBehaviour.objects.get(code="DST-29-2A"),
        answer=answers["B1"],
        place="Nhà sách Hoa Cúc, số 00 Quang Trung",
        titles=[
            TitleInput(
                title=TITLE,
                publisher="Thảo Nguyên",
                found_quantity=COPIES,
                has_invoices=False,
            )
        ],
        by=inspector,
        at=at,
    )
    imprint = "Nhà xuất bản Thảo Nguyên. In 2.000 bản, khổ 14,5 × 20,5 cm."
    for name, picture, caption in (
        (
            "ke-sach-tang-1.jpg",
            pictures.shelf(label=TITLE, count=COPIES),
            f"{COPIES} bản “{TITLE}” bày bán trên kệ tầng 1",
        ),
        (
            "bia-va-trang-thong-tin.jpg",
            pictures.cover(title=TITLE, imprint=imprint),
            f"Bìa và trang thông tin của “{TITLE}”",
        ),
    ):
        inspections.attach_evidence(
            visit=visit,
            upload=picture,
            name=name,
            finding=finding,
            taken_at=at,
            caption=caption,
            device="Điện thoại công vụ của đoàn",
            by=inspector,
            at=at,
        )
