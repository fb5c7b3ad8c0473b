"""Every date of the sample scenarios that the arithmetic gives (S1-S15)."""

from __future__ import annotations

from datetime import date

import pytest

from regulations.arithmetic import Term, due_dates
from regulations.calendar import WorkingCalendar

# scenario, rule or length, start, rolled end, strict end where it differs
DATES = [
    ("S1", "D-RECORD", "2026-03-03", "2026-03-06", ""),
    ("S1", "D-DEC-7WD", "2026-03-05", "2026-03-16", ""),
    ("S1", "D-SEND", "2026-03-12", "2026-03-16", ""),
    ("S1 with 3 days", "3 working_days", "2026-03-12", "2026-03-17", ""),
    ("S1", "D-EXEC", "2026-03-16", "2026-03-26", ""),
    ("S1", "D-RECID-F", "2026-03-24", "2027-03-24", ""),
    ("S2", "D-RECORD-CPX", "2026-04-13", "2026-04-20", ""),
    ("S2", "D-EXPL-DIRECT", "2026-04-15", "2026-04-17", ""),
    ("S2", "D-EXPL-WRITTEN", "2026-04-15", "2026-04-22", ""),
    ("S2", "D-DEC-7WD", "2026-04-15", "2026-04-24", ""),
    ("S2", "D-DEC-1M", "2026-04-15", "2026-05-15", ""),
    ("S2", "D-DEC-2M", "2026-04-15", "2026-06-15", ""),
    ("S2", "D-SEIZE-7WD", "2026-04-13", "2026-04-22", ""),
    ("S2", "D-SEIZE-10WD", "2026-04-13", "2026-04-28", ""),
    ("S2", "D-SEIZE-1M", "2026-04-13", "2026-05-13", ""),
    ("S2", "D-SEND", "2026-05-12", "2026-05-14", ""),
    ("S2", "D-EXEC", "2026-05-14", "2026-05-25", "2026-05-24"),
    ("S2 suspension", "2 months", "2026-05-14", "2026-07-14", ""),
    ("S3", "D-INV-20", "2026-06-03", "2026-06-23", ""),
    ("S3", "D-RET-3WD", "2026-06-22", "2026-06-25", ""),
    ("S3", "D-DEC-RET", "2026-06-25", "2026-07-06", ""),
    ("S3 verified", "1 months", "2026-06-25", "2026-07-27", "2026-07-25"),
    ("S3", "D-LIM-PROC", "2026-05-30", "2029-05-30", ""),
    ("S4", "D-INV-20", "2026-09-08", "2026-09-28", ""),
    ("S4 extended", "2 months", "2026-09-08", "2026-11-09", "2026-11-08"),
    ("S4 by the procuracy", "4 months", "2026-09-08", "2027-01-08", ""),
    ("S5", "D-LIM-PUB", "2026-10-02", "2028-10-02", ""),
    ("S6", "D-RECORD", "2026-03-10", "2026-03-13", ""),
    ("S6", "D-LIM-PUB", "2026-02-10", "2028-02-10", ""),
    ("S7", "D-CONCL", "2026-09-25", "2026-10-12", "2026-10-10"),
    ("S8", "D-REC-TRANSFER", "2026-10-05", "2026-10-06", ""),
    ("S8", "D-DEC-10WD", "2026-10-05", "2026-10-19", ""),
    ("S8", "D-DEC-7WD", "2026-10-05", "2026-10-14", ""),
    ("S8", "D-EXPL-DIRECT", "2026-10-05", "2026-10-07", ""),
    ("S8", "D-DEC-1M", "2026-10-05", "2026-11-05", ""),
    ("S9", "D-DEC-7WD", "2026-06-25", "2026-07-06", ""),
    ("S9", "D-EXEC", "2026-07-06", "2026-07-16", ""),
    ("S9", "D-EXEC-LIM", "2026-07-02", "2027-07-02", ""),
    ("S10", "D-DEC-7WD", "2026-05-12", "2026-05-21", ""),
    ("S10", "D-COMPL", "2026-05-20", "2026-08-18", ""),
    ("S10", "D-COMPL-ACC", "2026-06-10", "2026-06-22", "2026-06-20"),
    ("S10", "D-COMPL-1", "2026-06-18", "2026-07-20", "2026-07-18"),
    ("S10 complex", "45 days", "2026-06-18", "2026-08-03", "2026-08-02"),
    ("S11", "D-LIM-PUB", "2024-05-20", "2026-05-20", ""),
    ("S11", "D-LIM-PROC", "2024-05-20", "2027-05-20", ""),
    ("S11", "D-RECORD", "2026-05-25", "2026-05-28", ""),
    ("S12", "D-DEC-7WD", "2026-11-19", "2026-12-01", ""),
    ("S13", "D-RECID-W", "2026-10-14", "2027-04-14", ""),
    ("S14", "D-DEC-7WD", "2026-07-15", "2026-07-24", ""),
    ("S14", "D-EXEC", "2026-07-24", "2026-08-03", ""),
    ("S14", "D-INSTAL", "2026-08-03", "2027-02-03", ""),
    ("S15", "D-DEC-7WD", "2026-08-20", "2026-08-28", ""),
    ("S15", "D-DEC-7WD", "2026-02-12", "2026-03-02", ""),
    ("S15", "D-EXEC", "2026-02-10", "2026-02-23", "2026-02-20"),
    ("S15", "D-DEC-7WD", "2025-12-31", "2026-01-12", ""),
]


def rule_or_term(text: str, rules: dict[str, Term]) -> Term:
    if text in rules:
        return rules[text]
    count, unit = text.split()
    term: Term = getattr(Term, unit)(int(count))
    return term


class TestScenarioDates:
    @pytest.mark.parametrize(("scenario", "rule", "start", "due", "strict"), DATES)
    def test_are_those_written_in_the_scenarios(
        self,
        packaged_calendar: WorkingCalendar,
        packaged_rules: dict[str, Term],
        scenario: str,
        rule: str,
        start: str,
        due: str,
        strict: str,
    ) -> None:
        found = due_dates(
            rule_or_term(rule, packaged_rules),
            date.fromisoformat(start),
            packaged_calendar,
        )

        assert found.due == date.fromisoformat(due), scenario
        assert found.strict_due == date.fromisoformat(strict or due), scenario

    def test_of_the_instalments_are_provisional(
        self, packaged_calendar: WorkingCalendar, packaged_rules: dict[str, Term]
    ) -> None:
        """S14: 03/02/2027 stands in the days that Tết may still move."""
        found = due_dates(
            packaged_rules["D-INSTAL"], date(2026, 8, 3), packaged_calendar
        )

        assert found.provisional
