"""Quyết định cưỡng chế thi hành quyết định xử phạt (Điều 86-88 Luật XLVPHC).

The forms follow the decree on enforcement; its annex is not settled here.
"""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.styles import StyleSheet1

from cases.models import EnforcementDecision
from documents.figures import dong, two_digits
from documents.forms.decided import (
    basis_of,
    briefly,
    executors,
    open_orders,
    sanctioned_party,
)
from documents.forms.parties import Party
from documents.forms.parts import capital
from documents.forms.ruling import RIGHTS, Article, Ruling, RulingHead, Written
from documents.forms.sanction_decision import STATE_ACCOUNT
from documents.forms.sanctions import amount, listed
from documents.kit.blocks import sentence
from documents.models import FormTemplate
from regulations import rules


@dataclass(frozen=True, slots=True)
class EnforcementDecisionForm(Ruling):
    """What is owed on the day of the act, and the measure that is applied."""

    party: Party
    decision: str
    measure: str
    reason: str
    owed_vnd: int
    fine_vnd: int
    late_vnd: int
    orders: tuple[str, ...]
    days: int
    pay_to: str
    executors: str

    form_id = "enforcement_decision"

    @classmethod
    def of(cls, ordered: EnforcementDecision, *, template: FormTemplate) -> Self:
        decision, day = ordered.decision, ordered.signed_on
        unpaid = min(max(decision.unpaid_vnd, 0), ordered.owed_vnd)
        term = int(rules.rule_for("D-ENF", day).length or 0)
        return cls(
            head=RulingHead.of(
                Written.of(ordered),
                template,
                more_bases=(basis_of(decision),),
                supporting=tuple(ordered.case.supporting_agencies),
            ),
            party=sanctioned_party(decision),
            decision=briefly(decision),
            measure=ordered.measure,
            reason=ordered.reason,
            owed_vnd=ordered.owed_vnd,
            fine_vnd=unpaid,
            late_vnd=ordered.owed_vnd - unpaid,
            orders=tuple(open_orders(decision)),
            days=term + ordered.extra_days,
            pay_to=ordered.agency.payment_instructions or STATE_ACCOUNT,
            executors=executors(ordered.case),
        )

    @property
    def subject(self) -> str:
        return "Cưỡng chế thi hành quyết định xử phạt vi phạm hành chính"

    @property
    def handed_to(self) -> str:
        return f"{self.party.group} bị cưỡng chế"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        return [
            Article(
                f"Cưỡng chế thi hành {self.decision} đối với {self.party.group} có tên "
                "sau đây:",
                (
                    self.party.fields(styles),
                    f"1. Lý do cưỡng chế: {sentence(self.reason)}",
                    f"2. Biện pháp cưỡng chế: {sentence(self.measure)}",
                    (
                        "3. Số tiền bị cưỡng chế: ",
                        *amount(self.owed_vnd),
                        f", gồm tiền phạt chưa nộp {dong(self.fine_vnd)} và tiền chậm "
                        f"nộp tính đến ngày ký Quyết định này {dong(self.late_vnd)}.",
                    ),
                    listed(
                        styles,
                        "4. Nội dung khác của quyết định xử phạt phải thi hành",
                        self.orders,
                    ),
                    f"5. Chi phí tổ chức thi hành cưỡng chế do {self.party.group} bị "
                    "cưỡng chế chi trả.",
                ),
            ),
            Article(
                f"Thời hạn thi hành: {two_digits(self.days)} ngày, kể từ ngày nhận "
                f"được Quyết định này. {capital(self.party.group)} có tên tại Điều 1 "
                f"nộp số tiền nêu tại khoản 3 Điều 1 vào {self.pay_to}. Trường hợp thi "
                "hành xong trước khi cưỡng chế thì việc cưỡng chế chấm dứt."
            ),
            Article(
                "Quyết định này có hiệu lực thi hành kể từ ngày ký. "
                f"{capital(self.party.group)} bị cưỡng chế {RIGHTS}; trong thời gian "
                "khiếu nại, khởi kiện vẫn phải chấp hành Quyết định này, trừ trường "
                "hợp pháp luật có quy định khác."
            ),
            Article(
                "Quyết định này được:",
                (
                    f"1. Giao cho {self.party.receiver} để chấp hành.",
                    f"2. Gửi cho {self.executors} và các cơ quan, tổ chức, cá nhân có "
                    "liên quan để tổ chức thi hành.",
                ),
            ),
        ]
