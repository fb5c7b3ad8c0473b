"""Amounts and days in words, against tables written out by hand.

Rules: layout of printed documents, section 9; its own table is the first part.
"""

import unicodedata
from datetime import date

import pytest

from documents.figures import day_in_words
from documents.words import (
    LARGEST,
    counted_in_words,
    day_in_full_words,
    dong_in_words,
    in_words,
)

RULES = {
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
}
# One, four and five after nothing, ten, a ten, an empty ten; empty groups; fines.
BY_HAND = {
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    19: "mười chín",
    20: "hai mươi",
    31: "ba mươi mốt",
    44: "bốn mươi tư",
    55: "năm mươi lăm",
    61: "sáu mươi mốt",
    84: "tám mươi tư",
    99: "chín mươi chín",
    100: "một trăm",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    111: "một trăm mười một",
    121: "một trăm hai mươi mốt",
    204: "hai trăm linh bốn",
    340: "ba trăm bốn mươi",
    555: "năm trăm năm mươi lăm",
    999: "chín trăm chín mươi chín",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_100: "một nghìn một trăm",
    2_026: "hai nghìn không trăm hai mươi sáu",
    10_021: "mười nghìn không trăm hai mươi mốt",
    21_000: "hai mươi mốt nghìn",
    104_000: "một trăm linh bốn nghìn",
    540_000: "năm trăm bốn mươi nghìn",
    1_000_100: "một triệu không nghìn một trăm",
    3_750_000: "ba triệu bảy trăm năm mươi nghìn",
    15_000_000: "mười lăm triệu",
    40_004_000: "bốn mươi triệu không trăm linh bốn nghìn",
    200_000_000: "hai trăm triệu",
    638_750_000: "sáu trăm ba mươi tám triệu bảy trăm năm mươi nghìn",
    1_000_000_001: "một tỷ không triệu không nghìn không trăm linh một",
    2_004_000_000: "hai tỷ không trăm linh bốn triệu",
    21_000_015_000: "hai mươi mốt tỷ không triệu không trăm mười lăm nghìn",
    999_999_999_999: (
        "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín "
        "mươi chín nghìn chín trăm chín mươi chín"
    ),
}
DAYS = {
    date(2026, 3, 12): (
        "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi sáu",
        "ngày 12 tháng 3 năm 2026",
    ),
    date(2026, 1, 1): (
        "ngày một tháng một năm hai nghìn không trăm hai mươi sáu",
        "ngày 01 tháng 01 năm 2026",
    ),
    date(2026, 2, 4): (
        "ngày bốn tháng hai năm hai nghìn không trăm hai mươi sáu",
        "ngày 04 tháng 02 năm 2026",
    ),
    date(2026, 4, 5): (
        "ngày năm tháng tư năm hai nghìn không trăm hai mươi sáu",
        "ngày 05 tháng 4 năm 2026",
    ),
    date(2026, 5, 10): (
        "ngày mười tháng năm năm hai nghìn không trăm hai mươi sáu",
        "ngày 10 tháng 5 năm 2026",
    ),
    date(2026, 6, 11): (
        "ngày mười một tháng sáu năm hai nghìn không trăm hai mươi sáu",
        "ngày 11 tháng 6 năm 2026",
    ),
    date(2026, 7, 14): (
        "ngày mười bốn tháng bảy năm hai nghìn không trăm hai mươi sáu",
        "ngày 14 tháng 7 năm 2026",
    ),
    date(2026, 8, 15): (
        "ngày mười lăm tháng tám năm hai nghìn không trăm hai mươi sáu",
        "ngày 15 tháng 8 năm 2026",
    ),
    date(2026, 9, 20): (
        "ngày hai mươi tháng chín năm hai nghìn không trăm hai mươi sáu",
        "ngày 20 tháng 9 năm 2026",
    ),
    date(2026, 10, 21): (
        "ngày hai mươi mốt tháng mười năm hai nghìn không trăm hai mươi sáu",
        "ngày 21 tháng 10 năm 2026",
    ),
    date(2026, 11, 24): (
        "ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu",
        "ngày 24 tháng 11 năm 2026",
    ),
    date(2026, 12, 25): (
        "ngày hai mươi lăm tháng mười hai năm hai nghìn không trăm hai mươi sáu",
        "ngày 25 tháng 12 năm 2026",
    ),
    date(2025, 12, 31): (
        "ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi lăm",
        "ngày 31 tháng 12 năm 2025",
    ),
    date(2024, 2, 29): (
        "ngày hai mươi chín tháng hai năm hai nghìn không trăm hai mươi tư",
        "ngày 29 tháng 02 năm 2024",
    ),
    date(2021, 4, 30): (
        "ngày ba mươi tháng tư năm hai nghìn không trăm hai mươi mốt",
        "ngày 30 tháng 4 năm 2021",
    ),
    date(2015, 9, 2): (
        "ngày hai tháng chín năm hai nghìn không trăm mười lăm",
        "ngày 02 tháng 9 năm 2015",
    ),
    date(2010, 10, 9): (
        "ngày chín tháng mười năm hai nghìn không trăm mười",
        "ngày 09 tháng 10 năm 2010",
    ),
    date(2005, 5, 5): (
        "ngày năm tháng năm năm hai nghìn không trăm linh năm",
        "ngày 05 tháng 5 năm 2005",
    ),
    date(2000, 1, 6): (
        "ngày sáu tháng một năm hai nghìn",
        "ngày 06 tháng 01 năm 2000",
    ),
    date(1984, 7, 27): (
        "ngày hai mươi bảy tháng bảy năm một nghìn chín trăm tám mươi tư",
        "ngày 27 tháng 7 năm 1984",
    ),
}


class TestAmountInWords:
    @pytest.mark.parametrize(("number", "words"), (RULES | BY_HAND).items())
    def test_reads_as_written_out_by_hand(self, number: int, words: str):
        assert in_words(number) == words
        assert unicodedata.is_normalized("NFC", in_words(number))

    def test_begins_with_a_capital_and_ends_with_dong(self):
        assert dong_in_words(3_750_000) == "Ba triệu bảy trăm năm mươi nghìn đồng"

    def test_stands_in_brackets_behind_a_count(self):
        assert counted_in_words(8) == "08 (tám)"
        assert counted_in_words(121) == "121 (một trăm hai mươi mốt)"

    @pytest.mark.parametrize("number", [-1, LARGEST + 1])
    def test_refuses_what_lies_outside(self, number: int):
        with pytest.raises(ValueError, match="not between"):
            in_words(number)


class TestDayInWords:
    @pytest.mark.parametrize(("day", "said"), DAYS.items())
    def test_reads_as_written_out_by_hand(self, day: date, said: tuple[str, str]):
        assert (day_in_full_words(day), day_in_words(day)) == said
        assert unicodedata.is_normalized("NFC", said[0])

    def test_is_asked_of_twenty_days_and_of_more_than_fifty_numbers(self):
        assert len(DAYS) == 20
        assert len(RULES | BY_HAND) >= 50
