"""S14. Instalments and deferral.

F8 sold imported publications of a kind not for sale (IMP-30-3B): fined 12,000,000,
received 24/07/2026, paid in three instalments.
"""

from __future__ import annotations

from cases import services as cases
from cases.models import Case, FineRelief
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    InstalmentTerms,
    RecordInput,
    ReliefTerms,
)
from cases.states import DeliveryMethod, ReliefKind, Source
from demo.stage import Play, Stage, on
from documents import services as documents

OFFICER, CHAIRMAN = "xa.eakar", "xa.eakar.chutich"
FINE_VND = 12_000_000
PLAN = (
    InstalmentTerms(4_800_000, on("03/08/2026").date()),
    InstalmentTerms(3_600_000, on("03/11/2026").date()),
    InstalmentTerms(3_600_000, on("03/02/2027").date()),
)
PAYMENTS = (
    ("03/08/2026", "16:00", 4_800_000, "0000127"),
    ("02/11/2026", "09:30", 3_600_000, "0000214"),
    ("02/02/2027", "10:00", 3_600_000, "0000031"),
)


def play(stage: Stage) -> Play[Case]:
    """Decided, allowed to pay in three parts, paid up, closed."""
    case = yield from decided(stage)
    case = yield from allowed(stage, case)
    return (yield from paid(stage, case))


def decided(stage: Stage) -> Play[Case]:
    """ "record 15/07 (D-DEC-7WD Fri 24/07), signed 22/07"; "received 24/07/2026"."""
    at = yield on("13/07/2026", "08:30")
    case = cases.receive_case(
        facts=CaseInput(
            title="Bán xuất bản phẩm nhập khẩu không kinh doanh – Sách Ea Kar",
            source=Source.TIP_OFF,
            source_note="Người dân báo trực tiếp tại bộ phận một cửa.",
            detected_on=at.date(),
            place="Hộ kinh doanh Sách Ea Kar",
            facility_id=stage.facilities["F8"],
            acts=(
                ActInput(
                    behaviour="IMP-30-3B",
                    description="Bán 18 bản sách nhập khẩu thuộc loại không kinh doanh",
                    occurred_on=at.date(),
                    titles=({"title": "Sổ tay kỹ thuật tưới nước", "quantity": 18},),
                ),
            ),
        ),
        by=stage.by(OFFICER),
        at=at,
    )
    at = yield on("13/07/2026", "09:00")
    case = stage.on_case(cases.start_verification, case, OFFICER, at)
    at = yield on("14/07/2026", "15:00")
    case = stage.on_case(cases.open_case, case, OFFICER, at)
    at = yield on("15/07/2026", "09:30")
    case = stage.on_case(
        documents.make_record,
        case,
        OFFICER,
        at,
        content=RecordInput(place="Hộ kinh doanh Sách Ea Kar", made_time="08:30"),
    )
    at = yield on("20/07/2026", "14:00")
    case = stage.on_case(
        cases.submit_decision,
        case,
        OFFICER,
        at,
        terms=DecisionTerms(
            acts=tuple(
                ActTerms(violation.pk, FINE_VND, respondent.pk)
                for violation, respondent, _frame in cases.proposed_fines(case)
            ),
            proposed_by_title="Công chức Phòng Văn hóa - Xã hội",
        ),
    )
    at = yield on("22/07/2026", "10:00")
    case = stage.on_case(documents.sign_decision, case, CHAIRMAN, at)
    at = yield on("24/07/2026", "09:00")
    return stage.on_case(
        cases.confirm_delivery,
        case,
        OFFICER,
        at,
        method=DeliveryMethod.DIRECT,
        receiver="Chủ hộ kinh doanh",
    )


def allowed(stage: Stage, case: Case) -> Play[Case]:
    """ "instalment decision effective 03/08"; "3 payments 4,800,000 (40%) + 3,600,000 +
    3,600,000"."""
    at = yield on("29/07/2026", "09:00")
    case = stage.on_case(
        cases.register_relief,
        case,
        OFFICER,
        at,
        kind=ReliefKind.INSTALMENTS,
        reason="Hộ kinh doanh mất mùa cà phê, xin nộp tiền phạt nhiều lần; có xác nhận "
        "của UBND xã.",
    )
    at = yield on("03/08/2026", "09:00")
    return stage.on_case(
        documents.grant_relief,
        case,
        CHAIRMAN,
        at,
        relief_id=FineRelief.objects.get(case=case).pk,
        terms=ReliefTerms(instalments=PLAN),
        note="Đồng ý nộp thành 03 lần.",
    )


def paid(stage: Stage, case: Case) -> Play[Case]:
    """Each instalment in time, so no interest; then closed."""
    for text, clock, amount_vnd, receipt_no in PAYMENTS:
        at = yield on(text, clock)
        case = stage.on_case(
            cases.record_payment,
            case,
            OFFICER,
            at,
            amount_vnd=amount_vnd,
            receipt_no=receipt_no,
        )
    at = yield on("02/02/2027", "15:00")
    case = stage.on_case(cases.complete_execution, case, OFFICER, at)
    at = yield on("03/02/2027", "09:00")
    case = stage.on_case(cases.propose_close, case, OFFICER, at)
    at = yield on("03/02/2027", "15:00")
    return stage.on_case(cases.close, case, CHAIRMAN, at)
