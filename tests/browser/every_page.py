"""Every page of the product, by whom it is opened and with what in its address."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone

from agencies.models import Agency, User
from cases import services as cases
from cases.models import (
    Case,
    CaseEvidence,
    FineRelief,
    InteragencyTask,
    Note,
    Seizure,
    Transfer,
)
from cases.states import CaseState
from demo import pictures
from demo.stage import Stage
from evidence.models import EvidenceItem
from facilities import services as registry
from facilities.imports import batches
from facilities.imports.checking import check_some
from facilities.models import Facility, ImportBatch, Link, Merge, Obligation
from inspections import services as inspections
from inspections.models import (
    Finding,
    Inspection,
    InspectionConclusion,
    InspectionPlan,
    OverlapConflict,
    PlanItem,
    RemoteReview,
    TipOff,
)
from inspections.states import ItemState, PlanKind, TipOffState, VisitState
from kernel.clock import local_day
from regulations.models import ReferenceProposal
from regulations.proposals import propose_change
from tests.facilities import torture
from web.listings import LISTINGS

DRAFT = "Kế hoạch nháp của năm sau"
Arguments = Callable[[], list[object]]
SO, BMT, EA_KAR, DONG_HOA = (
    "SO_VHTTDL",
    "UBND_XA_24133",
    "UBND_XA_24373",
    "UBND_XA_22258",
)
NO_PAGES = {
    "healthz": "a word for the load balancer",
    "readyz": "a word for the load balancer",
    "choose_language": "takes a choice and leads back",
    "evidence": "a picture",
    "export_law": "a file",
    **{f"export_{listing}": "a file" for listing in LISTINGS},
    "import_template": "a file",
    "questionnaire_file": "a file",
    "public_plan_file": "a file",
    "public_conclusions_file": "a file",
    "import_errors": "a file",
    "import_step": "an act",
    "document": "a PDF",
    "print_case": "a PDF",
    "print_visit": "a PDF",
    "draft_page": "a picture",
    "add_note": "takes a note and leads back",
}
JOINT = "Bán sách giả theo đơn đặt qua mạng xã hội, giao tại chợ Tân An"
WITH_SECOND_FACTOR, AT_SECOND_FACTOR = "so.phapche", "tt.chanh"


class Row(NamedTuple):
    """A page as somebody sees it; `sends` its form as it is, which refuses it."""

    name: str
    officer: str = ""
    arguments: Arguments = list
    query: str = ""
    sends: bool = False

    def __str__(self) -> str:
        said = [self.name, self.officer, self.query.strip("?"), "sent" * self.sends]
        return "-".join(word for word in said if word)


def case(state: str, agency: str, *more: object) -> Arguments:
    def find() -> list[object]:
        rows = Case.objects.filter(state=state, lead_agency=agency).order_by("number")
        return [rows[0].number, *more]

    return find


def visit(state: str, *more: object) -> Arguments:
    def find() -> list[object]:
        rows = Inspection.objects.filter(state=state, agency=BMT).order_by("number")
        return [rows[0].number, *more]

    return find


def plan(*more: object) -> Arguments:
    """The department's published plan."""

    def find() -> list[object]:
        rows = InspectionPlan.objects.filter(agency=SO, published_on__isnull=False)
        return [rows.order_by("published_on", "id")[0].pk, *more]

    return find


def draft_plan() -> list[object]:
    """A draft of next year without facilities, the same each time."""
    kept = InspectionPlan.objects.filter(title=DRAFT).first()
    if kept is not None:
        return [kept.pk]
    at, by = timezone.now(), User.objects.with_standing().get(username="so.lanhdao")
    made = inspections.draft_plan(
        year=at.year + 1, kind=PlanKind.CHECK, title=DRAFT, by=by, at=at
    )
    return [made.pk]


