"""The whole law as one file: given out here, proposed there as one batch.

The file is JSON: `format`, `version`, `origin`, `exported_at`, `tables` (plain rows as
in `law_tables`) and `checksum`, the SHA-256 of `tables` written canonically. Days of
the calendar are not in it (docs/decisions/0010-law-desk.md).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import could
from audit import trail
from kernel.clock import local_day
from kernel.errors import DomainError, NotPermitted, Refused, TooLarge
from regulations import policies, proposals
from regulations.changes import Change, planned, row_from
from regulations.kinds import Confidence, ProposalKind, Reach
from regulations.law_tables import (
    LABELS,
    TABLES,
    Table,
    Values,
    is_empty,
    is_text,
    plain,
    printable,
)
from regulations.models import DatedRow, ReferenceProposal
from regulations.services import Retroactive

if TYPE_CHECKING:
    from agencies.models import User

FORMAT, VERSION = "lien-nganh-law", 1
LARGEST_BYTES = 5 * 1024 * 1024
MOST_FAULTS = 50


class FileRefused(Refused):
    code = "law_file_refused"
    text = gettext_lazy("The file is not taken; nothing was proposed.")


# Out ---------------------------------------------------------------------------------


def export_law(*, by: User, at: datetime) -> dict[str, Any]:
    """The file as data, for an officer who may have it (A151); the trail notes it.

    Raises NotPermitted.
    """
    if not could(by, policies.EXPORT, None, at):
        raise NotPermitted
    file = file_of_the_law(origin=by.agency.name, at=at)
    trail.record_access(
        action="exported",
        record=None,
        at=at,
        by=by,
        label=FORMAT,
        detail={"checksum": file["checksum"]},
    )
    return file


def file_of_the_law(*, origin: str, at: datetime) -> dict[str, Any]:
    tables = {table.name: list(_rows_of(table)) for table in TABLES}
    return {
        "format": FORMAT,
        "version": VERSION,
        "origin": origin,
        "exported_at": at.isoformat(timespec="seconds"),
        "checksum": checksum_of(tables),
        "tables": tables,
    }


def as_text(file: dict[str, Any]) -> str:
    """As it is written to disk: a row's change is a line's change."""
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"


def checksum_of(tables: Any) -> str:
    canonical = json.dumps(
        tables, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _rows_of(table: Table) -> Iterator[Values]:
    for row in table.model.objects.all():  # in the order of code and first day
        if not policies.is_of_calendar(table.kind, table.code_of(row)):
            yield table.plain(row)


# In ----------------------------------------------------------------------------------


@transaction.atomic
def import_law(
    *,
    content: bytes,
    by: User,
    at: datetime,
    reason: str = "",
    begins_on: date | None = None,
) -> ReferenceProposal:
    """Propose all that a file knows better, as one proposal; a second person decides.

    `begins_on` is the day from which rows count here that have begun elsewhere; it
    lies after today. Raises NotPermitted, TooLarge, FileRefused, AlreadyProposed; a
    fault names table, row and column.
    """
    if not could(by, policies.IMPORT, None, at):
        raise NotPermitted
    if begins_on is not None and begins_on <= local_day(at):
        text = _("A new row begins after today: what was computed keeps its row.")
        raise Retroactive(errors={"begins_on": [text]})
    file = read_file(content)
    changes = _Comparison(begins_on, at).changes(file["tables"])
    if not changes:
        raise FileRefused(
            _("The file holds nothing that is not known here."), code="nothing_changes"
        )
    origin = str(file["origin"])
    return proposals.store(
        changes,
        kind=ProposalKind.IMPORT,
        label=origin,
        reason=reason or _("Law loaded from the file of %(who)s") % {"who": origin},
        checksum=str(file["checksum"]),
        by=by,
        at=at,
    )


def read_file(content: bytes) -> dict[str, Any]:
    """The file with its shape and checksum proved. Raises TooLarge, FileRefused."""
    if len(content) > LARGEST_BYTES:
        raise TooLarge
    try:
        file = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise _refusal(_("The file is no JSON in UTF-8.")) from fault
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise _refusal(_("The file is not one that this program gave out."))
    if file.get("version") != VERSION:
        raise _refusal(_("The file is of another version; this one reads version 1."))
    tables = file.get("tables")
    names = {table.name for table in TABLES}
    if (
        not isinstance(tables, dict)
        or set(tables) - names
        or not all(isinstance(rows, list) for rows in tables.values())
    ):
        raise _refusal(_("The tables of the file are not those of the law."))
    if file.get("checksum") != _checksum_in(tables):
        raise _refusal(_("The checksum does not fit: the file was changed or damaged."))
    if not is_text(file.get("origin")) or not file["origin"].strip():
        raise _refusal(_("The file does not say where it comes from."))
    return file


def _checksum_in(tables: Any) -> str:
    try:
        return checksum_of(tables)
    except RecursionError as fault:
        raise _refusal(_("The tables of the file are not those of the law.")) from fault


def _refusal(*faults: str) -> FileRefused:
    return FileRefused(errors={"file": list(faults)})


@dataclass(slots=True)
class _Comparison:
    """Every row of a file beside ours: what is better there becomes a change."""

    begins_on: date | None
    at: datetime
    faults: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return local_day(self.at)

    def changes(self, tables: dict[str, list[Any]]) -> list[Change]:
        found = [
            change
            for table in TABLES
            for change in self._of_table(table, tables.get(table.name, []))
        ]
        if self.faults:
            raise _refusal(*self.faults[:MOST_FAULTS])
        return found

    def _of_table(self, table: Table, raw_rows: list[Any]) -> Iterator[Change]:
        theirs: dict[str, dict[date | None, tuple[int, Values]]] = defaultdict(dict)
        for number, raw in enumerate(raw_rows, start=1):
            typed = self._typed(table, number, raw)
            if typed is None:
                continue
            code = ".".join(str(typed[name]) for name in table.key)
            if policies.is_of_calendar(table.kind, code):
                continue  # the administrator's
            if typed["valid_from"] in theirs[code]:
                self._note(
                    table, number, code, "valid_from", _("The row stands twice.")
                )
            theirs[code][typed["valid_from"]] = number, typed
        ours: dict[str, list[DatedRow]] = defaultdict(list)
        for row in table.model.objects.all():
            ours[table.code_of(row)].append(row)
        for code, by_start in theirs.items():
            rows = sorted(by_start.values(), key=lambda one: _start(one[1]))
            yield from self._of_code(table, code, rows, ours[code])

    def _typed(self, table: Table, number: int, raw: Any) -> Values | None:
        if not isinstance(raw, dict):
            self._note(table, number, "", "", _("This value is of a wrong kind."))
            return None
        code = ".".join(str(raw.get(name)) for name in table.key)
        try:
            return table.read(raw)
        except Refused as refusal:
            self._take(table, number, code, refusal)
            return None

    def _of_code(
        self,
        table: Table,
        code: str,
        rows: list[tuple[int, Values]],
        ours: list[DatedRow],
    ) -> Iterator[Change]:
        begun = [one for one in rows if _start(one[1]) <= self.today]
        for number, typed in rows:
            is_last = (number, typed) == rows[-1]
            is_standing = bool(begun) and (number, typed) == begun[-1]
            asked = self._asked(table, typed, ours, is_last, is_standing)
            if asked is None:
                continue
            reach, values = asked
            try:
                yield planned(table, code=code, reach=reach, values=values, at=self.at)
            except DomainError as refusal:
                self._take(table, number, code, refusal)

    def _asked(
        self,
        table: Table,
        typed: Values,
        ours: list[DatedRow],
        is_last: bool,  # noqa: FBT001 - the row's place among those of its code
        is_standing: bool,  # noqa: FBT001
    ) -> tuple[Reach, Values] | None:
        """What to propose for one row of the file; None where ours is as good."""
        values = {name: plain(typed[name]) for name in table.asked}
        if not ours:
            return Reach.NEW, values
        if not is_last:
            del values["valid_to"]  # it follows from the row after
        if is_empty(table.model(**typed)):
            return None
        named = row_from(ours, typed["valid_from"])
        if named is not None and is_empty(named):
            return Reach.COMPLETES, values
        if _start(typed) > self.today:
            return self._ahead(table, named, values)
        if named is not None and _same_figures(table, named, values):
            return self._better_known(table, named, values)
        if not is_standing:
            return None  # over there, over here: history is not rewritten
        return self._begun(table, ours, values)

    def _ahead(
        self, table: Table, named: DatedRow | None, values: Values
    ) -> tuple[Reach, Values] | None:
        if named is not None and _same_figures(table, named, values):
            return self._better_known(table, named, values)
        return Reach.FROM_DAY, values

    def _better_known(
        self, table: Table, named: DatedRow, values: Values
    ) -> tuple[Reach, Values] | None:
        """The figure is ours too; its source may be better known there."""
        order = list(Confidence.values)
        if order.index(values["confidence"]) > order.index(named.confidence):
            return None
        free = (table.citation, "confidence", "confidence_note", "valid_to")
        kept = {name: values[name] for name in free if name in values}
        mine = table.plain(named)
        if all(mine[name] == value for name, value in kept.items()):
            return None
        return Reach.KEEPS, {"valid_from": mine["valid_from"], **kept}

    def _begun(
        self, table: Table, ours: list[DatedRow], values: Values
    ) -> tuple[Reach, Values] | None:
        """The row stands there already; here it can only begin on a day to come."""
        day = self.begins_on or self.today
        mine = [row for row in ours if row.is_in_force_on(day)]
        if mine and _same_figures(table, mine[-1], values):
            return None
        if self.begins_on is not None:
            values = values | {"valid_from": self.begins_on.isoformat()}
        return Reach.FROM_DAY, values

    def _take(self, table: Table, number: int, code: str, refusal: DomainError) -> None:
        if not refusal.errors:
            self._note(table, number, code, "", str(refusal.detail))
        for column, texts in refusal.errors.items():
            for text in texts:
                self._note(table, number, code, column, str(text))

    def _note(
        self, table: Table, number: int, code: str, column: str, fault: str
    ) -> None:
        self.faults.append(
            _("%(table)s, row %(number)d (%(code)s), %(column)s: %(fault)s")
            % {
                "table": table.kind.label,
                "number": number,
                "code": printable(code)[:80] or "?",
                "column": LABELS.get(column, column) or _("the whole row"),
                "fault": fault,
            }
        )


def _start(typed: Values) -> date:
    start: date | None = typed["valid_from"]
    return start or date.min


def _same_figures(table: Table, row: DatedRow, values: Values) -> bool:
    mine = table.plain(row)
    return all(mine[name] == values[name] for name in table.figures)
