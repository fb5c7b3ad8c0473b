import dataclasses
import io
import unicodedata
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.utils import translation

from agencies.kinds import SubjectKind
from agencies.models import Ward
from facilities.imports import columns, encodings, words, workbooks
from facilities.imports.places import Places
from facilities.imports.reading import open_table
from facilities.imports.rows import Reader
from facilities.states import FacilityKind, FacilityStatus, LicenceType
from kernel.errors import KindRefused, Refused, TooLarge
from kernel.sandbox import Unreadable
from tests.facilities import torture
from tests.facilities.torture import MESSES, ods_of, sheet_of
from tests.moments import day

TODAY = day("02/03/2026")
PLAIN = [
    ["Tên cơ sở", "Xã, phường", "Loại hình", "Mã số thuế"],
    ["Nhà sách Hoa Cúc", "Phường Tân An", "Phát hành", "9900000016"],
    ["Công ty In Suối Đá", "Xã Ea Kar", "In xuất bản phẩm", "9900000023"],
]


def places():
    return Places(Ward.objects.all())


def drafts_of(content, name="so-bo.xlsx", **more):
    table = open_table(io.BytesIO(content), name)
    reader = Reader(columns.matched(table.titles), places(), TODAY, **more)
    return [reader.read(row.number, row.cells, row.section) for row in table.rows]


def csv_of(rows, separator=","):
    return "".join(separator.join(f'"{c}"' for c in row) + "\r\n" for row in rows)


@pytest.fixture(scope="module")
def workbook():
    return torture.xlsx()


@pytest.fixture
def drafts(db, workbook):
    return drafts_of(workbook)


_read: dict[str, list] = {}


@pytest.mark.django_db
class TestReadTheTortureWorkbook:
    @pytest.fixture(autouse=True)
    def read_once(self, workbook):
        if not _read:
            with translation.override("en"):
                _read["drafts"] = drafts_of(workbook)

    def test_has_its_rows_and_no_other(self):
        assert len({item.kind for item in MESSES}) == len(MESSES) >= 40
        first = torture.FIRST_ROW
        numbers = [draft.number for draft in _read["drafts"]]
        assert numbers == list(range(first, first + len(MESSES)))

    @pytest.mark.parametrize(
        ("place", "item"), list(enumerate(MESSES)), ids=[m.kind for m in MESSES]
    )
    def test_takes(self, place, item):
        draft = _read["drafts"][place]

        remarks = [(r.column, r.cell, r.text) for r in draft.remarks]
        ends = "bad" if draft.is_bad else "flagged" if remarks else "good"
        assert ends == item.ends, remarks
        if item.at:
            (remark,) = [r for r in draft.remarks if r.column == item.at]
            letter = columns.letter(list(torture.HEADERS).index(item.at))
            assert remark.cell == f"{letter}{torture.FIRST_ROW + place}"
            assert item.says in remark.text
        given = given_by(draft)
        assert {name: given[name] for name in item.gives} == item.gives


def given_by(draft):
    person = draft.people[0] if draft.people else None
    place = draft.addresses[0] if draft.addresses else None
    return {
        "name": draft.data.name,
        "kinds": draft.data.kinds,
        "subject_kind": draft.data.subject_kind,
        "tax_code": draft.data.tax_code,
        "uses_it": draft.data.uses_it,
        "phone": person.phone if person else "",
        "person": person.name if person else "",
        "title": person.title if person else "",
        "gender": person.gender if person else "",
        "ward": place.ward_code if place else "",
        "street": place.text if place else "",
        "issued_on": draft.licences[0].issued_on if draft.licences else None,
        "status": draft.status,
        "urls": len(draft.urls),
        "degrees": (place.latitude, place.longitude) if place else None,
    }


class TestReadOurOwnWords:
    @pytest.mark.parametrize(
        ("read", "choices"),
        [
            (lambda text: "".join(words.kinds_of(text)[0]), FacilityKind),
            (words.status_of, FacilityStatus),
            (words.subject_of, SubjectKind),
            (words.licence_type_of, LicenceType),
        ],
    )
    def test_of_closed_sets_as_the_product_writes_them(self, read, choices):
        with translation.override("vi"):
            written = {value: str(label) for value, label in choices.choices}

        assert {value: read(text) for value, text in written.items()} == {
            value: value for value in written
        }

    def test_of_several_activities(self):
        with translation.override("vi"):
            labels = [str(FacilityKind(kind).label) for kind in FacilityKind.values]

        assert words.kinds_of("; ".join(labels)) == (list(FacilityKind.values), [])


