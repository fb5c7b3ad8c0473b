"""The signed act that opens a visit, and the day it begins."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from agencies import numbers
from agencies.models import User
from inspections.models import Inspection, InspectionDecision, PlanItem
from inspections.services.funnel import (
    legal_day,
    store,
    store_item,
    take,
    trace,
)
from inspections.services.yearly import hold_to_once_a_year
from inspections.states import Mode
from kernel.clock import local_day

if TYPE_CHECKING:
    from evidence.models import EvidenceFile


@transaction.atomic
def decide_inspection(
    *,
    visit: Inspection,
    version: int,
    occurred_on: date | None = None,
    served_on: date | None = None,
    exception_reason: str = "",
    exception_evidence: EvidenceFile | None = None,
    by: User,
    at: datetime,
) -> InspectionDecision:
    """Sign the inspection decision; its number is the agency's next of the year.

    An ad hoc remote look becomes a visit of the year here, so it is held to the
    once-a-year rule here. Raises NotPermitted, StepNotOpen, OnceAYear, MovedOn,
    Refused (a day after today, `served_on` before the signature).
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    before = visit.state
    take(visit.decide, by=by, at=at)
    day = legal_day(occurred_on, at=at)
    if served_on is not None:
        legal_day(served_on, at=at, not_before=day, field="served_on")
    if visit.is_ad_hoc and visit.counts_yearly and visit.mode == Mode.REMOTE:
        hold_to_once_a_year(
            visit,
            year=visit.year,
            reason=exception_reason,
            evidence=exception_evidence,
            by=by,
            at=at,
        )
    if visit.plan_item_id:
        item = PlanItem.objects.locked(visit.plan_item_id)
        take(item.decide, by=by, at=at)
        store_item(item)
    decision = InspectionDecision.objects.create(
        inspection=visit,
        agency=visit.agency,
        register=InspectionDecision.REGISTER,
        year=day.year,
        number=numbers.take(
            owner=visit.agency_id,
            register=InspectionDecision.REGISTER,
            year=day.year,
        ),
        signed_by=by,
        signer_title=by.title,
        signed_on=day,
        signed_at=at,
        served_on=served_on,
    )
    store(visit, at=at)
    trace(
        "visit.decide",
        visit,
        by=by,
        at=at,
        before={"state": before},
        after={
            "state": visit.state,
            "decision": decision.code,
            "signed_on": day.isoformat(),
            "served_on": served_on and served_on.isoformat(),
            "exception_reason": visit.exception_reason,
        },
    )
    return decision


@transaction.atomic
def start_visit(
    *,
    visit: Inspection,
    version: int,
    started_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Inspection:
    """Announce the decision and begin, on site or from the papers sent in.

    A decision that was not served before is served now. Raises NotPermitted,
    StepNotOpen, MovedOn, Refused (`started_at` later than now or before the decision).
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    before = visit.state
    take(visit.start, by=by, at=at)
    started_at = started_at or at
    decision = visit.decision
    day = legal_day(
        local_day(started_at), at=at, not_before=decision.signed_on, field="started_at"
    )
    visit.started_at = min(started_at, at)
    if decision.served_on is None:
        decision.served_on = day
        decision.save(update_fields=["served_on"])
    store(visit, at=at)
    trace(
        "visit.start",
        visit,
        by=by,
        at=at,
        before={"state": before},
        after={
            "state": visit.state,
            "started_at": visit.started_at.isoformat(),
            "served_on": decision.served_on.isoformat(),
        },
    )
    return visit
