"""Short cases near the day of loading: each state a case can be in lies on a desk.

Their days count back from the last working day before the loading, so that what waits
for an officer then is neither long overdue nor in the future.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from cases import services as cases
from cases.models import Case
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    HandOver,
    PaperLine,
    Receipt,
    RecordInput,
    ReturnedFile,
)
from cases.states import (
    CaseState,
    DeliveryMethod,
    DismissGround,
    ExplanationKind,
    NoSanctionGround,
    OutcomeKind,
    RevisionGround,
    SuspensionGround,
)
from demo.matters import Matter
from demo.register import PERSONAL_ID_ISSUER
from demo.stage import Play, Stage
from documents import services as documents
from facilities import services as facilities
from facilities.services import NumberInput
from kernel.clock import LOCAL_ZONE, local_day
from regulations.working_days import load_calendar

INVESTIGATOR = "ca.cqdt"
FARTHEST = 20  # working days back
Act = Callable[[Stage, Matter, Case, datetime], Case]


def play(stage: Stage, matter: Matter, *, loaded_at: datetime) -> Play[Case]:
    """The matter from its intake to the state it ends in."""
    days = load_calendar().working_days_from(local_day(loaded_at), -FARTHEST - 1)
    path = PATHS[matter.ends_in]
    at = yield _moment(days[path.days_ago], path.clock)
    case = receive(stage, matter, at)
    for days_ago, clock, act in path.steps:
        at = yield _moment(days[days_ago], clock)
        case = act(stage, matter, case, at)
    return case


def receive(stage: Stage, matter: Matter, at: datetime) -> Case:
    by, day = stage.by(matter.house.handler), local_day(at)
    parties: tuple[UUID, ...] = ()
    if matter.person is not None:
        person = facilities.register_party(data=matter.person, by=by, at=at)
        if matter.personal_id:
            number = NumberInput(number=matter.personal_id, issuer=PERSONAL_ID_ISSUER)
            facilities.add_number(party=person, data=number, by=by, at=at)
        parties = (person.pk,)
    return cases.receive_case(
        facts=CaseInput(
            title=matter.title,
            source=matter.source,
            source_note=matter.source_note,
            detected_on=day,
            place=matter.place,
            ward=matter.ward,
            facility_id=stage.facilities.get(matter.facility),
            party_ids=parties,
            is_respondent_unknown=matter.is_respondent_unknown,
            acts=(
                ActInput(
                    behaviour=matter.behaviour,
                    description=matter.description,
                    occurred_on=day,
                    titles=({"title": matter.publication, "quantity": matter.copies},),
                ),
            ),
        ),
        by=by,
        at=at,
    )


def verify(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    """Begun, and the officer who will make the record is put on the case."""
    house = matter.house
    case = stage.on_case(cases.start_verification, case, house.handler, at)
    if house.recorder in {"", house.handler}:
        return case
    recorder = stage.by(house.recorder)
    return stage.on_case(cases.assign, case, house.handler, at, officer=recorder)


def propose_dismissal(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        cases.propose_dismiss,
        case,
        matter.house.handler,
        at,
        ground=DismissGround.NO_VIOLATION,
        reason=matter.outcome,
    )


def dismiss(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(cases.dismiss, case, matter.house.manager, at)


def open_case(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(cases.open_case, case, matter.house.handler, at)


def make_record(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.make_record,
        case,
        matter.house.recorder,
        at,
        content=RecordInput(
            place=matter.place,
            made_time=f"{at:%H:%M}",
            respondent_statement="Thừa nhận hành vi nêu trong biên bản.",
        ),
    )


def ask_to_explain(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        cases.request_explanation,
        case,
        matter.house.handler,
        at,
        kind=ExplanationKind.WRITTEN,
        note=matter.outcome,
    )


def submit(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    """With the mid-point of each frame."""
    terms = DecisionTerms(
        acts=tuple(
            ActTerms(violation.pk, frame.midpoint_vnd, respondent.pk)
            for violation, respondent, frame in cases.proposed_fines(case)
            if frame is not None
        ),
        measures=matter.measures,
        proposed_by_title=matter.house.division,
    )
    return stage.on_case(
        cases.submit_decision, case, matter.house.handler, at, terms=terms
    )


def sign(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(documents.sign_decision, case, matter.house.signer, at)


def decide_no_sanction(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.decide_no_sanction,
        case,
        matter.house.signer,
        at,
        ground=NoSanctionGround.UNKNOWN_RESPONDENT,
        reason=matter.outcome,
        measures=matter.measures,
    )


def deliver(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    respondent = case.respondent
    return stage.on_case(
        cases.confirm_delivery,
        case,
        matter.house.clerk,
        at,
        method=DeliveryMethod.DIRECT,
        receiver=respondent.name if respondent else "",
    )


def pay_a_part(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    """Two fifths of the fine."""
    debt = cases.debt_on(case, on=local_day(at))
    return _pay(stage, matter, case, at, debt.principal_vnd * 2 // 5)


def pay_all(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    debt = cases.debt_on(case, on=local_day(at))
    return _pay(stage, matter, case, at, debt.total_vnd)


def complete(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(cases.complete_execution, case, matter.house.handler, at)


def propose_closing(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        cases.propose_close, case, matter.house.handler, at, reason=matter.outcome
    )


def enforce(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.order_enforcement,
        case,
        matter.house.signer,
        at,
        measure="Khấu trừ một phần thu nhập",
        reason=matter.outcome,
    )


def complain(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    respondent = case.respondent
    return stage.on_case(
        cases.register_complaint,
        case,
        matter.house.clerk,
        at,
        complainant=respondent.name if respondent else "",
        content=matter.outcome,
    )


def suspend(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.suspend_execution,
        case,
        matter.house.signer,
        at,
        ground=SuspensionGround.COMPLAINT,
        reason="Việc thi hành sẽ gây hậu quả khó khắc phục trong khi giải quyết khiếu "
        "nại.",
    )


def annul(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.annul_decision,
        case,
        matter.house.signer,
        at,
        ground=RevisionGround.WRONG_PROCEDURE,
        reason=matter.outcome,
    )


def forward(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.forward,
        case,
        matter.house.handler,
        at,
        content=HandOver(reason=matter.outcome, papers=(PaperLine("Đơn phản ánh"),)),
        receipt=Receipt("08/GBN", at.date()),
        to_body="Cơ quan quản lý xuất bản tỉnh bạn",
    )


def note_sign(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        cases.record_sign, case, matter.house.handler, at, explanation=matter.outcome
    )


def transfer(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.transfer_criminal,
        case,
        matter.house.signer,
        at,
        content=HandOver(
            reason=matter.outcome,
            papers=(
                PaperLine("Biên bản xác minh", sheets=3),
                PaperLine("Bản ảnh xuất bản phẩm", sheets=5),
            ),
        ),
        to_agency=stage.by(INVESTIGATOR).agency,
    )


def accept_file(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.accept_transfer, case, INVESTIGATOR, at, receipt_no="17/GN-CQĐT"
    )


def take_back_file(stage: Stage, matter: Matter, case: Case, at: datetime) -> Case:
    return stage.on_case(
        documents.receive_returned_file,
        case,
        matter.house.handler,
        at,
        content=ReturnedFile(
            kind=OutcomeKind.NOT_PROSECUTED,
            number="09/QĐ-CQĐT",
            issued_on=at.date(),
            effective_on=at.date(),
        ),
    )


def _pay(
    stage: Stage, matter: Matter, case: Case, at: datetime, amount_vnd: int
) -> Case:
    return stage.on_case(
        cases.record_payment,
        case,
        matter.house.handler,
        at,
        amount_vnd=amount_vnd,
        receipt_no=f"{at:%d%m}{case.number[-3:]}",
    )


def _moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=LOCAL_ZONE)


class Path(NamedTuple):
    """When the matter is taken in, then when it takes which step.

    A day is how many working days it lies before the last one. Between detection and
    record lie at most three, between record and signature seven (D-RECORD, D-DEC-7WD).
    """

    days_ago: int
    clock: str
    steps: tuple[tuple[int, str, Act], ...] = ()


def _recorded(first: int, *steps: tuple[int, str, Act]) -> Path:
    """The way to the violation record, two days after the intake, and on."""
    return Path(
        first,
        "09:20",
        (
            (first, "15:00", verify),
            (first - 1, "16:00", open_case),
            (first - 2, "10:00", make_record),
            *steps,
        ),
    )


PATHS: dict[str, Path] = {
    CaseState.RECEIVED: Path(0, "15:40"),
    CaseState.VERIFYING: Path(2, "10:30", ((1, "08:30", verify),)),
    CaseState.DISMISSED: Path(
        6,
        "09:00",
        (
            (6, "14:00", verify),
            (2, "15:30", propose_dismissal),
            (1, "10:00", dismiss),
        ),
    ),
    CaseState.FORWARDED: Path(
        6, "09:40", ((6, "15:00", verify), (3, "10:00", forward))
    ),
    CaseState.TRANSFERRED: Path(
        4,
        "08:50",
        (
            (4, "10:00", verify),
            (2, "09:00", note_sign),
            # Waits for the receipt of the investigating body.
            (1, "15:00", transfer),
        ),
    ),
    CaseState.RETURNED: Path(
        16,
        "08:40",
        (
            (16, "10:00", verify),
            (15, "09:00", note_sign),
            (15, "15:00", transfer),
            (14, "09:00", accept_file),
            (2, "14:00", take_back_file),
        ),
    ),
    CaseState.OPENED: Path(2, "09:10", ((1, "09:00", verify), (0, "14:30", open_case))),
    CaseState.EXPLAINING: _recorded(4, (1, "11:00", ask_to_explain)),
    CaseState.PENDING_DECISION: _recorded(6, (1, "15:00", submit)),
    CaseState.DECIDED: _recorded(8, (3, "09:00", submit), (0, "16:00", sign)),
    CaseState.NO_SANCTION: Path(
        5,
        "09:00",
        (
            (5, "10:00", verify),
            (4, "15:00", open_case),
            (1, "09:30", decide_no_sanction),
        ),
    ),
    CaseState.EXECUTING: _recorded(
        12,
        (8, "09:00", submit),
        (6, "10:00", sign),
        (4, "09:30", deliver),
        (1, "14:00", pay_a_part),
    ),
    CaseState.ENFORCING: _recorded(
        20,
        (17, "09:00", submit),
        (15, "10:00", sign),
        (14, "09:30", deliver),
        (1, "10:00", enforce),
    ),
    CaseState.EXECUTION_SUSPENDED: _recorded(
        12,
        (9, "09:00", submit),
        (7, "10:00", sign),
        (5, "09:30", deliver),
        (2, "09:00", complain),
        (1, "15:00", suspend),
    ),
    CaseState.ANNULLED: _recorded(
        11,
        (8, "09:00", submit),
        (6, "10:00", sign),
        (5, "09:30", deliver),
        (1, "11:00", annul),
    ),
    CaseState.EXECUTED: _recorded(
        18,
        (14, "09:00", submit),
        (12, "10:00", sign),
        (10, "09:30", deliver),
        (5, "14:00", pay_all),
        (3, "09:00", complete),
        (1, "15:00", propose_closing),
    ),
}
