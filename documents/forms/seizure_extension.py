"""Quyết định kéo dài thời hạn tạm giữ (Điều 125.8 Luật Xử lý vi phạm hành chính)."""

from __future__ import annotations

from cases.models import SeizureExtension
from cases.services.holding import period_of
from documents.figures import day_in_words
from documents.form_ids import FormId
from documents.forms.bodies import expanded, letterhead_of, signer_of
from documents.forms.case_words import party_in, record_basis
from documents.forms.content import Article, Named, Words
from documents.forms.ordered import GoodsDecision
from documents.forms.parts import capital
from documents.forms.seizure_words import (
    basis_of,
    decision_of,
    delivered_to,
    period_in_words,
)
from documents.kit.blocks import sentence
from documents.models import FormTemplate

_FIRST_LIMIT = "D-SEIZE-7WD"


def extension_paper(
    extension: SeizureExtension, *, template: FormTemplate, is_delegate: bool
) -> GoodsDecision:
    """The extension as it was signed; the period still runs from the seizure itself."""
    seizure = extension.seizure
    case, agency = seizure.case, extension.agency
    party = party_in(case)
    before = (
        seizure.extensions.filter(signed_at__lt=extension.signed_at)
        .order_by("-signed_at", "-id")
        .first()
    )
    until = period_of(seizure, before.limit_rule if before else _FIRST_LIMIT).last_day
    return GoodsDecision(
        form_id=FormId.SEIZURE_EXTENSION,
        letterhead=letterhead_of(agency),
        number_text=extension.number_text,
        number_suffix=template.number_suffix,
        signed_on=extension.signed_on,
        drafted_on=extension.signed_on,
        subject="Kéo dài thời hạn tạm giữ\ntang vật, phương tiện vi phạm hành chính",
        authority_line=agency.decision_authority_line,
        legal_bases=(
            *template.legal_bases,
            *basis_of(seizure),
            *(record_basis(case) if case.violation_record else ()),
        ),
        articles=(
            Article(
                1,
                "Kéo dài thời hạn tạm giữ tang vật, phương tiện vi phạm hành chính "
                f"theo {decision_of(seizure)} đối với {party.group} sau đây:",
                leads=True,
            ),
            Named(party),
            Words(
                f"1. Thời hạn tạm giữ trước khi kéo dài: đến hết {day_in_words(until)}."
            ),
            Words(
                "2. Thời hạn tạm giữ sau khi kéo dài: "
                f"{period_in_words(seizure, extension.limit_rule)}."
            ),
            Words(sentence(f"3. Lý do kéo dài: {extension.reason}")),
            Words(sentence(f"4. Địa điểm tạm giữ: {seizure.place}")),
            Article(
                2,
                "Danh mục tang vật, phương tiện và trách nhiệm quản lý, bảo quản của "
                f"{seizure.keeper} thực hiện theo {decision_of(seizure)}.",
            ),
            Article(3, delivered_to(party)),
        ),
        last=Article(
            4,
            f"{capital(seizure.keeper)} và các cá nhân, đơn vị có liên quan chịu trách "
            "nhiệm thi hành Quyết định này",
        ),
        recipients=expanded(template.recipients, case.supporting_agencies),
        signer=signer_of(agency, extension.signed_by, is_delegate=is_delegate),
    )
