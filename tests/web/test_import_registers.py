"""The four steps of the import on their pages, and the lists as files."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from audit.models import AccessEvent
from facilities import services
from facilities.imports import checking, taking
from facilities.models import Facility, ImportBatch
from facilities.services import FacilityInput
from tests.facilities.conftest import AT
from tests.facilities.test_import_registers import (
    HEADER,
    HOA_CUC,
    MINH,
    SUOI_DA,
    changed,
)
from tests.facilities.torture import sheet_of
from tests.web.reading import errors_of, form_of, text_of

BAD = changed(SUOI_DA, tax="9900000031", phone="38551")
PAGE = "/facilities/import/"


def upload(client, *rows, name="so-bo.xlsx", header=HEADER):
    file = SimpleUploadedFile(name, sheet_of([header, *rows]))
    return client.post(PAGE, form_of(client.get(PAGE)) | {"file": file})


def checked(client, *rows, **more):
    """The address of the batch after its columns were matched as proposed."""
    answer = upload(client, *rows, **more)
    columns = client.get(answer.url).url
    return client.post(columns, form_of(client.get(columns))).url


def step(client, batch, name):
    return client.post(f"{batch}do/{name}/", follow=True)


def sheets_of(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(n).to_python() for n in book.sheet_names]


@pytest.mark.django_db
class TestImportOnItsPages:
    def test_goes_from_the_file_to_the_register_and_back(self, client_of):
        client = client_of("so.sobo")
        batch = checked(client, HOA_CUC, BAD, MINH)
        preview = client.get(batch)
        assert not Facility.objects.exists()
        assert 'class="er"' in preview.content.decode()

        done = step(client, batch, "take")
        assert Facility.objects.count() == 2
        assert f"{batch}do/undo/" in done.content.decode()

        step(client, batch, "undo")
        assert not Facility.objects.exists()
        assert ImportBatch.objects.get().undone_at is not None

    def test_shows_the_error_in_its_cell_and_no_phone_whole(self, client_of):
        client = client_of("so.sobo")
        answer = client.get(checked(client, BAD) + "?show=bad")
        text = text_of(answer)

        assert "9900000031" in text
        assert "38551" not in text
        assert "•••• 8551" in text

    def test_gives_the_bad_rows_out_with_their_reasons(self, client_of):
        client = client_of("so.sobo")
        answer = client.get(checked(client, HOA_CUC, BAD) + "errors/")
        ((header, row),) = sheets_of(answer)

        assert header[:2] == ["Tên cơ sở", "Mã số thuế"]
        assert row[:2] == ["Công ty In Suối Đá", "9900000031"]
        assert "B3" in row[-1]
        assert AccessEvent.objects.filter(action="downloaded").count() == 1
        # Corrected, the file can be uploaded as it is.
        fixed = changed([*row], tax="9900000023")
        batch = checked(client, fixed, header=header)
        step(client, batch, "take")
        assert Facility.objects.get().tax_code == "9900000023"

    def test_takes_corrected_columns(self, client_of):
        client = client_of("so.sobo")
        header = ["Cột lạ", "Xã", "Tên"]
        answer = upload(client, ["Nhà sách A", "Phường Tân An", "?"], header=header)
        columns = client.get(answer.url).url
        typed = form_of(client.get(columns))
        twice = client.post(columns, typed | {"column_0": "name"})
        assert twice.status_code == 422
        assert errors_of(twice)

        typed |= {"column_0": "name", "column_2": "", "default_kind": "DISTRIBUTOR"}
        batch = client.post(columns, typed).url
        step(client, batch, "take")
        assert Facility.objects.get().name == "Nhà sách A"

    @pytest.mark.parametrize(
        ("name", "content", "status"),
        [
            ("so.pdf", b"%PDF-1.7", 415),
            ("so.xlsx", b"PK\x03\x04", 422),
            ("so.xlsx", sheet_of([["Một"], ["Hai"]]), 422),
        ],
    )
    def test_refuses_what_is_no_register(self, client_of, name, content, status):
        client = client_of("so.sobo")
        file = SimpleUploadedFile(name, content)
        answer = client.post(PAGE, form_of(client.get(PAGE)) | {"file": file})

        assert answer.status_code == status
        assert errors_of(answer)
        assert not ImportBatch.objects.exists()

    @pytest.mark.parametrize("name", ["so.xlsx", "so.csv"])
    def test_takes_a_file_too_large_for_memory(self, client_of, settings, name):
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
        lines = [HEADER, HOA_CUC]
        text = "".join(";".join(str(c or "") for c in line) + "\n" for line in lines)
        content = text.encode() if name == "so.csv" else sheet_of(lines)
        client = client_of("so.sobo")
        answer = client.post(
            PAGE,
            form_of(client.get(PAGE)) | {"file": SimpleUploadedFile(name, content)},
        )

        assert answer.status_code == 302
        assert ImportBatch.objects.get().rows_count == 1

    def test_goes_on_by_itself_with_a_long_file(self, client_of, monkeypatch):
        monkeypatch.setattr(taking, "WHOLE_UP_TO", 2)
        monkeypatch.setattr("web.views.imports.SECONDS", 0)
        monkeypatch.setattr(taking, "TAKEN_AT_A_TIME", 2)
        monkeypatch.setattr(checking, "CHECKED_AT_A_TIME", 3)
        client = client_of("so.sobo")
        batch = upload(client, *(changed(MINH, name=f"P {n}") for n in range(5))).url
        columns = client.get(batch).url
        answer = client.post(columns, form_of(client.get(columns)), follow=True)
        assert "data-goes-on" in answer.content.decode()
        step(client, batch, "go-on")
        answer = step(client, batch, "take")
        assert "data-goes-on" in answer.content.decode()
        assert Facility.objects.count() == 2

        for _time in range(2):
            answer = step(client, batch, "go-on")
        assert Facility.objects.count() == 5
        assert "data-goes-on" not in answer.content.decode()

    def test_says_why_it_cannot_be_undone(self, client_of, officer):
        client = client_of("so.sobo")
        batch = checked(client, HOA_CUC)
        step(client, batch, "take")
        facility = Facility.objects.get()
        services.edit_facility(
            facility=facility,
            version=facility.version,
            data=FacilityInput.of(facility),
            by=officer("so.sobo"),
            at=AT,
        )
        answer = step(client, batch, "undo")

        assert facility.code in text_of(answer)
        assert Facility.objects.exists()

    def test_is_given_up_without_a_trace(self, client_of):
        client = client_of("so.sobo")
        batch = checked(client, HOA_CUC)
        step(client, batch, "give-up")

        assert not Facility.objects.exists()
        assert not ImportBatch.objects.get().rows.exists()

    def test_is_for_the_registry_officers_of_the_agency(self, client_of):
        batch = checked(client_of("so.sobo"), HOA_CUC)
        stranger = client_of("so.kiemtra")

        for path in (PAGE, f"{PAGE}template/", batch, f"{batch}errors/"):
            assert stranger.get(path).status_code == 403
        assert stranger.post(f"{batch}do/take/").status_code == 403

    def test_takes_as_many_queries_for_fifty_rows_as_for_one(self, client_of):
        client = client_of("so.sobo")
        counts = []
        for many in (1, 24):
            rows = [changed(MINH, name=f"Photo {n}") for n in range(many)]
            batch = checked(client, *rows)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(f"{batch}?show=all")
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 16

    def test_gives_a_template_that_it_understands(self, client_of):
        client = client_of("so.sobo")
        header, *rest = sheets_of(client.get(f"{PAGE}template/"))[0]
        explained = sheets_of(client.get(f"{PAGE}template/"))[1]
        assert not rest
        assert {row[0] for row in explained} >= set(header)

        values = {"Tên cơ sở": "Nhà sách A", "Xã, phường": "24163",
                  "Loại hình hoạt động": "Cơ sở phát hành"}  # fmt: skip
        batch = checked(client, [values.get(n) for n in header], header=header)
        assert all(ImportBatch.objects.get().columns)
        step(client, batch, "take")
        assert Facility.objects.get().name == "Nhà sách A"


@pytest.mark.django_db
class TestExportFacilities:
    @pytest.fixture(autouse=True)
    def some(self, client_of):
        client = client_of("so.sobo")
        wicked = ['=HYPERLINK("http://x")', "+1", "@a", "\t=1", "-2"]
        names = ["Nhà sách A", *wicked]
        rows = [
            changed(MINH, name=name, address=f"Thôn {n}", phone="0905123456")
            for n, name in enumerate(names)
        ]
        step(client, checked(client, *rows), "take")
        assert Facility.objects.count() == 6

    def test_writes_no_formula_into_xlsx(self, client_of):
        content = b"".join(client_of("so.sobo").get("/facilities/export/xlsx/"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python()

        assert '=HYPERLINK("http://x")' in {row[1] for row in rows}
        sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet.lower().replace(b"=hyperlink", b"")

    def test_makes_csv_harmless(self, client_of):
        answer = client_of("so.sobo").get("/facilities/export/csv/")
        text = b"".join(answer).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]

        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert '\'=HYPERLINK("http://x")' in cells

    def test_masks_numbers_of_persons_and_is_noted(self, client_of):
        answer = client_of("so.sobo").get("/facilities/export/csv/?kind=PHOTOCOPY")
        text = b"".join(answer).decode()

        assert "0905123456" not in text
        assert "•••• 3456" in text
        event = AccessEvent.objects.get(action="exported")
        assert event.detail == {"form": "csv", "kind": "PHOTOCOPY"}

    def test_follows_the_filters_and_the_rights(self, client_of):
        def names(username, query=""):
            answer = client_of(username).get(f"/facilities/export/csv/{query}")
            rows = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
            return [row[1] for row in rows][1:]

        assert names("so.sobo", "?q=nha+sach+a") == ["Nhà sách A"]
        assert len(names("xa.eakar")) == 6
        assert names("xa.bmt.kiemtra") == []
        assert client_of("quantri").get("/facilities/export/csv/").status_code == 403
        assert client_of("so.sobo").get("/facilities/export/ods/").status_code == 404

    def test_takes_few_queries(self, client_of):
        client = client_of("so.sobo")
        with CaptureQueriesContext(connection) as asked:
            b"".join(client.get("/facilities/export/csv/"))
        assert len(asked) <= 14
