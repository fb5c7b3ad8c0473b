"""Minutes and letters that go with the acts of the demonstration's cases.

Each paper is a play of its own beside the case that it is about, so the scenarios stay
what the sample data say and every form of the procedure lies in the demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from cases.models import Case
from cases.states import CaseState
from demo.matters import MATTERS
from demo.scenarios import s02
from demo.stage import Play, Stage, on
from documents import services
from documents.catalogue import SignedBy, drafted_form
from documents.form_ids import FormId
from documents.models import IssuedDocument
from documents.services import DraftInput
from kernel.clock import LOCAL_ZONE, local_day
from regulations.working_days import load_calendar
from reports.annual_paper import BASIS

DEPUTY, DIRECTOR = "so.phogiamdoc", "so.giamdoc"
WITNESS = "Ngô Văn Thiện, phường Tân An - người chứng kiến"
POLICE = "Y Thuyên Niê, cán bộ Công an tỉnh - người phối hợp"


def plays(stage: Stage, *, loaded_at: datetime) -> list[Play[Any]]:
    return [
        *(
            beside(stage, at, form, maker, values, of=s02.COMPANY)
            for at, form, maker, values in JOINT_CASE
        ),
        report_of_2025(stage),
        lent_power(stage),
        not_taken_up(stage, loaded_at=loaded_at),
    ]


def beside(
    stage: Stage,
    at: datetime,
    form: str,
    maker: str,
    values: Mapping[str, Any],
    *,
    of: str,
) -> Play[IssuedDocument]:
    """The paper about the case whose party is `of`, the newest one then."""
    at = yield at
    cases = Case.objects.filter(facility__party__name=of, received_at__lte=at)
    return paper(stage, cases.latest("received_at", "id"), at, form, maker, values)


def paper(
    stage: Stage,
    case: Case,
    at: datetime,
    form: str,
    maker: str,
    values: Mapping[str, Any],
    signer: str = DIRECTOR,
) -> IssuedDocument:
    """Drafted about the last subject that the form has in the case, and signed.

    Minutes are signed by who made them; all else goes through the signer's hands.
    """
    known = drafted_form(form)
    subject: Any = case
    if known.subjects is not None:
        subject = list(known.subjects(case))[-1]
    by = stage.by(maker)
    draft = services.begin_draft(
        form=form,
        record=case,
        about=subject.pk,
        content=DraftInput(values),
        by=by,
        at=at,
    )
    if known.signed_by == SignedBy.HEAD:
        by = stage.by(signer)
        draft = services.submit_draft(
            draft=draft, version=draft.version, to=by, by=stage.by(maker), at=at
        )
    return services.sign_draft(draft=draft, version=draft.version, by=by, at=at)


def report_of_2025(stage: Stage) -> Play[IssuedDocument]:
    """The first year's report of the department, up to 14/12/2025."""
    at = yield on("15/12/2025", "09:00")
    by, director = stage.by("so.thuly"), stage.by(DIRECTOR)
    draft = services.begin_draft(
        form=FormId.ANNUAL_REPORT,
        record=by.agency,
        about="2025",
        content=DraftInput(
            {
                "last_day": on("14/12/2025").date().isoformat(),
                "basis": BASIS,
                "direction": "Sở đã ban hành văn bản phân công đầu mối, đưa sổ bộ cơ "
                "sở và quy trình xử lý vụ việc vào sử dụng từ tháng 12 năm 2025.",
                "difficulties": "Số liệu các tháng trước chưa được nhập đầy đủ.",
                "proposals": "Tập huấn nghiệp vụ cho công chức cấp xã trong quý I năm "
                "2026.",
            }
        ),
        by=by,
        at=at,
    )
    draft = services.submit_draft(
        draft=draft, version=draft.version, to=director, by=by, at=at
    )
    at = yield on("15/12/2025", "15:00")
    return services.sign_draft(draft=draft, version=draft.version, by=director, at=at)


def lent_power(stage: Stage) -> Play[None]:
    """The director is away for a week: the deputy signs in her place."""
    at = yield on("11/09/2026", "15:00")
    services.delegate(
        delegate=stage.by(DEPUTY),
        valid_from=on("14/09/2026").date(),
        valid_to=on("18/09/2026").date(),
        by=stage.by(DIRECTOR),
        at=at,
    )


