"""The demonstration is loaded on any day of the year."""

import pytest

from cases.models import Case
from demo import desks, loading
from demo.matters import MATTERS
from demo.stage import Performance
from inspections.models import Inspection
from kernel.clock import local_day
from tests.moments import moment


class TestLoadOnAnotherDay:
    @pytest.mark.parametrize(
        "loaded_at",
        [
            moment("24/02/2026", "10:00"),  # the second day after Tết
            moment("06/09/2026", "10:00"),  # Sunday after Quốc khánh and a swap
            moment("04/01/2027", "07:00"),  # the first working day of a year
        ],
        ids=["Tết", "swap", "new year"],
    )
    def test_brings_each_short_case_to_its_state(self, stage, loaded_at):
        plays = {
            desks.play(stage, matter, loaded_at=loaded_at): matter for matter in MATTERS
        }
        performance = Performance(plays)
        performance.run(until=loaded_at)

        for play, matter in plays.items():
            case = performance.results[play]
            assert case.state == matter.ends_in, matter.title
            # The ten days to pay count every day, Tết too; the others do not pass.
            if case.due_on is not None and case.due_rule != "D-EXEC":
                assert case.due_on >= local_day(loaded_at), matter.title

    def test_leaves_out_what_lies_after_it(self, stage):
        performance = Performance(
            loading.everything(stage, at=moment("10/12/2025", "12:00"))[:4]
        )
        performance.run(until=moment("10/12/2025", "12:00"))

        assert not Inspection.objects.exists()
        assert not Case.objects.exists()
        assert performance.results == {}
