"""A hand-over as both sides see it: who gives what to whom, and what was found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.models import User
from cases import policies
from cases.models import Case, Transfer
from cases.states import TransferKind
from documents.form_ids import FormId
from documents.models import IssuedDocument
from evidence import custody
from evidence.models import EvidenceItem
from kernel.clock import local_day
from regulations.rules import rule_for
from web.calendar_memory import known_calendar

TITLES: dict[str, str | Promise] = {
    TransferKind.LEAD: gettext_lazy("Hand-over of the lead"),
    TransferKind.TO_PROCEEDINGS: gettext_lazy(
        "Transfer of a file that shows the sign of a crime"
    ),
    TransferKind.TO_COMPETENT_AUTHORITY: gettext_lazy(
        "Hand-over of the file to the competent authority"
    ),
    TransferKind.OUTSIDE: gettext_lazy("Hand-over to a body outside the system"),
    TransferKind.FROM_PROCEEDINGS: gettext_lazy(
        "Return of the file by the investigating body"
    ),
    TransferKind.GOODS: gettext_lazy("Hand-over of goods"),
}
# What the receiver of an open offer does with it: accept, refuse.
ANSWERS = {
    TransferKind.LEAD: ("accept_lead", "decline_lead"),
    TransferKind.TO_PROCEEDINGS: ("accept_transfer", "refuse_transfer"),
    TransferKind.TO_COMPETENT_AUTHORITY: ("accept_file", "refuse_file"),
}
FULL_VIEWS = frozenset({"case.view_full", "case.view_partner"})


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the list; `tick` is the receiver's field while he checks."""

    place: int
    title: str
    number: str
    sheets: int | None
    is_missing: bool
    tick: Any = None


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """Goods of the list, in their unit; `count` is the receiver's field."""

    item: EvidenceItem
    quantity: Decimal
    seals: tuple[str, ...]
    found: Decimal | None
    count: Any = None

    @property
    def differs(self) -> bool:
        return self.found is not None and self.found != self.quantity


@dataclass(frozen=True, slots=True)
class Sheet:
    """One hand-over on a page."""

    transfer: Transfer
    papers: tuple[PaperRow, ...]
    goods: tuple[GoodsRow, ...]
    paper: IssuedDocument | None

    @property
    def title(self) -> str | Promise:
        return TITLES[TransferKind(self.transfer.kind)]

    @property
    def sheets(self) -> int:
        return sum(row.sheets or 0 for row in self.papers)

    @property
    def seals(self) -> int:
        return sum(len(row.seals) for row in self.goods)

    @property
    def found_papers(self) -> int:
        return sum(not row.is_missing for row in self.papers)

    @property
    def differing_goods(self) -> int:
        return sum(row.differs for row in self.goods)

    @property
    def list_hash(self) -> str:
        """Of what the giver listed: the same as long as nobody changes a line."""
        listed = [
            self.transfer.papers,
            [[str(row.item.pk), f"{row.quantity.normalize():f}"] for row in self.goods],
        ]
        text = json.dumps(listed, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"


def sheet_of(transfer: Transfer, *, form: Any = None) -> Sheet:
    """The page of a hand-over; with the form of the receiver who checks it."""
    missing = set(transfer.differences.get("missing", ()))
    counts = transfer.differences.get("counts", {})
    is_answered = transfer.answered_on is not None and transfer.record_number
    papers = tuple(
        PaperRow(
            place,
            row.get("title", ""),
            row.get("number", ""),
            row.get("sheets"),
            place in missing,
            form[f"paper_{place}"] if form is not None else None,
        )
        for place, row in enumerate(transfer.papers, start=1)
    )
    goods = []
    items = transfer.items.prefetch_related("custody_lines")
    for item in items.order_by("recorded_at", "id"):
        lines = list(item.custody_lines.all())
        quantity = _handed(lines, transfer) if is_answered else item.held
        found = counts.get(str(item.pk))
        goods.append(
            GoodsRow(
                item,
                quantity if found is None else max(quantity, Decimal(found)),
                tuple(custody.seals_on(lines)),
                (Decimal(found) if found is not None else quantity)
                if is_answered
                else None,
                form[f"count_{item.pk.hex}"] if form is not None else None,
            )
        )
    return Sheet(transfer, papers, tuple(goods), paper_of(transfer))


def _handed(lines: list[Any], transfer: Transfer) -> Decimal:
    """What the giver held when the line of this hand-over was written."""
    number = transfer.receipt_no or transfer.record_text
    before = Decimal(0)
    for line in lines:
        if line.receipt_no == number and line.on == transfer.answered_on:
            return max(before, line.quantity)
        before = line.held_after
    return before


def paper_of(transfer: Transfer) -> IssuedDocument | None:
    """The record that both sides print, once it is issued."""
    if transfer.record_number is None:
        return None
    found: IssuedDocument | None = IssuedDocument.objects.filter(
        form=FormId.HANDOVER_RECORD,
        agency=transfer.from_agency_id,
        year=transfer.record_year,
        number=transfer.record_number,
    ).first()
    return found


def may_see(transfer: Transfer, case: Case, officer: User, at: datetime) -> bool:
    """Who works on the case, and each side for itself."""
    if policies.view_of(case, officer, at) in FULL_VIEWS:
        return True
    return any(
        agency is not None and access.shares_relations_of(officer, agency, at)
        for agency in (transfer.from_agency, transfer.to_agency)
    )


def investigation_until(on: date) -> date:
    """The end of the twenty days that begin with the receipt of a file."""
    return rule_for("D-INV-20", on).due_on(on, calendar=known_calendar()).due


def answering(pick: Callable[[Case], Transfer | None]) -> Callable[..., dict[str, Any]]:
    """The context of the page on which the receiver answers an offer."""

    def context(case: Case, request: HttpRequest, now: datetime) -> dict[str, Any]:
        transfer = pick(case)
        if transfer is None:
            return {}
        _accept, refuse = ANSWERS[TransferKind(transfer.kind)]
        until = None
        if transfer.kind == TransferKind.TO_PROCEEDINGS:
            until = investigation_until(local_day(now))
        return {
            "transfer": transfer,
            "refuse_at": reverse("case_step", args=[case.number, refuse]),
            "investigation_until": until,
        }

    return context
