"""Dates, hours, counts and money as official paper writes them."""

from datetime import date, datetime

from kernel.clock import LOCAL_ZONE

BLANK = "\u00a0"  # what a hand or a later act fills in, never dots


def count(number: int) -> str:
    """1234567 → "1.234.567"."""
    return f"{number:,}".replace(",", ".")


def dong(vnd: int) -> str:
    """Whole dong: "3.750.000 đồng"."""
    return f"{count(vnd)} đồng"


def two_digits(number: int) -> str:
    """Small counts in official text: 3 → "03", 12 → "12"."""
    return f"{number:02d}"


def day_in_figures(day: date) -> str:
    """ "05/03/2026"."""
    return f"{day:%d/%m/%Y}"


def day_in_words(day: date) -> str:
    """ "ngày 05 tháng 3 năm 2026": a leading zero below 10 for the day, and for the
    months 1 and 2 only (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def blank_day(month: date) -> str:
    """The day left open on a draft: the month and year stay."""
    return day_in_words(month).replace(f"{month.day:02d}", BLANK * 5, 1)


def clock_in_words(clock: str) -> str:
    """ "08:30" → "08 giờ 30 phút"."""
    hour, _, minute = clock.partition(":")
    return f"{hour:>02} giờ {minute:>02} phút"


def hour_in_words(at: datetime) -> str:
    """ "08 giờ 30 phút" in local time; `at` is aware."""
    local = at.astimezone(LOCAL_ZONE)
    return f"{local:%H} giờ {local:%M} phút"


def hour_in_figures(at: datetime) -> str:
    """ "08:30" in local time."""
    return f"{at.astimezone(LOCAL_ZONE):%H:%M}"


def moment_in_figures(at: datetime) -> str:
    """ "13/04/2026 08:30" in local time."""
    return f"{at.astimezone(LOCAL_ZONE):%d/%m/%Y %H:%M}"


def document_number(number: int, suffix: str) -> str:
    """A number and its sign: 7, "BB-VPHC" → "07/BB-VPHC"."""
    return f"{number:02d}/{suffix}"
