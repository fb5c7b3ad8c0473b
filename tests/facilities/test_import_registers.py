import hashlib
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from agencies.models import NumberRegister, User
from audit.models import Entry
from facilities import services
from facilities.imports import batches, checking, taking, undoing
from facilities.models import (
    Address,
    Facility,
    ImportBatch,
    ImportRow,
    Licence,
    Party,
    ProtectedNumber,
)
from facilities.services import FacilityInput
from facilities.states import ImportState, ImportVerdict
from kernel.errors import NotPermitted, NotReady, Refused
from tests.facilities import torture
from tests.facilities.conftest import AT
from tests.facilities.torture import MESSES, ods_of, sheet_of

HEADER = ["Tên cơ sở", "Mã số thuế", "Địa chỉ", "Xã", "Loại hình", "SĐT",
          "Người đại diện", "Số GP", "Ngày cấp", "Nơi cấp", "Mã cơ sở"]  # fmt: skip
HOA_CUC = ["Nhà sách Hoa Cúc", "9900000016", "12 Quang Trung", "Phường Tân An",
           "Phát hành", "0905123456", "Y Thu Niê", "12/ĐK", "05/03/2024", "Sở VHTTDL",
           None]  # fmt: skip
SUOI_DA = ["Công ty In Suối Đá", "9900000023", "3 Lê Lợi", "Xã Ea Kar",
           "In xuất bản phẩm", None, "Trần Thị Lan", None, None, None,
           None]  # fmt: skip
MINH = ["Photocopy Minh", None, "Thôn 3", "Xã Ea Kar", "Photocopy", None, None, None,
        None, None, None]  # fmt: skip
ROWS = [HOA_CUC, SUOI_DA, MINH]


def uploaded(by, *rows, header=HEADER, name="so-bo.xlsx"):
    content = io.BytesIO(sheet_of([header, *rows]))
    return batches.upload(file=content, name=name, by=by, at=AT)


def checked(by, *rows, **more):
    batch = uploaded(by, *rows, **more)
    batch = batches.match_columns(batch=batch, columns=batch.columns, by=by, at=AT)
    while batch.state == ImportState.CHECKING:
        batch = checking.check_some(batch=batch, by=by, at=AT)
    return batch


def imported(by, *rows, **more):
    return taking.take_in(batch=checked(by, *rows, **more), by=by, at=AT)


def counts(batch):
    return batch.created_count, batch.updated_count, batch.unchanged_count


def registered():
    """All that the register holds, to be compared before and after."""
    models = (Facility, Party, Address, Licence, ProtectedNumber)
    return {
        model: sorted(
            map(str, model.objects.values_list(*_names(model))),
        )
        for model in models
    }


def _names(model):
    left = {"version", "updated_at", "sealed"}
    return [f.attname for f in model._meta.concrete_fields if f.name not in left]


def changed(row, **cells):
    places = {"name": 0, "tax": 1, "address": 2, "ward": 3, "kinds": 4, "phone": 5,
              "person": 6, "licence": 7, "day": 8, "issuer": 9, "code": 10}  # fmt: skip
    new = list(row)
    for name, value in cells.items():
        new[places[name]] = value
    return new


def remarks_of(batch):
    rows = batch.rows.order_by("number")
    return [(r["cell"], r["text"]) for row in rows for r in row.remarks]


