"""S15. Swapped Saturday and Tết."""

import pytest

from cases.models import Case
from cases.states import CaseState, Family
from demo import records
from demo.scenarios import s15
from demo.stage import Performance
from regulations.rules import rule_for
from regulations.working_days import load_calendar
from tests.moments import day
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted


@pytest.mark.parametrize(
    ("matter", "sign", "recorded", "due", "days"),
    [
        # "Record Thu 20/08/2026, 7 wd: 21, 22 (Sat), 24, 25, 26, 27, 28 = Fri 28/08."
        (
            s15.SWAPPED_SATURDAY,
            "F3",
            "20/08/2026",
            "28/08/2026",
            "21/08 22/08 24/08 25/08 26/08 27/08 28/08",
        ),
        # "Record Thu 12/02/2026, 7 wd: 13/02, Tết 14-22/02, 23-27/02, 02/03 = Mon
        # 02/03."
        (
            s15.TET,
            "F7",
            "12/02/2026",
            "02/03/2026",
            "13/02 23/02 24/02 25/02 26/02 27/02 02/03",
        ),
        # "Record Wed 31/12/2025, 7 wd: 05-09/01, 10 (Sat), 12 = Mon 12/01/2026."
        (
            s15.YEAR_END,
            "F8",
            "31/12/2025",
            "12/01/2026",
            "05/01 06/01 07/01 08/01 09/01 10/01 12/01",
        ),
    ],
    ids=["swapped Saturday", "Tết", "end of the year"],
)
class TestScenarioFifteen:
    def test_counts_the_time_to_decide(self, stage, matter, sign, recorded, due, days):
        """ "three records without further steps: F3, F7, F8"; lead: Sở VHTTDL."""
        Performance([records.play(stage, matter)]).run(until=LONG_AFTER)

        case = Case.objects.with_file().get()
        clock = clock_of(case, Family.DECISION)
        assert case.facility_id == stage.facilities[sign]
        assert case.lead_agency_id == "SO_VHTTDL"
        assert case.state == CaseState.RECORDED
        assert case.violation_record.made_on == day(recorded)
        assert clock.rule.code == "D-DEC-7WD"
        assert counted(clock) == days.split()
        assert clock.due == day(due)


@pytest.mark.django_db
class TestDecisionReceivedBeforeTet:
    def test_is_carried_out_by_the_first_day_after_it(self):
        """ "Decision received Tue 10/02/2026: 10 days = Fri 20/02 (Tết) -> Mon
        23/02." """
        received = day("10/02/2026")
        due = rule_for("D-EXEC", received).due_on(received, calendar=load_calendar())

        assert due.strict_due == day("20/02/2026")
        assert due.due == day("23/02/2026")
