"""What stands in a cell, as it was meant: texts, days, phones, tax codes.

Each reader gives the value and remarks. A remark that is `bad` keeps the row out; the
others say what was put right or left out, and the row goes in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from facilities import tax_codes
from facilities.imports import encodings
from facilities.imports.headers import Cell
from kernel.folding import fold, nfc


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence about a cell; `bad`: the row stays out."""

    text: str
    bad: bool = False


Read = tuple[str, list[Said]]

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_NOTHING = frozenset(
    [
        "-",
        "--",
        "–",
        "—",
        "_",
        ".",
        "..",
        "...",
        "…",
        "/",
        "x",
        "n/a",
        "#n/a",
        "#ref!",
        "#value!",
        "#name?",
        "#null!",
        "#div/0!",
        "#num!",
        "null",
        "none",
    ]
) | {"khong co", "chua co", "khong ro", "chua ro", "de trong", "khong"}
_SCIENTIFIC = re.compile(r"(\d(?:[.,]\d+)?)e\+?(\d{1,2})", re.IGNORECASE)


def text(cell: Cell) -> str:
    """The cell as text, composed and trimmed; what means “nothing” is empty."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, int):
        return str(cell)
    bare = _INVISIBLE.sub("", encodings.repaired(cell)).replace("\u00a0", " ")
    bare = nfc(bare.removeprefix("'"))
    return "" if fold(bare) in _NOTHING else bare


def is_broken(value: str) -> bool:
    """Letters were lost on the way: “C�ng ty”, “C?ng ty”."""
    return "\ufffd" in value or bool(re.search(r"[^\W\d_]\?[^\W\d_]", value))


def digits_of(cell: Cell) -> tuple[str, bool]:
    """A number's text as typed, and whether Excel has lost some of its digits."""
    value = unicodedata.normalize("NFKC", text(cell))
    match = _SCIENTIFIC.fullmatch(value.replace(" ", ""))
    if match is None:
        lost = isinstance(cell, float) and (not cell.is_integer() or cell > 9e15)
        return value, lost
    mantissa, power = match[1].replace(",", "."), int(match[2])
    whole, _point, rest = mantissa.partition(".")
    if len(rest) == power:
        return whole + rest, False
    return value, True


def lost() -> str:
    return _(
        "Excel has cut this number off: format the cell as text and type it whole."
    )


def code(cell: Cell) -> str:
    """A number of a paper: text as printed, without the “.0” of a spreadsheet."""
    return digits_of(cell)[0]


# Days --------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),  # noqa: SIM905
        start=1,
    )
}
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050  # 1927 to 2099
_SERIAL_ZERO = date(1899, 12, 30)


def day(cell: Cell, *, today: date) -> tuple[date | None, list[Said]]:
    """A day however it was written; None with a bad remark when it is none."""
    if isinstance(cell, date):
        return _sane(cell, today)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell, today)
    value = text(cell)
    if not value:
        return None, []
    if re.fullmatch(r"\d{5}(\.\d+)?", value):
        return _of_number(float(value), today)
    return _of_text(value, today)


def _of_number(number: float, today: date) -> tuple[date | None, list[Said]]:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _sane(_SERIAL_ZERO + timedelta(days=int(number)), today)
    return _of_text(f"{number:.0f}", today)


