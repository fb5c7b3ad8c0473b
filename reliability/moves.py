"""How each step of a case is called: values that may be right, by a source of chance.

Whether a call is allowed is the product's answer, never decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from cases import services
from cases.models import Case
from cases.services import ActTerms, DecisionTerms, RecordInput

Values = dict[str, Any]
Move = Callable[[Case, Random, datetime], Values]


def _nothing(case: Case, chance: Random, at: datetime) -> Values:
    return {}


def _record(case: Case, chance: Random, at: datetime) -> Values:
    return {"content": RecordInput(place="Trụ sở", late_reason="Vụ việc khó")}


def _explanation(case: Case, chance: Random, at: datetime) -> Values:
    return {"kind": chance.choice(["DIRECT", "WRITTEN"])}


def _explained(case: Case, chance: Random, at: datetime) -> Values:
    return {"ended": "WAIVED"}


def _terms(case: Case, chance: Random, at: datetime) -> Values:
    acts = tuple(
        ActTerms(
            violation.pk,
            chance.choice([frame.min_vnd, frame.midpoint_vnd, frame.max_vnd])
            if frame
            else 5_000_000,
            respondent.pk,
        )
        for violation, respondent, frame in services.proposed_fines(case)
    )
    return {"terms": DecisionTerms(acts=acts)}


def _no_sanction(case: Case, chance: Random, at: datetime) -> Values:
    ground = chance.choice(["FORCE_MAJEURE", "DECISION_TIME_PASSED", "NO_CAPACITY"])
    return {"ground": ground, "reason": "Có căn cứ."}


def _payment(case: Case, chance: Random, at: datetime) -> Values:
    debt = services.debt_on(case, on=at.date())
    return {
        "amount_vnd": chance.choice([debt.total_vnd, max(debt.total_vnd // 2, 1)]),
        "receipt_no": f"BL-{chance.randrange(10**9)}",
    }


MOVES: dict[str, Move] = {
    "start_verification": _nothing,
    "propose_dismiss": lambda *_: {"ground": "DUPLICATE", "reason": "Trùng."},
    "dismiss": _nothing,
    "open_case": _nothing,
    "make_record": _record,
    "request_explanation": _explanation,
    "close_explanation": _explained,
    "submit_decision": _terms,
    "send_back": lambda *_: {"comment": "Bổ sung căn cứ."},
    "confirm_authority": lambda *_: {"reason": "Đã đối chiếu.", "source": "Điều 27"},
    "sign_decision": _nothing,
    "decide_no_sanction": _no_sanction,
    "confirm_delivery": lambda *_: {"method": "DIRECT"},
    "record_payment": _payment,
    "complete_execution": _nothing,
    "propose_close": _nothing,
    "close": _nothing,
}
