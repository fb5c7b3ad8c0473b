"""A changed law is a new row with a new date; old limits keep theirs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from kernel.errors import Refused
from regulations import reference
from regulations.kinds import Confidence, ProposalKind, Reach, Unit
from regulations.law_tables import UnknownRow
from regulations.models import DeadlineRule, ReferenceProposal
from regulations.rules import rule_for
from regulations.working_days import load_calendar
from tests.regulations.agreed import agree
from tests.regulations.conftest import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def revise(lawyer: User, manager: User) -> Callable[..., ReferenceProposal]:
    """D-SEND with three working days from 10/03, agreed on the day before."""

    def revise(
        code: str = "D-SEND", reason: str = "Văn bản hợp nhất", **changes: Any
    ) -> ReferenceProposal:
        values: dict[str, Any] = {
            "length": "3",
            "unit": Unit.WORKING_DAY,
            "valid_from": "2026-03-10",
            "basis": "Luật XLVPHC Điều 70 as amended by Luật 88/2025",
            "confidence": Confidence.CONFIRMED,
            "confidence_note": "[S7]",
        }
        return agree(
            kind=ProposalKind.DEADLINE_RULE,
            code=code,
            reach=Reach.FROM_DAY,
            values=values | changes,
            reason=reason,
            by=lawyer,
            second=manager,
            at=at(2026, 3, 9),
        )

    return revise


class TestReviseDeadlineRule:
    def test_gives_the_other_date_of_s1(
        self, revise: Callable[..., ReferenceProposal]
    ) -> None:
        """S1: D-SEND from 12/03 with 3 working days is Tuesday 17/03."""
        revise()

        signed_on = date(2026, 3, 12)
        found = rule_for("D-SEND", signed_on).due_on(
            signed_on, calendar=load_calendar()
        )
        assert found.due == date(2026, 3, 17)
        entry = Entry.objects.get(action="deadline_rule.edit")
        assert entry.changes["length"] == ["2", "3"]

    def test_leaves_limits_that_started_earlier(
        self, revise: Callable[..., ReferenceProposal]
    ) -> None:
        revise()

        assert rule_for("D-SEND", date(2026, 3, 9)).length == 2
        assert [
            (row.length, row.valid_from, row.valid_to)
            for row in DeadlineRule.objects.filter(code="D-SEND")
        ] == [(2, None, date(2026, 3, 9)), (3, date(2026, 3, 10), None)]

    def test_configures_a_length_that_was_missing(
        self, revise: Callable[..., ReferenceProposal]
    ) -> None:
        revise(code="D-CHECK-LEN", length="10")

        assert rule_for("D-CHECK-LEN", date(2026, 3, 10)).is_countable
        assert not rule_for("D-CHECK-LEN", date(2026, 3, 9)).is_countable

    def test_outlives_the_next_loading(
        self, revise: Callable[..., ReferenceProposal]
    ) -> None:
        revise()

        assert reference.load(at=at(2026, 3, 9))["deadline_rules"][:2] == (0, 0)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"valid_from": "2026-03-08"}, "valid_from"),
            ({"valid_from": "2026-03-09"}, "valid_from"),  # today: already counted with
            ({"length": None}, "length"),
            ({"length": "2.5"}, "length"),
            ({"unit": "fortnight"}, "unit"),
            ({"basis": ""}, "basis"),
            ({"reason": " "}, "reason"),
        ],
    )
    def test_refuses_what_cannot_be(
        self,
        revise: Callable[..., ReferenceProposal],
        changes: dict[str, Any],
        field: str,
    ) -> None:
        with pytest.raises(Refused) as refusal:
            revise(**changes)

        assert field in refusal.value.errors
        assert DeadlineRule.objects.filter(code="D-SEND").count() == 1

    def test_refuses_an_unknown_rule(
        self, revise: Callable[..., ReferenceProposal]
    ) -> None:
        with pytest.raises(UnknownRow):
            revise(code="D-NONE")
