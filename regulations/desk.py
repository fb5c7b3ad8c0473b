"""The law desk's list: every row of the law, what is uncertain of it, who waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kernel.folding import fold
from regulations.kinds import Confidence, ProposalState
from regulations.law_tables import TABLES, Table, Values
from regulations.models import DatedRow, ProposedChange
from regulations.standing import Standing, standing_of


class Uses(Protocol):
    """How often each row is used."""

    def of(self, row: DatedRow) -> int | None:
        """None where every case uses the row, and nobody counts."""


# Cases stand above the law: who asks for the list hands the counting down.
CountUses = Callable[[Sequence[DatedRow]], Uses]


class Shown(TextChoices):
    """What of the list is asked for."""

    OPEN = "open", _("Uncertain or empty")
    EMPTY = "empty", _("Without a figure")
    RECALLED = "recalled", _("Recalled, to be verified")
    UNSETTLED = "unsettled", _("Unsettled")
    CONFIRMED = "confirmed", _("Confirmed by a source")
    ALL = "all", _("All rows")


class Used(TextChoices):
    USED = "used", _("Used in cases")
    UNUSED = "unused", _("Not used yet")


@dataclass(frozen=True, slots=True)
class LawRow:
    """One row on the desk; `uses` None = not counted, `waiting` = an open proposal."""

    table: Table
    row: DatedRow
    standing: Standing
    uses: int | None
    waiting: UUID | None

    @property
    def code(self) -> str:
        return self.table.code_of(self.row)

    @property
    def name(self) -> str:
        return self.table.name_of(self.row)

    @property
    def figures(self) -> Values:
        plain = self.table.plain(self.row)
        return {name: plain[name] for name in self.table.figures}

    def is_shown_as(self, shown: str) -> bool:
        match shown:
            case Shown.ALL:
                return True
            case Shown.OPEN:
                return not self.standing.is_sure
            case Shown.EMPTY:
                return not self.standing.is_loaded
            case Shown.CONFIRMED:
                return self.standing.is_sure
        return self.standing.confidence == Confidence(shown)

    def is_used_as(self, used: str) -> bool:
        """Rows that are not counted are used in every case."""
        return (self.uses != 0) == (used == Used.USED)


def law_rows(
    *,
    count_uses: CountUses,
    kind: str = "",
    shown: str = Shown.OPEN,
    used: str = "",
    text: str = "",
) -> list[LawRow]:
    """The rows of the desk, a query for each table, those without a figure first.

    `kind`, `used` and `text` (words of code, name or citation) leave out when given.
    """
    asked = [table for table in TABLES if kind in {"", table.kind}]
    rows = {table: list(table.model.objects.all()) for table in asked}
    uses = count_uses([row for several in rows.values() for row in several])
    waiting = {
        (change.kind, change.code, change.starts_on): change.proposal_id
        for change in ProposedChange.objects.filter(
            proposal__state=ProposalState.PROPOSED
        )
    }
    words = fold(text).split()
    found: list[LawRow] = []
    for table, several in rows.items():
        made = [_law_row(table, row, uses, waiting) for row in several]
        found += sorted(made, key=lambda law_row: law_row.standing.is_loaded)
    return [
        law_row
        for law_row in found
        if law_row.is_shown_as(shown)
        and (not used or law_row.is_used_as(used))
        and _holds(law_row, words)
    ]


def history_of(table: Table, code: str, *, count_uses: CountUses) -> list[LawRow]:
    """All rows of a code, the latest first. Raises UnknownRow for no code at all."""
    rows = list(table.rows_of(code))
    uses = count_uses(rows)
    return [_law_row(table, row, uses, {}) for row in reversed(rows)]


def _law_row(
    table: Table,
    row: DatedRow,
    uses: Uses,
    waiting: dict[tuple[str, str, date | None], UUID],
) -> LawRow:
    key = (str(table.kind), table.code_of(row), row.valid_from)
    return LawRow(
        table, row, standing_of(table.kind, row), uses.of(row), waiting.get(key)
    )


def _holds(law_row: LawRow, words: list[str]) -> bool:
    text = fold(f"{law_row.code} {law_row.name} {law_row.standing.citation}")
    return all(word in text for word in words)
