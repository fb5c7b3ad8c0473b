"""A case with what the sample data have nowhere: valuation, a session, confiscation.

Books of superstition are seized from a seller, valued by a council and confiscated; he
explains in person, is fined, is granted a deferral and then a reduction. And a parcel
of books that nobody claims is confiscated without a sanction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from cases import services as cases
from cases.models import Case, DecisionItem, FineRelief, Valuation
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    CouncilMember,
    DecisionTerms,
    MeasureTerms,
    RecordInput,
    ReliefTerms,
    SeizureInput,
)
from cases.states import (
    DeliveryMethod,
    ExplanationEnd,
    ExplanationKind,
    ItemKind,
    NoSanctionGround,
    ReliefKind,
    RevisionGround,
    SeizureGround,
    Source,
)
from demo.matters import SO
from demo.papers import WITNESS, paper
from demo.register import PERSONAL_ID_ISSUER, TAN_AN
from demo.stage import Play, Stage, on
from documents import services as documents
from documents.form_ids import FormId
from evidence.kinds import GoodsUnit
from evidence.kinds import ItemKind as GoodsKind
from evidence.services import GoodsInput
from facilities import services as facilities
from facilities.services import NumberInput, PartyInput
from facilities.states import Gender
from kernel.clock import local_day

LEGAL = "so.phapche"
SELLER, TITLE, COPIES, EACH_VND = "Lưu Bá Thìn", "Giải mã điềm lành dữ", 140, 65_000
REDUCED_VND = 10_000_000
A_DAY = timedelta(days=1)
STORE, KEEPER = "Kho tang vật Sở VHTTDL", "Thủ kho Sở VHTTDL"
CONFISCATION = f"Tịch thu {COPIES} bản “{TITLE}”"


def play(stage: Stage) -> Play[Case]:
    """From the check to the execution, 03/08 to 09/10/2026."""
    case = yield from seized(stage)
    case = yield from valued(stage, case)
    case = yield from explained(stage, case)
    case = yield from decided(stage, case)
    return (yield from carried_out(stage, case))


def seized(stage: Stage) -> Play[Case]:
    at = yield on("03/08/2026", "09:00")
    by = stage.by(SO.recorder)
    seller = facilities.register_party(
        data=PartyInput(
            subject_kind="INDIVIDUAL",
            name=SELLER,
            gender=Gender.MALE,
            born_on=on("12/10/1976").date(),
            occupation="Buôn bán",
            address_text="Số 00 Mai Hắc Đế",
            ward_code=TAN_AN,
        ),
        by=by,
        at=at,
    )
    number = NumberInput(number="066976000141", issuer=PERSONAL_ID_ISSUER)
    facilities.add_number(party=seller, data=number, by=by, at=at)
    case = cases.receive_case(
        facts=CaseInput(
            title="Bán sách mê tín dị đoan – sạp hội chợ",
            source=Source.INSPECTION,
            detected_on=local_day(at),
            place="hội chợ phường Tân An, sạp 00",
            ward=TAN_AN,
            party_ids=(seller.pk,),
            acts=(
                ActInput(
                    behaviour="PUB-24-3A",
                    description=f"Phát hành {COPIES} bản “{TITLE}” có nội dung mê tín "
                    "dị đoan",
                    occurred_on=local_day(at),
                    act_ended_on=local_day(at),
                    titles=({"title": TITLE, "quantity": COPIES, "unit": "bản"},),
                ),
            ),
        ),
        by=by,
        at=at,
    )
    return (
        yield from taken(
            stage,
            case,
            SO.recorder,
            on("03/08/2026"),
            seizure(
                "02/BB-TGTV",
                "Xác minh nguồn gốc và nội dung của sách",
                SELLER,
                books(COPIES, SELLER, "NP-SO-11"),
            ),
        )
    )


def valued(stage: Stage, case: Case) -> Play[Case]:
    """By a council that the director chairs (Điều 60), then the record."""
    at = yield on("04/08/2026", "10:00")
    case = stage.on_case(
        cases.start_valuation,
        case,
        SO.handler,
        at,
        chair=stage.by(SO.signer),
        members=(
            CouncilMember(
                "Trương Văn Mẫu", "Chuyên viên Sở Tài chính", is_of_finance=True
            ),
            CouncilMember("Lại Thị Minh", "Công chức Phòng Văn hóa - Xã hội"),
        ),
        basis="Giá bìa niêm yết của xuất bản phẩm cùng loại",
    )
    at = yield on("04/08/2026", "15:00")
    valuation = Valuation.objects.select_related("case").get(case=case)
    (item,) = (at_hand.item for at_hand in cases.goods_of(case))
    cases.record_valuation(
        valuation=valuation,
        version=None,
        values={item.pk: COPIES * EACH_VND},
        by=stage.by(SO.handler),
        at=at,
    )
    at = yield on("04/08/2026", "15:40")
    paper(
        stage,
        case,
        at,
        FormId.VALUATION_RECORD,
        SO.handler,
        {"began": "14:00", "ended": "15:30", "place": STORE, "copies": 2},
    )
    at = yield on("05/08/2026", "09:30")
    return stage.on_case(
        documents.make_record,
        case,
        SO.recorder,
        at,
        content=RecordInput(
            place="trụ sở Sở Văn hóa, Thể thao và Du lịch",
            made_time="09:00",
            respondent_statement="Mua lại của người khác để bán, không đọc nội dung; "
            "xin được giải trình trực tiếp.",
            suspends=True,
        ),
    )


def explained(stage: Stage, case: Case) -> Play[Case]:
    """Asked for in two working days, announced in five, held in ten (Điều 61.3)."""
    at = yield on("06/08/2026", "09:00")
    case = stage.on_case(
        cases.request_explanation,
        case,
        SO.handler,
        at,
        kind=ExplanationKind.DIRECT,
        note="Đơn đề nghị giải trình trực tiếp ngày 06/8/2026",
    )
    at = yield on("07/08/2026", "10:00")
    case = stage.on_case(
        cases.announce_session,
        case,
        SO.handler,
        at,
        planned_on=on("12/08/2026").date(),
        place="Phòng họp số 2, Sở Văn hóa, Thể thao và Du lịch",
    )
    at = yield on("11/08/2026", "15:00")
    case = stage.on_seizure(
        documents.extend_seizure,
        case,
        SO.signer,
        at,
        limit_rule="D-SEIZE-1M",
        reason="Chờ phiên giải trình trực tiếp",
    )
    at = yield on("12/08/2026", "10:40")
    case = stage.on_case(
        cases.record_session,
        case,
        SO.handler,
        at,
        attendees=f"{SELLER}; Trần Thị Mỹ Hạnh, người lập biên bản",
        minutes="Người bán trình bày mua sách của người bán rong, không có hóa đơn; "
        "hoàn cảnh gia đình khó khăn, xin giảm mức phạt.",
    )
    at = yield on("12/08/2026", "11:00")
    paper(
        stage,
        case,
        at,
        FormId.EXPLANATION_RECORD,
        SO.handler,
        {
            "began": "09:00",
            "ended": "10:40",
            "evidence": "Biên bản vi phạm hành chính; bản ảnh sách; kết quả định giá",
            "end": "Ghi nhận ý kiến để xem xét khi ra quyết định",
            "copies": 2,
        },
    )
    at = yield on("12/08/2026", "15:00")
    return stage.on_case(
        cases.close_explanation,
        case,
        SO.handler,
        at,
        ended=ExplanationEnd.FILED,
        summary="Đã giải trình trực tiếp ngày 12/8/2026.",
    )


def decided(stage: Stage, case: Case) -> Play[Case]:
    """The lowest fine of the frame, the books confiscated; a slip is corrected."""
    at = yield on("14/08/2026", "09:00")
    case = stage.on_case(
        cases.submit_decision,
        case,
        SO.handler,
        at,
        terms=DecisionTerms(
            acts=tuple(
                ActTerms(violation.pk, frame.midpoint_vnd, respondent.pk)
                for violation, respondent, frame in cases.proposed_fines(case)
                if frame is not None
            ),
            measures=(MeasureTerms(ItemKind.CONFISCATION, CONFISCATION),),
            proposed_by_title=SO.division,
        ),
    )
    at = yield on("18/08/2026", "09:00")
    case = stage.on_case(documents.sign_decision, case, SO.signer, at)
    at = yield on("19/08/2026", "09:00")
    case = stage.on_case(
        cases.confirm_delivery,
        case,
        SO.clerk,
        at,
        method=DeliveryMethod.DIRECT,
        receiver=SELLER,
    )
    at = yield on("20/08/2026", "10:00")
    return stage.on_case(
        documents.correct_decision,
        case,
        SO.signer,
        at,
        ground=RevisionGround.OWN_INITIATIVE,
        reason="Ghi sai số nhà nơi ở của người bị xử phạt.",
        text="Nơi ở ghi đúng là số 00 đường Mai Hắc Đế, phường Tân An, tỉnh Đắk Lắk",
    )


def carried_out(stage: Stage, case: Case) -> Play[Case]:
    """Confiscated; the fine deferred, then lessened, then paid."""
    at = yield on("21/08/2026", "09:00")
    case = stage.on_seizure(
        cases.confiscate_goods,
        case,
        SO.signer,
        at,
        reason="Thi hành quyết định xử phạt",
    )
    at = yield on("21/08/2026", "10:00")
    paper(
        stage,
        case,
        at,
        FormId.CONFISCATION_RECORD,
        SO.recorder,
        {
            "began": "09:00",
            "ended": "09:40",
            "place": STORE,
            "present": [WITNESS],
            "copies": 3,
        },
    )
    order = DecisionItem.objects.get(decision__case=case, kind=ItemKind.CONFISCATION)
    case = stage.on_case(
        cases.complete_item,
        case,
        SO.handler,
        at,
        item_id=order.pk,
        note="Biên bản tịch thu",
    )
    at = yield on("24/08/2026", "09:00")
    case = asked(stage, case, at, ReliefKind.DEFER)
    at = yield on("25/08/2026", "10:00")
    until = ReliefTerms(until=on("25/09/2026").date())
    case = granted(stage, case, at, until)
    at = yield on("28/09/2026", "09:00")
    case = stage.on_case(
        cases.end_relief,
        case,
        SO.signer,
        at,
        relief_id=FineRelief.objects.get(case=case).pk,
        reason="Hết thời hạn hoãn.",
    )
    at = yield on("28/09/2026", "10:00")
    case = asked(stage, case, at, ReliefKind.REDUCE)
    at = yield on("29/09/2026", "10:00")
    case = granted(stage, case, at, ReliefTerms(reduced_vnd=REDUCED_VND))
    at = yield on("05/10/2026", "14:00")
    case = stage.on_case(
        cases.record_payment,
        case,
        SO.handler,
        at,
        amount_vnd=cases.debt_on(case, on=local_day(at)).total_vnd,
        receipt_no="0000614",
        payer=SELLER,
    )
    at = yield on("09/10/2026", "09:00")
    return stage.on_case(cases.complete_execution, case, SO.handler, at)


def asked(stage: Stage, case: Case, at: datetime, kind: ReliefKind) -> Case:
    return stage.on_case(
        cases.register_relief,
        case,
        SO.handler,
        at,
        kind=kind,
        reason="Gia đình thuộc hộ nghèo, có xác nhận của UBND phường Tân An.",
    )


def granted(stage: Stage, case: Case, at: datetime, terms: ReliefTerms) -> Case:
    relief = FineRelief.objects.filter(case=case).latest("registered_at")
    return stage.on_case(
        documents.grant_relief,
        case,
        SO.signer,
        at,
        relief_id=relief.pk,
        terms=terms,
        note="Hoàn cảnh khó khăn đã được xác nhận.",
    )


def unclaimed(stage: Stage) -> Play[Case]:
    """Parcels at a bus station: nobody is sanctioned, the books are confiscated."""
    at = yield on("07/09/2026", "08:30")
    title, copies = "Đề thi thử các môn lớp 12", 90
    case = cases.receive_case(
        facts=CaseInput(
            title="Kiện sách không người nhận – bến xe",
            source=Source.INSPECTION,
            detected_on=local_day(at),
            place="bến xe phía nam",
            ward=TAN_AN,
            is_respondent_unknown=True,
            acts=(
                ActInput(
                    behaviour="DST-29-2A",
                    description=f"Phát hành {copies} bản “{title}” không có hóa đơn, "
                    "chứng từ chứng minh nguồn gốc hợp pháp",
                    occurred_on=local_day(at),
                    titles=({"title": title, "quantity": copies, "unit": "bản"},),
                ),
            ),
        ),
        by=stage.by(SO.handler),
        at=at,
    )
    case = yield from taken(
        stage,
        case,
        SO.handler,
        on("07/09/2026"),
        seizure(
            "03/BB-TGTV",
            "Xác minh chủ sở hữu của kiện sách",
            "Ban quản lý bến xe phía nam",
            books(copies, "Chưa xác định", "NP-SO-12", title),
        ),
    )
    at = yield on("11/09/2026", "09:00")
    return stage.on_case(
        documents.decide_no_sanction,
        case,
        SO.signer,
        at,
        ground=NoSanctionGround.UNKNOWN_RESPONDENT,
        reason="Đã xác minh tại bến xe và hai nhà xe, không xác định được người gửi.",
        measures=(
            MeasureTerms(ItemKind.CONFISCATION, f"Tịch thu {copies} bản “{title}”"),
        ),
    )


def taken(
    stage: Stage, case: Case, by: str, day: datetime, content: SeizureInput
) -> Play[Case]:
    """Seized and decided on the day of the check, the case opened the day after."""
    at = yield day.replace(hour=10)
    case = stage.on_case(cases.draft_seizure, case, by, at, content=content)
    at = yield day.replace(hour=10, minute=30)
    case = stage.on_case(cases.start_verification, case, SO.handler, at)
    at = yield day.replace(hour=15)
    case = stage.on_seizure(documents.decide_seizure, case, SO.signer, at)
    at = yield day.replace(hour=9) + A_DAY
    return stage.on_case(cases.open_case, case, SO.handler, at)


def seizure(
    minutes_no: str, reason: str, from_party: str, goods: GoodsInput
) -> SeizureInput:
    return SeizureInput(
        ground=SeizureGround.VERIFY,
        reason=reason,
        minutes_no=minutes_no,
        place=STORE,
        from_party=from_party,
        keeper=KEEPER,
        goods=(goods,),
    )


def books(copies: int, owner: str, seal: str, title: str = TITLE) -> GoodsInput:
    return GoodsInput(
        kind=GoodsKind.EXHIBIT,
        description="Sách thành phẩm",
        title=title,
        unit=GoodsUnit.COPY,
        quantity=Decimal(copies),
        owner=owner,
        seal_no=seal,
    )
