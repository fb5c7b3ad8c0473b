"""From intake to the decision: facts, record, explanation, draft, limits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cases.guards.kit import Reason, closed_after, guard
from cases.states import CaseState, ExplanationKind, Family, ProposalKind
from regulations import catalogue
from regulations.authority import explanation_right

if TYPE_CHECKING:
    from cases.models import Case


@guard("")
def dismissal_proposed(case: Case) -> Reason:
    """Four eyes: one proposes to dismiss, another decides."""
    if case.open_proposal(ProposalKind.DISMISS) is None:
        return _("Nobody has proposed to dismiss the matter yet.")
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
    # Forwarded and taken back, an opened case goes on with the record it has.
    if record is None or case.state == CaseState.OPENED:
        return None
    return _(
        "The violation record No. %(number)s is already made: submit the decision."
    ) % {"number": record.number_text}


@guard("documents")
def nothing_recorded(case: Case) -> Reason:
    """Without a record is sanctioned what has none (Điều 56, 57 Luật XLVPHC).

    Forwarded and taken back, an opened case may have one: its sanction follows it.
    """
    record = case.violation_record
    if record is None:
        return None
    return _(
        "The violation record No. %(number)s is made: the sanction follows the record, "
        "with the right to explain and the time to decide that it started."
    ) % {"number": record.number_text}


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


@guard("deadlines")
def month_to_decide(case: Case) -> Reason:
    """Two months need the ground of one: an explanation or a verification."""
    clock = case.clock(Family.DECISION)
    if clock is not None and clock.rule.code == "D-DEC-2M":
        return _("Two months to decide are approved already.")
    if clock is None or clock.rule.code != "D-DEC-1M" or case.returned_on is not None:
        return _("A month to decide must apply first: an explanation, a verification.")
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
    return closed_after(
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
    return closed_after(
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
def direct_explanation_open(case: Case) -> Reason:
    """A session is held with a respondent who explains in person (Điều 61.3)."""
    explanation = case.explanation
    if explanation is None or not explanation.is_open:
        return _("No explanation is open.")
    if explanation.kind != ExplanationKind.DIRECT:
        return _("The respondent explains in writing.")
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
