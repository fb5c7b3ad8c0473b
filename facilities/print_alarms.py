"""What a line of the print-job log should make somebody look at (registry, section 2).

"`printed > licensed` raises PRT-OVER; no decision raises PRT-NODEC; > 2,000 raises
CI-344b". Advice only: a person looks, and decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from facilities.models import PrintJob
from facilities.states import PrintProduct
from regulations.kinds import IndicatorMeasure
from regulations.models import CriminalIndicator

OVER, NO_DECISION = "PRT-OVER", "PRT-NODEC"
# The lines of which `alarms_of` tells something, as a question to the database.
SUSPICIOUS = Q(ended_on__isnull=True) & (
    Q(printed_copies__gt=F("licensed_copies"))
    | ~Q(product=PrintProduct.OTHER) & Q(printed_copies__gt=0, decision_no="")
)


@dataclass(frozen=True, slots=True)
class PrintAlarm:
    """`code` of the behaviour or of the criminal indicator; `copies` above `limit`."""

    code: str
    copies: int
    limit: int | None = None
    indicator: CriminalIndicator | None = None


def alarms_of(
    job: PrintJob, indicators: Iterable[CriminalIndicator]
) -> list[PrintAlarm]:
    """Alarms of one line; `indicators` are the law's rows, of whatever days."""
    if job.ended_on is not None:
        return []
    found = []
    licensed = job.licensed_copies
    if licensed is not None and job.printed_copies > licensed:
        found.append(PrintAlarm(OVER, job.printed_copies, licensed))
    if not (job.needs_decision and job.printed_copies and not job.decision_no):
        return found
    found.append(PrintAlarm(NO_DECISION, job.printed_copies))
    found += [
        PrintAlarm(row.code, job.printed_copies, row.threshold, row)
        for row in indicators
        if row.measure == IndicatorMeasure.COPIES
        and row.is_about(NO_DECISION)
        and row.is_in_force_on(job.printed_on)
        and row.is_reached_by(job.printed_copies)
    ]
    return found
