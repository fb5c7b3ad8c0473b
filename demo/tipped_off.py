"""What is told before there is a case: a visit on a tip-off that waits for its team on
the day of loading, and a tip-off that waits for triage.

The visit is decided on the last working day and scheduled for the next one, so that
an inspector who logs in can begin it, record a finding with a photograph, and open a
case.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from demo.stage import Play, Stage
from documents import services as documents
from inspections import services
from inspections.models import Inspection, TipOff
from inspections.services import TeamInput, TipOffInput, VisitInput
from inspections.states import ContentTag, Ground, TipOffChannel
from kernel.clock import LOCAL_ZONE, local_day
from regulations.working_days import load_calendar

INSPECTOR, LEAD, DIRECTOR = "so.kiemtra", "so.truongdoan", "so.giamdoc"
WARD = "xa.bmt.thuly"
ONE_DAY = timedelta(days=1)


def play(stage: Stage, *, loaded_at: datetime) -> Play[Inspection]:
    """F4: books are copied whole behind the counter, a reader says."""
    today, calendar = local_day(loaded_at), load_calendar()
    (before,) = calendar.working_days_from(today, -1)
    (scheduled_on,) = calendar.working_days_from(today - ONE_DAY, 1)
    at = yield datetime.combine(before, time(8, 40), tzinfo=LOCAL_ZONE)
    visit = services.open_ad_hoc_visit(
        facility=stage.facility("F4"),
        ground=Ground.TIP_OFF,
        ground_text="Bạn đọc phản ánh cơ sở photo nguyên cuốn giáo trình để bán cho "
        "sinh viên, kèm ảnh chụp tại quầy.",
        content=(ContentTag.JOB_FILES, ContentTag.COPYRIGHT),
        visit=VisitInput(
            scheduled_on=scheduled_on,
            team=TeamInput(
                lead=stage.by(LEAD),
                members=(stage.by(INSPECTOR), stage.by("so.thuly")),
                secretary=stage.by(INSPECTOR),
            ),
        ),
        by=stage.by(LEAD),
        at=at,
    )
    at = yield datetime.combine(before, time(16, 20), tzinfo=LOCAL_ZONE)
    return stage.on_visit(documents.decide_inspection, visit, DIRECTOR, at)


def waiting(stage: Stage, *, loaded_at: datetime) -> Play[TipOff]:
    """The ward was told in person; the department triages it by the lead rule."""
    today, calendar = local_day(loaded_at), load_calendar()
    (before,) = calendar.working_days_from(today, -1)
    at = yield datetime.combine(before, time(9, 15), tzinfo=LOCAL_ZONE)
    return services.create_tip_off(
        facts=TipOffInput(
            text="Xe bán sách lưu động trước cổng trường bán sách giáo khoa giá rẻ, "
            "giấy mỏng, chữ nhòe, không có tem và không có hóa đơn; thường có mặt từ "
            "16 giờ 30 đến 17 giờ 30 các ngày trong tuần.",
            channel=TipOffChannel.IN_PERSON,
            place="cổng trường tiểu học, đường Phan Chu Trinh",
            ward="24133",
            informant_name="Phụ huynh học sinh",
            informant_contact="xin không nêu tên",
        ),
        by=stage.by(WARD),
        at=at,
    )
