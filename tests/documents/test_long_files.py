"""Case files, short reports and registers with the longest data, and with none."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from documents.forms.case_facts import DeadlineRow, ResultRow
from documents.forms.case_file import (
    CaseFileFrontForm,
    CasePhotosForm,
    ElsewhereRow,
    IndexRow,
)
from documents.forms.case_register import COLUMNS
from documents.forms.goods_book import CustodyRow, GoodsBookForm, GoodsRow
from documents.kit.joining import Part, Whole, folio, join
from documents.kit.photos import Photo
from documents.kit.register import RegisterHead, write_register
from documents.kit.register_layout import RegisterColumn
from documents.kit.signing import Signer
from documents.render import render
from tests.documents.paper import Page, drawn, pages_of
from tests.documents.sample_report import cover, facts, printer_report_short
from tests.documents.samples import DEPARTMENT, PRINTER

DAY = date(2026, 3, 12)
# As long as the database lets them be.
LONGEST = ("Công ty Trách nhiệm hữu hạn Một thành viên In và Phát hành H’Hen Niê " * 4)[
    :250
].strip()
PARAGRAPH = "Phát hành xuất bản phẩm không có hóa đơn, chứng từ hợp pháp; " * 40


def is_inside(page: Page, *, right: float, bottom: float) -> bool:
    """Nothing stands in the right margin or under the lower one but the foot."""
    return all(
        line.right <= page.width - right + 0.6
        and (line.bottom <= page.height - bottom or line.size <= 10.1)
        for line in page.lines
        if not line.text.startswith("BL ")
    )


class TestShortReport:
    @pytest.mark.parametrize("times", [1, 6])
    def test_stays_one_page_with_the_longest_data(self, times):
        party = replace(PRINTER, name=LONGEST, address=LONGEST + ", " + LONGEST[:140])
        form = printer_report_short(
            subject=f"Vụ {LONGEST[:190]}\ntại {LONGEST}",
            party=party,
            lead=LONGEST[:200],
            supporting=(LONGEST[:200],) * times,
            handler=f"{LONGEST}; " * times,
            next_deadline=f"{LONGEST[:160]} 25/05/2026 (còn 10 ngày)",
            acts=(PARAGRAPH,) * times,
            goods=PARAGRAPH * times,
            explanations=(PARAGRAPH,) * times,
            decision="Quyết định số 18/QĐ-XPHC",
            results=(ResultRow(PARAGRAPH, "45.000.000 đồng", "-", "Chưa nộp"),) * times,
            recommendations=(PARAGRAPH,) * times,
            deadlines=(
                DeadlineRow(LONGEST[:160], DAY, DAY, None, "Quá 123 ngày", True),  # noqa: FBT003
            )
            * 9,
        )
        pages = drawn(form)
        assert len(pages) == 1
        assert pages[0].has("Lại Minh Thư")
        assert is_inside(pages[0], right=15, bottom=20)

    def test_is_a_page_without_any_data(self):
        form = printer_report_short(
            supporting=(),
            handler="",
            acts=(),
            goods="",
            quantities=(),
            explanations=(),
            decision="",
            results=(),
            deadlines=(),
            recommendations=(),
            next_deadline="",
        )
        [page] = drawn(form)
        assert page.has("Không có")


def front(**changes: object) -> CaseFileFrontForm:
    values: dict[str, object] = {
        "cover": cover(signer=Signer(("NGƯỜI LẬP BÁO CÁO",), "Lại Minh Thư")),
        "facts": facts(),
        "received_on": DAY,
        "rows": (),
    }
    return CaseFileFrontForm(**values | changes)


class TestFront:
    def test_counts_the_folios_in_figures_and_words(self):
        rows = (
            IndexRow("Biên bản kiểm tra", "21/BB-KT", DAY, 1, 3),
            IndexRow("Quyết định xử phạt", "18/QĐ-XPHC", DAY, 4, 1),
            IndexRow("Bản quét", "", None, 5, 117),
        )
        text = " ".join(
            line.text for page in drawn(front(rows=rows)) for line in page.lines
        )
        assert "121 (một trăm hai mươi mốt) bút lục, đánh số từ 01 đến 121" in text
        assert "ngày mười lăm tháng năm năm hai nghìn không trăm hai mươi sáu" in text
        for folios in ("01 - 03", "04", "05 - 121"):
            assert folios in text

    def test_runs_over_pages_with_three_hundred_long_titles(self):
        rows = tuple(
            IndexRow(
                LONGEST if n % 20 == 0 else "Quyết định tạm giữ tang vật",
                "1234/QĐ-TGTVPTGPCC",
                DAY,
                n * 2 + 1,
                2,
            )
            for n in range(300)
        )
        elsewhere = tuple(
            ElsewhereRow(LONGEST, "Tệp điện tử, xem trong hồ sơ", f"{n:064x}")
            for n in range(12)
        )
        pages = drawn(front(rows=rows, elsewhere=elsewhere))
        assert all(is_inside(page, right=15, bottom=20) for page in pages)
        assert sum(page.has("1234/QĐ-TGTVPTGPCC") for page in pages) > 6
        last = pages[-1]
        assert last.has("NGƯỜI LẬP MỤC LỤC")
        assert last.has("./.")  # never the signatures alone
        tables = [page for page in pages[1:] if page.has("1234/QĐ-TGTVPTGPCC")]
        assert all(page.has("Số, ký hiệu") for page in tables)

    def test_of_an_empty_file_says_so(self):
        text = " ".join(line.text for page in drawn(front()) for line in page.lines)
        assert "Hồ sơ chưa có bút lục" in text


class TestPhotosAndGoods:
    def test_number_the_photographs_on_from_the_part_before(self):
        photos = tuple(
            Photo(f"Kệ sách {n}", f"{n:064x}", b"", (f"Tệp {LONGEST}.jpg",))
            for n in range(24)
        )
        pages = drawn(CasePhotosForm(cover(), facts(), photos, first=25))
        assert pages[0].has("ẢNH 25 ĐẾN 48")
        assert pages[-1].has("Ảnh 48.")
        assert all(is_inside(page, right=15, bottom=20) for page in pages)

    def test_list_three_hundred_titles_each_with_its_book(self):
        line = CustodyRow(DAY, "Tạm giữ", "1.200", "1.200", LONGEST, LONGEST, LONGEST)
        row = GoodsRow(
            name=LONGEST,
            condition=LONGEST,
            unit="bản",
            taken="1.234.567,25",
            held="1.234.567,25",
            place=LONGEST,
            seals="NP-01, NP-02",
            value_vnd=638_750_000,
        )
        short = replace(row, name="Sổ tay", condition="mới", place="Kho Sở")
        rows = tuple(
            replace(row, lines=(line,)) if n % 100 == 0 else short for n in range(300)
        )
        pages = drawn(GoodsBookForm(cover(), facts(), rows))
        assert all(is_inside(page, right=15, bottom=20) for page in pages)
        text = " ".join(line.text for page in pages for line in page.lines)
        assert text.count("638.750.000") == 300
        assert "Sổ giao nhận số" in text


def register(columns, rows, *, total=None, signers=True) -> list[Page]:
    people = (Signer(("NGƯỜI LẬP SỔ",), "H’Lan Êban"), Signer(("TRƯỞNG PHÒNG",)))
    head = RegisterHead(
        DEPARTMENT, "ngày 22 tháng 11 năm 2026", "SỔ THEO DÕI", "năm 2026",
        "(Không lọc)", "Sổ theo dõi", people if signers else (),
    )  # fmt: skip
    target = io.BytesIO()
    made = write_register(target, head, columns, rows, total=total)
    pages = pages_of(target.getvalue())
    assert len(pages) == made
    return pages


def case_row(n: int, act: str = "In 1.200 bản không có quyết định") -> tuple:
    return (
        n, (f"VV-2026-{n:04d}", "03/03/2026"), ("Công ty TNHH", "Sóng Biển"), act,
        "Sở VHTTDL", ("310/BB-VPHC", "05/03/2026"), ("310/QĐ-XPHC", "12/03/2026"),
        638_750_000, ("Nộp phạt:", "16/11/2026"), "Đã thi hành xong",
    )  # fmt: skip


class TestRegister:
    def test_is_landscape_with_its_head_columns_and_pages(self):
        pages = register(COLUMNS, map(case_row, range(1, 41)))
        first, last = pages[0], pages[-1]
        assert (round(first.width), round(first.height)) == (297, 210)
        assert first.line("SỔ THEO DÕI").centre == pytest.approx(30 + 252 / 2, abs=1)
        assert min(line.left for line in first.lines) >= 30 - 0.1
        for place, page in enumerate(pages, start=1):
            assert page.has(f"Trang {place}/{len(pages)}")
            assert page.has("(10)")
            assert page.has("Văn bản (số, ngày)")
            assert is_inside(page, right=15, bottom=20)
        assert last.line("NGƯỜI LẬP SỔ")

    def test_keeps_two_rows_and_the_total_with_the_signatures(self):
        for size in (3, 5, 6, 7, 10, 11):
            total = ("", "Cộng", f"{size} vụ việc", *[""] * 4, "638.750.000", "", "")
            pages = register(
                COLUMNS, map(case_row, range(1, size + 1)), total=lambda t=total: t
            )
            [page] = [page for page in pages if page.has("NGƯỜI LẬP SỔ")]
            assert page is pages[-1]
            assert page.has("Cộng")
            assert page.has(f"VV-2026-{size:04d}")
            assert page.has(f"VV-2026-{size - 1:04d}")
            assert page.line("NGƯỜI LẬP SỔ").top > page.line("Cộng").top

    def test_never_breaks_a_code_or_an_amount_that_comes_late(self):
        columns = [RegisterColumn("Số"), RegisterColumn("Tiền"), RegisterColumn("Tên")]
        rows = [(f"{n}", n, "Nhà sách Hoa Cúc tại phường Buôn Ma Thuột " * 3)
                for n in range(230)]  # fmt: skip
        rows.append(("310/QĐ-XPHC", 999_999_999_999, LONGEST))
        rows.append(("https://example.org/" + "a" * 80, 1, "hết"))
        pages = register(columns, rows)
        assert pages[-1].has("310/QĐ-XPHC")
        assert pages[-1].has("999.999.999.999")
        assert all(is_inside(page, right=15, bottom=20) for page in pages)

    def test_parts_a_row_that_is_taller_than_a_page(self):
        rows = [case_row(1), case_row(2, PARAGRAPH * 3), case_row(3), case_row(4)]
        pages = register(COLUMNS, rows)
        text = " ".join(line.text for page in pages for line in page.lines)
        assert len(pages) > 2
        assert text.count("VV-2026-0002") == 1
        assert text.count("VV-2026-0004") == 1
        assert all(is_inside(page, right=15, bottom=20) for page in pages)

    def test_of_sixteen_columns_sets_them_smaller_and_cuts_none(self):
        columns = [RegisterColumn(f"Cột số {n}") for n in range(16)]
        rows = [[f"VV-2026-{n:04d}"] * 16 for n in range(30)]
        pages = register(columns, rows)
        text = " ".join(line.text for page in pages for line in page.lines)
        assert text.count("VV-2026-0017") == 16
        assert all(is_inside(page, right=15, bottom=20) for page in pages)

    def test_of_nothing_says_so(self):
        [page] = register(COLUMNS, [])
        assert page.has("Không có")
        assert page.has("NGƯỜI LẬP SỔ")

    def test_is_the_same_for_the_same_rows(self):
        head = RegisterHead(DEPARTMENT, "ngày", "SỔ", "năm", "", "Sổ")
        made = []
        for _ in range(2):
            target = io.BytesIO()
            write_register(target, head, COLUMNS, map(case_row, range(20)))
            made.append(target.getvalue())
        assert made[0] == made[1]

    def test_prints_marks_and_markup_of_users_literally(self):
        columns = [RegisterColumn("Tên"), RegisterColumn("Ghi chú")]
        [page] = register(columns, [('<img src="/etc/passwd">', "A & B < C; ☑")])
        assert page.has('<img src="/etc/passwd">')
        assert page.has("A & B < C; ?")


class TestJoin:
    def test_holds_a_thousand_numbers_in_the_margin(self, tmp_path):
        printed = render(front())
        path = tmp_path / "a.pdf"
        path.write_bytes(printed.content)
        parts = [Part("Một", path, printed.pages)] * 2
        target = io.BytesIO()
        assert join(parts, Whole("Hồ sơ", "Sở"), target) == 2 * printed.pages
        again = io.BytesIO()
        join(parts, Whole("Hồ sơ", "Sở"), again)
        assert again.getvalue() == target.getvalue()
        with pikepdf.open(target) as pdf:
            fonts = {
                str(font.BaseFont)
                for page in pdf.pages
                for font in page.Resources.Font.values()
            }
        assert any("Bold" in name for name in fonts)
        assert folio(7) == "07"
        assert folio(1_234) == "1234"
