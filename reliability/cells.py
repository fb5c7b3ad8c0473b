"""The cells of the permission table, tried: services, interface and pages.

Every cell about a case that the table opens (role × kind of agency × relation × state ×
action), and a sample of those that it closes. What is open is never refused for want of
right: facts that are missing may close it. What is closed is refused as the table says:
invisible, not permitted, or not in this state, and nothing is changed.
"""

from __future__ import annotations

import functools
import gc
import logging
import multiprocessing
import os
import tempfile
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from itertools import count
from random import Random
from typing import Any, NamedTuple
from unittest import mock

import structlog.testing
from django.core.cache import cache
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation

from audit.models import Entry
from cases import policies
from cases.models import Case, CaseEvent
from cases.steps import steps_for
from reliability import stage
from reliability.deeds import deeds
from reliability.doors import (
    DOORS,
    PAGES,
    PRINTS,
    SERVICES,
    VIEWS,
    WITHOUT_DOOR,
    WRONG_STATE,
    Answer,
    Deed,
)
from reliability.doors.pages import shown
from reliability.standing import ALL_STATES, Ground, Scene, rolled_back
from tests.agencies import matrix

# The view of a partner that has not accepted yet, and those that need acceptance.
INVITED, ACCEPTED = frozenset({"A120"}), frozenset({"A002", "A006"})


class Cell(NamedTuple):
    role: str
    kind: str
    relation: str
    state: str
    action: str


@dataclass
class Tally:
    """Cells tried, answers of the doors, and what was not as the table says."""

    opened: int = 0
    refused: int = 0
    impossible: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.opened += other.opened
        self.refused += other.refused
        self.impossible += other.impossible
        self.answers.update(other.answers)
        self.unseen.update(other.unseen)
        self.wrong += other.wrong

    @property
    def passed(self) -> bool:
        return not self.wrong


def run(
    *,
    refusals: int,
    seed: int,
    workers: int = 2,
    each: int | None = None,
    openings: int | None = None,
    states: tuple[str, ...] = ALL_STATES,
    part: tuple[int, int] = (1, 1),
) -> Tally:
    """Try every open cell (or `each` of every action) and so many closed ones.

    `openings` takes a sample of the open ones.

    Each worker process has a database of its own; 1 works in this one. `part` (2, 10)
    is the second of ten parts, for who has not the hour that all of them take.
    """
    chosen = pick(
        refusals=refusals, seed=seed, each=each, openings=openings, states=states
    )
    chosen = _shares(chosen, part[1])[part[0] - 1]
    if workers < 2:
        return _work(chosen, seed)
    context = multiprocessing.get_context("spawn")
    shares = _shares(chosen, workers)
    tally = Tally()
    with context.Pool(workers) as pool:
        for told in pool.starmap(_work, [(share, seed) for share in shares]):
            tally.add(told)
    return tally


