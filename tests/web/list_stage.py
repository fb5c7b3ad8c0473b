"""The records that the lists hold."""

from __future__ import annotations

import io
from dataclasses import dataclass

from agencies.kinds import Role
from agencies.models import Agency, Delegation, User
from agencies.services import create_officer, grant_role
from cases import services as cases
from cases.models import Case
from cases.states import CaseState
from documents import services as documents
from facilities import services as registry
from facilities.models import Facility, ImportBatch
from facilities.services import (
    AddressInput,
    FacilityInput,
    ObligationInput,
    PersonInput,
    PrintJobInput,
    UrlInput,
)
from facilities.states import (
    AddressKind,
    FacilityKind,
    ObligationKind,
    PersonRole,
)
from inspections import services as inspections
from inspections.models import ChecklistItem, Inspection, InspectionPlan
from inspections.states import ContentTag, Ground, PlanKind
from regulations.proposals import propose_change
from tests.cases.test_ask_expert import ask
from tests.cases.test_value_goods import FINANCE
from tests.cases.walk import CLERK, HANDLER, SIGNER, at_state, reread
from tests.cases.walk_execution import ask_relief, complain, enforcing
from tests.cases.walk_goods import held
from tests.evidence import samples
from tests.facilities.test_import_registers import MINH, changed, checked
from tests.inspections import phone as phones
from tests.inspections import walk as steps
from tests.inspections.test_open_visit import ad_hoc
from tests.inspections.test_settle_overlap import asked as laid_before_the_heads
from tests.moments import day, moment

ENTERED = moment("01/12/2025")
WICKED = "=HYPERLINK(1)"
# What spreadsheets would obey at the beginning of a text.
OBEYED = ("=", "+", "-", "@", "\t", "\r")


UNPLANNED = {
    "facility": None,
    "name": WICKED,
    "address": "Thôn 3",
    "ward_code": "24133",
    "ground": "TIP_OFF",
    "what": "Có người báo.",
}


@dataclass
class Stage:
    printer: Facility
    case: Case
    theirs: Case
    plan: InspectionPlan
    batch: ImportBatch
    # A case with goods and partners, and one whose decision is being enforced.
    goods: Case
    enforced: Case
    visit: Inspection


def entered(keeper: User, name: str, *, ward: str = "24133", kind: str) -> Facility:
    place = AddressInput(kind=AddressKind.SHOP, text="12 Quang Trung", ward_code=ward)
    return registry.create_facility(
        data=FacilityInput(name=name, kinds=(kind,), subject_kind="HOUSEHOLD"),
        addresses=[place],
        by=keeper,
        at=ENTERED,
    )


