"""Records that more than one module of these tests works on."""

from __future__ import annotations

from django.utils import timezone

from demo.stage import Stage
from inspections import services
from inspections.models import Inspection
from inspections.services import TeamInput, VisitInput
from inspections.states import ContentTag, Ground
from kernel.clock import local_day

INSPECTOR, CHAIRMAN = "xa.bmt.kiemtra", "xa.bmt.chutich"


def planned_visit(stage: Stage, sign: str) -> Inspection:
    """An unplanned visit of the ward with its team; nobody has signed for it."""
    now = timezone.now()
    return services.open_ad_hoc_visit(
        facility=stage.facility(sign),
        ground=Ground.SIGN_OF_VIOLATION,
        ground_text="Phản ánh của người dân",
        content=(ContentTag.INVOICES,),
        visit=VisitInput(
            scheduled_on=local_day(now), team=TeamInput(lead=stage.by(INSPECTOR))
        ),
        by=stage.by(INSPECTOR),
        at=now,
    )


def visit_under_way(stage: Stage, sign: str) -> Inspection:
    visit = planned_visit(stage, sign)
    for act, by in (
        (services.decide_inspection, CHAIRMAN),
        (services.start_visit, INSPECTOR),
    ):
        visit = stage.on_visit(act, visit, by, timezone.now())
    return visit
