"""What everybody may read: published plans, and conclusions that were published.

NQ 198/2025/QH15 Điều 4. Nothing here asks who reads; so nothing here tells of persons,
of risk, of days and teams, or of a visit whose conclusion was not published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from agencies.kinds import SubjectKind
from facilities.models import Facility
from inspections.models import InspectionConclusion, InspectionPlan, PlanItem
from inspections.states import ContentTag, ItemState

MOST = 500


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One facility of a plan: who goes, in which months, to look at what."""

    position: int
    facility: str
    ward: str
    agency: str
    window: str
    content: str
    mode: str
    is_postponed: bool


@dataclass(frozen=True, slots=True)
class PublicConclusion:
    number: str
    agency: str
    kind: str
    facility: str
    ward: str
    signed_on: date
    published_on: date
    text: str


def plans_of(year: int) -> list[InspectionPlan]:
    """Published plans of a year by agency, with how many facilities stand in each."""
    return list(InspectionPlan.objects.published().of_year(year).for_list()[:MOST])


def years_with_plans() -> list[int]:
    """Years that have a published plan, the newest first."""
    rows = InspectionPlan.objects.published().order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def published_plan(key: UUID) -> InspectionPlan | None:
    """None for a plan that is not published and for one that is not there alike."""
    rows = InspectionPlan.objects.published().select_related("agency")
    return rows.filter(pk=key).first()


def items_of(plan: InspectionPlan) -> list[PublicItem]:
    """The facilities that stand in the plan, in its order; two queries."""
    rows = PlanItem.objects.filter(plan=plan).exclude(state=ItemState.DROPPED)
    rows = rows.select_related("facility__ward", "lead_agency").in_order()
    return [
        PublicItem(
            position=place,
            facility=name_of(item.facility),
            ward=item.facility.ward.name if item.facility.ward else "",
            agency=item.lead_agency.name,
            window=item.window,
            content=", ".join(
                str(ContentTag(tag).label) for tag in ContentTag if tag in item.content
            ),
            mode=str(item.get_mode_display()),
            is_postponed=item.state == ItemState.POSTPONED,
        )
        for place, item in enumerate(rows, start=1)
    ]


def adjusted_on(plan: InspectionPlan) -> list[date]:
    """The days of its adjustments; their reasons are the agency's own."""
    days = plan.changes.order_by("occurred_on").values_list("occurred_on", flat=True)
    return sorted(set(days))


def conclusions_of(year: int, *, on: date) -> list[PublicConclusion]:
    """Signed in a year and published by a day, the newest first; one query."""
    rows = InspectionConclusion.objects.filter(
        signed_on__year=year, published_on__lte=on
    )
    rows = rows.select_related("agency", "inspection__facility__ward")
    return list(_told(rows.order_by("-signed_on", "-id")[:MOST]))


def years_with_conclusions(*, on: date) -> list[int]:
    rows = InspectionConclusion.objects.filter(published_on__lte=on)
    days = rows.order_by("-signed_on__year").values_list("signed_on__year", flat=True)
    return list(days.distinct())


def name_of(facility: Facility) -> str:
    """The name; a single person in business stays unnamed."""
    if facility.subject_kind == SubjectKind.INDIVIDUAL:
        return gettext("An individual in business")
    return facility.name


def _told(rows: Iterable[InspectionConclusion]) -> Iterable[PublicConclusion]:
    for row in rows:
        facility = row.inspection.facility
        yield PublicConclusion(
            number=row.code,
            agency=row.agency.name,
            kind=str(row.inspection.get_kind_display()),
            facility=name_of(facility),
            ward=facility.ward.name if facility.ward else "",
            signed_on=row.signed_on,
            published_on=row.published_on,  # type: ignore[arg-type]  # asked for above
            text=row.text,
        )
