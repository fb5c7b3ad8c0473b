"""Hand-overs with a receipt of two sides: what goes along, to whom, and the answer.

One notion for every kind of transfer: the lead, a file to the competent authority, to
the investigating body and back, to a body outside, goods. Offered with reason, papers
and goods; accepted or refused within a set time; until then the duty stays with the
giver. Acceptance numbers the record that both sides print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agencies import numbers
from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases.models import Case, Transfer
from cases.models.joint import HAND_OVER_REGISTER
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, legal_day, permit, take_in_part
from cases.services.handed_goods import goods_to_hand_over, hand_goods
from cases.services.partners import ask_in
from cases.states import TransferKind, TransferState
from kernel.errors import Refused
from kernel.folding import nfc
from kernel.reasons import given
from regulations.legal_settings import settings_on
from regulations.working_days import load_calendar


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the list that both receipts print."""

    title: str
    number: str = ""
    sheets: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a body without users here confirmed: number and day."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is handed over: why, which papers, which goods (by id)."""

    reason: str
    papers: Sequence[PaperLine] = ()
    item_ids: Sequence[UUID] = ()
    document_no: str = ""
    answer_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the receiver found of the list, where it differs; words say how.

    `missing`: papers by their place, from 1; `counts`: goods by id, in their unit.
    """

    missing: Sequence[int] = ()
    counts: Mapping[UUID, Decimal] = field(default_factory=dict)
    words: str = ""


AS_LISTED = Found()


def offer(
    case: Case,
    kind: str,
    content: HandOver,
    *,
    to_agency: Agency,
    by: User,
    at: datetime,
    on: date,
    came_from: str = "",
) -> Transfer:
    """Offer something to a user of the system; it answers within the time named.

    Raises Refused naming `reason`, `papers`, `items` or `answer_due_on`.
    """
    reasoned(content)
    due = content.answer_due_on or answer_due_on(on)
    if due < on:
        raise Refused(
            errors={"answer_due_on": [_("The answer is due after the offer.")]}
        )
    items = goods_to_hand_over(case, content.item_ids)
    transfer: Transfer = Transfer.objects.create(
        case=case,
        kind=kind,
        from_agency=case.lead_agency,
        to_agency=to_agency,
        reason=nfc(content.reason),
        papers=lines_of(content.papers),
        document_no=nfc(content.document_no),
        offered_by=by,
        offered_at=at,
        offered_on=on,
        answer_due_on=due,
        came_from=came_from,
    )
    transfer.items.set(items)
    return transfer


def offer_lead(
    case: Case,
    content: HandOver,
    *,
    to_agency: Agency,
    by: User,
    at: datetime,
    on: date,
) -> Transfer:
    """The offer of the lead and its place in the case; a part of the caller's act."""
    transfer = offer(
        case,
        TransferKind.LEAD,
        content,
        to_agency=to_agency,
        by=by,
        at=at,
        on=on,
        came_from=str(case.state),
    )
    ask_in(
        case,
        to_agency,
        purpose=transfer.reason,
        due_on=transfer.answer_due_on,
        by=by,
        at=at,
    )
    case.lead_offer = transfer
    return transfer


def answer_due_on(on: date) -> date:
    """Until when an offer of that day is answered: a dated setting, working days."""
    days = settings_on(on).hand_over_answer_days
    due: date = load_calendar().working_days_from(on, days)[-1]
    return due


def hand_outside(
    case: Case,
    content: HandOver,
    receipt: Receipt,
    *,
    to_agency: Agency | None,
    to_body: str,
    by: User,
    at: datetime,
    on: date,
    came_from: str,
) -> Transfer:
    """To a body without users here: its receipt is entered, so it begins accepted."""
    if not nfc(receipt.number):
        raise Refused(errors={"receipt_no": [_("Enter the number of the receipt.")]})
    legal_day(receipt.on, at=at, not_before=on, field="received_on")
    items = goods_to_hand_over(case, content.item_ids)
    transfer = settled(
        Transfer(
            case=case,
            kind=TransferKind.OUTSIDE,
            state=TransferState.ACCEPTED,
            from_agency=case.lead_agency,
            to_agency=to_agency,
            to_body=nfc(to_body) if to_agency is None else "",
            reason=nfc(content.reason),
            papers=lines_of(content.papers),
            document_no=nfc(content.document_no),
            offered_by=by,
            offered_at=at,
            offered_on=on,
            receipt_no=nfc(receipt.number),
            came_from=came_from,
        ),
        items=items,
        by=by,
        at=at,
        on=receipt.on,
    )
    hand_goods(transfer, {}, by=by, at=at, on=receipt.on)
    return transfer


def settled(
    transfer: Transfer,
    *,
    by: User,
    at: datetime,
    on: date,
    items: Sequence[Any] = (),
) -> Transfer:
    """Keep a hand-over that begins accepted, for its other side answered already."""
    transfer.answered_by, transfer.answered_at, transfer.answered_on = by, at, on
    _take_record_number(transfer, on=on)
    transfer.save(force_insert=True)
    transfer.items.set(items)
    return transfer


