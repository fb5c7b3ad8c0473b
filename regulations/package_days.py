"""Vietnam's days off as the `holidays` package has them, told apart by kind.

The package is a starting point: our own dated rows correct it (`calendar_days.csv`),
an administrator's rows correct both, and years that nobody loaded are read from here
when a term runs into them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from regulations.calendar import SATURDAY, each_day
from regulations.kinds import DayKind, SettingKey

# The Prime Minister's notices are out for the years up to this one.
LAST_DECIDED_YEAR = 2026
_SWAPPED = "Ngày nghỉ (thay cho ngày"
# Days before and after the computed Tết that may still join it.
_DAYS_BEFORE_TET, _DAYS_AFTER_TET = 1, 2


@dataclass(frozen=True, slots=True)
class PackagedDay:
    """A day that differs from the week; `depends_on` names the setting it hangs on."""

    date: date
    kind: DayKind
    name: str
    is_confirmed: bool = True
    depends_on: str = ""


@lru_cache(maxsize=64)
def package_days(year: int) -> tuple[PackagedDay, ...]:
    """The days of one year, in order; what is decided year by year is unconfirmed
    after the last decided year (Điều 112 BLLĐ: Tết, the day beside 02/9)."""
    return tuple(sorted(_days(year), key=lambda day: day.date))


def _days(year: int) -> Iterator[PackagedDay]:
    everything = holidays.country_holidays("VN", years=year, language="vi")
    plain = holidays.country_holidays("VN", years=year, language="vi", observed=False)
    is_decided = year <= LAST_DECIDED_YEAR
    tet = sorted(day for day, name in everything.items() if _is_tet(name))
    for day, name in everything.items():
        beside_national_day = name == "Quốc khánh" and (day.month, day.day) != (9, 2)
        yield PackagedDay(
            day,
            _kind(name, is_observed=day not in plain),
            name,
            is_confirmed=is_decided or not (_is_tet(name) or beside_national_day),
            depends_on=SettingKey.CULTURE_DAY if "Văn hóa Việt Nam" in name else "",
        )
    for day in everything.weekend_workdays:
        if day.year == year:
            yield PackagedDay(day, DayKind.SWAP_WORKING, "Ngày làm bù")
    if tet and not is_decided:
        yield from _days_that_may_join_tet(tet[0], tet[-1])


def _kind(name: str, *, is_observed: bool) -> DayKind:
    if name.startswith(_SWAPPED):
        return DayKind.SWAP_OFF
    return DayKind.COMPENSATION if is_observed else DayKind.HOLIDAY


def _is_tet(name: str) -> bool:
    """Tết Nguyên Đán and the days added to it; not New Year's Day, "Tết Dương lịch"."""
    return "Tết" in name and "Dương lịch" not in name


def _days_that_may_join_tet(first: date, last: date) -> Iterator[PackagedDay]:
    before = timedelta(days=_DAYS_BEFORE_TET)
    after = timedelta(days=_DAYS_AFTER_TET)
    for day in each_day(first - before, last + after):
        if not first <= day <= last and day.weekday() < SATURDAY:
            yield PackagedDay(
                day, DayKind.WORKING, "Chờ quyết định nghỉ Tết", is_confirmed=False
            )
