"""Quyết định xử phạt không lập biên bản, MQĐ01 of Nghị định 118/2021/NĐ-CP."""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.styles import StyleSheet1

from cases.models import SanctionDecision
from documents.figures import two_digits
from documents.forms.acts import Act
from documents.forms.bodies import address_of
from documents.forms.decision_facts import DecisionFacts
from documents.forms.parties import Party
from documents.forms.parts import capital
from documents.forms.ruling import (
    RIGHTS,
    Article,
    Ruling,
    RulingHead,
    Written,
    in_force_from_signing,
)
from documents.forms.sanction_decision import STATE_ACCOUNT
from documents.forms.sanctions import acts_part, listed, main_sanction
from documents.kit.blocks import NOTHING, sentence
from documents.models import FormTemplate

_NOT_KNOWN = "Chưa xác định"


@dataclass(frozen=True, slots=True)
class SanctionOnSpotForm(Ruling):
    """A warning or a small fine at once (Điều 56, 69 Luật XLVPHC)."""

    party: Party
    field_title: str
    place: str
    acts: tuple[Act, ...]
    is_warning: bool
    fine_vnd: int
    aggravating: str
    mitigating: str
    remedies: tuple[str, ...]
    payment_days: int
    pay_to: str
    executors: str

    form_id = "sanction_on_spot"

    @classmethod
    def of(cls, decision: SanctionDecision, *, template: FormTemplate) -> Self:
        facts = DecisionFacts.signed(decision)
        act = Written(
            agency=decision.agency,
            number_text=decision.number_text,
            signed_on=decision.signed_on,
            signed_by=decision.signed_by,
            delegation=decision.delegation,
        )
        return cls(
            head=RulingHead.of(
                act,
                template,
                more_bases=facts.legal_bases,
                supporting=facts.supporting,
            ),
            party=facts.party,
            field_title=facts.field_title,
            place=address_of(decision.case.place, decision.case.ward),
            acts=facts.acts,
            is_warning=facts.is_warning,
            fine_vnd=decision.fine_vnd,
            aggravating=facts.aggravating,
            mitigating=facts.mitigating,
            remedies=(*facts.additional, *facts.remedies),
            payment_days=facts.payment_days,
            pay_to=decision.agency.payment_instructions or STATE_ACCOUNT,
            executors=facts.executors,
        )

    @property
    def subject(self) -> str:
        return (
            f"Xử phạt vi phạm hành chính {self.field_title}\n"
            "theo thủ tục không lập biên bản"
        )

    @property
    def handed_to(self) -> str:
        return f"{self.party.group} bị xử phạt"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        sanction = main_sanction(self.acts, self.fine_vnd, is_warning=self.is_warning)
        return [
            Article(
                "Xử phạt vi phạm hành chính theo thủ tục xử phạt không lập biên bản "
                f"đối với {self.party.group} có tên sau đây:",
                (
                    self.party.fields(styles),
                    acts_part(styles, self.acts),
                    f"2. Nơi xảy ra vi phạm: {sentence(self.place or _NOT_KNOWN)}",
                    "3. Tình tiết tăng nặng: "
                    f"{sentence(self.aggravating or NOTHING)} "
                    f"Tình tiết giảm nhẹ: {sentence(self.mitigating or NOTHING)}",
                    ("4. Hình thức xử phạt: ", *sanction),
                    listed(
                        styles,
                        "5. Hình thức xử phạt bổ sung, biện pháp khắc phục hậu quả",
                        self.remedies,
                    ),
                ),
            ),
            Article(in_force_from_signing()),
            Article("Quyết định này được:", self._orders()),
        ]

    def _orders(self) -> tuple[str, ...]:
        handed = f"1. Giao cho {self.party.receiver} để chấp hành."
        if not self.is_warning:
            handed += (
                f" {capital(self.party.debtor)} nộp tiền phạt tại chỗ cho người đã ra "
                "Quyết định và được nhận chứng từ thu tiền phạt; trường hợp không nộp "
                f"tại chỗ thì trong thời hạn {two_digits(self.payment_days)} ngày, kể "
                "từ ngày nhận được Quyết định này, phải nộp tiền phạt vào "
                f"{self.pay_to}. Quá thời hạn trên mà không tự nguyện chấp hành thì bị "
                "cưỡng chế thi hành; cứ mỗi ngày chậm nộp tiền phạt phải nộp thêm "
                "0,05% tính trên tổng số tiền phạt chưa nộp."
            )
        return (
            handed,
            f"2. {capital(self.party.debtor)} {RIGHTS} theo quy định của pháp luật.",
            f"3. Gửi cho {self.executors} để tổ chức thực hiện và theo dõi việc chấp "
            "hành.",
        )