def overlap() -> list[object]:
    """The department wants a facility that another plan has this year."""
    waiting = OverlapConflict.objects.waiting()
    kept = waiting.order_by("raised_at", "id").first()
    if kept is not None:
        return [kept.pk]
    at, by = timezone.now(), User.objects.with_standing().get(username="so.lanhdao")
    taken = PlanItem.objects.filter(plan__agency=BMT)[0]
    made = inspections.draft_plan(
        year=taken.plan.year, kind=PlanKind.CHECK, title="Kế hoạch thử", by=by, at=at
    )
    (row,) = inspections.add_items(
        plan=made,
        version=made.version,
        items=[
            inspections.PlanItemInput(
                facility=taken.facility,
                first_month=1,
                last_month=3,
                content=tuple(taken.content),
            )
        ],
        overlap_request="Cơ sở đổi chủ.",
        by=by,
        at=at,
    )
    return [row.overlaps.order_by("raised_at", "id")[0].pk]


def settled_overlap() -> list[object]:
    row = OverlapConflict.objects.filter(state="SETTLED").order_by("raised_at", "id")
    return [row[0].pk]


def reviewed(state: str, *more: object) -> Arguments:
    """A visit with a questionnaire that ended so."""

    def find() -> list[object]:
        row = RemoteReview.objects.filter(state=state).order_by("sent_at", "id")[0]
        return [row.inspection.number, *more]

    return find


def asked_review(*more: str) -> Arguments:
    """The refused one is asked again, and has answered one question."""

    def find() -> list[object]:
        row = RemoteReview.objects.waiting().first()
        if row is None:
            at, by = (
                timezone.now(),
                User.objects.with_standing().get(username="so.kiemtra"),
            )
            former = RemoteReview.objects.filter(state="REFUSED").order_by("sent_at")[0]
            row = inspections.send_questionnaire(
                visit=former.inspection,
                version=former.inspection.version,
                sent_way="POST",
                sent_to="Trụ sở người bán",
                due_on=local_day(at),
                by=by,
                at=at,
            )
            first = row.questionnaire.items.order_by("position")[0]
            inspections.enter_answers(
                review=row,
                answers=[inspections.RemoteAnswerInput(item=first, text="Không khác.")],
                by=by,
                at=at,
            )
        return [row.inspection.number, *([row.pk] if more == ("id",) else [])]

    return find


def concluded() -> list[object]:
    """The shop of S7: its conclusion is published and looked after."""
    row = InspectionConclusion.objects.filter(inspection__follow_ups__isnull=False)
    return [row[0].inspection.number]


def item() -> list[object]:
    rows = PlanItem.objects.filter(plan__agency=SO, state=ItemState.PLANNED)
    row = rows.order_by("first_month", "id")[0]
    return [row.plan_id, row.pk]


def finding() -> list[object]:
    row = Finding.objects.filter(inspection__agency=BMT).order_by("id")[0]
    return [row.inspection.number, row.pk]


def facility(*more: object) -> Arguments:
    """F2: with licences, devices and people."""
    return lambda: [Facility.objects.get(tax_code="9900000023").code, *more]


def obligation(*more: object) -> Arguments:
    """The conclusion that F2 has to carry out."""

    def find() -> list[object]:
        row = Obligation.objects.get(kind="CONCLUSION")
        return [row.facility.code, row.pk, *more]

    return find


def link() -> list[object]:
    """A title of F6 in the print-job log of F2."""
    return [Link.objects.filter(state="PROPOSED").latest("proposed_at").pk]


def pair() -> list[object]:
    """F1 and F2, as if they were asked about."""
    codes = Facility.objects.filter(tax_code__in=("9900000016", "9900000023"))
    return list(codes.order_by("tax_code").values_list("code", flat=True))