@pytest.mark.django_db
class TestReadAFile:
    def names(self, content, name="so-bo.xlsx"):
        found = drafts_of(content, name)
        return [(d.data.name, d.data.tax_code, d.is_bad) for d in found]

    wanted = [
        ("Nhà sách Hoa Cúc", "9900000016", False),
        ("Công ty In Suối Đá", "9900000023", False),
    ]

    def test_of_columns_in_another_order_and_one_unknown(self):
        turned = [[*reversed(row), "?"] for row in PLAIN]

        assert self.names(sheet_of(turned)) == self.wanted

    def test_that_begins_in_the_third_column(self):
        moved = [[], *([None, None, *row] for row in PLAIN)]
        (first, _second) = drafts_of(sheet_of(moved))

        assert first.number == 3
        assert self.names(sheet_of(moved)) == self.wanted

    def test_with_a_header_of_two_rows(self):
        rows = [
            ["STT", "Tên cơ sở", "Địa chỉ", "Loại hình", "Giấy phép", None, None],
            [None, None, None, None, "Số", "Ngày cấp", "Nơi cấp"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            [1, "Nhà sách A", "2 Lê Lợi, Phường Tân An", "Phát hành", "7/GP",
             "05/03/2024", "Sở VHTTDL"],
        ]  # fmt: skip
        merges = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1")
        (draft,) = drafts_of(sheet_of(rows, merges))

        assert not draft.remarks
        (licence,) = draft.licences
        assert (licence.number, licence.issued_on, licence.issuer) == (
            "7/GP",
            date(2024, 3, 5),
            "Sở VHTTDL",
        )

    def test_with_cells_merged_downwards(self):
        rows = [
            ["Tên cơ sở", "Loại hình", "Xã"],
            ["Nhà sách A", "Phát hành", "Phường Tân An"],
            ["Nhà sách B", None, None],
            ["Nhà sách C", None, "Xã Ea Kar"],
        ]
        found = drafts_of(sheet_of(rows, ("B2:B4", "C2:C3")))

        assert [d.data.kinds for d in found] == [("DISTRIBUTOR",)] * 3
        wards = [d.addresses[0].ward_code for d in found]
        assert wards == ["24163", "24163", "24373"]

    def test_under_headings_that_name_the_commune(self):
        rows = [
            ["Tên cơ sở", "Địa chỉ", "Loại hình"],
            ["I. PHƯỜNG TÂN AN", None, None],
            ["Nhà sách A", "2 Lê Lợi", "Phát hành"],
            ["II. XÃ EA KAR", None, None],
            ["Nhà sách B", "Thôn 3", "Phát hành"],
        ]
        found = drafts_of(sheet_of(rows))

        assert [d.addresses[0].ward_code for d in found] == ["24163", "24373"]
        assert not any(d.is_bad for d in found)

    def test_whose_header_comes_back_on_each_page(self):
        assert self.names(sheet_of([*PLAIN, [], PLAIN[0]])) == self.wanted

    def test_whose_activity_stands_in_the_form_only(self):
        rows = [[row[0], row[1]] for row in PLAIN]
        found = drafts_of(sheet_of(rows), default_kind="PHOTOCOPY")

        assert [d.data.kinds for d in found] == [("PHOTOCOPY",)] * 2

    def test_of_opendocument(self):
        assert self.names(ods_of([["Sổ bộ"], [], *PLAIN]), "so-bo.ods") == self.wanted

    def test_of_an_old_font_in_a_workbook(self):
        back = {new: old for old, new in encodings._TCVN3.items()}
        rows = [["".join(back.get(c, c) for c in cell) for cell in r] for r in PLAIN]

        assert self.names(sheet_of(rows)) == self.wanted

    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_of_text_parted_by(self, separator):
        text = csv_of(PLAIN, separator)

        assert self.names(text.encode(), "so-bo.csv") == self.wanted

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_of_text_in(self, encoding):
        text = csv_of(PLAIN)

        assert self.names(text.encode(encoding), "so-bo.csv") == self.wanted

    def test_of_text_in_windows_1258(self):
        def parted(letter):
            tones = "\u0300\u0301\u0303\u0309\u0323"
            marks = unicodedata.normalize("NFD", letter)
            bare = unicodedata.normalize(
                "NFC", "".join(m for m in marks if m not in tones)
            )
            return bare + "".join(m for m in marks if m in tones)

        text = "".join(map(parted, csv_of(PLAIN * 3))).encode("cp1258")

        assert self.names(text, "so-bo.csv")[:2] == self.wanted

    def test_of_text_in_tcvn3(self):
        back = {new: old for old, new in encodings._TCVN3.items()}
        text = "".join(back.get(c, c) for c in csv_of(PLAIN)).encode("latin-1")

        assert self.names(text, "so-bo.csv") == self.wanted

    def test_of_text_in_vni(self):
        text = (
            "Teân cô sôû,Xaõ phöôøng,Loaïi hình,Maõ soá thueá\r\n"
            "Nhaø saùch Hoa Cuùc,Phöôøng Taân An,Phaùt haønh,9900000016\r\n"
        )

        assert self.names(text.encode("latin-1"), "a.csv") == self.wanted[:1]

    def test_refuses_letters_that_it_cannot_be_sure_of(self):
        with pytest.raises(KindRefused, match="CSV UTF-8"):
            open_table(io.BytesIO(b"Name;X\xff\xfd\x81\r\n" * 9), "a.csv")

    @pytest.mark.parametrize(
        ("content", "name", "refusal"),
        [
            (b"", "a.xlsx", Refused),
            (b"PK\x03\x04 nothing of the kind", "a.xlsx", Refused),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", KindRefused),
            (b"%PDF-1.7", "a.pdf", KindRefused),
            (sheet_of(PLAIN), "a.csv.exe", KindRefused),
            ("Một,Hai\r\nBa,Bốn\r\n".encode(), "a.csv", Refused),
            (sheet_of([["Một"], ["Hai"]]), "a.xlsx", Refused),
        ],
    )
    def test_refuses(self, content, name, refusal):
        with pytest.raises(refusal):
            open_table(io.BytesIO(content), name)

    def test_refuses_a_workbook_that_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr("facilities.imports.workbooks.LARGEST_UNPACKED", 1000)

        with pytest.raises(TooLarge):
            open_table(io.BytesIO(sheet_of(PLAIN)), "a.xlsx")

    @pytest.mark.parametrize("place", ["XFD1048576", "ZZ1048576", "XFD60000"])
    def test_refuses_a_value_far_from_the_table(self, place):
        content = with_value_at(place)

        with pytest.raises(TooLarge):
            open_table(io.BytesIO(content), "a.xlsx")

    @pytest.mark.parametrize(
        "written",
        ["r='XFD1048576'", 'r = "XFD1048576"', 'r="xfd1048576"'],
    )
    def test_refuses_it_however_the_place_is_written(self, written):
        content = with_part(
            "xl/worksheets/sheet1.xml", 'r="XFD1048576"', written, moved="xl/a/b.xml"
        )

        with pytest.raises(TooLarge):
            open_table(io.BytesIO(content), "a.xlsx")

    @pytest.mark.parametrize(
        ("rows", "columns", "refusal"),
        [(1_048_000, 16_000, Refused), (200_000, 30, TooLarge)],
    )
    def test_refuses_it_in_an_ods_that_repeats_a_value(
        self, monkeypatch, rows, columns, refusal
    ):
        """The reader dies of it, in a process of its own."""
        limits = dataclasses.replace(workbooks.LIMITS, memory=200 * 2**20)
        monkeypatch.setattr(workbooks, "LIMITS", limits)
        far = (
            f'<table:table-row table:number-rows-repeated="{rows}">'
            '<table:table-cell office:value-type="string"'
            f' table:number-columns-repeated="{columns}"><text:p>x</text:p>'
            "</table:table-cell></table:table-row></table:table>"
        ).encode()

        with pytest.raises(refusal):
            open_table(io.BytesIO(ods_with(b"</table:table>", far)), "a.ods")

    def test_refuses_an_xlsb_under_another_name(self):
        content = repacked(sheet_of(PLAIN), "xl/workbook.xml", "xl/workbook.bin")

        for name in ("a.xlsx", "a.ods"):
            with pytest.raises(KindRefused):
                open_table(io.BytesIO(content), name)

    @pytest.mark.parametrize("limit", [{"seconds": 0.001}, {"written": 100}])
    def test_refuses_what_takes_too_much_to_read(self, monkeypatch, limit):
        limits = dataclasses.replace(workbooks.LIMITS, **limit)
        monkeypatch.setattr(workbooks, "LIMITS", limits)

        with pytest.raises(TooLarge):
            open_table(io.BytesIO(sheet_of(PLAIN)), "a.xlsx")

    def test_refuses_too_many_sheets(self):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            for number in range(51):
                book.add_worksheet(f"{number}")

        with pytest.raises(TooLarge, match="50 sheets"):
            open_table(io.BytesIO(file.getvalue()), "a.xlsx")

    def test_tells_a_locked_workbook_from_a_damaged_one(self, monkeypatch):
        for code, said in (("locked", "password"), ("broken", "damaged")):

            def unreadable(*_given, **_how):
                raise Unreadable(code)  # noqa: B023

            monkeypatch.setattr(workbooks.sandbox, "run", unreadable)
            with pytest.raises(Refused) as refusal:
                open_table(io.BytesIO(sheet_of(PLAIN)), "a.xlsx")
            assert said in str(refusal.value.errors["file"])

    @pytest.mark.parametrize("place", ["C900", "XFD9"])
    def test_takes_a_value_far_below_or_beside_alone(self, place):
        table = open_table(io.BytesIO(with_value_at(place)), "a.xlsx")

        assert table.titles[:2] == PLAIN[0][:2]


def with_value_at(place):
    """The plain register with a stray value in one cell more."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sổ bộ")
        for number, row in enumerate(PLAIN):
            sheet.write_row(number, 0, row)
        sheet.write(place, "x")
    return file.getvalue()


def repacked(content, old, new):
    """The archive with a part of another name."""
    source, file = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            archive.writestr(new if name == old else name, source.read(name))
    return file.getvalue()


def ods_with(old, new):
    source, file = zipfile.ZipFile(io.BytesIO(ods_of(PLAIN))), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "content.xml":
                assert old in text
                text = text.replace(old, new)
            archive.writestr(name, text)
    return file.getvalue()


def with_part(part, old, new, *, moved):
    """The register with a far value, its sheet rewritten and at another path."""
    source = zipfile.ZipFile(io.BytesIO(with_value_at("XFD1048576")))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == part:
                assert old in text
                name, text = moved, text.replace(old, new)
            archive.writestr(name, text)
    return file.getvalue()
