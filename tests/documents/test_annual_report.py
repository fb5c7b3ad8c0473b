"""Báo cáo năm: figures agree between words, tables and charts (forms.md, 3.7)."""

from dataclasses import replace

import pytest

from documents.forms.annual_report import shares_of
from documents.kit.head import Draft
from documents.kit.signing import Signer
from tests.documents.paper import drawn
from tests.documents.sample_year import FIGURES, TEXTS, year_report
from tests.documents.samples import at


def text_of(form) -> str:
    return " ".join(line.text for page in drawn(form) for line in page.lines)


class TestAnnualReport:
    def test_says_the_same_in_words_tables_and_charts(self):
        text = text_of(year_report())

        assert "495 cơ sở, tăng 24 cơ sở" in text
        assert "57/60 cơ sở theo kế hoạch (đạt 95,0%)" in text
        assert "tiếp nhận 44 vụ việc" in text
        assert "Vụ việc tiếp nhận (44)" in text
        assert "Quyết định xử phạt (36)" in text
        assert "ban hành 36 quyết định xử phạt (34 quyết định phạt tiền" in text
        assert "1.062.450.000 đồng" in text
        assert "Một tỷ không trăm sáu mươi hai triệu" in text
        assert "đã thu 548.700.000 đồng (51,6%), còn phải thu 513.750.000 đồng" in text

    def test_names_every_part_that_a_year_has(self):
        text = text_of(year_report())

        for part in (
            "I. CÔNG TÁC CHỈ ĐẠO",
            "II. SỔ BỘ CƠ SỞ",
            "III. THANH TRA, KIỂM TRA",
            "IV. VỤ VIỆC",
            "V. XỬ LÝ",
            "VI. PHỐI HỢP LIÊN NGÀNH",
            "VII. KHÓ KHĂN, VƯỚNG MẮC",
            "VIII. KIẾN NGHỊ, PHƯƠNG HƯỚNG NĂM 2027",
        ):
            assert part in text

    def test_of_a_year_without_anything_is_whole_too(self):
        empty = replace(
            FIGURES,
            kinds=(),
            wards=(),
            with_it=(0, 0),
            visits=replace(
                FIGURES.visits,
                planned=0,
                planned_done=0,
                unplanned=0,
                total=0,
                with_case=0,
            ),
            sources=(),
            received=(0,) * 12,
            decided=(0,) * 12,
            groups=(),
            leads=(),
            handling=replace(
                FIGURES.handling, **dict.fromkeys(FIGURES.handling.__slots__, 0)
            ),
            tasks=(),
        )
        form = year_report(figures=empty, texts=replace(TEXTS, difficulties=()))
        pages = drawn(form)
        text = " ".join(line.text for page in pages for line in page.lines)

        assert len(pages) <= 2
        assert "tiếp nhận 00 vụ việc" in text
        assert "VII. KHÓ KHĂN, VƯỚNG MẮC Không có." in " ".join(text.split())
        assert "%" not in text

    def test_of_a_draft_has_neither_number_nor_name(self):
        text = text_of(
            year_report(
                number_text=None,
                signed_on=None,
                signer=Signer(("GIÁM ĐỐC",)),
                draft=Draft(at(14, 12, 9), "Báo cáo năm 2026"),
            )
        )

        assert "412/BC" not in text
        assert "Lục Thị Hoài An" not in text
        assert "DỰ THẢO" in text

    @pytest.mark.parametrize(
        "counts", [[1, 1, 1], [15, 16, 8, 3, 2], [1, 999], [7], [1] * 7]
    )
    def test_shares_add_up(self, counts):
        tenths = [int(share.replace(",", "")) for share in shares_of(counts)]

        assert sum(tenths) == 1000
