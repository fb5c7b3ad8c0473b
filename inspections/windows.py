"""Months of a plan as people speak of them."""

from __future__ import annotations

from django.utils.translation import gettext

MONTHS_OF_QUARTER = 3


def quarter_of(first_month: int, last_month: int) -> int | None:
    """1-4 when the window is exactly a quarter."""
    quarter, rest = divmod(first_month - 1, MONTHS_OF_QUARTER)
    is_whole = rest == 0 and last_month == first_month + MONTHS_OF_QUARTER - 1
    return quarter + 1 if is_whole else None


def window_in_words(first_month: int | None, last_month: int | None) -> str:
    """ "quarter 1", "month 5", "months 2 to 5", or "" for no window."""
    if first_month is None or last_month is None:
        return ""
    quarter = quarter_of(first_month, last_month)
    if quarter:
        return gettext("quarter %(quarter)s") % {"quarter": quarter}
    if first_month == last_month:
        return gettext("month %(month)s") % {"month": first_month}
    return gettext("months %(first)s to %(last)s") % {
        "first": first_month,
        "last": last_month,
    }
