"""The arithmetic of the custody book: pure, and the same as the database's own check.

What was taken is what is still held and what went out. A count changes nothing by
itself: one that differs stands as an open difference, and only the count that settles
it, with the reason of both parties, corrects the book.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from evidence.kinds import NEEDS_RECEIPT, OUTGOING, CustodyLineKind

NOTHING = Decimal(0)


class Line(Protocol):
    """What the arithmetic reads of a line; `confirms_id`: the line it answers."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def held_after(self) -> Decimal: ...
    @property
    def seal_no(self) -> str: ...
    @property
    def receipt_no(self) -> str: ...
    @property
    def confirms_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Balance:
    """The totals of one item, in its unit; `corrected` is signed."""

    taken: Decimal = NOTHING
    handed_over: Decimal = NOTHING
    returned: Decimal = NOTHING
    destroyed: Decimal = NOTHING
    taken_back: Decimal = NOTHING
    corrected: Decimal = NOTHING
    held: Decimal = NOTHING

    @property
    def out(self) -> Decimal:
        """What left custody and did not come back."""
        return self.handed_over + self.returned + self.destroyed - self.taken_back

    @property
    def is_even(self) -> bool:
        """Taken, as corrected by agreed counts, equals held and out."""
        return self.taken + self.corrected == self.held + self.out


class BookBroken(Exception):
    """A line whose `held_after` does not follow from the lines before it."""


def held_after(
    kind: str, quantity: Decimal, *, held: Decimal, settles: bool = False
) -> Decimal:
    """What is held once a line is written; `settles`: an agreed count."""
    if kind in {CustodyLineKind.TAKEN, CustodyLineKind.TAKEN_BACK}:
        return held + quantity
    if kind in OUTGOING:
        return held - quantity
    if kind == CustodyLineKind.COUNTED and settles:
        return quantity
    return held


def balance(lines: Iterable[Line]) -> Balance:
    """The totals of one item's lines, in their order; raises BookBroken."""
    sums = dict.fromkeys(CustodyLineKind.values, NOTHING)
    held = corrected = NOTHING
    for line in lines:
        settles = line.confirms_id is not None
        after = held_after(line.kind, line.quantity, held=held, settles=settles)
        if after != line.held_after or after < 0:
            raise BookBroken(f"{line.kind}: {after} is held, not {line.held_after}")
        if line.kind == CustodyLineKind.COUNTED and settles:
            corrected += after - held
        sums[line.kind] += line.quantity
        held = after
    return Balance(
        taken=sums[CustodyLineKind.TAKEN],
        handed_over=sums[CustodyLineKind.HANDED_OVER],
        returned=sums[CustodyLineKind.RETURNED],
        destroyed=sums[CustodyLineKind.DESTROYED],
        taken_back=sums[CustodyLineKind.TAKEN_BACK],
        corrected=corrected,
        held=held,
    )


def seals_on(lines: Iterable[Line]) -> list[str]:
    """The seals that are on the goods now, in the order in which they were put on."""
    seals: list[str] = []
    for line in lines:
        if line.kind == CustodyLineKind.SEALED:
            seals.append(line.seal_no)
        elif line.kind == CustodyLineKind.UNSEALED and line.seal_no in seals:
            seals.remove(line.seal_no)
    return seals


def unsettled(lines: Iterable[Line]) -> list[Line]:
    """Lines that wait: for the other side's receipt, or for an agreed count."""
    rows = list(lines)
    answered = {line.confirms_id for line in rows if line.confirms_id is not None}
    return [line for line in rows if line.id not in answered and waits(line)]


def waits(line: Line) -> bool:
    """Does a line ask for an answer: a receipt, or an agreed count?"""
    if line.kind in NEEDS_RECEIPT:
        return not line.receipt_no
    return line.kind == CustodyLineKind.COUNTED and line.quantity != line.held_after
