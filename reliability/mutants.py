"""One guard, one rule at a time is taken away: some test must notice.

Each guard at each transition and act where it stands, each row of the permission table
and each condition of a row. The tests run once while it is noted which of them a guard
stopped and which a condition decided; then each mutant meets those tests, in a process
of its own, until one of them fails.
"""

from __future__ import annotations

import ast
import functools
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any
from unittest import mock

import django_fsm as fsm
import pytest
from _pytest.runner import runtestprotocol
from django.conf import settings
from django.db import connections

from agencies import access
from agencies.access import Grant
from agencies.models import User
from cases import guards, steps
from cases import services as case_services
from cases.models import Case
from inspections import guards as visit_guards
from inspections.models import Inspection, InspectionPlan, PlanItem
from kernel.clock import local_day

ROOT = Path(__file__).resolve().parent.parent
TESTS = (
    "tests/agencies/test_permission_table.py",
    "tests/agencies/test_permission_matrix.py",
    "tests/cases",
    "tests/documents/test_print_document.py",
    "tests/facilities/test_see_facilities.py",
    "tests/inspections",
    "tests/regulations/test_approve_reference.py",
    "tests/regulations/test_edit_calendar_day.py",
)
# Long ones of many steps: what fails there fails in a short one.
LEFT_OUT = ("test_every_state_and_step.py", "test_life_of_a_case.py")
MOST_TRIED = 8
# Where no test was decided by the rule, those that read the table.
TABLE_TESTS = (
    "test_permission_table.py::TestTheTable",
    "test_permission_matrix.py",
    "test_row_conditions.py",
)
SIGHT_TESTS = ("test_row_conditions.py", "test_see_cases.py", "test_restrict_case.py")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule taken away; `traces` find the tests that it decided, best first."""

    name: str
    traces: tuple[str, ...]
    apply: Callable[[], None]
    of_table: bool = False


@dataclass
class Tally:
    killed: int = 0
    survived: list[str] = field(default_factory=list)
    tests: int = 0
    seconds: float = 0

    @property
    def passed(self) -> bool:
        return not self.survived and self.killed > 0


def run(*, wanted: str = "", tests: tuple[str, ...] = ()) -> Tally:
    """Try every mutant, or those whose name contains `wanted`."""
    hunt = _Hunt([mutant for mutant in mutants() if wanted in mutant.name])
    settings.DEBUG = False
    code = pytest.main(
        ["-q", "-n0", "-p", "no:cacheprovider", *(tests or TESTS)], plugins=[hunt]
    )
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        hunt.tally.survived.append(f"the tests themselves failed: {code}")
    return hunt.tally


# What is taken away -------------------------------------------------------------------


def mutants() -> Iterator[Mutant]:
    yield from _guards_of_transitions()
    yield from _guards_of_acts()
    yield from _guards_asked_for()
    yield from _rows()
    yield from _conditions()


class Passing:
    """A guard that lets everybody pass."""

    def __init__(self, name: str) -> None:
        self.__name__ = self.code = name

    def __call__(self, record: Any) -> bool:
        return True

    def blocker(self, record: Any) -> None:
        return None


def code_of(guard: Any) -> str:
    return str(getattr(guard, "code", "") or guard.__name__)


def transitions(model: type) -> Iterator[fsm.Transition]:
    """Every transition of a model, each source once."""
    machine = model._meta.get_field("state")
    seen: set[int] = set()
    for transition in machine.get_all_transitions(model):
        if id(transition.conditions) not in seen:
            seen.add(id(transition.conditions))
            yield transition


def _guards_of_transitions() -> Iterator[Mutant]:
    for model in (Case, InspectionPlan, PlanItem, Inspection):
        for transition in transitions(model):
            sources = [
                other
                for other in model._meta.get_field("state").get_all_transitions(model)
                if other.conditions is transition.conditions
            ]
            for place, guard in enumerate(transition.conditions):
                code = code_of(guard)
                yield Mutant(
                    f"guard {code} at {model.__name__}.{transition.name}"
                    f" from {transition.source}",
                    (f"{code} {transition.name}", code),
                    functools.partial(_pass, sources, place, code),
                )


def _pass(found: list[fsm.Transition], place: int, code: str) -> None:
    for transition in found:
        if not isinstance(transition.conditions[place], Passing):
            transition.conditions[place] = Passing(code)


def _guards_of_acts() -> Iterator[Mutant]:
    for act in steps.ACTS:
        for guard in act.guards:
            yield Mutant(
                f"guard {guard.code} of act {act.name}",
                (f"{guard.code} {act.name}", guard.code),
                functools.partial(_free_act, act.name, guard.code),
            )


def _free_act(name: str, code: str) -> None:
    steps.ACTS = tuple(
        replace(act, guards=tuple(g for g in act.guards if g.code != code))
        if act.name == name
        else act
        for act in steps.ACTS
    )


def required() -> Iterator[tuple[ModuleType, str, str]]:
    """Module, function and guard wherever a service requires one beside a step."""
    folder = Path(str(case_services.__file__)).parent
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef) or function.name == "require":
                continue
            for call in ast.walk(function):
                if not isinstance(call, ast.Call) or not _is_require(call):
                    continue
                module = sys.modules[f"{case_services.__name__}.{path.stem}"]
                for asked in call.args[1:]:
                    yield module, function.name, str(getattr(asked, "attr", ""))


def _is_require(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "require"


def _guards_asked_for() -> Iterator[Mutant]:
    for module, function, code in required():
        yield Mutant(
            f"guard {code} required by {function}",
            (f"{code} {function}", code),
            functools.partial(_require_less, module, function, code),
        )


def _require_less(module: ModuleType, function: str, code: str) -> None:
    asked = module.require

    def require(case: Case, *found: guards.Guard, on: Any) -> None:
        caller = sys._getframe(1).f_code.co_name
        kept = [g for g in found if caller != function or g.code != code]
        asked(case, *kept, on=on)

    module.require = require  # type: ignore[attr-defined]


def grants() -> list[Grant]:
    """Every row that the apps registered, denials too; one id may stand in parts."""
    found = set(access.denials())
    for action in access.all_actions():
        found |= set(access.grants_for(action))
    return sorted(found, key=lambda grant: (grant.id, sorted(grant.actions)))


def _rows() -> Iterator[Mutant]:
    for grant in grants():
        yield Mutant(
            f"row {grant.id} {'|'.join(sorted(grant.actions))[:40]}",
            (f"row {grant.id}",),
            functools.partial(_put, grant, None),
            of_table=True,
        )


def _conditions() -> Iterator[Mutant]:
    for grant in grants():
        for condition in grant.conditions:
            kept = tuple(c for c in grant.conditions if c is not condition)
            yield Mutant(
                f"condition {condition.__name__} of {grant.id}",
                (f"{grant.id} {condition.__name__}",),
                functools.partial(_put, grant, replace(grant, conditions=kept)),
            )


def _put(old: Grant, new: Grant | None) -> None:
    """Another grant, or none, in the place of one."""
    for held in (*access._GRANTS.values(), access._DENIALS):
        held[:] = [
            new if grant == old else grant
            for grant in held
            if grant != old or new is not None
        ]


# Who is stopped by what ---------------------------------------------------------------


class _Notes:
    """While the tests run: the guards and conditions that decided something."""

    def __init__(self) -> None:
        self.now: set[str] = set()

    def __enter__(self) -> _Notes:
        self.patches = [
            mock.patch.object(guards.Guard, "__call__", self._called()),
            mock.patch.object(guards.Guard, "blocker", self._blocker()),
            mock.patch.object(access, "_decide", self._decide),
        ]
        for patch in self.patches:
            patch.start()
        self.visits = [
            guard
            for guard in vars(visit_guards).values()
            if isinstance(guard, visit_guards.Guard)
        ]
        self.reasons = [guard.reasons for guard in self.visits]
        for guard in self.visits:
            guard.reasons = self._reasons(guard.__name__, guard.reasons)
        return self

    def __exit__(self, *_fault: object) -> None:
        for patch in self.patches:
            patch.stop()
        for guard, reasons in zip(self.visits, self.reasons, strict=True):
            guard.reasons = reasons

    def _stopped(self, code: str) -> None:
        self.now |= {code, f"{code} {_place(sys._getframe(2))}"}

    def _called(self) -> Callable[..., bool]:
        def called(guard: guards.Guard, case: Any) -> bool:
            is_open = guard.check(case) is None
            if not is_open:
                self._stopped(guard.code)
            return is_open

        return called

    def _blocker(self) -> Callable[..., Any]:
        before = guards.Guard.blocker

        def blocker(guard: guards.Guard, case: Case) -> Any:
            found = before(guard, case)
            if found is not None:
                self._stopped(guard.code)
            return found

        return blocker

    def _reasons(self, name: str, before: Any) -> Any:
        def reasons(record: Any) -> Any:
            found = before(record)
            if found:
                self._stopped(name)
            return found

        return reasons

    def _decide(
        self, actor: User, action: str, record: Any, at: Any, *, state: str | None
    ) -> bool:
        found = access.open_in(
            action,
            roles=actor.roles_on(local_day(at)),
            kind=actor.agency.kind,
            relations=access._relations(actor, record, at),
            state=state,
        )
        failing = {
            grant: [c for c in grant.conditions if not c(record, actor, at)]
            for grant in found
        }
        opening = [grant for grant, against in failing.items() if not against]
        if len(opening) == 1:
            self.now.add(f"row {opening[0].id}")
        if not opening:
            self.now |= {
                f"{grant.id} {against[0].__name__}"
                for grant, against in failing.items()
                if len(against) == 1
            }
        return bool(opening)


def _place(frame: FrameType | None) -> str:
    """The transition, act or service that asked the guard."""
    for _up in range(5):
        if frame is None:
            return ""
        name = frame.f_code.co_name
        if name == "blockers_of":
            return str(frame.f_locals["step"].__name__)
        if name == "_act":
            return str(frame.f_locals["act"].name)
        if name == "require" and frame.f_back is not None:
            return frame.f_back.f_code.co_name
        frame = frame.f_back
    return ""


class _Hunt:
    """Runs the tests once with notes, then the mutants against those that matter."""

    def __init__(self, prey: list[Mutant]) -> None:
        self.prey, self.tally = prey, Tally()
        self.met: dict[str, list[tuple[float, pytest.Item]]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self._is_fit(item)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        began = time.monotonic()
        items = list(session.items)
        self.tally.tests = len(items)
        for place, item in enumerate(items):
            self._note(item, items[(place + 1) % len(items)])
        connections.close_all()
        for mutant in self.prey:
            if self._is_killed(mutant, items):
                self.tally.killed += 1
            else:
                self.tally.survived.append(mutant.name)
        self.tally.seconds = round(time.monotonic() - began)
        return True

    def _is_fit(self, item: pytest.Item) -> bool:
        marker = item.get_closest_marker("django_db")
        commits = marker is not None and marker.kwargs.get("transaction")
        names = getattr(item, "fixturenames", ())
        return not (
            commits or "transactional_db" in names or item.path.name in LEFT_OUT
        )

    def _note(self, item: pytest.Item, other: pytest.Item) -> None:
        began = time.process_time()
        with _Notes() as notes:
            reports = runtestprotocol(item, log=True, nextitem=other)
        if any(report.failed for report in reports):
            item.session.testsfailed += 1
            return
        for trace in notes.now:
            self.met[trace].append((time.process_time() - began, item))

    def _chosen(self, mutant: Mutant, items: list[pytest.Item]) -> list[pytest.Item]:
        chosen: list[pytest.Item] = []
        if mutant.of_table:
            chosen += [item for item in items if _is_of(item, TABLE_TESTS[:1])]
        for trace in mutant.traces:
            met = sorted(self.met.get(trace, ()), key=lambda pair: pair[0])
            chosen += [item for _seconds, item in met if item not in chosen]
        chosen = chosen[:MOST_TRIED]
        more = TABLE_TESTS if mutant.of_table else SIGHT_TESTS
        if not chosen or mutant.of_table:
            chosen += [item for item in items if _is_of(item, more)]
        return chosen

    def _is_killed(self, mutant: Mutant, items: list[pytest.Item]) -> bool:
        """Does a test fail without the rule? Asked in a process of its own."""
        chosen = self._chosen(mutant, items)
        child = os.fork()
        if child:
            _pid, status = os.waitpid(child, 0)
            return os.waitstatus_to_exitcode(status) == 1
        try:
            mutant.apply()
            for item in chosen:
                other = items[0] if item is not items[0] else items[1]
                reports = runtestprotocol(item, log=False, nextitem=other)
                if any(report.failed for report in reports):
                    os._exit(1)
            os._exit(0)
        finally:
            os._exit(2)


def _is_of(item: pytest.Item, names: tuple[str, ...]) -> bool:
    return any(name in item.nodeid for name in names)
