"""Print the permission table from the code into docs/permissions.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies import access
from agencies.access import Grant
from agencies.table import RELATIONS, Opening, actions_of_cases, lines_in
from cases.states import CaseState

HEAD = """# Who may do what

Generated from the grants in each app's `policies.py` by
`./dev manage permission_table`; do not edit. A row grants an action to a role of a
kind of agency, in a relation to the record, in some states, under every condition
named. Denials win. What no row names is refused.

| row | role | agency | relation | states | action | condition |
|---|---|---|---|---|---|---|
"""


class Command(BaseCommand):
    help = "Write docs/permissions.md from the code; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "permissions.md"
        wanted = HEAD + "".join(_line(grant) for grant in _grants()) + _by_state()
        if options["check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != wanted:
                raise CommandError(
                    "docs/permissions.md is old: run ./dev manage permission_table"
                )
            return
        path.write_text(wanted, encoding="utf-8")
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} written.")


def _grants() -> list[Grant]:
    """Allowances, then denials; one row of the table may serve several apps."""
    allowed = {
        grant for action in access.all_actions() for grant in access.grants_for(action)
    }
    return [
        *sorted(allowed, key=lambda grant: (grant.id, _words(grant.actions))),
        *sorted(access.denials(), key=lambda grant: grant.id),
    ]


def _line(grant: Grant) -> str:
    conditions = ", ".join(
        condition.__name__.replace("_", " ") for condition in grant.conditions
    )
    cells = (
        f"{grant.id} (deny)" if grant.denies else grant.id,
        _words(grant.roles),
        _words(grant.kinds),
        grant.relation,
        _words(grant.states),
        _words(grant.actions),
        conditions,
    )
    return "| " + " | ".join(cell.replace("|", ", ") for cell in cells) + " |\n"


def _by_state() -> str:
    """Every state × action × relation with the roles it is open to."""
    parts = [
        "\n## By state\n\n`*` after a role: under the conditions of its rows above.\n"
    ]
    actions = actions_of_cases()
    for state in CaseState.values:
        parts.append(f"\n### {state}\n\n| action | {' | '.join(RELATIONS)} |\n")
        parts.append("|---|" + "---|" * len(RELATIONS) + "\n")
        for line in lines_in(state, actions):
            cells = (", ".join(map(_opening, cell)) for cell in line.openings)
            parts.append(f"| {line.action} | {' | '.join(cells)} |\n")
    return "".join(parts)


def _opening(opening: Opening) -> str:
    kinds = f" ({', '.join(opening.kinds)})" if opening.kinds else ""
    return f"{opening.role}{'*' if opening.is_conditional else ''}{kinds}"


def _words(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))
