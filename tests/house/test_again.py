"""Only a browser gets a second try on the build server."""

import pytest

from tests import again

BROWSER = "tests/browser/test_walk_s1.py::TestScenarioOne::test_is_walked"
LINE = "tests/reliability/test_field_runs.py::TestLink::test_brings"
LAW = "tests/cases/test_sign_decision.py::TestAuthority::test_ends_at_the_ceiling"


@pytest.mark.parametrize(
    ("failed", "may"),
    [
        ([BROWSER], True),
        ([BROWSER, LINE], True),
        ([BROWSER, LAW], False),
        ([LAW], False),
        ([], False),
        ([f"{BROWSER}_{place}" for place in range(again.MOST + 1)], False),
    ],
)
def test_second_try_is_for_a_few_browser_tests(failed, may):
    assert again.may_try_again(failed) is may
