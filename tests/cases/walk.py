"""A case walked to where a test begins, by its officers, through the services.

The matter: a household's book shop in phường Buôn Ma Thuột, 80 copies of one title
without invoices (DST-29-2A, individual frame 2.5-5 million), dates as in scenario S1.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime

from agencies.kinds import SubjectKind
from agencies.models import Agency, User
from cases import services
from cases.models import Case
from cases.services import (
    ActInput,
    ActTerms,
    CaseInput,
    DecisionTerms,
    HandOver,
    MeasureTerms,
    PaperLine,
    Receipt,
    RecordInput,
    ReturnedFile,
)
from cases.states import CaseState
from facilities.models import Party
from tests import remember
from tests.moments import day, moment

# What goes along with a file, whoever gets it.
FILE = HandOver(
    reason="Vụ việc thuộc thẩm quyền của cơ quan nhận.",
    papers=(PaperLine("Biên bản kiểm tra", "12/BB-KT", sheets=4),),
)
Officers = Callable[[str], User]
DETECTED = day("03/03/2026")
INSPECTOR, HANDLER = "xa.bmt.kiemtra", "xa.bmt.thuly"
SIGNER, CLERK, MANAGER = "xa.bmt.chutich", "xa.bmt.vanthu", "xa.bmt.lanhdao"
POLICE = "ca.cqdt"  # the investigating body


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
    return Case.objects.for_act().get(pk=case.pk)


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

    def forward(self) -> None:
        self.step(
            services.forward,
            HANDLER,
            moment("04/03/2026"),
            content=FILE,
            receipt=Receipt("45/BN", day("04/03/2026")),
            to_body="Chi cục Quản lý thị trường tỉnh bạn",
        )

    def note_sign(self, at: datetime | None = None) -> None:
        """A sign of a crime that somebody saw."""
        self.step(
            services.record_sign,
            HANDLER,
            at or moment("06/03/2026"),
            explanation="Số bản in vượt mức quy định tại Điều 344 BLHS.",
        )

    def transfer(self, at: datetime | None = None) -> None:
        self.step(
            services.transfer_criminal,
            SIGNER,
            at or moment("06/03/2026", "15:00"),
            content=FILE,
            to_agency=Agency.objects.get(pk="CQDT"),
        )

    def accept_transfer(self) -> None:
        self.step(services.accept_transfer, POLICE, moment("09/03/2026"))

    def prosecute(self) -> None:
        self.step(
            services.record_prosecution,
            POLICE,
            moment("10/03/2026"),
            number="21/QĐ-KTVA",
        )

    def take_returned_file(self, kind: str = "NOT_PROSECUTED") -> None:
        self.step(
            services.receive_returned_file,
            HANDLER,
            moment("10/03/2026", "10:00"),
            content=ReturnedFile(
                kind=kind,
                number="15/QĐ-CQĐT",
                issued_on=day("09/03/2026"),
                effective_on=day("09/03/2026"),
            ),
        )

    def suspend(self) -> None:
        self.step(
            services.suspend_execution,
            SIGNER,
            moment("18/03/2026"),
            ground="CRIMINAL_SIGN",
            reason="Phát hiện dấu hiệu tội phạm.",
        )

    def note_late_sign(self) -> None:
        self.note_sign(moment("17/03/2026"))

    def enforce(self) -> None:
        self.step(
            services.order_enforcement,
            SIGNER,
            moment("27/03/2026"),
            measure="Khấu trừ tiền từ tài khoản",
            reason="Quá thời hạn mà không nộp phạt.",
        )

    def annul(self) -> None:
        self.step(
            services.annul_decision,
            SIGNER,
            moment("13/03/2026"),
            ground="WRONG_PROCEDURE",
            reason="Sai trình tự, thủ tục.",
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


def received(officer: Officers, **facts) -> Walk:
    """A case at RECEIVED, taken in on the day of detection; see `_received`."""
    return at_state(officer, CaseState.RECEIVED, **facts)


def _received(
    officer: Officers,
    *,
    behaviour: str = "DST-29-2A",
    detected_on: date = DETECTED,
    act_ended_on: date | None = None,
    respondent: Party | None = None,
    by: str = INSPECTOR,
    **facts,
) -> Walk:
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
_PATHS |= {
    CaseState.FORWARDED: ("verify", "forward"),
    CaseState.TRANSFERRED: ("verify", "open", "record", "note_sign", "transfer"),
    # Without a violation record: both ways on from there are open.
    CaseState.RETURNED: (
        *("verify", "open", "note_sign", "transfer", "accept_transfer"),
        "take_returned_file",
    ),
    CaseState.DECIDED: (*_PATHS[CaseState.PENDING_DECISION], "sign"),
}
_PATHS |= {
    CaseState.PROSECUTED: (
        *_PATHS[CaseState.TRANSFERRED],
        "accept_transfer",
        "prosecute",
    ),
    CaseState.EXECUTING: (*_PATHS[CaseState.DECIDED], "deliver"),
    CaseState.ANNULLED: (*_PATHS[CaseState.DECIDED], "annul"),
}
_PATHS |= {
    CaseState.EXECUTION_SUSPENDED: (
        *_PATHS[CaseState.EXECUTING],
        "note_late_sign",
        "suspend",
    ),
    CaseState.ENFORCING: (*_PATHS[CaseState.EXECUTING], "enforce"),
    CaseState.EXECUTED: (*_PATHS[CaseState.EXECUTING], "pay", "complete"),
}
_PATHS[CaseState.CLOSED] = (*_PATHS[CaseState.EXECUTED], "propose_close", "close")


def at_state(officer: Officers, state: str, **facts) -> Walk:
    """A case in any state, walked there; once for the tests of a process."""
    if state == CaseState.EXPLAINING:
        facts.setdefault("behaviour", EXPLAINABLE)

    def walked() -> Walk:
        walk = _received(officer, **facts)
        for name in _PATHS[state]:
            getattr(walk, name)()
        assert walk.case.state == state
        return walk

    return once(officer, ("at_state", state, *sorted(facts.items())), walked)


def once(officer: Officers, key: Hashable, walked: Callable[[], Walk]) -> Walk:
    """The case that was walked so before, or walked now."""
    pk = remember.once(key, lambda: walked().case.pk)
    return Walk(officer, Case.objects.get(pk=pk))
