"""A short run of random lives against the plain law; `./dev reliability` has the long.

"asserts the invariants INV-n after each step": see `reliability.invariants`.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.extra.django import TestCase as HypothesisTestCase

from reliability.law import Law, a_month_after, days_after, working_days_after
from reliability.lives import Lives
from tests.moments import day


@pytest.mark.django_db
class TestLifeOfACase(HypothesisTestCase, Lives.TestCase):
    settings = settings(
        max_examples=8,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )


def no_weekend(day) -> bool:
    return day.weekday() < 5


class TestThePlainLaw:
    """The model is right about what the domain's worked examples say."""

    def test_counts_working_days(self):
        # "05/03/2026 (Thu), 7 working days: Mon 16/03/2026"
        found = working_days_after(day("05/03/2026"), 7, no_weekend)
        assert found == day("16/03/2026")

    def test_counts_days_to_the_next_working_day(self):
        # "14/05/2026 received, 10 days: Sun 24/05 -> Mon 25/05/2026"
        assert days_after(day("14/05/2026"), 10, no_weekend) == day("25/05/2026")

    def test_counts_a_month(self):
        # "31/01/2026, 1 month: 28/02/2026 is Saturday -> Mon 02/03/2026"
        assert a_month_after(day("31/01/2026"), no_weekend) == day("02/03/2026")
        # "15/04/2026, 1 month: Fri 15/05/2026"
        assert a_month_after(day("15/04/2026"), no_weekend) == day("15/05/2026")

    def test_takes_the_returned_file_as_a_start_of_its_own(self):
        law = Law(no_weekend, recorded_on=day("05/03/2026"))
        law.returned_on = day("25/06/2026")

        # "D-DEC-RET (default 7 wd): 26, 29, 30/06, 01, 02, 03, 06/07 = Mon 06/07"
        assert law.decision_limit() == day("06/07/2026")
