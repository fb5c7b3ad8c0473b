"""The lifecycle in plain words: what each person may do next, and when.

A second telling of the law, written from the lifecycle's table and not from the
product: no model, no guard, no grant of the product is asked. The machine of
`reliability.lives` compares what the product answers with what stands here.

The case is that of a ward, about one act of a household whose frame is loaded and
within the ceiling of the ward's chairman.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

# People by their part in the case; everybody else has none.
INSPECTOR, HANDLER, SIGNER = "inspector", "handler", "signer"
CLERK, MANAGER, POLICE, STRANGER = "clerk", "manager", "police", "stranger"


class Answer(Enum):
    """What the product is to answer."""

    DONE = "done"
    NOT_PERMITTED = "403"
    NOT_READY = "409"
    REFUSED = "422"


# Step → (who, from which states); lifecycle, sections 2 and 3.
TABLE: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (frozenset(who.split()), frozenset(states.split()))
    for name, who, states in (
        ("start_verification", "handler manager", "RECEIVED"),
        ("propose_dismiss", "handler", "RECEIVED VERIFYING"),
        ("dismiss", "manager", "RECEIVED VERIFYING"),
        ("forward", "handler manager", "RECEIVED VERIFYING OPENED"),
        ("take_back", "handler manager", "FORWARDED"),
        ("open_case", "handler manager", "VERIFYING"),
        ("make_record", "inspector", "OPENED RETURNED"),
        ("sanction_without_record", "signer", "OPENED"),
        ("request_explanation", "handler", "RECORDED"),
        ("close_explanation", "handler", "EXPLAINING"),
        ("submit_decision", "handler", "RECORDED RETURNED"),
        ("send_back", "signer", "PENDING_DECISION"),
        ("sign_decision", "signer", "PENDING_DECISION"),
        (
            "decide_no_sanction",
            "signer",
            "OPENED RECORDED PENDING_DECISION RETURNED",
        ),
        ("confirm_delivery", "clerk handler", "DECIDED"),
        ("record_payment", "handler", "DECIDED EXECUTING ENFORCING"),
        ("complete_execution", "handler", "EXECUTING ENFORCING"),
        ("order_enforcement", "signer", "EXECUTING"),
        ("suspend_execution", "signer", "EXECUTING ENFORCING"),
        ("resume_execution", "signer", "EXECUTION_SUSPENDED RETURNED"),
        (
            "transfer_criminal",
            "signer",
            "VERIFYING OPENED RECORDED PENDING_DECISION EXECUTION_SUSPENDED EXECUTED",
        ),
        ("accept_transfer", "police", "TRANSFERRED"),
        ("refuse_transfer", "police", "TRANSFERRED"),
        ("record_prosecution", "police", "TRANSFERRED"),
        ("receive_returned_file", "handler", "TRANSFERRED PROSECUTED"),
        ("close_on_judgment", "police", "PROSECUTED"),
        (
            "annul_decision",
            "signer",
            "DECIDED EXECUTING EXECUTION_SUSPENDED ENFORCING EXECUTED",
        ),
        ("propose_reopen", "manager", "ANNULLED CLOSED DISMISSED"),
        ("reopen", "signer", "ANNULLED CLOSED DISMISSED"),
        ("propose_close", "handler", "EXECUTED NO_SANCTION ANNULLED"),
        ("close", "manager", "EXECUTED NO_SANCTION ANNULLED"),
    )
}
TARGETS = {
    "start_verification": "VERIFYING",
    "dismiss": "DISMISSED",
    "forward": "FORWARDED",
    "take_back": "RECEIVED",
    "open_case": "OPENED",
    "make_record": "RECORDED",
    "sanction_without_record": "DECIDED",
    "request_explanation": "EXPLAINING",
    "close_explanation": "RECORDED",
    "submit_decision": "PENDING_DECISION",
    "send_back": "RECORDED",
    "sign_decision": "DECIDED",
    "decide_no_sanction": "NO_SANCTION",
    "confirm_delivery": "EXECUTING",
    "complete_execution": "EXECUTED",
    "order_enforcement": "ENFORCING",
    "suspend_execution": "EXECUTION_SUSPENDED",
    "resume_execution": "EXECUTING",
    "transfer_criminal": "TRANSFERRED",
    "record_prosecution": "PROSECUTED",
    "receive_returned_file": "RETURNED",
    "close_on_judgment": "CLOSED",
    "annul_decision": "ANNULLED",
    "close": "CLOSED",
}
IsWorkingDay = Callable[[date], bool]


def working_days_after(start: date, count: int, works: IsWorkingDay) -> date:
    """The last of so many working days, counted one by one from the next day."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= works(day)
    return day


def days_after(start: date, count: int, works: IsWorkingDay) -> date:
    """So many days later, or the next working day where that one is none."""
    day = start + timedelta(days=count)
    while not works(day):
        day += timedelta(days=1)
    return day


def a_month_after(start: date, works: IsWorkingDay) -> date:
    """The same day of the next month, or its last; then the next working day."""
    year, month = start.year + start.month // 12, start.month % 12 + 1
    day = start.day
    while True:
        try:
            same = date(year, month, day)
            break
        except ValueError:
            day -= 1
    return days_after(same, 0, works)


