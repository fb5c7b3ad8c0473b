"""S6. Copyright act before the new decree.

F4 copied a whole textbook until 10/02/2026, five days before the new decree: the old
row of the catalogue applies, and its frame gives the right to explain.
"""

from __future__ import annotations

from cases import services as cases
from cases.models import Case
from cases.services import ActInput, CaseInput, RecordInput
from cases.states import DeliveryMethod, Source
from demo.scenarios.s03 import CLERK, DIRECTOR, HANDLER, INSPECTOR, MANAGER
from demo.scenarios.s11 import submitted_terms
from demo.stage import Play, Stage, on
from documents import services as documents
from kernel.clock import local_day

TITLE, COPIES = "Giáo trình Sinh học đại cương", 40


def play(stage: Stage) -> Play[Case]:
    """Recorded in time, not explained, fined the mid-point, paid and closed."""
    case = yield from recorded(stage)
    return (yield from carried_out(stage, case))


def recorded(stage: Stage) -> Play[Case]:
    """ "detected Tue 10/03/2026, detected by rights-holder's complaint; 40 copies"."""
    at = yield on("10/03/2026", "10:00")
    case = cases.receive_case(
        facts=CaseInput(
            title="Sao chép trọn cuốn giáo trình – Photocopy Bình Minh",
            source=Source.RIGHTS_HOLDER,
            source_note="Đơn của chủ sở hữu quyền tác giả kèm bản photo và hóa đơn.",
            detected_on=on("10/03/2026").date(),
            place="Cơ sở Photocopy Bình Minh",
            facility_id=stage.facilities["F4"],
            acts=(
                ActInput(
                    behaviour="CPR-131-18",
                    description=f"Sao chép toàn bộ “{TITLE}” thành {COPIES} bản không "
                    "được phép của chủ sở hữu quyền tác giả, chấm dứt ngày 10 tháng 02 "
                    "năm 2026",
                    occurred_on=on("10/02/2026").date(),
                    act_ended_on=on("10/02/2026").date(),
                    titles=({"title": TITLE, "quantity": COPIES},),
                ),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on("10/03/2026", "14:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on("10/03/2026", "14:15")
    case = stage.on_case(cases.assign, case, MANAGER, at, officer=stage.by(INSPECTOR))
    at = yield on("11/03/2026", "15:00")
    case = stage.on_case(cases.open_case, case, HANDLER, at)
    at = yield on("12/03/2026", "10:00")
    return stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=RecordInput(
            place="Cơ sở Photocopy Bình Minh",
            made_time="09:00",
            respondent_statement="Tôi nhận photo theo yêu cầu của khách, không biết "
            "phải xin phép.",
        ),
    )


def carried_out(stage: Stage, case: Case) -> Play[Case]:
    """After the time to explain has passed unused, on the usual way to the end."""
    at = yield on("20/03/2026", "09:00")
    case = stage.on_case(
        cases.submit_decision, case, HANDLER, at, terms=submitted_terms(case)
    )
    at = yield on("23/03/2026", "09:00")
    case = stage.on_case(documents.sign_decision, case, DIRECTOR, at)
    at = yield on("24/03/2026", "14:00")
    case = stage.on_case(
        cases.confirm_delivery,
        case,
        CLERK,
        at,
        method=DeliveryMethod.DIRECT,
        receiver="Chủ hộ kinh doanh",
    )
    at = yield on("01/04/2026", "10:00")
    case = stage.on_case(
        cases.record_payment,
        case,
        HANDLER,
        at,
        amount_vnd=cases.debt_on(case, on=local_day(at)).total_vnd,
        receipt_no="0000341",
    )
    at = yield on("01/04/2026", "15:00")
    case = stage.on_case(cases.complete_execution, case, HANDLER, at)
    at = yield on("02/04/2026", "09:00")
    case = stage.on_case(cases.propose_close, case, HANDLER, at)
    at = yield on("03/04/2026", "10:00")
    return stage.on_case(cases.close, case, MANAGER, at)
