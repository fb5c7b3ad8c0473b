"""The file goes to the investigating body, and comes back (Điều 62, 63 Luật XLVPHC)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.kinds import AgencyKind, Role
from agencies.models import Agency, User
from cases.models import Case, Participation, ProceedingsOutcome, Transfer
from cases.querysets import StepNotOpen
from cases.services import handovers
from cases.services.entries import take_up
from cases.services.funnel import conclude, locked, take
from cases.services.handed_goods import goods_handed_over, take_goods_back
from cases.services.handovers import AS_LISTED, Found, HandOver, PaperLine
from cases.states import (
    BEFORE_PROSECUTION,
    RETURNING_OUTCOMES,
    CaseState,
    OutcomeKind,
    TransferKind,
    TransferState,
)
from kernel.errors import Refused
from kernel.folding import nfc

TRANSFER_REGISTER = "QĐ-CHS"


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """Why the file came back: the decision of the proceedings body (Điều 63)."""

    kind: str
    number: str = ""
    issued_by: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    note: str = ""
    # Who brought it, and what came along: the giver's side of the receipt.
    handed_by: str = ""
    papers: Sequence[PaperLine] = ()
    item_ids: Sequence[UUID] = ()


@transaction.atomic
def transfer_criminal(
    *,
    case: Case,
    version: int,
    content: HandOver,
    to_agency: Agency,
    by: User,
    at: datetime,
    receiver: User | None = None,
) -> Transfer:
    """Sign the transfer of the file for prosecution on the day of `at`.

    Điều 62 Luật XLVPHC: at once when the sign is found before the decision, within
    three days of the suspension after it. The investigating body supports the case
    from the offer on; a restricted file names its `receiver`. A draft that waits for
    signature is set aside. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    before, on = take(case.transfer_criminal, by=by, at=at)
    handovers.reasoned(content)
    if not content.papers:
        raise Refused(errors={"papers": [_("List the papers that go along.")]})
    _check_receiver(case, to_agency, receiver, on=on)
    _set_draft_aside(case, by=by, at=at)
    Participation.objects.get_or_create(
        case=case, agency=to_agency, defaults={"invited_at": at}
    )
    if receiver is not None:
        take_up(case, receiver, at=at)
    number = numbers.take(
        owner=case.competent_authority_id, register=TRANSFER_REGISTER, year=on.year
    )
    transfer = handovers.offer(
        case,
        TransferKind.TO_PROCEEDINGS,
        replace(content, document_no=f"{number:02d}/{TRANSFER_REGISTER}"),
        to_agency=to_agency,
        by=by,
        at=at,
        on=on,
        came_from=before,
    )
    case.transfer = transfer
    conclude(
        case,
        "transfer_criminal",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=transfer.reason,
        details={
            "number": transfer.document_no,
            "to": to_agency.name,
            "papers": len(transfer.papers),
        },
    )
    return transfer


