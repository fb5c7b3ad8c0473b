"""Quyết định trả lại tang vật, phương tiện bị tạm giữ (Điều 126 Luật XLVPHC)."""

from __future__ import annotations

from datetime import date, datetime

from agencies.models import User
from cases.models import Seizure
from documents.figures import document_number
from documents.form_ids import FormId
from documents.forms.bodies import expanded, letterhead_of, signer_of
from documents.forms.case_words import party_in
from documents.forms.content import Article, Listed, Named, Words
from documents.forms.goods_list import GOODS, Rows, amount, items_of, rows_of
from documents.forms.ordered import GoodsDecision
from documents.forms.parts import capital
from documents.forms.seizure_words import basis_of, delivered_to
from documents.kit.blocks import NOTHING, sentence
from documents.models import FormTemplate
from evidence.kinds import CustodyLineKind
from evidence.models import CustodyLine


def return_paper(
    seizure: Seizure,
    *,
    template: FormTemplate,
    number: int,
    by: User,
    on: date,
    at: datetime,
    is_delegate: bool,
) -> GoodsDecision:
    """What the act of `at` wrote into the custody book as returned."""
    case = seizure.case
    agency = case.lead_agency
    party = party_in(case)
    goods, lines = _returned(seizure, at)
    to_party = ", ".join(dict.fromkeys(line.to_party for line in lines))
    reason = next((line.note for line in lines if line.note), "")
    receipt = next((line.receipt_no for line in lines if line.receipt_no), "")
    return GoodsDecision(
        form_id=FormId.SEIZURE_RETURN,
        letterhead=letterhead_of(agency),
        number_text=document_number(number, template.number_suffix),
        number_suffix=template.number_suffix,
        signed_on=on,
        drafted_on=on,
        subject="Trả lại tang vật, phương tiện vi phạm hành chính bị tạm giữ",
        authority_line=agency.decision_authority_line,
        legal_bases=(*template.legal_bases, *basis_of(seizure)),
        articles=(
            Article(
                1,
                "Trả lại tang vật, phương tiện vi phạm hành chính bị tạm giữ cho "
                f"{party.group} sau đây:",
                leads=True,
            ),
            Named(party),
            Words(sentence(f"1. Lý do trả lại: {reason or NOTHING}")),
            Listed("2. Tang vật, phương tiện trả lại gồm", GOODS, goods),
            Words(
                sentence(
                    f"3. Người nhận: {to_party}; số biên bản, giấy biên nhận: "
                    f"{receipt or 'ghi khi giao nhận'}"
                )
            ),
            Article(
                2,
                f"Giao {seizure.keeper} trả lại tang vật, phương tiện nêu tại Điều 1, "
                "có kiểm tra số lượng, tình trạng, niêm phong và ghi vào sổ giao nhận.",
            ),
            Article(3, delivered_to(party)),
        ),
        last=Article(
            4,
            f"{capital(seizure.keeper)} và các cá nhân, đơn vị có liên quan chịu trách "
            "nhiệm thi hành Quyết định này",
        ),
        recipients=expanded(template.recipients, case.supporting_agencies),
        signer=signer_of(agency, by, is_delegate=is_delegate),
    )


def _returned(seizure: Seizure, at: datetime) -> tuple[Rows, list[CustodyLine]]:
    """Rows with what went back, which may be less than what was taken."""
    items, lines = [], []
    for item in items_of(seizure):
        for line in item.custody_lines.all():
            if line.kind == CustodyLineKind.RETURNED and line.recorded_at == at:
                items.append(item)
                lines.append(line)
    rows = [
        (*row[:3], amount(line.quantity), *row[4:])
        for row, line in zip(rows_of(items), lines, strict=True)
    ]
    return tuple(rows), lines
