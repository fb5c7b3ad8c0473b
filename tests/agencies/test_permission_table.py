"""The rows that the code registers are the rows of the permission table."""

import csv
from pathlib import Path

import pytest

from agencies import access

MATRIX = Path(__file__).parent.parent / "data" / "permission-matrix.csv"
# Rows that the table does not have yet, each with its reason.
ADDED = {
    "A155": "who notes that an ordered measure was carried out",
    "A156": "the receiving side of a hand-over to the competent authority",
    "A157": "who records the sign of a crime",
    "A158": "a case is restricted to named officers by the lead's sanctioner (A001)",
    "A159": "what a broken glass opens for four hours (A109): reading, nothing else",
    "A160": "who approves two months to decide, in writing (Điều 66.1.c)",
    "A161": "the same where the lead itself decides",
    "V001": "visits and plans of the own agency are seen by its officers",
    "V002": "UBND tỉnh sees the visits of the province",
    "V003": "the auditor sees visits",
    "V004": "a commune officer sees the visits in his ward",
    "V005": "published plans are seen by everybody (NQ 198/2025/QH15 Điều 4)",
}


def table() -> dict[str, dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def registered() -> list[access.Grant]:
    """Every row, in an order that all test processes share."""
    grants = {
        grant for action in access.all_actions() for grant in access.grants_for(action)
    } | set(access.denials())
    return sorted(grants, key=lambda grant: (grant.id, sorted(grant.actions)))


ROWS = table()


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
