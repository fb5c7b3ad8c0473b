"""Every cell of the permission matrix, against the one decision function.

The table is read here a second time, by a reader of its own that knows nothing of
`agencies.access`: pairs of role and kind of agency × relations × states × actions. A
cell is open when a row allows it and no row denies it; the conditions that its rows
name are the subject of the acts' own tests.
"""

from collections.abc import Iterator

from agencies import access
from agencies.kinds import ROLE_AGENCY_KINDS
from cases.states import CaseState
from tests.agencies.test_permission_table import ADDED, ROWS, registered

RELATIONS = (
    "lead",
    "supporting",
    "competent",
    "referrer",
    "territory",
    "oversight",
    "none",
)
PAIRS = [(role, kind) for role, kinds in ROLE_AGENCY_KINDS.items() for kind in kinds]


def split(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


def is_of_a_visit(grant: access.Grant) -> bool:
    """Visits and plans have states of their own."""
    return grant.id.startswith("V")


def rows_about_cases() -> list[dict]:
    """The table's rows, as sets; those that only the code has are added from it."""
    rows = [
        {
            "roles": split(row["role"]),
            "kinds": split(row["agency"]),
            "relation": row["relation"],
            "states": split(row["states"]),
            "actions": split(row["action"]),
            "denies": row["effect"] == "deny",
        }
        for row in ROWS.values()
        # One denial is a condition of the act itself: the drafter does not sign.
        if row["states"] != "-" and row["id"] != "D115"
    ]
    rows += [
        {
            "roles": grant.roles,
            "kinds": grant.kinds,
            "relation": grant.relation,
            "states": grant.states,
            "actions": grant.actions,
            "denies": False,
        }
        for grant in registered()
        if grant.id in ADDED and not is_of_a_visit(grant)
    ]
    return rows


TABLE = rows_about_cases()
ACTIONS = sorted(
    {action for row in TABLE if not row["denies"] for action in row["actions"]}
)


def matches(row: dict, role: str, kind: str, relation: str, state: str) -> bool:
    return (
        bool({role, "*"} & row["roles"])
        and bool({kind, "*"} & row["kinds"])
        and row["relation"] in {relation, "*"}
        and bool({state, "*"} & row["states"])
    )


def names(row: dict, action: str) -> bool:
    return bool({action, action.split(".")[0] + ".*"} & row["actions"])


def cells() -> Iterator[tuple[str, str, str, str, frozenset[str]]]:
    """(role, kind, relation, state) with the actions that the table opens there."""
    for role, kind in PAIRS:
        for relation in RELATIONS:
            for state in CaseState.values:
                here = [
                    row for row in TABLE if matches(row, role, kind, relation, state)
                ]
                denied = [row for row in here if row["denies"]]
                allowed = {
                    action
                    for row in here
                    if not row["denies"]
                    for action in row["actions"]
                }
                yield (
                    role,
                    kind,
                    relation,
                    state,
                    frozenset(
                        action
                        for action in allowed
                        if not any(names(row, action) for row in denied)
                    ),
                )


class TestPermissionMatrix:
    def test_opens_the_cells_that_the_table_opens_and_no_other(self):
        wrong, open_cells, count = [], 0, 0
        for role, kind, relation, state, wanted in cells():
            opened = {
                action
                for action in ACTIONS
                if access.open_in(
                    action,
                    roles=frozenset({role}),
                    kind=kind,
                    relations={relation},
                    state=state,
                )
            }
            count += len(ACTIONS)
            open_cells += len(opened)
            if opened != wanted:
                wrong.append((role, kind, relation, state, opened ^ wanted))

        assert wrong == []
        assert count == len(PAIRS) * len(RELATIONS) * len(CaseState) * len(ACTIONS)
        assert open_cells / count < 0.03  # nearly everything is closed

    def test_knows_no_action_beside_the_table(self):
        about_cases = {
            action
            for action in access.all_actions()
            for grant in access.grants_for(action)
            if "-" not in grant.states and not is_of_a_visit(grant)
        }

        assert about_cases == set(ACTIONS)

    def test_lets_nobody_near_a_case_that_is_none_of_his(self):
        """D116: the answer is that of a case that does not exist."""
        for role, kind, relation, _state, wanted in cells():
            if relation == "none":
                assert not wanted, (role, kind)
