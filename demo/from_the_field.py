"""What came from phones shortly before the day of loading, and what did not yet come.

A visit of F8 was recorded by two inspectors who saw one question differently: the team
lead has to choose. The representative signed on the screen. A supplement to an older
visit waits, and one phone still holds two records that it could not send.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from agencies.models import User
from cases.services import accept_field_record
from demo import pictures
from demo.stage import Play, Stage
from documents import services as documents
from inspections import services
from inspections.models import ChecklistItem, FieldRecord, Inspection
from inspections.services import TeamInput, VisitInput
from inspections.states import (
    AnswerResult,
    ContentTag,
    FieldSource,
    Ground,
    VisitState,
)
from kernel.clock import LOCAL_ZONE, local_day
from kernel.ids import uuid7
from regulations.working_days import load_calendar

FIRST, SECOND = "so.kiemtra", "tt.thanhtra"
LEAD, DIRECTOR = "so.truongdoan", "so.giamdoc"
PHONES = {
    FIRST: (UUID("0195a000-0000-7000-8000-0000000000a1"), "Điện thoại nghiệp vụ 01"),
    SECOND: (UUID("0195a000-0000-7000-8000-0000000000a2"), "Điện thoại nghiệp vụ 02"),
}
SHOP = {"latitude": 12.8106, "longitude": 108.4529, "accuracy_m": 9.0}


@dataclass
class Phone:
    """One officer's phone: names its files, sends a record whole."""

    officer: User
    files: list[tuple[dict[str, Any], bytes]] = field(default_factory=list)

    def holds(self, content: BytesIO, *, at: datetime, caption: str = "") -> str:
        """A photograph, or with no caption a signature; gives its SHA-256."""
        data = content.getvalue()
        sha256 = hashlib.sha256(data).hexdigest()
        is_photo = bool(caption)
        name = f"anh-{len(self.files) + 1:02d}.jpg" if is_photo else "chu-ky.png"
        told = {
            "sha256": sha256,
            "size": len(data),
            "content_type": "image/jpeg" if is_photo else "image/png",
            "name": name,
            "source": (FieldSource.CAMERA if is_photo else FieldSource.SIGNATURE).value,
            "taken_at": at.isoformat(),
            "position": SHOP if is_photo else None,
            "width": None,
            "height": None,
            "original_width": None,
            "original_height": None,
            "caption": caption,
        }
        self.files.append((told, data))
        return sha256

    def send(
        self, visit: Inspection, *, begun: datetime, at: datetime, **parts: Any
    ) -> FieldRecord:
        device, name = PHONES[self.officer.username]
        version = visit.checklist_version
        record = services.receive_record(
            record_id=uuid7(),
            body={
                "app": "1",
                "device": {"id": str(device), "name": name},
                "visit": str(visit.pk),
                "visit_version": visit.version,
                "unplanned": None,
                "supplements": None,
                "started_at": begun.isoformat(),
                "finished_at": at.isoformat(),
                "device_time": at.isoformat(),
                "checklist": version
                and {"id": str(version.pk), "version": version.number},
                "answers": [],
                "titles": [],
                "goods": [],
                "notes": [],
                "signature": None,
                "refusal": None,
                "files": [told for told, _data in self.files],
                **parts,
            },
            by=self.officer,
            at=at,
        )
        for told, data in self.files:
            services.receive_field_file(
                sha256=told["sha256"], upload=BytesIO(data), by=self.officer, at=at
            )
        return accept_field_record(record=record, by=self.officer, at=at)


