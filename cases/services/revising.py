"""Correction, amendment and annulment of an issued decision: acts of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from cases.models import Case, DecisionRevision, SanctionDecision
from cases.querysets import StepNotOpen
from cases.services.execution import refundable_vnd
from cases.services.funnel import conclude, follow, locked, permit, take
from cases.services.signing import REVISION_REGISTER, signature
from cases.states import RevisionGround, RevisionKind
from kernel.clock import local_day
from kernel.errors import Refused


@transaction.atomic
def annul_decision(
    *,
    case: Case,
    version: int,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
) -> DecisionRevision:
    """Annul the decision in force (NĐ 118/2021, recalled); its ground is on file.

    The acts it sanctioned are free again, what was paid is listed for refund, and the
    time to decide counts again from the old record. Raises NotPermitted, StepNotOpen,
    CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    before, on = take(case.annul_decision, by=by, at=at)
    decision = _checked(case, ground, reason)
    revision, details = end_decision(
        case, decision, ground=ground, reason=reason, by=by, at=at, on=on
    )
    conclude(
        case,
        "annul_decision",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reason.strip(),
        details=details,
    )
    return revision


def annul_by_result(
    *,
    case: Case,
    ground: str,
    reason: str,
    agency: Agency,
    by: User,
    at: datetime,
) -> DecisionRevision:
    """Annul as the result of a complaint; the case is locked by the act it follows."""
    on = local_day(at)
    before = follow(case.annul_decision, by=by, at=at, on=on)
    decision = _checked(case, ground, reason)
    revision, details = end_decision(
        case,
        decision,
        ground=ground,
        reason=reason,
        by=by,
        at=at,
        on=on,
        agency=agency,
    )
    conclude(
        case,
        "annul_decision",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reason.strip(),
        details=details,
    )
    return revision


@transaction.atomic
def correct_decision(
    *,
    case: Case,
    version: int,
    ground: str,
    reason: str,
    text: str,
    by: User,
    at: datetime,
) -> DecisionRevision:
    """Correct a slip of the decision; `text` is what is written instead."""
    case = locked(case, version=version)
    permit("decision.correct", case, by=by, at=at)
    return revise(
        case,
        RevisionKind.CORRECT,
        "correct_decision",
        ground=ground,
        reason=reason,
        text=text,
        by=by,
        at=at,
    )


@transaction.atomic
def amend_decision(
    *,
    case: Case,
    version: int,
    ground: str,
    reason: str,
    text: str,
    by: User,
    at: datetime,
) -> DecisionRevision:
    """Amend or supplement the decision; `text` is what holds instead.

    The sums of the decision itself stay: a lower fine is a reduction, a higher one
    needs a new decision after annulment.
    """
    case = locked(case, version=version)
    permit("decision.amend", case, by=by, at=at)
    return revise(
        case,
        RevisionKind.AMEND,
        "amend_decision",
        ground=ground,
        reason=reason,
        text=text,
        by=by,
        at=at,
    )


def revise(
    case: Case,
    kind: RevisionKind,
    act: str,
    *,
    ground: str,
    reason: str,
    text: str,
    by: User,
    at: datetime,
    agency: Agency | None = None,
) -> DecisionRevision:
    """Write a correction or amendment of a locked case, asked for by the caller."""
    on = local_day(at)
    decision = _checked(case, ground, reason)
    if not text.strip():
        raise Refused(errors={"text": [_("Write what holds instead.")]})
    revision = DecisionRevision.objects.create(
        case=case,
        decision=decision,
        kind=kind,
        ground=ground,
        reason=reason.strip(),
        text=text.strip(),
        **signature(
            case, register=REVISION_REGISTER, by=by, at=at, on=on, agency=agency
        ),
    )
    conclude(
        case,
        act,
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason.strip(),
        details={"number": revision.number_text, "ground": ground},
    )
    return revision


def end_decision(
    case: Case,
    decision: SanctionDecision,
    *,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
    on: date,
    agency: Agency | None = None,
) -> tuple[DecisionRevision, dict[str, Any]]:
    """Take a decision out of force, with the act that does so; the caller concludes.

    Gives the act and what the event tells: number, ground, payments to be refunded.
    """
    revision = DecisionRevision.objects.create(
        case=case,
        decision=decision,
        kind=RevisionKind.ANNUL,
        ground=ground,
        reason=reason.strip(),
        **signature(
            case, register=REVISION_REGISTER, by=by, at=at, on=on, agency=agency
        ),
    )
    release(case, decision, on=on)
    details: dict[str, Any] = {
        "number": revision.number_text,
        "annulled": decision.number_text,
        "ground": ground,
        "refund_vnd": refundable_vnd(decision),
        "refunds": [
            {"receipt_no": paid.receipt_no, "amount_vnd": paid.amount_vnd}
            for paid in decision.payments.all()
        ],
    }
    return revision, details


def release(case: Case, decision: SanctionDecision, *, on: date) -> None:
    """The decision counts no longer: its acts are free, the case holds none."""
    decision.annulled_on = on
    decision.save(update_fields=["annulled_on"])
    decision.acts.update(is_in_force=False)
    suspension = case.suspension
    if suspension is not None and suspension.resumed_on is None:
        suspension.resumed_on, suspension.resumed_reason = on, _("Decision annulled")
        suspension.save(update_fields=["resumed_on", "resumed_reason"])
    case.drafts.filter(is_current=True).update(is_current=False)
    case.decision = case.draft = None
    case.relief = case.enforcement = case.suspension = None
    case.executed_on = None


def _checked(case: Case, ground: str, reason: str) -> SanctionDecision:
    errors = {}
    if ground not in RevisionGround.values:
        errors["ground"] = [_("Choose the ground.")]
    if not reason.strip():
        errors["reason"] = [_("A reason is required.")]
    if errors:
        raise Refused(errors=errors)
    decision = case.decision
    if decision is None:
        raise StepNotOpen(_("No sanction decision is in force."))
    return decision
