"""Limits of complaints and of the way to court (Luật Khiếu nại, all recalled)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.models import Case, Complaint
from cases.services.clocks.limit import Limit
from cases.states import Family
from regulations.kinds import SettingKey
from regulations.legal_settings import settings_on
from regulations.rules import RuleBook


def limits(case: Case, book: RuleBook) -> Iterator[Limit]:
    """Filing does not stop execution; each complaint has clocks of its own."""
    decision = case.decision
    received_on = decision.received_on if decision is not None else None
    if received_on is None and not case.open_complaints:
        return
    complaints = list(case.complaints.all())
    if decision is not None and received_on is not None:
        against = [row for row in complaints if row.decision_id == decision.pk]
        yield Limit(
            Family.COMPLAINT_TIME,
            "D-COMPL",
            received_on,
            "decision_received",
            ended_on=min((row.filed_on for row in against), default=None),
            is_met=True,
        )
        yield Limit(
            Family.LAWSUIT_TIME,
            "D-SUIT",
            received_on,
            "decision_received",
            ended_on=min(
                (row.lawsuit_on for row in against if row.lawsuit_on), default=None
            ),
            is_met=True,
        )
    for complaint in complaints:
        yield from _of(complaint)


def _of(complaint: Complaint) -> Iterator[Limit]:
    about = str(complaint.pk)
    over_on = complaint.ended_on
    answered_on = complaint.accepted_on or complaint.refused_on
    is_second = complaint.second_filed_on is not None
    if is_second:
        answered_on = complaint.second_accepted_on or complaint.second_resolved_on
    yield Limit(
        Family.COMPLAINT_ACCEPTANCE,
        "D-COMPL-ACC",
        complaint.second_filed_on or complaint.filed_on,
        "second_complaint" if is_second else "complaint",
        ended_on=answered_on or over_on,
        is_met=True if answered_on is not None else None,
        about=about,
    )
    if complaint.accepted_on is not None:
        yield Limit(
            Family.COMPLAINT_FIRST,
            "D-COMPL-1",
            complaint.accepted_on,
            "complaint_accepted",
            ended_on=complaint.resolved_on or over_on,
            is_met=True if complaint.resolved_on is not None else None,
            about=about,
            extended_days=_extra(complaint, complaint.accepted_on),
        )
    if complaint.resolved_on is not None:
        yield Limit(
            Family.COMPLAINT_SECOND_TIME,
            "D-COMPL-2F",
            complaint.resolution_received_on or complaint.resolved_on,
            "complaint_resolved",
            ended_on=complaint.second_filed_on or over_on,
            is_met=True if complaint.second_filed_on is not None else None,
            about=about,
        )
    if complaint.second_accepted_on is not None:
        yield Limit(
            Family.COMPLAINT_SECOND,
            "D-COMPL-2",
            complaint.second_accepted_on,
            "complaint_accepted",
            ended_on=complaint.second_resolved_on or over_on,
            is_met=True if complaint.second_resolved_on is not None else None,
            about=about,
            extended_days=_extra(complaint, complaint.second_accepted_on),
        )


def _extra(complaint: Complaint, start_on: date) -> int:
    if not complaint.is_complex:
        return 0
    return settings_on(start_on).count(SettingKey.COMPLAINT_COMPLEX_DAYS)
