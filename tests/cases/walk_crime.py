"""Illegal printing walked towards the investigating body, by officers of the Sở.

The matter: a printer (organisation) found on 01/06/2026 with 3,000 copies of one title
without a publishing decision (PRT-NODEC), ended 30/05/2026, as in scenario S3.
"""

from __future__ import annotations

from datetime import datetime

from agencies.kinds import SubjectKind
from agencies.models import Agency
from cases import services
from cases.services import (
    ActInput,
    CaseInput,
    HandOver,
    PaperLine,
    RecordInput,
    ReturnedFile,
)
from facilities.models import Party
from tests.cases.walk import EXPLAINABLE, Officers, Walk, party, reread
from tests.moments import day, moment

INSPECTOR, HANDLER, DIRECTOR = "so.kiemtra", "so.thuly", "so.giamdoc"
MANAGER, LEGAL, POLICE = "so.lanhdao", "so.phapche", "ca.cqdt"
TITLE = "Bài tập Tiếng Việt lớp 3"
FILE = HandOver(
    reason="Có dấu hiệu tội phạm quy định tại Điều 344 Bộ luật Hình sự.",
    papers=(
        PaperLine("Biên bản kiểm tra", "12/BB-KT", sheets=4),
        PaperLine("Bản ảnh tang vật", sheets=6),
    ),
)
NOT_PROSECUTED = ReturnedFile(
    kind="NOT_PROSECUTED",
    number="15/QĐ-CQĐT",
    issued_on=day("19/06/2026"),
    effective_on=day("22/06/2026"),
)


def titles(copies: int, title: str = TITLE, **facts) -> tuple[dict, ...]:
    return ({"title": title, "quantity": copies, **facts},)


def printing(copies: int = 3_000, behaviour: str = "PRT-NODEC", **facts) -> ActInput:
    return ActInput(
        behaviour=behaviour,
        description=f"In {copies} bản không có quyết định xuất bản",
        occurred_on=facts.pop("act_ended_on", day("30/05/2026")),
        act_ended_on=day("30/05/2026"),
        titles=titles(copies),
        **facts,
    )


def received(
    officer: Officers,
    *acts: ActInput,
    respondent: Party | None = None,
    at: datetime | None = None,
    **facts,
) -> Walk:
    """A case of the Sở at RECEIVED, held by its handler."""
    at = at or moment("01/06/2026", "09:00")
    case = services.receive_case(
        facts=CaseInput(
            title="In lậu sách tham khảo",
            source="INSPECTION",
            detected_on=facts.pop("detected_on", day("01/06/2026")),
            ward="24305",
            party_ids=(
                (
                    respondent
                    or party("Công ty CP In Suối Đá", SubjectKind.ORGANISATION)
                ).pk,
            ),
            acts=acts or (printing(),),
            **facts,
        ),
        by=officer(HANDLER),
        at=at,
    )
    return Walk(officer, case, decided_by=DIRECTOR)


def verifying(officer: Officers, *acts: ActInput, **facts) -> Walk:
    walk = received(officer, *acts, **facts)
    walk.step(services.start_verification, HANDLER, moment("01/06/2026", "10:00"))
    return walk


def signed(officer: Officers, *acts: ActInput, **facts) -> Walk:
    """With the sign of a crime recorded on 03/06."""
    walk = verifying(officer, *acts, **facts)
    walk.step(
        services.record_sign,
        HANDLER,
        moment("03/06/2026", "08:00"),
        explanation="Số lượng in vượt ngưỡng của Điều 344.",
    )
    return walk


def send(walk: Walk, at: datetime | None = None, **values) -> None:
    walk.step(
        services.transfer_criminal,
        DIRECTOR,
        at or moment("03/06/2026", "09:00"),
        **{
            "content": FILE,
            "to_agency": Agency.objects.get(pk="CQDT"),
            **values,
        },
    )


def offered(officer: Officers, *acts: ActInput, **facts) -> Walk:
    walk = signed(officer, *acts, **facts)
    send(walk)
    return walk


def accept(walk: Walk, at: datetime | None = None) -> None:
    walk.step(
        services.accept_transfer,
        POLICE,
        at or moment("03/06/2026", "15:00"),
        receipt_no="07/BB-BG",
    )


def transferred(officer: Officers, *acts: ActInput, **facts) -> Walk:
    """Received by the investigating body on 03/06."""
    walk = offered(officer, *acts, **facts)
    accept(walk)
    return walk


def prosecute(walk: Walk, at: datetime | None = None) -> None:
    walk.step(
        services.record_prosecution,
        POLICE,
        at or moment("20/06/2026"),
        number="31/QĐ-KTVA",
    )


def give_back(walk: Walk, at: datetime | None = None, **values) -> None:
    walk.step(
        services.receive_returned_file,
        HANDLER,
        at or moment("25/06/2026"),
        **{"content": NOT_PROSECUTED, **values},
    )


def returned(officer: Officers, *acts: ActInput, **facts) -> Walk:
    walk = transferred(officer, *acts, **facts)
    give_back(walk)
    return walk


def end_without_sanction(walk: Walk) -> None:
    walk.step(
        services.decide_no_sanction,
        DIRECTOR,
        moment("29/06/2026"),
        ground="FORCE_MAJEURE",
        reason="Lũ lụt.",
    )


def at_pending(officer: Officers) -> Walk:
    """A draft waits for the director when the sign is found."""
    walk = verifying(officer, printing(80, EXPLAINABLE))
    walk.step(services.open_case, HANDLER, moment("02/06/2026"))
    walk.step(
        services.assign, "so.lanhdao", moment("02/06/2026"), officer=officer(INSPECTOR)
    )
    walk.step(
        services.make_record,
        INSPECTOR,
        moment("03/06/2026"),
        content=RecordInput(place="Xưởng in"),
    )
    act, respondent, frame = services.proposed_fines(reread(walk.case))[0]
    walk.step(
        services.submit_decision,
        HANDLER,
        moment("05/06/2026"),
        terms=services.DecisionTerms(
            acts=(services.ActTerms(act.pk, frame.midpoint_vnd, respondent.pk),)
        ),
    )
    walk.step(
        services.record_sign,
        HANDLER,
        moment("09/06/2026"),
        explanation="Số lượng in thực tế lớn hơn nhiều lần.",
    )
    return walk
