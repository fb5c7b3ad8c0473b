"""The rows that the code registers are the rows of the permission table."""

import pytest

from agencies import access
from tests.agencies.matrix import ADDED, ROWS, registered


@pytest.mark.parametrize("grant", registered(), ids=lambda grant: grant.id)
class TestRegisteredRow:
    def test_stands_in_the_table_or_says_why_not(self, grant):
        assert grant.id in ROWS or grant.id in ADDED

    def test_says_what_the_table_says(self, grant):
        if grant.id in ADDED:
            assert grant.id not in ROWS
            return
        row = ROWS[grant.id]
        split = {name: frozenset(row[name].split("|")) for name in row if row[name]}
        assert grant.roles == split["role"]
        assert grant.kinds == split["agency"]
        assert grant.relation == row["relation"]
        assert grant.states == split["states"]
        assert grant.actions <= split["action"]
        assert grant.denies == (row["effect"] == "deny")


class TestTheTable:
    def test_gives_the_administrator_no_case_content(self):
        """D111: the administrator of the system is not a user of the files."""
        for action in access.all_actions():
            if action.startswith(("case.", "evidence.", "document.", "person.")):
                for grant in access.grants_for(action):
                    assert "admin" not in grant.roles

    def test_gives_the_auditor_views_only(self):
        """D112: read only; nothing that acts on a case."""
        for action in access.all_actions():
            for grant in access.grants_for(action):
                if "auditor" in grant.roles:
                    assert "view" in action or action.startswith(("trail.", "access"))
