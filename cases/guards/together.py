"""What runs beside the case: offers, goods, experts, tasks, complaints, proceedings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.guards.kit import Reason, guard

if TYPE_CHECKING:
    from cases.models import Case


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
