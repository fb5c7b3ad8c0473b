"""Two officers take the same step at the same moment: one wins, the other is told who.

Each case is led through its whole life; every step of it is fired twice, in parallel,
with the same version, by two officers of the same role: first through the services,
the other half of the cases over the interface, whose clock is that of today. Then the
loser's call is repeated once more, in sequence.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Barrier
from types import SimpleNamespace
from typing import Any
from unittest import mock

import structlog.testing
from django.db import connection
from django.db.models import Sum
from django.test.utils import override_settings
from django.urls import reverse
from rest_framework.test import APIClient

from agencies.models import NumberRegister, User
from api.cases.acts import CASE_ACTS
from audit.models import Entry
from cases import services
from cases.models import Assignment, Case, CaseEvent
from kernel.errors import DomainError, MovedOn
from reliability import filling, invariants, moves, stage

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
# What each of these takes a number for.
NUMBERED = frozenset({"make_record", "sign_decision"})
ACTS = {act.name: act for act in CASE_ACTS}
TWIN = " (2)"


@dataclass(frozen=True, slots=True)
class Tally:
    pairs: int
    # Of them over the interface.
    interface: int
    wrong: list[str]
    broken: list[str]

    @property
    def passed(self) -> bool:
        return not self.wrong and not self.broken


@dataclass(frozen=True, slots=True)
class Told:
    """What one of two was told: done, or who was first."""

    done: bool
    first: str = ""
    words: str = ""


Call = Callable[[User, Case, dict[str, Any]], Told]


def run(*, cases: int, seed: int) -> Tally:
    """Fire every step of `cases` lives twice: `10 × cases` pairs."""
    with (
        stage.own_database(f"pairs_{os.getpid()}"),
        _proved(),
        ThreadPoolExecutor(2) as pool,
    ):
        cast, chance = stage.Cast.read(), Random(seed)  # noqa: S311 - not for secrets
        twins = {name: _twin(cast.officers[name]) for _step, name, _days in LIFE}
        made = [
            case.pk
            for case in stage.some_cases(
                cast, cases, leads=("so",), behaviours=("DST-29-2A",)
            )
        ]
        wrong: list[str] = []
        for place, pk in enumerate(made):
            _assign(pk, twins)
            is_interface = place >= len(made) - len(made) // 2
            life = _Life(pool, pk, chance, is_interface=is_interface)
            at = stage.BEGIN + timedelta(hours=2)
            for step, username, days in LIFE:
                at += timedelta(days=days, minutes=5)
                two = cast.officers[username], twins[username]
                wrong += life.fire(step, two, at)
        list(pool.map(lambda _: connection.close(), range(2)))
        return Tally(
            pairs=len(made) * len(LIFE),
            interface=len(made) // 2 * len(LIFE),
            wrong=wrong[:10],
            broken=[f"{found.name}: {found.rows}" for found in invariants.broken()],
        )


@contextmanager
def _proved() -> Iterator[None]:
    """Everybody has just proved who he is."""
    logging.disable(logging.CRITICAL)
    try:
        with (
            structlog.testing.capture_logs(),
            override_settings(ALLOWED_HOSTS=["*"]),
            mock.patch("agencies.stepup.is_fresh", return_value=True),
        ):
            yield
    finally:
        logging.disable(logging.NOTSET)


def _twin(officer: User) -> User:
    """Another officer of the same agency with the same roles and title."""
    name = f"{officer.username}.2"
    if not User.objects.filter(username=name).exists():
        twin = User.objects.create(
            username=name,
            full_name=officer.full_name + TWIN,
            title=officer.title,
            authority_title=officer.authority_title,
            agency=officer.agency,
            created_at=stage.BEGIN,
        )
        for grant in officer.role_grants.all():
            grant.pk, grant.user = None, twin
            grant.save(force_insert=True)
    found: User = User.objects.with_standing().get(username=name)
    return found


def _assign(pk: Any, twins: dict[str, User]) -> None:
    held = {part.officer.username: part for part in _assigned(pk)}
    for name, twin in twins.items():
        if name in held:
            Assignment.objects.create(
                case_id=pk,
                officer=twin,
                assigned_by=held[name].assigned_by,
                assigned_at=held[name].assigned_at,
            )


def _assigned(pk: Any) -> Any:
    return Assignment.objects.filter(case=pk, ended_at=None).select_related("officer")


class _Life:
    """One case, step after step, at one of the doors."""

    def __init__(
        self, pool: ThreadPoolExecutor, pk: Any, chance: Random, *, is_interface: bool
    ) -> None:
        self.pool, self.pk, self.chance = pool, pk, chance
        self.is_interface = is_interface

    def fire(self, step: str, two: tuple[User, User], at: datetime) -> list[str]:
        """What was wrong with one pair: nothing, if all is well."""
        case = Case.objects.with_file().get(pk=self.pk)
        if self.is_interface:
            at = datetime.now(UTC)
            values = self._body(step, case, two[0], at)
            call = self._sent(step)
        else:
            values = moves.MOVES[step](case, self.chance, at)
            call = self._called(step, at)
        if step == "record_payment":
            owed = services.debt_on(case, on=at.date()).total_vnd
            values["amount_vnd"] = owed
        before, together = _standing(self.pk), Barrier(2)

        def one(officer: User) -> Told:
            together.wait(timeout=60)
            return call(officer, case, dict(values))

        told = list(self.pool.map(one, two))
        after = _standing(self.pk)
        name = f"{case.number} {step}{' over the interface' * self.is_interface}"
        done = [officer for officer, said in zip(two, told, strict=True) if said.done]
        if len(done) != 1:
            return [f"{name}: {told}"]
        loser = two[1] if done[0] == two[0] else two[0]
        wrong = []
        (refused,) = [said for said in told if not said.done]
        if refused.first != done[0].full_name:
            wrong.append(f"{name}: {done[0]} was first, told was {refused}")
        grown = tuple(b - a for a, b in zip(before, after, strict=True))
        if grown != (1, 1, 1 if step in NUMBERED else 0):
            wrong.append(f"{name}: {grown} events, lines of the trail, numbers")
        again = call(loser, case, dict(values))
        if again.done or again.first != done[0].full_name:
            wrong.append(f"{name}: repeated, and told {again}")
        if _standing(self.pk) != after:
            wrong.append(f"{name}: repeated, and left something")
        return wrong

    def _called(self, step: str, at: datetime) -> Call:
        def call(officer: User, case: Case, values: dict[str, Any]) -> Told:
            own = Case.objects.get(pk=case.pk)
            act = getattr(services, step)
            try:
                act(case=own, version=case.version, by=officer, at=at, **values)
            except MovedOn as refusal:
                return Told(done=False, first=str(refusal.current.get("changed_by")))
            except DomainError as refusal:
                return Told(done=False, words=repr(refusal))
            return Told(done=True)

        return call

    def _sent(self, step: str) -> Call:
        address = reverse(f"api:case_{step}", args=[self.pk])

        def call(officer: User, case: Case, values: dict[str, Any]) -> Told:
            client = APIClient()
            client.force_authenticate(user=officer)
            answer = client.post(address, values, format="json")
            if answer.status_code == 200:
                return Told(done=True)
            first = ""
            if answer.status_code == 409:
                first = str(answer.data.get("current", {}).get("changed_by"))
            return Told(done=False, first=first, words=str(answer.data))

        return call

    def _body(
        self, step: str, case: Case, officer: User, at: datetime
    ) -> dict[str, Any]:
        scene: Any = SimpleNamespace(case=case, row=case, officer=officer, at=at)
        sent = filling.body_of(ACTS[step].body, scene, step, case)
        if step == "make_record":
            sent["late_reason"] = "Vụ việc khó"
        if step == "confirm_delivery":
            sent["method"] = "DIRECT"
        return sent


def _standing(pk: Any) -> tuple[int, int, int]:
    """Events and lines of the trail of the case; numbers taken so far, of any kind."""
    lines = Entry.objects.filter(object_type=Case._meta.label_lower, object_id=str(pk))
    taken = NumberRegister.objects.aggregate(Sum("last"))["last__sum"] or 0
    return CaseEvent.objects.filter(case=pk).count(), lines.count(), taken
