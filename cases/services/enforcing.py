"""Enforcement of an unpaid decision, and its end by limitation."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, EnforcementDecision
from cases.querysets import StepNotOpen
from cases.services.execution import debt_on
from cases.services.funnel import conclude, legal_day, locked, permit, take
from cases.services.signing import ENFORCEMENT_REGISTER, signature
from cases.states import CaseState
from kernel.errors import Refused
from kernel.folding import nfc
from kernel.reasons import given

MOST_EXTRA_DAYS = 365


@transaction.atomic
def order_enforcement(
    *,
    case: Case,
    version: int,
    measure: str,
    reason: str,
    by: User,
    at: datetime,
    received_on: date | None = None,
    extra_days: int = 0,
) -> EnforcementDecision:
    """Sign the enforcement decision (Điều 86-88 Luật XLVPHC; NĐ 296/2025).

    The term has passed unpaid, no relief is in force, the limitation is open. The time
    to comply (D-ENF, unsettled) runs from its receipt: given here when it was handed
    over at once, else noted by `confirm_enforcement_receipt`; `extra_days` where the
    decision states a longer term. Raises NotPermitted, StepNotOpen, CaseMovedOn,
    Refused.
    """
    case = locked(case, version=version)
    before, on = take(case.order_enforcement, by=by, at=at)
    if case.decision is None:
        raise StepNotOpen
    errors = {}
    if not nfc(measure):
        errors["measure"] = [_("Say which measure of enforcement is applied.")]
    if not reason.strip():
        errors["reason"] = [_("A reason is required.")]
    if not 0 <= extra_days <= MOST_EXTRA_DAYS:
        errors["extra_days"] = [_("Enter a number of days from 0 to 365.")]
    if errors:
        raise Refused(errors=errors)
    if received_on is not None:
        legal_day(received_on, at=at, not_before=on, field="received_on")
    debt = debt_on(case, on=on)
    ordered = EnforcementDecision.objects.create(
        case=case,
        decision=case.decision,
        measure=nfc(measure),
        reason=reason.strip(),
        owed_vnd=debt.total_vnd,
        received_on=received_on,
        extra_days=extra_days,
        **signature(case, register=ENFORCEMENT_REGISTER, by=by, at=at, on=on),
    )
    case.enforcement = ordered
    conclude(
        case,
        "order_enforcement",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reason.strip(),
        details={"number": ordered.number_text, "owed_vnd": ordered.owed_vnd},
    )
    return ordered


@transaction.atomic
def confirm_enforcement_receipt(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    note: str = "",
) -> EnforcementDecision:
    """Note on which day the respondent received the enforcement decision (D-ENF)."""
    case = locked(case, version=version)
    permit("decision.item_done", case, by=by, at=at)
    ordered = case.enforcement
    if ordered is None or case.state != CaseState.ENFORCING:
        raise StepNotOpen(_("No enforcement is ordered."))
    if ordered.received_on is not None:
        raise StepNotOpen(_("The receipt of the enforcement decision is recorded."))
    on = legal_day(occurred_on, at=at, not_before=ordered.signed_on)
    ordered.received_on = on
    ordered.save(update_fields=["received_on"])
    conclude(
        case,
        "confirm_enforcement_receipt",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=note.strip(),
        details={"number": ordered.number_text},
    )
    return ordered


@transaction.atomic
def close_limitation_expired(
    *,
    case: Case,
    version: int,
    reason: str,
    has_evaded: bool,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Close a case whose decision can no longer be executed (Điều 74 Luật XLVPHC).

    One year since the decision without the time of suspension; remedies and the
    confiscation of banned goods are carried out all the same, before. `has_evaded`:
    the respondent evaded or delayed, then the time runs anew from the end of evasion
    and nothing is closed.
    """
    case = locked(case, version=version)
    before, on = take(
        case.close_limitation_expired, by=by, at=at, occurred_on=occurred_on
    )
    reason = given(reason)
    if has_evaded:
        text = _("Who evaded execution is not freed by the passing of time (Điều 74).")
        raise Refused(errors={"has_evaded": [text]})
    unpaid = case.decision.unpaid_vnd if case.decision is not None else 0
    conclude(
        case,
        "close_limitation_expired",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reason,
        details={"unpaid_vnd": unpaid},
    )
    return case
