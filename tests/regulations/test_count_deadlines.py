"""How the law counts, each rule with its article.

The worked examples are those of the domain reference, deadlines section 4; the pure
arithmetic runs on the packaged rules and calendar.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kernel.clock import LOCAL_ZONE
from regulations.arithmetic import (
    DateOutOfRange,
    Due,
    Term,
    UncountableRule,
    add_months,
    due_dates,
    is_countable,
    late_days,
    late_interest_vnd,
)
from regulations.calendar import WorkingCalendar

# number, source, start, term, strict end, rolled end
WORKED_EXAMPLES = [
    (1, "Điều 66.1.a XLVPHC", "2026-03-05", "7 working_day", "", "2026-03-16"),
    (2, "Điều 66.1.a XLVPHC", "2026-04-13", "10 working_day", "", "2026-04-28"),
    (3, "Điều 148.3 BLDS", "2026-04-15", "1 month", "", "2026-05-15"),
    (4, "Điều 148.3, 148.5", "2026-01-31", "1 month", "2026-02-28", "2026-03-02"),
    (5, "Điều 148.5 BLDS", "2026-05-14", "10 day", "2026-05-24", "2026-05-25"),
    (6, "ngày làm việc, swap 22/08", "2026-08-20", "7 working_day", "", "2026-08-28"),
    (7, "ngày làm việc, 24/11 off", "2026-11-19", "7 working_day", "", "2026-12-01"),
    (8, "ngày làm việc, Tết", "2026-02-12", "7 working_day", "", "2026-03-02"),
    (9, "ngày làm việc, swap 10/01", "2025-12-31", "7 working_day", "", "2026-01-12"),
    # 10 is the late interest, below
    (11, "Điều 148.4 BLDS", "2024-05-20", "2 year", "", "2026-05-20"),
    (12, "Điều 148.5 BLDS", "2026-06-10", "10 day", "2026-06-20", "2026-06-22"),
]


def term(text: str, code: str = "") -> Term:
    length, unit = text.split()
    return Term(length=Decimal(length), unit=unit, code=code)


def day(text: str) -> date:
    return date.fromisoformat(text)


class TestWorkedExamples:
    @pytest.mark.parametrize(
        ("number", "source", "start", "length", "strict", "due"), WORKED_EXAMPLES
    )
    def test_end_on_the_day_of_the_reference(
        self,
        packaged_calendar: WorkingCalendar,
        number: int,
        source: str,
        start: str,
        length: str,
        strict: str,
        due: str,
    ) -> None:
        found = due_dates(term(length), day(start), packaged_calendar)

        assert found.due == day(due), source
        assert found.strict_due == day(strict or due), source
        assert not found.provisional

    @pytest.mark.parametrize(
        ("start", "length", "counted"),
        [
            ("2026-03-05", 7, "03-06 03-09 03-10 03-11 03-12 03-13 03-16"),
            (
                "2026-04-13",
                10,
                "04-14 04-15 04-16 04-17 04-20 04-21 04-22 04-23 04-24 04-28",
            ),
            ("2026-08-20", 7, "08-21 08-22 08-24 08-25 08-26 08-27 08-28"),
            ("2026-11-19", 7, "11-20 11-23 11-25 11-26 11-27 11-30 12-01"),
            ("2026-02-12", 7, "02-13 02-23 02-24 02-25 02-26 02-27 03-02"),
            ("2025-12-31", 7, "01-05 01-06 01-07 01-08 01-09 01-10 01-12"),
        ],
    )
    def test_list_the_working_days_counted(
        self, packaged_calendar: WorkingCalendar, start: str, length: int, counted: str
    ) -> None:
        """Examples 1, 2, 6, 7, 8, 9: the days in brackets."""
        found = due_dates(Term.working_days(length), day(start), packaged_calendar)

        assert found.counted == tuple(day(f"2026-{text}") for text in counted.split())

    def test_of_late_interest_count_every_day(self) -> None:
        """Example 10, TT 18/2023/TT-BTC Điều 5: from the day after the term to the day
        before payment, holidays included: 17/07..21/08 = 36 days."""
        term_due, paid_on = date(2026, 7, 16), date(2026, 8, 22)

        assert late_days(term_due=term_due, paid_on=paid_on) == 36
        assert (
            late_interest_vnd(
                unpaid_vnd=30_000_000,
                term_due=term_due,
                paid_on=paid_on,
                percent_per_day=Decimal("0.05"),
            )
            == 540_000
        )


class TestCalendarTerms:
    def test_do_not_count_the_first_day(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        """Điều 147.2 BLDS: the term starts on the day after the event."""
        found = due_dates(Term.days(1), date(2026, 3, 4), packaged_calendar)

        assert found == Due(date(2026, 3, 5), date(2026, 3, 5), rolls=True)

    def test_end_a_year_after_29_february_on_the_28th(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        """Điều 148.4 BLDS, by analogy with 148.3."""
        found = due_dates(Term.years(1), date(2024, 2, 29), packaged_calendar)

        assert found.strict_due == date(2025, 2, 28)

    @pytest.mark.parametrize(
        ("start", "months", "end"),
        [
            ("2026-01-31", 1, "2026-02-28"),
            ("2027-12-31", 2, "2028-02-29"),
            ("2026-10-31", 1, "2026-11-30"),
            ("2026-12-15", 1, "2027-01-15"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-01-15", -2, "2025-11-15"),
        ],
    )
    def test_of_months_end_on_the_same_day_or_the_last(
        self, start: str, months: int, end: str
    ) -> None:
        """Điều 148.3 BLDS."""
        assert add_months(day(start), months) == day(end)

    def test_roll_over_every_holiday_in_a_row(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        """Điều 148.5 BLDS: 10/02/2026 + 5 days is the Sunday before Tết; the next
        working day is Monday 23/02."""
        found = due_dates(Term.days(5), date(2026, 2, 10), packaged_calendar)

        assert found.strict_due == date(2026, 2, 15)
        assert found.due == date(2026, 2, 23)
        assert found.last_day == date(2026, 2, 23)

    def test_roll_onto_a_swapped_saturday(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        """02/01/2026 was worked on Saturday 10/01."""
        found = due_dates(Term.days(9), date(2026, 1, 1), packaged_calendar)

        assert found.due == found.strict_due == date(2026, 1, 10)


class TestLimitationAndRecidivism:
    @pytest.mark.parametrize(
        "code", ["D-LIM-PUB", "D-LIM-PROC", "D-LIM-OTHER", "D-EXEC-LIM", "D-RECID-F"]
    )
    def test_are_applied_to_the_day_and_only_show_the_roll(
        self,
        packaged_calendar: WorkingCalendar,
        packaged_rules: dict[str, Term],
        code: str,
    ) -> None:
        """Deadlines section 1: shown and applied without rolling."""
        rule = packaged_rules[code]
        sunday = date(2028, 4, 30)  # a Sunday and a holiday
        start = add_months(sunday, -12 * int(rule.length or 0))

        found = due_dates(rule, start, packaged_calendar)

        assert found.strict_due == sunday
        assert found.due == date(2028, 5, 3)
        assert not found.rolls
        assert found.last_day == sunday

    def test_are_never_provisional(
        self, packaged_calendar: WorkingCalendar, packaged_rules: dict[str, Term]
    ) -> None:
        found = due_dates(
            packaged_rules["D-LIM-PUB"], date(2026, 10, 2), packaged_calendar
        )

        assert not found.provisional


class TestHours:
    def test_count_from_the_moment(
        self, packaged_calendar: WorkingCalendar, packaged_rules: dict[str, Term]
    ) -> None:
        """Điều 147.1 BLDS; no roll over the weekend."""
        friday_night = datetime(2026, 10, 9, 22, 30, tzinfo=LOCAL_ZONE)

        found = due_dates(
            packaged_rules["D-REC-TRANSFER"], friday_night, packaged_calendar
        )

        assert found.due_at == friday_night + timedelta(hours=24)
        assert found.due == found.strict_due == date(2026, 10, 10)

    def test_count_from_the_beginning_of_a_day_when_only_it_is_known(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        found = due_dates(term("36 hour"), date(2026, 10, 9), packaged_calendar)

        assert found.due == date(2026, 10, 10)
        assert found.due_at is None

    def test_refuse_a_naive_moment(self, packaged_calendar: WorkingCalendar) -> None:
        with pytest.raises(ValueError, match="aware"):
            due_dates(
                Term.days(1),
                datetime(2026, 10, 9),  # noqa: DTZ001
                packaged_calendar,
            )

    def test_take_the_day_in_vietnam(self, packaged_calendar: WorkingCalendar) -> None:
        """23:30 UTC of 8 October is already 9 October in Vietnam."""
        utc = datetime.fromisoformat("2026-10-08T23:30:00+00:00")

        found = due_dates(Term.days(5), utc, packaged_calendar)

        assert found.strict_due == date(2026, 10, 14)


class TestOtherUnits:
    def test_at_once_is_the_same_day_even_on_a_holiday(
        self, packaged_calendar: WorkingCalendar, packaged_rules: dict[str, Term]
    ) -> None:
        """Điều 62.1 XLVPHC: hand the file over at once."""
        found = due_dates(
            packaged_rules["D-CRIM-NOW"], date(2026, 9, 2), packaged_calendar
        )

        assert found.due == date(2026, 9, 2)

    def test_before_an_event_count_backwards_and_keep_the_full_time(
        self, packaged_calendar: WorkingCalendar, packaged_rules: dict[str, Term]
    ) -> None:
        """Điều 28 Luật Xuất bản: at least 10 days before release; rolled forward it
        would be fewer, so the strict day binds."""
        found = due_dates(
            packaged_rules["D-LEGALDEP"], date(2026, 6, 16), packaged_calendar
        )

        assert found.strict_due == found.last_day == date(2026, 6, 6)  # a Saturday
        assert found.due == date(2026, 6, 8)

    def test_working_days_before_an_event_are_counted_back(
        self, packaged_calendar: WorkingCalendar
    ) -> None:
        found = due_dates(Term.working_days(-3), date(2026, 5, 4), packaged_calendar)

        assert found.counted == (
            date(2026, 4, 29),
            date(2026, 4, 28),
            date(2026, 4, 24),
        )
        assert found.due == date(2026, 4, 24)

    @pytest.mark.parametrize("code", ["D-LATE", "D-YEAR-1", "D-REPORT", "D-CHECK-LEN"])
    def test_that_give_no_date_are_refused(
        self,
        packaged_calendar: WorkingCalendar,
        packaged_rules: dict[str, Term],
        code: str,
    ) -> None:
        """Percentages, yearly counts, the fixed 14/12 and a length not configured."""
        assert not is_countable(packaged_rules[code])
        with pytest.raises(UncountableRule, match=code):
            due_dates(packaged_rules[code], date(2026, 1, 5), packaged_calendar)

    def test_half_a_day_is_refused(self, packaged_calendar: WorkingCalendar) -> None:
        with pytest.raises(UncountableRule):
            due_dates(term("1.5 day"), date(2026, 1, 5), packaged_calendar)

    @pytest.mark.parametrize("start", ["1989-12-31", "2091-01-01", "9999-12-31"])
    def test_dates_out_of_all_calendars_are_refused(
        self, packaged_calendar: WorkingCalendar, start: str
    ) -> None:
        with pytest.raises(DateOutOfRange):
            due_dates(Term.days(1), day(start), packaged_calendar)


class TestProvisionalDates:
    @pytest.mark.parametrize(
        ("start", "length", "is_provisional"),
        [
            ("2027-01-20", "7 working_day", False),  # ends 29/01
            ("2027-01-25", "7 working_day", True),  # ends 03/02
            ("2027-02-12", "7 working_day", False),  # 12/02 is not counted
            ("2027-02-11", "7 working_day", True),  # crosses 12/02
            ("2027-01-25", "1 month", True),
            ("2027-02-13", "1 month", False),
        ],
    )
    def test_cross_3_to_12_february_2027(
        self,
        packaged_calendar: WorkingCalendar,
        start: str,
        length: str,
        is_provisional: bool,  # noqa: FBT001
    ) -> None:
        """Tết 2027 is not decided: 04-10/02 is computed, 05-11/02 as likely."""
        found = due_dates(term(length), day(start), packaged_calendar)

        assert found.provisional is is_provisional


class TestLateInterest:
    @pytest.mark.parametrize(
        ("paid_on", "days"),
        [
            ("2026-07-10", 0),  # in time
            ("2026-07-16", 0),  # on the last day
            ("2026-07-17", 0),  # the day before payment is the term itself
            ("2026-07-18", 1),
        ],
    )
    def test_starts_the_day_after_the_term(self, paid_on: str, days: int) -> None:
        """TT 18/2023/TT-BTC Điều 5."""
        assert late_days(term_due=date(2026, 7, 16), paid_on=day(paid_on)) == days

    @pytest.mark.parametrize(
        ("unpaid_vnd", "interest_vnd"), [(1_000, 1), (999, 0), (3_000, 2), (4_999, 2)]
    )
    def test_is_rounded_to_whole_dong_half_up(
        self, unpaid_vnd: int, interest_vnd: int
    ) -> None:
        """0.05 percent of 1,000 dong is half a dong: it counts as one."""
        assert (
            late_interest_vnd(
                unpaid_vnd=unpaid_vnd,
                term_due=date(2026, 7, 16),
                paid_on=date(2026, 7, 18),
                percent_per_day=Decimal("0.05"),
            )
            == interest_vnd
        )
