"""Every list as a file: what its page lists to an officer, masked alike, harmless."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from python_calamine import CalamineWorkbook

from agencies.models import User
from audit.models import AccessEvent
from tests.web.list_stage import OBEYED, WICKED, Stage, filled
from tests.web.lists import MORE, ROWS, WITH_WICKED
from web.listings import LISTINGS
from web.listings.on_paper import TITLES


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
        yield filled(officer)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(stage) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def table(answer) -> list[list[str]]:
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def paper_words(content: bytes) -> set[str]:
    return set(paper_text(content).split())


def paper_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        pages = [document[n].get_textpage() for n in range(len(document))]
        return " ".join(" ".join(page.get_text_range() for page in pages).split())


def test_every_list_has_a_name_on_paper():
    assert {n for n, one in LISTINGS.items() if one.paper is None} == set(TITLES)


def test_every_list_has_a_row_here():
    assert {row.listing for row in ROWS} == set(LISTINGS)


class TestExportLists:
    @pytest.mark.parametrize("row", ROWS, ids=str)
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
                # Hand-overs are for who sees the whole file.
                ("case_transfers", "ca.pa03"),
                ("visit_calendar", "xa.donghoa"),
            }
        ), "the stage has nothing to show"
        if keys:
            assert row.file(stage, "csv").partition("?")[0] in shown.content.decode()

        header, *lines = table(client.get(row.file(stage, "csv")))

        assert [line[row.column].removeprefix("'") for line in lines] == keys
        assert all(len(line) == len(header) for line in lines)
        assert row.hidden(stage) not in str(lines)

    @pytest.mark.parametrize("row", ROWS, ids=str)
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

    @pytest.mark.parametrize("row", ROWS, ids=str)
    def test_is_a_landscape_register_too(self, stage, client_of, row):
        client = client_of(row.officer)
        keys = [line[row.column] for line in table(client.get(row.file(stage, "csv")))]
        answer = client.get(row.file(stage, "pdf"))
        assert answer["Content-Type"] == "application/pdf"
        text = paper_text(b"".join(answer))
        words = set(text.split())

        listing = LISTINGS[row.listing]
        kind = listing.paper.kind if listing.paper else TITLES[row.listing]
        assert set(kind.split()) <= words
        assert {"(1)", "(2)", "Trang", "1/1"} & words
        assert row.hidden(stage) not in text
        if len(keys) > 1 and listing.paper is None:
            told = {word for key in keys[1:] for word in key.split() if len(word) < 20}
            assert {word.removeprefix("'") for word in told} <= words

    def test_on_paper_tells_of_the_cases_what_their_register_has(
        self, stage, client_of
    ):
        answer = client_of("xa.bmt.thuly").get("/cases/export/pdf/?view=all")
        words = paper_words(b"".join(answer))
        assert {"SỔ", "THEO", "DÕI", "NGƯỜI", "LẬP", "Cộng", "(10)"} <= words
        assert stage.case.number in words
        noted = AccessEvent.objects.get(action="exported")
        assert noted.detail == {"form": "pdf", "view": "all"}

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
            ("so.thuly", "/cases/{case}/parties/export/csv/", 404),
            ("so.thuly", "/cases/{case}/deadlines/export/csv/", 404),
            ("ca.pa05", "/cases/{theirs}/tasks/export/csv/", 404),
            ("ca.pa05", "/cases/{theirs}/goods/export/csv/", 404),
            ("ca.pa05", "/cases/{theirs}/execution/complaints/export/csv/", 404),
            ("so.kiemtra", "/inspections/plans/{plan}/candidates/export/csv/", 403),
            ("so.kiemtra", "/calendar/export/csv/?month=2026-13", 404),
            ("so.kiemtra", "/facilities/doubles/export/csv/", 403),
            ("so.kiemtra", "/admin/law/export/csv/", 403),
            ("so.kiemtra", "/facilities/import/export/csv/", 403),
            ("quantri", "/facilities/export/csv/", 403),
            ("quantri", "/tip-offs/export/csv/", 403),
            ("xa.eakar", "/facilities/{printer}/print-jobs/export/csv/", 404),
            ("xa.donghoa", "/inspections/plans/{plan}/export/csv/", 404),
            ("so.thuly", "/cases/export/docx/", 404),
            ("so.thuly", "/search/export/secrets/csv/", 404),
            ("so.thuly", "/tasks/export/csv/?box=theirs", 404),
        ],
    )
    def test_is_refused_where_the_page_is(
        self, stage, client_of, username, path, status
    ):
        address = path.format(
            case=stage.case.number,
            theirs=stage.theirs.number,
            printer=stage.printer.code,
            plan=stage.plan.pk,
        )
        assert client_of(username).get(address).status_code == status
        assert not AccessEvent.objects.filter(action="exported").exists()

    @pytest.mark.parametrize("row", [r for r in ROWS if r.sees_all], ids=str)
    def test_asks_as_often_for_many_rows_as_for_few(
        self, stage, client_of, officer, row
    ):
        client, asked, lengths = client_of(row.officer), [], []
        for many in (1, 5):
            for n in range(many):
                MORE[row.listing](stage, officer, f"Sách thứ {many}{n}")
            with CaptureQueriesContext(connection) as queries:
                lengths.append(len(table(client.get(row.file(stage, "csv")))))
            asked.append(len(queries))
        assert lengths[1] == lengths[0] + 5
        assert asked[0] == asked[1] <= 20

    def test_shows_the_risk_as_the_officer_may_see_it(self, stage, client_of):
        lines = table(client_of("so.sobo").get("/facilities/export/csv/"))

        assert lines[0][-1] == "Rủi ro"
        assert {line[-1] for line in lines[1:]} == {""}
