"""The figures of a year are those that the database tells (S16)."""

from datetime import date, timedelta

import pytest

from agencies.models import Agency
from audit.models import AccessEvent
from cases.states import CaseState
from kernel.errors import NotPermitted
from reports.annual import Period, figures_of
from reports.annual_paper import DayOutside, period_of, print_year
from tests.cases.walk import at_state
from tests.moments import moment

pytestmark = pytest.mark.django_db

WHOLE = Period(date(2026, 12, 31))


@pytest.fixture
def walk(officer):
    """A case of the ward, decided, partly executed: received in March 2026."""
    return at_state(officer, CaseState.EXECUTING)


class TestFigures:
    def test_of_one_case_on_its_way(self, walk):
        figures = figures_of(WHOLE)
        decision = walk.case.decision

        assert sum(figures.received) == figures.received[2] == 1
        assert sum(figures.decided) == 1
        assert figures.decided[decision.signed_on.month - 1] == 1
        assert figures.handling.fines == 1
        assert figures.handling.fine_vnd == decision.fine_vnd
        assert figures.handling.paid_vnd == 0
        assert figures.handling.still_open == 1
        assert [row.total for row in figures.groups] == [1]

    def test_of_a_day_before_the_decision_know_nothing_of_it(self, walk):
        signed = walk.case.decision.signed_on
        figures = figures_of(Period(signed - timedelta(days=1)))

        assert sum(figures.received) == 1
        assert sum(figures.decided) == figures.handling.fine_vnd == 0
        assert figures.handling.still_open == 1

    def test_of_a_closed_case_are_not_open(self, officer):
        walk = at_state(officer, CaseState.CLOSED)
        handling = figures_of(WHOLE).handling

        assert handling.still_open == 0
        assert handling.paid_vnd == handling.fine_vnd == walk.case.decision.fine_vnd

    def test_of_an_agency_are_its_own(self, walk):
        own = figures_of(WHOLE, agency=walk.case.lead_agency)
        others = figures_of(WHOLE, agency=Agency.objects.get(pk="SO_VHTTDL"))

        assert (sum(own.received), own.handling.fines) == (1, 1)
        assert (sum(others.received), others.handling.fines) == (0, 0)

    def test_of_another_year_are_nothing(self, walk):
        figures = figures_of(Period(date(2025, 12, 31)))

        assert sum(figures.received) == figures.handling.still_open == 0

    def test_take_as_many_queries_whatever_is_counted(
        self, walk, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(30):
            figures_of(WHOLE)


class TestPaper:
    AT = moment("10/12/2026", "09:00")

    def test_of_the_province_is_for_who_puts_it_together(self, walk, officer):
        period = period_of(2026, None, at=self.AT)
        paper = print_year(
            period=period, by=officer("so.lanhdao"), at=self.AT, of_province=True
        )

        assert paper.is_draft
        assert paper.content.startswith(b"%PDF")
        printed = AccessEvent.objects.latest("seq")
        assert printed.detail["form"] == "annual_report"
        with pytest.raises(NotPermitted):
            print_year(
                period=period, by=officer("ca.lanhdao"), at=self.AT, of_province=True
            )

    def test_of_the_own_agency_is_for_who_reports(self, walk, officer):
        period = period_of(2026, None, at=self.AT)

        assert print_year(period=period, by=officer("ca.lanhdao"), at=self.AT).pages
        with pytest.raises(NotPermitted):
            print_year(period=period, by=officer("so.kiemtra"), at=self.AT)

    @pytest.mark.parametrize("day", [date(2026, 12, 11), date(2025, 12, 31)])
    def test_refuses_a_last_day_outside_its_year(self, day):
        with pytest.raises(DayOutside) as refusal:
            period_of(2026, day, at=self.AT)

        assert "last_day" in refusal.value.errors
