"""Quyết định xử phạt vi phạm hành chính, MQĐ02 of Nghị định 118/2021/NĐ-CP."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from cases.models import Case, SanctionDecision
from documents.figures import blank_day, day_in_words, two_digits
from documents.forms.acts import Act
from documents.forms.bodies import expanded, letterhead_of, signer_of
from documents.forms.decision_facts import DecisionFacts
from documents.forms.parties import Party
from documents.forms.parts import capital
from documents.forms.sanctions import acts_part, listed, main_sanction
from documents.kit.blocks import NOTHING, article, bases, paragraph, sentence
from documents.kit.head import Draft, Letterhead, head, number_line, title
from documents.kit.signing import (
    Signer,
    delivery_receipt,
    recipients_and_signer,
)
from documents.models import FormTemplate
from kernel.clock import local_day

STATE_ACCOUNT = (
    "tài khoản thu ngân sách nhà nước theo thông báo của Kho bạc Nhà nước khu vực hoặc "
    "qua Cổng Dịch vụ công quốc gia"
)


@dataclass(frozen=True, slots=True)
class SanctionDecisionForm:
    """The decision of a person, never "TM. ỦY BAN NHÂN DÂN".

    `signed_on` is None on a draft, whose day stays blank in the month of `drafted_on`.
    `notes` are warnings for the readers of a draft and are never issued.
    """

    letterhead: Letterhead
    number_text: str | None
    number_suffix: str
    signed_on: date | None
    drafted_on: date
    field_title: str  # "trong hoạt động xuất bản"
    authority_line: str  # "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT"
    legal_bases: tuple[str, ...]
    party: Party
    acts: tuple[Act, ...]
    is_warning: bool
    fine_vnd: int | None
    signer: Signer
    executors: str
    recipients: tuple[str, ...]
    aggravating: str = ""
    mitigating: str = ""
    additional: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    effect: str = "kể từ ngày ký"
    payment_days: int = 10
    pay_to: str = STATE_ACCOUNT
    treasury: str = "Kho bạc Nhà nước khu vực"
    other_clauses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    draft: Draft | None = None

    form_id = "sanction_decision"
    usual_sheets = 0
    foot = ""

    @classmethod
    def of(cls, decision: SanctionDecision, *, template: FormTemplate) -> Self:
        """The decision as it was signed."""
        facts = DecisionFacts.signed(decision)
        delegate = decision.delegation_id is not None
        return cls._from(
            facts,
            template,
            number_text=decision.number_text,
            signed_on=decision.signed_on,
            signer=signer_of(decision.agency, decision.signed_by, is_delegate=delegate),
        )

    @classmethod
    def of_draft(cls, case: Case, *, template: FormTemplate, mark: Draft) -> Self:
        """The draft as it stands: no number, no day, no name."""
        facts = DecisionFacts.proposed(case, on=local_day(mark.at))
        return cls._from(
            facts,
            template,
            signer=signer_of(facts.agency, None, is_delegate=False),
            mark=mark,
        )

    @classmethod
    def _from(
        cls,
        facts: DecisionFacts,
        template: FormTemplate,
        *,
        signer: Signer,
        number_text: str | None = None,
        signed_on: date | None = None,
        mark: Draft | None = None,
    ) -> Self:
        agency = facts.agency
        return cls(
            letterhead=letterhead_of(agency),
            number_text=number_text,
            number_suffix=template.number_suffix,
            signed_on=signed_on,
            drafted_on=facts.on,
            field_title=facts.field_title,
            authority_line=agency.decision_authority_line,
            legal_bases=(*template.legal_bases, *facts.legal_bases),
            party=facts.party,
            acts=facts.acts,
            is_warning=facts.is_warning,
            fine_vnd=facts.fine_vnd,
            signer=signer,
            executors=facts.executors,
            recipients=expanded(template.recipients, facts.supporting),
            aggravating=facts.aggravating,
            mitigating=facts.mitigating,
            additional=facts.additional,
            remedies=facts.remedies,
            payment_days=facts.payment_days,
            pay_to=agency.payment_instructions or STATE_ACCOUNT,
            notes=facts.notes if mark else (),
            draft=mark,
        )

    @property
    def title(self) -> str:
        number = f" số {self.number_text}" if self.number_text else " (dự thảo)"
        return f"Quyết định xử phạt vi phạm hành chính{number}"

    @property
    def author(self) -> str:
        return " ".join(self.letterhead.body)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        signed_on = self.signed_on
        flowables = [
            *head(
                self.letterhead,
                number=number_line(self.number_text, self.number_suffix),
                day=day_in_words(signed_on)
                if signed_on
                else blank_day(self.drafted_on),
                is_draft=self.draft is not None,
            ),
            *title(
                "QUYẾT ĐỊNH",
                f"Xử phạt vi phạm hành chính {self.field_title}",
                maker=self.authority_line,
            ),
            *bases(styles, self.legal_bases),
            paragraph(styles["enacting"], "QUYẾT ĐỊNH:"),
            *self._sanction(styles),
            article(
                styles,
                2,
                sentence(f"Quyết định này có hiệu lực thi hành {self.effect}"),
            ),
            *self._orders(styles),
        ]
        if self.draft is None and signed_on:
            whom = f"{self.party.group} bị xử phạt"
            flowables.append(
                delivery_receipt(styles, subject=whom, year=signed_on.year)
            )
        return flowables

    def _sanction(self, styles: StyleSheet1) -> list[Flowable]:
        """Điều 1."""
        body = styles["body"]
        return [
            article(
                styles,
                1,
                f"Xử phạt vi phạm hành chính đối với {self.party.group} có tên sau "
                "đây:",
                style="lead_in",
            ),
            *self.party.fields(styles),
            *acts_part(styles, self.acts),
            paragraph(
                body,
                f"2. Tình tiết tăng nặng: {sentence(self.aggravating or NOTHING)} "
                f"Tình tiết giảm nhẹ: {sentence(self.mitigating or NOTHING)}",
            ),
            paragraph(
                styles["lead_in"],
                "3. Bị áp dụng hình thức xử phạt, biện pháp khắc phục hậu quả như sau:",
            ),
            paragraph(
                body,
                "a) Hình thức xử phạt chính: ",
                *main_sanction(self.acts, self.fine_vnd, is_warning=self.is_warning),
            ),
            *(paragraph(styles["note"], f"[{note}]") for note in self.notes),
            *listed(styles, "b) Hình thức xử phạt bổ sung", self.additional),
            *listed(styles, "c) Biện pháp khắc phục hậu quả", self.remedies),
        ]

    def _orders(self, styles: StyleSheet1) -> list[Flowable]:
        """Điều 3 with Nơi nhận and the signer."""
        clauses = [
            [
                self._delivery_clause(),
                f"{capital(self.party.debtor)} có quyền khiếu nại hoặc khởi kiện hành "
                "chính đối với Quyết định này theo quy định của pháp luật.",
            ]
        ]
        if not self.is_warning:
            clauses.append([f"Gửi cho {self.treasury} để thu tiền phạt."])
        clauses += [[sentence(text)] for text in self.other_clauses]
        clauses.append(
            [
                f"Gửi cho {self.executors} để tổ chức thực hiện và theo dõi việc chấp "
                "hành./."
            ]
        )
        lines = [
            f"{number}. {text}" if place == 0 else text
            for number, clause in enumerate(clauses, start=1)
            for place, text in enumerate(clause)
        ]
        *first, last = (paragraph(styles["body"], line) for line in lines)
        return [
            article(styles, 3, "Quyết định này được:", style="lead_in"),
            *first,
            recipients_and_signer(styles, [last], self.recipients, self.signer),
        ]

    def _delivery_clause(self) -> str:
        text = f"Giao cho {self.party.receiver} để chấp hành."
        if self.is_warning:
            return text
        return (
            f"{text} Trong thời hạn {two_digits(self.payment_days)} ngày, kể từ ngày "
            f"nhận được Quyết định này, {self.party.debtor} phải nộp tiền phạt vào "
            f"{self.pay_to}. Quá thời hạn trên mà không tự nguyện chấp hành thì bị "
            "cưỡng chế thi hành; cứ mỗi ngày chậm nộp tiền phạt phải nộp thêm 0,05% "
            "tính trên tổng số tiền phạt chưa nộp."
        )