@pytest.mark.django_db
class TestTakeARegisterIn:
    def test_enters_each_row_with_all_it_states(self, keeper):
        batch = imported(keeper, *ROWS)

        assert counts(batch) == (3, 0, 0)
        facility = Facility.objects.with_parts().get(tax_code="9900000016")
        assert facility.code == "DL-DIST-0001"
        assert str(facility.main_address) == "12 Quang Trung, Phường Tân An"
        (licence,) = facility.licences.all()
        assert (licence.number, licence.type) == ("12/ĐK", "DISTRIBUTION")
        (person,) = facility.people.all()
        assert [n.masked for n in person.protected_numbers.all()] == ["•••• 3456"]
        assert Entry.objects.filter(action="facility.create").count() == 3
        assert Entry.objects.get(action="facility.import").object_id == str(batch.pk)

    @pytest.mark.parametrize("name", ["so.csv", "so.ods"])
    def test_takes_text_and_opendocument_too(self, keeper, name, tmp_path):
        rows = [HEADER, *ROWS]
        text = "".join(";".join(str(c or "") for c in row) + "\r\n" for row in rows)
        path = tmp_path / name
        path.write_bytes(text.encode() if name.endswith("csv") else ods_of(rows))
        with path.open("rb") as file:
            batch = batches.upload(file=file, name=name, by=keeper, at=AT)
        batch = batches.match_columns(
            batch=batch, columns=batch.columns, by=keeper, at=AT
        )
        batch = checking.check_some(batch=batch, by=keeper, at=AT)

        assert counts(taking.take_in(batch=batch, by=keeper, at=AT)) == (3, 0, 0)
        assert batch.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

    def test_keeps_no_cell_of_what_went_in_and_none_unencrypted(self, keeper):
        batch = checked(keeper, *ROWS)
        (row, *_rest) = batch.rows.all()
        assert row.cells[5] == "0905123456"
        assert b"0905123456" not in bytes(row.sealed)

        taking.take_in(batch=batch, by=keeper, at=AT)
        assert {bytes(row.sealed) for row in batch.rows.all()} == {b""}

    def test_leaves_the_bad_rows_out_and_says_where(self, keeper):
        bad = changed(SUOI_DA, tax="9900000031")
        batch = imported(keeper, HOA_CUC, bad)

        assert counts(batch) == (1, 0, 0)
        (row,) = batch.rows.filter(verdict=ImportVerdict.BAD)
        (remark,) = row.remarks
        assert remark["cell"] == "B3"
        assert "check digit" in remark["text"]
        assert row.cells[1] == "9900000031"

    def test_takes_the_torture_workbook_row_by_row(self, keeper):
        content = io.BytesIO(torture.xlsx())
        batch = batches.upload(file=content, name="so.xlsx", by=keeper, at=AT)
        batch = batches.match_columns(
            batch=batch, columns=batch.columns, by=keeper, at=AT
        )
        batch = checking.check_some(batch=batch, by=keeper, at=AT)
        batch = taking.take_in(batch=batch, by=keeper, at=AT)

        bad = sum(item.ends == "bad" for item in MESSES)
        rows = dict(batch.rows.values_list("number", "verdict"))
        wrong = {
            item.kind: rows[torture.FIRST_ROW + place]
            for place, item in enumerate(MESSES)
            if (item.ends == "bad") != (rows[torture.FIRST_ROW + place] == "BAD")
        }
        assert wrong == {}
        assert counts(batch) == (len(MESSES) - bad, 0, 0)

    def test_is_absent_as_a_whole_when_one_row_fails(self, keeper):
        batch = checked(keeper, HOA_CUC, changed(SUOI_DA, tax="9900000031"))

        with pytest.raises(taking.RowsWithErrors):
            taking.take_whole(batch=batch, refuse_errors=True, by=keeper, at=AT)
        assert not Facility.objects.exists()
        assert not NumberRegister.objects.filter(register="FACILITY").exists()

    def test_refuses_what_only_the_register_can_tell(self, keeper, enter):
        """A licence number that another facility holds: that row only stays out."""
        imported(keeper, HOA_CUC)
        same_licence = changed(SUOI_DA, kinds="Phát hành", licence="12/ĐK",
                               day="05/03/2024", issuer="Sở VHTTDL")  # fmt: skip
        batch = imported(keeper, same_licence, MINH)

        assert counts(batch) == (1, 0, 0)
        (row,) = batch.rows.filter(verdict=ImportVerdict.BAD)
        assert (row.number, row.remarks[-1]["cell"]) == (2, "H2")
        assert Facility.objects.get(name="Photocopy Minh").code == "DL-COPY-0002"

    def test_goes_on_in_chunks_where_it_was_interrupted(self, keeper):
        batch = checked(keeper, *ROWS)
        first = taking.take_some(batch=batch, by=keeper, at=AT, limit=2)
        assert (first.state, Facility.objects.count()) == (ImportState.TAKING_IN, 2)

        last = taking.take_some(batch=batch, by=keeper, at=AT, limit=2)
        assert (last.state, counts(last)) == (ImportState.DONE, (3, 0, 0))
        with pytest.raises(NotReady):
            taking.take_some(batch=batch, by=keeper, at=AT)

    def test_is_for_the_registry_officer(self, officer, keeper):
        stranger = officer("so.kiemtra")
        with pytest.raises(NotPermitted):
            uploaded(stranger, HOA_CUC)
        batch = checked(keeper, HOA_CUC)
        for act in (taking.take_some, checking.check_some, undoing.undo_some):
            with pytest.raises(NotPermitted):
                act(batch=batch, by=stranger, at=AT)
        assert not ImportBatch.objects.visible_to(stranger, AT).exists()
        assert ImportBatch.objects.visible_to(keeper, AT).get() == batch

    def test_takes_few_queries_for_many_rows(
        self, keeper, django_assert_max_num_queries
    ):
        rows = [changed(MINH, name=f"Photocopy {n}") for n in range(60)]
        batch = checked(keeper, *rows)
        with django_assert_max_num_queries(60):
            taking.take_in(batch=batch, by=keeper, at=AT)

    def test_reads_the_rows_to_take_in_from_an_index_of_their_own(self, keeper):
        """It steps over no row that is in: a late chunk takes as long as the first."""
        batch = checked(keeper, *ROWS)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")

        plan = batch.rows.to_take().order_by("number")[:2].explain()

        assert "using import_row_to_take" in plan
        assert "Filter" not in plan.replace("Index Cond", "")


