"""A new version of a checklist on its way: drafted by one, published by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

import django_fsm as fsm
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import OWN_AGENCY
from inspections import policies
from inspections.models.checklists import Checklist, ChecklistVersion
from inspections.protection import fixed_while, legal_edges
from inspections.querysets import LockableQuerySet
from inspections.states import DRAFT_EDGES, OPEN_DRAFT_STATES, DraftState
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User


def _may(asked: Callable[[Any, Any, datetime], bool]) -> Callable[[Any, Any], bool]:
    """The permission of a transition, asked at the moment of the step."""

    def permission(draft: ChecklistDraft, user: User) -> bool:
        if draft.step_at is None:
            raise RuntimeError("Drafts are settled through inspections.services.")
        return asked(user, draft, draft.step_at)

    return permission


def _may_discard(user: User, draft: ChecklistDraft, at: datetime) -> bool:
    return policies.may_draft_checklists(user, at)


class ChecklistDraftQuerySet(LockableQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_DRAFT_STATES)

    def waiting(self) -> Self:
        return self.filter(state=DraftState.PROPOSED)

    def visible_to(self, user: User, at: datetime) -> Self:
        """Checklists are common to all agencies: who may draft or publish sees all."""
        return self if policies.may_see_checklist_desk(user, at) else self.none()


class ChecklistDraft(fsm.ConcurrentTransitionMixin, models.Model):
    """The way of one version to its first day; the questions are the version's own.

    `begins_on` is the first day on which visits take the new version. Visits that
    were opened with another keep theirs.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="drafts")
    # The version that is drafted, and the one that it was begun from.
    edition = models.OneToOneField(
        ChecklistVersion, models.PROTECT, related_name="draft"
    )
    based_on = models.ForeignKey(
        ChecklistVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = fsm.FSMField(
        choices=DraftState.choices, default=DraftState.DRAFT, protected=True
    )
    reason = models.TextField()
    begins_on = models.DateField(null=True, blank=True)
    # Of questions that came from a file: its name, its hash, what it could not bring.
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    # What the second person said when he published it or sent it back.
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    # The moment of the step; set before a transition is asked for.
    step_at: datetime | None = None

    objects = ChecklistDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="checklistdraft_one_open",
                fields=["checklist"],
                condition=Q(state__in=sorted(OPEN_DRAFT_STATES)),
            ),
            models.CheckConstraint(
                name="checklistdraft_state_known",
                condition=Q(state__in=DraftState.values),
            ),
            models.CheckConstraint(
                name="checklistdraft_proposed_whole",
                condition=~Q(state__in=[DraftState.PROPOSED, DraftState.PUBLISHED])
                | Q(
                    proposed_by__isnull=False,
                    proposed_at__isnull=False,
                    begins_on__isnull=False,
                ),
            ),
            # INV-16: nobody publishes what he proposed.
            models.CheckConstraint(
                name="checklistdraft_second_person",
                condition=~Q(state=DraftState.PUBLISHED)
                | (
                    Q(settled_by__isnull=False, settled_at__isnull=False)
                    & ~Q(settled_by=F("proposed_by"))
                ),
            ),
        ]
        triggers = [
            *legal_edges("checklistdraft", DRAFT_EDGES),
            *fixed_while(
                "checklistdraft",
                "OLD.state IN ('PUBLISHED', 'DISCARDED')",
                except_fields=[],
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_DRAFT_STATES

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """Checklists are common to all agencies of the installation."""
        return frozenset({OWN_AGENCY})

    @fsm.transition(
        state,
        source=DraftState.DRAFT,
        target=DraftState.PROPOSED,
        permission=_may(policies.may_edit_draft),
        custom={"label": _("Propose")},
    )
    def propose(self) -> None:
        """The questions are complete; they do not change while it waits."""

    @fsm.transition(
        state,
        source=DraftState.PROPOSED,
        target=DraftState.PUBLISHED,
        permission=_may(policies.may_publish_draft),
        custom={"label": _("Publish")},
    )
    def publish(self) -> None:
        """Visits take the version from its first day on."""

    @fsm.transition(
        state,
        source=DraftState.PROPOSED,
        target=DraftState.DRAFT,
        permission=_may(policies.may_publish_draft),
        custom={"label": _("Send back")},
    )
    def send_back(self) -> None:
        """The drafter changes it and proposes it anew."""

    @fsm.transition(
        state,
        source=DraftState.PROPOSED,
        target=DraftState.DRAFT,
        permission=_may(policies.may_edit_draft),
        custom={"label": _("Take back")},
    )
    def take_back(self) -> None:
        """The drafter takes his proposal back."""

    @fsm.transition(
        state,
        source=DraftState.DRAFT,
        target=DraftState.DISCARDED,
        permission=_may(_may_discard),
        custom={"label": _("Discard")},
    )
    def discard(self) -> None:
        """The version is never published; its number stays taken."""
