"""Thông báo không thụ lý vụ việc: to who brought the matter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.states import ProposalKind
from documents.catalogue import Blank, BlankKind, DraftedForm, PaperHead, register
from documents.figures import day_in_words
from documents.form_ids import FormId
from documents.forms.bodies import address_of
from documents.forms.case_words import matter
from documents.forms.content import Block, Words
from documents.forms.drafted_values import Values, lines_of, text_of
from documents.forms.letter import Letter
from documents.forms.parts import small
from documents.kit.blocks import sentence


def build(case: Case, values: Values, head: PaperHead) -> Letter:
    """The reason is that of the proposal that was followed, unless told."""
    place = address_of(case.place, case.ward)
    where = f" tại {place}" if place else ""
    blocks: list[Block] = [
        Words(
            f"{case.lead_agency.name} tiếp nhận {day_in_words(case.received_on)} thông "
            f"tin về việc: {matter(case)}{where} (vụ việc số "
            f"{case.number})."
        ),
        Words(
            f"Qua xem xét, xác minh, {case.lead_agency.name} thông báo không thụ lý vụ "
            f"việc nêu trên. Lý do: {small(sentence(_reason(case, values)))}"
        ),
    ]
    advice = text_of(values, "advice")
    if advice:
        blocks.append(Words(sentence(advice)))
    return Letter(
        form_id=FormId.DISMISSAL_NOTICE,
        head=head,
        kind="THÔNG BÁO",
        subject="Về việc không thụ lý vụ việc",
        addressees=lines_of(values, "to"),
        blocks=tuple(blocks),
        last="Nếu có thông tin, tài liệu mới, đề nghị cung cấp cho "
        f"{case.lead_agency.name} để xem xét theo quy định",
        named="Thông báo không thụ lý",
        legal_bases=head.legal_bases,
    )


def _reason(case: Case, values: Values) -> str:
    told = text_of(values, "reason")
    if told:
        return told
    proposals = case.proposals.filter(kind=ProposalKind.DISMISS)
    last = proposals.order_by("-proposed_at", "-id").first()
    return last.reason if last is not None else "không thuộc trường hợp thụ lý"


FORM = register(
    DraftedForm(
        form=FormId.DISMISSAL_NOTICE,
        subject=Case,
        register="TB",
        blanks=(
            Blank(
                "to",
                _("Recipients of the letter"),
                BlankKind.LINES,
                is_required=True,
                hint=_("One a line."),
            ),
            Blank("reason", _("Why the matter is not taken up"), BlankKind.TEXT),
            Blank("advice", _("Where to turn instead"), BlankKind.TEXT),
        ),
        build=build,
    )
)
