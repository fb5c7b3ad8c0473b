"""Text before it reaches a page (layout of printed documents, section 4)."""

import logging
import unicodedata
from datetime import date

import pytest

from documents.figures import blank_day, count, day_in_words, document_number, dong
from documents.text import NBSP, N, bold, cell, italic


def spaced(text: str) -> str:
    return text.replace(NBSP, "~")


class TestPaperText:
    def test_composes_decomposed_letters(self):
        assert N(unicodedata.normalize("NFD", "Ẫ Ễ Ỗ Ữ Ế Ea H’leo")) == (
            f"Ẫ Ễ Ỗ Ữ Ế Ea{NBSP}H’leo"
        )

    def test_escapes_markup_of_users(self):
        assert N('<img src="/etc/passwd"> & <cá nhân>') == (
            f'&lt;img src="/etc/passwd"&gt; &amp; &lt;cá{NBSP}nhân&gt;'
        )

    def test_drops_control_characters_and_keeps_one_line(self):
        assert N("a\x00b\u200b\r\n c, rồi kết thúc") == f"ab c, rồi kết{NBSP}thúc"

    def test_replaces_and_logs_what_the_faces_lack(self, caplog):
        with caplog.at_level(logging.WARNING):
            assert N("đủ ☑ hồ sơ") == f"đủ ? hồ{NBSP}sơ"
        assert "U+2611" in caplog.text

    @pytest.mark.parametrize(
        ("text", "glued"),
        [
            ("tại điểm a khoản 2 Điều 29 này", "tại điểm~a khoản~2 Điều~29~này"),
            ("trong thời hạn 10 ngày, kể từ", "trong thời hạn 10~ngày, kể~từ"),
            (
                "ngày 05 tháng 3 năm 2026, tại trụ sở chính",
                "ngày~05 tháng~3 năm~2026, tại trụ sở~chính",
            ),
            ("hồi 08 giờ 30 phút hôm sau", "hồi 08~giờ 30~phút hôm~sau"),
            ("phường Tân An, tỉnh Đắk Lắk", "phường Tân An, tỉnh Đắk~Lắk"),
        ],
    )
    def test_keeps_short_labels_and_numbers_together(self, text: str, glued: str):
        assert spaced(N(text)) == glued

    def test_leaves_long_tokens_free_to_break(self):
        """A glued long token would tear the justified line above it open."""
        text = "Nghị định số 14/2022/NĐ-CP ngày 27/01/2022 của Chính phủ Việt Nam"
        assert "số 14/2022" in N(text)
        assert "ngày 27/01/2022" in N(text)

    def test_glues_across_runs_of_another_face(self):
        assert N(bold("Điều"), " ", bold("1."), " Xử phạt vi phạm hành chính") == (
            f"<b>Điều</b>{NBSP}<b>1.</b> Xử phạt vi phạm hành{NBSP}chính"
        )

    def test_marks_faces_after_escaping(self):
        assert cell(italic("<b>"), " và sau") == "<i>&lt;b&gt;</i> và sau"


class TestFigures:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I; layout rules, section 2."""

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
            (date(2026, 2, 12), "ngày 12 tháng 02 năm 2026"),
            (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
            (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
        ],
    )
    def test_writes_zeros_before_days_and_the_first_two_months(self, day, words):
        assert day_in_words(day) == words

    def test_leaves_the_day_of_a_draft_blank_but_not_the_month(self):
        blank = blank_day(date(2026, 5, 11))
        assert blank.startswith(f"ngày {NBSP}")
        assert blank.endswith("tháng 5 năm 2026")
        assert "11" not in blank

    def test_writes_thousands_with_dots(self):
        assert dong(1_234_567) == "1.234.567 đồng"
        assert count(80) == "80"

    def test_writes_document_numbers_below_ten_with_a_zero(self):
        assert document_number(7, "BB-VPHC") == "07/BB-VPHC"
        assert document_number(310, "QĐ-XPHC") == "310/QĐ-XPHC"
