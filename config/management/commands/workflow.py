"""Print the state machines from the code into docs/workflow.md."""

from __future__ import annotations

import inspect
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django_fsm as fsm
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from agencies import access
from cases import models
from cases.steps import TRANSITIONS
from config.management.commands.state_diagram import diagram

HEAD = """# The life of a case

Generated from `cases/workflow/` by `./dev manage workflow`; do not edit. `./dev check`
fails when it is old. Who may take a step, under which conditions: `permissions.md`.

"""
# What runs beside a case, with its own small machine (lifecycle, section 4).
PARTS: tuple[type[Model], ...] = (
    models.Seizure,
    models.ExpertAssessmentRequest,
    models.InteragencyTask,
    models.Transfer,
    models.Complaint,
    models.FineRelief,
)


class Command(BaseCommand):
    help = "Write docs/workflow.md from the code; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        wanted = "\n".join(_page()) + "\n"
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != wanted:
                raise CommandError("docs/workflow.md is old: run ./dev manage workflow")
            return
        path.write_text(wanted, encoding="utf-8")
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} written.")


def _page() -> Iterator[str]:
    yield HEAD + "```mermaid\n" + diagram() + "\n```\n"
    yield "## Steps of the case\n"
    yield "| step | from → to | if | roles | source |"
    yield "|---|---|---|---|---|"
    for name in TRANSITIONS:
        yield _step(models.Case, name)
    for part in PARTS:
        yield f"\n## {part.__name__}: {_summary(part)}\n"
        yield "| step | from → to | roles | meaning |"
        yield "|---|---|---|---|"
        for name in _names_of(part):
            yield _step(part, name, with_guards=False)


def _step(model: type[Model], name: str, *, with_guards: bool = True) -> str:
    transitions = [t for t in _all_of(model) if t.name == name]
    moves = "; ".join(
        dict.fromkeys(
            f"{source} → {' or '.join(_targets(target))}"
            for source, target in _moves(transitions)
        )
    )
    guards = dict.fromkeys(
        guard.code.replace("_", " ")
        for transition in transitions
        for guard in transition.conditions
    )
    permission = transitions[0].permission
    actions = getattr(permission, "actions", None)
    asked = set(actions.values()) if actions else {permission.action}
    roles = dict.fromkeys(
        role for action in sorted(asked) for role in access.roles_that_may(action)
    )
    cells = [
        f"`{name}`",
        moves,
        *([", ".join(guards) or "–"] if with_guards else []),
        ", ".join(roles) or "–",
        _summary(getattr(model, name)),
    ]
    return "| " + " | ".join(cells) + " |"


def _all_of(model: type[Model]) -> list[Any]:
    return list(model._meta.get_field("state").get_all_transitions(model))


def _names_of(model: type[Model]) -> list[str]:
    """In the order in which the machine is written."""
    found = {transition.name for transition in _all_of(model)}
    lines = {
        name: inspect.unwrap(getattr(model, name)).__code__.co_firstlineno
        for name in found
    }
    return sorted(found, key=lines.__getitem__)


def _moves(transitions: list[Any]) -> list[tuple[str, object]]:
    return sorted(
        ((str(t.source), t.target) for t in transitions), key=lambda move: move[0]
    )


def _targets(target: object) -> list[str]:
    if isinstance(target, fsm.State):
        return [str(state) for state in target.allowed_states]
    return [str(target)]


def _summary(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ")
