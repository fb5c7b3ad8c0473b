"""S10. Complaint, decision annulled, new decision.

F1 again, on a reader's tip-off (DST-29-2A, repeat offence of S1). The decision is
annulled on the complaint; by then the time to decide has passed, so the case ends
without a sanction.
"""

from __future__ import annotations

from cases import services as cases
from cases.models import Case, Complaint
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    RecordInput,
)
from cases.states import (
    ComplaintOutcome,
    DeliveryMethod,
    NoSanctionGround,
    ReopenGround,
    Source,
)
from demo.stage import Play, Stage, on
from documents import services as documents

INSPECTOR, HANDLER = "xa.bmt.kiemtra", "xa.bmt.thuly"
CHAIRMAN, CLERK, MANAGER = "xa.bmt.chutich", "xa.bmt.vanthu", "xa.bmt.lanhdao"
OWNER = "Mạc Thị Thu Cúc"
TITLE, COPIES = "Bài tập nâng cao Ngữ văn 6", 64


def play(stage: Stage) -> Play[Case]:
    """Decided, complained of, annulled, reopened, ended without a sanction."""
    case = yield from decided(stage)
    case = yield from complained(stage, case)
    case = yield from annulled(stage, case)
    case = yield from reopened(stage, case)
    return (yield from without_sanction(stage, case))


def decided(stage: Stage) -> Play[Case]:
    """ "record 12/05 (D-DEC-7WD Thu 21/05), signed 18/05"; "decision received
    20/05/2026"."""
    at = yield on("08/05/2026", "09:00")
    case = cases.receive_case(
        facts=CaseInput(
            title="Phát hành xuất bản phẩm không có hóa đơn (lần hai) – Nhà sách "
            "Hoa Cúc",
            source=Source.TIP_OFF,
            source_note="Một bạn đọc phản ánh sách in mờ, không có hóa đơn.",
            detected_on=at.date(),
            place="Nhà sách Hoa Cúc, số 00 Quang Trung",
            facility_id=stage.facilities["F1"],
            acts=(
                ActInput(
                    behaviour="DST-29-2A",
                    description=f"Phát hành {COPIES} bản “{TITLE}” không có hóa đơn, "
                    "chứng từ chứng minh nguồn gốc hợp pháp; đã bị xử phạt ngày "
                    "12/3/2026 về cùng hành vi",
                    occurred_on=at.date(),
                    titles=({"title": TITLE, "quantity": COPIES},),
                ),
            ),
        ),
        by=stage.by(INSPECTOR),
        at=at,
    )
    at = yield on("08/05/2026", "10:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on("11/05/2026", "15:00")
    case = stage.on_case(cases.open_case, case, HANDLER, at)
    at = yield on("12/05/2026", "09:30")
    case = stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=RecordInput(place="Nhà sách Hoa Cúc", made_time="08:30"),
    )
    at = yield on("14/05/2026", "14:00")
    case = stage.on_case(
        cases.submit_decision,
        case,
        HANDLER,
        at,
        terms=DecisionTerms(
            acts=tuple(
                ActTerms(violation.pk, frame.max_vnd, respondent.pk)
                for violation, respondent, frame in cases.proposed_fines(case)
                if frame is not None
            ),
            aggravating="Tái phạm.",
            proposed_by_title="Trưởng phòng Văn hóa - Xã hội",
        ),
    )
    at = yield on("18/05/2026", "09:00")
    case = stage.on_case(documents.sign_decision, case, CHAIRMAN, at)
    at = yield on("20/05/2026", "09:30")
    return stage.on_case(
        cases.confirm_delivery,
        case,
        CLERK,
        at,
        method=DeliveryMethod.DIRECT,
        receiver=OWNER,
    )


def complained(stage: Stage, case: Case) -> Play[Case]:
    """ "Filed 10/06"; "accepted 18/06". The fine is paid all the same."""
    at = yield on("28/05/2026", "14:00")
    case = stage.on_case(
        cases.record_payment,
        case,
        HANDLER,
        at,
        amount_vnd=cases.debt_on(case, on=at.date()).total_vnd,
        receipt_no="0000588",
        payer=OWNER,
    )
    at = yield on("10/06/2026", "09:00")
    case = stage.on_case(
        cases.register_complaint,
        case,
        CLERK,
        at,
        complainant=OWNER,
        content="Người ký quyết định không có thẩm quyền đối với hành vi bị xử phạt.",
    )
    at = yield on("18/06/2026", "10:00")
    return stage.on_case(
        cases.accept_complaint,
        case,
        CHAIRMAN,
        at,
        complaint_id=Complaint.objects.get(case=case).pk,
    )


def annulled(stage: Stage, case: Case) -> Play[Case]:
    """ "Outcome: annulled 15/07 (wrong authority)"."""
    at = yield on("15/07/2026", "15:00")
    return stage.on_case(
        documents.resolve_complaint,
        case,
        CHAIRMAN,
        at,
        complaint_id=Complaint.objects.get(case=case).pk,
        outcome=ComplaintOutcome.ANNUL,
        reasoning="Quyết định được ban hành không đúng thẩm quyền; hủy bỏ, hoàn trả số "
        "tiền đã nộp.",
    )


def reopened(stage: Stage, case: Case) -> Play[Case]:
    """ "ANNULLED -> RECORDED (`reopen`)"."""
    at = yield on("16/07/2026", "09:00")
    case = stage.on_case(
        cases.propose_reopen,
        case,
        MANAGER,
        at,
        ground=ReopenGround.COMPLAINT_RESULT,
        reason="Quyết định xử phạt đã bị hủy bỏ; xem xét lại vụ việc.",
    )
    at = yield on("17/07/2026", "10:00")
    return stage.on_case(documents.reopen, case, CHAIRMAN, at)


def without_sanction(stage: Stage, case: Case) -> Play[Case]:
    """ "NO_SANCTION -> CLOSED: the decision limit of the old record has passed"."""
    at = yield on("20/07/2026", "14:00")
    case = stage.on_case(
        documents.decide_no_sanction,
        case,
        CHAIRMAN,
        at,
        ground=NoSanctionGround.DECISION_TIME_PASSED,
        reason="Thời hạn ra quyết định xử phạt đã hết ngày 21/5/2026 (Điều 65, 66 Luật "
        "Xử lý vi phạm hành chính).",
    )
    at = yield on("22/07/2026", "09:00")
    case = stage.on_case(cases.propose_close, case, HANDLER, at)
    at = yield on("23/07/2026", "10:00")
    return stage.on_case(cases.close, case, MANAGER, at)
