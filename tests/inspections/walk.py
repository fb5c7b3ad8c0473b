"""Plans and visits walked to where a test begins, by their officers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agencies.models import User
from facilities.models import Facility
from inspections import services
from inspections.models import (
    ChecklistItem,
    Inspection,
    InspectionPlan,
    PlanItem,
)
from inspections.services import (
    PlanItemInput,
    RecordInput,
    TeamInput,
    VisitInput,
)
from inspections.states import AnswerResult, ContentTag, PlanKind
from tests.moments import day, moment

Officers = Callable[[str], User]
DRAFTED, REVIEWED = moment("05/12/2025"), moment("10/12/2025")
APPROVED, PUBLISHED = moment("15/12/2025"), moment("20/12/2025")
OPENED, DECIDED = moment("23/02/2026"), moment("26/02/2026")
STARTED, LOCKED = moment("03/03/2026", "08:30"), moment("03/03/2026", "11:50")
CONTENT = (ContentTag.LICENCES, ContentTag.INVOICES)
SIGNED_RECORD = RecordInput(
    remarks="Cơ sở chấp hành tốt.",
    representative_name="Mạc Thị Thu Cúc",
    representative_title="Chủ hộ",
)


@dataclass(frozen=True)
class House:
    """Who does what in an agency, by user name."""

    agency: str
    manager: str
    head: str
    lead: str
    member: str = ""


SO = House("SO_VHTTDL", "so.lanhdao", "so.giamdoc", "so.truongdoan", "so.kiemtra")
THANH_TRA = House("THANH_TRA_TINH", "tt.lanhdao", "tt.chanh", "tt.thanhtra")
BMT = House("UBND_XA_24133", "xa.bmt.lanhdao", "xa.bmt.chutich", "xa.bmt.kiemtra")


@dataclass
class Walk:
    """The officers, and a reviewer for each agency, hired when first needed."""

    officer: Officers
    hire: Callable[[str], User]
    reviewers: dict[str, User] = field(default_factory=dict)

    def by(self, username: str) -> User:
        return self.officer(username)

    def reviewer(self, house: House = SO) -> User:
        if house.agency not in self.reviewers:
            self.reviewers[house.agency] = self.hire(house.agency)
        return self.reviewers[house.agency]

    def plan(self, act: Callable, plan: InspectionPlan, by: User, at: datetime, **rest):
        """One act on the plan as it stands; gives the plan, or what the act made."""
        fresh = reread_plan(plan)
        return act(plan=fresh, version=fresh.version, by=by, at=at, **rest)

    def visit(self, act: Callable, visit: Inspection, by: str, at: datetime, **rest):
        """One act on the visit as it stands; gives what the act gives."""
        fresh = reread(visit)
        return act(visit=fresh, version=fresh.version, by=self.by(by), at=at, **rest)


def reread(visit: Inspection) -> Inspection:
    return Inspection.objects.get(pk=visit.pk)


def reread_plan(plan: InspectionPlan) -> InspectionPlan:
    return InspectionPlan.objects.get(pk=plan.pk)


def item_input(facility: Facility, **given: Any) -> PlanItemInput:
    values: dict[str, Any] = {
        "first_month": 1,
        "last_month": 3,
        "content": CONTENT,
    }
    return PlanItemInput(facility=facility, **values | given)


def draft(
    walk: Walk, house: House = SO, *, kind: str = PlanKind.CHECK, year: int = 2026
) -> InspectionPlan:
    return services.draft_plan(
        year=year,
        kind=kind,
        title=f"Kế hoạch kiểm tra năm {year}",
        legal_bases=["Nghị quyết số 198/2025/QH15"],
        by=walk.by(house.manager),
        at=DRAFTED,
    )


def add(
    walk: Walk, plan: InspectionPlan, facility: Facility, house: House = SO, **given
) -> PlanItem:
    return walk.plan(
        services.add_item,
        plan,
        walk.by(house.manager),
        DRAFTED,
        item=item_input(facility, **given),
    )


def propose(walk: Walk, plan: InspectionPlan, house: House = SO) -> None:
    walk.plan(services.propose_plan, plan, walk.by(house.manager), DRAFTED)


def review(walk: Walk, plan: InspectionPlan, house: House = SO) -> None:
    walk.plan(services.review_plan, plan, walk.reviewer(house), REVIEWED)


def approve(walk: Walk, plan: InspectionPlan, house: House = SO) -> None:
    walk.plan(services.approve_plan, plan, walk.by(house.head), APPROVED)


def publish(walk: Walk, plan: InspectionPlan, house: House = SO) -> None:
    walk.plan(services.publish_plan, plan, walk.by(house.manager), PUBLISHED)


def start(walk: Walk, plan: InspectionPlan, house: House = SO) -> None:
    walk.plan(services.start_plan, plan, walk.by(house.manager), moment("02/01/2026"))


def published(
    walk: Walk, facility: Facility, house: House = SO, **given: Any
) -> PlanItem:
    """A published plan with one facility; gives the item."""
    plan = draft(walk, house, kind=given.pop("kind", PlanKind.CHECK))
    item = add(walk, plan, facility, house, **given)
    for step in (propose, review, approve, publish):
        step(walk, plan, house)
    return PlanItem.objects.get(pk=item.pk)


def team(walk: Walk, house: House = SO) -> TeamInput:
    members = (walk.by(house.member),) if house.member else ()
    return TeamInput(lead=walk.by(house.lead), members=members)


def planned_visit(
    walk: Walk, facility: Facility, house: House = SO, **given: Any
) -> Inspection:
    """A visit of a published plan, with its team, not decided yet."""
    return services.open_visit_from_item(
        item=published(walk, facility, house, **given),
        visit=VisitInput(scheduled_on=day("03/03/2026"), team=team(walk, house)),
        by=walk.by(house.lead),
        at=OPENED,
    )


def decide(walk: Walk, visit: Inspection, house: House = SO) -> None:
    walk.visit(services.decide_inspection, visit, house.head, DECIDED)


def begin(walk: Walk, visit: Inspection, house: House = SO) -> Inspection:
    """Decided and started, on 03/03/2026 at 08:30."""
    decide(walk, visit, house)
    return walk.visit(services.start_visit, visit, house.lead, STARTED)


def answer_all(walk: Walk, visit: Inspection, house: House = SO) -> None:
    """Every question of the checklist passes."""
    questions = ChecklistItem.objects.filter(version=visit.checklist_version_id)
    for question in questions:
        services.answer_item(
            visit=visit,
            item=question,
            result=AnswerResult.PASS,
            by=walk.by(house.lead),
            at=STARTED,
        )


def lock(
    walk: Walk,
    visit: Inspection,
    house: House = SO,
    *,
    record: RecordInput = SIGNED_RECORD,
    at: datetime = LOCKED,
):
    return walk.visit(services.lock_record, visit, house.lead, at, record=record)


def locked(walk: Walk, visit: Inspection, house: House = SO) -> Inspection:
    """Decided, started, answered and locked."""
    begin(walk, visit, house)
    answer_all(walk, visit, house)
    lock(walk, visit, house)
    return reread(visit)
