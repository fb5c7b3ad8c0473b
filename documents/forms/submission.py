"""Tờ trình: what the draft of a decision says, put before its signer."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.states import Family
from documents.catalogue import (
    Blank,
    BlankKind,
    DraftedForm,
    PaperHead,
    SignedBy,
    register,
)
from documents.figures import day_in_words, dong
from documents.form_ids import FormId
from documents.forms.bodies import head_of
from documents.forms.case_words import case_summary, cited, party_summary
from documents.forms.content import Block, Heading, Words
from documents.forms.decision_facts import DecisionFacts
from documents.forms.drafted_values import Values, text_of
from documents.forms.letter import Letter
from documents.kit.blocks import NOT_APPLIED, NOTHING, sentence
from documents.kit.signing import Signer
from documents.words import dong_in_words


def build(case: Case, values: Values, head: PaperHead) -> Letter:
    """Facts, law, circumstances and what is proposed, as the draft has them."""
    facts = DecisionFacts.proposed(case, on=head.day)
    term = _time_limit(case)
    blocks: list[Block] = [
        Words(
            f"{cited(head.legal_bases)}căn cứ hồ sơ vụ việc số {case.number}, "
            f"{case.lead_agency.name} trình {head_of(facts.agency)} xem xét, ký ban "
            f"hành Quyết định xử phạt vi phạm hành chính {facts.field_title} như sau:"
        ),
        Heading("1. Tóm tắt vụ việc"),
        Words(case_summary(case)),
        Words(party_summary(case)),
        Heading("2. Hành vi vi phạm và căn cứ pháp lý"),
        *(
            Words(
                sentence(
                    f"- {act.text.rstrip('.; ')}"
                    + (f"; quy định tại {act.provision}" if act.provision else "")
                )
            )
            for act in facts.acts
        ),
        Words(
            f"Tình tiết tăng nặng: {sentence(facts.aggravating or NOTHING)} Tình tiết "
            f"giảm nhẹ: {sentence(facts.mitigating or NOTHING)}"
        ),
        Heading("3. Nội dung đề nghị"),
        Words(f"a) Hình thức xử phạt chính: {_main(facts)}"),
        Words(f"b) Hình thức xử phạt bổ sung: {_several(facts.additional)}"),
        Words(f"c) Biện pháp khắc phục hậu quả: {_several(facts.remedies)}"),
        *(Words(f"[{note}]") for note in facts.notes),
        *term,
    ]
    opinion = text_of(values, "opinion")
    if opinion:
        blocks.append(
            Words(sentence(f"{4 + len(term)}. Ý kiến của bộ phận tham mưu: {opinion}"))
        )
    return Letter(
        form_id=FormId.SUBMISSION,
        head=replace(head, signer=Signer(("NGƯỜI TRÌNH",), head.signer.name)),
        kind="TỜ TRÌNH",
        subject="Về việc ban hành Quyết định xử phạt vi phạm hành chính",
        addressees=(head_of(facts.agency),),
        blocks=tuple(blocks),
        last=f"Kính trình {head_of(facts.agency)} xem xét, quyết định",
        named="Tờ trình",
    )


def _main(facts: DecisionFacts) -> str:
    if facts.is_warning:
        return "Cảnh cáo."
    if facts.fine_vnd is None:
        return "Phạt tiền. Mức phạt: chưa xác định."
    fine = facts.fine_vnd
    return f"Phạt tiền {dong(fine)} (Bằng chữ: {dong_in_words(fine)})."


def _several(orders: tuple[str, ...]) -> str:
    return sentence("; ".join(orders) or NOT_APPLIED)


def _time_limit(case: Case) -> list[Block]:
    clock = case.clock(Family.DECISION)
    if clock is None:
        return []
    return [
        Words(
            "4. Thời hạn ra quyết định xử phạt: đến hết "
            f"{day_in_words(clock.last_day)}."
        )
    ]


FORM = register(
    DraftedForm(
        form=FormId.SUBMISSION,
        subject=Case,
        register="TTr",
        blanks=(Blank("opinion", _("Opinion of the drafter"), BlankKind.TEXT),),
        build=build,
        signed_by=SignedBy.MAKER,
    )
)
