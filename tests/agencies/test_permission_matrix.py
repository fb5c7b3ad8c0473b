"""Every cell of the permission matrix, against the one decision function.

`tests.agencies.matrix` reads the table without it. The same cells are tried through
services, interface and pages by `./dev reliability run cells`.
"""

from agencies import access
from cases.states import CaseState
from tests.agencies.matrix import ACTIONS, PAIRS, RELATIONS, cells, is_of_a_visit


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
