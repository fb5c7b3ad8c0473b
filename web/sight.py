"""Records that are opened: into the access trail before their bytes leave (INV-13)."""

from datetime import datetime

from django.http import HttpRequest

from audit import trail
from audit.models import AccessAction
from cases.models import Case
from inspections.models import TipOff


def note_opened(request: HttpRequest, found: Case | TipOff, *, now: datetime) -> None:
    """Note who reads the record; a refusal on the way will name it too."""
    if request.method == "GET":
        trail.record_access(
            action=AccessAction.VIEWED,
            record=found,
            at=now,
            by=request.user,
            label=found.number,
        )
    request.seen = found  # type: ignore[attr-defined]
