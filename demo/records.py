"""Matters that stop at their violation record: what S12 and S15 count from."""

from __future__ import annotations

from dataclasses import dataclass

from cases import services as cases
from cases.models import Case
from cases.services import ActInput, CaseInput, RecordInput
from cases.states import Source
from demo.stage import Play, Stage, on
from documents import services as documents

INSPECTOR, HANDLER = "so.kiemtra", "so.thuly"


@dataclass(frozen=True, slots=True)
class Matter:
    """Taken in and verified on a day, opened and recorded on the next two."""

    sign: str
    detected: str
    opened: str
    recorded: str
    title: str
    behaviour: str
    description: str
    publication: str
    copies: int
    place: str


def play(stage: Stage, matter: Matter) -> Play[Case]:
    """From a referral to the violation record, where the case stays."""
    at = yield on(matter.detected, "08:30")
    day = at.date()
    case = cases.receive_case(
        facts=CaseInput(
            title=matter.title,
            source=Source.REFERRAL,
            source_note="Chi cục Quản lý thị trường chuyển kết quả rà soát.",
            detected_on=day,
            place=matter.place,
            facility_id=stage.facilities[matter.sign],
            acts=(
                ActInput(
                    behaviour=matter.behaviour,
                    description=matter.description,
                    occurred_on=day,
                    titles=({"title": matter.publication, "quantity": matter.copies},),
                ),
            ),
        ),
        by=stage.by(HANDLER),
        at=at,
    )
    at = yield on(matter.detected, "10:00")
    case = stage.on_case(cases.start_verification, case, HANDLER, at)
    at = yield on(matter.detected, "10:10")
    case = stage.on_case(cases.assign, case, HANDLER, at, officer=stage.by(INSPECTOR))
    at = yield on(matter.opened, "15:00")
    case = stage.on_case(cases.open_case, case, HANDLER, at)
    at = yield on(matter.recorded, "10:20")
    return stage.on_case(
        documents.make_record,
        case,
        INSPECTOR,
        at,
        content=RecordInput(
            place=matter.place,
            made_time="08:45",
            respondent_statement="Thừa nhận hành vi nêu trong biên bản.",
        ),
    )
