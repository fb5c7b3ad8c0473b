"""The file goes to another authority: outside the system, or to the competent one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases import competence
from cases.models import Case, Transfer
from cases.services.funnel import conclude, legal_day, locked, permit, take
from cases.services.handovers import (
    AS_LISTED,
    Found,
    HandOver,
    Receipt,
    accept,
    conclude_answer,
    hand_outside,
    offer,
    outside_body,
    reasoned,
    refuse,
)
from cases.states import TransferKind
from kernel.errors import Refused
from kernel.reasons import given


@transaction.atomic
def forward(
    *,
    case: Case,
    version: int,
    content: HandOver,
    receipt: Receipt,
    by: User,
    at: datetime,
    to_agency: Agency | None = None,
    to_body: str = "",
    occurred_on: date | None = None,
) -> Transfer:
    """Forward the matter to a body that does not use the system; its receipt is in.

    Recalled practice. Between users of the system the lead changes instead. Raises
    NotPermitted, StepNotOpen, CaseMovedOn, Refused naming the field.
    """
    case = locked(case, version=version)
    before, on = take(
        case.forward,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=case.received_on,
    )
    reasoned(content)
    outside_body(to_agency, to_body)
    transfer = hand_outside(
        case,
        content,
        receipt,
        to_agency=to_agency,
        to_body=to_body,
        by=by,
        at=at,
        on=on,
        came_from=before,
    )
    case.file_offer = transfer
    _conclude_forwarding(case, "forward", transfer, by=by, at=at, on=on, before=before)
    return transfer


@transaction.atomic
def take_back(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """The receiving body sent the file back, or it is withdrawn; a reason is required.

    The limits go on from their first start.
    """
    case = locked(case, version=version)
    transfer = case.file_offer
    before, on = take(
        case.take_back,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=transfer.answered_on if transfer is not None else None,
    )
    reason = given(reason)
    if transfer is not None and transfer.is_accepted:
        transfer.take_back()
        transfer.returned_on = on
        transfer.save()
    case.competent_authority = case.lead_agency
    conclude(case, "take_back", by=by, at=at, on=on, before=before, reason=reason)
    return case


@transaction.atomic
def forward_to_competent(
    *,
    case: Case,
    version: int,
    content: HandOver,
    by: User,
    at: datetime,
    to_agency: Agency | None = None,
    to_body: str = "",
    receipt: Receipt | None = None,
    occurred_on: date | None = None,
) -> Transfer:
    """Hand the file to who may sanction: ten working days from the record date.

    Điều 52, 66.1.a Luật XLVPHC. A user of the system is offered the file and decides
    from now on (the state stays); to a body outside it leaves with its receipt. Raises
    NotPermitted, StepNotOpen (within the own head's ceiling), CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    permit("case.forward_to_competent", case, by=by, at=at)
    record = case.violation_record
    # Figures may have been loaded since the record was made.
    competence.measure(case, on=legal_day(occurred_on, at=at))
    inside = to_agency is not None and to_agency.kind != AgencyKind.EXTERNAL
    case.leaves_the_system = not inside
    before, on = take(
        case.forward_to_competent,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=record.made_on if record is not None else None,
    )
    reasoned(content)
    if inside and to_agency is not None:
        _check_competence(case, to_agency, on=on)
        transfer = offer(
            case,
            TransferKind.TO_COMPETENT_AUTHORITY,
            content,
            to_agency=to_agency,
            by=by,
            at=at,
            on=on,
            came_from=before,
        )
        case.competent_authority = to_agency
    else:
        outside_body(to_agency, to_body)
        if receipt is None:
            raise Refused(
                errors={"receipt_no": [_("Enter the number of the receipt.")]}
            )
        transfer = hand_outside(
            case,
            content,
            receipt,
            to_agency=to_agency,
            to_body=to_body,
            by=by,
            at=at,
            on=on,
            came_from=before,
        )
        case.competent_authority = case.lead_agency  # nobody here decides it now
    case.file_offer = transfer
    _conclude_forwarding(
        case, "forward_to_competent", transfer, by=by, at=at, on=on, before=before
    )
    return transfer


@transaction.atomic
def accept_file(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    receipt_no: str = "",
    found: Found = AS_LISTED,
    occurred_on: date | None = None,
) -> Transfer:
    """The competent authority confirms the file and its list."""
    case = locked(case, version=version)
    transfer, on = accept(
        case,
        case.file_offer,
        action="file.accept",
        by=by,
        at=at,
        occurred_on=occurred_on,
        receipt_no=receipt_no,
        found=found,
    )
    conclude_answer(case, "accept_file", transfer, by=by, at=at, on=on)
    return transfer


@transaction.atomic
def refuse_file(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Transfer:
    """The file goes back to the lead, which decides whose it is; a reason is given."""
    case = locked(case, version=version)
    transfer, on = refuse(
        case,
        case.file_offer,
        action="file.refuse",
        reason=reason,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    case.competent_authority = case.lead_agency
    conclude_answer(case, "refuse_file", transfer, by=by, at=at, on=on)
    return transfer


def _check_competence(case: Case, agency: Agency, *, on: date) -> None:
    if agency.pk == case.lead_agency_id:
        raise Refused(
            errors={"to_agency": [_("The file is with this agency already.")]}
        )
    if competence.exceeds(case, agency, on=on) is True:
        raise Refused(
            errors={
                "to_agency": [_("The head of this agency may not decide it either.")]
            }
        )


def _conclude_forwarding(
    case: Case,
    act: str,
    transfer: Transfer,
    *,
    by: User,
    at: datetime,
    on: date,
    before: str,
) -> None:
    to = transfer.to_agency
    conclude(
        case,
        act,
        by=by,
        at=at,
        on=on,
        before=before,
        reason=transfer.reason,
        details={
            "to": to.name if to is not None else transfer.to_body,
            "number": transfer.record_text,
            "receipt_no": transfer.receipt_no,
            "papers": len(transfer.papers),
        },
    )
