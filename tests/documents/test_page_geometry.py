"""Pages measured from what was drawn, within a millimetre of the layout rules."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from documents.kit.head import Draft
from documents.kit.pages import PaperForm
from documents.kit.signing import Signer
from tests.documents.paper import Page, drawn
from tests.documents.sample_report import printer_report, printer_report_short
from tests.documents.sample_visit import printer_inspection
from tests.documents.sample_year import year_report
from tests.documents.samples import (
    at,
    department_decision,
    ward_decision,
    ward_record,
)
from tests.documents.samples_decisions import DECISIONS
from tests.documents.samples_minutes import USUAL

LEFT, RIGHT, TOP, BOTTOM = 30.0, 195.0, 20.0, 277.0
CENTRE = (LEFT + RIGHT) / 2
MARK = Draft(at(11, 5, 14, 5), "Vụ việc VV-2026-0052", 2)
OFFICIAL = (
    {
        "inspection_record": printer_inspection,
        "violation_record": ward_record,
        "sanction_decision_of_a_ward": ward_decision,
        "sanction_decision_of_a_department": department_decision,
        "annual_report": year_report,
    }
    | USUAL
    | {name: form for name, form in DECISIONS.items() if name.endswith("_usual")}
)
FORMS = OFFICIAL | {
    "case_report": printer_report,
    "case_report_short": printer_report_short,
}


@cache
def pages(form: Callable[[], PaperForm]) -> list[Page]:
    return drawn(form())


def near(value: float, wanted: float, within: float = 1.0) -> bool:
    return abs(value - wanted) <= within


def body(page: Page) -> list:
    """What stands between the margins; page numbers and feet stand in them."""
    return [line for line in page.lines if line.text.strip() and line.top >= TOP]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
class TestEveryPage:
    def test_is_a4(self, form):
        for page in pages(form):
            assert near(page.width, 210, 0.1)
            assert near(page.height, 297, 0.1)

    def test_keeps_the_margins(self, form):
        for page in pages(form):
            lines = [line for line in body(page) if line.bottom < 279]
            assert min(line.left for line in lines) >= LEFT - 0.1
            assert max(line.right for line in lines) <= RIGHT + 0.1
            assert TOP <= min(line.top for line in lines) <= 25
            assert max(line.bottom for line in lines) <= BOTTOM

    def test_reaches_both_margins_with_justified_text(self, form):
        first = pages(form)[0]
        assert near(max(line.right for line in body(first)), RIGHT)
        assert near(min(line.left for line in body(first)), LEFT)


@pytest.mark.parametrize("form", OFFICIAL.values(), ids=OFFICIAL)
class TestOfficialPages:
    def test_number_pages_from_the_second_centred_in_the_top_margin(self, form):
        first, *others = pages(form)
        assert not [line for line in first.lines if line.top < TOP]
        for number, page in enumerate(others[:1], start=2):
            [shown] = [line for line in page.lines if line.top < TOP]
            assert shown.text == str(number)
            assert near(shown.centre, CENTRE)
            assert 10 < shown.top < shown.bottom < 17
            assert near(shown.size, 13, 0.1)

    def test_say_no_total_of_pages(self, form):
        assert not any(page.has("Trang ") for page in pages(form))

    def test_have_the_motto_with_a_rule_as_long_as_its_text(self, form):
        page = pages(form)[0]
        country = page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        motto = page.line("Độc lập - Tự do - Hạnh phúc")
        rule = page.rule_under(motto)

        assert near(country.width, 88.3)
        assert near(country.right, RIGHT)
        assert near(motto.width, 56.1)
        assert near(motto.centre, country.centre, 0.5)
        assert near(rule.width, motto.width, 0.35)  # a point
        assert country.faces == motto.faces == {"LiberationSerif-Bold"}
        assert (round(country.size), round(motto.size)) == (12, 13)


class TestHeads:
    def test_of_a_ward_has_two_bold_lines_and_no_body_above(self):
        page = drawn(ward_decision())[0]
        name = page.line("ỦY BAN NHÂN DÂN")
        ward = page.line("PHƯỜNG BUÔN MA THUỘT")

        assert name.faces == ward.faces == {"LiberationSerif-Bold"}
        assert near(name.centre, LEFT + 35.5)
        assert near(name.bottom, page.line("CỘNG HÒA").bottom)

    def test_of_a_department_names_the_superior_body_not_bold(self):
        page = drawn(department_decision())[0]
        assert page.line("ỦY BAN NHÂN DÂN TỈNH").faces == {"LiberationSerif"}
        assert near(page.line("ỦY BAN NHÂN DÂN TỈNH").width, 70.8)
        assert page.line("VÀ DU LỊCH").faces == {"LiberationSerif-Bold"}

    @pytest.mark.parametrize("form", [ward_decision, department_decision])
    def test_rule_the_issuing_body_by_a_third_to_a_half(self, form):
        page = drawn(form())[0]
        last = page.line("PHƯỜNG" if form is ward_decision else "VÀ DU LỊCH")
        rule = page.rule_under(last)

        assert 1 / 3 <= rule.width / last.width <= 1 / 2
        assert near(rule.centre, last.centre, 0.2)

    def test_put_number_and_italic_day_on_one_line(self):
        page = drawn(ward_decision())[0]
        number = page.line("Số: 06/QĐ-XPHC")
        day = page.line("Buôn Ma Thuột, ngày 12 tháng 3 năm 2026")

        assert near(number.bottom, day.bottom, 0.2)
        assert near(number.centre, LEFT + 35.5)
        assert near(day.centre, page.line("CỘNG HÒA").centre, 0.5)
        assert day.faces == {"LiberationSerif-Italic"}

    def test_of_a_record_has_no_place_and_day(self):
        """The day and hour of a biên bản stand in its text."""
        page = drawn(ward_record())[0]
        assert not page.has("Buôn Ma Thuột, ngày")
        assert page.has("Hôm nay, hồi 08 giờ 30 phút, ngày 05 tháng 3 năm 2026")

    def test_rule_the_subject_by_a_third_to_a_half(self):
        page = drawn(ward_decision())[0]
        subject = page.line("Xử phạt vi phạm hành chính trong")
        rule = page.rule_under(subject)

        assert near(page.line("QUYẾT ĐỊNH").centre, CENTRE)
        assert 1 / 3 <= rule.width / subject.width <= 1 / 2
        assert round(subject.size) == 14


class TestBodies:
    def test_indent_the_first_line_by_12_7_millimetres(self):
        page = drawn(ward_decision())[0]
        assert near(page.line("Căn cứ Điều 57").left, LEFT + 12.7, 0.3)

    def test_set_legal_bases_in_italics_with_semicolons_and_a_full_stop(self):
        page = drawn(ward_decision())[0]
        basis = page.line("Căn cứ Biên bản vi phạm")
        assert basis.faces == {"LiberationSerif-Italic"}
        assert basis.text.endswith(";")
        assert page.line("Theo đề nghị").text.endswith(".")

    def test_set_articles_with_a_bold_word_and_number(self):
        line = drawn(ward_decision())[0].line("Điều 1.")
        assert line.faces == {"LiberationSerif", "LiberationSerif-Bold"}

    def test_stand_on_17_points(self):
        page = drawn(ward_decision())[0]
        first = page.line("Căn cứ Nghị định số 118")
        second = page.line("quy định chi tiết một số điều")
        assert near(second.bottom - first.bottom, 17 * 25.4 / 72, 0.1)


class TestSignatures:
    def test_stand_right_of_the_recipients_on_one_line(self):
        page = drawn(ward_decision())[-1]
        recipients, signer = page.line("Nơi nhận:"), page.line("CHỦ TỊCH")
        name = page.line("Lương Khánh Toàn")

        assert recipients.faces == {"LiberationSerif-BoldItalic"}
        assert round(recipients.size) == 12
        assert near(recipients.left, LEFT, 0.2)
        assert near(signer.bottom, recipients.bottom, 1)
        assert near(signer.centre, (LEFT + 74 + RIGHT) / 2)
        assert near(name.centre, signer.centre, 0.2)
        assert 68 <= (name.top - signer.bottom) / 25.4 * 72 <= 78
        assert round(page.line("- Như Điều 3;").size) == 11
        assert page.line("- Lưu: VT").text.endswith(".")

    def test_of_a_person_never_speak_for_the_committee(self):
        text = " ".join(
            line.text for page in drawn(ward_decision()) for line in page.lines
        )
        assert "TM." not in text

    def test_of_a_delegate_name_the_head_first(self):
        deputy = Signer(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Văn An")
        page = drawn(department_decision(signer=deputy))[-1]
        assert page.line("KT. GIÁM ĐỐC").top < page.line("PHÓ GIÁM ĐỐC").top

    def test_of_a_record_stand_level_and_whole_on_one_page(self):
        for extra in range(0, 12, 3):
            form = ward_record(statement="Tôi thừa nhận vi phạm. " * (1 + 9 * extra))
            page = drawn(form)[-1]
            titles = [page.line("NGƯỜI VI PHẠM"), page.line("NGƯỜI LẬP BIÊN BẢN")]
            names = [page.line("Mạc Thị Thu Cúc"), page.line("H’Nga Mlô")]
            assert near(titles[0].bottom, titles[1].bottom, 0.2)
            assert near(names[0].bottom, names[1].bottom, 0.2)
            assert page.has("Biên bản lập xong")

    def test_of_four_stand_in_two_rows(self):
        page = drawn(printer_inspection())[2]
        first, second = page.line("ĐẠI DIỆN CƠ SỞ"), page.line("NGƯỜI CHỨNG KIẾN")
        assert near(first.centre, LEFT + 165 / 4)
        assert near(second.centre, first.centre, 0.2)
        assert near(page.line("TRƯỞNG ĐOÀN").bottom, first.bottom, 0.2)


class TestDrafts:
    @pytest.fixture
    def page(self) -> Page:
        form = department_decision(
            number_text=None,
            signed_on=None,
            signer=Signer(("GIÁM ĐỐC",)),
            notes=("Khung tiền phạt của hành vi PRT-NODEC chưa được nạp",),
            draft=MARK,
        )
        self.pages = drawn(form)
        return self.pages[0]

    def test_are_marked_in_a_box_under_the_blank_number(self, page):
        mark = next(
            line for line in page.lines if line.text == "DỰ THẢO" and line.size < 14
        )
        number = page.line("Số:")
        assert number.top < mark.top
        assert near(mark.centre, LEFT + 35.5)
        assert number.text.replace(" ", "") == "Số:/QĐ-XPHC"

    def test_keep_month_and_year_and_leave_the_day_blank(self, page):
        day = page.line("Đắk Lắk, ngày")
        assert day.text.endswith("tháng 5 năm 2026") or page.has("tháng 5 năm 2026")
        assert not page.has("ngày 12 tháng 5")

    def test_say_at_the_foot_that_they_bind_nobody(self, page):
        for each in self.pages:
            foot = each.line("Dự thảo lần 2 - 11/05/2026 14:05")
            assert foot.text.endswith("VV-2026-0052 - Không có giá trị thi hành")
            assert foot.top > BOTTOM
            assert foot.faces == {"LiberationSerif-Italic"}

    def test_name_no_signer_and_carry_no_receipt(self, page):
        last = self.pages[-1]
        assert last.has("GIÁM ĐỐC")
        assert not last.has("Đinh Quốc Khiêm")
        assert not last.has("NGƯỜI NHẬN QUYẾT ĐỊNH")

    def test_tell_which_figures_are_not_loaded(self, page):
        assert any(each.has("chưa được nạp") for each in self.pages)


class TestReports:
    def test_say_page_and_total_at_the_foot(self):
        pages = drawn(printer_report())
        for number, page in enumerate(pages, start=1):
            total = page.line("Trang ")
            assert total.text == f"Trang {number}/{len(pages)}"
            assert near(total.right, RIGHT, 0.2)
            assert page.line("Vụ việc VV-2026-0052").left == pytest.approx(
                LEFT, abs=0.2
            )
            assert not [line for line in page.lines if line.bottom < TOP]

    def test_have_codes_and_the_moment_of_the_data_in_a_box(self):
        page = drawn(printer_report())[0]
        assert page.has("Mã vụ việc: VV-2026-0052")
        assert page.has("Mã xác thực: 7C41-9E2B-50D8")
        assert page.has("Dữ liệu đến 08:00 ngày 15/05/2026.")

    def test_of_the_short_form_fill_one_page_whatever_the_text(self):
        short = printer_report_short()
        for times in (1, 4, 20):
            facts = replace(
                short.facts,
                acts=short.facts.acts * times,
                recommendations=short.facts.recommendations * times,
                deadlines=short.facts.deadlines * times,
            )
            assert len(drawn(replace(short, facts=facts))) == 1


class TestAnnexes:
    def test_start_their_own_numbering(self):
        pages = drawn(printer_inspection())
        annex = pages[-1]
        assert annex.has("PHỤ LỤC")
        assert not [line for line in annex.lines if line.top < TOP]

    def test_of_photographs_carry_the_hash_and_are_signed(self):
        form = printer_inspection()
        annex = drawn(form)[-1]
        photo = form.facts.photos[0]
        assert annex.has(f"SHA-256: {photo.sha256[:32]}")
        assert annex.has(photo.sha256[32:])
        assert annex.has("ĐẠI DIỆN CƠ SỞ")
        assert annex.has("TRƯỞNG ĐOÀN")

    def test_are_counted_apart_from_the_sheets_of_the_record(self):
        page = drawn(printer_inspection())[2]
        assert page.has("gồm 03 tờ và 01 phụ lục bản ảnh")
