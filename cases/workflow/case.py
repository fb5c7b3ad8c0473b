"""The whole state machine on one page.

A transition says from where, to where, if what, by whom, and does nothing else: call
it through `cases.services` only. Where a name has several targets, a fact of the case
chooses.
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
    # The file goes to a body that does not use the system; set by the service.
    leaves_the_system: bool = False

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
        source=[CaseState.RECEIVED, CaseState.VERIFYING, CaseState.OPENED],
        target=CaseState.FORWARDED,
        conditions=[guards.receipts_complete],
        permission=policies.may("case.forward"),
        custom={"label": _("Forward to the competent body")},
    )
    def forward(self) -> None:
        """To a body that does not use the system, which confirmed receipt."""

    @fsm.transition(
        state,
        source=CaseState.FORWARDED,
        target=CaseState.RECEIVED,
        permission=policies.may("case.take_back"),
        custom={"label": _("Take the forwarded matter back")},
    )
    def take_back(self) -> None:
        """Sent back or withdrawn; limits go on from their first start."""

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
        conditions=[
            guards.has_behaviour,
            guards.respondent_known,
            guards.no_violation_record,
        ],
        permission=policies.may("case.make_record"),
        custom={"label": _("Make the violation record")},
    )
    def make_record(self) -> None:
        """Luật XLVPHC 2012, Điều 58: MBB01, starts the clocks of the decision."""

    @fsm.transition(
        state,
        source=CaseState.OPENED,
        target=CaseState.DECIDED,
        conditions=[
            guards.has_behaviour,
            guards.respondent_known,
            guards.nothing_recorded,
            guards.decision_limit_open,  # of a file that was returned and reopened
            guards.limitation_open,
        ],
        permission=policies.may("case.sanction_without_record"),
        custom={"label": _("Sanction on the spot, without a record"), "signs": True},
    )
    def sanction_without_record(self) -> None:
        """Luật XLVPHC 2012, Điều 56 as amended 2025: a warning or a small fine."""

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
        source=CaseState.RECORDED,
        target=fsm.GET_STATE(
            lambda case, **_facts: (
                CaseState.FORWARDED if case.leaves_the_system else CaseState.RECORDED
            ),
            states=[CaseState.FORWARDED, CaseState.RECORDED],
        ),
        conditions=[
            guards.exceeds_own_head,
            guards.no_open_file_offer,
            guards.no_open_explanation,
            guards.receipts_complete,
        ],
        permission=policies.may("case.forward_to_competent"),
        custom={"label": _("Hand the file to the competent authority")},
    )
    def forward_to_competent(self) -> None:
        """Luật XLVPHC 2012, Điều 66.1.a: ten working days from the record date."""

    @fsm.transition(
        state,
        source=[CaseState.RECORDED, CaseState.RETURNED],
        target=CaseState.PENDING_DECISION,
        conditions=[
            guards.has_violation_record,
            guards.no_open_explanation,
            guards.no_open_file_offer,
            guards.experts_answered,
            guards.receipts_complete,
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
            guards.no_proceedings,
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
        conditions=[
            guards.fine_paid,
            guards.interest_paid,
            guards.items_done,
            guards.receipts_complete,
        ],
        permission=policies.may("case.complete_execution"),
        custom={"label": _("Complete execution")},
    )
    def complete_execution(self) -> None:
        """Luật XLVPHC 2012, Điều 73: every part of the decision is done."""

    @fsm.transition(
        state,
        source=CaseState.EXECUTING,
        target=CaseState.ENFORCING,
        conditions=[
            guards.term_passed_unpaid,
            guards.not_deferred,
            guards.execution_limitation_open,
        ],
        permission=policies.may("case.order_enforcement"),
        custom={"label": _("Order enforcement"), "signs": True},
    )
    def order_enforcement(self) -> None:
        """Luật XLVPHC 2012, Điều 86-88; NĐ 296/2025."""

    @fsm.transition(
        state,
        source=[CaseState.EXECUTING, CaseState.ENFORCING],
        target=CaseState.EXECUTION_SUSPENDED,
        permission=policies.may("case.suspend_execution"),
        custom={"label": _("Suspend execution"), "signs": True},
    )
    def suspend_execution(self) -> None:
        """Luật XLVPHC 2012, Điều 62.2, 76; Luật Khiếu nại, Điều 35."""

    @fsm.transition(
        state,
        source=[CaseState.EXECUTION_SUSPENDED, CaseState.RETURNED],
        target=CaseState.EXECUTING,
        conditions=[guards.decision_in_force],
        permission=policies.may("case.resume_execution"),
        custom={"label": _("Resume execution"), "signs": True},
    )
    def resume_execution(self) -> None:
        """Luật XLVPHC 2012, Điều 62: the cause of the suspension has ended."""

    @fsm.transition(
        state,
        source=[
            CaseState.VERIFYING,
            CaseState.OPENED,
            CaseState.RECORDED,
            CaseState.PENDING_DECISION,
            CaseState.EXECUTION_SUSPENDED,
            CaseState.EXECUTED,
        ],
        target=CaseState.TRANSFERRED,
        conditions=[guards.criminal_sign_recorded, guards.receipts_complete],
        permission=policies.may("case.transfer_criminal"),
        custom={"label": _("Transfer the file for prosecution"), "signs": True},
    )
    def transfer_criminal(self) -> None:
        """Luật XLVPHC 2012, Điều 62: at once, with a list of what goes along."""

    @fsm.transition(
        state,
        source=CaseState.TRANSFERRED,
        target=CaseState.PROSECUTED,
        conditions=[guards.transfer_received],
        permission=policies.may("case.record_prosecution"),
        custom={"label": _("Record the decision to prosecute")},
    )
    def record_prosecution(self) -> None:
        """BLTTHS 2015, Điều 147."""

    @fsm.transition(
        state,
        source=[CaseState.TRANSFERRED, CaseState.PROSECUTED],
        target=CaseState.RETURNED,
        conditions=[guards.transfer_answered],
        permission=policies.may("case.receive_returned_file"),
        custom={"label": _("Receive the returned file")},
    )
    def receive_returned_file(self) -> None:
        """Luật XLVPHC 2012, Điều 63 as amended: the time to decide starts anew."""

    @fsm.transition(
        state,
        source=CaseState.PROSECUTED,
        target=CaseState.CLOSED,
        conditions=[
            guards.no_active_seizure,
            guards.no_open_task,
            guards.no_open_complaint,
            guards.receipts_complete,
        ],
        permission=policies.may("case.close_on_judgment"),
        custom={"label": _("Close on the judgment")},
    )
    def close_on_judgment(self) -> None:
        """Judgment or decision of the court in force: number and date."""

    @fsm.transition(
        state,
        source=[
            CaseState.DECIDED,
            CaseState.EXECUTING,
            CaseState.EXECUTION_SUSPENDED,
            CaseState.ENFORCING,
            CaseState.EXECUTED,
        ],
        target=CaseState.ANNULLED,
        permission=policies.may("case.annul_decision"),
        custom={"label": _("Annul the decision"), "signs": True},
    )
    def annul_decision(self) -> None:
        """NĐ 118/2021 (recalled): own initiative, result of a complaint or court."""

    @fsm.transition(
        state,
        source=CaseState.DISMISSED,
        target=CaseState.RECEIVED,
        conditions=[guards.reopening_proposed],
        permission=policies.may("case.reopen"),
        custom={"label": _("Reopen the case"), "signs": True},
    )
    @fsm.transition(
        state,
        source=[CaseState.ANNULLED, CaseState.CLOSED],
        target=fsm.GET_STATE(
            lambda case, **_facts: (
                CaseState.OPENED
                if case.violation_record_id is None
                else CaseState.RECORDED
            ),
            states=[CaseState.RECORDED, CaseState.OPENED],
        ),
        conditions=[guards.reopening_proposed],
        permission=policies.may("case.reopen"),
        custom={"label": _("Reopen the case"), "signs": True},
    )
    def reopen(self) -> None:
        """New evidence or the result of a complaint; limits are looked at again."""

    @fsm.transition(
        state,
        source=CaseState.EXECUTING,
        target=CaseState.CLOSED,
        conditions=[
            guards.execution_limitation_passed,
            guards.lasting_items_done,
            guards.no_active_seizure,
            guards.no_open_task,
            guards.no_open_complaint,
            guards.receipts_complete,
        ],
        permission=policies.may("case.close_limitation_expired"),
        custom={"label": _("Close: limitation of execution has passed")},
    )
    def close_limitation_expired(self) -> None:
        """Luật XLVPHC 2012, Điều 74: remedies and banned goods are executed still."""

    @fsm.transition(
        state,
        source=[CaseState.EXECUTED, CaseState.NO_SANCTION, CaseState.ANNULLED],
        target=CaseState.CLOSED,
        conditions=[
            guards.closing_proposed,
            guards.items_done,
            guards.no_active_seizure,
            guards.no_open_task,
            guards.no_open_complaint,
            guards.receipts_complete,
        ],
        permission=policies.may("case.close"),
        custom={"label": _("Close the case")},
    )
    def close(self) -> None:
        """The file is complete; proposed by another person."""
