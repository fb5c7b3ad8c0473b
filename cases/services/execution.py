"""Delivery, payments with late interest, measures carried out, completion."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, DecisionItem, Delivery, Payment, SanctionDecision
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, legal_day, locked, permit, take
from cases.states import DeliveryMethod
from kernel.errors import Refused
from kernel.folding import nfc


class AboveDebt(Refused):
    code = "payment_above_debt"


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed if all is settled on a day, in whole dong."""

    on: date
    principal_vnd: int
    interest_vnd: int

    @property
    def total_vnd(self) -> int:
        return self.principal_vnd + self.interest_vnd


@transaction.atomic
def confirm_delivery(
    *,
    case: Case,
    version: int,
    method: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    sent_on: date | None = None,
    receiver: str = "",
    note: str = "",
) -> Delivery:
    """Confirm that the decision was received on `occurred_on` (Điều 70 Luật XLVPHC).

    The respondent's ten days run from that day (D-EXEC); `sent_on` is measured
    against the time to send (D-SEND) and is the same day unless given.
    """
    case = locked(case, version=version)
    decision = case.decision
    signed_on = decision.signed_on if decision is not None else None
    before, on = take(
        case.confirm_delivery,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=signed_on,
    )
    sent = legal_day(sent_on or on, at=at, not_before=signed_on, field="sent_on")
    decision = case.decision
    if decision is None:
        raise StepNotOpen
    if method not in DeliveryMethod.values:
        raise Refused(errors={"method": [_("Choose how the decision was delivered.")]})
    if sent > on:
        raise Refused(
            errors={"sent_on": [_("The decision was received after it was sent.")]}
        )
    delivery = Delivery.objects.create(
        decision=decision,
        method=method,
        sent_on=sent,
        received_on=on,
        receiver=nfc(receiver),
        note=note.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    conclude(
        case,
        "confirm_delivery",
        by=by,
        at=at,
        on=on,
        before=before,
        details={"method": method},
    )
    return delivery


@transaction.atomic
def record_payment(
    *,
    case: Case,
    version: int,
    amount_vnd: int,
    receipt_no: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    payer: str = "",
) -> Payment:
    """Record money received on `occurred_on`, in whole dong: the fine first.

    What exceeds the fine pays late interest (Điều 78.1 Luật XLVPHC). Raises AboveDebt
    when it exceeds both (INV-19).
    """
    case = locked(case, version=version)
    permit("payment.record", case, by=by, at=at)
    decision = case.decision
    if decision is None:
        raise StepNotOpen(_("There is no sanction decision yet."))
    paid_on = legal_day(
        occurred_on,
        at=at,
        not_before=decision.signed_on,
    )
    last = max((payment.paid_on for payment in decision.payments.all()), default=None)
    if last is not None:
        legal_day(paid_on, at=at, not_before=last)
    receipt_no = nfc(receipt_no)
    errors = {}
    if amount_vnd <= 0:
        errors["amount_vnd"] = [_("Enter the amount in whole dong.")]
    if not receipt_no:
        errors["receipt_no"] = [_("Enter the number of the receipt.")]
    elif any(p.receipt_no == receipt_no for p in decision.payments.all()):
        errors["receipt_no"] = [_("This receipt is already recorded.")]
    if errors:
        raise Refused(errors=errors)
    debt = debt_on(case, on=paid_on)
    if amount_vnd > debt.total_vnd:
        text = _("The payment exceeds the debt: %(debt)s đ are owed on %(day)s.") % {
            "debt": f"{debt.total_vnd:,}".replace(",", "."),
            "day": paid_on.strftime("%d/%m/%Y"),
        }
        raise AboveDebt(errors={"amount_vnd": [text]})
    principal = min(amount_vnd, debt.principal_vnd)
    payment = Payment.objects.create(
        decision=decision,
        paid_on=paid_on,
        principal_vnd=principal,
        interest_vnd=amount_vnd - principal,
        receipt_no=receipt_no,
        payer=nfc(payer),
        recorded_by=by,
        recorded_at=at,
    )
    settle_fine(decision)
    case = Case.objects.with_file().get(pk=case.pk)
    conclude(
        case,
        "record_payment",
        by=by,
        at=at,
        on=paid_on,
        before=str(case.state),
        details={"amount_vnd": amount_vnd, "receipt_no": receipt_no},
    )
    return payment


@transaction.atomic
def complete_item(
    *,
    case: Case,
    version: int,
    item_id: UUID,
    note: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> DecisionItem:
    """Note that an ordered measure was carried out, with the paper that proves it."""
    case = locked(case, version=version)
    permit("decision.item_done", case, by=by, at=at)
    act = case.decision or case.no_sanction_decision
    ordered_on = act.signed_on if act is not None else None
    on = legal_day(occurred_on, at=at, not_before=ordered_on)
    item = next(
        (
            row
            for row in (act.items.all() if act is not None else ())
            if row.pk == item_id
        ),
        None,
    )
    if item is None or item.amount_vnd is not None:
        raise Refused(errors={"item": [_("Choose a measure of this case.")]})
    if item.is_done:
        raise StepNotOpen(_("This measure is already carried out."))
    if not note.strip():
        raise Refused(errors={"note": [_("Name the record or receipt.")]})
    item.done_on, item.done_note = on, note.strip()
    item.save(update_fields=["done_on", "done_note"])
    conclude(
        case,
        "complete_item",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        details={"item": item.description, "proof": note.strip()},
    )
    return item


@transaction.atomic
def complete_execution(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    note: str = "",
) -> Case:
    """Every part of the decision is done (Điều 73 Luật XLVPHC).

    From that day runs the time after which the respondent counts as not sanctioned
    (Điều 7): six months after a warning, one year after a fine.
    """
    case = locked(case, version=version)
    decision = case.decision
    received_on = decision.received_on if decision is not None else None
    before, on = take(
        case.complete_execution,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=received_on,
    )
    case.executed_on = on
    conclude(
        case, "complete_execution", by=by, at=at, on=on, before=before, reason=note
    )
    return case


def debt_on(case: Case, *, on: date) -> Debt:
    """The unpaid fine and the late interest that has grown on it until a day."""
    decision = case.decision
    if decision is None:
        return Debt(on, 0, 0)
    return Debt(on, decision.unpaid_vnd, case.late_interest_owed(on=on))


def refundable_vnd(decision: SanctionDecision) -> int:
    """What was paid on a decision that is annulled: it goes back."""
    return sum(payment.amount_vnd for payment in decision.payments.all())


def settle_fine(decision: SanctionDecision) -> None:
    """Mark the item of the fine done on the day that paid it up."""
    fresh = SanctionDecision.objects.prefetch_related("payments").get(pk=decision.pk)
    paid_on = fresh.paid_in_full_on
    if paid_on is not None:
        DecisionItem.objects.filter(
            decision=decision, amount_vnd__isnull=False, done_on__isnull=True
        ).update(done_on=paid_on)