def not_taken_up(stage: Stage, *, loaded_at: datetime) -> Play[IssuedDocument]:
    """Who reported a matter without violation is told so, before it is dismissed."""
    (matter,) = (one for one in MATTERS if one.ends_in == CaseState.DISMISSED)
    at = yield _working_day(loaded_at, 1, "08:30")
    return paper(
        stage,
        Case.objects.get(title=matter.title),
        at,
        FormId.DISMISSAL_NOTICE,
        matter.house.handler,
        {
            "to": ["Người phản ánh"],
            "advice": "Người phản ánh có thông tin, tài liệu mới thì gửi lại cơ quan "
            "đã tiếp nhận.",
        },
        signer=matter.house.signer,
    )


def _working_day(loaded_at: datetime, back: int, clock: str) -> datetime:
    """So many working days before the last one before the loading."""
    days = load_calendar().working_days_from(local_day(loaded_at), -back - 1)
    day: date = days[back]
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=LOCAL_ZONE)


# In the order of time: when, what, by whom, and what only the maker knows.
JOINT_CASE: tuple[tuple[datetime, FormId, str, Mapping[str, Any]], ...] = (
    (
        on("13/04/2026", "16:10"),
        FormId.SEIZURE_RECORD,
        s02.INSPECTOR,
        {
            "began": "15:30",
            "ended": "16:10",
            "place": "Xưởng in, số 00 đường Hùng Vương, phường Tân An",
            "present": [WITNESS, POLICE],
            "sealing": "24 kiện bản in dán giấy niêm phong trên miệng kiện; hai máy in "
            "niêm phong tại tủ điện",
            "opinions": "Thống nhất với nội dung biên bản",
            "copies": 3,
        },
    ),
    (
        on("13/04/2026", "16:30"),
        FormId.SEAL_RECORD,
        s02.INSPECTOR,
        {
            "began": "16:10",
            "ended": "16:30",
            "present": [WITNESS],
            "reason": "Bảo quản tang vật, phương tiện trong thời gian tạm giữ",
            "state": "Giấy niêm phong nguyên vẹn, có chữ ký của các bên",
            "copies": 2,
        },
    ),
    (
        on("14/04/2026", "10:30"),
        FormId.VERIFICATION_RECORD,
        s02.HANDLER,
        {
            "began": "08:30",
            "ended": "10:30",
            "place": s02.COMPANY,
            "present": [POLICE],
            "facts": [
                "Lệnh sản xuất và phiếu giao giấy trong tháng 4 năm 2026",
                "Hợp đồng in không ghi số quyết định xuất bản",
            ],
            "result": "Công ty không có quyết định xuất bản của xuất bản phẩm đang in",
            "copies": 2,
        },
    ),
    (
        on("16/04/2026", "14:30"),
        FormId.EXPERT_REQUEST,
        s02.HANDLER,
        {
            "samples": [f"{s02.TITLE}; 05 bản; NP-SO-03"],
            "contact": "Phòng Quản lý xuất bản; điện thoại: 0262 000 0000",
        },
    ),
    (
        on("08/05/2026", "10:20"),
        FormId.SUBMISSION,
        s02.HANDLER,
        {
            "opinion": "Vụ việc đủ căn cứ để ra quyết định xử phạt trong thời hạn",
        },
    ),
    (
        on("14/05/2026", "09:20"),
        FormId.DELIVERY_RECORD,
        s02.HANDLER,
        {
            "began": "09:00",
            "ended": "09:15",
            "place": s02.COMPANY,
            "receiver": "Đại diện công ty",
            "copies": 2,
        },
    ),
    (
        on("28/05/2026", "10:00"),
        FormId.DESTRUCTION_RECORD,
        s02.INSPECTOR,
        {
            "began": "08:30",
            "ended": "09:50",
            "place": "Nhà máy giấy, khu công nghiệp Hòa Phú",
            "present": [WITNESS, POLICE],
            "method": "Nghiền thành bột giấy",
            "result": "Toàn bộ bản in đã được nghiền, không thể khôi phục",
            "copies": 3,
        },
    ),
)