def _of_text(value: str, today: date) -> tuple[date | None, list[Said]]:
    bare = fold(unicodedata.normalize("NFKC", value)).strip(" .,;'")
    bare = re.sub(r"^(thu \w+,? |ngay |cap ngay |tu ngay |den )+", "", bare)
    bare = re.sub(r"[t ]\d{1,2}:\d{2}.*$", "", bare)
    bare = re.sub(r"\s*(thang|nam)\s*", "/", bare)
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", bare):
        return _made(int(match[1]), int(match[2]), int(match[3]), today)
    if match := re.fullmatch(r"(\d{1,2})[-/. ]([a-z]{3})[a-z]*[-/., ]+(\d{2,4})", bare):
        month = _MONTHS.get(match[2])
        if month:
            return _with_year(int(match[1]), month, match[3], today)
    if match := re.fullmatch(r"([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})", bare):
        month = _MONTHS.get(match[1])
        if month:
            return _made(int(match[3]), month, int(match[2]), today)
    parts = re.fullmatch(
        r"(\d{1,2})\s*[-/., ]+\s*(\d{1,2})\s*[-/., ]+\s*(\d{2,4})", bare
    )
    if parts:
        first, second = int(parts[1]), int(parts[2])
        if second > 12 >= first:
            found, said = _with_year(second, first, parts[3], today)
            if found:
                said = [
                    *said,
                    Said(
                        _("Month and day were exchanged: read as %(day)s.")
                        % {"day": f"{found:%d/%m/%Y}"}
                    ),
                ]
            return found, said
        return _with_year(first, second, parts[3], today)
    if match := re.fullmatch(r"(\d{2})(\d{2})((?:19|20)\d{2})", bare):
        return _with_year(int(match[1]), int(match[2]), match[3], today)
    if match := re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", bare):
        return _made(int(match[1]), int(match[2]), int(match[3]), today)
    if len(re.findall(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", bare)) > 1:
        return None, [
            Said(
                _("There are two dates here: keep one, the other in a row below."),
                bad=True,
            )
        ]
    if re.fullmatch(r"(\d{1,2}[-/.])?(19|20)\d{2}", bare):
        return None, [
            Said(
                _("The day is missing: type day/month/year, for example 05/12/2026."),
                bad=True,
            )
        ]
    return None, [
        Said(
            _("This is no date: type day/month/year, for example 05/12/2026."), bad=True
        )
    ]


def _with_year(
    number: int, month: int, year: str, today: date
) -> tuple[date | None, list[Said]]:
    if len(year) == 4:
        return _made(int(year), month, number, today)
    if len(year) == 3:
        return None, [
            Said(_("The year has three digits: type it with four."), bad=True)
        ]
    century = 2000 if int(year) <= today.year % 100 else 1900
    found, said = _made(century + int(year), month, number, today)
    if found:
        text_ = _("The year has two digits: read as %(year)d.") % {"year": found.year}
        said = [*said, Said(text_)]
    return found, said


def _made(
    year: int, month: int, number: int, today: date
) -> tuple[date | None, list[Said]]:
    try:
        return _sane(date(year, month, number), today)
    except ValueError:
        if 1 <= month <= 12:
            words = _("There is no such day: look at month %(month)d again.") % {
                "month": month
            }
        else:
            words = _("There is no month %(month)d: type day/month/year.") % {
                "month": month
            }
        return None, [Said(words, bad=True)]


def _sane(found: date, today: date) -> tuple[date | None, list[Said]]:
    if not 1900 <= found.year <= today.year + 100:
        return None, [
            Said(
                _("The year %(year)d cannot be right: look at the paper.")
                % {"year": found.year},
                bad=True,
            )
        ]
    return found, []


# Phones ------------------------------------------------------------------------------


def phone(cell: Cell) -> tuple[str, list[Said]]:
    """The first phone as 0905123456; one that cannot be read is left out, and said."""
    value, is_lost = digits_of(cell)
    if not value:
        return "", []
    if is_lost:
        return "", [Said(_("Phone left out: %(why)s") % {"why": lost()})]
    value = re.sub(r"\([^)]*[^\W\d_][^)]*\)", " ", value)
    value = re.sub(r"(?<=\d)[oO]|[oO](?=\d)", "0", value)
    pieces = re.split(r"[;,/|]|\s+-\s+|\n| hoặc | - |(?<=\d)\s{2,}", value)
    found, said = "", []
    for piece in pieces:
        digits = re.sub(r"[^\d+]", "", piece)
        if not digits:
            continue
        number = _whole_phone(digits)
        if not number:
            said.append(
                Said(
                    _(
                        "Phone left out: a number has 10 or 11 digits and begins with"
                        " 0, this one has %(count)d."
                    )
                    % {"count": len(digits)}
                )
            )
        elif found:
            said.append(Said(_("Only the first phone is taken over.")))
        else:
            found = number
            if not digits.startswith(("0", "+", "84")):
                said.append(Said(_("The leading 0 that Excel removed was put back.")))
    if not found and not said:
        said.append(Said(_("Phone left out: there is no number here.")))
    return found, list(dict.fromkeys(said))


def _whole_phone(digits: str) -> str:
    digits = re.sub(r"^\+?84(?=\d{9,10}$)", "0", digits)
    if re.fullmatch(r"[1-9]\d{8,9}", digits):
        digits = "0" + digits
    return digits if re.fullmatch(r"0\d{9,10}", digits) else ""


# Tax codes ---------------------------------------------------------------------------


def tax_code(cell: Cell, *, subject_kind: str) -> tuple[str, list[Said]]:
    """The tax code as typed, made whole where that is certain."""
    value, is_lost = digits_of(cell)
    if not value:
        return "", []
    if is_lost:
        return "", [Said(lost(), bad=True)]
    value = re.sub(r"^(mst|msdn|mã số thuế)\s*[:.]?\s*", "", value, flags=re.I)
    value = re.sub(r"\([^)]*\)", "", value).strip(" .;,'")
    if len(re.findall(r"\d{10,}", value)) > 1:
        return "", [
            Said(_("There are two tax codes here: one row is one facility."), bad=True)
        ]
    bare = re.sub(r"[\s.\-–]", "", value)
    said = []
    # Only where the check digit agrees did Excel eat a zero.
    is_right = not bare.isdecimal() or _is_right(bare, subject_kind)
    if not is_right and _is_right("0" + bare, subject_kind):
        bare = "0" + bare
        said.append(Said(_("The leading 0 that Excel removed was put back.")))
    try:
        read = tax_codes.read(bare or value, subject_kind=subject_kind)
    except tax_codes.WrongTaxCode as wrong:
        return "", [Said(str(wrong), bad=True)]
    return read.number, said


def _is_right(digits: str, subject_kind: str) -> bool:
    try:
        tax_codes.read(digits, subject_kind=subject_kind)
    except tax_codes.WrongTaxCode:
        return False
    return True


def personal_id(cell: Cell) -> tuple[str, list[Said]]:
    """Twelve digits, or nine of the old card; eleven or eight have lost a zero."""
    value, is_lost = digits_of(cell)
    digits = re.sub(r"\D", "", value)
    if not value:
        return "", []
    said = []
    if not is_lost and len(digits) in (11, 8):
        digits = "0" + digits
        said.append(Said(_("The leading 0 that Excel removed was put back.")))
    if is_lost or len(digits) not in (12, 9):
        return "", [
            Said(_("Personal number left out: it has 12 digits, an old card 9."))
        ]
    return digits, said
