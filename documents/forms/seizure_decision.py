"""Quyết định tạm giữ tang vật, phương tiện (Điều 125 Luật Xử lý vi phạm hành chính)."""

from __future__ import annotations

from cases.models import Seizure
from documents.form_ids import FormId
from documents.forms.bodies import expanded, head_of, letterhead_of, signer_of
from documents.forms.case_words import party_in
from documents.forms.content import Article, Block, Listed, Named, Words
from documents.forms.goods_list import GOODS, rows_of_seizure
from documents.forms.ordered import GoodsDecision
from documents.forms.parties import Party
from documents.forms.parts import capital, small
from documents.forms.seizure_words import (
    GROUNDS,
    delivered_to,
    minutes_basis,
    period_in_words,
    visit_basis,
)
from documents.kit.blocks import sentence
from documents.kit.head import Draft
from documents.models import FormTemplate
from kernel.clock import local_day

SUBJECT = "Tạm giữ tang vật, phương tiện vi phạm hành chính"


def decision(seizure: Seizure, *, template: FormTemplate) -> GoodsDecision:
    """The decision as it was signed; identity numbers are whole."""
    return _paper(seizure, template, mark=None)


def draft(seizure: Seizure, *, template: FormTemplate, mark: Draft) -> GoodsDecision:
    """No number, no day, no name."""
    return _paper(seizure, template, mark=mark)


def _paper(
    seizure: Seizure, template: FormTemplate, *, mark: Draft | None
) -> GoodsDecision:
    case = seizure.case
    agency = seizure.agency or case.lead_agency
    party = party_in(case, shows_numbers=mark is None)
    return GoodsDecision(
        form_id=FormId.SEIZURE_DECISION,
        letterhead=letterhead_of(agency),
        number_text=seizure.number_text or None,
        number_suffix=template.number_suffix,
        signed_on=seizure.signed_on if mark is None else None,
        drafted_on=local_day(mark.at) if mark else seizure.signed_on,
        subject=SUBJECT,
        authority_line=agency.decision_authority_line,
        legal_bases=(
            *template.legal_bases,
            *visit_basis(case),
            *minutes_basis(seizure),
            f"Theo đề nghị của {_proposer(seizure)}",
        ),
        articles=articles(
            party,
            ground=GROUNDS[seizure.ground],
            reason=seizure.reason,
            period=period_in_words(seizure),
            place=seizure.place,
            goods=rows_of_seizure(seizure),
            keeper=seizure.keeper,
        ),
        last=Article(
            4,
            f"{capital(seizure.keeper)}, {_proposer(seizure)} và các cá nhân, đơn vị "
            "có liên quan chịu trách nhiệm thi hành Quyết định này",
        ),
        recipients=expanded(template.recipients, case.supporting_agencies),
        signer=signer_of(
            agency, seizure.signed_by, is_delegate=seizure.delegation_id is not None
        ),
        draft=mark,
    )


def articles(
    party: Party,
    *,
    ground: str,
    reason: str,
    period: str,
    place: str,
    goods: tuple[tuple[str, ...], ...],
    keeper: str,
) -> tuple[Block, ...]:
    """Điều 1 with the list, Điều 2 with who keeps it, Điều 3."""
    return (
        Article(
            1,
            "Tạm giữ tang vật, phương tiện vi phạm hành chính của "
            f"{party.group} sau đây:",
            leads=True,
        ),
        Named(party),
        Words(f"1. Lý do tạm giữ: {_reason(ground, reason)}"),
        Words(sentence(f"2. Thời hạn tạm giữ: {period}")),
        Words(sentence(f"3. Địa điểm tạm giữ: {place}")),
        Listed("4. Tang vật, phương tiện tạm giữ gồm", GOODS, goods),
        Article(
            2,
            f"Giao {keeper} chịu trách nhiệm quản lý, bảo quản tang vật, phương tiện "
            "bị tạm giữ theo quy định của pháp luật.",
        ),
        Article(3, delivered_to(party)),
    )


def _reason(ground: str, reason: str) -> str:
    said = reason.strip().rstrip(".")
    return sentence(f"{ground}; cụ thể: {small(said)}" if said else ground)


def _proposer(seizure: Seizure) -> str:
    """Who drafted it: "Phó Trưởng phòng Lại Minh Thư", or the head's own house."""
    officer = seizure.drafted_by
    return f"{officer.title} {officer.full_name}".strip() or head_of(
        seizure.case.lead_agency
    )
