"""S13. On-the-spot warning.

Photocopy shop F4 keeps an incomplete log (PRT-BOOKS): warned without a record on
14/10/2026, the decision handed over at once; executed and closed.
"""

from __future__ import annotations

from cases import services as cases
from cases.models import Case
from cases.services import ActInput, CaseInput, DecisionTerms
from cases.states import MainSanction, Source
from demo.stage import Play, Stage, on
from documents import services as documents

HANDLER, DIRECTOR, MANAGER = "so.thuly", "so.giamdoc", "so.lanhdao"
DAY = "14/10/2026"


def play(stage: Stage) -> Play[Case]:
    """Found, opened and warned on one day; then closed."""
    case = yield from opened(stage)
    case = yield from warned(stage, case)
    return (yield from finished(stage, case))


def opened(stage: Stage) -> Play[Case]:
    """ "Photocopy shop F4 keeps an incomplete log (PRT-BOOKS)"."""
    at = yield on(DAY, "09:00")
    case = cases.receive_case(
        facts=CaseInput(
            title="Sổ ghi chép nhận in không đầy đủ – Photocopy Bình Minh",
            source=Source.TIP_OFF,
            source_note="Giám đốc Sở đi kiểm tra thực tế cùng chuyên viên.",
            detected_on=at.date(),
            place="Cơ sở Photocopy Bình Minh",
            facility_id=stage.facilities["F4"],
            acts=(
                ActInput(
                    behaviour="PRT-BOOKS",
                    description="Không ghi đầy đủ sổ ghi chép nhận photocopy: thiếu 06 "
                    "lượt nhận trong tháng 9 và tháng 10 năm 2026",
                    occurred_on=at.date(),
                ),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on(DAY, "09:15")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on(DAY, "09:40")
    return stage.on_case(cases.open_case, case, HANDLER, at)


def warned(stage: Stage, case: Case) -> Play[Case]:
    """ "Sanction without record 14/10/2026, warning"; "delivered on the spot"."""
    at = yield on(DAY, "10:05")
    return stage.on_case(
        documents.sanction_without_record,
        case,
        DIRECTOR,
        at,
        terms=DecisionTerms(
            main_sanction=MainSanction.WARNING,
            mitigating="Vi phạm lần đầu, tự nguyện khai báo.",
        ),
        by_technical_equipment=False,
        is_handed_over=True,
        receiver="Chủ hộ kinh doanh",
    )


def finished(stage: Stage, case: Case) -> Play[Case]:
    """ "no fine, no D-EXEC for money": a warning is executed when it is received."""
    at = yield on(DAY, "10:30")
    case = stage.on_case(cases.complete_execution, case, HANDLER, at)
    at = yield on("15/10/2026", "09:00")
    case = stage.on_case(
        cases.propose_close,
        case,
        HANDLER,
        at,
        reason="Đã cảnh cáo và giao quyết định tại chỗ; hồ sơ đầy đủ.",
    )
    at = yield on("16/10/2026", "10:00")
    return stage.on_case(cases.close, case, MANAGER, at)
