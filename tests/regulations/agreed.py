"""Changes of the law as two persons make them: proposed by one, approved by another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from regulations import proposals
from regulations.models import ReferenceProposal

if TYPE_CHECKING:
    from agencies.models import User


def agree(
    *,
    by: User,
    second: User,
    at: datetime,
    approved_at: datetime | None = None,
    **change: Any,
) -> ReferenceProposal:
    """Propose a change and approve it, at the same moment unless told."""
    proposal = proposals.propose_change(by=by, at=at, **change)
    return proposals.approve(proposal=proposal, by=second, at=approved_at or at)
