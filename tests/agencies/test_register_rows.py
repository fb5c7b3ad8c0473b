"""Rows of the permission table are registered once, each under its own id."""

import pytest

from agencies import access

ROW = access.row("T001", "manager", "*", "lead", "*", "trial.do")


@pytest.fixture(autouse=True)
def a_table_of_its_own(monkeypatch):
    monkeypatch.setattr(access, "_GRANTS", access.defaultdict(list))
    monkeypatch.setattr(access, "_DENIALS", [])


class TestRegister:
    def test_adds_the_same_row_once(self):
        access.register([ROW])
        access.register([ROW])

        assert access.grants_for("trial.do") == (ROW,)

    def test_refuses_another_row_under_the_same_id(self):
        """Else the first one would hold, and the other's condition bind nobody."""
        access.register([ROW])
        other = access.row(
            "T001", "manager", "*", "lead", "*", "trial.do", lambda *asked: False
        )

        with pytest.raises(ValueError, match="T001"):
            access.register([other])

    def test_refuses_another_denial_under_the_same_id(self):
        denial = access.row("D001", "admin", "*", "*", "*", "trial.*", denies=True)
        access.register([denial])

        with pytest.raises(ValueError, match="D001"):
            access.register(
                [access.row("D001", "auditor", "*", "*", "*", "trial.*", denies=True)]
            )
        assert access.denials() == (denial,)
