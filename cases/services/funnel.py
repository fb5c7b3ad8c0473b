"""The one way a case changes: lock, ask, step, rows, save, trace — one transaction.

Lock order: case, parts, counter, trail. A refused or failed step leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import django_fsm as fsm
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import User
from audit import trail
from cases import competence
from cases.guards import Guard
from cases.models import Case, CaseEvent
from cases.querysets import CaseMovedOn, StepNotOpen
from cases.services import clocks
from cases.services.open_parts import count_open_parts
from kernel.clock import local_day
from kernel.errors import Blocker, NotPermitted, Refused
from kernel.ids import uuid7


class DayInFuture(Refused):
    code = "date_in_future"


class DayTooEarly(Refused):
    code = "date_too_early"


def locked(case: Case, *, version: int | None) -> Case:
    """The case freshly read under its row lock; raises CaseMovedOn if it moved on."""
    fresh: Case = Case.objects.locked(case.pk, version=version)
    return fresh


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
        text = _("The date cannot be before %(day)s.") % {
            "day": not_before.strftime("%d/%m/%Y")
        }
        raise DayTooEarly(errors={field: [text]})
    return day


def permit(action: str, case: Case, *, by: User, at: datetime) -> None:
    """For acts beside the transitions: 403 before 409."""
    if not access.could(by, action, case, at):
        raise NotPermitted
    if not access.can(by, action, case, at):
        raise StepNotOpen(
            _("This is not possible while the case is “%(state)s”.")
            % {"state": case.get_state_display()},
            code="wrong_state",
        )


def require(case: Case, *guards: Guard, on: date) -> None:
    """For acts beside the transitions: raise StepNotOpen with every reason against."""
    case.step_on = on
    blockers = tuple(b for b in (guard.blocker(case) for guard in guards) if b)
    if blockers:
        raise StepNotOpen(str(blockers[0].text), blockers=blockers)


def take(
    step: Callable[[], None],
    *,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    not_before: date | None = None,
) -> tuple[str, date]:
    """Take a transition for a person; returns the state it came from and its legal day.

    Asked in this order: the right (NotPermitted: in no state may this person take the
    step; django-fsm itself never asks who), the state, the day (DayInFuture,
    DayTooEarly), the guards (StepNotOpen with every reason).
    """
    case: Case = step.__self__  # type: ignore[attr-defined]
    action = f"case.{step.__name__}"
    if not access.could(by, action, case, at):
        raise NotPermitted
    before = str(case.state)
    if not fsm.can_proceed(step, check_conditions=False):
        raise StepNotOpen(
            _("This step is not possible while the case is “%(state)s”.")
            % {"state": case.get_state_display()},
            code="wrong_state",
        )
    on = legal_day(occurred_on, at=at, not_before=not_before)
    case.step_at, case.step_on = at, on
    blockers = blockers_of(step, case)
    if blockers:
        raise StepNotOpen(str(blockers[0].text), blockers=blockers)
    if not fsm.has_transition_perm(step, by):  # type: ignore[arg-type] # own user
        raise NotPermitted
    step()
    return before, on


def follow(step: Callable[[], None], *, by: User, at: datetime, on: date) -> str:
    """Take a transition that follows from an act already permitted; gives where from.

    A decision annulled by the result of a complaint, a copy handed over at the moment
    of signing: the right was asked for the act itself. State and guards bind as ever.
    """
    case: Case = step.__self__  # type: ignore[attr-defined]
    before = str(case.state)
    if not fsm.can_proceed(step, check_conditions=False):
        raise StepNotOpen(
            _("This step is not possible while the case is “%(state)s”.")
            % {"state": case.get_state_display()},
            code="wrong_state",
        )
    case.step_at, case.step_on = at, on
    blockers = blockers_of(step, case)
    if blockers:
        raise StepNotOpen(str(blockers[0].text), blockers=blockers)
    step()
    return before


def take_in_part(
    step: Callable[..., None],
    *,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    not_before: date | None = None,
    action: str = "",
) -> tuple[str, date]:
    """Take a step of a part (a seizure, a task …) for a person; its case is locked.

    As `take`: the right first, then the part's state, then the day. `action` names the
    right where the step's own permission does not say it in one word.
    """
    part: Any = step.__self__  # type: ignore[attr-defined]
    transition = next(iter(step._django_fsm.transitions.values()))  # type: ignore[attr-defined]
    action = action or transition.permission.action
    if not access.could(by, action, part.in_case, at):
        raise NotPermitted
    before = str(part.state)
    if not fsm.can_proceed(step, check_conditions=False):
        raise StepNotOpen(
            _("This is not possible while it stands at “%(state)s”.")
            % {"state": part.get_state_display()},
            code="wrong_state",
            # Who was first, where somebody was.
            current=CaseMovedOn.of(part.case).current,
        )
    if not access.can(by, action, part.in_case, at):
        raise StepNotOpen(
            _("This is not possible while the case is “%(state)s”.")
            % {"state": part.case.get_state_display()},
            code="wrong_state",
        )
    on = legal_day(occurred_on, at=at, not_before=not_before)
    part.step_at, part.step_on = at, on
    step()
    return before, on


def blockers_of(step: Callable[[], None], case: Case) -> tuple[Blocker, ...]:
    """Every reason against a transition that leads from the present state."""
    transition = step._django_fsm.get_transition(case.state)  # type: ignore[attr-defined]
    return tuple(
        blocker
        for guard in transition.conditions
        if (blocker := guard.blocker(case)) is not None
    )


def conclude(
    case: Case,
    step: str,
    *,
    by: User | None,
    at: datetime,
    on: date,
    before: str,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> CaseEvent:
    """Save the case with its clocks, then write the event and its line of the trail.

    Each step has exactly one event (INV-3); its hash stands in the trail, so that one
    chain proves both. Raises CaseMovedOn when another writer was faster.
    """
    if str(case.state) != before:
        _let_proposal_lapse(case, at=at)
    count_open_parts(case)
    competence.measure(case, on=on)
    clocks.refresh(case, on=on, step=step)
    old_version = case.version
    save(case)
    event = CaseEvent(
        id=uuid7(),
        case=case,
        transition=step,
        from_state=before,
        to_state=case.state,
        actor=by,
        agency=by.agency if by is not None else None,
        recorded_at=at,
        occurred_on=on,
        reason=reason,
        details=dict(details or {}),
    )
    event.entry = trail.record(
        action=f"case.{step}",
        record=case,
        at=at,
        by=by,
        reason=reason,
        before={"state": before, "version": old_version},
        after={
            "state": str(case.state),
            "version": case.version,
            "occurred_on": on.isoformat(),
            **event.details,
        },
        relation=_relation(case, by, at),
        label=case.number,
        object_hash=event.compute_hash(),
    )
    event.save(force_insert=True)
    return event


def _let_proposal_lapse(case: Case, *, at: datetime) -> None:
    """What was proposed for a state that the case has left is proposed no longer."""
    proposal = case.proposal
    if proposal is not None and proposal.is_open:
        proposal.settled_at = at
        proposal.save(update_fields=["settled_at"])


def save(case: Case) -> None:
    """Raise the version and save; a lost race is CaseMovedOn, never a fault."""
    case.version += 1
    case.fold_text()
    try:
        case.save()
    except fsm.ConcurrentTransition as stale:
        raise CaseMovedOn.of(case) from stale


def _relation(case: Case, by: User | None, at: datetime) -> str:
    # The trail keeps thirty characters: an officer rarely has more than two relations.
    return "" if by is None else "|".join(sorted(case.relations_of(by, at)))[:30]
