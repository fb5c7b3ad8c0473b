"""Two persons change the law: one proposes, another approves, refuses, or nobody does.

What may be changed at all, and from when, is said in `changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import could
from audit import trail
from kernel.clock import LOCAL_ZONE, local_day
from kernel.errors import DomainError, MovedOn, NotPermitted, NotReady, Refused
from kernel.folding import nfc
from kernel.reasons import given
from regulations import policies, services
from regulations.calendar import ONE_DAY
from regulations.changes import (
    Change,
    Values,
    as_change,
    base_row,
    check,
    next_start,
    plain_of,
    planned,
    row_from,
)
from regulations.kinds import ProposalKind, ProposalState, Reach, Source
from regulations.law_tables import table_of
from regulations.models import (
    CalendarDay,
    DatedRow,
    ProposedChange,
    ReferenceProposal,
)
from regulations.packaged import packaged_day

if TYPE_CHECKING:
    from agencies.models import User


class AlreadyProposed(NotReady):
    code = "already_proposed"
    text = gettext_lazy("This row was already proposed; it must be settled first.")


class AlreadySettled(NotReady):
    code = "already_settled"


class RowMovedOn(MovedOn):
    code = "row_moved_on"
    text = gettext_lazy("The row was changed meanwhile: look at it and propose anew.")


@transaction.atomic
def propose_change(
    *,
    kind: str,
    code: str,
    reach: str,
    values: Values,
    reason: str,
    by: User,
    at: datetime,
) -> ReferenceProposal:
    """Propose one row of the law; what `values` leave out stays as it stands.

    `values` are plain columns of `law_tables` (money in whole dong, days ISO). For
    COMPLETES and KEEPS `valid_from` names the row, for FROM_DAY and NEW its first day.
    Raises NotPermitted, UnknownRow, Retroactive, AlreadyProposed, Refused.
    """
    table = table_of(kind)
    _permit_proposing(by, kind, code, at)
    change = planned(table, code=code, reach=reach, values=values, at=at)
    return store([change], kind=table.kind, label=code, reason=reason, by=by, at=at)


@transaction.atomic
def propose_calendar_day(
    *,
    day: date,
    kind: str,
    name: str,
    decision_no: str,
    confirmed: bool,
    reason: str,
    by: User,
    at: datetime,
) -> ReferenceProposal:
    """Propose what a day is (A104): another person approves, then limits move.

    Raises NotPermitted, Retroactive, AlreadyProposed, Refused.
    """
    code = day.isoformat()
    _permit_proposing(by, ProposalKind.CALENDAR_DAY, code, at)
    payload: dict[str, Any] = {
        "kind": kind,
        "name": nfc(name),
        "decision_no": nfc(decision_no),
        "confirmed": confirmed,
    }
    services.refuse_impossible_day(day=day, reason=nfc(reason), at=at, **payload)
    before = services.day_values(CalendarDay.objects.filter(date=day).first())
    change = Change(
        ProposalKind.CALENDAR_DAY,
        code,
        Reach.DAY,
        day,
        payload,
        before,
        payload["decision_no"],
    )
    label = f"{day:%d/%m/%Y}"
    return store([change], kind=change.kind, label=label, reason=reason, by=by, at=at)


@transaction.atomic
def propose_calendar_restore(
    *, day: date, reason: str, by: User, at: datetime
) -> ReferenceProposal:
    """Propose to give up an edited day: back to what the product came with.

    Raises NotPermitted, Retroactive, AlreadyProposed, Refused.
    """
    code = day.isoformat()
    _permit_proposing(by, ProposalKind.CALENDAR_DAY, code, at)
    edited = services.day_to_restore(day=day, reason=nfc(reason), at=at)
    packaged = packaged_day(day) or {}
    before = services.day_values(edited)
    payload = {name: packaged[name] for name in before if name in packaged}
    kind = ProposalKind.CALENDAR_DAY
    change = Change(kind, code, Reach.RESTORES, day, payload, before, "")
    label = f"{day:%d/%m/%Y}"
    return store([change], kind=kind, label=label, reason=reason, by=by, at=at)


@transaction.atomic
def approve(
    *, proposal: ReferenceProposal, by: User, at: datetime, reason: str = ""
) -> ReferenceProposal:
    """The second person agrees: all rows are made, or none (A152, A104).

    For a calendar's change limits are to be recomputed: `cases.services.law_changes`.
    Raises NotPermitted, AlreadySettled, RowMovedOn, Retroactive.
    """
    proposal = _settle(proposal, ReferenceProposal.approve, reason, by=by, at=at)
    changes = list(proposal.changes.all())
    for change in changes:  # all are looked at before the first one is made
        with _named(change, among=changes):
            _check_still_true(change, at=at)
    for change in changes:
        with _named(change, among=changes):
            _apply(change, proposal, by=by, at=at)
    _trace(proposal, "reference.approve", proposal.settled_reason, by=by, at=at)
    return proposal


@transaction.atomic
def refuse(
    *, proposal: ReferenceProposal, reason: str, by: User, at: datetime
) -> ReferenceProposal:
    """The second person does not agree and says why.

    Raises NotPermitted, AlreadySettled, Refused.
    """
    proposal = _settle(proposal, ReferenceProposal.refuse, reason, by=by, at=at)
    _trace(proposal, "reference.refuse", proposal.settled_reason, by=by, at=at)
    return proposal


@transaction.atomic
def withdraw(
    *, proposal: ReferenceProposal, by: User, at: datetime, reason: str = ""
) -> ReferenceProposal:
    """The proposer takes it back. Raises NotPermitted, AlreadySettled."""
    proposal = _settle(proposal, ReferenceProposal.withdraw, reason, by=by, at=at)
    _trace(proposal, "reference.withdraw", proposal.settled_reason, by=by, at=at)
    return proposal


def store(
    changes: Sequence[Change],
    *,
    kind: ProposalKind,
    label: str,
    reason: str,
    by: User,
    at: datetime,
    checksum: str = "",
) -> ReferenceProposal:
    """Write one proposal with its changes, and its line in the trail."""
    reason = given(reason)
    _refuse_proposed_twice(changes)
    proposal: ReferenceProposal = ReferenceProposal.objects.create(
        kind=kind,
        label=label[:200],
        reason=reason,
        checksum=checksum,
        is_of_calendar=any(policies.is_of_calendar(c.kind, c.code) for c in changes),
        proposed_by=by,
        proposed_at=at,
    )
    ProposedChange.objects.bulk_create(
        ProposedChange(
            proposal=proposal,
            position=position,
            kind=change.kind,
            code=change.code,
            starts_on=change.starts_on,
            reach=change.reach,
            payload=change.payload,
            before=change.before,
            citation=change.citation,
        )
        for position, change in enumerate(changes, start=1)
    )
    _trace(proposal, "reference.propose", reason, by=by, at=at)
    return proposal


def _refuse_proposed_twice(changes: Iterable[Change]) -> None:
    waiting = {
        (row.kind, row.code, row.starts_on)
        for row in ProposedChange.objects.filter(proposal__state=ProposalState.PROPOSED)
    }
    for change in changes:
        if (change.kind, change.code, change.starts_on) in waiting:
            raise AlreadyProposed(
                _("%(code)s was already proposed; that must be settled first.")
                % {"code": change.code}
            )


# Settling ----------------------------------------------------------------------------


def _permit_proposing(by: User, kind: str, code: str, at: datetime) -> None:
    if not could(by, policies.action_for(kind, code), None, at):
        raise NotPermitted


def _settle(
    proposal: ReferenceProposal,
    step: Callable[[ReferenceProposal], None],
    reason: str,
    *,
    by: User,
    at: datetime,
) -> ReferenceProposal:
    """Right, then state, then the transition, on the locked row."""
    # Without joins: beside a row that was waited for, PostgreSQL keeps the old ones.
    locked: ReferenceProposal = ReferenceProposal.objects.select_for_update().get(
        pk=proposal.pk
    )
    locked.step_at = at
    permission = step._django_fsm.transitions[ProposalState.PROPOSED].permission  # type: ignore[attr-defined]
    if not permission(locked, by):
        raise NotPermitted
    if not locked.is_open:
        raise AlreadySettled(_settled_text(locked))
    locked.settled_reason = nfc(reason)
    if step is ReferenceProposal.refuse and not locked.settled_reason:
        raise Refused(errors={"reason": [_("A reason is required.")]})
    step(locked)
    locked.settled_by, locked.settled_at = by, at
    locked.save()
    return locked


def _settled_text(proposal: ReferenceProposal) -> str:
    who, when = proposal.settled_by, proposal.settled_at
    return _("%(who)s settled this at %(when)s: %(state)s.") % {
        "who": who.full_name if who else "",
        "when": f"{when.astimezone(LOCAL_ZONE):%H:%M %d/%m/%Y}" if when else "",
        "state": str(proposal.get_state_display()).lower(),
    }


def _check_still_true(stored: ProposedChange, *, at: datetime) -> None:
    """The rows may have changed, and days gone by, since this was proposed."""
    if stored.kind == ProposalKind.CALENDAR_DAY:
        row = CalendarDay.objects.filter(date=date.fromisoformat(stored.code)).first()
        if services.day_values(row) != stored.before:
            raise RowMovedOn
        return
    table = table_of(stored.kind)
    rows = list(table.rows_of(stored.code).select_for_update())
    change = as_change(stored)
    base = base_row(table, change.reach, rows, change.starts_on)
    if plain_of(table, base) != stored.before:
        raise RowMovedOn
    check(change, rows, today=local_day(at))


def _apply(
    stored: ProposedChange, proposal: ReferenceProposal, *, by: User, at: datetime
) -> None:
    if stored.kind == ProposalKind.CALENDAR_DAY:
        _apply_day(stored, proposal.reason, by=by, at=at)
        return
    table = table_of(stored.kind)
    typed = table.read(stored.payload)
    rows = list(table.rows_of(stored.code))
    row = row_from(rows, stored.starts_on) or table.model()
    for name, value in typed.items():
        setattr(row, name, value)
    row.source = Source.EDITED
    if stored.reach in {Reach.FROM_DAY, Reach.NEW}:
        _make_room(row, rows)
    row.save()
    trail.record(
        action=policies.action_for(stored.kind, stored.code),
        record=row,
        at=at,
        by=by,
        reason=proposal.reason,
        before=stored.before,
        after=table.plain(row),
        label=stored.code,
    )


def _apply_day(stored: ProposedChange, reason: str, *, by: User, at: datetime) -> None:
    day = date.fromisoformat(stored.code)
    if stored.reach == Reach.RESTORES:
        services.restore_calendar_day(day=day, by=by, at=at, reason=reason)
    else:
        services.edit_calendar_day(
            day=day, by=by, at=at, reason=reason, **stored.payload
        )


def _make_room(row: DatedRow, rows: Sequence[DatedRow]) -> None:
    """End the row before the day before; begin no later than the row after allows."""
    start = row.valid_from or date.min
    for other in rows:
        if other is row:
            continue
        if (other.valid_from or date.min) < start and other.is_in_force_on(start):
            other.valid_to = start - ONE_DAY
            other.source = Source.EDITED
            other.save()
    later = next_start(rows, start)
    if later and row.valid_to is None:
        row.valid_to = later - ONE_DAY


@contextmanager
def _named(
    change: ProposedChange, *, among: Sequence[ProposedChange]
) -> Iterator[None]:
    """Of several changes the refusal says which one it is about."""
    try:
        yield
    except DomainError as refusal:
        if len(among) == 1 or isinstance(refusal, NotPermitted):
            raise
        text = _("%(row)s: %(fault)s") % {"row": change.code, "fault": refusal.detail}
        raise type(refusal)(text, code=refusal.reason_code) from refusal


def _trace(
    proposal: ReferenceProposal, action: str, reason: str, *, by: User, at: datetime
) -> None:
    trail.record(
        action=action,
        record=proposal,
        at=at,
        by=by,
        reason=reason,
        after={"state": str(proposal.state), "checksum": proposal.checksum},
        label=proposal.label,
    )
