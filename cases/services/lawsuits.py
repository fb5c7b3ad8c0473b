"""A complaint that went to court, and what the court said."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, Complaint
from cases.querysets import StepNotOpen
from cases.services.complaints import complaint_of, conclude_complaint
from cases.services.funnel import legal_day, locked, permit, take_in_part
from cases.states import ComplaintState
from kernel.reasons import given


@transaction.atomic
def take_complaint_to_court(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Complaint:
    """Note that the court took the matter up; D-SUIT (recalled) is measured by it."""
    case = locked(case, version=version)
    complaint = complaint_of(case, complaint_id)
    _before, on = take_in_part(
        complaint.go_to_court,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=complaint.filed_on,
    )
    complaint.lawsuit_on = complaint.ended_on = on
    complaint.save()
    conclude_complaint(
        case,
        "take_complaint_to_court",
        complaint,
        by=by,
        at=at,
        on=on,
        reason=given(reason),
    )
    return complaint


@transaction.atomic
def record_court_result(
    *,
    case: Case,
    version: int,
    complaint_id: UUID,
    result: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Complaint:
    """Note the judgment in force; the competent person annuls where it says so."""
    case = locked(case, version=version)
    permit("complaint.register", case, by=by, at=at)
    complaint = complaint_of(case, complaint_id)
    if complaint.state != ComplaintState.LAWSUIT or complaint.court_result_on:
        raise StepNotOpen(_("No lawsuit waits for its result."))
    on = legal_day(occurred_on, at=at, not_before=complaint.lawsuit_on)
    complaint.court_result = given(result, field="result")
    complaint.court_result_on = on
    complaint.save()
    conclude_complaint(
        case,
        "record_court_result",
        complaint,
        by=by,
        at=at,
        on=on,
        reason=complaint.court_result,
    )
    return complaint
