"""The page of a letter: công văn, thông báo, tờ trình (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.catalogue import PaperHead
from documents.figures import blank_day, day_in_words
from documents.forms.content import Block, drawn
from documents.kit.blocks import addressees, bases, paragraph
from documents.kit.head import Draft, head, number_line, title
from documents.kit.signing import recipients_and_signer


@dataclass(frozen=True, slots=True)
class Letter:
    """`kind` is "" for a công văn, whose `subject` stands as "V/v …" under the number;
    otherwise the title, with `subject` under it. `last` ends with "./."."""

    form_id: str
    head: PaperHead
    subject: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    last: str
    kind: str = ""
    named: str = "Công văn"
    legal_bases: tuple[str, ...] = ()

    usual_sheets = 0
    foot = ""

    @property
    def title(self) -> str:
        number = self.head.number_text
        return f"{self.named} {f'số {number}' if number else '(dự thảo)'}"

    @property
    def author(self) -> str:
        return " ".join(self.head.letterhead.body)

    @property
    def draft(self) -> Draft | None:
        return self.head.draft

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        top = self.head
        is_draft = top.draft is not None
        last = self.last.rstrip(" ./;")
        return [
            *head(
                top.letterhead,
                number=number_line(top.number_text, top.number_suffix),
                day=blank_day(top.day) if is_draft else day_in_words(top.day),
                about="" if self.kind else f"V/v {self.subject}",
                is_draft=is_draft,
            ),
            *(title(self.kind, self.subject) if self.kind else ()),
            *(addressees(styles, self.addressees) if self.addressees else ()),
            *bases(styles, self.legal_bases),
            *drawn(styles, self.blocks),
            recipients_and_signer(
                styles,
                [paragraph(styles["body"], f"{last}./.")],
                top.recipients,
                top.signer,
            ),
        ]
