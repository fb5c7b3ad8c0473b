"""The list of rules that are taken away one by one misses none of them.

Whether a test notices is asked by `./dev reliability run mutants`.
"""

import ast

from agencies import access
from cases import guards
from inspections import guards as visit_guards
from reliability import mutants

NAMES = [mutant.name for mutant in mutants.mutants()]


def codes(module, kind) -> set[str]:
    return {
        mutants.code_of(found)
        for found in vars(module).values()
        if isinstance(found, kind)
    }


class TestMutants:
    def test_take_away_every_guard_wherever_it_stands(self):
        taken = {name.split()[1] for name in NAMES if name.startswith("guard ")}

        assert codes(guards, guards.Guard) <= taken
        assert codes(visit_guards, visit_guards.Guard) <= taken

    def test_take_away_every_row_and_every_condition(self):
        rows = {
            grant
            for action in access.all_actions()
            for grant in access.grants_for(action)
        } | set(access.denials())
        conditions = sum(len(row.conditions) for row in rows)

        assert sum(name.startswith("row ") for name in NAMES) == len(rows)
        assert sum(name.startswith("condition ") for name in NAMES) == conditions

    def test_find_each_guard_that_a_service_requires(self):
        folder = mutants.ROOT / "cases" / "services"
        asked = [
            call
            for path in folder.rglob("*.py")
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(call, ast.Attribute)
            and isinstance(call.value, ast.Name)
            and call.value.id == "guards"
        ]

        assert len(asked) == sum(" required by " in name for name in NAMES)

    def test_leave_no_two_of_the_same_name(self):
        assert len(NAMES) == len(set(NAMES))