def outside_body(to_agency: Agency | None, to_body: str) -> None:
    """Refuses an agency that uses the system, and nobody at all."""
    if to_agency is None and not nfc(to_body):
        raise Refused(errors={"to_body": [_("Name the body that receives the file.")]})
    if to_agency is not None and to_agency.kind != AgencyKind.EXTERNAL:
        raise Refused(
            errors={
                "to_agency": [
                    _("This agency uses the system: offer it the lead instead.")
                ]
            }
        )


def reasoned(content: HandOver) -> None:
    given(content.reason)
    if any(not nfc(line.title) for line in content.papers):
        raise Refused(errors={"papers": [_("Name each paper of the list.")]})


def accept(
    case: Case,
    transfer: Transfer | None,
    *,
    action: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    receipt_no: str = "",
    found: Found = AS_LISTED,
) -> tuple[Transfer, date]:
    """The second side of the receipt; numbers the record. The caller concludes.

    Raises NotPermitted, StepNotOpen (naming who was first), Refused: what differs from
    the list needs words.
    """
    transfer = _of(case, transfer, action, by=by, at=at)
    _before, on = take_in_part(
        transfer.accept,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=transfer.offered_on,
        action=action,
    )
    items = list(transfer.items.all())
    transfer.differences = _differences(transfer, items, found)
    transfer.answered_by, transfer.answered_at, transfer.answered_on = by, at, on
    transfer.answer_reason = nfc(found.words)
    transfer.receipt_no = nfc(receipt_no)
    _take_record_number(transfer, on=on)
    transfer.save()
    hand_goods(transfer, found.counts, by=by, at=at, on=on)
    return transfer, on


def refuse(
    case: Case,
    transfer: Transfer | None,
    *,
    action: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> tuple[Transfer, date]:
    """Refuse an offer, with a reason: all stays with the giver. The caller concludes.

    Raises NotPermitted, StepNotOpen, Refused.
    """
    transfer = _of(case, transfer, action, by=by, at=at)
    _before, on = take_in_part(
        transfer.refuse,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=transfer.offered_on,
        action=action,
    )
    reason = given(reason)
    transfer.answered_by, transfer.answered_at, transfer.answered_on = by, at, on
    transfer.answer_reason = nfc(reason)
    transfer.save()
    return transfer, on


def conclude_answer(
    case: Case, act: str, transfer: Transfer, *, by: User, at: datetime, on: date
) -> None:
    """The one event of an answer; it leaves the state of the case alone."""
    conclude(
        case,
        act,
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=transfer.answer_reason,
        details={
            "transfer": str(transfer.pk),
            "from": transfer.from_agency_id,
            "to": transfer.to_agency_id,
            "number": transfer.record_text or transfer.document_no,
            "receipt_no": transfer.receipt_no,
        },
    )


def _of(
    case: Case, transfer: Transfer | None, action: str, *, by: User, at: datetime
) -> Transfer:
    """The hand-over to answer; the right is asked before there is none (403 first)."""
    if transfer is None:
        permit(action, case, by=by, at=at)
        raise StepNotOpen(_("Nothing is handed over to you."), code="wrong_state")
    transfer.case = case
    return transfer


def _differences(
    transfer: Transfer, items: Sequence[Any], found: Found
) -> dict[str, Any]:
    """What the receiver found otherwise than listed; refused without words."""
    places = range(1, len(transfer.papers) + 1)
    listed = {item.pk: item.held for item in items}
    if not set(found.missing) <= set(places):
        raise Refused(errors={"missing_papers": [_("Choose papers of the list.")]})
    if not set(found.counts) <= set(listed):
        raise Refused(errors={"counts": [_("Choose goods of the list.")]})
    if any(not 0 <= found.counts[pk] <= listed[pk] for pk in found.counts):
        text = _("No more can be received than the giver holds.")
        raise Refused(errors={"counts": [text]})
    counts = {
        str(pk): f"{count.normalize():f}"
        for pk, count in found.counts.items()
        if count != listed[pk]
    }
    told: dict[str, Any] = {}
    if found.missing:
        told["missing"] = sorted(set(found.missing))
    if counts:
        told["counts"] = counts
    if told and not nfc(found.words):
        text = _("Say in words what differs from the list.")
        raise Refused(errors={"difference": [text]})
    return told


def _take_record_number(transfer: Transfer, *, on: date) -> None:
    """Number the record in the giver's register; before the trail's line."""
    transfer.record_year = on.year
    transfer.record_number = numbers.take(
        owner=transfer.from_agency_id, register=HAND_OVER_REGISTER, year=on.year
    )


def lines_of(papers: Sequence[PaperLine]) -> list[dict[str, Any]]:
    """The list as it is kept."""
    return [asdict(replace(line, title=nfc(line.title))) for line in papers]
