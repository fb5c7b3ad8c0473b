"""Draws the state machine of cases into docs/architecture.md."""

from argparse import ArgumentParser
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.models import Case

BEGIN, END = "<!-- states:begin -->", "<!-- states:end -->"


class Command(BaseCommand):
    help = "Write the case's state diagram into docs/architecture.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; fail if it is out of date",
        )

    def handle(self, *, check: bool, **options: object) -> None:
        page = settings.BASE_DIR / "docs" / "architecture.md"
        before = page.read_text(encoding="utf-8")
        head, _begin, rest = before.partition(BEGIN)
        _old, _end, tail = rest.partition(END)
        after = f"{head}{BEGIN}\n```mermaid\n{diagram()}\n```\n{END}{tail}"
        if after == before:
            self.stdout.write("The state diagram is up to date.")
        elif check:
            raise CommandError("Out of date: run ./dev manage state_diagram")
        else:
            page.write_text(after, encoding="utf-8")
            self.stdout.write("The state diagram is written.")


def diagram() -> str:
    """The machine as it is in the code, in the order of its states."""
    return "\n".join(["stateDiagram-v2", *(f"  {line}" for line in _edges())])


def _edges() -> Iterator[str]:
    field = Case._meta.get_field("state")
    order = {value: place for place, (value, _label) in enumerate(field.choices)}
    yield f"[*] --> {field.default}"
    edges = {
        (source, target, transition.name)
        for transition in field.get_all_transitions(Case)
        for source in ([transition.source] if transition.source != "*" else order)
        for target in _targets(transition.target)
    }
    for source, target, name in sorted(
        edges, key=lambda edge: (order[edge[0]], order[edge[1]], edge[2])
    ):
        yield f"{source} --> {target}: {name}"


def _targets(target: object) -> list[object]:
    """The targets of a transition that chooses one by fact, or its only one."""
    return list(getattr(target, "allowed_states", None) or [target])
