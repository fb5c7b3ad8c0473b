"""Tịch thu tang vật, áp dụng biện pháp khắc phục hậu quả without a sanction.

Điều 28, khoản 2 Điều 65 Luật XLVPHC: measures may be ordered where nobody is
sanctioned. One act, one number, one paper: it carries whatever was ordered.
"""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.styles import StyleSheet1

from cases.models import NoSanctionDecision
from cases.states import ItemKind
from documents.form_ids import FormId
from documents.forms.acts import (
    Act,
    act_text,
    decrees_of,
    field_title_of,
    provision_of,
)
from documents.forms.decided import executors, party_in, told
from documents.forms.decision_facts import order_of, papers_before
from documents.forms.labels import GROUNDS
from documents.forms.parties import Party, UnknownParty
from documents.forms.parts import capital
from documents.forms.ruling import (
    RIGHTS,
    Article,
    Ruling,
    RulingHead,
    Written,
    in_force_from_signing,
)
from documents.forms.sanctions import acts_part, listed
from documents.kit.blocks import sentence
from documents.models import FormTemplate


@dataclass(frozen=True, slots=True)
class MeasuresDecisionForm(Ruling):
    party: Party
    field_title: str
    acts: tuple[Act, ...]
    ground: str
    reason: str
    confiscations: tuple[str, ...]
    remedies: tuple[str, ...]
    executors: str

    @classmethod
    def of(cls, decided: NoSanctionDecision, *, template: FormTemplate) -> Self:
        case, day = decided.case, decided.signed_on
        violations = list(case.violations.select_related("behaviour"))
        orders = [
            order_of(item, payer="cá nhân, tổ chức vi phạm")
            for item in decided.items.order_by("id")
        ]
        act = Written(
            agency=decided.agency,
            number_text=decided.number_text,
            signed_on=day,
            signed_by=decided.signed_by,
            delegation=decided.delegation,
        )
        return cls(
            head=RulingHead.of(
                act,
                template,
                more_bases=(*decrees_of(violations, on=day), *papers_before(case)),
                supporting=tuple(case.supporting_agencies),
            ),
            party=party_in(case),
            field_title=field_title_of(violations, on=day),
            acts=tuple(
                Act(
                    act_text(violation, detected_on=case.detected_on),
                    provision_of(violation, on=day).short,
                )
                for violation in violations
            ),
            ground=GROUNDS[decided.ground],
            reason=decided.reason,
            confiscations=tuple(
                text for kind, text in orders if kind == ItemKind.CONFISCATION
            ),
            remedies=tuple(
                text for kind, text in orders if kind != ItemKind.CONFISCATION
            ),
            executors=executors(case),
        )

    @property
    def subject(self) -> str:
        confiscate = "Tịch thu tang vật, phương tiện vi phạm hành chính"
        remedy = "Áp dụng biện pháp khắc phục hậu quả"
        if not self.remedies:
            return f"{confiscate}\n{self.field_title}"
        if not self.confiscations:
            return f"{remedy}\n{self.field_title}"
        return f"{confiscate}\nvà {remedy[:1].lower()}{remedy[1:]}"

    @property
    def handed_to(self) -> str:
        return "" if self._is_unknown else f"{self.party.group} vi phạm"

    @property
    def _is_unknown(self) -> bool:
        return isinstance(self.party, UnknownParty)

    def articles(self, styles: StyleSheet1) -> list[Article]:
        confiscate = listed(
            styles, "3. Tịch thu tang vật, phương tiện", self.confiscations
        )
        remedies = listed(
            styles,
            f"{4 if self.confiscations else 3}. Biện pháp khắc phục hậu quả",
            self.remedies,
        )
        return [
            Article(
                f"{self._ordered} {self._whose}:",
                (
                    *([] if self._is_unknown else [self.party.fields(styles)]),
                    acts_part(styles, self.acts),
                    f"2. Lý do không ra quyết định xử phạt: {self.ground}. "
                    f"{sentence(self.reason)}",
                    *([confiscate] if self.confiscations else []),
                    *([remedies] if self.remedies else []),
                ),
            ),
            Article(in_force_from_signing()),
            Article(
                "Quyết định này được:",
                (
                    self._handing_over(),
                    f"2. Gửi cho {self.executors} và các cơ quan, tổ chức, cá nhân có "
                    "liên quan để tổ chức thực hiện.",
                ),
            ),
        ]

    @property
    def _whose(self) -> str:
        if self._is_unknown:
            return "do vi phạm hành chính mà chưa xác định được đối tượng vi phạm"
        return f"đối với {self.party.group} có tên sau đây"

    def _handing_over(self) -> str:
        if self._is_unknown:
            return (
                "1. Thông báo công khai theo quy định của pháp luật về trường hợp "
                "không xác định được đối tượng vi phạm."
            )
        return (
            f"1. Giao cho {told(self.party)} để chấp hành; quá thời hạn mà không tự "
            f"nguyện chấp hành thì bị cưỡng chế thi hành. {capital(self.party.called)} "
            f"{RIGHTS} theo quy định của pháp luật."
        )

    @property
    def _ordered(self) -> str:
        confiscate, remedy = "Tịch thu tang vật, phương tiện", "khắc phục hậu quả"
        if not self.remedies:
            return confiscate
        if not self.confiscations:
            return f"Áp dụng biện pháp {remedy}"
        return f"{confiscate} và áp dụng biện pháp {remedy}"


def form_of(decided: NoSanctionDecision) -> FormId:
    """Remedies give the paper its name; confiscation alone has a form of its own."""
    remedies = decided.items.exclude(kind=ItemKind.CONFISCATION)
    return (
        FormId.REMEDIAL_DECISION if remedies.exists() else FormId.CONFISCATION_DECISION
    )