@pytest.mark.django_db
class TestMatchColumns:
    @pytest.mark.parametrize(
        "columns", [["name", "name"], ["phone", ""], ["name"], ["name", "nonsense"]]
    )
    def test_refuses(self, keeper, columns):
        batch = uploaded(keeper, ["A", "1"], header=["Tên cơ sở", "MST"])
        with pytest.raises(Refused):
            batches.match_columns(batch=batch, columns=columns, by=keeper, at=AT)

    def test_takes_the_columns_as_they_were_corrected(self, keeper):
        rows = (["1", "Nhà sách A", "Phường Tân An"],)
        batch = uploaded(keeper, *rows, header=["Tên", "Biển đề", "Xã"])
        batch = batches.match_columns(
            batch=batch,
            columns=["", "name", "ward"],
            default_kind="DISTRIBUTOR",
            by=keeper,
            at=AT,
        )
        checking.check_some(batch=batch, by=keeper, at=AT)
        taking.take_in(batch=batch, by=keeper, at=AT)

        assert Facility.objects.get().name == "Nhà sách A"


@pytest.mark.django_db
class TestTakeARegisterInAgain:
    def test_changes_nothing(self, keeper):
        imported(keeper, *ROWS)
        before, entries = registered(), Entry.objects.exclude(action="facility.import")
        last = entries.last()

        batch = imported(keeper, *ROWS)
        assert counts(batch) == (0, 0, 3)
        assert registered() == before
        assert entries.last() == last

    def test_changes_nothing_of_the_torture_workbook(self, keeper):
        for _time in range(2):
            content = io.BytesIO(torture.xlsx())
            batch = batches.upload(file=content, name="so.xlsx", by=keeper, at=AT)
            batch = batches.match_columns(
                batch=batch, columns=batch.columns, by=keeper, at=AT
            )
            batch = checking.check_some(batch=batch, by=keeper, at=AT)
            batch = taking.take_in(batch=batch, by=keeper, at=AT)
        good = sum(item.ends != "bad" for item in MESSES)

        assert counts(batch) == (0, 0, good)

    def test_knows_another_spelling_without_tax_code(self, keeper):
        imported(keeper, MINH)
        batch = imported(
            keeper, changed(MINH, name="PHOTOCOPY  MINH", ward="xa ea kar")
        )

        assert counts(batch) == (0, 0, 1)

    def test_brings_in_what_is_new_with_its_history(self, keeper):
        imported(keeper, *ROWS)
        batch = imported(
            keeper,
            changed(HOA_CUC, phone="0911222333", name="Nhà sách Hoa Hồng"),
            changed(SUOI_DA, licence="7/GP", day="01/02/2025", issuer="Sở VHTTDL"),
            changed(MINH, tax="9900000048"),
        )

        assert counts(batch) == (0, 3, 0)
        facility = Facility.objects.with_parts().get(tax_code="9900000016")
        assert facility.name == "Nhà sách Hoa Hồng"
        assert [f.name for f in facility.former_names.all()] == ["Nhà sách Hoa Cúc"]
        assert Licence.objects.filter(facility__tax_code="9900000023").count() == 1
        assert Facility.objects.get(tax_code="9900000048").name == "Photocopy Minh"
        actions = services.history(facility).values_list("action", flat=True)
        assert set(actions) >= {"facility.change_name", "facility.edit_person"}

    def test_leaves_what_the_file_does_not_state(self, keeper, enter):
        facility = enter("Nhà sách Hoa Cúc", tax_code="9900000016", trade_name="Cúc")
        header = ["Tên cơ sở", "MST", "SĐT"]
        batch = imported(
            keeper, ["Nhà sách Hoa Cúc", "9900000016", "0905123456"], header=header
        )

        assert counts(batch) == (0, 1, 0)
        facility.refresh_from_db()
        assert facility.trade_name == "Cúc"
        assert facility.current_addresses

    def test_finds_a_facility_by_its_code(self, keeper, enter):
        facility = enter("Nhà sách Hoa Cúc")
        batch = imported(keeper, changed(HOA_CUC, code=facility.code.lower()))
        assert (counts(batch), Facility.objects.count()) == ((0, 1, 0), 1)

        with pytest.raises(NotReady):
            imported(keeper, changed(MINH, code="DL-COPY-9999"))

    def test_joins_rows_that_name_one_facility(self, keeper):
        second = changed(HOA_CUC, licence="13/ĐK", day="05/03/2025")
        batch = imported(keeper, HOA_CUC, second)

        assert counts(batch) == (1, 1, 0)
        assert Licence.objects.count() == 2
        assert counts(imported(keeper, HOA_CUC, second)) == (0, 0, 2)

    def test_refuses_two_rows_that_contradict_each_other(self, keeper):
        batch = imported(keeper, HOA_CUC, changed(HOA_CUC, name="Nhà sách Khác"))

        assert counts(batch) == (1, 0, 0)
        assert remarks_of(batch)[-1] == (
            "A3",
            "Row 2 names the same facility with another value here: keep the right one"
            " of the two.",
        )

    def test_points_at_a_namesake_in_the_same_commune(self, keeper):
        imported(keeper, MINH)
        batch = imported(keeper, changed(MINH, address="Thôn 9"))

        assert counts(batch) == (1, 0, 0)
        assert "DL-COPY-0001 in the same commune" in remarks_of(batch)[0][1]


