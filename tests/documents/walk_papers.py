"""Cases with something to say on every paper about goods, minutes and letters.

The ward's case of `walk`: 80 copies and two shelves taken on 03/03/2026, recorded on
05/03, explained in person on 13/03.
"""

from __future__ import annotations

from typing import Any

from cases import services
from cases.models import Case
from cases.services import ExpertInput
from cases.states import CaseState
from documents.catalogue import PaperHead, drafted_form
from documents.forms import registered  # noqa: F401 - makes the forms known
from documents.forms.bodies import expanded, letterhead_of
from documents.forms.parts import Official
from documents.kit.head import Draft
from documents.kit.pages import PaperForm
from documents.kit.signing import Signer
from documents.models import FormTemplate
from tests.cases import walk_goods as goods
from tests.cases.test_value_goods import FINANCE, OTHER, start
from tests.cases.walk import EXPLAINABLE, HANDLER, Walk, at_state
from tests.moments import day, moment

AT = moment("16/03/2026", "09:00")
FORMS = (
    "confiscation_record",
    "delivery_record",
    "destruction_record",
    "dismissal_notice",
    "expert_request",
    "explanation_record",
    "forward_letter",
    "seal_record",
    "seizure_record",
    "submission",
    "valuation_record",
    "verification_record",
)
# What a drafter fills in; what he leaves out is room for a hand.
FILLED: dict[str, Any] = {
    "to": ("Chi cục Quản lý thị trường số 2",),
    "reason": "Vụ việc thuộc thẩm quyền của cơ quan nhận",
    "papers": ("Biên bản kiểm tra; 04/BB-KT; 3", "Ảnh chụp"),
    "answer_by": day("30/03/2026"),
    "began": "13:45",
    "ended": "14:50",
    "place": "Nhà sách Hoa Cúc, số 00 Lê Hồng Phong",
    "present": (
        "Ngô Văn Thiện, phường Tân An - người chứng kiến",
        "Y Thuyên Niê, Cán bộ Công an phường - người phối hợp",
    ),
    "sealing": "04 thùng sách được dán niêm phong trên nắp, có chữ ký của các bên",
    "opinions": "Thống nhất với nội dung biên bản",
    "copies": 3,
    "facts": ("Sách không có hóa đơn", "Người bán dạo không rõ địa chỉ"),
    "result": "Số sách không có nguồn gốc hợp pháp",
    "method": "Nghiền thành bột giấy",
    "contact": "Phòng Văn hóa - Xã hội; điện thoại: 0262 000 0000",
}


def recorded(officer: Any) -> Walk:
    """With seizure, expert request, valuation and a session held."""
    walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)
    goods.draft(walk, moment("05/03/2026", "16:00"), goods=(goods.COPIES, goods.SHELF))
    goods.act(walk, services.decide_seizure, goods.SIGNER, moment("06/03/2026"))
    walk.step(
        services.request_expert,
        HANDLER,
        moment("06/03/2026", "09:00"),
        content=ExpertInput(
            "Cục Xuất bản, In và Phát hành",
            "1. Sách thật hay giả?\nDấu hiệu in trái phép?",
            samples="Truyện cổ tích chọn lọc cho bé",
            sample_seal="NP-0337",
            due_on=day("20/03/2026"),
        ),
    )
    start(walk, members=(FINANCE, OTHER))
    walk.step(
        services.request_explanation, HANDLER, moment("06/03/2026"), kind="DIRECT"
    )
    walk.step(
        services.announce_session,
        HANDLER,
        moment("10/03/2026"),
        planned_on=day("13/03/2026"),
        place="Trụ sở UBND phường",
    )
    return walk


def head_for(
    form: str, case: Case, *, is_draft: bool = False, **changes: Any
) -> PaperHead:
    """As the flow makes it: of the lead agency, with the template's own words."""
    agency = case.lead_agency
    template = FormTemplate.objects.current(form, agency=agency, on=AT.date())
    values: dict[str, Any] = {
        "letterhead": letterhead_of(agency),
        "number_text": None if is_draft else f"07/{template.number_suffix}",
        "number_suffix": template.number_suffix,
        "day": AT.date(),
        "legal_bases": tuple(template.legal_bases),
        "recipients": expanded(template.recipients, []),
        "signer": Signer(("CHỦ TỊCH",), "" if is_draft else "Trần Đức Nghĩa"),
        "draft": Draft(AT, f"Vụ việc {case.number}", 1) if is_draft else None,
        "maker": Official("H’Ngân Byă", "Công chức", agency.name),
    }
    return PaperHead(**values | changes)


def paper_of(
    form: str,
    case: Case,
    values: dict[str, Any] | None = None,
    *,
    is_draft: bool = False,
    **changes: Any,
) -> PaperForm:
    """The paper of the case's last subject of that form."""
    kind = drafted_form(form)
    subject = case
    if kind.subjects is not None:
        subject = list(kind.subjects(case))[-1]
    given = FILLED if values is None else values
    named = {blank.name: given.get(blank.name) for blank in kind.blanks}
    return kind.build(
        subject, named, head_for(form, case, is_draft=is_draft, **changes)
    )
