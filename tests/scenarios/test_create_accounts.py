"""The accounts of the demonstration."""

from dataclasses import replace

import pytest

from agencies.models import User
from demo import accounts
from tests.database import LOADED_AT, ROLES_UNTIL
from tests.moments import day


@pytest.mark.django_db
class TestCreateAccounts:
    def test_makes_the_32_and_a_second_officer_where_two_are_needed(self):
        made = set(User.objects.filter(is_demo=True).values_list("username", flat=True))

        assert len(accounts.ACCOUNTS) == 32
        assert made == {
            account.username
            for account in (*accounts.ACCOUNTS, *accounts.SECOND_OFFICERS)
        }

    def test_lets_them_log_in_with_the_known_password(self, monkeypatch):
        newcomer = replace(accounts.ACCOUNTS[0], username="so.kiemtra.moi")
        monkeypatch.setattr(accounts, "ACCOUNTS", (newcomer,))
        monkeypatch.setattr(accounts, "SECOND_OFFICERS", ())

        accounts.create_accounts(at=LOADED_AT, until=ROLES_UNTIL)

        user = User.objects.with_standing().get(username="so.kiemtra.moi")
        assert user.check_password("demo")
        assert user.roles_on(day("31/12/2029")) == {"inspector"}
        assert user.has_recording_power(day("23/11/2026"))