@dataclass
class Law:
    """One case as somebody with a pencil would keep it."""

    works: IsWorkingDay = field(repr=False)
    state: str = "RECEIVED"
    recorded_on: date | None = None
    returned_on: date | None = None
    explanation: str = ""  # "", "open", "ended"
    asks_in_person: bool = False  # how he who may explain will ask for it
    has_draft: bool = False
    signed_on: date | None = None
    received_on: date | None = None
    fine: int = 0
    unpaid: int = 0
    has_sign: bool = False
    transfer: str = ""  # "", "offered", "accepted", "refused"
    is_partner: bool = False  # the investigating body, from the first offer on
    proposed: str = ""  # what waits for its second person
    has_no_sanction: bool = False
    taken: list[str] = field(default_factory=list)

    # What is asked before a step ---------------------------------------------------

    def answer_to(self, step: str, who: str, on: date, *, explains: bool) -> Answer:
        """What the product is to say; `explains`: the record gives that right."""
        people, states = TABLE[step]
        if who not in people or (who == POLICE and not self.is_partner):
            return Answer.NOT_PERMITTED
        if self.state not in states:
            return Answer.NOT_READY
        return self._readiness(step, on, explains=explains)

    def _readiness(self, step: str, on: date, *, explains: bool) -> Answer:
        ready = True
        match step:
            case "propose_dismiss":
                ready = self.proposed != "dismiss"
            case "propose_close":
                ready = self.proposed != "close"
            case "propose_reopen":
                ready = self.proposed != "reopen"
            case "dismiss" | "close" | "reopen":
                ready = self.proposed == step
            case "make_record":
                # Taken back after its record: it goes on with that one.
                ready = self.recorded_on is None or self.state == "OPENED"
            case "request_explanation":
                ready = (
                    explains
                    and self.recorded_on is not None
                    and not self.explanation
                    and on <= self.explanation_limit()
                )
            case "submit_decision":
                ready = self.recorded_on is not None or self.returned_on is not None
            case "sign_decision":
                ready = on <= self.decision_limit()
            case "sanction_without_record":
                # Of a file that came back the time to decide runs on.
                has_limit = self.recorded_on or self.returned_on
                ready = not has_limit or on <= self.decision_limit()
            case "record_payment":
                if self.unpaid == 0:
                    return Answer.REFUSED
            case "complete_execution":
                ready = self.unpaid == 0
            case "order_enforcement":
                ready = (
                    self.fine > 0 and self.unpaid > 0 and on > self.execution_limit()
                )
            case "suspend_execution":
                if not self.has_sign:
                    return Answer.REFUSED
            case "resume_execution":
                ready = self.signed_on is not None
            case "transfer_criminal":
                ready = self.has_sign
            case "accept_transfer" | "refuse_transfer":
                ready = self.transfer == "offered"
            case "record_prosecution":
                ready = self.transfer == "accepted"
            case "receive_returned_file":
                ready = self.transfer != "offered"
        return Answer.DONE if ready else Answer.NOT_READY

    # Limits ------------------------------------------------------------------------

    def decision_limit(self) -> date:
        """Điều 66.1: seven working days, a month after an explanation; Điều 63.3."""
        record, back = self.recorded_on, self.returned_on
        if back is not None and (record is None or record <= back):
            return working_days_after(back, 7, self.works)
        assert record is not None
        if self.explanation:
            return a_month_after(record, self.works)
        return working_days_after(record, 7, self.works)

    def explanation_limit(self) -> date:
        """Điều 61: two working days to ask in person, five in writing."""
        assert self.recorded_on is not None
        days = 2 if self.asks_in_person else 5
        return working_days_after(self.recorded_on, days, self.works)

    def execution_limit(self) -> date:
        """Ten days from receipt (Điều 73, 78)."""
        assert self.received_on is not None
        return days_after(self.received_on, 10, self.works)

    # What a step changes -----------------------------------------------------------

    def take(self, step: str, on: date, *, fine: int = 0, paid: int = 0) -> None:
        """Note a step that was taken."""
        before = self.state
        self.taken.append(step)
        self.state = TARGETS.get(step, self.state)
        match step:
            case "propose_dismiss" | "propose_close" | "propose_reopen":
                self.proposed = step.removeprefix("propose_")
            case "make_record":
                self.recorded_on = self.recorded_on or on
            case "request_explanation":
                self.explanation = "open"
            case "close_explanation":
                self.explanation = "ended"
            case "sign_decision" | "sanction_without_record":
                self.signed_on, self.fine, self.unpaid = on, fine, fine
                self.received_on = None
            case "confirm_delivery":
                self.received_on = on
            case "record_payment":
                self.unpaid -= paid
            case "record_sign":
                self.has_sign = True
            case "transfer_criminal":
                self.transfer, self.is_partner = "offered", True
            case "accept_transfer":
                self.transfer = "accepted"
            case "refuse_transfer":
                self.transfer = "refused"
            case "record_prosecution" | "annul_decision":
                self.signed_on, self.fine, self.unpaid = None, 0, 0
                self.received_on = None
            case "receive_returned_file":
                self.transfer, self.returned_on = "", on
            case "reopen":
                self.state = {
                    True: "RECEIVED",
                    False: "OPENED" if self.recorded_on is None else "RECORDED",
                }[before == "DISMISSED"]
        if self.state != before:
            self.proposed = ""
