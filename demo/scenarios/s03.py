"""S3. Criminal transfer, not prosecuted, returned.

F3 printed 3,000 copies of one textbook without a publishing decision. The file goes to
the investigating body, comes back not prosecuted, and ends with a fine.
"""

from __future__ import annotations

from agencies.models import Agency
from cases import services as cases
from cases.models import Case
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    HandOver,
    PaperLine,
    ReturnedFile,
)
from cases.states import DeliveryMethod, OutcomeKind, Source
from demo.stage import Play, Stage, on
from documents import services as documents
from kernel.clock import local_day

INSPECTOR, HANDLER = "so.kiemtra", "so.thuly"
DIRECTOR, MANAGER, CLERK = "so.giamdoc", "so.lanhdao", "so.vanthu"
LEGAL, POLICE = "so.phapche", "ca.cqdt"
TITLE, COPIES = "Hướng dẫn giải bài tập Toán lớp 7", 3_000
FINE_VND = 120_000_000


def play(stage: Stage) -> Play[Case]:
    """From the finding to the investigators and back, then to the end."""
    case = yield from handed_over(stage)
    case = yield from returned(stage, case)
    return (yield from sanctioned(stage, case))


def handed_over(stage: Stage) -> Play[Case]:
    """ "F3, found Mon 01/06/2026 … Transferred and received by CQĐT Wed 03/06." """
    at = yield on("01/06/2026", "15:30")
    case = cases.receive_case(
        facts=CaseInput(
            title="In sách giáo khoa không có quyết định xuất bản – In Suối Đá",
            source=Source.INSPECTION,
            detected_on=on("01/06/2026").date(),
            place="Xưởng in Công ty CP In Suối Đá",
            facility_id=stage.facilities["F3"],
            acts=(
                ActInput(
                    behaviour="PRT-NODEC",
                    description=f"In {COPIES} bản “{TITLE}” không có quyết định xuất "
                    "bản, in xong ngày 30 tháng 5 năm 2026",
                    occurred_on=on("30/05/2026").date(),
                    act_ended_on=on("30/05/2026").date(),
                    titles=(
                        {
                            "title": TITLE,
                            "publisher": "Bình Nguyên",
                            "quantity": COPIES,
                        },
                    ),
                ),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on("02/06/2026", "08:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on("03/06/2026", "08:15")
    case = stage.on_case(
        cases.record_sign,
        case,
        HANDLER,
        at,
        indicator="CI-344b",
        explanation=f"Đã kiểm đếm {COPIES} bản của một tên sách; công ty không xuất "
        "trình được quyết định xuất bản và bản thảo được ký duyệt.",
    )
    at = yield on("03/06/2026", "10:00")
    case = stage.on_case(
        documents.transfer_criminal,
        case,
        DIRECTOR,
        at,
        to_agency=Agency.objects.get(pk="CQDT"),
        content=HandOver(
            reason="Hành vi có dấu hiệu tội vi phạm quy định về hoạt động xuất bản "
            "(điểm b khoản 1 Điều 344 Bộ luật Hình sự).",
            papers=(
                PaperLine("Biên bản kiểm tra ngày 01/6/2026", sheets=5),
                PaperLine("Bản ảnh tang vật và máy in", sheets=8),
                PaperLine("Bản sao hợp đồng, phiếu nhận in", sheets=3),
            ),
        ),
    )
    at = yield on("03/06/2026", "15:00")
    return stage.on_case(documents.accept_transfer, case, POLICE, at)


def returned(stage: Stage, case: Case) -> Play[Case]:
    """ "Decision “không khởi tố” effective 22/06"; "received complete 25/06"."""
    at = yield on("25/06/2026", "14:00")
    return stage.on_case(
        documents.receive_returned_file,
        case,
        HANDLER,
        at,
        content=ReturnedFile(
            kind=OutcomeKind.NOT_PROSECUTED,
            number="46/QĐ-CQĐT",
            issued_on=on("22/06/2026").date(),
            effective_on=on("22/06/2026").date(),
            note="Số lượng thực in đủ điều kiện hoàn chỉnh thấp hơn mức truy cứu; đề "
            "nghị xử phạt vi phạm hành chính.",
        ),
    )


def sanctioned(stage: Stage, case: Case) -> Play[Case]:
    """RETURNED -> PENDING_DECISION -> … -> CLOSED; "S3 signed 03/07"."""
    at = yield on("29/06/2026", "09:00")
    case = stage.on_case(
        cases.submit_decision, case, HANDLER, at, terms=typed_terms(case, FINE_VND)
    )
    at = yield on("30/06/2026", "10:00")
    case = stage.on_case(
        cases.confirm_authority,
        case,
        LEGAL,
        at,
        reason="Khung phạt của hành vi chưa nạp; đã đối chiếu văn bản gốc, mức phạt "
        "nằm trong thẩm quyền của Giám đốc Sở.",
        source="Nghị định số 119/2020/NĐ-CP",
    )
    at = yield on("03/07/2026", "09:00")
    case = stage.on_case(documents.sign_decision, case, DIRECTOR, at)
    at = yield on("06/07/2026", "09:30")
    case = stage.on_case(
        cases.confirm_delivery,
        case,
        CLERK,
        at,
        method=DeliveryMethod.DIRECT,
        receiver="Đại diện Công ty CP In Suối Đá",
    )
    at = yield on("14/07/2026", "14:00")
    case = stage.on_case(
        cases.record_payment,
        case,
        HANDLER,
        at,
        amount_vnd=cases.debt_on(case, on=local_day(at)).total_vnd,
        receipt_no="0000487",
        payer="Công ty CP In Suối Đá",
    )
    at = yield on("14/07/2026", "16:00")
    case = stage.on_case(cases.complete_execution, case, HANDLER, at)
    at = yield on("15/07/2026", "09:00")
    case = stage.on_case(
        cases.propose_close, case, HANDLER, at, reason="Đã nộp phạt đủ, đúng hạn."
    )
    at = yield on("16/07/2026", "10:00")
    return stage.on_case(cases.close, case, MANAGER, at)


def typed_terms(case: Case, fine_vnd: int) -> DecisionTerms:
    """The same fine for each act: its frame is not loaded, the handler types it."""
    return DecisionTerms(
        acts=tuple(
            ActTerms(violation.pk, fine_vnd, respondent.pk)
            for violation, respondent, _frame in cases.proposed_fines(case)
        ),
        proposed_by_title="Trưởng phòng Quản lý xuất bản",
    )
