"""Quyết định tạm đình chỉ, tiếp tục thi hành quyết định xử phạt (agency practice)."""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.styles import StyleSheet1

from cases.models import Case, ExecutionSuspension, SanctionDecision
from cases.states import ReliefKind, SuspensionGround
from documents.figures import day_in_words
from documents.forms.decided import basis_of, briefly, executors, sanctioned_party
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
    SuspensionGround.CRIMINAL_SIGN: "hành vi vi phạm có dấu hiệu tội phạm",
    SuspensionGround.DEFERRAL: "đã có quyết định hoãn thi hành quyết định phạt tiền",
    SuspensionGround.COMPLAINT: "đang giải quyết khiếu nại đối với quyết định xử phạt",
}
_LAW: dict[str, str] = {
    SuspensionGround.CRIMINAL_SIGN: "Căn cứ khoản 2 Điều 62 Luật Xử lý vi phạm hành "
    "chính",
    SuspensionGround.DEFERRAL: "Căn cứ Điều 76 Luật Xử lý vi phạm hành chính",
    SuspensionGround.COMPLAINT: "Căn cứ Điều 35 Luật Khiếu nại ngày 11 tháng 11 năm "
    "2011",
}


@dataclass(frozen=True, slots=True)
class SuspensionDecisionForm(Ruling):
    """Execution rests, or goes on again: `is_resumption`."""

    party: Party
    decision: str
    ground: str
    reason: str
    executors: str
    is_resumption: bool = False
    suspended_by: str = ""

    form_id = "suspension_decision"

    @classmethod
    def of(cls, suspension: ExecutionSuspension, *, template: FormTemplate) -> Self:
        case = suspension.case
        # What it suspends was in force on that day, and may be annulled since.
        decision = case.decisions.filter(signed_at__lte=suspension.signed_at).latest(
            "signed_at"
        )
        bases = [_LAW[suspension.ground], *_cause(suspension)]
        return cls(
            head=_head(Written.of(suspension), template, case, decision, bases),
            party=sanctioned_party(decision),
            decision=briefly(decision),
            ground=_GROUNDS[suspension.ground],
            reason=suspension.reason,
            executors=executors(case),
        )

    @classmethod
    def of_resumption(
        cls,
        suspension: ExecutionSuspension | None,
        decision: SanctionDecision,
        act: Written,
        *,
        reason: str,
        template: FormTemplate,
    ) -> Self:
        """A file that came back from the proceedings may have no suspension."""
        case, bases, named = decision.case, [], ""
        if suspension is not None:
            named = (
                f"Quyết định số {suspension.number_text} "
                f"{day_in_words(suspension.signed_on)}"
            )
            bases = [f"Căn cứ {named} về việc tạm đình chỉ thi hành"]
        return cls(
            head=_head(act, template, case, decision, bases),
            party=sanctioned_party(decision),
            decision=briefly(decision),
            ground="căn cứ tạm đình chỉ không còn",
            reason=reason,
            executors=executors(case),
            is_resumption=True,
            suspended_by=named,
        )

    @property
    def subject(self) -> str:
        word = "Tiếp tục" if self.is_resumption else "Tạm đình chỉ"
        return f"{word} thi hành quyết định xử phạt vi phạm hành chính"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        word = "Tiếp tục" if self.is_resumption else "Tạm đình chỉ"
        return [
            Article(
                f"{word} thi hành {self.decision} đối với {self.party.group} có tên "
                "sau đây:",
                (
                    self.party.fields(styles),
                    f"1. Lý do: {self.ground}. {sentence(self.reason)}",
                    f"2. {self._period()}",
                ),
            ),
            Article(in_force_from_signing()),
            Article(
                f"{self.executors}, {self.party.receiver} và các cơ quan, tổ chức, cá "
                "nhân có liên quan chịu trách nhiệm thi hành Quyết định này."
            ),
        ]

    def _period(self) -> str:
        if not self.is_resumption:
            return (
                "Thời gian tạm đình chỉ: kể từ ngày ký Quyết định này cho đến khi có "
                "quyết định tiếp tục thi hành."
            )
        ended = (
            f"{self.suspended_by} hết hiệu lực kể từ ngày ký Quyết định này. "
            if self.suspended_by
            else ""
        )
        return (
            f"{ended}Thời gian tạm đình chỉ không tính vào thời hiệu thi hành quyết "
            "định xử phạt."
        )


def _head(
    act: Written,
    template: FormTemplate,
    case: Case,
    decision: SanctionDecision,
    bases: list[str],
) -> RulingHead:
    return RulingHead.of(
        act,
        template,
        more_bases=(*bases, basis_of(decision)),
        supporting=tuple(case.supporting_agencies),
    )


def _cause(suspension: ExecutionSuspension) -> list[str]:
    """The act that gave the ground, where it has a number."""
    if suspension.ground != SuspensionGround.DEFERRAL:
        return []
    relief = (
        suspension.case.reliefs.filter(
            kind=ReliefKind.DEFER, decided_on__lte=suspension.signed_on
        )
        .exclude(number_text="")
        .last()
    )
    if relief is None or relief.decided_on is None:
        return []
    return [
        f"Căn cứ Quyết định số {relief.number_text} {day_in_words(relief.decided_on)} "
        "về việc hoãn thi hành quyết định phạt tiền"
    ]
