"""Is the *case* ready? Each guard answers why not, in words, with where to look.

A guard reads the case on the legal day of the step (`case.step_on`) from its loaded
parts; it never asks who. django-fsm calls it for yes or no, the pages for the words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.states import CaseState, ExplanationKind, Family, ProposalKind
from kernel.errors import Blocker
from regulations import catalogue
from regulations.authority import explanation_right

if TYPE_CHECKING:
    from cases.models import Case

Reason = str | Promise | None


@dataclass(frozen=True, slots=True)
class Guard:
    """A named question about a case; true when nothing stands in the way."""

    code: str
    place: str
    check: Callable[[Case], Reason]

    def __call__(self, case: Any) -> bool:  # django-fsm hands over a Model
        return self.check(case) is None

    def blocker(self, case: Case) -> Blocker | None:
        text = self.check(case)
        return None if text is None else Blocker(self.code, text, self.place)


def guard(place: str) -> Callable[[Callable[[Case], Reason]], Guard]:
    """Make a guard of a function that returns the reason against, or None."""

    def named(check: Callable[[Case], Reason]) -> Guard:
        return Guard(code=check.__name__, place=place, check=check)

    return named


def step_day(case: Case) -> date:
    if case.step_on is None:
        raise RuntimeError("Guards are asked for the day of a step.")
    return case.step_on


@guard("")
def dismissal_proposed(case: Case) -> Reason:
    """Four eyes: one proposes to dismiss, another decides."""
    if case.open_proposal(ProposalKind.DISMISS) is None:
        return _("Nobody has proposed to dismiss the matter yet.")
    return None


@guard("")
def closing_proposed(case: Case) -> Reason:
    """Four eyes: one proposes to close, another decides."""
    if case.open_proposal(ProposalKind.CLOSE) is None:
        return _("The handler has not proposed to close the case yet.")
    return None


@guard("findings")
def has_behaviour(case: Case) -> Reason:
    """At least one finding linked to a behaviour of the catalogue."""
    if not case.violations.all():
        return _("No finding is linked to a behaviour of the catalogue yet.")
    return None


@guard("parties")
def respondent_settled(case: Case) -> Reason:
    """The respondent is known, or marked unknown."""
    if not case.respondents.all() and not case.is_respondent_unknown:
        return _("Enter the respondent, or mark the respondent as unknown.")
    return None


@guard("parties")
def respondent_known(case: Case) -> Reason:
    """A record is made against somebody (Điều 58 Luật XLVPHC)."""
    if not case.respondents.all():
        return _("A violation record needs a known respondent.")
    return None


@guard("documents")
def has_violation_record(case: Case) -> Reason:
    """The record, or the file that a proceedings body returned (Điều 63)."""
    if case.violation_record is None and case.returned_on is None:
        return _("There is no violation record yet.")
    return None


@guard("documents")
def no_violation_record(case: Case) -> Reason:
    """One record to a case; a returned file that has its own needs no other."""
    record = case.violation_record
    if record is None:
        return None
    return _(
        "The violation record No. %(number)s is already made: submit the decision."
    ) % {"number": record.number_text}


@guard("findings")
def exceeds_own_head(case: Case) -> Reason:
    """The file goes higher for a frame above the own head's ceiling (Điều 52).

    Figures that are not loaded do not stand in the way: nobody can compare them.
    """
    if case.exceeds_lead is False:
        return _(
            "Every act lies within the ceiling of the lead agency's own head: the file "
            "stays here."
        )
    return None


@guard("documents")
def no_open_file_offer(case: Case) -> Reason:
    offer = case.file_offer
    if offer is not None and offer.is_open:
        return _("The competent authority has not answered the hand-over yet.")
    return None


@guard("documents")
def file_offered(case: Case) -> Reason:
    offer = case.file_offer
    if offer is None or not offer.is_open:
        return _("No file waits for your receipt.")
    return None


@guard("documents")
def transfer_offered(case: Case) -> Reason:
    transfer = case.transfer
    if transfer is None or not transfer.is_open:
        return _("No file waits for your receipt.")
    return None


@guard("documents")
def transfer_answered(case: Case) -> Reason:
    """Nothing comes back from a body that has not taken or refused the file."""
    transfer = case.transfer
    if transfer is None or transfer.is_open:
        return _("The investigating body has neither accepted nor refused the file.")
    return None


@guard("deadlines")
def explanation_right_given(case: Case) -> Reason:
    """Suspension, or a frame of 15 / 30 million and more (Điều 61.1 Luật XLVPHC)."""
    record = case.violation_record
    if record is not None and record.has_explanation_right:
        return None
    return _(
        "The right to explain is not given: no act reaches the frame from which the "
        "law gives it, and no suspension applies."
    )


@guard("documents")
def not_explained_yet(case: Case) -> Reason:
    explanation = case.explanation
    if explanation is not None and explanation.ended:
        return _("The respondent has already used the right to explain.")
    return None


@guard("documents")
def explanation_open(case: Case) -> Reason:
    explanation = case.explanation
    if explanation is None or not explanation.is_open:
        return _("No explanation is open.")
    return None


@guard("documents")
def no_open_explanation(case: Case) -> Reason:
    explanation = case.explanation
    if explanation is not None and explanation.is_open:
        return _("The explanation is not finished yet.")
    return None


@guard("documents")
def has_draft(case: Case) -> Reason:
    if case.draft is None:
        return _("No draft of the decision was submitted.")
    return None


@guard("deadlines")
def decision_limit_open(case: Case) -> Reason:
    """No sanction decision after its limit (Điều 66 Luật XLVPHC, INV-5)."""
    return _closed_after(
        case,
        Family.DECISION,
        _(
            "The time to decide ended on %(day)s; only a decision without sanction is "
            "possible."
        ),
    )


@guard("deadlines")
def limitation_open(case: Case) -> Reason:
    """No fine after the limitation of sanctioning (Điều 6 Luật XLVPHC)."""
    return _closed_after(
        case,
        Family.LIMITATION,
        _(
            "The limitation of sanctioning ended on %(day)s; only a decision without "
            "sanction is possible."
        ),
    )


@guard("findings")
def figures_confirmed(case: Case) -> Reason:
    """A frame that is not loaded needs the legal officer's word on file.

    A returned file has no record: there the word is given on the submitted draft.
    """
    if case.confirmation is not None or case.state == CaseState.RETURNED:
        return None
    bare = [
        violation.behaviour.code
        for violation in case.violations.all()
        for respondent in case.respondents.all()
        if violation.is_of(respondent)
        and catalogue.frame_for(violation.behaviour, respondent.subject_kind) is None
    ]
    if not bare:
        return None
    return _(
        "The frame of %(codes)s is not loaded: a legal officer must confirm the "
        "authority first."
    ) % {"codes": ", ".join(sorted(set(bare)))}


@guard("documents")
def fine_paid(case: Case) -> Reason:
    decision = case.decision
    if decision is None or decision.unpaid_vnd <= 0:
        return None
    return _("Of the fine, %(amount)s đ are not paid yet.") % {
        "amount": f"{decision.unpaid_vnd:,}".replace(",", ".")
    }


@guard("documents")
def interest_paid(case: Case) -> Reason:
    """Late interest belongs to the debt (Điều 78.1 Luật XLVPHC)."""
    paid_on = case.decision.paid_in_full_on if case.decision is not None else None
    owed = case.late_interest_owed(on=paid_on) if paid_on is not None else 0
    if owed <= 0:
        return None
    return _("Late interest of %(amount)s đ is not paid yet.") % {
        "amount": f"{owed:,}".replace(",", ".")
    }


@guard("documents")
def items_done(case: Case) -> Reason:
    """Everything the decision orders beside the fine was carried out (Điều 73)."""
    act = case.decision or case.no_sanction_decision
    open_items = [
        item
        for item in (act.items.all() if act is not None else ())
        if item.amount_vnd is None and not item.is_done
    ]
    if not open_items:
        return None
    return ngettext(
        "%(count)d ordered measure is not carried out yet: %(names)s.",
        "%(count)d ordered measures are not carried out yet: %(names)s.",
        len(open_items),
    ) % {
        "count": len(open_items),
        "names": "; ".join(item.description for item in open_items),
    }


@guard("")
def reopening_proposed(case: Case) -> Reason:
    """Four eyes: one proposes to reopen, another decides."""
    if case.open_proposal(ProposalKind.REOPEN) is None:
        return _("Nobody has proposed to reopen the case yet.")
    return None


@guard("documents")
def experts_answered(case: Case) -> Reason:
    """Expert answers and the valuation are in, or withdrawn."""
    if not case.open_experts:
        return None
    return ngettext(
        "%(count)d expert request or valuation is still open.",
        "%(count)d expert requests or valuations are still open.",
        case.open_experts,
    ) % {"count": case.open_experts}


@guard("goods")
def receipts_complete(case: Case) -> Reason:
    """Moves of goods have the other side's receipt, and no count differs."""
    if not case.missing_receipts:
        return None
    return ngettext(
        "In the custody book %(count)d line waits for a receipt or an agreed count.",
        "In the custody book %(count)d lines wait for a receipt or an agreed count.",
        case.missing_receipts,
    ) % {"count": case.missing_receipts}


