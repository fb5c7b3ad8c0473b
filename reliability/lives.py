"""Random lives of a case: whoever tries whatever, on whichever day.

What the product answers is compared with `reliability.law`, a plain telling of the
lifecycle; after every step the invariants are asked of the database. An act may also be
undone by a failure after it: then nothing of it may be left.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from itertools import repeat
from random import Random
from typing import Any, ClassVar

import hypothesis
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cases import services
from cases.models import Case
from kernel.clock import local_day
from kernel.errors import DomainError, NotPermitted, NotReady
from regulations.working_days import load_calendar
from reliability import invariants, moves, stage
from reliability.law import (
    CLERK,
    HANDLER,
    INSPECTOR,
    MANAGER,
    POLICE,
    SIGNER,
    STRANGER,
    TABLE,
    Answer,
    Law,
)

# Who plays which part; the others are strangers to a case of the ward.
PEOPLE = {
    INSPECTOR: "xa.bmt.kiemtra",
    HANDLER: "xa.bmt.thuly",
    SIGNER: "xa.bmt.chutich",
    CLERK: "xa.bmt.vanthu",
    MANAGER: "xa.bmt.lanhdao",
    POLICE: "ca.cqdt",
    STRANGER: "qltt.kiemtra",
}
STEPS = sorted(TABLE)
_SETTINGS = settings(
    max_examples=20,
    stateful_step_count=50,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    verbosity=Verbosity.quiet,
)
_STANDING = """
    SELECT state, version,
        (SELECT count(*) FROM cases_caseevent e WHERE e.case_id = c.id)
    FROM cases_case c WHERE id = %s