def filled(officer) -> Stage:
    keeper, shop_kind = officer("so.sobo"), FacilityKind.DISTRIBUTOR
    shop = entered(keeper, "Nhà sách Hoa Cúc", kind=shop_kind)
    entered(keeper, "hieu sach hoa cuc", kind=shop_kind)
    entered(keeper, "Sách Ea Kar", ward="24373", kind=shop_kind)
    printer = entered(keeper, WICKED, kind=FacilityKind.PRINTER_PUBLICATION)
    for title in ("Truyện cổ tích chọn lọc cho bé", WICKED):
        registry.add_print_job(
            facility=printer,
            data=PrintJobInput(
                title=title, printed_on=day("02/02/2026"), printed_copies=3000
            ),
            by=keeper,
            at=moment("01/03/2026"),
        )
    registry.find_doubles(by=None, at=ENTERED)
    decided = at_state(officer, CaseState.PENDING_DECISION, facility_id=shop.pk)
    case = reread(decided.case)
    documents.sign_decision(
        case=case, version=case.version, by=officer(SIGNER), at=moment("12/03/2026")
    )
    _papers(case, officer)
    lend(officer)
    theirs = cases.receive_case(
        facts=cases.CaseInput(
            title=WICKED, source="MEDIA", detected_on=day("02/03/2026"), place="Chợ"
        ),
        by=officer("so.thuly"),
        at=moment("02/03/2026"),
    )
    cases.invite_agency(
        case=theirs,
        version=theirs.version,
        agency=Agency.objects.get(pk="PA05"),
        purpose="Phối hợp xác minh",
        answer_due_on=day("20/03/2026"),
        by=officer("so.thuly"),
        at=moment("02/03/2026"),
    )
    walk = steps.Walk(officer=officer, hire=officer)
    plan = steps.draft(walk)
    for facility in (shop, printer):
        steps.add(walk, plan, facility)
    inspectorate = steps.draft(walk, steps.THANH_TRA, kind=PlanKind.INSPECTION)
    contested = entered(keeper, "Gió Đồi", ward="22258", kind=shop_kind)
    steps.add(walk, inspectorate, contested, steps.THANH_TRA)
    laid_before_the_heads(walk, contested)
    _keep_parts(printer, keeper)
    ad_hoc(walk, printer)
    visit = _visited(walk, keeper, officer)
    inspections.create_tip_off(
        facts=inspections.TipOffInput(text=WICKED, channel="PHONE", ward="24133"),
        by=officer("xa.bmt.thuly"),
        at=moment("02/03/2026"),
    )
    propose_change(
        kind="BEHAVIOUR",
        code="PRT-NODEC",
        reach="COMPLETES",
        values={
            "valid_from": "2020-12-01",
            "fine_min_organisation_vnd": 20_000_000,
            "fine_max_organisation_vnd": 40_000_000,
            "legal_basis": "NĐ 119/2020/NĐ-CP Điều 27",
        },
        reason="Nạp khung phạt còn thiếu",
        by=officer("so.phapche"),
        at=ENTERED,
    )
    phones.Phone(officer("so.kiemtra"), at=ENTERED).put(
        phones.body(None, unplanned=UNPLANNED)
    )
    batch = checked(keeper, changed(MINH, name=WICKED), changed(MINH, phone="38551"))
    return Stage(
        printer,
        reread(case),
        theirs,
        plan,
        batch,
        _with_goods_and_partners(officer),
        _enforced(officer),
        visit,
    )


def _papers(case: Case, officer) -> None:
    """A letter that is drafted, and one that came in."""
    documents.begin_draft(
        form="forward_letter",
        record=case,
        about=case.pk,
        content=documents.DraftInput({"to": [WICKED]}),
        by=officer(HANDLER),
        at=moment("13/03/2026"),
    )
    documents.register_incoming(
        case=case,
        paper=documents.IncomingInput(
            sender="Công an phường", title=WICKED, received_on=day("13/03/2026")
        ),
        by=officer(CLERK),
        at=moment("13/03/2026"),
    )


def lend(officer, username: str = "xa.bmt.pho") -> Delegation:
    """The ward's chairman gives a new deputy the power to sanction."""
    deputy = create_officer(
        username=username,
        full_name=WICKED,
        title="Phó Chủ tịch",
        agency=officer(SIGNER).agency,
        by=None,
        at=ENTERED,
    )
    grant_role(
        user=deputy,
        role=Role.SANCTIONER,
        valid_from=day("01/12/2025"),
        by=None,
        at=ENTERED,
    )
    return documents.delegate(
        delegate=officer(username),
        valid_from=day("16/03/2026"),
        valid_to=day("30/06/2026"),
        by=officer(SIGNER),
        at=moment("13/03/2026"),
    )


def _keep_parts(printer: Facility, keeper: User) -> None:
    """People, a web address and two duties of the facility, one of them met."""
    at = moment("01/03/2026")
    registry.add_person(
        facility=printer,
        data=PersonInput(role=PersonRole.OWNER, name="Mạc Thị In"),
        by=keeper,
        at=at,
    )
    registry.add_url(
        facility=printer,
        data=UrlInput(url="https://in-an.example/gian-hang"),
        by=keeper,
        at=at,
    )
    for text in ("Nộp tờ khai thay đổi", WICKED):
        registry.add_obligation(
            facility=printer,
            data=ObligationInput(
                kind=ObligationKind.CONCLUSION,
                text=text,
                basis="Kết luận 01/KL",
                since=day("01/02/2026"),
            ),
            by=keeper,
            at=at,
        )


