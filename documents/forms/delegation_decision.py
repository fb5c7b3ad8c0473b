"""Quyết định giao quyền xử phạt vi phạm hành chính (Điều 54 Luật XLVPHC)."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from reportlab.lib.styles import StyleSheet1

from agencies.models import Delegation
from documents.figures import day_in_words
from documents.forms.parts import Official
from documents.forms.ruling import Article, Ruling, RulingHead, Written
from documents.models import FormTemplate
from kernel.clock import local_day
from regulations.kinds import AuthorityField

_FIELDS: dict[str, str] = {
    AuthorityField.PUBLISHING: "báo chí, hoạt động xuất bản, hoạt động in",
    AuthorityField.COPYRIGHT: "quyền tác giả, quyền liên quan",
}


@dataclass(frozen=True, slots=True)
class DelegationDecisionForm(Ruling):
    """A head lets a deputy sign for a time; the deputy does not lend it further."""

    delegator: Official
    delegate: Official
    fields: tuple[str, ...]
    valid_from: date
    valid_to: date

    form_id = "delegation_decision"

    @classmethod
    def of(cls, delegation: Delegation, *, template: FormTemplate) -> Self:
        head, deputy = delegation.delegator, delegation.delegate
        act = Written(
            agency=head.agency,
            number_text=delegation.document_no,
            signed_on=local_day(delegation.created_at),
            signed_by=head,
        )
        return cls(
            head=RulingHead.of(act, template),
            party=None,
            delegator=Official(head.full_name, head.title, head.agency.name),
            delegate=Official(deputy.full_name, deputy.title, deputy.agency.name),
            fields=tuple(_FIELDS.get(code, code) for code in delegation.fields),
            valid_from=delegation.valid_from,
            valid_to=delegation.valid_to,
        )

    @property
    def subject(self) -> str:
        return "Giao quyền xử phạt vi phạm hành chính"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        fields = (
            f"trong lĩnh vực: {'; '.join(self.fields)}"
            if self.fields
            else "trong các lĩnh vực thuộc thẩm quyền của người giao quyền"
        )
        return [
            Article(
                f"Giao quyền cho ông (bà) {self.delegate.described} thực hiện thẩm "
                "quyền xử phạt vi phạm hành chính:",
                (
                    f"1. Nội dung giao quyền: xử phạt vi phạm hành chính và áp dụng "
                    f"biện pháp ngăn chặn, bảo đảm xử lý vi phạm hành chính {fields}.",
                    f"2. Thời hạn giao quyền: từ {day_in_words(self.valid_from)} đến "
                    f"hết {day_in_words(self.valid_to)}.",
                ),
            ),
            Article(
                "Trong khi tiến hành xử phạt vi phạm hành chính, ông (bà) "
                f"{self.delegate.name} chịu trách nhiệm về quyết định của mình trước "
                f"pháp luật và trước {self.delegator.title or 'người giao quyền'}, "
                "không được giao quyền, ủy quyền cho người khác."
            ),
            Article(
                f"Quyết định này có hiệu lực kể từ {day_in_words(self.valid_from)}. "
                f"Ông (bà) {self.delegate.name} và các cơ quan, đơn vị, cá nhân có "
                "liên quan chịu trách nhiệm thi hành Quyết định này."
            ),
        ]
