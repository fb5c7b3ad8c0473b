"""Goods and their custody book: append-only, both parties named, totals that balance.

Whether somebody may write is asked by the caller, of the case that holds the goods; the
caller's event is the trace of the act in the trail.

A count that differs from the book is refused unless it comes with a reason. Then it
stands, visible to all, and changes no total: until another count settles it
(`confirms`), agreed by both parties named on it and with their reason, nothing of the
item leaves custody and the case takes no further step. Only that count corrects the
book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from evidence import custody
from evidence.kinds import (
    NEEDS_RECEIPT,
    OUTGOING,
    CustodyLineKind,
    GoodsUnit,
    ItemKind,
)
from evidence.models import CustodyLine, EvidenceItem
from kernel.errors import Refused
from kernel.folding import nfc

if TYPE_CHECKING:
    from agencies.models import User

ENTERED = frozenset(CustodyLineKind) - {CustodyLineKind.TAKEN}
TWO_PLACES = Decimal("0.01")


class Unbalanced(Refused):
    """The totals of the custody book would not balance."""

    code = "goods_unbalanced"


@dataclass(frozen=True, slots=True)
class GoodsInput:
    """One line of the list of goods; `quantity` in its unit, `value_vnd` in dong.

    Goods are sealed (`seal_no`), or `note` says why they are not.
    """

    kind: str
    description: str
    unit: str
    quantity: Decimal
    title: str = ""
    registration_no: str = ""
    condition: str = ""
    owner: str = ""
    value_vnd: int | None = None
    seal_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineInput:
    """What is written into the custody book; no `quantity` means all that is held.

    `confirms`: the line whose receipt it enters, or the count that it settles.
    """

    kind: str
    from_party: str
    to_party: str
    quantity: Decimal | None = None
    place: str = ""
    seal_no: str = ""
    receipt_no: str = ""
    note: str = ""
    confirms: UUID | None = None


@transaction.atomic
def list_goods(
    *,
    goods: GoodsInput,
    from_party: str,
    to_party: str,
    place: str,
    on: date,
    by: User,
    at: datetime,
) -> EvidenceItem:
    """Enter an item with what was taken, from whom, into whose keeping, and its seal.

    Raises Refused naming the field.
    """
    _check_goods(goods)
    item = EvidenceItem.objects.create(
        kind=goods.kind,
        description=nfc(goods.description),
        title=nfc(goods.title),
        registration_no=goods.registration_no.strip(),
        unit=goods.unit,
        quantity=goods.quantity,
        condition=nfc(goods.condition),
        owner=nfc(goods.owner),
        value_vnd=goods.value_vnd,
        agency=by.agency,
        taken_on=on,
        taken_by=by,
        recorded_at=at,
    )
    _append(
        item,
        LineInput(
            CustodyLineKind.TAKEN,
            from_party,
            to_party,
            quantity=goods.quantity,
            place=place,
            note=goods.note,
        ),
        on=on,
        by=by,
        at=at,
    )
    if goods.seal_no.strip():
        _append(
            item,
            LineInput(
                CustodyLineKind.SEALED,
                from_party,
                to_party,
                place=place,
                seal_no=goods.seal_no,
            ),
            on=on,
            by=by,
            at=at,
        )
    return item


@transaction.atomic
def write_line(
    *, item: EvidenceItem, line: LineInput, on: date, by: User, at: datetime
) -> CustodyLine:
    """Write the next line of an item's custody book; earlier lines never change.

    A move, hand-over, return or destruction stays open until the receipt of the other
    side is there: its number with the line, or a RECEIPT line later. Raises Refused
    naming the field; Unbalanced where more would go out than is held.
    """
    if line.kind not in ENTERED:
        raise Refused(errors={"kind": [_("Choose what happened to the goods.")]})
    return _append(item, line, on=on, by=by, at=at)


@transaction.atomic
def value_goods(*, values: Mapping[UUID, int]) -> int:
    """Fix the value of items, in whole dong each; gives the sum."""
    if any(value < 0 for value in values.values()):
        raise Refused(errors={"values": [_("A value is not below zero.")]})
    items = EvidenceItem.objects.select_for_update().filter(pk__in=values)
    for item in items.order_by("pk"):
        item.value_vnd = values[item.pk]
        item.save(update_fields=["value_vnd"])
    return sum(values.values())


def _append(
    item: EvidenceItem, line: LineInput, *, on: date, by: User, at: datetime
) -> CustodyLine:
    EvidenceItem.objects.select_for_update().get(pk=item.pk)
    book = list(item.custody_lines.order_by("sequence"))
    last = book[-1] if book else None
    held = last.held_after if last is not None else custody.NOTHING
    _check_parties(line)
    if last is not None and on < last.on:
        text = _("The date cannot be before %(day)s.") % {"day": f"{last.on:%d/%m/%Y}"}
        raise Refused(errors={"occurred_on": [text]}, code="date_too_early")
    answered = _answered(book, line)
    quantity = _quantity(line, answered, held)
    _check_kind(book, line, quantity=quantity, held=held, answered=answered)
    return CustodyLine.objects.create(
        item=item,
        sequence=last.sequence + 1 if last is not None else 1,
        kind=line.kind,
        quantity=quantity,
        held_after=custody.held_after(
            line.kind, quantity, held=held, settles=answered is not None
        ),
        on=on,
        from_party=nfc(line.from_party),
        to_party=nfc(line.to_party),
        place=nfc(line.place),
        seal_no=line.seal_no.strip(),
        receipt_no=line.receipt_no.strip(),
        note=nfc(line.note),
        confirms=answered,
        by=by,
        recorded_at=at,
    )


def _check_goods(goods: GoodsInput) -> None:
    errors = {}
    if goods.kind not in ItemKind.values:
        errors["kind"] = [_("Say whether these are goods or means of the violation.")]
    if not goods.description.strip():
        errors["description"] = [_("Describe the goods.")]
    if goods.unit not in GoodsUnit.values:
        errors["unit"] = [_("Choose a unit.")]
    if goods.quantity <= 0:
        errors["quantity"] = [_("Enter how many were taken.")]
    elif goods.quantity != goods.quantity.quantize(TWO_PLACES):
        errors["quantity"] = [_("At most two decimal places.")]
    if goods.value_vnd is not None and goods.value_vnd < 0:
        errors["value_vnd"] = [_("A value is not below zero.")]
    if not goods.seal_no.strip() and not goods.note.strip():
        errors["seal_no"] = [
            _("Enter the number of the seal, or say in the note why there is none.")
        ]
    if errors:
        raise Refused(errors=errors)


def _check_parties(line: LineInput) -> None:
    errors = {}
    if not line.from_party.strip():
        errors["from_party"] = [_("Name who hands the goods over.")]
    if not line.to_party.strip():
        errors["to_party"] = [_("Name who receives the goods.")]
    if errors:
        raise Refused(errors=errors)


def _answered(book: list[CustodyLine], line: LineInput) -> CustodyLine | None:
    """The open line that this one answers; none where it answers nothing."""
    kinds = {
        CustodyLineKind.RECEIPT: NEEDS_RECEIPT,
        CustodyLineKind.COUNTED: frozenset({CustodyLineKind.COUNTED}),
    }.get(CustodyLineKind(line.kind))
    if line.confirms is None:
        if line.kind == CustodyLineKind.RECEIPT:
            raise Refused(
                errors={"confirms": [_("Say for which line this is the receipt.")]}
            )
        return None
    waiting = {row.id: row for row in custody.unsettled(book)}
    found = waiting.get(line.confirms)
    if kinds is None or found is None or found.kind not in kinds:
        raise Refused(errors={"confirms": [_("No line of this item waits for that.")]})
    return next(row for row in book if row.id == found.id)


def _quantity(line: LineInput, answered: CustodyLine | None, held: Decimal) -> Decimal:
    if line.kind == CustodyLineKind.RECEIPT and answered is not None:
        return answered.quantity
    if line.quantity is None:
        if line.kind in {CustodyLineKind.COUNTED, CustodyLineKind.TAKEN_BACK}:
            raise Refused(errors={"quantity": [_("Enter how many there are.")]})
        return held
    if line.quantity != line.quantity.quantize(TWO_PLACES):
        raise Refused(errors={"quantity": [_("At most two decimal places.")]})
    return line.quantity


def _check_kind(
    book: list[CustodyLine],
    line: LineInput,
    *,
    quantity: Decimal,
    held: Decimal,
    answered: CustodyLine | None,
) -> None:
    """What each kind of line asks for, beside its two parties."""
    match line.kind:
        case CustodyLineKind.TAKEN:
            return
        case CustodyLineKind.COUNTED:
            _check_count(book, line, quantity, held, settles=answered is not None)
            return
        case CustodyLineKind.RECEIPT:
            _need(line.receipt_no, "receipt_no", _("Enter the number of the receipt."))
            return
        case CustodyLineKind.TAKEN_BACK:
            if (
                not 0
                < quantity
                <= custody.balance(book).handed_over
                - (custody.balance(book).taken_back)
            ):
                raise Unbalanced(
                    errors={"quantity": [_("No more comes back than was handed over.")]}
                )
            return
        case CustodyLineKind.SEALED:
            _need(line.seal_no, "seal_no", _("Enter the number of the seal."))
            if line.seal_no.strip() in custody.seals_on(book):
                raise Refused(
                    errors={"seal_no": [_("This seal is on the goods already.")]}
                )
        case CustodyLineKind.UNSEALED:
            if line.seal_no.strip() not in custody.seals_on(book):
                raise Refused(errors={"seal_no": [_("This seal is not on the goods.")]})
        case CustodyLineKind.MOVED:
            _need(line.place, "place", _("Enter where the goods are kept now."))
    if not 0 < quantity <= held:
        text = _("Enter more than nothing and at most what is held: %(held)s.")
        raise Unbalanced(errors={"quantity": [text % {"held": _amount(held)}]})
    if line.kind in OUTGOING and _differing(book):
        raise Unbalanced(
            errors={"quantity": [_("A count differs from the book: settle it first.")]}
        )


def _check_count(
    book: list[CustodyLine],
    line: LineInput,
    quantity: Decimal,
    held: Decimal,
    *,
    settles: bool,
) -> None:
    if quantity < 0:
        raise Refused(errors={"quantity": [_("Enter how many there are.")]})
    if settles:
        _need(
            line.note,
            "note",
            _("Give the reason for the difference on which both parties agree."),
        )
        return
    if _differing(book):
        raise Unbalanced(
            errors={"confirms": [_("A count differs from the book: settle it first.")]}
        )
    if quantity != held and not line.note.strip():
        text = _(
            "In the book are %(held)s. If the count is right, give the reason of the "
            "difference: it stays open until both parties agree on a count."
        )
        raise Unbalanced(errors={"note": [text % {"held": _amount(held)}]})


def _differing(book: list[CustodyLine]) -> bool:
    return any(line.kind == CustodyLineKind.COUNTED for line in custody.unsettled(book))


def _need(value: str, field: str, text: str) -> None:
    if not value.strip():
        raise Refused(errors={field: [text]})


def _amount(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