@guard("goods")
def no_active_seizure(case: Case) -> Reason:
    if not case.open_seizures:
        return None
    return ngettext(
        "%(count)d seizure is not settled yet.",
        "%(count)d seizures are not settled yet.",
        case.open_seizures,
    ) % {"count": case.open_seizures}


@guard("tasks")
def no_open_task(case: Case) -> Reason:
    if not case.open_tasks:
        return None
    return ngettext(
        "%(count)d task is not done yet.",
        "%(count)d tasks are not done yet.",
        case.open_tasks,
    ) % {"count": case.open_tasks}


@guard("tasks")
def no_lead_offer(case: Case) -> Reason:
    """One offer at a time: the lead passes to one agency."""
    offer = case.lead_offer
    if offer is None or not offer.is_open:
        return None
    return _("The lead is already offered to %(agency)s.") % {"agency": offer.to_agency}


@guard("documents")
def no_open_complaint(case: Case) -> Reason:
    if not case.open_complaints:
        return None
    return ngettext(
        "%(count)d complaint is not settled yet.",
        "%(count)d complaints are not settled yet.",
        case.open_complaints,
    ) % {"count": case.open_complaints}


@guard("deadlines")
def term_passed_unpaid(case: Case) -> Reason:
    """The ten days have passed and something is still owed (Điều 73, 86)."""
    clock = case.clock(Family.EXECUTION)
    if clock is not None and not clock.has_passed_on(step_day(case)):
        return _("The time to execute the decision runs until %(day)s.") % {
            "day": date_format(clock.last_day, "SHORT_DATE_FORMAT")
        }
    decision = case.decision
    owes = decision is not None and decision.unpaid_vnd > 0
    if not owes and items_done.check(case) is None:
        return _("Everything that the decision orders is done.")
    return None


