"""S8. Above the ceilings of commune and director.

F7 imported copies for distribution without the owner's consent (CPR-341-IMP): 400-500
million for this organisation. The ward makes the record, the province decides.
"""

from __future__ import annotations

from agencies.models import Agency
from cases import services as cases
from cases.models import Case
from cases.services import ActInput, CaseInput, HandOver, PaperLine, RecordInput
from cases.states import DeliveryMethod, ExplanationEnd, ExplanationKind, Source
from demo.scenarios.s11 import submitted_terms
from demo.stage import Play, Stage, on
from documents import services as documents
from kernel.clock import local_day

WARD_OFFICER = "xa.donghoa"
PROVINCE_HANDLER, CHAIRMAN = "ubnd.thuly", "ubnd.chutich"
TITLE, COPIES = "Tủ sách thiếu nhi song ngữ", 350


def play(stage: Stage, behaviour: str = "CPR-341-IMP") -> Play[Case]:
    """Recorded by the ward, handed to the province, explained, decided, paid."""
    case = yield from recorded(stage, behaviour)
    case = yield from handed_over(stage, case)
    case = yield from explained(stage, case)
    return (yield from decided(stage, case))


def recorded(stage: Stage, behaviour: str = "CPR-341-IMP") -> Play[Case]:
    """ "Record Mon 05/10/2026 by an official of the ward"."""
    at = yield on("05/10/2026", "08:00")
    case = cases.receive_case(
        facts=CaseInput(
            title="Nhập khẩu để phân phối khi chưa được phép – Văn hóa phẩm Gió Đồi",
            source=Source.INSPECTION,
            detected_on=on("05/10/2026").date(),
            place="Kho Công ty TNHH Văn hóa phẩm Gió Đồi",
            facility_id=stage.facilities["F7"],
            acts=(
                ActInput(
                    behaviour=behaviour,
                    description=f"Nhập khẩu {COPIES} bản sao “{TITLE}” để phân phối "
                    "đến công chúng khi chưa được chủ sở hữu quyền cho phép",
                    occurred_on=on("02/10/2026").date(),
                    act_ended_on=on("02/10/2026").date(),
                    titles=({"title": TITLE, "quantity": COPIES},),
                ),
            ),
        ),
        by=stage.by(WARD_OFFICER),
        at=at,
    )
    at = yield on("05/10/2026", "08:30")
    case = stage.on_case(cases.start_verification, case, WARD_OFFICER, at)
    at = yield on("05/10/2026", "09:00")
    case = stage.on_case(cases.open_case, case, WARD_OFFICER, at)
    at = yield on("05/10/2026", "10:30")
    return stage.on_case(
        documents.make_record,
        case,
        WARD_OFFICER,
        at,
        content=RecordInput(
            place="Kho Công ty TNHH Văn hóa phẩm Gió Đồi", made_time="09:30"
        ),
    )


def handed_over(stage: Stage, case: Case) -> Play[Case]:
    """ "`forward_to_competent` inside the system: state stays RECORDED"."""
    at = yield on("05/10/2026", "16:00")
    case = stage.on_case(
        cases.forward_to_competent,
        case,
        WARD_OFFICER,
        at,
        to_agency=Agency.objects.get(pk="UBND_TINH"),
        content=HandOver(
            reason="Mức tối đa của khung phạt vượt thẩm quyền của Chủ tịch Ủy ban nhân "
            "dân phường và Giám đốc Sở.",
            papers=(
                PaperLine("Biên bản vi phạm hành chính ngày 05/10/2026", sheets=4),
                PaperLine("Tờ khai hải quan, hợp đồng mua bán (bản sao)", sheets=7),
            ),
        ),
    )
    at = yield on("06/10/2026", "09:00")
    return stage.on_case(documents.accept_file, case, PROVINCE_HANDLER, at)


def explained(stage: Stage, case: Case) -> Play[Case]:
    """ "the organisation asks to explain … within 2 wd = Wed 07/10"."""
    at = yield on("07/10/2026", "15:00")
    case = stage.on_case(
        cases.request_explanation,
        case,
        WARD_OFFICER,
        at,
        kind=ExplanationKind.DIRECT,
    )
    at = yield on("15/10/2026", "10:30")
    return stage.on_case(
        cases.close_explanation,
        case,
        WARD_OFFICER,
        at,
        ended=ExplanationEnd.FILED,
        summary="Công ty cho rằng đối tác nước ngoài đã có thỏa thuận phân phối; không "
        "xuất trình được văn bản cho phép của chủ sở hữu quyền.",
    )


def decided(stage: Stage, case: Case) -> Play[Case]:
    """ "Chủ tịch UBND tỉnh can (500 <= 500)"; delivered, paid, executed."""
    at = yield on("21/10/2026", "09:00")
    case = stage.on_case(
        cases.submit_decision, case, WARD_OFFICER, at, terms=submitted_terms(case)
    )
    at = yield on("28/10/2026", "10:00")
    case = stage.on_case(documents.sign_decision, case, CHAIRMAN, at)
    at = yield on("29/10/2026", "15:00")
    case = stage.on_case(
        cases.confirm_delivery,
        case,
        WARD_OFFICER,
        at,
        method=DeliveryMethod.DIRECT,
        receiver="Đại diện Công ty TNHH Văn hóa phẩm Gió Đồi",
    )
    at = yield on("06/11/2026", "10:00")
    case = stage.on_case(
        cases.record_payment,
        case,
        WARD_OFFICER,
        at,
        amount_vnd=cases.debt_on(case, on=local_day(at)).total_vnd,
        receipt_no="0000655",
    )
    at = yield on("06/11/2026", "14:00")
    return stage.on_case(cases.complete_execution, case, WARD_OFFICER, at)
