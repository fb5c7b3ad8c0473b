"""One change of one row: what it means, and whether it may be at all.

Nothing is retroactive (docs/decisions/0010-law-desk.md): a new row begins after today;
a row that had no figure may be completed for its own period, because nothing was
computed from it; source and confidence may be corrected in place, because the figure
stays. The same is asked when a change is proposed and when it is approved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from kernel.clock import local_day
from kernel.errors import Refused
from regulations.kinds import ProposalKind, Reach
from regulations.law_tables import (
    STANDING,
    Table,
    UnknownRow,
    is_empty,
    plain,
    table_of,
)
from regulations.models import DatedRow, ProposedChange
from regulations.services import Retroactive

Values = Mapping[str, Any]
# A code stands in addresses: PRT-27-1A.
_NEW_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,29}")


@dataclass(frozen=True, slots=True)
class Change:
    """One row as it shall be; `values` are plain, every column but the key."""

    kind: ProposalKind
    code: str
    reach: Reach
    starts_on: date | None
    payload: dict[str, Any]
    before: dict[str, Any]
    citation: str


def planned(
    table: Table, *, code: str, reach: str, values: Values, at: datetime
) -> Change:
    """The change that the values mean, checked against the rows as they stand.

    Raises UnknownRow, Retroactive, Refused.
    """
    if reach not in ROW_REACHES:
        raise Refused(errors={"reach": [_("Choose since when the change counts.")]})
    key = table.key_of(code)
    named = set(key) & set(values)
    if named:
        raise Refused(errors={n: [_("There is no such column.")] for n in named})
    rows = list(table.model.objects.filter(**key))
    start = _start_in(table, values)
    base = base_row(table, Reach(reach), rows, start)
    wanted = {**plain_of(table, base), **key}
    if reach in {Reach.FROM_DAY, Reach.NEW}:
        wanted["valid_to"] = None
    wanted |= {"valid_from": start.isoformat() if start else None}
    wanted |= {name: value for name, value in values.items() if name != "valid_from"}
    typed = table.read(wanted)
    _refuse_uncited(table, typed)
    change = Change(
        table.kind,
        code,
        Reach(reach),
        start,
        {name: plain(typed[name]) for name in table.columns},
        plain_of(table, base),
        typed[table.citation],
    )
    check(change, rows, today=local_day(at))
    return change


def base_row(
    table: Table, reach: Reach, rows: Sequence[DatedRow], start: date | None
) -> DatedRow | None:
    """The row that a change starts from: the one it names, or the one in force then."""
    if reach == Reach.NEW:
        return None
    if not rows:
        raise UnknownRow
    named = row_from(rows, start)
    if reach != Reach.FROM_DAY:
        if named is None:
            raise UnknownRow(errors={"valid_from": [UnknownRow.text]})
        return named
    by_start = sorted(rows, key=lambda row: row.valid_from or date.min)
    day = start or date.max
    begun = [row for row in by_start if (row.valid_from or date.min) <= day]
    return named or (begun[-1] if begun else by_start[0])


def row_from(rows: Iterable[DatedRow], start: date | None) -> DatedRow | None:
    return next((row for row in rows if row.valid_from == start), None)


def next_start(rows: Iterable[DatedRow], start: date) -> date | None:
    """The first day of the row after `start`, if there is one."""
    later = [row.valid_from for row in rows if row.valid_from]
    return min((day for day in later if day > start), default=None)


def plain_of(table: Table, row: DatedRow | None) -> dict[str, Any]:
    return table.plain(row) if row is not None else {}


def as_change(stored: ProposedChange) -> Change:
    return Change(
        ProposalKind(stored.kind),
        stored.code,
        Reach(stored.reach),
        stored.starts_on,
        stored.payload,
        stored.before,
        stored.citation,
    )


# What each reach allows --------------------------------------------------------------

Check = Callable[[Table, Change, Sequence[DatedRow], date], None]


def _check_from_day(
    table: Table, change: Change, rows: Sequence[DatedRow], today: date
) -> None:
    _refuse_begun(change, today)
    if table.kind == ProposalKind.DEADLINE_RULE and is_empty(_row_of(table, change)):
        # A limit that counts must go on counting: cases would stop at an empty one.
        raise Refused(errors={"length": [_("Give the length of the limit.")]})
    start, end = change.payload["valid_from"], change.payload["valid_to"]
    later = next_start(rows, date.fromisoformat(start))
    if later and end and end >= later.isoformat():
        text = _("A later row begins on %(day)s.") % {"day": f"{later:%d/%m/%Y}"}
        raise Refused(errors={"valid_to": [text]})


def _check_completes(
    table: Table, change: Change, rows: Sequence[DatedRow], today: date
) -> None:
    row = row_from(rows, change.starts_on)
    if row is None or not is_empty(row):
        raise Refused(
            _("The row has a figure already: propose a new row from a day to come."),
            code="row_not_empty",
        )
    if is_empty(_row_of(table, change)):
        raise Refused(_("Load the figure that is missing."), code="figure_missing")
    _refuse_past_end(change, today)


def _check_keeps(
    table: Table, change: Change, rows: Sequence[DatedRow], today: date
) -> None:
    free = {table.citation, *STANDING}
    moved = [
        name
        for name in table.columns
        if name not in free and change.payload[name] != change.before[name]
    ]
    if moved:
        text = _("Only citation, confidence and last day change in a row that stands.")
        raise Refused(errors={name: [text] for name in moved})
    if change.payload == change.before:
        raise Refused(_("Nothing would change."), code="nothing_changes")
    _refuse_past_end(change, today)


def _check_new(
    table: Table, change: Change, rows: Sequence[DatedRow], today: date
) -> None:
    if not table.takes_new_codes:
        raise UnknownRow
    if not _NEW_CODE.fullmatch(change.code):
        text = _("A code is made of capital letters, digits and hyphens.")
        raise Refused(errors={"code": [text]})
    if rows:
        raise Refused(errors={"code": [_("This code is in the catalogue already.")]})


_CHECKS: dict[Reach, Check] = {
    Reach.FROM_DAY: _check_from_day,
    Reach.COMPLETES: _check_completes,
    Reach.KEEPS: _check_keeps,
    Reach.NEW: _check_new,
}


# Of a row of the law; days of the calendar have their own.
ROW_REACHES = tuple(_CHECKS)


def _row_of(table: Table, change: Change) -> DatedRow:
    return table.model(**table.read(change.payload))


def check(change: Change, rows: Sequence[DatedRow], *, today: date) -> None:
    """May this be done to the rows as they stand? Raises Retroactive, Refused."""
    _CHECKS[change.reach](table_of(change.kind), change, rows, today)


def _refuse_begun(change: Change, today: date) -> None:
    """Limits and frames of today were computed this morning: a new row comes later."""
    if change.starts_on is None or change.starts_on <= today:
        text = _("A new row begins after today: what was computed keeps its row.")
        raise Retroactive(errors={"valid_from": [text]})


def _refuse_past_end(change: Change, today: date) -> None:
    """A last day may move only while it and the new one are still to come."""
    old, new = change.before.get("valid_to"), change.payload["valid_to"]
    passed = today.isoformat()
    if old != new and ((old and old < passed) or (new and new < passed)):
        raise Retroactive(errors={"valid_to": [Retroactive.text]})


def _refuse_uncited(table: Table, typed: Values) -> None:
    if not typed[table.citation]:
        text = _("Give the article that the figure is taken from.")
        raise Refused(errors={table.citation: [text]})


def _start_in(table: Table, values: Values) -> date | None:
    text = values.get("valid_from")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as fault:
        text = _("This value is of a wrong kind.")
        raise Refused(errors={"valid_from": [text]}) from fault
