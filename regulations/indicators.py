"""The criminal indicators in force on a day."""

from datetime import date

from regulations.models import CriminalIndicator


def in_force_on(day: date) -> list[CriminalIndicator]:
    """All ways in which the law sees the sign of a crime, in one query."""
    return list(CriminalIndicator.objects.in_force_on(day).order_by("code", "pk"))