def pick(
    *,
    refusals: int,
    seed: int,
    each: int | None = None,
    openings: int | None = None,
    states: tuple[str, ...] = ALL_STATES,
) -> list[tuple[Cell, bool]]:
    """Cells with what the table says of each, in the order of the stage they need."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    opened, closed = [], []
    for role, kind, relation, state, wanted in matrix.cells():
        if state not in states:
            continue
        for action in matrix.ACTIONS:
            cell = Cell(role, kind, relation, state, action)
            if action in WITHOUT_DOOR:
                continue
            (opened if action in wanted else closed).append(cell)
    if each is not None:
        chance.shuffle(opened)
        held = Counter[str]()
        few = []
        for cell in opened:
            held[cell.action] += 1
            if held[cell.action] <= each:
                few.append(cell)
        opened = few
    if openings is not None:
        opened = chance.sample(opened, openings)
    chosen = [(cell, True) for cell in opened]
    possible = [cell for cell in closed if _may_occur(cell)]
    chosen += [(cell, False) for cell in chance.sample(possible, refusals)]
    return sorted(chosen)


def _may_occur(cell: Cell) -> bool:
    """Oversight and territory follow from what an agency is: others never have them."""
    sees_all = cell.kind == "UBND_TINH" or cell.role == "auditor"
    match cell.relation:
        case "oversight":
            return sees_all
        case "none":
            return not sees_all
        case "territory":
            return cell.kind == "UBND_XA"
    return True


def _shares(chosen: list[tuple[Cell, bool]], workers: int) -> list[Any]:
    """Parts of about the same size; the cells of one stage stay together."""
    groups: dict[Any, list[tuple[Cell, bool]]] = defaultdict(list)
    for cell, is_open in chosen:
        groups[cell[:4]].append((cell, is_open))
    shares: list[list[tuple[Cell, bool]]] = [[] for _ in range(workers)]
    for group in groups.values():
        min(shares, key=len).extend(group)
    return shares


def _work(chosen: list[tuple[Cell, bool]], seed: int) -> Tally:
    states = tuple(sorted({cell.state for cell, _open in chosen} | {"EXECUTING"}))
    with stage.own_database(f"cells_{os.getpid()}"), _at_the_doors():
        ground = Ground.laid(states, datetime.now(UTC))
        gc.freeze()  # what stays is looked at no more
        return _Trial(ground, seed).of(chosen)


@contextmanager
def _at_the_doors() -> Iterator[None]:
    """Files in a folder of their own; everybody has just proved who he is."""
    logging.disable(logging.CRITICAL)
    with (
        structlog.testing.capture_logs(),
        tempfile.TemporaryDirectory() as media,
        override_settings(MEDIA_ROOT=media, ALLOWED_HOSTS=["*"]),
        mock.patch("agencies.stepup.is_fresh", return_value=True),
        translation.override("vi"),
    ):
        cache.clear()
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)


class _Trial:
    """Cells in the order of their stages; the deeds of an action take turns."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground, self.tally = ground, Tally()
        self.deeds = deeds()
        self.turns: dict[tuple[str, str], Iterator[int]] = defaultdict(
            lambda: count(seed)
        )

    def of(self, chosen: Iterable[tuple[Cell, bool]]) -> Tally:
        groups: dict[Any, list[tuple[Cell, bool]]] = defaultdict(list)
        for cell, is_open in chosen:
            # Who has accepted sees more than the card.
            is_card = cell.relation == "supporting" and cell.action == "case.view_card"
            groups[(*cell[:4], not is_card)].append((cell, is_open))
        for (role, kind, relation, state, accepted), cells in groups.items():
            scene = Scene(self.ground, role, kind, relation, state, accepted)
            self.ground.person(role, kind)  # stays, whatever is rolled back
            with rolled_back():
                scene.stand()
                for cell, is_open in cells:
                    self._try(scene, cell, is_open=is_open)
        return self.tally

    def _try(self, scene: Scene, cell: Cell, *, is_open: bool) -> None:
        if not scene.is_possible:
            self.tally.impossible += 1
            if is_open:
                self.tally.wrong.append(f"{cell}: nobody stands like that")
            return
        if is_open:
            self.tally.opened += 1
        else:
            self.tally.refused += 1
        for door in DOORS:
            found = self.deeds.get((door, cell.action), ())
            if found:
                turn = next(self.turns[door, cell.action])
                self._judge(scene, cell, found[turn % len(found)])

    def _judge(self, scene: Scene, cell: Cell, deed: Deed) -> None:
        wanted = Wanted.of(scene, cell.action, deed.door)
        must_stay = not wanted.is_open and not deed.reads
        before = _standing(cell, self.ground) if must_stay else ()
        with rolled_back():
            try:
                answer = deed.take(scene)
            except Exception:  # a fault is what this programme looks for
                answer = Answer(500, text=traceback.format_exc(limit=-3)[-900:])
            wrong = wanted.differs(answer, deed)
            if not wrong and must_stay and _standing(cell, self.ground) != before:
                wrong = f"refused with {answer.status}, and yet changed"
            is_closed = wanted.is_seen and wanted.is_open_later
            if not wrong and deed.step and is_closed:
                wrong = _says_why(scene, deed)
        self.tally.answers[f"{deed.door} {answer.status}"] += 1
        if wanted.is_unseen_right:
            self.tally.unseen[f"{cell.relation} {cell.state} {cell.action}"] += 1
        if wrong:
            self.tally.wrong.append(
                f"{'|'.join(cell)} by {deed.door} {deed.name}: {wrong}"
                f" ({answer.code} {answer.text[-900:]})"
            )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table says of an action, as the officer stands to the case."""

    is_seen: bool
    is_open: bool
    # In another state of the case.
    is_open_later: bool
    view: str
    door: str

    @classmethod
    def of(cls, scene: Scene, action: str, door: str) -> Wanted:
        without = INVITED if scene.has_accepted else ACCEPTED
        who = (scene.role, scene.kind, scene.relations)
        here = _opened(*who, scene.state, without)
        ever = _opened(*who, None, without)
        # One address prints for the lead what it prints shared for a partner.
        same = PRINTS if action in PRINTS else {action}
        view = next((view for view in policies.VIEWS if view in here), "")
        return cls(
            is_seen=bool(view),
            is_open=bool(same & here),
            is_open_later=bool(same & ever) and not same & here,
            view=view,
            door=door,
        )

    @property
    def is_unseen_right(self) -> bool:
        """The table grants the act, but no view of the case in this state."""
        return self.is_open and not self.is_seen and self.door != SERVICES

    def differs(self, answer: Answer, deed: Deed) -> str:
        """In words, or nothing."""
        if answer.status >= 500:
            return f"a fault: {answer.status}"
        if deed.action in VIEWS:
            return self._differs_in_view(answer, deed)
        if self.door != SERVICES and not self.is_seen:
            return "" if answer.status == 404 else f"{answer.status}, not 404"
        if self.is_open:
            if answer.status in {403, 404}:
                return f"granted, but {answer.status}"
            if answer.status == 409 and answer.code == WRONG_STATE:
                return "granted in this state, but refused for it"
            return ""
        if deed.reads:
            return "" if answer.status in {403, 404} else f"{answer.status}, not 403"
        if not self.is_open_later:
            return "" if answer.status in {403, 404} else f"{answer.status}, not 403"
        if self.door == PAGES and answer.status == 422:
            return ""  # what the form asks for is not there in this state
        return "" if answer.status == 409 else f"{answer.status}, not 409"

    def _differs_in_view(self, answer: Answer, deed: Deed) -> str:
        if not self.is_seen:
            return "" if answer.status == 404 else f"{answer.status}, not 404"
        if answer.status != 200:
            return f"{answer.status}, not seen"
        if self.door != PAGES and answer.code != self.view:
            return f"seen as {answer.code}, not {self.view}"
        return ""


@functools.cache
def _opened(
    role: str,
    kind: str,
    relations: frozenset[str],
    state: str | None,
    without: frozenset[str],
) -> frozenset[str]:
    return matrix.opened(role, kind, relations, state, without=without)


def _standing(cell: Cell, ground: Ground) -> tuple[Any, ...]:
    """What a refused act must leave as it was."""
    case = Case.objects.filter(pk=ground.cases[cell.state])
    return (
        *case.values_list("state", "version").get(),
        CaseEvent.objects.count(),
        Entry.objects.count(),
    )


def _says_why(scene: Scene, deed: Deed) -> str:
    """A step of another state: its page is there, and says why it is closed."""
    case = scene.case
    step = next(
        (s for s in steps_for(case, scene.officer, scene.at) if s.name == deed.step),
        None,
    )
    if step is None:  # shown only while there is something to answer
        return ""
    address = reverse("case_step", args=[case.number, deed.step])
    response = shown(scene, address)
    if step.allowed or not step.reason:
        return "the page offers what is closed"
    if response.status_code != 200:
        return f"the closed page answers {response.status_code}"
    if escape(str(step.reason)) not in response.content.decode():
        return "the closed page does not say why"
    return ""
