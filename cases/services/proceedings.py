"""What the proceedings bodies decide while they hold the file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases import guards
from cases.models import (
    Case,
    InvestigationExtension,
    ProceedingsOutcome,
    SanctionDecision,
)
from cases.services.funnel import conclude, legal_day, locked, permit, require, take
from cases.states import InvestigationTerm, OutcomeKind
from kernel.errors import Refused
from kernel.folding import nfc
from regulations import legal_settings
from regulations.kinds import SettingKey


@transaction.atomic
def extend_investigation(
    *,
    case: Case,
    version: int,
    term: str,
    reason: str,
    by: User,
    at: datetime,
    number: str = "",
    occurred_on: date | None = None,
) -> InvestigationExtension:
    """Note that the investigating body takes two months, or four with the procuracy.

    BLTTHS 2015, Điều 147.2; counted from the receipt of the file. Each extension once,
    the procuracy's after the other. Raises NotPermitted, StepNotOpen, Refused.
    """
    case = locked(case, version=version)
    permit("case.record_prosecution", case, by=by, at=at)
    transfer = case.transfer
    on = legal_day(
        occurred_on,
        at=at,
        not_before=transfer.answered_on if transfer is not None else None,
    )
    require(case, guards.transfer_received, on=on)
    errors: dict[str, list[str]] = {}
    if not reason.strip():
        errors["reason"] = [_("A reason is required.")]
    given = set(transfer.extensions.values_list("term", flat=True))
    if term not in InvestigationTerm.values:
        errors["term"] = [_("Choose the longer term.")]
    elif term in given:
        errors["term"] = [_("This extension is already recorded.")]
    elif term == InvestigationTerm.PROCURACY:
        if InvestigationTerm.COMPLEX not in given:
            errors["term"] = [_("The procuracy extends the term of two months.")]
        if not nfc(number):
            errors["number"] = [_("Enter the number of the decision.")]
    if errors:
        raise Refused(errors=errors)
    extension: InvestigationExtension = InvestigationExtension.objects.create(
        case=case,
        transfer=transfer,
        term=term,
        reason=reason.strip(),
        number=nfc(number),
        extended_on=on,
        recorded_by=by,
        recorded_at=at,
    )
    conclude(
        case,
        "extend_investigation",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=extension.reason,
        details={"term": term, "number": extension.number},
    )
    return extension


@transaction.atomic
def record_prosecution(
    *,
    case: Case,
    version: int,
    number: str,
    by: User,
    at: datetime,
    issued_by: str = "",
    note: str = "",
    occurred_on: date | None = None,
) -> ProceedingsOutcome:
    """Record the decision to open a criminal case; `occurred_on` is its day.

    BLTTHS 2015, Điều 147. A sanction decision for the same act is annulled and its
    executed parts are passed on, where the setting says so (recalled).
    """
    case = locked(case, version=version)
    before, on = take(
        case.record_prosecution,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=case.transfer.answered_on if case.transfer is not None else None,
    )
    outcome = _outcome(
        case, OutcomeKind.PROSECUTED, number, issued_by, note, by=by, at=at, on=on
    )
    details: dict[str, Any] = {"number": outcome.number}
    if case.decision is not None and _annuls(on):
        details |= {
            "annulled": case.decision.number_text,
            "passed_on": _executed_parts(case.decision),
        }
        _annul(case, on=on)
    conclude(
        case,
        "record_prosecution",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=outcome.note,
        details=details,
    )
    return outcome


@transaction.atomic
def close_on_judgment(
    *,
    case: Case,
    version: int,
    number: str,
    by: User,
    at: datetime,
    issued_by: str = "",
    note: str = "",
    occurred_on: date | None = None,
) -> ProceedingsOutcome:
    """The judgment or decision of the court is in force since `occurred_on`: closed."""
    case = locked(case, version=version)
    before, on = take(
        case.close_on_judgment,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=case.outcome.issued_on if case.outcome is not None else None,
    )
    outcome = _outcome(
        case, OutcomeKind.JUDGMENT, number, issued_by, note, by=by, at=at, on=on
    )
    conclude(
        case,
        "close_on_judgment",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=outcome.note,
        details={"number": outcome.number},
    )
    return outcome


def _outcome(
    case: Case,
    kind: OutcomeKind,
    number: str,
    issued_by: str,
    note: str,
    *,
    by: User,
    at: datetime,
    on: date,
) -> ProceedingsOutcome:
    if not nfc(number):
        raise Refused(errors={"number": [_("Enter the number of the decision.")]})
    outcome: ProceedingsOutcome = ProceedingsOutcome.objects.create(
        case=case,
        transfer=case.transfer,
        kind=kind,
        number=nfc(number),
        issued_by=nfc(issued_by) or by.agency.name,
        issued_on=on,
        effective_on=on,
        received_on=on,
        note=note.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    case.outcome = outcome
    return outcome


def _annuls(on: date) -> bool:
    return legal_settings.settings_on(on).is_on(SettingKey.PROSECUTION_ANNULS)


def _executed_parts(decision: SanctionDecision) -> list[str]:
    """What was carried out already and goes to the criminal file."""
    paid = [f"{payment.receipt_no}" for payment in decision.payments.all()]
    return paid + [str(item) for item in decision.items.all() if item.is_done]


def _annul(case: Case, *, on: date) -> None:
    """Not both for one act (INV-5): the decision and its acts are out of force."""
    decision = case.decision
    if decision is None:
        return
    decision.annulled_on = on
    decision.save(update_fields=["annulled_on"])
    decision.acts.update(is_in_force=False)
    case.decision = None
