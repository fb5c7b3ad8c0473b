"""`manage.py due RULE START [--json]`, the statutory calculator."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation


def due(*args: str, **options: Any) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("due", *args, stdout=out, **options)
    return out.getvalue()


class TestDue:
    def test_prints_the_date_and_the_days_counted(self, law: None) -> None:
        printed = due("D-DEC-7WD", "2026-02-12")

        assert "Due: 02/03/2026" in printed
        assert (
            "13/02/2026, 23/02/2026, 24/02/2026, 25/02/2026, 26/02/2026, 27/02/2026,"
            " 02/03/2026" in printed
        )
        assert "Điều 66.1.a" in printed

    def test_reads_a_date_as_people_write_it(self, law: None) -> None:
        assert "Due: 16/03/2026" in due("d-dec-7wd", "05/03/2026")

    def test_prints_both_ends_of_a_limit_that_rolled(self, law: None) -> None:
        printed = due("D-DEC-1M", "2026-01-31")

        assert "Due: 02/03/2026" in printed
        assert "rest days: 28/02/2026" in printed

    def test_says_that_a_limitation_is_applied_without_the_roll(
        self, law: None
    ) -> None:
        printed = due("D-LIM-PUB", "2026-04-30")

        assert "rest days: 30/04/2028" in printed
        assert "applied without the roll" in printed

    def test_says_what_is_provisional_or_not_confirmed(self, law: None) -> None:
        assert "Provisional" in due("D-DEC-7WD", "2027-02-01")
        assert "Unsettled" in due("D-SEND", "2026-03-12")

    def test_prints_what_the_api_answers(self, law: None) -> None:
        assert json.loads(due("D-DEC-7WD", "2026-02-12", json=True)) == {
            "rule": "D-DEC-7WD",
            "start": "2026-02-12",
            "strict_due": "2026-03-02",
            "due": "2026-03-02",
            "provisional": False,
            "counted": [
                "2026-02-13",
                "2026-02-23",
                "2026-02-24",
                "2026-02-25",
                "2026-02-26",
                "2026-02-27",
                "2026-03-02",
            ],
        }

    def test_lists_counted_days_for_working_day_rules_only(self, law: None) -> None:
        assert json.loads(due("D-EXEC", "2026-05-14", json=True)) == {
            "rule": "D-EXEC",
            "start": "2026-05-14",
            "strict_due": "2026-05-24",
            "due": "2026-05-25",
            "provisional": False,
        }

    @pytest.mark.parametrize(
        ("rule", "start", "message"),
        [
            ("D-NONE", "2026-02-12", "no deadline rule D-NONE"),
            ("D-DEC-7WD", "2026-02-30", "2026-02-30 is not a date"),
            ("D-DEC-7WD", "tomorrow", "tomorrow is not a date"),
            ("D-LATE", "2026-02-12", "D-LATE is not a stretch of time"),
            ("D-YEAR-1", "2026-02-12", "D-YEAR-1 is not a stretch of time"),
            ("D-REPORT", "2026-02-12", "D-REPORT is not a stretch of time"),
            ("D-CHECK-LEN", "2026-02-12", "D-CHECK-LEN has no length yet"),
            ("D-DEC-7WD", "9999-12-31", "1990 to 2090"),
        ],
    )
    def test_refuses_in_one_clear_sentence(
        self, law: None, rule: str, start: str, message: str
    ) -> None:
        with pytest.raises(CommandError, match=message):
            due(rule, start)

    def test_asks_for_the_reference_data_first(self, no_law: None) -> None:
        with pytest.raises(CommandError, match="load_reference"):
            due("D-DEC-7WD", "2026-02-12")