@guard("documents")
def not_deferred(case: Case) -> Reason:
    """A fine that is deferred or paid by instalments is not enforced meanwhile."""
    relief = case.relief
    if relief is not None and relief.holds_on(step_day(case)):
        return _("Payment is deferred or goes by instalments until %(day)s.") % {
            "day": date_format(relief.until, "SHORT_DATE_FORMAT")
        }
    return None


@guard("deadlines")
def execution_limitation_open(case: Case) -> Reason:
    """Điều 74 Luật XLVPHC: one year from the decision."""
    return _closed_after(
        case,
        Family.EXECUTION_LIMITATION,
        _("The limitation of execution ended on %(day)s."),
    )


@guard("deadlines")
def execution_limitation_passed(case: Case) -> Reason:
    clock = case.clock(Family.EXECUTION_LIMITATION)
    if clock is None or not clock.has_passed_on(step_day(case)):
        return _("The limitation of execution has not passed yet.")
    return None


@guard("documents")
def lasting_items_done(case: Case) -> Reason:
    """Remedies and the confiscation of banned goods outlast the limitation."""
    open_items = [
        item
        for item in (case.decision.items.all() if case.decision is not None else ())
        if item.outlasts_limitation and not item.is_done
    ]
    if not open_items:
        return None
    return _("Still to be carried out: %(names)s.") % {
        "names": "; ".join(item.description for item in open_items)
    }


@guard("documents")
def decision_in_force(case: Case) -> Reason:
    if case.decision is None:
        return _("No sanction decision is in force.")
    return None


@guard("documents")
def fine_unpaid(case: Case) -> Reason:
    """Relief is for what is still owed of a fine."""
    decision = case.decision
    if decision is None or decision.unpaid_vnd <= 0:
        return _("Nothing of a fine is owed.")
    return None


@guard("documents")
def direct_explanation_open(case: Case) -> Reason:
    """A session is held with a respondent who explains in person (Điều 61.3)."""
    explanation = case.explanation
    if explanation is None or not explanation.is_open:
        return _("No explanation is open.")
    if explanation.kind != ExplanationKind.DIRECT:
        return _("The respondent explains in writing.")
    return None


@guard("documents")
def enforcement_not_received(case: Case) -> Reason:
    """The receipt of the enforcement decision is noted once."""
    ordered = case.enforcement
    if ordered is None:
        return _("No enforcement is ordered.")
    if ordered.received_on is not None:
        return _("The receipt of the enforcement decision is recorded.")
    return None


@guard("findings")
def criminal_sign_recorded(case: Case) -> Reason:
    """Somebody has recorded the sign of a crime, computed or seen (Điều 62)."""
    if case.criminal_sign is None:
        return _("No sign of a crime is recorded yet.")
    return None


@guard("documents")
def transfer_received(case: Case) -> Reason:
    """The investigating body has accepted the file."""
    transfer = case.transfer
    if transfer is None or not transfer.is_accepted:
        return _("The investigating body has not confirmed receipt of the file.")
    return None


@guard("documents")
def no_proceedings(case: Case) -> Reason:
    """Not both: no sanction while the file is with the proceedings (INV-5)."""
    transfer = case.transfer
    if transfer is not None and transfer.holds_the_file:
        return _("The file is with the investigating body.")
    return None


def has_right_to_explain(case: Case, *, on: date, suspends: bool = False) -> bool:
    """Does any act qualify for the right to explain (Điều 61.1 Luật XLVPHC)?

    `suspends`: a suspension of a licence or activity is to be applied. A frame that is
    not loaded counts as qualifying: the right is never withheld on a guess.
    """
    for violation in case.violations.all():
        for respondent in case.respondents.all():
            if not violation.is_of(respondent):
                continue
            frame = catalogue.frame_for(violation.behaviour, respondent.subject_kind)
            right = explanation_right(
                frame_max_vnd=frame.max_vnd if frame else None,
                subject_kind=respondent.subject_kind,
                has_suspension=suspends,
                on=on,
            )
            if right.is_due is not False:
                return True
    return False


def _closed_after(case: Case, family: Family, text: str) -> Reason:
    clock = case.clock(family)
    if clock is None or not clock.has_passed_on(step_day(case)):
        return None
    return text % {"day": date_format(clock.last_day, "SHORT_DATE_FORMAT")}
