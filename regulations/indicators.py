"""The criminal indicators in force on a day."""

from datetime import date

from regulations.kinds import IndicatorMeasure
from regulations.models import CriminalIndicator


def in_force_on(day: date) -> list[CriminalIndicator]:
    """All ways in which the law sees the sign of a crime, in one query."""
    return list(CriminalIndicator.objects.in_force_on(day).order_by("code", "pk"))


def of_copies() -> list[CriminalIndicator]:
    """What counts copies of one publication, of whatever days: for a list of jobs."""
    rows = CriminalIndicator.objects.filter(measure=IndicatorMeasure.COPIES)
    return list(rows.order_by("code", "pk"))
