"""A concluded visit and the visits that look after it, as an officer sees them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from agencies.models import User
from inspections.models import Inspection, InspectionPlan
from inspections.states import Ground, VisitState
from regulations.kinds import SettingKey
from regulations.models import LegalSetting


def both_sides(visit: Inspection, user: User, at: datetime) -> dict[str, Any]:
    """`follows` and `follow_ups`: only visits that the officer may see."""
    has_any = visit.state == VisitState.CONCLUDED or visit.ground == Ground.FOLLOW_UP
    if not has_any:
        return {}
    rows = Inspection.objects.visible_to(user, at).filter(
        Q(follows=visit) | Q(pk=visit.follows_id)
    )
    found = list(rows.select_related("conclusion").order_by("scheduled_on", "id"))
    return {
        "follows": next((row for row in found if row.pk == visit.follows_id), None),
        "follow_ups": [row for row in found if row.follows_id == visit.pk],
    }


def of_plan(
    plan: InspectionPlan, user: User, at: datetime
) -> dict[Any, list[Inspection]]:
    """By item of the plan, the follow-up visits that the officer may see."""
    found: dict[Any, list[Inspection]] = {}
    rows = (
        Inspection.objects.visible_to(user, at)
        .filter(follows__plan_item__plan=plan)
        .exclude(state=VisitState.CANCELLED)
        .select_related("follows")
    )
    for row in rows.order_by("scheduled_on", "id"):
        found.setdefault(row.follows.plan_item_id, []).append(row)
    return found


def rule_on(day: date) -> LegalSetting | None:
    """The dated setting whether such a visit is the year's one, with its confidence."""
    rows = LegalSetting.objects.filter(key=SettingKey.FOLLOW_UP_COUNTS)
    standing = [row for row in rows if row.is_in_force_on(day)]
    return standing[-1] if standing else None
