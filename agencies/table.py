"""The permission table laid out by state: which roles an action is open to, and where.

Computed with the decision function itself (`access.open_in`), so that the printed
table is what is asked, not what somebody believes is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agencies import access
from agencies.kinds import ROLE_AGENCY_KINDS

RELATIONS = (
    "lead",
    "supporting",
    "competent",
    "referrer",
    "territory",
    "oversight",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A role to which an action is open; `kinds` empty: in every kind of agency."""

    role: str
    kinds: tuple[str, ...]
    rows: tuple[str, ...]
    conditions: tuple[str, ...]

    @property
    def is_conditional(self) -> bool:
        return bool(self.conditions)


@dataclass(frozen=True, slots=True)
class Line:
    """An action in one state; one list of openings for each relation, in order."""

    action: str
    openings: tuple[tuple[Opening, ...], ...]


def actions_of_cases() -> list[str]:
    """Actions that are asked of a record with a state, in the order of their names."""
    return sorted(
        action
        for action in access.all_actions()
        if any(grant.relation in RELATIONS for grant in access.grants_for(action))
        and not action.startswith(("plan.", "visit."))
    )


def lines_in(state: str, actions: Iterable[str]) -> Iterator[Line]:
    """What is open in a state; actions that are open to nobody there are left out."""
    for action in actions:
        openings = tuple(
            tuple(_openings(action, relation, state)) for relation in RELATIONS
        )
        if any(openings):
            yield Line(action, openings)


def _openings(action: str, relation: str, state: str) -> Iterator[Opening]:
    for role, possible in ROLE_AGENCY_KINDS.items():
        found = {
            kind: access.open_in(
                action,
                roles=frozenset({role}),
                kind=kind,
                relations=(relation,),
                state=state,
            )
            for kind in sorted(possible)
        }
        kinds = tuple(kind for kind, grants in found.items() if grants)
        if not kinds:
            continue
        grants = {grant.id: grant for kind in kinds for grant in found[kind]}
        # A row without conditions opens the cell, whatever other rows ask.
        free = any(not grant.conditions for grant in grants.values())
        conditions = {
            condition.__name__.replace("_", " "): None
            for grant in grants.values()
            for condition in grant.conditions
        }
        yield Opening(
            role=role,
            kinds=() if len(kinds) == len(possible) else kinds,
            rows=tuple(sorted(grants)),
            conditions=() if free else tuple(conditions),
        )
