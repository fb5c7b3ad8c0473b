"""What ties records together is written one way, whatever way it was typed."""

import pytest

from facilities import link_keys
from facilities.states import LinkKind


class TestKeys:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Truyện cổ tích chọn lọc", "truyen CO TICH, chon loc"),
            ("Tiếng Việt 1 – tập hai", "Tieng Viet 1, Tập hai"),
        ],
    )
    def test_of_a_title_do_not_mind_marks_and_signs(self, one, other):
        assert link_keys.of_title(one)[0].value == link_keys.of_title(other)[0].value

    @pytest.mark.parametrize("title", ["", "Lịch", "–", "Toán"])
    def test_of_a_title_that_stands_everywhere_are_none(self, title):
        assert link_keys.of_title(title) == []

    def test_of_a_registration_do_not_mind_dashes(self):
        keys = [
            link_keys.of_registration(text)[0].value
            for text in ("1234-2025/CXBIPH/01-56", "1234 2025 cxbiph 01 56")
        ]
        assert keys[0] == keys[1]
        assert link_keys.of_registration("số") == []

    @pytest.mark.parametrize(
        "url",
        [
            "https://www.facebook.example/Sach.Re/",
            "http://m.facebook.example/sach.re",
            "facebook.example/sach.re?",
        ],
    )
    def test_of_an_account_do_not_mind_how_one_gets_there(self, url):
        assert link_keys.of_address(url)[0].value == "facebook.example/sach.re"

    @pytest.mark.parametrize("url", ["", "https://", "http://[sai"])
    def test_of_what_is_no_address_are_none(self, url):
        assert link_keys.of_address(url) == []

    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            ("Xe tải biển số 47C-123.45 chở sách", LinkKind.VEHICLE, "47c12345"),
            ("Xe 47C 12345", LinkKind.VEHICLE, "47c12345"),
            ("Tem chống giả, sê-ri AB 0012345", LinkKind.STAMP, "ab0012345"),
            ("40 bản kẽm số KM-2025/07", LinkKind.PLATE, "km202507"),
            ("Bản kẽm ký hiệu KM-2025/07", LinkKind.PLATE, "km202507"),
        ],
    )
    def test_are_read_in_descriptions(self, text, kind, value):
        (key,) = link_keys.in_text(text)

        assert (key.kind, key.value) == (kind, value)

    @pytest.mark.parametrize(
        ("text", "phones"),
        [
            ("Giao hàng gọi 0905 123 456 (anh Tư)", ["0905 123 456"]),
            (
                "Zalo: 0905.123.456, +84 905 123 457",
                ["0905.123.456", "+84 905 123 457"],
            ),
            ("ĐT 02623851234.", ["02623851234"]),
            ("Lập ngày 03.03.2026 10 giờ", []),
            ("MST 0100233488, mã số: 0301234567", []),
            ("CCCD 066123456789", []),
            ("Số 1234-2025/CXBIPH/01-56", []),
            ("Tài khoản 0905123456", []),
        ],
    )
    def test_of_phones_are_read_where_no_other_number_stands(self, text, phones):
        assert link_keys.phones_in(text) == phones

    @pytest.mark.parametrize(
        "text", ["80 bản không có hóa đơn", "Tem chống giả", "ngày 12/03/2026", ""]
    )
    def test_are_not_seen_where_none_is(self, text):
        assert link_keys.in_text(text) == []
