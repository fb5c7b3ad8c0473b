"""Change of lead: offered and accepted, or decided by the province.

Until acceptance the old lead leads (INV-6); afterwards it stays on the case as a
supporting agency. The offer is the first side of the receipt, the answer the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.kinds import Role
from agencies.models import Agency, User
from cases import guards
from cases.models import Assignment, Case, Participation, Transfer
from cases.querysets import StepNotOpen
from cases.services import handovers
from cases.services.entries import take_up
from cases.services.funnel import (
    conclude,
    legal_day,
    locked,
    permit,
    require,
    take_in_part,
)
from cases.services.handovers import AS_LISTED, Found, HandOver, PaperLine
from cases.services.intake import CaseInput
from cases.services.partners import refuse_unfit
from cases.states import OPEN_TASKS, Channel, Source, TransferKind, TransferState
from kernel.clock import local_day
from kernel.errors import Refused
from kernel.reasons import given
from regulations.kinds import SettingKey
from regulations.legal_settings import settings_on

TAKES_UP = frozenset({Role.CASE_HANDLER, Role.POLICE_COORDINATOR})


def proposed_lead(
    *, facts: CaseInput, by: User, on: date, is_criminal: bool = False
) -> Agency:
    """Who should lead a matter by the lead rule in force on a day (dated settings).

    A proposal: the officer who takes the matter in may name another agency.
    """
    key = SettingKey.LEAD_DEFAULT
    if is_criminal:
        key = SettingKey.LEAD_CRIMINAL_SIGN
    elif facts.source == Source.INSPECTION:
        key = SettingKey.LEAD_OWN_CHECK
    elif facts.source == Source.TIP_OFF:
        key = SettingKey.LEAD_TIP_OFF
    elif facts.channel == Channel.ONLINE and facts.is_respondent_unknown:
        key = SettingKey.LEAD_UNKNOWN_ONLINE
    code = settings_on(on).lead_for(key, finder=by.agency_id)
    found: Agency | None = Agency.objects.filter(pk=code).first()
    return found or by.agency


@transaction.atomic
def propose_lead(
    *,
    case: Case,
    version: int,
    to_agency: Agency,
    reason: str,
    by: User,
    at: datetime,
    papers: Sequence[PaperLine] = (),
    item_ids: Sequence[UUID] = (),
    occurred_on: date | None = None,
) -> Transfer:
    """Offer the lead to another agency, with papers and goods; it answers in days.

    Raises NotPermitted, StepNotOpen while an offer is open, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    permit("lead.propose_transfer", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.received_on)
    refuse_unfit(case, to_agency, field="to_agency")
    require(case, guards.no_lead_offer, on=on)
    content = HandOver(reason, papers=papers, item_ids=item_ids)
    offer = handovers.offer_lead(
        case, content, to_agency=to_agency, by=by, at=at, on=on
    )
    _conclude(offer, case, "propose_lead", by=by, at=at, on=on, reason=offer.reason)
    return offer


@transaction.atomic
def accept_lead(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    receipt_no: str = "",
    found: Found = AS_LISTED,
    occurred_on: date | None = None,
) -> Case:
    """Take the lead over: the second side of the receipt.

    The competent authority follows where it was the old lead itself; the old lead's
    assignments end; its open tasks are now asked by the new lead. Raises NotPermitted,
    StepNotOpen, Refused; CaseMovedOn naming who was first.
    """
    case = locked(case, version=version)
    offer, on = handovers.accept(
        case,
        _offer(case),
        action="lead.accept_transfer",
        by=by,
        at=at,
        occurred_on=occurred_on,
        receipt_no=receipt_no,
        found=found,
    )
    _hand_over(case, offer, by=by, at=at)
    if case.is_restricted or TAKES_UP & by.roles_on(local_day(at)):
        take_up(case, by, at=at)
    case = _reread(case)
    handovers.conclude_answer(case, "accept_lead", offer, by=by, at=at, on=on)
    return case


