"""A plan's own steps: drafted, proposed, reviewed, approved, published, carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies import numbers
from agencies.models import User
from inspections.models import InspectionPlan
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    legal_day,
    require_text,
    store,
    take,
    trace,
)
from inspections.states import PlanKind, PlanState
from kernel.errors import Refused
from kernel.folding import nfc

# A typing slip is caught, a plan for the day after tomorrow's law is not.
FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def draft_plan(
    *,
    year: int,
    kind: str,
    title: str,
    legal_bases: Sequence[str] = (),
    by: User,
    at: datetime,
) -> InspectionPlan:
    """Begin the plan of the officer's agency for a year.

    Raises NotPermitted, Refused (`year`, `kind`, `title`).
    """
    ask(by, "plan.propose", None, at)
    _check_head(year=year, kind=kind, title=title)
    plan: InspectionPlan = InspectionPlan.objects.create(
        agency=by.agency,
        year=year,
        kind=kind,
        title=nfc(title),
        legal_bases=_cleaned(legal_bases),
        drafted_by=by,
        created_at=at,
        updated_at=at,
    )
    trace(
        "plan.draft",
        plan,
        by=by,
        at=at,
        after={"state": plan.state, **_head(plan)},
    )
    return plan


@transaction.atomic
def edit_plan(
    *,
    plan: InspectionPlan,
    version: int,
    title: str,
    legal_bases: Sequence[str],
    by: User,
    at: datetime,
) -> InspectionPlan:
    """Change title and legal bases of a draft; a proposal made before lapses."""
    plan = editable(plan, version=version, by=by, at=at)
    _check_head(year=plan.year, kind=plan.kind, title=title)
    before = _head(plan)
    plan.title = nfc(title)
    plan.legal_bases = _cleaned(legal_bases)
    unpropose(plan)
    store(plan, at=at)
    trace("plan.edit", plan, by=by, at=at, before=before, after=_head(plan))
    return plan


@transaction.atomic
def propose_plan(
    *,
    plan: InspectionPlan,
    version: int,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> InspectionPlan:
    """Hand the list over for review. Raises NotPermitted, StepNotOpen, MovedOn."""
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    take(plan.propose, by=by, at=at)
    plan.proposed_by = by
    plan.proposed_on = legal_day(occurred_on, at=at)
    plan.return_reason = ""
    store(plan, at=at)
    _trace_step("plan.propose", plan, plan.state, plan.proposed_on, by=by, at=at)
    return plan


@transaction.atomic
def review_plan(
    *,
    plan: InspectionPlan,
    version: int,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> InspectionPlan:
    """Confirm that no facility overlaps with another agency's visit.

    The reviewer is not the proposer. Raises NotPermitted, StepNotOpen, MovedOn.
    """
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    before = plan.state
    take(plan.review, by=by, at=at)
    plan.reviewed_by = by
    plan.reviewed_on = legal_day(occurred_on, at=at, not_before=plan.proposed_on)
    store(plan, at=at)
    _trace_step("plan.review", plan, before, plan.reviewed_on, by=by, at=at)
    return plan


@transaction.atomic
def send_back_plan(
    *, plan: InspectionPlan, version: int, reason: str, by: User, at: datetime
) -> InspectionPlan:
    """Return a reviewed plan to its list; it is proposed and reviewed again."""
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    before = plan.state
    take(plan.send_back, by=by, at=at)
    require_text(reason=reason)
    unpropose(plan)
    plan.return_reason = reason.strip()
    store(plan, at=at)
    _trace_step("plan.send_back", plan, before, None, by=by, at=at, reason=reason)
    return plan


@transaction.atomic
def approve_plan(
    *,
    plan: InspectionPlan,
    version: int,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> InspectionPlan:
    """Sign the plan; it takes its number in the agency's register of that year.

    The signer is not the proposer. Raises NotPermitted, StepNotOpen, MovedOn.
    """
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    before = plan.state
    take(plan.approve, by=by, at=at)
    day = legal_day(occurred_on, at=at, not_before=plan.reviewed_on)
    plan.approved_by = by
    plan.approved_on = day
    plan.number_year = day.year
    plan.number = numbers.take(
        owner=plan.agency_id, register=InspectionPlan.REGISTER, year=day.year
    )
    store(plan, at=at)
    _trace_step("plan.approve", plan, before, day, by=by, at=at, number=plan.code)
    return plan


@transaction.atomic
def publish_plan(
    *,
    plan: InspectionPlan,
    version: int,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> InspectionPlan:
    """Make the plan public, as NQ 198/2025/QH15 Điều 4 asks."""
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    before = plan.state
    take(plan.publish, by=by, at=at)
    plan.published_on = legal_day(occurred_on, at=at, not_before=plan.approved_on)
    store(plan, at=at)
    _trace_step("plan.publish", plan, before, plan.published_on, by=by, at=at)
    return plan


@transaction.atomic
def start_plan(
    *, plan: InspectionPlan, version: int, by: User, at: datetime
) -> InspectionPlan:
    """The plan is being carried out; visits may be opened before that, too."""
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    before = plan.state
    take(plan.start, by=by, at=at)
    store(plan, at=at)
    _trace_step("plan.start", plan, before, None, by=by, at=at)
    return plan


@transaction.atomic
def finish_plan(
    *, plan: InspectionPlan, version: int, by: User, at: datetime
) -> InspectionPlan:
    """Every facility is done, postponed or dropped. Raises StepNotOpen otherwise."""
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    before = plan.state
    take(plan.finish, by=by, at=at)
    store(plan, at=at)
    _trace_step("plan.finish", plan, before, None, by=by, at=at)
    return plan


def editable(
    plan: InspectionPlan, *, version: int, by: User, at: datetime
) -> InspectionPlan:
    """The draft locked for work on its list; later it changes by adjustments only."""
    plan = InspectionPlan.objects.locked(plan.pk, version=version)
    ask(by, "plan.propose", plan, at)
    if plan.state != PlanState.DRAFT:
        raise StepNotOpen(
            _("The list is settled: a published plan changes by an adjustment."),
            code="wrong_state",
        )
    return plan


def unpropose(plan: InspectionPlan) -> None:
    """A list that changed is proposed, and reviewed, anew."""
    plan.proposed_by = plan.proposed_on = None
    plan.reviewed_by = plan.reviewed_on = None


def _check_head(*, year: int, kind: str, title: str) -> None:
    require_text(title=title)
    if kind not in PlanKind.values:
        raise Refused(errors={"kind": [_("Choose inspection or check.")]})
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(errors={"year": [_("Enter a year of four digits.")]})


def _cleaned(lines: Sequence[str]) -> list[str]:
    return [nfc(line) for line in lines if line.strip()]


def _head(plan: InspectionPlan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "kind": plan.kind,
        "year": plan.year,
        "legal_bases": plan.legal_bases,
    }


def _trace_step(
    action: str,
    plan: InspectionPlan,
    before: str,
    day: date | None,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    number: str = "",
) -> None:
    after: dict[str, Any] = {"state": plan.state, "version": plan.version}
    if day is not None:
        after["occurred_on"] = day.isoformat()
    if number:
        after["number"] = number
    trace(
        action, plan, by=by, at=at, reason=reason, before={"state": before}, after=after
    )
