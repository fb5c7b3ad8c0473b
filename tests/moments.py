"""Dates as tests write them: days of Vietnam, working hours unless said otherwise."""

from datetime import date, datetime

from kernel.clock import LOCAL_ZONE


def day(text: str) -> date:
    """ "05/03/2026" as a date."""
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=LOCAL_ZONE).date()


def moment(text: str, clock: str = "09:00") -> datetime:
    """ "05/03/2026" at nine in the morning, or at the time given, aware."""
    return datetime.strptime(f"{text} {clock}", "%d/%m/%Y %H:%M").replace(
        tzinfo=LOCAL_ZONE
    )
