"""What stands in the addresses of pages on cases, goods, tasks and tip-offs."""

from __future__ import annotations

from django.utils import timezone

from agencies.models import Agency
from cases import services as cases
from cases.models import (
    Case,
    CaseEvidence,
    FineRelief,
    InteragencyTask,
    Note,
    Seizure,
)
from cases.states import CaseState
from demo import pictures
from demo.stage import Stage
from evidence.models import EvidenceItem
from inspections.models import (
    TipOff,
)
from kernel.clock import local_day
from tests.browser.row import BMT, EA_KAR, SO, Arguments

JOINT = "Bán sách giả theo đơn đặt qua mạng xã hội, giao tại chợ Tân An"


def case(state: str, agency: str, *more: object) -> Arguments:
    def find() -> list[object]:
        rows = Case.objects.filter(state=state, lead_agency=agency).order_by("number")
        return [rows[0].number, *more]

    return find


RECORDED = case(CaseState.RECORDED, SO)
CLOSED = case(CaseState.CLOSED, BMT)


def with_goods(*more: object) -> Arguments:
    """The case of scenario S2, whose goods were seized."""
    return lambda: [Seizure.objects.order_by("seized_on", "id")[0].case.number, *more]


def with_tasks(*more: object) -> Arguments:
    """The case of scenario S5, with its tasks."""
    return lambda: [InteragencyTask.objects.order_by("id")[0].case.number, *more]


def task(*more: object) -> Arguments:
    return lambda: [
        InteragencyTask.objects.filter(to_agency="PA05").order_by("id")[0].pk,
        *more,
    ]


def joint(*more: object) -> Arguments:
    """The case made here: PA05 supports it, PA03 is invited."""
    return lambda: [Case.objects.get(title=JOINT).number, *more]


def with_note(*more: object) -> Arguments:
    return lambda: [
        Case.objects.get(title=JOINT).number,
        *more,
        Note.objects.get(case__title=JOINT).pk,
    ]


def with_file() -> list[object]:
    row = CaseEvidence.objects.get(case__title=JOINT)
    return [row.case.number, row.file_id]


def custody() -> list[object]:
    row = EvidenceItem.objects.filter(seized_items__seizure__case__lead_agency=SO)
    item = row.order_by("id")[0]
    return [item.seized_items.get().seizure.case.number, item.pk]


def seizure(step: str) -> Arguments:
    def find() -> list[object]:
        row = Seizure.objects.filter(case__lead_agency=SO).order_by("seized_on", "id")
        return [row[0].case.number, "seizures", row[0].pk, step]

    return find


def relief(step: str) -> Arguments:
    def find() -> list[object]:
        row = FineRelief.objects.filter(case__lead_agency=EA_KAR).order_by("id")[0]
        return [row.case.number, "reliefs", row.pk, step]

    return find


def tip_off(state: str, *more: object) -> Arguments:
    return lambda: [
        TipOff.objects.filter(state=state).order_by("taken_at")[0].number,
        *more,
    ]


def joint_case(stage: Stage) -> None:
    """Received today; one division of the police supports, one has to answer."""
    at, handler = timezone.now(), stage.by("so.thuly")
    made = cases.receive_case(
        facts=cases.CaseInput(
            title=JOINT, source="MEDIA", detected_on=local_day(at), place="chợ Tân An"
        ),
        by=handler,
        at=at,
    )
    for code in ("PA05", "PA03"):
        stage.on_case(
            cases.invite_agency,
            made,
            "so.thuly",
            at,
            agency=Agency.objects.get(pk=code),
            purpose="Phối hợp xác minh nguồn hàng và người bán trên mạng xã hội",
            answer_due_on=local_day(at),
        )
    stage.on_case(cases.accept_invitation, made, "ca.pa05", at)
    cases.write_note(
        case=made,
        compartment="AGENCY",
        text="Biển số xe giao hàng",
        is_operational=True,
        by=handler,
        at=at,
    )
    cases.attach_evidence(
        case=made,
        upload=pictures.shelf(label="Kệ 1", count=8),
        name="ke-sach.jpg",
        caption="Kệ sách ở sạp thứ hai",
        by=handler,
        at=at,
    )
