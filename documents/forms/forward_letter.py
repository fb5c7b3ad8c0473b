"""Công văn chuyển vụ việc: the matter goes to the body that is competent for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from documents.catalogue import Blank, BlankKind, DraftedForm, PaperHead, register
from documents.figures import day_in_words
from documents.form_ids import FormId
from documents.forms.case_words import case_summary, cited, party_summary
from documents.forms.content import Block, Listed, Words
from documents.forms.drafted_values import (
    Values,
    cells_of,
    day_of,
    lines_of,
    text_of,
)
from documents.forms.goods_list import GOODS, items_of_case, rows_of
from documents.forms.letter import Letter
from documents.kit.blocks import sentence
from documents.kit.tables import Column

_PAPERS = (
    Column("STT", 12, "centre"),
    Column("Tên tài liệu", 95),
    Column("Số, ký hiệu", 38, "centre", code=True),
    Column("Số tờ", 20, "right"),
)


def build(case: Case, values: Values, head: PaperHead) -> Letter:
    """The reason and the papers are those of the file on its way, unless told."""
    offer = case.file_offer
    reason = text_of(values, "reason") or (offer.reason if offer is not None else "")
    papers = _papers(case, values)
    blocks: list[Block] = [
        Words(case_summary(case)),
        Words(party_summary(case)),
        Words(sentence(f"Lý do chuyển: {reason}")),
        Words(
            f"{cited(head.legal_bases)}{case.lead_agency.name} chuyển toàn bộ hồ sơ vụ "
            "việc nêu trên đến quý cơ quan để giải quyết theo thẩm quyền."
        ),
        Listed("1. Hồ sơ, tài liệu gửi kèm", _PAPERS, papers),
        Listed(
            "2. Tang vật, phương tiện của vụ việc", GOODS, rows_of(items_of_case(case))
        ),
    ]
    until = day_of(values, "answer_by")
    term = f" trước {day_in_words(until)}" if until is not None else ""
    return Letter(
        form_id=FormId.FORWARD_LETTER,
        head=head,
        subject="chuyển vụ việc để giải quyết theo thẩm quyền",
        addressees=lines_of(values, "to"),
        blocks=tuple(blocks),
        last="Đề nghị quý cơ quan xác nhận việc tiếp nhận và thông báo kết quả giải "
        f"quyết{term} để phối hợp theo dõi",
        named="Công văn chuyển vụ việc",
    )


def _papers(case: Case, values: Values) -> tuple[tuple[str, ...], ...]:
    rows = [cells_of(line, 3) for line in lines_of(values, "papers")]
    if not rows and case.file_offer is not None:
        rows = [
            (
                str(row.get("title", "")),
                str(row.get("number") or "-"),
                str(row.get("sheets") or "-"),
            )
            for row in case.file_offer.papers
        ]
    return tuple((str(place), *row) for place, row in enumerate(rows, start=1))


FORM = register(
    DraftedForm(
        form=FormId.FORWARD_LETTER,
        subject=Case,
        register="CV",
        blanks=(
            Blank(
                "to",
                _("Recipients of the letter"),
                BlankKind.LINES,
                is_required=True,
                hint=_("One a line."),
            ),
            Blank("reason", _("Why it is forwarded"), BlankKind.TEXT),
            Blank(
                "papers",
                _("Papers that go along"),
                BlankKind.LINES,
                hint=_("One a line: title; number; sheets"),
            ),
            Blank("answer_by", _("Answer asked for until"), BlankKind.DAY),
        ),
        build=build,
    )
)
