"""A quyết định: head, bases, articles and signer, which every one of them shares."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from agencies.models import Agency, Delegation, User
from cases.models.execution import SignedAct
from documents.figures import blank_day, day_in_words
from documents.forms.bodies import expanded, letterhead_of, signer_of
from documents.forms.parties import Party
from documents.kit.blocks import article, bases, paragraph
from documents.kit.head import Draft, Letterhead, head, number_line, title
from documents.kit.pages import FRAME_HEIGHT
from documents.kit.signing import Signer, delivery_receipt, recipients_and_signer
from documents.kit.styles import STYLES, TEXT_WIDTH
from documents.models import FormTemplate
from documents.text import Run

Text = str | tuple[str | Run, ...]
_TWO_LINES = 2 * STYLES["body"].leading
RIGHTS = "có quyền khiếu nại hoặc khởi kiện hành chính đối với Quyết định này"


@dataclass(frozen=True, slots=True)
class Written:
    """What every written act has: whose it is, its number, who signed it and when."""

    agency: Agency
    number_text: str
    signed_on: date
    signed_by: User
    delegation: Delegation | None = None
    is_deputy: bool = False  # signs "KT." by his office, without a delegation

    @classmethod
    def of(cls, act: SignedAct) -> Self:
        return cls(
            agency=act.agency,
            number_text=act.number_text,
            signed_on=act.signed_on,
            signed_by=act.signed_by,
            delegation=act.delegation,
        )


@dataclass(frozen=True, slots=True)
class RulingHead:
    """Everything around the articles; `signed_on` is None on a draft, whose day stays
    blank in the month of `drafted_on`."""

    letterhead: Letterhead
    number_text: str | None
    number_suffix: str
    signed_on: date | None
    drafted_on: date
    authority_line: str  # "GIÁM ĐỐC SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"
    legal_bases: tuple[str, ...]
    signer: Signer
    recipients: tuple[str, ...]
    draft: Draft | None = None

    @classmethod
    def of(
        cls,
        act: Written,
        template: FormTemplate,
        *,
        more_bases: Sequence[str] = (),
        recipients: Sequence[str] = (),
        supporting: Sequence[Agency] = (),
    ) -> Self:
        """`recipients` stand before those of the template."""
        lent = act.delegation
        return cls(
            letterhead=letterhead_of(act.agency),
            number_text=act.number_text,
            number_suffix=act.number_text.partition("/")[2],
            signed_on=act.signed_on,
            drafted_on=act.signed_on,
            authority_line=act.agency.decision_authority_line,
            legal_bases=tuple(
                dict.fromkeys(
                    [
                        *template.legal_bases,
                        *more_bases,
                        *([delegation_basis(lent)] if lent is not None else []),
                    ]
                )
            ),
            signer=signer_of(
                act.agency,
                act.signed_by,
                is_delegate=lent is not None or act.is_deputy,
            ),
            recipients=(*recipients, *expanded(template.recipients, supporting)),
        )


@dataclass(frozen=True, slots=True)
class Article:
    """One Điều: the words beside its number, then paragraphs or what is drawn."""

    lead: str
    parts: tuple[Text | list[Flowable], ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the page asks of a decision; its words are the articles of each form.

    The last paragraph of the last article stands with the signer and ends in "./.".
    """

    head: RulingHead
    party: Party | None

    kind: ClassVar[str] = "QUYẾT ĐỊNH"
    enacting: ClassVar[str] = "QUYẾT ĐỊNH:"
    usual_sheets: ClassVar[int] = 0
    foot: ClassVar[str] = ""

    @property
    def subject(self) -> str:
        """Trích yếu; a line feed where it is best broken."""
        raise NotImplementedError

    def articles(self, styles: StyleSheet1) -> list[Article]:
        raise NotImplementedError

    @property
    def handed_to(self) -> str:
        """Whose receipt stands in a box under the signature; "" for nobody's."""
        return ""

    @property
    def title(self) -> str:
        number = self.head.number_text
        said = f" số {number}" if number else " (dự thảo)"
        kind = self.kind.capitalize()
        return f"{kind}{said} {self.subject[:1].lower()}{self.subject[1:]}".replace(
            "\n", " "
        )

    @property
    def author(self) -> str:
        return " ".join(self.head.letterhead.body)

    @property
    def draft(self) -> Draft | None:
        return self.head.draft

    def drafted(self, mark: Draft) -> Self:
        """As a draft: no number, no day, no name, numbers of persons masked."""
        party = self.party
        return replace(
            self,
            head=replace(
                self.head,
                number_text=None,
                signed_on=None,
                signer=Signer(self.head.signer.titles),
                draft=mark,
            ),
            party=party.masked if party is not None else None,
        )

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        front, signed_on = self.head, self.head.signed_on
        flowables = [
            *head(
                front.letterhead,
                number=number_line(front.number_text, front.number_suffix),
                day=day_in_words(signed_on)
                if signed_on
                else blank_day(front.drafted_on),
                is_draft=front.draft is not None,
            ),
            *title(self.kind, self.subject, maker=front.authority_line),
            *bases(styles, front.legal_bases),
            *self._enacting(styles),
        ]
        body, closing = _parted(self._body(styles))
        flowables += body
        flowables.append(
            recipients_and_signer(styles, closing, front.recipients, front.signer)
        )
        if self.handed_to and front.draft is None and signed_on:
            flowables.append(
                delivery_receipt(styles, subject=self.handed_to, year=signed_on.year)
            )
        return flowables

    def _enacting(self, styles: StyleSheet1) -> list[Flowable]:
        if not self.enacting:
            return []
        return [paragraph(styles["enacting"], self.enacting)]

    def _body(self, styles: StyleSheet1) -> list[Flowable]:
        found: list[Flowable] = []
        articles = self.articles(styles)
        for number, one in enumerate(articles, start=1):
            parts = list(one.parts)
            is_last = number == len(articles)
            style = "lead_in" if parts and not isinstance(parts[0], list) else "body"
            lead = one.lead if parts or not is_last else ended(one.lead)
            found.append(article(styles, number, lead, style=style))
            for place, part in enumerate(parts, start=1):
                if isinstance(part, list):
                    found += part
                    continue
                texts = (part,) if isinstance(part, str) else part
                *before, last = texts
                if is_last and place == len(parts) and isinstance(last, str):
                    last = ended(last)
                found.append(paragraph(styles["body"], *before, last))
        return found


def _parted(body: list[Flowable]) -> tuple[list[Flowable], list[Flowable]]:
    """What stands with the signer: two lines of text at least, no lead-in before it."""
    rest, last = body[:-1], body[-1]
    closing = [last]
    _, height = last.wrap(TEXT_WIDTH, FRAME_HEIGHT)
    if rest and height < _TWO_LINES:
        closing.insert(0, rest.pop())
    while rest and rest[-1].getKeepWithNext():
        closing.insert(0, rest.pop())
    return rest, closing


def ended(text: str) -> str:
    """The last sentence of a paper: "… thi hành Quyết định này./."."""
    return f"{text.rstrip('. /')}./."


def delegation_basis(delegation: Delegation) -> str:
    return (
        f"Căn cứ Quyết định số {delegation.document_no} về việc giao quyền xử phạt vi "
        "phạm hành chính"
    )


def in_force_from_signing() -> str:
    return "Quyết định này có hiệu lực thi hành kể từ ngày ký."
