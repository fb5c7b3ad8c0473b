"""Two officers take the same step at the same moment: one wins, the other is told who.

Each case is led through its whole life; every step of it is fired twice, in parallel,
with the same version. Then the winner's call is repeated once more, in sequence.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from threading import Barrier
from typing import Any

from django.db import connection

from audit.models import Entry
from cases import services
from cases.models import Case, CaseEvent
from kernel.errors import DomainError, MovedOn
from reliability import invariants, moves, stage

# Step, who takes it in the department, days after the step before.
LIFE = (
    ("start_verification", "so.thuly", 0),
    ("open_case", "so.thuly", 0),
    ("make_record", "so.kiemtra", 1),
    ("submit_decision", "so.thuly", 1),
    ("sign_decision", "so.giamdoc", 1),
    ("confirm_delivery", "so.vanthu", 1),
    ("record_payment", "so.thuly", 1),
    ("complete_execution", "so.thuly", 0),
    ("propose_close", "so.thuly", 0),
    ("close", "so.lanhdao", 0),
)


@dataclass(frozen=True, slots=True)
class Tally:
    pairs: int
    wrong: list[str]
    broken: list[str]

    @property
    def passed(self) -> bool:
        return not self.wrong and not self.broken


def run(*, cases: int, seed: int) -> Tally:
    """Fire every step of `cases` lives twice: `10 × cases` pairs."""
    with stage.own_database(f"pairs_{os.getpid()}"), ThreadPoolExecutor(2) as pool:
        cast, chance = stage.Cast.read(), Random(seed)  # noqa: S311 - not for secrets
        made = [
            case.pk
            for case in stage.some_cases(
                cast, cases, leads=("so",), behaviours=("DST-29-2A",)
            )
        ]
        wrong: list[str] = []
        for pk in made:
            at = stage.BEGIN + timedelta(hours=2)
            for step, username, days in LIFE:
                at += timedelta(days=days, minutes=5)
                wrong += _fire(pool, cast, pk, step, username, chance, at)
        list(pool.map(lambda _: connection.close(), range(2)))
        return Tally(
            pairs=len(made) * len(LIFE),
            wrong=wrong[:10],
            broken=[f"{found.name}: {found.rows}" for found in invariants.broken()],
        )


def _fire(
    pool: ThreadPoolExecutor,
    cast: stage.Cast,
    pk: Any,
    step: str,
    username: str,
    chance: Random,
    at: datetime,
) -> list[str]:
    """What was wrong with one pair: nothing, if all is well."""
    case = Case.objects.with_file().get(pk=pk)
    values = moves.MOVES[step](case, chance, at)
    if step == "record_payment":
        values["amount_vnd"] = services.debt_on(case, on=at.date()).total_vnd
    officer, together = cast.officers[username], Barrier(2)
    before = CaseEvent.objects.count(), Entry.objects.count()

    def call() -> DomainError | None:
        own = Case.objects.get(pk=pk)
        together.wait(timeout=20)
        try:
            getattr(services, step)(
                case=own, version=case.version, by=officer, at=at, **values
            )
        except DomainError as refusal:
            return refusal
        return None

    answers = [future.result() for future in [pool.submit(call) for _ in range(2)]]
    refusals = [answer for answer in answers if answer is not None]
    grown = CaseEvent.objects.count() - before[0], Entry.objects.count() - before[1]
    wrong = []
    if len(refusals) != 1 or not isinstance(refusals[0], MovedOn):
        wrong.append(f"{case.number} {step}: {answers}")
    elif refusals[0].current.get("changed_by") != officer.full_name:
        wrong.append(f"{case.number} {step}: names {refusals[0].current}")
    if grown != (1, 1):
        wrong.append(f"{case.number} {step}: {grown} events and lines of the trail")
    try:
        getattr(services, step)(
            case=case, version=case.version, by=officer, at=at, **values
        )
    except MovedOn:
        return wrong
    return [*wrong, f"{case.number} {step}: repeated, and taken again"]
