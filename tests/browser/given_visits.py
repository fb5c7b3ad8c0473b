"""What stands in the addresses of pages on plans, visits and field records."""

from __future__ import annotations

from django.utils import timezone

from agencies.models import User
from evidence.models import EvidenceFile
from inspections import services as inspections
from inspections.models import (
    FieldConflict,
    FieldRecord,
    Finding,
    Inspection,
    InspectionConclusion,
    InspectionPlan,
    OverlapConflict,
    PlanItem,
    RemoteReview,
)
from inspections.states import ItemState, PlanKind, VisitState
from kernel.clock import local_day
from tests.browser.row import BMT, DRAFT, SO, Arguments
from tests.inspections import phone as phones


def visit(state: str, *more: object) -> Arguments:
    def find() -> list[object]:
        rows = Inspection.objects.filter(state=state, agency=BMT).order_by("number")
        return [rows[0].number, *more]

    return find


def plan(*more: object) -> Arguments:
    """The department's published plan."""

    def find() -> list[object]:
        rows = InspectionPlan.objects.filter(agency=SO, published_on__isnull=False)
        return [rows.order_by("published_on", "id")[0].pk, *more]

    return find


def draft_plan() -> list[object]:
    """A draft of next year without facilities, the same each time."""
    kept = InspectionPlan.objects.filter(title=DRAFT).first()
    if kept is not None:
        return [kept.pk]
    at, by = timezone.now(), User.objects.with_standing().get(username="so.lanhdao")
    made = inspections.draft_plan(
        year=at.year + 1, kind=PlanKind.CHECK, title=DRAFT, by=by, at=at
    )
    return [made.pk]


def overlap() -> list[object]:
    """The department wants a facility that another plan has this year."""
    waiting = OverlapConflict.objects.waiting()
    kept = waiting.order_by("raised_at", "id").first()
    if kept is not None:
        return [kept.pk]
    at, by = timezone.now(), User.objects.with_standing().get(username="so.lanhdao")
    taken = PlanItem.objects.filter(plan__agency=BMT)[0]
    made = inspections.draft_plan(
        year=taken.plan.year, kind=PlanKind.CHECK, title="Kế hoạch thử", by=by, at=at
    )
    (row,) = inspections.add_items(
        plan=made,
        version=made.version,
        items=[
            inspections.PlanItemInput(
                facility=taken.facility,
                first_month=1,
                last_month=3,
                content=tuple(taken.content),
            )
        ],
        overlap_request="Cơ sở đổi chủ.",
        by=by,
        at=at,
    )
    return [row.overlaps.order_by("raised_at", "id")[0].pk]


UNPLANNED = {
    "facility": None,
    "name": "Nhà in cuối hẻm",
    "address": "Thôn 3",
    "ward_code": "24133",
    "ground": "TIP_OFF",
    "what": "Có người báo nơi này in sách không phép.",
}


def from_the_field() -> list[object]:
    """A record of an unplanned visit that waits for the office, the same each time."""
    kept = FieldRecord.objects.filter(place_name=UNPLANNED["name"]).first()
    if kept is None:
        sender = User.objects.with_standing().get(username="so.kiemtra")
        phone = phones.Phone(sender, at=timezone.now())
        content = phones.photo()
        phone.holds(content)
        kept = phone.send(
            phones.body(
                None,
                unplanned=UNPLANNED,
                titles=[phones.title(decision_no="")],
                goods=[phones.goods()],
                files=[phones.named(content)],
            )
        )
    return [kept.pk]


def never_sent_whole() -> list[object]:
    """A record whose photo is missing, the same each time."""
    kept = FieldRecord.objects.filter(place_name="Quầy sách bến xe").first()
    if kept is None:
        sender = User.objects.with_standing().get(username="so.kiemtra")
        phone = phones.Phone(sender, at=timezone.now())
        place = UNPLANNED | {"name": "Quầy sách bến xe"}
        named = phones.named(phones.photo(200))
        kept = phone.put(phones.body(None, unplanned=place, files=[named]))
    return [kept.pk]


def double_answer() -> list[object]:
    (record,) = from_the_field()
    found = Inspection.objects.filter(state=VisitState.UNDER_WAY, agency=BMT)
    first = found.order_by("number")[0]
    made, _is_new = FieldConflict.objects.get_or_create(
        inspection=first,
        item=first.checklist_version.items.order_by("position")[0],
        settled_at=None,
        defaults={"record_id": record, "raised_at": timezone.now()},
    )
    return [made.pk]


def proved_file() -> list[object]:
    found = EvidenceFile.objects.filter(inspection_links__inspection__agency=BMT)
    shown = EvidenceFile.objects.filter(finding_links__finding__inspection__agency=BMT)
    return [(found | shown).order_by("received_at", "id")[0].pk]


def settled_overlap() -> list[object]:
    row = OverlapConflict.objects.filter(state="SETTLED").order_by("raised_at", "id")
    return [row[0].pk]


def reviewed(state: str, *more: object) -> Arguments:
    """A visit with a questionnaire that ended so."""

    def find() -> list[object]:
        row = RemoteReview.objects.filter(state=state).order_by("sent_at", "id")[0]
        return [row.inspection.number, *more]

    return find


def asked_review(*more: str) -> Arguments:
    """The refused one is asked again, and has answered one question."""

    def find() -> list[object]:
        row = RemoteReview.objects.waiting().first()
        if row is None:
            at, by = (
                timezone.now(),
                User.objects.with_standing().get(username="so.kiemtra"),
            )
            former = RemoteReview.objects.filter(state="REFUSED").order_by("sent_at")[0]
            row = inspections.send_questionnaire(
                visit=former.inspection,
                version=former.inspection.version,
                sent_way="POST",
                sent_to="Trụ sở người bán",
                due_on=local_day(at),
                by=by,
                at=at,
            )
            first = row.questionnaire.items.order_by("position")[0]
            inspections.enter_answers(
                review=row,
                answers=[inspections.RemoteAnswerInput(item=first, text="Không khác.")],
                by=by,
                at=at,
            )
        return [row.inspection.number, *([row.pk] if more == ("id",) else [])]

    return find


def concluded() -> list[object]:
    """The shop of S7: its conclusion is published and looked after."""
    row = InspectionConclusion.objects.filter(inspection__follow_ups__isnull=False)
    return [row[0].inspection.number]


def item() -> list[object]:
    rows = PlanItem.objects.filter(plan__agency=SO, state=ItemState.PLANNED)
    row = rows.order_by("first_month", "id")[0]
    return [row.plan_id, row.pk]


def finding() -> list[object]:
    row = Finding.objects.filter(inspection__agency=BMT).order_by("id")[0]
    return [row.inspection.number, row.pk]


UNDER_WAY, DONE = visit(VisitState.UNDER_WAY), visit(VisitState.RECORDED)
