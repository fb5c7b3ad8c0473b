"""The list of a plan: facilities put in, changed, taken out, kept as exceptions."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import User
from facilities.states import FacilityStatus
from inspections.models import InspectionPlan, PlanItem
from inspections.services.funnel import (
    StepNotOpen,
    require_text,
    store,
    store_item,
    take,
    trace,
)
from inspections.services.inputs import PlanItemInput
from inspections.services.members import check_lead_of
from inspections.services.plans import editable, unpropose
from inspections.services.yearly import (
    clashes_of,
    grant_exception,
    hold_to_once_a_year,
)
from inspections.states import ContentTag, ItemState, Mode
from kernel.clock import local_day
from kernel.errors import Refused
from kernel.folding import nfc

if TYPE_CHECKING:
    from evidence.models import EvidenceFile

MONTHS = range(1, 13)


@transaction.atomic
def add_item(
    *,
    plan: InspectionPlan,
    version: int,
    item: PlanItemInput,
    by: User,
    at: datetime,
) -> PlanItem:
    """Put a facility into a draft.

    Raises OnceAYear when the business has its visit of the year elsewhere and `item`
    gives no reason for an exception; NotPermitted, StepNotOpen, MovedOn, Refused.
    """
    plan = editable(plan, version=version, by=by, at=at)
    made = new_item(plan, item, by=by, at=at)
    unpropose(plan)
    store(plan, at=at)
    trace(
        "plan.add_item",
        plan,
        by=by,
        at=at,
        reason=made.exception_reason,
        after=described(made),
    )
    return made


@transaction.atomic
def edit_item(
    *,
    plan: InspectionPlan,
    version: int,
    item: PlanItem,
    changed: PlanItemInput,
    by: User,
    at: datetime,
) -> PlanItem:
    """Change months, content, mode or lead of an item of a draft, not its facility.

    Its exception lapses unless `changed` gives a reason; raises as `add_item`.
    """
    plan = editable(plan, version=version, by=by, at=at)
    item = own_item(plan, item)
    before = described(item)
    if changed.facility.pk != item.facility_id:
        raise Refused(
            errors={"facility": [_("Take this facility out and add the other one.")]}
        )
    fill(item, changed, at=at)
    item.exception_reason, item.clashes_with = "", []
    item.exception_by = item.exception_at = item.exception_evidence = None
    hold_to_once_a_year(
        item,
        year=plan.year,
        reason=changed.exception_reason,
        evidence=changed.exception_evidence,
        by=by,
        at=at,
    )
    store_item(item)
    unpropose(plan)
    store(plan, at=at)
    trace("plan.edit_item", plan, by=by, at=at, before=before, after=described(item))
    return item


@transaction.atomic
def drop_item(
    *,
    plan: InspectionPlan,
    version: int,
    item: PlanItem,
    reason: str = "",
    by: User,
    at: datetime,
) -> PlanItem:
    """Take a facility out of a draft; the row stays and counts no more."""
    plan = editable(plan, version=version, by=by, at=at)
    item = own_item(plan, item)
    before = described(item)
    take(item.drop, by=by, at=at)
    store_item(item)
    unpropose(plan)
    store(plan, at=at)
    trace(
        "plan.drop_item",
        plan,
        by=by,
        at=at,
        reason=reason,
        before=before,
        after=described(item),
    )
    return item


@transaction.atomic
def keep_as_exception(
    *,
    plan: InspectionPlan,
    version: int,
    item: PlanItem,
    reason: str,
    evidence: EvidenceFile | None = None,
    by: User,
    at: datetime,
) -> PlanItem:
    """Keep an item of a draft although it clashes: the approver sees the reason.

    For clashes that came after the item did. Raises StepNotOpen without a clash.
    """
    plan = editable(plan, version=version, by=by, at=at)
    require_text(reason=reason)
    item = own_item(plan, item)
    clashes = clashes_of(item, year=plan.year)
    if not clashes:
        raise StepNotOpen(_("Nothing stands against this facility."))
    item.clashes_with = [clash.text for clash in clashes]
    grant_exception(item, reason=reason, evidence=evidence, by=by, at=at)
    store_item(item)
    store(plan, at=at)
    trace(
        "plan.keep_as_exception",
        plan,
        by=by,
        at=at,
        reason=item.exception_reason,
        after=described(item),
    )
    return item


def new_item(
    plan: InspectionPlan, values: PlanItemInput, *, by: User, at: datetime
) -> PlanItem:
    """A checked and saved item at the end of the list; the plan is locked."""
    if values.facility.status == FacilityStatus.ENDED:
        raise Refused(errors={"facility": [_("This facility has ended.")]})
    present = plan.items.exclude(state=ItemState.DROPPED)
    if present.filter(facility=values.facility).exists():
        raise Refused(errors={"facility": [_("The plan has this facility already.")]})
    last = plan.items.aggregate(last=Max("position"))["last"] or 0
    item: PlanItem = PlanItem(plan=plan, facility=values.facility, position=last + 1)
    fill(item, values, at=at)
    hold_to_once_a_year(
        item,
        year=plan.year,
        reason=values.exception_reason,
        evidence=values.exception_evidence,
        by=by,
        at=at,
    )
    item.save(force_insert=True)
    return item


def own_item(plan: InspectionPlan, item: PlanItem) -> PlanItem:
    """The item locked, and one of this plan."""
    held: PlanItem = PlanItem.objects.locked(item.pk)
    if held.plan_id != plan.pk:
        raise Refused(errors={"item": [_("This item is in another plan.")]})
    held.plan = plan
    return held


def check_window(first_month: int, last_month: int) -> None:
    if first_month not in MONTHS or last_month not in MONTHS:
        raise Refused(errors={"first_month": [_("Choose months from 1 to 12.")]})
    if last_month < first_month:
        raise Refused(
            errors={"last_month": [_("The last month cannot be before the first.")]}
        )


def described(item: PlanItem) -> dict[str, Any]:
    """An item as the trail tells it."""
    return {
        "item": str(item.pk),
        "facility": item.facility.code,
        "state": item.state,
        "window": f"{item.first_month}-{item.last_month}",
        "content": sorted(item.content),
        "mode": item.mode,
        "lead_agency": item.lead_agency_id,
        "planned_on": item.planned_on.isoformat() if item.planned_on else None,
        "team_lead": item.team_lead.username if item.team_lead else None,
        "scope": item.scope,
        "exception_reason": item.exception_reason,
        "clashes_with": item.clashes_with,
    }


def check_content(content: tuple[str, ...]) -> list[str]:
    """The tags in the order of the list, each once; Refused when none or unknown."""
    if not content or not set(content) <= set(ContentTag.values):
        raise Refused(errors={"content": [_("Choose what is looked at.")]})
    return [tag for tag in ContentTag.values if tag in content]


def check_mode(mode: str) -> str:
    if mode not in Mode.values:
        raise Refused(errors={"mode": [_("Choose on site or remote.")]})
    return mode


def fill(item: PlanItem, values: PlanItemInput, *, at: datetime) -> None:
    """The checked values on the unsaved item; Refused names the field."""
    check_window(values.first_month, values.last_month)
    lead_agency = values.lead_agency or item.plan.agency
    if lead_agency.kind == AgencyKind.EXTERNAL:
        raise Refused(
            errors={"lead_agency": [_("A body outside the system makes no visits.")]}
        )
    item.first_month, item.last_month = values.first_month, values.last_month
    item.content = check_content(values.content)
    item.mode = check_mode(values.mode)
    item.scope = nfc(values.scope)
    item.lead_agency = lead_agency
    item.planned_on = _planned_day(item, values.planned_on)
    if values.team_lead is not None:
        check_lead_of(lead_agency, values.team_lead, local_day(at), "team_lead")
    item.team_lead = values.team_lead


def _planned_day(item: PlanItem, day: date | None) -> date | None:
    if day is None:
        return None
    if day.year != item.plan.year:
        text = gettext("This plan is for the year %(year)s.")
        raise Refused(errors={"planned_on": [text % {"year": item.plan.year}]})
    if not item.first_month <= day.month <= item.last_month:
        raise Refused(
            errors={"planned_on": [_("The day lies outside the months of the visit.")]}
        )
    return day
