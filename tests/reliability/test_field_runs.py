"""A short seeded run of the phone app over a bad line, with a server of its own.

The kills take longer and have a line in `.ci/run`.
"""

import pytest

from reliability.field import link


@pytest.fixture(autouse=True)
def unblocked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.mark.browser
class TestLink:
    def test_brings_every_photo_once_over_a_line_that_is_cut(self):
        tally = link.run(photos=6, wanted=3, seed=7, size=(320, 240), within=90)

        assert tally.wrong == []
        assert sum(tally.cuts.values()) == 3
        assert tally.records == 2
        assert tally.repeated == 40
