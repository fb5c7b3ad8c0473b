"""Open points of the law, decided from a day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from kernel.errors import NotPermitted, Refused
from regulations import reference, services
from regulations.arithmetic import Term, due_dates
from regulations.kinds import LateInterestFrom
from regulations.legal_settings import settings_on
from regulations.models import LegalSetting
from regulations.working_days import days_of_year, load_calendar
from tests.regulations.conftest import at

if TYPE_CHECKING:
    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")
CULTURE_DAY = date(2026, 11, 24)


def switch_culture_day(by: User, value: str, **changes: Any) -> LegalSetting:
    values: dict[str, Any] = {
        "key": "vietnam_culture_day_is_holiday",
        "value": value,
        "basis": "Chưa có luật sửa đổi Điều 112 BLLĐ",
        "by": by,
        "at": at(2026, 11, 19),
        "reason": "Theo thông báo của Bộ Nội vụ",
    }
    return services.set_legal_setting(**{**values, **changes})


class TestSetLegalSetting:
    def test_of_the_culture_day_moves_the_limit_of_s12(
        self, administrator: User
    ) -> None:
        """S12: 01/12/2026 with 24/11 off, Monday 30/11 without."""
        record_made_on = date(2026, 11, 19)
        term = Term.working_days(7)
        before = due_dates(term, record_made_on, load_calendar())

        switch_culture_day(administrator, "off")

        after = due_dates(term, record_made_on, load_calendar())
        assert before.due == date(2026, 12, 1)
        assert after.due == date(2026, 11, 30)
        assert CULTURE_DAY not in [row.date for row in days_of_year(2026)]
        entry = Entry.objects.latest("pk")
        assert entry.action == "legal_setting.edit"
        assert entry.changes["value"] == ["on", "off"]

    def test_of_the_culture_day_governs_years_that_nobody_loaded(
        self, administrator: User
    ) -> None:
        assert not load_calendar().is_working_day(date(2031, 11, 24))

        switch_culture_day(administrator, "off")

        assert load_calendar().is_working_day(date(2031, 11, 24))

    def test_holds_from_its_day_and_leaves_earlier_days(
        self, administrator: User
    ) -> None:
        switch_culture_day(administrator, "off", valid_from=date(2027, 1, 1))

        calendar = load_calendar()
        assert not calendar.is_working_day(CULTURE_DAY)
        assert calendar.is_working_day(date(2027, 11, 24))

    def test_can_be_changed_twice_a_day_and_ahead(self, administrator: User) -> None:
        switch_culture_day(administrator, "off", valid_from=date(2027, 1, 1))
        switch_culture_day(administrator, "off")
        switch_culture_day(administrator, "on")

        key = "vietnam_culture_day_is_holiday"
        assert settings_on(date(2026, 11, 18)).is_on(key)
        assert settings_on(date(2026, 12, 31)).is_on(key)
        assert not settings_on(date(2027, 1, 1)).is_on(key)
        rows = LegalSetting.objects.filter(key=key)
        assert [(row.valid_from, row.valid_to) for row in rows] == [
            (None, date(2026, 11, 18)),
            (date(2026, 11, 19), date(2026, 12, 31)),
            (date(2027, 1, 1), None),
        ]

    def test_outlives_the_next_loading(self, administrator: User) -> None:
        switch_culture_day(administrator, "off")

        counts = reference.load(at=at(2026, 11, 20))

        assert counts["legal_settings"] == (0, 0, 10)
        assert load_calendar().is_working_day(CULTURE_DAY)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"value": "perhaps"}, "value"),
            ({"valid_from": date(2026, 11, 18)}, "valid_from"),
            ({"basis": ""}, "basis"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_refuses_what_cannot_be(
        self, administrator: User, changes: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refused) as refusal:
            switch_culture_day(administrator, **{"value": "off", **changes})

        assert field in refusal.value.errors
        assert settings_on(CULTURE_DAY).is_on("vietnam_culture_day_is_holiday")

    def test_of_a_figure_is_the_legal_officer_s(
        self, administrator: User, lawyer: User
    ) -> None:
        threshold: dict[str, Any] = {
            "key": "explanation_threshold_individual_vnd",
            "value": "20000000",
        }
        with pytest.raises(NotPermitted):
            switch_culture_day(administrator, **threshold)

        switch_culture_day(lawyer, **threshold)

        assert (
            settings_on(date(2026, 11, 19)).explanation_threshold_vnd("HOUSEHOLD")
            == 20_000_000
        )

    def test_of_the_calendar_is_not_the_legal_officer_s(self, lawyer: User) -> None:
        with pytest.raises(NotPermitted):
            switch_culture_day(lawyer, "off")

    def test_of_late_interest_is_rolled_until_the_legal_officer_decides(
        self, lawyer: User
    ) -> None:
        """Unsettled: whether interest runs from the rolled end of the term."""
        day = date(2026, 11, 19)
        before = settings_on(day).late_interest_from

        switch_culture_day(lawyer, "strict", key="late_interest_from")

        assert before == LateInterestFrom.ROLLED
        assert settings_on(day).late_interest_from == LateInterestFrom.STRICT
        assert settings_on(date(2026, 11, 18)).late_interest_from == before
