"""Papers on their way on the day of loading: one in each state a draft can be in.

The department's handler drafts them in cases that he holds, the last working day
before the loading; one letter was signed, sent and answered.
"""

from __future__ import annotations

from datetime import datetime, time

from cases.models import Case
from cases.states import CaseState
from demo.stage import Play, Stage
from documents import services
from documents.form_ids import FormId
from documents.models import IssuedDocument, PaperDraft
from documents.services import DispatchInput, DraftInput, IncomingInput
from documents.states import Manner, RevisionKind
from kernel.clock import LOCAL_ZONE, local_day
from regulations.working_days import load_calendar

HANDLER, DIRECTOR, CLERK = "so.thuly", "so.giamdoc", "so.vanthu"
OPEN = (CaseState.RECORDED, CaseState.OPENED, CaseState.VERIFYING)
WARD = "Ủy ban nhân dân phường Tân An"


def play(stage: Stage, *, loaded_at: datetime) -> Play[IssuedDocument | None]:
    """Five letters; the signed one is sent, answered and corrected."""
    (day,) = load_calendar().working_days_from(local_day(loaded_at), -1)

    def clock(text: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(text), tzinfo=LOCAL_ZONE)

    at = yield clock("16:05")
    case = _held(stage)
    if case is None:
        return None
    _begun(stage, case, at, "Hồ sơ chưa đủ tài liệu, đang đối chiếu")
    waiting = _begun(stage, case, at, "Cơ sở đặt tại địa bàn phường Tân An")
    returned = _begun(stage, case, at, "Cơ sở đã chuyển đi nơi khác")
    signed = _begun(stage, case, at, "Cơ sở có kho hàng thứ hai tại phường Tân An")
    dropped = _begun(stage, case, at, "Trùng với văn bản đã trình")

    at = yield clock("16:10")
    waiting, returned, signed = (
        _submitted(stage, draft, at) for draft in (waiting, returned, signed)
    )
    services.withdraw_draft(
        draft=dropped,
        version=dropped.version,
        reason="Đã có một dự thảo cùng nội dung.",
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield clock("16:20")
    services.return_to_drafter(
        draft=returned,
        version=returned.version,
        reason="Nêu rõ địa chỉ mới của cơ sở và căn cứ chuyển.",
        by=stage.by(DIRECTOR),
        at=at,
    )
    paper = services.sign_draft(
        draft=signed, version=signed.version, by=stage.by(DIRECTOR), at=at
    )
    at = yield clock("16:30")
    services.dispatch(
        document=paper,
        sending=DispatchInput(
            manner=Manner.ELECTRONIC,
            recipient=WARD,
            sent_on=day,
            received_on=day,
            receipt_no="TLVB-0001",
            note="Qua trục liên thông văn bản.",
        ),
        by=stage.by(CLERK),
        at=at,
    )
    services.register_incoming(
        case=case,
        paper=IncomingInput(
            sender=WARD,
            title="Về việc phối hợp kiểm tra kho hàng thứ hai",
            received_on=day,
            number_text="214/UBND-VHXH",
            dated_on=day,
        ),
        by=stage.by(CLERK),
        at=at,
    )
    at = yield clock("16:40")
    _corrected(stage, paper, at)
    return paper


def _corrected(stage: Stage, paper: IssuedDocument, at: datetime) -> None:
    """A letter of its own puts right a slip of the one that was sent."""
    draft = services.begin_revision(
        document=paper,
        kind=RevisionKind.CORRECTION,
        reason="Ghi thiếu tên đơn vị phối hợp.",
        by=stage.by(HANDLER),
        at=at,
    )
    draft = services.edit_draft(
        draft=draft,
        version=draft.version,
        content=DraftInput(
            {
                **draft.values,
                "wrong": "kho hàng thứ hai",
                "right": "kho hàng thứ hai và điểm bán kèm theo",
            }
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    draft = _submitted(stage, draft, at)
    services.sign_draft(
        draft=draft, version=draft.version, by=stage.by(DIRECTOR), at=at
    )


def _held(stage: Stage) -> Case | None:
    rows = Case.objects.filter(
        lead_agency=stage.by(HANDLER).agency,
        state__in=OPEN,
        assignments__officer=stage.by(HANDLER),
        assignments__ended_at__isnull=True,
    )
    return rows.order_by("-received_at", "-id").first()


def _begun(stage: Stage, case: Case, at: datetime, reason: str) -> PaperDraft:
    return services.begin_draft(
        form=FormId.FORWARD_LETTER,
        record=case,
        about=case.pk,
        content=DraftInput({"to": [WARD], "reason": reason}),
        by=stage.by(HANDLER),
        at=at,
    )


def _submitted(stage: Stage, draft: PaperDraft, at: datetime) -> PaperDraft:
    return services.submit_draft(
        draft=draft,
        version=draft.version,
        to=stage.by(DIRECTOR),
        by=stage.by(HANDLER),
        at=at,
    )
