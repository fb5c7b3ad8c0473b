"""What can be done with a record, and for what is closed now: why, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from kernel.errors import Blocker


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence; `address` opens what stands in the way."""

    text: str | Promise
    address: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the action row; with `reasons` it is closed and says so below."""

    name: str
    label: str | Promise
    address: str
    icon: str = "next"
    reasons: Sequence[Reason] = field(default_factory=tuple)
    is_primary: bool = False

    @property
    def is_open(self) -> bool:
        return not self.reasons


def reasons_of(
    blockers: Iterable[Blocker], places: Mapping[str, str]
) -> tuple[Reason, ...]:
    """Blockers with the addresses of the places they name."""
    return tuple(
        Reason(blocker.text, places.get(blocker.place, "")) for blocker in blockers
    )


def arranged(actions: Iterable[Action], *, first: Sequence[str] = ()) -> list[Action]:
    """Open ones before closed ones; the first open one of `first` is the filled one."""
    rows = list(actions)
    lead = next((n for n in first if any(a.name == n and a.is_open for a in rows)), "")
    marked = [
        Action(a.name, a.label, a.address, a.icon, a.reasons, a.name == lead)
        for a in rows
    ]
    return sorted(marked, key=lambda a: (not a.is_primary, not a.is_open))
