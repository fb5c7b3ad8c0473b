"""What the lists hold, who sees how much of each, and how one more row comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases import services as cases
from facilities import services as registry
from facilities.models import Facility
from facilities.services import PrintJobInput
from facilities.states import FacilityKind
from inspections import services as inspections
from tests.cases.walk import HANDLER, reread
from tests.inspections import walk as steps
from tests.inspections.test_open_visit import ad_hoc
from tests.moments import day, moment
from tests.web.list_stage import WICKED, Stage, entered, lend, task, with_file


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
        blind = {
            ("cases", "xa.bmt.thuly"),
            ("cases", "ca.pa05"),
            ("inspections", "xa.donghoa"),
            ("visit_calendar", "xa.donghoa"),
            ("visit_calendar", "so.kiemtra"),
        }
        return self.listing in MORE and (self.listing, self.officer) not in blind

    def address(self, stage: Stage) -> str:
        return self.page.format(
            case=stage.case.number,
            printer=stage.printer.code,
            plan=stage.plan.pk,
            batch=stage.batch.pk,
            goods=stage.goods.number,
            enforced=stage.enforced.number,
            visit=stage.visit.number,
        )

    def file(self, stage: Stage, form: str) -> str:
        return f"{self.address(stage)}{self.export}/{form}/{self.query}"


def rows_of(name: str) -> Callable[[Any], list[str]]:
    return lambda context: [str(getattr(row, name)) for row in context["slice"].rows]


def parts(name: str, read: Callable[[Any], Any]) -> Callable[[Any], list[str]]:
    """What is read from each row of a name in the context of a page."""
    return lambda context: [str(read(row)) for row in context[name]]


def tab(
    listing: str, address: str, keys: Callable[[Any], list[str]], **more: Any
) -> Row:
    """A list on a tab of a case, for the ward that leads it."""
    return Row(
        listing, more.pop("by", "xa.bmt.thuly"), f"/cases/{address}/", keys, **more
    )


def _agencies(context: Any) -> list[str]:
    case = context["case"]
    supporting = [part.agency.name for part in case.participations.all()]
    return [case.lead_agency.name, case.competent_authority.name, *supporting]


def _hide_police_note(stage: Stage) -> str:
    return "Riêng của công an"


CASE_TABS = (
    tab(
        "case_parties", "{goods}/parties", parts("respondents", lambda row: row[0].name)
    ),
    tab("case_agencies", "{goods}/parties", _agencies, export="agencies/export"),
    tab(
        "case_officers",
        "{goods}/parties",
        lambda c: [row.officer.full_name for row in c["case"].assignments.all()],
        export="officers/export",
    ),
    tab(
        "case_acts",
        "{goods}/findings",
        parts("violations", lambda row: row[0].behaviour.code),
    ),
    tab(
        "case_evidence",
        "{goods}/findings",
        parts("files", lambda row: row.file.stored_file_id),
        column=5,
        export="files/export",
    ),
    tab("case_goods", "{goods}/goods", parts("goods", lambda row: row.item)),
    tab(
        "case_custody",
        "{goods}/goods",
        lambda c: [line.from_party for row in c["goods"] for line in row.lines],
        column=8,
        export="custody/export",
    ),
    tab(
        "case_seizures",
        "{goods}/goods",
        parts("seizures", lambda row: row[0].number_text),
        export="seizures/export",
    ),
    tab(
        "case_experts",
        "{goods}/goods",
        parts("experts", lambda row: row[0].body),
        export="experts/export",
    ),
    tab(
        "case_valuations",
        "{goods}/goods",
        parts("valuations", lambda row: f"{row[0].started_on:%d/%m/%Y}"),
        export="valuations/export",
    ),
    tab(
        "case_measures",
        "{enforced}/execution",
        parts("enforcements", lambda row: row.number_text),
        column=1,
        export="measures/export",
    ),
    tab(
        "case_reliefs",
        "{enforced}/execution",
        parts("reliefs", lambda row: row.part.reason),
        column=4,
        export="reliefs/export",
    ),
    tab(
        "case_complaints",
        "{enforced}/execution",
        parts("complaints", lambda row: row.part.complainant),
        column=1,
        export="complaints/export",
    ),
    *(
        tab("case_tasks", "{goods}/tasks", parts("tasks", lambda row: row.title), by=by)
        for by in ("xa.bmt.thuly", "ca.pa03")
    ),
    *(
        tab(
            "case_transfers",
            "{goods}/tasks",
            parts("transfers", lambda row: row.from_agency.short_name),
            by=by,
            column=3,
            export="hand-overs/export",
        )
        for by in ("xa.bmt.thuly", "ca.pa03")
    ),
    tab(
        "case_opinions",
        "{goods}/tasks",
        parts("opinions", lambda row: row.text),
        column=3,
        export="opinions/export",
    ),
    tab(
        "case_notes",
        "{goods}/tasks",
        parts("notes", lambda row: row[1]),
        column=5,
        export="notes/export",
        hidden=_hide_police_note,
    ),
    tab(
        "case_happenings",
        "{goods}/tasks",
        lambda c: [row.label for row in reversed(c["happenings"])],
        column=3,
        export="timeline/export",
        hidden=_hide_police_note,
    ),
    tab(
        "case_deadlines",
        "{goods}/deadlines",
        lambda c: [row.limit.rule.code for row in (*c["running"], *c["done"])],
        column=2,
    ),
    tab(
        "case_clock_sheet",
        "{goods}/deadlines",
        parts("sheet", lambda row: row.line.rule),
        column=2,
        export="sheet/export",
        query="?on=06/03/2026",
    ),
)

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
        lambda c: [row.title for row in c["rows"]],
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
    *CASE_TABS,
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
        "plan_candidates",
        "so.lanhdao",
        "/inspections/plans/{plan}/candidates/",
        lambda c: [row.facility.code for row, _risk in c["rows"]],
        column=3,
    ),
    Row(
        "visit_calendar",
        "so.kiemtra",
        "/calendar/",
        lambda c: [entry.facility.name for entry in c["month"].entries],
        column=3,
        query="?month=2026-05",
    ),
    Row(
        "visit_calendar",
        "so.lanhdao",
        "/calendar/",
        lambda c: [entry.facility.code for _who, rows in c["groups"] for entry in rows],
        column=4,
        query="?month=2026-02&by=ward",
    ),
    Row(
        "visit_calendar",
        "xa.donghoa",
        "/calendar/",
        lambda c: [entry.number for entry in c["month"].entries],
        column=6,
        query="?month=2026-05&by=team",
        hidden=lambda stage: stage.printer.name,
    ),
    Row(
        "overlaps",
        "so.lanhdao",
        "/inspections/overlaps/",
        lambda c: [row.item.facility.name for row in c["slice"].rows],
    ),
    Row(
        "field_records",
        "so.truongdoan",
        "/inspections/field-records/",
        rows_of("place_name"),
        column=1,
        query="?view=all",
    ),
    Row("documents", "xa.bmt.thuly", "/documents/", rows_of("number_text")),
    Row(
        "paper_drafts",
        "xa.bmt.thuly",
        "/documents/",
        lambda c: [row.get_form_display() for row in c["slice"].rows],
        query="?view=drafts",
        export="drafts/export",
    ),
    Row(
        "incoming_papers",
        "xa.bmt.vanthu",
        "/documents/",
        rows_of("number"),
        query="?view=incoming",
        export="incoming/export",
    ),
    Row(
        "delegations",
        "xa.bmt.thuly",
        "/documents/delegations/",
        lambda c: [row.lent.document_no for row in c["rows"]],
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
        "facility_addresses",
        "so.sobo",
        "/facilities/{printer}/contacts/",
        parts("addresses", str),
    ),
    Row(
        "facility_people",
        "so.kiemtra",
        "/facilities/{printer}/contacts/",
        parts("people", lambda row: row.name),
        export="people/export",
    ),
    Row(
        "facility_urls",
        "so.sobo",
        "/facilities/{printer}/contacts/",
        parts("urls", lambda row: row.url),
        export="urls/export",
    ),
    Row(
        "facility_obligations",
        "so.sobo",
        "/facilities/{printer}/obligations/",
        lambda c: [row.text for row in [*c["obligations"], *c["settled"]]],
    ),
    Row(
        "visit_answers",
        "so.kiemtra",
        "/inspections/{visit}/checklist/",
        lambda c: [row[0].number for _name, rows in c["sections"] for row in rows],
    ),
    Row(
        "visit_findings",
        "so.kiemtra",
        "/inspections/{visit}/findings/",
        parts("findings", lambda row: row.description),
    ),
    Row(
        "visit_evidence",
        "so.kiemtra",
        "/inspections/{visit}/findings/",
        parts("files", lambda row: row.evidence_file.stored_file_id),
        column=5,
        export="files/export",
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
    ("case_evidence", "xa.bmt.thuly"),
    ("case_seizures", "xa.bmt.thuly"),
    ("case_experts", "xa.bmt.thuly"),
    ("case_complaints", "xa.bmt.thuly"),
    ("case_tasks", "xa.bmt.thuly"),
    ("case_tasks", "ca.pa03"),
    ("case_transfers", "xa.bmt.thuly"),
    ("case_opinions", "xa.bmt.thuly"),
    ("case_notes", "xa.bmt.thuly"),
    ("case_happenings", "xa.bmt.thuly"),
    ("inspections", "so.kiemtra"),
    ("tasks", "xa.bmt.lanhdao"),
    ("visit_calendar", "so.kiemtra"),
    ("visit_calendar", "so.lanhdao"),
    ("plan_items", "so.lanhdao"),
    ("tip_offs", "so.thuly"),
    ("incoming_papers", "xa.bmt.vanthu"),
    ("delegations", "xa.bmt.thuly"),
    ("field_records", "so.truongdoan"),
    ("facilities", "so.sobo"),
    ("facilities", "xa.bmt.kiemtra"),
    ("facility_print_jobs", "xa.bmt.kiemtra"),
    ("facility_obligations", "so.sobo"),
    ("visit_answers", "so.kiemtra"),
    ("visit_findings", "so.kiemtra"),
    ("visit_evidence", "so.kiemtra"),
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
    return entered(officer("so.sobo"), name, kind=FacilityKind.DISTRIBUTOR)


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


def _another_task(stage: Stage, officer, name: str) -> None:
    case = reread(stage.goods)
    cases.create_task(
        case=case,
        version=case.version,
        task=task(name),
        by=officer(HANDLER),
        at=moment("09/03/2026"),
    )


def _another_note(stage: Stage, officer, name: str) -> None:
    cases.write_note(
        case=reread(stage.goods),
        compartment="AGENCY",
        text=name,
        by=officer(HANDLER),
        at=moment("09/03/2026"),
    )


def _another_file(stage: Stage, officer, name: str) -> None:
    with_file(reread(stage.goods), name, officer(HANDLER))


# One more row of a list; what a facility gets, its journal gets too.
def _another_delegation(stage: Stage, officer: Any, title: str) -> None:
    lend(officer, f"xa.bmt.pho{title[-2:]}")


MORE: dict[str, Callable[[Stage, Any, str], object]] = {
    "cases": _another_case,
    "delegations": _another_delegation,
    "case_evidence": _another_file,
    "case_notes": _another_note,
    "case_tasks": _another_task,
    "plan_candidates": _another_shop,
    "facilities": _another_shop,
    "inspections": _another_visit,
    "plan_items": _another_item,
    "tip_offs": _another_tip_off,
    "visit_calendar": _another_item,
    "facility_print_jobs": _another_job,
    "facility_trail": _another_job,
}
