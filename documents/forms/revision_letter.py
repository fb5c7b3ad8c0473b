"""Công văn đính chính, hủy bỏ một văn bản đã ban hành (NĐ 30/2020/NĐ-CP, Điều 17)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.catalogue import Blank, BlankKind, DraftedForm, PaperHead, register
from documents.figures import day_in_words
from documents.form_ids import FormId
from documents.forms.content import Block, Words
from documents.forms.drafted_values import Values, lines_of, text_of
from documents.forms.letter import Letter
from documents.kit.blocks import sentence
from documents.models import IssuedDocument

LETTERS = "CV"


def build(old: IssuedDocument, values: Values, head: PaperHead) -> Letter:
    """It annuls where nothing is written that stands in the place of the wrong."""
    number = f"văn bản số {old.number_text}"
    wrong, right = text_of(values, "wrong"), text_of(values, "right")
    issued = (
        f"Ngày {old.issued_on:%d/%m/%Y}, {old.agency.name} đã ban hành "
        f"{_small(old.template.title_vi)} số {old.number_text}"
    )
    blocks: list[Block] = [
        Words(sentence(issued)),
        Words(f"Lý do: {sentence(text_of(values, 'reason'))}"),
    ]
    if right:
        blocks += [
            Words(f"{head_name(head)} đính chính {number} như sau:", leads=True),
            Words(f"- Đã viết: “{wrong.rstrip('.')}”;"),
            Words(f"- Nay đọc là: “{right.rstrip('.')}”."),
            Words(f"Các nội dung khác của {number} không thay đổi."),
        ]
    else:
        blocks.append(
            Words(
                f"{head_name(head)} hủy bỏ {number}; {number} không còn giá trị kể từ "
                f"{day_in_words(head.day)}."
            )
        )
    act = "đính chính" if right else "hủy bỏ"
    return Letter(
        form_id=FormId.REVISION_LETTER,
        head=head,
        subject=f"{act} {number}",
        addressees=lines_of(values, "addressees"),
        blocks=tuple(blocks),
        last="Đề nghị các cơ quan, tổ chức, cá nhân đã nhận văn bản nêu trên biết và "
        "thực hiện",
    )


def head_name(head: PaperHead) -> str:
    """The issuing body in running text, as its officer bears it."""
    return head.maker.agency if head.maker is not None else "Cơ quan ban hành"


def _small(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"


register(
    DraftedForm(
        form=FormId.REVISION_LETTER,
        subject=IssuedDocument,
        register=LETTERS,
        blanks=(
            Blank("addressees", _("To whom"), BlankKind.LINES, is_required=True),
            Blank(
                "reason",
                _("Why"),
                BlankKind.TEXT,
                is_required=True,
                hint=_("This sentence stands on the paper."),
            ),
            Blank(
                "wrong",
                _("As it was written"),
                BlankKind.TEXT,
                hint=_("Word for word; empty where the paper is annulled."),
            ),
            Blank("right", _("As it should read"), BlankKind.TEXT),
        ),
        build=build,
        # Begun from the page of the paper, not from its case.
        subjects=lambda case: (),
    )
)
