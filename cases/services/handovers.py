"""Hand-overs with a receipt of two sides: what goes along, to whom, and the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases.models import Case, Transfer
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, legal_day, permit
from cases.states import TransferKind, TransferState
from evidence.models import EvidenceItem
from kernel.errors import Refused
from kernel.folding import nfc
from regulations.working_days import load_calendar

# Asked of each other, not set by law; an offer may name its own day.
ANSWER_WORKING_DAYS = 2


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
    item_ids: Sequence[Any] = ()
    document_no: str = ""
    answer_due_on: date | None = None


def offer(
    case: Case,
    kind: str,
    content: HandOver,
    *,
    to_agency: Agency,
    by: User,
    at: datetime,
    on: date,
    document_no: str = "",
    came_from: str = "",
) -> Transfer:
    """Offer the file to a user of the system; it answers within the time named."""
    due = (
        content.answer_due_on
        or (load_calendar().working_days_from(on, ANSWER_WORKING_DAYS)[-1])
    )
    if due < on:
        raise Refused(
            errors={"answer_due_on": [_("The answer is due after the offer.")]}
        )
    items = _items_of(case, content.item_ids)
    transfer: Transfer = Transfer.objects.create(
        case=case,
        kind=kind,
        from_agency=case.lead_agency,
        to_agency=to_agency,
        reason=content.reason.strip(),
        papers=_lines(content.papers),
        document_no=document_no or nfc(content.document_no),
        offered_by=by,
        offered_at=at,
        offered_on=on,
        answer_due_on=due,
        came_from=came_from,
    )
    transfer.items.set(items)
    return transfer


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
    items = _items_of(case, content.item_ids)
    transfer: Transfer = Transfer.objects.create(
        case=case,
        kind=TransferKind.OUTSIDE,
        state=TransferState.ACCEPTED,
        from_agency=case.lead_agency,
        to_agency=to_agency,
        to_body=nfc(to_body) if to_agency is None else "",
        reason=content.reason.strip(),
        papers=_lines(content.papers),
        document_no=nfc(content.document_no),
        offered_by=by,
        offered_at=at,
        offered_on=on,
        answered_by=by,
        answered_at=at,
        answered_on=receipt.on,
        receipt_no=nfc(receipt.number),
        came_from=came_from,
    )
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
    if not content.reason.strip():
        raise Refused(errors={"reason": [_("A reason is required.")]})
    if any(not line.title.strip() for line in content.papers):
        raise Refused(errors={"papers": [_("Name each paper of the list.")]})


def answer(
    case: Case,
    transfer: Transfer | None,
    *,
    action: str,
    accepts: bool,
    by: User,
    at: datetime,
    occurred_on: date | None,
    reason: str = "",
    receipt_no: str = "",
) -> tuple[Transfer, date]:
    """Accept or refuse an offer; a refusal has its reason. The caller concludes."""
    permit(action, case, by=by, at=at)
    if transfer is None or not transfer.is_open:
        raise StepNotOpen(_("This hand-over was already answered."), code="wrong_state")
    on = legal_day(occurred_on, at=at, not_before=transfer.offered_on)
    if accepts:
        transfer.accept()
    else:
        if not reason.strip():
            raise Refused(errors={"reason": [_("A reason is required.")]})
        transfer.refuse()
    transfer.answered_by, transfer.answered_at, transfer.answered_on = by, at, on
    transfer.answer_reason = reason.strip()
    transfer.receipt_no = nfc(receipt_no)
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
        details={"number": transfer.document_no, "receipt_no": transfer.receipt_no},
    )


def _lines(papers: Sequence[PaperLine]) -> list[dict[str, Any]]:
    return [asdict(line) for line in papers]


def _items_of(case: Case, ids: Sequence[Any]) -> list[EvidenceItem]:
    """Goods of this case; raises Refused for any other."""
    wanted = set(ids)
    found = list(
        EvidenceItem.objects.filter(
            pk__in=wanted, seized_items__seizure__case=case
        ).distinct()
    )
    if len(found) != len(wanted):
        raise Refused(errors={"items": [_("Choose goods that this case holds.")]})
    return found
