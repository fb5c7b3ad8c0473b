"""S5. Online shop, unknown owner.

A reader reports F5 through the public form. PA05 is asked to identify the owner, the
platform to take the pages down; the owner stays unknown, so nobody is sanctioned.
"""

from __future__ import annotations

from cases import services as cases
from cases.models import Case, DecisionItem, InteragencyTask
from cases.services import ActInput, MeasureTerms, TaskInput
from cases.states import Channel, ItemKind, NoSanctionGround, TaskKind
from demo import pictures
from demo.stage import Play, Stage, on
from documents import services as documents
from evidence import services as evidence
from inspections import services as inspections
from inspections.models import TipOff
from inspections.services import TipOffInput
from inspections.states import TipOffChannel

HANDLER, MANAGER, DIRECTOR = "so.thuly", "so.lanhdao", "so.giamdoc"
POLICE = "ca.pa05"
TITLE, COPIES = "Truyện tranh thiếu nhi trọn bộ", 40
URLS = (
    "https://shopee.example/sachre24h/101",
    "https://shopee.example/sachre24h/102",
    "https://www.facebook.example/sachre24h/posts/7",
    "https://www.tiktok.example/@sachre24h/video/9",
)


def play(stage: Stage) -> Play[Case]:
    """Reported, asked of police and platform, not sanctioned, closed."""
    tip_off = yield from reported(stage)
    case = yield from opened(stage, tip_off)
    case = yield from asked(stage, case)
    return (yield from without_sanction(stage, case))


def reported(stage: Stage) -> Play[TipOff]:
    """ "Tip-off 02/10/2026 through the public form, photographs and 4 URLs"."""
    at = yield on("02/10/2026", "08:20")
    photographs = [
        evidence.receive_file(
            upload=picture,
            name=name,
            by=stage.by(HANDLER),
            at=at,
            caption=caption,
        )
        for name, picture, caption in (
            (
                "gian-hang.jpg",
                pictures.shelf(label=TITLE, count=COPIES),
                "Ảnh người báo tin chụp số sách đã nhận",
            ),
            (
                "bia-sach.jpg",
                pictures.cover(title=TITLE, imprint="Không ghi nhà xuất bản"),
                "Bìa và trang trong không có thông tin xuất bản",
            ),
        )
    ]
    return inspections.create_tip_off(
        facts=TipOffInput(
            text="Gian hàng “Sách Rẻ 24h” bán sách giá rẻ không có hóa đơn, chứng từ; "
            "người bán không cho biết địa chỉ.",
            channel=TipOffChannel.PUBLIC_FORM,
            facility_id=stage.facilities["F5"],
            is_online=True,
            urls=URLS,
            informant_name="Bạn đọc không nêu tên",
            informant_contact="qua biểu mẫu trực tuyến",
        ),
        files=photographs,
        by=stage.by(HANDLER),
        at=at,
    )


def opened(stage: Stage, tip_off: TipOff) -> Play[Case]:
    """The department leads tip-offs of the public; the act goes on."""
    at = yield on("02/10/2026", "09:30")
    case = cases.refer_tip_off(
        tip_off=tip_off,
        title="Bán xuất bản phẩm không rõ nguồn gốc trên mạng – Gian hàng Sách Rẻ 24h",
        is_respondent_unknown=True,
        acts=(
            ActInput(
                behaviour="DST-29-1A",
                description=f"Bán {COPIES} bản “{TITLE}” không có hóa đơn, chứng từ "
                "chứng minh nguồn gốc hợp pháp qua gian hàng trực tuyến",
                occurred_on=on("02/10/2026").date(),
                channel=Channel.ONLINE,
                titles=({"title": TITLE, "quantity": COPIES},),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on("02/10/2026", "10:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on("02/10/2026", "14:00")
    return stage.on_case(cases.open_case, case, HANDLER, at)


def asked(stage: Stage, case: Case) -> Play[Case]:
    """ "Task to PA05 (due 16/10)", "to the platform (due 09/10, done 07/10)"."""
    at = yield on("02/10/2026", "15:00")
    case = stage.on_case(
        cases.create_task,
        case,
        HANDLER,
        at,
        task=TaskInput(
            kind=TaskKind.TRACE,
            title="Xác định chủ gian hàng trực tuyến “Sách Rẻ 24h”",
            body="Kèm 4 đường dẫn và ảnh chụp màn hình.",
            to_agency=stage.by(POLICE).agency,
            due_on=on("16/10/2026").date(),
        ),
    )
    at = yield on("02/10/2026", "15:30")
    case = stage.on_case(
        cases.create_task,
        case,
        HANDLER,
        at,
        task=TaskInput(
            kind=TaskKind.TAKE_DOWN,
            title="Gỡ bỏ 4 đường dẫn bán xuất bản phẩm không rõ nguồn gốc",
            to_body="Sàn thương mại điện tử",
            letter_no="215/SVHTTDL-QLXB",
            due_on=on("09/10/2026").date(),
        ),
    )
    trace, takedown = InteragencyTask.objects.filter(case=case).order_by("-due_on")
    at = yield on("05/10/2026", "08:30")
    cases.accept_task(task=trace, by=stage.by(POLICE), at=at)
    at = yield on("07/10/2026", "16:00")
    cases.answer_task(
        task=takedown,
        answer="Sàn đã gỡ bỏ toàn bộ 4 đường dẫn và khóa gian hàng.",
        letter_no="88/CV-PC",
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on("16/10/2026", "16:30")
    cases.answer_task(
        task=trace,
        answer="Tài khoản đăng ký bằng thông tin không có thật; chưa xác định được "
        "chủ gian hàng.",
        by=stage.by(POLICE),
        at=at,
    )
    return Case.objects.get(pk=case.pk)


def without_sanction(stage: Stage, case: Case) -> Play[Case]:
    """ "Owner not identified by 30/10"; "`decide_no_sanction` from OPENED"."""
    at = yield on("30/10/2026", "15:00")
    case = stage.on_case(
        documents.decide_no_sanction,
        case,
        DIRECTOR,
        at,
        ground=NoSanctionGround.UNKNOWN_RESPONDENT,
        reason="Không xác định được đối tượng vi phạm hành chính (điểm b khoản 1 Điều "
        "65 Luật Xử lý vi phạm hành chính).",
        measures=(
            MeasureTerms(
                kind=ItemKind.TAKEDOWN,
                description="Buộc gỡ bỏ 4 đường dẫn bán xuất bản phẩm không rõ nguồn "
                "gốc",
                term_days=5,
            ),
        ),
    )
    at = yield on("02/11/2026", "09:00")
    case = stage.on_case(
        cases.complete_item,
        case,
        HANDLER,
        at,
        item_id=DecisionItem.objects.get(no_sanction__case=case).pk,
        note="Sàn đã gỡ bỏ ngày 07/10/2026; kiểm tra lại ngày 02/11/2026",
    )
    at = yield on("02/11/2026", "10:00")
    case = stage.on_case(
        cases.propose_close,
        case,
        HANDLER,
        at,
        reason="Đã gỡ bỏ; chưa xác định được đối tượng vi phạm.",
    )
    at = yield on("03/11/2026", "14:00")
    return stage.on_case(cases.close, case, MANAGER, at)
