"""The end of a case: its file is complete and archived."""

from datetime import date, datetime

from django.db import transaction

from agencies.models import User
from cases.models import Case
from cases.services.funnel import conclude, locked, take
from cases.services.proposals import settle_proposal
from cases.states import ProposalKind


@transaction.atomic
def close(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    note: str = "",
) -> Case:
    """Follow the handler's proposal and close the case."""
    case = locked(case, version=version)
    before, on = take(case.close, by=by, at=at, occurred_on=occurred_on)
    proposal = settle_proposal(case, ProposalKind.CLOSE, at=at)
    conclude(
        case,
        "close",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=note or proposal.reason,
    )
    return case
