"""How a seizure ends: returned, confiscated, destroyed, handed to the proceedings.

Điều 62, 125, 126 Luật XLVPHC. What becomes of the goods is written into the custody
book by the same act; who receives them confirms it there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, Seizure, Transfer
from cases.services.funnel import conclude
from cases.services.handovers import settled
from cases.services.holding import begun
from cases.states import TransferKind, TransferState
from evidence import services as evidence
from evidence.kinds import CustodyLineKind
from evidence.models import EvidenceItem
from evidence.services import LineInput
from kernel.errors import Refused
from kernel.folding import nfc
from kernel.reasons import given


@transaction.atomic
def release_seizure(
    *,
    seizure: Seizure,
    version: int | None,
    reason: str,
    to_party: str,
    by: User,
    at: datetime,
    receipt_no: str = "",
    items: Sequence[UUID] = (),
) -> Seizure:
    """Give the goods back to their owner, all or the `items` named.

    Also where the head does not sign the seizure (Điều 125.3: then at once). While
    other goods are still held, the seizure goes on for them.
    """
    return _end(
        seizure,
        version,
        "release",
        "release_seizure",
        CustodyLineKind.RETURNED,
        reason=reason,
        to_party=to_party,
        receipt_no=receipt_no,
        items=items,
        by=by,
        at=at,
    )


@transaction.atomic
def confiscate_goods(
    *,
    seizure: Seizure,
    version: int | None,
    reason: str,
    by: User,
    at: datetime,
    items: Sequence[UUID] = (),
) -> Seizure:
    """Confiscate as a decision in force orders; they stay in custody until handed on.

    Điều 26, 126 Luật XLVPHC; unclaimed goods once their year is over (Điều 126.4).
    """
    return _end(
        seizure,
        version,
        "confiscate",
        "confiscate_goods",
        CustodyLineKind.CONFISCATED,
        reason=reason,
        to_party="",
        items=items,
        by=by,
        at=at,
    )


@transaction.atomic
def destroy_goods(
    *,
    seizure: Seizure,
    version: int | None,
    reason: str,
    to_party: str,
    by: User,
    at: datetime,
    receipt_no: str = "",
    items: Sequence[UUID] = (),
) -> Seizure:
    """Have goods destroyed as a decision orders; `to_party` carries it out.

    `receipt_no`: the record of the destruction. Confiscated and unclaimed goods may be
    destroyed too.
    """
    return _end(
        seizure,
        version,
        "destroy",
        "destroy_goods",
        CustodyLineKind.DESTROYED,
        reason=reason,
        to_party=to_party,
        receipt_no=receipt_no,
        items=items,
        by=by,
        at=at,
    )


@transaction.atomic
def hand_over_goods(
    *,
    seizure: Seizure,
    version: int | None,
    to_party: str,
    receipt_no: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    reason: str = "",
) -> Seizure:
    """Hand goods to the investigating body that did not go with the file.

    Điều 62 Luật XLVPHC; only while the file is with the proceedings, against its
    receipt. What the transfer itself lists is handed over by its acceptance.
    """
    if not receipt_no.strip():
        raise Refused(
            errors={"receipt_no": [_("Enter the receipt of the investigating body.")]}
        )
    return _end(
        seizure,
        version,
        "hand_over",
        "hand_over_goods",
        CustodyLineKind.HANDED_OVER,
        reason=reason,
        to_party=to_party,
        receipt_no=receipt_no,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )


def _end(
    seizure: Seizure,
    version: int | None,
    step: str,
    act: str,
    line: CustodyLineKind,
    *,
    reason: str,
    to_party: str,
    by: User,
    at: datetime,
    receipt_no: str = "",
    items: Sequence[UUID] = (),
    occurred_on: date | None = None,
) -> Seizure:
    """End the holding of the goods named, of all of them unless told.

    The seizure's own state changes with the last of its goods.
    """
    case, seizure, _was, on = begun(
        seizure, version, step, by=by, at=at, occurred_on=occurred_on
    )
    if step != "hand_over":
        reason = given(reason)
    held = _still_held(seizure, line)
    chosen = [item for item in held if not items or item.pk in set(items)]
    if len(chosen) != (len(set(items)) or len(held)) or not chosen:
        raise Refused(errors={"items": [_("These goods are not held any more.")]})
    keeper = seizure.keeper
    if line == CustodyLineKind.CONFISCATED:
        to_party = keeper
    for item in chosen:
        evidence.write_line(
            item=item,
            line=LineInput(
                kind=line,
                from_party=keeper,
                to_party=to_party,
                receipt_no=receipt_no,
                note=reason,
            ),
            on=on,
            by=by,
            at=at,
        )
    details: dict[str, Any] = {
        "seizure": str(seizure.pk),
        "goods": [str(item) for item in chosen],
        "to_party": to_party,
        "receipt_no": receipt_no.strip(),
    }
    if step == "hand_over":
        record = _record_of(case, chosen, to_party, receipt_no, by=by, at=at, on=on)
        details |= {"transfer": str(record.pk), "number": record.record_text}
    if len(chosen) == len(held):
        seizure.ended_on = seizure.ended_on or on
        seizure.end_note = reason.strip()
        seizure.save()
    else:
        details["rest"] = len(held) - len(chosen)
    conclude(
        case,
        act,
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason.strip(),
        details=details,
    )
    ended: Seizure = Seizure.objects.select_related("case").get(pk=seizure.pk)
    return ended


def _record_of(
    case: Case,
    goods: Sequence[EvidenceItem],
    to_party: str,
    receipt_no: str,
    *,
    by: User,
    at: datetime,
    on: date,
) -> Transfer:
    """The hand-over of goods as one of its kind: numbered, printed by both sides."""
    file = case.transfer
    to_agency = file.to_agency if file is not None else None
    return settled(
        Transfer(
            case=case,
            kind=TransferKind.GOODS,
            state=TransferState.ACCEPTED,
            from_agency=case.lead_agency,
            to_agency=to_agency,
            to_body="" if to_agency is not None else nfc(to_party),
            reason=_("Goods go to the investigating body with the file."),
            receipt_no=nfc(receipt_no),
            offered_by=by,
            offered_at=at,
            offered_on=on,
        ),
        items=goods,
        by=by,
        at=at,
        on=on,
    )


def _still_held(seizure: Seizure, line: CustodyLineKind) -> list[EvidenceItem]:
    """Items of which something is held; what is confiscated does not go back."""
    held = []
    items = EvidenceItem.objects.filter(seized_items__seizure=seizure)
    for item in items.prefetch_related("custody_lines").order_by("recorded_at", "id"):
        is_confiscated = any(
            row.kind == CustodyLineKind.CONFISCATED for row in item.custody_lines.all()
        )
        if item.held > 0 and not (
            is_confiscated
            and line in {CustodyLineKind.CONFISCATED, CustodyLineKind.RETURNED}
        ):
            held.append(item)
    return held
