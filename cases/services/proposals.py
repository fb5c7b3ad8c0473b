"""Acts that need two persons: one proposes, another decides."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases import guards
from cases.models import Case, Proposal
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, legal_day, locked, permit, require
from cases.states import DismissGround, ProposalKind
from kernel.errors import Refused
from kernel.reasons import given


@transaction.atomic
def propose_dismiss(
    *,
    case: Case,
    version: int,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Propose to dismiss the matter; a manager decides. A reason is required."""
    case = locked(case, version=version)
    permit("case.propose_dismiss", case, by=by, at=at)
    if ground not in DismissGround.values:
        raise Refused(errors={"ground": [_("Choose the ground of dismissal.")]})
    propose(
        case,
        ProposalKind.DISMISS,
        ground=ground,
        reason=reason,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    return case


@transaction.atomic
def propose_close(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
    occurred_on: date | None = None,
) -> Case:
    """Propose to close the case once its file is complete; a manager decides."""
    case = locked(case, version=version)
    permit("case.propose_close", case, by=by, at=at)
    on = legal_day(occurred_on, at=at)
    require(case, guards.items_done, on=on)
    propose(
        case,
        ProposalKind.CLOSE,
        ground="",
        reason=reason or _("The file is complete."),
        by=by,
        at=at,
        occurred_on=on,
    )
    return case


def settle_proposal(case: Case, kind: ProposalKind, *, at: datetime) -> Proposal:
    """The proposal was followed: it waits no longer."""
    proposal = case.open_proposal(kind)
    if proposal is None:
        raise StepNotOpen
    proposal.settled_at = at
    proposal.save(update_fields=["settled_at"])
    return proposal


def propose(
    case: Case,
    kind: ProposalKind,
    *,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None,
) -> None:
    """Write a proposal of a locked case; one waits at a time, the newer replaces."""
    on = legal_day(occurred_on, at=at)
    reason = given(reason)
    if case.open_proposal(kind) is not None:
        raise StepNotOpen(
            _("This was already proposed; another officer must decide now."),
            code="already_proposed",
        )
    case.proposals.filter(settled_at__isnull=True).update(settled_at=at)
    case.proposal = Proposal.objects.create(
        case=case,
        kind=kind,
        ground=ground,
        reason=reason,
        proposed_by=by,
        proposed_at=at,
        proposed_on=on,
    )
    conclude(
        case,
        f"propose_{kind.lower()}",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={"ground": ground} if ground else None,
    )
