"""What a count on the spot should make somebody look at: the print-job log's alarms.

Copies counted on the shelf stand where the log has copies printed. Advice only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from facilities.models import PrintJob
from facilities.print_alarms import NO_DECISION, OVER, PrintAlarm, alarms_of
from inspections.field_reading import FieldTitle
from regulations.models import CriminalIndicator


def alarms_of_count(
    title: FieldTitle, *, on: date, indicators: Iterable[CriminalIndicator]
) -> list[PrintAlarm]:
    """The alarms of one title as counted on a day; see `facilities.print_alarms`."""
    counted = PrintJob(
        title=title.title,
        decision_no=title.decision_no,
        licensed_copies=title.licensed_copies,
        printed_copies=title.counted_copies,
        printed_on=on,
    )
    return alarms_of(counted, indicators)


def in_words(title: FieldTitle, alarms: Iterable[PrintAlarm]) -> str:
    """One sentence for each alarm, for the finding that it becomes."""
    found = []
    for alarm in alarms:
        if alarm.code == OVER:
            text = _(
                "“%(title)s”: %(counted)s copies were counted, %(limit)s are licensed."
            )
        elif alarm.code == NO_DECISION:
            text = _(
                "“%(title)s”: %(counted)s copies were counted, and no publishing"
                " decision was shown."
            )
        else:
            text = _(
                "“%(title)s”: %(counted)s copies reach the threshold of %(limit)s"
                " copies (%(code)s)."
            )
        found.append(
            text
            % {
                "title": title.title,
                "counted": alarm.copies,
                "limit": alarm.limit,
                "code": alarm.code,
            }
        )
    return " ".join(found)
