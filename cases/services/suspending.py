"""Suspension of execution, and its resumption when the cause has ended."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, ExecutionSuspension
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, locked, take
from cases.services.signing import SUSPENSION_REGISTER, signature
from cases.states import CaseState, ReliefKind, SuspensionGround
from kernel.errors import Blocker, Refused
from kernel.reasons import given


@transaction.atomic
def suspend_execution(
    *,
    case: Case,
    version: int,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
) -> ExecutionSuspension:
    """Suspend execution on one of three grounds (Điều 62.2, 76; Luật Khiếu nại Đ. 35).

    A sign of a crime must be recorded, a deferral granted, a complaint open. Raises
    NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    before, on = take(case.suspend_execution, by=by, at=at)
    errors = {}
    if ground not in SuspensionGround.values:
        errors["ground"] = [_("Choose the ground of the suspension.")]
    elif not _is_given(case, SuspensionGround(ground), on=on):
        errors["ground"] = [_not_given(SuspensionGround(ground))]
    if not reason.strip():
        errors["reason"] = [_("A reason is required.")]
    if errors:
        raise Refused(errors=errors)
    suspension = ExecutionSuspension.objects.create(
        case=case,
        ground=ground,
        reason=reason.strip(),
        **signature(case, register=SUSPENSION_REGISTER, by=by, at=at, on=on),
    )
    case.suspension = suspension
    conclude(
        case,
        "suspend_execution",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reason.strip(),
        details={"number": suspension.number_text, "ground": ground},
    )
    return suspension


@transaction.atomic
def resume_execution(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
) -> Case:
    """Resume execution: the cause has ended (Điều 62 Luật XLVPHC).

    A returned file is resumed only while a sanction decision is in force. The time of
    the suspension does not count in the limitation of execution, by setting.
    """
    case = locked(case, version=version)
    suspension = case.suspension
    is_open = suspension is not None and suspension.resumed_on is None
    before, on = take(case.resume_execution, by=by, at=at)
    reason = given(reason)
    if before == CaseState.EXECUTION_SUSPENDED and suspension is not None:
        _require_ended(case, SuspensionGround(suspension.ground), on=on)
    if is_open and suspension is not None:
        suspension.resumed_on, suspension.resumed_reason = on, reason
        suspension.save(update_fields=["resumed_on", "resumed_reason"])
    conclude(
        case,
        "resume_execution",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reason,
    )
    return case


def _is_given(case: Case, ground: SuspensionGround, *, on: date) -> bool:
    match ground:
        case SuspensionGround.CRIMINAL_SIGN:
            return case.criminal_sign is not None
        case SuspensionGround.DEFERRAL:
            relief = case.relief
            return (
                relief is not None
                and relief.kind == ReliefKind.DEFER
                and relief.holds_on(on)
            )
        case SuspensionGround.COMPLAINT:
            return case.open_complaints > 0


def _require_ended(case: Case, ground: SuspensionGround, *, on: date) -> None:
    """Deferral over, complaint settled; a criminal sign is weighed by the signer."""
    if ground == SuspensionGround.CRIMINAL_SIGN or not _is_given(case, ground, on=on):
        return
    text = (
        _("The deferral is still in force.")
        if ground == SuspensionGround.DEFERRAL
        else _("The complaint is not settled yet.")
    )
    raise StepNotOpen(text, blockers=(Blocker("cause_not_ended", text, "documents"),))


def _not_given(ground: SuspensionGround) -> str:
    match ground:
        case SuspensionGround.CRIMINAL_SIGN:
            return _("No sign of a crime is recorded yet.")
        case SuspensionGround.DEFERRAL:
            return _("No deferral of the fine is in force.")
        case SuspensionGround.COMPLAINT:
            return _("No complaint is open.")
