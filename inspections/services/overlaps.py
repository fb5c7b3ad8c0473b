"""Overlaps of two visits in one year: laid before the heads, and settled by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from inspections import yearly
from inspections.models import (
    Inspection,
    InspectionPlan,
    OverlapConflict,
    PlanItem,
)
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    legal_day,
    require_text,
    store,
    trace,
)
from inspections.services.plan_items import own_item
from inspections.services.plans import editable, unpropose
from inspections.services.yearly import clashes_of
from inspections.states import OverlapDecision, OverlapState
from kernel.clock import local_day
from kernel.errors import Refused


@transaction.atomic
def raise_overlap(
    *,
    plan: InspectionPlan,
    version: int,
    item: PlanItem,
    request: str,
    by: User,
    at: datetime,
) -> list[OverlapConflict]:
    """Lay every clash of an item of a draft before the heads, with why it is wanted.

    The plan waits for the decision. Raises NotPermitted, StepNotOpen (not a draft, or
    nothing stands against the item that was not laid before them), MovedOn, Refused.
    """
    plan = editable(plan, version=version, by=by, at=at)
    require_text(request=request)
    item = own_item(plan, item)
    asked = item.laid_before_heads()
    found = clashes_of(item, year=plan.year)
    clashes = [clash for clash in found if clash.other.id not in asked]
    if not clashes:
        raise StepNotOpen(_("Nothing stands against this facility."))
    made = record_overlaps([(item, clashes)], request=request, by=by, at=at)
    unpropose(plan)
    store(plan, at=at)
    trace(
        "overlap.raise",
        plan,
        by=by,
        at=at,
        reason=request.strip(),
        after=_told(made),
    )
    return made


@transaction.atomic
def settle_overlap(
    *,
    overlap: OverlapConflict,
    decision: str,
    ground: str,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> OverlapConflict:
    """Record how an overlap is settled: who decided, what, on which ground.

    Only a head of the other side or the Chairman of the province lets the item stand;
    its own head may leave it out. What is decided is carried out on each plan by its
    own agency. Raises NotPermitted, StepNotOpen (settled before), Refused (`decision`,
    `ground`, `occurred_on`).
    """
    held: OverlapConflict = OverlapConflict.objects.locked(overlap.pk)
    ask(by, "overlap.settle", held, at)
    if not held.is_open:
        raise StepNotOpen(_("This overlap is settled already."))
    if decision not in OverlapDecision.values:
        raise Refused(errors={"decision": [_("Choose how it is settled.")]})
    if decision != OverlapDecision.GIVES_WAY and held.is_only_asked_by(by, at):
        raise Refused(
            errors={
                "decision": [
                    _(
                        "The head of the other side or the Chairman of the province"
                        " agrees to this; your side may only leave the facility out."
                    )
                ]
            }
        )
    require_text(ground=ground)
    held.decision = decision
    held.ground = ground.strip()
    held.decided_by = by
    held.decided_on = legal_day(
        occurred_on, at=at, not_before=local_day(held.raised_at)
    )
    held.decided_at = at
    held.state = OverlapState.SETTLED
    held.save()
    trace(
        "overlap.settle",
        held.item.plan,
        by=by,
        at=at,
        reason=held.ground,
        before={"state": OverlapState.OPEN.value},
        after={
            "state": held.state,
            "decision": held.decision,
            "occurred_on": held.decided_on.isoformat(),
            "facility": held.item.facility.code,
            "clash": held.clash,
        },
    )
    return held


def record_overlaps(
    found: Iterable[tuple[PlanItem, list[yearly.Clash]]],
    *,
    request: str,
    by: User,
    at: datetime,
) -> list[OverlapConflict]:
    """A row for each clash of saved items, in two queries."""
    pairs = [(item, clash) for item, clashes in found for clash in clashes]
    ids = {clash.other.id for _item, clash in pairs}
    visits = set(Inspection.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return OverlapConflict.objects.bulk_create(
        OverlapConflict(
            item=item,
            other_visit_id=clash.other.id if clash.other.id in visits else None,
            other_item_id=None if clash.other.id in visits else clash.other.id,
            code=clash.code,
            clash=clash.text,
            request=request.strip(),
            raised_by=by,
            raised_at=at,
        )
        for item, clash in pairs
    )


def _told(rows: list[OverlapConflict]) -> dict[str, list[str]]:
    return {"clashes": [row.clash for row in rows]}
