"""How each step of a case is called: values that may be right, by a source of chance.

Whether a call is allowed is the product's answer, never decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from agencies.models import Agency
from cases import services
from cases.models import Case
from cases.services import (
    ActTerms,
    DecisionTerms,
    HandOver,
    PaperLine,
    Receipt,
    RecordInput,
    ReturnedFile,
)
from cases.states import CaseState, TransferState
from kernel.clock import local_day

Values = dict[str, Any]
Move = Callable[[Case, Random, datetime], Values]


FILE = HandOver(
    reason="Thuộc thẩm quyền của cơ quan nhận.",
    papers=(PaperLine("Biên bản kiểm tra", "12/BB-KT", sheets=4),),
)


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


def _forward(case: Case, chance: Random, at: datetime) -> Values:
    return {
        "content": FILE,
        "receipt": Receipt("45/BN", local_day(at)),
        "to_body": "Cơ quan quản lý tỉnh bạn",
    }


def _transfer(case: Case, chance: Random, at: datetime) -> Values:
    return {"content": FILE, "to_agency": Agency.objects.get(pk="CQDT")}


def _returned(case: Case, chance: Random, at: datetime) -> Values:
    transfer = case.transfer
    if transfer is not None and transfer.state == TransferState.REFUSED:
        return {"content": ReturnedFile(kind="RECEIPT_REFUSED")}
    went_on = case.state == CaseState.PROSECUTED
    return {
        "content": ReturnedFile(
            kind="INVESTIGATION_ENDED" if went_on else "NOT_PROSECUTED",
            number="15/QĐ-CQĐT",
            issued_on=local_day(at),
            effective_on=local_day(at),
        )
    }


def _on_the_spot(case: Case, chance: Random, at: datetime) -> Values:
    return {
        "terms": DecisionTerms(main_sanction="WARNING"),
        "by_technical_equipment": False,
    }


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
    "forward": _forward,
    "take_back": lambda *_: {"reason": "Cơ quan nhận trả lại."},
    "sanction_without_record": _on_the_spot,
    "order_enforcement": lambda *_: {
        "measure": "Khấu trừ tài khoản",
        "reason": "Quá hạn nộp phạt.",
    },
    "suspend_execution": lambda *_: {
        "ground": "CRIMINAL_SIGN",
        "reason": "Có dấu hiệu tội phạm.",
    },
    "resume_execution": lambda *_: {"reason": "Căn cứ tạm đình chỉ không còn."},
    "record_sign": lambda *_: {"explanation": "Số bản in vượt mức."},
    "transfer_criminal": _transfer,
    "accept_transfer": _nothing,
    "refuse_transfer": lambda *_: {"reason": "Hồ sơ chưa đủ."},
    "record_prosecution": lambda *_: {"number": "21/QĐ-KTVA"},
    "receive_returned_file": _returned,
    "close_on_judgment": lambda *_: {"number": "30/2026/HS-ST"},
    "annul_decision": lambda *_: {
        "ground": "WRONG_PROCEDURE",
        "reason": "Sai thủ tục.",
    },
    "propose_reopen": lambda *_: {
        "ground": "NEW_EVIDENCE",
        "reason": "Có tình tiết mới.",
    },
    "reopen": _nothing,
}
