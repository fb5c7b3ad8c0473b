"""The one way plans and visits change: lock, ask, step, rows, save, trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

import django_fsm as fsm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import User
from audit import trail
from inspections.guards import blockers_of
from inspections.models import Inspection, InspectionPlan, PlanItem
from inspections.states import VisitState
from kernel.clock import local_day
from kernel.errors import Blocker, MovedOn, NotPermitted, NotReady, Refused

Stepped = InspectionPlan | PlanItem | Inspection
Versioned = TypeVar("Versioned", InspectionPlan, Inspection)


class StepNotOpen(NotReady):
    code = "step_not_open"
    text = _("This step is not open now.")


class RecordLocked(NotReady):
    code = "record_locked"
    text = _("The record is locked: a correction is a supplement.")


class DayInFuture(Refused):
    code = "date_in_future"


class DayTooEarly(Refused):
    code = "date_too_early"


def ask(by: User, action: str, record: Any, at: datetime) -> None:
    """The right is asked before the state: NotPermitted, then StepNotOpen."""
    if not access.could(by, action, record, at):
        raise NotPermitted
    if not access.can(by, action, record, at):
        raise StepNotOpen


def take(step: Callable[[], None], *, by: User, at: datetime) -> None:
    """Take a transition for a person: django-fsm itself never asks who.

    Raises NotPermitted, or StepNotOpen with every reason against.
    """
    record: Stepped = step.__self__  # type: ignore[attr-defined]
    record.step_at = at
    if not access.could(by, action_of(step), record, at):
        raise NotPermitted
    is_open = fsm.can_proceed(step)
    if not is_open or not fsm.has_transition_perm(step, by):  # type: ignore[arg-type]
        blockers = blockers_of(step)
        text = str(blockers[0].text) if blockers else None
        raise StepNotOpen(text, blockers=blockers)
    step()


def action_of(step: Callable[[], None]) -> str:
    """The action of the permission table that a transition looks up."""
    transitions = step._django_fsm.transitions.values()  # type: ignore[attr-defined]
    return str(next(iter(transitions)).permission.action)


def store(record: Versioned, *, at: datetime) -> None:
    """Save with a raised version; a lost race is MovedOn, never a fault."""
    record.version += 1
    record.updated_at = at
    try:
        record.save()
    except fsm.ConcurrentTransition as stale:
        raise MovedOn from stale


def store_item(item: PlanItem) -> None:
    try:
        item.save()
    except fsm.ConcurrentTransition as stale:
        raise MovedOn from stale


def trace(
    action: str,
    record: Stepped,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The act's line in the trail; last in the transaction."""
    trail.record(
        action=action,
        record=record,
        at=at,
        by=by,
        reason=reason,
        before=dict(before or {}),
        after=dict(after or {}),
        relation=access.OWN_AGENCY,
        label=label_of(record),
    )


def label_of(record: Stepped) -> str:
    return record.number if isinstance(record, Inspection) else str(record)


def legal_day(
    occurred_on: date | None,
    *,
    at: datetime,
    not_before: date | None = None,
    field: str = "occurred_on",
) -> date:
    """The legal day of an act: today unless given, never later, not before its cause.

    Raises DayInFuture or DayTooEarly, naming the field.
    """
    day = occurred_on or local_day(at)
    if day > local_day(at):
        raise DayInFuture(errors={field: [_("The date cannot be after today.")]})
    if not_before is not None and day < not_before:
        text = gettext("The date cannot be before %(day)s.")
        found = text % {"day": f"{not_before:%d/%m/%Y}"}
        raise DayTooEarly(errors={field: [found]})
    return day


def require_text(**texts: str) -> None:
    """Refuse what was left empty, naming each field."""
    empty = {
        field: [_("This must be filled in.")]
        for field, text in texts.items()
        if not text.strip()
    }
    if empty:
        raise Refused(errors=empty)


def visit_under_way(visit: Inspection, *, by: User, at: datetime) -> Inspection:
    """The visit locked for a member of its team who writes something down.

    Raises NotPermitted, RecordLocked, StepNotOpen.
    """
    held: Inspection = Inspection.objects.locked(visit.pk)
    ask(by, "finding.record", held, at)
    require_under_way(held)
    return held


def require_under_way(visit: Inspection) -> None:
    """Raises RecordLocked after the lock, StepNotOpen before the start."""
    if visit.is_locked:
        raise RecordLocked
    if visit.state != VisitState.UNDER_WAY:
        text = gettext("This is written down while the visit is under way.")
        raise StepNotOpen(text, blockers=[Blocker("not_under_way", text)])
