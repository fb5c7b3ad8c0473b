"""After the decision: money, measures, limitation, closing and reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.guards.kit import Reason, closed_after, guard, step_day
from cases.states import Family, ProposalKind

if TYPE_CHECKING:
    from cases.models import Case


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
    """Điều 74 Luật XLVPHC: one year from the decision; it waits for who evades."""
    if case.is_evading:
        return None
    return closed_after(
        case,
        Family.EXECUTION_LIMITATION,
        _("The limitation of execution ended on %(day)s."),
    )


@guard("deadlines")
def execution_limitation_passed(case: Case) -> Reason:
    if case.is_evading:
        return _("The respondent evades execution: the limitation runs from its end.")
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
def enforcement_not_received(case: Case) -> Reason:
    """The receipt of the enforcement decision is noted once."""
    ordered = case.enforcement
    if ordered is None:
        return _("No enforcement is ordered.")
    if ordered.received_on is not None:
        return _("The receipt of the enforcement decision is recorded.")
    return None


@guard("")
def closing_proposed(case: Case) -> Reason:
    """Four eyes: one proposes to close, another decides."""
    if case.open_proposal(ProposalKind.CLOSE) is None:
        return _("The handler has not proposed to close the case yet.")
    return None


@guard("")
def reopening_proposed(case: Case) -> Reason:
    """Four eyes: one proposes to reopen, another decides."""
    if case.open_proposal(ProposalKind.REOPEN) is None:
        return _("Nobody has proposed to reopen the case yet.")
    return None


@guard("deadlines")
def nobody_evades(case: Case) -> Reason:
    if case.is_evading:
        return _("The evasion is noted already.")
    return None


@guard("deadlines")
def evasion_noted(case: Case) -> Reason:
    return None if case.is_evading else _("No evasion is noted.")