@transaction.atomic
def decline_lead(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Refuse the lead, with a reason: it stays where it was."""
    case = locked(case, version=version)
    offer, on = handovers.refuse(
        case,
        _offer(case),
        action="lead.decline_transfer",
        reason=reason,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    Participation.objects.filter(
        case=case, agency=offer.to_agency, accepted_at__isnull=True
    ).update(declined_at=at, decline_reason=offer.answer_reason)
    handovers.conclude_answer(case, "decline_lead", offer, by=by, at=at, on=on)
    return case


@transaction.atomic
def withdraw_lead_offer(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """The lead takes its offer back while nobody has answered."""
    case = locked(case, version=version)
    offer = _offer(case)
    _before, on = take_in_part(
        offer.withdraw,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=offer.offered_on,
        action="lead.propose_transfer",
    )
    reason = given(reason)
    offer.answer_reason = reason
    offer.save()
    _conclude(offer, case, "withdraw_lead_offer", by=by, at=at, on=on, reason=reason)
    return case


@transaction.atomic
def impose_lead(
    *,
    case: Case,
    version: int,
    to_agency: Agency,
    decision_no: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """UBND tỉnh decides who leads: no consent is asked; an open offer falls away."""
    case = locked(case, version=version)
    permit("lead.impose_transfer", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.received_on)
    reason = given(reason)
    refuse_unfit(case, to_agency, field="to_agency")
    if not decision_no.strip():
        raise Refused(
            errors={"decision_no": [_("Enter the number of the province's decision.")]}
        )
    open_offer = case.lead_offer
    if open_offer is not None and open_offer.is_open:
        # By the decision, not by a person's step: nobody is asked.
        open_offer.withdraw()
        open_offer.answer_reason = reason
        open_offer.save()
    decided = handovers.settled(
        Transfer(
            case=case,
            kind=TransferKind.LEAD,
            state=TransferState.ACCEPTED,
            from_agency=case.lead_agency,
            to_agency=to_agency,
            reason=reason,
            document_no=decision_no.strip(),
            offered_by=by,
            offered_at=at,
            offered_on=on,
            came_from=case.state,
        ),
        by=by,
        at=at,
        on=on,
    )
    case.lead_offer = decided
    _hand_over(case, decided, by=by, at=at)
    case = _reread(case)
    _conclude(decided, case, "impose_lead", by=by, at=at, on=on, reason=reason)
    return case


def _hand_over(case: Case, transfer: Transfer, *, by: User, at: datetime) -> None:
    """One lead at every moment: the old one leaves as the new one enters."""
    old, new = case.lead_agency, transfer.to_agency
    if new is None:
        raise StepNotOpen
    if case.competent_authority_id == old.pk:
        case.competent_authority = new
    case.lead_agency = new
    Participation.objects.filter(case=case, agency=new).delete()
    Participation.objects.update_or_create(
        case=case,
        agency=old,
        defaults={
            "invited_at": at,
            "accepted_at": at,
            "accepted_by": by,
            "declined_at": None,
            "decline_reason": "",
        },
    )
    Assignment.objects.filter(
        case=case, officer__agency=old, ended_at__isnull=True
    ).update(ended_at=at)
    # Whoever leads may cancel them and enters the answers of bodies outside.
    case.tasks.filter(from_agency=old, state__in=OPEN_TASKS).update(from_agency=new)
    case.save()


def _reread(case: Case) -> Case:
    """With the parts as they are now: the relations of this act's line are read."""
    fresh: Case = Case.objects.with_file().get(pk=case.pk)
    return fresh


def _offer(case: Case) -> Transfer:
    if case.lead_offer is None:
        raise StepNotOpen(_("The lead is not offered to anybody."), code="wrong_state")
    offer = case.lead_offer
    offer.case = case
    return offer


def _conclude(
    transfer: Transfer,
    case: Case,
    step: str,
    *,
    by: User,
    at: datetime,
    on: date,
    reason: str = "",
) -> None:
    conclude(
        case,
        step,
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={
            "transfer": str(transfer.pk),
            "from": transfer.from_agency_id,
            "to": transfer.to_agency_id,
        },
    )
