"""Cases whose acts are all of the present day: the doors read the clock.

A signature is never dated back, so what is signed over HTTP is recorded today.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from agencies.models import User
from cases import services
from cases.models import Case
from cases.services import ActInput, ActTerms, CaseInput, DecisionTerms, RecordInput
from kernel.clock import local_day
from tests.cases.walk import HANDLER, INSPECTOR, MANAGER, Officers, party, reread

ROOT = "/api/v1/"


def address(case: Case, tail: str = "") -> str:
    return f"{ROOT}cases/{case.pk}/{tail}"


def received(officer: Officers) -> Case:
    """A case of phường Buôn Ma Thuột, detected today, with its handler."""
    now = timezone.now() - timedelta(seconds=5)
    today = local_day(now)
    case = services.receive_case(
        facts=CaseInput(
            title="Phát hành xuất bản phẩm không có hóa đơn",
            source="INSPECTION",
            detected_on=today,
            ward="24133",
            party_ids=(party().pk,),
            acts=(ActInput("DST-29-2A", "80 bản không có hóa đơn", today),),
        ),
        by=officer(INSPECTOR),
        at=now,
    )
    return _step(services.assign, case, officer(MANAGER), now, officer=officer(HANDLER))


def pending(officer: Officers) -> Case:
    """Submitted today for signature, with the mid-point of the frame."""
    case = received(officer)
    now = timezone.now() - timedelta(seconds=4)
    case = _step(services.start_verification, case, officer(HANDLER), now)
    case = _step(services.open_case, case, officer(HANDLER), now)
    content = RecordInput(place="Nhà sách Hoa Cúc")
    case = _step(services.make_record, case, officer(INSPECTOR), now, content=content)
    act = case.violations.get()
    terms = DecisionTerms(acts=(ActTerms(act.pk, 3_750_000),))
    return _step(services.submit_decision, case, officer(HANDLER), now, terms=terms)


def _step(act, case: Case, by: User, at: datetime, **values) -> Case:
    case = reread(case)
    act(case=case, version=case.version, by=by, at=at, **values)
    return reread(case)
