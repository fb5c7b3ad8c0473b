"""The small machines of what runs beside a case (lifecycle, section 4).

A part is asked for through its case: whoever may act on it is found in the same table.
"""

from __future__ import annotations

from datetime import date, datetime

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import policies
from cases.conditions import ComplaintInCase, PartInCase
from cases.states import (
    ComplaintState,
    ExpertState,
    ReliefState,
    SeizureState,
    TaskState,
    TransferState,
)


class PartWorkflow(fsm.ConcurrentTransitionMixin, models.Model):
    """What every part has: its case, and the moment of the step being asked for."""

    step_at: datetime | None = None
    step_on: date | None = None

    class Meta:
        abstract = True

    @property
    def in_case(self) -> PartInCase:
        """The part as the permission table sees it: in the state of its case."""
        return PartInCase(self.case, self)  # type: ignore[attr-defined]


class SeizureWorkflow(PartWorkflow):
    """Tạm giữ (Điều 125 Luật XLVPHC)."""

    state = fsm.FSMField(
        choices=SeizureState.choices, default=SeizureState.DRAFT, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=SeizureState.DRAFT,
        target=SeizureState.ACTIVE,
        permission=policies.may_of_part("seizure.decide"),
        custom={"label": _("Sign the seizure decision"), "signs": True},
    )
    def decide(self) -> None:
        """The decision with its signer; the period runs from the actual seizure."""

    @fsm.transition(
        state,
        source=[SeizureState.ACTIVE, SeizureState.EXTENDED],
        target=SeizureState.EXTENDED,
        permission=policies.may_of_part("seizure.extend"),
        custom={"label": _("Extend the seizure"), "signs": True},
    )
    def extend(self) -> None:
        """A new written act of the competent person, with its reason (Điều 125.8)."""

    @fsm.transition(
        state,
        source=[
            SeizureState.DRAFT,
            SeizureState.ACTIVE,
            SeizureState.EXTENDED,
            SeizureState.UNCLAIMED,
        ],
        target=SeizureState.RELEASED,
        permission=policies.may_of_part("seizure.release"),
        custom={"label": _("Release the goods"), "signs": True},
    )
    def release(self) -> None:
        """The goods go back to their owner; also where the seizure is not signed."""

    @fsm.transition(
        state,
        source=[SeizureState.ACTIVE, SeizureState.EXTENDED, SeizureState.UNCLAIMED],
        target=SeizureState.CONFISCATED,
        permission=policies.may_of_part("seizure.dispose"),
        custom={"label": _("Confiscate the goods"), "signs": True},
    )
    def confiscate(self) -> None:
        """By a decision in force only (Điều 26, 126 Luật XLVPHC)."""

    @fsm.transition(
        state,
        source=[
            SeizureState.ACTIVE,
            SeizureState.EXTENDED,
            SeizureState.CONFISCATED,
            SeizureState.UNCLAIMED,
        ],
        target=SeizureState.DESTROYED,
        permission=policies.may_of_part("seizure.dispose"),
        custom={"label": _("Destroy the goods"), "signs": True},
    )
    def destroy(self) -> None:
        """Ordered by a decision; a record of the destruction proves it."""

    @fsm.transition(
        state,
        source=[SeizureState.ACTIVE, SeizureState.EXTENDED],
        target=SeizureState.HANDED_TO_PROCEEDINGS,
        permission=policies.may_of_part("seizure.hand_over"),
        custom={"label": _("Hand the goods to the investigating body")},
    )
    def hand_over(self) -> None:
        """With the file, against the receipt of the investigating body (Điều 62)."""

    @fsm.transition(
        state,
        source=[SeizureState.ACTIVE, SeizureState.EXTENDED],
        target=SeizureState.UNCLAIMED,
        permission=policies.may_of_part("seizure.dispose"),
        custom={"label": _("Give public notice of unclaimed goods"), "signs": True},
    )
    def declare_unclaimed(self) -> None:
        """Điều 126.4 Luật XLVPHC: one year from the second public notice."""


