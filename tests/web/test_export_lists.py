"""Every list as a file: what its page lists to an officer, masked alike, harmless."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from python_calamine import CalamineWorkbook

from agencies.models import Agency, User
from audit.models import AccessEvent
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
from web.listings import LISTINGS

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


@pytest.fixture(scope="module")
def officer() -> Callable[[str], User]:
    """As everywhere, for records that a whole module looks at."""
    return lambda name: User.objects.with_standing().get(username=name)


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker, tmp_path_factory, officer
) -> Iterator[Stage]:
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        translation.override("vi"),
        transaction.atomic(),
    ):
        yield _filled(officer)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(stage) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _entered(keeper: User, name: str, *, ward: str = "24133", kind: str) -> Facility:
    place = AddressInput(kind=AddressKind.SHOP, text="12 Quang Trung", ward_code=ward)
    return registry.create_facility(
        data=FacilityInput(name=name, kinds=(kind,), subject_kind="HOUSEHOLD"),
        addresses=[place],
        by=keeper,
        at=ENTERED,
    )


def _filled(officer) -> Stage:
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
IDS = [f"{row.listing}-{row.officer}" for row in ROWS]
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


def table(answer) -> list[list[str]]:
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_every_list_has_a_row_here():
    assert {row.listing for row in ROWS} == set(LISTINGS)


class TestExportLists:
    @pytest.mark.parametrize("row", ROWS, ids=IDS)
    def test_holds_what_the_page_lists_and_no_more(self, stage, client_of, row):
        client = client_of(row.officer)
        shown = client.get(f"{row.address(stage)}{row.query}")
        assert shown.status_code == 200
        keys = row.keys(shown.context)
        assert bool(keys) != (
            (row.listing, row.officer)
            in {
                ("tasks", "xa.bmt.thuly"),
                ("inspections", "xa.donghoa"),
                ("facility_links", "so.thuly"),
            }
        ), "the stage has nothing to show"
        if keys:
            assert row.file(stage, "csv").partition("?")[0] in shown.content.decode()

        header, *lines = table(client.get(row.file(stage, "csv")))

        assert [line[row.column].removeprefix("'") for line in lines] == keys
        assert all(len(line) == len(header) for line in lines)
        assert row.hidden(stage) not in str(lines)

    @pytest.mark.parametrize("row", ROWS, ids=IDS)
    def test_is_obeyed_by_no_spreadsheet(self, stage, client_of, row):
        client = client_of(row.officer)
        plain = table(client.get(row.file(stage, "csv")))
        content = b"".join(client.get(row.file(stage, "xlsx")))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")

        obeyed = [c for line in plain for c in line if c.startswith(OBEYED)]
        assert not obeyed
        assert b"<f>" not in sheet
        assert len(cells) == len(plain)
        has_wicked = any(cell == WICKED for line in cells for cell in line)
        assert has_wicked == ((row.listing, row.officer) in WITH_WICKED)
        assert has_wicked == any(f"'{WICKED}" in line for line in plain)

    def test_is_noted_with_what_was_asked_and_of_which_record(self, stage, client_of):
        client = client_of("xa.bmt.thuly")
        client.get("/cases/export/csv/?view=all&after=x&size=50")
        client.get(f"/cases/{stage.case.number}/audit/export/xlsx/")
        one, two = AccessEvent.objects.filter(action="exported").order_by("seq")

        assert (one.object_label, one.detail) == (
            "cases",
            {"form": "csv", "view": "all"},
        )
        assert two.object_id == str(stage.case.pk)

    @pytest.mark.parametrize(
        ("username", "path", "status"),
        [
            ("so.thuly", "/cases/{case}/audit/export/csv/", 404),
            ("so.thuly", "/cases/{case}/documents/export/csv/", 404),
            ("so.kiemtra", "/facilities/doubles/export/csv/", 403),
            ("so.kiemtra", "/admin/law/export/csv/", 403),
            ("so.kiemtra", "/facilities/import/export/csv/", 403),
            ("quantri", "/facilities/export/csv/", 403),
            ("quantri", "/tip-offs/export/csv/", 403),
            ("xa.eakar", "/facilities/{printer}/print-jobs/export/csv/", 404),
            ("xa.donghoa", "/inspections/plans/{plan}/export/csv/", 404),
            ("so.thuly", "/cases/export/pdf/", 404),
            ("so.thuly", "/search/export/secrets/csv/", 404),
            ("so.thuly", "/tasks/export/csv/?box=theirs", 404),
        ],
    )
    def test_is_refused_where_the_page_is(
        self, stage, client_of, username, path, status
    ):
        address = path.format(
            case=stage.case.number, printer=stage.printer.code, plan=stage.plan.pk
        )
        assert client_of(username).get(address).status_code == status
        assert not AccessEvent.objects.filter(action="exported").exists()

    def test_asks_as_often_for_many_rows_as_for_few(self, stage, client_of, officer):
        client, asked = client_of("so.thuly"), []
        for many in (0, 6):
            for n in range(many):
                cases.receive_case(
                    facts=cases.CaseInput(
                        title=f"Vụ {n}",
                        source="MEDIA",
                        detected_on=day("02/03/2026"),
                        place="Chợ",
                    ),
                    by=officer("so.thuly"),
                    at=moment("02/03/2026"),
                )
            with CaptureQueriesContext(connection) as queries:
                lines = table(client.get("/cases/export/csv/?view=all"))
            asked.append(len(queries))
        assert len(lines) > 6
        assert asked[0] == asked[1] <= 16

    def test_shows_the_risk_as_the_officer_may_see_it(self, stage, client_of):
        lines = table(client_of("so.sobo").get("/facilities/export/csv/"))

        assert lines[0][-1] == "Rủi ro"
        assert {line[-1] for line in lines[1:]} == {""}
