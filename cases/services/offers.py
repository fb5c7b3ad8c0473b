"""The offer of the lead, at intake or later: the first side of a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agencies import numbers
from agencies.models import Agency, User
from cases.models import Case, Transfer
from cases.services.partners import ask_in
from cases.states import TransferKind
from evidence.models import EvidenceItem
from kernel.errors import Refused
from kernel.folding import nfc
from regulations.legal_settings import settings_on
from regulations.working_days import load_calendar

HAND_OVER_REGISTER = "BB-BG"


@dataclass(frozen=True, slots=True)
class Paper:
    """A line of the list that both receipts print."""

    title: str
    number: str = ""
    sheets: int | None = None

    def as_row(self) -> dict[str, Any]:
        return {"title": nfc(self.title), "number": self.number, "sheets": self.sheets}


def make_offer(
    case: Case,
    to_agency: Agency,
    *,
    reason: str,
    by: User,
    at: datetime,
    on: date,
    papers: Sequence[Paper] = (),
    item_ids: Sequence[UUID] = (),
) -> Transfer:
    """The offer of the lead and its place in the case; a part of the caller's act."""
    items = _items(case, item_ids)
    offer: Transfer = Transfer(
        case=case,
        kind=TransferKind.LEAD,
        from_agency=case.lead_agency,
        to_agency=to_agency,
        reason=reason,
        papers=[paper.as_row() for paper in papers],
        offered_by=by,
        offered_at=at,
        offered_on=on,
        answer_due_on=answer_due_on(on),
        came_from=case.state,
    )
    offer.save(force_insert=True)
    offer.items.set(items)
    ask_in(case, to_agency, purpose=reason, due_on=offer.answer_due_on, by=by, at=at)
    case.lead_offer = offer
    return offer


def take_record_number(transfer: Transfer, *, on: date) -> None:
    """Number the hand-over record in the giver's register; before the trail's line.

    A part of the act that accepts; the caller saves the transfer.
    """
    transfer.record_year = on.year
    transfer.record_number = numbers.take(
        owner=transfer.from_agency_id, register=HAND_OVER_REGISTER, year=on.year
    )


def answer_due_on(on: date) -> date:
    """Until when an offer of that day is answered: a dated setting, working days."""
    days = settings_on(on).hand_over_answer_days
    due: date = load_calendar().working_days_from(on, days)[-1]
    return due


def _items(case: Case, ids: Sequence[UUID]) -> list[EvidenceItem]:
    found = list(
        EvidenceItem.objects.filter(
            pk__in=ids, seized_items__seizure__case=case
        ).distinct()
    )
    if len(found) != len(set(ids)):
        raise Refused(errors={"items": [_("Choose goods of this case.")]})
    return found
