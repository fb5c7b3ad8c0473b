"""A published plan changes by dated adjustments only, each with reason and basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from inspections.models import (
    InspectionPlan,
    PlanChange,
    PlanChangeLine,
    PlanItem,
)
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    legal_day,
    require_text,
    store,
    store_item,
    take,
    trace,
)
from inspections.services.inputs import ItemMove, PlanItemInput
from inspections.services.plan_items import check_window, new_item, own_item
from inspections.states import ChangeKind, ItemState
from kernel.errors import Refused
from kernel.folding import nfc

NO_WINDOW = (None, None)


@transaction.atomic
def adjust_plan(
    *,
    plan: InspectionPlan,
    version: int,
    reason: str,
    legal_basis: str,
    add: Sequence[PlanItemInput] = (),
    drop: Iterable[PlanItem] = (),
    move: Iterable[ItemMove] = (),
    postpone: Iterable[PlanItem] = (),
    resume: Iterable[PlanItem] = (),
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> PlanChange:
    """Change the list of a published plan, whole or not at all.

    Raises NotPermitted, StepNotOpen (not published; an item with an open visit),
    OnceAYear, MovedOn, Refused (`reason`, `legal_basis`, or nothing to change).
    """
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    ask(by, "plan.adjust", plan, at)
    if not plan.is_running:
        raise StepNotOpen(
            _("Only a published plan is adjusted; before, its list is worked on."),
            code="wrong_state",
        )
    require_text(reason=reason, legal_basis=legal_basis)
    day = legal_day(occurred_on, at=at, not_before=plan.published_on)
    last = plan.changes.aggregate(last=Max("position"))["last"] or 0
    change = PlanChange.objects.create(
        plan=plan,
        position=last + 1,
        reason=reason.strip(),
        legal_basis=nfc(legal_basis),
        occurred_on=day,
        by=by,
        at=at,
    )
    lines = [
        *_dropped(plan, drop, by=by, at=at),
        *_moved(plan, move),
        *_postponed(plan, postpone, by=by, at=at),
        *_resumed(plan, resume, by=by, at=at),
        *_added(plan, add, by=by, at=at),
    ]
    if not lines:
        raise Refused(_("Say which facilities are added, dropped or moved."))
    for line in lines:
        line.change = change
        line.save(force_insert=True)
    store(plan, at=at)
    trace(
        "plan.adjust",
        plan,
        by=by,
        at=at,
        reason=change.reason,
        after={
            "change": change.position,
            "legal_basis": change.legal_basis,
            "occurred_on": day.isoformat(),
            "lines": [_described(line) for line in lines],
        },
    )
    return change


def _added(
    plan: InspectionPlan, inputs: Iterable[PlanItemInput], *, by: User, at: datetime
) -> list[PlanChangeLine]:
    items = [new_item(plan, values, by=by, at=at) for values in inputs]
    return [_line(item, ChangeKind.ADDED, after=_window(item)) for item in items]


def _dropped(
    plan: InspectionPlan, items: Iterable[PlanItem], *, by: User, at: datetime
) -> list[PlanChangeLine]:
    lines = []
    for given in items:
        item = own_item(plan, given)
        take(item.drop, by=by, at=at)
        store_item(item)
        lines.append(_line(item, ChangeKind.DROPPED, before=_window(item)))
    return lines


def _moved(plan: InspectionPlan, moves: Iterable[ItemMove]) -> list[PlanChangeLine]:
    lines = []
    for move in moves:
        item = own_item(plan, move.item)
        if item.state not in {ItemState.PLANNED, ItemState.POSTPONED}:
            raise StepNotOpen(_("Only a visit still to come is moved."))
        check_window(move.first_month, move.last_month)
        before = _window(item)
        item.first_month, item.last_month = move.first_month, move.last_month
        # The day that was thought of went with its months.
        item.planned_on = None
        store_item(item)
        lines.append(_line(item, ChangeKind.MOVED, before=before, after=_window(item)))
    return lines


def _postponed(
    plan: InspectionPlan, items: Iterable[PlanItem], *, by: User, at: datetime
) -> list[PlanChangeLine]:
    lines = []
    for given in items:
        item = own_item(plan, given)
        take(item.postpone, by=by, at=at)
        store_item(item)
        lines.append(_line(item, ChangeKind.POSTPONED, before=_window(item)))
    return lines


def _resumed(
    plan: InspectionPlan, items: Iterable[PlanItem], *, by: User, at: datetime
) -> list[PlanChangeLine]:
    lines = []
    for given in items:
        item = own_item(plan, given)
        take(item.resume, by=by, at=at)
        store_item(item)
        lines.append(_line(item, ChangeKind.RESUMED, after=_window(item)))
    return lines


def _window(item: PlanItem) -> tuple[int, int]:
    return item.first_month, item.last_month


def _line(
    item: PlanItem,
    kind: ChangeKind,
    *,
    before: tuple[int | None, int | None] = NO_WINDOW,
    after: tuple[int | None, int | None] = NO_WINDOW,
) -> PlanChangeLine:
    return PlanChangeLine(
        item=item,
        kind=kind,
        first_month_before=before[0],
        last_month_before=before[1],
        first_month_after=after[0],
        last_month_after=after[1],
    )


def _described(line: PlanChangeLine) -> dict[str, Any]:
    return {
        "facility": line.item.facility.code,
        "kind": line.kind,
        "before": [line.first_month_before, line.last_month_before],
        "after": [line.first_month_after, line.last_month_after],
    }
