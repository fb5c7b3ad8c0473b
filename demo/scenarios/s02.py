"""S2. Illegal printing below the criminal threshold, explanation, seizure, expert.

F2 printed 1,200 copies of one title without a publishing decision (PRT-NODEC, its frame
not loaded). The joint team of department and police seizes copies and machines, an
expert is asked, the company explains in writing; fined, the copies destroyed, its
licence suspended for two months.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from cases import services as cases
from cases.models import Case, DecisionItem
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    ExpertInput,
    MeasureTerms,
    RecordInput,
    SeizureInput,
)
from cases.states import (
    DeliveryMethod,
    ExplanationEnd,
    ExplanationKind,
    ItemKind,
    SeizureGround,
    Source,
    Stance,
)
from demo.stage import Play, Stage, on
from documents import services as documents
from evidence.kinds import CustodyLineKind, GoodsUnit
from evidence.kinds import ItemKind as GoodsKind
from evidence.models import EvidenceItem
from evidence.services import GoodsInput, LineInput
from kernel.clock import local_day

INSPECTOR, HANDLER = "so.kiemtra", "so.thuly"
DIRECTOR, CLERK, LEGAL = "so.giamdoc", "so.vanthu", "so.phapche"
POLICE = "ca.pa03"
TITLE, COPIES, MORE_COPIES = "Bài tập Ngữ văn lớp 8 nâng cao", 1_200, 850
FINE_VND = 60_000_000
COMPANY, KEEPER = "Công ty TNHH In Cao Nguyên Xanh", "Thủ kho Sở VHTTDL"
STORE = "Kho tang vật Sở VHTTDL"
LABORATORY = "Phòng Kỹ thuật hình sự Công an tỉnh"
DESTRUCTION = f"Buộc tiêu hủy {COPIES:,} bản in “{TITLE}”".replace(",", ".")
SUSPENSION = "Tước quyền sử dụng giấy phép hoạt động in"


def play(stage: Stage) -> Play[Case]:
    """From the joint check to the end of the suspension."""
    case = yield from seized(stage)
    case = yield from recorded(stage, case)
    case = yield from explained(stage, case)
    case = yield from decided(stage, case)
    return (yield from carried_out(stage, case))


def seized(stage: Stage) -> Play[Case]:
    """ "Detected Mon 13/04/2026"; "two printing machines and 1,200 copies seized"."""
    at = yield on("13/04/2026", "09:30")
    case = cases.receive_case(
        facts=CaseInput(
            title="In xuất bản phẩm không có quyết định xuất bản – In Cao Nguyên Xanh",
            source=Source.INSPECTION,
            source_note="Đoàn kiểm tra liên ngành phát hiện tại xưởng in.",
            detected_on=on("13/04/2026").date(),
            place="Xưởng in, số 00 đường Hùng Vương, phường Tân An",
            is_complex=True,
            facility_id=stage.facilities["F2"],
            acts=(printing(COPIES, "13/04/2026"),),
        ),
        by=stage.by(INSPECTOR),
        at=at,
    )
    at = yield on("13/04/2026", "10:30")
    case = stage.on_case(
        cases.draft_seizure,
        case,
        INSPECTOR,
        at,
        content=SeizureInput(
            ground=SeizureGround.VERIFY,
            reason="Xác minh nguồn gốc bản in và giấy tờ xuất bản; ngăn chặn việc in "
            "tiếp",
            minutes_no="01/BB-TGTV",
            place=STORE,
            from_party=COMPANY,
            keeper=KEEPER,
            goods=goods(),
        ),
    )
    at = yield on("13/04/2026", "11:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    case = yield from joined(stage, case)
    at = yield on("13/04/2026", "15:30")
    stage.on_seizure(documents.decide_seizure, case, DIRECTOR, at)
    at = yield on("14/04/2026", "14:00")
    return stage.on_case(cases.open_case, case, HANDLER, at)


def joined(stage: Stage, case: Case) -> Play[Case]:
    """ "by the joint team": the police go on as a supporting agency."""
    at = yield on("13/04/2026", "11:15")
    case = stage.on_case(
        cases.invite_agency,
        case,
        HANDLER,
        at,
        agency=stage.by(POLICE).agency,
        purpose="Thành viên đoàn liên ngành: xác minh bên đặt in, bảo vệ việc tạm giữ.",
        answer_due_on=on("14/04/2026").date(),
    )
    at = yield on("13/04/2026", "13:30")
    return stage.on_case(cases.accept_invitation, case, POLICE, at)


def recorded(stage: Stage, case: Case) -> Play[Case]:
    """ "Record made Wed 15/04"; "expert request sent 16/04"."""
    at = yield on("15/04/2026", "10:00")
    case = stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=RecordInput(
            place="trụ sở Sở Văn hóa, Thể thao và Du lịch",
            made_time="09:00",
            respondent_statement="Công ty nhận in theo đơn đặt hàng, chưa kiểm tra "
            "quyết định xuất bản; xin được giải trình bằng văn bản.",
            suspends=True,
        ),
    )
    at = yield on("16/04/2026", "09:00")
    case = stage.on_case(
        cases.request_expert,
        case,
        HANDLER,
        at,
        content=ExpertInput(
            body=LABORATORY,
            questions=f"Bản in “{TITLE}” được in trên máy nào trong hai máy tạm giữ? "
            "Số lượng đã in?",
            items=tuple(item.pk for item in items_of(case)),
            samples="05 bản in lấy mẫu",
            sample_seal="NP-SO-03",
            due_on=on("08/05/2026").date(),
        ),
    )
    at = yield on("16/04/2026", "15:00")
    return stage.on_expert(cases.send_expert_request, case, HANDLER, at)


def explained(stage: Stage, case: Case) -> Play[Case]:
    """ "Written explanation filed 21/04"; "extended in writing 21/04 to 13/05";
    the expert "answered 06/05", the police gave their opinion before."""
    at = yield on("21/04/2026", "09:00")
    case = stage.on_case(
        cases.request_explanation,
        case,
        HANDLER,
        at,
        kind=ExplanationKind.WRITTEN,
        note="Văn bản giải trình số 05/CV ngày 21/4/2026",
    )
    at = yield on("21/04/2026", "10:30")
    case = stage.on_case(
        cases.close_explanation,
        case,
        HANDLER,
        at,
        ended=ExplanationEnd.FILED,
        summary="Công ty cho rằng bên đặt in bảo đảm đã có quyết định xuất bản; không "
        "xuất trình được giấy tờ.",
    )
    at = yield on("21/04/2026", "15:00")
    case = stage.on_seizure(
        documents.extend_seizure,
        case,
        DIRECTOR,
        at,
        limit_rule="D-SEIZE-1M",
        reason="Chờ kết luận giám định và xem xét văn bản giải trình",
    )
    at = yield on("24/04/2026", "09:00")
    case = stage.on_case(
        cases.add_opinion,
        case,
        POLICE,
        at,
        stance=Stance.AGREE,
        text="Bên đặt in có thật, trả tiền mặt, không có quyết định xuất bản; số lượng "
        "dưới mức truy cứu trách nhiệm hình sự. Đề nghị xử phạt vi phạm hành chính.",
    )
    at = yield on("06/05/2026", "16:00")
    return stage.on_expert(
        cases.record_expert_answer,
        case,
        HANDLER,
        at,
        conclusion=f"Toàn bộ {COPIES:,} bản in trên hai máy tạm giữ.".replace(",", "."),
        answer_signer="Giám định viên Vũ Đình Mẫu",
        answer_number="00/KL-KTHS",
        answered_on=local_day(at),
    )


def decided(stage: Stage, case: Case) -> Play[Case]:
    """ "Decision signed Tue 12/05 by Giám đốc Sở"; "delivered 14/05"."""
    at = yield on("07/05/2026", "09:00")
    case = stage.on_case(
        cases.confirm_authority,
        case,
        LEGAL,
        at,
        reason="Khung phạt chưa nạp; mức phạt dự kiến không vượt thẩm quyền Giám đốc "
        "Sở.",
        source="Điều 27, 28 Nghị định 119/2020/NĐ-CP",
    )
    at = yield on("08/05/2026", "10:00")
    case = stage.on_case(
        cases.submit_decision,
        case,
        HANDLER,
        at,
        terms=DecisionTerms(
            acts=tuple(
                ActTerms(violation.pk, FINE_VND, respondent.pk)
                for violation, respondent, _frame in cases.proposed_fines(case)
            ),
            measures=(
                MeasureTerms(ItemKind.LICENCE_SUSPENSION, SUSPENSION, term_months=2),
                MeasureTerms(ItemKind.DESTRUCTION, DESTRUCTION, term_days=15),
            ),
            proposed_by_title="Trưởng phòng Quản lý xuất bản",
        ),
    )
    at = yield on("12/05/2026", "09:00")
    case = stage.on_case(documents.sign_decision, case, DIRECTOR, at)
    # The machines are not confiscated: they go back before their period ends.
    at = yield on("13/05/2026", "09:00")
    case = stage.on_seizure(
        documents.release_seizure,
        case,
        DIRECTOR,
        at,
        reason="Quyết định xử phạt không tịch thu phương tiện",
        to_party=COMPANY,
        items=tuple(item.pk for item in items_of(case, GoodsKind.MEANS)),
    )
    at = yield on("13/05/2026", "14:30")
    case = receipt(stage, case, at, "01/BB-TLPT")
    at = yield on("14/05/2026", "09:00")
    return stage.on_case(
        cases.confirm_delivery,
        case,
        CLERK,
        at,
        method=DeliveryMethod.DIRECT,
        receiver="Đại diện công ty",
    )


def carried_out(stage: Stage, case: Case) -> Play[Case]:
    """ "Paid 22/05; copies destroyed 28/05; EXECUTED when the suspension ended"."""
    at = yield on("22/05/2026", "10:00")
    case = stage.on_case(
        cases.record_payment,
        case,
        HANDLER,
        at,
        amount_vnd=cases.debt_on(case, on=local_day(at)).total_vnd,
        receipt_no="0000527",
        payer=COMPANY,
    )
    at = yield on("28/05/2026", "08:30")
    case = stage.on_seizure(
        cases.destroy_goods,
        case,
        DIRECTOR,
        at,
        reason="Thi hành quyết định xử phạt",
        to_party="Hội đồng tiêu hủy tang vật",
        receipt_no="01/BB-TH",
    )
    at = yield on("28/05/2026", "11:00")
    case = item_done(
        stage, case, at, ItemKind.DESTRUCTION, "Biên bản tiêu hủy 01/BB-TH"
    )
    at = yield on("14/07/2026", "08:30")
    case = item_done(
        stage,
        case,
        at,
        ItemKind.LICENCE_SUSPENSION,
        "Hết thời hạn tước 02 tháng, đã trả giấy phép",
    )
    at = yield on("14/07/2026", "09:30")
    return stage.on_case(cases.complete_execution, case, HANDLER, at)


def more_copies(stage: Stage) -> Play[Case]:
    """S2b: "a second finding of 850 more copies of the same title on 14/04"."""
    case = yield from seized(stage)
    at = yield on("14/04/2026", "16:00")
    cases.add_act(
        case=case,
        version=case.version,
        act=printing(MORE_COPIES, "14/04/2026"),
        by=stage.by(HANDLER),
        at=at,
    )
    return Case.objects.get(pk=case.pk)


def printing(copies: int, day: str) -> ActInput:
    return ActInput(
        behaviour="PRT-NODEC",
        description=f"In {copies:,} bản “{TITLE}” không có quyết định xuất bản".replace(
            ",", "."
        ),
        occurred_on=on(day).date(),
        act_ended_on=on(day).date(),
        titles=({"title": TITLE, "quantity": copies, "unit": "bản"},),
    )


def goods() -> tuple[GoodsInput, ...]:
    """ "Two printing machines and 1,200 copies seized 13/04"."""
    return (
        GoodsInput(
            kind=GoodsKind.EXHIBIT,
            description="Bản in thành phẩm, đóng kiện",
            title=TITLE,
            unit=GoodsUnit.COPY,
            quantity=Decimal(COPIES),
            owner=COMPANY,
            seal_no="NP-SO-01",
        ),
        GoodsInput(
            kind=GoodsKind.MEANS,
            description="Máy in offset 4 màu",
            unit=GoodsUnit.MACHINE,
            quantity=Decimal(2),
            condition="Đang hoạt động",
            owner=COMPANY,
            seal_no="NP-SO-02",
        ),
    )


def items_of(case: Case, kind: str = GoodsKind.EXHIBIT) -> list[EvidenceItem]:
    return list(
        EvidenceItem.objects.filter(seized_items__seizure__case=case, kind=kind)
    )


def receipt(stage: Stage, case: Case, at: datetime, number: str) -> Case:
    """The owner confirms what was returned."""
    (item,) = items_of(case, GoodsKind.MEANS)
    line = item.custody_lines.get(kind=CustodyLineKind.RETURNED)
    return stage.on_case(
        cases.record_custody,
        case,
        HANDLER,
        at,
        item=item.pk,
        line=LineInput(
            kind=CustodyLineKind.RECEIPT,
            from_party=COMPANY,
            to_party=KEEPER,
            receipt_no=number,
            confirms=line.pk,
        ),
    )


def item_done(stage: Stage, case: Case, at: datetime, kind: str, note: str) -> Case:
    item = DecisionItem.objects.get(decision__case=case, kind=kind)
    return stage.on_case(
        cases.complete_item, case, HANDLER, at, item_id=item.pk, note=note
    )
