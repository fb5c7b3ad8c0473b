"""What the lists hold, who sees how much of each, and how one more row comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agencies.models import Agency, User
from cases import services as cases
from cases.models import Case
from cases.states import CaseState
from documents import services as documents
from facilities import services as registry
from facilities.models import Facility, ImportBatch
from facilities.services import AddressInput, FacilityInput, PrintJobInput
from facilities.states import AddressKind, FacilityKind
from inspections import services as inspections
from inspections.models import InspectionPlan
from inspections.states import PlanKind
from regulations.proposals import propose_change
from tests.cases.walk import SIGNER, at_state, reread
from tests.facilities.test_import_registers import MINH, changed, checked
from tests.inspections import walk as steps
from tests.inspections.test_open_visit import ad_hoc
from tests.inspections.test_settle_overlap import asked as laid_before_the_heads
from tests.moments import day, moment

ENTERED = moment("01/12/2025")
WICKED = "=HYPERLINK(1)"
# What spreadsheets would obey at the beginning of a text.
OBEYED = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Stage:
    printer: Facility
    case: Case
    theirs: Case
    plan: InspectionPlan
    batch: ImportBatch


def _entered(keeper: User, name: str, *, ward: str = "24133", kind: str) -> Facility:
    place = AddressInput(kind=AddressKind.SHOP, text="12 Quang Trung", ward_code=ward)
    return registry.create_facility(
        data=FacilityInput(name=name, kinds=(kind,), subject_kind="HOUSEHOLD"),
        addresses=[place],
        by=keeper,
        at=ENTERED,
    )


def filled(officer) -> Stage:
    keeper, shop_kind = officer("so.sobo"), FacilityKind.DISTRIBUTOR
    shop = _entered(keeper, "Nhà sách Hoa Cúc", kind=shop_kind)
    _entered(keeper, "hieu sach hoa cuc", kind=shop_kind)
    _entered(keeper, "Sách Ea Kar", ward="24373", kind=shop_kind)
    printer = _entered(keeper, WICKED, kind=FacilityKind.PRINTER_PUBLICATION)
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
    contested = _entered(keeper, "Gió Đồi", ward="22258", kind=shop_kind)
    steps.add(walk, inspectorate, contested, steps.THANH_TRA)
    laid_before_the_heads(walk, contested)
    ad_hoc(walk, printer)
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
    batch = checked(keeper, changed(MINH, name=WICKED), changed(MINH, phone="38551"))
    return Stage(printer, reread(case), theirs, plan, batch)


@dataclass(frozen=True)
class Row:
    """A list as one officer sees it: where, and what in its page makes a line.

    `keys` reads from the context of the page what stands in `column` of the file.
    """

    listing: str
    officer: str
    page: str
    keys: Callable[[Any], list[str]]
    column: int = 0
    query: str = ""
    export: str = "export"
    # What another officer has in his list, and this one must not.
    hidden: Callable[[Stage], str] = lambda stage: "Điều không có trong sổ"

    def __str__(self) -> str:
        return f"{self.listing}-{self.officer}"

    @property
    def sees_all(self) -> bool:
        """He sees what `MORE` adds to the list."""
        blind = {"xa.bmt.thuly", "xa.donghoa", "ca.pa05"}
        return self.listing in MORE and self.officer not in blind

    def address(self, stage: Stage) -> str:
        return self.page.format(
            case=stage.case.number,
            printer=stage.printer.code,
            plan=stage.plan.pk,
            batch=stage.batch.pk,
        )

    def file(self, stage: Stage, form: str) -> str:
        return f"{self.address(stage)}{self.export}/{form}/{self.query}"


def rows_of(name: str) -> Callable[[Any], list[str]]:
    return lambda context: [str(getattr(row, name)) for row in context["slice"].rows]


ROWS = (
    Row(
        "cases",
        "xa.bmt.thuly",
        "/cases/",
        lambda c: [row.case.number for row in c["rows"]],
        query="?view=all",
        hidden=lambda stage: stage.theirs.number,
    ),
    Row(
        "cases",
        "so.thuly",
        "/cases/",
        lambda c: [row.case.title for row in c["rows"]],
        column=1,
        query="?view=all",
        hidden=lambda stage: stage.case.number,
    ),
    Row(
        # Invited: a card, which tells neither title nor place.
        "cases",
        "ca.pa05",
        "/cases/",
        lambda c: [row.case.number for row in c["rows"] if row.is_card],
        query="?view=all",
        hidden=lambda stage: WICKED,
    ),
    Row(
        "tasks",
        "xa.bmt.lanhdao",
        "/tasks/",
        lambda c: [row.title for row, _place, _what in c["waiting"]],
    ),
    Row(
        "tasks", "xa.bmt.thuly", "/tasks/", lambda c: list(c["tasks"]), query="?box=in"
    ),
    Row(
        "case_documents",
        "xa.bmt.thuly",
        "/cases/{case}/documents/",
        lambda c: [paper.verification_code for paper in c["issued"]],
        column=5,
    ),
    Row(
        "case_trail",
        "xa.bmt.thuly",
        "/cases/{case}/audit/",
        rows_of("actor_label"),
        column=1,
        query="?size=100",
    ),
    Row("inspections", "so.kiemtra", "/inspections/", rows_of("number")),
    Row(
        "inspections",
        "xa.donghoa",
        "/inspections/",
        rows_of("number"),
        hidden=lambda stage: stage.printer.name,
    ),
    Row(
        "plans",
        "so.lanhdao",
        "/inspections/plans/",
        lambda c: [plan.agency.name for plan in c["plans"]],
        column=4,
        query="?year=2026",
    ),
    Row(
        "plan_items",
        "so.lanhdao",
        "/inspections/plans/{plan}/",
        lambda c: [item.facility.code for item, *_rest in c["rows"]],
        column=2,
    ),
    Row(
        "overlaps",
        "so.lanhdao",
        "/inspections/overlaps/",
        lambda c: [row.item.facility.name for row in c["slice"].rows],
    ),
    Row(
        "tip_offs",
        "so.thuly",
        "/tip-offs/",
        rows_of("text"),
        column=1,
        query="?view=all",
    ),
    Row("facilities", "so.sobo", "/facilities/", rows_of("code")),
    Row(
        "facilities",
        "xa.bmt.kiemtra",
        "/facilities/",
        rows_of("name"),
        column=1,
        query="?order=risk",
        hidden=lambda stage: "Sách Ea Kar",
    ),
    Row(
        "doubles",
        "so.sobo",
        "/facilities/doubles/",
        lambda c: [pair.other.code for pair in c["slice"].rows],
        column=4,
    ),
    Row("imports", "so.sobo", "/facilities/import/", rows_of("file_name")),
    Row(
        "import_rows",
        "so.sobo",
        "/facilities/import/{batch}/",
        lambda c: [row.label for row, _cells in c["rows"]],
        column=1,
        query="?show=all",
    ),
    Row(
        "facility_links",
        "xa.bmt.thuly",
        "/facilities/{printer}/",
        lambda c: [tie.other.record.number for tie in c["ties"]],
        column=7,
        export="links/export",
    ),
    Row(
        "facility_links",
        "so.thuly",
        "/facilities/{printer}/",
        lambda c: [tie.link.shown for tie in c["ties"]],
        export="links/export",
        hidden=lambda stage: stage.case.number,
    ),
    Row(
        "facility_print_jobs",
        "xa.bmt.kiemtra",
        "/facilities/{printer}/print-jobs/",
        rows_of("title"),
    ),
    Row(
        "facility_trail",
        "so.sobo",
        "/facilities/{printer}/trail/",
        rows_of("object_label"),
        column=4,
    ),
    Row(
        "violations",
        "so.kiemtra",
        "/regulations/violations/",
        lambda c: [row.behaviour.code for _label, rows in c["groups"] for row in rows],
        column=1,
        query="?act_on=05/03/2026",
    ),
    Row(
        "law_desk",
        "so.lanhdao",
        "/admin/law/",
        lambda c: [row.code for _label, rows in c["groups"] for row, _texts in rows],
        column=1,
    ),
    Row("law_proposals", "so.lanhdao", "/admin/law/proposals/", rows_of("label")),
    Row(
        "search",
        "xa.bmt.kiemtra",
        "/search/",
        lambda c: [
            str(row.title)
            for column in c["columns"]
            for group in column
            if group.name == "facilities"
            for row in group.rows
        ],
        query="?q=sach",
        export="export/facilities",
        hidden=lambda stage: "Sách Ea Kar",
    ),
)
# Lists in which a text that begins with "=" stands, and may be read by the officer.
WITH_WICKED = {
    ("cases", "so.thuly"),
    ("inspections", "so.kiemtra"),
    ("plan_items", "so.lanhdao"),
    ("tip_offs", "so.thuly"),
    ("facilities", "so.sobo"),
    ("facilities", "xa.bmt.kiemtra"),
    ("facility_print_jobs", "xa.bmt.kiemtra"),
    ("import_rows", "so.sobo"),
}


def _another_case(stage: Stage, officer, name: str) -> None:
    handler = "so.thuly"
    cases.receive_case(
        facts=cases.CaseInput(
            title=name, source="MEDIA", detected_on=day("02/03/2026"), place="Chợ"
        ),
        by=officer(handler),
        at=moment("02/03/2026"),
    )


def _another_shop(stage: Stage, officer, name: str) -> Facility:
    return _entered(officer("so.sobo"), name, kind=FacilityKind.DISTRIBUTOR)


def _another_visit(stage: Stage, officer, name: str) -> None:
    walk = steps.Walk(officer=officer, hire=officer)
    ad_hoc(walk, _another_shop(stage, officer, name))


def _another_item(stage: Stage, officer, name: str) -> None:
    walk = steps.Walk(officer=officer, hire=officer)
    steps.add(walk, stage.plan, _another_shop(stage, officer, name))


def _another_tip_off(stage: Stage, officer, name: str) -> None:
    inspections.create_tip_off(
        facts=inspections.TipOffInput(text=name, channel="PHONE", ward="24133"),
        by=officer("xa.bmt.thuly"),
        at=moment("02/03/2026"),
    )


def _another_job(stage: Stage, officer, name: str) -> None:
    registry.add_print_job(
        facility=stage.printer,
        data=PrintJobInput(title=name, printed_on=day("02/02/2026"), printed_copies=9),
        by=officer("so.sobo"),
        at=moment("01/03/2026"),
    )


# One more row of a list; what a facility gets, its journal gets too.
MORE: dict[str, Callable[[Stage, Any, str], object]] = {
    "cases": _another_case,
    "facilities": _another_shop,
    "inspections": _another_visit,
    "plan_items": _another_item,
    "tip_offs": _another_tip_off,
    "facility_print_jobs": _another_job,
    "facility_trail": _another_job,
}
