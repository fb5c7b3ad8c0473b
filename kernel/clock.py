"""Legal days are counted in one time zone, whatever the server's own is."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(at: datetime) -> date:
    """The calendar day of an aware moment in Asia/Ho_Chi_Minh."""
    return at.astimezone(LOCAL_ZONE).date()


def start_of_day(day: date) -> datetime:
    """The moment at which a legal day begins."""
    return datetime.combine(day, time.min, LOCAL_ZONE)
