"""A short seeded run of each long programme, which have a command of their own.

They work on databases of their own, in other processes and threads.
"""

import pytest

from reliability import pairs, races


@pytest.fixture(autouse=True)
def unblocked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield


class TestRaces:
    def test_tell_every_officer_the_truth(self):
        tally = races.run(seconds=3, seed=7, workers=3, cases=4)

        assert tally.faults == []
        assert tally.broken == []
        assert tally.done == tally.events > 0


class TestPairs:
    def test_let_one_of_two_take_a_step_and_name_him_to_the_other(self):
        tally = pairs.run(cases=2, seed=7)

        assert tally.pairs == 20
        assert tally.interface == 10
        assert tally.wrong == []
        assert tally.broken == []
