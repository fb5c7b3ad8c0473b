"""S11. Limitation passed.

F6 kept 30 copies without invoices (DST-29-1C) until 20/05/2024; detected 25/05/2026,
five days after the two years ended. No fine is possible any more, the copies go.
"""

from __future__ import annotations

from cases import services as cases
from cases.models import Case, DecisionItem
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    MeasureTerms,
    RecordInput,
)
from cases.states import ItemKind, NoSanctionGround, Source
from demo.stage import Play, Stage, on
from documents import services as documents

INSPECTOR, HANDLER = "so.kiemtra", "so.thuly"
DIRECTOR, MANAGER = "so.giamdoc", "so.lanhdao"
TITLE, COPIES = "Ôn luyện Toán lớp 9 theo chuyên đề", 30
DESTRUCTION = (
    f"Buộc tiêu hủy {COPIES} bản xuất bản phẩm “{TITLE}”. Thời hạn thực hiện: 15 ngày, "
    "kể từ ngày nhận được Quyết định này"
)


def play(stage: Stage) -> Play[Case]:
    """Taken in, opened with a warning, recorded for the measures, not sanctioned."""
    case = yield from recorded(stage)
    case = yield from submitted(stage, case)
    return (yield from without_sanction(stage, case))


def recorded(stage: Stage) -> Play[Case]:
    """ "Detected Mon 25/05/2026"; "record made 27/05 all the same"."""
    at = yield on("25/05/2026", "08:45")
    case = cases.receive_case(
        facts=CaseInput(
            title="Tàng trữ xuất bản phẩm không có hóa đơn – Phát hành Sóng Biển",
            source=Source.REFERRAL,
            source_note="Công ty báo và giao nộp số sách cũ khi sắp xếp lại kho.",
            detected_on=on("25/05/2026").date(),
            place="Kho số 00 đường Nguyễn Tất Thành",
            facility_id=stage.facilities["F6"],
            acts=(
                ActInput(
                    behaviour="DST-29-1C",
                    description=f"Tàng trữ {COPIES} bản thành phẩm “{TITLE}” không có "
                    "hóa đơn, chứng từ chứng minh nguồn gốc hợp pháp, chấm dứt ngày 20 "
                    "tháng 5 năm 2024, bị phát hiện ngày 25 tháng 5 năm 2026",
                    occurred_on=on("20/05/2024").date(),
                    act_ended_on=on("20/05/2024").date(),
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
    at = yield on("25/05/2026", "10:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on("25/05/2026", "10:15")
    case = stage.on_case(cases.assign, case, HANDLER, at, officer=stage.by(INSPECTOR))
    at = yield on("26/05/2026", "14:00")
    case = stage.on_case(cases.open_case, case, HANDLER, at)
    at = yield on("27/05/2026", "10:30")
    return stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=RecordInput(
            place="trụ sở Công ty TNHH Phát hành Sóng Biển",
            made_time="09:00",
            respondent_statement="Công ty thừa nhận đã lưu kho số sách nêu trên đến "
            "ngày 20/5/2024 và đề nghị được tiêu hủy.",
        ),
    )


def submitted(stage: Stage, case: Case) -> Play[Case]:
    """The draft goes up; its signature will be refused."""
    at = yield on("29/05/2026", "09:00")
    return stage.on_case(
        cases.submit_decision,
        case,
        HANDLER,
        at,
        terms=submitted_terms(case),
    )


def submitted_terms(case: Case) -> DecisionTerms:
    """The middle of the frame for each act."""
    return DecisionTerms(
        acts=tuple(
            ActTerms(violation.pk, frame.midpoint_vnd, respondent.pk)
            for violation, respondent, frame in cases.proposed_fines(case)
            if frame is not None
        ),
        proposed_by_title="Trưởng phòng Quản lý xuất bản",
    )


def without_sanction(stage: Stage, case: Case) -> Play[Case]:
    """ "PENDING_DECISION -> NO_SANCTION with destruction of 30 copies -> CLOSED"."""
    at = yield on("02/06/2026", "15:00")
    case = stage.on_case(
        documents.decide_no_sanction,
        case,
        DIRECTOR,
        at,
        ground=NoSanctionGround.LIMITATION_PASSED,
        reason="Thời hiệu xử phạt 02 năm đã hết ngày 20/5/2026 (Điều 6, điểm c khoản 1 "
        "Điều 65 Luật Xử lý vi phạm hành chính).",
        measures=(
            MeasureTerms(
                kind=ItemKind.DESTRUCTION, description=DESTRUCTION, term_days=15
            ),
        ),
    )
    at = yield on("12/06/2026", "10:00")
    case = stage.on_case(
        cases.complete_item,
        case,
        HANDLER,
        at,
        item_id=DecisionItem.objects.get(no_sanction__case=case).pk,
        note="Biên bản tiêu hủy ngày 12/6/2026",
    )
    at = yield on("15/06/2026", "09:00")
    case = stage.on_case(
        cases.propose_close,
        case,
        HANDLER,
        at,
        reason="Đã tiêu hủy xong; hồ sơ đầy đủ.",
    )
    at = yield on("16/06/2026", "14:30")
    return stage.on_case(cases.close, case, MANAGER, at)
