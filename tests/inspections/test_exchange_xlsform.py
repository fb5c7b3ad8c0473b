"""Checklists go out and come in as XLSForm; what is not supported is named."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
import xlsxwriter
from pyxform.xls2xform import convert

from audit.models import AccessEvent
from inspections import services
from inspections.checklist_content import questions_of
from inspections.models import Checklist, ChecklistDraft
from inspections.services.checklist_files import XlsformInPart, XlsformRefused
from inspections.xlsform import book
from kernel.errors import DomainError, KindRefused, NotPermitted, Refused, TooLarge
from kernel.spreadsheets import write_xlsx
from tests.inspections import drafting as d

pytestmark = pytest.mark.django_db
HEADERS = ("type", "name", "label", "relevant", "required", "constraint", "legal_ref")
CHOICES = ("list_name", "name", "label")
RESULTS = [
    ("kq", "dat", "Đạt"),
    ("kq", "khong_dat", "Không đạt"),
    ("kq", "khong_ap_dung", "Không áp dụng"),
]
GROUP = ("begin group", "a", "Giấy tờ")
QUESTION = ("select_one kq", "q1", "Có giấy phép", "", "yes", "", "NĐ 60/2014/NĐ-CP")
END = ("end group",)


def workbook(
    survey: Iterable[tuple[str, ...]],
    choices: Iterable[tuple[str, ...]] = RESULTS,
    headers: tuple[str, ...] = HEADERS,
    **sheets: Any,
) -> io.BytesIO:
    def rows(lines, width: int):
        return [(*line, *("",) * (width - len(line))) for line in lines]

    file = io.BytesIO()
    more = [(name, *rest) for name, rest in sheets.items()]
    write_xlsx(
        file,
        [
            ("survey", headers, rows(survey, len(headers))),
            ("choices", CHOICES, rows(choices, 3)),
            *more,
        ],
    )
    file.seek(0)
    return file


def taken(
    officer, file: io.BytesIO, *, code: str = "PRINTING", **given: Any
) -> ChecklistDraft:
    values = {"name": "form.xlsx", "reason": "Nhập từ tệp", "leave_out": False} | given
    return services.import_checklist(
        checklist=Checklist.objects.get(code=code),
        file=file,
        by=officer(d.ADMIN),
        at=d.DRAFTED,
        **values,
    )


def refused(officer, file: io.BytesIO, **given: Any) -> list[str]:
    with pytest.raises(XlsformRefused) as refusal:
        taken(officer, file, **given)
    return refusal.value.errors["file"]


class TestRoundTrip:
    @pytest.mark.parametrize(
        "code",
        ["PRINTING", "PHOTOCOPY", "DISTRIBUTION", "IMPORT", "ONLINE", "*REMOTE*"],
    )
    def test_brings_every_question_back(self, officer, code):
        wanted = (
            Checklist.objects.filter(use="REMOTE").first()
            if code == "*REMOTE*"
            else Checklist.objects.get(code=code)
        )
        version = wanted.versions.get(number=1)
        file = services.export_checklist(
            version=version, by=officer(d.ADMIN), at=d.DRAFTED
        )
        draft = taken(officer, io.BytesIO(file.read()), code=wanted.code)

        assert questions_of(draft.edition) == questions_of(version)
        assert not draft.left_out
        follows = draft.edition.items.order_by("position").values_list("follows_id")
        before = version.items.order_by("position").values_list("pk")
        assert list(follows) == list(before)

    def test_keeps_note_help_and_phrases(self, officer):
        draft = d.added(officer)
        file = services.export_checklist(
            version=draft.edition, by=officer(d.ADMIN), at=d.DRAFTED
        )
        d.act(services.discard_draft, draft, officer(d.ADMIN), reason="Thử")
        again = taken(officer, io.BytesIO(file.read()))
        assert questions_of(again.edition) == questions_of(draft.edition)

    def test_is_a_form_that_the_formats_own_library_takes(self, officer):
        version = d.printing().versions.get(number=1)
        file = services.export_checklist(
            version=version, by=officer(d.ADMIN), at=d.DRAFTED
        )
        made = convert(io.BytesIO(file.read()), file_type=".xlsx")
        assert "B4" in made.xform
        assert "jr:count" not in made.xform

    def test_leaves_a_trace_and_is_the_desks(self, officer):
        version = d.printing().versions.get(number=1)
        with pytest.raises(NotPermitted):
            services.export_checklist(
                version=version, by=officer("so.kiemtra"), at=d.DRAFTED
            )
        services.export_checklist(version=version, by=officer(d.ADMIN), at=d.DRAFTED)
        assert AccessEvent.objects.filter(object_label="PRINTING 1").exists()

    def test_writes_no_formula(self, officer):
        draft = d.begun(officer)
        d.act(
            services.add_question,
            draft,
            officer(d.ADMIN),
            question=replace(d.NEW, question_vi="=HYPERLINK(1)"),
        )
        file = services.export_checklist(
            version=draft.edition, by=officer(d.ADMIN), at=d.DRAFTED
        )
        with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


class TestForeignForm:
    def test_is_read_with_its_own_names(self, officer):
        draft = taken(
            officer,
            workbook(
                [
                    GROUP,
                    QUESTION,
                    (
                        "select_multiple cau",
                        "q1_cau",
                        "Câu",
                        "${q1} = 'khong_dat'",
                    ),
                    ("image", "anh", "Ảnh", "${q1} = 'khong_dat'", "yes"),
                    (
                        "text",
                        "ghi_chu",
                        "Ghi",
                        "selected(${q1}, 'khong_dat')",
                        "true()",
                    ),
                    END,
                    ("select_one kq", "q2", "Câu hỏi ngoài mục"),
                ],
                [*RESULTS, ("cau", "p1", "Không xuất trình được.")],
            ),
        )
        first, second = questions_of(draft.edition)
        assert (first.section_vi, first.question_vi) == ("Giấy tờ", "Có giấy phép")
        assert first.phrases == ("Không xuất trình được.",)
        assert first.requires_photo_on_fail
        assert first.requires_note_on_fail
        assert first.legal_ref == "NĐ 60/2014/NĐ-CP"
        assert second.section_vi == "Nội dung kiểm tra"
        assert not second.requires_photo_on_fail

    def test_keeps_name_and_hash_of_the_file(self, officer):
        file = workbook([GROUP, QUESTION, END])
        draft = taken(officer, file, name="kiem tra.xlsx")
        assert draft.file_name == "kiem tra.xlsx"
        assert draft.file_sha256 == hashlib.sha256(file.getvalue()).hexdigest()


UNSUPPORTED = [
    (("integer", "n", "Số bản"), "row 4, column A (type)", "integer"),
    (("geopoint", "g", "Vị trí"), "row 4, column A (type)", "geopoint"),
    (("start", "start"), "row 4, column A (type)", "start"),
    (("note", "note", "Đọc kỹ"), "row 4, column A (type)", "note"),
    (("text", "t", "Lời"), "row 4, column A (type)", "text"),
    (("select_one mau", "m", "Màu"), "row 4, column A (type)", "mau"),
    (
        ("select_one kq", "q9", "Nếu", "${q1} = 'dat'"),
        "row 4, column D (relevant)",
        "condition",
    ),
    (
        ("select_one kq", "q9", "Nếu", "", "", ". != ''"),
        "row 4, column F (constraint)",
        "column",
    ),
    (("begin group", "b", "Trong"), "row 4, column A (type)", "groups in groups"),
    (("begin repeat", "r", "Lặp"), "row 4, column A (type)", "repeated"),
]


class TestUnsupported:
    @pytest.mark.parametrize(
        ("row", "where", "word"), UNSUPPORTED, ids=lambda value: str(value)[:24]
    )
    def test_is_named_by_sheet_row_and_column(self, officer, row, where, word):
        rows = [GROUP, QUESTION, row]
        if row[0].startswith("begin"):
            rows += [
                ("select_one kq", "inner", "Bên trong"),
                (row[0].replace("begin", "end"),),
            ]
        choices = [*RESULTS, ("mau", "do", "Đỏ"), ("mau", "xanh", "Xanh")]
        file = workbook([*rows, END], choices)
        with pytest.raises(XlsformInPart) as refusal:
            taken(officer, file)
        [first, *_more] = refusal.value.errors["file"]
        assert first.startswith("Sheet survey, ")
        assert where in first
        assert word in first

        draft = taken(officer, file, leave_out=True)
        assert first in draft.left_out
        assert questions_of(draft.edition)[0].question_vi == "Có giấy phép"

    def test_sheets_settings_and_languages_are_named_too(self, officer):
        file = workbook(
            [(*GROUP, "", "", ""), QUESTION, END],
            headers=(*HEADERS[:6], "label::Ê Đê (rad)"),
            entities=(("list_name", "label"), [("a", "b")]),
            settings=(("form_title", "allow_choice_duplicates"), [("A", "yes")]),
        )
        with pytest.raises(XlsformInPart) as refusal:
            taken(officer, file)
        text = " ".join(refusal.value.errors["file"])
        assert "Sheet entities" in text
        assert "B (allow_choice_duplicates)" in text
        assert "label::Ê Đê (rad)" in text

    def test_what_only_a_question_holds_is_named(self, officer):
        note = ("text", "g", "Ghi", "${q1} = 'khong_dat'", "", "", "Luật Xuất bản")
        with pytest.raises(XlsformInPart) as refusal:
            taken(officer, workbook([GROUP, QUESTION, note, END]))
        [sentence] = refusal.value.errors["file"]
        assert "row 4, column G (legal_ref)" in sentence

    def test_is_named_up_to_fifty_times(self, officer):
        rows = [("integer", f"n{n}", "Số") for n in range(60)]
        with pytest.raises(XlsformInPart) as refusal:
            taken(officer, workbook([GROUP, QUESTION, END, *rows]))
        sentences = refusal.value.errors["file"]
        assert len(sentences) == 51
        assert "10 more" in sentences[-1]


class TestFaults:
    @pytest.mark.parametrize(
        ("rows", "word"),
        [
            ([GROUP, ("select_one kq", "q1", ""), END], "label"),
            ([GROUP, ("select_one kq", "", "Không tên"), END], "name"),
            ([GROUP, QUESTION, QUESTION, END], "twice"),
            ([GROUP, QUESTION], "not ended"),
            ([QUESTION, END], "not begun"),
            ([("begin group", "a", ""), QUESTION, END], "part has no label"),
            ([], "no question"),
            ([GROUP, ("select_one nowhere", "q1", "Câu"), END], "format's own check"),
            ([GROUP, ("select_one kq", "1 q", "Câu"), END], "format's own check"),
        ],
    )
    def test_refuse_the_file_whatever_is_left_out(self, officer, rows, word):
        sentences = refused(officer, workbook(rows), leave_out=True)
        assert any(word in sentence for sentence in sentences), sentences
        assert not ChecklistDraft.objects.exists()

    def test_name_the_row_of_the_library(self, officer):
        rows = [GROUP, QUESTION, (), ("select_one nowhere", "q2", "Câu"), END]
        sentences = refused(officer, workbook(rows))
        assert any("row 5" in sentence for sentence in sentences), sentences

    def test_of_the_catalogue_name_the_row(self, officer):
        headers = (*HEADERS[:6], "suggests")
        rows = [GROUP, (*QUESTION[:6], "PRT-NOTHING"), END]
        [sentence] = refused(officer, workbook(rows, headers=headers))
        assert "row 3, column G (suggests)" in sentence

    def test_a_form_without_questions_has_no_survey(self, officer):
        file = io.BytesIO()
        write_xlsx(file, [("Sheet1", ("a",), [("b",)])])
        sentences = refused(officer, file)
        assert any("survey" in sentence for sentence in sentences)

    def test_a_checklist_under_way_is_not_overwritten(self, officer):
        d.begun(officer)
        with pytest.raises(services.DraftThere):
            taken(officer, workbook([GROUP, QUESTION, END]))

    def test_only_an_administrator_brings_a_file(self, officer):
        with pytest.raises(NotPermitted):
            services.import_checklist(
                checklist=d.printing(),
                file=workbook([GROUP, QUESTION, END]),
                name="form.xlsx",
                reason="Thử",
                leave_out=False,
                by=officer(d.LAWYER),
                at=d.DRAFTED,
            )


# Hostile files -----------------------------------------------------------------------


def repacked(change: Callable[[dict[str, bytes]], None]) -> io.BytesIO:
    """A good workbook whose parts somebody has worked on."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(workbook([GROUP, QUESTION, END])) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    made.seek(0)
    return made