@transaction.atomic
def accept_transfer(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    receipt_no: str = "",
    found: Found = AS_LISTED,
    occurred_on: date | None = None,
) -> Transfer:
    """The investigating body receives file, list and goods; its twenty days begin.

    BLTTHS 2015, Điều 147. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    transfer, on = handovers.accept(
        case,
        case.transfer,
        action="case.accept_transfer",
        by=by,
        at=at,
        occurred_on=occurred_on,
        receipt_no=receipt_no,
        found=found,
    )
    Participation.objects.filter(
        case=case, agency=transfer.to_agency, accepted_at__isnull=True
    ).update(accepted_at=at)
    handovers.conclude_answer(case, "accept_transfer", transfer, by=by, at=at, on=on)
    return transfer


@transaction.atomic
def refuse_transfer(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Transfer:
    """The investigating body refuses receipt, with its reason; the lead takes it back.

    Recalled. The case waits as transferred until the lead records the file's return.
    """
    case = locked(case, version=version)
    transfer, on = handovers.refuse(
        case,
        case.transfer,
        action="case.refuse_transfer",
        reason=reason,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    handovers.conclude_answer(case, "refuse_transfer", transfer, by=by, at=at, on=on)
    return transfer


@transaction.atomic
def receive_returned_file(
    *,
    case: Case,
    version: int,
    content: ReturnedFile,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ProceedingsOutcome:
    """The complete file is back on `occurred_on`: the time to decide starts from it.

    Điều 63 Luật XLVPHC as amended 2020. Raises NotPermitted, StepNotOpen, CaseMovedOn,
    Refused naming the field.
    """
    case = locked(case, version=version)
    transfer = case.transfer
    before, on = take(
        case.receive_returned_file,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=transfer.answered_on if transfer is not None else None,
    )
    if transfer is None:
        raise StepNotOpen
    issued_on, effective_on = _days_of(content, transfer, before=before, on=on)
    outcome = ProceedingsOutcome.objects.create(
        case=case,
        transfer=transfer,
        kind=content.kind,
        number=nfc(content.number),
        issued_by=nfc(content.issued_by) or _name_of(transfer),
        issued_on=issued_on,
        effective_on=effective_on,
        received_on=on,
        note=content.note.strip() or transfer.answer_reason,
        recorded_by=by,
        recorded_at=at,
    )
    record_no = ""
    if transfer.state == TransferState.ACCEPTED:
        transfer.take_back()
        record_no = _handed_back(case, transfer, outcome, content, by=by, at=at, on=on)
    transfer.returned_on = on
    transfer.save()
    case.outcome, case.returned_on = outcome, on
    conclude(
        case,
        "receive_returned_file",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=outcome.note,
        details={
            "kind": outcome.kind,
            "number": outcome.number,
            "receipt_no": record_no,
        },
    )
    return outcome


def _handed_back(
    case: Case,
    transfer: Transfer,
    outcome: ProceedingsOutcome,
    content: ReturnedFile,
    *,
    by: User,
    at: datetime,
    on: date,
) -> str:
    """The receipt of the file that comes back, entered by its receiver; its number."""
    if transfer.to_agency is None:
        return ""
    reason = outcome.note or str(outcome.get_kind_display())
    back = HandOver(reason, papers=content.papers)
    handovers.reasoned(back)
    goods = goods_handed_over(case, content.item_ids)
    returned = handovers.settled(
        Transfer(
            case=case,
            kind=TransferKind.FROM_PROCEEDINGS,
            state=TransferState.ACCEPTED,
            from_agency=transfer.to_agency,
            to_agency=case.lead_agency,
            reason=back.reason,
            papers=handovers.lines_of(content.papers),
            document_no=outcome.number,
            handed_by=nfc(content.handed_by),
            offered_by=by,
            offered_at=at,
            offered_on=on,
        ),
        items=goods,
        by=by,
        at=at,
        on=on,
    )
    take_goods_back(returned, goods, by=by, at=at, on=on)
    return returned.record_text


def _check_receiver(
    case: Case, agency: Agency, receiver: User | None, *, on: date
) -> None:
    """The police take criminal files; a restricted one goes to a named officer."""
    if agency.kind != AgencyKind.CONG_AN or agency.pk == case.lead_agency_id:
        raise Refused(errors={"to_agency": [_("Choose the investigating body.")]})
    if receiver is None:
        if case.is_restricted:
            text = _("Name the officer who receives this restricted file.")
            raise Refused(errors={"receiver": [text]})
        return
    fits = receiver.agency_id == agency.pk and (
        Role.POLICE_COORDINATOR in receiver.roles_on(on)
    )
    if not fits:
        text = _("Choose a coordinator of the investigating body.")
        raise Refused(errors={"receiver": [text]})


def _set_draft_aside(case: Case, *, by: User, at: datetime) -> None:
    """No sanction is prepared while the file is with the proceedings."""
    draft = case.draft
    if draft is None or not draft.is_current:
        return
    draft.is_current = False
    draft.returned_at, draft.returned_by = at, by
    draft.return_comment = _("Set aside: the file goes to the investigating body.")
    draft.save()
    case.draft = None


def _days_of(
    content: ReturnedFile, transfer: Transfer, *, before: str, on: date
) -> tuple[date, date]:
    """The days of the decision that returns the file; refuses what cannot be."""
    kind = content.kind
    if kind not in RETURNING_OUTCOMES:
        raise Refused(errors={"kind": [_("Choose why the file came back.")]})
    if (kind in BEFORE_PROSECUTION) != (before == CaseState.TRANSFERRED):
        raise Refused(
            errors={"kind": [_("This does not fit the state of the proceedings.")]}
        )
    was_refused = transfer.state == TransferState.REFUSED
    if (kind == OutcomeKind.RECEIPT_REFUSED) != was_refused:
        raise Refused(
            errors={"kind": [_("This does not fit the answer to the hand-over.")]}
        )
    if was_refused:
        day = transfer.answered_on or on
        return day, content.effective_on or day
    errors: dict[str, list[str]] = {}
    if not nfc(content.number):
        errors["number"] = [_("Enter the number of the decision.")]
    if content.issued_on is None:
        errors["issued_on"] = [_("Enter the day of the decision.")]
    if errors or content.issued_on is None:
        raise Refused(errors=errors)
    effective_on = content.effective_on or content.issued_on
    if not content.issued_on <= effective_on <= on:
        raise Refused(
            errors={
                "effective_on": [
                    _("The decision takes effect between its day and the return.")
                ]
            }
        )
    return content.issued_on, effective_on


def _name_of(transfer: Transfer) -> str:
    to = transfer.to_agency
    return to.name if to is not None else transfer.to_body
