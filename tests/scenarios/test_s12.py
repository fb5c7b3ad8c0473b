"""S12. New holiday."""

from audit.models import Entry
from cases.models import Case
from cases.services.law_changes import approve_law_change
from cases.states import CaseState, Family
from demo import records
from demo.scenarios import s12
from demo.stage import Performance
from regulations import proposals
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted

DAYS = ["20/11", "23/11", "25/11", "26/11", "27/11", "30/11", "01/12"]


class TestScenarioTwelve:
    def test_counts_over_the_new_holiday(self, stage):
        """ "F4: record Thu 19/11/2026. D-DEC-7WD: 20, 23, 24 off, 25, 26, 27, 30/11,
        01/12 = Tue 01/12/2026." Left in RECORDED."""
        case = self._recorded(stage)

        clock = clock_of(case, Family.DECISION)
        assert case.state == CaseState.RECORDED
        assert clock.rule.code == "D-DEC-7WD"
        assert counted(clock) == [
            "20/11",
            "23/11",
            "25/11",
            "26/11",
            "27/11",
            "30/11",
            "01/12",
        ]
        assert clock.due == day("01/12/2026")

    def test_is_recomputed_with_a_trace_when_the_setting_is_turned_off(
        self, stage, officer
    ):
        """ "Turn the setting off: Mon 30/11. Toggling must recompute and write a log
        entry." """
        case = self._recorded(stage)
        self._turn(officer("quantri"), officer("so.phapche"), "off")

        assert clock_of(Case.objects.get(pk=case.pk), Family.DECISION).due == day(
            "30/11/2026"
        )
        entry = Entry.objects.filter(action="deadline.recomputed").latest("seq")
        assert entry.object_label == f"{case.number} D-DEC-7WD"
        assert entry.changes["due"] == ["2026-12-01", "2026-11-30"]

        self._turn(officer("quantri"), officer("so.phapche"), "on")
        assert clock_of(Case.objects.get(pk=case.pk), Family.DECISION).due == day(
            "01/12/2026"
        )

    def _recorded(self, stage) -> Case:
        Performance([records.play(stage, s12.NEW_HOLIDAY)]).run(until=LONG_AFTER)
        return Case.objects.with_file().get()

    def _turn(self, administrator, lawyer, value: str) -> None:
        at = moment("20/11/2026")
        proposal = proposals.propose_change(
            kind="SETTING",
            code="vietnam_culture_day_is_holiday",
            reach="FROM_DAY",
            values={"value": value, "valid_from": "2026-11-21", "basis": "NQ 80-NQ/TW"},
            reason="Theo thông báo về lịch nghỉ.",
            by=administrator,
            at=at,
        )
        approve_law_change(proposal=proposal, by=lawyer, at=at)
