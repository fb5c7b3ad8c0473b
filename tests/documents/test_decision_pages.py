"""Decisions short, usual and as long as they get: whole, in order, nothing cut."""

from dataclasses import replace
from functools import cache

import pytest

from documents.kit.head import Draft
from documents.render import render
from tests.documents.paper import Page, drawn, text_of
from tests.documents.samples import at
from tests.documents.samples_decisions import (
    DECISIONS,
    KINDS,
    LONG,
    annulment,
    criminal_transfer,
    on_the_spot,
)

LEFT, RIGHT, TOP, BOTTOM = 30.0, 195.0, 20.0, 277.0


@cache
def pages(name: str) -> list[Page]:
    return drawn(DECISIONS[name]())


def texts(page: Page) -> list[str]:
    return [line.text.strip() for line in page.lines if line.text.strip()]


@pytest.mark.parametrize("name", DECISIONS)
class TestEveryDecision:
    def test_keeps_the_margins_whatever_its_length(self, name):
        for page in pages(name):
            lines = [line for line in page.lines if line.text.strip()]
            body = [line for line in lines if line.top >= TOP]
            assert min(line.left for line in body) >= LEFT - 0.1
            assert max(line.right for line in body) <= RIGHT + 0.1
            assert max(line.bottom for line in body) <= BOTTOM

    def test_never_ends_a_page_with_a_lead_in(self, name):
        for page in pages(name)[:-1]:
            last = texts(page)[-1]
            assert not last.endswith(":"), last

    def test_signs_below_two_lines_of_text_at_least(self, name):
        [page] = [each for each in pages(name) if each.has("Nơi nhận:")]
        head = page.line("Nơi nhận:")
        above = [line for line in page.lines if TOP <= line.top < head.top - 1]
        assert len([line for line in above if line.left < 100]) >= 2
        assert [each for each in texts(page) if each.endswith("./.")]
        signer = DECISIONS[name]().head.signer
        assert page.has(signer.name)
        assert page.has(signer.titles[-1])

    def test_is_built_alike_twice(self, name):
        if "usual" in name:
            form = DECISIONS[name]
            assert render(form()).content == render(form()).content


class TestWords:
    def test_of_a_name_with_signs_stand_as_they_are(self):
        text = text_of(render(annulment("longest")).content)
        assert "<CƯ M’GAR & EA H’LEO>" in text
        assert LONG.split("<")[0].strip().upper() in text

    def test_of_three_hundred_items_are_all_there(self):
        form = criminal_transfer("longest")
        found = drawn(form)
        rows = " ".join(each for page in found for each in texts(page))
        assert rows.count("Sách: Bài tập Toán lớp 7") == 300
        tables = [page for page in found if page.has("Số niêm phong")]
        assert len(tables) > 5  # its header stands on each page of the table

    def test_say_the_fine_in_figures_and_words(self):
        text = text_of(render(on_the_spot()).content)
        assert "500.000 đồng (Bằng chữ: Năm trăm nghìn đồng)." in text


class TestShortTables:
    def test_stand_whole_wherever_the_page_ends(self):
        """Three rows may not part: the header would stand twice on a page."""
        form = criminal_transfer()
        rows = form.papers[:3]
        for lines in range(0, 14, 2):
            longer = replace(form, papers=rows, summary=f"{'Sự việc. ' * 11}" * lines)
            for page in drawn(longer):
                heads = [line for line in page.lines if "Tên tài liệu" in line.text]
                assert len(heads) <= 1
                assert page.has(rows[0][0]) == page.has(rows[-1][0])


class TestDrafted:
    @pytest.mark.parametrize("name", KINDS)
    def test_shows_no_number_no_day_no_name_and_no_receipt(self, name):
        form = KINDS[name]("usual")
        mark = Draft(at(11, 6, 14, 5), "Vụ việc VV-2026-0052")
        found = drawn(form.drafted(mark))
        text = " ".join(each for page in found for each in texts(page))

        assert "DỰ THẢO" in text
        assert form.head.number_text not in text
        assert form.head.signer.name not in text
        assert form.head.signer.titles[0] in text
        assert "ngày 03 tháng 6 năm 2026" not in texts(found[0])[:8]
        assert "NGƯỜI NHẬN QUYẾT ĐỊNH" not in text
        assert "066984000016" not in text
        assert all(page.has("Không có giá trị thi hành") for page in found)
