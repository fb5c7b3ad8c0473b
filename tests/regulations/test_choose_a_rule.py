"""Which row of a rule counts for a limit that starts on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regulations.kinds import Confidence
from regulations.models import DeadlineRule
from regulations.rules import ReferenceNotLoaded, RuleBook, UnknownRule, rule_for

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


class TestRule:
    def test_without_dates_counts_for_every_day(self, law: None) -> None:
        rule = rule_for("D-DEC-7WD", date(2019, 1, 1))

        assert rule.code == "D-DEC-7WD"
        assert rule.confidence_on(date(2019, 1, 1)) == Confidence.CONFIRMED

    def test_is_taken_unsettled_by_an_event_before_its_first_row(
        self, law: None
    ) -> None:
        """3 working days hold from 02/5/2025 (NĐ 68/2025), 2 before."""
        rule = rule_for("D-RECORD", date(2025, 5, 1))

        assert rule.confidence_on(date(2025, 5, 1)) == Confidence.UNSETTLED
        assert rule.confidence_on(date(2025, 5, 2)) == Confidence.CONFIRMED

    def test_is_that_of_the_day_when_there_are_several(self, law: None) -> None:
        old = DeadlineRule.objects.get(code="D-RECORD")
        old.pk, old.length = None, 2
        old.valid_from, old.valid_to = date(2022, 1, 1), date(2025, 5, 1)
        old.save()

        assert rule_for("D-RECORD", date(2025, 5, 1)).length == 2
        assert rule_for("D-RECORD", date(2025, 5, 2)).length == 3
        assert rule_for("D-RECORD", date(2021, 5, 2)).length == 2

    def test_of_a_book_costs_one_query_for_all(
        self, law: None, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            book = RuleBook.load()
            chosen = [
                book.rule_for(code, date(2026, 3, 5))
                for code in ("D-DEC-7WD", "D-DEC-10WD", "D-EXEC")
            ]

        assert [rule.length for rule in chosen] == [7, 10, 10]

    def test_that_does_not_exist_is_named(self, law: None) -> None:
        with pytest.raises(UnknownRule, match="D-NONE"):
            rule_for("D-NONE", date(2026, 1, 1))

    def test_asks_for_the_reference_data_when_there_are_none(
        self, no_law: None
    ) -> None:
        with pytest.raises(ReferenceNotLoaded, match="load_reference"):
            rule_for("D-DEC-7WD", date(2026, 1, 1))