def merge(*more: object) -> Arguments:
    """A shop without a code into F1, proposed by one registry officer for the other."""

    def find() -> list[object]:
        waiting = Merge.objects.open().first()
        if waiting is None:
            kept = Facility.objects.get(tax_code="9900000016")
            shops = Facility.objects.standing().filter(tax_code="", unknown_owner=True)
            absorbed = shops.order_by("code")[0]
            waiting = registry.propose_merge(
                kept=kept,
                absorbed=absorbed,
                kept_version=kept.version,
                absorbed_version=absorbed.version,
                reason="Một cơ sở ghi hai lần",
                by=User.objects.with_standing().get(username="so.sobo"),
                at=timezone.now(),
            )
        return [waiting.pk, *more]

    return find


def hand_over() -> list[object]:
    """File and goods that the investigating body accepted (S4)."""
    row = Transfer.objects.get(case__state=CaseState.PROSECUTED)
    return [row.case.number, row.pk]


def licence() -> list[object]:
    shop = Facility.objects.get(tax_code="9900000023")
    return [shop.code, "licences", shop.licences.order_by("id")[0].pk]


def uploaded() -> list[object]:
    """A register whose columns wait to be matched."""
    by, at = User.objects.with_standing().get(username="so.sobo"), timezone.now()
    file = io.BytesIO(torture.xlsx())
    batch = batches.upload(file=file, name="so-bo.xlsx", by=by, at=at)
    return [batch.pk]


def checked() -> list[object]:
    """The same, checked: errors and remarks stand in their cells."""
    (key,) = uploaded()
    return _checked(key)


def doubtful() -> list[object]:
    """A register with a shop that the register has, written otherwise."""
    by, at = User.objects.with_standing().get(username="so.sobo"), timezone.now()
    known = Facility.objects.standing().get(name__contains="Hoa Cúc", merged_into=None)
    place = known.main_address
    header = ["Tên cơ sở", "Loại hình", "Địa chỉ", "Xã"]
    row = [f"{known.name}s", "Phát hành", place.text, place.ward.name]
    file = io.BytesIO(torture.sheet_of([header, row]))
    batch = batches.upload(file=file, name="so-cua-phuong.xlsx", by=by, at=at)
    return _checked(batch.pk)


def _checked(key: object) -> list[object]:
    batch = ImportBatch.objects.get(pk=key)
    step = {
        "by": User.objects.with_standing().get(pk=batch.by_id),
        "at": timezone.now(),
    }
    batches.match_columns(batch=batch, columns=batch.columns, **step)
    check_some(batch=batch, **step)
    return [key]


def holiday() -> list[object]:
    return [f"{local_day(timezone.now()).year}-04-30"]


def law_proposal(*more: object) -> Arguments:
    """The frame of illegal printing, proposed by the legal officer."""

    def find() -> list[object]:
        waiting = ReferenceProposal.objects.waiting().first()
        if waiting is None:
            waiting = propose_change(
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
                by=User.objects.with_standing().get(username=WITH_SECOND_FACTOR),
                at=timezone.now(),
            )
        return [waiting.pk, *more]

    return find


RECORDED = case(CaseState.RECORDED, SO)
CLOSED = case(CaseState.CLOSED, BMT)


def with_goods(*more: object) -> Arguments:
    """The case of scenario S2, whose goods were seized."""
    return lambda: [Seizure.objects.order_by("seized_on", "id")[0].case.number, *more]


def with_tasks(*more: object) -> Arguments:
    """The case of scenario S5, with its tasks."""
    return lambda: [InteragencyTask.objects.order_by("id")[0].case.number, *more]


def task(*more: object) -> Arguments:
    return lambda: [
        InteragencyTask.objects.filter(to_agency="PA05").order_by("id")[0].pk,
        *more,
    ]


def joint(*more: object) -> Arguments:
    """The case made here: PA05 supports it, PA03 is invited."""
    return lambda: [Case.objects.get(title=JOINT).number, *more]


def with_note(*more: object) -> Arguments:
    return lambda: [
        Case.objects.get(title=JOINT).number,
        *more,
        Note.objects.get(case__title=JOINT).pk,
    ]


