"""The whole state machine on one page.

A transition says from where, to where, if what, by whom, and does nothing else: call
it through `cases.services` only. Sources whose steps come with the wider lifecycle
(RETURNED, ENFORCING …) are named where the law names them.
"""

from __future__ import annotations

from datetime import date, datetime

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import guards, policies
from cases.states import CaseState


class CaseWorkflow(fsm.ConcurrentTransitionMixin, models.Model):
    """The life of a case. Transitions change the state; services do the rest."""

    state = fsm.FSMField(
        choices=CaseState.choices, default=CaseState.RECEIVED, protected=True
    )

    # The moment and the legal day of the step being asked for; never stored.
    step_at: datetime | None = None
    step_on: date | None = None

    class Meta:
        abstract = True

    @fsm.transition(
        state,
        source=CaseState.RECEIVED,
        target=CaseState.VERIFYING,
        permission=policies.may("case.start_verification"),
        custom={"label": _("Start verification")},
    )
    def start_verification(self) -> None:
        """Practice; Luật Tố cáo where it is a denunciation."""

    @fsm.transition(
        state,
        source=[CaseState.RECEIVED, CaseState.VERIFYING],
        target=CaseState.DISMISSED,
        conditions=[guards.dismissal_proposed],
        permission=policies.may("case.dismiss"),
        custom={"label": _("Dismiss the matter")},
    )
    def dismiss(self) -> None:
        """No violation, no jurisdiction or a duplicate; proposed by another person."""

    @fsm.transition(
        state,
        source=CaseState.VERIFYING,
        target=CaseState.OPENED,
        conditions=[guards.has_behaviour, guards.respondent_settled],
        permission=policies.may("case.open_case"),
        custom={"label": _("Open the case")},
    )
    def open_case(self) -> None:
        """Luật XLVPHC 2012, Điều 58; NĐ 118/2021, Điều 12."""

    @fsm.transition(
        state,
        source=[CaseState.OPENED, CaseState.RETURNED],
        target=CaseState.RECORDED,
        conditions=[guards.has_behaviour, guards.respondent_known],
        permission=policies.may("case.make_record"),
        custom={"label": _("Make the violation record")},
    )
    def make_record(self) -> None:
        """Luật XLVPHC 2012, Điều 58: MBB01, starts the clocks of the decision."""

    @fsm.transition(
        state,
        source=CaseState.RECORDED,
        target=CaseState.EXPLAINING,
        conditions=[guards.explanation_right_given, guards.not_explained_yet],
        permission=policies.may("case.request_explanation"),
        custom={"label": _("Register a request to explain")},
    )
    def request_explanation(self) -> None:
        """Luật XLVPHC 2012, Điều 61: the decision limit becomes one month."""

    @fsm.transition(
        state,
        source=CaseState.EXPLAINING,
        target=CaseState.RECORDED,
        conditions=[guards.explanation_open],
        permission=policies.may("case.close_explanation"),
        custom={"label": _("End the explanation")},
    )
    def close_explanation(self) -> None:
        """Luật XLVPHC 2012, Điều 61: given, waived, or its time passed."""

    @fsm.transition(
        state,
        source=[CaseState.RECORDED, CaseState.RETURNED],
        target=CaseState.PENDING_DECISION,
        conditions=[
            guards.has_violation_record,
            guards.no_open_explanation,
            guards.figures_confirmed,
        ],
        permission=policies.may("case.submit_decision"),
        custom={"label": _("Submit the decision for signature")},
    )
    def submit_decision(self) -> None:
        """The draft goes to the competent person; no clock stops."""

    @fsm.transition(
        state,
        source=CaseState.PENDING_DECISION,
        target=CaseState.RECORDED,
        permission=policies.may("case.send_back"),
        custom={"label": _("Return the draft for changes")},
    )
    def send_back(self) -> None:
        """With a comment; the clock keeps running."""

    @fsm.transition(
        state,
        source=CaseState.PENDING_DECISION,
        target=CaseState.DECIDED,
        conditions=[
            guards.has_draft,
            guards.no_open_explanation,
            guards.decision_limit_open,
            guards.limitation_open,
            guards.figures_confirmed,
        ],
        permission=policies.may("case.sign_decision"),
        custom={"label": _("Sign the sanction decision"), "signs": True},
    )
    def sign_decision(self) -> None:
        """Luật XLVPHC 2012, Điều 67, 68."""

    @fsm.transition(
        state,
        source=[
            CaseState.OPENED,
            CaseState.RECORDED,
            CaseState.PENDING_DECISION,
            CaseState.RETURNED,
        ],
        target=CaseState.NO_SANCTION,
        permission=policies.may("case.decide_no_sanction"),
        custom={"label": _("Decide without sanction"), "signs": True},
    )
    def decide_no_sanction(self) -> None:
        """Luật XLVPHC 2012, Điều 65 as amended 2020."""

    @fsm.transition(
        state,
        source=CaseState.DECIDED,
        target=CaseState.EXECUTING,
        permission=policies.may("case.confirm_delivery"),
        custom={"label": _("Confirm delivery of the decision")},
    )
    def confirm_delivery(self) -> None:
        """Luật XLVPHC 2012, Điều 70: the respondent's ten days start at receipt."""

    @fsm.transition(
        state,
        source=[CaseState.EXECUTING, CaseState.ENFORCING],
        target=CaseState.EXECUTED,
        conditions=[guards.fine_paid, guards.interest_paid, guards.items_done],
        permission=policies.may("case.complete_execution"),
        custom={"label": _("Complete execution")},
    )
    def complete_execution(self) -> None:
        """Luật XLVPHC 2012, Điều 73: every part of the decision is done."""

    @fsm.transition(
        state,
        source=[CaseState.EXECUTED, CaseState.NO_SANCTION, CaseState.ANNULLED],
        target=CaseState.CLOSED,
        conditions=[guards.closing_proposed, guards.items_done],
        permission=policies.may("case.close"),
        custom={"label": _("Close the case")},
    )
    def close(self) -> None:
        """The file is complete; proposed by another person."""
