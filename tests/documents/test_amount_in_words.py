"""Amounts in words (layout of printed documents, section 9)."""

import pytest

from documents.words import LARGEST, dong_in_words, in_words

# The table of the layout rules, whole.
TABLE = {
    0: "không",
    14: "mười bốn",
    15: "mười lăm",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    101: "một trăm linh một",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    1_005: "một nghìn không trăm linh năm",
    1_010: "một nghìn không trăm mười",
    105_000: "một trăm linh năm nghìn",
    1_000_005: "một triệu không nghìn không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_050_000: "một triệu không trăm năm mươi nghìn",
    1_234_567: "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy",
    25_500_000: "hai mươi lăm triệu năm trăm nghìn",
    95_000_000: "chín mươi lăm triệu",
    1_000_000_000: "một tỷ",
    # Beside the table: the fine of scenario S1, and the highest of the field.
    3_750_000: "ba triệu bảy trăm năm mươi nghìn",
    200_000_000: "hai trăm triệu",
    540_000: "năm trăm bốn mươi nghìn",
}


class TestAmountInWords:
    @pytest.mark.parametrize(("number", "words"), TABLE.items())
    def test_reads_the_table(self, number: int, words: str):
        assert in_words(number) == words

    def test_begins_with_a_capital_and_ends_with_dong(self):
        assert dong_in_words(3_750_000) == "Ba triệu bảy trăm năm mươi nghìn đồng"

    def test_reads_up_to_999_ty(self):
        assert in_words(LARGEST).startswith("chín trăm chín mươi chín tỷ")

    @pytest.mark.parametrize("number", [-1, LARGEST + 1])
    def test_refuses_what_lies_outside(self, number: int):
        with pytest.raises(ValueError, match="not between"):
            in_words(number)
