"""Many facilities put into a draft at once, chosen from the candidates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from facilities.states import FacilityStatus
from inspections.models import InspectionPlan, PlanItem
from inspections.services.funnel import store, trace
from inspections.services.inputs import PlanItemInput
from inspections.services.overlaps import record_overlaps
from inspections.services.plan_items import described, fill
from inspections.services.plans import editable, unpropose
from inspections.services.yearly import clashes_of_all, hold_all_to_once_a_year
from inspections.states import ItemState
from inspections.yearly import Clash
from kernel.errors import Refused

MOST_AT_ONCE = 200


@transaction.atomic
def add_items(
    *,
    plan: InspectionPlan,
    version: int,
    items: Sequence[PlanItemInput],
    overlap_request: str = "",
    by: User,
    at: datetime,
) -> list[PlanItem]:
    """Put many facilities into a draft, all or none, in a fixed number of queries.

    With `overlap_request` what clashes goes in too and is laid before the heads, with
    this as the reason; exceptions are made one by one (`add_item`). Raises OnceAYear
    naming every clash; NotPermitted, StepNotOpen, MovedOn, Refused (`facilities` and
    the fields of the items).
    """
    plan = editable(plan, version=version, by=by, at=at)
    _check_choice(plan, items)
    last = plan.items.aggregate(last=Max("position"))["last"] or 0
    made = []
    for position, values in enumerate(items, start=last + 1):
        item: PlanItem = PlanItem(plan=plan, facility=values.facility)
        item.position = position
        fill(item, values, at=at)
        made.append(item)
    clashing: list[tuple[PlanItem, list[Clash]]] = []
    if overlap_request.strip():
        clashing = clashes_of_all(made, year=plan.year)
    else:
        hold_all_to_once_a_year(made, year=plan.year)
    PlanItem.objects.bulk_create(made)
    raised = record_overlaps(clashing, request=overlap_request, by=by, at=at)
    unpropose(plan)
    store(plan, at=at)
    trace(
        "plan.add_items",
        plan,
        by=by,
        at=at,
        reason=overlap_request.strip() if raised else "",
        after={
            "items": [described(item) for item in made],
            "overlaps": [overlap.clash for overlap in raised],
        },
    )
    return made


def _check_choice(plan: InspectionPlan, items: Sequence[PlanItemInput]) -> None:
    if not items:
        raise Refused(errors={"facilities": [_("Choose at least one facility.")]})
    if len(items) > MOST_AT_ONCE:
        text = gettext("Choose at most %(most)s facilities at a time.")
        raise Refused(errors={"facilities": [text % {"most": MOST_AT_ONCE}]})
    present = set(
        plan.items.exclude(state=ItemState.DROPPED).values_list("facility", flat=True)
    )
    faults = []
    for values in items:
        facility = values.facility
        if facility.pk in present:
            text = gettext("%(facility)s: the plan has this facility already.")
            faults.append(text % {"facility": facility.name})
        if facility.status == FacilityStatus.ENDED:
            text = gettext("%(facility)s: this facility has ended.")
            faults.append(text % {"facility": facility.name})
        present.add(facility.pk)
    if faults:
        raise Refused(errors={"facilities": faults})