def two_phones(stage: Stage, *, loaded_at: datetime) -> Play[Inspection]:
    """F8, on the last working day, a joint team: signed on the screen, one doubt."""
    (day,) = load_calendar().working_days_from(local_day(loaded_at), -1)

    def clock(hour: int, minute: int) -> datetime:
        return datetime.combine(day, time(hour, minute), tzinfo=LOCAL_ZONE)

    at = yield clock(7, 35)
    visit = services.open_ad_hoc_visit(
        facility=stage.facility("F8"),
        ground=Ground.SIGN_OF_VIOLATION,
        ground_text="Trạm kiểm soát giao thông báo có chuyến hàng sách không chứng từ "
        "giao đến cơ sở tối hôm trước.",
        content=(ContentTag.PUBLICATIONS, ContentTag.INVOICES),
        visit=VisitInput(
            scheduled_on=day,
            team=TeamInput(
                lead=stage.by(LEAD),
                members=(stage.by(FIRST), stage.by(SECOND)),
                secretary=stage.by(FIRST),
            ),
        ),
        by=stage.by(LEAD),
        at=at,
    )
    at = yield clock(7, 50)
    visit = stage.on_visit(documents.decide_inspection, visit, DIRECTOR, at)
    at = yield clock(10, 42)
    phone = Phone(stage.by(FIRST))
    shelf = phone.holds(
        pictures.shelf(label="Sổ tay ôn thi, chưa có hóa đơn", count=36),
        at=clock(9, 5),
        caption="Kệ sách chưa có hóa đơn",
    )
    notice = phone.holds(
        pictures.sheet(
            heading="BẢNG GIÁ", text="Niêm yết tại quầy thu ngân, đủ các nhóm hàng."
        ),
        at=clock(9, 20),
        caption="Bảng giá tại quầy",
    )
    ink = phone.holds(pictures.signature(), at=clock(10, 38))
    failed = {"B1": ("36 cuốn chưa xuất trình được hóa đơn đầu vào.", [shelf])}
    phone.send(
        visit,
        begun=clock(8, 30),
        at=at,
        answers=_answers(visit, failed=failed, at=clock(9, 10)),
        notes=[
            {
                "id": str(uuid7()),
                "text": "Chủ hộ hẹn bổ sung hóa đơn trong ngày làm việc tiếp theo.",
                "at": clock(10, 15).isoformat(),
                "files": [notice],
            }
        ],
        signature={
            "name": "Y Wơn Mlô Duôn",
            "position": "Chủ hộ kinh doanh",
            "signed_at": clock(10, 38).isoformat(),
            "file": ink,
        },
    )
    at = yield clock(10, 58)
    visit = Inspection.objects.get(pk=visit.pk)
    second = Phone(stage.by(SECOND))
    proof = second.holds(
        pictures.sheet(heading="TỦ SÁCH", text="Không thấy giá ghi trên bìa sau."),
        at=clock(9, 40),
        caption="Bìa sau không ghi giá",
    )
    doubted = next(q for q in _questions(visit) if q.number == "C3")
    second.send(
        visit,
        begun=clock(8, 30),
        at=at,
        answers=[
            _answer(
                doubted,
                AnswerResult.FAIL,
                note="Một tủ sách không ghi giá bán.",
                files=[proof],
                at=clock(9, 41),
            )
        ],
    )
    return visit


def late_supplement(stage: Stage, *, loaded_at: datetime) -> Play[FieldRecord | None]:
    """A photograph found on the phone after the minutes were locked."""
    (day,) = load_calendar().working_days_from(local_day(loaded_at), -1)
    at = yield datetime.combine(day, time(14, 5), tzinfo=LOCAL_ZONE)
    officer = stage.by(FIRST)
    locked = Inspection.objects.with_member(officer).filter(
        state__in=[VisitState.RECORDED, VisitState.CONCLUDED]
    )
    visit = locked.order_by("-number").first()
    if visit is None:
        return None
    phone = Phone(officer)
    photo = phone.holds(
        pictures.sheet(heading="PHIẾU GIAO HÀNG", text="Ảnh chụp bổ sung tại kho."),
        at=visit.ended_at or at,
        caption="Phiếu giao hàng tại kho",
    )
    return phone.send(
        visit,
        begun=at - timedelta(minutes=5),
        at=at,
        notes=[
            {
                "id": str(uuid7()),
                "text": "Ảnh phiếu giao hàng chụp trong buổi kiểm tra, sót khi gửi.",
                "at": at.isoformat(),
                "files": [photo],
            }
        ],
    )


def unsent(stage: Stage, *, loaded_at: datetime) -> Play[None]:
    """The first phone was in a village without a network in the afternoon."""
    (day,) = load_calendar().working_days_from(local_day(loaded_at), -1)
    at = yield datetime.combine(day, time(16, 40), tzinfo=LOCAL_ZONE)
    device, name = PHONES[FIRST]
    services.note_field_device(
        device_id=device,
        name=name,
        app="1",
        unsent=2,
        unsent_since=datetime.combine(day, time(15, 20), tzinfo=LOCAL_ZONE),
        by=stage.by(FIRST),
        at=at,
    )


def _questions(visit: Inspection) -> Sequence[ChecklistItem]:
    return ChecklistItem.objects.filter(version=visit.checklist_version_id).order_by(
        "position"
    )


def _answers(
    visit: Inspection,
    *,
    failed: Mapping[str, tuple[str, list[str]]],
    at: datetime,
) -> list[dict[str, Any]]:
    """Every question: met, but for those by number with a note and photographs."""
    answers = []
    for question in _questions(visit):
        note, files = failed.get(question.number, ("", []))
        result = AnswerResult.FAIL if note else AnswerResult.PASS
        answers.append(_answer(question, result, note=note, files=files, at=at))
    return answers


def _answer(
    question: ChecklistItem,
    result: AnswerResult,
    *,
    note: str,
    files: list[str],
    at: datetime,
) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "item": str(question.pk),
        "result": result.value,
        "note": note,
        "at": at.isoformat(),
        "files": files,
    }
