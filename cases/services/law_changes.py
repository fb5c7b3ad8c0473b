"""A change of the law approved: its rows are made, and running limits follow it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies.models import User
from cases.services.clocks import recompute_running
from regulations import proposals
from regulations.models import ReferenceProposal


@transaction.atomic
def approve_law_change(
    *, proposal: ReferenceProposal, by: User, at: datetime, reason: str = ""
) -> int:
    """Approve a proposal as its second person; returns how many limits moved.

    A change of the calendar moves the dates of running limits, each with a line in the
    trail. Any other change binds what begins under it: a limit keeps the row of its
    starting day (INV-18). Raises as `regulations.proposals.approve`.
    """
    settled = proposals.approve(proposal=proposal, by=by, at=at, reason=reason)
    if not settled.is_of_calendar:
        return 0
    return recompute_running(by=by, at=at, reason=settled.reason)