def _visited(walk: steps.Walk, keeper: User, officer) -> Inspection:
    """Begun, one question failed, one fact found, one photo taken."""
    by, at = officer(steps.SO.lead), moment("03/03/2026", "09:00")
    visit = inspections.open_ad_hoc_visit(
        facility=entered(keeper, "Quầy sách Gió", kind=FacilityKind.DISTRIBUTOR),
        ground=Ground.TIP_OFF,
        ground_text="Tin báo của bạn đọc.",
        content=(ContentTag.INVOICES,),
        visit=inspections.VisitInput(
            scheduled_on=day("03/03/2026"),
            team=inspections.TeamInput(lead=by, members=(officer("so.kiemtra"),)),
        ),
        by=by,
        at=steps.OPENED,
    )
    steps.begin(walk, visit)
    visit = steps.reread(visit)
    question = ChecklistItem.objects.filter(version=visit.checklist_version_id).first()
    inspections.answer_item(
        visit=visit, item=question, result="FAIL", note=WICKED, by=by, at=at
    )
    inspections.record_finding(
        visit=visit,
        description=WICKED,
        detected_on=day("03/03/2026"),
        titles=[inspections.TitleInput(title="Sổ tay vườn nhà", found_quantity=8)],
        by=by,
        at=at,
    )
    inspections.attach_evidence(
        visit=visit,
        upload=io.BytesIO(samples.photo(size=(40, 33))),
        name="ke-sach.jpg",
        caption=WICKED,
        by=by,
        at=at,
    )
    return visit


def _with_goods_and_partners(officer) -> Case:
    walk = at_state(officer, CaseState.RECORDED)
    held(walk, reason=WICKED)
    ask(walk, questions=WICKED)
    walk.step(
        cases.start_valuation,
        HANDLER,
        moment("05/03/2026", "12:00"),
        chair=officer(SIGNER),
        members=(FINANCE,),
        basis="Giá bìa",
    )
    walk.step(
        cases.create_task,
        HANDLER,
        moment("06/03/2026"),
        task=task(WICKED),
    )
    police, at = officer("ca.pa03"), moment("07/03/2026")
    cases.accept_task(task=walk.case.tasks.get(), by=police, at=at)
    case = reread(walk.case)
    for by, text in ((officer(HANDLER), WICKED), (police, "Riêng của công an")):
        cases.write_note(case=case, compartment="AGENCY", text=text, by=by, at=at)
    cases.add_opinion(case=case, stance="AGREE", text=WICKED, by=police, at=at)
    with_file(case, WICKED, officer(HANDLER))
    walk.step(
        cases.propose_lead,
        HANDLER,
        moment("08/03/2026"),
        to_agency=Agency.objects.get(pk="UBND_XA_24373"),
        reason=WICKED,
    )
    return reread(walk.case)


def task(title: str) -> cases.TaskInput:
    return cases.TaskInput(
        kind="TRACE",
        title=title,
        due_on=day("18/03/2026"),
        to_agency=Agency.objects.get(pk="PA03"),
    )


def with_file(case: Case, caption: str, by: User) -> None:
    cases.attach_evidence(
        case=case,
        upload=io.BytesIO(samples.photo(size=(40, 20 + len(caption)))),
        name="ke-sach.jpg",
        caption=caption,
        by=by,
        at=moment("09/03/2026"),
    )


def _enforced(officer) -> Case:
    walk = enforcing(officer)
    complain(walk, moment("17/07/2026"), content=WICKED)
    ask_relief(walk, "REDUCE", moment("17/07/2026"))
    return reread(walk.case)