class ExpertWorkflow(PartWorkflow):
    """Trưng cầu giám định."""

    state = fsm.FSMField(
        choices=ExpertState.choices, default=ExpertState.DRAFT, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=ExpertState.DRAFT,
        target=ExpertState.SENT,
        permission=policies.may_of_part("expert.request"),
        custom={"label": _("Send the request to the expert body")},
    )
    def send(self) -> None:
        """A verification (Điều 59 Luật XLVPHC): the time to decide becomes a month."""

    @fsm.transition(
        state,
        source=ExpertState.SENT,
        target=ExpertState.ANSWERED,
        permission=policies.may_of_part("expert.record_answer"),
        custom={"label": _("Record the expert's answer")},
    )
    def answer(self) -> None:
        """Conclusion, signer and date."""

    @fsm.transition(
        state,
        source=[ExpertState.DRAFT, ExpertState.SENT],
        target=ExpertState.WITHDRAWN,
        permission=policies.may_of_part("expert.withdraw"),
        custom={"label": _("Withdraw the request")},
    )
    def withdraw(self) -> None:
        """With a reason."""


class TaskWorkflow(PartWorkflow):
    """Công việc phối hợp; overdue is a question, not a state."""

    state = fsm.FSMField(
        choices=TaskState.choices, default=TaskState.PROPOSED, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=TaskState.PROPOSED,
        target=TaskState.ACCEPTED,
        permission=policies.may_of_part("task.accept"),
        custom={"label": _("Accept the task")},
    )
    def accept(self) -> None:
        """By the agency asked."""

    @fsm.transition(
        state,
        source=TaskState.PROPOSED,
        target=TaskState.DECLINED,
        permission=policies.may_of_part("task.decline"),
        custom={"label": _("Decline the task")},
    )
    def decline(self) -> None:
        """With a reason; it goes back to who asked."""

    @fsm.transition(
        state,
        source=TaskState.ACCEPTED,
        target=TaskState.IN_PROGRESS,
        permission=policies.may_of_part("task.answer"),
        custom={"label": _("Begin the task")},
    )
    def begin(self) -> None:
        """Somebody works on it."""

    @fsm.transition(
        state,
        source=[TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_PROGRESS],
        target=TaskState.DONE,
        permission=policies.may_of_part("task.answer"),
        custom={"label": _("Answer the task")},
    )
    def finish(self) -> None:
        """With the answer and its files; for a body without users by who asked."""

    @fsm.transition(
        state,
        source=[TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_PROGRESS],
        target=TaskState.CANCELLED,
        permission=policies.may_of_part("task.cancel"),
        custom={"label": _("Cancel the task")},
    )
    def cancel(self) -> None:
        """By the agency that asked, with a reason."""


class TransferWorkflow(PartWorkflow):
    """Bàn giao: until it is accepted the duty stays with the giver."""

    state = fsm.FSMField(
        choices=TransferState.choices, default=TransferState.OFFERED, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=TransferState.OFFERED,
        target=TransferState.ACCEPTED,
        custom={"label": _("Accept the hand-over")},
        permission=policies.may_answer_transfer("accept"),
    )
    def accept(self) -> None:
        """The receiver confirms file and items."""

    @fsm.transition(
        state,
        source=TransferState.OFFERED,
        target=TransferState.REFUSED,
        custom={"label": _("Refuse the hand-over")},
        permission=policies.may_answer_transfer("refuse"),
    )
    def refuse(self) -> None:
        """With a reason."""

    @fsm.transition(
        state,
        source=TransferState.ACCEPTED,
        target=TransferState.RETURNED,
        custom={"label": _("Note the file as sent back")},
        permission=policies.may_answer_transfer("take_back"),
    )
    def take_back(self) -> None:
        """The receiver sent the file back."""

    @fsm.transition(
        state,
        source=TransferState.OFFERED,
        target=TransferState.WITHDRAWN,
        custom={"label": _("Withdraw the offer")},
        permission=policies.may_answer_transfer("withdraw"),
    )
    def withdraw(self) -> None:
        """By the giver, while nobody has answered."""