@pytest.mark.django_db
class TestUndoAnImport:
    def test_leaves_nothing(self, keeper, enter):
        enter("Nhà sách Cũ")
        before = registered()
        batch = imported(keeper, *ROWS)

        undoing.undo(batch=batch, by=keeper, at=AT)
        assert registered() == before
        assert not ImportRow.objects.exists()
        assert ImportBatch.objects.get().state == ImportState.UNDONE
        assert Entry.objects.filter(action="facility.undo_import").count() == 4

    def test_puts_back_what_it_changed(self, keeper):
        imported(keeper, *ROWS)
        before = registered()
        batch = imported(
            keeper,
            changed(HOA_CUC, phone="0911222333", name="Nhà sách Hoa Hồng"),
            changed(SUOI_DA, licence="7/GP", day="01/02/2025", address="4 Lê Lợi"),
            changed(MINH, tax="9900000048", person="Lê Văn Minh"),
            changed(MINH, tax="9900000048", licence="9/TK", day="01/02/2025"),
        )
        assert counts(batch) == (0, 4, 0)
        assert registered() != before

        undoing.undo(batch=batch, by=keeper, at=AT)
        assert registered() == before

    def test_in_chunks_ends_the_same(self, keeper):
        before = registered()
        batch = imported(keeper, *ROWS, changed(HOA_CUC, licence="13/ĐK"))
        for _time in range(4):
            batch = undoing.undo_some(batch=batch, by=keeper, at=AT, limit=1)

        assert batch.state == ImportState.UNDONE
        assert registered() == before

    def test_says_which_facility_hinders(self, keeper):
        batch = imported(keeper, *ROWS)
        facility = Facility.objects.get(tax_code="9900000023")
        services.edit_facility(
            facility=facility,
            version=facility.version,
            data=FacilityInput(
                kinds=facility.kinds,
                name=facility.name,
                subject_kind=facility.subject_kind,
                tax_code=facility.tax_code,
                trade_name="Suối Đá",
            ),
            by=keeper,
            at=AT,
        )
        before = registered()
        with pytest.raises(undoing.ImportInUse, match=facility.code):
            undoing.undo(batch=batch, by=keeper, at=AT)
        assert registered() == before

    def test_lets_the_file_be_imported_anew(self, keeper):
        undoing.undo(batch=imported(keeper, *ROWS), by=keeper, at=AT)
        batch = imported(keeper, *ROWS)

        assert counts(batch) == (3, 0, 0)
        codes = Facility.objects.order_by("code").values_list("code", flat=True)
        assert list(codes) == ["DL-COPY-0006", "DL-DIST-0004", "DL-PPUB-0005"]


