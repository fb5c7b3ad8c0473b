"""Open points of the law, decided from a day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from kernel.errors import NotPermitted, Refused
from regulations import reference
from regulations.arithmetic import Term, due_dates
from regulations.kinds import Confidence, LateInterestFrom, ProposalKind, Reach
from regulations.legal_settings import settings_on
from regulations.models import LegalSetting, ReferenceProposal
from regulations.working_days import days_of_year, load_calendar
from tests.regulations.agreed import agree
from tests.regulations.conftest import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")
CULTURE_DAY = date(2026, 11, 24)


@pytest.fixture
def set_to(administrator: User, manager: User) -> Callable[..., ReferenceProposal]:
    """A setting from the day after 19/11/2026 on, agreed on that day."""

    def set_to(
        value: str,
        *,
        key: str = "vietnam_culture_day_is_holiday",
        by: User = administrator,
        reason: str = "Theo thông báo của Bộ Nội vụ",
        **changes: Any,
    ) -> ReferenceProposal:
        values: dict[str, Any] = {
            "value": value,
            "valid_from": "2026-11-20",
            "basis": "Chưa có luật sửa đổi Điều 112 BLLĐ",
            "confidence": Confidence.UNSETTLED,
        }
        return agree(
            kind=ProposalKind.SETTING,
            code=key,
            reach=Reach.FROM_DAY,
            values=values | changes,
            reason=reason,
            by=by,
            second=manager,
            at=at(2026, 11, 19),
        )

    return set_to


class TestSetLegalSetting:
    def test_of_the_culture_day_moves_the_limit_of_s12(
        self, set_to: Callable[..., ReferenceProposal]
    ) -> None:
        """S12: 01/12/2026 with 24/11 off, Monday 30/11 without."""
        record_made_on = date(2026, 11, 19)
        term = Term.working_days(7)
        before = due_dates(term, record_made_on, load_calendar())

        set_to("off")

        after = due_dates(term, record_made_on, load_calendar())
        assert before.due == date(2026, 12, 1)
        assert after.due == date(2026, 11, 30)
        assert CULTURE_DAY not in [row.date for row in days_of_year(2026)]
        entry = Entry.objects.get(action="calendar.edit")
        assert entry.changes["value"] == ["on", "off"]

    def test_of_the_culture_day_governs_years_that_nobody_loaded(
        self, set_to: Callable[..., ReferenceProposal]
    ) -> None:
        assert not load_calendar().is_working_day(date(2031, 11, 24))

        set_to("off")

        assert load_calendar().is_working_day(date(2031, 11, 24))

    def test_holds_from_its_day_and_leaves_earlier_days(
        self, set_to: Callable[..., ReferenceProposal]
    ) -> None:
        set_to("off", valid_from="2027-01-01")

        calendar = load_calendar()
        assert not calendar.is_working_day(CULTURE_DAY)
        assert calendar.is_working_day(date(2027, 11, 24))

    def test_can_be_changed_again_and_ahead(
        self, set_to: Callable[..., ReferenceProposal]
    ) -> None:
        set_to("off", valid_from="2027-01-01")
        set_to("off")
        set_to("on")

        key = "vietnam_culture_day_is_holiday"
        assert settings_on(date(2026, 11, 19)).is_on(key)
        assert settings_on(date(2026, 12, 31)).is_on(key)
        assert not settings_on(date(2027, 1, 1)).is_on(key)
        rows = LegalSetting.objects.filter(key=key)
        assert [(row.valid_from, row.valid_to) for row in rows] == [
            (None, date(2026, 11, 19)),
            (date(2026, 11, 20), date(2026, 12, 31)),
            (date(2027, 1, 1), None),
        ]

    def test_outlives_the_next_loading(
        self, set_to: Callable[..., ReferenceProposal]
    ) -> None:
        set_to("off")

        counts = reference.load(at=at(2026, 11, 20))

        assert counts["legal_settings"][:2] == (0, 0)
        assert load_calendar().is_working_day(CULTURE_DAY)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"value": "perhaps"}, "value"),
            ({"valid_from": "2026-11-18"}, "valid_from"),
            ({"valid_from": "2026-11-19"}, "valid_from"),
            ({"basis": ""}, "basis"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_refuses_what_cannot_be(
        self,
        set_to: Callable[..., ReferenceProposal],
        changes: dict[str, Any],
        field: str,
    ) -> None:
        with pytest.raises(Refused) as refusal:
            set_to(**{"value": "off", **changes})

        assert field in refusal.value.errors
        assert settings_on(CULTURE_DAY).is_on("vietnam_culture_day_is_holiday")

    def test_of_a_figure_is_the_legal_officer_s(
        self, set_to: Callable[..., ReferenceProposal], lawyer: User
    ) -> None:
        key = "explanation_threshold_individual_vnd"
        with pytest.raises(NotPermitted):
            set_to("20000000", key=key)

        set_to("20000000", key=key, by=lawyer)

        thresholds = settings_on(date(2026, 11, 20))
        assert thresholds.explanation_threshold_vnd("HOUSEHOLD") == 20_000_000

    def test_of_the_calendar_is_not_the_legal_officer_s(
        self, set_to: Callable[..., ReferenceProposal], lawyer: User
    ) -> None:
        with pytest.raises(NotPermitted):
            set_to("off", by=lawyer)

    def test_of_late_interest_is_rolled_until_the_legal_officer_decides(
        self, set_to: Callable[..., ReferenceProposal], lawyer: User
    ) -> None:
        """Unsettled: whether interest runs from the rolled end of the term."""
        before = settings_on(date(2026, 11, 19)).late_interest_from

        set_to("strict", key="late_interest_from", by=lawyer)

        after = settings_on(date(2026, 11, 20)).late_interest_from
        assert before == LateInterestFrom.ROLLED
        assert after == LateInterestFrom.STRICT
        assert settings_on(date(2026, 11, 19)).late_interest_from == before
