"""Goods of a hand-over: with its acceptance they are in the custody of the receiver.

Every line names both parties and the number of the record that both sides hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, Seizure, Transfer
from cases.states import HOLDING, SeizureState, TransferKind
from evidence import custody
from evidence import services as evidence
from evidence.kinds import CustodyLineKind
from evidence.models import EvidenceItem
from evidence.services import LineInput
from kernel.errors import Refused

HANDED_FROM = HOLDING | {SeizureState.CONFISCATED}


def goods_to_hand_over(case: Case, ids: Sequence[UUID]) -> list[EvidenceItem]:
    """Goods that this case holds by a signed seizure; raises Refused for any other."""
    wanted = set(ids)
    if not wanted:
        return []
    found = list(
        EvidenceItem.objects.filter(
            pk__in=wanted,
            seized_items__seizure__case=case,
            seized_items__seizure__state__in=HANDED_FROM,
        ).distinct()
    )
    if len([item for item in found if item.held > 0]) != len(wanted):
        raise Refused(errors={"items": [_("Choose goods that this case holds.")]})
    return found


def hand_goods(
    transfer: Transfer,
    counts: Mapping[UUID, Decimal],
    *,
    by: User,
    at: datetime,
    on: date,
) -> None:
    """Write the goods of an accepted hand-over over to their receiver.

    To the investigating body they leave the custody of the case, and with the last of
    its goods the seizure ends there (Điều 62 Luật XLVPHC); elsewhere they move, and
    the receiver keeps them. `counts`: what the receiver found, as listed unless told;
    what was not found stays with the giver.
    """
    ids = set(transfer.items.values_list("pk", flat=True))
    if not ids:
        return
    to = transfer.to_agency.name if transfer.to_agency else transfer.to_body
    leaves = transfer.kind == TransferKind.TO_PROCEEDINGS
    held = transfer.case.seizures.select_for_update().filter(state__in=HANDED_FROM)
    for seizure in held:
        own = EvidenceItem.objects.filter(
            pk__in=ids, seized_items__seizure=seizure
        ).order_by("recorded_at", "id")
        moved = False
        for item in own:
            quantity = counts.get(item.pk, item.held)
            if quantity <= 0:
                continue
            line = LineInput(
                kind=CustodyLineKind.HANDED_OVER if leaves else CustodyLineKind.MOVED,
                from_party=seizure.keeper,
                to_party=to,
                quantity=quantity,
                place="" if leaves else to,
                receipt_no=transfer.receipt_no or transfer.record_text,
            )
            evidence.write_line(item=item, line=line, on=on, by=by, at=at)
            ids.discard(item.pk)
            moved = True
        if moved and leaves:
            _end(seizure, transfer, by=by, at=at, on=on)
        elif moved:
            seizure.keeper = to
            seizure.save()


def goods_handed_over(case: Case, ids: Sequence[UUID]) -> list[EvidenceItem]:
    """Goods of the case that the other side has; raises Refused for any other."""
    wanted = set(ids)
    if not wanted:
        return []
    items = EvidenceItem.objects.filter(
        pk__in=wanted, seized_items__seizure__case=case
    ).distinct()
    found = [
        item
        for item in items.prefetch_related("custody_lines").order_by("recorded_at")
        if _away(item) > 0
    ]
    if len(found) != len(wanted):
        raise Refused(errors={"items": [_("Choose goods that were handed over.")]})
    return found


def take_goods_back(
    transfer: Transfer,
    items: Sequence[EvidenceItem],
    *,
    by: User,
    at: datetime,
    on: date,
) -> None:
    """Goods that come back with the file are held again, until they are seized anew."""
    for item in items:
        line = LineInput(
            kind=CustodyLineKind.TAKEN_BACK,
            from_party=transfer.from_agency.name,
            to_party=transfer.to_agency.name if transfer.to_agency else "",
            quantity=_away(item),
            receipt_no=transfer.record_text,
        )
        evidence.write_line(item=item, line=line, on=on, by=by, at=at)


def _away(item: EvidenceItem) -> Decimal:
    book = custody.balance(item.custody_lines.all())
    return book.handed_over - book.taken_back


def _end(
    seizure: Seizure, transfer: Transfer, *, by: User, at: datetime, on: date
) -> None:
    """The seizure ends with the last of its goods; nobody is asked once more."""
    items = EvidenceItem.objects.filter(seized_items__seizure=seizure)
    if seizure.state not in HOLDING or any(item.held > 0 for item in items):
        return
    seizure.case = transfer.case
    seizure.hand_over()
    seizure.ended_on = on
    seizure.end_note = transfer.reason
    seizure.save()