class ComplaintWorkflow(PartWorkflow):
    """Khiếu nại; filing does not stop execution."""

    @property
    def in_case(self) -> PartInCase:
        return ComplaintInCase(self.case, self)  # type: ignore[attr-defined]

    state = fsm.FSMField(
        choices=ComplaintState.choices, default=ComplaintState.FILED, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=ComplaintState.FILED,
        target=ComplaintState.ACCEPTED,
        permission=policies.may_of_part("complaint.accept"),
        custom={"label": _("Accept the complaint for settlement")},
    )
    def accept(self) -> None:
        """Luật Khiếu nại Điều 27 (recalled)."""

    @fsm.transition(
        state,
        source=ComplaintState.FILED,
        target=ComplaintState.REFUSED,
        permission=policies.may_of_part("complaint.refuse"),
        custom={"label": _("Refuse to accept the complaint")},
    )
    def refuse(self) -> None:
        """With its reason, in writing."""

    @fsm.transition(
        state,
        source=ComplaintState.ACCEPTED,
        target=ComplaintState.RESOLVING,
        permission=policies.may_of_part("complaint.accept"),
        custom={"label": _("Begin to settle the complaint")},
    )
    def begin(self) -> None:
        """Facts are verified; the parties may be heard."""

    @fsm.transition(
        state,
        source=[ComplaintState.ACCEPTED, ComplaintState.RESOLVING],
        target=ComplaintState.RESOLVED_FIRST,
        permission=policies.may_of_part("complaint.resolve"),
        custom={"label": _("Settle the complaint"), "signs": True},
    )
    def resolve(self) -> None:
        """Luật Khiếu nại Điều 28, 31 (recalled)."""

    @fsm.transition(
        state,
        source=ComplaintState.RESOLVED_FIRST,
        target=ComplaintState.SECOND_FILED,
        permission=policies.may_of_part("complaint.register"),
        custom={"label": _("Register a second complaint")},
    )
    def file_again(self) -> None:
        """Luật Khiếu nại Điều 33 (recalled)."""

    @fsm.transition(
        state,
        source=ComplaintState.SECOND_FILED,
        target=ComplaintState.RESOLVED_SECOND,
        permission=policies.may_of_part("complaint.resolve"),
        custom={"label": _("Settle the second complaint"), "signs": True},
    )
    def resolve_again(self) -> None:
        """Luật Khiếu nại Điều 37 (recalled)."""

    @fsm.transition(
        state,
        source=[
            ComplaintState.FILED,
            ComplaintState.ACCEPTED,
            ComplaintState.RESOLVING,
            ComplaintState.SECOND_FILED,
        ],
        target=ComplaintState.WITHDRAWN,
        permission=policies.may_of_part("complaint.register"),
        custom={"label": _("Note that the complaint is withdrawn")},
    )
    def withdraw(self) -> None:
        """By the complainant, in writing."""

    @fsm.transition(
        state,
        source=[
            ComplaintState.FILED,
            ComplaintState.REFUSED,
            ComplaintState.ACCEPTED,
            ComplaintState.RESOLVING,
            ComplaintState.RESOLVED_FIRST,
            ComplaintState.RESOLVED_SECOND,
        ],
        target=ComplaintState.LAWSUIT,
        permission=policies.may_of_part("complaint.register"),
        custom={"label": _("Note that the matter went to court")},
    )
    def go_to_court(self) -> None:
        """Luật Tố tụng hành chính Điều 116 (recalled)."""


class ReliefWorkflow(PartWorkflow):
    """Hoãn, giảm, miễn, nộp nhiều lần (Điều 76, 77, 79 Luật XLVPHC)."""

    state = fsm.FSMField(
        choices=ReliefState.choices, default=ReliefState.REQUESTED, protected=True
    )

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=ReliefState.REQUESTED,
        target=ReliefState.GRANTED,
        permission=policies.may_of_part("relief.decide"),
        custom={"label": _("Grant the relief"), "signs": True},
    )
    def grant(self) -> None:
        """Within the thresholds in force on that day."""

    @fsm.transition(
        state,
        source=ReliefState.REQUESTED,
        target=ReliefState.REFUSED,
        permission=policies.may_of_part("relief.decide"),
        custom={"label": _("Refuse the relief"), "signs": True},
    )
    def refuse(self) -> None:
        """With its reason."""

    @fsm.transition(
        state,
        source=ReliefState.GRANTED,
        target=ReliefState.ENDED,
        permission=policies.may_of_part("relief.decide"),
        custom={"label": _("End the relief")},
    )
    def end(self) -> None:
        """Its term is over, or the respondent did not keep to it."""
