"""The page of a decision on goods: title, who decides, bases, articles, signer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import blank_day, day_in_words
from documents.forms.content import Article, Block, drawn
from documents.forms.parts import small
from documents.kit.blocks import article, bases, paragraph
from documents.kit.head import Draft, Letterhead, head, number_line, title
from documents.kit.signing import Signer, recipients_and_signer


@dataclass(frozen=True, slots=True)
class GoodsDecision:
    """The decision of a person. `signed_on` is None on a draft, whose day stays blank
    in the month of `drafted_on`; the last article stands with the signature."""

    form_id: str
    letterhead: Letterhead
    number_text: str | None
    number_suffix: str
    signed_on: date | None
    drafted_on: date
    subject: str
    authority_line: str
    legal_bases: tuple[str, ...]
    articles: tuple[Block, ...]
    last: Article
    recipients: tuple[str, ...]
    signer: Signer
    draft: Draft | None = None

    usual_sheets = 0
    foot = ""

    @property
    def title(self) -> str:
        number = f"số {self.number_text}" if self.number_text else "(dự thảo)"
        subject = small(" ".join(self.subject.split()))
        return f"Quyết định {subject} {number}"

    @property
    def author(self) -> str:
        return " ".join(self.letterhead.body)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        day = (
            day_in_words(self.signed_on)
            if self.signed_on
            else blank_day(self.drafted_on)
        )
        last = self.last.text.rstrip(" ./;")
        return [
            *head(
                self.letterhead,
                number=number_line(self.number_text, self.number_suffix),
                day=day,
                is_draft=self.draft is not None,
            ),
            *title("QUYẾT ĐỊNH", self.subject, maker=self.authority_line),
            *bases(styles, self.legal_bases),
            paragraph(styles["enacting"], "QUYẾT ĐỊNH:"),
            *drawn(styles, self.articles),
            recipients_and_signer(
                styles,
                [article(styles, self.last.number, f"{last}./.")],
                self.recipients,
                self.signer,
            ),
        ]