@pytest.mark.django_db(transaction=True)
class TestTwoClerksAtOnce:
    def test_make_no_doubles(self, officer):
        keeper = officer("so.sobo")
        rows = [changed(MINH, name=f"Photocopy {n}") for n in range(12)]
        waiting = [checked(keeper, *ROWS, *rows) for _clerk in range(2)]

        def take(batch):
            try:
                clerk = User.objects.with_standing().get(username="so.sobo")
                while batch.state != ImportState.DONE:
                    batch = taking.take_some(batch=batch, by=clerk, at=AT, limit=4)
                return counts(batch)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(take, waiting))
        assert Facility.objects.count() == 15
        assert sum(created for created, _u, _same in done) == 15
        assert sum(same for _c, _u, same in done) == 15


@pytest.fixture
def register_file(tmp_path):
    def write(*rows, name="so-bo.xlsx"):
        path = tmp_path / name
        path.write_bytes(sheet_of([HEADER, *rows]))
        return path

    return write


@pytest.mark.django_db
class TestImportFacilitiesCommand:
    def run(self, path, *options, capsys):
        call_command("import_facilities", path, *options, "--json")
        return json.loads(capsys.readouterr().out)

    def test_tells_what_it_did(self, register_file, capsys):
        bad = changed(SUOI_DA, tax="9900000031")
        report = self.run(register_file(HOA_CUC, bad, MINH), capsys=capsys)

        batch = ImportBatch.objects.get()
        remarks = report.pop("remarks")
        assert report.pop("likely_doubles") == []
        (error,) = report.pop("errors")
        assert (report, remarks) == (
            {"rows": 3, "created": 2, "updated": 0, "unchanged": 0,
             "batch": str(batch.pk)},
            [],
        )  # fmt: skip
        assert (error["row"], error["column"]) == (3, "B")
        assert error["value"] == "9900000031"
        assert "B3" in error["message"]
        assert batch.by.username == "so.sobo"

    def test_shows_no_number_of_a_person_whole(self, register_file, capsys):
        rows = (changed(HOA_CUC, phone="38551"),)
        report = self.run(register_file(*rows), "--by", "so.sobo", capsys=capsys)

        assert [r["value"] for r in report["remarks"]] == ["•••• 8551"]

    def test_refuses_the_whole_file(self, register_file, capsys):
        path = register_file(HOA_CUC, changed(SUOI_DA, tax="9900000031"))
        with pytest.raises(CommandError):
            self.run(path, "--whole", capsys=capsys)

        report = json.loads(capsys.readouterr().out)
        assert (report["created"], report["batch"], len(report["errors"])) == (
            0,
            None,
            1,
        )
        assert not Facility.objects.exists()
        assert not ImportRow.objects.exists()

    def test_only_tries(self, register_file, capsys):
        report = self.run(register_file(*ROWS), "--dry-run", capsys=capsys)

        assert (report["created"], report["batch"]) == (3, None)
        assert not Facility.objects.exists()
        assert not ImportBatch.objects.exists()

    def test_ends_badly_when_nothing_went_in(self, register_file, tmp_path):
        with pytest.raises(CommandError):
            call_command("import_facilities", tmp_path / "none.xlsx")
        with pytest.raises(CommandError):
            call_command("import_facilities", register_file([None, "1"]))
        with pytest.raises(CommandError, match="no officer"):
            call_command("import_facilities", register_file(*ROWS), by="nobody")
