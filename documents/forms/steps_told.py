"""The steps of a case as its report tells them, one line each."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from cases.models import CaseEvent
from cases.timeline import words_of
from documents.figures import dong

# As a report tells the steps; what is not named here is told as on the case's page.
_STEPS: dict[str, str] = {
    "receive": "Tiếp nhận vụ việc",
    "start_verification": "Bắt đầu xác minh",
    "propose_dismiss": "Đề nghị không thụ lý",
    "dismiss": "Không thụ lý",
    "open_case": "Thụ lý vụ việc",
    "make_record": "Lập Biên bản vi phạm hành chính số {number}",
    "request_explanation": "Nhận yêu cầu giải trình",
    "close_explanation": "Kết thúc giải trình",
    "confirm_authority": "Cán bộ pháp chế xác nhận thẩm quyền",
    "submit_decision": "Trình dự thảo quyết định",
    "send_back": "Trả lại dự thảo quyết định",
    "sign_decision": "Ký Quyết định xử phạt số {number}",
    "decide_no_sanction": "Quyết định không xử phạt {number}",
    "confirm_delivery": "Giao quyết định cho đối tượng bị xử phạt",
    "record_payment": "Nộp {amount}; biên lai số {receipt}",
    "complete_item": "Thực hiện xong: {item}",
    "complete_execution": "Hoàn thành thi hành quyết định",
    "propose_close": "Đề nghị kết thúc vụ việc",
    "close": "Kết thúc vụ việc",
    "draft_seizure": "Lập biên bản tạm giữ tang vật, phương tiện",
    "add_goods": "Bổ sung danh mục tang vật: {item}",
    "decide_seizure": "Ký Quyết định tạm giữ tang vật, phương tiện số {number}",
    "extend_seizure": "Ký Quyết định kéo dài thời hạn tạm giữ số {number}",
    "release_seizure": "Trả lại tang vật, phương tiện tạm giữ",
    "confiscate_goods": "Tịch thu tang vật, phương tiện",
    "destroy_goods": "Tiêu hủy tang vật",
    "hand_over_goods": "Bàn giao tang vật cho cơ quan điều tra",
    "declare_unclaimed": "Thông báo công khai tìm chủ sở hữu tang vật",
    "record_custody": "Ghi sổ giao nhận tang vật: {item}",
    "request_expert": "Dự thảo văn bản trưng cầu giám định",
    "send_expert_request": "Trưng cầu giám định",
    "record_expert_answer": "Nhận kết luận giám định",
    "withdraw_expert_request": "Rút yêu cầu trưng cầu giám định",
    "invite_agency": "Mời cơ quan phối hợp",
    "accept_invitation": "Nhận lời phối hợp xử lý vụ việc",
    "decline_invitation": "Từ chối phối hợp xử lý vụ việc",
    "add_opinion": "Gửi ý kiến phối hợp",
    "create_task": "Giao nhiệm vụ phối hợp",
    "accept_task": "Nhận nhiệm vụ phối hợp",
    "answer_task": "Trả lời nhiệm vụ phối hợp",
    "announce_session": "Thông báo phiên giải trình trực tiếp",
    "record_session": "Tổ chức phiên giải trình trực tiếp",
    "record_figure": "Ghi số liệu về mức độ vi phạm",
    "record_sign": "Ghi nhận dấu hiệu tội phạm",
    "transfer_criminal": "Ký Quyết định chuyển hồ sơ có dấu hiệu tội phạm số {number}",
    "accept_transfer": "Cơ quan điều tra tiếp nhận hồ sơ",
    "receive_returned_file": "Nhận lại hồ sơ từ cơ quan điều tra",
    "record_prosecution": "Ghi nhận quyết định khởi tố vụ án hình sự",
    "forward": "Chuyển vụ việc đến cơ quan có thẩm quyền",
    "forward_to_competent": "Chuyển hồ sơ đến người có thẩm quyền xử phạt",
    "accept_file": "Tiếp nhận hồ sơ",
    "sanction_without_record": "Ký Quyết định xử phạt tại chỗ số {number}",
    "correct_decision": "Ký Quyết định đính chính số {number}",
    "amend_decision": "Ký Quyết định sửa đổi, bổ sung số {number}",
    "annul_decision": "Ký Quyết định hủy bỏ số {number}",
    "reopen": "Mở lại hồ sơ",
    "propose_reopen": "Đề nghị mở lại hồ sơ",
    "order_enforcement": "Ký Quyết định cưỡng chế thi hành số {number}",
    "confirm_enforcement_receipt": "Giao quyết định cưỡng chế",
    "suspend_execution": "Ký Quyết định tạm đình chỉ thi hành số {number}",
    "resume_execution": "Ký Quyết định tiếp tục thi hành số {number}",
    "register_relief": "Nhận đơn đề nghị hoãn, giảm, miễn, nộp dần tiền phạt",
    "grant_relief": "Ký Quyết định về hoãn, giảm, miễn, nộp dần số {number}",
    "refuse_relief": "Không chấp nhận đề nghị hoãn, giảm, miễn, nộp dần",
    "end_relief": "Chấm dứt việc hoãn, nộp dần tiền phạt",
    "register_complaint": "Nhận đơn khiếu nại",
    "accept_complaint": "Thụ lý khiếu nại",
    "resolve_complaint": "Giải quyết khiếu nại",
    "start_valuation": "Thành lập Hội đồng định giá",
    "record_valuation": "Định giá tang vật: {amount}",
    "waive_valuation": "Không tiến hành định giá",
}
# Steps of the lead's own office: no other agency reads of them.
_INTERNAL_STEPS = frozenset(
    {
        "propose_dismiss",
        "submit_decision",
        "send_back",
        "propose_close",
        "request_expert",
        "propose_reopen",
        "confirm_authority",
    }
)


@dataclass(frozen=True, slots=True)
class EventRow:
    day: date
    text: str
    who: str
    is_internal: bool = False


def event_row(event: CaseEvent) -> EventRow:
    """The step with what it said: number, item, receipt, amount in whole dong."""
    words = _STEPS.get(event.transition) or _said_on_pages(event.transition)
    said = event.details
    text = words.format(
        number=said.get("number", ""),
        item=said.get("item", ""),
        receipt=said.get("receipt_no", ""),
        amount=dong(int(said.get("amount_vnd") or 0)),
    ).strip()
    who = event.agency.short_name if event.agency else "Hệ thống"
    return EventRow(
        day=event.occurred_on,
        text=text,
        who=who,
        is_internal=event.transition in _INTERNAL_STEPS,
    )


def _said_on_pages(transition: str) -> str:
    with translation.override("vi"):
        return str(words_of(transition))
