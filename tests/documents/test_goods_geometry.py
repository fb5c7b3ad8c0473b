"""Papers about goods with three hundred titles, six signers, or nothing at all."""

from functools import cache

import pytest

from tests.documents.paper import Page, drawn
from tests.documents.samples_minutes import (
    LONGEST,
    MACHINES,
    MORE_WITNESSES,
    TIGHT,
    TITLES,
    USUAL,
    bare_record,
    seizure_decision,
    seizure_record,
)
from tests.documents.test_page_geometry import BOTTOM, LEFT, RIGHT, TOP, body, near

FORMS = USUAL | TIGHT


@cache
def pages(name: str) -> list[Page]:
    return drawn(FORMS[name]())


def words(found: list[Page]) -> str:
    lines = [line.text for page in found for line in page.lines]
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("name", FORMS)
class TestEveryPage:
    def test_keeps_the_margins(self, name):
        for page in pages(name):
            lines = [line for line in body(page) if line.bottom < 279]
            assert min(line.left for line in lines) >= LEFT - 0.1
            assert max(line.right for line in lines) <= RIGHT + 0.1
            assert TOP <= min(line.top for line in lines) <= 25
            assert max(line.bottom for line in lines) <= BOTTOM

    def test_leaves_no_page_before_the_last_half_empty(self, name):
        """ "a page before the last is at least three quarters full unless the
        signature block had to move" """
        for page in pages(name)[:-2]:
            lowest = max(line.bottom for line in body(page) if line.bottom < 279)
            assert lowest > TOP + 0.75 * (BOTTOM - TOP)

    def test_ends_with_signatures_under_at_least_two_lines(self, name):
        last = pages(name)[-1]
        title = next(
            line
            for line in last.lines
            if line.text in {"GIÁM ĐỐC", "KT. GIÁM ĐỐC", "NGƯỜI LẬP BIÊN BẢN"}
        )
        above = [line for line in body(last) if line.bottom < title.top]
        assert len(above) >= 2
        assert not title.text.startswith("Nơi nhận")


class TestThreeHundredTitles:
    NAMES = ("decision_of_300_titles", "record_of_300_titles_and_6_signers")

    @pytest.mark.parametrize("name", NAMES)
    def test_are_all_there_under_the_head_of_the_table(self, name):
        found = pages(name)
        text = words(found)
        assert all(row[-1] in text for row in TITLES)
        listed = [page for page in found if page.has("NP-0")]
        assert len(listed) > 20
        assert all(page.has("STT") for page in listed)

    def test_have_the_same_list_on_decision_and_record(self):
        """ "Same list as the decision, word for word" """
        both = [
            {
                line.text
                for page in pages(name)
                for line in page.lines
                if line.text.startswith("NP-")
            }
            for name in self.NAMES
        ]
        assert both[0] == both[1] == {row[-1] for row in TITLES}

    def test_and_six_signers_stand_level_in_rows_of_two(self):
        last = pages("record_of_300_titles_and_6_signers")[-1]
        names = [LONGEST.representative, *(row.name for row in MORE_WITNESSES)]
        assert all(last.has(name.split(",")[0][:20]) for name in names)
        left, right = last.line("NGƯỜI CHỨNG KIẾN"), last.line("NGƯỜI PHỐI HỢP")
        assert near(left.bottom, right.bottom, 0.2)
        assert near(left.centre, LEFT + 165 / 4)
        third = last.line("ĐẠI DIỆN CHÍNH QUYỀN")
        assert third.top > left.top
        assert last.has("Biên bản lập xong")


class TestHighRows:
    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_break_where_no_page_would_take_them(self, place):
        rows = [list(row) for row in MACHINES]
        rows[place][4] = "Đặc điểm rất dài " * 200
        pages = drawn(seizure_record(goods=tuple(map(tuple, rows))))
        assert len(pages) > 2


class TestRoomForAHand:
    def test_is_a_dotted_line_to_the_margin(self):
        page = drawn(bare_record())[0]
        place = page.line("Hôm nay, hồi")
        assert place.text.endswith("......")
        assert near(place.right, RIGHT)
        whole = next(line for line in page.lines if set(line.text) == {"."})
        assert near(whole.left, LEFT, 2)
        assert near(whole.right, RIGHT, 0.5)

    def test_stays_on_one_page_with_its_label(self):
        for page in drawn(bare_record()):
            first = body(page)[0]
            assert set(first.text) != {"."}

    def test_is_never_after_what_is_known(self):
        text = words(drawn(seizure_record()))
        assert "tại Công ty TNHH In Cao Nguyên Xanh. 1. Chúng tôi" in text


class TestMinutes:
    def test_have_no_place_and_day_in_the_head(self):
        page = drawn(seizure_record())[0]
        assert not page.has("Đắk Lắk, ngày")
        assert page.has("Hôm nay, hồi 13 giờ 45 phút, ngày 13 tháng 4 năm 2026")

    def test_say_how_many_sheets_they_have(self):
        found = pages("record_of_300_titles_and_6_signers")
        assert f"gồm {len(found)} tờ" in words(found)

    def test_of_a_seizure_have_four_signatures_level_in_two_rows(self):
        last = drawn(seizure_record())[-1]
        owner, maker = last.line("ĐẠI DIỆN TỔ CHỨC"), last.line("NGƯỜI LẬP BIÊN BẢN")
        assert near(owner.bottom, maker.bottom, 0.2)
        names = [last.line("Trịnh Gia Bình"), last.line("Lục Thị Hoài An")]
        assert near(names[0].bottom, names[1].bottom, 0.2)
        assert last.line("NGƯỜI CHỨNG KIẾN").top > names[0].bottom


class TestDecisions:
    def test_have_the_list_with_seals_inside_article_1(self):
        found = drawn(seizure_decision())
        text = words(found)
        assert text.index("Điều 1.") < text.index("NP-0311") < text.index("Điều 2.")
        assert found[0].has("NP-0312")

    def test_name_nobody_on_a_draft(self):
        text = words(pages("seizure_draft"))
        assert "Đinh Quốc Khiêm" not in text
        assert "05/QĐ" not in text


class TestLetters:
    @pytest.fixture
    def page(self) -> Page:
        (only,) = pages("expert_request")
        return only

    def test_fill_one_page_and_have_their_subject_under_the_number(self, page):
        number, about = page.line("Số: 812"), page.line("V/v đề nghị giám định")
        assert near(about.centre, number.centre)
        assert 0 < about.top - number.bottom < 4
        assert round(about.size) == 12
        assert about.faces == {"LiberationSerif"}

    def test_list_two_addressees_in_one_column(self, page):
        first, second = page.line("Kính gửi:"), page.line("- Nhà xuất bản")
        assert first.text.endswith("Phát hành;")
        assert second.text.endswith("Thảo Nguyên.")
        assert near(second.left - first.left, 22, 0.5)

    def test_end_with_a_stroke(self, page):
        assert page.has("của quý cơ quan./.")
