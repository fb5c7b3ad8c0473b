"""Công văn đề nghị giám định, thẩm định nội dung: questions, samples, a contact."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from cases.models import Case, ExpertAssessmentRequest
from documents.catalogue import Blank, BlankKind, DraftedForm, PaperHead, register
from documents.figures import day_in_words
from documents.form_ids import FormId
from documents.forms.case_words import case_summary, cited, party_summary
from documents.forms.content import Block, Listed, Words
from documents.forms.drafted_values import Values, cells_of, lines_of, text_of
from documents.forms.goods_list import Rows, lines_on, measured, name_of
from documents.forms.letter import Letter
from documents.kit.blocks import sentence
from documents.kit.tables import Column
from evidence import custody

_NUMBER = re.compile(r"(?:^|(?<=\s))\d{1,2}[.)]\s+")
_AFTER_QUESTION = re.compile(r"(?<=\?)\s+")
_SAMPLES = (
    Column("STT", 12, "centre"),
    Column("Tên mẫu", 84),
    Column("Số lượng", 32, "centre"),
    Column("Số niêm phong", 37, "centre", code=True),
)


def build(request: ExpertAssessmentRequest, values: Values, head: PaperHead) -> Letter:
    """The questions as the request has them, one a line, and its samples."""
    case = request.case
    questions = questions_of(request.questions)
    samples = _samples(request, values)
    blocks: list[Block] = [
        Words(f"{case_summary(case)} {party_summary(case)}"),
        Words(
            f"{cited(head.legal_bases)}{case.lead_agency.name} đề nghị quý cơ quan "
            "giám định, thẩm định các nội dung sau:",
            leads=True,
        ),
        *(
            Words(sentence(f"{place}. {question}"))
            for place, question in enumerate(questions, start=1)
        ),
        Listed(f"{len(questions) + 1}. Mẫu gửi kèm công văn gồm", _SAMPLES, samples),
    ]
    if request.due_on is not None:
        blocks.append(
            Words(
                f"{len(questions) + 2}. Thời hạn đề nghị trả lời: trước "
                f"{day_in_words(request.due_on)}."
            )
        )
    contact = text_of(values, "contact") or _contact(request)
    blocks.append(Words(sentence(f"Đầu mối liên hệ: {contact}")))
    return Letter(
        form_id=FormId.EXPERT_REQUEST,
        head=head,
        subject=text_of(values, "about") or "đề nghị giám định xuất bản phẩm",
        addressees=(request.body, *lines_of(values, "to")),
        blocks=tuple(blocks),
        last="Rất mong nhận được sự phối hợp của quý cơ quan",
        named="Công văn đề nghị giám định",
    )


def _samples(request: ExpertAssessmentRequest, values: Values) -> Rows:
    """What the drafter lists; otherwise the samples and goods of the request."""
    rows = [cells_of(line, 3) for line in lines_of(values, "samples")]
    if not rows and request.samples:
        rows.append((request.samples, "-", request.sample_seal or "-"))
    if not rows:
        items = request.items.prefetch_related("custody_lines")
        rows = [
            (
                name_of(item),
                measured(item),
                ", ".join(custody.seals_on(lines_on(item, None))) or "-",
            )
            for item in items.order_by("recorded_at", "id")
        ]
    return tuple((str(place), *row) for place, row in enumerate(rows, start=1))


def _contact(request: ExpertAssessmentRequest) -> str:
    officer = request.requested_by
    parts = (officer.full_name, officer.title, officer.agency.name)
    text = ", ".join(part for part in parts if part)
    return f"{text}; thư điện tử: {officer.email}" if officer.email else text


def questions_of(text: str) -> list[str]:
    """Each question by itself, without the number that its author typed before it."""
    lines = [part for line in text.splitlines() for part in _NUMBER.split(line)]
    asked = [part for line in lines for part in _AFTER_QUESTION.split(line.strip())]
    return [part.strip().rstrip(";") for part in asked if part.strip()]


def _requests(case: Case) -> object:
    return case.expert_requests.select_related("case", "requested_by__agency")


FORM = register(
    DraftedForm(
        form=FormId.EXPERT_REQUEST,
        subject=ExpertAssessmentRequest,
        register="CV",
        blanks=(
            Blank("about", _("Subject of the letter (V/v)")),
            Blank(
                "to",
                _("Further recipients of the letter"),
                BlankKind.LINES,
                hint=_("One a line."),
            ),
            Blank(
                "samples",
                _("Samples that go along"),
                BlankKind.LINES,
                hint=_("One a line: name; quantity; seal number"),
            ),
            Blank("contact", _("Contact")),
        ),
        build=build,
        subjects=_requests,
    )
)