"""
# The frame of one gives the right to explain, that of the other does not.
SMALL, EXPLAINABLE = "DST-29-2A", "PUB-24-3A"


@dataclass(frozen=True, slots=True)
class Tally:
    steps: int
    lives: int
    answers: Counter[str]
    wrong: list[str]

    def plus(self, other: Tally) -> Tally:
        answers = Counter({**self.answers})
        answers.update(other.answers)
        return Tally(
            self.steps + other.steps,
            self.lives + other.lives,
            answers,
            self.wrong + other.wrong,
        )


def run(*, steps: int, seed: int, workers: int = 1, seconds: float = math.inf) -> Tally:
    """Live until so many steps were tried; each worker stops at its first wrong answer.

    `seconds`: as many steps as fit, on a machine that is slower than that. The workers
    are processes, each on a database of its own.
    """
    share = -(-steps // workers)
    seeds = [seed + 1_000_000 * number for number in range(workers)]
    if workers == 1:
        return _live(share, seed, seconds)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        parts = pool.map(_live, repeat(share), seeds, repeat(seconds))
        return reduce(Tally.plus, parts)


def _live(steps: int, seed: int, seconds: float) -> Tally:
    Lives.steps_tried, Lives.begun, Lives.seen = 0, 0, {}
    wrong: list[str] = []
    until = time.monotonic() + seconds
    with stage.own_database(f"lives_{os.getpid()}"):
        while Lives.steps_tried < steps and not wrong and time.monotonic() < until:
            try:
                run_state_machine_as_test(
                    hypothesis.seed(seed + Lives.begun)(Lives), settings=_SETTINGS
                )
            except AssertionError:
                wrong.append(traceback.format_exc(limit=-3))
    answers = Counter({answer.value: 0 for answer in Answer})
    for (_step, said), count in Lives.seen.items():
        answers[said.value] += count
    return Tally(Lives.steps_tried, Lives.begun, answers, wrong)


class Undone(Exception):
    """A failure after an act, for its transaction to be rolled back."""


@dataclass
class Writing:
    """Was anything written since somebody looked? Sees every statement."""

    seen: bool = True

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.seen |= not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, *rest)


class Lives(RuleBasedStateMachine):
    """One case; time only moves on."""

    steps_tried: ClassVar[int] = 0
    begun: ClassVar[int] = 0
    seen: ClassVar[dict[tuple[str, Answer], int]] = {}

    @initialize(
        behaviour=st.sampled_from([SMALL, EXPLAINABLE]), in_person=st.booleans()
    )
    def intake(self, *, behaviour: str, in_person: bool) -> None:
        type(self).begun += 1
        self.writing = Writing()
        self.outer = ExitStack()
        self.outer.enter_context(transaction.atomic())
        self.outer.enter_context(connection.execute_wrapper(self.writing))
        self.cast = stage.Cast.read()
        (self.case,) = stage.some_cases(
            self.cast, 1, leads=("xa.bmt",), behaviours=(behaviour,)
        )
        self.now = stage.BEGIN + timedelta(hours=2)
        self.law = Law(load_calendar().is_working_day, asks_in_person=in_person)
        self.explains = behaviour == EXPLAINABLE
        self.said = ""
        self.chance = Random(1)  # noqa: S311 - not for secrets

    @rule(
        step=st.sampled_from(STEPS),
        who=st.sampled_from(sorted(PEOPLE)),
        days=st.integers(0, 6),
    )
    def anybody_tries_anything(self, step: str, who: str, days: int) -> None:
        self.now += timedelta(days=days, minutes=1)
        self._try(step, who)

    @rule(place=st.integers(0, 30), days=st.integers(0, 3))
    def the_right_person_goes_on(self, place: int, days: int) -> None:
        """A step that the law has open now, so that lives go far."""
        self.now += timedelta(days=days, minutes=1)
        on = local_day(self.now)
        open_now = [
            (step, who)
            for step in STEPS
            for who in sorted(TABLE[step][0])
            if self.law.answer_to(step, who, on, explains=self.explains) is Answer.DONE
        ]
        if open_now:
            self._try(*open_now[place % len(open_now)])

    @rule()
    def somebody_sees_a_sign_of_a_crime(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        if self.law.has_sign or case.state in {"RECEIVED", "CLOSED"}:
            return
        try:
            self._call("record_sign", PEOPLE[HANDLER])
        except DomainError:
            return
        self.law.take("record_sign", local_day(self.now))

    @rule(step=st.sampled_from(STEPS), who=st.sampled_from(sorted(PEOPLE)))
    def a_failure_undoes_an_act(self, step: str, who: str) -> None:
        before = self._standing()
        try:
            with transaction.atomic():
                self._call(step, PEOPLE[who])
                raise Undone
        except (Undone, DomainError):
            pass
        assert self._standing() == before

    @invariant()
    def holds_what_is_always_true(self) -> None:
        # What is true of the database stays true until something is written.
        if hasattr(self, "law") and self.writing.seen:
            assert invariants.broken_rows() == []
            assert self._standing()[0] == self.law.state
            self.writing.seen = False

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.close()

    def _try(self, step: str, who: str) -> None:
        type(self).steps_tried += 1
        on = local_day(self.now)
        wanted = self.law.answer_to(step, who, on, explains=self.explains)
        before, unpaid = self._standing(), self.law.unpaid
        given = self._answer(step, who)
        assert given is wanted, (step, who, on, given, wanted, self.said, self.law)
        self.seen[step, given] = self.seen.get((step, given), 0) + 1
        if given is not Answer.DONE:
            assert self._standing() == before  # INV-22
            return
        decision = Case.objects.get(pk=self.case.pk).decision
        fine = decision.fine_vnd if decision is not None else 0
        left = decision.unpaid_vnd if decision is not None else 0
        self.law.take(step, on, fine=fine, paid=unpaid - left)

    def _answer(self, step: str, who: str) -> Answer:
        try:
            self._call(step, PEOPLE[who])
        except NotPermitted:
            return Answer.NOT_PERMITTED
        except NotReady as refusal:
            self.said = str(refusal)
            return Answer.NOT_READY
        except DomainError as refusal:
            self.said = str(refusal)
            return Answer.REFUSED
        return Answer.DONE

    def _call(self, step: str, username: str) -> None:
        case = Case.objects.get(pk=self.case.pk)
        values = moves.MOVES[step](case, self.chance, self.now)
        if step == "decide_no_sanction":
            values["ground"] = "FORCE_MAJEURE"
        if step == "request_explanation":
            values["kind"] = "DIRECT" if self.law.asks_in_person else "WRITTEN"
        if step == "record_payment":
            values["amount_vnd"] = services.debt_on(
                case, on=local_day(self.now)
            ).total_vnd
        getattr(services, step)(
            case=case,
            version=case.version,
            by=self.cast.officers[username],
            at=self.now,
            **values,
        )

    def _standing(self) -> tuple[str, int, int]:
        with connection.cursor() as cursor:
            cursor.execute(_STANDING, [self.case.pk])
            state, version, acts = cursor.fetchone()
        return state, version, acts