def with_file() -> list[object]:
    row = CaseEvidence.objects.get(case__title=JOINT)
    return [row.case.number, row.file_id]


def custody() -> list[object]:
    row = EvidenceItem.objects.filter(seized_items__seizure__case__lead_agency=SO)
    item = row.order_by("id")[0]
    return [item.seized_items.get().seizure.case.number, item.pk]


def seizure(step: str) -> Arguments:
    def find() -> list[object]:
        row = Seizure.objects.filter(case__lead_agency=SO).order_by("seized_on", "id")
        return [row[0].case.number, "seizures", row[0].pk, step]

    return find


def relief(step: str) -> Arguments:
    def find() -> list[object]:
        row = FineRelief.objects.filter(case__lead_agency=EA_KAR).order_by("id")[0]
        return [row.case.number, "reliefs", row.pk, step]

    return find


def tip_off(state: str, *more: object) -> Arguments:
    return lambda: [
        TipOff.objects.filter(state=state).order_by("taken_at")[0].number,
        *more,
    ]


UNDER_WAY, DONE = visit(VisitState.UNDER_WAY), visit(VisitState.RECORDED)
ROWS = (
    Row("account_login"),
    Row("account_login", sends=True),
    Row("account_inactive"),
    Row("mfa_authenticate"),
    Row("mfa_index", WITH_SECOND_FACTOR),
    Row("mfa_index", "so.kiemtra"),
    Row("mfa_activate_totp", "so.kiemtra"),
    Row("mfa_activate_totp", "so.kiemtra", sends=True),
    Row("mfa_deactivate_totp", WITH_SECOND_FACTOR),
    Row("mfa_view_recovery_codes", WITH_SECOND_FACTOR),
    Row("mfa_generate_recovery_codes", WITH_SECOND_FACTOR),
    Row("mfa_reauthenticate", WITH_SECOND_FACTOR),
    Row("account_reauthenticate", "so.kiemtra"),
    Row("account_change_password", "so.kiemtra"),
    Row("account_change_password", "so.kiemtra", sends=True),
    Row("account_logout", "so.kiemtra"),
    Row("me", "so.kiemtra"),
    *(
        Row("home", officer)
        for officer in (
            "so.kiemtra",
            "so.thuly",
            "so.giamdoc",
            "so.vanthu",
            "so.sobo",
            "so.lanhdao",
            "quantri",
            "ca.pa03",
            "xa.eakar",
            "xa.bmt.chutich",
            "ubnd.kiemsoat",
        )
    ),
    Row("cases", "so.thuly"),
    Row("cases", "so.thuly", query="?view=all"),
    Row("search", "so.thuly"),
    Row("search", "so.thuly", query="?q=hoa+cuc"),
    Row("search", "so.thuly", query="?q=khong+co+gi+ca"),
    Row("cases", "so.thuly", query="?q=khong+co+vu+nao"),
    Row("cases", "ubnd.kiemsoat", query="?view=all"),
    Row("new_case", "xa.bmt.thuly"),
    Row("new_case", "xa.bmt.thuly", sends=True),
    *(
        Row("case", officer, case(state, agency))
        for officer, state, agency in (
            ("xa.donghoa", CaseState.RECEIVED, DONG_HOA),
            ("so.thuly", CaseState.VERIFYING, SO),
            ("so.thuly", CaseState.RECORDED, SO),
            ("so.thuly", CaseState.EXPLAINING, SO),
            ("so.giamdoc", CaseState.PENDING_DECISION, SO),
            ("xa.bmt.vanthu", CaseState.DECIDED, BMT),
            ("xa.eakar", CaseState.EXECUTING, EA_KAR),
            ("so.lanhdao", CaseState.EXECUTED, SO),
            ("xa.bmt.lanhdao", CaseState.CLOSED, BMT),
            ("ubnd.kiemsoat", CaseState.CLOSED, BMT),
        )
    ),
    Row("case_advice", "so.thuly", RECORDED),
    Row("case_advice", "so.thuly", case(CaseState.TRANSFERRED, SO)),
    Row("case_execution", "xa.bmt.thuly", case(CaseState.ENFORCING, BMT)),
    Row("case_execution", "xa.bmt.thuly", case(CaseState.EXECUTION_SUSPENDED, BMT)),
    Row("case_goods", "so.thuly", with_goods()),
    Row("begin_goods", "so.thuly", case(CaseState.RECORDED, SO, "draft_seizure")),
    Row("case_tasks", "so.thuly", with_tasks()),
    Row("hand_over", "so.thuly", hand_over),
    Row("hand_over", "ca.cqdt", hand_over),
    Row("case_step", "ca.cqdt", case(CaseState.TRANSFERRED, SO, "accept_transfer")),
    Row(
        "case_step", "so.giamdoc", case(CaseState.EXPLAINING, SO, "approve_two_months")
    ),
    Row("task", "ca.pa05", task()),
    Row("tasks", "ca.pa05"),
    Row("task_step", "ca.pa05", task("answer")),
    Row("task_step", "ca.pa05", task("decline"), sends=True),
    Row("goods_step", "so.giamdoc", seizure("extend")),
    Row("goods_step", "so.giamdoc", seizure("release"), sends=True),
    Row("custody_line", "so.thuly", custody),
    Row("case_part_step", "xa.eakar.chutich", relief("refuse")),
    Row("case_part_step", "xa.eakar.chutich", relief("end"), sends=True),
    Row("case", "ca.pa03", joint()),
    Row("case_step", "ca.pa03", joint("accept_invitation")),
    Row("case_step", "ca.pa03", joint("decline_invitation"), sends=True),
    Row("case_step", "so.giamdoc", joint("restrict")),
    Row("case_step", "so.thuly", joint("name_officer")),
    Row("share_note", "so.thuly", with_note()),
    Row("case_reveal", "so.lanhdao", with_note("note")),
    Row("case_reveal", "so.lanhdao", with_note("note"), sends=True),
    Row("set_compartment", "so.thuly", with_file),
    Row("break_glass", "tt.lanhdao", query="?number=VV-2026-0001"),
    Row("break_glass", "tt.lanhdao", sends=True),
    Row("tip_offs", "so.thuly"),
    Row("tip_offs", "ca.pa05"),
    Row("tip_offs", "so.thuly", query="?view=all&q=khong+co"),
    Row("new_tip_off", "xa.eakar"),
    Row("new_tip_off", "xa.eakar", sends=True),
    Row("tip_off", "so.thuly", tip_off(TipOffState.NEW)),
    Row("tip_off", "so.thuly", tip_off(TipOffState.IN_CASE)),
    Row("tip_off", "xa.bmt.thuly", tip_off(TipOffState.NEW)),
    Row("tip_off_step", "so.thuly", tip_off(TipOffState.NEW, "refer")),
    Row("tip_off_step", "so.thuly", tip_off(TipOffState.NEW, "triage")),
    Row("tip_off_step", "so.thuly", tip_off(TipOffState.NEW, "triage"), sends=True),
    Row("tip_off_step", "so.thuly", tip_off(TipOffState.IN_CASE, "triage")),
    Row("permissions", "so.thuly", query="?state=PENDING_DECISION"),
    Row("case_parties", "so.thuly", RECORDED),
    Row("add_case_respondent", "so.thuly", case(CaseState.VERIFYING, SO)),
    Row("case_findings", "so.thuly", RECORDED),
    Row("case_findings", "xa.bmt.thuly", CLOSED),
    Row("add_case_act", "so.thuly", case(CaseState.VERIFYING, SO)),
    Row("add_case_evidence", "so.thuly", RECORDED),
    Row("case_documents", "xa.bmt.thuly", CLOSED),
    Row("case_deadlines", "so.thuly", RECORDED),
    Row("case_deadlines", "xa.bmt.thuly", CLOSED),
    Row("case_trail", "xa.bmt.lanhdao", CLOSED),
    *(
        Row("case_step", officer, case(state, agency, step))
        for officer, state, agency, step in (
            ("xa.donghoa", CaseState.RECEIVED, DONG_HOA, "start_verification"),
            ("so.thuly", CaseState.VERIFYING, SO, "open_case"),
            ("so.thuly", CaseState.VERIFYING, SO, "propose_dismiss"),
            ("so.thuly", CaseState.VERIFYING, SO, "edit"),
            ("so.kiemtra", CaseState.OPENED, SO, "make_record"),
            ("so.thuly", CaseState.RECORDED, SO, "submit_decision"),
            ("so.thuly", CaseState.EXPLAINING, SO, "close_explanation"),
            ("so.giamdoc", CaseState.PENDING_DECISION, SO, "sign_decision"),
            ("xa.bmt.chutich", CaseState.PENDING_DECISION, BMT, "sign_decision"),
            ("xa.bmt.chutich", CaseState.PENDING_DECISION, BMT, "send_back"),
            ("xa.bmt.vanthu", CaseState.DECIDED, BMT, "confirm_delivery"),
            ("xa.eakar", CaseState.EXECUTING, EA_KAR, "record_payment"),
            ("so.lanhdao", CaseState.EXECUTED, SO, "close"),
            ("so.thuly", CaseState.RECORDED, SO, "open_case"),
        )
    ),
    Row(
        "case_step",
        "so.thuly",
        case(CaseState.VERIFYING, SO, "propose_dismiss"),
        sends=True,
    ),
    Row("inspections", "xa.bmt.kiemtra"),
    Row("inspections", "xa.bmt.kiemtra", query="?q=khong+co"),
    Row("new_inspection", "xa.bmt.kiemtra"),
    Row("new_inspection", "xa.bmt.kiemtra", sends=True),
    Row("plans", "so.lanhdao"),
    Row("new_plan", "so.lanhdao"),
    Row("new_plan", "so.lanhdao", sends=True),
    Row("plan", "so.lanhdao", plan()),
    Row("plan", "so.truongdoan", plan()),
    Row("edit_plan", "so.lanhdao", plan()),
    Row("plan_step", "so.lanhdao", plan("finish")),
    Row("plan_step", "so.giamdoc", plan("approve")),
    Row("plan_candidates", "so.lanhdao", draft_plan),
    Row("plan_candidates", "so.lanhdao", draft_plan, sends=True),
    Row("visit_calendar", "so.lanhdao", query="?month=2026-07"),
    Row("visit_calendar", "xa.bmt.kiemtra", query="?month=2026-03&by=team"),
    Row("visit_calendar", "ubnd.lanhdao", query="?month=2026-12&by=ward"),
    Row("overlaps", "ubnd.chutich"),
    Row("overlap", "ubnd.chutich", overlap),
    Row("overlap", "ubnd.chutich", overlap, sends=True),
    Row("overlap", "so.lanhdao", overlap),
    Row("overlap", "so.giamdoc", settled_overlap),
    Row("overlaps", "so.giamdoc", query="?all=1"),
    Row("remote_reviews", "so.kiemtra", reviewed("SATISFIED")),
    Row("remote_reviews", "so.kiemtra", asked_review()),
    Row("send_questionnaire", "so.kiemtra", reviewed("REFUSED")),
    Row("send_questionnaire", "so.kiemtra", reviewed("REFUSED"), sends=True),
    Row("close_review", "so.kiemtra", asked_review("id")),
    Row("close_review", "so.kiemtra", asked_review("id"), sends=True),
    Row("add_answer_files", "so.kiemtra", asked_review("id")),
    Row("inspection", "so.truongdoan", concluded),
    Row("open_follow_up", "so.truongdoan", concluded),
    Row("open_follow_up", "so.truongdoan", concluded, sends=True),
    Row("public_plans", query="?year=2026"),
    Row("public_plans", query="?year=2001"),
    Row("public_plan", arguments=plan()),
    Row("public_conclusions", query="?year=2026"),
    Row("public_plans", "so.lanhdao", query="?year=2026"),
    Row("facility_map", "so.lanhdao"),
    Row("facility_map", "xa.eakar", query="?band=high"),
    Row("raise_overlap", "so.lanhdao", item),
    Row("adjust_plan", "so.lanhdao", plan()),
    Row("add_by_adjustment", "so.lanhdao", plan()),
    Row("add_plan_item", "so.lanhdao", plan()),
    Row("edit_plan_item", "so.lanhdao", item),
    Row("drop_plan_item", "so.lanhdao", item),
    Row("keep_plan_item", "so.lanhdao", item),
    Row("new_planned_inspection", "so.truongdoan", item),
    Row("inspection", "xa.bmt.kiemtra", visit(VisitState.PLANNED)),
    Row("inspection", "xa.bmt.kiemtra", UNDER_WAY),
    Row("inspection", "xa.bmt.kiemtra", DONE),
    Row("inspection_checklist", "xa.bmt.kiemtra", UNDER_WAY),
    Row("inspection_checklist", "xa.bmt.kiemtra", DONE),
    Row("inspection_findings", "xa.bmt.kiemtra", UNDER_WAY),
    Row("inspection_findings", "xa.bmt.kiemtra", DONE),
    Row("add_finding", "xa.bmt.kiemtra", UNDER_WAY),
    Row("add_finding", "xa.bmt.kiemtra", UNDER_WAY, sends=True),
    Row("withdraw_finding", "xa.bmt.kiemtra", finding),
    Row("add_visit_files", "xa.bmt.kiemtra", UNDER_WAY),
    Row("open_case_from_findings", "xa.bmt.kiemtra", DONE),
    *(
        Row("inspection_step", officer, visit(state, step))
        for officer, state, step in (
            ("xa.bmt.chutich", VisitState.PLANNED, "decide"),
            ("xa.bmt.kiemtra", VisitState.PLANNED, "assign"),
            ("xa.bmt.kiemtra", VisitState.UNDER_WAY, "lock_record"),
        )
    ),
    Row("facilities", "so.sobo"),
    Row("facilities", "so.sobo", query="?q=khong+co"),
    Row("facilities", "so.sobo", query="?order=risk&risk_min=10"),
    Row("facilities", "so.sobo", query="?licence=ending"),
    Row("new_facility", "so.sobo"),
    Row("new_facility", "so.sobo", sends=True),
    Row("facility", "so.sobo", facility()),
    Row("facility_contacts", "so.sobo", facility()),
    Row("facility_print_jobs", "so.sobo", facility()),
    Row("facility_obligations", "so.sobo", facility()),
    Row("facility_obligations", "so.kiemtra", facility()),
    Row("add_obligation", "so.sobo", facility()),
    Row("add_obligation", "so.sobo", facility(), sends=True),
    Row("settle_obligation", "so.sobo", obligation("meet")),
    Row("settle_obligation", "so.sobo", obligation("waive"), sends=True),
    Row("add_facility_files", "so.sobo", facility()),
    Row("add_facility_files", "so.sobo", facility(), sends=True),
    Row("facility_risk", "so.sobo", facility()),
    Row("facility_link", "so.thuly", link),
    Row("facility_link", "so.thuly", link, sends=True),
    Row("facility_trail", "so.sobo", facility()),
    Row("doubles", "so.sobo"),
    Row("double", "so.sobo", pair),
    Row("double", "so.sobo", pair, sends=True),
    Row("merge", "so.sobo2", merge()),
    Row("merge_step", "so.sobo2", merge("agree")),
    Row("merge_step", "so.sobo2", merge("decline"), sends=True),
    Row("split_facility", "so.sobo", facility()),
    Row("split_facility", "so.sobo", facility(), sends=True),
    Row("assign_owner", "so.sobo", facility()),
    Row("assign_owner", "so.sobo", facility(), sends=True),
    Row("edit_facility", "so.sobo", facility()),
    Row("rename_facility", "so.sobo", facility()),
    Row("change_facility_status", "so.sobo", facility()),
    *(
        Row("add_facility_row", "so.sobo", facility(part))
        for part in ("licences", "equipment", "people", "addresses", "urls")
    ),
    Row("edit_facility_row", "so.sobo", licence),
    Row("end_facility_row", "so.sobo", licence),
    Row("import_register", "so.sobo"),
    Row("import_register", "so.sobo", sends=True),
    Row("import_columns", "so.sobo", uploaded),
    Row("import_batch", "so.sobo", checked),
    Row("import_choices", "so.sobo", doubtful),
    Row("violations", "so.kiemtra"),
    Row("calendar", "so.kiemtra"),
    Row("edit_calendar_day", "quantri", holiday),
    Row("restore_calendar_day", "quantri", holiday),
    Row("law_desk", "so.lanhdao"),
    Row("law_desk", "so.lanhdao", query="?q=khong+co"),
    Row("law_row", "so.lanhdao", lambda: ["BEHAVIOUR", "PRT-NODEC"]),
    Row("law_proposals", "so.lanhdao"),
    Row("law_proposal", "so.lanhdao", law_proposal()),
    Row("law_proposal_step", "so.lanhdao", law_proposal("approve")),
    Row("law_proposal_step", "so.lanhdao", law_proposal("refuse"), sends=True),
    *(
        Row("propose_law_change", WITH_SECOND_FACTOR, lambda row=row: list(row))
        for row in (
            ("BEHAVIOUR", "PRT-NODEC"),
            ("CEILING", "GIAM_DOC_CONG_AN_TINH.publishing"),
            ("DEADLINE_RULE", "D-SEND"),
        )
    ),
    Row("new_behaviour", WITH_SECOND_FACTOR),
    Row("new_behaviour", WITH_SECOND_FACTOR, sends=True),
    Row("import_law", WITH_SECOND_FACTOR),
    # Refusals are pages too.
    Row("case", "tt.lanhdao", lambda: ["VV-2000-0001"]),
    Row("case", "so.kiemtra", lambda: ["VV-2000-0001"]),
    Row("new_facility", "ubnd.kiemsoat"),
)


def joint_case(stage: Stage) -> None:
    """Received today; one division of the police supports, one has to answer."""
    at, handler = timezone.now(), stage.by("so.thuly")
    made = cases.receive_case(
        facts=cases.CaseInput(
            title=JOINT, source="MEDIA", detected_on=local_day(at), place="chợ Tân An"
        ),
        by=handler,
        at=at,
    )
    for code in ("PA05", "PA03"):
        stage.on_case(
            cases.invite_agency,
            made,
            "so.thuly",
            at,
            agency=Agency.objects.get(pk=code),
            purpose="Phối hợp xác minh nguồn hàng và người bán trên mạng xã hội",
            answer_due_on=local_day(at),
        )
    stage.on_case(cases.accept_invitation, made, "ca.pa05", at)
    cases.write_note(
        case=made,
        compartment="AGENCY",
        text="Biển số xe giao hàng",
        is_operational=True,
        by=handler,
        at=at,
    )
    cases.attach_evidence(
        case=made,
        upload=pictures.shelf(label="Kệ 1", count=8),
        name="ke-sach.jpg",
        caption="Kệ sách ở sạp thứ hai",
        by=handler,
        at=at,
    )
