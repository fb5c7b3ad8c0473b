"""Officers in several processes act on the same cases at once.

What they are told must be true: an act that answered is one event, a refused one left
nothing, and afterwards every invariant holds.
"""

from __future__ import annotations

import multiprocessing
import os
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import Empty
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection

from agencies.models import User
from cases import services
from cases.models import Case, CaseEvent
from cases.querysets import StepNotOpen
from cases.steps import steps_for
from kernel.errors import DomainError, MovedOn, NotPermitted
from reliability import invariants, moves, stage

# A second of the programme is so much of the officers' time: limits pass meanwhile.
SPEED = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the officers were told, and what was found afterwards."""

    done: int
    refused: dict[str, int]
    faults: list[str]
    events: int
    broken: list[str]

    @property
    def passed(self) -> bool:
        return not self.faults and not self.broken and self.done == self.events


def run(
    *, seconds: float, seed: int, workers: int = 8, cases: int = 20, least: int = 10
) -> Tally:
    """Let `workers` processes fire random steps on `cases` shared cases.

    Each works for so many seconds, and for `least` acts however slow the machine is.
    """
    name = f"races_{os.getpid()}"
    with stage.own_database(name):
        cast = stage.Cast.read()
        made = [case.pk for case in stage.some_cases(cast, cases)]
        before = CaseEvent.objects.count()
        told = _race(
            name, made, seconds=seconds, seed=seed, workers=workers, least=least
        )
        faults = [text for kind, text in told if kind == "fault"]
        counted = Counter(kind for kind, _text in told)
        done = counted.pop("done", 0)
        counted.pop("fault", 0)
        return Tally(
            done=done,
            refused=dict(counted),
            faults=faults[:5],
            events=CaseEvent.objects.count() - before,
            broken=[f"{found.name}: {found.rows}" for found in invariants.broken()],
        )


def _race(
    name: str,
    made: list[Any],
    *,
    seconds: float,
    seed: int,
    workers: int,
    least: int,
) -> list[tuple[str, str]]:
    context = multiprocessing.get_context("spawn")
    told: Any = context.Queue()
    began = time.time()
    running = [
        context.Process(
            target=_work,
            args=(name, made, told, began, seconds, least, seed * 1000 + number),
        )
        for number in range(workers)
    ]
    for process in running:
        process.start()
    answers: list[tuple[str, str]] = []
    while any(process.is_alive() for process in running) or not told.empty():
        try:
            answers.extend(told.get(timeout=0.5))
        except Empty:
            continue
    for process in running:
        process.join()
    return answers


def _work(
    name: str,
    made: list[Any],
    told: Any,
    began: float,
    seconds: float,
    least: int,
    seed: int,
) -> None:
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    chance, cast = Random(seed), stage.Cast.read()  # noqa: S311 - not for secrets
    answers: list[tuple[str, str] | None] = []
    while time.time() < began + seconds or len(answers) < least:
        # However slow the machine: the officers' year is not over before the test.
        passed = min(time.time() - began, 600.0)
        at = stage.BEGIN + timedelta(hours=1) + SPEED * passed
        answers.append(one_act(cast, chance.choice(made), chance, at))
    told.put([answer for answer in answers if answer is not None])
    connection.close()


def one_act(
    cast: stage.Cast, pk: Any, chance: Random, at: datetime
) -> tuple[str, str] | None:
    """An officer takes a random step that he is shown as open, now and then another."""
    case = Case.objects.with_file().get(pk=pk)
    chosen = _choose(cast, case, chance, at)
    if chosen is None:
        return None
    officer, name = chosen
    try:
        getattr(services, name)(
            case=case,
            version=case.version,
            by=officer,
            at=at,
            **moves.MOVES[name](case, chance, at),
        )
    except MovedOn:
        return "moved on", name
    except StepNotOpen:
        return "not open", name
    except NotPermitted:
        return "not permitted", name
    except DomainError as refusal:
        return f"refused {refusal.reason_code}", name
    except Exception:  # a fault is what this programme looks for
        return "fault", f"{name}: {traceback.format_exc(limit=-4)}"
    return "done", name


def _choose(
    cast: stage.Cast, case: Case, chance: Random, at: datetime
) -> tuple[User, str] | None:
    """One in ten is whoever and whatever; else somebody for whom a step is open."""
    if chance.random() < 0.1:
        return cast.officers[chance.choice(cast.names)], chance.choice(
            sorted(moves.MOVES)
        )
    for username in chance.sample(cast.names, len(cast.names)):
        officer = cast.officers[username]
        steps = [
            step.name
            for step in steps_for(case, officer, at)
            if step.allowed and step.name in moves.MOVES
        ]
        if steps:
            return officer, chance.choice(steps)
    return None
