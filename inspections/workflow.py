"""The lives of plans, their items and visits. Transitions change the state only."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections import guards
from inspections.policies import may
from inspections.states import ItemState, PlanState, VisitState


class PlanWorkflow(fsm.ConcurrentTransitionMixin, models.Model):
    """DRAFT → REVIEWED → APPROVED → PUBLISHED → IN_PROGRESS → FINISHED."""

    # The moment the funnel asks about; set by it before each step.
    step_at: datetime | None = None

    state = fsm.FSMField(
        choices=PlanState.choices, default=PlanState.DRAFT, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=PlanState.DRAFT,
        target=PlanState.DRAFT,
        conditions=[
            guards.is_not_proposed,
            guards.has_items,
            guards.no_unsettled_clash,
        ],
        permission=may("plan.propose"),
        custom={"label": _("Propose the plan")},
    )
    def propose(self) -> None:
        """The list is complete; somebody else reviews it."""

    @fsm.transition(
        state,
        source=PlanState.DRAFT,
        target=PlanState.REVIEWED,
        conditions=[
            guards.is_proposed,
            guards.has_items,
            guards.no_unsettled_clash,
        ],
        permission=may("plan.review"),
        custom={"label": _("Confirm the review for overlaps")},
    )
    def review(self) -> None:
        """NQ 198/2025/QH15 Điều 4: no facility twice a year, no content twice."""

    @fsm.transition(
        state,
        source=PlanState.REVIEWED,
        target=PlanState.DRAFT,
        permission=may("plan.review"),
        custom={"label": _("Return the plan for changes")},
    )
    def send_back(self) -> None:
        """Back to the list, to be proposed again."""

    @fsm.transition(
        state,
        source=PlanState.REVIEWED,
        target=PlanState.APPROVED,
        conditions=[guards.no_unsettled_clash],
        permission=may("plan.approve"),
        custom={"label": _("Approve the plan")},
    )
    def approve(self) -> None:
        """Never by the proposer."""

    @fsm.transition(
        state,
        source=PlanState.APPROVED,
        target=PlanState.PUBLISHED,
        permission=may("plan.publish"),
        custom={"label": _("Publish the plan")},
    )
    def publish(self) -> None:
        """NQ 198/2025/QH15 Điều 4: plans are made public."""

    @fsm.transition(
        state,
        source=PlanState.PUBLISHED,
        target=PlanState.IN_PROGRESS,
        permission=may("plan.adjust"),
        custom={"label": _("Start carrying out the plan")},
    )
    def start(self) -> None:
        """The plan's year is on."""

    @fsm.transition(
        state,
        source=PlanState.IN_PROGRESS,
        target=PlanState.FINISHED,
        conditions=[guards.items_are_settled],
        permission=may("plan.adjust"),
        custom={"label": _("Finish the plan")},
    )
    def finish(self) -> None:
        """Every facility is done or dropped."""


class ItemWorkflow(fsm.ConcurrentTransitionMixin, models.Model):
    """PLANNED → DECIDED → DONE, or POSTPONED, DROPPED; follows the item's visit."""

    step_at: datetime | None = None

    state = fsm.FSMField(
        choices=ItemState.choices, default=ItemState.PLANNED, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=ItemState.PLANNED,
        target=ItemState.DECIDED,
        conditions=[guards.plan_is_running],
        permission=may("inspection.decide"),
    )
    def decide(self) -> None:
        """The inspection decision is signed."""

    @fsm.transition(
        state,
        source=ItemState.DECIDED,
        target=ItemState.PLANNED,
        permission=may("inspection.decide"),
    )
    def release(self) -> None:
        """The visit was cancelled after its decision."""

    @fsm.transition(
        state,
        source=ItemState.DECIDED,
        target=ItemState.DONE,
        permission=may("record.lock"),
    )
    def complete(self) -> None:
        """The minutes are locked, or a remote review found nothing."""

    @fsm.transition(
        state,
        source=ItemState.PLANNED,
        target=ItemState.POSTPONED,
        conditions=[guards.has_no_visit],
        permission=may("plan.adjust"),
    )
    def postpone(self) -> None:
        """Not in its months; taken up again or dropped later."""

    @fsm.transition(
        state,
        source=ItemState.POSTPONED,
        target=ItemState.PLANNED,
        permission=may("plan.adjust"),
    )
    def resume(self) -> None:
        """Taken up again."""

    @fsm.transition(
        state,
        source=[ItemState.PLANNED, ItemState.POSTPONED],
        target=ItemState.DROPPED,
        conditions=[guards.has_no_visit],
        permission=may("plan.adjust"),
    )
    def drop(self) -> None:
        """Out of the plan; the row stays and is counted no more."""


class VisitWorkflow(fsm.ConcurrentTransitionMixin, models.Model):
    """PLANNED → DECIDED → UNDER_WAY → RECORDED → CONCLUDED, or done without a visit."""

    step_at: datetime | None = None

    state = fsm.FSMField(
        choices=VisitState.choices, default=VisitState.PLANNED, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=VisitState.PLANNED,
        target=VisitState.DECIDED,
        conditions=[guards.has_lead],
        permission=may("inspection.decide"),
        custom={"label": _("Sign the inspection decision")},
    )
    def decide(self) -> None:
        """NĐ 217/2025/NĐ-CP; Luật Thanh tra 2025."""

    @fsm.transition(
        state,
        source=VisitState.DECIDED,
        target=VisitState.UNDER_WAY,
        permission=may("finding.record"),
        custom={"label": _("Start the visit")},
    )
    def start(self) -> None:
        """The decision is announced; the review or the visit begins."""

    @fsm.transition(
        state,
        source=VisitState.UNDER_WAY,
        target=VisitState.RECORDED,
        conditions=[
            guards.has_lead,
            guards.is_on_site,
            guards.questions_are_answered,
            guards.double_answers_are_settled,
        ],
        permission=may("record.lock"),
        custom={"label": _("Lock the record")},
    )
    def lock_record(self) -> None:
        """From now on nothing of the visit changes; corrections are supplements."""

    @fsm.transition(
        state,
        source=VisitState.UNDER_WAY,
        target=VisitState.DONE_WITHOUT_VISIT,
        conditions=[
            guards.is_remote,
            guards.found_nothing,
            guards.no_answer_is_awaited,
            guards.answer_satisfies,
        ],
        permission=may("record.lock"),
        custom={"label": _("Finish the remote review")},
    )
    def finish_remote(self) -> None:
        """The papers are in order: the enterprise is spared the visit (NQ 198/2025)."""

    @fsm.transition(
        state,
        source=VisitState.UNDER_WAY,
        target=VisitState.UNDER_WAY,
        conditions=[guards.is_remote, guards.no_answer_is_awaited],
        permission=may("record.lock"),
        custom={"label": _("Go on site")},
    )
    def go_on_site(self) -> None:
        """The remote review is refused, incomplete, or found something."""

    @fsm.transition(
        state,
        source=VisitState.RECORDED,
        target=VisitState.CONCLUDED,
        conditions=[guards.draft_was_received],
        permission=may("conclusion.issue"),
        custom={"label": _("Issue the conclusion")},
    )
    def conclude(self) -> None:
        """Luật Thanh tra 2025 Điều 36."""

    @fsm.transition(
        state,
        source=[VisitState.PLANNED, VisitState.DECIDED],
        target=VisitState.CANCELLED,
        permission=may("inspection.decide"),
        custom={"label": _("Cancel the visit")},
    )
    def cancel(self) -> None:
        """Before anybody went; a plan item is free for another visit."""
