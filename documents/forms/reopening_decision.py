"""Quyết định mở lại hồ sơ vụ việc (agency practice, layout of NĐ 30/2020/NĐ-CP)."""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.styles import StyleSheet1

from cases.models import Reopening
from cases.states import CaseState, ReopenGround
from documents.figures import day_in_words
from documents.forms.decided import executors, party_in, told
from documents.forms.labels import STATES
from documents.forms.parties import Party
from documents.forms.ruling import (
    Article,
    Ruling,
    RulingHead,
    Written,
    in_force_from_signing,
)
from documents.kit.blocks import sentence
from documents.models import FormTemplate

_GROUNDS: dict[str, str] = {
    ReopenGround.NEW_EVIDENCE: "phát hiện chứng cứ, tình tiết mới",
    ReopenGround.COMPLAINT_RESULT: "thực hiện kết quả giải quyết khiếu nại, bản án, "
    "quyết định của Tòa án",
    ReopenGround.RESPONDENT_KNOWN: "đã xác định được đối tượng vi phạm",
}


@dataclass(frozen=True, slots=True)
class ReopeningDecisionForm(Ruling):
    """`ended_decision` names the decision that goes out of force with it, or is ""."""

    party: Party
    case_number: str
    case_title: str
    ground: str
    reason: str
    next_state: str
    ended_decision: str
    executors: str

    form_id = "reopening_decision"

    @classmethod
    def of(cls, reopening: Reopening, act: Written, *, template: FormTemplate) -> Self:
        case = reopening.case
        ended = case.revisions.filter(signed_at=reopening.reopened_at).first()
        return cls(
            head=RulingHead.of(
                act, template, supporting=tuple(case.supporting_agencies)
            ),
            party=party_in(case),
            case_number=case.number,
            case_title=case.title,
            ground=_GROUNDS[reopening.ground],
            reason=reopening.reason,
            next_state=STATES[CaseState(case.state)].lower(),
            ended_decision=""
            if ended is None
            else (
                f"Quyết định xử phạt vi phạm hành chính số {ended.decision.number_text}"
                f" {day_in_words(ended.decision.signed_on)}"
            ),
            executors=executors(case),
        )

    @property
    def subject(self) -> str:
        return "Mở lại hồ sơ vụ việc"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        ended = (
            (
                f"3. {self.ended_decision} hết hiệu lực kể từ ngày ký Quyết định này "
                "theo quyết định hủy bỏ kèm theo.",
            )
            if self.ended_decision
            else ()
        )
        return [
            Article(
                f"Mở lại hồ sơ vụ việc số {self.case_number} ({self.case_title}) đối "
                f"với {self.party.group} có tên sau đây:",
                (
                    self.party.fields(styles),
                    f"1. Căn cứ mở lại: {self.ground}. {sentence(self.reason)}",
                    f"2. Vụ việc được tiếp tục giải quyết từ giai đoạn: "
                    f"{self.next_state}. Các thời hiệu, thời hạn tính theo quy định "
                    "của pháp luật, không bắt đầu lại do việc mở lại hồ sơ.",
                    *ended,
                ),
            ),
            Article(in_force_from_signing()),
            Article(
                f"{self.executors}, các cơ quan, tổ chức, cá nhân có liên quan và "
                f"{told(self.party)} chịu trách nhiệm thi hành Quyết định này."
            ),
        ]
