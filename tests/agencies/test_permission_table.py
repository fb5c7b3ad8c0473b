"""The rows that the code registers are the rows of the permission table."""

from dataclasses import replace

import pytest

from agencies import access
from tests.agencies.matrix import ADDED, ROWS, registered

# Rows of the table that wait for what they are about, each with its reason.
NOT_BUILT = {
    "A101": "no periodic reports yet",
    "A105": "backups and health are commands of the installation",
    "A106": "the trail is verified by a command",
    "A107": "nothing is disposed of yet",
    "A108": "nothing is disposed of yet",
    "A149": "a clash is settled inside the plan (visits: A148)",
    "D115": "a condition of the act itself: the drafter does not sign",
}


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
    def test_is_registered_whole_but_for_what_is_not_built(self):
        """A row that goes missing is a right, or a denial, that is gone."""
        ids = {grant.id for grant in registered()}

        assert set(ROWS) - ids == set(NOT_BUILT)
        assert set(ADDED) <= ids

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

    def test_takes_no_row_a_second_time_in_other_words(self):
        """Of two rows under one id the conditions of one would be lost."""
        known = next(row for row in registered() if row.id == "A013")
        access.register([known])

        with pytest.raises(ValueError, match="A013"):
            access.register([replace(known, conditions=())])
