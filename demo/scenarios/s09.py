"""S9. Not paid: interest and enforcement.

F2 printed more than its decision allows (PRT-OVER, frame not loaded): fined 30,000,000
on 02/07/2026, received 06/07, not paid in ten days; enforced, then paid with interest.
"""

from __future__ import annotations

from cases import services as cases
from cases.models import Case
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    RecordInput,
)
from cases.states import DeliveryMethod, Source
from demo.stage import Play, Stage, on
from documents import services as documents

INSPECTOR, HANDLER, LAWYER = "so.kiemtra", "so.thuly", "so.phapche"
DIRECTOR, CLERK, MANAGER = "so.giamdoc", "so.vanthu", "so.lanhdao"
FINE_VND = 30_000_000
OFFICE = "trụ sở Công ty TNHH In Cao Nguyên Xanh"


def play(stage: Stage) -> Play[Case]:
    """Recorded, decided, not paid, enforced, paid late, closed."""
    case = yield from recorded(stage)
    case = yield from decided(stage, case)
    case = yield from enforced(stage, case)
    return (yield from paid_late(stage, case))


def recorded(stage: Stage) -> Play[Case]:
    """ "record 25/06/2026"."""
    at = yield on("23/06/2026", "08:30")
    case = cases.receive_case(
        facts=CaseInput(
            title="In vượt số lượng trong quyết định xuất bản – In Cao Nguyên Xanh",
            source=Source.REFERRAL,
            source_note="Nhà xuất bản thông báo số lượng lưu hành vượt số đã cấp phép.",
            detected_on=at.date(),
            place=OFFICE,
            facility_id=stage.facilities["F2"],
            acts=(
                ActInput(
                    behaviour="PRT-OVER",
                    description="In 2.600 bản “Sổ tay cây trồng Tây Nguyên” trong khi "
                    "quyết định xuất bản cho phép 2.000 bản",
                    occurred_on=at.date(),
                    titles=(
                        {
                            "title": "Sổ tay cây trồng Tây Nguyên",
                            "publisher": "Bình Nguyên",
                            "licensed_quantity": 2_000,
                            "quantity": 2_600,
                        },
                    ),
                ),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on("23/06/2026", "09:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on("23/06/2026", "09:10")
    case = stage.on_case(cases.assign, case, HANDLER, at, officer=stage.by(INSPECTOR))
    at = yield on("24/06/2026", "15:00")
    case = stage.on_case(cases.open_case, case, HANDLER, at)
    at = yield on("25/06/2026", "10:00")
    return stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=RecordInput(
            place=OFFICE,
            made_time="08:30",
            respondent_statement="Công ty thừa nhận đã in thêm 600 bản theo đơn miệng.",
        ),
    )


def decided(stage: Stage, case: Case, *, fine_vnd: int = FINE_VND) -> Play[Case]:
    """ "fine typed, authority confirmed"; "decision 02/07/2026 fine 30,000,000,
    received Mon 06/07"."""
    at = yield on("29/06/2026", "10:00")
    case = stage.on_case(
        cases.confirm_authority,
        case,
        LAWYER,
        at,
        reason="Mức phạt đối với hành vi in vượt số lượng nằm trong thẩm quyền của "
        "Giám đốc Sở.",
        source="Nghị định 119/2020/NĐ-CP, Điều 27-28; Nghị định 189/2025/NĐ-CP",
    )
    at = yield on("30/06/2026", "09:00")
    case = stage.on_case(
        cases.submit_decision,
        case,
        HANDLER,
        at,
        terms=DecisionTerms(
            acts=tuple(
                ActTerms(violation.pk, fine_vnd, respondent.pk)
                for violation, respondent, _frame in cases.proposed_fines(case)
            ),
            proposed_by_title="Trưởng phòng Quản lý xuất bản",
        ),
    )
    at = yield on("02/07/2026", "09:00")
    case = stage.on_case(documents.sign_decision, case, DIRECTOR, at)
    at = yield on("06/07/2026", "09:30")
    return stage.on_case(
        cases.confirm_delivery,
        case,
        CLERK,
        at,
        method=DeliveryMethod.POST,
        sent_on=on("03/07/2026").date(),
        receiver="Trịnh Gia Bình",
    )


def enforced(stage: Stage, case: Case) -> Play[Case]:
    """ "Not paid -> `order_enforcement` from 17/07"."""
    at = yield on("17/07/2026", "10:00")
    case = stage.on_case(
        documents.order_enforcement,
        case,
        DIRECTOR,
        at,
        measure="Khấu trừ tiền từ tài khoản của công ty",
        reason="Quá 10 ngày kể từ ngày nhận quyết định, công ty chưa nộp phạt.",
    )
    at = yield on("20/07/2026", "14:00")
    return stage.on_case(
        cases.confirm_enforcement_receipt,
        case,
        HANDLER,
        at,
        note="Giao trực tiếp, có ký nhận.",
    )


def paid_late(stage: Stage, case: Case) -> Play[Case]:
    """ "Paid Sat 22/08 (a swapped working day)"; "total 30,540,000"."""
    at = yield on("22/08/2026", "09:30")
    case = stage.on_case(
        cases.record_payment,
        case,
        HANDLER,
        at,
        amount_vnd=cases.debt_on(case, on=at.date()).total_vnd,
        receipt_no="0000947",
        payer="Công ty TNHH In Cao Nguyên Xanh",
    )
    at = yield on("22/08/2026", "10:30")
    case = stage.on_case(cases.complete_execution, case, HANDLER, at)
    at = yield on("24/08/2026", "09:00")
    case = stage.on_case(
        cases.propose_close,
        case,
        HANDLER,
        at,
        reason="Đã nộp đủ tiền phạt và tiền chậm nộp; hồ sơ đầy đủ.",
    )
    at = yield on("25/08/2026", "10:00")
    return stage.on_case(cases.close, case, MANAGER, at)
