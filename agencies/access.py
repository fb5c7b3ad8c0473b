"""The one decision: may this person do this to this record now?

Each app's `policies.py` registers its rows of the permission table here; services,
transitions, pages, API, lists and prints all ask `can`, and nothing else decides.
A row grants an action to a role, of a kind of agency, in a relation to the record,
in some states, under named conditions. Denials win. What no row names is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from agencies.kinds import Role
from kernel.clock import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from agencies.models import Agency, User

ANY = "*"
OWN_AGENCY = "own_agency"


class Record(Protocol):
    """What a record tells `can`: its state and how an officer's agency stands to it."""

    @property
    def state(self) -> str: ...

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]: ...


Condition = Callable[[Any, "User", "datetime"], bool]


@dataclass(frozen=True, slots=True)
class Grant:
    """One row of the permission table; `states` and `kinds` hold "*" for any."""

    id: str
    roles: frozenset[str]
    kinds: frozenset[str]
    relation: str
    states: frozenset[str]
    actions: frozenset[str]
    conditions: tuple[Condition, ...] = ()
    denies: bool = False

    def names(self, action: str) -> bool:
        head = action.split(".", 1)[0]
        return action in self.actions or f"{head}.*" in self.actions

    def is_for(self, roles: frozenset[str], kind: str) -> bool:
        return (ANY in self.roles or bool(self.roles & roles)) and (
            ANY in self.kinds or kind in self.kinds
        )

    def holds_in(self, state: str) -> bool:
        return ANY in self.states or "-" in self.states or state in self.states


def row(
    id_: str,
    roles: str,
    kinds: str,
    relation: str,
    states: str,
    actions: str,
    *conditions: Condition,
    denies: bool = False,
) -> Grant:
    """A grant written as the permission table writes it, alternatives with `|`."""

    def split(text: str) -> frozenset[str]:
        return frozenset(text.split("|"))

    return Grant(
        id=id_,
        roles=split(roles),
        kinds=split(kinds),
        relation=relation,
        states=split(states),
        actions=split(actions),
        conditions=conditions,
        denies=denies,
    )


_GRANTS: dict[str, list[Grant]] = defaultdict(list)
_DENIALS: list[Grant] = []


def register(grants: Iterable[Grant]) -> None:
    """Add an app's rows; raises ValueError for a row that is known in other words.

    Of two rows under one id the first would win, and the other's conditions be lost.
    """
    for grant in grants:
        if grant.denies:
            _add(grant, _DENIALS)
            continue
        for action in grant.actions:
            _add(grant, _GRANTS[action])


def _add(grant: Grant, rows: list[Grant]) -> None:
    known = next((known for known in rows if known.id == grant.id), None)
    if known is None:
        rows.append(grant)
    elif known != grant:
        raise ValueError(f"Row {grant.id} is registered twice, in different words.")


def grants_for(action: str) -> tuple[Grant, ...]:
    return tuple(_GRANTS.get(action, ()))


def denials() -> tuple[Grant, ...]:
    return tuple(_DENIALS)


def all_actions() -> frozenset[str]:
    return frozenset(_GRANTS)


def can(actor: User, action: str, record: Record | None, at: datetime) -> bool:
    """May the officer do this to the record in the state it is in?"""
    state = record.state if record is not None else "-"
    return _decide(actor, action, record, at, state=state)


def could(actor: User, action: str, record: Record | None, at: datetime) -> bool:
    """May the officer do this to the record in any state? False answers with 403."""
    return _decide(actor, action, record, at, state=None)


def is_in_reach(actor: User, action: str, record: Record | None, at: datetime) -> bool:
    """Does some row name the officer's role and relation, whatever its conditions?

    Pages show a step that is in reach and say why it is closed; they hide the rest.
    """
    return bool(
        open_in(
            action,
            roles=actor.roles_on(local_day(at)),
            kind=actor.agency.kind,
            relations=_relations(actor, record, at),
            state=None,
        )
    )


def roles_that_may(action: str) -> tuple[str, ...]:
    """Roles that some row grants the action to, in the order of the role list."""
    named = {role for grant in _GRANTS.get(action, ()) for role in grant.roles}
    return tuple(role for role in Role.values if role in named)


def shares_relations_of(actor: User, agency: Agency | None, at: datetime) -> bool:
    """Is the agency the officer's own, or a division under a head of the parent?

    Sanctioner and manager of the parent share the relations of all its divisions;
    divisions do not share each other's.
    """
    if agency is None:
        return False
    if agency.code == actor.agency_id:
        return True
    heads = {Role.SANCTIONER, Role.MANAGER}
    return agency.parent_id == actor.agency_id and bool(
        heads & actor.roles_on(local_day(at))
    )


def open_in(
    action: str,
    *,
    roles: frozenset[str],
    kind: str,
    relations: Iterable[str],
    state: str | None,
) -> tuple[Grant, ...]:
    """The grants that open one cell of the table; their conditions are still to hold.

    `state` None asks for any state. Empty: refused, by no grant or by a denial.
    """
    if not roles or _is_denied(action, relations, roles, kind, state):
        return ()
    return tuple(
        grant
        for grant in _GRANTS.get(action, ())
        if grant.is_for(roles, kind)
        and grant.relation in relations
        and (state is None or grant.holds_in(state))
    )


def _decide(
    actor: User, action: str, record: Record | None, at: datetime, *, state: str | None
) -> bool:
    if action not in _GRANTS:
        return False
    grants = open_in(
        action,
        roles=actor.roles_on(local_day(at)),
        kind=actor.agency.kind,
        relations=_relations(actor, record, at),
        state=state,
    )
    return any(
        all(holds(record, actor, at) for holds in grant.conditions) for grant in grants
    )


def _relations(
    actor: User, record: Record | None, at: datetime
) -> frozenset[str] | set[str]:
    return record.relations_of(actor, at) if record is not None else {OWN_AGENCY}


def _is_denied(
    action: str,
    relations: Iterable[str],
    roles: frozenset[str],
    kind: str,
    state: str | None,
) -> bool:
    """A denial without a state binds always; one with states binds in those only."""
    return any(
        denial.names(action)
        and denial.is_for(roles, kind)
        and (denial.relation == ANY or denial.relation in relations)
        and (ANY in denial.states or (state is not None and denial.holds_in(state)))
        for denial in _DENIALS
    )
