"""Whole numbers and days in Vietnamese words, as they stand beside their figures.

The northern official usage throughout: "linh" for an empty ten, "tư" after a ten.
"""

from datetime import date
from typing import Final

LARGEST: Final = 999_999_999_999
_DIGITS: Final = (
    "không",
    "một",
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
)
# The fourth month alone has a name of its own.
_FOURTH_MONTH: Final = "tư"
_GROUPS: Final = ("", "nghìn", "triệu", "tỷ")


def in_words(number: int) -> str:
    """`number` in lower-case words, 0 to 999,999,999,999; ValueError beyond."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    highest = len(groups) - 1
    lowest = next(place for place, group in enumerate(groups) if group)
    spoken = []
    for place in range(highest, lowest - 1, -1):
        group = groups[place]
        if place == highest:
            words = _leading(group)
        elif group:
            words = _following(group)
        else:
            words = _DIGITS[0]
        spoken.append(f"{words} {_GROUPS[place]}".rstrip())
    return " ".join(spoken)


def dong_in_words(vnd: int) -> str:
    """An amount of whole dong for "Bằng chữ:": "Ba triệu bảy trăm … nghìn đồng"."""
    words = f"{in_words(vnd)} đồng"
    return words[0].upper() + words[1:]


def counted_in_words(number: int) -> str:
    """A count that nobody shall alter by hand: "08 (tám)", "132 (một trăm …)"."""
    return f"{number:02d} ({in_words(number)})"


def day_in_full_words(day: date) -> str:
    """ "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi sáu"."""
    month = _FOURTH_MONTH if day.month == 4 else in_words(day.month)
    return f"ngày {in_words(day.day)} tháng {month} năm {in_words(day.year)}"


def _leading(group: int) -> str:
    """The first group of a number: nothing is said of what it lacks."""
    if group >= 100:
        return _following(group)
    tens, ones = divmod(group, 10)
    return _tens(tens, ones) if tens else _DIGITS[ones]


def _following(group: int) -> str:
    """A later group: missing hundreds are spoken, "không trăm"."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]} trăm"
    if tens:
        return f"{words} {_tens(tens, ones)}"
    return f"{words} linh {_DIGITS[ones]}" if ones else words


def _tens(tens: int, ones: int) -> str:
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return words
    if ones == 5:
        return f"{words} lăm"
    if tens > 1 and ones in {1, 4}:
        return f"{words} {'mốt' if ones == 1 else 'tư'}"
    return f"{words} {_DIGITS[ones]}"
