"""Biên bản phiên giải trình trực tiếp (Điều 61.3 Luật Xử lý vi phạm hành chính)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.models import Case, ExplanationSession
from documents.catalogue import (
    Blank,
    BlankKind,
    DraftedForm,
    PaperHead,
    SignedBy,
    register,
)
from documents.figures import day_in_words
from documents.form_ids import FormId
from documents.forms.case_words import party_in, record_basis
from documents.forms.content import Block, Field, Heading, Named, Words, said
from documents.forms.drafted_values import (
    BEGAN,
    COPIES,
    ENDED,
    PRESENT,
    Values,
    text_of,
)
from documents.forms.minutes import (
    Minutes,
    minutes,
    people,
    receiver_of,
    those_present,
)
from documents.forms.parties import Organisation, Party
from documents.kit.blocks import sentence
from documents.kit.signing import Signer


def build(session: ExplanationSession, values: Values, head: PaperHead) -> Minutes:
    """Of a session that was held, what its minutes say; otherwise room to write."""
    explanation = session.explanation
    case = explanation.case
    party = party_in(case, shows_numbers=head.draft is None)
    attended = " ".join(session.attendees.split())
    blocks: list[Block] = [
        *people(head, values),
        *([Field("Những người có mặt theo sổ ghi", attended)] if attended else []),
        Heading("2. Cá nhân, tổ chức thực hiện quyền giải trình:"),
        Named(party),
        Words(
            "3. Yêu cầu giải trình trực tiếp: "
            f"{day_in_words(explanation.requested_on)}; thông báo tổ chức phiên giải "
            f"trình: {day_in_words(session.announced_on)}."
        ),
        *_acts(case),
        said(
            "5. Căn cứ pháp lý, tình tiết, chứng cứ do người lập biên bản nêu",
            text_of(values, "evidence"),
            lines=3,
        ),
        said("6. Nội dung giải trình", _told(session), lines=4),
        said("7. Ý kiến kết thúc phiên giải trình", text_of(values, "end"), lines=2),
    ]
    return minutes(
        FormId.EXPLANATION_RECORD,
        head,
        values,
        subject="Phiên giải trình trực tiếp",
        blocks=blocks,
        signers=(*_explainers(party), *those_present(values)),
        held_on=session.held_on or session.planned_on,
        place=session.place,
        copy_to=receiver_of(party),
        legal_bases=record_basis(case),
    )


def _told(session: ExplanationSession) -> str:
    return " ".join(session.minutes.split())


def _acts(case: Case) -> list[Block]:
    texts = [row.description.strip().rstrip(".;") for row in case.violations.all()]
    return [Words(sentence(f"4. Hành vi vi phạm: {'; '.join(texts)}"))] if texts else []


def _explainers(party: Party) -> tuple[Signer, ...]:
    titles = (
        ("ĐẠI DIỆN TỔ CHỨC", "GIẢI TRÌNH")
        if isinstance(party, Organisation)
        else ("NGƯỜI GIẢI TRÌNH",)
    )
    return tuple(Signer(titles, signer.name) for signer in party.signers)


def _sessions(case: Case) -> object:
    return ExplanationSession.objects.filter(explanation__case=case).select_related(
        "explanation__case"
    )


FORM = register(
    DraftedForm(
        form=FormId.EXPLANATION_RECORD,
        subject=ExplanationSession,
        register="BB-GTTT",
        blanks=(
            BEGAN,
            ENDED,
            PRESENT,
            Blank("evidence", _("Evidence and law put forward"), BlankKind.TEXT),
            Blank("end", _("How the session ended"), BlankKind.TEXT),
            COPIES,
        ),
        build=build,
        signed_by=SignedBy.MAKER,
        subjects=_sessions,
    )
)
