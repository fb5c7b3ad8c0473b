"""The figures of a year's report as plain values; who counts them is `reports`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class KindCount:
    """Facilities of a kind: at the start, entered, ended, at the end of the period."""

    name: str
    at_start: int
    entered: int
    ended: int

    @property
    def at_end(self) -> int:
        return self.at_start + self.entered - self.ended


@dataclass(frozen=True, slots=True)
class Visits:
    """`planned` are facilities of the year's plans, `planned_done` those visited."""

    planned: int
    planned_done: int
    unplanned: int
    total: int
    with_case: int


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Cases received of a group of behaviours, by where the act happened."""

    name: str
    offline: int
    online: int

    @property
    def total(self) -> int:
        return self.offline + self.online


@dataclass(frozen=True, slots=True)
class Handling:
    """Of the decisions signed in the period; amounts in whole dong."""

    fines: int
    warnings: int
    not_sanctioned: int
    fine_vnd: int
    paid_vnd: int
    confiscations: int
    destroyed_copies: int
    suspended_licences: int
    transferred: int
    prosecuted: int
    returned: int
    still_open: int

    @property
    def decisions(self) -> int:
        return self.fines + self.warnings

    @property
    def owed_vnd(self) -> int:
        return max(self.fine_vnd - self.paid_vnd, 0)


@dataclass(frozen=True, slots=True)
class TaskCount:
    """Tasks given to an agency by others: in time, late and still under way."""

    agency: str
    given: int
    in_time: int
    late: int
    running: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """`received` and `decided` count by month of the calendar, January first."""

    year: int
    first_day: date
    last_day: date
    kinds: tuple[KindCount, ...]
    wards: tuple[tuple[str, int], ...]
    with_it: tuple[int, int]
    visits: Visits
    sources: tuple[tuple[str, int], ...]
    received: tuple[int, ...]
    decided: tuple[int, ...]
    groups: tuple[GroupCount, ...]
    leads: tuple[tuple[str, int], ...]
    handling: Handling
    tasks: tuple[TaskCount, ...]
