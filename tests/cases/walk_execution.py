"""Cases walked into execution and out of it, for the tests of what happens there.

The matter: an individual fined 30 million on 02/07/2026, received Mon 06/07, to be paid
until Thu 16/07 (the figures of scenario S9), handled by phường Buôn Ma Thuột.
"""

from __future__ import annotations

from datetime import datetime

from agencies.kinds import SubjectKind
from cases import services
from cases.models import Complaint, FineRelief
from cases.services import InstalmentTerms, ReliefTerms
from tests.cases.walk import (
    EXPLAINABLE,
    HANDLER,
    INSPECTOR,
    SIGNER,
    Officers,
    Walk,
    once,
    party,
    received,
)
from tests.moments import day, moment

FINE_VND = 30_000_000
REASON = "Theo đề nghị bằng văn bản."


def opened(
    officer: Officers,
    *,
    subject_kind: str = SubjectKind.INDIVIDUAL,
    behaviour: str = EXPLAINABLE,
    **facts,
) -> Walk:
    """Opened on 30/06/2026."""

    def walked() -> Walk:
        walk = received(
            officer,
            behaviour=behaviour,
            detected_on=day("30/06/2026"),
            respondent=party("Người nộp phạt", subject_kind),
            **facts,
        )
        walk.step(services.start_verification, HANDLER, moment("30/06/2026", "15:00"))
        walk.step(services.open_case, HANDLER, moment("30/06/2026", "16:00"))
        return walk

    key = ("opened", subject_kind, behaviour, *sorted(facts.items()))
    return once(officer, key, walked)


def executing(officer: Officers, *, fine_vnd: int = FINE_VND, **facts) -> Walk:
    """Received Mon 06/07/2026; D-EXEC ends Thu 16/07."""

    def walked() -> Walk:
        walk = opened(officer, **facts)
        walk.step(
            services.make_record,
            INSPECTOR,
            moment("01/07/2026"),
            content=services.RecordInput(place="Trụ sở"),
        )
        walk.submit(moment("01/07/2026", "15:00"), fine_vnd=fine_vnd)
        walk.sign(moment("02/07/2026"))
        walk.deliver(day("06/07/2026"))
        return walk

    return once(officer, ("executing", fine_vnd, *sorted(facts.items())), walked)


def enforcing(officer: Officers) -> Walk:
    """Enforcement ordered on 17/07/2026, not received yet."""

    def walked() -> Walk:
        walk = executing(officer)
        order_enforcement(walk, moment("17/07/2026"))
        return walk

    return once(officer, ("enforcing",), walked)


def order_enforcement(walk: Walk, at: datetime, **values) -> None:
    walk.step(
        services.order_enforcement,
        SIGNER,
        at,
        **{"measure": "Khấu trừ thu nhập", "reason": "Chưa nộp phạt.", **values},
    )


def ask_relief(walk: Walk, kind: str, at: datetime) -> FineRelief:
    walk.step(services.register_relief, HANDLER, at, kind=kind, reason=REASON)
    return FineRelief.objects.latest("registered_at")


def grant_relief(walk: Walk, at: datetime, **terms) -> FineRelief:
    relief = FineRelief.objects.latest("registered_at")
    walk.step(
        services.grant_relief,
        SIGNER,
        at,
        relief_id=relief.pk,
        terms=ReliefTerms(**terms),
    )
    relief.refresh_from_db()
    return relief


def thirds(*days: str) -> tuple[InstalmentTerms, ...]:
    """Forty, thirty and thirty percent of the fine."""
    amounts = (12_000_000, 9_000_000, 9_000_000)
    return tuple(
        InstalmentTerms(amount, day(text))
        for amount, text in zip(amounts, days, strict=True)
    )


def complain(walk: Walk, at: datetime, **values) -> Complaint:
    walk.step(
        services.register_complaint,
        HANDLER,
        at,
        **{"complainant": "Người nộp phạt", "content": "Mức phạt quá cao.", **values},
    )
    return Complaint.objects.latest("registered_at")


def on_complaint(walk: Walk, act, username: str, at: datetime, **values) -> Complaint:
    complaint = Complaint.objects.latest("registered_at")
    walk.step(act, username, at, complaint_id=complaint.pk, **values)
    return Complaint.objects.get(pk=complaint.pk)
