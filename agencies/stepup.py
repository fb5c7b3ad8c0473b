"""How long a proof of identity holds for signatures: one rule for pages and API."""

from datetime import datetime

# In the session, seconds since the epoch of the last password or code given.
SESSION_KEY = "confirmed_at"
SECONDS = 5 * 60


def is_fresh(confirmed_at: float | None, *, at: datetime) -> bool:
    """Were password or code given within the last five minutes?"""
    return confirmed_at is not None and 0 <= at.timestamp() - confirmed_at < SECONDS