def with_part(name: str, content: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update({name: content})


def in_sheet(pattern: bytes, with_: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        made, count = re.subn(pattern, with_, parts[name], count=1)
        assert count == 1
        parts[name] = made

    return change


def with_formula() -> io.BytesIO:
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file)
    sheet = made.add_worksheet("survey")
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, QUESTION)
    sheet.write_formula(1, 2, '=WEBSERVICE("http://127.0.0.1")', None, "Câu hỏi")
    made.close()
    file.seek(0)
    return file


def bomb() -> io.BytesIO:
    return repacked(
        with_part("xl/media/zeros.bin", b"\0" * (book.LARGEST_UNPACKED + 1))
    )


FAR = rb'<c r="XFD1048576" t="str"><v>x</v></c></row>'
HOSTILE = {
    "macros": (lambda: repacked(with_part("xl/vbaProject.bin")), KindRefused),
    "macro sheet": (
        lambda: repacked(with_part("xl/macrosheets/sheet1.xml")),
        KindRefused,
    ),
    "embedded": (
        lambda: repacked(with_part("xl/embeddings/oleObject1.bin")),
        KindRefused,
    ),
    "link to a file": (
        lambda: repacked(with_part("xl/externalLinks/externalLink1.xml")),
        KindRefused,
    ),
    "connection": (lambda: repacked(with_part("xl/connections.xml")), KindRefused),
    "doctype": (
        lambda: repacked(
            in_sheet(rb"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet')
        ),
        KindRefused,
    ),
    "macro type": (
        lambda: repacked(
            lambda parts: parts.update(
                {
                    "[Content_Types].xml": parts["[Content_Types].xml"].replace(
                        b"sheet.main", b"sheet.macroEnabled.main"
                    )
                }
            )
        ),
        KindRefused,
    ),
    "formula": (with_formula, Refused),
    "far cell": (lambda: repacked(in_sheet(rb"</row>", FAR)), TooLarge),
    "far row": (
        lambda: repacked(in_sheet(rb'<row r="2"', b'<row r="1048576"')),
        TooLarge,
    ),
    "bomb": (bomb, TooLarge),
    "large": (lambda: io.BytesIO(b"PK\x03\x04" + b"0" * 2_100_000), TooLarge),
    "many rows": (
        lambda: workbook(
            [("select_one kq", f"q{n}", "Câu") for n in range(book.MOST_ROWS + 1)]
        ),
        TooLarge,
    ),
    "long cell": (
        lambda: workbook([("select_one kq", "q1", "x" * 5_000)]),
        TooLarge,
    ),
    "column twice": (
        lambda: workbook([GROUP, QUESTION, END], headers=(*HEADERS[:6], "label")),
        Refused,
    ),
    "empty": (io.BytesIO, Refused),
    "not a workbook": (lambda: io.BytesIO(b"type,name,label\n"), KindRefused),
    "damaged": (
        lambda: io.BytesIO(workbook([GROUP, QUESTION, END]).getvalue()[:-200]),
        Refused,
    ),
    "no workbook inside": (
        lambda: repacked(lambda parts: parts.pop("xl/workbook.xml")),
        XlsformRefused,
    ),
}


class TestHostile:
    @pytest.mark.parametrize(("made", "kind"), HOSTILE.values(), ids=list(HOSTILE))
    def test_files_are_refused_and_change_nothing(self, officer, made, kind):
        with pytest.raises(DomainError) as refusal:
            taken(officer, made())
        assert type(refusal.value) is kind
        assert not ChecklistDraft.objects.exists()

    def test_a_formula_is_named_by_its_cell(self, officer):
        with pytest.raises(Refused) as refusal:
            taken(officer, with_formula())
        [sentence] = refusal.value.errors["file"]
        assert "Sheet survey, cell C2" in sentence

    @pytest.mark.parametrize("name", ["form.xlsm", "form.xls", "form.csv", "form"])
    def test_names_of_other_kinds_are_refused(self, officer, name):
        with pytest.raises(KindRefused):
            taken(officer, workbook([GROUP, QUESTION, END]), name=name)

    def test_texts_are_data(self, officer):
        label = "<script>alert(1)</script> ${q9} =1+1"
        sentences = refused(
            officer, workbook([GROUP, ("select_one kq", "q1", label), END])
        )
        assert any("q9" in sentence for sentence in sentences)  # not a question
        draft = taken(
            officer,
            workbook([GROUP, ("select_one kq", "q1", "<b>=1+1</b>"), END]),
        )
        assert questions_of(draft.edition)[0].question_vi == "<b>=1+1</b>"
