"""Hủy bỏ, sửa đổi, bổ sung, đính chính a sanction decision: rulings on a ruling."""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.styles import StyleSheet1

from cases.models import DecisionRevision
from cases.states import RevisionGround, RevisionKind
from documents.figures import day_in_words
from documents.forms.decided import basis_of, briefly, executors, sanctioned_party
from documents.forms.parties import Party
from documents.forms.ruling import (
    RIGHTS,
    Article,
    Ruling,
    RulingHead,
    Text,
    Written,
    in_force_from_signing,
)
from documents.forms.sanctions import amount
from documents.kit.blocks import sentence
from documents.models import FormTemplate

_GROUNDS: dict[str, str] = {
    RevisionGround.OWN_INITIATIVE: "người có thẩm quyền tự phát hiện có sai sót",
    RevisionGround.WRONG_AUTHORITY: "quyết định ban hành không đúng thẩm quyền",
    RevisionGround.WRONG_PROCEDURE: "vi phạm quy định về thủ tục ban hành",
    RevisionGround.COMPLAINT: "thực hiện kết quả giải quyết khiếu nại",
    RevisionGround.COURT: "thực hiện bản án, quyết định của Tòa án",
    RevisionGround.CRIMINAL_CASE: "có quyết định khởi tố vụ án hình sự đối với hành vi",
}


@dataclass(frozen=True, slots=True)
class _Revision(Ruling):
    """`decision` is how the revised decision is named in running text."""

    party: Party
    decision: str
    ground: str
    reason: str
    executors: str

    @property
    def _why(self) -> str:
        return f"1. Lý do: {self.ground}. {sentence(self.reason)}"

    @property
    def handed_to(self) -> str:
        return f"{self.party.group} bị xử phạt"

    def _closing(self) -> Article:
        return Article(
            "Quyết định này được:",
            (
                f"1. Giao cho {self.party.receiver} để biết và chấp hành. "
                f"{self.party.debtor[:1].upper()}{self.party.debtor[1:]} {RIGHTS} theo "
                "quy định của pháp luật.",
                f"2. Gửi cho {self.executors} và các cơ quan, tổ chức, cá nhân có liên "
                "quan để tổ chức thực hiện.",
            ),
        )


@dataclass(frozen=True, slots=True)
class AnnulDecisionForm(_Revision):
    """The decision goes out of force whole; what was paid is given back."""

    refund_vnd: int
    receipts: tuple[str, ...]

    form_id = "annul_decision"

    @classmethod
    def of(cls, revision: DecisionRevision, *, template: FormTemplate) -> Self:
        decision = revision.decision
        payments = list(decision.payments.all())
        return cls(
            head=_head(revision, template),
            party=sanctioned_party(decision),
            decision=briefly(decision),
            ground=_GROUNDS[revision.ground],
            reason=revision.reason,
            executors=executors(revision.case),
            refund_vnd=sum(payment.amount_vnd for payment in payments),
            receipts=tuple(
                f"số {payment.receipt_no} {day_in_words(payment.paid_on)}"
                for payment in payments
            ),
        )

    @property
    def subject(self) -> str:
        return "Hủy bỏ quyết định xử phạt vi phạm hành chính"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        return [
            Article(
                f"Hủy bỏ toàn bộ {self.decision} đối với {self.party.group} có tên "
                "sau đây:",
                (self.party.fields(styles), self._why),
            ),
            Article("Hậu quả của việc hủy bỏ:", self._consequences()),
            Article(in_force_from_signing()),
            self._closing(),
        ]

    def _consequences(self) -> tuple[Text, ...]:
        refund: Text = "2. Số tiền đã nộp phải hoàn trả: Không có."
        if self.refund_vnd:
            refund = (
                f"2. Hoàn trả cho {self.party.debtor} số tiền đã nộp: ",
                *amount(self.refund_vnd),
                f", theo biên lai {'; '.join(self.receipts)}.",
            )
        return (
            "1. Quyết định nêu tại Điều 1 hết hiệu lực kể từ ngày ký Quyết định này; "
            "các hành vi vi phạm được xem xét, xử lý tiếp theo quy định của pháp luật.",
            refund,
        )


@dataclass(frozen=True, slots=True)
class AmendDecisionForm(_Revision):
    """A slip put right, or words that hold instead; the decision itself stays."""

    is_correction: bool
    changes: tuple[str, ...]

    form_id = "amend_decision"

    @classmethod
    def of(cls, revision: DecisionRevision, *, template: FormTemplate) -> Self:
        decision = revision.decision
        return cls(
            head=_head(revision, template),
            party=sanctioned_party(decision),
            decision=briefly(decision),
            ground=_GROUNDS[revision.ground],
            reason=revision.reason,
            executors=executors(revision.case),
            is_correction=revision.kind == RevisionKind.CORRECT,
            changes=tuple(
                line.strip() for line in revision.text.splitlines() if line.strip()
            ),
        )

    @property
    def subject(self) -> str:
        word = "Đính chính" if self.is_correction else "Sửa đổi, bổ sung"
        return f"{word} quyết định xử phạt vi phạm hành chính"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        word = "Đính chính" if self.is_correction else "Sửa đổi, bổ sung"
        return [
            Article(
                f"{word} {self.decision} đối với {self.party.group} có tên sau đây:",
                (
                    self.party.fields(styles),
                    self._why,
                    f"2. Nội dung {word.lower()}:",
                    *(sentence(line) for line in self.changes),
                ),
            ),
            Article(
                "Các nội dung khác của Quyết định nêu tại Điều 1 không thay đổi. Quyết "
                "định này là một phần không tách rời của Quyết định nêu tại Điều 1."
            ),
            Article(in_force_from_signing()),
            self._closing(),
        ]


def _head(revision: DecisionRevision, template: FormTemplate) -> RulingHead:
    return RulingHead.of(
        Written.of(revision),
        template,
        more_bases=(basis_of(revision.decision),),
        supporting=tuple(revision.case.supporting_agencies),
    )
