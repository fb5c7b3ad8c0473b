"""A tip-off becomes a case: taken in at RECEIVED, its lead by the lead rule."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from agencies import access
from agencies.models import Agency, User
from audit import trail
from cases.models import Case, CaseEvidence
from cases.services.entries import ActInput
from cases.services.intake import CaseInput, receive_case
from cases.services.leadership import proposed_lead
from cases.states import Channel, Source
from inspections.models import TipOff
from inspections.services.funnel import ask
from inspections.services.tip_offs import require_new, settle
from inspections.states import TipOffState
from kernel.clock import local_day


@transaction.atomic
def refer_tip_off(
    *,
    tip_off: TipOff,
    title: str,
    by: User,
    at: datetime,
    acts: tuple[ActInput, ...] = (),
    party_ids: tuple[UUID, ...] = (),
    is_respondent_unknown: bool = False,
    lead_agency: Agency | None = None,
    detected_on: date | None = None,
) -> Case:
    """Make a case of a tip-off; where another agency should lead it is offered to it.

    Files go along, the informant does not: the case only says that one is known.
    Raises NotPermitted, StepNotOpen naming who settled it, Refused.
    """
    held: TipOff = TipOff.objects.locked(tip_off.pk)
    ask(by, "tipoff.refer", held, at)
    require_new(held)
    facts = CaseInput(
        title=title,
        source=Source.TIP_OFF,
        source_note=held.number,
        detected_on=detected_on or held.taken_on,
        place=held.place,
        ward=held.ward_id or "",
        channel=Channel.ONLINE if held.is_online else Channel.OFFLINE,
        facility_id=held.facility_id,
        party_ids=party_ids,
        is_respondent_unknown=is_respondent_unknown,
        acts=acts,
    )
    lead = lead_agency or proposed_lead(facts=facts, by=by, on=local_day(at))
    case = receive_case(facts=facts, by=by, at=at, lead_agency=lead)
    case.tip_off = held
    if case.referrer_id is None and held.taken_by_agency_id != by.agency_id:
        case.referrer = held.taken_by_agency
    case.save()
    for file in held.files.all():
        CaseEvidence.objects.create(case=case, file=file, added_by=by, added_at=at)
    settle(held, result=TipOffState.IN_CASE, reason=case.number, by=by, at=at)
    trail.record(
        action="tipoff.refer",
        record=held,
        at=at,
        by=by,
        relation=access.OWN_AGENCY,
        before={"state": str(TipOffState.NEW)},
        after={"state": str(held.state), "case": case.number},
    )
    return case
