"""A changed law is a new row with a new date; old limits keep theirs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from kernel.errors import NotPermitted, Refused
from regulations import reference, services
from regulations.kinds import Confidence, Unit
from regulations.models import DeadlineRule
from regulations.rules import UnknownRule, rule_for
from regulations.working_days import load_calendar
from tests.regulations.conftest import at

if TYPE_CHECKING:
    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")


def revise(by: User, **changes: Any) -> DeadlineRule:
    values: dict[str, Any] = {
        "code": "D-SEND",
        "length": Decimal(3),
        "unit": Unit.WORKING_DAY,
        "valid_from": date(2026, 3, 10),
        "basis": "Luật XLVPHC Điều 70 as amended by Luật 88/2025",
        "confidence": Confidence.CONFIRMED,
        "confidence_note": "[S7]",
        "by": by,
        "at": at(2026, 3, 9),
        "reason": "Văn bản hợp nhất đã công bố",
    }
    return services.revise_deadline_rule(**{**values, **changes})


class TestReviseDeadlineRule:
    def test_gives_the_other_date_of_s1(self, lawyer: User) -> None:
        """S1: D-SEND from 12/03 with 3 working days is Tuesday 17/03."""
        revise(lawyer)

        signed_on = date(2026, 3, 12)
        found = rule_for("D-SEND", signed_on).due_on(
            signed_on, calendar=load_calendar()
        )
        assert found.due == date(2026, 3, 17)
        assert Entry.objects.latest("pk").changes["length"] == ["2.000", "3"]

    def test_leaves_limits_that_started_earlier(self, lawyer: User) -> None:
        revise(lawyer)

        assert rule_for("D-SEND", date(2026, 3, 9)).length == 2
        assert [
            (row.length, row.valid_from, row.valid_to)
            for row in DeadlineRule.objects.filter(code="D-SEND")
        ] == [(2, None, date(2026, 3, 9)), (3, date(2026, 3, 10), None)]

    def test_configures_a_length_that_was_missing(self, lawyer: User) -> None:
        revise(lawyer, code="D-CHECK-LEN", length=Decimal(10))

        assert rule_for("D-CHECK-LEN", date(2026, 3, 10)).is_countable
        assert not rule_for("D-CHECK-LEN", date(2026, 3, 9)).is_countable

    def test_outlives_the_next_loading(self, lawyer: User) -> None:
        revise(lawyer)

        assert reference.load(at=at(2026, 3, 9))["deadline_rules"] == (0, 0, 48)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"valid_from": date(2026, 3, 8)}, "valid_from"),
            ({"unit": "fortnight"}, "unit"),
            ({"basis": ""}, "basis"),
            ({"reason": " "}, "reason"),
        ],
    )
    def test_refuses_what_cannot_be(
        self, lawyer: User, changes: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refused) as refusal:
            revise(lawyer, **changes)

        assert field in refusal.value.errors
        assert DeadlineRule.objects.filter(code="D-SEND").count() == 1

    def test_refuses_an_unknown_rule(self, lawyer: User) -> None:
        with pytest.raises(UnknownRule):
            revise(lawyer, code="D-NONE")

    def test_is_the_legal_officer_s(self, administrator: User) -> None:
        with pytest.raises(NotPermitted):
            revise(administrator)
