"""Load the demonstration: accounts, facilities, plans, scenarios, and today's desks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation

from agencies.models import User
from cases.models import Case
from cases.services.risk import compute_risk
from demo import (
    desks,
    drafted,
    facilities,
    from_the_field,
    matters_crime,
    matters_execution,
    papers,
    planning,
    plans,
    records,
    tipped_off,
    valued,
    whole_records,
)
from demo.accounts import create_accounts
from demo.matters import MATTERS
from demo.register import FIRST_TAX_CODE
from demo.scenarios import (
    s01,
    s02,
    s03,
    s04,
    s05,
    s06,
    s07,
    s08,
    s09,
    s10,
    s11,
    s12,
    s13,
    s14,
    s15,
)
from demo.stage import Performance, Play, Stage, on
from documents.models import IssuedDocument
from evidence.models import EvidenceFile
from facilities.models import Facility
from inspections.models import Inspection, InspectionPlan
from kernel.clock import local_day

HIRED_AT = on("01/12/2025", "07:00")
ENTERED_AT = on("03/12/2025", "09:00")
A_YEAR = timedelta(days=365)


def is_loaded() -> bool:
    """Is the demonstration there? It is loaded whole or not at all."""
    return Facility.objects.filter(tax_code=FIRST_TAX_CODE).exists()


@transaction.atomic
def load(
    *, at: datetime, progress: Callable[[], None] = lambda: None
) -> dict[str, int]:
    """Play what happened up to `at`; gives how many rows were made, a second time none.

    `progress` is called after every act. The reference data are there already.
    """
    if is_loaded():
        return dict.fromkeys(COUNTED, 0)
    before = counts()
    if not User.objects.filter(is_demo=True).exists():
        create_accounts(at=HIRED_AT, until=local_day(at) + A_YEAR)
    stage = Stage.with_everybody()
    facilities.enter_all(stage, at=ENTERED_AT)
    progress()
    # Some acts store words (the item of a fine): those of their officers' language.
    with translation.override("vi"):
        whole_records.keep_all(stage, at=ENTERED_AT)
        Performance(everything(stage, at=at)).run(until=at, after_each=progress)
    compute_risk(at=at)
    return {name: total - before[name] for name, total in counts().items()}


def everything(stage: Stage, *, at: datetime) -> list[Play[Any]]:
    """All plays of the demonstration as loaded on a day."""
    return [
        *(plan(stage) for plan in plans.PLANS),
        s01.play(stage),
        s02.play(stage),
        s03.play(stage),
        s04.play(stage),
        s05.play(stage),
        s06.play(stage),
        s07.remote_review(stage),
        s07.other_inspection(stage),
        planning.overlap(stage),
        planning.refused_review(stage),
        s08.play(stage),
        s09.play(stage),
        s10.play(stage),
        s11.play(stage),
        records.play(stage, s12.NEW_HOLIDAY),
        s13.play(stage),
        s14.play(stage),
        valued.play(stage),
        valued.unclaimed(stage),
        *(records.play(stage, matter) for matter in s15.MATTERS),
        *(
            desks.play(stage, matter, loaded_at=at)
            for matter in (*MATTERS, *matters_execution.MATTERS, *matters_crime.MATTERS)
        ),
        tipped_off.play(stage, loaded_at=at),
        tipped_off.waiting(stage, loaded_at=at),
        drafted.play(stage, loaded_at=at),
        *papers.plays(stage, loaded_at=at),
        from_the_field.two_phones(stage, loaded_at=at),
        from_the_field.late_supplement(stage, loaded_at=at),
        from_the_field.unsent(stage, loaded_at=at),
    ]


COUNTED = {
    "accounts": User.objects.filter(is_demo=True),
    "facilities": Facility.objects.all(),
    "plans": InspectionPlan.objects.all(),
    "visits": Inspection.objects.all(),
    "cases": Case.objects.all(),
    "evidence files": EvidenceFile.objects.all(),
    "issued documents": IssuedDocument.objects.all(),
}


def counts() -> dict[str, int]:
    return {name: rows.all().count() for name, rows in COUNTED.items()}
