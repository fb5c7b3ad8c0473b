"""Steps stand in the order in which they were written (INV-3), whoever's clock lags.

Two servers do not show the same second: an act that came after another may say that it
was recorded before it.
"""

import pytest

from cases import services
from cases.querysets import CaseMovedOn
from cases.states import CaseState
from cases.timeline import timeline
from reliability import invariants
from tests.cases.walk import HANDLER, at_state
from tests.moments import moment

pytestmark = pytest.mark.django_db

VERIFIED_AT = moment("03/03/2026", "15:00")
BEHIND = moment("03/03/2026", "14:59")
AFTER = moment("04/03/2026")


@pytest.fixture
def walk(officer):
    walk = at_state(officer, CaseState.RECEIVED)
    walk.step(services.start_verification, HANDLER, VERIFIED_AT)
    walk.step(services.open_case, HANDLER, BEHIND)
    return walk


class TestClockBehind:
    def test_keeps_the_order_of_writing(self, walk):
        events = list(walk.case.events.all())

        assert [event.transition for event in events][-2:] == [
            "start_verification",
            "open_case",
        ]
        assert events[-1].recorded_at < events[-2].recorded_at
        assert events[-1].to_state == walk.case.state

    def test_keeps_it_on_the_timeline(self, walk):
        shown = timeline(walk.case, walk.by(HANDLER), AFTER)

        assert [row.name for row in shown][-2:] == ["start_verification", "open_case"]

    def test_breaks_no_invariant(self, walk):
        assert invariants.broken() == []

    def test_names_the_last_writer_to_who_is_late(self, walk):
        told = CaseMovedOn.of(walk.case).current

        assert told["changed_at"] == walk.case.events.last().recorded_at.isoformat()
