"""What somebody proposes to change in the law, and how a second person settled it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

import django_fsm as fsm
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import OWN_AGENCY
from agencies.models import User
from audit.protection import frozen_except, insert_only
from kernel.ids import uuid7
from regulations import policies
from regulations.kinds import ProposalKind, ProposalState, Reach

if TYPE_CHECKING:
    from collections.abc import Callable


class ReferenceProposalQuerySet(models.QuerySet["ReferenceProposal"]):
    def waiting(self) -> Self:
        return self.filter(state=ProposalState.PROPOSED)

    def visible_to(self, user: User, at: datetime) -> Self:
        """The law is nobody's own: whoever may propose or settle sees them all."""
        return self if policies.may_see_desk(user, at) else self.none()

    def for_list(self) -> Self:
        return self.select_related("proposed_by", "settled_by").annotate(
            change_count=models.Count("changes")
        )


def _may(asked: Callable[[Any, Any, datetime], bool]) -> Callable[[Any, Any], bool]:
    """The permission of a transition, asked at the moment of the step."""

    def permission(proposal: ReferenceProposal, user: User) -> bool:
        if proposal.step_at is None:
            raise RuntimeError("Proposals are settled through regulations.proposals.")
        return asked(user, proposal, proposal.step_at)

    return permission


class ReferenceProposal(fsm.ConcurrentTransitionMixin, models.Model):
    """One act of proposing: a change, or all changes of an imported file together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=ProposalKind.choices)
    # What people call it: the code of the row, or the file's place of origin.
    label = models.CharField(max_length=200)
    reason = models.TextField()
    # SHA-256 of the imported tables, as the file states it.
    checksum = models.CharField(max_length=64, blank=True)
    is_of_calendar = models.BooleanField(default=False)
    state = fsm.FSMField(
        choices=ProposalState.choices, default=ProposalState.PROPOSED, protected=True
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_reason = models.TextField(blank=True)

    # The moment of the step; set before a transition is asked for.
    step_at: datetime | None = None

    objects = ReferenceProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="referenceproposal_kind_known",
                condition=Q(kind__in=ProposalKind.values),
            ),
            models.CheckConstraint(
                name="referenceproposal_state_known",
                condition=Q(state__in=ProposalState.values),
            ),
            models.CheckConstraint(
                name="referenceproposal_settled_whole",
                condition=Q(
                    state=ProposalState.PROPOSED,
                    settled_by__isnull=True,
                    settled_at__isnull=True,
                )
                | (
                    ~Q(state=ProposalState.PROPOSED)
                    & Q(settled_by__isnull=False, settled_at__isnull=False)
                ),
            ),
            # INV-16: no one approves his own proposal; only he withdraws it.
            models.CheckConstraint(
                name="referenceproposal_second_person",
                condition=~Q(state__in=[ProposalState.APPROVED, ProposalState.REFUSED])
                | ~Q(settled_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="referenceproposal_own_withdrawal",
                condition=~Q(state=ProposalState.WITHDRAWN)
                | Q(settled_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="referenceproposal_refused_with_reason",
                condition=~Q(state=ProposalState.REFUSED) | ~Q(settled_reason=""),
            ),
        ]
        triggers = frozen_except(
            "reference_proposal", "state", "settled_by", "settled_at", "settled_reason"
        )

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return bool(self.state == ProposalState.PROPOSED)

    @property
    def version(self) -> int:
        """A proposal changes once: when it is settled."""
        return 1 if self.is_open else 2

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """The figures of the law are common to all agencies of the installation."""
        return frozenset({OWN_AGENCY})

    @fsm.transition(
        state,
        source=ProposalState.PROPOSED,
        target=ProposalState.APPROVED,
        permission=_may(policies.may_settle),
        custom={"label": _("Approve")},
    )
    def approve(self) -> None:
        """The changes become rows of the law."""

    @fsm.transition(
        state,
        source=ProposalState.PROPOSED,
        target=ProposalState.REFUSED,
        permission=_may(policies.may_settle),
        custom={"label": _("Refuse")},
    )
    def refuse(self) -> None:
        """Nothing changes; the reason is kept."""

    @fsm.transition(
        state,
        source=ProposalState.PROPOSED,
        target=ProposalState.WITHDRAWN,
        permission=_may(policies.may_withdraw),
        custom={"label": _("Withdraw")},
    )
    def withdraw(self) -> None:
        """The proposer takes it back."""


class ProposedChange(models.Model):
    """One row as it shall be, beside the row as it stood when this was proposed."""

    proposal = models.ForeignKey(
        ReferenceProposal, models.PROTECT, related_name="changes"
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ProposalKind.choices)
    code = models.CharField(max_length=80)
    starts_on = models.DateField(null=True)
    reach = models.CharField(max_length=10, choices=Reach.choices)
    # All columns of the row, plain; `before` is empty where there was no row.
    payload = models.JSONField()
    before = models.JSONField(default=dict)
    citation = models.TextField(blank=True)

    class Meta:
        ordering = ["proposal", "position"]
        constraints = [
            models.UniqueConstraint(
                name="proposedchange_once",
                fields=["proposal", "kind", "code", "starts_on"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="proposedchange_kind_known",
                condition=Q(kind__in=ProposalKind.values)
                & ~Q(kind=ProposalKind.IMPORT),
            ),
            models.CheckConstraint(
                name="proposedchange_reach_known",
                condition=Q(reach__in=Reach.values),
            ),
            # A day awaiting its decision may be marked so; a figure needs its source.
            models.CheckConstraint(
                name="proposedchange_cited",
                condition=~Q(citation="") | Q(kind=ProposalKind.CALENDAR_DAY),
            ),
        ]
        indexes = [models.Index(fields=["kind", "code"], name="proposedchange_row")]
        triggers = insert_only("proposed_change")

    def __str__(self) -> str:
        return self.code
