"""The blanks of a draft: kept as JSON holds them, given to a form as values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from documents.catalogue import Blank, BlankKind
from kernel.errors import Refused

LONGEST_LINE, LONGEST_TEXT, MOST_LINES = 500, 20_000, 200
_HOUR = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)?")


def stored(blanks: Sequence[Blank], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed as the draft keeps it; a missing blank stays empty.

    Days are dates or ISO text, lines a sequence or one text. Raises Refused, naming
    each blank that cannot be read, and any name that the form has not.
    """
    errors: dict[str, list[str]] = {}
    known = {blank.name for blank in blanks}
    for name in typed:
        if name not in known:
            errors[str(name)[:100]] = [_("This form has no such blank.")]
    kept: dict[str, Any] = {}
    for blank in blanks:
        try:
            kept[blank.name] = _KEEP[blank.kind](typed.get(blank.name))
        except ValueError as wrong:
            errors[blank.name] = [str(wrong)]
    if errors:
        raise Refused(errors=errors)
    return kept


def given(blanks: Sequence[Blank], kept: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a form is built from: tuples, dates, whole numbers, text.

    An empty blank is "", (), or None for a day and a number.
    """
    return {blank.name: _value(blank, kept.get(blank.name)) for blank in blanks}


def require_filled(blanks: Sequence[Blank], kept: Mapping[str, Any]) -> None:
    """Raises Refused, naming each blank that must be filled in and is not."""
    empty = {
        blank.name: [_("This must be filled in.")]
        for blank in blanks
        if blank.is_required and kept.get(blank.name) in (None, "", [])
    }
    if empty:
        raise Refused(errors=empty)


def lines_of(text: Any) -> list[str]:
    """One entry a line; a sequence is taken as it is. Raises ValueError."""
    rows = text.splitlines() if isinstance(text, str) else list(text or ())
    kept = [line for line in (_line(row) for row in rows) if line]
    if len(kept) > MOST_LINES:
        raise ValueError(_("At most %(most)d lines.") % {"most": MOST_LINES})
    return kept


def _composed(text: Any, longest: int) -> str:
    if text is not None and not isinstance(text, str):
        raise ValueError(_("Enter text."))
    whole = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").strip()
    if len(whole) > longest:
        raise ValueError(_("At most %(most)d letters.") % {"most": longest})
    return whole


def _line(text: Any) -> str:
    return " ".join(_composed(text, LONGEST_LINE).split())


def _text(text: Any) -> str:
    return _composed(text, LONGEST_TEXT)


def _day(day: Any) -> str | None:
    if day in (None, ""):
        return None
    if isinstance(day, date):
        return day.isoformat()
    try:
        return date.fromisoformat(day).isoformat()
    except (TypeError, ValueError) as wrong:
        raise ValueError(_("Enter a day.")) from wrong


def _hour(text: Any) -> str:
    typed = _line(text)
    if not typed:
        return ""
    found = _HOUR.fullmatch(typed.lower())
    if found is None:
        raise ValueError(_("Enter an hour, e.g. 14:30."))
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def _number(number: Any) -> int | None:
    if number in (None, ""):
        return None
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(_("Enter a whole number."))
    return number


_KEEP = {
    BlankKind.LINE: _line,
    BlankKind.TEXT: _text,
    BlankKind.LINES: lines_of,
    BlankKind.DAY: _day,
    BlankKind.HOUR: _hour,
    BlankKind.NUMBER: _number,
}


def _value(blank: Blank, kept: Any) -> Any:
    match blank.kind:
        case BlankKind.LINES:
            return tuple(kept or ())
        case BlankKind.DAY:
            return date.fromisoformat(kept) if kept else None
        case BlankKind.NUMBER:
            return kept
    return kept or ""
