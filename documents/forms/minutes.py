"""The page of a biên bản: day and hour in the text, people, contents, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.catalogue import PaperHead
from documents.figures import blank_day, day_in_words, two_digits
from documents.forms.content import Block, Heading, Pair, Words, drawn
from documents.forms.drafted_values import (
    Values,
    day_of,
    hour_of,
    number_of,
    people_of,
    text_of,
)
from documents.forms.parts import Official, Witness, small
from documents.kit.blocks import bases, paragraph, point
from documents.kit.filling import DOTS, fill_in
from documents.kit.head import Draft, head, number_line, title
from documents.kit.signing import Signer, record_signatures

if TYPE_CHECKING:
    from documents.forms.parties import Party

_USUAL_COPIES = 2
_MAKER = "NGƯỜI LẬP BIÊN BẢN"


@dataclass(frozen=True, slots=True)
class Minutes:
    """`opening` is "Hôm nay, hồi …, tại"; `copy_to` gets one of the copies.

    Who made the minutes signs beside the other `signers`.
    """

    form_id: str
    head: PaperHead
    subject: str
    opening: str
    place: str  # "" leaves room for a hand
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    finished: str  # "14 giờ 50 phút", or dots for a hand
    copies: int = _USUAL_COPIES
    copy_to: str = ""
    legal_bases: tuple[str, ...] = ()

    usual_sheets = 2
    foot = ""

    @property
    def title(self) -> str:
        number = self.head.number_text
        subject = small(" ".join(self.subject.split()))
        return f"Biên bản {subject} {f'số {number}' if number else '(dự thảo)'}"

    @property
    def author(self) -> str:
        return " ".join(self.head.letterhead.body)

    @property
    def draft(self) -> Draft | None:
        return self.head.draft

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        top = self.head
        return [
            *head(
                top.letterhead,
                number=number_line(top.number_text, top.number_suffix),
                is_draft=top.draft is not None,
            ),
            *title("BIÊN BẢN", self.subject),
            *bases(styles, self.legal_bases),
            *self._opening(styles),
            *drawn(styles, self.blocks),
            record_signatures(
                styles,
                [paragraph(styles["body"], self._closing(sheets))],
                self._signers(),
            ),
        ]

    def _opening(self, styles: StyleSheet1) -> list[Flowable]:
        if self.place:
            return [paragraph(styles["body"], f"{self.opening} {self.place}.")]
        return fill_in(styles, self.opening, lines=2)

    def _closing(self, sheets: int) -> str:
        given = f"; giao cho {self.copy_to} 01 bản" if self.copy_to else ""
        return (
            f"Biên bản lập xong hồi {self.finished} cùng ngày, gồm "
            f"{two_digits(sheets)} tờ, được lập thành {two_digits(self.copies)} bản có "
            "nội dung và giá trị như nhau; đã đọc lại cho những người có tên nêu trên "
            f"cùng nghe, công nhận là đúng, cùng ký vào từng tờ{given}."
        )

    def _signers(self) -> list[Signer]:
        """Nobody is named on a draft: it is never signed."""
        maker = Signer((_MAKER,), self.head.signer.name)
        first, others = self.signers[:1], self.signers[1:]
        signers = [*first, maker, *others]
        if self.head.draft is None:
            return signers
        return [replace(signer, name="") for signer in signers]


def minutes(
    form_id: str,
    head: PaperHead,
    values: Values,
    *,
    subject: str,
    blocks: Sequence[Block],
    signers: Sequence[Signer],
    held_on: date | None = None,
    place: str = "",
    copy_to: str = "",
    legal_bases: Sequence[str] = (),
) -> Minutes:
    """The page with what is asked of all minutes; what the file knows goes first."""
    return Minutes(
        form_id=form_id,
        head=head,
        subject=subject,
        opening=opening(head, values, held_on),
        place=(place or text_of(values, "place")).rstrip(". "),
        blocks=tuple(blocks),
        signers=tuple(signers),
        finished=hour_of(values, "ended"),
        copies=number_of(values, "copies") or _USUAL_COPIES,
        copy_to=copy_to,
        legal_bases=(*head.legal_bases, *legal_bases),
    )


def opening(head: PaperHead, values: Values, held_on: date | None) -> str:
    day = held_on or day_of(values, "held_on")
    if day is not None:
        said = day_in_words(day)
    else:
        said = blank_day(head.day) if head.draft else day_in_words(head.day)
    return f"Hôm nay, hồi {hour_of(values, 'began')}, {said}, tại"


def people(head: PaperHead, values: Values, *more: Witness) -> list[Block]:
    """ "1. Chúng tôi gồm:" the maker, those whom the file knows, those present."""
    maker = head.maker or Official(head.signer.name)
    rows: list[Block] = [
        Heading("1. Chúng tôi gồm:"),
        _person(
            0,
            "Người lập biên bản",
            maker.name,
            maker.title,
            maker.agency,
            label="Chức vụ, cơ quan",
        ),
    ]
    rows += [
        _person(place, witness.part, witness.name, witness.details)
        for place, witness in enumerate((*more, *people_of(values)), start=1)
    ]
    return rows


def _person(
    place: int, part: str, name: str, *details: str, label: str = "Chức vụ, nơi ở"
) -> Block:
    who = f"{point(place)} {part}"
    said = ", ".join(detail for detail in details if detail)
    if not said:
        return Words(f"{who}: {name or DOTS * 4}.")
    return Pair((who, name or DOTS * 4), (label, said))


def those_present(values: Values) -> tuple[Signer, ...]:
    return tuple(person.signer for person in people_of(values))


def owner_signers(party: Party) -> tuple[Signer, ...]:
    """Those whose goods they are, with the title under which they sign."""
    return tuple(
        Signer(
            ("ĐẠI DIỆN TỔ CHỨC", "CÓ TANG VẬT, PHƯƠNG TIỆN")
            if len(signer.titles) > 1
            else ("NGƯỜI CÓ TANG VẬT,", "PHƯƠNG TIỆN"),
            signer.name,
        )
        for signer in party.signers
    )


def receiver_of(party: Party) -> str:
    """Who takes a copy: "đại diện tổ chức", "bà Mạc Thị Thu Cúc"."""
    return "đại diện tổ chức" if party.group == "tổ chức" else party.called
