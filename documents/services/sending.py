"""The delivery log of issued papers, and the register of papers that came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access, numbers
from agencies.models import User
from audit import trail
from cases import services as cases
from cases.conditions import PartInCase
from cases.models import Case
from documents.models import Dispatch, IncomingPaper, IssuedDocument
from documents.services.drafting import StepNotOpen
from documents.states import Manner
from evidence.models import CAPTION_LENGTH
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused

INCOMING_REGISTER = "VB-DEN"


@dataclass(frozen=True, slots=True)
class DispatchInput:
    """One sending; `received_on` where the receipt is there already."""

    manner: str
    recipient: str
    sent_on: date
    received_on: date | None = None
    receipt_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncomingInput:
    """A paper as it came: its sender's number and day where it bears them."""

    sender: str
    title: str
    received_on: date
    number_text: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """The file of a paper that came in; `claimed_sha256` as its sender's device made
    it, "" where none did."""

    upload: BinaryIO
    name: str
    claimed_sha256: str = ""


@transaction.atomic
def dispatch(
    *, document: IssuedDocument, sending: DispatchInput, by: User, at: datetime
) -> Dispatch:
    """Enter that an issued paper was sent; no entry is ever changed.

    Says nothing to the clocks of a case: the delivery of a sanction decision is
    confirmed by the case's own step. Raises NotPermitted, StepNotOpen, Refused.
    """
    record: Any = document.record
    _permit("document.dispatch", record, document, by=by, at=at)
    errors: dict[str, list[str]] = {}
    if sending.manner not in Manner.values:
        errors["manner"] = [_("Choose how it was sent.")]
    if not sending.recipient.strip():
        errors["recipient"] = [_("This must be filled in.")]
    if not document.issued_on <= sending.sent_on <= local_day(at):
        errors["sent_on"] = [
            _("The day lies between the paper's own, %(day)s, and today.")
            % {"day": f"{document.issued_on:%d/%m/%Y}"}
        ]
    errors |= _receipt_faults(sending, today=local_day(at))
    if errors:
        raise Refused(errors=errors)
    entered = Dispatch.objects.create(
        document=document,
        manner=sending.manner,
        recipient=sending.recipient.strip(),
        sent_on=sending.sent_on,
        received_on=sending.received_on,
        receipt_no=sending.receipt_no.strip(),
        note=sending.note.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    trail.record(
        action="document.dispatch",
        record=record,
        at=at,
        by=by,
        label=record.number,
        after={"number": document.number_text, "manner": sending.manner},
    )
    return entered


@transaction.atomic
def register_incoming(
    *,
    case: Case,
    paper: IncomingInput,
    by: User,
    at: datetime,
    scan: Scan | None = None,
) -> IncomingPaper:
    """Enter a paper that came in, under the next number of arrival of the year.

    Its scan becomes a file of the case, or nothing is entered. Raises NotPermitted,
    StepNotOpen, Refused (`sender`, `title`, days), and for the scan what
    `evidence.services.receive_file` raises (`file`).
    """
    case = Case.objects.locked(case.pk, version=None)
    _permit("document.register_incoming", case, None, by=by, at=at)
    errors = {
        name: [_("This must be filled in.")]
        for name in ("sender", "title")
        if not getattr(paper, name).strip()
    }
    if paper.received_on > local_day(at):
        errors["received_on"] = [_("The date cannot be after today.")]
    if paper.dated_on is not None and paper.dated_on > paper.received_on:
        errors["dated_on"] = [_("A paper is dated before it arrives.")]
    if errors:
        raise Refused(errors=errors)
    year = paper.received_on.year
    number = numbers.take(owner=by.agency_id, register=INCOMING_REGISTER, year=year)
    caption = f"Văn bản đến số {number}/{year}: {paper.title.strip()}"
    file = None
    if scan is not None:
        file = cases.attach_scan(
            case=case,
            upload=scan.upload,
            name=scan.name,
            caption=caption[:CAPTION_LENGTH],
            by=by,
            at=at,
            claimed_sha256=scan.claimed_sha256,
        )
    entered = IncomingPaper.objects.create(
        case=case,
        agency=by.agency,
        year=year,
        number=number,
        file=file,
        number_text=paper.number_text.strip(),
        sender=paper.sender.strip(),
        dated_on=paper.dated_on,
        received_on=paper.received_on,
        title=paper.title.strip(),
        registered_by=by,
        registered_at=at,
    )
    trail.record(
        action="document.register_incoming",
        record=case,
        at=at,
        by=by,
        label=case.number,
        after={
            "number": entered.number,
            "title": entered.title,
            **({"sha256": file.stored_file_id} if file is not None else {}),
        },
    )
    return entered


def may_dispatch(document: IssuedDocument, by: User, at: datetime) -> bool:
    record: Any = document.record
    return access.can(by, "document.dispatch", PartInCase(record, document), at)


def _receipt_faults(sending: DispatchInput, *, today: date) -> dict[str, list[str]]:
    came = sending.received_on
    if came is not None and not sending.sent_on <= came <= today:
        return {"received_on": [_("It is received after it was sent, and by today.")]}
    return {}


def _permit(action: str, record: Any, part: Any, *, by: User, at: datetime) -> None:
    asked = PartInCase(record, part)
    if not access.could(by, action, asked, at):
        raise NotPermitted
    if not access.can(by, action, asked, at):
        raise StepNotOpen(
            _("This is not possible while the case is “%(state)s”.")
            % {"state": record.get_state_display()},
            code="wrong_state",
        )
