"""What a clerk makes of rows that may be facilities of the register already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from facilities.imports.batches import opened, store
from facilities.models import Facility, ImportBatch
from facilities.states import ImportChoice, ImportState
from kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row by its number in the file, and what it is.

    `facility` says which of the likely ones is the same; the likeliest, if nothing is
    said.
    """

    row: int
    choice: str
    facility: UUID | None = None


@transaction.atomic
def choose(
    *, batch: ImportBatch, chosen: Sequence[Chosen], by: User, at: datetime
) -> ImportBatch:
    """Say of doubtful rows what they are; until they are taken in it may be changed.

    Raises NotPermitted, ImportNotThere or Refused.
    """
    batch = opened(batch, {ImportState.CHECKED}, by=by, at=at)
    asked = {item.row: item for item in chosen}
    rows = {row.number: row for row in batch.rows.doubtful().filter(number__in=asked)}
    faults: dict[str, list[str]] = {}
    standing = set(
        Facility.objects.standing()
        .filter(
            pk__in={like.facility_id for r in rows.values() for like in r.likenesses}
        )
        .values_list("pk", flat=True)
    )
    for number, item in asked.items():
        fault = ""
        if item.choice not in ImportChoice.values:
            fault = _("Choose what the row is from the list.")
        elif number not in rows:
            fault = _("Nothing is asked of this row.")
        else:
            row = rows[number]
            row.choice, row.facility_id = item.choice, None
            if item.choice == ImportChoice.SAME:
                likely = [like.facility_id for like in row.likenesses]
                row.facility_id = item.facility or likely[0]
                if row.facility_id not in likely or row.facility_id not in standing:
                    fault = _("Choose one of the facilities that are shown beside it.")
        if fault:
            faults[f"rows.{number}"] = [fault]
    if faults:
        raise Refused(errors=faults)
    if rows:
        store(list(rows.values()), "choice", "facility_id")
    return batch


@transaction.atomic
def choose_rest(
    *, batch: ImportBatch, choice: str, by: User, at: datetime
) -> ImportBatch:
    """Decide all that is undecided at once: enter them as new, or leave them out.

    Raises NotPermitted, ImportNotThere or Refused.
    """
    batch = opened(batch, {ImportState.CHECKED}, by=by, at=at)
    if choice not in (ImportChoice.NEW, ImportChoice.SKIP):
        raise Refused(
            errors={"choice": [_("Which facility a row is, is said one by one.")]}
        )
    batch.rows.undecided().update(choice=choice)
    return batch
