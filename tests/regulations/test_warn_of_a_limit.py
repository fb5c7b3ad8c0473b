"""Alerts: amber at half, red near the strict end, black when passed."""

from __future__ import annotations

from datetime import date

import pytest

from regulations.alerts import Alert, alert_on
from regulations.arithmetic import Term, due_dates
from regulations.calendar import WorkingCalendar


class TestAlert:
    @pytest.mark.parametrize(
        ("code", "start", "today", "alert"),
        [
            # 05/03 + 7 working days = 16/03
            ("D-DEC-7WD", "2026-03-05", "2026-03-09", Alert.CALM),
            ("D-DEC-7WD", "2026-03-05", "2026-03-11", Alert.AMBER),
            ("D-DEC-7WD", "2026-03-05", "2026-03-12", Alert.RED),
            ("D-DEC-7WD", "2026-03-05", "2026-03-16", Alert.RED),
            ("D-DEC-7WD", "2026-03-05", "2026-03-17", Alert.BLACK),
            # a month: red in its last 7 days
            ("D-DEC-1M", "2026-04-15", "2026-05-07", Alert.AMBER),
            ("D-DEC-1M", "2026-04-15", "2026-05-08", Alert.RED),
            # S2: seized for a month to 13/05, alarm at 11/05
            ("D-SEIZE-1M", "2026-04-13", "2026-05-10", Alert.AMBER),
            ("D-SEIZE-1M", "2026-04-13", "2026-05-11", Alert.RED),
            # strict end Sunday 24/05, rolled to Monday 25/05: open until then
            ("D-EXEC", "2026-05-14", "2026-05-25", Alert.RED),
            ("D-EXEC", "2026-05-14", "2026-05-26", Alert.BLACK),
            # limitation: 60 days
            ("D-LIM-PUB", "2024-05-20", "2026-03-20", Alert.CALM),
            ("D-LIM-PUB", "2024-05-20", "2026-03-21", Alert.AMBER),
            ("D-LIM-PUB", "2024-05-20", "2026-05-13", Alert.RED),
            ("D-LIM-PUB", "2024-05-20", "2026-05-21", Alert.BLACK),
        ],
    )
    def test_rises_as_the_strict_end_comes(
        self,
        packaged_calendar: WorkingCalendar,
        packaged_rules: dict[str, Term],
        code: str,
        start: str,
        today: str,
        alert: Alert,
    ) -> None:
        rule, begun = packaged_rules[code], date.fromisoformat(start)
        due = due_dates(rule, begun, packaged_calendar)

        found = alert_on(
            date.fromisoformat(today),
            rule=rule,
            start=begun,
            strict_due=due.strict_due,
            last_day=due.last_day,
            calendar=packaged_calendar,
        )

        assert found == alert
