"""How a name, number, home or day of birth is found in a sentence, however written.

Names are found with and without their marks, in one word too ("macthithucuc"); numbers
with blanks, dots or dashes between their digits.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

_DAY = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)"
# Also "(0262) 385 00 00" and an identity number in groups; a day is none of them.
PHONE = re.compile(
    rf"(?<![\w.,/])(?!{_DAY})(?:\(?\+84|\(?0)(?:[\s.)-]{{0,2}}\d){{8,12}}(?!\w)"
)
LONG_NUMBER = re.compile(r"(?<![\w.,/•])\d{9,20}(?:-\d{3})?(?!\w)")
PERSONAL_ID = re.compile(r"(?<![\w.,/•])0(?:[\s.-]?\d){11}(?!\w)")
PASSPORT = re.compile(r"(?<![\w/-])[A-Z]\d{7,8}(?![\w/-])")
# What is paid to the treasury is paid to an account that is no secret.
ACCOUNT = re.compile(
    r"(?P<word>\b(?:tài khoản|STK|TK)(?: (?:ngân hàng|số))*:?\s+(?:số:?\s+)?)"
    r"\d(?:[\s.-]?\d){5,20}(?![\w.])(?!\s+tại\s+Kho bạc)",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MASKED = re.compile(r"•+\s*\d+")
BORN = re.compile(
    r"(?P<word>\bsinh(?: ngày| năm|:)?\s+)(?:ngày\s+)?"
    r"(?:\d{1,2}(?:[./-]\d{1,2}[./-]|\s+tháng\s+\d{1,2}\s+năm\s+))?(?:19|20)\d\d(?!\w)",
    re.IGNORECASE,
)
# Where an address stops being a home: a ward has thousands of them.
WARD = re.compile(r"\b(?:phường|xã|thị trấn|đặc khu)\s", re.IGNORECASE)
HOME = re.compile(
    r"\b(?:số(?: nhà)?|hẻm|ngõ|ngách|đường|phố|thôn|buôn|tổ dân phố|tổ)\s"
    r"[^;.:()]{2,90}?,\s*(?=(?:phường|xã|thị trấn|đặc khu)\s)",
    re.IGNORECASE,
)
_LETTER: Final = "A-ZĐ" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1F00))))
_NAME = rf"(?P<name>[{_LETTER}][\w’'-]*(?:\s+[{_LETTER}][\w’'-]*)"
# "Ông Bình" is one, "Ông Chủ tịch" is none.
_NO_OFFICE = r"(?!(?:Chủ|Giám|Phó|Trưởng|Tổ|Bí|Cục|Chi|Viện|Tổng|Thủ|Đội|Kế|Chánh)\b)"
ADDRESSED = re.compile(
    r"\b(?P<word>(?:[Ôô]ng(?:\s+\([Bb]à\))?|[Bb]à|[Aa]nh|[Cc]hị|[Cc]háu|[Ee]m)\s+)"
    rf"(?![{_LETTER}]\.){_NO_OFFICE}{_NAME}{{0,5}})"
)
# A label that a person's name follows, in one text or in a field beside it.
LABEL = re.compile(
    r"họ (?:và )?tên|người|đại diện|chứng kiến|phiên dịch", re.IGNORECASE
)
HOME_LABEL = re.compile(r"nơi ở|địa chỉ|cư trú|thường trú|trú tại", re.IGNORECASE)
HOME_WORD = re.compile(
    r"\d|\b(?:số|hẻm|ngõ|ngách|đường|phố|thôn|buôn|tổ)\s", re.IGNORECASE
)
WHOLE_NAME = re.compile(rf"{_NAME}{{1,5}})(?=$|[,;.(])")
LABELLED = re.compile(
    r"(?P<word>\b(?:[Hh]ọ (?:và )?tên|[Nn]gười [^:;.]{2,40}|[Đđ]ại diện[^:;.]{0,40})"
    rf":\s*){_NAME}{{1,5}})"
)
_VOWELS: Final = (
    "aàáảãạăằắẳẵặâầấẩẫậ",
    "eèéẻẽẹêềếểễệ",
    "iìíỉĩị",
    "oòóỏõọôồốổỗộơờớởỡợ",
    "uùúủũụưừứửữự",
    "yỳýỷỹỵ",
    "dđð",
)
_FAMILY: Final = {letter: family for family in _VOWELS for letter in family}
_QUOTES: Final = "'’‘ʼ´`"


def composed(text: str) -> str:
    """Without what no page shows: a blank of no width, a soft hyphen."""
    text = unicodedata.normalize("NFC", text)
    return "".join(one for one in text if unicodedata.category(one) != "Cf")


def folded(text: str) -> str:
    return " ".join(composed(text).lower().split())


def name_pattern(name: str) -> re.Pattern[str]:
    """One word alone may be any word: it is a name only as it is written."""
    words = name.split()
    if len(words) == 1:
        return re.compile(rf"(?<!\w){_as_written(name)}(?!\w)")
    found = r"\s+".join(map(_as_written, words))
    bare = _bare(name).split()
    between = r"[\s._-]*" if len(words) > 2 else r"\s+"
    letters = map(_any_mark, words) if len(words) > 2 else map(re.escape, bare)
    loose = between.join(letters)
    return re.compile(rf"(?<!\w)(?:{found}|{loose})(?!\w)", re.IGNORECASE)


def number_pattern(number: str) -> re.Pattern[str]:
    digits = r"[\s.-]{0,2}".join(map(re.escape, number))
    return re.compile(rf"(?<!\w){digits}(?!\w)")


def words_pattern(text: str) -> re.Pattern[str]:
    """The words whatever stands between them, also at the end of a longer address."""
    words = r"\s+".join(map(_as_written, text.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)[\s,]*", re.IGNORECASE)


def day_patterns(day: date) -> Iterable[re.Pattern[str]]:
    """ "17/8/1984", "17.08.1984", "17 tháng 8 năm 1984"."""
    figures = rf"0?{day.day}\s?[./-]\s?0?{day.month}\s?[./-]\s?{day.year}"
    words = rf"0?{day.day}\s+tháng\s+0?{day.month}\s+năm\s+{day.year}"
    yield re.compile(rf"(?<![\w./-])(?:{figures}|{words})(?!\w)", re.IGNORECASE)
    yield re.compile(rf"(?<!\w){day.isoformat()}(?!\w)")


def home_of(address: str) -> str:
    """What stands before the ward: "Số 00 Lê Hồng Phong"; "" for a ward alone."""
    ward = WARD.search(address)
    return (address[: ward.start()] if ward else address).strip(" ,;.")


def tidied(text: str) -> str:
    """No comma is left before the end of a sentence, no empty brackets."""
    text = re.sub(r"\(\s*,?\s*\)", "", text)
    text = re.sub(r"(?<=\()\s*,\s*", "", text)
    text = re.sub(r"\s*,\s*(?=,)", "", text)
    return re.sub(r"[\s,]+(?=[.;:)](?:\s|$)|$)", "", text)


def _as_written(word: str) -> str:
    return "".join(f"[{_QUOTES}]" if one in _QUOTES else re.escape(one) for one in word)


def _any_mark(word: str) -> str:
    found = ""
    for one in word:
        if one in _QUOTES:
            found += f"[{_QUOTES}]?"
        else:
            family = _FAMILY.get(one.lower())
            found += f"[{family}]" if family else re.escape(one)
    return found


def _bare(text: str) -> str:
    return "".join(
        _FAMILY[one.lower()][0] if one.lower() in _FAMILY else one for one in text
    )
