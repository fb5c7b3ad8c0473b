"""A case walked to where a test begins, by its officers, through the services.

The matter: a household's book shop in phường Buôn Ma Thuột, 80 copies of one title
without invoices (DST-29-2A, individual frame 2.5-5 million), dates as in scenario S1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pgtrigger

from agencies.kinds import SubjectKind
from agencies.models import User
from cases import services
from cases.models import Case
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    MeasureTerms,
    RecordInput,
)
from cases.states import CaseState
from facilities.models import Party
from tests.moments import day, moment

Officers = Callable[[str], User]
DETECTED = day("03/03/2026")
INSPECTOR, HANDLER = "xa.bmt.kiemtra", "xa.bmt.thuly"
SIGNER, CLERK, MANAGER = "xa.bmt.chutich", "xa.bmt.vanthu", "xa.bmt.lanhdao"
# States into which no step leads yet; a test puts a case there past the trigger.
WITHOUT_STEPS = {
    CaseState.FORWARDED: CaseState.RECEIVED,
    CaseState.TRANSFERRED: CaseState.RECORDED,
    CaseState.PROSECUTED: CaseState.RECORDED,
    CaseState.RETURNED: CaseState.OPENED,
    CaseState.EXECUTION_SUSPENDED: CaseState.EXECUTING,
    CaseState.ENFORCING: CaseState.EXECUTING,
    CaseState.ANNULLED: CaseState.DECIDED,
}


def party(
    name: str = "Mạc Thị Thu Cúc",
    subject_kind: str = SubjectKind.HOUSEHOLD,
    tax_code: str = "",
) -> Party:
    now = moment("01/12/2025")
    return Party.objects.create(
        name=name,
        subject_kind=subject_kind,
        tax_code=tax_code,
        search_text=name,
        created_at=now,
        updated_at=now,
    )


def reread(case: Case) -> Case:
    return Case.objects.with_file().get(pk=case.pk)


@dataclass
class Walk:
    """The officers of phường Buôn Ma Thuột and the case they handle."""

    officer: Officers
    case: Case
    decided_by: str = SIGNER

    def by(self, username: str) -> User:
        return self.officer(username)

    def step(self, act: Callable, username: str, at: datetime, **values) -> None:
        """One act by one officer on the case as it stands."""
        case = Case.objects.get(pk=self.case.pk)
        act(case=case, version=case.version, by=self.by(username), at=at, **values)
        self.case = Case.objects.get(pk=case.pk)

    def verify(self) -> None:
        self.step(services.start_verification, HANDLER, moment("03/03/2026", "15:00"))

    def open(self) -> None:
        self.step(services.open_case, HANDLER, moment("04/03/2026"))

    def record(self) -> None:
        self.step(
            services.make_record,
            INSPECTOR,
            moment("05/03/2026", "10:00"),
            content=RecordInput(place="Nhà sách Hoa Cúc"),
        )

    def submit(self, at: datetime | None = None, **terms) -> None:
        """Submit the mid-point of the frame for every act."""
        fines = tuple(
            ActTerms(
                violation.pk,
                terms.get("fine_vnd", frame.midpoint_vnd if frame else 1_000_000),
                respondent.pk,
            )
            for violation, respondent, frame in services.proposed_fines(
                reread(self.case)
            )
        )
        self.step(
            services.submit_decision,
            HANDLER,
            at or moment("10/03/2026"),
            terms=DecisionTerms(acts=fines, measures=terms.get("measures", ())),
        )

    def sign(self, at: datetime | None = None) -> None:
        self.step(services.sign_decision, self.decided_by, at or moment("12/03/2026"))

    def deliver(self, on: date | None = None) -> None:
        on = on or day("16/03/2026")
        self.step(
            services.confirm_delivery,
            CLERK,
            moment(on.strftime("%d/%m/%Y")),
            method="DIRECT",
            receiver="Mạc Thị Thu Cúc",
        )

    def pay(self, amount_vnd: int | None = None, on: date | None = None) -> None:
        on = on or day("24/03/2026")
        decision = reread(self.case).decision
        self.step(
            services.record_payment,
            HANDLER,
            moment(on.strftime("%d/%m/%Y")),
            amount_vnd=amount_vnd or decision.unpaid_vnd,
            receipt_no=f"BL-{decision.payments.count() + 1}",
        )

    def complete(self) -> None:
        self.step(services.complete_execution, HANDLER, moment("24/03/2026", "16:00"))

    def propose_close(self) -> None:
        self.step(services.propose_close, HANDLER, moment("25/03/2026"))

    def close(self) -> None:
        self.step(services.close, MANAGER, moment("26/03/2026"))

    def explain(self) -> None:
        self.step(
            services.request_explanation,
            HANDLER,
            moment("06/03/2026"),
            kind="WRITTEN",
        )

    def decide_no_sanction(self, *, measures: tuple[MeasureTerms, ...] = ()) -> None:
        self.step(
            services.decide_no_sanction,
            SIGNER,
            moment("12/03/2026"),
            ground="FORCE_MAJEURE",
            reason="Bão số 5 làm hư hỏng toàn bộ chứng từ.",
            measures=measures,
        )

    def dismiss(self) -> None:
        self.step(
            services.propose_dismiss,
            HANDLER,
            moment("04/03/2026"),
            ground="NO_VIOLATION",
            reason="Đã xuất trình đủ hóa đơn.",
        )
        self.step(services.dismiss, MANAGER, moment("05/03/2026"))


def received(
    officer: Officers,
    *,
    behaviour: str = "DST-29-2A",
    detected_on: date = DETECTED,
    act_ended_on: date | None = None,
    respondent: Party | None = None,
    by: str = INSPECTOR,
    **facts,
) -> Walk:
    """A case at RECEIVED, taken in on the day of detection."""
    act = ActInput(
        behaviour=behaviour,
        description="Phát hành 80 bản không có hóa đơn, chứng từ",
        occurred_on=act_ended_on or detected_on,
        act_ended_on=act_ended_on,
        titles=({"title": "Truyện cổ tích chọn lọc cho bé", "quantity": 80},),
    )
    case = services.receive_case(
        facts=CaseInput(
            title="Phát hành xuất bản phẩm không có hóa đơn – Nhà sách Hoa Cúc",
            source="INSPECTION",
            detected_on=detected_on,
            ward="24133",
            party_ids=((respondent or party()).pk,),
            acts=(act,),
            **facts,
        ),
        by=officer(by),
        at=moment(detected_on.strftime("%d/%m/%Y"), "14:00"),
    )
    walk = Walk(officer, case)
    if case.lead_agency_id == officer(HANDLER).agency_id:
        walk.step(
            services.assign,
            MANAGER,
            moment(detected_on.strftime("%d/%m/%Y"), "14:30"),
            officer=officer(HANDLER),
        )
    return walk


# A behaviour whose frame gives the right to explain, yet within a ward's ceiling.
EXPLAINABLE = "PUB-24-3A"
_PATHS: dict[str, tuple[str, ...]] = {
    CaseState.RECEIVED: (),
    CaseState.VERIFYING: ("verify",),
    CaseState.DISMISSED: ("verify", "dismiss"),
    CaseState.OPENED: ("verify", "open"),
    CaseState.RECORDED: ("verify", "open", "record"),
    CaseState.EXPLAINING: ("verify", "open", "record", "explain"),
    CaseState.PENDING_DECISION: ("verify", "open", "record", "submit"),
    CaseState.NO_SANCTION: ("verify", "open", "record", "decide_no_sanction"),
}
_PATHS[CaseState.DECIDED] = (*_PATHS[CaseState.PENDING_DECISION], "sign")
_PATHS[CaseState.EXECUTING] = (*_PATHS[CaseState.DECIDED], "deliver")
_PATHS[CaseState.EXECUTED] = (*_PATHS[CaseState.EXECUTING], "pay", "complete")
_PATHS[CaseState.CLOSED] = (*_PATHS[CaseState.EXECUTED], "propose_close", "close")


def at_state(officer: Officers, state: str, **facts) -> Walk:
    """A case in any state: walked there, or put there where no step leads yet."""
    start = WITHOUT_STEPS.get(state, state)
    if state == CaseState.EXPLAINING:
        facts.setdefault("behaviour", EXPLAINABLE)
    walk = received(officer, **facts)
    for name in _PATHS[start]:
        getattr(walk, name)()
    if start != state:
        with pgtrigger.ignore("cases.Case:case_edges"):
            Case.objects.filter(pk=walk.case.pk).update(state=state)
        walk.case = reread(walk.case)
    assert walk.case.state == state
    return walk
