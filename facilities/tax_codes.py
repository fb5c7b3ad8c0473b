"""Tax codes: what was typed, as it is stored, or one sentence about what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidComponent
from stdnum.vn import mst

from agencies.kinds import SubjectKind

_SEPARATORS = re.compile(r"[\s.\-–]")


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A right code; `is_personal` when it is a personal identification number."""

    number: str
    is_personal: bool = False


class WrongTaxCode(ValueError):
    """The code cannot be right; the message says why and what to do."""


def read(typed: str, *, subject_kind: str) -> TaxCode:
    """The tax code that was typed, written "9900000016" or "9900000016-001".

    Since 01/7/2025 the personal number of 12 digits serves individuals and household
    businesses as tax code (TT 86/2024/TT-BTC); older codes of 10 digits stay right.
    Raises WrongTaxCode.
    """
    digits = _SEPARATORS.sub("", typed)
    if not re.fullmatch(r"[0-9]+", digits):
        raise WrongTaxCode(
            _("A tax code has digits only: remove letters and other signs.")
        )
    if len(digits) == 12:
        return _personal(digits, subject_kind)
    if len(digits) not in (10, 13):
        raise WrongTaxCode(
            _(
                "A tax code has 10 digits, or 13 for a dependent unit, but this one"
                " has %(count)d: look for a missing or doubled digit."
            )
            % {"count": len(digits)}
        )
    right = mst.calc_check_digit(digits)
    if len(right) > 1:
        raise WrongTaxCode(
            _(
                "No tax code begins with %(nine)s: compare each digit with the"
                " registration certificate."
            )
            % {"nine": digits[:9]}
        )
    if digits[9] != right:
        raise WrongTaxCode(
            _(
                "The check digit is wrong: the tenth digit must be %(right)s if the"
                " nine before it are right. Compare them with the registration"
                " certificate."
            )
            % {"right": right}
        )
    try:
        return TaxCode(mst.format(mst.validate(digits)))
    except InvalidComponent as never_issued:
        raise WrongTaxCode(
            _(
                "A code with only zeros in this place is never issued: compare it"
                " with the registration certificate."
            )
        ) from never_issued


def _personal(digits: str, subject_kind: str) -> TaxCode:
    if subject_kind == SubjectKind.ORGANISATION:
        raise WrongTaxCode(
            _(
                "A personal number of 12 digits is the tax code of individuals and"
                " household businesses only: type the organisation's code of 10 or"
                " 13 digits."
            )
        )
    if not 1 <= int(digits[:3]) <= 96:
        raise WrongTaxCode(
            _(
                "A personal number begins with a place of birth from 001 to 096:"
                " compare it with the identity card."
            )
        )
    return TaxCode(digits, is_personal=True)
