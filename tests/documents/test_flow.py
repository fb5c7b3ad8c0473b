"""How text and tables run over pages (layout of printed documents, section 10)."""

from dataclasses import replace

from documents.forms.visit_facts import PublicationRow
from documents.kit.lines import balanced
from documents.kit.typefaces import BOLD
from tests.documents.paper import drawn
from tests.documents.sample_report import facts, printer_report
from tests.documents.sample_visit import printer_inspection
from tests.documents.samples import NO_INVOICE, ward_decision


class TestFlow:
    def test_repeats_the_header_of_a_table_on_each_page(self):
        rows = tuple(
            PublicationRow(f"Tên sách số {n}", "Thảo Nguyên", f"{n}/QĐ-NXB", n, n, "Có")
            for n in range(1, 90)
        )
        form = printer_inspection()
        pages = drawn(replace(form, facts=replace(form.facts, publications=rows)))
        with_rows = [page for page in pages if page.has("Tên sách số")]
        assert len(with_rows) >= 2
        assert all(page.has("Tên xuất bản phẩm") for page in with_rows)

    def test_never_leaves_a_heading_or_the_total_alone(self):
        form = printer_inspection()
        for count in range(3, 27, 4):
            rows = form.facts.publications[:1] * count
            facts = replace(form.facts, publications=rows, photos=())
            pages = drawn(replace(form, facts=facts))
            for page in pages:
                texts = [line.text for line in page.lines if line.text.strip()]
                assert not texts[-1].startswith(("II.", "III.", "1. Hồ sơ", "3. Sản"))
                if any(text.startswith("Cộng") for text in texts):
                    place = next(
                        i for i, text in enumerate(texts) if text.startswith("Cộng")
                    )
                    assert any("Thảo Nguyên" in text for text in texts[:place])

    def test_never_breaks_a_code(self):
        long = "118/QĐ-NXBTRUYENTHONG-2026"
        form = printer_inspection()
        row = replace(form.facts.publications[0], decision=long, licensed=1_234_567)
        pages = drawn(replace(form, facts=replace(form.facts, publications=(row,))))
        assert any(page.has(long) for page in pages)
        assert any(page.has("1.234.567") for page in pages)

    def test_says_nothing_in_words_instead_of_an_empty_table(self):
        form = printer_inspection()
        facts = replace(form.facts, papers=(), machines=(), publications=())
        page = drawn(replace(form, facts=facts))[0]
        assert page.has("1. Hồ sơ pháp lý: Không có.")
        assert page.has("2. Thiết bị in và gia công sau in: Không có.")

    def test_keeps_the_last_article_with_the_signature(self):
        for times in range(1, 25, 4):
            acts = (replace(NO_INVOICE, text=NO_INVOICE.text + ", kể cả" * 12 * times),)
            last = drawn(ward_decision(acts=acts))
            page = next(page for page in last if page.has("Lương Khánh Toàn"))
            assert page.has("Nơi nhận:")
            assert page.has("CHỦ TỊCH")
            assert page.has("chấp hành./.")

    def test_keeps_the_last_heading_of_a_report_with_its_signer(self):
        for count in range(1, 12, 2):
            deadlines = facts().deadlines[:1] * count
            form = printer_report(
                deadlines=deadlines, recommendations=(), photos=(), papers=()
            )
            [page] = [page for page in drawn(form) if page.has("X. KIẾN NGHỊ")]
            assert page.has("Lại Minh Thư")

    def test_lists_several_acts_by_the_vietnamese_alphabet(self):
        pages = drawn(ward_decision(acts=(NO_INVOICE,) * 5, fine_vnd=18_750_000))
        starts = [line.text[:2] for page in pages for line in page.lines]
        assert [mark for mark in ("a)", "b)", "c)", "d)", "đ)") if mark in starts] == [
            "a)",
            "b)",
            "c)",
            "d)",
            "đ)",
        ]
        assert any(page.has("tổng mức phạt: 18.750.000 đồng") for page in pages)

    def test_prints_a_warning_without_money(self):
        pages = drawn(ward_decision(is_warning=True, fine_vnd=0))
        text = " ".join(line.text for page in pages for line in page.lines)
        assert "Hình thức xử phạt chính: Cảnh cáo." in text
        assert "nộp tiền phạt" not in text
        assert "thu tiền phạt" not in text


class TestBalancedLines:
    def test_leave_no_word_alone(self):
        lines = balanced(
            "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", face=BOLD, size=12, width=200
        )
        assert lines == ["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"] or len(lines) == 2
        assert min(len(line.split()) for line in lines) >= 3

    def test_are_as_few_as_fit(self):
        text = "Kiểm tra hoạt động in xuất bản phẩm"
        assert balanced(text, face=BOLD, size=14, width=400) == [text]
